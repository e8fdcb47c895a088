"""Marking of the palliative phase, its alert, and problems on a dimension, as far as they are the same everywhere.

nl: Markering van de palliatieve fase, alert, probleem op een dimensie
"""

from __future__ import annotations

from typing import Any

from ...model.own_codes import Dimension, MarkingEnding, MarkingGround, PalliativePhase, ResourceMark
from ...terminology import CodeList
from ..codecs import concept
from ..table import Field, Mapping, NodeField
from .datatypes import HL7
from .individual import AmongExtensions, AmongItems, InEveryItem, Marked, OwnParts, extension, own

__all__ = ["PHASE", "dimension_problem", "marking", "marking_alert"]

PHASE = concept(PalliativePhase)
DUE_TO = f"{HL7}condition-dueTo"


def marking(parts: OwnParts, *statuses: Field | NodeField, phase: Field | NodeField, marked_on: str,
            notes: Field | NodeField, unsafe: tuple[str, ...],
            constants: tuple[tuple[str, Any], ...] = ()) -> Mapping:
    """The marking; ``marked_on`` is the element with its date."""
    return Mapping("PalliativePhaseMarking", (
        Field("id", "id"),
        parts.identifiers,
        *statuses,
        Field("patient", "subject", parts.reference),
        phase,
        Field("marked_on", marked_on),
        Field("marked_by", "asserter", parts.actor),
        NodeField("grounds", InEveryItem("evidence", "code", concept(MarkingGround))),
        NodeField("evidence", InEveryItem("evidence", "detail", parts.reference)),
        NodeField("due_to", AmongExtensions(DUE_TO, "valueCodeableConcept", concept(CodeList))),
        NodeField("due_to_problem", AmongExtensions(DUE_TO, "valueReference", parts.reference)),
        Field("ended_on", "abatementDateTime"),
        Field("ending", f"extension({extension('MarkingEnding')}).valueCodeableConcept", concept(MarkingEnding)),
        Field("ended_because", f"extension({extension('EndedBecause')}).valueString"),
        notes,
    ), "Condition", f"{parts.base}PalliativePhaseMarking",
        constants=(("category", [own(ResourceMark.MARKING)]), *constants),
        unsafe=(*unsafe, "abatement*"), as_said=parts.as_said)


def marking_alert(parts: OwnParts, code: dict[str, Any]) -> Mapping:
    """The sign on the record; ``code`` is what it says in this FHIR version."""
    return Mapping("MarkingAlert", (
        Field("id", "id"),
        parts.identifiers,
        Field("status", "status"),
        Field("patient", "subject", parts.reference),
        Field("marking", f"extension({HL7}flag-detail).valueReference", parts.reference),
        Field("starts_on", "period.start"),
        Field("ended_on", "period.end"),
        Field("author", "author", parts.actor),
        NodeField("", Marked("code", ResourceMark.MARKING)),
    ), "Flag", f"{parts.base}MarkingAlert", constants=(("code", code),), unsafe=("status", "period.*"),
        as_said=parts.as_said)


def dimension_problem(parts: OwnParts, *statuses: Field | NodeField, recorded_on: str, notes: Field | NodeField,
                      unsafe: tuple[str, ...]) -> Mapping:
    """A problem; ``recorded_on`` is the element with the date it was written down."""
    return Mapping("DimensionProblem", (
        Field("id", "id"),
        parts.identifiers,
        *statuses,
        Field("patient", "subject", parts.reference),
        NodeField("dimensions", AmongItems("category", Dimension)),
        Field("problem", "code", concept(CodeList)),
        Field("began_on", "onsetDateTime"),
        Field("ended_on", "abatementDateTime"),
        Field("recorded_on", recorded_on),
        Field("recorded_by", "asserter", parts.actor),
        notes,
    ), "Condition", f"{parts.base}DimensionProblem", unsafe=(*unsafe, "code", "abatement*"), as_said=parts.as_said)
