"""The advance care plan in the field's words; knows nothing of FHIR documents."""

from __future__ import annotations

from .agreements import AdvanceDirective, AgreementParty, Representative, TreatmentDirective
from .base import Attachment, Carried, Coded, CodeList, Coding, Identifier, Model, Note, PartialDate, Period, Reference
from .current import Conflict, Current, Held, Past, Reason, Topic, Undated
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
from .statement import Narrative, Statement
from .talk import Encounter, Participant, Performer, Procedure, ReasonReference
from .talk import Reason as ContactReason

__all__ = [
    "Address", "AddressLine", "AdvanceCarePlan", "AdvanceDirective", "AgreementParty", "Attachment", "BodySite",
    "Carried", "CodeList", "Coded", "Coding", "Conflict", "ContactPerson", "ContactReason", "Current", "Encounter",
    "Finding", "FormAnswers", "Given", "GivenKind", "HealthProfessional", "HealthProfessionalRole", "Held",
    "HowUnknown", "Identifier", "InformRelativesRequest", "LegalCapacity", "LegallyCapable", "MedicalDevice",
    "MedicalDeviceProduct", "MedicalPolicyGoal", "Model", "Name", "Narrative", "NotUnderstood", "Note",
    "OrganDonationChoiceRegistration", "OtherResource", "PartialDate", "Participant", "Past", "Patient",
    "PatientContact", "Performer", "Period", "PositionRegardingEuthanasia", "PreferredPlaceOfDeath", "Procedure",
    "Reason", "ReasonReference", "Reference", "Representative", "SenseOfPurpose", "SpecificCareWishes", "Statement",
    "Telecom", "Topic", "TreatmentDirective", "UdiCarrier", "Undated", "Unknown",
]
