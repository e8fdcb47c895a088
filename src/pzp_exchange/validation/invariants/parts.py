"""Reading parts of a node, whatever it holds: small questions the invariants are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from ...tree import Tree

__all__ = ["coded", "extensions", "has_extension", "listed", "number", "objects", "presence", "present"]


def present(node: Tree, name: str) -> bool:
    """Whether the element is there, be it only as a ``_name``."""
    return name in node or "_" + name in node


def presence(name: str) -> Callable[[Tree], bool]:
    """The question ``present`` for one name, made ready; ``value[x]`` asks for any type of the choice."""
    hidden = "_" + name
    if not name.endswith("[x]"):
        return lambda node: name in node or hidden in node
    prefixes = (name[:-3], hidden[:-3])

    def chosen(node: Tree) -> bool:
        return any(key.startswith(prefixes) for key in node)

    return chosen


def listed(node: Any, name: str) -> list[Any]:
    """The items of a repeating element; none where it is absent or not an array."""
    items = node.get(name) if isinstance(node, dict) else None
    return items if isinstance(items, list) else []


def objects(node: Any) -> Iterator[Tree]:
    """The object itself and every object inside it."""
    todo = [node]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            yield item
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)


def extensions(node: Any, url: str) -> Iterator[Tree]:
    """The extensions with this url."""
    for item in listed(node, "extension"):
        if isinstance(item, dict) and item.get("url") == url:
            yield item


def has_extension(node: Any, url: str) -> bool:
    """Whether there is an extension with this url."""
    return next(extensions(node, url), None) is not None


def coded(concept: Any, system: str, *codes: str) -> bool:
    """Whether a CodeableConcept has a coding of this system with one of these codes."""
    return any(
        isinstance(coding, dict) and coding.get("system") == system and coding.get("code") in codes
        for coding in listed(concept, "coding")
    )


def number(value: Any) -> Decimal | None:
    """A JSON number as Decimal; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    exact = Decimal(value)
    return exact if exact.is_finite() else None
