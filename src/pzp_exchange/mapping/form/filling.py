"""The answers that a plan gives to the questions of a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model.base import Coded, Coding, Note
from ...model.codes import (
    AbsentReason,
    ContactRole,
    Decision,
    EmailType,
    NumberType,
    Relationship,
    TelecomType,
    Treatment,
    YesNoUnknown,
)
from ...model.people import ContactPerson, Name, Telecom
from ...model.plan import FormAnswers
from ...terminology import CodeList
from ...tree import Tree
from ..table import Loss
from .build import Filled
from .choosing import Chosen
from .facts import FormFacts, Item
from .people import NOT_ASKED, PATIENT, roles_of
from .states import EMAIL_USES, PHONE_USES, option_for
from .tables import ContactLinks, NameLinks, PersonLinks, Question, TreatmentLinks, table_of

__all__ = ["Filler"]

YES_NO = {True: Coding(code="1", display="Ja"), False: Coding(code="0", display="Nee")}
OTHER_CODES = ("OTH", "09", "9")
NOT_KNOWN = (AbsentReason.UNKNOWN, AbsentReason.ASKED_UNKNOWN, AbsentReason.TEMPORARILY_UNKNOWN)


class Filler:
    """Fills in one form. ``written`` pairs what was written as the form can say it with the statement it is of."""

    def __init__(self, facts: FormFacts, chosen: Chosen, answers: FormAnswers) -> None:
        self.facts = facts
        self.table = table_of(facts)
        self.chosen = chosen
        self.answers = answers
        self.filled = Filled()
        self.written: list[tuple[Any, Any]] = []
        self.notes: list[Loss] = []

    def fill(self) -> Filled:
        """Every answer the plan gives."""
        chosen, table = self.chosen, self.table
        self._put(table.date, chosen.date)
        self._people()
        self._present()
        self._capacity()
        goal = chosen.one(chosen.lists["medical_policy_goals"])
        if goal:
            self._code(table.goal, goal.goal)
            meant = {} if goal.start_date else {"start_date": goal.status_date, "status_date": None}
            self.written.append((goal, goal.model_copy(update=meant)))
        for links in table.treatments:
            self._treatment(links)
        self._devices()
        for finding in table.findings:
            said = chosen.one(chosen.lists[finding.attribute])
            if said:
                self._value(finding.value, said.value if said.value is not None else _unknown(said))
                self._put(finding.comment, _first_text(said.notes))
                self.written.append((said, said))
        self._form_answers()
        return self.filled

    # -- one answer -----------------------------------------------------------------------------------------------

    def _put(self, question: Question, value: Any, into: Filled | None = None) -> int | None:
        """Answer a question, if this release of the form has it and can hold the answer; the place of the answer."""
        item = self.facts.by_link.get(question.link(self.facts))
        answer = self._answer(item, value) if item and value is not None else None
        if item is None or answer is None:
            return None
        found = (into or self.filled).values.setdefault(item.link_id, [])
        found.append(answer)
        return len(found) - 1

    def _answer(self, item: Item, value: Any) -> Tree | None:
        if item.type in ("choice", "open-choice"):
            coding = YES_NO[value] if isinstance(value, bool) else value
            code = option_for(coding, item) if isinstance(coding, Coding) else None
            return {"valueCoding": code} if code else None
        if item.type == "boolean":
            return {"valueBoolean": value} if isinstance(value, bool) else None
        if item.type in ("date", "dateTime"):
            text = str(value)
            return {"valueDate": text[:10]} if item.type == "date" else {"valueDateTime": text}
        return {"valueString": value} if isinstance(value, str) else None

    def _value(self, question: Question, value: Any) -> None:
        if isinstance(value, Coded):
            self._code(question, value)
        else:
            self._put(question, value)

    def _code(self, question: Question, value: Coded[Any] | None, other: Question | None = None,
              into: Filled | None = None) -> bool:
        """Answer with the first code the form knows; else with *other* and the words, where the form has a place."""
        for coding in value.codings if value else ():
            place = self._put(question, coding, into)
            if place is not None:
                if other and value and value.text is not None and coding.code in OTHER_CODES:
                    self._under(other, value.text, place)
                return True
        words = _words(value) if value else ""
        if other and words:
            item = self.facts.by_link.get(question.link(self.facts))
            for option in item.options or () if item else ():
                if isinstance(option, tuple) and option[1] in OTHER_CODES:
                    place = self._put(question, Coding(system=option[0], code=option[1], display="Anders"), into)
                    self._under(other, words, place)
                    return True
        return False

    def _under(self, question: Question, words: str, place: int | None) -> None:
        """Words under one of the answers of the question above."""
        if self._put(question, words) is not None and place is not None:
            self.filled.under.setdefault(question.link(self.facts), []).append(place)

    # -- people ---------------------------------------------------------------------------------------------------

    def _people(self) -> None:
        chosen, table = self.chosen, self.table
        patient = chosen.plan.patient
        if patient:
            self._name(table.patient, patient.names)
            self._put(table.birth_date, patient.birth_date)
        if chosen.professional:
            self._name(table.professional, chosen.professional.names)
        for specialty in chosen.role.specialties[:1] if chosen.role else ():
            self._code(table.specialty, specialty)
        persons = ((chosen.representative, table.representative), (chosen.first_contact, table.first_contact))
        for person, links in persons:
            if person:
                self._contact_person(links, person)
                self.written.append((person, person))
        said = self.answers.representative_is_contact
        if said is None and chosen.first_contact:
            said = False
        elif said is None and chosen.representative and ContactRole.FIRST_CONTACT in roles_of(chosen.representative):
            said = True
        self._put(table.representative_is_contact, said)

    def _name(self, links: NameLinks, names: tuple[Name, ...]) -> None:
        name = next(iter(sorted(names, key=lambda each: each.use != "official")), None)
        if name:
            given = name.first_names or name.initials or " ".join(g.value for g in name.given if g.value) or None
            self._put(links.first, given)
            self._put(links.prefix, name.prefix)
            self._put(links.last, name.last_name if name.last_name is not None else name.family)

    def _contact_person(self, links: PersonLinks, person: ContactPerson) -> None:
        self._name(links.name, person.names)
        self._telecoms(links.contact, person.telecoms)
        roles = self.facts.by_link.get(links.roles.link(self.facts))
        for said in person.relationships:
            if NOT_ASKED in said.left_out:
                continue
            if any(Relationship.find(c.system, c.code) for c in said.codings):
                if not self.filled.values.get(links.relation.link(self.facts)):
                    self._code(links.relation, said, links.relation_other)
            elif roles and not roles.preset:
                self._code(links.roles, said, links.roles_other)

    def _telecoms(self, links: ContactLinks, telecoms: tuple[Telecom, ...]) -> None:
        for telecom in telecoms:
            one = Filled()
            if telecom.system == "email":
                self._put(links.address, telecom.value, one)
                self._put(links.email_use, _use(EMAIL_USES, EmailType, telecom.use), one)
                group = links.emails.link(self.facts)
            else:
                self._put(links.number, telecom.value, one)
                kinds = telecom.telecom_type.codings if telecom.telecom_type else ()
                self._put(links.kind, next(iter(kinds), _kind(telecom)), one)
                self._put(links.use, _use(PHONE_USES, NumberType, telecom.use), one)
                self._put(links.comment, telecom.comment, one)
                group = links.phones.link(self.facts)
            if one.values:
                self.filled.groups.setdefault(group, []).append(one)

    def _present(self) -> None:
        chosen, table = self.chosen, self.table
        if chosen.patient_present:
            self._put(table.patient_present, Coding(code=PATIENT, display=PATIENT))
        for said in self._who_was_there():
            if any(Relationship.find(c.system, c.code) for c in said.codings):
                self._code(table.present_relations, said, table.present_relations_other)
            else:
                self._code(table.present_roles, said, None if not said.text else table.present_roles_other)

    def _who_was_there(self) -> list[Coded[Any]]:
        """Roles and relations of the others in the talk: as ticked, else those of the contact persons."""
        participants = self.chosen.encounter.participants if self.chosen.encounter else ()
        ticked: list[Coded[Any]] = [said for each in participants for said in each.types]
        named = {each.individual.reference for each in participants if each.individual and each.types}
        for person in self.chosen.present:
            if isinstance(person, ContactPerson) and not _named(person, named):
                ticked += [each for each in person.relationships if each.codings]
        return ticked

    # -- statements -----------------------------------------------------------------------------------------------

    def _capacity(self) -> None:
        said = self.chosen.one(self.chosen.lists["legal_capacities"])
        patient = self.chosen.plan.patient
        if said:
            self._put(self.table.capacity, said.value)
            self._put(self.table.capacity_comment, _first_text(said.notes))
            self.written.append((said, said))
        elif patient and patient.legally_capable:
            self._put(self.table.capacity, patient.legally_capable.capable)
            self._put(self.table.capacity_comment, patient.legally_capable.comment)

    def _treatment(self, links: TreatmentLinks) -> None:
        chosen = self.chosen
        mine = [each for each in chosen.lists["treatment_directives"] if _row(each.treatment) is links.treatment]
        said = (chosen.first if links.treatment is Treatment.OTHER else chosen.one)(mine)
        if said is None:
            return
        as_written = self._decision(links, said)
        name = _words(said.treatment) if links.treatment is Treatment.OTHER and said.treatment else ""
        if name and self._put(links.name, name) is None:
            comment = ". ".join(part for part in (name, said.comment) if part)
            self.notes.append(Loss(f"Consent/{said.id or ''}", "TreatmentDirective.treatment.text", name,
                                   "told-in-the-comment"))
            treatment = said.treatment.model_copy(update={"text": None})
            as_written = as_written.model_copy(update={"comment": comment, "treatment": treatment})
        self._put(links.comment, as_written.comment)
        self.written.append((said, as_written))

    def _decision(self, links: TreatmentLinks, said: Any) -> Any:
        """The decision and its words: zib2020 has *other* and a specification, zib2017 *yes, but* and restrictions."""
        usual = said.decision.display("nl").casefold() if said.decision else ""
        if said.decision is not Decision.OTHER and (said.specification or "").strip().casefold() == usual:
            said = said.model_copy(update={"specification": None})  # R4's way to write a decision without a code
        words = said.specification if said.specification is not None else said.restrictions
        place = links.specification if links.specification.links else links.restrictions
        zib2017 = bool(links.restrictions.links)
        if said.decision is Decision.OTHER and zib2017 and said.restrictions is None:
            if words is None:
                return said
            self.notes.append(Loss(f"Consent/{said.id or ''}", "TreatmentDirective.decision", said.decision.token,
                                   "other-became-yes-but"))
        if said.decision is not None:
            self._put(links.decision, Coding(system=said.decision.system, code=said.decision.code,
                                             display=said.decision.display("nl")))
        if words is None or (said.specification is not None and said.restrictions is not None):
            self._put(place, words)
            return said
        self._put(place, words)
        moved = {"specification": None, "restrictions": words} if zib2017 else {"specification": words,
                                                                               "restrictions": None}
        return said.model_copy(update=moved) if place.links else said

    def _devices(self) -> None:
        chosen, table = self.chosen, self.table
        device = chosen.first(chosen.devices)
        product = chosen.plan.find(device.product) if device and device.product else None
        has_icd = self.answers.has_icd or (Coded[YesNoUnknown].model_validate(YesNoUnknown.YES) if device else None)
        self._code(table.has_icd, has_icd)
        if device:
            self._code(table.icd_type, getattr(product, "type", None))
            self._put(table.icd_comment, _first_text(device.notes))
            self.written.append((device, device))
        if product:
            self.written.append((product, product))
        others = [each for each in chosen.plan.medical_device_products if each is not product]
        chosen.left += [(each, "only-one-place") for each in others]

    def _form_answers(self) -> None:
        table, answers = self.table, self.answers
        self._code(table.earlier_agreements, answers.earlier_agreements)
        self._put(table.earlier_agreements_comment, answers.earlier_agreements_comment)
        self._code(table.earlier_agreements_differ, answers.earlier_agreements_differ)
        self._code(table.sharing_consent, answers.sharing_consent)
        asked = self.chosen.one(self.chosen.lists["inform_relatives_requests"])
        if asked:
            self._put(table.inform_relatives, True)
            self.written.append((asked, asked))


def _row(treatment: Coded[Treatment] | None) -> Treatment:
    """The row of the form a treatment belongs in: its own, else that of the others."""
    return (treatment.value if treatment else None) or Treatment.OTHER


def _words(value: Coded[Any]) -> str:
    """What a code that the form does not list is called."""
    if value.text is not None:
        return value.text
    known = [c for c in value.codings if c.code not in OTHER_CODES]
    relation = next((r for c in known if (r := Relationship.find(c.system, c.code))), None)
    return relation.display("nl") if relation else value.label("nl") if known else ""


def _unknown(said: Any) -> Coded[CodeList] | None:
    """The form's one way to say *not known yet*, for an absent value of which the reason says just that."""
    reasons = [AbsentReason.find(c.system, c.code) for c in said.absent_reason.codings] if said.absent_reason else []
    if any(reason in NOT_KNOWN for reason in reasons):
        return Coded[CodeList](codings=Coded[YesNoUnknown].model_validate(YesNoUnknown.UNKNOWN).codings)
    return None


def _first_text(notes: Iterable[Note]) -> str | None:
    return next((note.text for note in notes if note.text is not None), None)


def _use(uses: dict[Any, str], codes: type[CodeList], use: str | None) -> Coding | None:
    found = next((member for member in codes if uses.get(member) == use), None)
    return Coding(system=found.system, code=found.code, display=found.display("nl")) if found else None


def _kind(telecom: Telecom) -> Coding | None:
    """The kind of line, where FHIR's system and use tell it."""
    said = TelecomType.MOBILE if telecom.use == "mobile" else {"fax": TelecomType.FAX, "pager": TelecomType.PAGER}.get(
        telecom.system or "")
    return Coding(system=said.system, code=said.code, display=said.display("nl")) if said else None


def _named(person: ContactPerson, references: set[str | None]) -> bool:
    return f"RelatedPerson/{person.id}" in references or person.full_url in references
