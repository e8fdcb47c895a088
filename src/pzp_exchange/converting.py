"""From one release to another, through the plan; what does not make it is a loss."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document, Entry, Source
from .mapping.assemble import envelope_losses, write_plan
from .mapping.table import Loss
from .model.plan import AdvanceCarePlan
from .releases import Release
from .releases import release as release_named
from .report import Report
from .tree import Tree
from .writing import bundle

__all__ = ["Converted", "convert"]


@dataclass(frozen=True, slots=True)
class Converted:
    """The outcome: a set in the wanted release (one collection Bundle), the plans it was made of, and the losses."""

    document: Document
    plans: tuple[AdvanceCarePlan, ...]
    losses: tuple[Loss, ...]


def convert(what: Document | AdvanceCarePlan, to: Release | str) -> Converted:
    """Write a set or a plan in a release. The input is not changed.

    Ids, references and full URLs stay. ``losses`` holds every element that did not make it, with path, value and
    reason. Raises ``UnknownReleaseError`` for a release that is not in the table and ``LookupError`` for one that
    cannot be written yet.
    """
    wanted = release_named(to) if isinstance(to, str) else to
    plans = (what,) if isinstance(what, AdvanceCarePlan) else what.plans()
    losses = list(envelope_losses(what)) if isinstance(what, Document) else []
    resources: list[tuple[Tree, str | None]] = []
    known: dict[object, list[tuple[Tree, str | None]]] = {}
    for plan in plans:
        written, lost = write_plan(plan, wanted)
        losses.extend(lost)
        for each in written:
            same = known.setdefault((each[1], str(each[0].get("id"))), [])
            if len(plans) == 1 or each not in same:  # people of several plans are written once
                same.append(each)
                resources.append(each)
    source = Source("converted", "json", fhir_version=wanted.fhir_version)
    tree = bundle(resources)
    root = Entry(tree, source, release=wanted)
    entries = [Entry(each, source, ("entry", index, "resource"), url, wanted)
               for index, (each, url) in enumerate(resources)]
    return Converted(Document(entries, [root], Report()), plans, tuple(losses))
