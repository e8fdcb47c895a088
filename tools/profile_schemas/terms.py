"""Codes, patterns and reference targets as JSON Schema."""

from __future__ import annotations

from typing import Any

from profile_schemas.places import Schema
from pzp_exchange.profiles.facts import ReleaseFacts, ValueSet
from pzp_exchange.terminology import ERAS, same_system

__all__ = ["CODED", "both", "in_value_set", "pattern", "present", "target_types", "targets"]

CODED = ("code", "Coding", "CodeableConcept")
"""The types whose codes are held against value sets."""


def both(*schemas: Schema) -> Schema:
    """One schema that asks what all of these ask."""
    asked = [schema for schema in schemas if schema]
    keys = [key for schema in asked for key in schema]
    if len(keys) == len(set(keys)):
        return {key: value for schema in asked for key, value in schema.items()}
    return {"allOf": asked}


def present(*names: str) -> Schema:
    """At least one of these keys is there."""
    return {"required": list(names)} if len(names) == 1 else {"anyOf": [{"required": [name]} for name in names]}


def pattern(wanted: Any) -> Schema:
    """FHIR's pattern rule: everything in the pattern is in the value, which may say more."""
    if isinstance(wanted, dict):
        return {"required": sorted(wanted), "properties": {key: pattern(part) for key, part in wanted.items()}}
    if isinstance(wanted, list):
        return both(*({"contains": pattern(part)} for part in wanted))
    return {"const": wanted}


def spellings(system: str) -> list[str]:
    """The URIs of a code system: HL7 renamed its own between STU3 and R4, and documents mix them."""
    now = same_system(system)
    before = (then + now[len(prefix):] for prefix, then in ERAS if now.startswith(prefix))
    return sorted({system, now, *list(before)[:1]})


def in_value_set(value_set: ValueSet | None, kind: str, eras: bool) -> Schema | None:
    """A code, Coding or CodeableConcept is in a value set; ``None`` where the set is not fully listed, or for another
    type. ``eras`` accepts both URIs of a renamed code system."""
    if value_set is None or value_set.unexpanded or not value_set.codes:
        return None
    if kind == "code":
        return {"enum": sorted({code for codes in value_set.codes.values() for code in codes})}
    rows: dict[tuple[str, ...], set[str]] = {}
    for system, codes in sorted(value_set.codes.items()):
        rows.setdefault(tuple(spellings(system) if eras else [system]), set()).update(codes)
    options = [{"properties": {"system": _one_of(systems), "code": _one_of(sorted(codes))}}
               for systems, codes in rows.items()]
    coding = both({"required": ["system", "code"]}, options[0] if len(options) == 1 else {"anyOf": options})
    if kind == "Coding":
        return coding
    if kind == "CodeableConcept":
        return {"required": ["coding"], "properties": {"coding": {"contains": coding}}}
    return None


def _one_of(values: tuple[str, ...] | list[str]) -> Schema:
    return {"const": values[0]} if len(values) == 1 else {"enum": list(values)}


def target_types(facts: ReleaseFacts, uses: tuple[str, ...]) -> tuple[str, ...]:
    """The resource types of reference targets, given as types or profiles; empty when anything may be referred to."""
    found = set()
    for use in uses:
        definition = facts.definition(use) if "/" in use else None
        name = definition.type if definition else use.rpartition("/")[2]
        if name not in facts.base.types or facts.base.types[name].abstract:
            return ()
        found.add(name)
    return tuple(sorted(found))


def targets(types: tuple[str, ...]) -> Schema:
    """A reference written as ``Type/id`` is to one of these types; any other way of writing passes."""
    if not types:
        return {}
    otherwise = "^[^A-Z]|^[A-Za-z]*([^A-Za-z/]|$)|/.*/"
    return {"properties": {"reference": {"pattern": f"^({'|'.join(types)})/|{otherwise}"}}}
