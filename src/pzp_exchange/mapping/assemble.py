"""A set of resources to plans, and a plan to resources."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from ..document import Document, Entry
from ..model.base import Carried
from ..model.plan import AdvanceCarePlan, OtherResource
from ..model.statement import Statement
from ..releases import Release
from ..tree import Tree, copy, leaves, location
from .gather import PlanReader
from .repeated import apart_from_forms, written_once
from .sources import NOT_TOLD
from .table import Loss
from .tables import tables
from .writer import Writer, fits, model_losses

__all__ = ["envelope_losses", "read_plans", "write_plan"]


def read_plans(document: Document) -> tuple[AdvanceCarePlan, ...]:
    """Sort the resources of a set by person and read each with its table.

    Patients with one citizen service number are one person (see ``mapping.sources``). What belongs to nobody in
    particular (health professionals) is in every plan of its source. What has no table is kept in
    ``other_resources``. When a plan comes from several sources its statements tell from which.
    """
    reader = PlanReader(document)
    by_person: dict[Hashable, list[Entry]] = {}
    for entry in sorted(document.entries, key=lambda e: e.type != "Patient" or id(e) in reader.persons.left):
        by_person.setdefault(reader.persons.of(entry), []).append(entry)
    shared = by_person.pop(None, [])
    if not by_person:
        return (reader.read(shared, shared),) if shared else ()
    if len(by_person) == 2 and NOT_TOLD in by_person:
        not_told = by_person.pop(NOT_TOLD)
        next(iter(by_person.values())).extend(not_told)
    sources = {whose: {reader.sources.key(entry) for entry in own} for whose, own in by_person.items()}
    of_persons = set().union(*sources.values())
    order = {id(entry): place for place, entry in enumerate(document.entries)}
    plans = []
    for whose, own in by_person.items():
        others = [each for each in shared
                  if (key := reader.sources.key(each)) in sources[whose] or key not in of_persons]
        plans.append(reader.read(sorted((*own, *others), key=lambda e: order[id(e)]), own))
    return tuple(plans)


def write_plan(plan: AdvanceCarePlan, release: Release) -> tuple[list[tuple[Tree, str | None]], list[Loss]]:
    """The resources of a plan in a release, each with its full URL, and what could not be written.

    A statement that was not understood is written in the FHIR version it came from only: what it did not understand
    cannot come along, and without that it would say something else.
    """
    known = tables(release.fhir_version)
    if known is None:
        raise LookupError(f"no mapping tables for {release.key}")
    written: list[tuple[Statement, Tree]] = []
    whole = plan
    plan, losses = apart_from_forms(plan, release)
    if known.prepare:
        plan, lost = known.prepare(plan)
        losses.extend(lost)
    writer = Writer(known, release, whole)
    for statement in plan.statements():
        tree, lost = writer.write(statement)
        losses.extend(lost)
        if tree:
            written.append((statement, tree))
    resources = [(tree, statement.full_url) for statement, tree in written_once(whole, written)]
    for other in plan.other_resources:
        reason = _refused(other, release)
        if reason:
            kind = str(other.resource.get("resourceType", ""))
            losses.extend(Loss(other.reference, location(pointer, kind), value, reason)
                          for pointer, value in leaves(other.resource))
        else:
            resources.append((copy(other.resource), other.full_url))
    if plan.form_answers:
        from .form.writing import carried_losses

        named = carried_losses(plan.form_answers)
        rest = plan.form_answers.model_copy(update={"carried": Carried()}) if named else plan.form_answers
        losses.extend((*model_losses("FormAnswers", "FormAnswers", rest, "only-the-form-has-it"), *named))
    losses.extend(Loss("", location((key, *pointer), "AdvanceCarePlan"), value, "not-mapped")
                  for key, content in plan.carried.items() for pointer, value in leaves(content))
    return resources, losses


def _refused(other: OtherResource, release: Release) -> str:
    """Why a resource kept whole cannot be written, or an empty text."""
    if other.reason in ("older-copy", "deleted"):
        return other.reason
    return "" if fits(other.release, release) else "another-fhir-version"


def envelope_losses(document: Document) -> tuple[Loss, ...]:
    """What Bundles say about themselves and their entries: a plan keeps the resources and their full URLs."""
    losses: list[Loss] = []
    for root in document.roots:
        if root.type == "Bundle":
            losses.extend(Loss(root.reference, location(pointer, "Bundle"), value, "bundle-envelope")
                          for pointer, value in leaves(_envelope(root.tree)))
    return tuple(losses)


def _envelope(bundle: Tree) -> Tree:
    """A Bundle without its resources, their full URLs, its type and its id."""
    rest = {key: value for key, value in bundle.items() if key not in ("resourceType", "id", "type", "entry")}
    items = bundle.get("entry")
    if isinstance(items, list):
        rest["entry"] = [_entry_envelope(item) for item in items]
    return rest


def _entry_envelope(item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    resource = item.get("resource")
    kept = {key: value for key, value in item.items() if key not in ("fullUrl", "resource")}
    if isinstance(resource, dict):
        return {**kept, "resource": _envelope(resource)} if resource.get("resourceType") == "Bundle" else kept or None
    return item or None
