"""What needs attention: every rule speaks on a plan with one thing wrong and is silent on the plan without it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from izp_cases import CASES
from izp_plans import (
    ON,
    QUIET,
    changed,
    codes,
    marking,
)
from pzp_exchange.model import (
    IndividualCarePlan,
)
from pzp_exchange.model.attention import ALWAYS, WHILE_LIVING, Attention, attention
from support import ROOT


def only(plan: IndividualCarePlan, on: datetime.date = ON) -> Attention:
    found = attention(plan, on)
    assert len(found) == 1, [each.code for each in found]
    return found[0]


@pytest.mark.parametrize(("code", "plan", "severity", "about", "attribute"), CASES)
def test_rule_speaks(code: str, plan: IndividualCarePlan, severity: str, about: str, attribute: str) -> None:
    found = only(plan)
    statement = found.statement
    named = f"{statement.reference_type}/{statement.id}" if statement else ""
    assert (found.code, found.severity, named, found.attribute) == (f"PZP-{code}", severity, about, attribute)
    for language in ("en", "nl"):
        assert "{" not in found.message(language)
    assert "Duif" not in repr(found)


def test_quiet_plan_is_quiet() -> None:
    assert codes(QUIET) == []
    assert codes(IndividualCarePlan()) == []


def test_every_code_of_the_rules_is_shown_to_fire() -> None:
    folder = ROOT / "src" / "pzp_exchange" / "model" / "attention"
    used = {code for file in folder.glob("*.py") for code in re.findall(r'"PZP-([A-Z0-9-]+)"', Path(file).read_text())}
    assert used - {code for code, *_ in CASES} == {"PHASE-TWO-MARKINGS", "PHASE-DATES"}  # shown below


def test_every_rule_says_what_why_and_source() -> None:
    for rule in (*ALWAYS, *WHILE_LIVING):
        words = rule.__doc__ or ""
        assert all(f"{part}: " in words for part in ("What", "Why", "Source")), rule


def test_serious_things_come_first() -> None:
    plan = changed(markings=marking(marked_on=None, marked_by=None, evidence=("Observation/none",)), care_networks=())
    assert [each.severity for each in attention(plan, ON)] == ["error", "error", "warning", "information"]
