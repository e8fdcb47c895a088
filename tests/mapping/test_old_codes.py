"""Codes of other days: read as what they mean, kept where they were read, and written elsewhere as they are today."""

from __future__ import annotations

from typing import Any

import pytest

from form_samples import HEAD, OLD_FORM, R4_FORM, STU3_FORM, answered, code, find
from invented import PROFILES, STU3_PROFILES, as_json
from pzp_exchange import R4, STU3, AdvanceCarePlan, convert, read
from pzp_exchange.mapping.form.reading import read_form
from pzp_exchange.mapping.form.writing import write_form
from pzp_exchange.mapping.table import Loss
from pzp_exchange.model import Coded, Coding, ContactRole, MedicalPolicy, MedicalPolicyGoal

SCT = "http://snomed.info/sct"
VEKTIS = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
OLD, NEW = "225353007", "713148004"
TOLD = "deprecated-code-replaced"


def goal(release: Any, *codes: str) -> dict[str, Any]:
    """A goal with these codes."""
    base, status = (PROFILES, "lifecycleStatus") if release is R4 else (STU3_PROFILES, "status")
    category = {"coding": [{"code": "713603004", "system": SCT, "display": "advance care planning"}]}
    return {"resourceType": "Goal", "id": "doel", "meta": {"profile": [f"{base}ACP-MedicalPolicyGoal"]},
            status: "active" if release is R4 else "in-progress", "category": [category],
            "description": {"coding": [{"system": SCT, "code": each} for each in codes]},
            "subject": {"reference": "Patient/daan"}}


def told(losses: tuple[Loss, ...]) -> list[tuple[str, str, Any]]:
    """The replaced codes among the losses."""
    return [(loss.resource, loss.path, loss.value) for loss in losses if loss.reason == TOLD]


def codes_of(tree: dict[str, Any]) -> list[str]:
    return [each["code"] for each in tree["description"]["coding"]]


@pytest.mark.parametrize("release", [R4, STU3], ids=lambda release: release.fhir_version)
def test_the_deprecated_goal_stays_in_its_own_release(release: Any) -> None:
    tree = goal(release, OLD)
    same = convert(read(as_json(tree)), to=release)
    assert [entry.tree for entry in same.document] == [tree]
    assert same.losses == ()


@pytest.mark.parametrize(("source", "target"), [(R4, STU3), (STU3, R4)], ids=["to-stu3", "to-r4"])
def test_the_deprecated_goal_gets_its_new_code_in_the_other_release(source: Any, target: Any) -> None:
    there = convert(read(as_json(goal(source, OLD))), to=target)
    assert [codes_of(entry.tree) for entry in there.document] == [[NEW]]
    assert told(there.losses) == [("Goal/doel", "Goal.description.coding", OLD)]
    assert told(convert(read(as_json(goal(source, NEW))), to=target).losses) == []


def test_codes_beside_the_deprecated_one_stay() -> None:
    there = convert(read(as_json(goal(R4, "123", OLD))), to=STU3)
    assert [codes_of(entry.tree) for entry in there.document] == [["123", NEW]]


@pytest.mark.parametrize("release", [R4, STU3], ids=lambda release: release.fhir_version)
def test_a_plan_that_was_not_read_from_resources_gets_the_new_code(release: Any) -> None:
    built = AdvanceCarePlan(medical_policy_goals=(
        MedicalPolicyGoal(id="doel", goal=MedicalPolicy.RELIEVE_SYMPTOMS_DEPRECATED),))
    form = read_form(answered(OLD_FORM, {**HEAD, "999": [code(SCT, OLD)]}), OLD_FORM).plan
    for plan in (built, form):
        there = convert(plan, to=release)
        assert [codes_of(each.tree) for each in there.document if each.type == "Goal"] == [[NEW]]
        assert [value for _, _, value in told(there.losses)] == [OLD]


@pytest.mark.parametrize(("facts", "link"), [(R4_FORM, "999"), (STU3_FORM, "784")], ids=["r4", "stu3"])
def test_the_deprecated_goal_gets_its_new_code_in_a_form(facts: Any, link: str) -> None:
    tree, losses = write_form(read(as_json(goal(R4, OLD))).plan(), facts)
    assert [each["answer"][0]["valueCoding"]["code"] for each in find(tree, link)] == [NEW]
    assert told(losses) == [("Goal/doel", "MedicalPolicyGoal.goal", OLD)]
    assert told(write_form(read(as_json(goal(R4, NEW))).plan(), facts)[1]) == []


@pytest.mark.parametrize("digit", "12345679")
def test_roles_of_zib2017_are_those_of_zib2020_without_the_zero(digit: str) -> None:
    then, now = (Coded[ContactRole](codings=(Coding(system=VEKTIS, code=each),)) for each in (digit, f"0{digit}"))
    assert then.value is now.value is not None
    assert then.key == now.key


@pytest.mark.parametrize("other", ["0", "8", "08", "001", "1 "])
def test_other_codes_are_no_roles(other: str) -> None:
    assert Coded[ContactRole](codings=(Coding(system=VEKTIS, code=other),)).value is None
