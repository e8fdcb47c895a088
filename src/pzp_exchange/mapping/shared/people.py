"""Patient, contact person and health professional, as far as they are the same in every FHIR version.

nl: Patient, Contactpersoon, Zorgverlener
"""

from __future__ import annotations

from ...model.codes import ContactRole, Gender
from ...terminology import CodeList
from ..codecs import BOOLEAN, PERIOD, concept
from ..table import Field, Mapping, NodeField
from .parts import WHOLE, Numbers, Parts, numbered

__all__ = ["contact_person", "health_professional", "health_professional_role", "patient", "patient_contact"]


def legally_capable(parts: Parts, dataset: Numbers[str, str], made: type[Mapping]) -> Mapping:
    """The extension of Patient on legal capacity."""
    return made("LegallyCapable", numbered(
        dataset,
        Field("capable", "extension(legallyCapable).valueBoolean", BOOLEAN),
        Field("comment", "extension(legallyCapableComment).valueString"),
    ), constants=(("url", legally_capable_url(parts)),))


def legally_capable_url(parts: Parts) -> str:
    """The url of that extension."""
    return f"{parts.base}ext-Patient.LegallyCapableMedicalTreatmentDecisions"


def patient_contact(name: Mapping, telecom: Mapping, address: Mapping, *more: Field) -> Mapping:
    """A contact person as listed with the patient."""
    return Mapping("PatientContact", (
        Field("relationships", "relationship[]", concept(ContactRole)),
        Field("name", "name", name),
        Field("telecoms", "telecom[]", telecom),
        Field("address", "address", address),
        Field("gender", "gender"),
        *more,
        Field("period", "period", PERIOD),
    ))


def patient(parts: Parts, dataset: Numbers[str, str], name: Mapping, telecom: Mapping, address: Mapping,
            contact: Mapping, general_practitioners: Field, unsafe: tuple[str, ...],
            capacity: type[Mapping] = Mapping) -> Mapping:
    """The patient; ``capacity`` is the kind of table for legal capacity."""
    return Mapping("Patient", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        Field("active", "active", BOOLEAN),
        Field("names", "name[]", name),
        Field("telecoms", "telecom[]", telecom),
        Field("gender", "gender"),
        Field("gender_code", f"_gender.extension({parts.code_specification}).valueCodeableConcept", concept(Gender)),
        Field("birth_date", "birthDate"),
        Field("deceased", "deceasedBoolean", BOOLEAN),
        Field("deceased_at", "deceasedDateTime"),
        Field("addresses", "address[]", address),
        Field("contacts", "contact[]", contact),
        general_practitioners,
        Field("legally_capable", f"extension({legally_capable_url(parts)})", legally_capable(parts, dataset, capacity)),
    ), "Patient", f"{parts.base}ACP-Patient", dataset[WHOLE], unsafe=unsafe, as_said=parts.as_said)


def contact_person(parts: Parts, dataset: Numbers[str, str], name: Mapping, telecom: Mapping, address: Mapping,
                   relationships: Field | NodeField) -> Mapping:
    """Someone close to the patient, or a representative."""
    return Mapping("ContactPerson", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        Field("active", "active", BOOLEAN),
        Field("patient", "patient", parts.reference),
        relationships,
        Field("names", "name[]", name),
        Field("telecoms", "telecom[]", telecom),
        Field("addresses", "address[]", address),
        Field("gender", "gender"),
        Field("birth_date", "birthDate"),
        Field("period", "period", PERIOD),
    ), "RelatedPerson", f"{parts.base}ACP-ContactPerson", dataset[WHOLE], unsafe=("active",), as_said=parts.as_said)


def health_professional(parts: Parts, dataset: Numbers[str, str], name: Mapping, telecom: Mapping,
                        address: Mapping) -> Mapping:
    """A health professional as a person."""
    return Mapping("HealthProfessional", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        Field("active", "active", BOOLEAN),
        Field("names", "name[]", name),
        Field("telecoms", "telecom[]", telecom),
        Field("addresses", "address[]", address),
        Field("gender", "gender"),
        Field("gender_code", f"_gender.extension({parts.code_specification}).valueCodeableConcept", concept(Gender)),
        Field("birth_date", "birthDate"),
    ), "Practitioner", f"{parts.base}ACP-HealthProfessional-Practitioner", dataset[WHOLE], as_said=parts.as_said)


def health_professional_role(parts: Parts, dataset: Numbers[str, str], telecom: Mapping,
                             most_specialties: int = 0) -> Mapping:
    """A health professional at work."""
    return Mapping("HealthProfessionalRole", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        Field("active", "active", BOOLEAN),
        Field("period", "period", PERIOD),
        Field("professional", "practitioner", parts.reference),
        Field("organization", "organization", parts.reference),
        Field("codes", "code[]", concept(CodeList)),
        Field("specialties", "specialty[]", concept(CodeList), most=most_specialties),
        Field("locations", "location[]", parts.reference),
        Field("telecoms", "telecom[]", telecom),
    ), "PractitionerRole", f"{parts.base}ACP-HealthProfessional-PractitionerRole", dataset[WHOLE],
        as_said=parts.as_said)
