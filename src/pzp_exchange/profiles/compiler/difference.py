"""What a tree adds to what holds already: the facts that are written down (see
:mod:`pzp_exchange.profiles.facts`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import UNSET
from msgspec.structs import replace

from ..facts import Element
from .discriminators import resolve
from .tree import Node

if TYPE_CHECKING:
    from .snapshots import Snapshots

__all__ = ["difference"]

_EMPTY = Element()
_PLAIN = ("min", "max", "types", "modifier", "max_length", "binding")
_VALUES = ("fixed", "pattern", "min_value", "max_value")


def difference(snapshots: Snapshots, node: Node, holds: Node) -> Element:
    """The facts of a node, all levels, that are not in ``holds`` nor in the profile of its type."""
    content = snapshots.content(node, holds)
    implied = content.facts.constraints if content else ()
    said: dict[str, Any] = {}
    for name in _PLAIN:
        value = getattr(node.facts, name)
        if value is not None and value != getattr(holds.facts, name):
            said[name] = value
    for name in _VALUES:
        value = getattr(node.facts, name)
        if value is not UNSET and value != getattr(holds.facts, name):
            said[name] = value
    known = set(holds.facts.constraints).union(implied)
    said["constraints"] = tuple(c for c in node.facts.constraints if c not in known)
    said["children"] = _children(snapshots, node, content)
    said |= _slices(snapshots, node, holds)
    return Element(**said)


def _children(snapshots: Snapshots, node: Node, content: Node | None) -> dict[str, Element]:
    if node.children is None or content is None:
        return {}
    snapshots.expand(content)
    there = content.children or {}
    found = {}
    for name, child in node.children.items():
        said = difference(snapshots, child, there[name])
        if said != _EMPTY:
            found[name] = said
    return found


def _slices(snapshots: Snapshots, node: Node, holds: Node) -> dict[str, Any]:
    """The slices that say something new; all of them where the order or completeness of slices matters."""
    slicing = node.facts.slicing
    if slicing is None or not node.slices:
        return {}
    changed = {}
    every = {}
    sliced = Node(node.name, replace(node.facts, min=0), node.children)
    for name, part in node.slices.items():
        said = difference(snapshots, part, sliced)
        every[name] = replace(said, match=resolve(snapshots, part, slicing))
        before = holds.slices.get(name)
        if before is None or said != difference(snapshots, before, holds):
            changed[name] = every[name]
    if slicing != holds.facts.slicing and (slicing.ordered or slicing.rules != "open"):
        changed = every
    return {"slicing": slicing, "slices": changed} if changed else {}
