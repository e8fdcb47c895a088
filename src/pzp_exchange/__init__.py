"""The Dutch advance care plan (Proactief Zorgplan, PZP) in FHIR: read, understand, show, convert.

Everything public is here; it is imported when first used, so that ``import pzp_exchange`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .converting import Converted, convert
    from .document import Document
    from .errors import PzpError
    from .model.plan import AdvanceCarePlan
    from .reading import read, stream
    from .releases import R4, RELEASES, STU3
    from .report import Issue, Report
    from .validation import validate
    from .writing import write

__all__ = [
    "R4", "RELEASES", "STU3", "AdvanceCarePlan", "Converted", "Document", "Issue", "PzpError", "Report", "convert",
    "read", "stream", "validate", "write",
]

_HOME = {
    "Converted": "converting", "convert": "converting", "Document": "document", "PzpError": "errors",
    "AdvanceCarePlan": "model.plan", "read": "reading", "stream": "reading", "R4": "releases", "RELEASES": "releases",
    "STU3": "releases", "Issue": "report", "Report": "report", "validate": "validation", "write": "writing",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
