"""The tree: plain dicts, lists and scalars, as read. The only module that walks them.

A *pointer* is a tuple of keys and indices into a tree. A *location* is the FHIRPath-like text of one
(``Consent.provision.actor[0].role``). *Remains* are what is left of a tree after parts were taken out; weaving the
remains into the rewritten parts gives the tree back (``weave``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["MISSING", "Missing", "Pointer", "Tree", "container", "contains", "copy", "get", "leaves", "location",
           "nodes", "weave"]

Tree = dict[str, Any]
Pointer = tuple[str | int, ...]


class Missing:
    """The value of what is not there (``None`` is a value: JSON null)."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()


def get(tree: Any, pointer: Pointer) -> Any:
    """The node at a pointer, or ``MISSING``."""
    node = tree
    for step in pointer:
        if isinstance(step, str):
            if not isinstance(node, dict) or step not in node:
                return MISSING
        elif not isinstance(node, list) or not -len(node) <= step < len(node):
            return MISSING
        node = node[step]
    return node


def copy(tree: Any) -> Any:
    """A copy down to the scalars; frozen dicts and tuples become plain dicts and lists."""
    if isinstance(tree, dict):
        return {key: value if value.__class__ is str else copy(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [copy(value) for value in tree]
    return tree


def leaves(tree: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Every scalar with its pointer; nulls (padding) are no leaves, empty containers are."""
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            yield from leaves(value, (*pointer, key))
    elif isinstance(tree, list | tuple) and tree:
        for index, value in enumerate(tree):
            yield from leaves(value, (*pointer, index))
    elif tree is not None:
        yield pointer, tree


def nodes(tree: Any) -> int:
    """How many keys and list items there are, all levels together."""
    if isinstance(tree, dict):
        return len(tree) + sum(nodes(v) for v in tree.values() if isinstance(v, dict | list))
    if isinstance(tree, list):
        return len(tree) + sum(nodes(v) for v in tree if isinstance(v, dict | list))
    return 0


def location(pointer: Pointer, root: str = "") -> str:
    """The pointer as text: ``location(("name", 0, "family"), "Patient")`` is ``Patient.name[0].family``."""
    text = root
    for step in pointer:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def contains(value: Any, pattern: Any) -> bool:
    """FHIR's pattern rule: everything in the pattern is in the value, which may say more."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(key in value and contains(value[key], part)
                                               for key, part in pattern.items())
    if isinstance(pattern, list):
        return isinstance(value, list) and all(any(contains(item, part) for item in value) for part in pattern)
    return bool(value == pattern)


def container(pattern: Any) -> Callable[[Any], bool]:
    """``contains`` for one pattern, made once for many values."""
    if isinstance(pattern, dict):
        parts = [(key, container(part)) for key, part in pattern.items()]

        def in_object(value: Any) -> bool:
            if type(value) is not dict:
                return False
            for key, holds in parts:
                if key not in value or not holds(value[key]):
                    return False
            return True

        return in_object
    if isinstance(pattern, list):
        wanted = [container(part) for part in pattern]

        def in_list(value: Any) -> bool:
            if type(value) is not list:
                return False
            for holds in wanted:
                for item in value:
                    if holds(item):
                        break
                else:
                    return False
            return True

        return in_list
    return lambda value: bool(value == pattern)


def weave(tree: Any, remains: Any) -> Any:
    """Put remains back into a tree (changed in place and returned).

    In a list of the remains ``None`` stands for the next item of the tree, anything else is put in between. What
    the tree says itself stays.
    """
    if isinstance(tree, dict) and isinstance(remains, dict):
        for key, value in remains.items():
            tree[key] = weave(tree[key], value) if key in tree else copy(value)
        return tree
    if isinstance(tree, list) and isinstance(remains, list | tuple):
        items = iter(tree)
        woven = [next(items, None) if value is None else copy(value) for value in remains]
        return [item for item in woven if item is not None] + list(items)
    return tree
