"""The state of an individual care plan on a date."""

from __future__ import annotations

import datetime

import pytest

from izp_plans import ON, QUIET, SCENARIO, but, care_plan, central, changed, marking, network
from pzp_exchange.model import (
    AgreementParty,
    Decision,
    HealthProfessional,
    IndividualCarePlan,
    MarkingEnding,
    NotUnderstood,
    PalliativePhase,
    Patient,
    PlanStatus,
    Review,
    SpecificCareWishes,
    Treatment,
    TreatmentDirective,
)
from pzp_exchange.model.status import status

SYMPTOM, DYING, ILLNESS = PalliativePhase.SYMPTOM_DIRECTED, PalliativePhase.DYING, PalliativePhase.ILLNESS_DIRECTED
FORMER = marking("m0", "2026-01-10", ILLNESS, ended_on="2026-05-01", ending=MarkingEnding.REVISED,
                 clinical_status="inactive")
HISTORY = changed(markings=(FORMER, *QUIET.markings, marking("m2", "2026-07-01", DYING)))


def on(day: str, plan: IndividualCarePlan = HISTORY) -> PlanStatus:
    return plan.status(datetime.date.fromisoformat(day))


def agreed(day: str, **more: object) -> TreatmentDirective:
    return TreatmentDirective.model_validate({
        "id": "t1", "status": "active", "treatment": Treatment.CPR, "decision": Decision.DO_NOT_PERFORM,
        "reviewed_on": day, "parties": (AgreementParty(who="PractitionerRole/r1"), AgreementParty(who="Patient/p")),
        **more})


def test_the_quiet_plan() -> None:
    now = QUIET.status(ON)
    assert (now.on, now.phase, now.since, now.phases, now.conflict) == (ON, SYMPTOM, "2026-05-01", (SYMPTOM,), False)
    assert now.marking is QUIET.markings[0]
    assert now.central and now.central.name == "Nora Ster"
    assert now.attention == ()
    assert now == status(QUIET, ON)


def test_today_is_the_usual_date() -> None:
    assert QUIET.status().on == datetime.datetime.now(tz=datetime.UTC).astimezone().date()


@pytest.mark.parametrize(("day", "phase", "since"), [
    ("2026-01-09", None, None), ("2026-01-10", ILLNESS, "2026-01-10"), ("2026-04-30", ILLNESS, "2026-01-10"),
    ("2026-05-01", SYMPTOM, "2026-05-01"), ("2026-06-30", SYMPTOM, "2026-05-01")])
def test_the_phase_goes_by_the_date(day: str, phase: PalliativePhase | None, since: str | None) -> None:
    now = on(day)
    assert (now.phase, now.since, now.conflict) == (phase, since, False)


def test_two_open_markings_are_a_conflict() -> None:
    now = on("2026-07-01")
    assert (now.phase, now.since, now.marking, now.conflict) == (None, None, None, True)
    assert now.phases == (SYMPTOM, DYING)
    assert [each.id for each in now.markings] == ["m1", "m2"]


def test_the_same_phase_twice_is_not_chosen_from_either() -> None:
    now = on("2026-06-01", changed(markings=(marking(), marking("m2", "2026-04-01"))))
    assert (now.phase, now.phases, now.conflict) == (None, (SYMPTOM,), True)


def test_an_end_that_is_not_precise_is_not_guessed() -> None:
    plan = changed(markings=but(FORMER, ended_on="2026-05"))
    assert [on(day, plan).phase for day in ("2026-04-30", "2026-05-15", "2026-05-31")] == [ILLNESS, None, None]
    assert [on(day, plan).conflict for day in ("2026-04-30", "2026-05-15", "2026-05-31")] == [False, True, False]


def test_an_undated_marking_stands_without_a_date() -> None:
    now = on("2026-06-01", changed(markings=marking(marked_on=None)))
    assert (now.phase, now.since) == (SYMPTOM, None)


def test_a_marking_that_was_not_understood_decides_nothing() -> None:
    unsafe = NotUnderstood(reference="PalliativePhaseMarking/m1", path="Condition.modifierExtension", reason="x")
    for markings in (QUIET.markings, (*QUIET.markings, marking("m2", phase=DYING))):
        now = on("2026-06-01", changed(markings=markings, not_understood=unsafe))
        assert (now.phase, now.conflict) == (None, True)
        assert SYMPTOM not in now.phases


def test_several_central_professionals_are_all_given() -> None:
    now = on("2026-06-01", changed(care_networks=network(central(), central(who="Practitioner/h1"))))
    assert now.central is None
    assert [each.name for each in now.central_health_professionals] == ["Nora Ster", "Nora Ster"]
    assert on("2026-06-01", changed(care_networks=())).central is None


# the last change

@pytest.mark.parametrize(("day", "changed_on", "what", "by"), [
    ("2026-01-09", None, [], []),
    ("2026-01-10", "2026-01-10", ["m0"], ["PractitionerRole/r1"]),
    ("2026-04-30", "2026-04-20", ["s1"], []),
    ("2026-05-01", "2026-05-01", ["m0", "m1", "a1"], ["PractitionerRole/r1"]),
    ("2026-05-12", "2026-05-10", ["cp1"], ["Practitioner/h1"]),
    ("2026-06-01", "2026-05-25", ["cp1"], ["PractitionerRole/r1"]),
    ("2026-07-01", "2026-07-01", ["m2"], ["PractitionerRole/r1"]),
])
def test_last_change(day: str, changed_on: str | None, what: list[str], by: list[str]) -> None:
    review = Review(held_on="2026-05-10", by=("Practitioner/h1",))
    now = on(day, HISTORY.model_copy(update={"care_plans": (care_plan(SCENARIO, review=review),)})).last_change
    assert (now and now.on) == changed_on
    assert [each.id for each in now.statements] == what if now else not what
    assert [each.reference for each in now.by] == by if now else not by


def test_an_agreement_is_a_change() -> None:
    now = on("2026-06-01", changed(treatment_directives=agreed("2026-05-26"))).last_change
    assert now and (now.on, [each.id for each in now.statements]) == ("2026-05-26", ["t1"])
    assert [each.reference for each in now.by] == ["PractitionerRole/r1", "Patient/p"]


def test_what_was_entered_in_error_is_no_change() -> None:
    plan = changed(treatment_directives=agreed("2026-05-26", status="entered-in-error"))
    last = on("2026-06-01", plan).last_change
    assert last and last.on == "2026-05-25"


def test_dates_that_do_not_tell_are_all_last() -> None:
    wish = SpecificCareWishes(id="w", status="final", observed_at="2026-05", value="Rust")
    now = on("2026-06-01", changed(specific_care_wishes=wish)).last_change
    assert now and now.on == "2026-05-25"
    assert [each.id for each in now.statements] == ["w", "cp1"]


def test_nothing_dated_is_no_change() -> None:
    nothing = IndividualCarePlan(patient=Patient(id="p", birth_date="1950-03-04"),
                                 health_professionals=(HealthProfessional(id="h1"),))
    assert nothing.status(ON).last_change is None


def test_nobody_stands_in_the_repr() -> None:
    assert "Ster" not in repr(QUIET.status(ON))
