"""The advance care plan in the field's words; knows nothing of FHIR documents. Parts are imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agreements import AdvanceDirective, AgreementParty, Representative, TreatmentDirective
    from .base import (
        Attachment,
        Carried,
        Coded,
        CodeList,
        Coding,
        Identifier,
        Model,
        Note,
        PartialDate,
        Period,
        Reference,
    )
    from .codes import (
        AbsentReason,
        AddressType,
        AdvanceDirectiveType,
        AgreementStatus,
        ContactRole,
        ContactType,
        Decision,
        EmailType,
        EuthanasiaPosition,
        FindingStatus,
        Gender,
        GoalStatus,
        IcdType,
        Laterality,
        MedicalPolicy,
        NameUsage,
        NumberType,
        PartyRole,
        PlaceOfDeath,
        ProcedureType,
        Relationship,
        SharingConsent,
        TelecomType,
        Treatment,
        YesNoUnknown,
    )
    from .current import Conflict, Current, Held, Past, Topic, Undated
    from .devices import BodySite, MedicalDevice, MedicalDeviceProduct, UdiCarrier
    from .findings import (
        Finding,
        HowUnknown,
        InformRelativesRequest,
        LegalCapacity,
        MedicalPolicyGoal,
        OrganDonationChoiceRegistration,
        PositionRegardingEuthanasia,
        PreferredPlaceOfDeath,
        SenseOfPurpose,
        SpecificCareWishes,
        Unknown,
    )
    from .people import (
        Address,
        AddressLine,
        ContactPerson,
        Given,
        GivenKind,
        HealthProfessional,
        HealthProfessionalRole,
        LegallyCapable,
        Name,
        Patient,
        PatientContact,
        Telecom,
    )
    from .plan import AdvanceCarePlan, FormAnswers, NotUnderstood, OtherResource
    from .reasons import Reason
    from .statement import Narrative, Statement
    from .talk import ContactReason, Encounter, Participant, Performer, Procedure, ReasonReference

__all__ = [
    "AbsentReason", "Address", "AddressLine", "AddressType", "AdvanceCarePlan", "AdvanceDirective",
    "AdvanceDirectiveType", "AgreementParty", "AgreementStatus", "Attachment", "BodySite", "Carried", "CodeList",
    "Coded", "Coding", "Conflict", "ContactPerson", "ContactReason", "ContactRole", "ContactType", "Current",
    "Decision", "EmailType", "Encounter", "EuthanasiaPosition", "Finding", "FindingStatus", "FormAnswers", "Gender",
    "Given", "GivenKind", "GoalStatus", "HealthProfessional", "HealthProfessionalRole", "Held", "HowUnknown",
    "IcdType", "Identifier", "InformRelativesRequest", "Laterality", "LegalCapacity", "LegallyCapable",
    "MedicalDevice", "MedicalDeviceProduct", "MedicalPolicy", "MedicalPolicyGoal", "Model", "Name", "NameUsage",
    "Narrative", "NotUnderstood", "Note", "NumberType", "OrganDonationChoiceRegistration", "OtherResource",
    "PartialDate", "Participant", "PartyRole", "Past", "Patient", "PatientContact", "Performer", "Period",
    "PlaceOfDeath", "PositionRegardingEuthanasia", "PreferredPlaceOfDeath", "Procedure", "ProcedureType", "Reason",
    "ReasonReference", "Reference", "Relationship", "Representative", "SenseOfPurpose", "SharingConsent",
    "SpecificCareWishes", "Statement", "Telecom", "TelecomType", "Topic", "Treatment", "TreatmentDirective",
    "UdiCarrier", "Undated", "Unknown", "YesNoUnknown",
]

_PARTS = ("codes", "base", "statement", "people", "talk", "agreements", "findings", "devices", "plan", "reasons",
          "current")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for part in _PARTS:
            module = import_module(f".{part}", __name__)
            if name in module.__all__:
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
