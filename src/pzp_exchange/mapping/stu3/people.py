"""Patient, contact person and health professional in STU3.

nl: Patient, Contactpersoon, Zorgverlener
Source: ACP-Patient, ACP-ContactPerson, ACP-HealthProfessional-Practitioner, ACP-HealthProfessional-PractitionerRole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ...model.codes import ContactRole, Relationship
from ...tree import MISSING, Tree
from ..codecs import concept
from ..shared import people
from ..shared.parts import WHOLE
from ..table import Context, Field, Mapping
from .datatypes import ACTOR, NL_CORE, PARTS, address, name, telecom

__all__ = ["CONTACT_PERSON", "HEALTH_PROFESSIONAL", "HEALTH_PROFESSIONAL_ROLE", "PATIENT"]

ROLE = f"{NL_CORE}nl-core-relatedperson-role"
CONTACT_TELECOM = telecom(("250 267", "251 268", "252 269", "", "", "254 271", "255 272"))


class Tied(Mapping):
    """A part of a resource that ties it to its FHIR version, because another one says it elsewhere."""

    def read(self, node: Tree, context: Context) -> Any:
        """As ever; what it is in is then known to come from here."""
        context.carried = True
        return super().read(node, context)


PATIENT = people.patient(
    PARTS,
    {WHOLE: "11 305", "identifiers": "18", "names": "12 13 223 226 328 329 334 337", "telecoms": "16 17",
     "gender": "20", "gender_code": "20", "birth_date": "19", "addresses": "14 15", "legally_capable": "758",
     "capable": "759", "comment": "760"},
    name("219 330", "220 331", "221 332", "222 333", "224 335", "225 336", "227 338", "228 339"), telecom(), address(),
    people.patient_contact(name(), CONTACT_TELECOM, address()),
    Field("general_practitioners", "generalPractitioner[]", ACTOR, most=1), ("link", "active", "deceased*", "animal"),
    Tied)


@dataclass(frozen=True)
class Role:
    """What somebody is to the patient formally; relations stand elsewhere."""

    inner = concept(ContactRole)

    def accepts(self, value: Any) -> bool:
        """Any CodeableConcept."""
        return self.inner.accepts(value)

    def read(self, value: Any, context: Context) -> Any:
        """As it is."""
        return self.inner.read(value, context)

    def write(self, value: Any, context: Context) -> Any:
        """Only when it is no relation."""
        return MISSING if is_relation(value) else self.inner.write(value, context)


def is_relation(value: Any) -> bool:
    """Whether a role or relation is a relation."""
    return any(Relationship.find(coding.system, coding.code) for coding in value.codings)


def add_relation(values: dict[str, Any]) -> None:
    """Roles and relation in one list, as the model has them."""
    if "relation" in values:
        values["relationships"] = (*values.get("relationships", ()), values.pop("relation"))


def write_relation(node: Tree, item: Any, context: Context) -> None:
    """There is room for one relation."""
    first, *others = [each for each in item.relationships if is_relation(each)] or [None]
    if first is not None:
        node["relationship"] = concept(ContactRole).write(first, context)
    context.losses.extend(("relationship", each, "no-room-for-more") for each in others)


CONTACT_PERSON = people.contact_person(
    PARTS,
    {WHOLE: "36 45 148 129 145 180", "relationships": "1 43 73 155",
     "names": "37 38 67 68 149 150 243 246 260 263 277 280",
     "telecoms": "39 40 69 70 249 253 266 270", "addresses": "41 42 71 72"},
    name("239 256 273", "240 257 274", "241 258 275", "242 259 276", "244 261 278", "245 262 279", "247 264 281",
         "248 265 282"),
    CONTACT_TELECOM, address(),
    Field("relationships", f"extension({ROLE})[].valueCodeableConcept", Role()))
CONTACT_PERSON = replace(
    CONTACT_PERSON, after_read=add_relation, finish=write_relation,
    fields=(*CONTACT_PERSON.fields,
            Field("relation", "relationship", concept(ContactRole), "44 74 156", only_read=True)))

HEALTH_PROFESSIONAL = people.health_professional(
    PARTS, {WHOLE: "24", "identifiers": "25", "names": "26 27 233"}, name("229", prefix="234", last="235"), telecom(),
    address())

HEALTH_PROFESSIONAL_ROLE = people.health_professional_role(
    PARTS, {WHOLE: "24 88 89 807", "specialties": "28"}, telecom(), most_specialties=1)
