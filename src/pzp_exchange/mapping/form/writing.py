"""A plan to an answered form.

A form holds one moment: the newest talk, or the newest up to a date. What of the plan it does not say is found by
reading the finished form again and comparing, so that nothing is left out unseen.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ...model.plan import AdvanceCarePlan, FormAnswers
from ...model.statement import Statement
from ...tree import Tree, copy, leaves, location
from ..table import Loss
from .answers import left_over
from .build import build_items, remove_disabled, weave_items
from .choosing import Chosen
from .compare import Compared
from .facts import FormFacts, claimed_form, form_of
from .filling import Filler
from .reading import read_form

__all__ = ["carried_losses", "write_form"]

PLAIN = ("id", "language", "identifier", "status", "subject", "authored", "source")
"""Elements of the head that mean the same in both FHIR versions."""
WHO = (("subject", "reference"), ("subject", "display"))


def write_form(plan: AdvanceCarePlan, facts: FormFacts,
               on: datetime.date | None = None) -> tuple[Tree, tuple[Loss, ...]]:
    """The answered form of a plan, and everything of the plan that it does not say, with path, value and reason.

    ``on`` leaves out later talks. Facts of a Questionnaire of one's own (with the canonical of a published form) also
    give the texts. Raises ``LookupError`` for a form whose meaning is not known here.
    """
    answers = plan.form_answers or FormAnswers()
    carried = dict(answers.carried)
    state = carried.get("status")
    chosen = Chosen(plan, on, state if isinstance(state, str) else "completed")
    filler = Filler(facts, chosen, answers)
    items = build_items(facts.items, filler.fill())
    tree: Tree = {**_head(chosen, carried, facts), **({"item": items} if items else {})}
    gone = [Loss(_name(tree), location(pointer, "QuestionnaireResponse"), value, "disabled-by-the-form")
            for link, pointer, value in remove_disabled(tree, facts) if not facts.by_link[link].preset]
    if claimed_form(carried).partition("|")[0] == facts.canonical:
        weave_items(tree, carried.get("item"), facts, claimed_form(carried) == facts.claim)
    again = read_form(tree, facts)
    compared = Compared(chosen, filler.written, again.plan)
    losses = [*filler.notes, *gone, *_left_out(chosen), *compared.losses(), *_other(plan),
              *_carried(carried, facts, again.losses)]
    return tree, tuple(losses)


def carried_losses(answers: FormAnswers) -> tuple[Loss, ...]:
    """What is lost of a form when its plan is written as resources: which form it was, the rest of its head, and every
    answer that was not read; nothing for a form that is not known."""
    found = form_of(answers.carried)
    return (*_head_losses(answers.carried), *left_over(dict(answers.carried), found[0])) if found else ()


def _head_losses(carried: Tree) -> Iterator[Loss]:
    """What a form has in its head for the plan to go by; of that the resources say who it is about."""
    for key in ("id", "questionnaire", "status", "subject"):
        for at, value in leaves(carried.get(key)):
            if (key, *at) not in WHO:
                yield Loss(_name(carried), location((key, *at), "QuestionnaireResponse"), value, "form-head")


def _name(tree: Tree) -> str:
    return f"QuestionnaireResponse/{tree.get('id', '')}"


def _head(chosen: Chosen, carried: Tree, facts: FormFacts) -> Tree:
    """Everything but the items: what the form said of itself, as far as this FHIR version has it."""
    claim: Any = facts.claim if facts.fhir_version == "R4" else {"reference": facts.claim}
    if not carried:
        talk = chosen.procedure or chosen.encounter
        made = {"id": f"{talk.id[:59]}-form" if talk and talk.id else None, "questionnaire": claim,
                "status": "completed",
                "subject": {"reference": chosen.patient_reference} if chosen.patient_reference else None}
        return {"resourceType": "QuestionnaireResponse", **{key: value for key, value in made.items() if value}}
    source = form_of(carried)
    same_version = source is None or source[0].fhir_version == facts.fhir_version
    head: Tree = {"resourceType": "QuestionnaireResponse", **({} if "questionnaire" in carried else {
        "questionnaire": claim})}
    for key, value in carried.items():
        if key == "questionnaire":
            head[key] = carried[key] if claimed_form(carried) == facts.claim else claim
        elif key not in ("item", "text") and (same_version or key in PLAIN):
            head[key] = copy(value)
    if "subject" not in head and "source" not in head and chosen.patient_reference:
        head["subject"] = {"reference": chosen.patient_reference}
    return head


def _left_out(chosen: Chosen) -> Iterator[Loss]:
    for statement, reason in chosen.left:
        yield Loss(_reference(statement), type(statement).__name__, statement.model_dump(exclude_defaults=True), reason)


def _reference(statement: Statement) -> str:
    return f"{statement.reference_type}/{statement.id or statement.full_url or ''}"


def _other(plan: AdvanceCarePlan) -> Iterator[Loss]:
    for other in plan.other_resources:
        kind = str(other.resource.get("resourceType", ""))
        yield from (Loss(other.reference, location(at, kind), value, "no-place-in-form")
                    for at, value in leaves(other.resource))
    yield from (Loss("", location((key, *at), "AdvanceCarePlan"), value, "no-place-in-form")
                for key, content in plan.carried.items() for at, value in leaves(content))


def _carried(carried: Tree, facts: FormFacts, again: Iterable[Loss]) -> Iterator[Loss]:
    """What the earlier form said beyond the plan and the new one does not."""
    source = form_of(carried)
    if source is None and carried:
        yield from (Loss("", location(("questionnaire", *at), "QuestionnaireResponse"), value, "form-head")
                    for at, value in leaves(carried.get("questionnaire")))
    kept = Counter(_mark(loss) for loss in again)
    for loss in left_over(carried, source[0] if source else facts):
        if kept[_mark(loss)] > 0:
            kept[_mark(loss)] -= 1
        else:
            yield loss


def _mark(loss: Loss) -> str:
    return f"{loss.path.rpartition('.')[2]}={loss.value!r}"
