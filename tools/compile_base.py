"""Compile the base structure facts of FHIR R4 and STU3 into compact package data.

Reads HL7's base definitions (``core-r4`` and ``core-stu3`` in the folder of the standard) and writes
``src/pzp_exchange/profiles/base-r4.json`` and ``base-stu3.json``: of every resource type and datatype the
elements in order with cardinality and types, and nothing else. Same input, same bytes.

    python tools/compile_base.py [--standard FOLDER] [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {"R4": "core-r4", "STU3": "core-stu3"}
BASES = ("Resource", "DomainResource", "Element", "BackboneElement")
FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"
"""Where R4 says the type of ``id`` and ``url``; their code names a type of FHIRPath."""


def read_definitions(folder: Path) -> list[dict[str, Any]]:
    """The definitions of all resource types and datatypes; not of constraints on them (SimpleQuantity)."""
    found: list[dict[str, Any]] = []
    for name in ("profiles-types.json", "profiles-resources.json"):
        found += json.loads((folder / name).read_text("utf-8"))
    found = [d for d in found if d["resourceType"] == "StructureDefinition"]
    return [d for d in found if d.get("derivation") != "constraint"]


def element_types(element: dict[str, Any], parents: set[str]) -> list[str]:
    """The types of one element; its own path where its children are defined in place."""
    if "contentReference" in element:
        return [element["contentReference"].removeprefix("#")]
    if element["path"] in parents:
        return [element["path"]]
    return list(dict.fromkeys(type_code(t) for t in element["type"]))


def type_code(entry: dict[str, Any]) -> str:
    """The FHIR type of one entry of ``ElementDefinition.type``."""
    told = [e["valueUrl"] for e in entry.get("extension", ()) if e["url"] == FHIR_TYPE]
    code: str = (told or [entry["code"]])[0]
    return code


def compile_type(definition: dict[str, Any]) -> dict[str, list[str]]:
    """Lines ``name min..max type|type`` per type and path with children; ``@name`` is an XML attribute."""
    elements = definition["snapshot"]["element"]
    parents = {e["path"].rpartition(".")[0] for e in elements}
    types: dict[str, list[str]] = {path: [] for path in sorted(parents) if path}
    for element in elements[1:]:
        if element["max"] == "0":
            continue
        parent, _, name = element["path"].rpartition(".")
        mark = "@" if "xmlAttr" in element.get("representation", ()) else ""
        kinds = "|".join(element_types(element, parents))
        types[parent].append(f"{mark}{name} {element['min']}..{element['max']} {kinds}")
    return types


def shorten(types: dict[str, list[str]]) -> dict[str, list[str]]:
    """Replace the lines that a base type gives by ``+Base`` as the first line."""
    short = {}
    for name, lines in types.items():
        fits = [b for b in BASES if b != name and b in types and lines[: len(types[b])] == types[b]]
        base = max(fits, key=lambda b: len(types[b]), default="")
        short[name] = [f"+{base}", *lines[len(types[base]) :]] if base else lines
    return short


def json_type(definition: dict[str, Any]) -> str:
    """How a primitive is written in JSON: ``string``, ``number`` or ``boolean``."""
    if definition["type"] == "boolean":
        return "boolean"
    ancestors = {definition["type"], definition["baseDefinition"].rpartition("/")[2]}
    return "number" if ancestors & {"decimal", "integer"} else "string"


def compile_base(folder: Path, fhir_version: str) -> dict[str, Any]:
    """All facts of one FHIR version from the folder with its base definitions."""
    types: dict[str, list[str]] = {}
    primitives: dict[str, str] = {}
    resources: list[str] = []
    for definition in read_definitions(folder):
        if definition["kind"] == "primitive-type":
            primitives[definition["type"]] = json_type(definition)
            continue
        types.update(compile_type(definition))
        if definition["kind"] == "resource" and not definition["abstract"]:
            resources.append(definition["type"])
    return {"fhir_version": fhir_version, "primitives": primitives, "resources": sorted(resources),
            "types": shorten(dict(sorted(types.items())))}


def to_text(facts: dict[str, Any]) -> str:
    """The facts as JSON, one type per line, so that differences can be read."""
    compact = {name: json.dumps(lines, separators=(",", ":")) for name, lines in facts["types"].items()}
    rows = ",\n".join(f"{json.dumps(name)}:{lines}" for name, lines in compact.items())
    head = {k: v for k, v in facts.items() if k != "types"}
    return json.dumps(head, separators=(",", ":"))[:-1] + ',"types":{\n' + rows + "\n}}\n"


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--standard", type=Path, default=ROOT.parent / "shared" / "standard")
    parser.add_argument("--output", type=Path, default=ROOT / "src" / "pzp_exchange" / "profiles")
    options = parser.parse_args()
    for fhir_version, source in SOURCES.items():
        text = to_text(compile_base(options.standard / source, fhir_version))
        target = options.output / f"base-{fhir_version.lower()}.json"
        target.write_text(text, "utf-8")
        print(f"{target}: {len(text)} bytes")


if __name__ == "__main__":
    main()
