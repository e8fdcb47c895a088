"""What needs attention in the individual care plans of a set, as issues on its resources.

The rules are those of ``pzp_exchange.model.attention`` and look at plans, so the model is built; only for a set that
holds something of an individual care plan.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..document import Document, Entry
from ..mapping.table import Mapping, NodeField
from ..mapping.tables import INDIVIDUAL_TYPES, tables
from ..report import Issue, Severity
from ..terminology import OWN_BASE
from ..tree import Pointer, Tree, location
from .lens import lens

if TYPE_CHECKING:
    from ..model.attention import Attention
    from ..model.statement import Statement

__all__ = ["individual_issues"]

HEAD = re.compile(r"[.(\[]")
"""What ends the first element of a path."""


def individual_issues(document: Document, on: datetime.date) -> Iterator[Issue]:
    """What needs attention on a date in every individual care plan of a set. Never raises on content."""
    some = any(_is_own(entry) for name in INDIVIDUAL_TYPES for entry in document.of_type(name))
    if not some and not document.given_plans:
        return
    own = next((entry for entry in document.entries if entry.type in INDIVIDUAL_TYPES and _is_own(entry)), None)
    from ..model.attention import attention
    from ..model.individual import IndividualCarePlan

    entries = _by_reference(document)
    for plan in document.plans() if own else document.given_plans:
        if isinstance(plan, IndividualCarePlan):
            patient = entries.get(_key(plan.patient)) if plan.patient else own
            for each in attention(plan, on):
                entry = _entry_of(each.statement, entries) if each.statement else patient
                yield _issue(each, entry, each.statement or plan.patient)


def _is_own(entry: Entry) -> bool:
    """Whether a resource has a table of the individual care plan. Most findings are told by their text alone."""
    mapping = _mapping(entry)
    return mapping is not None and mapping.profile.startswith(OWN_BASE)


def _mapping(entry: Entry) -> Mapping | None:
    known = tables(entry.fhir_version)
    found = known.find(entry.tree) if known else None
    return found[1] if found else None


def _by_reference(document: Document) -> dict[str, Entry]:
    """The resources that plans are read from, by full URL and by type and id."""
    older = {id(entry) for entry in (*document.older_copies(), *document.deleted())}
    found: dict[str, Entry] = {}
    for entry in document.entries:
        if id(entry) not in older:
            for key in filter(None, (entry.full_url, entry.reference)):
                found.setdefault(key, entry)
    return found


def _key(statement: Statement) -> str:
    return f"{statement.reference_type}/{statement.id}" if statement.id else statement.reference_type


def _entry_of(statement: Statement, entries: dict[str, Entry]) -> Entry | None:
    return entries.get(statement.full_url or "") or entries.get(_key(statement))


def _issue(found: Attention, entry: Entry | None, statement: Statement | None) -> Issue:
    """One finding as an issue; what was read as plan JSON has no resource and is named by its class."""
    severity, params = Severity(found.severity), tuple(sorted(found.params))
    if entry is None:
        kind = type(statement).__name__ if statement else "IndividualCarePlan"
        name = f"{kind}/{statement.id}" if statement and statement.id else kind
        return Issue(found.code, severity, ".".join(filter(None, (kind, found.attribute))), params, name)
    mapping = _mapping(entry)
    pointer = _pointer(mapping, entry.tree, found.attribute) if mapping and found.attribute else ()
    return Issue(found.code, severity, location(pointer, entry.type), params, entry.reference,
                 source=entry.source.name, place=entry.spot(pointer))


def _pointer(mapping: Mapping, tree: Tree, attribute: str) -> Pointer:
    """Where an attribute stands; as far down as it is there."""
    pointer: Pointer = ()
    name = ""
    for part in attribute.split("."):
        head, _, rest = part.partition("[")
        name = f"{name}.{head}" if name else head
        places = [place for place, _ in lens(mapping).places(tree, name) if place[:len(pointer)] == pointer]
        index = int(rest[:-1]) if rest else 0
        if index >= len(places):
            return pointer or _element(mapping, tree, head)
        pointer = places[index]
    return pointer


def _element(mapping: Mapping, tree: Tree, attribute: str) -> Pointer:
    """The element that holds an attribute which is read from several places in it."""
    keys = (HEAD.split(key, maxsplit=1)[0] for field in mapping.fields
            if isinstance(field, NodeField) and field.name == attribute for key in field.codec.keys)
    return next(((key,) for key in keys if key in tree), ())
