"""Rules about what was planned: scenarios, reviews, help for the carer, and what the plan refers to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..base import PartialDate, Reference
from ..care_plan import CarePlan, PlannedActivity
from ..doubts import Doubts
from ..individual import IndividualCarePlan
from ..network import CarerCapacity
from ..own_codes import ActivityKind, Dimension
from .found import Attention, information, warning
from .holding import activities, care_plans, in_error, markings, name_of, newest, numbers, observed, passed, rings

__all__ = ["carer_overload", "entered_in_error", "overdue", "reviewed", "scenario", "understood_all"]


def scenario(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: an anticipated scenario says what to do then, and whom or what number to call.

    Why: it is read in a hurry, often at night, by somebody who does not know the patient.
    Source: the vision *Samen leven tot het laatst*, individual care plan: usable in a crisis.
    """
    for record, index, activity in activities(plan, on, ActivityKind.ANTICIPATED_SCENARIO):
        if activity.status == "completed":
            continue
        place, what = f"activities[{index}]", activity.situation or activity.description or "?"
        if not (activity.description or "").strip():
            yield warning("PZP-IZP-SCENARIO-NO-ACTION", record, f"{place}.description", what=what)
        if any(rings(each.telecom) for each in activity.numbers_to_call):
            continue
        if not activity.whom_to_call:
            yield warning("PZP-IZP-SCENARIO-NOBODY", record, f"{place}.whom_to_call", what=what)
        elif all(numbers(plan, each, on) is False for each in activity.whom_to_call):
            yield information("PZP-IZP-SCENARIO-NO-NUMBER", record, f"{place}.whom_to_call", what=what)


def reviewed(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: the plan was made or looked at again after the last change of phase.

    Why: with the phase the aim of care changes; agreements made before may no longer fit.
    Source: the vision *Samen leven tot het laatst*; quality framework palliative care, individual care plan.
    """
    changes = newest(markings(plan, on))
    for record in care_plans(plan, on):
        review = record.review
        held = review.held_on if review and review.held_on and passed(review.held_on, on) is not False else None
        looks = [day for day in (held, record.period.start if record.period else None) if day]
        for marking in changes:
            changed = marking.marked_on
            if changed and looks and all(changed.after(day) for day in looks):
                yield warning("PZP-IZP-NOT-REVIEWED", record, "review", changed=str(changed))
                break


def overdue(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: the date on which the plan would be looked at again has not passed.

    Why: a plan that nobody looks at is trusted for longer than it is true. Told from the day after.
    Source: the review date in the plan itself.
    """
    for record in care_plans(plan, on):
        due = record.review.due_on if record.review else None
        held = record.review.held_on if record.review else None
        if due and due.bounds and due.bounds[1] < on and not (held and due.after(held) is not True):
            yield warning("PZP-IZP-REVIEW-OVERDUE", record, "review.due_on", due=str(due))


def carer_overload(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: when a carer cannot keep going, an agreed action follows: on the social dimension, or naming the carer.

    Why: care at home falls over when the carer does. Of each carer the newest answer counts; an action in a plan that
    was surely last changed before the answer was not agreed because of it.
    Source: the vision *Samen leven tot het laatst*: the carers' capacity.
    """
    answers = list(observed(plan, plan.carer_capacities, on))
    actions = list(activities(plan, on, ActivityKind.AGREED_ACTION))
    for carer in dict.fromkeys(_carer(plan, each) for each in answers):
        for answer in newest(each for each in answers if _carer(plan, each) == carer):
            said = answer.value.value if answer.value else None
            if said and said.overload and not any(_helps(plan, answer, *action) for action in actions):
                yield warning("PZP-IZP-CARER-OVERLOAD", answer, "value")


def _carer(plan: IndividualCarePlan, answer: CarerCapacity) -> str:
    person = plan.find(answer.carer)
    said = answer.carer
    return name_of(person) if person else (said.reference or said.display or "" if said else "")


def _helps(plan: IndividualCarePlan, answer: CarerCapacity, record: CarePlan, _place: int,
           activity: PlannedActivity) -> bool:
    """Whether an action may be an answer to the overload: not surely older, and about the carer as far as it tells."""
    day: PartialDate | None = record.date
    if answer.date and day and answer.date.after(day):
        return False
    social = any(each.value is Dimension.SOCIAL for each in activity.dimensions)
    return social or _mentions(plan, activity, answer.carer)


def _mentions(plan: IndividualCarePlan, activity: PlannedActivity, carer: Reference | None) -> bool:
    person = plan.find(carer)
    if person and any(plan.find(each) is person for each in activity.performers):
        return True
    names = (getattr(person, "display_name", None), carer.display if carer else None)
    words = f"{activity.situation or ''} {activity.description or ''}".casefold()
    return any(name and name.casefold() in words for name in names)


def entered_in_error(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: a plan in force does not refer to statements that were entered in error.

    Why: what should never have been written down still steers the care.
    Source: FHIR, status entered-in-error.
    """
    for record in care_plans(plan, on):
        for attribute, reference in _references(record):
            target = plan.find(reference)
            if target is not None and in_error(target):
                yield warning("PZP-IZP-IN-ERROR", record, attribute, reference=name_of(target))


def _references(record: CarePlan) -> Iterator[tuple[str, Reference]]:
    for name in ("networks", "markings", "supporting", "goals"):
        yield from ((f"{name}[{i}]", each) for i, each in enumerate(getattr(record, name)))
    for place, activity in enumerate(record.activities):
        for name in ("goals", "problems"):
            yield from ((f"activities[{place}].{name}[{i}]", each) for i, each in enumerate(getattr(activity, name)))


def understood_all(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: every statement of the individual care plan was understood in full.

    Why: an unknown element can turn its meaning round, so it does not count for the state of the plan.
    Source: FHIR, modifier elements and modifier extensions.
    """
    unsafe = Doubts(plan)
    for name in plan.own_lists:
        for statement in getattr(plan, name):
            for entry in unsafe.of(statement)[-1:]:
                yield warning("PZP-IZP-NOT-UNDERSTOOD", statement, path=entry.path)
