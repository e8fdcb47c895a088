"""Looking at a resource by the attribute names of the model, without building the model.

A ``Lens`` is compiled from a mapping table, so a rule written with it works for every release that has tables, and no
path is written twice. It reads what the table would read; where a value has another shape than the table expects, there
is nothing. Names may go down into nested tables: ``parties.who``, ``performed_period.start``.
"""

from __future__ import annotations

from typing import Any

from ..mapping.table import Field, Mapping, Step
from ..model.codes import Decision
from ..terminology import CodeList, same_system
from ..tree import Pointer, Tree
from .attributes import Attributes, Pairs, Place, codings_of, member_of, words_of

__all__ = ["Lens", "lens"]


class Lens:
    """The attributes of one mapping table; see the module's docstring. An attribute without a place has no values."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self._attributes = Attributes(mapping)
        steps = [each.step for each in mapping.fields if isinstance(each, Field)]
        self._modifiers = frozenset(step.url for step in steps if step.key == "modifierExtension")
        self._unsafe = _never_read(mapping, steps)

    def knows(self, name: str) -> bool:
        """Whether the release has a place for an attribute."""
        return self._attributes[name] is not None

    def is_concept(self, name: str) -> bool:
        """Whether the values of an attribute are codes."""
        attribute = self._attributes[name]
        return attribute is not None and attribute.concept is not None

    def places(self, tree: Tree, name: str) -> list[Place]:
        """The values of an attribute as they stand in the tree, each with its pointer."""
        attribute = self._attributes[name]
        return attribute.find(tree) if attribute else []

    def has(self, tree: Tree, name: str) -> bool:
        """Whether the resource says anything for an attribute."""
        return bool(self.places(tree, name))

    def pointer(self, tree: Tree, name: str) -> Pointer:
        """Where the first value of an attribute stands; empty when there is none."""
        places = self.places(tree, name)
        return places[0][0] if places else ()

    def get(self, tree: Tree, name: str) -> Any:
        """The first value of an attribute as its codec reads it, or ``None``."""
        attribute = self._attributes[name]
        return attribute.get(tree) if attribute else None

    def codings(self, tree: Tree, name: str) -> Pairs:
        """System (of today's era) and code of every coding of every value; an absent part is an empty text."""
        attribute = self._attributes[name]
        if attribute is None or attribute.concept is None:
            return []
        return [pair for _, node in attribute.find(tree) for pair in codings_of(attribute, node)]

    def member(self, tree: Tree, name: str) -> CodeList | None:
        """What the first value is in the code list of the attribute, or ``None``; as ``Coded.value``."""
        attribute = self._attributes[name]
        places = attribute.find(tree) if attribute and attribute.concept else []
        return member_of(attribute, codings_of(attribute, places[0][1])) if attribute and places else None

    def key(self, tree: Tree, name: str) -> str:
        """What makes two first values the same: system and code, else the text; as ``Coded.key``."""
        attribute = self._attributes[name]
        places = attribute.find(tree) if attribute and attribute.concept else []
        if attribute is None or not places:
            return ""
        codings = codings_of(attribute, places[0][1])
        member = member_of(attribute, codings)
        if member is not None and member.code != "OTH":
            return f"{same_system(member.system)}|{member.code}"
        coded = [pair for pair in codings if pair[1] and pair[1] != "OTH"]
        return "|".join(coded[0]) if coded else " ".join(words_of(places[0][1]).casefold().split())

    def references(self, tree: Tree, name: str) -> list[str]:
        """The reference texts in the values of an attribute, also further down in them."""
        return [text for _, node in self.reference_places(tree, name) if isinstance(text := node.get("reference"), str)]

    def reference_places(self, tree: Tree, name: str) -> list[Place]:
        """The References in the values of an attribute, also those that only name or identify."""
        attribute = self._attributes[name]
        if attribute is None or not attribute.references:
            return []
        return [((*pointer, *below), found) for pointer, node in attribute.find(tree)
                for find in attribute.references for below, found in find(node)]

    def decision(self, tree: Tree) -> Decision | None:
        """What was decided about a treatment, from the code or else from the words, as the table reads it."""
        names = ("decision", "specification", "restrictions")
        values = {name: value for name in names if (value := self.get(tree, name)) is not None}
        if self.mapping.after_read:
            self.mapping.after_read(values)
        found = values.get("decision")
        return found if isinstance(found, Decision) else None

    def understood(self, tree: Tree, modifiers: list[list[Any]]) -> bool:
        """Whether no element changes the meaning in a way the table does not read.

        ``modifiers`` are the lists of modifier extensions anywhere in the resource.
        """
        for found in modifiers:
            for item in found:
                url = item.get("url") if isinstance(item, dict) else None
                if not isinstance(url, str) or url not in self._modifiers:
                    return False
        for parents, names in self._unsafe:
            node: Any = tree
            for key in parents:
                node = node.get(key) if isinstance(node, dict) else None
            if isinstance(node, dict) and not names.isdisjoint(node):
                return False
        return True


_LENSES: dict[int, Lens] = {}


def lens(mapping: Mapping) -> Lens:
    """The lens of a table, compiled once; tables live as long as the process."""
    found = _LENSES.get(id(mapping))
    if found is None:
        found = _LENSES[id(mapping)] = Lens(mapping)
    return found


def _never_read(mapping: Mapping, steps: list[Step]) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """The elements that change the meaning and that no field or constant of the table reads, by their parents."""
    read = {(*step.parents, step.key) for step in steps} | {(key,) for key, _ in mapping.constants}
    grouped: dict[tuple[str, ...], set[str]] = {}
    for pattern in mapping.unsafe:
        path = tuple(pattern.split("."))
        if not pattern.endswith("*") and path not in read:
            grouped.setdefault(path[:-1], set()).add(path[-1])
    return [(parents, frozenset(names)) for parents, names in grouped.items()]
