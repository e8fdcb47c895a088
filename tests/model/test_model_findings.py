"""Findings: answers, and the ways to say that there is none; dates of every kind of statement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pzp_exchange.model import (
    AbsentReason,
    AdvanceDirective,
    Coded,
    Coding,
    Decision,
    Encounter,
    EuthanasiaPosition,
    Finding,
    HowUnknown,
    InformRelativesRequest,
    LegalCapacity,
    MedicalPolicyGoal,
    OrganDonationChoiceRegistration,
    Period,
    PlaceOfDeath,
    PositionRegardingEuthanasia,
    PreferredPlaceOfDeath,
    Procedure,
    SenseOfPurpose,
    SpecificCareWishes,
    TreatmentDirective,
    Unknown,
    YesNoUnknown,
)
from pzp_exchange.testing import organ_donation_choice_registrations, preferred_places_of_death, specific_care_wishes

KINDS = (SpecificCareWishes, PreferredPlaceOfDeath, PositionRegardingEuthanasia, OrganDonationChoiceRegistration,
         SenseOfPurpose, LegalCapacity)
ANSWERS = [
    SpecificCareWishes(value="thuis"), SenseOfPurpose(value="muziek"), LegalCapacity(value=True),
    LegalCapacity(value=False),
    PreferredPlaceOfDeath(value=PlaceOfDeath.HOME), PreferredPlaceOfDeath(value=PlaceOfDeath.OTHER),
    PositionRegardingEuthanasia(value=EuthanasiaPosition.DOES_NOT_WANT),
    OrganDonationChoiceRegistration(value=YesNoUnknown.NO), PreferredPlaceOfDeath(value=Coded(text="bij zus")),
]
NULL = YesNoUnknown.UNKNOWN.system


@pytest.mark.parametrize("finding", ANSWERS, ids=lambda finding: type(finding).__name__)
def test_an_answer_is_known(finding: Finding) -> None:
    assert finding.answer is not None
    assert finding.unknown is None


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_said(kind: type[Finding]) -> None:
    assert kind().answer is None
    assert kind().unknown == Unknown(how=HowUnknown.NOT_STATED)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reason", AbsentReason)
def test_a_reason_for_no_answer(kind: type[Finding], reason: AbsentReason) -> None:
    assert kind(absent_reason=reason).unknown == Unknown(how=HowUnknown.ABSENT_REASON, code=reason.code)


def test_a_reason_in_words() -> None:
    assert LegalCapacity(absent_reason=Coded(text="wilde niet")).unknown == Unknown(how=HowUnknown.ABSENT_REASON)


@pytest.mark.parametrize("system", [NULL, "http://hl7.org/fhir/v3/NullFlavor"])
@pytest.mark.parametrize("code", ["UNK", "NASK", "ASKU", "NI"])
def test_a_null_flavor(system: str, code: str) -> None:
    value = Coded[YesNoUnknown](codings=(Coding(system=system, code=code),))
    finding = OrganDonationChoiceRegistration(value=value)
    assert finding.unknown == Unknown(how=HowUnknown.NULL_FLAVOR, code=code)


@settings(deadline=None, max_examples=50)
@given(st.one_of(specific_care_wishes(), preferred_places_of_death(), organ_donation_choice_registrations()))
def test_an_answer_that_is_no_null_flavor_is_known(finding: Finding) -> None:
    answer = finding.answer
    if answer is None:
        expected = HowUnknown.ABSENT_REASON if finding.absent_reason else HowUnknown.NOT_STATED
        assert finding.unknown is not None
        assert finding.unknown.how is expected
    elif isinstance(answer, Coded):
        assert (finding.unknown is not None) == (answer.value in (PlaceOfDeath.UNKNOWN, YesNoUnknown.UNKNOWN))
    else:
        assert finding.unknown is None


class TestDates:
    @pytest.mark.parametrize(("finding", "date"), [
        (LegalCapacity(observed_at="2020"), "2020"),
        (LegalCapacity(observed_period=Period(start="2020", end="2021")), "2020"),
        (LegalCapacity(observed_period=Period(end="2021")), "2021"),
        (LegalCapacity(observed_at="2020", observed_period=Period(start="2019")), "2020"),
        (LegalCapacity(observed_period=Period()), None), (LegalCapacity(), None),
        (MedicalPolicyGoal(start_date="2020"), "2020"),
        (MedicalPolicyGoal(start_date="2020", status_date="2022"), "2022"),
        (MedicalPolicyGoal(), None),
        (InformRelativesRequest(authored_on="2020"), "2020"), (InformRelativesRequest(), None),
        (TreatmentDirective(reviewed_on="2020", starts_on="2021"), "2020"),
        (TreatmentDirective(starts_on="2021"), None),
        (AdvanceDirective(dated="2020"), "2020"), (AdvanceDirective(ended_on="2020"), None),
        (Encounter(period=Period(start="2020")), "2020"), (Encounter(), None),
        (Procedure(performed_at="2020"), "2020"), (Procedure(performed_period=Period(end="2021")), "2021"),
        (Procedure(), None),
    ])
    def test_the_date_that_decides(self, finding: Finding, date: str | None) -> None:
        assert finding.date == date


class TestContradiction:
    @pytest.mark.parametrize("decision", [*Decision, None])
    def test_only_a_plain_decision_cannot_have_a_specification(self, decision: Decision | None) -> None:
        plain = decision in (Decision.PERFORM, Decision.DO_NOT_PERFORM)
        assert TreatmentDirective(decision=decision, specification="alleen thuis").contradicts_itself is plain
        assert not TreatmentDirective(decision=decision).contradicts_itself
