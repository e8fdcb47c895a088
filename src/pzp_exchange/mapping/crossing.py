"""What a document said beyond the model, in the other FHIR version: what means the same passes, the rest is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..tree import Tree, copy, leaves

__all__ = ["crossing", "points_inside"]

EXTENSIONS = ("extension", "modifierExtension")


def crossing(carried: Tree, node: Tree, passes: Callable[[Any], bool], *, alike: bool = False,
             whole: bool = False) -> list[tuple[str, Any]]:
    """Write into a node what passes, and give the path and value of what does not.

    ``passes`` tells it of one extension. ``alike``: all elements of the node mean the same in both FHIR versions, as
    those of most datatypes do. ``whole``: the node is a resource.
    """
    lost: list[tuple[str, Any]] = []
    for key, value in carried.items():
        if key in EXTENSIONS and isinstance(value, list):
            items = [item for item in value if item is not None]
            passing = [copy(item) for item in items if passes(item)]
            if passing:
                node.setdefault(key, []).extend(passing)
            lost.extend((key, item) for item in items if not passes(item))
        elif _same_place(key, value, node, alike, whole) and all(passes(each) for each in _extensions(value)):
            node[key] = copy(value)
        elif isinstance(value, dict) and (isinstance(node.get(key), dict) or (key[:1] == "_" and key[1:] in node)):
            inner = node.setdefault(key, {})
            lost.extend((f"{key}.{path}", each) for path, each in crossing(value, inner, passes, alike=alike))
            if not inner:
                del node[key]
        else:
            lost.append((key, value))
    return lost


def _same_place(key: str, value: Any, node: Tree, alike: bool, whole: bool) -> bool:
    """Whether an element that is no extension means the same in both FHIR versions, and nothing is in its place."""
    if key in node or key[:1] == "_" or points_inside(value):
        return False
    return (key == "language" and isinstance(value, str)) if whole else alike or key == "id"


def _extensions(value: Any) -> Iterator[Any]:
    """Every extension in a value, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in EXTENSIONS and isinstance(inner, list):
                yield from inner
            else:
                yield from _extensions(inner)
    elif isinstance(value, list):
        for item in value:
            yield from _extensions(item)


def points_inside(value: Any) -> bool:
    """Whether something in it refers to a contained resource, which does not come along."""
    return any(pointer[-1:] == ("reference",) and isinstance(text, str) and text.startswith("#")
               for pointer, text in leaves(value))
