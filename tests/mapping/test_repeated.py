"""Forms beside resources, and writing what several sources say: nothing twice, nothing lost."""

from __future__ import annotations

import datetime
import json
from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, given, settings

from form_samples import CPR_NO, DECISION, HEAD, R4_FORM, answered, code
from invented import CONSENT, PATIENT, as_json, changed, in_bundle
from pzp_exchange import R4, STU3, AdvanceCarePlan, Document, convert, read
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.model import Decision, Treatment
from pzp_exchange.releases import Release
from pzp_exchange.testing import plans
from pzp_exchange.tree import Tree, copy, leaves

ON = datetime.date(2026, 11, 21)


def test_one_resource_in_two_releases_is_written_once() -> None:
    here = as_json(in_bundle(PATIENT, changed(CONSENT, text=None)))
    there = as_json(convert(read(here), to=STU3).document.roots[0].tree)
    for order in permutations((here, there)):
        converted = convert(read(*order), to=R4)
        assert [entry.reference for entry in converted.document] == ["Patient/daan", "Consent/ic-opname"]
        assert converted.losses == ()


def test_what_one_release_has_more_is_not_lost_by_writing_once() -> None:
    here = as_json(in_bundle(PATIENT, changed(CONSENT, text=None)))
    other = convert(read(as_json(in_bundle(changed(PATIENT, gender="other"), CONSENT))), to=STU3).document.roots[0].tree
    found = [entry.tree.get("gender") for entry in convert(read(here, as_json(other)), to=R4).document
             if entry.type == "Patient"]
    assert sorted(map(str, found)) == ["male", "other"]



def form(**answers: Any) -> Tree:
    return answered(R4_FORM, {**HEAD, **CPR_NO, **answers})


def cpr(decision: str) -> Tree:
    coded = {"coding": [{"system": "http://snomed.info/sct", "code": "89666000"}]}
    return changed(CONSENT, id="reanimatie", text=None, provision={"type": decision, "code": [coded]})


def test_a_form_beside_resources_is_read_and_written_back_as_it_was() -> None:
    document = read(as_json(in_bundle(PATIENT, cpr("deny"), CONSENT)), as_json(form()))
    plan = document.plan()
    assert [each.id for each in plan.treatment_directives] == ["reanimatie", "ic-opname", "form-1-1386"]
    (origin,) = plan.treatment_directives[2].sources
    assert (origin.form, origin.form_date) == ("QuestionnaireResponse/form-1", "2026-03-04T10:30:00+01:00")
    current = plan.current(ON)
    held = next(each.statement for each in current.holds if each.statement.id in ("reanimatie", "form-1-1386"))
    assert len(current.sources(held)) == 2
    converted = convert(document, to=R4)
    assert converted.losses == ()
    assert [entry.tree for entry in converted.document] == [PATIENT, cpr("deny"), CONSENT, form()]


def test_a_form_against_a_resource_of_the_day_is_a_conflict() -> None:
    current = read(as_json(in_bundle(PATIENT, cpr("permit"))), as_json(form())).plan().current(ON)
    (conflict,) = current.conflicts
    assert {each.decision for each in conflict.statements} == {  # type: ignore[union-attr]
        Decision.PERFORM, Decision.DO_NOT_PERFORM}


def test_in_the_other_fhir_version_what_only_the_form_says_becomes_a_resource() -> None:
    said = {"1390": [code(DECISION, "2")]}  # ICU admission
    document = read(as_json(in_bundle(PATIENT, cpr("deny"))), as_json(form(**said)))
    converted = convert(document, to=STU3)
    plan = converted.document.plan()
    found = {each.treatment.value: each.id for each in plan.treatment_directives if each.treatment}
    assert found.pop(Treatment.CPR) == "form-1-1386"  # it has a comment, the resource has none
    assert len(found) == 1
    assert not [entry for entry in converted.document if entry.type == "QuestionnaireResponse"]
    assert "another-fhir-version" not in {loss.reason for loss in converted.losses}


def test_in_the_other_fhir_version_what_a_resource_says_too_is_written_once() -> None:
    bare = {key: value for key, value in CPR_NO.items() if key == "1386"}
    document = read(as_json(in_bundle(PATIENT, cpr("deny"))), as_json(answered(R4_FORM, {**HEAD, **bare})))
    converted = convert(document, to=STU3)
    assert [each.id for each in converted.document.plan().treatment_directives] == ["reanimatie"]
    assert ("Consent/form-1-1386", "Consent/reanimatie", "said-by-another-source") in {
        (loss.resource, loss.value, loss.reason) for loss in converted.losses}


def test_a_changed_statement_of_a_form_is_not_lost_when_the_form_is_written() -> None:
    plan = read(as_json(in_bundle(PATIENT, CONSENT)), as_json(form())).plan()
    directives = [each.model_copy(update={"decision": Decision.PERFORM}) if each.id == "form-1-1386" else each
                  for each in plan.treatment_directives]
    resources, _ = write_plan(plan.model_copy(update={"treatment_directives": tuple(directives)}), R4)
    assert "form-1-1386" in {tree.get("id") for tree, _ in resources}


def test_answers_of_kept_forms_are_there() -> None:
    shared = {"1201": [code("http://snomed.info/sct", "441898007")]}
    plan = read(as_json(in_bundle(PATIENT, CONSENT)), as_json(form(**shared))).plan()
    assert plan.form_answers is None
    (answers,) = plan.kept_form_answers
    assert answers.sharing_consent is not None
    assert answers.sources[0].form == "QuestionnaireResponse/form-1"


def written(document: Document, release: Release) -> dict[str, list[Any]]:
    return {entry.reference: sorted(leaves(entry.tree), key=str)
            for entry in convert(document, to=release).document}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_two_systems_are_written_back_as_they_were(plan: AdvanceCarePlan) -> None:
    resources, _ = write_plan(plan, R4)
    here = as_json(in_bundle(*(tree for tree, _ in resources)))
    theirs = copy(json.loads(here))
    for entry in theirs["entry"]:
        entry["resource"]["id"] = f"b-{entry['resource'].get('id', '')}"[:64]
    document = read(here, as_json(theirs))
    assert {entry.reference: sorted(leaves(entry.tree), key=str) for entry in document} == written(document, R4)
