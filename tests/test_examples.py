"""The three invented people: up to date with their source, consistent, and with every kind of statement."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from stdnum.nl import bsn

from pzp_exchange.model import AdvanceCarePlan, AgreementParty, Decision, Finding, LegalCapacity, Reason, Treatment
from pzp_exchange.model.base import Model
from pzp_exchange.reading import read

ROOT = Path(__file__).resolve().parent.parent
ON = datetime.date(2026, 11, 1)
AGES = {"nursing-home": 84, "cancer-at-home": 52, "legal-representative": 35}
NOT_IN_RESOURCES = {"form_answers", "kept_form_answers", "not_understood", "other_resources", "patient_elsewhere"}


@pytest.fixture(scope="module")
def people() -> dict[str, AdvanceCarePlan]:
    """The plans as a user reads them."""
    return {name: read(ROOT / "examples" / f"{name}.plan.json").plans()[0] for name in AGES}


def test_files_are_what_the_tool_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "make_examples.py", "--output", tmp_path], check=True,  # noqa: S603
                   capture_output=True)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert {f"{name}.plan.json" for name in AGES} <= set(written)
    for name in written:
        assert (ROOT / "examples" / name).read_bytes() == (tmp_path / name).read_bytes(), "run tools/make_examples.py"


def test_every_kind_of_statement_occurs(people: dict[str, AdvanceCarePlan]) -> None:
    absent = [field for field in AdvanceCarePlan.model_fields if field not in (*Model.model_fields, *NOT_IN_RESOURCES)
              and not any(getattr(plan, field) for plan in people.values())]
    assert absent == []


def test_every_treatment_and_decision_occurs(people: dict[str, AdvanceCarePlan]) -> None:
    directives = [directive for plan in people.values() for directive in plan.treatment_directives]
    assert {d.treatment.value for d in directives if d.treatment} == set(Treatment)
    assert {d.decision for d in directives} >= set(Decision) - {Decision.NOT_DECIDED}


@pytest.mark.parametrize("name", AGES)
def test_the_person(people: dict[str, AdvanceCarePlan], name: str) -> None:
    patient = people[name].patient
    assert patient is not None
    assert patient.bsn is not None
    assert patient.bsn.startswith("9999")
    assert bsn.is_valid(patient.bsn)
    assert patient.birth_date is not None
    born = datetime.date.fromisoformat(patient.birth_date)
    assert ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day)) == AGES[name]


@pytest.mark.parametrize("name", AGES)
def test_references_and_parties(people: dict[str, AdvanceCarePlan], name: str) -> None:
    plan = people[name]
    ids = [statement.id for statement in plan.statements()]
    assert len(set(ids)) == len(ids)
    for directive in plan.treatment_directives:
        who = [plan.find(party.who) for party in directive.parties]
        kinds = {type(person).__name__ for person in who}
        assert len(who) >= 2
        assert "HealthProfessionalRole" in kinds
        assert kinds & {"Patient", "ContactPerson"}
        assert all(party.role == AgreementParty().role for party in directive.parties)
    for statement in plan.statements():
        _assert_references_resolve(plan, statement)


def _assert_references_resolve(plan: AdvanceCarePlan, value: object) -> None:
    if isinstance(value, Model):
        reference = getattr(value, "reference", None)
        assert not isinstance(reference, str) or plan.find(reference) is not None, reference
        for name in type(value).model_fields:
            _assert_references_resolve(plan, getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            _assert_references_resolve(plan, item)


def test_dates_are_not_after_the_reference_date(people: dict[str, AdvanceCarePlan]) -> None:
    for plan in people.values():
        assert [past.statement.id for past in plan.current(ON).history if past.reason is Reason.NOT_YET] == []


class TestNursingHome:
    @pytest.fixture
    def plan(self, people: dict[str, AdvanceCarePlan]) -> AdvanceCarePlan:
        return people["nursing-home"]

    def test_name(self, plan: AdvanceCarePlan) -> None:
        assert plan.patient is not None
        assert plan.patient.display_name == "Hendrika Johanna van Dalen-Oosterhuis"

    def test_what_holds(self, plan: AdvanceCarePlan) -> None:
        current = plan.current(ON)
        assert current.conflicts == ()
        expected = {Treatment.CPR: Decision.DO_NOT_PERFORM, Treatment.ICD_DEACTIVATION: Decision.PERFORM,
                    Treatment.HOSPITAL_ADMISSION: Decision.OTHER}
        for treatment, decision in expected.items():
            directive = current.directive(treatment)
            assert directive is not None
            assert directive.decision is decision

    def test_before_the_talk(self, plan: AdvanceCarePlan) -> None:
        directive = plan.current(datetime.date(2026, 9, 16)).directive(Treatment.CPR)
        assert directive is not None
        assert directive.decision is Decision.PERFORM

    def test_the_daughter_represents(self, plan: AdvanceCarePlan) -> None:
        assert [person.represents for person in plan.contact_persons] == [True, False]


class TestCancerAtHome:
    def test_conflicts(self, people: dict[str, AdvanceCarePlan]) -> None:
        current = people["cancer-at-home"].current(ON)
        assert {conflict.reason for conflict in current.conflicts} == {
            Reason.SAME_DATE, Reason.DATES_DO_NOT_TELL, Reason.DIRECTIVE_AGAINST_AGREEMENT}
        assert [entry.statement.id for entry in current.undated] == ["mark-antibiotica"]
        assert {entry.reason for entry in current.history} >= {
            Reason.SUPERSEDED, Reason.ENDED, Reason.ENTERED_IN_ERROR}

    def test_the_document_can_be_read(self, people: dict[str, AdvanceCarePlan]) -> None:
        import base64

        (document,) = [d.document for d in people["cancer-at-home"].advance_directives if d.document]
        assert "VERZOEK OM EUTHANASIE" in base64.b64decode(document.data or "").decode()


class TestLegalRepresentative:
    def test_who_decides(self, people: dict[str, AdvanceCarePlan]) -> None:
        plan = people["legal-representative"]
        (capacity,) = plan.legal_capacities
        assert isinstance(capacity, LegalCapacity)
        assert capacity.value is False
        assert [person.display_name for person in plan.contact_persons if person.represents] == ["Thijs Kuipers"]

    def test_unknown_in_three_ways(self, people: dict[str, AdvanceCarePlan]) -> None:
        plan = people["legal-representative"]
        assert Decision.UNKNOWN in {directive.decision for directive in plan.treatment_directives}
        ways = {s.unknown.how for s in plan.statements() if isinstance(s, Finding) and s.unknown}
        assert {str(how) for how in ways} == {"data-absent-reason", "null-flavor"}
