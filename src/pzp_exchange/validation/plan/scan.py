"""One walk over a resource for what may stand anywhere in it: references, identifiers, modifier extensions.

Without pointers, because most resources have nothing to report; ``pointer_of`` finds a node again when one has.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ...tree import Pointer, Tree

__all__ = ["Scan", "pointer_of", "scan"]


class Scan(NamedTuple):
    """What was found, in no particular order."""

    references: list[Tree]
    """Objects with a ``reference`` in text."""
    identifiers: list[Tree]
    """Objects with a ``system`` and a ``value``: identifiers, and contact points."""
    modifiers: list[Any]
    """The values of ``modifierExtension``."""


def scan(tree: Tree) -> Scan:
    """Walk the whole tree, contained resources too. Lists directly in lists are no FHIR and are not entered."""
    found = Scan([], [], [])
    references, identifiers, modifiers = found
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if "reference" in node and isinstance(node["reference"], str):
            references.append(node)
        if "system" in node and "value" in node:
            identifiers.append(node)
        if "modifierExtension" in node:
            modifiers.append(node["modifierExtension"])
        for value in node.values():
            kind = value.__class__
            if kind is dict:
                waiting.append(value)
            elif kind is list:
                waiting += [item for item in value if item.__class__ is dict]
    return found


def pointer_of(tree: Tree, wanted: Tree) -> Pointer:
    """Where this very object stands in the tree; empty for the tree itself."""
    waiting: list[tuple[Pointer, Any]] = [((), tree)]
    while waiting:
        pointer, node = waiting.pop()
        if node is wanted:
            return pointer
        children = node.items() if isinstance(node, dict) else enumerate(node)
        waiting += [((*pointer, key), child) for key, child in children if isinstance(child, dict | list)]
    raise LookupError("the object is not in the tree")
