"""Which slice an item belongs to, as JSON Schema.

A test that JSON Schema cannot make (the profile an item meets, the target of a reference, a value set that is not
fully listed) gives ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence

from profile_schemas.places import Places, Schema, is_many
from profile_schemas.terms import both, in_value_set, pattern, present
from pzp_exchange.profiles.facts import Element, ReleaseFacts, Slicing, Test

__all__ = ["Matcher", "apart"]

TOLD_BY = ("fixed", "pattern", "exists", "type")
"""Tests of which two with different values cannot both hold."""


class Matcher:
    """Makes schemas that hold exactly for the items of a slice."""

    def __init__(self, facts: ReleaseFacts, places: Places) -> None:
        self.facts = facts
        self.places = places

    def match(self, slicing: Slicing, each: Element, below: tuple[str, ...], eras: bool) -> Schema | None:
        """The schema of the items of one slice; ``below`` is where their elements are described. With ``eras``, codes
        are recognised by either URI of a renamed code system."""
        parts = [self._along(discriminator.path.split("."), test, below, eras)
                 for discriminator, test in zip(slicing.discriminators, each.match, strict=True)]
        known = [part for part in parts if part is not None]
        return both(*known) if known and len(known) == len(parts) else None

    def _along(self, steps: Sequence[str], test: Test, below: tuple[str, ...], eras: bool) -> Schema | None:
        """Any value at the end of a path holds the test."""
        if steps[0] == "$this":
            return self._along(steps[1:], test, below, eras) if len(steps) > 1 else self._holds(test, below, eras)
        found = self.places.find(below, steps[0])
        if found is None:
            return None
        primitive = all(map(self.places.is_primitive, found.types))
        if len(steps) == 1 and test.kind == "exists":
            there = present(steps[0], f"_{steps[0]}") if primitive else present(steps[0])
            return there if test.value else {"not": there}
        inner = self._along(steps[1:] or ["$this"], test, found.below, eras)
        if inner is None:
            return None
        value = {"contains": inner} if is_many(found.facts) else inner
        return {"required": [steps[0]], "properties": {steps[0]: value}}

    def _holds(self, test: Test, kinds: tuple[str, ...], eras: bool) -> Schema | None:
        if test.kind == "fixed":
            return {"const": test.value}
        if test.kind == "pattern":
            return pattern(test.value)
        if test.kind == "binding" and len(kinds) == 1:
            return in_value_set(self.facts.value_set(test.value), kinds[0], eras)
        return None


def apart(one: Element, other: Element) -> bool:
    """Whether no item can be in both slices, because one value cannot be two."""
    return any(a.kind in TOLD_BY and b.kind in TOLD_BY and a.value != b.value
               and not isinstance(a.value, dict) and not isinstance(b.value, dict)
               for a, b in zip(one.match, other.match, strict=True))
