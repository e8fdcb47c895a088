"""Two plans side by side: which statement is which, and what differs.

Statements are the same one by an identifier, by their id, or because they say the same. Codes are compared by system
and code, never by display; references by what they point to, for two systems number their resources differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..terminology import same_system
from .base import Coded, Model, Reference
from .care_plan import PlannedActivity
from .network import NetworkMember
from .statement import Statement

if TYPE_CHECKING:
    from .plan import AdvanceCarePlan

__all__ = ["Comparison", "Difference"]

NOT_SAID = frozenset({"id", "full_url", "narrative", "carried_from", "left_out", "sources"})
"""Attributes that tell where a statement came from, or repeat it in words."""

Pair = tuple[Statement | None, Statement | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One attribute that differs. A path of names leads to it; an item of a list that came or went has one side."""

    path: tuple[str, ...]
    before: Any
    after: Any


class Comparison:
    """Two plans of one person."""

    def __init__(self, before: AdvanceCarePlan, after: AdvanceCarePlan) -> None:
        self.before = before
        self.after = after

    def pairs(self) -> Iterator[Pair]:
        """Every statement of both plans: with its other half, or alone. In the order of the second plan."""
        yield from self._pairs

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        first, second = _by_kind(self.before), _by_kind(self.after)
        found: list[Pair] = []
        for kind in dict.fromkeys((*second, *first)):
            found.extend(_match(first.get(kind, []), second.get(kind, [])))
        return tuple(found)

    @cached_property
    def _partner(self) -> dict[int, Statement]:
        return {id(after): before for before, after in self._pairs if before is not None and after is not None}

    def differences(self, before: Model, after: Model, path: tuple[str, ...] = ()) -> Iterator[Difference]:
        """The attributes of two objects of one kind that differ."""
        for name in type(after).model_fields:
            if name in NOT_SAID:
                continue
            one, other = getattr(before, name), getattr(after, name)
            if not self.same(one, other):
                yield from self._difference((*path, name), one, other)

    def _difference(self, path: tuple[str, ...], one: Any, other: Any) -> Iterator[Difference]:
        if isinstance(one, tuple) and isinstance(other, tuple):
            yield from self._list_difference(path, one, other)
        elif type(one) is type(other) and isinstance(one, Model) and not isinstance(one, Coded | Reference):
            yield from self.differences(one, other, path)
        else:
            yield Difference(path, one, other)

    def _list_difference(self, path: tuple[str, ...], one: tuple[Any, ...], other: tuple[Any, ...],
                         ) -> Iterator[Difference]:
        gone = _without(one, other, self.same)
        come = _without(other, one, lambda mine, theirs: self.same(theirs, mine))
        for item in come:
            place = next((n for n, each in enumerate(gone) if self._is_same_item(each, item)), None)
            if place is None:
                yield Difference(path, None, item)
            else:
                yield from self._difference(path, gone.pop(place), item)
        yield from (Difference(path, item, None) for item in gone)

    def _is_same_item(self, before: Any, after: Any) -> bool:
        """Whether an item of a list is the same one, written differently."""
        if isinstance(before, NetworkMember) and isinstance(after, NetworkMember):
            return self.same(before.who, after.who)
        if isinstance(before, PlannedActivity) and isinstance(after, PlannedActivity):
            return self.same(before.kind, after.kind) and before.situation == after.situation
        return False

    def same(self, before: Any, after: Any) -> bool:
        """Whether two values mean the same in their plans."""
        if isinstance(before, Coded) and isinstance(after, Coded):
            return _codes(before) == _codes(after) and (before.text or "") == (after.text or "")
        if isinstance(before, Reference) and isinstance(after, Reference):
            return self._same_target(before, after)
        if isinstance(before, tuple) and isinstance(after, tuple):
            return len(before) == len(after) and not _without(before, after, self.same)
        if isinstance(before, Model) and type(before) is type(after):
            return next(self.differences(before, after), None) is None
        return bool(before == after)

    def _same_target(self, before: Reference, after: Reference) -> bool:
        one, other = self.before.find(before), self.after.find(after)
        if one is not None and other is not None:
            return self._partner.get(id(other)) is one
        if one is not None or other is not None:
            return False
        return (before.reference, before.identifier) == (after.reference, after.identifier) and (
            before.reference is not None or before.identifier is not None or before.display == after.display)


def _by_kind(plan: AdvanceCarePlan) -> dict[type, list[Statement]]:
    found: dict[type, list[Statement]] = {}
    for statement in plan.statements():
        found.setdefault(type(statement), []).append(statement)
    return found


def _match(before: list[Statement], after: list[Statement]) -> Iterator[Pair]:
    """Pair by identifier, then by id, then by content; what is left stands alone."""
    left = list(before)
    partners: dict[int, Statement] = {}
    for key in (_identifiers, _ids, _said):
        for statement in after:
            if id(statement) not in partners:
                wanted = key(statement)
                partner = next((each for each in left if wanted & key(each)), None)
                if partner is not None:
                    partners[id(statement)] = partner
                    left = [each for each in left if each is not partner]
    yield from ((partners.get(id(statement)), statement) for statement in after)
    yield from ((statement, None) for statement in left)


def _identifiers(statement: Statement) -> set[tuple[str, str]]:
    return {(same_system(i.system), i.value) for i in statement.identifiers if i.system and i.value}


def _ids(statement: Statement) -> set[str]:
    return {statement.id} if statement.id else set()


def _said(statement: Statement) -> set[str]:
    return {statement.model_dump_json(exclude={*NOT_SAID, "carried"}, exclude_defaults=True)}


def _codes(value: Coded[Any]) -> set[tuple[str, str]]:
    return {(same_system(coding.system or ""), coding.code) for coding in value.codings if coding.code}


def _without(items: Iterable[Any], others: Iterable[Any], same: Callable[[Any, Any], bool]) -> list[Any]:
    """The items that none of the others is the same as; each other one counts once."""
    left = list(others)
    found = []
    for item in items:
        place = next((n for n, each in enumerate(left) if same(item, each)), None)
        if place is None:
            found.append(item)
        else:
            del left[place]
    return found
