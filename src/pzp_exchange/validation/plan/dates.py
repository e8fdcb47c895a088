"""Rules about dates that cannot be."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from .found import Found, warning
from .standing import bounds
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
    born, died = (_day(plan.patient, name) for name in ("birth_date", "deceased_at"))
    today = plan.on.isoformat()
    if plan.patient:
        for name, span in (("birth_date", born), ("deceased_at", died)):
            if span and span[0] > plan.on:
                yield _found(plan.patient, "PZP-PLAN-FUTURE", name)
        if born and died and died[1] < born[0]:
            yield _found(plan.patient, "PZP-PLAN-BEFORE-BIRTH", "deceased_at")
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


def _day(patient: Item | None, name: str) -> Span | None:
    text = patient.lens.get(patient.tree, name) if patient and patient.lens else None
    return bounds(text) if isinstance(text, str) else None


def _found(item: Item, code: str, name: str) -> Found:
    return warning(item.entry, code, item.pointer(name))
