"""The base structure of FHIR R4 and STU3: which elements a type has, in which order, how often, of what type.

The facts are compiled from HL7's base definitions by ``tools/compile_base.py`` into ``base-r4.json`` and
``base-stu3.json``. Types are read on first use.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from typing import Any

from ..errors import PzpError

__all__ = ["FHIR_VERSIONS", "ElementFacts", "Structure", "load_structure"]

FHIR_VERSIONS = ("R4", "STU3")


@dataclass(frozen=True, slots=True)
class ElementFacts:
    """What the base definition says of one element, by its name in JSON (``valueString``, not ``value[x]``).

    ``order`` counts from 0 in the definition; the variants of a choice share one. ``type`` is a datatype, a
    path such as ``Patient.contact`` for elements defined in place, or ``Resource``. ``kind`` is
    ``primitive``, ``complex``, ``resource`` or ``xhtml``. ``json`` is how the value is written in JSON:
    ``string``, ``number``, ``boolean`` or ``object``. ``choice`` is the name without type (``value``) for a
    variant of a choice, else empty. ``attribute`` marks what XML writes as an attribute (``id`` of an
    element, ``url`` of an extension).
    """

    name: str
    order: int
    many: bool
    min: int
    type: str
    kind: str
    json: str
    choice: str
    attribute: bool

    @property
    def required(self) -> bool:
        """Whether the element must be there (for a choice: one of its variants)."""
        return self.min > 0


class Structure:
    """The base structure of one FHIR version; get it with ``load_structure``."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.fhir_version: str = facts["fhir_version"]
        self.resource_types: frozenset[str] = frozenset(facts["resources"])
        self.primitives: dict[str, str] = facts["primitives"]
        self._lines: dict[str, list[str]] = facts["types"]
        self._elements: dict[str, dict[str, ElementFacts]] = {}
        self._usual: dict[str, ElementFacts] = {}

    def __repr__(self) -> str:
        return f"Structure({self.fhir_version!r})"

    @property
    def types(self) -> frozenset[str]:
        """Every complex type: resource types, datatypes and paths of elements defined in place."""
        return frozenset(self._lines)

    def element(self, type_name: str, json_name: str) -> ElementFacts | None:
        """The facts of one element, or None where this FHIR version does not know it."""
        return self.elements(type_name).get(json_name)

    def elements(self, type_name: str) -> dict[str, ElementFacts]:
        """The elements of a type by JSON name, in the order of the definition; do not change the dict.

        A primitive type has what every element has (``id``, ``extension``). An unknown type has none.
        """
        known = self._elements.get(type_name)
        if known is None:
            known = self._elements[type_name] = self._build(type_name)
        return known

    def _build(self, type_name: str) -> dict[str, ElementFacts]:
        lines = self._lines.get("Element" if type_name in self.primitives else type_name, [])
        found: dict[str, ElementFacts] = {}
        for line in lines:
            if line.startswith("+"):
                found.update(self.elements(line[1:]))
                continue
            name, cardinality, types = line.split(" ")
            order = len({facts.order for facts in found.values()})
            for facts in self._variants(name, order, cardinality, types.split("|")):
                found[facts.name] = facts
        return found

    def _variants(self, name: str, order: int, cardinality: str, types: list[str]) -> list[ElementFacts]:
        least, most = cardinality.split("..")
        choice = name.removesuffix("[x]") if name.endswith("[x]") else ""
        variants = []
        for type_name in types:
            json_type = self.primitives.get(type_name, "object")
            kind = "complex" if json_type == "object" else "primitive"
            kind = {"xhtml": "xhtml", "Resource": "resource"}.get(type_name, kind)
            own = choice + type_name[0].upper() + type_name[1:] if choice else name.removeprefix("@")
            attribute = name.startswith("@")
            variants.append(ElementFacts(own, order, most != "1", int(least), type_name, kind, json_type,
                                         choice, attribute))
        return variants

    def usual(self, json_name: str) -> ElementFacts | None:
        """What most types that have an element of this name say of it; None where none has it.

        A guess for elements that stand where this FHIR version does not know them.
        """
        if not self._usual:
            said: dict[str, Counter[tuple[bool, str]]] = {}
            first: dict[tuple[str, bool, str], ElementFacts] = {}
            for type_name in sorted(self._lines):
                for name, facts in self.elements(type_name).items():
                    said.setdefault(name, Counter())[facts.many, facts.type] += 1
                    first.setdefault((name, facts.many, facts.type), facts)
            self._usual = {name: first[name, *votes.most_common(1)[0][0]] for name, votes in said.items()}
        return self._usual.get(json_name)

    def unknown_elements(self, tree: Any) -> int:
        """How many elements this FHIR version does not know, or not in that form (list or single, object or not).

        The fewer, the likelier a resource is of this FHIR version. Nothing is counted below an unknown
        element.
        """
        return self._unknown_in_resource(tree) if isinstance(tree, dict) else 1

    def _unknown_in_resource(self, tree: dict[str, Any]) -> int:
        resource_type = tree.get("resourceType")
        if not isinstance(resource_type, str) or resource_type not in self.resource_types:
            return len(tree)
        return self._unknown(tree, resource_type)

    def _unknown(self, tree: dict[str, Any], type_name: str) -> int:
        count = 0
        elements = self.elements(type_name)
        for key, value in tree.items():
            facts = elements.get(key.removeprefix("_"))
            if facts is None:
                count += key != "resourceType"
                continue
            listed = isinstance(value, list | tuple)
            count += listed is not facts.many
            for item in value if listed else (value,):
                if facts.kind == "complex" and not isinstance(item, dict | None) and not key.startswith("_"):
                    count += 1
                elif isinstance(item, dict):
                    resource = facts.kind == "resource"
                    count += self._unknown_in_resource(item) if resource else self._unknown(item, facts.type)
        return count


@cache
def load_structure(fhir_version: str) -> Structure:
    """The base structure of ``"R4"`` or ``"STU3"``. Raises ``PzpError`` for any other FHIR version."""
    if fhir_version not in FHIR_VERSIONS:
        raise PzpError(f"no base structure of FHIR {fhir_version!r}; there are {', '.join(FHIR_VERSIONS)}")
    text = get_data(__package__, f"base-{fhir_version.lower()}.json") or b""
    return Structure(json.loads(text))
