"""Merging: from a differential and its chain of parents to the full tree of a profile.

How a differential is read, beyond FHIR's rules for snapshots:

* An element id says where the facts go.
* ``value[x]:valueString`` is a slice by type, unless the choice allows that type only: then it is the
  choice itself.
* A choice under one of its typed names (path ``Extension.valueString``) that is not sliced is narrowed to
  that type: FHIR STU3 lets a choice of one type be renamed. Two such names of one choice are slices.
* Slices of an extension are told apart by url where nothing else is said.
* A slice is not required unless it says so, whatever the element it slices requires.
* A changed type profile brings that profile's rules; what was said below the element stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from ...errors import PzpError
from ..facts import UNBOUNDED, BaseFacts, Constraint, Discriminator, Element, Profile, Slicing, TypeUse
from .difference import difference
from .elements import ConstraintTable, canonical, read_element
from .tree import Node, choice_type, overlay, segments

__all__ = ["Snapshots"]

Resource = dict[str, Any]
_BY_TYPE = Slicing((Discriminator("type", "$this"),))
_BY_URL = Slicing((Discriminator("value", "url"),))


class Snapshots:
    """Full trees of profiles, merged when first asked for.

    ``definitions`` are StructureDefinitions by canonical; ``compiled`` are profiles compiled before, with
    their ``constraints``: a definition may build on them.
    """

    def __init__(
        self,
        base: BaseFacts,
        definitions: Mapping[str, Resource],
        compiled: Mapping[str, Profile] | None = None,
        constraints: Mapping[str, Constraint] | None = None,
    ) -> None:
        self.base = base
        self.definitions = definitions
        self.compiled = dict(base.profiles) | dict(compiled or {})
        self.constraints = ConstraintTable(dict(base.constraints) | dict(constraints or {}))
        self._trees: dict[str, Node] = {}
        self._types: dict[str, Node] = {}
        self._open: list[str] = []

    def knows(self, url: str) -> bool:
        """Whether there is a tree for this canonical (a type of FHIR or a profile)."""
        return url in self.base.types or url in self.definitions or url in self.compiled

    def type_of(self, url: str) -> str:
        """The type of FHIR a canonical is about; the canonical itself where it is not known."""
        if url in self.compiled:
            return self.compiled[url].type
        return str(self.definitions[url]["type"]) if url in self.definitions else url

    def name(self, url: str) -> str:
        """The id of a profile."""
        return self.compiled[url].name if url in self.compiled else str(self.definitions[url]["id"])

    def tree(self, url: str) -> Node:
        """A fresh tree of a profile or type. Raises ``PzpError`` where it or a parent is not known, or on a
        circle."""
        if url in self.base.types:
            return self.type_tree(url)
        if url not in self._trees:
            if url in self._open:
                raise PzpError(f"circle of definitions: {' > '.join([*self._open, url])}")
            self._open.append(url)
            try:
                self._trees[url] = self._merged(url)
            finally:
                self._open.pop()
        return self._trees[url].copy()

    def type_tree(self, name: str) -> Node:
        """A fresh tree of one of FHIR's own types, with the elements of its parents."""
        if name not in self._types:
            stated = self.base.types[name]
            node = _from_base(name, stated.element)
            if stated.parent:
                node.children = (self.type_tree(stated.parent).children or {}) | (node.children or {})
            node.facts = replace(node.facts, max=UNBOUNDED, types={name: TypeUse()})
            self._types[name] = node
        return self._types[name].copy()

    def _merged(self, url: str) -> Node:
        if url in self.definitions:
            node, stated = self._start(url, self.definitions[url])
            names = _names(stated, url)
            for raw in stated:
                self._apply(node, raw, url, names)
            return node
        if url not in self.compiled:
            raise PzpError(f"no definition of {url}")
        node = self.type_tree(self.compiled[url].type)
        self.restore(node, self.compiled[url].element)
        return node

    def _start(self, url: str, definition: Resource) -> tuple[Node, list[Resource]]:
        """The tree to start from and the elements to lay over it: parent and differential, or type and
        snapshot."""
        parent = canonical(definition.get("baseDefinition", ""), self.base.types)
        if "differential" in definition and self.knows(parent):
            return self.tree(parent), definition["differential"].get("element", [])
        if "snapshot" in definition:
            return self.type_tree(definition["type"]), definition["snapshot"]["element"]
        raise PzpError(f"{url}: its parent {parent} is not known and it has no snapshot")

    def _apply(self, root: Node, raw: Resource, url: str, names: dict[str, set[str]]) -> None:
        stated = read_element(raw, url, self.base.types, self.constraints)
        parent, _, _ = raw["id"].rpartition(".")
        steps = segments(raw["id"])[1:]
        node = root
        for left, (name, slices) in enumerate(steps, 1 - len(steps)):
            if left == 0:
                self.expand(node)
                self._narrow(node, _last(raw["path"]), names[parent])
            node = self.child(node, name, url)
            for part in slices:
                node = self.slice(node, part)
        self._state(node, stated)

    def _narrow(self, node: Node, typed: str, names: set[str]) -> None:
        """Narrow the choice that the typed name belongs to, where it is the only one of its typed names."""
        for choice in (node.children or {}).values():
            types = choice.facts.types or {}
            code = choice_type(choice.name, typed, types)
            others = [name for name in names if choice_type(choice.name, name, types)]
            if code and others == [typed] and choice.facts.slicing is None:
                choice.facts = replace(choice.facts, types={code: types[code]})

    def _state(self, node: Node, stated: Element) -> None:
        """Lay stated facts over a node; a new type profile replaces the content that came from the old
        one."""
        before = node.facts
        content = Node(node.name, before)
        implied = self.implied(stated.types or before.types)
        after = overlay(before, replace(stated, constraints=tuple(c for c in stated.constraints if c not in implied)))
        node.facts = after
        if node.children is not None and self.profile(after) != self.profile(before):
            self.expand(content)
            said = difference(self, Node(node.name, before, node.children), content).children
            node.children = None
            for name, child in said.items():
                self.restore(self.child(node, name, ""), child)

    def restore(self, node: Node, said: Element) -> None:
        """Lay facts as :func:`difference` made them over a node."""
        self._state(node, replace(said, children={}, slices={}, match=()))
        for name, child in said.children.items():
            self.restore(self.child(node, name, ""), child)
        for name, part in said.slices.items():
            self.restore(self.slice(node, name), part)

    def implied(self, types: Iterable[str] | None) -> frozenset[str]:
        """The constraints that any element of these types has by its type."""
        found = {"ele-1"}
        for name in types or ():
            while name in self.base.types:
                found.update(self.base.types[name].element.constraints)
                name = self.base.types[name].parent
        return frozenset(found)

    def profile(self, facts: Element) -> str:
        """The one profile an element's type names, where it is known; else the empty string."""
        if facts.types and len(facts.types) == 1:
            (use,) = facts.types.values()
            if len(use.profiles) == 1 and self.knows(use.profiles[0]) and use.profiles[0] not in self._open:
                return use.profiles[0]
        return ""

    def content(self, node: Node, holds: Node | None) -> Node:
        """The tree that says what holds below an element: its type profile, else ``holds`` where that has
        children, else the element it refers to or its type."""
        facts = node.facts
        if profile := self.profile(facts):
            return self.tree(profile)
        if holds is not None and holds.children is not None:
            return holds
        if facts.content:
            type_name, *names = facts.content.split(".")
            found = self.type_tree(type_name)
            for name in names:
                found = self.child(found, name.partition(":")[0], facts.content)
            return found
        single = next(iter(facts.types), "") if facts.types and len(facts.types) == 1 else ""
        return self.type_tree(single if single in self.base.types else "Element")

    def expand(self, node: Node) -> None:
        """Give a node the children of its content, if it has none yet."""
        if node.children is None:
            node.children = self.content(node, None).children or {}

    def child(self, node: Node, name: str, where: str) -> Node:
        """The child of that name; a typed name of a choice is its slice. Raises ``PzpError`` where there is
        none."""
        self.expand(node)
        children = node.children or {}
        if name in children:
            return children[name]
        for found in children.values():
            if choice_type(found.name, name, found.facts.types):
                return self.slice(found, name)
        raise PzpError(f"{where}: there is no element {name!r} in {', '.join(node.facts.types or ())}")

    def slice(self, node: Node, name: str) -> Node:
        """The slice of that name, made where it is not there yet; the node itself for the only type of a
        choice."""
        if name in node.slices:
            return node.slices[name]
        types = node.facts.types or {}
        code = choice_type(node.name, name, types)
        if code and len(types) == 1:
            return node
        made = node.slice_copy()
        if code:
            made.facts = replace(made.facts, types={code: types[code]})
        implicit = _BY_TYPE if code else _BY_URL if "Extension" in types else None
        node.facts = replace(node.facts, slicing=node.facts.slicing or implicit)
        node.slices[name] = made
        return made


def _from_base(name: str, stated: Element) -> Node:
    """A node of base facts, with their defaults written out."""
    facts = replace(
        stated,
        min=stated.min or 0,
        max=1 if stated.max is None else stated.max,
        modifier=bool(stated.modifier),
        children={},
    )
    children = {child: _from_base(child, element) for child, element in stated.children.items()}
    return Node(name, facts, children or None)


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _names(stated: list[Resource], url: str) -> dict[str, set[str]]:
    """The last names in the paths of elements, by the id of their parent. Raises ``PzpError`` for one
    without id."""
    found: dict[str, set[str]] = defaultdict(set)
    for raw in stated:
        if "id" not in raw:
            raise PzpError(f"{url}: the element {raw.get('path')} has no id")
        found[raw["id"].rpartition(".")[0]].add(_last(raw["path"]))
    return found
