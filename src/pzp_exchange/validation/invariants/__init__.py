"""The invariants of FHIR's types and of the standard's profiles, as plain functions.

Written by hand after their published expressions and texts; where the two differ the text counts, and the function
says so. FHIRPath is not needed to run them.
"""

from __future__ import annotations

from typing import Final

from . import bundles, clinical, datatypes, elements, guides, questionnaires
from .scope import SETTLED, Predicate, Scope

__all__ = ["PREDICATES", "SETTLED", "Predicate", "Scope"]

_PARTS: Final = (elements, datatypes, clinical, bundles, questionnaires, guides)

PREDICATES: Final[dict[str, dict[str, Predicate]]] = {
    "STU3": {key: rule for part in _PARTS for key, rule in (part.SHARED | part.STU3).items()},
    "R4": {key: rule for part in _PARTS for key, rule in (part.SHARED | part.R4).items()},
}
"""The invariants by FHIR version ("STU3" or "R4") and id, as in ``ReleaseFacts.constraint``."""
