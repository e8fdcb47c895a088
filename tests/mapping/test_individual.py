"""Individual care plans to R4 and STU3 and back: generated plans, every attribute, every code."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class as r4_model
from fhir.resources.STU3 import get_fhir_model_class as stu3_model
from hypothesis import given, settings
from individual_samples import LISTS, SETTINGS, VERSIONS, bundle, own_part, there_and_back

from pzp_exchange import R4, STU3, convert, read, validate
from pzp_exchange import model as m
from pzp_exchange.codec import encode_json
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.mapping.form.facts import FORM_KEYS, load_form
from pzp_exchange.mapping.form.writing import write_form
from pzp_exchange.mapping.table import Mapping
from pzp_exchange.mapping.tables import ReleaseTables, tables
from pzp_exchange.model import own_codes as o
from pzp_exchange.releases import Release
from pzp_exchange.testing import individual_plans

MODELS = {"R4": r4_model, "STU3": stu3_model}


def tables_of(release: Release) -> ReleaseTables:
    found = tables(release.fhir_version)
    assert found is not None
    return found


# there and back

@settings(max_examples=40, **SETTINGS)
@given(individual_plans())
def test_a_generated_plan_comes_back_from_r4(plan: m.IndividualCarePlan) -> None:
    back, losses = there_and_back(plan, R4)
    assert losses == []
    assert back == plan


@settings(max_examples=40, **SETTINGS)
@given(individual_plans())
def test_a_generated_statement_comes_back_from_stu3_or_its_loss_is_announced(plan: m.IndividualCarePlan) -> None:
    back, losses = there_and_back(plan, STU3)
    lossy = {loss.resource for loss in losses}
    for name, statements in own_part(plan).items():
        again = own_part(back)[name]
        assert len(again) == len(statements)
        for before, after in zip(statements, again, strict=True):
            assert (before == after) == (f"{before.reference_type}/{before.id}" not in lossy)


def sayable(item: Any) -> Any:
    """A plan without what STU3 has no place for."""
    if isinstance(item, tuple):
        return tuple(sayable(each) for each in item)
    if not isinstance(item, m.Model):
        return item
    item = item.model_copy(update={name: sayable(getattr(item, name)) for name in type(item).model_fields})
    match item:
        case m.Identifier(use="old"):
            return item.model_copy(update={"use": None})
        case m.PalliativePhaseMarking(clinical_status="relapse") | m.DimensionProblem(clinical_status="relapse"):
            return item.model_copy(update={"clinical_status": "recurrence"})
        case m.PlannedActivity(status="stopped") | m.PlannedActivity(status="entered-in-error"):
            return item.model_copy(update={"status": "cancelled"})
    return item


@settings(max_examples=40, **SETTINGS)
@given(individual_plans())
def test_what_stu3_can_say_comes_back_by_way_of_it_to_r4(plan: m.IndividualCarePlan) -> None:
    said = m.IndividualCarePlan(patient=plan.patient, health_professionals=plan.health_professionals,
                                health_professional_roles=plan.health_professional_roles,
                                **{name: sayable(getattr(plan, name)) for name in LISTS})
    there = convert(convert(said, R4).document, STU3)
    assert [loss for loss in there.losses if not loss.resource.startswith(("Patient", "Pract"))] == []
    back = convert(there.document, R4)
    assert [loss for loss in back.losses if not loss.resource.startswith(("Patient", "Pract"))] == []
    assert own_part(back.document.plan()) == own_part(said)


@pytest.mark.parametrize("release", VERSIONS.values(), ids=VERSIONS)
def test_reading_and_writing_leave_the_input_alone(release: Release) -> None:
    @settings(max_examples=15, **SETTINGS)
    @given(individual_plans())
    def unchanged(plan: m.IndividualCarePlan) -> None:
        before = plan.model_copy(deep=True)
        document = convert(plan, release).document
        assert plan == before
        trees = copy.deepcopy([entry.tree for entry in document])
        document.plan()
        convert(document, STU3)
        convert(document, R4)
        assert [entry.tree for entry in document] == trees
    unchanged()


@pytest.mark.parametrize("release", VERSIONS.values(), ids=VERSIONS)
def test_everything_written_is_accepted_by_fhir_resources(release: Release) -> None:
    @settings(max_examples=25, **SETTINGS)
    @given(individual_plans())
    def accepted(plan: m.IndividualCarePlan) -> None:
        for tree, _ in write_plan(plan, release)[0]:
            MODELS[release.fhir_version](tree["resourceType"]).model_validate_json(encode_json(tree).data)
    accepted()


UNSAID = ("PZP-CARDINALITY-MIN", "PZP-BINDING-NO-CODE", "PZP-PHASE-", "PZP-TEAM-", "PZP-IZP-", "PZP-PLAN-")
"""What a generated plan may lack, or say in free words where the parent wants a code, and rules across resources."""


@pytest.mark.parametrize("release", VERSIONS.values(), ids=VERSIONS)
def test_everything_written_follows_its_profile(release: Release) -> None:
    @settings(max_examples=15, **SETTINGS)
    @given(individual_plans())
    def valid(plan: m.IndividualCarePlan) -> None:
        kinds = {tables_of(release).mappings[name].resource for name in LISTS}
        trees = [tree for tree, _ in write_plan(plan, release)[0] if "/IZP-" in tree["meta"]["profile"][0]]
        report = validate(read(bundle(*trees), release=release))
        wrong = [(found.code, found.path, found.params) for found in report.errors
                 if not found.code.startswith(UNSAID) and (found.path or "").split(".")[0] in kinds]
        assert wrong == []
    valid()


# nothing is left out

OWN_CLASSES = (
    m.PalliativePhaseMarking, m.MarkingAlert, m.PhaseSignal, m.ObservedSign, m.DyingPhaseAssessment, m.CareNetwork,
    m.NetworkMember, m.Reachability, m.CarerCapacity, m.DimensionProblem, m.DimensionWish, m.DimensionGoal,
    m.ChildFinding, m.CarePlan, m.PlannedActivity, m.Review, m.Handover, m.HandoverSection,
)


def tables_in(value: Any, seen: dict[int, Mapping]) -> dict[int, Mapping]:
    """A table and every table in its fields, in codecs around them too."""
    if isinstance(value, Mapping) and id(value) not in seen:
        seen[id(value)] = value
        for each in value.fields:
            tables_in(each.codec, seen)
    elif not isinstance(value, Mapping):
        for inner in (getattr(value, name, None) for name in ("inner", "codec", "first", "rest")):
            if inner is not None:
                tables_in(inner, seen)
    return seen


@pytest.mark.parametrize("release", VERSIONS.values(), ids=VERSIONS)
def test_every_attribute_of_every_class_has_a_place(release: Release) -> None:
    from pzp_exchange.mapping.shared.individual_findings import SIGN

    found: dict[int, Mapping] = {id(SIGN): SIGN}
    for name in LISTS:
        tables_in(tables_of(release).mappings[name], found)
    by_model = {table.model: table for table in found.values()}
    assert {kind.__name__: by_model[kind].uncovered for kind in OWN_CLASSES} == {
        kind.__name__: () for kind in OWN_CLASSES}


def test_every_list_of_the_plan_has_a_table() -> None:
    own = [name for name in m.IndividualCarePlan.model_fields if name not in m.AdvanceCarePlan.model_fields]
    assert sorted(LISTS) == sorted(own)
    for release in VERSIONS.values():
        assert {tables_of(release).mappings[name].model for name in LISTS} <= set(OWN_CLASSES)
        profiles = [table.profile for table in tables_of(release).mappings.values()]
        assert len(set(profiles)) == len(profiles)


def with_code(codes: type[m.CodeList], member: m.CodeList) -> m.IndividualCarePlan:
    """A plan in which a code stands in its place."""
    activity = {"kind": member} if codes is o.ActivityKind else {"dimensions": [member]}
    place: dict[type[m.CodeList], dict[str, Any]] = {
        o.PalliativePhase: {"markings": [{"phase": member}]},
        o.MarkingGround: {"markings": [{"grounds": [member]}], "phase_signals": [{"kind": member}]},
        o.MarkingEnding: {"markings": [{"ending": member}]},
        o.Dimension: {"phase_signals": [{"kind": o.MarkingGround.SPICT, "dimensions": [member]}],
                      "dimension_problems": [{"dimensions": [member]}], "dimension_wishes": [{"dimensions": [member]}],
                      "dimension_goals": [{"dimensions": [member]}], "care_plans": [{"activities": [activity]}]},
        o.DyingSign: {"dying_phase_assessments": [{"signs": [{"sign": member}]}]},
        o.DyingJudgement: {"dying_phase_assessments": [{"judgement": member}]},
        o.NetworkRole: {"care_networks": [{"members": [{"roles": [o.NetworkRole.PERFORMER, member, member]}]}]},
        o.CarerOutlook: {"carer_capacities": [{"value": member}]},
        o.ActivityKind: {"care_plans": [{"activities": [activity]}]},
        o.ChildTopic: {"child_findings": [{"topic": member}]},
    }
    return m.IndividualCarePlan.model_validate({"patient": {"id": "p"}, **place[codes]})


CODES = [codes for codes in vars(o).values() if isinstance(codes, type) and issubclass(codes, m.CodeList)
         and codes.__module__ == o.__name__ and codes is not o.ResourceMark]


@pytest.mark.parametrize("release", VERSIONS.values(), ids=VERSIONS)
@pytest.mark.parametrize("member", [member for codes in CODES for member in codes], ids=str)
def test_every_own_code_travels(member: m.CodeList, release: Release) -> None:
    plan = with_code(type(member), member)
    back, losses = there_and_back(plan, release)
    assert losses == []
    assert own_part(back) == own_part(plan)
    assert own_part(plan) != own_part(m.IndividualCarePlan())


@pytest.mark.parametrize("release", VERSIONS.values(), ids=VERSIONS)
def test_every_mark_is_written_by_a_table(release: Release) -> None:
    known = tables_of(release)
    said = json.dumps([known.mappings[name].constants for name in LISTS])
    components = {o.ResourceMark.CARE_PATH_STARTED}
    assert {mark for mark in o.ResourceMark if json.dumps(mark.code) not in said} == components


@settings(max_examples=15, **SETTINGS)
@given(individual_plans())
def test_a_form_has_no_place_for_it_and_says_so(plan: m.IndividualCarePlan) -> None:
    _, losses = write_form(plan, load_form(FORM_KEYS[0]))
    said = {loss.resource for loss in losses if loss.reason == "no-place-in-form"}
    statements = [each for name in LISTS for each in getattr(plan, name)]
    assert {f"{each.reference_type}/{each.id}" for each in statements} <= said
