"""Signals, the dying phase, the carer's capacity, wishes and a child's findings: all travel as Observation.

nl: Signalen, stervensfase, draagkracht mantelzorger, wensen, gegevens over een kind
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...model.codes import AbsentReason, YesNoUnknown
from ...model.own_codes import (
    CarerOutlook,
    ChildTopic,
    Dimension,
    DyingJudgement,
    DyingSign,
    MarkingGround,
    ResourceMark,
)
from ...tree import MISSING, Tree
from ..codecs import PERIOD, concept
from ..table import Context, Field, Mapping, NodeField
from .individual import AmongItems, OwnParts, extension, own, under

__all__ = ["carer_capacity", "child_finding", "dimension_wish", "dying_phase_assessment", "phase_signal"]

SIGN = Mapping("ObservedSign", (
    Field("sign", "code", concept(DyingSign)),
    Field("present", "valueCodeableConcept", concept(YesNoUnknown)),
), unsafe=("value*",))
CARE_PATH = ResourceMark.CARE_PATH_STARTED


def _is_care_path(item: Any) -> bool:
    """Whether a component tells when the care path began, by any of its codings."""
    code = item.get("code") if isinstance(item, dict) else None
    codings = code.get("coding") if isinstance(code, dict) else None
    return isinstance(codings, list) and any(
        isinstance(each, dict) and (each.get("system"), each.get("code")) == (CARE_PATH.system, CARE_PATH.code)
        for each in codings)


@dataclass(frozen=True, slots=True)
class Signs:
    """The components that are signs: all but the one about the care path."""

    keys = ("component[]",)

    def take(self, node: Tree, context: Context) -> Any:
        """Read them."""
        found = node.get("component")
        items = found if isinstance(found, list) and all(map(SIGN.accepts, found)) else []
        places = [index for index, item in enumerate(items) if not _is_care_path(item)]
        if not places:
            return MISSING
        with under(context, "component[]"):
            values = tuple(SIGN.read(items[place], context) for place in places)
        _taken(node, places)
        return values

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write each as a component."""
        with under(context, "component[]"):
            node.setdefault("component", []).extend(SIGN.write(each, context) for each in value)


@dataclass(frozen=True, slots=True)
class CarePathStarted:
    """The one component that tells when the care path for the dying phase began."""

    keys = (f"component({CARE_PATH.code}).valueDateTime",)

    def take(self, node: Tree, _context: Context) -> Any:
        """The date, when the component says nothing else."""
        found = node.get("component")
        places = [index for index, item in enumerate(found) if _is_care_path(item)] if isinstance(found, list) else []
        if len(places) != 1 or not isinstance(found, list):
            return MISSING
        item = found[places[0]]
        plain = item.keys() == {"code", "valueDateTime"} and item["code"].keys() == {"coding"}
        if not plain or len(item["code"]["coding"]) > 1 or not isinstance(item["valueDateTime"], str):
            return MISSING
        _taken(node, places)
        return str(item["valueDateTime"])

    def put(self, node: Tree, value: Any, _context: Context) -> None:
        """Write it after the signs."""
        node.setdefault("component", []).append({"code": own(CARE_PATH), "valueDateTime": str(value)})


def _taken(node: Tree, places: list[int]) -> None:
    """Take components out of the node."""
    for place in places:
        node["component"][place] = None
    if all(item is None for item in node["component"]):
        del node["component"]


def _observed(parts: OwnParts, kind: str, *fields: Field | NodeField, code: ResourceMark | None = None,
              unsafe: tuple[str, ...] = ()) -> Mapping:
    """The table of one kind; ``code`` when the code of the Observation only says of which kind it is."""
    return Mapping(kind, (
        Field("id", "id"),
        parts.identifiers,
        Field("status", "status"),
        Field("patient", "subject", parts.reference),
        Field("encounter", parts.encounter, parts.reference),
        Field("observed_at", "effectiveDateTime"),
        Field("observed_period", "effectivePeriod", PERIOD),
        Field("performers", "performer[]", parts.actor),
        *fields,
        Field("absent_reason", "dataAbsentReason", concept(AbsentReason)),
        parts.remarks(""),
    ), "Observation", f"{parts.base}{kind}", constants=(("code", own(code)),) if code else (),
        unsafe=("status", "code", "value*", *unsafe), as_said=parts.as_said)


DIMENSIONS = NodeField("dimensions", AmongItems("category", Dimension))


def phase_signal(parts: OwnParts) -> Mapping:
    """A signal; its code is which question or instrument it was."""
    return _observed(
        parts, "PhaseSignal",
        DIMENSIONS,
        Field("kind", "code", concept(MarkingGround)),
        Field("answer", "valueCodeableConcept", concept(YesNoUnknown)),
        Field("outcome", f"extension({extension('Outcome')}).valueString"))


def dying_phase_assessment(parts: OwnParts) -> Mapping:
    """The assessment: its value is the judgement, its components are the signs and the start of the care path."""
    return _observed(
        parts, "DyingPhaseAssessment",
        Field("judgement", "valueCodeableConcept", concept(DyingJudgement)),
        NodeField("signs", Signs()),
        NodeField("care_path_started", CarePathStarted()),
        code=ResourceMark.DYING_PHASE_ASSESSMENT, unsafe=("component",))


def carer_capacity(parts: OwnParts) -> Mapping:
    """How long a carer can keep going; the patient is the subject, the carer stands in an extension."""
    return _observed(
        parts, "CarerCapacity",
        Field("carer", f"extension({extension('Carer')}).valueReference", parts.reference),
        Field("value", "valueCodeableConcept", concept(CarerOutlook)),
        code=ResourceMark.CARER_CAPACITY)


def dimension_wish(parts: OwnParts) -> Mapping:
    """A wish."""
    return _observed(parts, "DimensionWish", DIMENSIONS, Field("value", "valueString"), code=ResourceMark.WISH)


def child_finding(parts: OwnParts) -> Mapping:
    """A finding about a child; its code is the topic."""
    return _observed(parts, "ChildFinding", Field("topic", "code", concept(ChildTopic)), Field("value", "valueString"))
