"""What may stand anywhere in a resource: references, identifiers, modifier extensions.

Checking against the base definition comes by all nodes of a sound resource and notes these, so that most resources need
no walk of their own.

Without pointers, because most resources have nothing to report; ``pointers_of`` finds nodes again when one has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ...tree import Pointer, Tree

__all__ = ["Scan", "noted_once", "pointer_of", "pointers_of", "scan"]


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
    nodes = [tree]
    modifiers: list[list[Any]] = []
    for node in nodes:
        for key, value in node.items():
            kind = value.__class__
            if kind is str:
                continue
            if kind is dict:
                if key != "valueCoding" or "extension" in value:
                    nodes.append(value)
            elif kind is list:
                if key == "coding":  # a third of all objects; there is nothing in them but perhaps extensions
                    nodes += [item for item in value if item.__class__ is dict and "extension" in item]
                    continue
                if key == "modifierExtension":
                    modifiers.append(value)
                for item in value:
                    if item.__class__ is dict:
                        nodes.append(item)
    return Scan([node for node in nodes if "reference" in node and isinstance(node["reference"], str)],
                [node for node in nodes if "value" in node and "system" in node], modifiers)


def noted_once(references: list[Tree], identifiers: list[Tree], modified: list[Tree]) -> Scan:
    """The same from the nodes that were noted in a sound resource, of which some may be in a list twice."""
    return Scan(_once(references), _once(identifiers), [node["modifierExtension"] for node in _once(modified)])


def _once(nodes: list[Tree]) -> list[Tree]:
    return nodes if len(set(map(id, nodes))) == len(nodes) else list({id(node): node for node in nodes}.values())


def pointer_of(tree: Tree, wanted: Tree) -> Pointer:
    """Where this very object stands in the tree; empty for the tree itself."""
    return pointers_of(tree, [wanted])[id(wanted)]


def pointers_of(tree: Tree, wanted: Iterable[Tree]) -> dict[int, Pointer]:
    """Where these very objects stand in the tree, by their identity; what stands higher up comes first."""
    missing = {id(node) for node in wanted}
    found: dict[int, Pointer] = {}
    if id(tree) in missing:
        missing.discard(id(tree))
        found[id(tree)] = ()
    waiting: list[tuple[Any, Any]] = [(tree, None)]
    """Nodes with their place: that of the node above, and the last step."""
    for node, above in waiting:
        for key, child in node.items() if node.__class__ is dict else enumerate(node):
            if child.__class__ is dict:
                place = (above, key)
                if id(child) in missing:
                    found[id(child)] = _pointer(place)
                    missing.discard(id(child))
                    if not missing:
                        return found
                waiting.append((child, place))
            elif child.__class__ is list:
                waiting.append((child, (above, key)))
    return found


def _pointer(place: Any) -> Pointer:
    steps = []
    while place is not None:
        place, step = place
        steps.append(step)
    return tuple(reversed(steps))
