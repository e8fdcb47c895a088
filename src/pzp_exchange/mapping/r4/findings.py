"""Goal, wishes, positions, registration, capacity and informing relatives in R4.

nl: Belangrijkste doel van behandeling, wensen en meningen, wilsbekwaamheid, informeren van naasten
Source: ACP-MedicalPolicyGoal, ACP-SpecificCareWishes, ACP-PreferredPlaceOfDeath, ACP-PositionRegardingEuthanasia,
ACP-OrganDonationChoiceRegistration, ACP-SenseOfPurpose, ACP-LegallyCapable, ACP-InformRelativesRequest.
"""

from __future__ import annotations

from typing import Any

from ...model.codes import SCT, AbsentReason, EuthanasiaPosition, MedicalPolicy, PlaceOfDeath, YesNoUnknown
from ..codecs import BOOLEAN, IDENTIFIERS, NOTE, PERIOD, REFERENCE, concept
from ..table import STRING, Codec, Field, Mapping
from .people import BASE

__all__ = ["FINDINGS", "INFORM_RELATIVES_REQUEST", "MEDICAL_POLICY_GOAL"]


def coded(code: str, display: str) -> dict[str, Any]:
    """A CodeableConcept with one SNOMED code, as the guide's own examples write it."""
    return {"coding": [{"code": code, "system": SCT, "display": display}]}


ACP = coded("713603004", "advance care planning")

MEDICAL_POLICY_GOAL = Mapping("MedicalPolicyGoal", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("status", "lifecycleStatus"),
    Field("patient", "subject", REFERENCE),
    Field("goal", "description", concept(MedicalPolicy), "592"),
    Field("start_date", "startDate", dataset="596"),
    Field("status_date", "statusDate", dataset="596"),
    Field("notes", "note[]", NOTE, "598"),
), "Goal", f"{BASE}ACP-MedicalPolicyGoal", dataset="590 591", constants=(("category", [ACP]),),
    unsafe=("lifecycleStatus", "description"))


def finding(model: str, profile: str, code: dict[str, Any], path: str, codec: Codec, *, whole: str,
            name: str, value: str, date: str, note: str = "", method: dict[str, Any] | None = None) -> Mapping:
    """The table of one kind of finding; the numbers are those of the dataset."""
    formal: tuple[tuple[str, Any], ...] = (("code", code), ("method", method)) if method else (("code", code),)
    return Mapping(model, (
        Field("id", "id"),
        IDENTIFIERS,
        Field("status", "status"),
        Field("patient", "subject", REFERENCE),
        Field("encounter", "encounter", REFERENCE),
        Field("observed_at", "effectiveDateTime", dataset=date),
        Field("observed_period", "effectivePeriod", PERIOD, date),
        Field("performers", "performer[]", REFERENCE),
        Field("value", path, codec, value),
        Field("absent_reason", "dataAbsentReason", concept(AbsentReason), value),
        Field("notes", "note[]", NOTE, note),
    ), "Observation", f"{BASE}{profile}", f"{whole} {name}".strip(), formal, unsafe=("status", "value*"))


FINDINGS = (
    finding("SpecificCareWishes", "ACP-SpecificCareWishes",
            coded("153851000146100", "wensen en verwachtingen met betrekking tot uitkomst van behandeling"),
            "valueString", STRING, whole="654", name="655 657", value="656", date="660",
            method=coded("370819000",
                         "vaststellen van persoonlijke waarden en wensen met betrekking tot zorg (verrichting)")),
    finding("PreferredPlaceOfDeath", "ACP-PreferredPlaceOfDeath", coded("395091006", "gewenste plek van overlijden"),
            "valueCodeableConcept", concept(PlaceOfDeath), whole="666", name="667", value="668", date="672",
            note="674"),
    finding("PositionRegardingEuthanasia", "ACP-PositionRegardingEuthanasia",
            coded("340171000146104", "standpunt ten opzichte van euthanasie"),
            "valueCodeableConcept", concept(EuthanasiaPosition), whole="678", name="679", value="680", date="684",
            note="686"),
    finding("OrganDonationChoiceRegistration", "ACP-OrganDonationChoiceRegistration",
            coded("570801000146104", "geregistreerd in orgaan donorregister"),
            "valueCodeableConcept", concept(YesNoUnknown), whole="746", name="747", value="748", date="752",
            method=coded("1156040003", "self reported")),
    finding("SenseOfPurpose", "ACP-SenseOfPurpose", coded("247751003", "gevoel van zingeving"),
            "valueString", STRING, whole="709", name="710", value="711", date="715"),
    finding("LegalCapacity", "ACP-LegallyCapable",
            coded("665671000146101", "juridisch in staat om beslissingen te nemen over medische behandelingen"),
            "valueBoolean", BOOLEAN, whole="761", name="", value="762", date="", note="763"),
)

INFORM_RELATIVES_REQUEST = Mapping("InformRelativesRequest", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("status", "status"),
    Field("patient", "subject", REFERENCE),
    Field("encounter", "encounter", REFERENCE),
    Field("authored_on", "authoredOn"),
    Field("requester", "requester", REFERENCE),
    Field("sender", "sender", REFERENCE),
    Field("recipients", "recipient[]", REFERENCE),
), "CommunicationRequest", f"{BASE}ACP-InformRelativesRequest", dataset="734",
    constants=(("category", [coded("223449006", "adviseren om iemand te informeren")]), ("reasonCode", [ACP])),
    unsafe=("status", "doNotPerform"))
