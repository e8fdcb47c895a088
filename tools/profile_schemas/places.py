"""Where the base definition describes an element: of which types it is, how often it may be there, what is below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pzp_exchange.profiles.facts import UNBOUNDED, BaseFacts, Element

__all__ = ["Place", "Places", "Schema", "is_many", "json_names"]

Schema = dict[str, Any]


class Place(NamedTuple):
    """A base element: its facts, and where its own elements are described (types, or a path such as
    ``Patient.contact``)."""

    facts: Element
    below: tuple[str, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """Its types by the base definition."""
        return tuple(self.facts.types or ())


def is_many(facts: Element) -> bool:
    """Whether a base element is an array in JSON."""
    return facts.max == UNBOUNDED or (facts.max or 1) > 1


def json_names(element: str, types: Iterable[str]) -> dict[str, str]:
    """The JSON names of an element with the type each holds: ``value[x]`` gives ``valueString`` and so on."""
    if not element.endswith("[x]"):
        return {element: next(iter(types), "")}
    stem = element.removesuffix("[x]")
    return {f"{stem}{name[0].upper()}{name[1:]}": name for name in types}


class Places:
    """Finds base elements of one FHIR version."""

    def __init__(self, base: BaseFacts) -> None:
        self.base = base
        self.resource_types = tuple(sorted(name for name, known in base.types.items()
                                           if known.kind == "resource" and not known.abstract))

    def is_primitive(self, type_name: str) -> bool:
        """Whether values of this type are JSON scalars."""
        return type_name in self.base.types and self.base.types[type_name].kind == "primitive-type"

    def children(self, place: str) -> dict[str, Element]:
        """The elements of a type (its parents' first), or of an element defined in place (``Patient.contact``)."""
        above, dot, name = place.rpartition(".")
        if dot:
            element = self.children(above)[name]
            kind = next(iter(element.types or ()), "Element")
            return {**self.children(kind), **element.children}
        known = self.base.types[place]
        return {**(self.children(known.parent) if known.parent else {}), **known.element.children}

    def find(self, places: tuple[str, ...], name: str) -> Place | None:
        """A named element below the first of these places that has it."""
        for place in places:
            facts = self.children(place).get(name)
            if facts is None:
                continue
            if facts.content:
                return Place(facts, (facts.content,))
            return Place(facts, (f"{place}.{name}",) if facts.children else tuple(facts.types or ()))
        return None

    def has_sibling(self, place: str, name: str, kind: str) -> bool:
        """Whether an element of a node has a ``_`` sibling: primitives do, save those that are attributes in XML."""
        attribute = (place == "Extension" and name == "url") or (name == "id" and place not in self.resource_types)
        return self.is_primitive(kind) and not attribute

    def keys(self, place: str) -> set[str]:
        """Every key that a node may have in JSON, the ``_`` siblings of primitives included."""
        found = {"resourceType"} if place in self.resource_types else set()
        for element, facts in self.children(place).items():
            for name, kind in json_names(element, facts.types or ()).items():
                found |= {name, f"_{name}"} if self.has_sibling(place, name, kind) else {name}
        return found
