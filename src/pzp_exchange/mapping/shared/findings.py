"""Goal, wishes, positions, registration, capacity and informing relatives, as far as they are the same everywhere.

nl: Belangrijkste doel van behandeling, wensen en meningen, wilsbekwaamheid, informeren van naasten
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...model.codes import DEPRECATED, SCT, AbsentReason, EuthanasiaPosition, MedicalPolicy, PlaceOfDeath, YesNoUnknown
from ...terminology import CodeList
from ..codecs import BOOLEAN, NOTE, PERIOD, concept
from ..table import STRING, Codec, Context, Field, Mapping, Scalar
from .parts import WHOLE, Numbers, Parts, numbered

__all__ = ["KINDS", "coded", "finding", "inform_relatives_request", "medical_policy_goal"]


def coded(code: str, display: str) -> dict[str, Any]:
    """A CodeableConcept with one SNOMED code, as the guides' own examples write it."""
    return {"coding": [{"code": code, "system": SCT, "display": display}]}


ACP = coded("713603004", "advance care planning")
INFORM = coded("223449006", "adviseren om iemand te informeren")


@dataclass(frozen=True)
class Kind:
    """One kind of finding: its profile, its code, and what its value is."""

    model: str
    profile: str
    code: dict[str, Any]
    value: type[CodeList] | Scalar
    method: dict[str, Any] | None = None


KINDS = {
    "specific_care_wishes": Kind(
        "SpecificCareWishes", "ACP-SpecificCareWishes",
        coded("153851000146100", "wensen en verwachtingen met betrekking tot uitkomst van behandeling"), STRING,
        coded("370819000",
              "vaststellen van persoonlijke waarden en wensen met betrekking tot zorg (verrichting)")),
    "preferred_places_of_death": Kind(
        "PreferredPlaceOfDeath", "ACP-PreferredPlaceOfDeath", coded("395091006", "gewenste plek van overlijden"),
        PlaceOfDeath),
    "positions_regarding_euthanasia": Kind(
        "PositionRegardingEuthanasia", "ACP-PositionRegardingEuthanasia",
        coded("340171000146104", "standpunt ten opzichte van euthanasie"), EuthanasiaPosition),
    "organ_donation_choice_registrations": Kind(
        "OrganDonationChoiceRegistration", "ACP-OrganDonationChoiceRegistration",
        coded("570801000146104", "geregistreerd in orgaan donorregister"), YesNoUnknown,
        coded("1156040003", "self reported")),
    "senses_of_purpose": Kind(
        "SenseOfPurpose", "ACP-SenseOfPurpose", coded("247751003", "gevoel van zingeving"), STRING),
    "legal_capacities": Kind(
        "LegalCapacity", "ACP-LegallyCapable",
        coded("665671000146101", "juridisch in staat om beslissingen te nemen over medische behandelingen"), BOOLEAN),
}
"""By attribute of the plan."""


def finding(parts: Parts, kind: Kind, dataset: Numbers[str, str]) -> Mapping:
    """The table of one kind of finding, with the dataset numbers of the whole, the value, the date and the notes."""
    formal: tuple[tuple[str, Any], ...] = (("code", kind.code),)
    if kind.method:
        formal += (("method", kind.method),)
    date, value = dataset.get("date", ""), dataset["value"]
    path, codec = _value(parts, kind)
    return Mapping(kind.model, (
        Field("id", "id"),
        parts.identifiers,
        Field("status", "status"),
        Field("patient", "subject", parts.reference),
        Field("encounter", parts.encounter, parts.reference),
        Field("observed_at", "effectiveDateTime", dataset=date),
        Field("observed_period", "effectivePeriod", PERIOD, date),
        Field("performers", "performer[]", parts.actor),
        Field("value", path, codec, value),
        Field("absent_reason", "dataAbsentReason", concept(AbsentReason), value),
        parts.remarks(dataset.get("notes", "")),
    ), "Observation", f"{parts.base}{kind.profile}", dataset[WHOLE], formal, unsafe=("status", "value*"),
        as_said=parts.as_said)


def _value(parts: Parts, kind: Kind) -> tuple[str, Codec]:
    """Where the value stands, and its codec."""
    if isinstance(kind.value, Scalar):
        return "valueBoolean" if kind.value is BOOLEAN else "valueString", kind.value
    return "valueCodeableConcept", parts.answer(kind.value)


@dataclass(frozen=True, slots=True)
class OfToday:
    """A concept of which a deprecated code is kept where it came from, and elsewhere written as the one of today."""

    codec: Codec

    @property
    def inner(self) -> Codec:
        """The table of the concept itself."""
        found: Codec = getattr(self.codec, "inner", self.codec)
        return found

    def accepts(self, value: Any) -> bool:
        """As the codec inside."""
        return self.codec.accepts(value)

    def read(self, value: Any, context: Context) -> Any:
        """As it is; a deprecated code ties the statement to its source."""
        found = self.codec.read(value, context)
        context.carried = context.carried or found.value in DEPRECATED
        return found

    def write(self, value: Any, context: Context) -> Any:
        """With the code of today, which is announced."""
        today = DEPRECATED.get(value.value)
        if today is not None and not context.as_read:
            (new,) = type(value).model_validate(today).codings
            old = next(each for each in value.codings if value.codes().find(each.system, each.code) is value.value)
            context.losses.append(("coding", old.code, "deprecated-code-replaced"))
            value = value.model_copy(update={"codings": tuple(new if each is old else each for each in value.codings)})
        return self.codec.write(value, context)


def medical_policy_goal(parts: Parts, dataset: Numbers[str, str], status: Field) -> Mapping:
    """What treatment aims at."""
    return Mapping("MedicalPolicyGoal", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        status,
        Field("patient", "subject", parts.reference),
        Field("goal", "description", OfToday(parts.answer(MedicalPolicy))),
        Field("start_date", "startDate"),
        Field("status_date", "statusDate"),
        Field("notes", "note[]", NOTE),
    ), "Goal", f"{parts.base}ACP-MedicalPolicyGoal", dataset[WHOLE], (("category", [ACP]),),
        unsafe=(status.path, "description"), as_said=parts.as_said)


def inform_relatives_request(parts: Parts, dataset: Numbers[str, str], status: Codec, requester: str,
                             unsafe: tuple[str, ...]) -> Mapping:
    """That the patient was asked to discuss the agreements with relatives."""
    return Mapping("InformRelativesRequest", (
        Field("id", "id"),
        parts.identifiers,
        Field("status", "status", status),
        Field("patient", "subject", parts.reference),
        Field("encounter", parts.encounter, parts.reference),
        Field("authored_on", "authoredOn"),
        Field("requester", requester, parts.actor),
        Field("sender", "sender", parts.reference),
        Field("recipients", "recipient[]", parts.reference),
    ), "CommunicationRequest", f"{parts.base}ACP-InformRelativesRequest", dataset[WHOLE],
        (("category", [INFORM]), ("reasonCode", [ACP])), unsafe=unsafe, as_said=parts.as_said)
