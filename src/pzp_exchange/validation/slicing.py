"""Slicing: to which slice each item belongs, how often, and what then holds.

Source: https://hl7.org/fhir/R4/profiling.html#slicing. An item whose slice cannot be told (a reference that is not in
the set, a value set that is not listed) is *undecided* and counts for no slice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..profiles.facts import Slicing, Test
from ..report import Severity
from ..tree import container
from .context import At, Check, Rule, Run
from .paths import UNRESOLVED, selector
from .values import Item

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["Slice", "slicing_check", "test_of"]

NEVER_A_CHOICE = ("url", "use", "system")
"""Discriminator paths to one primitive with one name."""

Verdict = Callable[[Item, Run], "bool | None"]
ListCheck = Callable[[list[Item], At, Run], None]


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice, compiled: how to know it, how often it may be there, and what its items must meet."""

    name: str
    rule: Rule
    belongs: Verdict
    min: int
    max: int | None
    checks: tuple[Check, ...]
    again: ListCheck | None
    """The slicing of this slice itself (re-slicing)."""


def slicing_check(slicing: Slicing, slices: Sequence[Slice], rule: Rule) -> ListCheck:
    """The check of all items of a sliced element together."""
    closed, at_end = slicing.rules == "closed", slicing.rules == "openAtEnd"

    def check(items: list[Item], at: At, run: Run) -> None:
        groups: list[list[Item]] = [[] for _ in slices]
        unsure: list[Item] = []
        last, loose = 0, False
        for item in items:
            verdict = _find(item, slices, run)
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
            for each in slices[verdict].checks:
                each(item.value, item.sibling, item.at, run)
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
                each.again(group, at, run)

    return check


def _find(item: Item, slices: Sequence[Slice], run: Run) -> int | None:
    """The number of the slice an item belongs to, -1 for none, ``None`` when that cannot be told."""
    unsure = False
    for number, each in enumerate(slices):
        verdict = each.belongs(item, run)
        if verdict:
            return number
        unsure = unsure or verdict is None
    return None if unsure else -1


def test_of(checker: Checker, slicing: Slicing, tests: Sequence[Test]) -> Verdict:
    """The function that tells whether an item meets all discriminators of a slice."""
    if not slicing.discriminators:
        return lambda _item, _run: None
    if len(tests) == 1 and tests[0].kind in ("fixed", "pattern"):
        path, wanted = slicing.discriminators[0].path, tests[0].value
        if path == "$this" and tests[0].kind == "pattern":
            holds = container(wanted)
            return lambda item, _run: holds(item.value)
        if path in NEVER_A_CHOICE and isinstance(wanted, str):
            return lambda item, _run: type(item.value) is dict and item.value.get(path) == wanted
    parts = [(selector(discriminator.path), _value_test(checker, test))
             for discriminator, test in zip(slicing.discriminators, tests, strict=True)]

    def belongs(item: Item, run: Run) -> bool | None:
        verdict: bool | None = True
        for select, holds in parts:
            found = select(item, run)
            outcome = None if found is UNRESOLVED else holds(found, run)  # type: ignore[arg-type]
            if outcome is False:
                return False
            if outcome is None:
                verdict = None
        return verdict

    return belongs


def _value_test(checker: Checker, test: Test) -> Callable[[list[Item], Run], bool | None]:
    """The function that tells whether what a path found meets one test."""
    kind, wanted = test.kind, test.value
    if kind == "fixed":
        return lambda found, _run: any(item.value == wanted for item in found)
    if kind == "pattern":
        holds = container(wanted)
        return lambda found, _run: any(holds(item.value) for item in found)
    if kind == "exists":
        return lambda found, _run: bool(found) is wanted
    if kind == "binding":
        codes = checker.value_set(wanted)
        return lambda found, _run: _any(codes.has(item.value) for item in found)
    if kind == "type":
        names = {name.lower() for name in wanted}
        return lambda found, _run: any(_type_name(item) in names for item in found)
    if kind == "profile":
        return lambda found, run: _any(_conforms(checker, item, wanted, run) for item in found)
    if kind == "parts":
        rows = [(selector(path), _value_test(checker, Test(*part))) for path, part in wanted.items()]
        return lambda found, run: _any(_all(_part(item, row, run) for row in rows) for item in found)
    return lambda _found, _run: None


def _part(item: Item, row: Any, run: Run) -> bool | None:
    select, holds = row
    found = select(item, run)
    return None if found is UNRESOLVED else holds(found, run)


def _type_name(item: Item) -> str:
    """The type of a choice by its name, of a resource by its type; else by the JSON value."""
    if isinstance(item.value, dict) and "resourceType" in item.value:
        return str(item.value["resourceType"]).lower()
    return item.type.lower()


def _conforms(checker: Checker, item: Item, wanted: Sequence[str], run: Run) -> bool | None:
    if isinstance(item.value, dict) and "resourceType" in item.value:
        return _any(checker.conforms(item.value, profile, run) for profile in wanted)
    return _any(checker.meets(item.value, item.sibling, profile, run) for profile in wanted)


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
