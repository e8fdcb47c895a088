"""The attributes of a mapping table, compiled: where their values stand in a resource, and how to read one."""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller
from typing import Any

from msgspec import Struct

from ..mapping.table import Codec, Context, Field, Mapping, Scalar
from ..model.codes import NULL, Treatment
from ..terminology import CodeList, same_system
from ..tree import Pointer, Tree, copy

__all__ = ["Attribute", "Attributes", "Pairs", "Place", "codings_of", "member_of", "words_of"]

Place = tuple[Pointer, Any]
"""Where a value stands in the resource, and the value."""
Find = Callable[[Tree], list[Place]]
Pairs = list[tuple[str, str]]


class Attribute(Struct, frozen=True):
    """One attribute, compiled."""

    find: Find
    get: Callable[[Tree], Any]
    """The first value, as the codec reads it, or ``None``."""
    codec: Any
    concept: Mapping | None
    """The table of the CodeableConcept or Coding that the values are."""
    references: tuple[Find, ...]
    """How to find the References in one value."""


class Attributes(dict[str, Attribute | None]):
    """The attributes of a table by name, compiled when first asked for; ``None`` for what has no place."""

    def __init__(self, mapping: Mapping) -> None:
        super().__init__()
        self.mapping = mapping

    def __missing__(self, name: str) -> Attribute | None:
        found = self[name] = _compile(self.mapping, name)
        return found


def _compile(mapping: Mapping, name: str) -> Attribute | None:
    """Compile a name, going down into nested tables at each dot; ``None`` when the table has no such attribute."""
    head, _, rest = name.partition(".")
    fields = [each for each in mapping.fields if each.name == head and isinstance(each, Field)]
    if len(fields) > 1 and not rest:
        return _first_of([_attribute(each, "") for each in fields])
    return _attribute(fields[0], rest) if fields else None


def _first_of(places: list[Attribute | None]) -> Attribute | None:
    """An attribute with several places: the first that has something."""
    known = [each for each in places if each is not None]

    def find(tree: Tree) -> list[Place]:
        return next((found for each in known if (found := each.find(tree))), [])

    def get(tree: Tree) -> Any:
        return next((found for each in known if (found := each.get(tree)) is not None), None)

    first = known[0]
    return Attribute(find, get, first.codec, first.concept, first.references)


def _attribute(field: Field, rest: str) -> Attribute | None:
    find, codec = _finder(field), field.codec
    if not rest:
        return Attribute(find, _getter(field, find), codec, _concept(codec), tuple(_reference_fields(codec)))
    inner = _compile(codec, rest) if isinstance(codec, Mapping) else None
    if inner is None:
        return None
    both = _joined(find, inner.find)
    return Attribute(both, _first(both, inner.codec), inner.codec, inner.concept, inner.references)


def _getter(field: Field, find: Find) -> Callable[[Tree], Any]:
    """How to read the first value; the short way for a plain value directly in the resource, as most are."""
    step = field.step
    if not isinstance(field.codec, Scalar) or not step.plain:
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
    return table if isinstance(table, Mapping) and (_has(table, "codings") or table.of == "Coding") else None


def _has(table: Mapping, name: str) -> bool:
    """Whether a table has a place for an attribute, by which its kind is known without importing the model."""
    return any(each.name == name for each in table.fields)


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

    def itself(tree: Tree) -> list[Place]:
        return [((), tree)] if accepts(tree) else []

    def single(tree: Tree) -> list[Place]:
        found = at(tree)
        return [(base, found)] if found is not None and accepts(found) else []

    if not key:
        return itself
    return slices if step.url else listed if step.many or step.only or step.one else single


def _reference_fields(mapping: Any) -> list[Find]:
    """How to find the References in a node: the node itself, or what is in its fields."""
    if not isinstance(mapping, Mapping):
        return []
    if _has(mapping, "reference"):
        return [lambda node: [((), node)]]
    found: list[Find] = []
    for each in mapping.fields:
        if isinstance(each, Field) and isinstance(each.codec, Mapping):
            find, inner = _finder(each), _reference_fields(each.codec)
            found += [find] if _has(each.codec, "reference") else [_joined(find, below) for below in inner]
    return found


def codings_of(attribute: Attribute, node: Tree) -> Pairs:
    """System and code of each coding of one value.

    A codec around a concept may know a code from the words of *other*: only then is the value read in full.
    """
    concept = attribute.concept
    if concept is None:
        return []
    pairs = _pairs(concept, node)
    icd = Treatment.ICD_DEACTIVATION
    if concept.codes is Treatment and pairs == [(NULL, "OTH")]:
        # as ``icd_from_words``, without the model, whose import would cost more than all the rest
        return [(same_system(icd.system), icd.code)] if icd.code in words_of(node) else pairs
    if attribute.codec is not concept and pairs and all(system == NULL for system, _ in pairs):
        read = attribute.codec.read(copy(node), Context())
        return [(same_system(coding.system or ""), coding.code or "") for coding in read.codings]
    return pairs


def _pairs(concept: Mapping, node: Tree) -> Pairs:
    """The codings of a Coding or CodeableConcept; datatypes are the same in every release."""
    items = [node] if concept.of == "Coding" else node.get("coding")
    pairs = []
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            system, code = item.get("system"), item.get("code")
            known = same_system(system) if isinstance(system, str) else ""
            pairs.append((known, code if isinstance(code, str) else ""))
    return pairs


def words_of(node: Tree) -> str:
    """The text of a CodeableConcept, or an empty one."""
    text = node.get("text")
    return text if isinstance(text, str) else ""


def member_of(attribute: Attribute, codings: Pairs) -> CodeList | None:
    """The first of the codings that is in the code list."""
    codes = attribute.concept.codes if attribute.concept else None
    if codes is None:
        return None
    return next((member for system, code in codings if (member := codes.find(system, code))), None)
