"""What changed between two plans of one person, or in one plan between two dates.

Two views of the same change. A *turn* is about what holds: per treatment, wish or other topic, what stood before and
what stands now. An *edit* is about the record: a person, scenario, goal or older agreement that was added, removed or
written differently. What is told as a turn is not told again as an edit.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .care_plan import CarePlan
from .comparing import Comparison, Difference
from .current import Agreement, Current, Topic, content, topic_of
from .findings import LegalCapacity
from .people import ContactPerson, HealthProfessional, HealthProfessionalRole, Patient
from .statement import Statement

if TYPE_CHECKING:
    from .plan import AdvanceCarePlan

__all__ = ["Changes", "Edit", "Standing", "Turn", "TurnKind", "as_of", "changes"]

PEOPLE = (Patient, ContactPerson, HealthProfessional, HealthProfessionalRole)


class TurnKind(StrEnum):
    """How what holds on a topic changed."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    """The same was agreed again, on a later date."""
    CONFLICT = "conflict"
    """It can no longer be said what holds."""
    GONE = "gone"
    """Nothing holds any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on one topic: ``holds``, ``conflict``, ``undated``, ``not-understood`` or ``none``."""

    state: str = "none"
    statements: tuple[Agreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A change in what holds on one topic."""

    kind: TurnKind
    topic: Topic
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Edit:
    """A statement that was added (no ``before``), removed (no ``after``) or written differently."""

    before: Statement | None
    after: Statement | None
    differences: tuple[Difference, ...] = ()

    @property
    def statement(self) -> Statement:
        """The statement as it is now, else as it was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is always there
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed; empty when nothing did."""

    before_on: datetime.date
    after_on: datetime.date
    turns: tuple[Turn, ...]
    edits: tuple[Edit, ...]
    rewritten: tuple[CarePlan, ...] = ()
    """Records changed since the first date, of which the older text is not in the document."""

    def __bool__(self) -> bool:
        return bool(self.turns or self.edits or self.rewritten)


def changes(before: AdvanceCarePlan, after: AdvanceCarePlan, *, on: datetime.date | None = None,
            before_on: datetime.date | None = None) -> Changes:
    """What changed from one plan to another, as each stands on a date.

    ``on`` (default: today) is the date for both, ``before_on`` another one for the first. One plan on two dates:
    ``changes(plan, plan, before_on=…, on=…)``; then what is dated later than the first date is new.
    """
    after_on = on or datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    first_on = before_on or after_on
    rewritten = tuple(_rewritten(before, first_on)) if before is after else ()
    if before is after:
        before, after = as_of(before, first_on), as_of(after, after_on)
    compared = Comparison(before, after)
    turns = tuple(turn for turn in _turns(before.current(first_on), after.current(after_on))
                  if not _recorded_elsewhere(turn, before, after))
    told = {id(one) for turn in turns for side in (turn.before, turn.after) for one in side.statements}
    return Changes(first_on, after_on, turns, tuple(_edits(compared, told)), rewritten)


def as_of(plan: AdvanceCarePlan, on: datetime.date) -> AdvanceCarePlan:
    """The plan without what is surely dated later; people, and what has no readable date, stay."""
    update = {}
    for name in type(plan).model_fields:
        items = getattr(plan, name)
        if isinstance(items, tuple) and any(isinstance(item, Statement) for item in items):
            kept = tuple(item for item in items if isinstance(item, PEOPLE) or not _later(item, on))
            if len(kept) != len(items):
                update[name] = kept
    return plan.model_copy(update=update) if update else plan


def _later(statement: Statement, on: datetime.date) -> bool:
    """Whether a statement is of after a date; a care plan by its beginning, for its content may be changed later."""
    when = getattr(statement, "date", None)
    if isinstance(statement, CarePlan):
        when = statement.period.start if statement.period else None
    return bool(when and when.bounds and when.bounds[0] > on)


def _rewritten(plan: AdvanceCarePlan, on: datetime.date) -> Iterator[CarePlan]:
    for record in getattr(plan, "care_plans", ()):
        revised = record.revised_on.bounds if record.revised_on else None
        if revised and revised[0] > on and not _later(record, on):
            yield record


def _turns(before: Current, after: Current) -> Iterator[Turn]:
    first, second = _standings(before), _standings(after)
    for topic in dict.fromkeys((*second, *first)):
        one, other = first.get(topic, Standing()), second.get(topic, Standing())
        kind = _kind(one, other)
        if kind:
            yield Turn(kind, topic, one, other)


def _recorded_elsewhere(turn: Turn, before: AdvanceCarePlan, after: AdvanceCarePlan) -> bool:
    """Whether legal capacity only moved between a finding (R4 rc3) and the record of the patient (R4 rc2, STU3)."""
    side, plan = (turn.before, after) if turn.kind is TurnKind.GONE else (turn.after, before)
    recorded = plan.patient.legally_capable if plan.patient else None
    if turn.kind not in (TurnKind.GONE, TurnKind.NEW) or recorded is None:
        return False
    return all(isinstance(one, LegalCapacity) and one.value == recorded.capable for one in side.statements)


def _standings(current: Current) -> dict[Topic, Standing]:
    """Per topic what stands; what casts doubt goes before what holds."""
    found: dict[Topic, Standing] = {}
    for undated in current.undated:
        earlier = found.get(undated.topic, Standing())
        found[undated.topic] = Standing("undated", (*earlier.statements, undated.statement))
    found.update((held.topic, Standing("holds", (held.statement,))) for held in current.holds)
    found.update((conflict.topic, Standing("conflict", conflict.statements)) for conflict in current.conflicts)
    for statement in current.not_understood:
        found[topic_of(statement)] = Standing("not-understood", (statement,))
    return found


def _kind(before: Standing, after: Standing) -> TurnKind | None:
    same = {content(one) for one in before.statements} == {content(one) for one in after.statements}
    if before.state == after.state and same:
        dates = [{str(one.date) for one in side.statements} for side in (before, after)]
        return TurnKind.CONFIRMED if dates[0] != dates[1] else None
    if after.state == "none":
        return TurnKind.GONE
    if after.state != "holds":
        return TurnKind.CONFLICT if after.state == "conflict" else TurnKind.CHANGED
    return TurnKind.NEW if before.state == "none" else TurnKind.CHANGED


def _edits(compared: Comparison, told: set[int]) -> Iterator[Edit]:
    """Statements of both plans side by side, and of either alone."""
    for before, after in compared.pairs():
        if id(before) in told or id(after) in told:
            continue
        if before is None or after is None:
            yield Edit(before, after)
            continue
        differences = tuple(compared.differences(before, after))
        if differences:
            yield Edit(before, after, differences)

