"""The talk in STU3: encounter and procedure.

nl: Contact, Verrichting
Source: ACP-Encounter, ACP-Procedure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...model.codes import ProcedureType
from ...terminology import CodeList
from ...tree import MISSING, Tree
from ..codecs import BOOLEAN, OnlyRead, Words, concept, concept_fields
from ..shared import talk
from ..shared.findings import coded
from ..shared.parts import WHOLE
from ..table import Context, Field, Mapping
from .datatypes import ACTOR, COMMENT, IDENTIFIER_STU3, PARTS, REFERENCE, Pointer, type_of

__all__ = ["ENCOUNTER", "PROCEDURE"]

REASON = Mapping("ContactReason", (
    *concept_fields,
    Field("comment", f"extension({COMMENT}).valueString"),
), alike=True)

REASON_REFERENCE = Pointer("ReasonReference", (
    Field("reference", "condition.reference"),
    Field("display", "condition.display"),
    Field("identifier", "condition.identifier", IDENTIFIER_STU3),
    Field("comment", f"condition.extension({COMMENT}).valueString"),
))

PRESENT = frozenset({"Practitioner", "PractitionerRole", "RelatedPerson", ""})
"""Who may be a participant; the patient is the subject."""


@dataclass(frozen=True)
class Participant(Mapping):
    """Someone who was there, of those the FHIR version knows as participants."""

    def write(self, item: Any, context: Context) -> Any:
        """Make the node; ``MISSING`` for somebody else."""
        if item.individual is not None and type_of(item.individual) not in PRESENT:
            context.losses.append(("", item, "no-such-target"))
            return MISSING
        return super().write(item, context)


ENCOUNTER = talk.encounter(
    PARTS,
    {WHOLE: "764", "contact_type": "765", "patient": "305", "participants": "766", "period": "770 304"},
    Field("reasons", "reason[]", REASON, "772"),
    Field("reason_references", "diagnosis[]", REASON_REFERENCE, "772 775"),
    participant=talk.participant(PARTS, "807 148", Participant))

STATUS = Words({"on-hold": "suspended", "stopped": "aborted", "not-done": "aborted"})


class NotDone(OnlyRead):
    """The modifier that says a procedure was not done, whatever its status."""

    def accepts(self, value: Any) -> bool:
        """Only ``true``."""
        return value is True

    def read(self, _value: bool, _context: Context) -> str:
        """The word R4 has for it."""
        return "not-done"


@dataclass(frozen=True)
class TalkCode:
    """What was done. The profile wants the SNOMED code, also beside one of DHD or the NZa that says the same."""

    inner = concept(ProcedureType)

    def accepts(self, value: Any) -> bool:
        """Any CodeableConcept."""
        return self.inner.accepts(value)

    def read(self, value: Any, context: Context) -> Any:
        """As it is."""
        return self.inner.read(value, context)

    def write(self, value: Any, context: Context) -> Any:
        """With the SNOMED code first, when another code of the list is there without it."""
        node = self.inner.write(value, context)
        wanted = ProcedureType.ADVANCE_CARE_PLANNING
        if value.value is not None and not any(
                ProcedureType.find(each.system, each.code) is wanted for each in value.codings):
            node["coding"].insert(0, {"system": wanted.system, "code": wanted.code, "display": wanted.display("nl")})
        return node


ACTORS = frozenset({"Practitioner", "PractitionerRole", "Organization", ""})
"""Who may stand among the performers in zib-Procedure; others go into HL7's extension for elements of R4."""
PERFORMER = "http://hl7.org/fhir/4.0/StructureDefinition/extension-Procedure.performer"


@dataclass(frozen=True)
class ElsePerformer(Mapping):
    """A performer in an extension: each of its elements is an extension as well."""

    def accepts(self, value: Any) -> bool:
        """An extension with such parts."""
        return isinstance(value, dict) and value.keys() == {"url", "extension"}


ELSE_PERFORMER = ElsePerformer("Performer", (
    Field("actor", "extension(actor).valueReference", ACTOR),
    Field("function", "extension(function).valueCodeableConcept", concept(CodeList)),
    Field("on_behalf_of", "extension(onBehalfOf).valueReference", REFERENCE),
), constants=(("url", PERFORMER),))


def add_performers(values: dict[str, Any]) -> None:
    """All performers in one list."""
    others = values.pop("other_performers", ())
    if others:
        values["performers"] = (*values.get("performers", ()), *others)


def is_other(performer: Any) -> bool:
    """Whether the profile does not allow somebody among the performers."""
    return performer.actor is not None and type_of(performer.actor) not in ACTORS


@dataclass(frozen=True)
class UsualPerformer(Mapping):
    """A performer that the profile allows."""

    def write(self, item: Any, context: Context) -> Any:
        """Nobody else."""
        return MISSING if is_other(item) else super().write(item, context)


def write_others(node: Tree, item: Any, context: Context) -> None:
    """What was not done says so, and the patient and relatives who took part stand in extensions."""
    if item.status == "not-done":
        node["notDone"] = True
    others = [ELSE_PERFORMER.write(each, context) for each in item.performers if is_other(each)]
    if others:
        node["extension"] = others


PROCEDURE = talk.procedure(
    PARTS, {WHOLE: "776", "code": "797"},
    Field("status", "notDone", NotDone(), only_read=True),
    Field("", "notDone", BOOLEAN),
    Field("status", "status", STATUS),
    Field("other_performers", f"extension({PERFORMER})[]", ELSE_PERFORMER, only_read=True),
    performer=talk.performer(PARTS, "role", UsualPerformer), code=TalkCode(),
    constants=(("category", coded("11429006", "Consultation (procedure)")),),
    unsafe=("status", "notDone"), after_read=add_performers, finish=write_others)
