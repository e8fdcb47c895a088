"""Where each rule of attention stops: other states, other dates, and dates that are not precise enough."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from izp_plans import (
    A20,
    ACTION,
    BIG,
    CENTRAL,
    CHILD,
    ENDED,
    GOAL,
    ON,
    QUIET,
    RECOGNISED,
    RESP,
    SCENARIO,
    SCHOOL,
    SECOND,
    SEEN,
    TRANSITION,
    UZI,
    but,
    capacity,
    care_plan,
    central,
    changed,
    codes,
    dying,
    marking,
    network,
    phone,
    profession,
    role,
    signal,
    unmarked,
)
from pzp_exchange.model import (
    ActivityKind,
    CareNetwork,
    CarerOutlook,
    Dimension,
    DyingJudgement,
    DyingPhaseAssessment,
    DyingSign,
    Identifier,
    MarkingAlert,
    MarkingEnding,
    MarkingGround,
    MedicalPolicy,
    NetworkMember,
    NetworkRole,
    NotUnderstood,
    ObservedSign,
    OtherResource,
    PalliativePhase,
    Patient,
    Period,
    PlannedActivity,
    Review,
    Telecom,
    YesNoUnknown,
)
from pzp_exchange.model.attention import attention

EVENING = datetime.date(2026, 5, 15)


# markings

def test_two_open_markings_are_both_named() -> None:
    found = attention(changed(markings=(marking(), marking("m2", phase=PalliativePhase.DYING))), ON)
    assert [(each.code, each.statement and each.statement.id, each.params) for each in found] == [
        ("PZP-PHASE-TWO-MARKINGS", "m1", (("others", "Condition/m2"),)),
        ("PZP-PHASE-TWO-MARKINGS", "m2", (("others", "Condition/m1"),))]


@pytest.mark.parametrize("more", [
    {"verification_status": "refuted"}, {"verification_status": "entered-in-error"}, {"clinical_status": "inactive"},
    {"ended_on": "2026-06-01"}, {"ending": MarkingEnding.REVISED}])
def test_a_marking_that_does_not_stand_is_no_second_one(more: dict[str, Any]) -> None:
    assert codes(changed(markings=(marking(), marking("m2", **more)))) == []


def test_a_marking_of_later_is_not_there_yet() -> None:
    later = changed(markings=(marking(), marking("m2", "2026-06-02", PalliativePhase.DYING)))
    assert codes(later) == []
    assert codes(later, datetime.date(2026, 6, 2)) == ["PHASE-TWO-MARKINGS"] * 2 + ["IZP-NOT-REVIEWED"]


def test_an_end_in_this_month_is_not_guessed() -> None:
    plan = changed(markings=(marking("m0", "2026-01-01", ended_on="2026-05", ending=MarkingEnding.REVISED,
                                     clinical_status="inactive"), marking("m1", "2026-05")),
                   phase_signals=(), care_plans=())
    assert codes(plan, EVENING)[:1] == ["PHASE-DATES"]
    assert "PHASE-TWO-MARKINGS" not in codes(plan, EVENING)
    assert "PHASE-DATES" not in codes(plan, datetime.date(2026, 5, 31))
    assert "PHASE-DATES" not in codes(plan, datetime.date(2026, 4, 30))


def test_death_in_the_same_month_is_not_guessed() -> None:
    assert codes(changed(patient=Patient(id="p", deceased_at="2026-05"))) == []


def test_after_death_only_what_was_written_down_counts() -> None:
    nobody = {"care_networks": (), "care_plans": (), "markings": marking(marked_by=None)}
    assert codes(changed(patient=Patient(id="p", deceased_at="2026-05-20"), **nobody)) == ["PHASE-NO-PERSON"]
    assert codes(changed(patient=Patient(id="p", deceased=True), **nobody)) == ["PHASE-NO-PERSON"]
    assert "TEAM-NO-CENTRAL" in codes(changed(patient=Patient(id="p", deceased=False), **nobody))
    assert "TEAM-NO-CENTRAL" in codes(changed(patient=Patient(id="p", deceased_at="2026-06-02"), **nobody))


@pytest.mark.parametrize("reference", ["https://elsewhere.example/Observation/9", "#inside", None])
def test_evidence_elsewhere_is_left_alone(reference: str | None) -> None:
    assert codes(changed(markings=marking(evidence=({"reference": reference, "display": "SPICT"},)))) == []


def test_evidence_kept_as_another_resource_is_there() -> None:
    kept = OtherResource(resource={"resourceType": "Observation", "id": "spict"})
    plan = changed(markings=marking(evidence=("Observation/spict",)), other_resources=kept)
    assert codes(plan) == []


# evidence

@pytest.mark.parametrize(("kind", "answer", "more", "points"), [
    (MarkingGround.SURPRISE_QUESTION, YesNoUnknown.NO, {}, True),
    (MarkingGround.SURPRISE_QUESTION, YesNoUnknown.YES, {}, False),
    (MarkingGround.SURPRISE_QUESTION, YesNoUnknown.UNKNOWN, {}, False),
    (MarkingGround.SURPRISE_QUESTION, None, {"outcome": "besproken"}, False),
    (MarkingGround.DOUBLE_SURPRISE_QUESTION, YesNoUnknown.YES, {}, True),
    (MarkingGround.DOUBLE_SURPRISE_QUESTION, YesNoUnknown.NO, {}, False),
    (MarkingGround.SPICT, None, {"outcome": "Gewichtsverlies"}, True),
    (MarkingGround.SPICT, None, {}, False),
    (MarkingGround.SPICT, YesNoUnknown.NO, {"outcome": "Geen indicatoren"}, False),
    (MarkingGround.GROWING_NEEDS, None, {"dimensions": (Dimension.PHYSICAL,)}, True),
])
def test_what_counts_as_a_signal(kind: MarkingGround, answer: YesNoUnknown | None, more: dict[str, Any],
                                 points: bool) -> None:
    found = codes(unmarked(phase_signals=(signal(kind=kind, answer=answer, **more),)))
    assert found == ["PHASE-SIGNAL-ONLY"] * points


def test_the_newest_answer_counts() -> None:
    answers = (signal("s1", "2026-01-10"), signal("s2", "2026-02", answer=YesNoUnknown.YES))
    assert codes(unmarked(phase_signals=answers)) == []
    assert codes(unmarked(phase_signals=answers), datetime.date(2026, 1, 20)) == ["PHASE-SIGNAL-ONLY"]


def test_evidence_of_before_the_withdrawal_is_no_news() -> None:
    withdrawn = marking("m0", "2026-01-01", **ENDED)
    for seen, found in (("2026-05-14", []), ("2026-05", []), ("2026-05-16", ["PHASE-SIGNAL-ONLY"])):
        assert codes(unmarked(markings=(withdrawn,), phase_signals=(signal(on=seen),))) == found


@pytest.mark.parametrize("more", [{"goal": MedicalPolicy.TREAT_DISEASE}, {"status": "cancelled"},
                                  {"start_date": "2026-06-02"}])
def test_a_goal_that_is_not_palliative_or_does_not_hold(more: dict[str, Any]) -> None:
    assert codes(unmarked(medical_policy_goals=(but(GOAL, **more),))) == []


@pytest.mark.parametrize("resource", [
    {"code": {"coding": [{**A20, "system": "http://snomed.info/sct"}]}}, {"code": {"coding": [{**A20, "code": "A29"}]}},
    {"status": "entered-in-error", "code": {"coding": [A20]}},
    {"verificationStatus": {"coding": [{"code": "entered-in-error"}]}, "code": {"coding": [A20]}}])
def test_other_codes_and_errors_are_no_talk(resource: dict[str, Any]) -> None:
    assert codes(unmarked(other_resources=(OtherResource(resource={"resourceType": "Condition", **resource}),))) == []


# alerts and the dying phase

@pytest.mark.parametrize("more", [{"status": "inactive"}, {"ended_on": "2026-05-30"}, {"starts_on": "2026-06-02"}])
def test_an_alert_that_is_not_on_says_nothing(more: dict[str, Any]) -> None:
    assert codes(unmarked(marking_alerts=(but(MarkingAlert(id="a1", status="active"), **more),))) == []


def test_a_dying_phase_that_is_marked() -> None:
    for phase, on in ((PalliativePhase.DYING, "2026-05-01"), (PalliativePhase.SYMPTOM_DIRECTED, "2026-05-21")):
        plan = changed(markings=marking("m1", on, phase), dying_phase_assessments=dying(RECOGNISED),
                       care_plans=care_plan(ACTION, review=Review(held_on="2026-05-22")))
        assert codes(plan) == []


def test_only_the_newest_assessment_counts() -> None:
    over = but(dying(DyingJudgement.NOT_DYING, "2026-05-25"), id="y2")
    plan = changed(dying_phase_assessments=(dying(RECOGNISED, signs=SEEN), over))
    assert codes(plan) == []
    assert codes(plan, datetime.date(2026, 5, 24)) == ["PHASE-DYING-OTHER-PHASE"]


@pytest.mark.parametrize("assessment", [
    dying(DyingJudgement.UNCERTAIN, signs=SEEN),
    dying(signs=(ObservedSign(sign=DyingSign.ONLY_SIPS, present=YesNoUnknown.NO),)), dying()])
def test_judged_or_nothing_seen(assessment: DyingPhaseAssessment) -> None:
    assert codes(changed(dying_phase_assessments=assessment)) == []


# the central health professional

@pytest.mark.parametrize(("until", "since", "found"), [
    ("2026-05-31", "2026-06-01", []),
    ("2026-06-01", "2026-06-01", ["TEAM-CENTRAL-DATES"]),
    ("2026", "2026-06-01", ["TEAM-CENTRAL-DATES"]),
    ("2026-07-01", "2026-06-01", ["TEAM-SEVERAL-CENTRAL"]),
    ("2026-07-01", "2026-07", []),
])
def test_one_takes_over_from_the_other(until: str, since: str, found: list[str]) -> None:
    both = network(central(period=Period(start="2026-01", end=until)),
                   but(SECOND, period=Period(start=since)))
    assert codes(changed(care_networks=both)) == found


@pytest.mark.parametrize("more", [{"status": "inactive"}, {"period": Period(end="2026-05-31")}])
def test_a_network_of_before_has_nobody_central(more: dict[str, Any]) -> None:
    assert codes(changed(care_networks=network(central(), **more))) == ["TEAM-NO-CENTRAL"]


def test_in_charge_is_not_central() -> None:
    only_resp = network(NetworkMember(who="PractitionerRole/r1", roles=(RESP,)))
    assert codes(changed(care_networks=only_resp)) == ["TEAM-NO-CENTRAL", "TEAM-ONLY-RESP"]
    both = network(central(roles=(RESP, CENTRAL)))
    assert codes(changed(care_networks=both)) == []


def test_an_email_address_is_no_number() -> None:
    way = but(phone(), telecom=Telecom(system="email", value="nora@example.org"))
    plan = changed(care_networks=network(central(reachable=(way,))), health_professional_roles=role(telecoms=()),
                   care_plans=care_plan(ACTION))
    assert codes(plan) == ["TEAM-NO-NUMBER"]


@pytest.mark.parametrize("deputy", [{"display": "Huisartsenpost"}, {"reference": "RelatedPerson/d1"}])
def test_a_deputy_answers(deputy: dict[str, str]) -> None:
    member = central(reachable=(phone(outside_office_hours=False),), deputy=deputy)
    assert codes(changed(care_networks=network(member))) == []


@pytest.mark.parametrize(("code", "system", "found"), [
    ("01.015", UZI, []), ("81.000", UZI, []), ("82.000", UZI, []), ("31.000", UZI, []),
    ("30.000", "urn:oid:2.16.840.1.113883.2.4.15.111", []),
    ("99.000", UZI, ["TEAM-NOT-BIG"]), ("92.000", UZI, ["TEAM-NOT-BIG"]),
    ("80.000", UZI, ["TEAM-PROFESSION-UNKNOWN"]), ("30", UZI, ["TEAM-PROFESSION-UNKNOWN"]),
    ("0100", "urn:oid:2.16.840.1.113883.2.4.6.7", ["TEAM-PROFESSION-UNKNOWN"])])
def test_professions(code: str, system: str, found: list[str]) -> None:
    assert codes(changed(health_professional_roles=role(specialties=(profession(code, system),)))) == found


def test_the_network_may_say_the_profession() -> None:
    plan = changed(care_networks=network(central(profession=profession("30.000"))),
                   health_professional_roles=role(specialties=(profession("86.000"),)))
    assert codes(plan) == []


def test_a_big_number_settles_the_profession() -> None:
    person = but(QUIET.health_professionals[0], identifiers=(Identifier(system=BIG, value="19012345601"),))
    assert codes(changed(health_professional_roles=role(specialties=()), health_professionals=person)) == []
    outside = central(who={"display": "dr. Ver", "identifier": {"system": BIG, "value": "19012345601"}})
    assert codes(changed(care_networks=network(outside))) == []


# the plan

@pytest.mark.parametrize("more", [{"status": "draft"}, {"status": "completed"}, {"status": "revoked"},
                                  {"period": Period(end="2026-05-31")}, {"period": Period(start="2026-06-02")}])
def test_plans_that_are_not_in_force(more: dict[str, Any]) -> None:
    empty = PlannedActivity(kind=ActivityKind.ANTICIPATED_SCENARIO)
    late = care_plan(empty, review=Review(due_on="2026-05-01"), **more)
    assert codes(changed(care_plans=late, carer_capacities=())) == []


@pytest.mark.parametrize("status", ["completed", "cancelled", "entered-in-error"])
def test_scenarios_that_are_over(status: str) -> None:
    over = PlannedActivity(kind=ActivityKind.ANTICIPATED_SCENARIO, status=status)
    assert codes(changed(care_plans=care_plan(over, ACTION))) == []


def test_a_number_is_enough_to_call() -> None:
    numbered = but(SCENARIO, whom_to_call=(), numbers_to_call=(phone("0900-0000"),))
    assert codes(changed(care_plans=care_plan(numbered, ACTION))) == []
    unknown = but(SCENARIO, whom_to_call=("Practitioner/far",))
    assert codes(changed(care_plans=care_plan(unknown, ACTION))) == []


@pytest.mark.parametrize(("held", "start", "found"), [
    ("2026-04-30", "2026-04-01", True), ("2026-05-01", "2026-04-01", False), ("2026-05", "2026-04-01", False),
    (None, "2026-04-01", True), (None, "2026-05-02", False), (None, None, False),
    ("2026-06-05", "2026-04-01", True), ("2026-04", "2026", False)])
def test_review_after_the_marking(held: str | None, start: str | None, found: bool) -> None:
    plan = changed(care_plans=care_plan(ACTION, period=Period(start=start), review=Review(held_on=held)))
    assert codes(plan) == ["IZP-NOT-REVIEWED"] * found


@pytest.mark.parametrize(("due", "held", "found"), [
    ("2026-05-31", "2026-05-10", True), ("2026-06-01", "2026-05-10", False), ("2026-05", "2026-05-02", False),
    ("2026-04", "2026-05-02", False), ("2026-05-31", "2026-05-31", False), ("2026-06", None, False),
    ("2026-05", None, True)])
def test_review_overdue(due: str, held: str | None, found: bool) -> None:
    plan = changed(care_plans=care_plan(ACTION, review=Review(due_on=due, held_on=held)))
    assert codes(plan) == ["IZP-REVIEW-OVERDUE"] * found


# the carer

@pytest.mark.parametrize(("action", "revised"), [
    ({"description": "Zorg dat dora duif kan slapen"}, "2026-05-20"),
    ({"performers": ("RelatedPerson/d1",)}, "2026-05"),
    ({"dimensions": (Dimension.SOCIAL,)}, None), ({"dimensions": (Dimension.SOCIAL,), "status": "completed"}, "2026")])
def test_help_for_the_carer(action: dict[str, Any], revised: str | None) -> None:
    helped = PlannedActivity(kind=ActivityKind.AGREED_ACTION, **action)
    plan = changed(care_plans=care_plan(helped, revised_on=revised, period=None))
    assert codes(plan) == []


def test_the_newest_answer_of_each_carer_counts() -> None:
    better = capacity(CarerOutlook.CAN_CONTINUE, "2026-05-21", "c2")
    worse = capacity(CarerOutlook.CANNOT_CONTINUE, "2026-05-21", "c3", "RelatedPerson/other")
    first = QUIET.carer_capacities[0]
    alone = {"care_plans": care_plan(SCENARIO)}
    assert codes(changed(carer_capacities=(first, better), **alone)) == []
    found = attention(changed(carer_capacities=(first, better, worse), **alone), ON)
    assert [each.statement and each.statement.id for each in found] == ["c3"]
    assert codes(changed(carer_capacities=capacity(CarerOutlook.SOME_WEEKS), **alone)) == []


# a child

def test_a_child_with_a_case_manager() -> None:
    team = network(central(roles=(CENTRAL, NetworkRole.CASE_MANAGER)))
    assert codes(changed(patient=CHILD, care_networks=team)) == []


@pytest.mark.parametrize(("born", "found"), [
    ("2008-06-01", ["IZP-CHILD-GROWN"]), ("2008-06-02", ["IZP-CHILD-NO-CASE-MANAGER"]), ("2008-06", []), ("2008", []),
    (None, []), ("2008-02-29", ["IZP-CHILD-GROWN"])])
def test_turning_18(born: str | None, found: list[str]) -> None:
    assert codes(changed(patient=Patient(id="p", birth_date=born), child_findings=SCHOOL)) == found


def test_the_transition_is_done() -> None:
    done = care_plan(ACTION, but(TRANSITION, status="completed"))
    assert codes(changed(care_plans=done, child_findings=SCHOOL)) == []


# what was not understood

def test_a_marking_that_was_not_understood_counts_for_nothing() -> None:
    unsafe = NotUnderstood(reference="PalliativePhaseMarking/m1", path="Condition.modifierExtension", reason="x")
    plan = changed(not_understood=unsafe, medical_policy_goals=GOAL, dying_phase_assessments=dying(RECOGNISED),
                   care_networks=())
    assert codes(plan) == ["IZP-NOT-UNDERSTOOD"]


def test_a_network_that_was_not_understood_has_nobody_central() -> None:
    unsafe = NotUnderstood(reference=f"{CareNetwork.__name__}/n1", path="CareTeam.modifierExtension", reason="x")
    assert codes(changed(not_understood=unsafe)) == ["IZP-NOT-UNDERSTOOD", "TEAM-NO-CENTRAL"]
