"""What the tables of one FHIR version are built of, where the versions differ."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Numbers
from dataclasses import dataclass, replace

from ...terminology import CodeList
from ..table import Codec, Field, Mapping, NodeField

__all__ = ["WHOLE", "Numbers", "Parts", "numbered"]

WHOLE = ""
"""The key of a whole resource among the dataset numbers of its attributes."""

Fields = tuple[Field | NodeField, ...]


@dataclass(frozen=True)
class Parts:
    """The building blocks of a FHIR version."""

    base: str
    """How the canonicals of its profiles begin."""
    identifier: Mapping
    reference: Mapping
    actor: Mapping
    """A reference to somebody, who may be a health professional."""
    encounter: str
    """The element that names the contact."""
    code_specification: str
    """The url of the extension that gives a FHIR code its Dutch one."""
    comment: str
    """The url of the extension with a comment."""
    answer: Callable[[type[CodeList]], Codec]
    """The codec of a value that is taken from a value set of the guide itself."""
    remarks: Callable[[str], Field | NodeField]
    """The comments on an observation, given their dataset numbers."""
    as_said: bool = False
    """Whether its resources are kept as they were said; see ``Mapping.as_said``."""

    @property
    def identifiers(self) -> Field:
        """The identifiers of a resource that can have several."""
        return Field("identifiers", "identifier[]", self.identifier)


def numbered(dataset: Numbers[str, str], *fields: Field | NodeField) -> Fields:
    """Fields with the dataset numbers of their attributes; a field that is not among them keeps its own."""
    return tuple(replace(each, dataset=dataset[each.name]) if each.name in dataset else each for each in fields)
