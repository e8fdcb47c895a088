"""The advance care plan in the field's words; knows nothing of FHIR documents. Parts are imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agreements import AdvanceDirective, AgreementParty, Representative, TreatmentDirective
    from .attention import Attention
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
    from .care_plan import CarePlan, Handover, HandoverSection, PlannedActivity, Review
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
    from .dimensions import ChildFinding, DimensionGoal, DimensionProblem, DimensionWish
    from .findings import (
        Finding,
        HowUnknown,
        InformRelativesRequest,
        LegalCapacity,
        MedicalPolicyGoal,
        Observed,
        OrganDonationChoiceRegistration,
        PositionRegardingEuthanasia,
        PreferredPlaceOfDeath,
        SenseOfPurpose,
        SpecificCareWishes,
        Unknown,
    )
    from .individual import CentralHealthProfessional, IndividualCarePlan
    from .marking import DyingPhaseAssessment, MarkingAlert, ObservedSign, PalliativePhaseMarking, PhaseSignal
    from .network import CareNetwork, CarerCapacity, NetworkMember, Reachability
    from .own_codes import (
        ActivityKind,
        CarerOutlook,
        ChildTopic,
        Dimension,
        DyingJudgement,
        DyingSign,
        MarkingEnding,
        MarkingGround,
        NetworkRole,
        PalliativePhase,
        ResourceMark,
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
    from .statement import Narrative, Origin, Statement
    from .status import LastChange, PlanStatus
    from .talk import ContactReason, Encounter, Participant, Performer, Procedure, ReasonReference

__all__ = [
    "AbsentReason", "ActivityKind", "Address", "AddressLine", "AddressType", "AdvanceCarePlan", "AdvanceDirective",
    "AdvanceDirectiveType", "AgreementParty", "AgreementStatus", "Attachment", "Attention", "BodySite", "CareNetwork",
    "CarePlan", "CarerCapacity", "CarerOutlook", "Carried", "CentralHealthProfessional", "ChildFinding", "ChildTopic",
    "CodeList", "Coded", "Coding", "Conflict", "ContactPerson", "ContactReason", "ContactRole", "ContactType",
    "Current", "Decision", "Dimension", "DimensionGoal", "DimensionProblem", "DimensionWish", "DyingJudgement",
    "DyingPhaseAssessment", "DyingSign", "EmailType", "Encounter", "EuthanasiaPosition", "Finding", "FindingStatus",
    "FormAnswers", "Gender", "Given", "GivenKind", "GoalStatus", "Handover", "HandoverSection", "HealthProfessional",
    "HealthProfessionalRole", "Held", "HowUnknown", "IcdType", "Identifier", "IndividualCarePlan",
    "InformRelativesRequest", "LastChange", "Laterality", "LegalCapacity", "LegallyCapable", "MarkingAlert",
    "MarkingEnding", "MarkingGround", "MedicalDevice", "MedicalDeviceProduct", "MedicalPolicy", "MedicalPolicyGoal",
    "Model", "Name", "NameUsage", "Narrative", "NetworkMember", "NetworkRole", "NotUnderstood", "Note", "NumberType",
    "Observed", "ObservedSign", "OrganDonationChoiceRegistration", "Origin", "OtherResource",
    "PalliativePhase",
    "PalliativePhaseMarking", "PartialDate", "Participant", "PartyRole", "Past", "Patient", "PatientContact",
    "Performer", "Period", "PhaseSignal", "PlaceOfDeath", "PlanStatus", "PlannedActivity",
    "PositionRegardingEuthanasia", "PreferredPlaceOfDeath", "Procedure", "ProcedureType", "Reachability", "Reason",
    "ReasonReference", "Reference", "Relationship", "Representative", "ResourceMark", "Review", "SenseOfPurpose",
    "SharingConsent", "SpecificCareWishes", "Statement", "Telecom", "TelecomType", "Topic", "Treatment",
    "TreatmentDirective", "UdiCarrier", "Undated", "Unknown", "YesNoUnknown",
]

_PARTS = ("codes", "base", "statement", "people", "talk", "agreements", "findings", "devices", "plan", "reasons",
          "current", "own_codes", "marking", "network", "dimensions", "care_plan", "individual",
          "attention", "status")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for part in _PARTS:
            module = import_module(f".{part}", __name__)
            if name in module.__all__:
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
