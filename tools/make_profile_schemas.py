"""Write the JSON Schemas of the profiles, of the standard and our own: ``schemas/<release key>/``.

    python tools/make_profile_schemas.py

``schemas()`` gives the same content without writing it, for the drift test.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from profile_schemas.places import Schema
from profile_schemas.profile import ProfileSchema
from profile_schemas.structure import type_definitions
from pzp_exchange.model.own_codes import OWN_BASE
from pzp_exchange.profiles.facts import ReleaseFacts, load_facts
from pzp_exchange.reading import PLAN_SCHEMA

TARGET = Path(__file__).resolve().parent.parent / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CANONICAL_BASE = PLAN_SCHEMA.rpartition("/")[0]
RELEASES = ("r4-1.0.0-rc3", "stu3-1.0.0-rc2")
GUIDES = ("https://api.iknl.nl/docs/pzp/", OWN_BASE)
"""How the canonicals of the profiles begin: those of the standard, and our own of the individual care plan."""
ALSO = ("Bundle", "QuestionnaireResponse")
"""Resource types that plans are exchanged in, without a profile of their own."""
WIDTH = 120
TYPES = "fhir-types.schema.json"


def schemas() -> dict[str, str]:
    """The content of every file, by its path below ``schemas/``."""
    return {f"{key}/{name}": text(schema) for key in RELEASES for name, schema in release_schemas(key).items()}


def release_schemas(key: str) -> dict[str, Schema]:
    """The schemas of one release by file name: FHIR's types, each profile, and the one for any resource."""
    facts = load_facts(key)
    own = {canonical: facts.profiles[canonical] for canonical in sorted(facts.profiles) if canonical.startswith(GUIDES)}
    profiles = {canonical: profile for canonical, profile in own.items() if profile.type != "Extension"}
    types = type_definitions(facts, {*ALSO, *(profile.type for profile in profiles.values())})
    found = {TYPES: headed(key, TYPES, f"FHIR {facts.base.fhir_version} types", {"$defs": types})}
    for canonical in profiles:
        name = f"{profiles[canonical].name}.schema.json"
        found[name] = profile_schema(facts, key, name, canonical)
    found["any.schema.json"] = headed(key, "any.schema.json", f"Any resource, or a Bundle, of {key}", any_schema(
        {canonical: f"{profile.name}.schema.json" for canonical, profile in profiles.items()}))
    return found


def headed(key: str, name: str, title: str, schema: Schema) -> Schema:
    """A schema with what makes it a file."""
    return {"$schema": DIALECT, "$id": f"{CANONICAL_BASE}/{key}/{name}", "title": title, **schema}


def profile_schema(facts: ReleaseFacts, key: str, name: str, canonical: str) -> Schema:
    """The schema of one profile."""
    profile = facts.profiles[canonical]
    made = ProfileSchema(facts, profile)
    schema: Schema = {"allOf": [{"$ref": f"{TYPES}#/$defs/{profile.type}"}, made.schema], "$defs": made.definitions,
                      "$comment": made.comment, "description": f"{profile.type} by the profile {canonical}"}
    return headed(key, name, profile.name, {part: value for part, value in schema.items() if value})


def any_schema(profiles: dict[str, str]) -> Schema:
    """A resource meets the profiles it claims in ``meta.profile``; so does each entry of a Bundle."""
    rows = [{"if": claims(canonical), "then": {"$ref": file}} for canonical, file in profiles.items()]
    entries = {"items": {"properties": {"resource": {"$ref": "#"}}}}
    bundle = {"if": {"properties": {"resourceType": {"const": "Bundle"}}}, "then": {"properties": {"entry": entries}}}
    return {"$ref": f"{TYPES}#/$defs/Resource", "allOf": [*rows, bundle]}


def claims(canonical: str) -> Schema:
    """The resource claims a profile, with or without version."""
    claim = {"pattern": f"^{canonical.replace('.', '[.]')}([|].*)?$"}
    return {"required": ["meta"], "properties": {
        "meta": {"required": ["profile"], "properties": {"profile": {"contains": claim}}}}}


def text(schema: Schema) -> str:
    """A file's content; whatever fits on a line stands on one."""
    return laid_out(schema, "") + "\n"


def laid_out(value: Any, margin: str) -> str:
    """JSON, broken into lines where it is longer than a line."""
    line = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(margin) + len(line) <= WIDTH:
        return line
    inner = margin + " "
    if isinstance(value, list):
        start, end, rows = "[", "]", [laid_out(item, inner) for item in value]
    else:
        start, end = "{", "}"
        rows = [f"{json.dumps(key)}: {laid_out(item, inner)}" for key, item in sorted(value.items())]
    return f"{start}\n{inner}" + f",\n{inner}".join(rows) + f"\n{margin}{end}"


if __name__ == "__main__":
    for path, content in schemas().items():
        (TARGET / path).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / path).write_text(content, "utf-8")
        print(TARGET / path)
