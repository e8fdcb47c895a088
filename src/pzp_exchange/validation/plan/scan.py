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
    modifiers: list[list[Any]]
    """The lists of modifier extensions."""


def scan(tree: Tree) -> Scan:
    """Walk the whole tree, contained resources too. Lists directly in lists are no FHIR and are not entered."""
    references: list[Tree] = []
    identifiers: list[Tree] = []
    modifiers: list[list[Any]] = []
    waiting = [tree]
    for node in waiting:
        for key, value in node.items():
            kind = value.__class__
            if kind is dict:
                if "reference" in value:
                    references.append(value)
                if "value" in value:
                    identifiers.append(value)
                waiting.append(value)
            elif kind is list:
                if key == "coding":  # a third of all objects; there is nothing in them but perhaps extensions
                    waiting += [item for item in value if item.__class__ is dict and "extension" in item]
                    continue
                if key == "modifierExtension":
                    modifiers.append(value)
                for item in value:
                    if item.__class__ is dict:
                        if "reference" in item:
                            references.append(item)
                        if "value" in item:
                            identifiers.append(item)
                        waiting.append(item)
    return Scan([node for node in references if isinstance(node["reference"], str)],
                [node for node in identifiers if "system" in node] if identifiers else identifiers, modifiers)


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
