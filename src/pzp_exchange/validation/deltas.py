"""What a profile adds: compiled from its facts into rules of the elements it names.

Each rule stands alone: cardinality, fixed and pattern, types, references, bindings, lengths, invariants, slices, and
the elements below. Elements are compiled when a document first has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from ..profiles.facts import UNBOUNDED, Element
from ..tree import Tree
from .bindings import binding_twin
from .content import fixed_twin, length_twin, pattern_twin, range_twin, typed_twins
from .context import At, Good, Rule, Run, Twin, all_of, anything
from .quick import Quick, Row, joined, quick_of
from .rules import invariants_of, invariants_twin
from .shapes import Shape, Shapes
from .slicing import GroupTwin, Slice, slicing_twin, verdict_of
from .values import names_of, paired, sibling_at, values

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["element_twin"]

def element_twin(checker: Checker, facts: Element, rule: Rule, places: tuple[str, ...]) -> Twin:
    """Everything these facts ask of one value of the element.

    ``places`` are where the base definition describes the elements below: datatypes, or the path of an element
    defined in place.
    """
    twins: list[Twin] = []
    if facts.fixed is not UNSET:
        twins.append(fixed_twin(facts.fixed, rule))
    if facts.pattern is not UNSET:
        twins.append(pattern_twin(facts.pattern, rule))
    twins.extend(typed_twins(checker, facts.types or {}, rule))
    if facts.binding:
        bound = binding_twin(facts.binding, checker.value_set(facts.binding.value_set), rule)
        twins.extend([bound] if bound else [])
    invariants = invariants_twin(invariants_of(checker, rule, facts.constraints))
    twins.extend([invariants] if invariants else [])
    if facts.max_length is not None:
        twins.append(length_twin(facts.max_length, rule))
    if facts.min_value is not UNSET or facts.max_value is not UNSET:
        twins.append(range_twin(facts.min_value, facts.max_value, rule))
    if facts.children:
        twins.append(_below(checker, facts.children, rule, places))
    if len(twins) == 1:
        return twins[0]

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        for each in twins:
            if not each.good(value, sibling, run):
                each.check(value, sibling, at, run)

    return Twin(all_of(each.good for each in twins), check, joined(map(quick_of, twins)))


def _group(checker: Checker, facts: Element, rule: Rule, places: tuple[str, ...]) -> GroupTwin | None:
    """The slicing of an element, or ``None`` when it has none."""
    slicing = facts.slicing
    if slicing is None or not facts.slices:
        return None
    slices = []
    for name, each in facts.slices.items():
        named = rule.slice(name)
        slices.append(Slice(name, named, verdict_of(checker, slicing, each.match), each.min or 0,
                            None if each.max in (None, UNBOUNDED) else each.max,
                            element_twin(checker, each, named, places), _group(checker, each, named, places)))
    return slicing_twin(slicing, tuple(slices), rule)


class Step:
    """One named element of a node: how often, each value, and its slices."""

    def __init__(self, checker: Checker, name: str, facts: Element, above: Rule, places: tuple[str, ...]) -> None:
        self.name, self.rule = name, above.child(name)
        base_types, self._below = checker.element_below(places, name)
        self.names, self._keys = names_of(name, base_types or tuple(facts.types or ()))
        self._checker, self._facts = checker, facts
        self._many = any(checker.is_array(place, name) for place in places)
        self.allowed = frozenset(facts.types) if facts.types and name.endswith("[x]") else None
        self.least = facts.min or 0
        self.most = None if facts.max in (None, UNBOUNDED) else facts.max
        self.needed = bool(self.least) or _needs_absent(facts)

    @cached_property
    def rules(self) -> Twin:
        """What is asked of each value."""
        return element_twin(self._checker, self._facts, self.rule, self._below)

    @cached_property
    def group(self) -> GroupTwin | None:
        """The slicing, if any."""
        return _group(self._checker, self._facts, self.rule, self._below)

    def is_absent(self, keys: Iterable[str]) -> bool:
        """Whether a node with these keys does not have the element."""
        return self._keys.isdisjoint(keys)

    def check(self, node: Tree, at: At, run: Run) -> None:
        """Say what is wrong with the element in a node."""
        if not self.needed and self.is_absent(node):
            return
        items = values(node, self.names, at)
        if len(items) < self.least:
            run.add("PZP-CARDINALITY-MIN", at, self.rule, element=self.name, min=self.least, found=len(items))
        if self.most is not None and len(items) > self.most:
            run.add("PZP-CARDINALITY-MAX", items[self.most].at, self.rule, element=self.name, max=self.most,
                    found=len(items))
        good, check, _ = self.rules
        for item in items:
            if self.allowed is not None and item.type not in self.allowed:
                run.add("PZP-TYPE", item.at, self.rule, found=item.type, allowed=", ".join(sorted(self.allowed)))
            elif not good(item.value, item.sibling, run):
                check(item.value, item.sibling, item.at, run)
        if self.group:
            self.group.check(items, at, run)

    def row(self, shape: Shape) -> Row | None:
        """What to ask of nodes of a shape about the element; ``None`` when there is nothing."""
        there = [name for name in self.names if name in shape or f"_{name}" in shape]
        if not there:
            return None
        name = there[0]
        type_name, parts = self.names[name], f"_{name}"
        if len(there) > 1 or self.most == 0 or (self.allowed is not None and type_name not in self.allowed):
            return Row("", Quick("False"))
        rules, group = self.rules, self.group
        if rules.good is anything and group is None and not self.least and self.most is None:
            return None
        if parts in shape:
            return Row("", Quick("{0}(v.get({1}), v.get({2}), run)", (self._with_parts(type_name), name, parts)))
        quick = joined([Quick("v is not None"), quick_of(rules)])
        array = "v" if self._many else "[v]"
        together = Quick(f"{{0}}({array}, None, {{1}}, run)", (group.good, type_name)) if group else None
        if not self._many:
            quick = joined([Quick("type(v) is not list"), quick])
        return Row(name, quick, self._many, self.least, self.most, together)

    def _with_parts(self, type_name: str) -> Good:
        """Whether the values under one name, with their ``_`` siblings, are surely good."""
        good, group, least, most = self.rules.good, self.group, self.least, self.most

        def test(value: Any, sibling: Any, run: Run) -> bool:
            values, siblings = paired(value, sibling)
            if len(values) < least or (most is not None and len(values) > most):
                return False
            for item, part in zip(values, siblings, strict=True):
                if not good(item, part, run):
                    return False
            return group is None or group.good(values, siblings, type_name, run)

        return test


def _needs_absent(facts: Element) -> bool:
    """Whether something is asked of an element that is not there: a slice that must be."""
    return any(each.min or _needs_absent(each) for each in facts.slices.values())


def _below(checker: Checker, children: dict[str, Element], rule: Rule, places: tuple[str, ...]) -> Twin:
    """The rules of the elements below a value; those of a primitive stand in its sibling."""
    steps = [Step(checker, name, child, rule, places) for name, child in children.items()]

    def rows_of(shape: Shape) -> list[tuple[Row, Step]] | None:
        if any(step.needed and step.is_absent(shape) for step in steps):
            return None
        if not all(any(checker.knows(place, key) for place in places) for key in shape):
            return None
        return [(row, step) for step in steps if (row := step.row(shape))]

    shapes = Shapes(rows_of, rule.path)
    tests = shapes.tests

    def good(value: Any, sibling: Tree | None, run: Run) -> bool:
        if type(value) is not dict:
            if type(value) is list:
                return True
            value = sibling or {}
        return not tests[tuple(value)](value, run)

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        if type(value) is list:
            return
        node, place = (value, at) if type(value) is dict else (sibling or {}, sibling_at(at))
        plan = shapes[tuple(node)]
        for step in steps if plan is None else [plan.steps[number] for number in plan.wrong(node, run)]:
            step.check(node, place, run)

    quick = "not {0}[tuple(v)](v, run) if type(v) is dict else {1}(v, s, run)"
    return Twin(good, check, Quick(quick, (tests, good)))
