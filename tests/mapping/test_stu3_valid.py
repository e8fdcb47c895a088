"""What is written is valid in both FHIR versions, and the plan rules see in it what the plan holds."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.STU3 import get_fhir_model_class
from hypothesis import given, settings
from stu3_samples import SETTINGS, bundle, written

from pzp_exchange import R4, STU3, convert, read, validate
from pzp_exchange import model as m
from pzp_exchange.testing import plans
from pzp_exchange.validation.plan.view import DATES, SetView
from support import standard_files

# the guide of STU3 wants the role of representative beside a written proxy; that of R4 does not, and we add no role
KNOWN = {"nursing-home.r4.json": ["PZP-INVARIANT RelatedPerson"]}


def errors(trees: list[dict[str, Any]], release: str) -> list[str]:
    report = validate(read(bundle(*trees), release=release))
    return [f"{issue.code} {issue.path}" for issue in report.errors]


SOURCES = [*standard_files("r4-1.0.0-rc2/examples", "r4-1.0.0-rc3/examples", "stu3-1.0.0-rc2/examples"),
           *sorted((Path(__file__).parents[2] / "examples").glob("*.r4.json"))]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_is_written_is_valid_in_both_fhir_versions(source: Path) -> None:
    document = read(source)
    number = ["PZP-PLAN-IDENTIFIER Practitioner.identifier[0].value"]  # of nine digits, in the official STU3 example
    for release in (STU3, R4):
        trees = [e.tree for e in convert(document, to=release).document if e.type != "QuestionnaireResponse"]
        expected = KNOWN.get(source.name, []) if release is STU3 else []
        assert errors(trees, release.key) == (number if source.parent.name.startswith("stu3") else expected)
        if release is STU3:
            for tree in trees:
                get_fhir_model_class(tree["resourceType"]).model_validate(tree)


UNSAID = ("PZP-CARDINALITY-MIN", "PZP-INVARIANT Consent.period", "PZP-INVARIANT RelatedPerson")
"""What a generated plan may lack or contradict itself."""


@settings(max_examples=25, **SETTINGS)  # type: ignore[arg-type]
@given(plans())
def test_a_generated_plan_is_written_validly(plan: m.AdvanceCarePlan) -> None:
    trees = written(plan)
    assert [error for error in errors(trees, "stu3") if not error.startswith(UNSAID)] == []
    for tree in trees:
        get_fhir_model_class(tree["resourceType"]).model_validate(tree)


@settings(max_examples=25, **SETTINGS)  # type: ignore[arg-type]
@given(plans())
def test_the_rules_see_what_the_model_holds(plan: m.AdvanceCarePlan) -> None:
    document = convert(plan, STU3).document
    statements = {(type(s), s.id): s for s in document.plan().statements()}
    for item in SetView(document, datetime.date(2026, 6, 1)).items:
        assert item.lens is not None
        statement: Any = statements[item.lens.mapping.model, item.entry.id]
        assert item.status == (getattr(statement, "status", None) or "")
        if item.kind in DATES:
            assert item.date == statement.date
        if item.kind == "treatment_directives":
            assert (item.decision, item.about) == (statement.decision, statement.treatment.value)
            said = item.lens.get(item.tree, "restrictions"), item.lens.get(item.tree, "specification")
            assert said == (statement.restrictions, statement.specification)
