"""Writing: trees, sets and plans to bytes and files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from .codec import Encoded, encode_json, encode_xml
from .document import Document
from .errors import NotWritableError, UnknownFormatError
from .model.plan import AdvanceCarePlan
from .profiles.structure import load_structure
from .reading import PLAN_SCHEMAS
from .report import Report
from .tree import Tree, get

__all__ = ["FORMATS", "bundle", "encode", "file_names", "plan_tree", "write"]

FORMATS = {"json": ".json", "xml": ".xml", "ndjson": ".ndjson"}
LONGEST_NAME = 150
"""Of a file, before number and suffix: far above what valid ids need, below what file systems take."""


def encode(tree: Tree, format: str, fhir_version: str) -> Encoded:
    """One resource as bytes. Raises ``UnknownFormatError`` for a format other than json, xml or ndjson."""
    if format == "json":
        return encode_json(tree)
    if format == "xml":
        return encode_xml(tree, load_structure(fhir_version))
    if format == "ndjson":
        return encode_json(tree, indent=None)
    raise UnknownFormatError(f"no format {format!r}; there are {', '.join(FORMATS)}")


def plan_tree(plan: AdvanceCarePlan) -> Tree:
    """The plan as JSON content: what is at its default is left out."""
    return {"$schema": PLAN_SCHEMAS[type(plan).__name__], **plan.model_dump(exclude_defaults=True)}


def bundle(resources: Iterable[tuple[Tree, str | None]]) -> Tree:
    """A collection Bundle; an entry has a full URL only where one is known."""
    entries = [{"fullUrl": url, "resource": tree} if url else {"resource": tree} for tree, url in resources]
    return {"resourceType": "Bundle", "type": "collection", **({"entry": entries} if entries else {})}


def file_names(trees: Iterable[Tree], format: str) -> Iterator[tuple[str, Tree]]:
    """A file name for each resource, ``ResourceType-id.json``; a second one of that name gets a number.

    A plan is its class and the id of its patient. Names differ in more than capitals.
    """
    used: set[str] = set()
    for tree in trees:
        stem = name = _stem(tree)
        numbers = count(2)
        while name.lower() in used:
            name = f"{stem}-{next(numbers)}"
        used.add(name.lower())
        yield f"{name}{FORMATS[format]}", tree


def _stem(tree: Tree) -> str:
    said = (tree.get("resourceType"), tree.get("id"))
    for kind, schema in PLAN_SCHEMAS.items():
        if tree.get("$schema") == schema:
            said = (kind, get(tree, ("patient", "id")))
    words = [word for word in said if isinstance(word, str) and word] or ["Resource"]
    return "-".join(re.sub(r"[^A-Za-z0-9.\-]", "_", word) for word in words)[:LONGEST_NAME]


def write(what: Document | AdvanceCarePlan | Tree, path: str | Path, *, format: str | None = None,
          fhir_version: str | None = None) -> Report:
    """Write a set, a plan (as plan JSON) or one resource; the format is found from the file's suffix.

    A set of one source tree gives that tree, of several a collection Bundle (NDJSON: a line each). A path that is a
    directory, or ends in ``/``, gets one file per resource: those of Bundles, without their Bundles. The report tells
    what the format could not hold. Raises ``NotWritableError`` when the FHIR version is needed and cannot be told, when
    a plan should become something else than JSON, and for a set that holds plans read from plan JSON;
    ``UnknownFormatError`` for a suffix that names no format.
    """
    target = Path(path)
    directory = target.is_dir() or str(path).endswith("/")
    chosen = format or ("json" if directory else target.suffix.lower().removeprefix("."))
    if chosen not in FORMATS:
        raise UnknownFormatError(f"no format {chosen!r}; there are {', '.join(FORMATS)}")
    if isinstance(what, AdvanceCarePlan) and chosen != "json":
        raise NotWritableError("a plan is written as JSON; convert it to write FHIR")
    if isinstance(what, Document) and what.given_plans:
        raise NotWritableError("the set holds plans that are no FHIR; write them one by one, or convert them")
    trees = _trees(what, directory)
    known = fhir_version or (_fhir_version(what) if chosen == "xml" else "R4")
    if directory:
        target.mkdir(parents=True, exist_ok=True)
        report = Report()
        for name, tree in file_names(trees, chosen):
            report += _put(target / name, [encode(tree, chosen, known)])
        return report
    if chosen != "ndjson" and len(trees) != 1:
        trees = [bundle((tree, None) for tree in trees)]
    return _put(target, [encode(tree, chosen, known) for tree in trees])


def _trees(what: Document | AdvanceCarePlan | Tree, apart: bool) -> list[Tree]:
    """What to write, whole or resource by resource."""
    if isinstance(what, AdvanceCarePlan):
        return [plan_tree(what)]
    if isinstance(what, Document):
        return [entry.tree for entry in (what.entries if apart else what.roots)]
    return [what]


def _put(path: Path, parts: Iterable[Encoded]) -> Report:
    written = list(parts)
    path.write_bytes(b"".join(part.data for part in written))
    return Report(tuple(found for part in written for found in part.issues))


def _fhir_version(what: Any) -> str:
    """The one FHIR version of a set; a single tree must be told."""
    if isinstance(what, Document):
        versions = {e.fhir_version for e in what.roots}
        if len(versions) == 1:
            return versions.pop()
        if not versions:
            return "R4"
    raise NotWritableError("the FHIR version cannot be told; name it with fhir_version=")
