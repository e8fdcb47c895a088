"""The state of an individual care plan on a date: what the first minute of a shift needs.

Only what is not dated later than the date counts. Where two statements cannot both be true nothing is chosen: the
phase, or the central health professional, is then absent and all candidates are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .agreements import AdvanceDirective, TreatmentDirective
from .attention import Attention, attention
from .attention.holding import begun, centrals, in_error, markings, named, stands
from .base import PartialDate, Reference
from .care_plan import CarePlan, Handover
from .dimensions import DimensionGoal, DimensionProblem
from .findings import InformRelativesRequest, MedicalPolicyGoal, Observed
from .individual import CentralHealthProfessional
from .marking import MarkingAlert, PalliativePhaseMarking
from .network import CareNetwork
from .own_codes import PalliativePhase
from .statement import Statement

if TYPE_CHECKING:
    from .individual import IndividualCarePlan

__all__ = ["LastChange", "PlanStatus", "status"]


@dataclass(frozen=True, slots=True)
class LastChange:
    """What was changed last. nl: Laatste wijziging"""

    on: PartialDate
    """When, as precise as any of the statements says."""
    statements: tuple[Statement, ...] = field(repr=False)
    """What: all statements of that date, and those whose date does not tell whether they are older."""
    by: tuple[Reference, ...] = field(repr=False)
    """By whom, as far as the statements say (of an agreement: its parties); each once."""


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """The state of an individual care plan on a date. nl: Stand van zaken"""

    on: date
    markings: tuple[PalliativePhaseMarking, ...] = field(repr=False)
    """The markings that stand, or of which that cannot be told: by their dates, or because they were not understood."""
    certain: bool
    """Whether exactly one marking stands, and no other may."""
    phases: tuple[PalliativePhase, ...]
    """The phases said by those of them that were understood, each once."""
    central_health_professionals: tuple[CentralHealthProfessional, ...] = field(repr=False)
    """Everybody with that role on the date; there should be just one. nl: Centrale zorgverlener"""
    last_change: LastChange | None
    """nl: Laatste wijziging"""
    attention: tuple[Attention, ...]
    """nl: Aandachtspunten"""

    @property
    def marking(self) -> PalliativePhaseMarking | None:
        """The marking that stands; ``None`` without one, with several, and when dates do not tell."""
        return self.markings[0] if self.certain else None

    @property
    def phase(self) -> PalliativePhase | None:
        """The phase now, by the one marking that stands; see ``phases`` when there are several. nl: Fase"""
        return self.marking.phase.value if self.marking and self.marking.phase else None

    @property
    def conflict(self) -> bool:
        """Whether markings contradict each other, or it cannot be told which one stands."""
        return bool(self.markings) and not self.certain

    @property
    def since(self) -> PartialDate | None:
        """Since when the phase is as it is, as precise as it was said. nl: Sinds"""
        return self.marking.marked_on if self.marking else None

    @property
    def central(self) -> CentralHealthProfessional | None:
        """The central health professional, when there is exactly one."""
        return self.central_health_professionals[0] if len(self.central_health_professionals) == 1 else None


def status(plan: IndividualCarePlan, on: date) -> PlanStatus:
    """The state of a plan on a date."""
    standing = tuple(each for each in plan.markings if stands(each, on) is not False)
    said = (each.phase.value for each in markings(plan, on) if each.phase)
    return PlanStatus(
        on=on, markings=standing, certain=len(standing) == 1 and standing == markings(plan, on, sure=True),
        phases=tuple(dict.fromkeys(phase for phase in said if phase)), central_health_professionals=centrals(plan, on),
        last_change=_last_change(plan, on), attention=attention(plan, on))


def _last_change(plan: IndividualCarePlan, on: date) -> LastChange | None:
    found = [(day, each, by) for each in plan.statements() if not in_error(each) for day, by in _changes(each)
             if day.bounds and begun(day, on)]
    days = {day for day, _, _ in found}
    latest = max((day.bounds[0] for day in days if day.bounds), default=on)
    days = {day for day in days if day.bounds and day.bounds[1] >= latest}
    days = {day for day in days if not any(other.after(day) for other in days)}
    last = [(each, by) for day, each, by in found if day in days]
    if not last:
        return None
    statements = {id(each): each for each, _ in last}
    by = {each.reference or each.display or str(each.identifier): each for _, said in last for each in said}
    return LastChange(max(sorted(days), key=len), tuple(statements.values()), tuple(by.values()))


def _changes(statement: Statement) -> Iterator[tuple[PartialDate, tuple[Reference, ...]]]:
    """When a statement was made or changed, and by whom; nothing for people and devices."""
    found: tuple[tuple[PartialDate | None, tuple[Reference | None, ...]], ...] = ()
    match statement:
        case PalliativePhaseMarking():
            found = (statement.marked_on, (statement.marked_by,)), (statement.ended_on, ())
        case MarkingAlert():
            found = (statement.starts_on, (statement.author,)), (statement.ended_on, ())
        case CarePlan():
            review, start = statement.review, statement.period.start if statement.period else None
            found = ((statement.revised_on, (statement.revised_by,)), (start, statement.authors),
                     (review.held_on if review else None, review.by if review else ()))
        case Handover():
            found = ((statement.handed_over_at, statement.authors),)
        case DimensionProblem():
            found = ((statement.date, (statement.recorded_by,)),)
        case Observed():
            found = ((statement.date, statement.performers),)
        case TreatmentDirective():
            found = (statement.reviewed_on, tuple(each.who for each in statement.parties)), (statement.ended_on, ())
        case InformRelativesRequest():
            found = ((statement.date, (statement.requester,)),)
        case AdvanceDirective() | CareNetwork() | DimensionGoal() | MedicalPolicyGoal():
            found = ((statement.date, ()),)
    for day, by in found:
        if day is not None:
            yield day, tuple(each for each in by if each is not None and named(each))
