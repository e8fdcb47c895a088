"""The plan rules and the plan agree on what holds."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_sets import BSN

from pzp_exchange import convert, read
from pzp_exchange import model as m
from pzp_exchange.document import Document
from pzp_exchange.model.current import Reason
from pzp_exchange.testing import plans
from pzp_exchange.validation.plan import plan_issues
from pzp_exchange.validation.plan.view import Item, SetView
from pzp_exchange.writing import bundle

DAYS = ("2024", "2024-06", "2024-06-05", "2024-06-05T09:00:00+01:00", "2024-06-05T10:00:00+01:00", "x")
WORDS = {
    # what R4 says in words only, said in words and, as other formats do, by its code alone
    m.Decision.UNKNOWN: (None, "Onbekend"),
    m.Decision.NOT_DISCUSSED: (None, "Niet besproken"),
    m.Decision.OTHER: ("Onbekend, zegt zij", "Eerst bellen"),
}
DATED: dict[str, Any] = {
    "patient": st.just(m.Reference(reference="Patient/p")),
    "comment": st.none() | st.sampled_from(("Ja", "JA ", "Nee")),
}


def directives(name: str) -> st.SearchStrategy[m.TreatmentDirective]:
    said = [*((decision, None) for decision in (m.Decision.PERFORM, m.Decision.DO_NOT_PERFORM)),
            *((decision, words) for decision, spelt in WORDS.items() for words in spelt)]
    return st.sampled_from(said).flatmap(lambda pair: st.builds(
        m.TreatmentDirective, id=st.just(name), status=st.sampled_from(("active", "active", "draft", "inactive")),
        treatment=st.just(m.Treatment.CPR), decision=st.just(pair[0]), specification=st.just(pair[1]),
        reviewed_on=st.sampled_from(DAYS), ended_on=st.none() | st.sampled_from(("2024-06", "x")), **DATED))


def goals(name: str) -> st.SearchStrategy[m.MedicalPolicyGoal]:
    aims = (m.MedicalPolicy.RELIEVE_SYMPTOMS, m.MedicalPolicy.RELIEVE_SYMPTOMS_DEPRECATED, m.MedicalPolicy.UNKNOWN)
    return st.builds(m.MedicalPolicyGoal, id=st.just(name), status=st.just("active"), goal=st.sampled_from(aims),
                     status_date=st.sampled_from(DAYS), patient=DATED["patient"])


def requests(name: str) -> st.SearchStrategy[m.InformRelativesRequest]:
    states = ("active", "completed", "draft", "revoked")
    return st.builds(m.InformRelativesRequest, id=st.just(name), status=st.sampled_from(states),
                     authored_on=st.sampled_from(DAYS), patient=DATED["patient"])


PATIENT = m.Patient(id="p", identifiers=(m.Identifier(system=BSN, value="999911120"),))


def competing(source: str, size: int) -> st.SearchStrategy[m.AdvanceCarePlan]:
    """Plans with agreements on one treatment, goals and requests, close in time."""
    def of(kind: Callable[[str], st.SearchStrategy[Any]]) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.tuples(*(kind(f"{kind.__name__}-{source}{n}") for n in range(size)))

    return st.builds(m.AdvanceCarePlan, patient=st.just(PATIENT), treatment_directives=of(directives),
                     medical_policy_goals=of(goals), inform_relatives_requests=of(requests))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), st.dates(datetime.date(2010, 1, 1), datetime.date(2035, 1, 1)))
def test_it_agrees_with_the_plan_on_what_holds(plan: m.AdvanceCarePlan, on: datetime.date) -> None:
    agree(plan, on)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(competing("", 3), st.dates(datetime.date(2024, 6, 1), datetime.date(2024, 7, 1)))
def test_it_agrees_with_the_plan_on_what_competes(plan: m.AdvanceCarePlan, on: datetime.date) -> None:
    agree(plan, on)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(competing("a", 2), competing("b", 2), st.dates(datetime.date(2024, 6, 1), datetime.date(2024, 7, 1)),
       st.sampled_from(("r4", "stu3")))
def test_it_agrees_with_the_plan_on_what_several_sources_say(
        one: m.AdvanceCarePlan, other: m.AdvanceCarePlan, on: datetime.date, release: str) -> None:
    agreed(read(written(one, "r4"), written(other, release)), on)


def test_what_several_sources_say_alike_stands_once() -> None:
    day = m.TreatmentDirective(id="a", status="active", treatment=m.Treatment.CPR, reviewed_on="2024-06-05",
                               decision=m.Decision.UNKNOWN, patient=m.Reference(reference="Patient/p"))
    undated = day.model_copy(update={"id": "c", "reviewed_on": None})
    plan = m.AdvanceCarePlan(patient=PATIENT, treatment_directives=(day, undated))
    other = m.AdvanceCarePlan(patient=PATIENT, treatment_directives=(
        day.model_copy(update={"id": "b", "comment": "Ja"}), undated.model_copy(update={"id": "d"}),
        undated.model_copy(update={"id": "e"})))
    view, = SetView(read(written(plan, "r4"), written(other, "stu3")), datetime.date(2024, 7, 1)).plans()
    assert [item.entry.id for item in view.standing.holds] == ["b"]
    # what one source repeats stays repeated
    assert len(view.standing.undated) == 2
    assert view.standing.clashes == []


def written(plan: m.AdvanceCarePlan, release: str) -> bytes:
    entries = convert(plan, release).document.entries
    return json.dumps(bundle((entry.tree, entry.full_url) for entry in entries)).encode()


def agree(plan: m.AdvanceCarePlan, on: datetime.date) -> None:
    agreed(convert(plan, "r4").document, on)


def agreed(found: Document, on: datetime.date) -> None:
    """What of several sources is shown, or of several that say the same, does not matter; how much does."""
    current = found.plan().current(on)
    shown = {each.id: group[0].id for group in current.alike for each in group}

    def ids(items: Iterable[Item]) -> set[str | None]:
        return {shown.get(item.entry.id, item.entry.id) for item in items}

    views = SetView(found, on).plans()
    assert len(views) == 1
    standing = views[0].standing
    repeated = {past.statement.id for past in current.history if past.reason is Reason.REPEATED}
    held = {each.statement.id for each in current.holds}
    assert len(standing.holds) == len(held)
    assert ids(standing.holds) - repeated <= held
    assert ids(standing.undated) == {undated.statement.id for undated in current.undated}
    assert {(c.reason, frozenset(ids(c.items))) for c in standing.clashes} == {
        (c.reason, frozenset(s.id for s in c.statements)) for c in current.conflicts
        if c.reason is not Reason.DIRECTIVE_AGAINST_AGREEMENT}
    assert ids(item for item, _ in standing.superseded) == {
        past.statement.id for past in current.history if past.reason is Reason.SUPERSEDED}
    spoken = {issue.resource.removeprefix("Consent/") for issue in plan_issues(found, on)
              if issue.code == "PZP-PLAN-RESUSCITATION"}
    against = {c.statements[0].id for c in current.conflicts
               if c.reason is Reason.DIRECTIVE_AGAINST_AGREEMENT}
    # which of several that say the same is shown does not matter
    assert len(spoken) == len(against)
    assert {shown.get(id, id) for id in spoken} - repeated <= against
