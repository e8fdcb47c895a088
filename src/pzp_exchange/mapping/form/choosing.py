"""Which talk a form is about, and which statements of a plan belong to it: a form holds one moment."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, TypeVar

from ...model.base import Coded, PartialDate, Reference
from ...model.codes import REPRESENTATIVES, ContactRole
from ...model.doubts import Doubts
from ...model.people import ContactPerson, HealthProfessional, HealthProfessionalRole
from ...model.plan import AdvanceCarePlan
from ...model.reasons import OUT_OF_FORCE, TENTATIVE
from ...model.statement import Statement
from ...model.talk import Encounter, Procedure
from ..shared.agreements import says_no_more
from .people import roles_of
from .states import STATES

__all__ = ["Chosen", "content_of"]

S = TypeVar("S", bound=Statement)
DATED = ("legal_capacities", "medical_policy_goals", "treatment_directives", "specific_care_wishes",
         "preferred_places_of_death", "positions_regarding_euthanasia", "organ_donation_choice_registrations",
         "senses_of_purpose", "inform_relatives_requests")


class Chosen:
    """The talk, its statements by list of the plan, its people, and what was left out with the reason."""

    def __init__(self, plan: AdvanceCarePlan, on: datetime.date | None, form_status: str) -> None:
        self.plan = plan
        self.on = on
        self.left: list[tuple[Statement, str]] = []
        self._states = STATES.get(form_status, {})
        self._done = form_status in ("completed", "amended")
        self._doubted = Doubts(plan)
        encounters, procedures = self._sound("encounters", plan.encounters), self._sound("procedures", plan.procedures)
        self.procedure: Procedure | None = self._newest(procedures)
        self.encounter: Encounter | None = self._encounter(encounters)
        statements = {name: self._sound(name, getattr(plan, name)) for name in DATED}
        self.date = self._date(statements)
        self.left += [(each, "another-moment") for each in (*encounters, *procedures)
                      if each is not self.encounter and each is not self.procedure]
        self.lists = {name: self._of_the_talk(found) for name, found in statements.items()}
        self.devices = self._sound("medical_devices", plan.medical_devices)
        without_place = ("advance_directives", *getattr(plan, "own_lists", ()))  # those of an individual care plan
        self.left += [(each, "no-place-in-form") for name in without_place for each in getattr(plan, name)]
        self._choose_people()

    # -- the talk -------------------------------------------------------------------------------------------------

    def _sound(self, name: str, found: Iterable[S]) -> list[S]:
        """Those that were understood and are in force in a form of this state."""
        kept = []
        for each in found:
            state = getattr(each, "status", None)
            if each in self._doubted:
                self.left.append((each, "not-understood"))
            elif state != self._states.get(name) and (not self._done or state in OUT_OF_FORCE or state in TENTATIVE):
                self.left.append((each, "not-in-force"))
            else:
                kept.append(each)
        return kept

    def _newest(self, found: list[S]) -> S | None:
        """The newest not after the reference date; one without a date only when there is no other."""
        dated = [(when, each) for each in found if (when := _when(_date_of(each))) and not self._later(each)]
        if dated:
            return max(dated, key=lambda pair: pair[0])[1]
        return found[0] if len(found) == 1 and not _date_of(found[0]) else None

    def _later(self, statement: Statement) -> bool:
        date = _date_of(statement)
        return bool(self.on and date and date.bounds and date.bounds[0] > self.on)

    def _encounter(self, found: list[Encounter]) -> Encounter | None:
        """The contact of the talk: the one it names, else the one of that day, else the newest."""
        if not self.procedure:
            return self._newest(found)
        named = self.plan.find(self.procedure.encounter) if self.procedure.encounter else None
        if isinstance(named, Encounter) and any(named is each for each in found):
            return named
        of_day = [each for each in found if same_day(each.date, self.procedure.date)]
        return of_day[0] if of_day else None

    def _date(self, statements: dict[str, list[Any]]) -> PartialDate | None:
        talks = [_date_of(each) for each in (self.encounter, self.procedure) if each]
        said = [date for date in talks if date]
        if said:
            return said[0]
        newest = self._newest([each for found in statements.values() for each in found if _date_of(each)])
        return _date_of(newest) if newest else None

    def _of_the_talk(self, found: list[Any]) -> list[Any]:
        kept = []
        for each in found:
            date = _date_of(each)
            if date and not same_day(date, self.date):
                self.left.append((each, "another-moment"))
            elif not date and self.date and not self._names_talk(each):
                self.left.append((each, "undated"))
            else:
                kept.append(each)
        return kept

    def _names_talk(self, statement: Any) -> bool:
        encounter = getattr(statement, "encounter", None)
        return bool(encounter and self.encounter and self.plan.find(encounter) is self.encounter)

    def one(self, found: list[Any]) -> Any:
        """The one statement for a question; several that differ are a conflict, and none of them is chosen."""
        if len({content_of(each) for each in found}) > 1:
            self.left += [(each, "conflict") for each in found]
            return None
        self.left += [(each, "repeated") for each in found[1:]]
        return found[0] if found else None

    def first(self, found: list[Any]) -> Any:
        """The first of several things beside each other; the form has one place for them."""
        self.left += [(each, "only-one-place") for each in found[1:]]
        return found[0] if found else None

    # -- people ---------------------------------------------------------------------------------------------------

    def _choose_people(self) -> None:
        plan = self.plan
        takers = [p.actor for p in self.procedure.performers] if self.procedure else []
        present = [p.individual for p in self.encounter.participants] if self.encounter else []
        found = (plan.find(who) for who in (*takers, *present) if who)
        self.present = list({id(each): each for each in found if each}.values())
        self.patient_present = any(plan.find(who) is plan.patient for who in takers if who and plan.patient) or any(
            who and who.reference and who.reference == self.patient_reference for who in takers)
        self.role = next((p for p in self.present if isinstance(p, HealthProfessionalRole)), None)
        named = plan.find(self.role.professional) if self.role else None
        self.professional = named if isinstance(named, HealthProfessional) else next(
            (p for p in self.present if isinstance(p, HealthProfessional)), None)
        self.left += [(each, "only-one-place") for each in (*plan.health_professional_roles, *plan.health_professionals)
                      if each is not self.role and each is not self.professional]
        persons = list(plan.contact_persons)
        represents = [p for p in persons if any(role in REPRESENTATIVES for role in roles_of(p))]
        first = [p for p in persons if ContactRole.FIRST_CONTACT in roles_of(p)]
        self.representative: ContactPerson | None = represents[0] if represents else None
        both = self.representative is not None and any(p is self.representative for p in first)
        self.first_contact = None if both else next(iter(first), None)
        self.left += [(each, "only-one-place") for each in persons
                      if each is not self.representative and each is not self.first_contact]

    @property
    def patient_reference(self) -> str | None:
        """How the statements name the patient."""
        named = (getattr(each, "patient", None) for each in (self.procedure, self.encounter, *self.plan.statements()))
        found = next((who for who in named if isinstance(who, Reference) and who.reference), None)
        patient = self.plan.patient
        return found.reference if found else patient.full_url or f"Patient/{patient.id}" if patient else None


def same_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two dates name the same day, or say the same when they are less precise."""
    return bool(one and other and (one[:10] == other[:10]))


def content_of(statement: Any) -> str:
    """What a statement says, apart from when and by whom."""
    if hasattr(statement, "decision"):
        words = statement.specification
        repeated = words is not None and says_no_more(words, statement.decision)
        return f"{statement.decision}|{None if repeated else words}|{statement.restrictions}"
    value = getattr(statement, "goal", getattr(statement, "value", None))
    return value.key if isinstance(value, Coded) else str(value)


def _date_of(statement: Any) -> PartialDate | None:
    found = getattr(statement, "date", None)
    return found if isinstance(found, PartialDate) else None


def _when(date: PartialDate | None) -> tuple[datetime.date, str] | None:
    bounds = date.bounds if date else None
    return (bounds[0], str(date)) if bounds else None
