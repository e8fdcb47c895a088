"""A set of resources to plans, and a plan to resources."""

from __future__ import annotations

from typing import Any

from ..document import Document, Entry
from ..model.base import Carried
from ..model.plan import AdvanceCarePlan, NotUnderstood, OtherResource
from ..model.statement import Narrative, Statement
from ..releases import Release
from ..tree import Tree, copy, get, leaves, location
from .form.facts import form_of
from .form.reading import read_form
from .table import Context, Loss, Mapping, ReadProblem
from .tables import tables
from .writer import Writer, fits, model_losses, profile_meta

__all__ = ["envelope_losses", "read_plans", "write_plan"]


class _Collected:
    """The parts of one plan while reading."""

    def __init__(self) -> None:
        self.lists: dict[str, list[Statement]] = {}
        self.not_understood: list[NotUnderstood] = []
        self.other: list[OtherResource] = []

    def plan(self) -> AdvanceCarePlan:
        """The plan with everything collected."""
        values: dict[str, Any] = {name: tuple(found) for name, found in self.lists.items() if name != "patient"}
        patients = self.lists.get("patient", [])
        return AdvanceCarePlan(patient=patients[0] if patients else None, **values,
                               not_understood=tuple(self.not_understood), other_resources=tuple(self.other))


def read_plans(document: Document) -> tuple[AdvanceCarePlan, ...]:
    """Sort the resources of a set by patient and read each with its table.

    People who belong to no patient in particular (health professionals) are in every plan. What has no table is
    kept in ``other_resources``.
    """
    older = {id(entry): "older-copy" for entry in document.older_copies()}
    older.update((id(entry), "deleted") for entry in document.deleted())
    patients = [e for e in document.entries if e.type == "Patient" and id(e) not in older]
    shared: list[Entry] = []
    by_patient: dict[Any, list[Entry]] = {entry: [entry] for entry in patients}
    for entry in document.entries:
        if entry.type == "Patient" and id(entry) not in older:
            continue
        whose = _whose(document, entry)
        if whose is None:
            shared.append(entry)
        else:
            by_patient.setdefault(whose, []).append(entry)
    if not by_patient:
        return (_read(shared, older),) if shared else ()
    order = {id(entry): place for place, entry in enumerate(document.entries)}
    return tuple(_read(sorted([*entries, *shared], key=lambda e: order[id(e)]), older)
                 for entries in by_patient.values())


def _whose(document: Document, entry: Entry) -> Any:
    """The patient an entry is about: its entry in the set, else the reference as text; ``None`` for nobody's."""
    for element in ("subject", "patient"):
        reference = get(entry.tree, (element, "reference"))
        if isinstance(reference, str):
            found = document.resolve_entry(reference, entry)
            return found if found and found.type == "Patient" else reference
    return None


def _read(entries: list[Entry], older: dict[int, str]) -> AdvanceCarePlan:
    collected = _Collected()
    persons = _persons_of(entries)
    for entry in entries:
        version = entry.release.fhir_version if entry.release else entry.source.fhir_version
        known = tables(version)
        found = known.find(entry.tree) if known and id(entry) not in older else None
        if found and known:
            name, mapping = found
            context = Context(systems=known.systems, persons=persons)
            collected.lists.setdefault(name, []).append(_read_statement(entry, mapping, context, collected))
        else:
            usual = "not-mapped" if known else "release-not-read"
            reason = older.get(id(entry), "form" if entry.type == "QuestionnaireResponse" else usual)
            collected.other.append(OtherResource(
                resource=Carried(copy(entry.tree)), full_url=entry.full_url, reason=reason,
                release=entry.release.key if entry.release else None))
    form = _only_form(entries, collected)
    return _with_form(collected, form) if form else collected.plan()


PEOPLE = ("patient", "contact_persons", "health_professionals", "health_professional_roles")


def _only_form(entries: list[Entry], collected: _Collected) -> Entry | None:
    """The filled form of a set that holds no statements but that form; it then stands in for the resources."""
    forms = [entry for entry in entries if entry.type == "QuestionnaireResponse" and form_of(entry.tree)]
    return forms[0] if len(forms) == 1 and collected.lists.keys() <= set(PEOPLE) else None


def _with_form(collected: _Collected, form: Entry) -> AdvanceCarePlan:
    """The plan that a form holds; people who are in the set as resources are taken from those."""
    known = form_of(form.tree)
    if known is None:
        return collected.plan()
    read = read_form(form.tree, known[0]).plan
    others = [other for other in collected.other if not (other.reason == "form" and other.resource == form.tree)]
    update: dict[str, Any] = {"other_resources": (*read.other_resources, *others),
                              "not_understood": (*read.not_understood, *collected.not_understood)}
    for name in PEOPLE[1:]:
        mine = collected.lists.get(name, [])
        ids = {person.id for person in mine}
        update[name] = (*mine, *(person for person in getattr(read, name) if person.id not in ids))
    patients = collected.lists.get("patient")
    return read.model_copy(update={**update, **({"patient": patients[0]} if patients else {})})


def _persons_of(entries: list[Entry]) -> dict[str, Tree]:
    """The person behind each role in the set, as Reference, by every way to refer to the role."""
    found: dict[str, Tree] = {}
    for entry in entries:
        person = entry.tree.get("practitioner") if entry.type == "PractitionerRole" else None
        if isinstance(person, dict):
            found.update((name, person) for name in (entry.reference, entry.full_url) if name)
    return found


def _read_statement(entry: Entry, mapping: Mapping, context: Context, collected: _Collected) -> Statement:
    """One resource with its table; the narrative is tied to what it was made for."""
    node = copy(entry.tree)
    del node["resourceType"]
    if node.get("meta") == profile_meta(mapping):
        del node["meta"]
        left_out: tuple[str, ...] = ()
    else:
        left_out = ("meta",)
    text = node.get("text")
    narrative = (isinstance(text, dict) and text.keys() <= {"status", "div"}
                 and all(isinstance(value, str) for value in text.values()))
    if narrative:
        del node["text"]
    statement: Statement = mapping.read(node, context)
    if "implicitRules" in statement.carried:
        context.problems.append(ReadProblem("implicitRules", "implicit-rules"))
    update: dict[str, Any] = {"left_out": left_out + statement.left_out, "full_url": entry.full_url}
    if context.carried or left_out:
        update["carried_from"] = entry.release.key if entry.release else None
    statement = statement.model_copy(update={k: v for k, v in update.items() if v})
    if narrative and isinstance(text, dict):
        made = Narrative(status=text.get("status"), div=text.get("div"), made_for=statement.fingerprint)
        statement = statement.model_copy(update={"narrative": made})
    for problem in context.problems:
        collected.not_understood.append(NotUnderstood(
            reference=f"{type(statement).__name__}/{statement.id or statement.full_url or ''}",
            path=f"{entry.type}.{problem.path}", reason=problem.reason))
    return statement


def write_plan(plan: AdvanceCarePlan, release: Release) -> tuple[list[tuple[Tree, str | None]], list[Loss]]:
    """The resources of a plan in a release, each with its full URL, and what could not be written.

    A statement that was not understood is written in the FHIR version it came from only: what it did not understand
    cannot come along, and without that it would say something else.
    """
    known = tables(release.fhir_version)
    if known is None:
        raise LookupError(f"no mapping tables for {release.key}")
    resources: list[tuple[Tree, str | None]] = []
    losses: list[Loss] = []
    if known.prepare:
        plan, losses = known.prepare(plan)
    writer = Writer(known, release, plan)
    for statement in plan.statements():
        tree, lost = writer.write(statement)
        losses.extend(lost)
        if tree:
            resources.append((tree, statement.full_url))
    for other in plan.other_resources:
        reason = _refused(other, release)
        if reason:
            kind = str(other.resource.get("resourceType", ""))
            losses.extend(Loss(other.reference, location(pointer, kind), value, reason)
                          for pointer, value in leaves(other.resource))
        else:
            resources.append((copy(other.resource), other.full_url))
    if plan.form_answers:
        losses.extend(model_losses("FormAnswers", "FormAnswers", plan.form_answers, "only-the-form-has-it"))
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
