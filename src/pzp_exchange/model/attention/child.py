"""Rules about a child, and a child that has grown up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..individual import IndividualCarePlan
from ..own_codes import ActivityKind, NetworkRole
from .found import Attention, warning
from .holding import care_plans, in_error, marked, networks, within

__all__ = ["case_manager", "transition"]

OF_AGE = 18
DONE_OR_DROPPED = frozenset({"completed", "cancelled", "stopped", "entered-in-error"})


def case_manager(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: a child that is marked or has a plan has a case manager in the network.

    Why: for a child the case manager is the key figure between hospital, home and school.
    Source: the vision *Samen leven tot het laatst*; care for children.
    """
    if grown(plan, on) is False and (marked(plan, on) or any(care_plans(plan, on))):
        members = (member for network in networks(plan, on) for member in network.members if within(member.period, on))
        if not any(member.has(NetworkRole.CASE_MANAGER) for member in members):
            yield warning("PZP-IZP-CHILD-NO-CASE-MANAGER", plan.patient, "birth_date")


def transition(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: for somebody of 18 the plan is no child's plan: the transition to adult care is done.

    Why: with 18 the law, the professionals and the funding change; who falls between is without care.
    Source: the vision *Samen leven tot het laatst*; care for children: transition at 18.
    """
    if grown(plan, on) is not True:
        return
    planned = [(record, index, activity) for record in plan.care_plans if not in_error(record)
               for index, activity in enumerate(record.activities)
               if activity.kind and activity.kind.value is ActivityKind.TRANSITION]
    waiting = [(record, index) for record, index, each in planned if each.status not in DONE_OR_DROPPED]
    if waiting:
        record, index = waiting[0]
        yield warning("PZP-IZP-CHILD-GROWN", record, f"activities[{index}].status")
    elif not any(each.status == "completed" for _, _, each in planned):
        about = next((each for each in plan.child_findings if not in_error(each)), None)
        if about:
            yield warning("PZP-IZP-CHILD-GROWN", about)


def grown(plan: IndividualCarePlan, on: date) -> bool | None:
    """Whether the person is 18 or older; ``None`` when the date of birth does not tell."""
    born = plan.patient.birth_date if plan.patient else None
    bounds = born.bounds if born else None
    if bounds is None:
        return None
    first, last = (_birthday(day) for day in bounds)
    if last <= on:
        return True
    return False if first > on else None


def _birthday(born: date) -> date:
    """When somebody turns 18; who was born on a leap day on the first of March."""
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:
        return date(born.year + OF_AGE, 3, 1)
