"""The resources about one person to a plan."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from ..document import Document, Entry
from ..model.base import Carried
from ..model.doubts import reference
from ..model.plan import AdvanceCarePlan, FormAnswers, NotUnderstood, OtherResource
from ..model.statement import Narrative, Origin, Statement
from ..tree import Tree, copy
from .form.facts import FormFacts, form_of
from .form.reading import read_form
from .repeated import READ_FORM
from .sources import Persons, Sources
from .systems import Systems
from .table import Context, Mapping, ReadProblem
from .tables import tables
from .writer import profile_meta

__all__ = ["PlanReader"]

FORM = "QuestionnaireResponse"
PEOPLE = ("patient", "contact_persons", "health_professionals", "health_professional_roles")


class _Collected:
    """The parts of one plan while reading."""

    def __init__(self) -> None:
        self.lists: dict[str, list[Statement]] = {}
        self.not_understood: list[NotUnderstood] = []
        self.other: list[OtherResource] = []
        self.answers: FormAnswers | None = None
        self.kept_answers: list[FormAnswers] = []

    def plan(self) -> AdvanceCarePlan:
        """The plan with everything collected; an individual care plan when something is only in that."""
        values: dict[str, Any] = {name: tuple(found) for name, found in self.lists.items() if name != "patient"}
        patients = self.lists.get("patient", [])
        kind = AdvanceCarePlan
        if values.keys() - AdvanceCarePlan.model_fields.keys():
            from ..model.individual import IndividualCarePlan

            kind = IndividualCarePlan
        return kind(
            patient=patients[0] if patients else None, patient_elsewhere=tuple(patients[1:]), **values,
            form_answers=self.answers, kept_form_answers=tuple(self.kept_answers),
            not_understood=tuple(self.not_understood), other_resources=tuple(self.other))


class PlanReader:
    """Reads the plans of one set, each from the resources about one person."""

    def __init__(self, document: Document) -> None:
        self.sources = Sources(document)
        self.persons = Persons(document, self.sources)
        self.copies: dict[str, list[Entry]] = {}
        for entry in document.entries:
            if self.persons.left.get(id(entry)) == "older-copy":
                self.copies.setdefault(entry.reference, []).append(entry)

    def read(self, entries: list[Entry], own: list[Entry]) -> AdvanceCarePlan:
        """One plan; ``own`` are the resources that are about this person and nobody else."""
        collected = _Collected()
        sound = [entry for entry in entries if id(entry) not in self.persons.left]
        found = {id(entry): table for entry in sound if (table := _table(entry))}
        forms = {id(entry): form[0] for entry in sound if entry.type == FORM and (form := form_of(entry.tree))}
        several = len({key for entry in own if id(entry) in found or id(entry) in forms
                       for key in self._keys(entry, id(entry) in forms)}) > 1
        persons = _PersonsOf(entries, self.sources)
        for entry in sound:
            if id(entry) in found:
                name, mapping, systems = found[id(entry)]
                context = Context(systems=systems, persons=persons.near(entry))
                before = len(collected.not_understood)
                statement = _read_statement(entry, mapping, context, collected)
                if several:
                    update = {"sources": self._origins(entry)}
                    statement = statement.model_copy(update=update)
                    collected.not_understood[before:] = [
                        each.model_copy(update=update) for each in collected.not_understood[before:]]
                collected.lists.setdefault(name, []).append(statement)
        alone = len(forms) == 1 and collected.lists.keys() <= set(PEOPLE)
        for entry in entries:
            facts = forms.get(id(entry))
            if facts:
                self._read_form(entry, facts, collected, several, alone)
            if id(entry) not in found and not (alone and facts):
                collected.other.append(self._other(entry, facts is not None))
        return collected.plan()

    def _other(self, entry: Entry, read: bool) -> OtherResource:
        usual = "form" if entry.type == FORM else "not-mapped" if tables(entry.fhir_version) else "release-not-read"
        reason = READ_FORM if read else self.persons.left.get(id(entry), usual)
        return OtherResource(resource=Carried(copy(entry.tree)), full_url=entry.full_url, reason=reason,
                             release=entry.release.key if entry.release else None)

    def _read_form(self, entry: Entry, facts: FormFacts, collected: _Collected, several: bool, alone: bool) -> None:
        """Add what a form says; people who are in the set as resources are taken from those."""
        read = read_form(entry.tree, facts)
        origin = Origin(system=self.sources.system(entry), file=entry.source.name, release=self.sources.release(entry),
                        form=entry.reference, form_date=read.date)
        update: dict[str, Any] = {"sources": (origin,)} if several else {}
        if read.plan.patient and "patient" not in collected.lists:
            collected.lists["patient"] = [read.plan.patient.model_copy(update=update)]
        for name in AdvanceCarePlan.model_fields:
            said = getattr(read.plan, name)
            found = [each for each in said if isinstance(each, Statement)] if isinstance(said, tuple) else []
            if found:
                mine = collected.lists.setdefault(name, [])
                known = {each.id for each in mine} if name in PEOPLE else set()
                mine.extend(each.model_copy(update=update) for each in found if each.id not in known)
        collected.not_understood.extend(each.model_copy(update=update) for each in read.plan.not_understood)
        answers = (read.plan.form_answers or FormAnswers()).model_copy(update=update)
        if alone:
            collected.answers = answers
        else:
            collected.kept_answers.append(answers.model_copy(update={"carried": Carried()}))

    def _keys(self, entry: Entry, form: bool) -> Iterator[Hashable]:
        """The sources of a resource: its own, and those of identical copies."""
        for each in (entry, *self._copies(entry)):
            yield (*self.sources.key(each), each.reference if form else "")

    def _copies(self, entry: Entry) -> list[Entry]:
        return [each for each in self.copies.get(entry.reference, ()) if each.tree == entry.tree]

    def _origins(self, entry: Entry) -> tuple[Origin, ...]:
        """Where a resource was read, each source once."""
        found = {self.sources.key(each): Origin(
            system=self.sources.system(each), file=each.source.name, release=self.sources.release(each),
            resource=each.reference) for each in reversed((entry, *self._copies(entry)))}
        return tuple(found[key] for key in sorted(found))


def _table(entry: Entry) -> tuple[str, Mapping, Systems] | None:
    """The attribute of the plan and the table for a resource, with how its codings are written."""
    known = tables(entry.fhir_version)
    found = known.find(entry.tree) if known else None
    return (*found, known.systems) if found and known else None


class _PersonsOf:
    """The person behind each role in the set, those of one's own source first."""

    def __init__(self, entries: list[Entry], sources: Sources) -> None:
        self._sources = sources
        self._all: dict[str, Tree] = {}
        self._own: dict[Hashable, dict[str, Tree]] = {}
        for entry in entries:
            person = entry.tree.get("practitioner") if entry.type == "PractitionerRole" else None
            if isinstance(person, dict):
                named = {name: person for name in (entry.reference, entry.full_url) if name}
                self._all.update(named)
                self._own.setdefault(sources.key(entry), {}).update(named)

    def near(self, entry: Entry) -> dict[str, Tree]:
        """By every way to refer to the role, as Reference."""
        return self._all if len(self._own) < 2 else {**self._all, **self._own.get(self._sources.key(entry), {})}


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
            reference=reference(statement), path=f"{entry.type}.{problem.path}", reason=problem.reason))
    return statement
