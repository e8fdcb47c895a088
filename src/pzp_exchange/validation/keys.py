"""What happens with one key of a node: primitives and their ``_`` siblings, complex values, one or many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..tree import Tree
from .context import At, Check, Rule, Run, Twin
from .quick import Quick, asked, joined, quick_of

__all__ = ["NEVER", "Handler", "Key", "besides", "besides_each", "repeated", "repeated_parts", "repeated_primitive",
           "single", "single_parts", "single_primitive"]

Handler = Callable[[Any, Tree, At, Run], None]
"""What is said of the value of a key: the value, the node it is in, the place of the node, and the run."""


class Key(NamedTuple):
    """One key of a type: whether its value is surely good, else what is the matter."""

    quick: Quick
    handler: Handler
    many: bool = False
    whole: bool = False
    """Whether the value cannot be judged alone: ``quick`` is about the node."""
    asks_sibling: bool = False
    """Whether ``quick`` only counts where the value has no ``_`` sibling."""


NEVER = Quick("False")
"""For what must always be looked at."""


def single(name: str, inner: Twin) -> Key:
    """A complex value."""
    check = inner.check

    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        check(value, None, (at, name), run)

    return Key(quick_of(inner), handler)


def repeated(name: str, rule: Rule, inner: Twin) -> Key:
    """An array of complex values."""
    good, check, _ = inner

    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        place = (at, name)
        if type(value) is not list:
            run.add("PZP-JSON-TYPE", place, rule, expected="array")
            return
        if not value:
            run.add("PZP-EMPTY-ELEMENT", place, rule)
        alone = len(value) == 1
        for index, item in enumerate(value):
            if alone or not good(item, None, run):
                check(item, None, (place, index), run)

    return Key(quick_of(inner), handler, many=True)


def besides(name: str, rules: Twin) -> Key:
    """What is asked of a complex value besides its own content, which says so when it is no object."""
    check = rules.check

    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        if type(value) is dict:
            check(value, None, (at, name), run)

    return Key(_of_object(rules), handler)


def besides_each(name: str, rules: Twin) -> Key:
    """The same of each in an array."""
    good, check, _ = rules

    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        alone = type(value) is list and len(value) == 1
        for index, item in enumerate(value if type(value) is list else ()):
            if type(item) is dict and (alone or not good(item, None, run)):
                check(item, None, ((at, name), index), run)

    return Key(_of_object(rules), handler, many=True)


def _of_object(rules: Twin) -> Quick:
    """The quick form, for values of which it is not yet known whether they are objects."""
    return joined([Quick("type(v) is dict"), quick_of(rules)])


def single_primitive(name: str, check: Check, quick: Quick) -> Key:
    """A primitive value."""
    parts = f"_{name}"

    def handler(value: Any, node: Tree, at: At, run: Run) -> None:
        check(value, node.get(parts), (at, name), run)

    return Key(quick, handler)


def repeated_primitive(name: str, rule: Rule, check: Check, quick: Quick) -> Key:
    """An array of primitive values, with nulls where only the sibling says something."""
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

    return Key(quick, handler, many=True)


def single_parts(name: str, rule: Rule, parts: Twin) -> Key:
    """The ``_`` sibling of a primitive."""
    key, check = f"_{name}", parts.check

    def handler(value: Any, _node: Tree, at: At, run: Run) -> None:
        if type(value) is dict:
            check(value, None, (at, key), run)
        else:
            run.add("PZP-SIBLING", (at, key), rule, element=name)

    return Key(quick_of(parts), handler)


def repeated_parts(name: str, rule: Rule, parts: Twin) -> Key:
    """The ``_`` siblings of an array of primitives."""
    key = f"_{name}"
    good, check, _ = parts

    def handler(value: Any, node: Tree, at: At, run: Run) -> None:
        main = node.get(name)
        if type(value) is not list or (type(main) is list and len(main) != len(value)):
            run.add("PZP-SIBLING", (at, key), rule, element=name)
            return
        for index, item in enumerate(value):
            if item is not None:
                check(item, None, ((at, key), index), run)
            elif type(main) is not list or main[index] is None:
                run.add("PZP-EMPTY-ELEMENT", ((at, key), index), rule)

    def whole(node: Any, _sibling: Tree | None, run: Run) -> bool:
        main, value = node.get(name), node[key]
        if type(value) is not list or type(main) is not list or len(main) != len(value):
            return False
        return all(main[index] is not None if item is None else good(item, None, run)
                   for index, item in enumerate(value))

    return Key(asked(whole), handler, whole=True)
