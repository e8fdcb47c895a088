"""An answered form to a plan.

Unanswered stays unanswered, and what was said as unknown stays said that way. Every statement has the date of the item
*Datum van invullen*, not that of ``authored``; agreements have the parties of the form's head. Ids are made from the
form's id and the linkId, so that the same form always gives the same plan. What the plan has no place for is carried
by ``FormAnswers`` to be written back into the same form, and reported.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

from ...model.agreements import AgreementParty, TreatmentDirective
from ...model.base import Carried, Coded, Coding, Note, PartialDate, Period, Reference
from ...model.codes import Decision, ProcedureType, Treatment, YesNoUnknown
from ...model.devices import MedicalDevice, MedicalDeviceProduct
from ...model.doubts import reference
from ...model.findings import (
    Finding,
    InformRelativesRequest,
    LegalCapacity,
    MedicalPolicyGoal,
    OrganDonationChoiceRegistration,
    PositionRegardingEuthanasia,
    PreferredPlaceOfDeath,
    SenseOfPurpose,
    SpecificCareWishes,
)
from ...model.plan import AdvanceCarePlan, FormAnswers, NotUnderstood
from ...model.statement import Statement
from ...model.talk import Encounter, Participant, Performer, Procedure, ReasonReference
from ...tree import Tree, copy, location
from ..shared.agreements import CONDITIONAL
from ..table import Loss
from .answers import Answers, PickedCoding, left_over
from .facts import FormFacts
from .nodes import Conditions, Node
from .people import PeopleReader
from .states import STATES, decision_meant
from .tables import FindingLinks, Question, TreatmentLinks, table_of

__all__ = ["FormRead", "read_form"]

FINDINGS: dict[str, type[Finding]] = {
    "specific_care_wishes": SpecificCareWishes,
    "preferred_places_of_death": PreferredPlaceOfDeath,
    "positions_regarding_euthanasia": PositionRegardingEuthanasia,
    "organ_donation_choice_registrations": OrganDonationChoiceRegistration,
    "senses_of_purpose": SenseOfPurpose,
}
ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
S = TypeVar("S", bound=Statement)
F = TypeVar("F", bound=Finding)


class FormRead(NamedTuple):
    """What a form says: the plan, what of the form is not in its statements, and what could not be understood.

    The losses are carried by ``plan.form_answers`` and come back when the same form is written. The problems are
    those of ``plan.not_understood``: statements that must not be taken as agreements.
    """

    plan: AdvanceCarePlan
    rest: Tree
    """What was not taken of the form, with the formal parts around it."""
    facts: FormFacts
    problems: tuple[NotUnderstood, ...]
    date: PartialDate | None = None
    """Of the item *Datum van invullen*."""

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What of the form was not taken, leaf by leaf; found when asked for, as a plan of a whole set does not ask."""
        return tuple(left_over(self.rest, self.facts))


def read_form(tree: Tree, facts: FormFacts) -> FormRead:
    """Read an answered form with the facts of its release (see ``form_of``). The tree is not changed; never raises
    on content. Raises ``LookupError`` for a form whose meaning is not known here."""
    return _Reader(tree, facts).read()


class _Reader:
    """One form while it is read."""

    def __init__(self, tree: Tree, facts: FormFacts) -> None:
        self.rest: Tree = copy(tree)
        self.answers = Answers(self.rest, facts)
        self.facts = facts
        self.table = table_of(facts)
        self.off = {id(node) for root in Conditions(self.answers.roots, facts).disabled() for node in root.walk()}
        self.people = PeopleReader(self.answers, self.table, tree)
        self.status = STATES.get(str(tree.get("status")), {})
        self.lists: dict[str, list[Statement]] = {}
        self.problems: list[NotUnderstood] = []
        self.date: str | None = None
        self.encounter: Reference | None = None

    def read(self) -> FormRead:
        """Everything, in the order of the form."""
        self.date = self.answers.date(self.table.date)
        self.people.read()
        self._talk()
        self._capacity()
        self._goal()
        for links in self.table.treatments:
            self._treatment(links)
        answers = self._devices_and_form_answers()
        for finding in self.table.findings:
            self._finding(finding)
        self._inform_relatives()
        for node in self.answers.nodes:
            item = self.facts.by_link.get(node.link_id)
            if item and item.preset:
                self.answers.preset(node)
        carried = Carried({key: value for key, value in self.rest.items() if key != "resourceType"})
        plan = AdvanceCarePlan(
            patient=self.people.patient, contact_persons=tuple(self.people.contact_persons),
            health_professionals=tuple(self.people.professionals),
            health_professional_roles=tuple(self.people.professional_roles),
            **{name: tuple(found) for name, found in self.lists.items()},
            form_answers=answers.model_copy(update={"carried": carried}), not_understood=tuple(self.problems))
        date = PartialDate(self.date) if self.date else None
        return FormRead(plan, self.rest, self.facts, tuple(self.problems), date)

    # -- statements -----------------------------------------------------------------------------------------------

    def _add(self, name: str, model: type[S], question: Question, **values: Any) -> S:
        """A statement with the id, state and patient that every one of this form has."""
        given = {"id": self.people.id_for(question), "patient": self.people.patient_reference,
                 "status": self.status.get(name), **values}
        made = model.model_validate({key: value for key, value in given.items() if value is not None})
        self.lists.setdefault(name, []).append(made)
        return made

    def _doubt(self, statement: Statement, *nodes: Node) -> None:
        """Note what makes a statement one not to rely on: a question switched off, or another one than published."""
        for node in nodes:
            if id(node) in self.off and node.answers:
                self._problem(statement, node, "answer-to-disabled-item")

    def _problem(self, statement: Statement, node: Node, reason: str) -> None:
        self.problems.append(NotUnderstood(
            reference=reference(statement),
            path=location(node.pointer, "QuestionnaireResponse"), reason=reason))

    def _check_presets(self, statement: Statement, *nodes: Node) -> None:
        """What the form itself says beside an answer must say what was published, else it is about something else."""
        groups = {id(node.parent): node.parent for node in nodes if node.parent}
        for child in (child for group in groups.values() for child in group.children):
            item = self.facts.by_link.get(child.link_id)
            if item and item.preset and not self.answers.preset(child):
                self._problem(statement, child, "preset-changed")

    def _talk(self) -> None:
        people = self.people
        if not (self.date or people.leader or people.patient_present or people.present):
            return
        procedure = Reference(reference=f"Procedure/{people.id_for(self.table.professional_group)}")
        leader = (Participant(individual=people.leader),) if people.leader else ()
        present = tuple(Participant(individual=who, types=(said,)) for who, said in people.present)
        unknown = Coding(carried=Carried({"extension": [{"url": ABSENT_REASON, "valueCode": "unknown"}]}))
        encounter = self._add(
            "encounters", Encounter, self.table.date, contact_type=unknown, participants=leader + present,
            period=Period(start=PartialDate(self.date)) if self.date else None,
            reason_references=(ReasonReference(reference=procedure.reference),))
        who = (people.leader, people.patient_reference if people.patient_present else None)
        named = tuple(dict.fromkeys(each.reference for each, _ in people.present if each))
        self._add(
            "procedures", Procedure, self.table.professional_group, code=ProcedureType.ADVANCE_CARE_PLANNING,
            encounter=Reference(reference=f"Encounter/{encounter.id}"), performed_at=self.date,
            performers=tuple(Performer(actor=each) for each in who if each)
            + tuple(Performer(actor=Reference(reference=each)) for each in named))
        self.encounter = Reference(reference=f"Encounter/{encounter.id}")

    def _found(self, name: str, model: type[F], question: Question, **values: Any) -> F:
        """A finding of the talk."""
        leader = (self.people.leader,) if self.people.leader else ()
        return self._add(name, model, question, encounter=self.encounter, observed_at=self.date, performers=leader,
                         **values)

    def _capacity(self) -> None:
        nodes = self.answers.find(self.table.capacity)
        capable = self.answers.flag(self.table.capacity)
        comment = self.answers.text(self.table.capacity_comment)
        if capable is not None or comment is not None:
            made = self._found("legal_capacities", LegalCapacity, self.table.capacity, value=capable,
                               notes=_notes(comment))
            self._doubt(made, *nodes)

    def _goal(self) -> None:
        picked = self.answers.coding(self.table.goal)
        if picked:
            made = self._add("medical_policy_goals", MedicalPolicyGoal, self.table.goal, goal=_coded(picked),
                             start_date=self.date and self.date[:10])
            self._doubt(made, picked.node)
            self._check_presets(made, picked.node)

    def _treatment(self, links: TreatmentLinks) -> None:
        answers = self.answers
        nodes = [*answers.find(links.decision), *answers.find(links.comment), *answers.find(links.specification),
                 *answers.find(links.restrictions), *answers.find(links.name)]
        said = [node for node in nodes if node.answers]
        if not said:
            return
        decision, yes_but = answers.meaning(links.decision, decision_meant) or (None, False)
        restrictions, specification = answers.text(links.restrictions), answers.text(links.specification)
        treatment: dict[str, Any] = {"codings": Coded[Treatment].model_validate(links.treatment).codings}
        name = answers.text(links.name)
        if name is not None:
            treatment["text"] = name
        made = self._add(
            "treatment_directives", TreatmentDirective, links.decision, treatment=treatment, decision=decision,
            reviewed_on=self.date, specification=specification, comment=answers.text(links.comment),
            restrictions=CONDITIONAL if yes_but and restrictions is None else restrictions,
            parties=tuple(AgreementParty(who=who) for who in self.people.parties))
        self._doubt(made, *said)
        self._check_presets(made, *said)
        if decision is None and any(node.answers for node in answers.find(links.decision)):
            self._problem(made, said[0], "answer-not-in-form")
        if (specification is not None and decision is not Decision.OTHER) or (restrictions is not None and not yes_but):
            self._problem(made, said[0], "contradiction")

    def _devices_and_form_answers(self) -> FormAnswers:
        table, answers = self.table, self.answers
        has_icd = answers.coding(table.has_icd)
        product_type, comment = answers.coding(table.icd_type), answers.text(table.icd_comment)
        yes = has_icd and YesNoUnknown.find(has_icd.coding.system, has_icd.coding.code) is YesNoUnknown.YES
        if yes or product_type or comment is not None:
            product = self._add("medical_device_products", MedicalDeviceProduct, table.icd_type,
                                type=_coded(product_type))
            device = self._add("medical_devices", MedicalDevice, table.has_icd, notes=_notes(comment),
                               product=Reference(reference=f"Device/{product.id}"))
            self._doubt(device, *answers.find(table.icd_type), *answers.find(table.icd_comment))
        said = {
            "representative_is_contact": self.people.representative_is_contact,
            "has_icd": _coded(has_icd),
            "earlier_agreements": _coded(answers.coding(table.earlier_agreements)),
            "earlier_agreements_comment": answers.text(table.earlier_agreements_comment),
            "earlier_agreements_differ": _coded(answers.coding(table.earlier_agreements_differ)),
            "sharing_consent": _coded(answers.coding(table.sharing_consent)),
        }
        return FormAnswers.model_validate({key: value for key, value in said.items() if value is not None})

    def _finding(self, links: FindingLinks) -> None:
        nodes = self.answers.find(links.value)
        value = _coded(self.answers.coding(links.value)) if links.coded else self.answers.text(links.value)
        comment = self.answers.text(links.comment)
        if value is not None or comment is not None:
            made = self._found(links.attribute, FINDINGS[links.attribute], links.value, value=value,
                               notes=_notes(comment))
            self._doubt(made, *nodes)
            self._check_presets(made, *nodes)

    def _inform_relatives(self) -> None:
        """Only *yes* is a request; for *no* the plan has no place, so it stays with the form."""
        question = self.table.inform_relatives
        nodes = self.answers.find(question)
        if self.answers.yes(question):
            made = self._add("inform_relatives_requests", InformRelativesRequest, question,
                             encounter=self.encounter, authored_on=self.date, requester=self.people.leader,
                             sender=self.people.patient_reference)
            self._doubt(made, *nodes)


def _coded(picked: PickedCoding | None) -> dict[str, Any] | None:
    """A coded answer as the content of a coded value."""
    return {"codings": (picked.coding,)} if picked else None


def _notes(comment: str | None) -> tuple[Note, ...]:
    return (Note(text=comment),) if comment is not None else ()
