"""Discriminator paths: from an item of a sliced element to what tells its slice.

Source: https://hl7.org/fhir/R4/profiling.html#discriminator. Knows element names, ``$this``, ``resolve()``,
``extension('url')`` and ``ofType(X)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .context import Run
from .values import Item, sibling_at

__all__ = ["UNRESOLVED", "Select", "selector"]


class _Unresolved:
    """The outcome of a path over a reference whose target is not in the set."""


UNRESOLVED = _Unresolved()
Select = Callable[[Item, Run], "list[Item] | _Unresolved"]
STEP = re.compile(r"extension\(\s*'([^']*)'\s*\)|(resolve|ofType)\(([^)]*)\)|(\$this|[A-Za-z]\w*)(?:\[x\])?")


def selector(path: str) -> Select:
    """The function that walks a path. Raises ``ValueError`` for notation it does not know."""
    steps: list[Callable[[Item, Run], list[Item] | _Unresolved]] = []
    place = 0
    while place < len(path):
        match = STEP.match(path, place)
        if not match:
            raise ValueError(f"discriminator path {path!r}")
        url, function, argument, name = match.groups()
        if url is not None:
            steps.append(_extension(url))
        elif function == "resolve":
            steps.append(_resolve)
        elif function == "ofType":
            steps.append(_of_type(argument))
        elif name != "$this":
            steps.append(_element(name))
        place = match.end() + (path[match.end():match.end() + 1] == ".")

    def select(item: Item, run: Run) -> list[Item] | _Unresolved:
        found = [item]
        for step in steps:
            following: list[Item] = []
            for each in found:
                result = step(each, run)
                if isinstance(result, _Unresolved):
                    return result
                following.extend(result)
            found = following
        return found

    return select


def _node(item: Item) -> dict[str, Any]:
    """The node in which the elements below an item stand: itself, or a primitive's sibling."""
    return item.value if isinstance(item.value, dict) else item.sibling or {}


def _element(name: str) -> Callable[[Item, Run], list[Item]]:
    def step(item: Item, _run: Run) -> list[Item]:
        node = _node(item)
        place = item.at if isinstance(item.value, dict) else sibling_at(item.at)
        keys = [key for key in node if key == name or (key.startswith(name) and key[len(name):len(name) + 1].isupper())]
        exact = [name] if name in node else keys
        return [Item(value, node.get(f"_{key}"), (place, key), key[len(name):]) for key in exact
                for value in (node[key] if isinstance(node[key], list) else [node[key]])]

    return step


def _extension(url: str) -> Callable[[Item, Run], list[Item]]:
    def step(item: Item, _run: Run) -> list[Item]:
        found = _node(item).get("extension")
        items = found if isinstance(found, list) else []
        return [Item(each, None, None, "Extension") for each in items
                if isinstance(each, dict) and each.get("url") == url]

    return step


def _resolve(item: Item, run: Run) -> list[Item] | _Unresolved:
    reference = _node(item).get("reference")
    target = run.resolve(reference) if isinstance(reference, str) else None
    if target is None:
        return UNRESOLVED
    return [Item(target, None, None, str(target.get("resourceType", "")))]


def _of_type(name: str) -> Callable[[Item, Run], list[Item]]:
    def step(item: Item, _run: Run) -> list[Item]:
        known = item.type.lower() in ("", name.lower())
        return [item] if known else []

    return step
