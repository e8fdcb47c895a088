"""The form on the command line: written from a plan, and read when it stands alone."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from pzp_exchange import read, validate
from pzp_exchange.cli import main
from pzp_exchange.model import Decision, Treatment

ON = datetime.date(2026, 11, 21)
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "nursing-home.r4.json"


@pytest.mark.parametrize("form", ["form-r4", "form-stu3"])
def test_a_plan_becomes_a_form_and_is_read_back(form: str, tmp_path: Path) -> None:
    target, losses = tmp_path / "form.json", tmp_path / "losses.json"
    assert main(["convert", str(EXAMPLE), "--to", form, "--losses", str(losses), "--output", str(target)]) == 0
    document = read(target)
    assert [entry.type for entry in document] == ["QuestionnaireResponse"]
    assert validate(document).errors == ()
    assert {row["reason"] for row in json.loads(losses.read_text())} >= {"another-moment"}
    plan = document.plan()
    decisions = {d.treatment.value: d.decision for d in plan.treatment_directives if d.treatment}
    assert decisions[Treatment.CPR] is Decision.DO_NOT_PERFORM
    assert decisions[Treatment.ANTIBIOTICS] is Decision.PERFORM
    assert plan.other_resources == ()


def test_strict_writes_nothing_when_the_form_has_no_place(tmp_path: Path) -> None:
    target = tmp_path / "form.json"
    assert main(["convert", str(EXAMPLE), "--to", "form-r4", "--strict", "--output", str(target)]) == 1
    assert not target.exists()


def test_a_form_beside_the_resources_it_was_made_of_says_nothing_new(tmp_path: Path) -> None:
    form = tmp_path / "form.json"
    main(["convert", str(EXAMPLE), "--to", "form-r4", "--output", str(form)])
    plan = read(EXAMPLE, form).plan()
    assert [other.reason for other in plan.other_resources] == ["form-read"]
    both, alone = (each.current(ON) for each in (plan, read(EXAMPLE).plan()))
    assert len(both.holds) == len(alone.holds)
    assert len(both.conflicts) == len(alone.conflicts)
    assert len(both.alike) > 10
