"""Where an individual care plan stands in FHIR: statuses, lists of one item, and what differs between the versions."""

from __future__ import annotations

from typing import Any

import pytest
from individual_samples import (
    CODES,
    SCT,
    assert_kept,
    extension,
    individual,
    marking,
    own,
    resource,
    status,
    written,
)

from pzp_exchange import R4, STU3
from pzp_exchange import model as m
from pzp_exchange.mapping.assemble import write_plan

HL7 = "http://hl7.org/fhir/StructureDefinition/"


# statuses

@pytest.mark.parametrize(("r4", "zib", "stu3"), [
    ("confirmed", (SCT, "410605003"), "confirmed"), ("provisional", (SCT, "415684004"), "provisional"),
    ("differential", (SCT, "410590009"), "differential"), ("refuted", (SCT, "410516002"), "refuted"),
    ("unconfirmed", (f"{CODES}v3-NullFlavor", "UNK"), "unknown"),
    ("entered-in-error", (f"{CODES}v3-NullFlavor", "UNK"), "entered-in-error"),
])
def test_a_verification_has_the_code_of_the_zib_beside_it(r4: str, zib: tuple[str, str], stu3: str) -> None:
    plan = individual("stu3", marking("stu3", verificationStatus=stu3))
    assert plan.markings[0].verification_status == r4
    (tree,) = written(plan, "r4")
    codings = [{"system": f"{CODES}condition-ver-status", "code": r4}, {"system": zib[0], "code": zib[1]}]
    assert tree["verificationStatus"] == {"coding": codings}
    assert_kept("r4", marking(verificationStatus={"coding": codings}))
    again = individual("r4", tree)
    assert written(again, "stu3")[0]["verificationStatus"] == stu3
    only = assert_kept("r4", marking(verificationStatus={"coding": codings[1:]}))
    assert only.markings[0].verification_status == (r4 if r4 != "entered-in-error" else "unconfirmed")


def test_words_beside_a_status_are_kept_and_announced() -> None:
    said = status("active", text="nog steeds")
    said["coding"][0]["display"] = "Actief"
    plan = assert_kept("r4", marking(clinicalStatus=said))
    assert plan.markings[0].clinical_status == "active"
    assert plan.not_understood == ()
    resources, losses = write_plan(plan, STU3)
    assert resources[0][0]["clinicalStatus"] == "active"
    assert [(loss.path, loss.value) for loss in losses] == [("Condition.clinicalStatus", {"text": "nog steeds"})]


@pytest.mark.parametrize(("changes", "path", "word"), [
    ({"markings": [{"id": "x", "clinical_status": "relapse"}]}, "clinicalStatus", "recurrence"),
    ({"care_plans": [{"id": "x", "activities": [{"status": "stopped"}]}]}, "status", "cancelled"),
    ({"care_plans": [{"id": "x", "activities": [{"status": "entered-in-error"}]}]}, "status", "cancelled"),
])
def test_a_status_that_stu3_does_not_know_is_announced(changes: dict[str, Any], path: str, word: str) -> None:
    ((tree, _),), losses = write_plan(m.IndividualCarePlan.model_validate(changes), STU3)
    node = tree["activity"][0]["detail"] if "activity" in tree else tree
    assert node[path] == word
    assert [loss.reason for loss in losses] == ["no-such-code"]


@pytest.mark.parametrize(("word", "then"), [("revoked", "cancelled"), ("on-hold", "suspended"), ("active", "active")])
def test_the_status_of_a_care_plan(word: str, then: str) -> None:
    plan = m.IndividualCarePlan.model_validate({"care_plans": [{"id": "x", "status": word}]})
    assert written(plan, "r4")[0]["status"] == word
    (tree,) = written(plan, "stu3")
    assert tree["status"] == then
    assert individual("stu3", tree).care_plans[0].status == word


# where things stand

def test_grounds_and_evidence_of_several_items_are_read_and_kept() -> None:
    tree = marking(evidence=[{"code": [own("spict")], "detail": [{"reference": "Observation/1"}]},
                             {"code": [own("surprise-question"), own("other-ground", text="wens")]},
                             {"detail": [{"reference": "Observation/2"}]}])
    (found,) = assert_kept("r4", tree).markings
    assert [each.value for each in found.grounds] == [
        m.MarkingGround.SPICT, m.MarkingGround.SURPRISE_QUESTION, m.MarkingGround.OTHER_GROUND]
    assert [each.reference for each in found.evidence] == ["Observation/1", "Observation/2"]
    (tree,) = written(individual("r4", tree), "stu3")
    assert len(tree["evidence"]) == 1
    assert [len(tree["evidence"][0][key]) for key in ("code", "detail")] == [3, 2]


def test_what_it_is_due_to_is_a_code_and_a_problem() -> None:
    url = f"{HL7}condition-dueTo"
    tree = marking(extension=[{"url": url, "valueReference": {"reference": "Condition/copd"}},
                              {"url": url, "valueCodeableConcept": {"text": "kwetsbaarheid"}}])
    (found,) = assert_kept("r4", tree).markings
    assert found.due_to_problem == m.Reference(reference="Condition/copd")
    assert found.due_to is not None
    assert found.due_to.text == "kwetsbaarheid"


def test_several_notes_are_one_in_r4() -> None:
    tree = marking("stu3", note=[{"text": "een"}, {"text": "twee"}])
    plan = assert_kept("stu3", tree)
    ((r4, _),), losses = write_plan(plan, R4)
    assert r4["note"] == [{"text": "een\n\ntwee"}]
    assert [(loss.path, loss.reason) for loss in losses] == [("Condition.note", "joined-into-one")]


def test_dimensions_are_the_categories_that_are_one() -> None:
    diagnosis = {"coding": [{"system": SCT, "code": "282291009"}]}
    tree = resource("Condition", clinicalStatus=status("active"), code={"text": "angst"},
                    category=[diagnosis, own("psychological"), {"text": "anders"}, own("social")])
    (found,) = assert_kept("r4", tree).dimension_problems
    assert [each.value for each in found.dimensions] == [m.Dimension.PSYCHOLOGICAL, m.Dimension.SOCIAL]
    unknown = m.DimensionWish.model_validate({"id": "w", "dimensions": [{"text": "lichaam"}, m.Dimension.SOCIAL]})
    ((wish, _),), losses = write_plan(m.IndividualCarePlan(dimension_wishes=(unknown,)), R4)
    assert len(wish["category"]) == 1
    assert [(loss.path, loss.reason) for loss in losses] == [("Observation.category", "no-such-code")]


def test_the_start_of_the_care_path_stands_among_the_signs() -> None:
    started = {"code": own("care-path-started"), "valueDateTime": "2026-03-01"}
    signs = [{"code": own(code), "valueCodeableConcept": {"coding": [{"system": SCT, "code": "373066001"}]}}
             for code in ("bedbound", "only-sips")]
    tree = resource("Observation", status="final", code=own("dying-phase-assessment"),
                    component=[signs[0], started, signs[1]])
    (found,) = assert_kept("r4", tree).dying_phase_assessments
    assert found.care_path_started == "2026-03-01"
    assert [each.sign.value for each in found.signs if each.sign] == [m.DyingSign.BEDBOUND, m.DyingSign.ONLY_SIPS]
    (over,) = written(individual("r4", tree), "stu3")
    assert [each["code"]["coding"][0]["code"] for each in over["component"]] == [
        "bedbound", "only-sips", "care-path-started"]


def test_the_further_roles_of_a_member_stand_in_an_extension_in_stu3() -> None:
    roles = [own("central-health-professional"), own("case"), {"text": "aanspreekpunt"}]
    tree = resource("CareTeam", participant=[{"role": roles, "member": {"reference": "Practitioner/a"}}])
    (over,) = written(individual("r4", tree), "stu3")
    assert over["participant"] == [{
        "role": roles[0], "member": {"reference": "Practitioner/a"},
        "extension": [extension("AdditionalRole", valueCodeableConcept=role) for role in roles[1:]]}]
    (member,) = assert_kept("stu3", over).care_networks[0].members
    assert member.has(m.NetworkRole.CENTRAL_HEALTH_PROFESSIONAL)
    assert written(individual("stu3", over), "r4")[0]["participant"] == tree["participant"]


def test_a_professional_of_the_network_is_the_person_with_the_role_in_stu3() -> None:
    plan = m.IndividualCarePlan.model_validate({
        "patient": {"id": "p"}, "health_professional_roles": [{"id": "r", "professional": "Practitioner/a"}],
        "care_networks": [{"id": "n", "members": [{"who": "PractitionerRole/r", "deputy": "PractitionerRole/r"}]}]})
    tree = written(plan, "stu3")[-1]
    person = {"reference": "Practitioner/a", "extension": [
        {"url": "http://nictiz.nl/fhir/StructureDefinition/practitionerrole-reference",
         "valueReference": {"reference": "PractitionerRole/r"}}]}
    assert tree["participant"] == [{"member": person, "extension": [extension("Deputy", valueReference=person)]}]


def test_the_first_author_is_the_author_in_r4() -> None:
    people = [{"reference": "Practitioner/a"}, {"reference": "Patient/p"}, {"reference": "RelatedPerson/d"}]
    tree = resource("CarePlan", intent="plan", category=[own("individual-care-plan")], author=people)
    plan = assert_kept("stu3", tree)
    (r4,) = written(plan, "r4")
    assert (r4["author"], r4["contributor"]) == (people[0], people[1:])
    without = resource("CarePlan", intent="plan", category=[own("individual-care-plan")], contributor=people[1:])
    assert [each.reference for each in assert_kept("r4", without).care_plans[0].authors] == [
        "Patient/p", "RelatedPerson/d"]


def test_a_goal_has_its_due_date_in_its_target() -> None:
    measured = {"dueDate": "2026-05-01", "measure": {"text": "pijn"}}
    tree = resource("Goal", category=[own("physical")], description={"text": "minder pijn"}, target=[measured])
    assert assert_kept("r4", tree).dimension_goals[0].due_on == "2026-05-01"
    resources, losses = write_plan(individual("r4", tree), STU3)
    assert resources[0][0]["target"] == {"dueDate": "2026-05-01"}
    assert [loss.path for loss in losses] == ["Goal.target"]
