"""What holds on a date, on plans made by hand: every clause of the rule."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from pzp_exchange.model import (
    AdvanceCarePlan,
    AdvanceDirective,
    AdvanceDirectiveType,
    Attachment,
    Coded,
    Coding,
    Current,
    Decision,
    InformRelativesRequest,
    MedicalPolicy,
    MedicalPolicyGoal,
    NotUnderstood,
    PartialDate,
    PlaceOfDeath,
    PreferredPlaceOfDeath,
    Reason,
    SpecificCareWishes,
    Treatment,
    TreatmentDirective,
)

ON = datetime.date(2026, 11, 1)
YES, NO = Decision.PERFORM, Decision.DO_NOT_PERFORM


def agreed(own_id: str, on: str | None, decision: Decision = YES, treatment: Treatment = Treatment.CPR,
           **more: Any) -> TreatmentDirective:
    return TreatmentDirective(id=own_id, **{"status": "active", **more}, treatment=treatment, decision=decision,
                              reviewed_on=on)


def declared(own_id: str, on: str | None, kind: AdvanceDirectiveType = AdvanceDirectiveType.NO_RESUSCITATION,
             **more: Any) -> AdvanceDirective:
    return AdvanceDirective(id=own_id, **{"status": "active", **more}, type=kind, dated=on)


def now(*statements: Any, on: datetime.date = ON, **more: Any) -> Current:
    kinds = {TreatmentDirective: "treatment_directives", AdvanceDirective: "advance_directives",
             MedicalPolicyGoal: "medical_policy_goals", PreferredPlaceOfDeath: "preferred_places_of_death",
             SpecificCareWishes: "specific_care_wishes", InformRelativesRequest: "inform_relatives_requests"}
    lists = {name: tuple(s for s in statements if isinstance(s, kind)) for kind, name in kinds.items()}
    return AdvanceCarePlan(**lists, **more).current(on)


def held(current: Current) -> dict[str | None, Reason]:
    return {entry.statement.id: entry.reason for entry in current.holds}


def history(current: Current) -> dict[str | None, Reason]:
    return {entry.statement.id: entry.reason for entry in current.history}


def conflicts(current: Current) -> list[tuple[set[str | None], Reason]]:
    return [({s.id for s in conflict.statements}, conflict.reason) for conflict in current.conflicts]


class TestNewest:
    def test_nothing(self) -> None:
        assert now() == Current(ON, (), (), (), (), ())

    def test_only_one(self) -> None:
        assert held(now(agreed("a", "2020"))) == {"a": Reason.ONLY}

    def test_newest_of_three_active_ones(self) -> None:
        current = now(agreed("a", "2020-10-01"), agreed("c", "2025-02-03", NO), agreed("b", "2022-11-08"))
        assert held(current) == {"c": Reason.NEWEST}
        assert history(current) == {"a": Reason.SUPERSEDED, "b": Reason.SUPERSEDED}

    def test_treatments_do_not_compete(self) -> None:
        current = now(agreed("a", "2020"), agreed("b", "2025", treatment=Treatment.ICU_ADMISSION))
        assert held(current) == {"a": Reason.ONLY, "b": Reason.ONLY}

    def test_other_treatments_compete_by_their_words(self) -> None:
        def other(own_id: str, on: str, words: str) -> TreatmentDirective:
            coding = Coding(system=Treatment.OTHER.system, code="OTH")
            return agreed(own_id, on).model_copy(update={"treatment": Coded[Treatment](codings=(coding,), text=words)})
        current = now(other("a", "2020", "Dialyse"), other("b", "2021", "dialyse "), other("c", "2019", "Sondevoeding"))
        assert held(current) == {"b": Reason.NEWEST, "c": Reason.ONLY}

    def test_treatments_nobody_named_do_not_compete(self) -> None:
        bare = TreatmentDirective(id="a", decision=YES, reviewed_on="2020")
        assert held(now(bare, bare.model_copy(update={"id": "b", "reviewed_on": PartialDate("2021")}))) == {
            "a": Reason.ONLY, "b": Reason.ONLY}

    def test_the_same_code_said_in_two_ways_is_one_treatment(self) -> None:
        coding = Coding(system=Treatment.CPR.system, code=Treatment.CPR.code)
        plain = Coded[Treatment](codings=(coding,), text="Reanimatie")
        newer = agreed("b", "2021", NO).model_copy(update={"treatment": plain})
        assert held(now(agreed("a", "2020"), newer)) == {"b": Reason.NEWEST}

    def test_goals_and_wishes(self) -> None:
        goal = MedicalPolicyGoal(id="a", status="active", goal=MedicalPolicy.TREAT_DISEASE, start_date="2020")
        newer = MedicalPolicyGoal(id="b", status="active", goal=MedicalPolicy.RELIEVE_SYMPTOMS, status_date="2025")
        wish = SpecificCareWishes(id="c", status="final", value="thuis", observed_at="2024")
        assert held(now(goal, newer, wish)) == {"b": Reason.NEWEST, "c": Reason.ONLY}

    def test_an_answer_unknown_now_replaces_an_older_answer(self) -> None:
        home = PreferredPlaceOfDeath(id="a", status="final", value=PlaceOfDeath.HOME, observed_at="2024")
        unknown = PreferredPlaceOfDeath(id="b", status="final", observed_at="2025")
        assert held(now(home, unknown)) == {"b": Reason.NEWEST}

    def test_the_same_agreement_again_is_a_repetition(self) -> None:
        current = now(agreed("a", "2025-02-03"), agreed("b", "2025-02-03"))
        assert len(current.holds) == 1
        assert list(history(current).values()) == [Reason.REPEATED]
        assert current.conflicts == ()

    def test_of_repetitions_the_most_precise_date_holds(self) -> None:
        current = now(agreed("a", "2025"), agreed("b", "2025-02-03"), agreed("c", "2025-02"))
        assert held(current) == {"b": Reason.NEWEST}
        assert history(current) == {"a": Reason.REPEATED, "c": Reason.REPEATED}


class TestOutOfForce:
    @pytest.mark.parametrize(("status", "reason", "older"), [
        ("entered-in-error", Reason.ENTERED_IN_ERROR, Reason.ONLY), ("rejected", Reason.REJECTED, Reason.ONLY),
        ("inactive", Reason.INACTIVE, Reason.NEWER_ENDED),
    ])
    def test_by_status(self, status: str, reason: Reason, older: Reason) -> None:
        current = now(agreed("a", "2025", status=status), agreed("b", "2020", NO))
        assert history(current) == {"a": reason}
        assert held(current) == {"b": older}

    def test_what_holds_says_that_something_newer_has_ended(self) -> None:
        assert held(now(agreed("a", "2025", ended_on="2026-01"), agreed("b", "2020", NO))) == {"b": Reason.NEWER_ENDED}
        assert held(now(agreed("a", "2019", ended_on="2026-01"), agreed("b", "2020", NO))) == {"b": Reason.ONLY}

    @pytest.mark.parametrize("status", ["active", "draft", "proposed", "unknown-to-us", None])
    def test_other_statuses_do_not_decide(self, status: str | None) -> None:
        assert held(now(agreed("a", "2025", status=status))) == {"a": Reason.ONLY}

    @pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
    def test_findings(self, status: str) -> None:
        assert not now(SpecificCareWishes(id="a", status=status, value="x", observed_at="2025")).holds

    def test_a_revoked_request(self) -> None:
        revoked = InformRelativesRequest(id="a", status="revoked", authored_on="2025")
        assert history(now(revoked)) == {"a": Reason.INACTIVE}

    @pytest.mark.parametrize(("ended", "holds"), [
        ("2026-10-31", False), ("2026-11-01", True), ("2026-11-02", True), ("2026", True), ("2026-10", False),
        ("2025", False),
    ])
    def test_the_end_date(self, ended: str, holds: bool) -> None:
        for statement in (agreed("a", "2020", ended_on=ended), declared("a", "2020", ended_on=ended)):
            current = now(statement)
            assert held(current) == ({"a": Reason.ONLY} if holds else {})
            assert history(current) == ({} if holds else {"a": Reason.ENDED})

    @pytest.mark.parametrize(("on", "holds"), [
        ("2026-11-01", True), ("2026-11-02", False), ("2026-12", False), ("2026", True), ("2027", False),
        ("2026-11-01T23:00:00+01:00", True),
    ])
    def test_what_is_dated_later_does_not_hold_yet(self, on: str, holds: bool) -> None:
        current = now(agreed("a", on))
        assert held(current) == ({"a": Reason.ONLY} if holds else {})
        assert history(current) == ({} if holds else {"a": Reason.NOT_YET})

    def test_what_starts_later_does_not_hold_yet(self) -> None:
        current = now(agreed("a", "2026-10-01", NO, starts_on="2026-12-01"), agreed("b", "2020"))
        assert held(current) == {"b": Reason.ONLY}
        assert history(current) == {"a": Reason.NOT_YET}

    def test_the_reference_date_decides(self) -> None:
        statements = (agreed("a", "2020-10-01"), agreed("b", "2025-02-03", NO))
        assert held(now(*statements, on=datetime.date(2022, 1, 1))) == {"a": Reason.ONLY}
        assert held(now(*statements, on=datetime.date(2025, 2, 3))) == {"b": Reason.NEWEST}


class TestUndated:
    @pytest.mark.parametrize(("on", "reason"), [
        (None, Reason.UNDATED), ("vorige week", Reason.UNREADABLE_DATE), ("2025-02-30", Reason.UNREADABLE_DATE),
    ])
    def test_never_wins(self, on: str | None, reason: Reason) -> None:
        current = now(agreed("a", on, NO), agreed("b", "1999"))
        assert [(entry.statement.id, entry.reason) for entry in current.undated] == [("a", reason)]
        assert held(current) == {"b": Reason.ONLY}

    def test_even_alone(self) -> None:
        assert not now(agreed("a", None)).holds

    def test_entered_in_error_is_history_all_the_same(self) -> None:
        assert history(now(agreed("a", None, status="entered-in-error"))) == {"a": Reason.ENTERED_IN_ERROR}


class TestConflicts:
    def test_same_date_with_different_content(self) -> None:
        current = now(agreed("a", "2025-02-03"), agreed("b", "2025-02-03", NO), agreed("c", "2020"))
        assert conflicts(current) == [({"a", "b"}, Reason.SAME_DATE)]
        assert current.holds == ()
        assert history(current) == {"c": Reason.SUPERSEDED}

    def test_different_words_are_different_content(self) -> None:
        one = agreed("a", "2025-02-03", Decision.OTHER, specification="alleen thuis")
        other = one.model_copy(update={"id": "b", "specification": "alleen overdag"})
        same = one.model_copy(update={"id": "c", "specification": "Alleen  thuis"})
        assert conflicts(now(one, other)) == [({"a", "b"}, Reason.SAME_DATE)]
        assert now(one, same).conflicts == ()

    @pytest.mark.parametrize(("one", "other"), [
        ("2025", "2025-02-03"), ("2025-02", "2025-02-03"), ("2025-02-03", "2025-02-03T10:00:00+01:00"),
        ("2025-02-03T10:00:00", "2025-02-03T10:00:00+01:00"),
    ])
    def test_dates_that_do_not_tell(self, one: str, other: str) -> None:
        assert conflicts(now(agreed("a", one), agreed("b", other, NO))) == [({"a", "b"}, Reason.DATES_DO_NOT_TELL)]

    def test_declarations_with_different_documents(self) -> None:
        one = declared("a", "2025", document=Attachment(data="YQ=="))
        assert conflicts(now(one, declared("b", "2025"))) == [({"a", "b"}, Reason.SAME_DATE)]

    def test_other_places_explained_differently(self) -> None:
        def place(own_id: str, note: str) -> PreferredPlaceOfDeath:
            return PreferredPlaceOfDeath(
                id=own_id, status="final", observed_at="2025", value=PlaceOfDeath.OTHER, notes=(note,))
        assert conflicts(now(place("a", "bij zus in Groningen"), place("b", "in het klooster"))) == [
            ({"a", "b"}, Reason.SAME_DATE)]

    def test_no_single_directive_for_a_treatment_in_conflict(self) -> None:
        current = now(agreed("a", "2025"), agreed("b", "2025", NO))
        assert current.directive(Treatment.CPR) is None


class TestTentative:
    @pytest.mark.parametrize("status", ["draft", "proposed"])
    def test_a_newer_draft_does_not_replace_an_agreement(self, status: str) -> None:
        current = now(agreed("a", "2025", NO), agreed("b", "2026", status=status), agreed("c", "2020"))
        assert conflicts(current) == [({"a", "b"}, Reason.NEWEST_IS_TENTATIVE)]
        assert current.holds == ()
        assert history(current) == {"c": Reason.SUPERSEDED}

    def test_a_draft_that_says_the_same_is_no_conflict(self) -> None:
        assert now(agreed("a", "2025"), agreed("b", "2026", status="draft")).conflicts == ()

    def test_an_older_draft_is_superseded(self) -> None:
        assert held(now(agreed("a", "2025", status="draft"), agreed("b", "2026", NO))) == {"b": Reason.NEWEST}

    def test_a_planned_goal(self) -> None:
        goal = MedicalPolicyGoal(id="a", status="active", goal=MedicalPolicy.TREAT_DISEASE, start_date="2020")
        planned = MedicalPolicyGoal(id="b", status="planned", goal=MedicalPolicy.RELIEVE_SYMPTOMS, start_date="2025")
        assert conflicts(now(goal, planned)) == [({"a", "b"}, Reason.NEWEST_IS_TENTATIVE)]


class TestDeclarationAgainstAgreement:
    @pytest.mark.parametrize("on", ["2019", "2025-02-03", "2026"])
    def test_whatever_the_dates(self, on: str) -> None:
        current = now(agreed("a", "2025-02-03"), declared("b", on))
        assert conflicts(current) == [({"a", "b"}, Reason.DIRECTIVE_AGAINST_AGREEMENT)]
        assert held(current) == {"a": Reason.ONLY, "b": Reason.ONLY}
        assert current.directive(Treatment.CPR) is None

    def test_also_a_declaration_without_a_date(self) -> None:
        assert conflicts(now(agreed("a", "2025"), declared("b", None))) == [
            ({"a", "b"}, Reason.DIRECTIVE_AGAINST_AGREEMENT)]

    def test_a_declaration_that_is_itself_in_conflict(self) -> None:
        current = now(agreed("a", "2025"), declared("b", "2025", comment="zo"), declared("c", "2025", comment="anders"))
        assert ({"a", "b", "c"}, Reason.DIRECTIVE_AGAINST_AGREEMENT) in conflicts(current)

    @pytest.mark.parametrize("agreement", [
        agreed("a", "2025", NO), agreed("a", "2025", treatment=Treatment.ICU_ADMISSION),
        agreed("a", "2025", status="inactive"), agreed("a", None),
    ])
    def test_agreements_it_does_not_touch(self, agreement: TreatmentDirective) -> None:
        assert now(agreement, declared("b", "2025")).conflicts == ()

    @pytest.mark.parametrize("declaration", [
        declared("b", "2025", AdvanceDirectiveType.EUTHANASIA_REQUEST), declared("b", "2025", status="inactive"),
        declared("b", "2020", ended_on="2025"), declared("b", "2027"),
    ])
    def test_declarations_that_say_nothing_about_it(self, declaration: AdvanceDirective) -> None:
        current = now(agreed("a", "2025"), declaration)
        assert current.conflicts == ()
        assert current.directive(Treatment.CPR) == agreed("a", "2025")


class TestNotUnderstood:
    def test_a_statement_that_contradicts_itself(self) -> None:
        current = now(agreed("a", "2025", specification="alleen thuis"), agreed("b", "2020", NO))
        assert [s.id for s in current.not_understood] == ["a"]
        assert held(current) == {"b": Reason.ONLY}

    def test_what_reading_did_not_understand(self) -> None:
        entry = NotUnderstood(reference="TreatmentDirective/a", path="Consent.modifierExtension[0]", reason="x")
        other = agreed("b", "2025", treatment=Treatment.ANTIBIOTICS)
        current = now(agreed("a", "2025"), other, not_understood=(entry,))
        assert [s.id for s in current.not_understood] == ["a"]
        assert held(current) == {"b": Reason.ONLY}

    def test_a_statement_without_id_is_named_by_its_full_url(self) -> None:
        entry = NotUnderstood(reference="TreatmentDirective/urn:uuid:1", path="Consent", reason="modifier-extension")
        without_id = agreed("a", "2025").model_copy(update={"id": None, "full_url": "urn:uuid:1"})
        current = now(without_id, not_understood=(entry,))
        assert len(current.not_understood) == 1
        assert current.holds == ()

    def test_entered_in_error_is_history_even_when_it_contradicts_itself(self) -> None:
        current = now(agreed("a", "2025", status="entered-in-error", specification="alleen thuis"))
        assert history(current) == {"a": Reason.ENTERED_IN_ERROR}
        assert current.not_understood == ()


class TestDirective:
    def test_the_agreement_that_holds(self) -> None:
        newest = agreed("b", "2025", NO)
        current = now(agreed("a", "2020"), newest)
        assert current.directive(Treatment.CPR) == newest
        assert current.directive(Treatment.ANTIBIOTICS) is None

    def test_the_icd_by_its_code(self) -> None:
        icd = agreed("a", "2025", treatment=Treatment.ICD_DEACTIVATION)
        assert now(icd).directive(Treatment.ICD_DEACTIVATION) == icd
