"""What the circle loses at each step, and why: by class of the model (or resource type) its attributes (or elements).

``(whole)`` is a statement that is left out as a whole. ``official`` holds what only the official examples have.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LOST", "Lost"]


@dataclass(frozen=True)
class Lost:
    """What one step loses for one reason."""

    step: str
    reason: str
    why: str
    own: dict[str, str]
    official: dict[str, str]


LOST = [
    Lost("STU3", "part-of-the-patient", "STU3 has an extension of Patient for it: yes or no, and a comment", {
        "LegalCapacity": "id status patient encounter observed_at performers"}, {"LegalCapacity": "identifiers"}),
    Lost("STU3", "no-place-in-release", "STU3 has no such element, and no extension for it", {
        "PatientContact": "contact_person", "TreatmentDirective": "reason_for_ending"}, {}),
    Lost("STU3", "deprecated-code-replaced", "the goal has another code today", {}, {
        "Goal": "description"}),
    Lost("STU3", "only-the-form-has-it", "no profile has these answers", {}, {
        "FormAnswers": "representative_is_contact has_icd earlier_agreements earlier_agreements_comment "
                       "earlier_agreements_differ sharing_consent"}),
    Lost("STU3", "form-head", "which form it was, and who sent it when, is about the form", {}, {
        "QuestionnaireResponse": "id meta questionnaire status authored author source"}),
    Lost("form", "another-moment", "a form holds the agreements of one talk", {
        "TreatmentDirective": "(whole)", "MedicalPolicyGoal": "(whole)", "PreferredPlaceOfDeath": "(whole)",
        "PositionRegardingEuthanasia": "(whole)"}, {
        "Encounter": "(whole)", "Procedure": "(whole)", "InformRelativesRequest": "(whole)",
        "OrganDonationChoiceRegistration": "(whole)", "SenseOfPurpose": "(whole)", "SpecificCareWishes": "(whole)"}),
    Lost("form", "conflict", "one question has one answer: of two that contradict each other none is chosen", {
        "TreatmentDirective": "(whole)"}, {}),
    Lost("form", "undated", "nothing tells that it belongs to the talk", {"TreatmentDirective": "(whole)"}, {}),
    Lost("form", "not-in-force", "a completed form cannot say that an agreement is a draft, or ended", {
        "TreatmentDirective": "(whole)"}, {}),
    Lost("form", "only-one-place", "a form has one professional, one representative and one first contact person", {
        "ContactPerson": "(whole)", "HealthProfessional": "(whole)", "HealthProfessionalRole": "(whole)"}, {}),
    Lost("form", "form-has-no-ids", "answers have no ids; reading makes new ones", dict.fromkeys((
        "ContactPerson", "Encounter", "HealthProfessional", "HealthProfessionalRole", "InformRelativesRequest",
        "MedicalDevice", "MedicalDeviceProduct", "MedicalPolicyGoal", "OrganDonationChoiceRegistration",
        "PositionRegardingEuthanasia", "PreferredPlaceOfDeath", "Procedure", "SenseOfPurpose", "SpecificCareWishes",
        "TreatmentDirective"), "id"), {}),
    Lost("form", "other-became-yes-but", "zib2017's form has no *other*, but *yes, but* with restrictions", {
        "TreatmentDirective": "decision"}, {}),
    Lost("form", "told-in-the-comment", "zib2017's form does not ask which other treatment is meant", {
        "TreatmentDirective": "treatment"}, {}),
    Lost("form", "no-place-in-form", "the form does not ask for it, or says it otherwise: words of references, "
         "identifiers, a day where the form has a moment, and of people everything but name, contact and role", {
        "AdvanceDirective": "(whole)",
        "Patient": "active addresses contacts deceased gender gender_code general_practitioners identifiers names "
                   "telecoms",
        "ContactPerson": "active addresses birth_date gender names patient period relationships telecoms",
        "HealthProfessional": "identifiers names",
        "HealthProfessionalRole": "active organization professional specialties telecoms",
        "Encounter": "contact_type participants patient period reason_references reasons",
        "Procedure": "notes patient performed_at performed_period performers reason_references",
        "MedicalPolicyGoal": "notes patient status_date",
        "TreatmentDirective": "advance_directive comment decision parties patient reviewed_on specification status "
                              "treatment",
        "MedicalDevice": "body_site health_professional indications location patient period",
        "MedicalDeviceProduct": "patient serial_number udi_carriers",
        "SpecificCareWishes": "observed_at patient performers",
        "PreferredPlaceOfDeath": "observed_at patient performers value",
        "PositionRegardingEuthanasia": "absent_reason encounter notes observed_at patient performers status",
        "OrganDonationChoiceRegistration": "notes observed_at patient performers",
        "SenseOfPurpose": "observed_at patient performers",
        "InformRelativesRequest": "authored_on patient recipients requester sender status"}, {
        "ContactPerson": "identifiers", "HealthProfessionalRole": "identifiers", "Encounter": "identifiers",
        "Procedure": "encounter identifiers", "MedicalPolicyGoal": "carried identifiers",
        "TreatmentDirective": "carried ended_on identifiers", "MedicalDevice": "carried identifiers",
        "MedicalDeviceProduct": "identifiers", "SpecificCareWishes": "carried encounter identifiers",
        "PreferredPlaceOfDeath": "absent_reason carried encounter identifiers",
        "PositionRegardingEuthanasia": "identifiers",
        "OrganDonationChoiceRegistration": "encounter identifiers", "SenseOfPurpose": "encounter identifiers",
        "InformRelativesRequest": "carried encounter identifiers"}),
    Lost("R4", "only-the-form-has-it", "no profile has these answers", {
        "FormAnswers": "has_icd representative_is_contact"}, {}),
    Lost("R4", "form-head", "which form it was is about the form", {
        "QuestionnaireResponse": "id questionnaire status"}, {}),
    Lost("R4", "read-back-as-other", "R4 has no *yes, but*: it is *other* with the restrictions as its words", {
        "TreatmentDirective": "restrictions"}, {}),
]
