"""What of an individual care plan counts on a date. Dates that are not precise enough never decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ..base import PartialDate, Period, Reference
from ..care_plan import CarePlan, PlannedActivity
from ..doubts import Doubts
from ..findings import Observed
from ..marking import PalliativePhaseMarking
from ..network import CareNetwork
from ..own_codes import ActivityKind
from ..people import Telecom
from ..reasons import OUT_OF_FORCE, TENTATIVE
from ..statement import Statement

if TYPE_CHECKING:
    from ..individual import CentralHealthProfessional, IndividualCarePlan

__all__ = [
    "activities", "begun", "care_plans", "centrals", "in_error", "living", "marked", "markings", "name_of", "named",
    "networks", "newest", "numbers", "observed", "passed", "rings", "stands", "surely_within", "understood", "within",
]

S = TypeVar("S", bound=Statement)
DROPPED = frozenset({"cancelled", "stopped", "entered-in-error"})
"""States of a planned activity that will not be done."""
CALLS = (None, "phone", "sms", "pager")
"""Kinds of contact that reach somebody at once."""


def begun(day: PartialDate | None, on: date) -> bool:
    """Whether a date is not surely later; no date, or one that cannot be read, excludes nothing."""
    bounds = day.bounds if day else None
    return bounds is None or bounds[0] <= on


def passed(day: PartialDate | None, on: date) -> bool | None:
    """Whether a date is today or earlier; ``None`` when its precision does not tell, or there is none."""
    bounds = day.bounds if day else None
    if bounds is None or bounds[0] <= on < bounds[1]:
        return None
    return bounds[1] <= on


def within(period: Period | None, on: date) -> bool:
    """Whether a date may be in a period; the last day counts."""
    if period is None:
        return True
    end = period.end.bounds if period.end else None
    return begun(period.start, on) and not (end and end[1] < on)


def surely_within(period: Period | None, on: date) -> bool:
    """Whether a date is in a period for certain; the last day is not certain, for somebody else may have begun."""
    if period is None:
        return True
    return (period.start is None or passed(period.start, on) is True) and (
        period.end is None or passed(period.end, on) is False)


def living(plan: IndividualCarePlan, on: date) -> bool:
    """Whether nothing says that the person has died, or may have died, by that date."""
    patient = plan.patient
    if patient is None:
        return True
    return not begun(patient.deceased_at, on) if patient.deceased_at else not patient.deceased


def understood(plan: IndividualCarePlan, statement: Statement) -> bool:
    """Whether no part of the meaning of a statement is unknown."""
    return statement not in Doubts(plan)


def in_error(statement: Statement) -> bool:
    """Whether a statement should never have been recorded."""
    return "entered-in-error" in (getattr(statement, "status", None), getattr(statement, "verification_status", None))


def stands(marking: PalliativePhaseMarking, on: date) -> bool | None:
    """Whether a marking stands on a date; ``None`` when the date it ended on is not precise enough.

    On the day it ended it no longer stands. Without an end date its own status decides, whatever the date.
    """
    if marking.verification_status in ("refuted", "entered-in-error") or not begun(marking.marked_on, on):
        return False
    if marking.ended_on is None:
        return marking.open
    over = passed(marking.ended_on, on)
    return None if over is None else not over


def markings(plan: IndividualCarePlan, on: date, *, sure: bool = False) -> tuple[PalliativePhaseMarking, ...]:
    """The markings that stand or may stand, or only those that surely do. Not those that were not understood."""
    wanted = (True,) if sure else (True, None)
    return tuple(each for each in plan.markings if stands(each, on) in wanted and understood(plan, each))


def marked(plan: IndividualCarePlan, on: date) -> bool:
    """Whether any marking stands or may stand, understood or not."""
    return any(stands(each, on) is not False for each in plan.markings)


def observed(plan: IndividualCarePlan, findings: Iterable[Any], on: date) -> Iterator[Any]:
    """The observations that were made by then and count."""
    for each in findings:
        counts = isinstance(each, Observed) and str(each.status or "") not in OUT_OF_FORCE
        if counts and begun(each.date, on) and understood(plan, each):
            yield each


def newest(statements: Iterable[S]) -> tuple[S, ...]:
    """The newest statements: all of which no other one is surely newer. Undated ones only when none has a date."""
    every = tuple((each, getattr(each, "date", None)) for each in statements)
    dated = [(each, day) for each, day in every if day is not None and day.bounds]
    return tuple(each for each, day in dated if not any(other.after(day) for _, other in dated)) or tuple(
        each for each, _ in every)


def networks(plan: IndividualCarePlan, on: date) -> Iterator[CareNetwork]:
    """The networks of that date."""
    for each in plan.care_networks:
        active = each.status not in ("entered-in-error", "inactive", "proposed")
        if active and within(each.period, on) and understood(plan, each):
            yield each


def centrals(plan: IndividualCarePlan, on: date) -> tuple[CentralHealthProfessional, ...]:
    """Whoever is central on that date, in networks that were understood."""
    return tuple(each for each in plan.central_health_professionals(on) if understood(plan, each.network))


def care_plans(plan: IndividualCarePlan, on: date) -> Iterator[CarePlan]:
    """The records that are in force on that date: not drafts, and not ended."""
    for each in plan.care_plans:
        active = str(each.status or "") not in {*OUT_OF_FORCE, *TENTATIVE, "completed"}
        if active and within(each.period, on) and understood(plan, each):
            yield each


def activities(plan: IndividualCarePlan, on: date, kind: ActivityKind) -> Iterator[tuple[CarePlan, int,
                                                                                         PlannedActivity]]:
    """Activities of one kind that were not dropped: the record, their place in it, and the activity."""
    for record in care_plans(plan, on):
        for index, activity in enumerate(record.activities):
            if activity.kind and activity.kind.value is kind and activity.status not in DROPPED:
                yield record, index, activity


def named(who: Reference | None) -> bool:
    """Whether a reference says whom it means, in whatever way."""
    return who is not None and bool(who.reference or who.display or (who.identifier and who.identifier.value))


def name_of(statement: Statement) -> str:
    """How a message names a statement: type and id, else its address."""
    return f"{statement.reference_type}/{statement.id}" if statement.id else statement.full_url or "?"


def numbers(plan: IndividualCarePlan, who: Reference, on: date) -> bool | None:
    """Whether the plan has a telephone number of somebody; ``None`` when it does not hold that person."""
    person = plan.find(who)
    if person is None:
        return None
    people = [person, plan.find(getattr(person, "professional", None))]
    telecoms = [telecom for each in people for telecom in getattr(each, "telecoms", ())]
    telecoms += [way.telecom for network in networks(plan, on) for member in network.members
                 if plan.find(member.who) is person and within(member.period, on)
                 for way in member.reachable if way.telecom]
    return any(rings(telecom) for telecom in telecoms)


def rings(telecom: Telecom | None) -> bool:
    """Whether somebody can be called on it: not an e-mail address, and not empty."""
    return telecom is not None and bool((telecom.value or "").strip()) and telecom.system in CALLS
