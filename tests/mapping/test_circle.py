"""The circle JSON → XML → STU3 → form → plan → R4 → JSON: what is lost is announced, and nothing else is lost."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from circle_losses import LOST

from circle import Step, circle, official_examples, own_examples, said, talks, unannounced
from pzp_exchange import AdvanceCarePlan, read
from pzp_exchange.mapping.shared.agreements import CONDITIONAL
from pzp_exchange.model import Decision, Treatment, TreatmentDirective
from pzp_exchange.model.codes import DEPRECATED
from support import standard_dir

Circle = tuple[Step, ...]
OWN = own_examples()
OFFICIAL = official_examples(folder) if (folder := standard_dir()) else {}


@cache
def circles(name: str) -> dict[datetime.date, Circle]:
    """One example set sent round, once for each of its talks."""
    document = read(*{**OWN, **OFFICIAL}[name])
    return {on: tuple(circle(document, on)) for on in talks(document.plan())}


def pairs(name: str) -> Iterator[tuple[Step, Step]]:
    """Each step of a set with the one before it."""
    for steps in circles(name).values():
        yield from pairwise(steps)


def lost(names: dict[str, list[Path]]) -> set[tuple[str, str, str, str]]:
    """Step, reason, class and attribute of every loss."""
    found = set()
    for _, step in (pair for name in names for pair in pairs(name)):
        for loss in step.losses:
            kind, attribute, *_ = (*re.sub(r"\[\d*\]", "", loss.path).split("."), "(whole)")
            found.add((step.name, loss.reason, kind, attribute))
    return found


def expected(column: str) -> set[tuple[str, str, str, str]]:
    """The same from the table."""
    return {(row.step, row.reason, kind, attribute) for row in LOST
            for kind, attributes in getattr(row, column).items() for attribute in attributes.split()}


def test_the_own_examples_lose_what_the_table_says_and_no_more() -> None:
    assert OWN
    assert lost(OWN) == expected("own")


@pytest.mark.skipif(not OFFICIAL, reason="the standard is not beside the checkout (set PZP_STANDARD_DIR)")
def test_the_official_examples_lose_what_the_table_says_and_no_more() -> None:
    found = lost(OFFICIAL)
    assert found - expected("own") == expected("official")


@pytest.mark.parametrize("name", [*OWN, *OFFICIAL])
def test_nothing_is_lost_that_no_step_announced(name: str) -> None:
    assert [(step.name, dict(rest)) for before, step in pairs(name) if (rest := unannounced(before, step))] == []


@pytest.mark.parametrize("name", [*OWN, *OFFICIAL])
def test_a_step_without_losses_loses_nothing_and_one_with_losses_does(name: str) -> None:
    for before, step in pairs(name):
        assert bool(said(before.plan) - said(step.plan)) == bool(step.losses), step.name


@pytest.mark.parametrize("name", OWN)
def test_a_loss_that_is_kept_silent_is_found(name: str) -> None:
    for before, step in pairs(name):
        if step.losses:
            assert unannounced(before, Step(step.name, step.plan, step.losses[1:]))


def words(text: str | None) -> str:
    """What is said beside a decision, however the release says that it goes with *yes, but*."""
    return (text or "").removeprefix(CONDITIONAL).removeprefix(": ")


def content(statement: Any) -> tuple[Any, ...]:
    """What a statement says, however a release says it: a code, or a decision with its words."""
    if isinstance(statement, TreatmentDirective):
        limited = statement.decision is Decision.OTHER or statement.restrictions is not None
        return "limited" if limited else statement.decision, *(
            (words(statement.specification) or words(statement.restrictions),) if limited else ())
    value = getattr(statement, "goal", getattr(statement, "value", None))
    code = value.value if hasattr(value, "codings") else value
    return (DEPRECATED.get(code, code),)


def subject(statement: Any) -> tuple[str, Any]:
    """What a statement is about; other treatments than those of the form have one question together."""
    treatment = getattr(statement, "treatment", None)
    return type(statement).__name__, (treatment.value or Treatment.OTHER) if treatment else None


def holding(plan: AdvanceCarePlan, on: datetime.date) -> dict[Any, tuple[Any, Any]]:
    """What holds, by subject: the statement and what it says; legal capacity also where it is said of the patient."""
    found = {subject(held.statement): (held.statement, content(held.statement)) for held in plan.current(on).holds}
    capacity = plan.patient.legally_capable if plan.patient else None
    return {("LegalCapacity", None): (plan.patient, (capacity.capable,)), **found} if capacity else found


def disputed(plan: AdvanceCarePlan, on: datetime.date, left: set[str]) -> set[Any]:
    """The subjects of conflicts of which the form announced to leave statements out."""
    return {subject(each) for conflict in plan.current(on).conflicts for each in conflict.statements
            if f"{each.reference_type}/{each.id}" in left}


ANSWERS = ("decision", "goal", "value", "absent_reason")
"""Attributes without which there is nothing to hold."""


def not_in_the_form(steps: Circle) -> set[str]:
    """Statements that the form announced to leave out, as a whole or their answer."""
    (form,) = (step for step in steps if step.name == "form")
    left = ("no-place-in-form", "not-in-force", "another-moment", "conflict", "undated")
    return {loss.resource for loss in form.losses if loss.reason in left
            and (*loss.path.partition("[")[0].split("."), "")[1] in ("", *ANSWERS)}


@pytest.mark.parametrize("name", [*OWN, *OFFICIAL])
def test_what_holds_is_the_same_after_the_circle(name: str) -> None:
    compared = 0
    for on, steps in circles(name).items():
        left = not_in_the_form(steps)
        before, after = holding(steps[0].plan, on), holding(steps[-1].plan, on)
        assert after
        for about, (statement, says) in before.items():
            if f"{statement.reference_type}/{statement.id}" not in left:
                assert after[about][1] == says, about
                compared += 1
        assert after.keys() - before.keys() <= disputed(steps[0].plan, on, left)
    assert compared >= 7
