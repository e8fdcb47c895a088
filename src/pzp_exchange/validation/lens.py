"""Looking at a resource by the attribute names of the model, without building the model.

A ``Lens`` is compiled from a mapping table, so a rule written with it works for every release that has tables, and no
path is written twice. It reads what the table would read; where a value has another shape than the table expects, there
is nothing. Names may go down into nested tables: ``parties.who``, ``performed_period.start``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import methodcaller
from typing import Any

from ..mapping.table import Codec, Context, Field, Mapping, Scalar, Step
from ..model.base import Coded, CodeList, Coding, Reference, same_system
from ..model.codes import NULL, Decision
from ..tree import Pointer, Tree, copy

__all__ = ["Lens", "Place", "lens"]

Place = tuple[Pointer, Any]
"""Where a value stands in the resource, and the value."""
Find = Callable[[Tree], list[Place]]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Attribute:
    """One attribute, compiled."""

    find: Find
    get: Callable[[Tree], Any]
    """The first value, as the codec reads it, or ``None``."""
    codec: Any
    concept: Mapping | None
    """The table of the CodeableConcept or Coding that the values are."""
    references: tuple[Find, ...]
    """How to find the References in one value."""


class _Attributes(dict[str, _Attribute | None]):
    """The attributes of a table by name, compiled when first asked for; ``None`` for what has no place."""

    def __init__(self, mapping: Mapping) -> None:
        super().__init__()
        self.mapping = mapping

    def __missing__(self, name: str) -> _Attribute | None:
        found = self[name] = _compile(self.mapping, name)
        return found


class Lens:
    """The attributes of one mapping table; see the module's docstring. An attribute without a place has no values."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self._attributes = _Attributes(mapping)
        steps = [each.step for each in mapping.fields if isinstance(each, Field)]
        self._modifiers = frozenset(step.url for step in steps if step.key == "modifierExtension")
        self._unsafe = _never_read(mapping, steps)

    def knows(self, name: str) -> bool:
        """Whether the release has a place for an attribute."""
        return self._attributes[name] is not None

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
        return [pair for _, node in attribute.find(tree) for pair in _codings(attribute, node)]

    def member(self, tree: Tree, name: str) -> CodeList | None:
        """What the first value is in the code list of the attribute, or ``None``; as ``Coded.value``."""
        attribute = self._attributes[name]
        places = attribute.find(tree) if attribute and attribute.concept else []
        return _member(attribute, _codings(attribute, places[0][1])) if attribute and places else None

    def key(self, tree: Tree, name: str) -> str:
        """What makes two first values the same: system and code, else the text; as ``Coded.key``."""
        attribute = self._attributes[name]
        places = attribute.find(tree) if attribute and attribute.concept else []
        if attribute is None or not places:
            return ""
        codings = _codings(attribute, places[0][1])
        member = _member(attribute, codings)
        if member is not None and member.code != "OTH":
            return f"{same_system(member.system)}|{member.code}"
        coded = [pair for pair in codings if pair[1] and pair[1] != "OTH"]
        return "|".join(coded[0]) if coded else " ".join(_words(places[0][1]).casefold().split())

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


def _compile(mapping: Mapping, name: str) -> _Attribute | None:
    """Compile a name, going down into nested tables at each dot; ``None`` when the table has no such attribute."""
    head, _, rest = name.partition(".")
    field = next((each for each in mapping.fields if each.name == head), None)
    if not isinstance(field, Field):
        return None
    find, codec = _finder(field), field.codec
    if not rest:
        return _Attribute(find, _getter(field, find), codec, _concept(codec), tuple(_reference_fields(codec)))
    inner = _compile(codec, rest) if isinstance(codec, Mapping) else None
    if inner is None:
        return None
    both = _joined(find, inner.find)
    return _Attribute(both, _first(both, inner.codec), inner.codec, inner.concept, inner.references)


def _getter(field: Field, find: Find) -> Callable[[Tree], Any]:
    """How to read the first value; the short way for a plain value directly in the resource, as most are."""
    step = field.step
    if not isinstance(field.codec, Scalar) or step.parents or step.url or step.many or step.only:
        return _first(find, field.codec)
    key, kind = step.key, field.codec.type

    def get(tree: Tree) -> Any:
        value = tree.get(key)
        return value if value.__class__ is kind else None

    return get


def _first(find: Find, codec: Codec) -> Callable[[Tree], Any]:
    def plain(tree: Tree) -> Any:
        places = find(tree)
        return places[0][1] if places else None

    def read(tree: Tree) -> Any:
        places = find(tree)
        return codec.read(copy(places[0][1]), Context()) if places else None

    return plain if isinstance(codec, Scalar) else read


def _concept(codec: Any) -> Mapping | None:
    """The codec as the table of a CodeableConcept or Coding, or the one it is built around."""
    table = getattr(codec, "inner", codec)
    return table if isinstance(table, Mapping) and issubclass(table.model, Coded | Coding) else None


def _joined(outer: Find, inner: Find) -> Find:
    def find(tree: Tree) -> list[Place]:
        return [((*pointer, *below), found) for pointer, node in outer(tree) for below, found in inner(node)]

    return find


def _finder(field: Field) -> Find:
    """The values at a path that the codec understands, each with its pointer."""
    step, accepts = field.step, field.codec.accepts
    parents, key, base = step.parents, step.key, (*step.parents, step.key)

    def under(tree: Tree) -> Any:
        node: Any = tree
        for parent in parents:
            node = node.get(parent)
            if not isinstance(node, dict):
                return None
        return node.get(key)

    at: Callable[[Tree], Any] = under if parents else methodcaller("get", key)

    def slices(tree: Tree) -> list[Place]:
        found = at(tree)
        if not isinstance(found, list):
            return []
        items = [(i, item) for i, item in enumerate(found) if isinstance(item, dict) and item.get("url") == step.url]
        if len(items) > 1 and not step.many:
            return []
        if not step.value:
            return [((*base, i), item) for i, item in items if accepts(item)]
        return [((*base, i, step.value), item[step.value]) for i, item in items
                if step.value in item and accepts(item[step.value])]

    def listed(tree: Tree) -> list[Place]:
        found = at(tree)
        if not isinstance(found, list) or (step.only and len(found) != 1):
            return []
        return [((*base, i), item) for i, item in enumerate(found) if accepts(item)]

    def single(tree: Tree) -> list[Place]:
        found = at(tree)
        return [(base, found)] if found is not None and accepts(found) else []

    return slices if step.url else listed if step.many or step.only else single


def _reference_fields(mapping: Any) -> list[Find]:
    """How to find the References in a node: the node itself, or what is in its fields."""
    if not isinstance(mapping, Mapping):
        return []
    if issubclass(mapping.model, Reference):
        return [lambda node: [((), node)]]
    found: list[Find] = []
    for each in mapping.fields:
        if isinstance(each, Field) and isinstance(each.codec, Mapping):
            find, inner = _finder(each), _reference_fields(each.codec)
            found += [find] if issubclass(each.codec.model, Reference) else [_joined(find, below) for below in inner]
    return found


def _codings(attribute: _Attribute, node: Tree) -> Pairs:
    """System and code of each coding of one value.

    A codec around a concept may know a code from the words of *other*: only then is the value read in full.
    """
    concept = attribute.concept
    if concept is None:
        return []
    pairs = _pairs(concept, node)
    if attribute.codec is not concept and pairs and all(system == NULL for system, _ in pairs):
        read = attribute.codec.read(copy(node), Context())
        return [(same_system(coding.system or ""), coding.code or "") for coding in read.codings]
    return pairs


def _pairs(concept: Mapping, node: Tree) -> Pairs:
    """The codings of a Coding or CodeableConcept; datatypes are the same in every release."""
    items = [node] if issubclass(concept.model, Coding) else node.get("coding")
    pairs = []
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            system, code = item.get("system"), item.get("code")
            known = same_system(system) if isinstance(system, str) else ""
            pairs.append((known, code if isinstance(code, str) else ""))
    return pairs


def _words(node: Tree) -> str:
    text = node.get("text")
    return text if isinstance(text, str) else ""


def _member(attribute: _Attribute, codings: Pairs) -> CodeList | None:
    """The first of the codings that is in the code list."""
    model = attribute.concept.model if attribute.concept else None
    codes = model.codes() if model is not None and issubclass(model, Coded) else CodeList
    if codes is CodeList:
        return None
    return next((member for system, code in codings if (member := codes.find(system, code))), None)
