"""The people of a form: the patient, who led the talk, who represents the patient, and who was there."""

from __future__ import annotations

import hashlib
import json
import re

from ...model.base import Coded, CodeList, PartialDate, Reference
from ...model.codes import REPRESENTATIVES, ContactRole, TelecomType
from ...model.people import (
    ContactPerson,
    Given,
    GivenKind,
    HealthProfessional,
    HealthProfessionalRole,
    Name,
    Patient,
    Telecom,
)
from ...tree import Tree, get
from .answers import Answers
from .states import EMAIL_USES, PHONE_USES, SYSTEMS, role_of, use_meant
from .tables import ContactLinks, FormTable, NameLinks, PersonLinks, Question

__all__ = ["NOT_ASKED", "PATIENT", "PeopleReader", "roles_of"]

NOT_ASKED = "form-role"
"""Marks a role that the form says by another question than that for roles (``left_out`` of the role)."""

PATIENT = "Patiënt"
"""The one answer to whether the patient was there: a code without a system."""
ID = re.compile(r"[A-Za-z0-9\-.]{1,52}")


def form_id(tree: Tree) -> str:
    """What ids made from a form begin with: its own id, else a digest of it."""
    said = tree.get("id")
    if isinstance(said, str) and ID.fullmatch(said):
        return said
    text = said if isinstance(said, str) else json.dumps(tree, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class PeopleReader:
    """The people of one form, and who they are in its statements."""

    def __init__(self, answers: Answers, table: FormTable, tree: Tree) -> None:
        self.answers = answers
        self.table = table
        self.prefix = form_id(tree)
        self.patient_reference = self._subject(tree)
        self.patient: Patient | None = None
        self.professionals: list[HealthProfessional] = []
        self.professional_roles: list[HealthProfessionalRole] = []
        self.contact_persons: list[ContactPerson] = []
        self.leader: Reference | None = None
        """Who led the talk."""
        self.patient_present = False
        self.present: list[tuple[Reference | None, Coded[CodeList]]] = []
        """Who else was there: the contact person, where that is certain, and the role or relation that was ticked."""
        self.representative_is_contact: bool | None = None

    def id_for(self, question: Question) -> str:
        """The id of the statement or person that a question makes, the same over the releases of a form."""
        return f"{self.prefix}-{question.links[0]}"

    def _subject(self, tree: Tree) -> Reference:
        """The patient: ``subject``, else a ``source`` that is a patient (STU3), else one made for this form."""
        for element in ("subject", "source"):
            said = get(tree, (element, "reference"))
            if isinstance(said, str) and said and (element == "subject" or "Patient/" in said):
                display = get(tree, (element, "display"))
                return Reference(reference=said, display=display if isinstance(display, str) else None)
        return Reference(reference=f"Patient/{self.id_for(self.table.patient.group)}")

    def read(self) -> None:
        """Read them all, in the order of the form."""
        self._patient()
        self._professional()
        self._contact_persons()
        self._present()

    @property
    def parties(self) -> tuple[Reference, ...]:
        """Who made the agreements: the patient if there, representatives that were there for certain, who led it."""
        there = [self.patient_reference] if self.patient_present else []
        there += [who for who, said in self.present if who and role_of(said.codings) in REPRESENTATIVES]
        there += [self.leader] if self.leader else []
        return tuple({each.reference: each for each in there}.values())

    def _name(self, links: NameLinks) -> tuple[Name, ...]:
        first, prefix, last = (self.answers.text(each) for each in (links.first, links.prefix, links.last))
        if first is None and prefix is None and last is None:
            return ()
        family = " ".join(part for part in (prefix, last) if part) or None
        given = (Given(value=first, kind=GivenKind.FIRST_NAME),) if first is not None else ()
        return (Name(use="official", given=given, family=family, prefix=prefix, last_name=last),)

    def _patient(self) -> None:
        names, born = self._name(self.table.patient), self.answers.date(self.table.birth_date)
        said = self.patient_reference.reference or ""
        found = re.search(r"(?:^|/)Patient/([A-Za-z0-9\-.]{1,64})(?:/_history/|$)", said)
        url = said if "://" in said or said.startswith("urn:") else None
        self.patient = Patient(id=found.group(1) if found else None, full_url=url, names=names,
                               birth_date=PartialDate(born) if born is not None else None)

    def _professional(self) -> None:
        names, specialty = self._name(self.table.professional), self.answers.coding(self.table.specialty)
        if not names and not specialty:
            return
        person = HealthProfessional(id=self.id_for(self.table.professional.group), names=names)
        role = HealthProfessionalRole(
            id=self.id_for(self.table.professional_group),
            professional=Reference(reference=f"Practitioner/{person.id}"),
            specialties=(Coded[CodeList](codings=(specialty.coding,)),) if specialty else ())
        self.professionals.append(person)
        self.professional_roles.append(role)
        self.leader = Reference(reference=f"PractitionerRole/{role.id}")

    def _contact_persons(self) -> None:
        table = self.table
        self.representative_is_contact = self.answers.flag(table.representative_is_contact)
        representative = self._contact_person(table.representative, table.representative_group)
        if representative:
            roles = roles_of(representative)
            extra = [] if any(role in REPRESENTATIVES for role in roles) else [ContactRole.LEGAL_REPRESENTATIVE]
            if self.representative_is_contact and ContactRole.FIRST_CONTACT not in roles:
                extra.append(ContactRole.FIRST_CONTACT)
            self._keep(representative, extra)
        first = self._contact_person(table.first_contact, table.first_contact.name.group)
        if first:
            self._keep(first, [ContactRole.FIRST_CONTACT])

    def _keep(self, person: ContactPerson, said_elsewhere: list[ContactRole]) -> None:
        """Add the roles that the form says by where the person stands in it."""
        roles = tuple(Coded[ContactRole].model_validate(role).model_copy(update={"left_out": (NOT_ASKED,)})
                      for role in said_elsewhere)
        self.contact_persons.append(person.model_copy(update={"relationships": person.relationships + roles}))

    def _contact_person(self, links: PersonLinks, group: Question) -> ContactPerson | None:
        preset = self.answers.facts.by_link.get(links.roles.link(self.answers.facts))
        roles = () if preset and preset.preset else self._coded(links.roles, links.roles_other)
        relations = self._coded(links.relation, links.relation_other)
        names, telecoms = self._name(links.name), self._telecoms(links.contact)
        if not (roles or relations or names or telecoms):
            return None
        return ContactPerson(id=self.id_for(group), patient=self.patient_reference, names=names, telecoms=telecoms,
                             relationships=roles + relations)

    def _coded(self, question: Question, other: Question) -> tuple[Coded[ContactRole], ...]:
        """Roles or relations; the words of *other* go with the answer they stand under."""
        found = []
        for node in self.answers.find(question):
            words = {child.pointer[len(node.pointer) + 1]: child for child in node.children
                     if child.link_id in other.links and child.under_answer}
            for picked in self.answers.codings(question, node):
                under = words.get(picked.place)
                found.append(Coded[ContactRole](codings=(picked.coding,),
                                                text=self.answers.text(other, under) if under else None))
        return tuple(found)

    def _telecoms(self, links: ContactLinks) -> tuple[Telecom, ...]:
        answers, found = self.answers, []
        for group in answers.find(links.phones):
            value, kind = answers.text(links.number, group), answers.coding(links.kind, group)
            use = answers.meaning(links.use, lambda coding: use_meant(PHONE_USES, coding), group)
            comment = answers.text(links.comment, group)
            line = TelecomType.find(kind.coding.system, kind.coding.code) if kind else None
            if value is not None or kind or use or comment is not None:
                found.append(Telecom(
                    system=SYSTEMS[line] if line else "phone", value=value, comment=comment,
                    telecom_type={"codings": (kind.coding,)} if kind else None,
                    use=use or ("mobile" if line is TelecomType.MOBILE else None)))
        for group in answers.find(links.emails):
            value = answers.text(links.address, group)
            use = answers.meaning(links.email_use, lambda coding: use_meant(EMAIL_USES, coding), group)
            if value is not None or use:
                found.append(Telecom(system="email", value=value, use=use))
        return tuple(found)

    def _present(self) -> None:
        table = self.table
        self.patient_present = self.answers.meaning(
            table.patient_present, lambda coding: (True, PATIENT) if coding.code == PATIENT else None) is True
        for said in self._coded(table.present_roles, table.present_roles_other):
            role = role_of(said.codings)
            same = [p for p in self.contact_persons if role in REPRESENTATIVES and role in roles_of(p)]
            who = Reference(reference=f"RelatedPerson/{same[0].id}") if len(same) == 1 else None
            self.present.append((who, Coded[CodeList](codings=said.codings, text=said.text)))
        for said in self._coded(table.present_relations, table.present_relations_other):
            self.present.append((None, Coded[CodeList](codings=said.codings, text=said.text)))


def roles_of(person: ContactPerson) -> list[ContactRole]:
    """The roles of a contact person in either spelling."""
    found = (role_of(said.codings) for said in person.relationships)
    return [role for role in found if role]
