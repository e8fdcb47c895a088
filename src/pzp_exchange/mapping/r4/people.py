"""Patient, contact person and health professional in R4.

nl: Patient, Contactpersoon, Zorgverlener
Source: ACP-Patient, ACP-ContactPerson, ACP-HealthProfessional-Practitioner, ACP-HealthProfessional-PractitionerRole.
"""

from __future__ import annotations

from ...model.codes import ContactRole, Gender
from ...terminology import CodeList
from ..codecs import BOOLEAN, IDENTIFIER, IDENTIFIERS, PERIOD, REFERENCE, concept
from ..table import Field, Mapping
from .datatypes import CODE_SPECIFICATION, HL7, address, name, telecom

__all__ = ["CONTACT_PERSON", "HEALTH_PROFESSIONAL", "HEALTH_PROFESSIONAL_ROLE", "PATIENT"]

BASE = "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/"
LEGALLY_CAPABLE_URL = f"{BASE}ext-Patient.LegallyCapableMedicalTreatmentDecisions"

LEGALLY_CAPABLE = Mapping("LegallyCapable", (
    Field("capable", "extension(legallyCapable).valueBoolean", BOOLEAN, "762"),
    Field("comment", "extension(legallyCapableComment).valueString", dataset="763"),
), constants=(("url", LEGALLY_CAPABLE_URL),))

PATIENT_NAME = name("353 516", "354 517", "355 518", "356 519", "358 521", "359 522", "361 524", "362 525", "363 526")

PATIENT_CONTACT = Mapping("PatientContact", (
    Field("relationships", "relationship[]", concept(ContactRole)),
    Field("name", "name", name()),
    Field("telecoms", "telecom[]", telecom(456, 493)),
    Field("address", "address", address(464, 501)),
    Field("gender", "gender"),
    Field("contact_person", f"extension({HL7}patient-relatedPerson).valueReference", REFERENCE),
    Field("period", "period", PERIOD),
))

PATIENT = Mapping("Patient", (
    Field("id", "id"),
    Field("identifiers", "identifier[]", IDENTIFIER, "385"),
    Field("active", "active", BOOLEAN),
    Field("names", "name[]", PATIENT_NAME, "352 357 360 515 520 523"),
    Field("telecoms", "telecom[]", telecom(378), "376 377 382"),
    Field("gender", "gender", dataset="387"),
    Field("gender_code", f"_gender.extension({CODE_SPECIFICATION}).valueCodeableConcept", concept(Gender), "387"),
    Field("birth_date", "birthDate", dataset="386"),
    Field("deceased", "deceasedBoolean", BOOLEAN),
    Field("deceased_at", "deceasedDateTime"),
    Field("addresses", "address[]", address(365), "364"),
    Field("contacts", "contact[]", PATIENT_CONTACT),
    Field("general_practitioners", "generalPractitioner[]", REFERENCE),
    Field("legally_capable", f"extension({LEGALLY_CAPABLE_URL})", LEGALLY_CAPABLE, "761"),
), "Patient", f"{BASE}ACP-Patient", dataset="351 514 613 648", unsafe=("link", "active", "deceased*"))

CONTACT_NAME = name("443 480 556", "444 481 557", "445 482 558", "446 483 559", "448 485 561", "449 486 562",
                    "451 488 564", "452 489 565", "453 490 566")

CONTACT_PERSON = Mapping("ContactPerson", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("active", "active", BOOLEAN),
    Field("patient", "patient", REFERENCE),
    Field("relationships", "relationship[]", concept(ContactRole), "475 476 477 512 513 588 589"),
    Field("names", "name[]", CONTACT_NAME, "442 447 450 479 484 487 555 560 563"),
    Field("telecoms", "telecom[]", telecom(456, 493), "454 455 460 491 492 497"),
    Field("addresses", "address[]", address(464, 501), "463 500"),
    Field("gender", "gender"),
    Field("birth_date", "birthDate"),
    Field("period", "period", PERIOD),
), "RelatedPerson", f"{BASE}ACP-ContactPerson", dataset="441 478 554 615 650 696 706 727", unsafe=("active",))

HEALTH_PROFESSIONAL = Mapping("HealthProfessional", (
    Field("id", "id"),
    Field("identifiers", "identifier[]", IDENTIFIER, "392"),
    Field("active", "active", BOOLEAN),
    Field("names", "name[]", name("394", prefix="399", last="400"), "393 398"),
    Field("telecoms", "telecom[]", telecom()),
    Field("addresses", "address[]", address()),
    Field("gender", "gender"),
    Field("gender_code", f"_gender.extension({CODE_SPECIFICATION}).valueCodeableConcept", concept(Gender)),
    Field("birth_date", "birthDate"),
), "Practitioner", f"{BASE}ACP-HealthProfessional-Practitioner", dataset="391")

HEALTH_PROFESSIONAL_ROLE = Mapping("HealthProfessionalRole", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("active", "active", BOOLEAN),
    Field("period", "period", PERIOD),
    Field("professional", "practitioner", REFERENCE),
    Field("organization", "organization", REFERENCE),
    Field("codes", "code[]", concept(CodeList)),
    Field("specialties", "specialty[]", concept(CodeList), "405"),
    Field("locations", "location[]", REFERENCE),
    Field("telecoms", "telecom[]", telecom()),
), "PractitionerRole", f"{BASE}ACP-HealthProfessional-PractitionerRole", dataset="391 617 636 652 842")
