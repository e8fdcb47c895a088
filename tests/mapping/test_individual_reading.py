"""Documents of others read as an individual care plan: what is recognised, kept, refused and brought over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from individual_samples import (
    SCT,
    VERSIONS,
    assert_kept,
    bundle,
    claim,
    individual,
    marking,
    own,
    plan_of,
    resource,
    status,
    written,
)

from pzp_exchange import R4, STU3, convert, read
from pzp_exchange import model as m
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.mapping.tables import tables
from pzp_exchange.model.own_codes import OWN_BASE, OWN_SYSTEM
from pzp_exchange.tree import leaves
from support import standard_files

MODIFIER = [{"url": "https://example.org/turns-it-around", "valueBoolean": True}]


# recognised by codes

RECOGNISED = {
    "markings": resource("Condition", category=[own("palliative-phase-marking")]),
    "marking_alerts": resource("Flag", status="active", code=own("palliative-phase-marking")),
    "phase_signals": resource("Observation", status="final", code=own("double-surprise-question")),
    "dying_phase_assessments": resource("Observation", status="final", code=own("dying-phase-assessment")),
    "carer_capacities": resource("Observation", status="final", code=own("carer-capacity")),
    "dimension_problems": resource("Condition", category=[{"text": "x"}, own("spiritual")], code={"text": "zin"}),
    "dimension_wishes": resource("Observation", status="final", code=own("wish")),
    "dimension_goals": resource("Goal", category=[own("social")], description={"text": "thuis"}),
    "child_findings": resource("Observation", status="final", code=own("child-school")),
    "care_plans": resource("CarePlan", status="active", intent="plan", category=[own("individual-care-plan")]),
    "care_networks": resource("CareTeam", status="active"),
    "handovers": resource("Composition", status="final", type=own("handover"), title="t"),
}


@pytest.mark.parametrize("release", VERSIONS)
@pytest.mark.parametrize("name", RECOGNISED)
def test_a_statement_is_known_by_its_code(name: str, release: str) -> None:
    plan = assert_kept(release, RECOGNISED[name])
    assert [len(getattr(plan, each)) for each in plan.own_lists] == [int(each == name) for each in plan.own_lists]
    assert plan.not_understood == ()


@pytest.mark.parametrize("release", VERSIONS)
@pytest.mark.parametrize("tree", [
    resource("Condition", category=[{"coding": [{"system": SCT, "code": "282291009"}]}], code={"text": "COPD"}),
    resource("Observation", status="final", code={"coding": [{"system": SCT, "code": "wish"}]}, valueString="x"),
    resource("Goal", description={"text": "afvallen"}), resource("Flag", status="active", code={"text": "allergie"}),
    resource("CarePlan", status="active", intent="plan"),
    resource("Composition", status="final", title="t",
             type={"coding": [{"system": "http://loinc.org", "code": "18761-7"}]}),
], ids=lambda tree: tree["resourceType"])
def test_what_has_none_of_our_codes_is_kept_whole(tree: dict[str, Any], release: str) -> None:
    plan = plan_of(release, tree)
    assert type(plan) is m.AdvanceCarePlan
    assert [other.reason for other in plan.other_resources] == ["not-mapped"]
    assert written(plan, release) == [tree]


@pytest.mark.parametrize("release", VERSIONS)
def test_the_advance_care_plan_keeps_its_own(release: str) -> None:
    acp = {"coding": [{"system": SCT, "code": "713603004"}]}
    place = {"coding": [{"system": SCT, "code": "395091006"}]}
    plan = plan_of(release, resource("Goal", category=[acp, own("physical")], description={"text": "x"}),
                   resource("Observation", status="final", code=place, category=[own("social")]))
    assert type(plan) is m.AdvanceCarePlan
    assert (len(plan.medical_policy_goals), len(plan.preferred_places_of_death)) == (1, 1)


def test_a_national_code_stands_beside_ours() -> None:
    national = {"system": SCT, "code": "103735009"}
    both = {"coding": [national, *own("palliative-phase-marking")["coding"]]}
    plan = assert_kept("r4", marking(category=[both]))
    assert plan.not_understood == ()
    assert_kept("stu3", marking("stu3", category=[both], code=both))


# what changes the meaning

@pytest.mark.parametrize(("tree", "path"), [
    (marking(modifierExtension=MODIFIER), "Condition.modifierExtension"),
    (marking(implicitRules="https://example.org/rules"), "Condition.implicitRules"),
    (marking(clinicalStatus={"coding": [{"system": "https://example.org/own", "code": "active"}]}),
     "Condition.clinicalStatus.coding"),
    (marking(clinicalStatus="active"), "Condition.clinicalStatus"),
    (marking(verificationStatus={"text": "weerlegd"}), "Condition.verificationStatus"),
    (marking(verificationStatus={"coding": [*status("confirmed", "condition-ver-status")["coding"],
                                            {"system": SCT, "code": "410516002"}]}),
     "Condition.verificationStatus.coding"),
    (marking(abatementString="vorig jaar"), "Condition.abatementString"),
    (marking(stage=[{"summary": own("dying")}, {"summary": own("illness-directed")}]), "Condition.stage"),
    (marking(evidence=[{"modifierExtension": MODIFIER, "code": [own("spict")]}]),
     "Condition.evidence[0].modifierExtension"),
    (resource("CareTeam", status=["active"]), "CareTeam.status"),
    (resource("CareTeam", participant=[{"modifierExtension": MODIFIER}]), "CareTeam.participant[].modifierExtension"),
    (resource("CarePlan", intent="proposal", category=[own("individual-care-plan")]), "CarePlan.intent"),
    (resource("Observation", code=own("wish"), valueInteger=3), "Observation.valueInteger"),
    (resource("Observation", code=own("dying-phase-assessment"),
              component=[{"code": own("care-path-started"), "valueString": "nog niet"}]), "Observation.component"),
    (resource("Observation", code=own("dying-phase-assessment"),
              component=[{"code": own("bedbound"), "valueBoolean": False}]), "Observation.component[].valueBoolean"),
    (resource("Composition", type=own("handover"), status=None), "Composition.status"),
    (resource("Composition", type={"text": "brief"}, meta=claim("Handover")), "Composition.type"),
    (resource("Flag", code={"text": "allergie"}, meta=claim("MarkingAlert")), "Flag.code"),
    (resource("Observation", code={"text": "pijn"}, meta=claim("DimensionWish")), "Observation.code"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_changes_the_meaning_is_not_understood(tree: dict[str, Any], path: str) -> None:
    plan = individual("r4", tree)
    assert [found.path for found in plan.not_understood] == [path]
    assert written(plan, "r4") == [tree]
    resources, losses = write_plan(plan, STU3)
    assert resources == []
    assert {loss.reason for loss in losses} == {"not-understood"}


@pytest.mark.parametrize(("tree", "path"), [
    (marking("stu3", abatementBoolean=True), "Condition.abatementBoolean"),
    (marking("stu3", verificationStatus=["confirmed"]), "Condition.verificationStatus"),
    (marking("stu3", verificationStatus="unconfirmed"), "Condition.verificationStatus"),
    (marking("stu3", stage={"summary": "dying"}), "Condition.stage.summary"),
    (resource("Composition", type=own("handover"), confidentiality="R"), "Composition.confidentiality"),
    (resource("Composition", type=own("handover"), section=[{"mode": "changes"}]), "Composition.section[].mode"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_changes_the_meaning_in_stu3_is_not_understood(tree: dict[str, Any], path: str) -> None:
    plan = individual("stu3", tree)
    assert [found.path for found in plan.not_understood] == [path]
    assert written(plan, "stu3") == [tree]


def test_a_normal_confidentiality_says_nothing() -> None:
    plan = assert_kept("stu3", resource("Composition", type=own("handover"), confidentiality="N"))
    assert plan.not_understood == ()


def scenario(release: str, **detail: Any) -> dict[str, Any]:
    return resource("CarePlan", status="active", intent="plan", category=[own("individual-care-plan")], activity=[
        {"detail": {"code": own("anticipated-scenario"), "status": "not-started", "description": "Midazolam geven",
                    **detail}}])


@pytest.mark.parametrize(("release", "element"), [("r4", "doNotPerform"), ("stu3", "prohibited")])
def test_an_activity_that_must_not_be_done_is_not_understood(release: str, element: str) -> None:
    plan = individual(release, scenario(release, **{element: True}))
    assert [found.path for found in plan.not_understood] == [f"CarePlan.activity[].detail.{element}"]
    plain = assert_kept(release, scenario(release, **{element: False}))
    assert plain.not_understood == ()
    assert plain.care_plans[0].activities[0].description == "Midazolam geven"
    other = R4 if release == "stu3" else STU3
    resources, losses = write_plan(plain, other)
    assert losses == []
    assert resources[0][0]["activity"] == scenario(release)["activity"]


@pytest.mark.parametrize("release", VERSIONS)
@pytest.mark.parametrize("reason", [
    [{"coding": [{"system": SCT, "code": "131148009"}], "text": "bloeding"}],
    [{"text": "bij bloeding"}, {"text": "en alleen thuis"}],
])
def test_a_scenario_without_the_words_of_its_situation_is_not_understood(reason: Any, release: str) -> None:
    plan = individual(release, scenario(release, reasonCode=reason))
    assert [found.path for found in plan.not_understood] == ["CarePlan.activity[].detail.reasonCode"]
    said = assert_kept(release, scenario(release, reasonCode=[{"text": "bij bloeding"}]))
    assert said.care_plans[0].activities[0].situation == "bij bloeding"


# documents of others

FOREIGN = {
    "r4": ("*CareTeam*", "*Alert*", "*Problem*", "*TreatmentObjective*"),
    "stu3": ("*careteam*", "*careplan*", "*Problem*", "*Alert*", "*Flag*", "*Condition*", "*TreatmentObjective*"),
}
FILES = [path for release, names in FOREIGN.items()
         for path in standard_files(*(f"nictiz-examples/{release}/{name}.xml" for name in names))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_examples_of_nictiz_come_back_leaf_for_leaf(path: Path) -> None:
    document = read(path)
    converted = convert(document, VERSIONS[path.parent.name])
    assert converted.losses == ()
    assert [dict(leaves(each.tree)) for each in converted.document] == [dict(leaves(each.tree)) for each in document]


def test_a_care_team_of_others_is_a_network(standard: Path) -> None:
    plan = read(standard / "nictiz-examples" / "stu3" / "nl-core-careteam-01.xml").plan()
    assert isinstance(plan, m.IndividualCarePlan)
    (network,) = plan.care_networks
    assert [each.value for member in network.members for each in member.roles] == [
        m.NetworkRole.REFERRER, m.NetworkRole.ATTENDING_PHYSICIAN_IN_CHARGE]
    assert [member.who.reference for member in network.members if member.who] == [
        "PractitionerRole/nl-core-practitionerrole-02", "PractitionerRole/nl-core-practitionerrole-04"]


@pytest.mark.parametrize("name", RECOGNISED)
def test_what_names_no_patient_is_in_nobodys_plan_when_there_are_several(name: str) -> None:
    patients = [{"resourceType": "Patient", "id": each} for each in ("p1", "p2")]
    nobodys = {key: value for key, value in RECOGNISED[name].items() if key != "subject"}
    plans = read(bundle(*patients, nobodys), release="r4").plans()
    found = {plan.patient.id if plan.patient else None: len(getattr(plan, name, ())) for plan in plans}
    assert found == {"p1": 0, "p2": 0, None: 1}
    only = read(bundle(patients[0], nobodys), release="r4").plan()
    assert (only.patient.id if only.patient else None, len(getattr(only, name))) == ("p1", 1)


@pytest.mark.parametrize("release", VERSIONS)
def test_own_profiles_have_one_base(release: str) -> None:
    known = tables(VERSIONS[release].fhir_version)
    assert known is not None
    for name in m.IndividualCarePlan.own_lists:
        assert known.mappings[name].profile.startswith(f"{OWN_BASE}{release}/StructureDefinition/IZP-")
    assert OWN_SYSTEM.startswith(OWN_BASE)
