"""Reading sets: files, bytes, streams and directories become one ``Document``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from .codec import DEFAULT_LIMITS, Decoded, Limits, decode_json, sniff
from .document import Document, Entry, Source
from .recognising import claims_of, decode_xml, items_of, release_of, structure_of
from .releases import Release, claimed, release
from .report import Issue, Position, Report, Severity, issue
from .tree import MISSING, Pointer, Tree, get, location

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from .codec import XmlDocument
    from .model.plan import AdvanceCarePlan

__all__ = ["PLAN_SCHEMA", "PLAN_SCHEMAS", "SUFFIXES", "Readable", "files_of", "read", "stream"]

Readable = str | Path | bytes | BinaryIO
SUFFIXES = (".json", ".xml", ".ndjson")
OF_PACKAGES = ("package.json", ".index.json")
"""What FHIR packages hold besides resources; passed by in a directory."""
PLAN_SCHEMA = "https://pzp-exchange.github.io/schemas/plan.schema.json"
"""What plan JSON names as its ``$schema``; by this it is recognised."""
PLAN_SCHEMAS = {
    "AdvanceCarePlan": PLAN_SCHEMA,
    "IndividualCarePlan": "https://pzp-exchange.github.io/schemas/individual-care-plan.schema.json",
}
"""By class of the model."""
MOST_LISTED = 100
"""Findings of one kind on one document: a hostile one must not become a report that is larger than itself."""


class _Reader:
    """Collects entries, issues and plans over all sources of one call."""

    def __init__(self, wanted: Release | None, limits: Limits) -> None:
        self.wanted = wanted
        self.limits = limits
        self.roots: list[Entry] = []
        self.undetermined: dict[Entry, XmlDocument] = {}
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
            decoded = decode_json(data, self.limits, name)
            self._keep(decoded, Source(name, "json", data), self._recognised(decoded))
        else:
            self.issues.append(issue("PZP-FORMAT", Severity.FATAL, source=name))

    def _add_lines(self, data: bytes, name: str) -> None:
        from io import BytesIO

        from .codec import iter_ndjson

        source = Source(name, "ndjson", data)
        if not data.strip():
            self.issues.append(issue("PZP-EMPTY", Severity.FATAL, source=name))
        for number, decoded in iter_ndjson(BytesIO(data), self.limits, name):
            self._keep(decoded, source, self._recognised(decoded), (number,))

    def _add_xml(self, data: bytes, name: str) -> None:
        from .codec import parse_xml

        parsed = parse_xml(data, self.limits, name)
        decoded, found = decode_xml(parsed, self.wanted or claimed(parsed.profiles))
        root = self._keep(decoded, Source(name, "xml", data), found)
        if root and not found:
            self.undetermined[root] = parsed

    def _recognised(self, decoded: Decoded) -> Release | None:
        tree = decoded.tree
        return self.wanted or (release_of(tree) if tree and isinstance(tree.get("resourceType"), str) else None)

    def _keep(self, decoded: Decoded, source: Source, found: Release | None, pointer: Pointer = ()) -> Entry | None:
        self.issues.extend(decoded.issues)
        tree = decoded.tree
        if tree is None:
            return None
        if "$schema" in tree:
            kind = next((name for name, schema in PLAN_SCHEMAS.items() if tree["$schema"] == schema), None)
            if kind:
                self._keep_plan(kind, tree, source, pointer)
                return None
        if not isinstance(tree.get("resourceType"), str):
            self._not_fhir(Severity.FATAL, source, pointer)
            return None
        if found and found.fhir_version != source.fhir_version:
            source = replace(source, fhir_version=found.fhir_version)
        root = Entry(tree, source, pointer, None, found)
        self.roots.append(root)
        return root

    def _not_fhir(self, severity: Severity, source: Source, pointer: Pointer, path: str = "") -> None:
        self.issues.append(issue("PZP-NOT-FHIR", severity, path, source=source.name, position=source.spot(pointer)))

    def _keep_plan(self, kind: str, tree: Tree, source: Source, pointer: Pointer) -> None:
        from pydantic import ValidationError

        from . import model

        content = {key: value for key, value in tree.items() if key != "$schema"}
        try:
            self.plans.append(getattr(model, kind).model_validate(content))
        except ValidationError as refused:
            reasons = {_where(content, error): error["msg"]
                       for error in refused.errors(include_url=False, include_input=False)}
            for where, reason in list(reasons.items())[:MOST_LISTED]:
                self.issues.append(issue(
                    "PZP-PLAN-JSON", Severity.FATAL, location(where, kind), source=source.name,
                    position=source.spot(pointer + where), reason=reason))
            self._more(Severity.FATAL, source, len(reasons))

    def _unpacked(self, root: Entry) -> Iterator[Entry]:
        """The entry itself, or for a Bundle its entries, however deep."""
        if root.type != "Bundle":
            yield root
            return
        for index, item in items_of(root.tree):
            tree = item.get("resource") if isinstance(item, dict) else None
            if isinstance(tree, dict) and isinstance(tree.get("resourceType"), str):
                url = item.get("fullUrl")
                found = self.wanted or claimed(claims_of(tree)) or root.release
                yield from self._unpacked(Entry(tree, root.source, (*root.pointer, "entry", index, "resource"),
                                                url if isinstance(url, str) else None, found))

    def _tell_not_resources(self, root: Entry) -> None:
        """Say which entries of a Bundle hold something that is no resource: they are not in the set."""
        found = list(_not_resources(root.tree, ()))
        for at in found[:MOST_LISTED]:
            self._not_fhir(Severity.ERROR, root.source, root.pointer + at, location(at, "Bundle"))
        self._more(Severity.ERROR, root.source, len(found))

    def _more(self, severity: Severity, source: Source, found: int) -> None:
        if found > MOST_LISTED:
            self.issues.append(issue("PZP-MORE", severity, source=source.name, count=found - MOST_LISTED))

    def document(self, skipped: Iterable[str]) -> Document:
        """Everything read, with what the set as a whole tells about its release."""
        bundles = [root for root in self.roots if root.type == "Bundle"]
        for root in bundles:
            self._tell_not_resources(root)
        entries = self._entries() if bundles else self.roots
        known = {entry.release.key: entry.release for entry in entries if entry.release}
        if len(known) == 1 and not all(root.release for root in self.roots):
            self.roots = [root if root.release else self._as(root, *known.values()) for root in self.roots]
            entries = self._entries() if bundles else self.roots
        self.issues.extend(
            issue("PZP-RELEASE-UNKNOWN", Severity.INFORMATION, source=entry.source.name, resource=entry.reference)
            for entry in entries if entry.release is None)
        document = Document(entries, self.roots, Report(tuple(self.issues)), self.plans, skipped)
        document.report = document.report + _shared_ids(document)
        if len(document.of_type("Patient")) > 1:
            from .mapping.sources import doubted_numbers

            document.report = document.report + doubted_numbers(document)
        return document

    def _entries(self) -> list[Entry]:
        entries: list[Entry] = []
        for root in self.roots:
            if root.type == "Bundle":
                entries.extend(self._unpacked(root))
            else:
                entries.append(root)
        return entries

    def _as(self, root: Entry, known: Release) -> Entry:
        """An undetermined resource as one of the release that the rest of the set is of."""
        parsed = self.undetermined.get(root)
        tree = parsed.decode(structure_of(known.fhir_version)).tree if parsed else None
        return replace(root, tree=tree or root.tree, source=replace(root.source, fhir_version=known.fhir_version),
                       release=known)


def _where(content: Tree, error: ErrorDetails) -> Pointer:
    """Where in the plan an error of pydantic is; its location also names the kinds of value that were tried there."""
    where: Pointer = ()
    for step in error["loc"]:
        if get(content, (*where, step)) is not MISSING:
            where = (*where, step)
    return (*where, error["loc"][-1]) if error["type"] == "missing" else where


def _not_resources(tree: Tree, pointer: Pointer) -> Iterator[Pointer]:
    """The entries of a Bundle, however deep, whose resource is none; an entry without a resource is fine."""
    for index, item in items_of(tree) if tree.get("resourceType") == "Bundle" else ():
        at = (*pointer, "entry", index)
        resource = item.get("resource", {"resourceType": ""}) if isinstance(item, dict) else None
        if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
            yield from _not_resources(resource, (*at, "resource"))
        else:
            yield at


def _shared_ids(document: Document) -> Iterator[Issue]:
    """Resources of one id that differ and of which nothing tells which is the newer."""
    for entries in document.same_id():
        newest = max(entries, key=lambda entry: entry.age)
        different = [e for e in entries if e.tree != newest.tree and e.age == newest.age]
        if different:
            first, second = sorted((newest, different[0]), key=entries.index)
            yield issue("PZP-SAME-ID", Severity.WARNING, first.type, source=second.source.name,
                        position=second.spot(("id",)), resource=first.reference, other=first.source.name)


def files_of(path: Path, skipped: list[str]) -> Iterator[Path]:
    """The file itself, or every readable file under a directory, sorted; the others are added to ``skipped``."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        if file.suffix.lower() in SUFFIXES and file.name not in OF_PACKAGES:
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
            reader.add(source.read(), _name(source))
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
        yield from _stream(source, _name(source), wanted, limits)


def _name(source: BinaryIO) -> str:
    """The name of a stream; one that was opened by number has that for a name."""
    return str(getattr(source, "name", "-"))


def _stream(opened: BinaryIO, name: str, wanted: Release | None,
            limits: Limits) -> Iterator[tuple[Entry | None, Report]]:
    from .codec import iter_ndjson

    origin = Source(name, "ndjson")
    for number, decoded in iter_ndjson(opened, limits, name):
        tree = decoded.tree
        if tree is None:
            yield None, Report(decoded.issues)
        elif not isinstance(tree.get("resourceType"), str):
            yield None, Report((*decoded.issues, issue("PZP-NOT-FHIR", Severity.FATAL, source=name,
                                                           position=Position(number, 1))))
        else:
            yield Entry(tree, origin, (number,), None, wanted or release_of(tree)), Report(decoded.issues)
