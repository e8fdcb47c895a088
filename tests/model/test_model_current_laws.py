"""Laws of what holds, over plans that hypothesis makes up: few topics and few dates, so that statements meet."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pzp_exchange.model import (
    AdvanceCarePlan,
    AdvanceDirective,
    AdvanceDirectiveType,
    AgreementStatus,
    Attachment,
    Current,
    Decision,
    FindingStatus,
    GoalStatus,
    MedicalPolicy,
    MedicalPolicyGoal,
    PartialDate,
    PlaceOfDeath,
    PreferredPlaceOfDeath,
    Reason,
    Treatment,
    TreatmentDirective,
)
from pzp_exchange.testing import plans

ON = datetime.date(2026, 11, 1)
LISTS: dict[type, str] = {
    TreatmentDirective: "treatment_directives", AdvanceDirective: "advance_directives",
    MedicalPolicyGoal: "medical_policy_goals", PreferredPlaceOfDeath: "preferred_places_of_death",
}
DATE_OF: dict[type, str] = {
    TreatmentDirective: "reviewed_on", AdvanceDirective: "dated", MedicalPolicyGoal: "status_date",
    PreferredPlaceOfDeath: "observed_at",
}
DATES = st.sampled_from((
    "2024", "2025", "2025-05", "2025-05-12", "2025-05-12", "2025-05-12T10:00:00+02:00", "2025-05-12T08:00:00Z",
    "2025-05-13", "2026-11-01", "2026-11-02", "2027", None, "vorige week",
))
ENDS = st.sampled_from((None, None, None, "2026-10-31", "2026-11-01", "2025"))
STATUSES = (AgreementStatus.ACTIVE,) * 6
TREATMENTS = st.builds(
    TreatmentDirective, treatment=st.sampled_from((Treatment.CPR, Treatment.ICU_ADMISSION)), reviewed_on=DATES,
    decision=st.sampled_from((Decision.PERFORM, Decision.DO_NOT_PERFORM, Decision.UNKNOWN)), ended_on=ENDS,
    specification=st.sampled_from((None, None, None, "alleen thuis")), comment=st.sampled_from((None, "toelichting")),
    status=st.sampled_from((*STATUSES, *AgreementStatus)))
DECLARATIONS = st.builds(
    AdvanceDirective, type=st.sampled_from((AdvanceDirectiveType.NO_RESUSCITATION, AdvanceDirectiveType.LIVING_WILL)),
    dated=DATES, ended_on=ENDS, document=st.sampled_from((None, Attachment(data="YQ=="))),
    status=st.sampled_from((*STATUSES, *AgreementStatus)))
GOALS = st.builds(MedicalPolicyGoal, goal=st.sampled_from(MedicalPolicy), status_date=DATES,
                  status=st.sampled_from((GoalStatus.ACTIVE, *GoalStatus)))
PLACES = st.builds(PreferredPlaceOfDeath, value=st.sampled_from((None, *PlaceOfDeath)), observed_at=DATES,
                   status=st.sampled_from((FindingStatus.FINAL, *FindingStatus)))
STATEMENTS = st.lists(st.one_of(TREATMENTS, DECLARATIONS, GOALS, PLACES), max_size=8).map(
    lambda found: [s.model_copy(update={"id": f"s{number}"}) for number, s in enumerate(found)])
LAWS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def at(statements: Iterable[Any], on: datetime.date = ON) -> Current:
    found = list(statements)
    lists = {name: tuple(s for s in found if isinstance(s, kind)) for kind, name in LISTS.items()}
    return AdvanceCarePlan(**lists).current(on)


def placed(current: Current) -> list[tuple[str, str | None, Any]]:
    """Where every statement stands; the extra conflict of a declaration with an agreement left out."""
    own = [conflict for conflict in current.conflicts if conflict.reason is not Reason.DIRECTIVE_AGAINST_AGREEMENT]
    return [
        *(("holds", entry.statement.id, entry.reason) for entry in current.holds),
        *(("conflicts", s.id, conflict.reason) for conflict in own for s in conflict.statements),
        *(("undated", entry.statement.id, entry.reason) for entry in current.undated),
        *(("history", entry.statement.id, entry.reason) for entry in current.history),
        *(("not understood", s.id, None) for s in current.not_understood),
    ]


def standing(current: Current) -> tuple[set[str | None], set[tuple[Reason, frozenset[str | None]]]]:
    """What holds and what conflicts, by id."""
    conflicts = {(c.reason, frozenset(s.id for s in c.statements)) for c in current.conflicts}
    return {entry.statement.id for entry in current.holds}, conflicts


def dated(statement: Any, on: str | None, **more: Any) -> Any:
    return statement.model_copy(
        update={"id": "new", DATE_OF[type(statement)]: PartialDate(on) if on else None, **more})


@LAWS
@given(STATEMENTS)
def test_every_agreement_stands_in_exactly_one_list(statements: list[Any]) -> None:
    assert Counter(own_id for _, own_id, _ in placed(at(statements))) == Counter(s.id for s in statements)


@settings(LAWS, max_examples=25)
@given(plans())
def test_every_agreement_of_a_whole_plan_stands_in_exactly_one_list(plan: AdvanceCarePlan) -> None:
    own = {s.id for s in plan.statements() if type(s).__name__ in (
        "TreatmentDirective", "AdvanceDirective", "MedicalPolicyGoal", "InformRelativesRequest", "LegalCapacity",
        "SpecificCareWishes", "PreferredPlaceOfDeath", "PositionRegardingEuthanasia", "OrganDonationChoiceRegistration",
        "SenseOfPurpose")}
    assert Counter(own_id for _, own_id, _ in placed(plan.current(ON))) == Counter(own)


@LAWS
@given(STATEMENTS, st.randoms(use_true_random=False))
def test_the_order_of_statements_never_matters(statements: list[Any], random: Any) -> None:
    shuffled = random.sample(statements, len(statements))
    assert sorted(map(str, placed(at(shuffled)))) == sorted(map(str, placed(at(statements))))
    assert standing(at(shuffled)) == standing(at(statements))


@LAWS
@given(STATEMENTS, st.data())
def test_adding_an_older_statement_never_changes_what_holds(statements: list[Any], data: st.DataObject) -> None:
    before = at(statements)
    present = [entry.statement for entry in before.holds] + [s for c in before.conflicts for s in c.statements]
    # of a subject with only undated statements, one with any date is the newest
    newer = [s for s in present if s.date and s.date.bounds]
    assume(newer)
    older = dated(data.draw(st.sampled_from(newer)), "1999-12-31")
    after = at([*statements, older])
    assert standing(after) == standing(before)
    assert ("history", "new", Reason.SUPERSEDED) in placed(after)


@LAWS
@given(STATEMENTS, st.one_of(TREATMENTS, GOALS, PLACES), st.sampled_from((None, "eind mei")))
def test_undated_never_wins(statements: list[Any], extra: Any, on: str | None) -> None:
    undated = dated(extra, on, status=None, ended_on=None, specification=None) \
        if isinstance(extra, TreatmentDirective) else dated(extra, on, status=None)
    after = at([*statements, undated])
    assert standing(after) == standing(at(statements))
    assert "new" in {entry.statement.id for entry in after.undated}


@LAWS
@given(STATEMENTS, st.one_of(TREATMENTS, DECLARATIONS, GOALS, PLACES))
def test_entered_in_error_never_shows(statements: list[Any], extra: Any) -> None:
    mistaken = extra.model_copy(update={"id": "new", "status": "entered-in-error"})
    after = at([*statements, mistaken])
    assert standing(after) == standing(at(statements))
    assert ("history", "new", Reason.ENTERED_IN_ERROR) in placed(after)


@LAWS
@given(STATEMENTS)
def test_what_holds_is_dated_in_force_and_not_outdated(statements: list[Any]) -> None:
    current = at(statements)
    in_conflict = [s for c in current.conflicts for s in c.statements]
    for statement in [entry.statement for entry in current.holds] + in_conflict:
        bounds = statement.date.bounds if statement.date else None
        assert bounds is not None
        assert bounds[0] <= ON
        assert str(statement.status) not in ("entered-in-error", "rejected", "inactive", "cancelled")
        ended = getattr(statement, "ended_on", None)
        assert ended is None or ended.bounds is None or ended.bounds[1] >= ON


@LAWS
@given(STATEMENTS)
def test_nothing_that_holds_or_conflicts_has_a_later_agreement_beside_it(statements: list[Any]) -> None:
    current = at(statements)
    standing_now = [(entry.topic, entry.statement) for entry in current.holds]
    standing_now += [(c.topic, s) for c in current.conflicts if c.reason in (Reason.SAME_DATE, Reason.DATES_DO_NOT_TELL)
                     for s in c.statements]
    for topic, statement in standing_now:
        for other_topic, other in standing_now:
            assert other.date is not None
            assert statement.date is not None
            assert topic != other_topic or not other.date.after(statement.date)


@LAWS
@given(STATEMENTS)
def test_one_statement_or_one_conflict_per_topic(statements: list[Any]) -> None:
    current = at(statements)
    own = [c for c in current.conflicts if c.reason is not Reason.DIRECTIVE_AGAINST_AGREEMENT]
    topics = [entry.topic for entry in current.holds] + [c.topic for c in own]
    assert len(set(topics)) == len(topics)


@LAWS
@given(STATEMENTS)
def test_what_holds_goes_on_holding_alone(statements: list[Any]) -> None:
    current = at(statements)
    again = at([entry.statement for entry in current.holds])
    assert {entry.statement.id for entry in again.holds} == {entry.statement.id for entry in current.holds}


@LAWS
@given(STATEMENTS)
def test_saying_everything_twice_changes_nothing_that_holds(statements: list[Any]) -> None:
    twice = at([*statements, *(s.model_copy(update={"id": f"{s.id}-again"}) for s in statements)])
    once = at(statements)
    assert {entry.topic for entry in twice.holds} == {entry.topic for entry in once.holds}
    assert {c.topic for c in twice.conflicts} == {c.topic for c in once.conflicts}
