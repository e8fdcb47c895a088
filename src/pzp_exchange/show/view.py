"""From a plan to what is shown of it on a date."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from ..model import (
    AdvanceCarePlan,
    AdvanceDirective,
    Conflict,
    Current,
    NotUnderstood,
    PartialDate,
    Reason,
    TreatmentDirective,
)
from ..model.current import Agreement, agreements, reference
from .labels import labels
from .more import devices, form_answers, talks
from .parts import Clash, NotRead, Obscure, PlanView, Row, Said, State, Term, clean
from .people import contacts, patient_view
from .rows import TREATMENTS, capacity_row, directive_rows, fact_rows, limit_rows, standings
from .said import said
from .words import Setting, day

__all__ = ["view"]

FORM = "QuestionnaireResponse"


def view(plan: AdvanceCarePlan, on: datetime.date, language: Literal["en", "nl"], history: bool = False) -> PlanView:
    """What to show of one person's plan on a date, in words.

    ``history`` opens what no longer holds; it is in the view either way. Raises ``LookupError`` for a language
    there are no words in; never on the content of the plan.
    """
    setting = Setting(plan, on, labels(language))
    current = plan.current(on)
    found = standings(current)
    capacity = capacity_row(setting, found)
    representatives, others = contacts(setting)
    past = _history(setting, current)
    return clean(
        PlanView(
            language=language,
            on=day(setting.words, PartialDate(on.isoformat())),
            patient=patient_view(setting),
            limits=limit_rows(setting, found),
            capacity=capacity,
            facts=fact_rows(setting, found),
            directives=directive_rows(setting, found),
            devices=devices(setting),
            representatives=representatives,
            contacts=others,
            talks=talks(setting),
            conflicts=(*_clashes(setting, current), *_capacity_clash(setting, capacity, current)),
            undated=tuple(said(setting, one.statement, one.reason) for one in current.undated),
            not_understood=tuple(_obscure(setting, current)),
            history=past,
            still_active=tuple(one for one in past if one.reason.code == Reason.SUPERSEDED and one.status == "active"),
            form_answers=form_answers(setting),
            not_read=tuple(_not_read(setting)),
            history_open=history,
        )
    )


def _history(setting: Setting, current: Current) -> tuple[Said, ...]:
    """What does not hold, newest first; without a readable date last."""

    def newest(statement: Agreement) -> datetime.date:
        bounds = statement.date.bounds if statement.date else None
        return bounds[1] if bounds else datetime.date.min

    entries = sorted(current.history, key=lambda entry: newest(entry.statement), reverse=True)
    return tuple(said(setting, entry.statement, entry.reason) for entry in entries)


def _clashes(setting: Setting, current: Current) -> Iterator[Clash]:
    """All conflicts, treatments first and in their order."""
    for conflict in sorted(current.conflicts, key=_urgency):
        sides = tuple(said(setting, one, conflict.reason) for one in conflict.statements)
        first = conflict.statements[0]
        what = sides[0].says if isinstance(first, AdvanceDirective) else sides[0].what
        yield Clash(what, _why(setting, conflict.reason), sides)


def _urgency(conflict: Conflict) -> int:
    first = conflict.statements[0]
    if not isinstance(first, TreatmentDirective):
        return len(TREATMENTS) + 1
    value = first.treatment.value if first.treatment else None
    return TREATMENTS.index(value) if value in TREATMENTS else len(TREATMENTS)


def _why(setting: Setting, reason: str) -> Term:
    return Term(setting.words(f"conflict.{reason}"), reason)


def _capacity_clash(setting: Setting, capacity: Row, current: Current) -> Iterator[Clash]:
    """Legal capacity recorded with the patient against legal capacity found; the rule of the model is not about it."""
    if capacity.state is State.CONFLICT and not any(c.topic.kind == capacity.what.code for c in current.conflicts):
        yield Clash(capacity.what, _why(setting, "recorded-with-patient"), capacity.said)


def _obscure(setting: Setting, current: Current) -> Iterator[Obscure]:
    """Everything not understood: what the reading said, and statements that contradict themselves."""
    by_name = {reference(one): one for one in agreements(setting.plan)}
    told: list[Agreement] = []
    for entry in setting.plan.not_understood:
        statement = by_name.get(entry.reference)
        if statement is not None:
            told.append(statement)
        yield _not_understood(setting, entry, statement)
    for statement in current.not_understood:
        if statement not in told:
            entry = NotUnderstood(reference=reference(statement), path="", reason="contradiction")
            yield _not_understood(setting, entry, statement)


def _not_understood(setting: Setting, entry: NotUnderstood, statement: Agreement | None) -> Obscure:
    words = setting.words
    why = Term(words.of_source("why", entry.reason), entry.reason)
    if statement is None:
        return Obscure(
            words("obscure.something", reference=entry.reference), entry.reference, entry.path, why, Term("")
        )
    one = said(setting, statement)
    named = one.what if isinstance(statement, TreatmentDirective) else one.says
    about = isinstance(statement, TreatmentDirective | AdvanceDirective)
    what = words("obscure.statement", kind=one.kind, what=named) if about else str(one.kind)
    return Obscure(what, entry.reference, entry.path, why, one.date)


def _not_read(setting: Setting) -> Iterator[NotRead]:
    """What else is in the set, counted; filled forms first, by name."""
    counted = Counter(
        (other.reason, str(other.resource.get("resourceType", "?"))) for other in setting.plan.other_resources
    )
    for (reason, kind), count in sorted(counted.items(), key=lambda item: (item[0][1] != FORM, item[0])):
        key = f"other.{'form' if kind == FORM and reason in ('form', 'not-mapped') else reason}"
        text = setting.words.count(key if f"{key}.one" in setting.words.texts else "other.not-mapped", count, type=kind)
        yield NotRead(text, kind, count, reason)
