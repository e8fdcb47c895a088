"""The values of an element in a node: one or many, a choice of types, with or without ``_`` siblings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ..tree import Tree
from .context import At

__all__ = ["Item", "Names", "names_of", "paired", "sibling_at", "values"]


class Item(NamedTuple):
    """One value: the JSON value (``None`` when only the sibling is there), sibling, place, and type of a choice."""

    value: Any
    sibling: Tree | None
    at: At
    type: str


class Names(NamedTuple):
    """How an element can be named in JSON."""

    types: dict[str, str]
    """By name the type that it tells; empty unless it is a choice. Shared: not to be changed."""
    keys: frozenset[str]
    """The names, and those of the ``_`` siblings."""


@cache
def names_of(element: str, types: tuple[str, ...]) -> Names:
    """``value[x]`` with its types gives ``valueString`` and so on; any other element is named as it is."""
    stem = element.removesuffix("[x]")
    names = {element: ""} if stem == element else {f"{stem}{name[0].upper()}{name[1:]}": name for name in types}
    return Names(names, frozenset([*names, *(f"_{name}" for name in names)]))


def values(node: Tree, names: dict[str, str], at: At) -> list[Item]:
    """Every value of an element in a node; ``names`` are the types by name, as from ``names_of``."""
    found: list[Item] = []
    if len(names) == 1:
        ((name, type_name),) = names.items()
        value, sibling = node.get(name), node.get(f"_{name}")
        if sibling is None and type(value) is not list:
            return [] if value is None else [Item(value, None, (at, name), type_name)]
    for name in names if len(names) <= len(node) else _present(node, names):
        type_name, value = names[name], node.get(name)
        sibling = node.get(f"_{name}")
        if value is None and sibling is None:
            continue
        if isinstance(value, list) or isinstance(sibling, list):
            place = (at, name)
            found.extend(Item(item, part, (place, index), type_name)
                         for index, item, part in _numbered(value, sibling))
        else:
            found.append(Item(value, sibling if isinstance(sibling, dict) else None, (at, name), type_name))
    return found


def _numbered(value: Any, sibling: Any) -> Iterator[tuple[int, Any, Tree | None]]:
    """The items of a list with their ``_`` siblings; a null alone is no value, and was reported."""
    many = value if isinstance(value, list) else []
    parts = sibling if isinstance(sibling, list) else []
    for index in range(max(len(many), len(parts))):
        item = many[index] if index < len(many) else None
        part = parts[index] if index < len(parts) else None
        if item is not None or part is not None:
            yield index, item, part if isinstance(part, dict) else None


def paired(value: Any, sibling: Any) -> tuple[list[Any], list[Tree | None]]:
    """The value or values under one name, and their siblings."""
    if isinstance(value, list) or isinstance(sibling, list):
        both = [(item, part) for _, item, part in _numbered(value, sibling)]
        return [item for item, _ in both], [part for _, part in both]
    if value is None and sibling is None:
        return [], []
    return [value], [sibling if isinstance(sibling, dict) else None]


def _present(node: Tree, names: dict[str, str]) -> list[str]:
    """The names of a choice that a node has: a node has few keys, a choice may have fifty types."""
    return [name for name in dict.fromkeys(key.removeprefix("_") for key in node) if name in names]


def sibling_at(at: At) -> At:
    """The place of the ``_`` sibling of a primitive: ``given[1]`` has its parts at ``_given[1]``."""
    if at is None:
        return None
    above, step = at
    if isinstance(step, int):
        return (sibling_at(above), step)
    return (above, f"_{step}")
