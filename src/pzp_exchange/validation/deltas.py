"""What a profile adds: compiled from its facts into checks of the elements it names.

Each rule stands alone: cardinality, fixed and pattern, types, references, bindings, lengths, invariants, slices, and
the elements below.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from ..profiles.facts import UNBOUNDED, Element, TypeUse
from ..tree import Tree, container
from .base import rules_check
from .bindings import binding_check, codings
from .context import At, Check, Rule, Run
from .references import reference_check
from .slicing import ListCheck, Slice, slicing_check, test_of
from .values import names_of, sibling_at, values

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["element_checks", "group_check"]

NodeStep = Callable[[Tree, At, Run], None]


def element_checks(checker: Checker, facts: Element, rule: Rule, places: tuple[str, ...]) -> tuple[Check, ...]:
    """Everything these facts ask of one value of the element.

    ``places`` are where the base definition describes the elements below: datatypes, or the path of an element
    defined in place.
    """
    checks: list[Check] = []
    if facts.fixed is not UNSET:
        checks.append(_fixed(facts.fixed, rule))
    if facts.pattern is not UNSET:
        checks.append(_pattern(facts.pattern, rule))
    checks.extend(_typed(checker, facts.types or {}, rule))
    if facts.binding:
        bound = binding_check(facts.binding, checker.value_set(facts.binding.value_set), rule)
        if bound:
            checks.append(bound)
    invariants = rules_check(checker, rule, facts.constraints)
    if invariants:
        checks.append(invariants)
    if facts.max_length is not None:
        checks.append(_max_length(facts.max_length, rule))
    if facts.min_value is not UNSET or facts.max_value is not UNSET:
        checks.append(_range(facts.min_value, facts.max_value, rule))
    steps = [_step(checker, name, child, rule, places) for name, child in facts.children.items()]
    if steps:
        checks.append(_below(tuple(steps)))
    return tuple(checks)


def group_check(checker: Checker, facts: Element, rule: Rule, places: tuple[str, ...]) -> ListCheck | None:
    """The slicing of an element, or ``None`` when it has none."""
    slicing = facts.slicing
    if slicing is None or not facts.slices:
        return None
    slices = []
    for name, each in facts.slices.items():
        named = rule.slice(name)
        slices.append(Slice(name, named, test_of(checker, slicing, each.match), each.min or 0,
                            None if each.max in (None, UNBOUNDED) else each.max,
                            element_checks(checker, each, named, places), group_check(checker, each, named, places)))
    return slicing_check(slicing, tuple(slices), rule)


def _step(checker: Checker, name: str, facts: Element, above: Rule, places: tuple[str, ...]) -> NodeStep:
    """The check of one named element of a node: how often, each value, and its slices."""
    rule = above.child(name)
    base_types, below = checker.element_below(places, name)
    names = dict(names_of(name, base_types or tuple(facts.types or ())))
    checks = element_checks(checker, facts, rule, below)
    group = group_check(checker, facts, rule, below)
    allowed = frozenset(facts.types) if facts.types and name.endswith("[x]") else None
    least = facts.min or 0
    most = None if facts.max in (None, UNBOUNDED) else facts.max
    keys = frozenset(key for plain in names for key in (plain, f"_{plain}"))
    needed = bool(least) or _needs_absent(facts)

    def step(node: Tree, at: At, run: Run) -> None:
        if not needed and keys.isdisjoint(node):
            return
        items = values(node, names, at)
        if len(items) < least:
            run.add("PZP-CARDINALITY-MIN", at, rule, element=name, min=least, found=len(items))
        if most is not None and len(items) > most:
            run.add("PZP-CARDINALITY-MAX", items[most].at, rule, element=name, max=most, found=len(items))
        for item in items:
            if allowed is not None and item.type not in allowed:
                run.add("PZP-TYPE", item.at, rule, found=item.type, allowed=", ".join(sorted(allowed)))
                continue
            for each in checks:
                each(item.value, item.sibling, item.at, run)
        if group:
            group(items, at, run)

    return step


def _needs_absent(facts: Element) -> bool:
    """Whether something is asked of an element that is not there: a slice that must be."""
    return any(each.min or _needs_absent(each) for each in facts.slices.values())


def _below(steps: tuple[NodeStep, ...]) -> Check:
    """The checks of the elements below a value; those of a primitive stand in its sibling."""
    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        if type(value) is dict:
            for step in steps:
                step(value, at, run)
        elif not isinstance(value, list):
            node, place = sibling or {}, sibling_at(at)
            for step in steps:
                step(node, place, run)

    return check


def _fixed(wanted: Any, rule: Rule) -> Check:
    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if value != wanted:
            run.add("PZP-FIXED", at, rule, value=_words(value), wanted=_words(wanted))

    return check


def _pattern(wanted: Any, rule: Rule) -> Check:
    holds = container(wanted)

    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if not holds(value):
            run.add("PZP-PATTERN", at, rule, value=_words(value), wanted=_words(wanted))

    return check


def _words(value: Any) -> str:
    """A value in few words: the codes of a concept, else the scalars."""
    if isinstance(value, dict):
        said = [f"{system}|{code}" for system, code in codings(value) if system]
        return ", ".join(said) or ", ".join(f"{key}: {_words(part)}" for key, part in value.items())
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)


def _typed(checker: Checker, uses: dict[str, TypeUse], rule: Rule) -> list[Check]:
    """Profiles on datatypes and targets of references; extensions are checked by their definition anyway."""
    checks: list[Check] = []
    for type_name, use in uses.items():
        found = [_one_profile(checker, use.profiles, rule)] if use.profiles and type_name != "Extension" else []
        targets = reference_check(checker, use.targets, rule) if use.targets else None
        if targets:
            found.append(targets)
        checks.extend(found if len(uses) == 1 else [_of_type(type_name, check) for check in found])
    return checks


def _of_type(type_name: str, inner: Check) -> Check:
    """A check for values of one type of a choice, known by their name (``valueQuantity``)."""
    ending = f"{type_name[0].upper()}{type_name[1:]}"

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        if at is not None and str(at[1]).endswith(ending):
            inner(value, sibling, at, run)

    return check


def _one_profile(checker: Checker, profiles: tuple[str, ...], rule: Rule) -> Check:
    """The value must meet the profile, or one of several."""
    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        known = [found for found in map(checker.profile, profiles) if found]
        if len(profiles) == 1 and known:
            known[0](value, sibling, at, run)
        elif known and not any(run.passes(each, value, sibling) is not False for each in known):
            names = ", ".join(profile.rpartition("/")[2] for profile in profiles)
            run.add("PZP-TYPE-PROFILE", at, rule, allowed=names)

    return check


def _max_length(most: int, rule: Rule) -> Check:
    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if isinstance(value, str) and len(value) > most:
            run.add("PZP-MAX-LENGTH", at, rule, max=most, found=len(value))

    return check


def _range(least: Any, most: Any, rule: Rule) -> Check:
    """Bounds of numbers and dates; values of another kind are left to the base definition."""
    def outside(value: Any) -> bool:
        for bound, wrong in ((least, -1), (most, 1)):
            if bound is UNSET:
                continue
            try:
                order = (Decimal(value) > Decimal(bound)) - (Decimal(value) < Decimal(bound)) if not isinstance(
                    bound, str) else (value > bound) - (value < bound)
            except (TypeError, ValueError, ArithmeticError):
                return False
            if order == wrong:
                return True
        return False

    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if value is not None and outside(value):
            run.add("PZP-VALUE-RANGE", at, rule, value=value)

    return check


