"""People of STU3: roles, the professional behind a role, and who is legally capable."""

from __future__ import annotations

from typing import Any

import pytest
from stu3_samples import SCT, ZIB, again, observation, plan_of, written

from pzp_exchange import R4
from pzp_exchange import model as m
from pzp_exchange.mapping.assemble import write_plan


def test_roles_are_read_with_and_without_the_leading_zero() -> None:
    url = "http://fhir.nl/fhir/StructureDefinition/nl-core-relatedperson-role"
    system = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
    for code in ("3", "03"):
        tree = {"resourceType": "RelatedPerson", "id": "d", "patient": {"reference": "Patient/p1"},
                "extension": [{"url": url, "valueCodeableConcept": {"coding": [{"system": system, "code": code}]}}],
                "relationship": {"coding": [{"system": "http://hl7.org/fhir/v3/RoleCode", "code": "DAUC"}]}}
        plan = plan_of(tree)
        (person,) = plan.contact_persons
        assert person.roles == (m.ContactRole.LEGAL_GUARDIAN,)
        assert person.relations == (m.Relationship.DAUGHTER,)
        assert person.represents
        assert written(plan)[0]["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == code
        (r4,) = written(plan, R4)
        assert [c["coding"][0] for c in r4["relationship"]] == [
            {"system": system, "code": "03"},
            {"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "DAUC"}]
        back = written(plan_of(r4, release="r4"))[0]
        assert back["extension"][0]["valueCodeableConcept"] == {"coding": [{"system": system, "code": "3"}]}


def test_a_professional_is_the_role_with_the_person_behind_it() -> None:
    role = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/a"}}
    link = {"url": f"{ZIB}practitionerrole-reference", "valueReference": {"reference": "PractitionerRole/r"}}
    for person in ({"reference": "Practitioner/a"}, {"reference": "Practitioner/a", "display": "Bo"},
                   {"reference": "Practitioner/other"}, {}):
        tree = observation(performer=[{**person, "extension": [link]}])
        plan = plan_of(role, tree)
        assert plan.preferred_places_of_death[0].performers[0].reference == "PractitionerRole/r"
        assert written(plan)[1]["performer"] == tree["performer"]
        resources, losses = write_plan(plan, R4)
        assert resources[1][0]["performer"] == [{"reference": "PractitionerRole/r"}]
        said = {key: value for key, value in person.items() if (key, value) != ("reference", "Practitioner/a")}
        assert [loss.value for loss in losses] == list(said.values())


def test_legal_capacity_of_r4_is_put_with_the_patient() -> None:
    plan = m.AdvanceCarePlan.model_validate({"patient": {"id": "p1"}, "legal_capacities": [
        {"id": "old", "status": "final", "value": True, "observed_at": "2020"},
        {"id": "new", "status": "final", "value": False, "observed_at": "2024", "notes": ["mentor"]},
        {"id": "wrong", "status": "entered-in-error", "value": True, "observed_at": "2026"}]})
    back, losses = again(plan)
    assert back.patient is not None
    assert back.patient.legally_capable == m.LegallyCapable(capable=False, comment="mentor")
    values = [(loss.resource, loss.value) for loss in losses if loss.path == "LegalCapacity.value"]
    assert values == [("Observation/old", True), ("Observation/wrong", True)]
    undated = plan.legal_capacities[0].model_copy(update={"observed_at": None})
    unclear = plan.model_copy(update={"legal_capacities": (undated, undated.model_copy(update={"value": False}))})
    assert again(unclear)[0].patient == m.Patient(id="p1")


def patient(*said: dict[str, Any], release: str = "stu3", **more: Any) -> dict[str, Any]:
    url = f"https://api.iknl.nl/docs/pzp/{release}/StructureDefinition/ext-Patient.LegallyCapableMedicalTreatmentDecisions"
    return {"resourceType": "Patient", "id": "p1", "extension": [{"url": url, "extension": list(said)}], **more}


NO = {"url": "legallyCapable", "valueBoolean": False}
WHY = {"url": "legallyCapableComment", "valueString": "mentor"}
TEXT = {"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">niet wilsbekwaam</div>"}


def test_legal_capacity_of_stu3_is_an_observation_in_r4() -> None:
    tree = patient(NO, WHY, text=TEXT)
    plan = plan_of(tree, observation(subject={"reference": "Patient/p1"}))
    assert written(plan)[0] == tree
    resources, losses = write_plan(plan, R4)
    assert losses == []
    r4 = {each["id"]: each for each, _ in resources}
    assert "extension" not in r4["p1"] and r4["p1"]["text"] == TEXT
    found = r4["p1-legally-capable"]
    assert (found["resourceType"], found["status"], found["valueBoolean"], found["note"], found["subject"]) == (
        "Observation", "final", False, [{"text": "mentor"}], {"reference": "Patient/p1"})
    assert found["code"]["coding"][0]["code"] == "665671000146101"
    again_r4 = plan_of(*r4.values(), release="r4")
    back = next(each for each in written(again_r4) if each["resourceType"] == "Patient")
    assert back["extension"] == tree["extension"]
    assert written(plan_of(*written(again_r4)), R4) == [{key: value for key, value in each.items() if key != "text"}
                                                        for each, _ in resources]


def test_legal_capacity_with_a_patient_of_r4_stays_there() -> None:
    plan = plan_of(patient(NO, WHY, release="r4"), release="r4")
    (tree,) = written(plan, R4)
    assert tree["extension"] == patient(NO, WHY, release="r4")["extension"]


OBSERVED = {"resourceType": "Observation", "id": "c", "status": "final", "subject": {"reference": "Patient/p1"},
            "code": {"coding": [{"system": SCT, "code": "665671000146101"}]}, "valueBoolean": True}


@pytest.mark.parametrize("said", [[WHY], [NO, {"url": "legallyCapableBy", "valueString": "de rechter"}]])
def test_legal_capacity_that_is_not_just_yes_or_no_stays_with_the_patient(said: list[dict[str, Any]]) -> None:
    ((tree, _),), losses = write_plan(plan_of(patient(*said)), R4)
    assert tree["extension"][0]["extension"] == said
    assert losses == []


def test_legal_capacity_beside_an_observation_stays_with_the_patient() -> None:
    plan = plan_of(patient(NO))
    capacities = plan_of(OBSERVED, release="r4").legal_capacities
    trees = written(plan.model_copy(update={"legal_capacities": capacities}), R4)
    assert [tree["id"] for tree in trees] == ["p1", "c"]
    assert trees[0]["extension"][0]["extension"] == [NO]
