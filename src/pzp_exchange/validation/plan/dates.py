"""Rules about dates that cannot be."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from .alike import bounds
from .found import Found, warning
from .view import TALKS, Item, PlanView

__all__ = ["possible_dates"]

NOT_YET = frozenset({"draft", "proposed", "planned", "preparation", "entered-in-error"})
"""States in which a date in the future is a plan, or does not count."""
Span = tuple[datetime.date, datetime.date]


def possible_dates(plan: PlanView) -> Iterator[Found]:
    """What: nothing is dated after the reference date, before the patient's birth, or after death.

    Why: such a date is a slip, and dates decide which agreement holds.
    Source: birth date of the patient (dataset 386) and the dates of the statements and the talk.
    """
    born = died = None
    today = plan.on.isoformat()
    for patient in plan.of("patient"):
        days = born_on, died_on = _day(patient, "birth_date"), _day(patient, "deceased_at")
        for name, span in zip(("birth_date", "deceased_at"), days, strict=True):
            if span and span[0] > plan.on:
                yield _found(patient, "PZP-PLAN-FUTURE", name)
        born, died = born or born_on, died or died_on
        if born and died_on and died_on[1] < born[0]:
            yield _found(patient, "PZP-PLAN-BEFORE-BIRTH", "deceased_at")
    for item in (*plan.statements(), *plan.of(*TALKS)):
        text = item.date
        # texts in ISO order, so that most dates need not be read
        if not text or not (text > today or born or died):
            continue
        span = bounds(text)
        if span is None:
            continue
        if span[0] > plan.on and item.status not in NOT_YET:
            yield _found(item, "PZP-PLAN-FUTURE", item.date_name)
        if born and span[1] < born[0]:
            yield _found(item, "PZP-PLAN-BEFORE-BIRTH", item.date_name)
        if died and span[0] > died[1]:
            yield _found(item, "PZP-PLAN-AFTER-DEATH", item.date_name)


def _day(patient: Item, name: str) -> Span | None:
    text = patient.lens.get(patient.tree, name) if patient.lens else None
    return bounds(text) if isinstance(text, str) else None


def _found(item: Item, code: str, name: str) -> Found:
    return warning(item.entry, code, item.pointer(name))
