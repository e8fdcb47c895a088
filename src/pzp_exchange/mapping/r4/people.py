"""Patient, contact person and health professional in R4.

nl: Patient, Contactpersoon, Zorgverlener
Source: ACP-Patient, ACP-ContactPerson, ACP-HealthProfessional-Practitioner, ACP-HealthProfessional-PractitionerRole.
"""

from __future__ import annotations

from ...model.codes import ContactRole
from ..codecs import REFERENCE, concept
from ..shared import people
from ..shared.parts import WHOLE
from ..table import Field
from .datatypes import HL7, PARTS, address, name, telecom

__all__ = ["CONTACT_PERSON", "HEALTH_PROFESSIONAL", "HEALTH_PROFESSIONAL_ROLE", "PATIENT"]

PATIENT_CONTACT = people.patient_contact(
    name(), telecom(456, 493), address(464, 501),
    Field("contact_person", f"extension({HL7}patient-relatedPerson).valueReference", REFERENCE))

PATIENT = people.patient(
    PARTS,
    {WHOLE: "351 514 613 648", "identifiers": "385", "names": "352 357 360 515 520 523", "telecoms": "376 377 382",
     "gender": "387", "gender_code": "387", "birth_date": "386", "addresses": "364", "legally_capable": "761",
     "capable": "762", "comment": "763"},
    name("353 516", "354 517", "355 518", "356 519", "358 521", "359 522", "361 524", "362 525", "363 526"),
    telecom(378), address(365), PATIENT_CONTACT,
    Field("general_practitioners", "generalPractitioner[]", REFERENCE), ("link", "active", "deceased*"))

CONTACT_PERSON = people.contact_person(
    PARTS,
    {WHOLE: "441 478 554 615 650 696 706 727", "relationships": "475 476 477 512 513 588 589",
     "names": "442 447 450 479 484 487 555 560 563", "telecoms": "454 455 460 491 492 497", "addresses": "463 500"},
    name("443 480 556", "444 481 557", "445 482 558", "446 483 559", "448 485 561", "449 486 562", "451 488 564",
         "452 489 565", "453 490 566"),
    telecom(456, 493), address(464, 501), Field("relationships", "relationship[]", concept(ContactRole)))

HEALTH_PROFESSIONAL = people.health_professional(
    PARTS, {WHOLE: "391", "identifiers": "392", "names": "393 398"}, name("394", prefix="399", last="400"), telecom(),
    address())

HEALTH_PROFESSIONAL_ROLE = people.health_professional_role(
    PARTS, {WHOLE: "391 617 636 652 842", "specialties": "405"}, telecom())
