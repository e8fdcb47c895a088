"""Reading sets: files, bytes, streams and directories become one ``Document``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from .codec import DEFAULT_LIMITS, Decoded, Limits, XmlDocument, decode_json, iter_ndjson, parse_xml, sniff
from .document import Document, Entry, Source
from .profiles.structure import FHIR_VERSIONS, load_structure
from .releases import RELEASES, Release, claimed, release
from .report import Issue, Report, Severity, issue
from .tree import Pointer, Tree, get

if TYPE_CHECKING:
    from .model.plan import AdvanceCarePlan

__all__ = ["PLAN_SCHEMA", "SUFFIXES", "Readable", "files_of", "read", "stream"]

Readable = str | Path | bytes | BinaryIO
SUFFIXES = (".json", ".xml", ".ndjson")
PLAN_SCHEMA = "https://pzp-exchange.github.io/schemas/plan.schema.json"
"""What plan JSON names as its ``$schema``; by this it is recognised."""


class _Reader:
    """Collects entries, issues and plans over all sources of one call."""

    def __init__(self, wanted: Release | None, limits: Limits) -> None:
        self.wanted = wanted
        self.limits = limits
        self.roots: list[Entry] = []
        self.entries: list[Entry] = []
        self.issues: list[Issue] = []
        self.plans: list[AdvanceCarePlan] = []

    def add(self, data: bytes, name: str) -> None:
        """Read one source."""
        format_name = sniff(data, name)
        if format_name == "ndjson":
            self._add_lines(data, name)
        elif format_name == "xml":
            self._add_xml(data, name)
        elif format_name == "json" or not data.strip():
            source = Source(name, "json", data)
            self._keep(decode_json(data, self.limits, name), source)
        else:
            self.issues.append(issue("PZP-FORMAT", Severity.FATAL, source=name))

    def _add_lines(self, data: bytes, name: str) -> None:
        from io import BytesIO

        source = Source(name, "ndjson", data)
        for number, decoded in iter_ndjson(BytesIO(data), self.limits, name):
            self._keep(decoded, source, (number,))

    def _add_xml(self, data: bytes, name: str) -> None:
        parsed = parse_xml(data, self.limits, name)
        decoded, version = decode_xml(parsed, self.wanted or claimed(parsed.profiles))
        self._keep(decoded, Source(name, "xml", data, version))

    def _keep(self, decoded: Decoded, source: Source, pointer: Pointer = ()) -> None:
        self.issues.extend(decoded.issues)
        tree = decoded.tree
        if tree is None:
            return
        if tree.get("$schema") == PLAN_SCHEMA:
            self._keep_plan(tree, source)
        elif not isinstance(tree.get("resourceType"), str):
            self.issues.append(issue("PZP-NOT-FHIR", Severity.FATAL, source=source.name, position=source.position(pointer)))
        else:
            found = self.wanted or release_of(tree)
            if found and found.fhir_version != source.fhir_version:
                source = replace(source, fhir_version=found.fhir_version)
            root = Entry(tree, source, pointer, None, found)
            self.roots.append(root)
            self.entries.extend(self._unpacked(root))

    def _keep_plan(self, tree: Tree, source: Source) -> None:
        from pydantic import ValidationError

        from .model.plan import AdvanceCarePlan

        content = {key: value for key, value in tree.items() if key != "$schema"}
        try:
            self.plans.append(AdvanceCarePlan.model_validate(content))
        except ValidationError as refused:
            for error in refused.errors(include_url=False, include_input=False):
                where = tuple(step for step in error["loc"] if get(content, tuple(error["loc"])) or isinstance(step, str | int))
                self.issues.append(issue(
                    "PZP-PLAN-JSON", Severity.FATAL, ".".join(map(str, where)), source=source.name,
                    position=source.position(where), reason=error["msg"]))

    def _unpacked(self, root: Entry) -> Iterator[Entry]:
        """The entry itself, or for a Bundle its entries, however deep."""
        if root.type != "Bundle":
            yield root
            return
        items = root.tree.get("entry")
        for index, item in enumerate(items if isinstance(items, list) else ()):
            tree = item.get("resource") if isinstance(item, dict) else None
            if isinstance(tree, dict) and isinstance(tree.get("resourceType"), str):
                url = item.get("fullUrl")
                found = self.wanted or claimed(_profiles(tree)) or root.release
                yield from self._unpacked(Entry(tree, root.source, (*root.pointer, "entry", index, "resource"),
                                                url if isinstance(url, str) else None, found))

    def document(self, skipped: Iterable[str]) -> Document:
        """Everything read, with what the set as a whole tells about its release."""
        known = {entry.release for entry in self.entries if entry.release}
        if len(known) == 1:
            (only,) = known
            self.entries = [e if e.release else replace(e, release=only) for e in self.entries]
            self.roots = [r if r.release else replace(r, release=only) for r in self.roots]
        self.issues.extend(
            issue("PZP-RELEASE-UNKNOWN", Severity.INFORMATION, source=entry.source.name, resource=entry.reference)
            for entry in self.entries if entry.release is None)
        document = Document(self.entries, self.roots, Report(tuple(self.issues)), self.plans, skipped)
        document.report = document.report + _shared_ids(document)
        return document


def _shared_ids(document: Document) -> Iterator[Issue]:
    """Resources of one id that differ and of which nothing tells which is the newer."""
    for entries in document.same_id():
        different = [e for e in entries if e.tree != entries[0].tree]
        if different and len({get(e.tree, ("meta", "versionId")) for e in entries}) == 1:
            yield issue("PZP-SAME-ID", Severity.WARNING, entries[0].type, source=different[0].source.name,
                        resource=entries[0].reference, other=entries[0].source.name)


def _profiles(tree: Tree) -> list[Any]:
    found = get(tree, ("meta", "profile"))
    return found if isinstance(found, list) else []


def _all_profiles(tree: Any) -> Iterator[Any]:
    """The claims of a resource, and of the entries when it is a Bundle."""
    yield from _profiles(tree)
    items = tree.get("entry") if tree.get("resourceType") == "Bundle" else None
    for item in items if isinstance(items, list) else ():
        resource = item.get("resource") if isinstance(item, dict) else None
        if isinstance(resource, dict):
            yield from _all_profiles(resource)


def release_of(tree: Tree) -> Release | None:
    """The release of a resource: by the profiles it claims, else by which FHIR version knows all its elements."""
    found = claimed(_all_profiles(tree))
    if found:
        return found
    unknown = {version: load_structure(version).unknown_elements(tree) for version in FHIR_VERSIONS}
    fewest = min(unknown.values())
    fitting = [version for version, count in unknown.items() if count == fewest]
    return _by_fhir_version(fitting[0]) if len(fitting) == 1 else None


def _by_fhir_version(fhir_version: str) -> Release:
    return next(r for r in RELEASES if r.fhir_version == fhir_version)


def decode_xml(parsed: XmlDocument, found: Release | None) -> tuple[Decoded, str]:
    """The tree by the structure of the release, or of the FHIR version that knows most of its elements."""
    if found:
        return parsed.decode(load_structure(found.fhir_version)), found.fhir_version
    best: tuple[int, Decoded, str] | None = None
    for version in FHIR_VERSIONS:
        structure = load_structure(version)
        decoded = parsed.decode(structure)
        unknown = structure.unknown_elements(decoded.tree) if decoded.tree else 0
        if best is None or unknown < best[0]:
            best = unknown, decoded, version
    assert best is not None  # noqa: S101 - there are FHIR versions
    return best[1], best[2]


def files_of(path: Path, skipped: list[str]) -> Iterator[Path]:
    """The file itself, or every readable file under a directory, sorted; the others are added to ``skipped``."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        if file.suffix.lower() in SUFFIXES:
            yield file
        else:
            skipped.append(str(file))


def read(*sources: Readable, release: str | Release | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read files, directories (recursively), bytes or binary streams as one set.

    The release is found from ``meta.profile``, else from the content; ``release`` (a key such as ``r4-1.0.0-rc3``,
    or ``r4``, ``stu3``) overrides that. Content never raises: see ``Document.report``. Raises ``FileNotFoundError``
    for a path that is not there, ``UnknownReleaseError`` for a release that is not in the table.
    """
    reader = _Reader(_wanted(release), limits)
    skipped: list[str] = []
    for source in sources:
        if isinstance(source, bytes):
            reader.add(source, "-")
        elif isinstance(source, str | Path):
            for file in files_of(Path(source), skipped):
                try:
                    reader.add(file.read_bytes(), str(file))
                except PermissionError:
                    reader.issues.append(issue("PZP-FILE", Severity.FATAL, source=str(file)))
        else:
            reader.add(source.read(), getattr(source, "name", "-"))
    return reader.document(skipped)


def _wanted(name: str | Release | None) -> Release | None:
    return release(name) if isinstance(name, str) else name


def stream(source: str | Path | BinaryIO, release: str | Release | None = None,
           limits: Limits = DEFAULT_LIMITS) -> Iterator[tuple[Entry | None, Report]]:
    """The resources of an NDJSON source one by one, in constant memory.

    A line that could not be read gives ``None`` and a report that says why.
    """
    wanted = _wanted(release)
    if isinstance(source, str | Path):
        with Path(source).open("rb") as opened:
            yield from _stream(opened, str(source), wanted, limits)
    else:
        yield from _stream(source, getattr(source, "name", "-"), wanted, limits)


def _stream(opened: BinaryIO, name: str, wanted: Release | None,
            limits: Limits) -> Iterator[tuple[Entry | None, Report]]:
    origin = Source(name, "ndjson")
    for number, decoded in iter_ndjson(opened, limits, name):
        tree = decoded.tree
        if tree is None:
            yield None, Report(decoded.issues)
        elif not isinstance(tree.get("resourceType"), str):
            yield None, Report((*decoded.issues, issue("PZP-NOT-FHIR", Severity.FATAL, source=name)))
        else:
            yield Entry(tree, origin, (number,), None, wanted or release_of(tree)), Report(decoded.issues)
