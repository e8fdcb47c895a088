"""The other statements of STU3: systems, states, procedures and devices."""

from __future__ import annotations

import pytest
from stu3_samples import NULLS, SCT, observation, plan_of, written

from pzp_exchange import R4
from pzp_exchange import model as m


def test_systems_of_the_guide_keep_the_uris_their_value_sets_hold() -> None:
    unknown = {"coding": [{"system": NULLS, "code": "UNK"}]}
    plan = plan_of(observation(valueCodeableConcept=unknown))
    assert plan.preferred_places_of_death[0].value is not None
    assert plan.preferred_places_of_death[0].value.value is m.PlaceOfDeath.UNKNOWN
    assert written(plan)[0]["valueCodeableConcept"] == unknown
    (r4,) = written(plan, R4)
    assert r4["valueCodeableConcept"] == unknown
    assert written(plan_of(r4, release="r4"))[0]["valueCodeableConcept"] == unknown


@pytest.mark.parametrize(("kind", "word", "status"), [
    ("Procedure", "suspended", "on-hold"), ("Procedure", "aborted", "stopped"), ("Procedure", "completed", "completed"),
    ("CommunicationRequest", "suspended", "on-hold"), ("CommunicationRequest", "cancelled", "revoked"),
    ("Goal", "in-progress", "active"), ("Goal", "achieved", "completed"), ("Goal", "on-target", "on-target"),
])
def test_a_status_has_other_words(kind: str, word: str, status: str) -> None:
    about = {"coding": [{"system": SCT, "code": "223449006" if kind == "CommunicationRequest" else "713603004"}]}
    tree = {"resourceType": kind, "id": "x", "status": word, "subject": {"reference": "Patient/p1"},
            **({"code": about} if kind == "Procedure" else {"category": [about]})}
    plan = plan_of(tree)
    (statement,) = plan.statements()
    assert getattr(statement, "status") == status  # noqa: B009 - statements of several kinds
    assert written(plan)[0]["status"] == word
    r4_tree = written(plan, R4)[0]
    assert r4_tree.get("status", r4_tree.get("lifecycleStatus")) == ("active" if word == "on-target" else status)


def test_a_procedure_that_was_not_done() -> None:
    tree = {"resourceType": "Procedure", "id": "x", "status": "completed", "notDone": True,
            "subject": {"reference": "Patient/p1"}, "code": {"coding": [{"system": SCT, "code": "713603004"}]}}
    plan = plan_of(tree)
    assert plan.procedures[0].status == "not-done"
    assert plan.not_understood == ()
    assert written(plan) == [tree]
    (r4,) = written(plan, R4)
    assert r4["status"] == "not-done"
    (back,) = written(plan_of(r4, release="r4"))
    assert (back["status"], back["notDone"]) == ("aborted", True)
    assert plan_of({**tree, "notDone": False}).procedures[0].status == "completed"


def test_older_places_are_read_and_kept() -> None:
    device = {"resourceType": "DeviceUseStatement", "id": "d", "status": "active", "device": {"reference": "Device/x"},
              "subject": {"reference": "Patient/p1"}, "timingPeriod": {"start": "2020"}}
    plan = plan_of(device)
    assert plan.medical_devices[0].period == m.Period(start=m.PartialDate("2020"))
    assert written(plan) == [device]
    assert written(plan, R4)[0]["timingPeriod"] == {"start": "2020"}
    fresh = plan.medical_devices[0].model_copy(update={"period": m.Period(start=m.PartialDate("2021"))})
    (tree,) = written(plan.model_copy(update={"medical_devices": (fresh,)}))
    assert tree["whenUsed"] == {"start": "2021"}
    assert "timingPeriod" not in tree


def test_a_serial_number_is_an_identifier_of_its_own_type() -> None:
    plan = m.AdvanceCarePlan.model_validate({"medical_device_products": [
        {"id": "d", "serial_number": "S1", "identifiers": [{"system": "urn:x", "value": "1"}]}]})
    (tree,) = written(plan)
    kind = {"coding": [{"system": "http://hl7.org/fhir/identifier-type", "code": "SNO"}]}
    assert tree["identifier"][1] == {"value": "S1", "type": kind}
    assert plan_of(tree).medical_device_products == plan.medical_device_products
