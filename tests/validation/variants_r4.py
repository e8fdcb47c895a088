"""Variants of our own R4 examples: what the PZP profiles, and the nl-core profiles below them, ask."""

from __future__ import annotations

from variants import add, drop, put, rename, rows

HL7 = "http://hl7.org/fhir/StructureDefinition/"
NICTIZ = "http://nictiz.nl/fhir/StructureDefinition/"
THO = "http://terminology.hl7.org/CodeSystem/"
SCT = "http://snomed.info/sct"
ROLES = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
COMMENT = NICTIZ + "ext-Comment"
QUALIFIER = HL7 + "iso21090-EN-qualifier"

UNLISTED = "the value set of another binding on it is not listed"
NO_SLICE = "it is in no slice now, and the slice must be there"


def code(value: str, system: str = SCT) -> dict[str, object]:
    """A CodeableConcept of one coding."""
    return {"coding": [{"system": system, "code": value}]}


def extension(url: str, **value: object) -> dict[str, object]:
    """An extension."""
    return {"url": url, **value}


def to(reference: str) -> dict[str, str]:
    """A Reference."""
    return {"reference": reference}


NAME = {"use": "official", "given": ["Jo"], "_given": [{"extension": [extension(QUALIFIER, valueCode="IN")]}]}

OBSERVATIONS = {
    # profile's resource: the name of its value, a value of a type it does not allow
    "wilsbekwaam": ("valueBoolean", "valueString", "ja"),
    "donor": ("valueCodeableConcept", "valueBoolean", True),
    "euthanasie": ("valueCodeableConcept", "valueString", "tegen"),
    "plaats": ("valueCodeableConcept", "valueString", "thuis"),
    "tuin": ("valueString", "valueBoolean", True),
    "zorgwens": ("valueString", "valueCodeableConcept", code("1")),
}

R4 = rows("r4", {
    "Patient/saar": (
        ("no-name", [drop("name")], "PZP-CARDINALITY-MIN", "", {"rule": "Patient.name"}),
        ("three-official-names", [add("name", NAME, NAME)], "PZP-SLICE-MAX", "name[3]",
         {"rule": "Patient.name:nameInformation"}),
        ("usual-name-with-family", [put("name.1.family", "Verzon")], "PZP-CARDINALITY-MAX", "name[1].family"),
        ("usual-name-without-given", [drop("name.1.given"), put("name.1.text", "Saartje")], "PZP-CARDINALITY-MIN",
         "name[1]", {"rule": "HumanName.given"}),
        ("given-without-qualifier", [put("name.0._given.1", None)], "PZP-CARDINALITY-MIN", "name[0].given[1]",
         {"rule": "HumanName.given.extension", "also": (("PZP-SLICE-MIN", "name[0].given[1]", NO_SLICE),)}),
        ("qualifier-not-a-code-of-the-set", [put("name.0._given.0.extension.0.valueCode", "XX")], "PZP-BINDING",
         "name[0].given[0].extension[0].valueCode"),
        ("qualifier-as-string", [rename("name.0._given.0.extension.0.valueCode", "valueString")], "PZP-TYPE",
         "name[0].given[0].extension[0].valueString"),
        ("prefix-without-own-name", [drop("name.0._family.extension.1")], "PZP-INVARIANT", "name[0]",
         {"rule": "zib-NameInformation-1"}),
        ("partner-prefix-without-name",
         [add("name.0._family.extension", extension(HL7 + "humanname-partner-prefix", valueString="de"))],
         "PZP-INVARIANT", "name[0]", {"rule": "zib-NameInformation-2"}),
        ("name-without-text", [drop("name.0.text")], "PZP-INVARIANT", "name[0]", "warning",
         "nl-core-NameInformation-01"),
        ("family-in-parts-only", [drop("name.0.family")], "PZP-INVARIANT", "name[0].family", "warning",
         "nl-core-NameInformation-02"),
        ("contact-name-not-official", [put("contact.0.name.use", "usual")], "PZP-PATTERN", "contact[0].name.use"),
        ("contact-name-without-use", [drop("contact.0.name.use")], "PZP-CARDINALITY-MIN", "contact[0].name",
         {"rule": "HumanName.use"}),
        ("street-twice", [add("address.0._line.0.extension",
                              extension(HL7 + "iso21090-ADXP-streetName", valueString="Dubbelpad"))],
         "PZP-SLICE-MAX", "address[0].line[0].extension[3]", {"rule": "Address.line.extension:streetName"}),
        ("house-number-as-integer", [drop("address.0._line.0.extension.1.valueString"),
                                     put("address.0._line.0.extension.1.valueInteger", 12)],
         "PZP-TYPE", "address[0].line[0].extension[1].valueInteger"),
        ("house-number-indication", [add("address.0._line.0.extension",
                                         extension(HL7 + "iso21090-ADXP-additionalLocator", valueString="naast"))],
         "PZP-INVARIANT", "address[0].line[0].extension[3].valueString", {"rule": "houseNumberIndication"}),
        ("address-extension-at-name", [add("name.0.extension", extension(
            NICTIZ + "ext-AddressInformation.AddressType", valueCodeableConcept=code("HP", THO + "v3-AddressUse")))],
         "PZP-EXTENSION-CONTEXT", "name[0].extension[1]"),
        ("address-type-not-in-set", [put("address.0.extension.0.valueCodeableConcept.coding.0.code", "BIR")],
         "PZP-BINDING-EXTENSIBLE", "address[0].extension[0].valueCodeableConcept", "warning"),
        ("address-type-twice", [add("address.0.extension", extension(
            NICTIZ + "ext-AddressInformation.AddressType", valueCodeableConcept=code("PST", THO + "v3-AddressUse")))],
         "PZP-SLICE-MAX", "address[0].extension[1]"),
        ("country-code-undecided", [put("address.0._country.extension.0.valueCodeableConcept.coding.0.code", "BE"),
                                    put("address.0.country", "België")], ""),
        ("country-code-of-strange-system",
         [put("address.0._country.extension.0.valueCodeableConcept", code("NL", "http://example.org/landen"))],
         "PZP-BINDING", "address[0].country.extension[0].valueCodeableConcept"),
        ("telecom-type-not-in-set",
         [put("telecom.0._system.extension.0.valueCodeableConcept.coding.0.code", "DUIF")]),  # then in no slice
        ("gender-code-not-in-set", [put("_gender.extension.0.valueCodeableConcept.coding.0.code", "X")],
         "PZP-BINDING", "gender.extension[0].valueCodeableConcept"),
        ("gender-code-twice", [add("_gender.extension", extension(
            NICTIZ + "ext-CodeSpecification", valueCodeableConcept=code("F", THO + "v3-AdministrativeGender")))],
         "PZP-SLICE-MAX", "gender.extension[1]", {"rule": "Patient.gender.extension:genderCodelist"}),
        ("nationality-code-twice", [add("extension.0.extension", extension(
            "code", valueCodeableConcept=code("0002", "urn:oid:2.16.840.1.113883.2.4.4.16.32")))],
         "PZP-SLICE-MAX", "extension[0].extension[1]", {"rule": "Extension.extension:code"}),
        ("nationality-code-without-value", [drop("extension.0.extension.0.valueCodeableConcept"),
                                            put("extension.0.extension.0.id", "leeg")],
         "PZP-CARDINALITY-MIN", "extension[0].extension[0]",
         {"also": (("PZP-INVARIANT", "extension[0].extension[0]", "ext-1: neither value nor extensions"),)}),
        ("nationality-not-in-set", [put("extension.0.extension.0.valueCodeableConcept.coding.0.code", "9999x")],
         "PZP-BINDING-EXTENSIBLE", "extension[0].extension[0].valueCodeableConcept", "warning"),
        ("marital-status-not-in-set", [put("maritalStatus.coding.0.code", "X")], "PZP-BINDING", "maritalStatus"),
        ("language-of-strange-system", [put("communication.0.language", code("nl", "http://example.org/talen"))],
         "PZP-BINDING", "communication[0].language"),
        ("contact-extension-to-wrong-type", [put("contact.0.extension.0.valueReference", to("Patient/saar"))],
         "PZP-REFERENCE-TYPE", "contact[0].extension[0].valueReference"),
        ("practitioner-without-profile", [put("generalPractitioner.0", to("Goal/doel"))], "PZP-REFERENCE-TYPE",
         "generalPractitioner[0]"),
        ("proficiency-without-type", [put("communication.0.extension", [extension(
            HL7 + "patient-proficiency", extension=[extension("level", valueCoding={
                "system": THO + "v3-LanguageAbilityProficiency", "code": "G"})])])],
         "PZP-SLICE-MIN", "communication[0].extension[0]", {"also": (
             ("PZP-CARDINALITY-MIN", "communication[0].extension[0]", "two parts are asked"),
             ("PZP-BINDING-UNDECIDED", "communication[0].extension[0].extension[0].valueCoding", UNLISTED))}),
    ),
    "RelatedPerson/jelle": (
        ("no-patient", [drop("patient")], "PZP-CARDINALITY-MIN", "", {"rule": "RelatedPerson.patient"}),
        ("patient-of-other-profile", [put("patient", to("Patient/onbekend"))], "PZP-REFERENCE-PROFILE", "patient"),
        ("patient-is-no-patient", [put("patient", to("Practitioner/bloem"))], "PZP-REFERENCE-TYPE", "patient"),
        ("patient-elsewhere-is-no-patient", [put("patient", to("https://example.org/fhir/Group/1"))],
         "PZP-REFERENCE-TYPE", "patient"),
        ("prefix-in-given-name", [put("name.1.prefix", ["dr."])], "PZP-CARDINALITY-MAX", "name[1].prefix[0]"),
        ("telephone-comment-twice", [put("telecom.0.extension", [extension(COMMENT, valueString="overdag"),
                                                                 extension(COMMENT, valueString="'s nachts")])],
         ),  # then in no slice
    ),
    "Practitioner/bloem": (
        ("family-prefix-as-code", [rename("name.0._family.extension.0.valueString", "valueCode")], "PZP-TYPE",
         "name[0].family.extension[0].valueCode"),
        ("gender-code-not-in-set", [put("_gender", {"extension": [extension(
            NICTIZ + "ext-CodeSpecification", valueCodeableConcept=code("X", THO + "v3-AdministrativeGender"))]})],
         "PZP-BINDING", "gender.extension[0].valueCodeableConcept"),
        ("third-official-name", [add("name", NAME, NAME)], "PZP-SLICE-MAX", "name[2]"),
    ),
    "PractitionerRole/bloem-huisarts": (
        ("practitioner-that-meets-it", [put("practitioner", to("Practitioner/stagiair"))], ""),
        ("practitioner-is-organization", [put("practitioner", to("Organization/praktijk"))], "PZP-REFERENCE-TYPE",
         "practitioner"),
        ("specialty-twice", [add("specialty", code("01.015", "http://fhir.nl/fhir/NamingSystem/uzi-rolcode"),
                                 code("01.016", "http://fhir.nl/fhir/NamingSystem/uzi-rolcode"))],
         "PZP-SLICE-MAX", "specialty[2]", {"rule": "PractitionerRole.specialty:specialty"}),
        ("specialty-undecided", [add("specialty", code("0101", "urn:oid:2.16.840.1.113883.2.4.6.7"))], ""),
    ),
    "Encounter/gesprek": (
        ("no-class", [drop("class")], "PZP-CARDINALITY-MIN", "", {"rule": "Encounter.class"}),
        ("subject-of-other-profile", [put("subject", to("Patient/onbekend"))], "PZP-REFERENCE-PROFILE", "subject"),
        ("two-locations", [put("location", [{"location": to("Location/1")}, {"location": to("Location/2")}])],
         "PZP-CARDINALITY-MAX", "location[1]"),
        ("participant-is-patient", [put("participant.1.individual", to("Patient/saar"))], "PZP-REFERENCE-TYPE",
         "participant[1].individual"),
        ("participant-type-twice", [put("participant.0.type", [code("CON", THO + "v3-ParticipationType"),
                                                               code("PRF", THO + "v3-ParticipationType")])],
         "PZP-CARDINALITY-MAX", "participant[0].type[1]",
         {"rule": "Encounter.participant:healthProfessional.type", "also": (
             ("PZP-BINDING-UNDECIDED", "participant[0].type[0]", UNLISTED),
             ("PZP-BINDING-UNDECIDED", "participant[0].type[1]", UNLISTED))}),
        ("reason-comment-twice", [put("reasonCode", [{"text": "Zorgen", "extension": [
            extension(COMMENT, valueString="1"), extension(COMMENT, valueString="2")]}])],
         "PZP-SLICE-MAX", "reasonCode[0].extension[1]",
         {"rule": "Encounter.reasonCode:deviatingResult.extension:commentContactReason"}),
        ("admit-source-not-in-set", [put("hospitalization", {"admitSource": code("1")})], "PZP-BINDING-EXTENSIBLE",
         "hospitalization.admitSource", "warning"),
    ),
    "Procedure/acp": (
        ("no-code", [drop("code")], "PZP-CARDINALITY-MIN", "", {"rule": "Procedure.code"}),
        ("other-code", [put("code", code("11429006"))], "PZP-BINDING", "code"),
        ("only-text", [put("code", {"text": "Gesprek"})], "PZP-BINDING-NO-CODE", "code"),
        ("two-body-sites", [put("bodySite", [code("80891009"), code("368209003")])], "PZP-CARDINALITY-MAX",
         "bodySite[1]", {"also": (("PZP-BINDING-UNDECIDED", "bodySite[0]", UNLISTED),
                                  ("PZP-BINDING-UNDECIDED", "bodySite[1]", UNLISTED))}),
        ("encounter-is-no-encounter", [put("encounter", to("Patient/saar"))], "PZP-REFERENCE-TYPE", "encounter"),
        ("method-as-string", [put("extension", [extension(NICTIZ + "ext-Procedure.ProcedureMethod",
                                                           valueString="thuis")])],
         "PZP-TYPE", "extension[0].valueString"),
    ),
    "Consent/ic": (
        ("other-scope", [put("scope.coding.0.code", "research")], "PZP-PATTERN", "scope"),
        ("no-category", [drop("category")], "PZP-CARDINALITY-MIN", "",
         {"also": (("PZP-SLICE-MIN", "", NO_SLICE),)}),
        ("other-category", [put("category.0.coding.0.code", "1")], "PZP-SLICE-MIN", "",
         {"rule": "Consent.category:treatmentDirectiveCode"}),
        ("category-twice", [add("category", code("129125009"))], "PZP-SLICE-MAX", "category[1]",
         {"rule": "Consent.category:treatmentDirectiveCode",
          "also": (("PZP-BINDING-UNDECIDED", "category[1]", UNLISTED),)}),
        ("treatment-not-in-set", [put("provision.code.0.coding.0.code", "80146002")], "PZP-BINDING",
         "provision.code[0]"),
        ("two-treatments", [add("provision.code", code("89666000"))], "PZP-CARDINALITY-MAX", "provision.code[1]"),
        ("party-is-organization", [put("provision.actor.1.reference", to("Organization/praktijk"))],
         "PZP-REFERENCE-TYPE", "provision.actor[1].reference"),
        ("party-is-practitioner-without-role", [put("provision.actor.1.reference", to("Practitioner/bloem"))],
         "PZP-REFERENCE-TYPE", "provision.actor[1].reference"),
        ("party-is-patient-of-other-profile", [put("provision.actor.0.reference", to("Patient/onbekend"))],
         "PZP-REFERENCE-PROFILE", "provision.actor[0].reference"),
        ("additional-directive-without-source", [add("extension", extension(
            NICTIZ + "ext-TreatmentDirective2.AdvanceDirective", valueReference=to("Consent/wilsverklaring")))],
         "PZP-INVARIANT", "", {"rule": "zib-TreatmentDirective2-1"}),
        ("source-is-treatment-directive", [put("sourceReference", to("Consent/bloed"))], "PZP-REFERENCE-PROFILE",
         "sourceReference"),
        ("comment-twice", [add("extension", extension(COMMENT, valueString="Nog een"))], "PZP-SLICE-MAX",
         "extension[1]", {"rule": "Consent.extension:comment"}),
        ("comment-as-markdown", [rename("extension.0.valueString", "valueMarkdown")], "PZP-TYPE",
         "extension[0].valueMarkdown"),
        ("reason-for-ending-at-top", [add("extension", extension(
            NICTIZ + "ext-TreatmentDirective2.ReasonForEnding", valueString="Overleden"))],
         "PZP-EXTENSION-CONTEXT", "extension[1]"),
        ("unknown-modifier", [put("modifierExtension", [extension("https://example.org/niet", valueBoolean=True)])],
         "PZP-MODIFIER-UNKNOWN", "modifierExtension[0]"),
        ("modifier-of-actor-unknown", [put("provision.actor.0.modifierExtension", [
            extension("https://example.org/niet", valueBoolean=True)])],
         "PZP-MODIFIER-UNKNOWN", "provision.actor[0].modifierExtension[0]"),
        ("unknown-extension", [add("extension", extension("https://example.org/kleur", valueString="rood"))],
         "PZP-EXTENSION-UNKNOWN", "extension[1]", "information"),
        ("extension-of-other-release", [add("extension", extension(
            NICTIZ + "zib-TreatmentDirective-Restrictions", valueString="niet 's nachts"))],
         "PZP-EXTENSION-UNKNOWN", "extension[1]", "information"),
    ),
    "Consent/bloed": (
        ("decision-beside-other", [put("provision.type", "deny")], "PZP-INVARIANT", "",
         {"rule": "zib-TreatmentDirective2-2"}),
        ("specification-as-extension", [rename("modifierExtension", "extension")], "PZP-EXTENSION-MODIFIER",
         "extension[0]"),
        ("specification-as-code", [rename("modifierExtension.0.valueString", "valueCode")], "PZP-TYPE",
         "modifierExtension[0].valueCode"),
    ),
    "Consent/wilsverklaring": (
        ("kind-not-in-set", [put("provision.code.0.coding.0.code", "XX")], "PZP-BINDING", "provision.code[0]"),
        ("two-kinds", [add("provision.code", code("LW", "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.14.1"))],
         "PZP-CARDINALITY-MAX", "provision.code[1]"),
        ("two-representatives", [add("provision.actor", {"role": code("RESPRSN", THO + "v3-RoleCode"),
                                                         "reference": to("RelatedPerson/jelle")})],
         "PZP-SLICE-MAX", "provision.actor[1]", {"rule": "Consent.provision.actor:representative"}),
        ("no-category-of-its-own", [put("category.0.coding.0.code", "dnr")], "PZP-SLICE-MIN", "",
         {"rule": "Consent.category:advanceDirectiveCode"}),
        ("disorder-is-patient", [put("extension", [extension(NICTIZ + "ext-AdvanceDirective.Disorder",
                                                              valueReference=to("Patient/saar"))])],
         "PZP-REFERENCE-TYPE", "extension[0].valueReference"),
        ("scope-treatment", [put("scope.coding.0.code", "treatment")], "PZP-PATTERN", "scope"),
    ),
    "CommunicationRequest/informeren": (
        ("no-sender", [drop("sender")], "PZP-CARDINALITY-MIN", "", {"rule": "CommunicationRequest.sender"}),
        ("sender-is-practitioner", [put("sender", to("Practitioner/bloem"))], "PZP-REFERENCE-TYPE", "sender"),
        ("no-reason", [drop("reasonCode")], "PZP-CARDINALITY-MIN", "", {"rule": "CommunicationRequest.reasonCode"}),
        ("other-reason", [put("reasonCode.0.coding.0.code", "1")], "PZP-PATTERN", "reasonCode[0]"),
        ("second-reason", [add("reasonCode", code("1"))], "PZP-PATTERN", "reasonCode[1]"),
        ("requester-may-meet-its-profile", [put("contained", [{
            "resourceType": "PractitionerRole", "id": "rol",
            "specialty": [code("0101", "urn:oid:2.16.840.1.113883.2.4.6.7")],
        }]), put("requester", to("#rol"))], "PZP-REFERENCE-UNDECIDED", "requester", "information"),
        ("no-date", [drop("authoredOn"), drop("encounter")], "PZP-INVARIANT", "", {"rule": "cr-date-required"}),
        ("recipient-is-patient", [put("recipient.0", to("Patient/saar"))], "PZP-REFERENCE-TYPE", "recipient[0]"),
    ),
    "Goal/doel": (
        ("no-category", [drop("category")], "PZP-CARDINALITY-MIN", "", {"rule": "Goal.category"}),
        ("deprecated-goal", [put("description.coding.0.code", "225353007")], "PZP-BINDING", "description"),
        ("only-text", [put("description", {"text": "Comfort"})], "PZP-BINDING-NO-CODE", "description"),
        ("right-code-wrong-system", [put("description.coding.0.system", "http://snomed.info/id")], "PZP-BINDING",
         "description"),
        ("subject-is-group", [put("subject", to("Group/1"))], "PZP-REFERENCE-TYPE", "subject"),
    ),
    "Device/icd": (
        ("other-device", [put("type.coding.0.code", "14106009")], "PZP-BINDING", "type"),
        ("two-identifiers", [add("identifier", {"system": "https://example.org/d", "value": "1"})],
         "PZP-CARDINALITY-MAX", "identifier[1]"),
        ("two-carriers", [add("udiCarrier", {"issuer": "https://www.gs1.org/gtin", "carrierHRF": "1"})],
         "PZP-CARDINALITY-MAX", "udiCarrier[1]"),
        ("two-notes", [add("note", {"text": "Nog een"})], "PZP-CARDINALITY-MAX", "note[1]"),
    ),
    "DeviceUseStatement/icd-gebruik": (
        ("no-device", [drop("device")], "PZP-CARDINALITY-MIN", "", {"rule": "DeviceUseStatement.device"}),
        ("device-is-patient", [put("device", to("Patient/saar"))], "PZP-REFERENCE-TYPE", "device"),
        ("two-notes", [put("note", [{"text": "een"}, {"text": "twee"}])], "PZP-CARDINALITY-MAX", "note[1]"),
        ("subject-of-other-profile", [put("subject", to("Patient/onbekend"))], "PZP-REFERENCE-PROFILE", "subject"),
        ("body-site-of-strange-system", [put("bodySite.coding.0.system", "http://example.org/lichaam")],
         "PZP-BINDING", "bodySite"),
    ),
    "Flag/melding": (
        ("detail-with-type", [put("extension", [extension(HL7 + "flag-detail", valueReference=to("Condition/1"))])],
         "PZP-INVARIANT", "", {"rule": "zib-Alert-2"}),
    ),
    **{f"Observation/{name}": (
        ("other-code", [put("code.coding.0.code", "1")], "PZP-PATTERN", "code"),
        ("subject-of-other-profile", [put("subject", to("Patient/onbekend"))], "PZP-REFERENCE-PROFILE", "subject"),
        ("encounter-is-procedure", [put("encounter", to("Procedure/acp"))], "PZP-REFERENCE-TYPE", "encounter"),
        ("value-of-other-type", [drop(right), put(wrong, value)], "PZP-TYPE", wrong),
    ) for name, (right, wrong, value) in OBSERVATIONS.items()},
})

R4 += rows("r4", {
    "Observation/donor": (
        ("answer-not-in-set", [put("valueCodeableConcept.coding.0.code", "1")], "PZP-BINDING", "valueCodeableConcept"),
        ("no-method", [drop("method")], "PZP-CARDINALITY-MIN", "", {"rule": "Observation.method"}),
        ("answer-in-words", [put("valueCodeableConcept", {"text": "ja"})], "PZP-BINDING-NO-CODE",
         "valueCodeableConcept"),
    ),
    "Observation/euthanasie": (
        ("answer-not-in-set", [put("valueCodeableConcept", code("373066001"))], "PZP-BINDING", "valueCodeableConcept"),
    ),
    "Observation/plaats": (
        ("answer-not-in-set", [put("valueCodeableConcept.coding.0.code", "1")], "PZP-BINDING-EXTENSIBLE",
         "valueCodeableConcept", "warning"),
    ),
    "Observation/zorgwens": (
        ("other-method", [put("method.coding.0.code", "1")], "PZP-PATTERN", "method"),
    ),
})
