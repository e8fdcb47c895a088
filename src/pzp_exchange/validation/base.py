"""The base definition: JSON shape, unknown elements, cardinalities, formats, codes and invariants of a type.

One check is made per type (and per element that is defined in place) when it is first needed, in the two forms of a
``Twin``, and made ready key by key, as documents need them: most types have many more elements than are ever used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..profiles.facts import UNBOUNDED, Element
from ..tree import Tree
from .bindings import binding_twin
from .context import At, Check, Good, Rule, Run, Twin
from .formats import format_of, quick_format
from .keys import (
    NEVER,
    Handler,
    Key,
    besides,
    besides_each,
    repeated,
    repeated_parts,
    repeated_primitive,
    single,
    single_parts,
    single_primitive,
)
from .quick import Quick, Row, asked, joined, quick_of
from .references import reference_twin
from .rules import invariants_of, invariants_twin, unsettled
from .shapes import Shape, Shapes
from .values import names_of

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["PARTS", "Node"]

PARTS = "#parts"
"""Marks the ``_`` sibling of a primitive among the types: an element with an id and extensions."""

EXTENSION_URL = "Extension.url"
"""An attribute in XML, so it has a value or nothing: https://hl7.org/fhir/R4/extensibility.html."""

JSON_TYPES = {"boolean": "boolean", "integer": "number", "unsignedInt": "number", "positiveInt": "number",
              "decimal": "number"}


NOTED = (frozenset({"reference"}), frozenset({"system", "value"}), frozenset({"modifierExtension"}))
"""Keys of nodes that the rules across resources look at; see ``plan.scan``."""

Step = tuple[str, Handler]
"""A key, and what to say of its value when it is not surely good."""


def _nothing(_value: Any, _node: Tree, _at: At, _run: Run) -> None:
    """Said of what cannot be wrong."""


RESOURCE_TYPE = Key(NEVER, _nothing)
"""By this the check was found."""


class Node:
    """The base definition of a node with these elements; ``path`` is a type, or an element defined in place."""

    def __init__(self, checker: Checker, path: str, children: dict[str, Element], constraints: Iterable[str]) -> None:
        self.path, self.rule = path, Rule(path)
        self.is_resource = path in checker.resource_types
        self._checker = checker
        self._invariants = invariants_of(checker, self.rule, constraints)
        self._named: dict[str, tuple[str, str, Element]] = {}
        self._required: list[tuple[str, frozenset[str]]] = []
        for element, facts in children.items():
            if facts.max != 0:
                self._name(element, facts)
        self._keys: dict[str, tuple[Key, ...]] = {}
        self._shapes = Shapes(self._rows, path, keep=True)
        quick = Quick("type(v) is dict and not {0}[tuple(v)](v, run)", (self._shapes.tests,))
        self.twin = Twin(_good(self._shapes), self.check, quick)

    def _name(self, element: str, facts: Element) -> None:
        types = tuple(facts.types or ())
        if element == "id" and self.is_resource:
            types = ("id",)  # R4 was published with string here; https://hl7.org/fhir/R4/resource.html says id
        names, keys = names_of(element, types)
        for name, type_name in names.items():
            self._named[name] = (element, type_name or next(iter(types), ""), facts)
        if facts.min:
            alone = f"{self.path}.{element}" == EXTENSION_URL
            self._required.append((element, frozenset(names) if alone else keys))

    def keys(self, name: str) -> tuple[Key, ...]:
        """What to do with a key, one after the other; nothing for one that is no element."""
        known = self._keys.get(name, ())
        if not known:
            plain = name.removeprefix("_")
            if plain in self._named:
                element, type_name, facts = self._named[plain]
                below = f"{self.path}.{element.removesuffix('[x]')}"
                known = (_keys if plain == name else _sibling_keys)(self._checker, below, plain, type_name, facts)
            elif name == "resourceType" and self.is_resource:
                known = (RESOURCE_TYPE,)
            if known:
                self._keys[name] = known
        return known

    def _rows(self, shape: Shape) -> list[tuple[Row, Step]] | None:
        """What a shape leaves to look at; ``None`` when something is wrong with the shape itself."""
        absent = any(names.isdisjoint(shape) for _, names in self._required)
        if not shape or absent or not all(map(self.keys, shape)) or self._second_choices(shape):
            return None
        rows: list[tuple[Row, Step]] = [(_row(name, known, shape), (name, known.handler))
                for name in shape for known in self.keys(name) if known is not RESOURCE_TYPE]
        rows += [(Row("", Quick(f"run.noted[{kind}].append(v) is None")), ("", _nothing))
                 for kind, keys in enumerate(NOTED) if keys <= set(shape) and self._are_noted(keys)]
        for each in unsettled(self._invariants, shape):
            rule = invariants_twin((each,))
            rows.extend([(Row("", quick_of(rule)), ("", _about_whole(rule)))] if rule else [])
        return rows

    def _are_noted(self, keys: frozenset[str]) -> bool:
        """Whether nodes with these keys are what is meant: a reference in text, not an element of that name."""
        return "reference" not in keys or self._checker.is_primitive(self._named["reference"][1])

    def _second_choices(self, shape: Iterable[str]) -> list[tuple[str, str]]:
        """Keys that are another choice of an element than a key before them, with that element."""
        seen: dict[str, str] = {}
        found = []
        for key in shape:
            name = key.removeprefix("_")
            element = self._named[name][0] if name in self._named else ""
            if element.endswith("[x]") and seen.setdefault(element, name) != name:
                found.append((key, element))
        return found

    def check(self, node: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        """Say what is wrong with a node."""
        if type(node) is not dict:
            run.add("PZP-JSON-TYPE", at, self.rule, expected="object")
            return
        plan = self._shapes[tuple(node)]
        if plan is None:
            self._check_all(node, at, run)
            return
        wrong = run.wrong.get(id(node))
        for number in plan.wrong(node, run) if wrong is None else wrong:
            key, handler = plan.steps[number]
            handler(node.get(key), node, at, run)

    def _check_all(self, node: Tree, at: At, run: Run) -> None:
        """The same for a node with a shape that is wrong."""
        if not node:
            run.add("PZP-EMPTY-ELEMENT", at, self.rule)
        for key, value in node.items():
            known = self.keys(key)
            if not known:
                run.add("PZP-UNKNOWN-ELEMENT", (at, key), self.rule, element=key, type=self.path)
            for each in known:
                each.handler(value, node, at, run)
        for element, names in self._required:
            if names.isdisjoint(node):
                run.add("PZP-CARDINALITY-MIN", at, self.rule.child(element), element=element, min=1, found=0)
        for key, element in self._second_choices(node):
            run.add("PZP-CHOICE", (at, key), self.rule.child(element), element=element)
        rules = invariants_twin(self._invariants)
        if rules:
            rules.check(node, None, at, run)


def _good(shapes: Shapes[Step]) -> Good:
    """Whether a node is surely good: its shape, and what that leaves to look at."""
    tests = shapes.tests

    def good(node: Any, _sibling: Tree | None, run: Run) -> bool:
        return type(node) is dict and not tests[tuple(node)](node, run)

    return good


def _row(name: str, known: Key, shape: Shape) -> Row:
    if known.asks_sibling and f"_{name}" in shape:
        return Row(name, NEVER)
    return Row("" if known.whole else name, known.quick, known.many)


def _about_whole(rules: Twin) -> Handler:
    return lambda _value, node, at, run: rules.check(node, None, at, run)


def _keys(checker: Checker, path: str, name: str, type_name: str, facts: Element) -> tuple[Key, ...]:
    """What to do with an element's key."""
    rule, many = Rule(path), _is_array(facts)
    if name in ("extension", "modifierExtension"):
        return (repeated(name, rule, checker.extension(path, name == "modifierExtension")),)
    if checker.is_primitive(type_name):
        check, quick = _primitive(checker, rule, type_name, facts)
        key = repeated_primitive(name, rule, check, quick) if many else single_primitive(name, check, quick)
        return (key._replace(asks_sibling=bool(facts.constraints)),)
    if type_name == "Resource":
        content, more = Twin(checker.inner_is_good, checker.inner_resource), []
    else:
        content = checker.node(facts.content or (path if facts.children else type_name)).twin
        more = _about_node(checker, rule, type_name, facts)
    first = repeated(name, rule, content) if many else single(name, content)
    return (first, *((besides_each if many else besides)(name, each) for each in more))


def _sibling_keys(checker: Checker, path: str, name: str, type_name: str, facts: Element) -> tuple[Key, ...]:
    """What to do with the ``_`` sibling of a primitive; attributes in XML have none."""
    if name == "id" or path == EXTENSION_URL or not checker.is_primitive(type_name):
        return ()
    parts = checker.node(f"{path}{PARTS}").twin
    return (repeated_parts(name, Rule(path), parts) if _is_array(facts) else single_parts(name, Rule(path), parts),)


def _is_array(facts: Element) -> bool:
    return facts.max == UNBOUNDED or (facts.max or 1) > 1


def _primitive(checker: Checker, rule: Rule, type_name: str, facts: Element) -> tuple[Check, Quick]:
    """Format, required code, and invariants of a primitive value."""
    format_fault = format_of(type_name)
    codes = checker.value_set(facts.binding.value_set) if facts.binding else None
    bound = binding_twin(facts.binding, codes, rule) if facts.binding and codes else None
    known = codes.codes if bound and codes else frozenset[str]()
    invariants = invariants_twin(invariants_of(checker, rule, facts.constraints))

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        fault = format_fault(value)
        if fault == "type":
            run.add("PZP-JSON-TYPE", at, rule, expected=JSON_TYPES.get(type_name, "string"))
        elif fault == "empty":
            run.add("PZP-EMPTY-ELEMENT", at, rule)
        elif fault:
            run.add("PZP-PRIMITIVE", at, rule, value=value, type=type_name)
        elif bound and value not in known:
            bound.check(value, sibling, at, run)
        if invariants:
            invariants.check(value, sibling, at, run)

    quick = Quick("type(v) is str and v in {0}", (known,)) if bound else quick_format(type_name)
    return check, joined([quick, *([asked(invariants.good)] if invariants else [])])


def _about_node(checker: Checker, rule: Rule, type_name: str, facts: Element) -> list[Twin]:
    """What is asked of a complex value beyond its own content: binding, targets, invariants, HL7's own profile."""
    use = (facts.types or {}).get(type_name)
    codes = checker.value_set(facts.binding.value_set) if facts.binding else None
    bound = binding_twin(facts.binding, codes, rule) if facts.binding and codes else None
    targets = reference_twin(checker, use.targets, rule) if use and use.targets else None
    invariants = None if facts.children else invariants_twin(invariants_of(checker, rule, facts.constraints))
    profiles = [found for url in (use.profiles if use else ()) if (found := checker.profile(url))]
    return [each for each in (bound, targets, invariants, *profiles) if each]
