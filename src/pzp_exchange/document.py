"""A set of resources as read: the trees, where each came from, and how they refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .entry import Entry, Source, Spot
from .errors import PzpError
from .report import Report
from .tree import Tree, get

if TYPE_CHECKING:
    from .mapping.table import Loss
    from .model.plan import AdvanceCarePlan

__all__ = ["Document", "Entry", "SeveralPatientsError", "Source", "Spot", "Targets"]

Index = dict[str, list[Entry]]
"""Resources by ``Type/id`` and by full URL."""


class SeveralPatientsError(PzpError):
    """``Document.plan()`` was asked for one plan, but the set holds several patients; use ``plans()``."""


class Targets(dict[str, Entry | None]):
    """What the references in an entry point to in the set, by their text; found when first asked for.

    Not what is contained in a resource. Holds the index of a set but not the set, which holds this.
    """

    def __init__(self, index: Index, entry: Entry) -> None:
        super().__init__()
        self._index, self._entry = index, entry

    def __missing__(self, reference: str) -> Entry | None:
        found = self[reference] = _resolved(self._index, reference, self._entry)
        return found


class Document:
    """A set of resources that belong together: everything one call of ``read`` was given.

    ``entries`` are the resources (a Bundle counts as its entries), ``roots`` the trees as they stood in the sources.
    """

    def __init__(self, entries: Iterable[Entry], roots: Iterable[Entry], report: Report,
                 plans: Iterable[AdvanceCarePlan] = (), skipped: Iterable[str] = ()) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.roots: tuple[Entry, ...] = tuple(roots)
        self.bundles: tuple[Entry, ...] = () if self.roots == self.entries else tuple(
            root for root in self.roots if root.type == "Bundle")
        """Those of the roots that hold others."""
        self.report: Report = report
        """What reading found: unreadable files, odd encodings, unknown elements in XML."""
        self.skipped: tuple[str, ...] = tuple(skipped)
        """Files in a directory that were left alone because of their name."""
        self.given_plans: tuple[AdvanceCarePlan, ...] = tuple(plans)
        """Plans that were read as plan JSON."""
        self._by_key: Index | None = None
        self._without_doubles = False
        self._by_type: dict[str, list[Entry]] | None = None
        self._targets: dict[tuple[int, str, str], Targets] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def _index(self) -> Index:
        if self._by_key is None:
            index: Index = {}
            for entry in self.entries:
                url, own = entry.full_url, entry.tree.get("id")
                key = f"{entry.type}/{own}" if own and isinstance(own, str) else None
                if key:
                    index.setdefault(key, []).append(entry)
                if url and url != key:
                    index.setdefault(url, []).append(entry)
            self._by_key, self._without_doubles = index, sum(map(len, index.values())) == len(index)
        return self._by_key

    def of_type(self, name: str) -> Sequence[Entry]:
        """The resources of a type."""
        if self._by_type is None:
            self._by_type = {}
            for entry in self.entries:
                self._by_type.setdefault(entry.type, []).append(entry)
        return self._by_type.get(name, ())

    def same_id(self) -> Iterator[tuple[Entry, ...]]:
        """The resources that share type and id with another one of the set.

        Not those of two different servers, nor of two FHIR versions: one may be made of the other.
        """
        for key, entries in self._index().items():
            if len(entries) > 1 and key == f"{entries[0].type}/{entries[0].id}":
                for version in dict.fromkeys(entry.fhir_version for entry in entries):
                    yield from _of_one_server([entry for entry in entries if entry.fhir_version == version])

    def deleted(self) -> Iterator[Entry]:
        """Versions of resources that were deleted since, by what a history Bundle tells (newest entry first)."""
        gone: set[str] = set()
        for root in self.bundles:
            if root.tree.get("type") == "history":
                gone.update(_deleted(root.tree))
        yield from (entry for entry in self.entries if gone and f"{entry.type}/{entry.id}" in gone)

    def older_copies(self) -> Iterator[Entry]:
        """Resources of which the set holds a newer version, or the very same once more."""
        for entries in self.same_id():
            newest = max(entries, key=lambda entry: entry.age)
            for entry in entries:
                if entry is not newest and (entry.tree == newest.tree or entry.age != newest.age):
                    yield entry

    def resolve(self, reference: str, entry: Entry) -> Tree | None:
        """The resource a reference in an entry points to, or ``None`` when it is not in the set.

        Knows ``#contained``, ``Type/id``, ``Type/id/_history/1``, absolute URLs and ``urn:uuid:``.
        """
        if reference.startswith("#"):
            return _contained(entry.tree, reference[1:])
        found = self.resolve_entry(reference, entry)
        return found.tree if found else None

    def resolve_entry(self, reference: str, entry: Entry) -> Entry | None:
        """Like ``resolve``, for resources that stand on their own in the set."""
        return _resolved(self._index(), reference, entry)

    def targets(self, entry: Entry) -> Targets:
        """What the references in an entry point to: the same for all of one source, base of full URLs and FHIR version.

        In a set without doubles it is the same for everything that has no full URL, wherever it stands.
        """
        index, url = self._index(), entry.full_url
        if url is None and self._without_doubles:
            key = 0, "", ""
        else:
            key = id(entry.source), url.rsplit("/", 2)[0] if url and "://" in url else "", entry.fhir_version
        found = self._targets.get(key)
        if found is None:
            found = self._targets[key] = Targets(index, entry)
        return found

    def plans(self) -> tuple[AdvanceCarePlan, ...]:
        """The advance care plans in the set, one per patient."""
        from .mapping.assemble import read_plans

        return self.given_plans + read_plans(self)

    def plan(self) -> AdvanceCarePlan:
        """The advance care plan in the set; an empty plan when there is none.

        Raises ``SeveralPatientsError`` when the set is about more than one patient.
        """
        from .model.plan import AdvanceCarePlan

        plans = self.plans()
        if len(plans) > 1:
            raise SeveralPatientsError(f"the set is about {len(plans)} patients; use plans()")
        return plans[0] if plans else AdvanceCarePlan()

    def envelope_losses(self) -> tuple[Loss, ...]:
        """What Bundles said about themselves and their entries, which a plan does not keep."""
        from .mapping.assemble import envelope_losses

        return envelope_losses(self)

    def models(self) -> tuple[Any, ...]:
        """The resources as ``fhir.resources`` objects (R4B models for R4). Needs the extra ``fhir-models``.

        Raises ``pydantic.ValidationError`` for a resource those models refuse.
        """
        from .models import model_of

        return tuple(model_of(entry) for entry in self.entries)


def _resolved(index: Index, reference: str, entry: Entry) -> Entry | None:
    """The resource that a reference in an entry points to; see ``Document.resolve``."""
    exact = index.get(reference)
    if exact is not None and len(exact) == 1 and entry.full_url is None:
        return exact[0]
    plain, _, wanted = reference.partition("/_history/")
    candidates = index.get(plain, [])
    parts = plain.split("/")
    if not candidates and len(parts) > 2:
        loose = index.get("/".join(parts[-2:]), [])
        candidates = [c for c in loose if c.full_url is None]
    elif len(parts) == 2 and entry.full_url and "://" in entry.full_url:
        base = entry.full_url.rsplit("/", 2)[0]
        candidates = index.get(f"{base}/{plain}", candidates)
    if wanted:
        candidates = [c for c in candidates if get(c.tree, ("meta", "versionId")) == wanted]
    candidates = [c for c in candidates if c.source.data is entry.source.data] or candidates
    candidates = [c for c in candidates if c.fhir_version == entry.fhir_version] or candidates
    return next(iter(candidates), None)


def _of_one_server(entries: list[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Those of each server; what names no server is with the others only when these are of one."""
    servers = dict.fromkeys(entry.server for entry in entries if entry.server)
    for server in servers if len(servers) > 1 else ():
        yield from _several(entry for entry in entries if entry.server == server)
    yield from _several(entry for entry in entries if len(servers) < 2 or not entry.server)


def _several(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    found = tuple(entries)
    if len(found) > 1:
        yield found


def _deleted(bundle: Tree) -> Iterator[str]:
    """``Type/id`` of the resources whose newest entry in a history is their deletion."""
    items = bundle.get("entry")
    seen: set[str] = set()
    for item in items if isinstance(items, list) else ():
        url, method = get(item, ("request", "url")), get(item, ("request", "method"))
        tree = get(item, ("resource",))
        named = f"{tree.get('resourceType')}/{tree.get('id')}" if isinstance(tree, dict) else None
        key = named or ("/".join(url.split("/")[-2:]) if isinstance(url, str) else None)
        if key and key not in seen:
            seen.add(key)
            if method == "DELETE":
                yield key


def _contained(tree: Tree, wanted: str) -> Tree | None:
    if not wanted:
        return tree
    contained = tree.get("contained")
    for item in contained if isinstance(contained, list) else ():
        if isinstance(item, dict) and item.get("id") == wanted:
            return item
    return None
