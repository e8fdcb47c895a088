"""The values of an element in a node: one or many, a choice of types, with or without ``_`` siblings."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..tree import Tree
from .context import At

__all__ = ["Item", "Names", "names_of", "sibling_at", "values"]


class Item(NamedTuple):
    """One value: the JSON value (``None`` when only the sibling is there), sibling, place, and type of a choice."""

    value: Any
    sibling: Tree | None
    at: At
    type: str


Names = tuple[tuple[str, str], ...]
"""How an element can be named in JSON, with the type that name tells (empty unless it is a choice)."""


def names_of(element: str, types: tuple[str, ...]) -> Names:
    """``value[x]`` with its types gives ``valueString`` and so on; any other element is named as it is."""
    if not element.endswith("[x]"):
        return ((element, ""),)
    stem = element[:-3]
    return tuple((f"{stem}{name[0].upper()}{name[1:]}", name) for name in types)


def values(node: Tree, names: dict[str, str], at: At) -> list[Item]:
    """Every value of an element in a node; ``names`` as from ``names_of``."""
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
            many = value if isinstance(value, list) else []
            parts = sibling if isinstance(sibling, list) else []
            place = (at, name)
            for index in range(max(len(many), len(parts))):
                item = many[index] if index < len(many) else None
                part = parts[index] if index < len(parts) else None
                if item is not None or part is not None:  # a null alone is no value, and was reported
                    found.append(Item(item, part if isinstance(part, dict) else None, (place, index), type_name))
        else:
            found.append(Item(value, sibling if isinstance(sibling, dict) else None, (at, name), type_name))
    return found


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
