"""FHIR's own structure as JSON Schema: each type closed, with its elements, arrays, choices and required codes."""

from __future__ import annotations

from collections.abc import Iterable

from profile_schemas.formats import primitives
from profile_schemas.places import Places, Schema, is_many, json_names
from profile_schemas.terms import both, in_value_set, present, target_types, targets
from pzp_exchange.profiles.facts import UNBOUNDED, Element, ReleaseFacts

__all__ = ["type_definitions"]

RESOURCE = "Resource"
SIBLINGS = "siblings"
"""The ``_`` sibling of an array of primitives."""


def type_definitions(facts: ReleaseFacts, roots: Iterable[str]) -> dict[str, Schema]:
    """The definitions of these resource types and of all that they reach, by type or path."""
    return _Types(facts).definitions(sorted(roots))


class _Types:
    def __init__(self, facts: ReleaseFacts) -> None:
        self.facts = facts
        self.places = Places(facts.base)
        self.formats = primitives(facts.base.fhir_version)
        self.wanted: list[str] = []

    def definitions(self, roots: list[str]) -> dict[str, Schema]:
        found = {RESOURCE: self.any_resource(roots),
                 SIBLINGS: {"type": "array", "minItems": 1, "items": _or_null(self.ref("Element"))}}
        while self.wanted:
            name = self.wanted.pop()
            if name not in found:
                found[name] = self.formats[name] if self.places.is_primitive(name) else self.node(name)
        return found

    def any_resource(self, known: list[str]) -> Schema:
        """A resource of any type; those of the known types are checked further."""
        rows = [{"if": {"properties": {"resourceType": {"const": name}}}, "then": self.ref(name)} for name in known]
        return {"type": "object", "required": ["resourceType"], "allOf": rows,
                "properties": {"resourceType": {"enum": list(self.places.resource_types)}}}

    def ref(self, name: str) -> Schema:
        self.wanted.append(name)
        return {"$ref": f"#/$defs/{name}"}

    def node(self, place: str) -> Schema:
        properties: dict[str, Schema] = {}
        required: list[str] = []
        rules: list[Schema] = []
        if place in self.places.resource_types:
            properties["resourceType"] = {"const": place}
            required.append("resourceType")
        for element, facts in self.places.children(place).items():
            names = json_names(element, facts.types or ())
            if element == "id" and place in self.places.resource_types:
                names = {"id": "id"}  # R4's definitions only say that it is a string
            for name, kind in names.items():
                properties.update(self.property(place, element, name, kind, facts))
            keys = [key for name in names for key in (name, f"_{name}") if key in properties]
            if element.endswith("[x]"):
                rules.append(self.choice(names, properties, bool(facts.min)))
            elif facts.min and len(keys) == 1:
                required += keys
            elif facts.min:
                rules.append(present(*keys))
        shape: Schema = {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
        if required:
            shape["required"] = required
        return both(shape, both(*rules))

    def choice(self, names: Iterable[str], properties: dict[str, Schema], needed: bool) -> Schema:
        """At most one variant of a choice (exactly one where it is needed), with or without its ``_`` sibling."""
        variants = [[key for key in (name, f"_{name}") if key in properties] for name in names]
        options = [present(*keys) for keys in variants]
        if not needed:
            options.append({"propertyNames": {"not": {"enum": [key for keys in variants for key in keys]}}})
        return {"oneOf": options}

    def property(self, place: str, element: str, name: str, kind: str, facts: Element) -> dict[str, Schema]:
        """An element's key with the schema of its value, and for a primitive the ``_`` sibling."""
        many = is_many(facts)
        if not self.places.is_primitive(kind):
            value = self.complex(f"{place}.{element}", kind, facts)
            return {name: self.array(value, facts) if many else value}
        value = self.coded(kind, facts) or self.ref(kind)
        if not self.places.has_sibling(place, name, kind):
            return {name: value}
        if not many:
            return {name: value, f"_{name}": self.ref("Element")}
        return {name: self.array(_or_null(value), facts), f"_{name}": self.ref(SIBLINGS)}

    def complex(self, path: str, kind: str, facts: Element) -> Schema:
        name = facts.content or (path if facts.children else kind)
        allowed = target_types(self.facts, facts.types[kind].targets) if facts.types and kind in facts.types else ()
        return both(self.ref(name), self.coded(kind, facts), targets(allowed))

    def coded(self, kind: str, facts: Element) -> Schema:
        if facts.binding is None or facts.binding.strength != "required":
            return {}
        return in_value_set(self.facts.value_set(facts.binding.value_set), kind, eras=True) or {}

    def array(self, items: Schema, facts: Element) -> Schema:
        most = {} if facts.max in (None, UNBOUNDED) else {"maxItems": facts.max}
        return {"type": "array", "minItems": 1, "items": items, **most}


def _or_null(schema: Schema) -> Schema:
    """An item of an array of primitives may be null where only its other half is there."""
    return {"anyOf": [schema, {"type": "null"}]}
