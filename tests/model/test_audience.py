"""Who sees what: nothing withheld is hidden, nothing shown says something else than the whole plan."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pzp_exchange import model as m
from pzp_exchange.model import own_codes as own
from pzp_exchange.model.audience import EVERYWHERE, Access, Audience, Show, audiences
from pzp_exchange.model.current import content
from pzp_exchange.testing import plans

ON = datetime.date(2026, 11, 1)
BSN = m.Identifier(system="http://fhir.nl/fhir/NamingSystem/bsn", value="999911120")
PATIENT = m.Patient(id="p", identifiers=(BSN,),
                    names=(m.Name(text="Daan Vérzonnen"),), birth_date="1950-02-28")
CPR = m.TreatmentDirective(id="cpr", status="active", treatment=m.Treatment.CPR, decision=m.Decision.PERFORM,
                           reviewed_on="2026-01-01")
DNR = m.AdvanceDirective(id="dnr", status="active", type=m.AdvanceDirectiveType.NO_RESUSCITATION, dated="2024-01-01")
SOCIAL = m.DimensionWish(id="w1", status="final", observed_at="2026-01-01", dimensions=(own.Dimension.SOCIAL,),
                         value="Elke week bridgen")
BODILY = m.DimensionWish(id="w2", status="final", observed_at="2026-01-01", dimensions=(own.Dimension.PHYSICAL,),
                         value="Geen pijn")
LAWS = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def count(plan):
    return sum(1 for _ in plan.statements())


@pytest.mark.parametrize("audience", Audience)
@LAWS
@given(plan=plans(), days=st.integers(0, 4000))
def test_what_is_shown_stands_as_in_the_whole_plan(audience, plan, days):
    on = datetime.date(2020, 1, 1) + datetime.timedelta(days)
    before = plan.model_dump_json()
    seen = plan.view(audience, on)
    shown = {type(one) for one in seen.plan.statements() for name in [name_of(plan, type(one))] if seen.shows(name)}
    whole, reduced = plan.current(on), seen.plan.current(on)
    for group in ("holds", "undated"):
        wanted = {(one.topic, content(one.statement)) for one in getattr(whole, group) if type(one.statement) in shown}
        assert {(one.topic, content(one.statement)) for one in getattr(reduced, group)
                if type(one.statement) in shown} == wanted
    assert {c.topic for c in reduced.conflicts} == {
        c.topic for c in whole.conflicts if any(type(one) in shown for one in c.statements)}
    assert count(plan) == count(seen.plan) + sum(
        one.whole for one in seen.withheld if one.kind not in ("not_understood", "other_resources", "form_answers",
                                                               "kept_form_answers"))
    assert plan.model_dump_json() == before


def name_of(plan, kind):
    """The attribute of the plan that holds statements of a class."""
    for name in type(plan).model_fields:
        value = getattr(plan, name)
        if any(type(one) is kind for one in (value if isinstance(value, tuple) else (value,))):
            return name
    raise LookupError(kind)


@LAWS
@given(plan=plans())
def test_a_professional_sees_everything(plan):
    seen = plan.view("professional", ON)
    assert seen.plan == plan
    assert seen.withheld == ()


def test_every_kind_of_statement_is_decided_for_every_audience_that_sees_any():
    known = {*m.IndividualCarePlan.model_fields, EVERYWHERE} - {"carried", "left_out", "not_understood"}
    assert {str(one) for one in Audience} == set(audiences())
    for audience, rows in audiences().items():
        assert set(rows) <= known, audience
    assert set(audiences()["professional"]) == known - {EVERYWHERE}
    for rows in audiences().values():
        for name, access in rows.items():
            if name != EVERYWHERE and access.hide:
                kind = next(iter(m.IndividualCarePlan.model_fields[name].annotation.__args__))
                assert access.hide <= {*kind.model_fields, *m.PlannedActivity.model_fields,
                                           *m.PatientContact.model_fields}, name


def test_a_volunteer_gets_no_numbers_no_agreements_and_hears_that_they_are_there():
    plan = m.IndividualCarePlan(patient=PATIENT, treatment_directives=(CPR,), dimension_wishes=(SOCIAL, BODILY))
    seen = plan.view(Audience.VOLUNTEER, ON)
    assert seen.plan.dimension_wishes == (SOCIAL,)
    text = seen.plan.model_dump_json()
    assert "999911120" not in text
    assert "1950" not in text
    assert "Geen pijn" not in text
    assert {(one.kind, one.whole) for one in seen.withheld if one.whole} == {
        ("treatment_directives", 1), ("dimension_wishes", 1)}
    assert next(one.parts for one in seen.withheld if one.kind == "patient") == ("birth_date", "identifiers")
    assert not seen.shows("treatment_directives")


def test_a_conflict_is_shown_with_all_its_sides_whatever_the_table_says():
    plan = m.AdvanceCarePlan(patient=PATIENT, treatment_directives=(CPR,), advance_directives=(DNR,))
    seen = plan.view("mine", ON, {"mine": {"treatment_directives": Access(Show.CURRENT)}})
    assert seen.plan.advance_directives == (DNR,)
    assert [one.reason for one in seen.plan.current(ON).conflicts] == [m.Reason.DIRECTIVE_AGAINST_AGREEMENT]


def test_what_was_not_understood_stays_not_understood():
    problem = m.NotUnderstood(reference="TreatmentDirective/cpr", path="Consent.modifierExtension", reason="unknown")
    other = m.NotUnderstood(reference="AdvanceDirective/dnr", path="Consent.modifierExtension", reason="unknown")
    plan = m.AdvanceCarePlan(treatment_directives=(CPR,), advance_directives=(DNR,), not_understood=(problem, other))
    seen = plan.view("mine", ON, {"mine": {"treatment_directives": Access(Show.CURRENT)}})
    assert seen.plan.current(ON).not_understood == (CPR,)
    assert seen.plan.not_understood == (problem,)
    assert ("not_understood", 1) in {(one.kind, one.whole) for one in seen.withheld}


def test_words_about_what_is_withheld_do_not_come_along():
    leaning = CPR.model_copy(update={"advance_directive": m.Reference(reference="Consent/dnr", display="Wil geen CPR")})
    late = DNR.model_copy(update={"status": "inactive"})
    plan = m.AdvanceCarePlan(treatment_directives=(leaning,), advance_directives=(late,))
    seen = plan.view("mine", ON, {"mine": {"treatment_directives": Access(Show.ALL)}})
    assert seen.plan.treatment_directives[0].advance_directive == m.Reference(reference="Consent/dnr")
    assert leaning.advance_directive.display == "Wil geen CPR"


def test_of_a_care_plan_only_the_wanted_activities_are_shown():
    scenario = m.PlannedActivity(kind=own.ActivityKind.ANTICIPATED_SCENARIO, situation="Benauwd", description="Morfine")
    action = m.PlannedActivity(kind=own.ActivityKind.AGREED_ACTION, description="Dagbesteding",
                               dimensions=(own.Dimension.SOCIAL,))
    record = m.CarePlan(id="izp", status="active", activities=(scenario, action), notes=(m.Note(text="geheim"),))
    plan = m.IndividualCarePlan(care_plans=(record,))
    assert plan.view("emergency", ON).plan.care_plans[0].activities == (scenario,)
    social = plan.view("social-domain", ON)
    assert social.plan.care_plans[0].activities == (action,)
    assert social.plan.care_plans[0].notes == ()
    assert social.withheld[0].parts == ("activities", "notes")


def test_history_is_not_shown_where_only_what_stands_is():
    ended = m.PalliativePhaseMarking(id="m1", clinical_status="inactive", marked_on="2025-01-01", ended_on="2026-01-01")
    stands = m.PalliativePhaseMarking(id="m2", clinical_status="active", marked_on="2026-01-01")
    plan = m.IndividualCarePlan(markings=(ended, stands))
    assert plan.view("emergency", ON).plan.markings == (stands,)
    assert plan.view("patient", ON).plan.markings == (ended, stands)


def test_an_audience_that_is_not_in_the_table():
    with pytest.raises(LookupError):
        m.AdvanceCarePlan().view("neighbour", ON)
