"""Writing a plan that comes from several sources: nothing twice.

A form that can be written back as it was says its statements itself: these are not written as resources too. One of
the other FHIR version cannot; then its statements become resources, but for those that another source says alike.
Of one resource in two releases the one that says more is written, when the other has nothing that it has not.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterator

from ..model.current import said_alike
from ..model.plan import AdvanceCarePlan, OtherResource
from ..model.same import comment_of
from ..model.statement import Statement
from ..releases import Release
from ..tree import Tree, leaves
from .form.facts import form_of
from .form.reading import FormRead, read_form
from .table import Loss
from .writer import fits, model_losses

__all__ = ["READ_FORM", "apart_from_forms", "written_once"]

READ_FORM = "form-read"
"""Why a form is among the resources kept whole: it was read as statements too."""


def apart_from_forms(plan: AdvanceCarePlan, release: Release) -> tuple[AdvanceCarePlan, list[Loss]]:
    """The plan without what need not be written because a form says it, and what is lost of forms not written."""
    kept: list[tuple[OtherResource, FormRead]] = []
    for other in plan.other_resources:
        known = form_of(other.resource) if other.reason == READ_FORM else None
        if known:
            kept.append((other, read_form(other.resource, known[0])))
    if not kept:
        return plan, []
    written = {_said(each) for other, read in kept if fits(other.release, release) for each in read.plan.statements()}
    spare = [each for each in plan.statements() if _of_form(each) and _said(each) in written]
    refused = [(other, read) for other, read in kept if not fits(other.release, release)]
    losses = [loss for other, read in refused for loss in _only_in_form(plan, other, read)]
    for statement, twin in _repeated(plan, {_said(each) for _, read in refused for each in read.plan.statements()}):
        spare.append(statement)
        losses.append(Loss(_name(statement), type(statement).__name__, _name(twin), "said-by-another-source"))
    return _without(plan, spare, [other for other, _ in refused]), losses


def _said(statement: Statement) -> tuple[type, str]:
    return type(statement), statement.fingerprint


def _name(statement: Statement) -> str:
    return f"{statement.reference_type}/{statement.id or statement.full_url or ''}"


def _of_form(statement: Statement) -> bool:
    return any(origin.form for origin in statement.sources)


def _repeated(plan: AdvanceCarePlan, refused: set[tuple[type, str]]) -> Iterator[tuple[Statement, Statement]]:
    """Statements of forms not written that another source says too, with that other one."""
    for group in said_alike(plan, datetime.date.max):
        mine = [each for each in group if _of_form(each) and _said(each) in refused]
        others = [each for each in group if each not in mine] or mine[:1]
        for statement in mine:
            for twin in others:
                if twin is not statement and comment_of(statement) in ("", comment_of(twin)):
                    yield statement, twin
                    break


def _only_in_form(plan: AdvanceCarePlan, form: OtherResource, read: FormRead) -> Iterator[Loss]:
    """What no resource can say of a form that is not written."""
    from .form.writing import carried_losses

    answers = read.plan.form_answers
    if answers:
        bare = answers.model_copy(update={"carried": type(answers.carried)()})
        yield from model_losses(form.reference, "FormAnswers", bare, "only-the-form-has-it")
        yield from carried_losses(answers)
    mine, theirs = read.plan.patient, plan.patient
    if mine and theirs and not _of_form(theirs):
        said = (("names", mine.display_name, theirs.display_name), ("birth_date", mine.birth_date, theirs.birth_date))
        yield from (Loss(form.reference, f"Patient.{name}", value, "said-otherwise-by-another-source")
                    for name, value, other in said if value and value != other)


def _without(plan: AdvanceCarePlan, spare: list[Statement], forms: list[OtherResource]) -> AdvanceCarePlan:
    """The plan without some of its statements and forms."""
    gone = {id(each) for each in (*spare, *forms)}
    update = {name: tuple(each for each in value if id(each) not in gone)
              for name in type(plan).model_fields if isinstance(value := getattr(plan, name), tuple)}
    patient = None if plan.patient and id(plan.patient) in gone else plan.patient
    return plan.model_copy(update={**update, "patient": patient})


def written_once(plan: AdvanceCarePlan, written: list[tuple[Statement, Tree]]) -> list[tuple[Statement, Tree]]:
    """The resources without those of the same type, id and address that add nothing to another one.

    Agreements must also be recognised as the same: of two that differ, the shorter one may be what was meant.
    """
    if not any(statement.sources for statement, _ in written):
        return written
    group = {id(each): number for number, found in enumerate(said_alike(plan, datetime.date.max)) for each in found}
    same: dict[Hashable, list[tuple[Statement, Tree]]] = {}
    for statement, tree in written:
        name = (tree.get("resourceType"), tree.get("id"), statement.full_url)
        key = (*name, group.get(id(statement))) if statement.id else id(statement)
        same.setdefault(key, []).append((statement, tree))
    spare = {id(tree) for found in same.values() if len(found) > 1 for tree in _spare([tree for _, tree in found])}
    return [(statement, tree) for statement, tree in written if id(tree) not in spare]


def _spare(trees: list[Tree]) -> Iterator[Tree]:
    """Those whose every leaf another one has too."""
    said = [{(pointer, repr(value)) for pointer, value in leaves(tree)} for tree in trees]
    for place, tree in enumerate(trees):
        if any(said[place] < other or (said[place] == other and number < place) for number, other in enumerate(said)):
            yield tree
