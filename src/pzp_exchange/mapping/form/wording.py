"""What parts of a plan are called in a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model.base import Coded, Coding, Note
from ...model.codes import AbsentReason, Relationship, TelecomType, Treatment, YesNoUnknown
from ...model.people import ContactPerson, Telecom
from ...terminology import CodeList

__all__ = [
    "OTHER_CODES", "first_text", "is_named", "kind_code", "row_of", "unknown_as_form", "use_code", "words_for",
]

OTHER_CODES = ("OTH", "09", "9")
"""Codes for *other*, whose words the form has a place for."""
NOT_KNOWN = (AbsentReason.UNKNOWN, AbsentReason.ASKED_UNKNOWN, AbsentReason.TEMPORARILY_UNKNOWN)


def row_of(treatment: Coded[Treatment] | None) -> Treatment:
    """The row of the form a treatment belongs in: its own, else that of the others."""
    return (treatment.value if treatment else None) or Treatment.OTHER


def words_for(value: Coded[Any]) -> str:
    """What a code that the form does not list is called."""
    if value.text is not None:
        return value.text
    known = [c for c in value.codings if c.code not in OTHER_CODES]
    relation = next((r for c in known if (r := Relationship.find(c.system, c.code))), None)
    return relation.display("nl") if relation else value.label("nl") if known else ""


def unknown_as_form(said: Any) -> Coded[CodeList] | None:
    """The form's one way to say *not known yet*, for an absent value of which the reason says just that."""
    reasons = [AbsentReason.find(c.system, c.code) for c in said.absent_reason.codings] if said.absent_reason else []
    if any(reason in NOT_KNOWN for reason in reasons):
        return Coded[CodeList](codings=Coded[YesNoUnknown].model_validate(YesNoUnknown.UNKNOWN).codings)
    return None


def first_text(notes: Iterable[Note]) -> str | None:
    """The first comment."""
    return next((note.text for note in notes if note.text is not None), None)


def use_code(uses: dict[Any, str], codes: type[CodeList], use: str | None) -> Coding | None:
    """The form's code for where a number belongs."""
    found = next((member for member in codes if uses.get(member) == use), None)
    return Coding(system=found.system, code=found.code, display=found.display("nl")) if found else None


def kind_code(telecom: Telecom) -> Coding | None:
    """The kind of line, where FHIR's system and use tell it."""
    said = TelecomType.MOBILE if telecom.use == "mobile" else {"fax": TelecomType.FAX, "pager": TelecomType.PAGER}.get(
        telecom.system or "")
    return Coding(system=said.system, code=said.code, display=said.display("nl")) if said else None


def is_named(person: ContactPerson, references: set[str | None]) -> bool:
    """Whether one of the references is to this person."""
    return f"RelatedPerson/{person.id}" in references or person.full_url in references
