"""What a profile asks of one value by itself: fixed and pattern, type, length, range."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from ..profiles.facts import TypeUse
from ..tree import Tree, container
from .bindings import codings
from .context import At, Rule, Run, Twin
from .quick import Quick
from .references import reference_twin

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["fixed_twin", "holder", "length_twin", "pattern_twin", "range_twin", "typed_twins"]


def fixed_twin(wanted: Any, rule: Rule) -> Twin:
    """The value is this one."""
    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if value != wanted:
            run.add("PZP-FIXED", at, rule, value=_words(value), wanted=_words(wanted))

    return Twin(lambda value, _sibling, _run: bool(value == wanted), check, Quick("v == {0}", (wanted,)))


def pattern_twin(wanted: Any, rule: Rule) -> Twin:
    """The value contains this one, by FHIR's rule."""
    holds = holder(wanted)

    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if not holds(value):
            run.add("PZP-PATTERN", at, rule, value=_words(value), wanted=_words(wanted))

    return Twin(lambda value, _sibling, _run: holds(value), check, Quick("{0}(v)", (holds,)))


def holder(pattern: Any) -> Callable[[Any], bool]:
    """Whether a value contains a pattern; a short way for the usual one, a concept of one code."""
    match pattern:
        case {"coding": [{"system": str(system), "code": str(code), **others}], **more} if not others and not more:
            return _coding_holder(system, code)
    return container(pattern)


def _coding_holder(system: str, code: str) -> Callable[[Any], bool]:
    def holds(value: Any) -> bool:
        items = value.get("coding") if type(value) is dict else None
        if type(items) is not list:
            return False
        for coding in items:
            if type(coding) is dict and coding.get("code") == code and coding.get("system") == system:
                return True
        return False

    return holds


def _words(value: Any) -> str:
    """A value in few words: the codes of a concept, else the scalars."""
    if isinstance(value, dict):
        said = [f"{system}|{code}" for system, code in codings(value) if system]
        return ", ".join(said) or ", ".join(f"{key}: {_words(part)}" for key, part in value.items())
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)


def typed_twins(checker: Checker, uses: dict[str, TypeUse], rule: Rule) -> list[Twin]:
    """Profiles on datatypes and targets of references; extensions are checked by their definition anyway."""
    twins: list[Twin] = []
    for type_name, use in uses.items():
        profile = _one_profile(checker, use.profiles, rule) if type_name != "Extension" else None
        targets = reference_twin(checker, use.targets, rule) if use.targets else None
        found = [each for each in (profile, targets) if each]
        twins.extend(found if len(uses) == 1 else [_of_type(type_name, each) for each in found])
    return twins


def _of_type(type_name: str, inner: Twin) -> Twin:
    """A rule for values of one type of a choice, known by their name (``valueQuantity``)."""
    ending = f"{type_name[0].upper()}{type_name[1:]}"

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        if at is not None and str(at[1]).endswith(ending):
            inner.check(value, sibling, at, run)

    return Twin(inner.good, check)


def _one_profile(checker: Checker, profiles: tuple[str, ...], rule: Rule) -> Twin | None:
    """The value must meet the profile, or one of several; ``None`` when none of them is known."""
    known = [found for found in map(checker.profile, profiles) if found]
    if len(profiles) == 1 or not known:
        return known[0] if known else None

    def good(value: Any, sibling: Tree | None, run: Run) -> bool:
        return any(each.good(value, sibling, run) for each in known)

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        if not any(run.passes(each, value, sibling) is not False for each in known):
            names = ", ".join(profile.rpartition("/")[2] for profile in profiles)
            run.add("PZP-TYPE-PROFILE", at, rule, allowed=names)

    return Twin(good, check)


def length_twin(most: int, rule: Rule) -> Twin:
    """At most so many characters."""
    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if isinstance(value, str) and len(value) > most:
            run.add("PZP-MAX-LENGTH", at, rule, max=most, found=len(value))

    return Twin(lambda value, _sibling, _run: not isinstance(value, str) or len(value) <= most, check)


def range_twin(least: Any, most: Any, rule: Rule) -> Twin:
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

    return Twin(lambda value, _sibling, _run: value is None or not outside(value), check)
