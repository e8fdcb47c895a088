"""The strategies: what they make is consistent, legal in FHIR, and reaches everything the model can say in R4."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from stdnum.nl import bsn

from pzp_exchange import model as m
from pzp_exchange import testing
from pzp_exchange.model import codes as c
from pzp_exchange.model import own_codes as o
from pzp_exchange.testing import individual_plans, plans

WHOLE_PLANS = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
CONCEPTS = {
    name: getattr(testing, name) for name in testing.__all__
    if name not in ("CAST", "Cast", "INDIVIDUAL_CAST", "IndividualCast", "coded", "references", "plans",
                    "individual_plans")
}
ANY_PLAN = plans() | individual_plans()
IN_NO_RESOURCE = {c.SharingConsent, c.NumberType, c.EmailType}
"""Only the form has the first; R4 says the others with FHIR's own codes."""


def everything(value: Any) -> Iterator[Any]:
    """A value and all that is in it."""
    yield value
    if isinstance(value, m.Model):
        for name in type(value).model_fields:
            yield from everything(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from everything(item)


@pytest.mark.parametrize("name", CONCEPTS)
def test_every_strategy_makes_something_that_survives_json(name: str) -> None:
    @settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(CONCEPTS[name]())
    def made(value: object) -> None:
        if isinstance(value, m.Model):
            assert type(value).model_validate_json(value.model_dump_json(exclude_defaults=True)) == value
        else:
            assert value
    made()


def test_everything_public_is_documented() -> None:
    assert [name for name in testing.__all__ if not getattr(testing, name).__doc__] == []


@WHOLE_PLANS
@given(ANY_PLAN)
def test_ids_are_legal_and_unique(plan: m.AdvanceCarePlan) -> None:
    ids = [statement.id or "" for statement in plan.statements()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", own_id) for own_id in ids)


@WHOLE_PLANS
@given(ANY_PLAN)
def test_references_point_into_the_plan_or_have_words(plan: m.AdvanceCarePlan) -> None:
    for reference in everything(plan):
        if isinstance(reference, m.Reference):
            if reference.reference is None:
                assert reference.display
            else:
                found = plan.find(reference)
                assert found is not None
                assert reference.type in (None, reference.reference.partition("/")[0])


@WHOLE_PLANS
@given(ANY_PLAN)
def test_texts_and_numbers_are_legal(plan: m.AdvanceCarePlan) -> None:
    for value in everything(plan):
        if isinstance(value, str):
            assert value.strip() == value
            assert value
            plain = value.replace("\n", "").replace("\t", "")
            assert not [char for char in plain if unicodedata.category(char) in ("Cc", "Cs", "Cn")]
        elif isinstance(value, int):
            assert value is True or value is False or value > 0
        elif isinstance(value, m.Attachment) and value.data:
            assert base64.b64decode(value.data, validate=True)
        elif isinstance(value, m.PartialDate):
            assert value.bounds is not None


@WHOLE_PLANS
@given(ANY_PLAN)
def test_decisions_have_the_specification_they_need(plan: m.AdvanceCarePlan) -> None:
    for directive in plan.treatment_directives:
        decision = directive.decision
        assert decision is not None
        assert directive.treatment is not None
        assert not directive.contradicts_itself
        icd = directive.treatment.value is c.Treatment.ICD_DEACTIVATION
        if decision in (c.Decision.NOT_DECIDED, c.Decision.NOT_DISCUSSED):
            assert icd
        if decision not in (c.Decision.PERFORM, c.Decision.DO_NOT_PERFORM, c.Decision.OTHER):
            assert directive.specification == decision.display("nl")
        if decision is c.Decision.OTHER:
            assert directive.specification
        if icd:
            assert (directive.treatment.text or "").endswith("(SNOMED CT - 400231000146108)")


@WHOLE_PLANS
@given(ANY_PLAN)
def test_nothing_that_only_reading_or_another_release_gives(plan: m.AdvanceCarePlan) -> None:
    assert plan.form_answers is None
    assert plan.not_understood == ()
    assert plan.other_resources == ()
    for value in everything(plan):
        if isinstance(value, m.Model):
            assert not value.carried
            assert not value.left_out
            assert getattr(value, "narrative", None) is None
            assert getattr(value, "full_url", None) is None
            assert getattr(value, "restrictions", None) is None


@given(testing.bsns())
def test_bsns_are_of_the_test_range(number: str) -> None:
    assert bsn.is_valid(number)
    assert number.startswith("9999")


@given(st.data())
def test_a_cast_of_ones_own(data: st.DataObject) -> None:
    cast = testing.Cast(patient="Patient/riek", contact_persons=(), advance_directives=())
    directive = data.draw(testing.treatment_directives(cast))
    assert directive.patient is not None
    assert directive.patient.reference == "Patient/riek"
    assert directive.advance_directive is None


def reach(strategy: st.SearchStrategy[Any], wanted: Any, tries: int = 3000) -> None:
    """Raises NoSuchExample where the strategy never makes it."""
    find(strategy, wanted, settings=settings(
        max_examples=tries, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck)))


CODED_BY = {
    c.AbsentReason: testing.specific_care_wishes(), c.AddressType: testing.addresses(),
    c.AdvanceDirectiveType: testing.advance_directives(), c.ContactRole: testing.contact_persons(),
    c.ContactType: testing.encounters(), c.EuthanasiaPosition: testing.positions_regarding_euthanasia(),
    c.Gender: testing.health_professionals(), c.IcdType: testing.medical_device_products(),
    c.Laterality: testing.medical_devices(), c.MedicalPolicy: testing.medical_policy_goals(),
    c.PartyRole: testing.treatment_directives() | testing.advance_directives(),
    c.PlaceOfDeath: testing.preferred_places_of_death(), c.ProcedureType: testing.procedures(),
    c.Relationship: testing.contact_persons(), c.TelecomType: testing.telecoms(),
    c.Treatment: testing.treatment_directives(), c.YesNoUnknown: testing.organ_donation_choice_registrations(),
    o.ActivityKind: testing.planned_activities(), o.CarerOutlook: testing.carer_capacities(),
    o.ChildTopic: testing.child_findings(), o.Dimension: testing.dimension_problems(),
    o.DyingJudgement: testing.dying_phase_assessments(), o.DyingSign: testing.dying_phase_assessments(),
    o.MarkingEnding: testing.markings(), o.MarkingGround: testing.phase_signals(),
    o.NetworkRole: testing.care_networks(), o.PalliativePhase: testing.markings(),
}


def test_every_code_list_of_the_model_is_tried() -> None:
    lists = {codes for codes in m.CodeList.__subclasses__() if codes.__module__ in (c.__name__, o.__name__)}
    assert lists == CODED_BY.keys() | IN_NO_RESOURCE | {c.Decision, o.ResourceMark}


SMALL = {c.AddressType, c.ContactType, c.Gender, c.TelecomType, c.Treatment}
"""Lists whose members go with other fields: tried in their concept."""


@pytest.mark.parametrize("codes", CODED_BY, ids=lambda codes: codes.__name__)
def test_every_member_of_a_code_list_is_reached(codes: type[m.CodeList]) -> None:
    wanted = {(member.system, member.code) for member in codes}
    seen: set[tuple[str | None, str | None]] = set()

    def collect(value: Any) -> bool:
        seen.update((coding.system, coding.code) for coding in everything(value) if isinstance(coding, m.Coding))
        return wanted <= seen

    reach(CODED_BY[codes] if codes in SMALL else testing.coded(codes), collect)


@pytest.mark.parametrize("codes", CODED_BY, ids=lambda codes: codes.__name__)
def test_a_concept_uses_its_code_list(codes: type[m.CodeList]) -> None:
    reach(CODED_BY[codes], lambda value: any(
        codes.find(coding.system, coding.code) for coding in everything(value) if isinstance(coding, m.Coding)))


def test_the_deprecated_goal_is_not_made() -> None:
    old = c.MedicalPolicy.RELIEVE_SYMPTOMS_DEPRECATED
    with pytest.raises(NoSuchExample):
        reach(testing.medical_policy_goals(), lambda goal: goal.goal is not None and goal.goal.value is old, 300)


@pytest.mark.parametrize(("strategy", "attribute", "members"), [
    (testing.treatment_directives(), "decision", c.Decision),
    (testing.treatment_directives(), "status", c.AgreementStatus),
    (testing.medical_policy_goals(), "status", c.GoalStatus), (testing.senses_of_purpose(), "status", c.FindingStatus),
    (testing.names(), "usage", c.NameUsage),
], ids=lambda value: getattr(value, "__name__", None))
def test_every_status_decision_and_usage_is_reached(
    strategy: st.SearchStrategy[Any], attribute: str, members: type[Enum],
) -> None:
    seen: set[Any] = set()

    def collect(value: Any) -> bool:
        seen.add(getattr(value, attribute))
        return set(members) <= seen

    reach(strategy, collect)


INDIVIDUAL = [
    testing.markings(), testing.marking_alerts(), testing.phase_signals(), testing.dying_phase_assessments(),
    testing.care_networks(), testing.carer_capacities(), testing.dimension_problems(), testing.dimension_wishes(),
    testing.dimension_goals(), testing.child_findings(), testing.care_plans(), testing.handovers(),
]
OWN_MODULES = ("marking", "network", "dimensions", "care_plan")
GIVEN_BY_READING = {"full_url", "narrative", "carried", "carried_from", "left_out", "sources"}


@pytest.mark.parametrize("strategy", INDIVIDUAL, ids=lambda strategy: "")
def test_every_attribute_of_an_individual_plan_is_reached(strategy: st.SearchStrategy[Any]) -> None:
    seen: dict[type[m.Model], set[str]] = {}

    def collect(value: m.Statement) -> bool:
        for each in everything(value):
            if isinstance(each, m.Model) and not isinstance(each, m.Coded | m.Coding):
                said = {name for name in type(each).model_fields if getattr(each, name) not in (None, ())}
                seen.setdefault(type(each), set()).update(said)
        mine = [kind for kind in seen if kind.__module__.rpartition(".")[2] in OWN_MODULES]
        return bool(mine) and all(seen[kind] >= kind.model_fields.keys() - GIVEN_BY_READING for kind in mine)

    reach(strategy, collect)


def test_every_class_of_an_individual_plan_is_reached() -> None:
    own = {getattr(m, name) for name in m.__all__ if getattr(m, name).__module__.rpartition(".")[2] in OWN_MODULES}
    seen: set[type] = set()

    def collect(statement: m.Statement) -> bool:
        seen.update(type(each) for each in everything(statement))
        return own <= seen

    reach(st.one_of(*INDIVIDUAL), collect)


def test_every_list_of_an_individual_plan_is_filled() -> None:
    seen: set[str] = set()

    @WHOLE_PLANS
    @given(individual_plans())
    def collect(plan: m.IndividualCarePlan) -> None:
        seen.update(name for name in plan.own_lists if getattr(plan, name))

    collect()
    assert seen == set(m.IndividualCarePlan.own_lists)


@pytest.mark.parametrize("how", m.HowUnknown)
def test_unknown_is_said_in_each_way(how: m.HowUnknown) -> None:
    reach(testing.preferred_places_of_death(), lambda found: found.unknown is not None and found.unknown.how is how)


@pytest.mark.parametrize("length", [4, 7, 10, 20, 25, 29])
def test_every_precision_of_a_date(length: int) -> None:
    reach(testing.date_times(), lambda when: len(when) == length)


@pytest.mark.parametrize("char", ["\n", '"', "é", "&", "\U0001f49a"])
def test_texts_that_need_care(char: str) -> None:
    reach(testing.texts(), lambda text: char in text)
