"""Variants of the official examples, where the standard is there."""

from __future__ import annotations

from variants import add, drop, put, rows
from variants_r4 import NO_SLICE, code, extension, to

R4_PATIENT = "Patient/ACP-Patient-HendrikHartman-Pat1"
R4_DNR = "Consent/ACP-AdvanceDirective-DNR-Pat1"
ICU = "Consent/ACP-TreatmentDirective-AdmissionToICU-1-Pat1"
NOT_LISTED = "kinds of media are not listed"

OFFICIAL = rows("official-r4", {
    R4_PATIENT: (
        ("no-name", [drop("name")], "PZP-CARDINALITY-MIN", ""),
        ("birth-date", [put("birthDate", "1961-02-30")], "PZP-PRIMITIVE", "birthDate"),
        ("contact-is-practitioner", [put("contact.0.extension.0.valueReference.reference",
                                         "Practitioner/ACP-HealthProfessional-Practitioner-DrVanHuissen-Pat1")],
         "PZP-REFERENCE-TYPE", "contact[0].extension[0].valueReference"),
        ("qualifier", [put("name.0._given.0.extension.0.valueCode", "FIRST")], "PZP-BINDING",
         "name[0].given[0].extension[0].valueCode"),
    ),
    R4_DNR: (
        ("category", [put("category.0.coding.0.code", "dnr")], "PZP-SLICE-MIN", ""),
        ("attachment-data", [put("sourceAttachment.data", "%PDF-1.6")], "PZP-PRIMITIVE", "sourceAttachment.data"),
        ("status", [put("status", "geldig")], "PZP-BINDING", "status"),
    ),
    ICU: (
        ("scope", [put("scope.coding.0.code", "adr")], "PZP-PATTERN", "scope"),
        ("treatment", [put("provision.code.0.coding.0.code", "1")], "PZP-BINDING", "provision.code[0]"),
        ("decision", [put("provision.type", "weigeren")], "PZP-BINDING", "provision.type"),
        ("party", [put("provision.actor.0.reference.reference", "Organization/1")], "PZP-REFERENCE-TYPE",
         "provision.actor[0].reference"),
        ("modifier", [put("modifierExtension", [extension("https://example.org/x", valueBoolean=True)])],
         "PZP-MODIFIER-UNKNOWN", "modifierExtension[0]"),
        ("no-patient-in-set", [put("patient.reference", "Patient/elders")]),
    ),
    "Goal/ACP-MedicalPolicyGoal-Pat1": (
        ("goal", [put("description.coding.0.code", "225353007")], "PZP-BINDING", "description"),
        ("no-subject", [drop("subject")], "PZP-CARDINALITY-MIN", ""),
    ),
    "Procedure/ACP-Procedure-Pat1": (
        ("no-status", [drop("status")], "PZP-CARDINALITY-MIN", ""),
        ("code", [put("code", code("1"))], "PZP-BINDING", "code"),
    ),
    "Observation/ACP-SpecificCareWishes-Pat1": (
        ("no-method", [drop("method")], "PZP-CARDINALITY-MIN", ""),
        ("performer-as-text", [put("performer", "Dr. Van Huissen")], "PZP-JSON-TYPE", "performer"),
    ),
    "CommunicationRequest/ACP-InformRelativesRequest-Pat1": (
        ("sender-missing", [drop("sender")], "PZP-CARDINALITY-MIN", ""),
        ("requester-is-patient", [put("requester", to(R4_PATIENT))], "PZP-REFERENCE-TYPE", "requester"),
    ),
    "DeviceUseStatement/ACP-MedicalDevice-ICD-Pat1": (
        ("device-is-patient", [put("device", to(R4_PATIENT))], "PZP-REFERENCE-TYPE", "device"),
    ),
    "QuestionnaireResponse/HendrikHartman-20221108": (
        ("no-status", [drop("status")], "PZP-CARDINALITY-MIN", ""),
        ("answer-as-text", [put("item.0.answer", "ja")], "PZP-JSON-TYPE", "item[0].answer"),
    ),
}) + rows("official-stu3", {
    R4_PATIENT: (
        ("two-bsns", [add("identifier", {"system": "http://fhir.nl/fhir/NamingSystem/bsn", "value": "999900043"})],
         "PZP-SLICE-MAX", "identifier[1]"),
        ("postal-code", [put("address.0.postalCode", "3511 zl")], "PZP-INVARIANT", "address[0].postalCode"),
        ("capacity-twice", [add("extension.0.extension", extension("legallyCapable", valueBoolean=True))],
         "PZP-SLICE-MAX", "extension[0].extension[1]"),
    ),
    R4_DNR: (
        ("kind", [put("category.1.coding.0.code", "XX")], "PZP-SLICE-MIN", ""),
        ("identifiers", [put("identifier", [{"value": "1"}])], "PZP-JSON-TYPE", "identifier"),
    ),
    ICU: (
        ("no-decision", [drop("modifierExtension")], "PZP-SLICE-MIN", "",
         {"also": (("PZP-CARDINALITY-MIN", "", NO_SLICE),)}),
        ("decision", [put("modifierExtension.0.valueCodeableConcept.coding.0.code", "DENY")],
         "PZP-BINDING-EXTENSIBLE", "modifierExtension[0].valueCodeableConcept", "warning"),
        ("verified", [put("extension.0.extension.0.valueBoolean", False)], "PZP-FIXED",
         "extension[0].extension[0].valueBoolean"),
        ("category", [put("category.0.coding.0.code", "1")], "PZP-SLICE-MIN", "category[0]"),
        ("exception", [put("except.0.type", "nee")], "PZP-BINDING", "except[0].type"),
    ),
    "Encounter/ACP-Encounter-Pat1": (
        ("no-start", [drop("period.start")], "PZP-CARDINALITY-MIN", "period"),
        ("status", [put("status", "klaar")], "PZP-BINDING", "status"),
    ),
    "Procedure/ACP-Procedure-Pat1": (
        ("performer-is-patient", [put("performer.0.actor", to(R4_PATIENT))], "PZP-REFERENCE-TYPE",
         "performer[0].actor"),
        ("no-category", [drop("category")], "PZP-CARDINALITY-MIN", ""),
    ),
    "Observation/ACP-OrganDonationChoiceRegistration-Pat1": (
        ("answer", [put("valueCodeableConcept.coding.0.code", "1")], "PZP-BINDING", "valueCodeableConcept"),
        ("subject-and-focus", [put("focus", [to(R4_PATIENT)])], "PZP-UNKNOWN-ELEMENT", "focus"),
    ),
    "RelatedPerson/ACP-ContactPerson-MichielHartman-Pat1": (
        ("proxy", [drop("extension.0")], "PZP-INVARIANT", ""),
    ),
    "DeviceUseStatement/ACP-MedicalDevice-ICD-Pat1": (
        ("side", [put("bodySite.extension.0.valueCodeableConcept.coding.0.code", "1")], "PZP-BINDING-EXTENSIBLE",
         "bodySite.extension[0].valueCodeableConcept", "warning"),
    ),
})
