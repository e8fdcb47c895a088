"""The plan as a whole: statements, references, JSON, fingerprints."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from pzp_exchange.model import (
    AdvanceCarePlan,
    AgreementStatus,
    ContactPerson,
    Decision,
    Narrative,
    OtherResource,
    Patient,
    Reference,
    Treatment,
    TreatmentDirective,
)
from pzp_exchange.testing import plans

WHOLE_PLANS = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
PLAN = AdvanceCarePlan(
    patient=Patient(id="p", full_url="https://voorbeeld.example/fhir/Patient/p"),
    contact_persons=(ContactPerson(id="c"),),
)


class TestFind:
    @pytest.mark.parametrize("reference", [
        "Patient/p", "https://voorbeeld.example/fhir/Patient/p", Reference(reference="Patient/p"),
        "Patient/p/_history/2",
    ])
    def test_by_id_and_address(self, reference: Reference | str) -> None:
        assert PLAN.find(reference) is PLAN.patient

    @pytest.mark.parametrize("reference", [
        None, "", Reference(), Reference(display="Riek"), "Patient/x", "Patient/", "RelatedPerson/p", "#p",
    ])
    def test_nobody(self, reference: Reference | str | None) -> None:
        assert PLAN.find(reference) is None

    def test_ids_are_unique_per_kind_only(self) -> None:
        plan = AdvanceCarePlan(patient=Patient(id="1"), contact_persons=(ContactPerson(id="1"),))
        assert plan.find("Patient/1") is plan.patient
        assert plan.find("RelatedPerson/1") is plan.contact_persons[0]

    def test_a_changed_copy_finds_its_own_statements(self) -> None:
        assert PLAN.find("RelatedPerson/c") is PLAN.contact_persons[0]
        changed = PLAN.model_copy(update={"contact_persons": (ContactPerson(id="c", active=True),)})
        assert changed.find("RelatedPerson/c") is changed.contact_persons[0]

    @WHOLE_PLANS
    @given(plans())
    def test_every_statement_is_found(self, plan: AdvanceCarePlan) -> None:
        for statement in plan.statements():
            assert plan.find(f"{statement.reference_type}/{statement.id}") is statement


class TestJson:
    @WHOLE_PLANS
    @given(plans())
    def test_there_and_back(self, plan: AdvanceCarePlan) -> None:
        assert AdvanceCarePlan.model_validate_json(plan.model_dump_json(exclude_defaults=True)) == plan
        assert AdvanceCarePlan.model_validate_json(plan.model_dump_json()) == plan

    def test_members_of_code_lists_are_tokens(self) -> None:
        statement = TreatmentDirective(status="active", treatment=Treatment.CPR, decision=Decision.DO_NOT_PERFORM)
        said = json.loads(statement.model_dump_json(exclude_defaults=True))
        assert said["decision"] == "do-not-perform"
        assert said["treatment"]["codings"][0]["code"] == "89666000"
        assert TreatmentDirective.model_validate(said) == statement

    def test_a_token_that_is_not_in_the_list_is_refused(self) -> None:
        with pytest.raises(ValidationError):
            TreatmentDirective.model_validate_json('{"decision": "misschien"}')

    def test_a_status_that_is_not_in_the_list_is_kept(self) -> None:
        assert TreatmentDirective(status="active").status is AgreementStatus.ACTIVE
        assert TreatmentDirective(status="on-ice").status == "on-ice"


class TestFingerprint:
    def test_of_what_is_said(self) -> None:
        statement = TreatmentDirective(id="a", decision=Decision.PERFORM)
        assert statement.fingerprint == TreatmentDirective(id="a", decision=Decision.PERFORM).fingerprint
        assert statement.fingerprint != TreatmentDirective(id="a", decision=Decision.DO_NOT_PERFORM).fingerprint

    def test_narrative_and_address_aside(self) -> None:
        statement = TreatmentDirective(id="a")
        dressed = statement.model_copy(update={"narrative": Narrative(div="<div/>"), "full_url": "urn:uuid:1"})
        assert dressed.fingerprint == statement.fingerprint


def test_reference_of_another_resource() -> None:
    assert OtherResource(resource={"resourceType": "Flag", "id": "1"}).reference == "Flag/1"
    assert OtherResource(resource={}).reference == "?/?"
