"""The individual care plans of the invented people: complete, consistent, and the same in every format."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from jsonschema import Draft202012Validator
from stdnum.nl import bsn

from izp_cases import CASES
from izp_plans import ON as IN_JUNE
from pzp_exchange import convert, read, validate
from pzp_exchange.handover import handover
from pzp_exchange.model import (
    ActivityKind,
    Dimension,
    DyingJudgement,
    IndividualCarePlan,
    NetworkRole,
    PalliativePhase,
    Reference,
)
from pzp_exchange.model.base import Model
from pzp_exchange.validation.individual import individual_issues
from support import ROOT

EXAMPLES = ROOT / "examples"
ON = datetime.date(2026, 11, 1)
AT = datetime.datetime.fromisoformat("2026-06-01T12:00:00+02:00")
PHASES = {
    "nursing-home": PalliativePhase.SYMPTOM_DIRECTED,
    "cancer-at-home": PalliativePhase.DYING,
    "legal-representative": PalliativePhase.ILLNESS_DIRECTED,
    "child-at-home": PalliativePhase.ILLNESS_DIRECTED,
}
NAMES = list(PHASES)
FHIR = [(name, kind, version) for name in NAMES for kind in ("izp", "handover") for version in ("r4", "stu3")]
CAPACITY = {f"LegalCapacity.{each}" for each in ("id", "status", "patient", "encounter", "observed_at", "performers")}
"""Of legal capacity STU3 has a place for the value only: with the patient."""
NOT_IN_STU3 = {
    "nursing-home": CAPACITY | {"PatientContact.contact_person"},
    "cancer-at-home": CAPACITY | {"PatientContact.contact_person", "TreatmentDirective.reason_for_ending"},
    "legal-representative": CAPACITY | {"PatientContact.contact_person"},
    "child-at-home": CAPACITY,
}
"""All of the advance care plan: the individual care plan itself loses nothing."""

ON_THE_WIRE = [case for case in CASES if not case[1].not_understood]
"""Every rule once or more; what was not understood comes from reading only."""


@pytest.fixture(scope="module")
def people() -> dict[str, IndividualCarePlan]:
    """The plans as a user reads them."""
    found = {name: read(EXAMPLES / f"{name}.izp.plan.json").plan() for name in NAMES}
    assert all(isinstance(plan, IndividualCarePlan) for plan in found.values())
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(("name", "kind", "version"), FHIR)
def test_valid(name: str, kind: str, version: str) -> None:
    report = validate(read(EXAMPLES / f"{name}.{kind}.{version}.json"), on=ON)
    assert [(each.code, each.path) for each in report.issues if each.severity == "error"] == []
    assert [each.code for each in report.issues if each.code.startswith(("PZP-PHASE", "PZP-TEAM", "PZP-IZP"))] == []


@pytest.mark.parametrize(("name", "kind", "version"), FHIR)
def test_json_and_xml_say_the_same(name: str, kind: str, version: str) -> None:
    path = EXAMPLES / f"{name}.{kind}.{version}.xml"
    if (kind, version) == ("handover", "stu3"):
        assert not path.exists()
    else:
        assert read(path).roots[0].tree == read(path.with_suffix(".json")).roots[0].tree


@pytest.mark.parametrize("version", ["r4", "stu3"])
@pytest.mark.parametrize("name", NAMES)
def test_losses_on_the_way_out(people: dict[str, IndividualCarePlan], name: str, version: str) -> None:
    lost = {loss.path for loss in convert(people[name], version).losses}
    assert lost == (NOT_IN_STU3[name] if version == "stu3" else set())


@pytest.mark.parametrize("version", ["r4", "stu3"])
@pytest.mark.parametrize("name", NAMES)
def test_there_and_back_is_the_same(name: str, version: str) -> None:
    document = read(EXAMPLES / f"{name}.izp.{version}.json")
    again = convert(document.plan(), version)
    assert again.losses == ()
    assert again.document.roots[0].tree == document.roots[0].tree


@pytest.mark.parametrize("name", NAMES)
def test_nothing_needs_attention(people: dict[str, IndividualCarePlan], name: str) -> None:
    assert [each.code for each in people[name].status(ON).attention] == []


@pytest.mark.parametrize("name", NAMES)
def test_marked_with_evidence_apart_from_it(people: dict[str, IndividualCarePlan], name: str) -> None:
    plan = people[name]
    state = plan.status(ON)
    assert state.phase is PHASES[name]
    assert state.marking is not None
    assert state.marking.marked_by is not None
    assert state.marking.grounds
    assert all(plan.find(each) in (*plan.phase_signals, *plan.dying_phase_assessments)
               for each in state.marking.evidence)
    (alert,) = (each for each in plan.marking_alerts if each.status == "active")
    assert plan.find(alert.marking) is state.marking


@pytest.mark.parametrize("name", NAMES)
def test_team(people: dict[str, IndividualCarePlan], name: str) -> None:
    plan = people[name]
    central = plan.status(ON).central
    assert central is not None
    assert any(way.telecom for way in central.reachable)
    assert plan.find(central.deputy) is not None
    roles = {role.value for network in plan.care_networks for member in network.members for role in member.roles}
    assert roles >= {NetworkRole.CENTRAL_HEALTH_PROFESSIONAL, NetworkRole.INFORMAL_CARER, NetworkRole.VOLUNTEER,
                     NetworkRole.ATTENDING_PHYSICIAN_IN_CHARGE}
    assert plan.carer_capacities


def test_the_social_domain_is_there(people: dict[str, IndividualCarePlan]) -> None:
    with_it = {name for name, plan in people.items() for network in plan.care_networks
               if any(member.has(NetworkRole.SOCIAL_DOMAIN) for member in network.members)}
    assert with_it == {"cancer-at-home", "legal-representative", "child-at-home"}


@pytest.mark.parametrize("name", NAMES)
def test_four_dimensions_and_scenarios(people: dict[str, IndividualCarePlan], name: str) -> None:
    plan = people[name]
    for statements in (plan.dimension_problems, plan.dimension_wishes, plan.dimension_goals):
        assert {each.value for one in statements for each in one.dimensions} == set(Dimension)
    actions = [each for _, each in plan.activities(ActivityKind.AGREED_ACTION)]
    assert all(each.performers and each.description for each in actions)
    scenarios = [each for _, each in plan.activities(ActivityKind.ANTICIPATED_SCENARIO)]
    assert 2 <= len(scenarios) <= 4
    for each in scenarios:
        assert each.situation
        assert each.description
        assert each.whom_to_call
        assert any(way.telecom for way in each.numbers_to_call) or each.problems
    (record,) = plan.care_plans
    assert record.review is not None
    assert record.review.meeting
    assert plan.handovers


@pytest.mark.parametrize("name", NAMES)
def test_references_and_ids(people: dict[str, IndividualCarePlan], name: str) -> None:
    plan = people[name]
    ids = [each.id for each in plan.statements()]
    assert len(set(ids)) == len(ids)
    for statement in plan.statements():
        _assert_references_resolve(plan, statement)


def _assert_references_resolve(plan: IndividualCarePlan, value: object) -> None:
    if isinstance(value, Model):
        reference = getattr(value, "reference", None)
        assert not isinstance(reference, str) or plan.find(reference) is not None, reference
        for name in type(value).model_fields:
            _assert_references_resolve(plan, getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            _assert_references_resolve(plan, item)


def test_citizen_service_numbers(people: dict[str, IndividualCarePlan]) -> None:
    numbers = {plan.patient.bsn for plan in people.values() if plan.patient}
    assert len(numbers) == len(people)
    assert all(number and number.startswith("9999") and bsn.is_valid(number) for number in numbers)


@pytest.mark.parametrize("name", NAMES)
def test_plans_fit_their_schema(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / "individual-care-plan.schema.json").read_text("utf-8"))
    plan = json.loads((EXAMPLES / f"{name}.izp.plan.json").read_text("utf-8"))
    assert plan["$schema"] == schema["$id"]
    assert [each.json_path for each in Draft202012Validator(schema).iter_errors(plan)] == []


def test_the_advance_care_plan_inside_is_settled(people: dict[str, IndividualCarePlan]) -> None:
    for plan in people.values():
        assert plan.current(ON).conflicts == ()


def test_dying_phase_by_judgement(people: dict[str, IndividualCarePlan]) -> None:
    before, last = people["cancer-at-home"].dying_phase_assessments
    assert [each.judgement and each.judgement.value for each in (before, last)] == [
        DyingJudgement.UNCERTAIN, DyingJudgement.RECOGNISED]
    assert str(last.care_path_started) == "2026-10-30"


@pytest.mark.parametrize("version", ["r4", "stu3"])
@pytest.mark.parametrize(("code", "plan", "severity"), [each[:3] for each in ON_THE_WIRE])
def test_every_rule_speaks_in_a_handed_over_document(code: str, plan: IndividualCarePlan, severity: str, version: str,
                                                     ) -> None:
    made = handover(plan, version, at=AT, author=Reference(display="N. Ster"))
    found = {(each.code, str(each.severity)) for each in individual_issues(made.document, IN_JUNE)}
    assert (f"PZP-{code}", severity) in found


ROW = re.compile(r"\| `([a-z-]+)\.izp` \| ([0-9-]+) \| ([^|]+) \|")


def test_the_page_tells_which_rules_speak_on_other_dates(people: dict[str, IndividualCarePlan]) -> None:
    rows = ROW.findall((EXAMPLES / "README.md").read_text("utf-8"))
    assert len(rows) >= 6
    for name, on, codes in rows:
        found = people[name].status(datetime.date.fromisoformat(on)).attention
        assert {each.code for each in found} == set(re.findall("PZP-[A-Z-]+", codes)), (name, on)


def test_the_child(people: dict[str, IndividualCarePlan]) -> None:
    plan = people["child-at-home"]
    assert sum(each.represents for each in plan.contact_persons) == 2
    assert len(plan.child_findings) == 2
    ((_, transition),) = plan.activities(ActivityKind.TRANSITION)
    assert str(transition.scheduled and transition.scheduled.start) == "2027-05-09"
    members = plan.care_networks[0].members
    assert members[0].has(NetworkRole.CASE_MANAGER)
    assert sum(each.has(NetworkRole.PARENT) for each in members) == 2
    assert [each.code for each in plan.status(datetime.date(2029, 5, 9)).attention] == [
        "PZP-IZP-REVIEW-OVERDUE", "PZP-IZP-CHILD-GROWN"]
