"""From a plan to what is shown of it on a date."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from ..model import (
    AdvanceCarePlan,
    AdvanceDirective,
    Conflict,
    Current,
    IndividualCarePlan,
    NotUnderstood,
    PartialDate,
    Reason,
    TreatmentDirective,
)
from ..model.audience import Access, Audience, View
from ..model.current import Agreement, agreements
from ..model.doubts import reference
from .individual import individual_view
from .individual_parts import IndividualView
from .labels import labels
from .more import devices, form_answers, talks
from .parts import Clash, NotRead, Obscure, PlanView, Row, Said, State, Term, clean, spelled
from .people import contacts, patient_view
from .rows import TREATMENTS, capacity_row, directive_rows, fact_rows, limit_rows, standings
from .said import said
from .sight import hidden_sections, partial_sections, withheld
from .sources import Sources
from .words import Setting, day

__all__ = ["view"]

FORM = "QuestionnaireResponse"
READ = "form-read"


def view(plan: AdvanceCarePlan, on: datetime.date, language: Literal["en", "nl"], history: bool = False, *,
         audience: Audience | str | None = None, table: Mapping[str, Mapping[str, Access]] | None = None) -> PlanView:
    """What to show of one person's plan on a date, in words.

    ``history`` opens what no longer holds; it is in the view either way. With an ``audience`` only what that audience
    sees, by ``table`` or else by the library's own, and in words what was withheld; for the patient in plain language.
    Raises ``LookupError`` for a language there are no words in and an audience that is not in the table; never on the
    content of the plan.
    """
    whole, seen = plan, plan.view(audience, on, table) if audience is not None else None
    plan = seen.plan if seen else plan
    current = plan.current(on)
    sources = Sources(plan, current)
    plain = seen is not None and seen.audience == Audience.PATIENT
    setting = Setting(plan, on, labels(language, plain), sources, seen=seen)
    found = standings(current)
    capacity = capacity_row(setting, found)
    representatives, others = contacts(setting)
    past = _history(setting, current)
    hidden = hidden_sections(seen)
    individual, points = _individual(setting, whole, hidden)
    return clean(_spelled(setting,
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
            still_active=() if plain else tuple(_still_active(past)),
            form_answers=form_answers(setting),
            not_read=tuple(_not_read(setting)),
            sources=sources.lines(setting.words),
            history_open=history,
            individual=individual,
            audience=_audience(setting, seen) if seen else None,
            withheld=tuple(withheld(seen, setting.words, points)) if seen else (),
            hidden=hidden,
            partial=partial_sections(seen),
            plain=plain,
        )
    ))


def _still_active(past: tuple[Said, ...]) -> Iterator[Said]:
    return (one for one in past if one.reason.code == Reason.SUPERSEDED and one.status == "active")


def _individual(setting: Setting, whole: AdvanceCarePlan,
                hidden: frozenset[str]) -> tuple[IndividualView | None, int]:
    if isinstance(whole, IndividualCarePlan):
        return individual_view(setting, whole, hidden)
    return None, 0


def _audience(setting: Setting, seen: View) -> Term:
    return Term(setting.words.of_source("audience", seen.audience), seen.audience)


def _spelled(setting: Setting, shown: PlanView) -> PlanView:
    """In plain language codes have words of the page's own, wherever they stand."""
    return spelled(shown, setting.words.texts) if setting.words.plain else shown


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
    by_name: dict[str, list[Agreement]] = {}
    for one in agreements(setting.plan):
        by_name.setdefault(reference(one), []).append(one)
    told: list[Agreement] = []
    for entry in setting.plan.not_understood:
        statement = next((one for one in by_name.get(entry.reference, ()) if entry.comes_with(one)), None)
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
        (other.reason, str(other.resource.get("resourceType", "?")))
        for other in setting.plan.other_resources
        if other.reason != READ
    )
    for (reason, kind), count in sorted(counted.items(), key=lambda item: (item[0][1] != FORM, item[0])):
        key = f"other.{'form' if kind == FORM and reason in ('form', 'not-mapped') else reason}"
        text = setting.words.count(key if f"{key}.one" in setting.words.texts else "other.not-mapped", count, type=kind)
        yield NotRead(text, kind, count, reason)
