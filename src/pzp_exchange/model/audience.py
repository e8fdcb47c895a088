"""Who sees what: a plan reduced to what an audience needs, with what was withheld said out loud.

The table is data (``audiences.json``) and can be replaced by the caller: a policy is the organisation's, not ours. What
is withheld is counted by kind; a view never pretends that it is not there.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .attention.holding import stands
from .audience_table import EVERYWHERE, NOTHING, Access, Audience, Show, audiences, load_audiences, parse_audiences
from .base import Carried, Model, Reference
from .care_plan import CarePlan, PlannedActivity
from .current import Agreement, Current
from .doubts import Doubts
from .marking import PalliativePhaseMarking
from .own_codes import Dimension
from .reasons import Reason
from .statement import Statement

if TYPE_CHECKING:
    from .plan import AdvanceCarePlan, NotUnderstood

__all__ = [
    "EVERYWHERE", "Access", "Audience", "Show", "View", "Withheld", "audiences", "load_audiences", "parse_audiences",
    "view",
]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was withheld of one kind: how many statements as a whole, and parts of others."""

    kind: str
    """The attribute of the plan, such as ``treatment_directives``."""
    whole: int = 0
    parts: tuple[str, ...] = ()
    """Attributes that something was left out of."""


@dataclass(frozen=True, slots=True)
class View:
    """A plan as an audience sees it."""

    audience: str
    plan: AdvanceCarePlan
    withheld: tuple[Withheld, ...]
    access: Mapping[str, Access] = field(repr=False)

    def shows(self, kind: str) -> bool:
        """Whether the audience sees this kind of statement at all."""
        return self.access.get(kind, NOTHING).show is not Show.NONE


def view(plan: AdvanceCarePlan, audience: Audience | str, on: datetime.date,
         table: Mapping[str, Mapping[str, Access]] | None = None) -> View:
    """Reduce a plan. Raises ``LookupError`` for an audience that is not in the table."""
    access = (audiences() if table is None else table)[str(audience)]
    reducer = _Reducer(plan, access, on)
    reduced = reducer.plan()
    return View(str(audience), reduced, tuple(reducer.withheld()), access)


class _Reducer:
    """One reduction, with what it withholds."""

    def __init__(self, plan: AdvanceCarePlan, access: Mapping[str, Access], on: datetime.date) -> None:
        self.source = plan
        self.access = access
        current = plan.current(on)
        self.current = {id(one) for one in _standing(plan, current, on)}
        self.current |= {id(one) for group in current.alike if id(group[0]) in self.current for one in group}
        self.forced = self._forced(current)
        self.whole: dict[str, int] = {}
        self.parts: dict[str, set[str]] = {}
        self.gone: set[str] = set()

    def _forced(self, current: Current) -> set[int]:
        """All sides of a conflict of which one side is shown: without the others it would look settled."""
        values = (getattr(self.source, name) for name in type(self.source).model_fields
                  if self.access.get(name, NOTHING).show is not Show.NONE)
        shown = {id(item) for value in values if isinstance(value, tuple) for item in value}
        return {id(one) for conflict in current.conflicts if any(id(side) in shown for side in conflict.statements)
                for one in conflict.statements}

    def plan(self) -> AdvanceCarePlan:
        """The plan with what the audience sees."""
        kept = {name: self._kept(name) for name in type(self.source).model_fields}
        self.gone = {reference for name, items in kept.items() for reference in self._left(name, items)}
        kept["not_understood"] = self._not_understood(kept)
        update = {name: self._trimmed(name, items) for name, items in kept.items()}
        return self.source.model_copy(update=update)

    def _not_understood(self, kept: Mapping[str, Any]) -> tuple[NotUnderstood, ...]:
        """Whatever is shown keeps the warning that it was not understood."""
        items = (each for value in kept.values() for each in (value if isinstance(value, tuple) else (value,)))
        doubts = Doubts(self.source)
        shown = {id(entry) for item in items if isinstance(item, Statement) for entry in doubts.of(item)}
        found = tuple(entry for entry in self.source.not_understood if id(entry) in shown)
        if len(found) < len(self.source.not_understood):
            self.whole["not_understood"] = len(self.source.not_understood) - len(found)
        return found

    def _kept(self, name: str) -> Any:
        value, access = getattr(self.source, name), self.access.get(name, NOTHING)
        if name == "not_understood" or not _is_content(value):
            return value
        items = value if isinstance(value, tuple) else (value,)
        found = tuple(item for item in items if self._sees(item, access))
        if len(found) < len(items):
            self.whole[name] = len(items) - len(found)
        return found if isinstance(value, tuple) else next(iter(found), None)

    def _sees(self, item: Any, access: Access) -> bool:
        if id(item) in self.forced:
            return True
        if access.show is Show.NONE:
            return False
        if access.show is Show.CURRENT and isinstance(item, Statement) and id(item) not in self.current:
            return False
        return not access.dimensions or isinstance(item, CarePlan) or _about(item, access.dimensions)

    def _left(self, name: str, kept: Any) -> Iterator[str]:
        """How others refer to the statements that are not there any more."""
        value = getattr(self.source, name)
        items = value if isinstance(value, tuple) else (value,)
        stay = {id(item) for item in (kept if isinstance(kept, tuple) else (kept,))}
        for item in items:
            if isinstance(item, Statement) and id(item) not in stay:
                named = f"{item.reference_type}/{item.id}" if item.id else None
                yield from (name for name in (named, item.full_url) if name)

    def _trimmed(self, name: str, kept: Any) -> Any:
        access = self.access.get(name, NOTHING)
        if name == "not_understood" or not _is_content(kept):
            return kept
        if isinstance(kept, tuple):
            return tuple(self._trim(name, item, access) for item in kept)
        return self._trim(name, kept, access)

    def _trim(self, name: str, item: Any, access: Access) -> Any:
        if not isinstance(item, Model):
            return item
        if isinstance(item, CarePlan) and (access.activities or access.dimensions):
            seen = tuple(each for each in item.activities if _seen(each, access))
            if len(seen) < len(item.activities):
                self.parts.setdefault(name, set()).add("activities")
                item = item.model_copy(update={"activities": seen})
        return self._without(name, item, access.hide | self.access.get(EVERYWHERE, NOTHING).hide)

    def _without(self, name: str, item: Model, hide: frozenset[str]) -> Model:
        """The object without the hidden attributes, here and further down, and without words about what is gone."""
        update: dict[str, Any] = {}
        for attribute, info in type(item).model_fields.items():
            value = getattr(item, attribute)
            if attribute in hide:
                if value not in (None, (), Carried()):
                    update[attribute] = info.get_default(call_default_factory=True)
                    self.parts.setdefault(name, set()).add(attribute)
            elif isinstance(value, Reference):
                update[attribute] = self._reference(value)
            elif isinstance(value, Model):
                update[attribute] = self._without(name, value, hide)
            elif isinstance(value, tuple) and value and isinstance(value[0], Model):
                update[attribute] = tuple(
                    self._reference(each) if isinstance(each, Reference) else self._without(name, each, hide)
                    for each in value)
        changed = {key: value for key, value in update.items() if value is not getattr(item, key)}
        return item.model_copy(update=changed) if changed else item

    def _reference(self, pointer: Reference) -> Reference:
        """A reference to something withheld keeps where it points and loses its words."""
        if pointer.reference in self.gone and pointer.display:
            return pointer.model_copy(update={"display": None})
        return pointer

    def withheld(self) -> Iterator[Withheld]:
        """What was left out, kind by kind."""
        for name in type(self.source).model_fields:
            whole, parts = self.whole.get(name, 0), tuple(sorted(self.parts.get(name, ())))
            if whole or parts:
                yield Withheld(name, whole, parts)


def _is_content(value: Any) -> bool:
    """Whether an attribute of the plan is there and holds something to be shown."""
    return isinstance(value, Model) or (isinstance(value, tuple) and bool(value) and isinstance(value[0], Model))


def _about(item: Any, wanted: Iterable[Dimension]) -> bool:
    return any(each.value in wanted for each in getattr(item, "dimensions", ()))


def _seen(activity: PlannedActivity, access: Access) -> bool:
    kind = activity.kind.value if activity.kind else None
    if access.activities and kind not in access.activities:
        return False
    return not access.dimensions or _about(activity, access.dimensions)


def _standing(plan: AdvanceCarePlan, current: Current, on: datetime.date) -> Iterator[Statement]:
    """What is not history on a date: agreements that hold or are in doubt, and everything that has not ended.

    A newer agreement that has ended stays beside the older one that holds again: readers must know of it.
    """
    yield from (held.statement for held in current.holds)
    doubted = {held.topic for held in current.holds if held.reason is Reason.NEWER_ENDED}
    yield from (past.statement for past in current.history
                if past.topic in doubted and past.reason in (Reason.ENDED, Reason.INACTIVE))
    yield from (one for conflict in current.conflicts for one in conflict.statements)
    yield from (undated.statement for undated in current.undated)
    yield from current.not_understood
    for statement in plan.statements():
        if not isinstance(statement, Agreement) and not _over(statement, on):
            yield statement


def _over(statement: Statement, on: datetime.date) -> bool:
    """Whether a statement says itself that it is no longer, or not yet, true."""
    if isinstance(statement, PalliativePhaseMarking):
        return stands(statement, on) is False
    status = str(getattr(statement, "status", None) or getattr(statement, "clinical_status", None) or "")
    if status in ("entered-in-error", "inactive", "resolved", "cancelled", "revoked"):
        return True
    period = getattr(statement, "period", None)
    ended = getattr(statement, "ended_on", None) or (period.end if period else None)
    starts = getattr(statement, "date", None)
    before = bool(ended and ended.bounds and ended.bounds[1] < on)
    return before or bool(starts and starts.bounds and starts.bounds[0] > on)
