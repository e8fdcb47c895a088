"""The set as the rules see it: every resource with its lens and its patient, grouped by patient."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Hashable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from ...document import Document, Entry, Targets
from ...mapping.sources import NOT_TOLD, Persons, Sources
from ...mapping.tables import tables
from ...model.codes import Decision
from ...terminology import CodeList
from ...tree import Pointer, Tree
from ..lens import Lens, lens
from .scan import Scan, scan
from .standing import Standing, standing

__all__ = ["DATES", "STATEMENTS", "TALKS", "Item", "PlanView", "SetView"]

OBSERVED = ("observed_at", "observed_period.start", "observed_period.end")
DATES: dict[str, tuple[str, ...]] = {
    "treatment_directives": ("reviewed_on",),
    "advance_directives": ("dated",),
    "medical_policy_goals": ("status_date", "start_date"),
    "legal_capacities": OBSERVED,
    "specific_care_wishes": OBSERVED,
    "preferred_places_of_death": OBSERVED,
    "positions_regarding_euthanasia": OBSERVED,
    "organ_donation_choice_registrations": OBSERVED,
    "senses_of_purpose": OBSERVED,
    "inform_relatives_requests": ("authored_on",),
    "encounters": ("period.start", "period.end"),
    "procedures": ("performed_at", "performed_period.start", "performed_period.end"),
}
"""The dates that say how new a statement is, the first that is there; the ``date`` of the model classes."""
ABOUT = {
    "treatment_directives": "treatment",
    "advance_directives": "type",
    "medical_policy_goals": "goal",
    "medical_device_products": "type",
    "positions_regarding_euthanasia": "value",
}
"""The attribute with the code that tells statements of one kind apart."""
TALKS = ("encounters", "procedures")
PERSON = ("subject", "patient", "source")
"""The elements that tell whom a resource is about; of a filled form sometimes only the source does."""
LOOKED_INTO = frozenset({*DATES, "medical_devices", "medical_device_products"})
"""The kinds of which rules ask the state, the date or what they are about."""
NO_SCANS: Mapping[int, Scan] = {}
STATEMENTS = tuple(kind for kind in DATES if kind not in TALKS)


class Item(Struct, eq=False, gc=False):
    """One resource: what the tables make of it, and what it refers to."""

    entry: Entry
    tree: Tree
    kind: str
    """The attribute of the plan, or empty for what has no table."""
    lens: Lens | None
    scan: Scan
    targets: Targets
    """What references point to in the set, by their text."""
    whose: Hashable = None
    """The person it is about, as ``mapping.sources`` tells; the entry of the only Patient in the set, if it is that."""
    date: str | None = None
    """The date that says how new it is."""
    date_name: str = ""
    """The attribute that holds the date."""
    status: str = ""
    """Its administrative state."""
    about: CodeList | None = None
    """What the statement is about, as far as it is in the code list: a treatment, a kind of directive, a position, …"""
    decision: Decision | None = None
    """What was decided about the treatment."""

    def __post_init__(self) -> None:
        glass, tree, kind = self.lens, self.tree, self.kind
        if glass is None or kind not in LOOKED_INTO:
            return
        self.status = glass.get(tree, "status") or ""
        if kind in ABOUT:
            self.about = glass.member(tree, ABOUT[kind])
        if kind == "treatment_directives":
            self.decision = glass.decision(tree)
        for name in DATES.get(kind, ()):
            self.date = glass.get(tree, name)
            if self.date:
                self.date_name = name
                break

    def __repr__(self) -> str:
        return f"Item({self.entry!r}, {self.kind!r})"

    def pointer(self, name: str) -> Pointer:
        """Where an attribute stands in the resource; empty when it is not there."""
        return self.lens.pointer(self.tree, name) if self.lens and name else ()

    def has(self, name: str) -> bool:
        """Whether the resource says anything for an attribute."""
        return self.lens is not None and self.lens.has(self.tree, name)


class PlanView:
    """The resources of one patient."""

    def __init__(self, whole: SetView) -> None:
        self.on = whole.on
        """The reference date: what is later is in the future."""
        self._whole = whole
        self.items: dict[str, list[Item]] = {}
        """By attribute of the plan."""

    def of(self, *kinds: str) -> Iterator[Item]:
        """The resources of these kinds."""
        for kind in kinds:
            yield from self.items.get(kind, ())

    def statements(self) -> Iterator[Item]:
        """What was agreed, wished and found; not the talk itself."""
        return self.of(*STATEMENTS)

    @property
    def rivals(self) -> bool:
        """Whether there are several statements of one kind, without which none can compete."""
        return any(len(items) > 1 for kind, items in self.items.items() if kind not in TALKS)

    @cached_property
    def standing(self) -> Standing:
        """What holds, conflicts or is superseded."""
        return standing(self.statements(), self.on, self._whole.source)

    def target(self, item: Item, name: str) -> Item | None:
        """The resource an attribute refers to, if it is in the set."""
        for text in item.lens.references(item.tree, name) if item.lens else ():
            entry = item.targets[text]
            if entry is not None:
                return self._whole.by_entry.get(id(entry))
        return None


class SetView:
    """All resources of a document, and the plans in it."""

    def __init__(self, document: Document, on: datetime.date, scans: Mapping[int, Scan] = NO_SCANS) -> None:
        self.document = document
        self.on = on
        self._scans = scans
        """Those that there are already, by identity of the entry."""
        self.without_tables: list[Entry] = []
        """Resources of a release that has no tables yet."""
        left = self._left()
        entries = [entry for entry in document.entries if id(entry) not in left] if left else document.entries
        patients = [entry for entry in document.of_type("Patient") if id(entry) not in left]
        self._only = patients[0] if len(patients) == 1 else None
        self._alone = len(entries) == 1
        self.items: list[Item] = [self._item(entry) for entry in entries]
        self.by_entry: dict[int, Item] = {id(item.entry): item for item in self.items}
        self.patients: list[Item] = [self.by_entry[id(entry)] for entry in patients]
        self.kinds: dict[str, list[Item]] = {}
        """The resources by kind: the attribute of the plan, or empty for what has no table."""
        for item in self.items:
            self.kinds.setdefault(item.kind, []).append(item)

    def of(self, kind: str) -> list[Item]:
        """The resources of one kind, whoever's."""
        return self.kinds.get(kind, [])

    def _item(self, entry: Entry) -> Item:
        tree = entry.tree
        known = tables(entry.fhir_version)
        found = known.find(tree) if known else None
        kind, glass = (found[0], lens(found[1])) if found else ("", None)
        if known is None:
            self.without_tables.append(entry)
        found_in = self._scans.get(id(entry)) or scan(tree)
        item = Item(entry, tree, kind, glass, found_in, self.document.targets(entry))
        item.whose = self._whose(item)
        return item

    def _left(self) -> dict[int, str]:
        """What is in no plan: older copies and what was deleted since; mostly nothing, and that is soon known."""
        first = next(itertools.chain(self.document.older_copies(), self.document.deleted()), None)
        return self._persons.left if first else {}

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self.document)

    @cached_property
    def _persons(self) -> Persons:
        return Persons(self.document, self._sources)

    def source(self, item: Item) -> Hashable:
        """The system or document, with the release, that a resource comes from."""
        return self._sources.key(item.entry)

    def _whose(self, item: Item) -> Hashable:
        """The person a resource is about; ``None`` when it is nobody's or not told.

        Most sets are one resource, or have one Patient that all refer to, which is seen without asking further.
        """
        if item.entry is self._only:
            return self._only
        nodes = [node for key in PERSON if isinstance(node := item.tree.get(key), dict)]
        if not nodes and item.entry.type != "Patient":
            return None
        text = nodes[0].get("reference") if nodes else None
        if self._only and isinstance(text, str) and item.targets[text] is self._only:
            return self._only
        if self._alone and isinstance(text, str):
            return text
        found = self._persons.of(item.entry)
        if found == NOT_TOLD:
            return None
        return self._only if self._only and found == self._persons.of(self._only) else found

    def plans(self) -> list[PlanView]:
        """The resources by patient. What is nobody's belongs to the only patient, if there is one."""
        plans: dict[Hashable, PlanView] = {}
        for item in self.items:
            plan = plans.get(item.whose)
            if plan is None:
                plan = plans[item.whose] = PlanView(self)
            plan.items.setdefault(item.kind, []).append(item)
        nobodys = plans.pop(None, None)
        if nobodys and len(plans) <= 1:
            only = next(iter(plans.values()), None) or plans.setdefault(None, PlanView(self))
            for kind, items in nobodys.items.items():
                only.items.setdefault(kind, []).extend(items)
        return list(plans.values())
