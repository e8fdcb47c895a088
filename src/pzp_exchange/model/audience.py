"""Who sees what: a plan reduced to what an audience needs, with what was withheld said out loud.

The table is data (``audiences.json``) and can be replaced by the caller: a policy is the organisation's, not ours. What
is withheld is counted by kind; a view never pretends that it is not there.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from .attention.holding import stands
from .base import Carried, Model, Reference
from .care_plan import CarePlan, PlannedActivity
from .current import Agreement, Current, reference
from .marking import PalliativePhaseMarking
from .own_codes import ActivityKind, Dimension
from .reasons import Reason
from .statement import Statement

if TYPE_CHECKING:
    from .plan import AdvanceCarePlan, NotUnderstood

__all__ = ["Access", "Audience", "Show", "View", "Withheld", "audiences", "load_audiences", "parse_audiences", "view"]


class Audience(StrEnum):
    """For whom a view is made. nl: Voor wie"""

    EMERGENCY = "emergency"
    PROFESSIONAL = "professional"
    SOCIAL_DOMAIN = "social-domain"
    VOLUNTEER = "volunteer"
    PATIENT = "patient"


class Show(StrEnum):
    """How much of one kind is shown."""

    ALL = "all"
    CURRENT = "current"
    """What holds, and what casts doubt on it; no history."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Access:
    """What an audience sees of one kind of statement."""

    show: Show = Show.NONE
    dimensions: frozenset[Dimension] = frozenset()
    """Only what is about one of these; empty for whatever dimension."""
    activities: frozenset[ActivityKind] = frozenset()
    """Of a care plan only these kinds of activities; empty for all."""
    hide: frozenset[str] = frozenset()
    """Attributes that are left out."""


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


NOTHING = Access()
EVERYWHERE = "*"
"""The row of the table that says what is hidden in every kind."""
FEW = 12
"""Up to how many known words an error lists."""
T = TypeVar("T")


@cache
def audiences() -> Mapping[str, Mapping[str, Access]]:
    """The library's own table: per audience, per kind of statement, what it sees."""
    return parse_audiences(json.loads((files(__package__) / "audiences.json").read_text("utf-8")))


def load_audiences(path: str | PathLike[str]) -> Mapping[str, Mapping[str, Access]]:
    """A table of who sees what from a JSON file of the form of the library's own.

    Raises ``OSError`` when the file cannot be read, ``ValueError`` when it is not such a table.
    """
    return parse_audiences(json.loads(Path(path).read_text("utf-8")))


def parse_audiences(raw: Any) -> Mapping[str, Mapping[str, Access]]:
    """A table of who sees what. Raises ``ValueError`` that says where and what: a slip must never show too much."""
    return {audience: {kind: _access(f"{audience}: {kind}", kind, row)
                       for kind, row in _object(audience, rows, _kinds()).items()}
            for audience, rows in _object("the table", raw).items()}


def _access(where: str, kind: str, row: Any) -> Access:
    """One cell of the table: how much, or how much with exceptions."""
    if isinstance(row, str):
        return Access(_one_of(where, row, {str(each): each for each in Show}))
    row = _object(where, row, ("show", "dimensions", "activities", "hide"))
    named = {name: _list(f"{where}: {name}", row.get(name, [])) for name in ("dimensions", "activities", "hide")}
    dimensions = {each.token: each for each in Dimension}
    kinds = {each.token: each for each in ActivityKind}
    known = {name: name for name in _attributes(kind)}
    shown = Show.NONE if kind == EVERYWHERE and "show" not in row else _one_of(
        where, row.get("show"), {str(each): each for each in Show})
    return Access(
        shown,
        frozenset(_one_of(where, name, dimensions) for name in named["dimensions"]),
        frozenset(_one_of(where, name, kinds) for name in named["activities"]),
        frozenset(_one_of(where, name, known) for name in named["hide"]))


def _object(where: str, value: Any, keys: Iterable[str] = ()) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: an object is expected")
    known = tuple(keys)
    for key in value if known else ():
        _one_of(where, key, {each: each for each in known})
    return value


def _list(where: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{where}: a list is expected")
    return value


def _one_of(where: str, value: Any, known: Mapping[str, T]) -> T:
    if not isinstance(value, str) or value not in known:
        few = f"; known are {', '.join(known)}" if len(known) < FEW else ""
        raise ValueError(f"{where}: {value!r} is not known{few}")
    return known[value]


@cache
def _kinds() -> tuple[str, ...]:
    """Everything a row may be about."""
    from .individual import IndividualCarePlan

    return (EVERYWHERE, *IndividualCarePlan.model_fields)


@cache
def _attributes(kind: str) -> frozenset[str]:
    """The attributes of a kind of statement and of what is in it; those of all kinds for every kind."""
    from .individual import IndividualCarePlan

    fields = IndividualCarePlan.model_fields
    return frozenset(_names([info.annotation for name, info in fields.items() if kind in (name, EVERYWHERE)]))


def _names(annotations: list[Any]) -> Iterator[str]:
    """The attributes of every model in type annotations, and of the models in those."""
    seen: set[type] = set()
    for annotation in annotations:
        annotations += get_args(annotation)
        if isinstance(annotation, type) and issubclass(annotation, Model) and annotation not in seen:
            seen.add(annotation)
            yield from annotation.model_fields
            annotations += [info.annotation for info in annotation.model_fields.values()]


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
        shown = {reference(item) for item in items if isinstance(item, Statement)}
        found = tuple(entry for entry in self.source.not_understood if entry.reference in shown)
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
