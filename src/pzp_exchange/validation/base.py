"""The base definition: JSON shape, unknown elements, cardinalities, formats, codes and invariants of a type.

One check is made per type (and per element that is defined in place) when it is first needed; a node is then walked
once, key by key.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import TYPE_CHECKING, Any

from ..profiles.facts import UNBOUNDED, Element
from ..report import Severity
from ..tree import Tree
from .bindings import STRENGTHS, binding_check
from .context import At, Check, Rule, Run
from .formats import REMEMBERED, format_of
from .references import reference_check
from .values import names_of

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["PARTS", "node_check", "rules_check"]

PARTS = "#parts"
"""Marks the ``_`` sibling of a primitive among the types: an element with an id and extensions."""

Handler = Callable[[Any, Tree, At, Run], None]
"""What happens with the value of one key: the value, the node it is in, the place of the node, and the run."""


def node_check(checker: Checker, path: str, children: dict[str, Element], constraints: Iterable[str]) -> Check:
    """The check of a node with these elements; ``path`` is a type or the path of an element defined in place."""
    good_values: dict[str, Container[str]] = {}
    handlers: dict[str, Handler] = {"resourceType": _resource_type} if path in checker.resource_types else {}
    required: list[tuple[str, frozenset[str]]] = []
    choices: dict[str, str] = {}
    for element, facts in children.items():
        if facts.max == 0:
            continue
        types = tuple(facts.types or ())
        if element == "id" and path in checker.resource_types:
            types = ("id",)  # R4 was published with string here; https://hl7.org/fhir/R4/resource.html says id
        for name, type_name in names_of(element, types):
            below = f"{path}.{element.removesuffix('[x]')}"
            handlers.update(_handlers(checker, below, name, type_name or next(iter(types), ""), facts))
            good = _good(checker, type_name or next(iter(types), ""), facts)
            if good is not None and facts.max != UNBOUNDED:
                good_values[name] = good
            if type_name:
                choices[name] = choices[f"_{name}"] = element
        if facts.min:
            named = [name for name, _ in names_of(element, types)]
            parts = [] if f"{path}.{element}" == EXTENSION_URL else [f"_{name}" for name in named]
            required.append((element, frozenset([*named, *parts])))
    rule = Rule(path)
    invariants = rules_check(checker, rule, constraints)
    find = {key: (good_values.get(key), handler) for key, handler in handlers.items()}.get

    def check(node: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if type(node) is not dict:
            run.add("PZP-JSON-TYPE", at, rule, expected="object")
            return
        if not node:
            run.add("PZP-EMPTY-ELEMENT", at, rule)
        for key, value in node.items():
            known = find(key)
            if known is None:
                run.add("PZP-UNKNOWN-ELEMENT", (at, key), rule, element=key, type=path)
                continue
            good, handler = known
            if good is not None and type(value) is str and (value in good or (
                    good is ALL_TEXT and value.isprintable() and value != "" and not value.isspace())):
                continue
            handler(value, node, at, run)
        for element, names in required:
            if names.isdisjoint(node):
                run.add("PZP-CARDINALITY-MIN", at, rule.child(element), element=element, min=1, found=0)
        if choices:
            one_of_each(node, at, run)
        if invariants:
            invariants(node, None, at, run)

    def one_of_each(node: Tree, at: At, run: Run) -> None:
        if len(node) < 2:
            return
        seen: dict[str, str] = {}
        for key in node:
            element = choices.get(key)
            if element is not None:
                name = key.removeprefix("_")
                if seen.setdefault(element, name) != name:
                    run.add("PZP-CHOICE", (at, key), rule.child(element), element=element)

    return check


def rules_check(checker: Checker, rule: Rule, constraints: Iterable[str]) -> Check | None:
    """The invariants of an element as one check, or ``None`` when there are none to do here.

    ``ele-1`` (an element has a value or children) is what the empty checks of the base definition do.
    """
    known = [(checker.facts.constraint(name), checker.predicate(name)) for name in constraints
             if checker.facts.constraint(name).key != "ele-1"]
    if not known:
        return None
    rows = [(c.key, Severity(c.severity), predicate, Rule(c.key, rule.profile)) for c, predicate in known]

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        for key, severity, predicate, named in rows:
            verdict = predicate(value, sibling, run) if predicate else None
            if verdict is None:
                run.add("PZP-INVARIANT-UNDECIDED", at, named, Severity.INFORMATION, undecided=True, key=key)
            elif not verdict:
                run.add("PZP-INVARIANT", at, named, severity, key=key)

    return check


def _handlers(checker: Checker, path: str, name: str, type_name: str, facts: Element) -> dict[str, Handler]:
    """What to do with an element's key, and for a primitive with its ``_`` sibling."""
    many = facts.max == UNBOUNDED or (facts.max or 1) > 1
    rule = Rule(path)
    if name in ("extension", "modifierExtension"):
        return {name: _repeated(name, rule, checker.extension_check(path, name == "modifierExtension"))}
    if checker.is_primitive(type_name):
        check = _primitive(checker, rule, type_name, facts)
        if name == "id" or path == "Extension.url":  # attributes in XML: nothing can be said of them
            return {name: _single_primitive(name, check)}
        parts = _later(checker, f"{path}{PARTS}")
        if many:
            return {name: _repeated_primitive(name, rule, check), f"_{name}": _repeated_parts(name, rule, parts)}
        return {name: _single_primitive(name, check), f"_{name}": _single_parts(name, rule, parts)}
    if type_name == "Resource":
        return {name: _repeated(name, rule, checker.inner_resource) if many else _single(name, checker.inner_resource)}
    content = facts.content or (path if facts.children else type_name)
    more = _about_node(checker, rule, type_name, facts)
    if many:
        return {name: _repeated(name, rule, _node(checker, content, more))}
    return {name: _single_node(checker, name, content, more)}


def _resource_type(_value: Any, _node: Tree, _at: At, _run: Run) -> None:
    """By this the check was found."""


def _later(checker: Checker, name: str) -> Check:
    """The check of a type, looked up when it is first used: types hold each other."""
    types = checker.types
    return lambda value, sibling, at, run: types[name](value, sibling, at, run)


def _primitive(checker: Checker, rule: Rule, type_name: str, facts: Element) -> Check:
    """Format, required code, and invariants of a primitive value."""
    format_fault = format_of(type_name)
    bound = None
    if facts.binding:
        bound = binding_check(facts.binding, checker.value_set(facts.binding.value_set), rule)
    known = checker.value_set(facts.binding.value_set).codes if bound and facts.binding else frozenset[str]()
    invariants = rules_check(checker, rule, facts.constraints)

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        fault = format_fault(value)
        if fault == "type":
            run.add("PZP-JSON-TYPE", at, rule, expected=JSON_TYPES.get(type_name, "string"))
        elif fault == "empty":
            run.add("PZP-EMPTY-ELEMENT", at, rule)
        elif fault:
            run.add("PZP-PRIMITIVE", at, rule, value=value, type=type_name)
        elif bound and value not in known:
            bound(value, sibling, at, run)
        if invariants:
            invariants(value, sibling, at, run)

    return check


def _good(checker: Checker, type_name: str, facts: Element) -> Container[str] | None:
    """Strings that are surely good for an element, to pass them by; ``None`` when it must always be looked at."""
    if facts.constraints or not checker.is_primitive(type_name):
        return None
    if facts.binding and facts.binding.strength in STRENGTHS:
        return checker.value_set(facts.binding.value_set).codes
    return ALL_TEXT if type_name in ("string", "markdown") else REMEMBERED.get(type_name)


EXTENSION_URL = "Extension.url"
"""An attribute in XML, so it has a value or nothing: https://hl7.org/fhir/R4/extensibility.html."""

ALL_TEXT: frozenset[str] = frozenset()
"""Stands for every plain string."""

JSON_TYPES = {"boolean": "boolean", "integer": "number", "unsignedInt": "number", "positiveInt": "number",
              "decimal": "number"}


def _about_node(checker: Checker, rule: Rule, type_name: str, facts: Element) -> tuple[Check, ...]:
    """What is asked of a complex value beyond its own content: binding, targets, invariants, HL7's own profile."""
    use = (facts.types or {}).get(type_name)
    bound = facts.binding and binding_check(facts.binding, checker.value_set(facts.binding.value_set), rule)
    targets = reference_check(checker, use.targets, rule) if use and use.targets else None
    invariants = None if facts.children else rules_check(checker, rule, facts.constraints)
    profile = _type_profile(checker, use.profiles) if use and use.profiles else None
    return tuple(each for each in (bound, targets, invariants, profile) if each)


def _node(checker: Checker, content: str, more: tuple[Check, ...]) -> Check:
    """The check of a complex value: its content, which is a type or an element in place, and more."""
    types = checker.types

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        types[content](value, sibling, at, run)
        if more and type(value) is dict:
            for each in more:
                each(value, sibling, at, run)

    return check


def _single_node(checker: Checker, name: str, content: str, more: tuple[Check, ...]) -> Handler:
    types = checker.types

    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        place = (at, name)
        types[content](value, None, place, run)
        if more and type(value) is dict:
            for each in more:
                each(value, None, place, run)

    return handler


def _type_profile(checker: Checker, profiles: tuple[str, ...]) -> Check:
    """The check of HL7's own profile on a datatype (SimpleQuantity), looked up when it is first used."""
    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        for profile in profiles:
            found = checker.profile(profile)
            if found:
                found(value, sibling, at, run)

    return check


def _single(name: str, inner: Check) -> Handler:
    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        inner(value, None, (at, name), run)

    return handler


def _repeated(name: str, rule: Rule, inner: Check) -> Handler:
    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        place = (at, name)
        if type(value) is not list:
            run.add("PZP-JSON-TYPE", place, rule, expected="array")
            return
        if not value:
            run.add("PZP-EMPTY-ELEMENT", place, rule)
        for index, item in enumerate(value):
            inner(item, None, (place, index), run)

    return handler


def _single_primitive(name: str, check: Check) -> Handler:
    parts = f"_{name}"

    def handler(value: Any, node: Tree, at: At, run: Run) -> None:
        check(value, node.get(parts), (at, name), run)

    return handler


def _repeated_primitive(name: str, rule: Rule, check: Check) -> Handler:
    parts = f"_{name}"

    def handler(value: Any, node: Tree, at: At, run: Run) -> None:
        place = (at, name)
        if type(value) is not list:
            run.add("PZP-JSON-TYPE", place, rule, expected="array")
            return
        if not value:
            run.add("PZP-EMPTY-ELEMENT", place, rule)
        siblings = node.get(parts)
        known = siblings if type(siblings) is list else ()
        for index, item in enumerate(value):
            sibling = known[index] if index < len(known) else None
            if item is not None:
                check(item, sibling, (place, index), run)
            elif sibling is None:
                run.add("PZP-EMPTY-ELEMENT", (place, index), rule)

    return handler


def _single_parts(name: str, rule: Rule, parts: Check) -> Handler:
    key = f"_{name}"

    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        if type(value) is dict:
            parts(value, None, (at, key), run)
        else:
            run.add("PZP-SIBLING", (at, key), rule, element=name)

    return handler


def _repeated_parts(name: str, rule: Rule, parts: Check) -> Handler:
    key = f"_{name}"

    def handler(value: Any, node: Tree, at: At, run: Run) -> None:
        main = node.get(name)
        if type(value) is not list or (type(main) is list and len(main) != len(value)):
            run.add("PZP-SIBLING", (at, key), rule, element=name)
            return
        for index, item in enumerate(value):
            if item is not None:
                parts(item, None, ((at, key), index), run)
            elif type(main) is not list or main[index] is None:
                run.add("PZP-EMPTY-ELEMENT", ((at, key), index), rule)

    return handler
