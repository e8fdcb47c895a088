"""Individual care plans as plan JSON: read, written, and in step with their schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from individual_samples import SETTINGS, VERSIONS, own, resource
from jsonschema import Draft202012Validator

import make_schemas
from pzp_exchange import convert, read, write
from pzp_exchange import model as m
from pzp_exchange.cli import main
from pzp_exchange.reading import PLAN_SCHEMA, PLAN_SCHEMAS
from pzp_exchange.testing import individual_plans
from pzp_exchange.writing import plan_tree

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "schemas" / "individual-care-plan.schema.json"
SCHEMA = PLAN_SCHEMAS["IndividualCarePlan"]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def test_the_schema_is_in_step(schema: dict[str, Any]) -> None:
    assert schema == make_schemas.plan_schema(m.IndividualCarePlan)
    assert schema["$id"] == SCHEMA != PLAN_SCHEMA
    Draft202012Validator.check_schema(schema)
    assert set(m.IndividualCarePlan.own_lists) <= schema["properties"].keys()


def test_plan_json_holds_an_individual_plan(schema: dict[str, Any]) -> None:
    check = Draft202012Validator(schema)

    @settings(max_examples=20, **SETTINGS)
    @given(individual_plans())
    def held(plan: m.IndividualCarePlan) -> None:
        tree = plan_tree(plan)
        assert [error.json_path for error in check.iter_errors(json.loads(json.dumps(tree)))] == []
        (again,) = read(json.dumps(tree).encode()).plans()
        assert type(again) is m.IndividualCarePlan
        assert again == plan
    held()


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.izp.plan.json")), ids=lambda path: path.name)
def test_examples_fit_the_schema(schema: dict[str, Any], path: Path) -> None:
    assert [error.json_path for error in Draft202012Validator(schema).iter_errors(json.loads(path.read_bytes()))] == []


CONTENT = {"patient": {"id": "p"}, "markings": [{"id": "m", "phase": {"codings": [{"code": "dying"}]}}]}


@pytest.mark.parametrize("broken", [
    {**CONTENT, "$schema": PLAN_SCHEMA}, {**CONTENT, "$schema": SCHEMA, "marking": []},
    {**CONTENT, "$schema": SCHEMA, "markings": [{"marked_on": 2026}]},
], ids=["the other schema", "unknown attribute", "number for date"])
def test_broken_plans_are_refused_and_do_not_fit(schema: dict[str, Any], broken: dict[str, Any]) -> None:
    assert list(Draft202012Validator(schema).iter_errors(broken))
    report = read(json.dumps(broken).encode()).report
    assert {issue.code for issue in report} == {"PZP-PLAN-JSON"}


def test_where_a_broken_plan_is_broken() -> None:
    (issue,) = read(json.dumps({"$schema": SCHEMA, "markings": [{"id": 1}]}).encode()).report
    assert issue.path == "IndividualCarePlan.markings[0].id"


@pytest.mark.parametrize("release", VERSIONS)
def test_from_fhir_to_plan_json_and_back(release: str, tmp_path: Path) -> None:
    wish = resource("Observation", status="final", code=own("wish"), valueString="naar buiten")
    (tmp_path / "wish.json").write_text(json.dumps(wish))
    source, target = str(tmp_path / "wish.json"), tmp_path / "plan.json"
    assert main(["convert", source, "--release", release, "--to", "plan", "--output", str(target)]) == 0
    assert json.loads(target.read_bytes())["$schema"] == SCHEMA
    plan = read(target).plan()
    assert isinstance(plan, m.IndividualCarePlan)
    assert plan.dimension_wishes[0].value == "naar buiten"
    assert [entry.tree for entry in convert(plan, VERSIONS[release]).document] == [wish]


def test_a_directory_names_the_file_after_the_kind_of_plan(tmp_path: Path) -> None:
    write(m.IndividualCarePlan(patient=m.Patient(id="p")), tmp_path)
    write(m.AdvanceCarePlan(patient=m.Patient(id="p")), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["AdvanceCarePlan-p.json", "IndividualCarePlan-p.json"]
