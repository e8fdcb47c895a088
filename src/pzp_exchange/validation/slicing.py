"""Slicing: to which slice each item belongs, how often, and what then holds.

Source: https://hl7.org/fhir/R4/profiling.html#slicing. An item whose slice cannot be told (a reference that is not in
the set, a value set that is not listed) is *undecided* and counts for no slice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..profiles.facts import Slicing, Test
from ..report import Severity
from ..tree import Tree
from .content import holder
from .context import At, Rule, Run, Twin, anything
from .paths import UNRESOLVED, selector
from .values import Item

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["GroupTwin", "Slice", "slicing_twin", "verdict_of"]

NEVER_A_CHOICE = ("url", "use", "system")
"""Discriminator paths to one primitive with one name."""

Verdict = Callable[[Any, "Tree | None", str, Run], "bool | None"]
"""Whether an item belongs to a slice: its value, its ``_`` sibling, and the type that the name of a choice tells."""
GroupGood = Callable[[list[Any], "list[Tree | None] | None", str, Run], bool]
"""Whether the values of an element, with their ``_`` siblings if any have one, are surely good together."""


class GroupTwin(NamedTuple):
    """A rule about all items of an element together, in the two forms of a ``Twin``."""

    good: GroupGood
    check: Callable[[list[Item], At, Run], None]


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice, compiled: how to know it, how often it may be there, and what its items must meet."""

    name: str
    rule: Rule
    belongs: Verdict
    min: int
    max: int | None
    twin: Twin
    again: GroupTwin | None
    """The slicing of this slice itself (re-slicing)."""


def slicing_twin(slicing: Slicing, slices: Sequence[Slice], rule: Rule) -> GroupTwin:
    """The rule about all items of a sliced element together."""
    closed, at_end = slicing.rules == "closed", slicing.rules == "openAtEnd"

    def check(items: list[Item], at: At, run: Run) -> None:
        groups: list[list[Item]] = [[] for _ in slices]
        unsure: list[Item] = []
        last, loose = 0, False
        for item in items:
            verdict = _find(slices, item.value, item.sibling, item.type, run)
            if verdict is None:
                unsure.append(item)
                continue
            if verdict < 0:
                loose = True
                if closed:
                    run.add("PZP-SLICE-CLOSED", item.at, rule, slices=", ".join(s.name for s in slices))
                continue
            if (slicing.ordered and verdict < last) or (at_end and loose):
                run.add("PZP-SLICE-ORDER", item.at, slices[verdict].rule, slice=slices[verdict].name)
            last = max(last, verdict)
            groups[verdict].append(item)
            slices[verdict].twin.check(item.value, item.sibling, item.at, run)
        _count(groups, unsure, at, run)

    def _count(groups: list[list[Item]], unsure: list[Item], at: At, run: Run) -> None:
        if unsure:
            run.add("PZP-SLICE-UNDECIDED", unsure[0].at, rule, Severity.INFORMATION, undecided=True,
                    slices=", ".join(s.name for s in slices))
        for each, group in zip(slices, groups, strict=True):
            if len(group) < each.min and not unsure:
                run.add("PZP-SLICE-MIN", at, each.rule, slice=each.name, min=each.min, found=len(group))
            if each.max is not None and len(group) > each.max:
                run.add("PZP-SLICE-MAX", group[each.max].at, each.rule, slice=each.name, max=each.max, found=len(group))
            if each.again and group:
                each.again.check(group, at, run)

    return GroupTwin(_never if closed or at_end or slicing.ordered else _good(slices), check)


def _never(_values: list[Any], _siblings: list[Tree | None] | None, _type_name: str, _run: Run) -> bool:
    return False


def _good(slices: Sequence[Slice]) -> GroupGood:
    """The quick form, for open slicing."""
    numbered = tuple((number, each.belongs, each.twin.good) for number, each in enumerate(slices))
    limits = tuple((number, each.min, each.max) for number, each in enumerate(slices)
                   if each.min or each.max is not None)
    if any(each.again for each in slices):
        return _never

    def good(values: list[Any], siblings: list[Tree | None] | None, type_name: str, run: Run) -> bool:
        found: list[int] = []
        for index, value in enumerate(values):
            sibling = siblings[index] if siblings else None
            for number, belongs, meets in numbered:
                verdict = belongs(value, sibling, type_name, run)
                if verdict:
                    if meets is not anything and not meets(value, sibling, run):
                        return False
                    found.append(number)
                    break
                if verdict is None:
                    return False
        for number, least, most in limits:
            count = found.count(number)
            if count < least or (most is not None and count > most):
                return False
        return True

    return good


def _find(slices: Sequence[Slice], value: Any, sibling: Tree | None, type_name: str, run: Run) -> int | None:
    """The number of the slice an item belongs to, -1 for none, ``None`` when that cannot be told."""
    unsure = False
    for number, each in enumerate(slices):
        verdict = each.belongs(value, sibling, type_name, run)
        if verdict:
            return number
        unsure = unsure or verdict is None
    return None if unsure else -1


def verdict_of(checker: Checker, slicing: Slicing, tests: Sequence[Test]) -> Verdict:
    """The function that tells whether an item meets all discriminators of a slice."""
    if not slicing.discriminators:
        return lambda _value, _sibling, _type_name, _run: None
    parts = [(selector(discriminator.path), _value_test(checker, test))
             for discriminator, test in zip(slicing.discriminators, tests, strict=True)]

    def belongs(value: Any, sibling: Tree | None, type_name: str, run: Run) -> bool | None:
        verdict: bool | None = True
        for select, holds in parts:
            found = select(Item(value, sibling, None, type_name), run)
            outcome = None if found is UNRESOLVED else holds(found, run)  # type: ignore[arg-type]
            if outcome is False:
                return False
            if outcome is None:
                verdict = None
        return verdict

    return (_quick_verdict(checker, slicing.discriminators[0].path, tests[0], belongs) if len(tests) == 1 else None
            ) or belongs


def _quick_verdict(checker: Checker, path: str, test: Test, slow: Verdict) -> Verdict | None:
    """The short way for the usual discriminators, ``None`` for others."""
    wanted, exact = test.value, test.kind in ("fixed", "pattern")
    if exact and path in NEVER_A_CHOICE and isinstance(wanted, str):
        return lambda value, _sibling, _type_name, _run: type(value) is dict and value.get(path) == wanted
    if test.kind == "type" and path == "$this":
        names = {name.lower() for name in wanted}
        return lambda value, _sibling, type_name, _run: _type_name_of(value, type_name) in names
    if test.kind == "profile" and path == "$this":
        return lambda value, sibling, _type_name, run: _conforms(checker, value, sibling, wanted, run)
    holds: Callable[[Any], bool | None]
    if test.kind == "binding":
        holds = checker.value_set(wanted).has
    elif test.kind == "pattern":
        holds = holder(wanted)
    else:
        return None
    if not (path == "$this" or path.isalpha()):
        return None
    if path == "$this":
        return lambda value, _sibling, _type_name, _run: holds(value)

    def belongs(value: Any, sibling: Tree | None, type_name: str, run: Run) -> bool | None:
        found = value.get(path) if type(value) is dict else None
        return holds(found) if type(found) is dict else slow(value, sibling, type_name, run)

    return belongs


def _value_test(checker: Checker, test: Test) -> Callable[[list[Item], Run], bool | None]:
    """The function that tells whether what a path found meets one test."""
    kind, wanted = test.kind, test.value
    if kind == "fixed":
        return lambda found, _run: any(item.value == wanted for item in found)
    if kind == "pattern":
        holds = holder(wanted)
        return lambda found, _run: any(holds(item.value) for item in found)
    if kind == "exists":
        return lambda found, _run: bool(found) is wanted
    if kind == "binding":
        codes = checker.value_set(wanted)
        return lambda found, _run: _any(codes.has(item.value) for item in found)
    if kind == "type":
        names = {name.lower() for name in wanted}
        return lambda found, _run: any(_type_name_of(item.value, item.type) in names for item in found)
    if kind == "profile":
        return lambda found, run: _any(_conforms(checker, item.value, item.sibling, wanted, run) for item in found)
    if kind == "parts":
        rows = [(selector(path), _value_test(checker, Test(*part))) for path, part in wanted.items()]
        return lambda found, run: _any(_all(_part(item, row, run) for row in rows) for item in found)
    return lambda _found, _run: None


def _part(item: Item, row: Any, run: Run) -> bool | None:
    select, holds = row
    found = select(item, run)
    return None if found is UNRESOLVED else holds(found, run)


def _type_name_of(value: Any, type_name: str) -> str:
    """The type of a choice by its name, of a resource by its type; else by the JSON value."""
    if isinstance(value, dict) and "resourceType" in value:
        return str(value["resourceType"]).lower()
    return type_name.lower()


def _conforms(checker: Checker, value: Any, sibling: Tree | None, wanted: Sequence[str], run: Run) -> bool | None:
    resource = isinstance(value, dict) and "resourceType" in value
    outcome: bool | None = False
    for profile in wanted:
        verdict = checker.conforms(value, profile, run) if resource else checker.meets(value, sibling, profile, run)
        if verdict:
            return True
        if verdict is None:
            outcome = None
    return outcome


def _any(verdicts: Any) -> bool | None:
    """True when one is, else ``None`` when one is undecided, else False."""
    outcome: bool | None = False
    for verdict in verdicts:
        if verdict:
            return True
        if verdict is None:
            outcome = None
    return outcome


def _all(verdicts: Any) -> bool | None:
    """False when one is, else ``None`` when one is undecided, else True."""
    outcome: bool | None = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            outcome = None
    return outcome
