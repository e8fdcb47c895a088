"""The answers that a plan gives to the questions of a form."""

from __future__ import annotations

from typing import Any

from ...model.agreements import TreatmentDirective
from ...model.base import Coded, Coding
from ...model.codes import (
    DEPRECATED,
    ContactRole,
    Decision,
    EmailType,
    NumberType,
    Relationship,
    Treatment,
    YesNoUnknown,
)
from ...model.findings import MedicalPolicyGoal
from ...model.people import ContactPerson, Name, Telecom
from ...model.plan import FormAnswers
from ...tree import Tree
from ..shared.agreements import CONDITIONAL, says_no_more
from ..table import Loss
from .build import Filled
from .choosing import Chosen
from .facts import FormFacts, Item
from .people import NOT_ASKED, PATIENT, roles_of
from .states import EMAIL_USES, PERMITTED, PHONE_USES, YES_BUT, option_for
from .tables import ContactLinks, NameLinks, PersonLinks, Question, TreatmentLinks, table_of
from .wording import OTHER_CODES, first_text, is_named, kind_code, row_of, unknown_as_form, use_code, words_for

__all__ = ["Filler"]

YES_NO = {True: Coding(code="1", display="Ja"), False: Coding(code="0", display="Nee")}


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
            self._tell_replaced(goal)
            meant = {} if goal.start_date else {"start_date": goal.status_date, "status_date": None}
            self.written.append((goal, goal.model_copy(update=meant)))
        for links in table.treatments:
            self._treatment(links)
        self._devices()
        for finding in table.findings:
            said = chosen.one(chosen.lists[finding.attribute])
            if said:
                self._value(finding.value, said.value if said.value is not None else unknown_as_form(said))
                self._put(finding.comment, first_text(said.notes))
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
        words = words_for(value) if value else ""
        if other and words:
            item = self.facts.by_link.get(question.link(self.facts))
            for option in item.options or () if item else ():
                if isinstance(option, tuple) and option[1] in OTHER_CODES:
                    place = self._put(question, Coding(system=option[0], code=option[1], display="Anders"), into)
                    self._under(other, words, place)
                    return True
        return False

    def _tell_replaced(self, goal: MedicalPolicyGoal) -> None:
        """A deprecated code becomes the one of today in a form that has only that."""
        old = goal.goal.value if goal.goal else None
        written = self.filled.values.get(self.table.goal.link(self.facts), ())
        if old is not None and old in DEPRECATED and any(each["valueCoding"]["code"] != old.code for each in written):
            self.notes.append(Loss(f"Goal/{goal.id or ''}", "MedicalPolicyGoal.goal", old.code,
                                   "deprecated-code-replaced"))

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
                self._put(links.email_use, use_code(EMAIL_USES, EmailType, telecom.use), one)
                group = links.emails.link(self.facts)
            else:
                self._put(links.number, telecom.value, one)
                kinds = telecom.telecom_type.codings if telecom.telecom_type else ()
                self._put(links.kind, next(iter(kinds), kind_code(telecom)), one)
                self._put(links.use, use_code(PHONE_USES, NumberType, telecom.use), one)
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
            if isinstance(person, ContactPerson) and not is_named(person, named):
                ticked += [each for each in person.relationships if each.codings]
        return ticked

    # -- statements -----------------------------------------------------------------------------------------------

    def _capacity(self) -> None:
        said = self.chosen.one(self.chosen.lists["legal_capacities"])
        patient = self.chosen.plan.patient
        if said:
            self._put(self.table.capacity, said.value)
            self._put(self.table.capacity_comment, first_text(said.notes))
            self.written.append((said, said))
        elif patient and patient.legally_capable:
            self._put(self.table.capacity, patient.legally_capable.capable)
            self._put(self.table.capacity_comment, patient.legally_capable.comment)

    def _treatment(self, links: TreatmentLinks) -> None:
        chosen = self.chosen
        mine = [each for each in chosen.lists["treatment_directives"] if row_of(each.treatment) is links.treatment]
        said = (chosen.first if links.treatment is Treatment.OTHER else chosen.one)(mine)
        if said is None:
            return
        as_written = self._decision(links, said)
        name = words_for(said.treatment) if links.treatment is Treatment.OTHER and said.treatment else ""
        if name and self._put(links.name, name) is None:
            comment = ". ".join(part for part in (name, said.comment) if part)
            self.notes.append(Loss(f"Consent/{said.id or ''}", "TreatmentDirective.treatment.text", name,
                                   "told-in-the-comment"))
            treatment = said.treatment.model_copy(update={"text": None})
            as_written = as_written.model_copy(update={"comment": comment, "treatment": treatment})
        self._put(links.comment, as_written.comment)
        self.written.append((said, as_written))

    def _decision(self, links: TreatmentLinks, said: TreatmentDirective) -> TreatmentDirective:
        """The decision and its words; the directive as it is then written.

        zib2020 has *other* with a specification, zib2017 *yes, but* with restrictions; each is written as the other.
        """
        if said.specification is not None and says_no_more(said.specification, said.decision):
            said = said.model_copy(update={"specification": None})
        if said.decision is None:
            return said
        said = self._with_restrictions(said) if links.restrictions.links else _with_specification(said)
        if links.restrictions.links and said.restrictions is not None and said.decision is Decision.PERFORM:
            self._put(links.decision, Coding(system=PERMITTED, code=YES_BUT, display=CONDITIONAL))
        else:
            self._code(links.decision, Coded[Decision].model_validate(said.decision))
        self._put(links.specification, said.specification)
        self._put(links.restrictions, None if said.restrictions == CONDITIONAL else said.restrictions)
        return said

    def _with_restrictions(self, said: TreatmentDirective) -> TreatmentDirective:
        """In zib2017 words beside the decision are the restrictions of *yes, but*."""
        words = said.specification
        if said.decision is not Decision.OTHER or words is None:
            return said
        own = words == CONDITIONAL or words.startswith(f"{CONDITIONAL}: ")
        if not own:
            self.notes.append(Loss(f"Consent/{said.id or ''}", "TreatmentDirective.decision", Decision.OTHER.token,
                                   "other-became-yes-but"))
        return said.model_copy(update={"decision": Decision.PERFORM, "specification": None,
                                       "restrictions": words.removeprefix(f"{CONDITIONAL}: ")})

    def _devices(self) -> None:
        chosen, table = self.chosen, self.table
        device = chosen.first(chosen.devices)
        product = chosen.plan.find(device.product) if device and device.product else None
        has_icd = self.answers.has_icd or (Coded[YesNoUnknown].model_validate(YesNoUnknown.YES) if device else None)
        self._code(table.has_icd, has_icd)
        if device:
            self._code(table.icd_type, getattr(product, "type", None))
            self._put(table.icd_comment, first_text(device.notes))
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


def _with_specification(said: TreatmentDirective) -> TreatmentDirective:
    """In zib2020 *perform* under restrictions is no *perform*: it is *other*, with the restrictions as words."""
    words = said.restrictions
    if said.decision is not Decision.PERFORM or words is None or said.specification is not None:
        return said
    return said.model_copy(update={"decision": Decision.OTHER, "restrictions": None,
                                   "specification": words if words == CONDITIONAL else f"{CONDITIONAL}: {words}"})
