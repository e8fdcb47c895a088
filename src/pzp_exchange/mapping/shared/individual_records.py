"""Network, goals, the care plan and its handovers, as far as they are the same in every FHIR version.

nl: Zorgnetwerk, doelen, zorgplan, overdracht
"""

from __future__ import annotations

from typing import Any

from ...model.own_codes import ActivityKind, Dimension, ResourceMark
from ...terminology import CodeList
from ..codecs import BOOLEAN, NOTE, PERIOD, concept
from ..table import Codec, Field, Mapping, NodeField
from .individual import AmongItems, Marked, OwnParts, SaysNothing, Wording, extension, own

__all__ = ["HANDOVER_TYPE", "activity", "care_network", "care_plan", "dimension_goal", "handover"]

NOTES = Field("notes", "note[]", NOTE)
LOINC = "http://loinc.org"
HANDOVER_TYPE: dict[str, Any] = {"coding": [
    {"system": LOINC, "code": "18761-7", "display": "Transfer summary note"}, *own(ResourceMark.HANDOVER)["coding"]]}


def reachability(parts: OwnParts) -> Field:
    """How and when somebody can be reached; the same extension wherever it stands."""
    url = extension("Reachability")
    return Field("reachable", f"extension({url})[]", Mapping("Reachability", (
        Field("telecom", "extension(telecom).valueContactPoint", parts.telecom),
        Field("when", "extension(when).valueString"),
        Field("outside_office_hours", "extension(outsideOfficeHours).valueBoolean", BOOLEAN),
    ), constants=(("url", url),)))


def care_network(parts: OwnParts, roles: Field | NodeField) -> Mapping:
    """The network, with the places of a member's roles."""
    member = Mapping("NetworkMember", (
        roles,
        Field("who", "member", parts.actor),
        Field("on_behalf_of", "onBehalfOf", parts.reference),
        Field("period", "period", PERIOD),
        Field("profession", f"extension({extension('Profession')}).valueCodeableConcept", concept(CodeList)),
        reachability(parts),
        Field("deputy", f"extension({extension('Deputy')}).valueReference", parts.actor),
    ))
    return Mapping("CareNetwork", (
        Field("id", "id"),
        parts.identifiers,
        Field("status", "status"),
        Field("name", "name"),
        Field("patient", "subject", parts.reference),
        Field("period", "period", PERIOD),
        Field("members", "participant[]", member),
        NOTES,
    ), "CareTeam", f"{parts.base}CareNetwork", constants=(("category", [own(ResourceMark.CARE_NETWORK)]),),
        unsafe=("status",), as_said=parts.as_said)


def dimension_goal(parts: OwnParts, status: Field, due_on: Field | NodeField) -> Mapping:
    """A goal."""
    return Mapping("DimensionGoal", (
        Field("id", "id"),
        parts.identifiers,
        status,
        Field("patient", "subject", parts.reference),
        NodeField("dimensions", AmongItems("category", Dimension)),
        Field("goal", "description", concept(CodeList)),
        Field("start_date", "startDate"),
        due_on,
        Field("status_date", "statusDate"),
        Field("expressed_by", "expressedBy", parts.actor),
        Field("addresses", "addresses[]", parts.reference),
        NOTES,
    ), "Goal", f"{parts.base}DimensionGoal", unsafe=(status.path, "description"), as_said=parts.as_said)


def activity(parts: OwnParts, status: Codec, not_to_do: str) -> Mapping:
    """A planned activity. ``not_to_do`` is the element that turns it around; without its situation it means more."""
    place = "detail.extension({})[]."
    numbers = reachability(parts)
    return Mapping("PlannedActivity", (
        Field("kind", "detail.code", concept(ActivityKind)),
        Field("status", "detail.status", status),
        Field("", f"detail.{not_to_do}", SaysNothing(False)),
        Field("dimensions", f"{place.format(extension('Dimension'))}valueCodeableConcept", concept(Dimension)),
        Field("situation", "detail.reasonCode[0]", Wording()),
        Field("description", "detail.description"),
        Field("performers", "detail.performer[]", parts.actor),
        Field("whom_to_call", f"{place.format(extension('WhomToCall'))}valueReference", parts.actor),
        Field("numbers_to_call", f"detail.{numbers.path}", numbers.codec),
        Field("goals", "detail.goal[]", parts.reference),
        Field("problems", "detail.reasonReference[]", parts.reference),
        Field("scheduled", "detail.scheduledPeriod", PERIOD),
    ), unsafe=("detail.status", f"detail.{not_to_do}", "detail.reasonCode", "detail.description"))


def care_plan(parts: OwnParts, status: Codec, authors: Field | NodeField, planned: Mapping) -> Mapping:
    """The record that ties the others together."""
    review = Mapping("Review", (
        Field("held_on", "extension(heldOn).valueDateTime"),
        Field("due_on", "extension(dueOn).valueDateTime"),
        Field("meeting", "extension(meeting).valueString"),
        Field("by", "extension(by)[].valueReference", parts.actor),
    ), constants=(("url", extension("Review")),))
    return Mapping("CarePlan", (
        Field("id", "id"),
        parts.identifiers,
        Field("status", "status", status),
        Field("title", "title"),
        Field("patient", "subject", parts.reference),
        Field("period", "period", PERIOD),
        authors,
        Field("networks", "careTeam[]", parts.reference),
        Field("markings", "addresses[]", parts.reference),
        Field("supporting", "supportingInfo[]", parts.reference),
        Field("goals", "goal[]", parts.reference),
        Field("activities", "activity[]", planned),
        Field("review", f"extension({extension('Review')})", review),
        Field("revised_on", f"extension({extension('RevisedOn')}).valueDateTime"),
        Field("revised_by", f"extension({extension('RevisedBy')}).valueReference", parts.actor),
        NOTES,
    ), "CarePlan", f"{parts.base}CarePlan",
        constants=(("intent", "plan"), ("category", [own(ResourceMark.INDIVIDUAL_CARE_PLAN)])),
        unsafe=("status", "intent"), as_said=parts.as_said)


def handover(parts: OwnParts, *formal: Field, unsafe: tuple[str, ...] = (), section: tuple[str, ...] = ()) -> Mapping:
    """A handover, with what may change its meaning and that of its sections in this FHIR version."""
    part = Mapping("HandoverSection", (
        Field("title", "title"),
        Field("code", "code", concept(CodeList)),
        Field("text_status", "text.status"),
        Field("text", "text.div"),
        Field("entries", "entry[]", parts.reference),
    ), unsafe=section)
    return Mapping("Handover", (
        Field("id", "id"),
        Field("identifiers", "identifier", parts.identifier, most=1),
        Field("status", "status"),
        Field("title", "title"),
        Field("patient", "subject", parts.reference),
        Field("handed_over_at", "date"),
        Field("authors", "author[]", parts.actor),
        Field("recipients", f"extension({extension('Recipient')})[].valueReference", parts.actor),
        Field("reason", f"extension({extension('HandoverReason')}).valueString"),
        Field("sections", "section[]", part),
        NodeField("", Marked("type", ResourceMark.HANDOVER)),
        *formal,
    ), "Composition", f"{parts.base}Handover", constants=(("type", HANDOVER_TYPE),), unsafe=("status", *unsafe),
        as_said=parts.as_said)
