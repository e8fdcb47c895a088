"""Definitions from where they are kept: files, folders and FHIR packages (.tgz), in JSON or XML.

Only the three kinds the compiler uses are kept: StructureDefinition, ValueSet and CodeSystem. A JSON file
may hold one resource, a list of resources or a Bundle.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from ...codec import parse_xml
from ...errors import PzpError
from ..structure import Structure

__all__ = ["Definitions", "read_definitions"]

Resource = dict[str, Any]


@dataclass(slots=True)
class Definitions:
    """Definitions by canonical (without version)."""

    structures: dict[str, Resource] = field(default_factory=dict)
    value_sets: dict[str, Resource] = field(default_factory=dict)
    code_systems: dict[str, Resource] = field(default_factory=dict)

    def add(self, resource: Resource) -> None:
        """Keep a definition; a later one with the same canonical replaces the earlier; other kinds are
        passed by."""
        kept = {
            "StructureDefinition": self.structures,
            "ValueSet": self.value_sets,
            "CodeSystem": self.code_systems,
        }.get(resource.get("resourceType", ""))
        if kept is not None and "url" in resource:
            kept[resource["url"]] = resource

    def __or__(self, other: Definitions) -> Definitions:
        return Definitions(
            self.structures | other.structures,
            self.value_sets | other.value_sets,
            self.code_systems | other.code_systems,
        )


def read_definitions(paths: Iterable[Path], structure: Structure) -> Definitions:
    """Read every definition in the files, folders and packages named; ``structure`` is what XML is read by.

    Raises ``PzpError`` for a file that is neither JSON nor XML nor a package, naming it.
    """
    found = Definitions()
    for path in paths:
        for name, data in _files(path):
            for resource in _resources(name, data, structure):
                found.add(resource)
    return found


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """The name and content of every JSON and XML file; the order is by name, so that it is always the
    same."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.suffix in (".json", ".xml"):
                yield str(file), file.read_bytes()
    elif path.suffix in (".json", ".xml"):
        yield str(path), path.read_bytes()
    else:
        yield from _members(path)


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """What a FHIR package holds in its ``package/`` folder, without its index and examples."""
    try:
        with tarfile.open(path, "r:*") as archive:
            members = [m for m in archive if m.isfile() and m.name.startswith("package/")]
            for member in sorted(members, key=lambda m: m.name):
                inner = Path(member.name)
                stored = archive.extractfile(member)
                skipped = inner.name in ("package.json", ".index.json") or "example" in inner.parts
                if stored is not None and not skipped and inner.suffix in (".json", ".xml"):
                    yield f"{path}:{member.name}", stored.read()
    except tarfile.TarError as error:
        raise PzpError(f"{path}: not JSON, XML, a folder or a FHIR package ({error})") from error


def _resources(name: str, data: bytes, structure: Structure) -> Iterator[Resource]:
    if name.endswith(".xml"):
        decoded = parse_xml(data, source=name).decode(structure)
        if decoded.tree is None:
            raise PzpError(f"{name}: {', '.join(issue.code for issue in decoded.issues)}")
        yield decoded.tree
        return
    try:
        content = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise PzpError(f"{name}: {error}") from error
    for item in content if isinstance(content, list) else [content]:
        if isinstance(item, dict) and item.get("resourceType") == "Bundle":
            yield from (entry["resource"] for entry in item.get("entry", ()) if "resource" in entry)
        elif isinstance(item, dict):
            yield item
