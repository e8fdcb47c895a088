"""The plan rules and the plan agree on what holds."""

from __future__ import annotations

import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pzp_exchange import convert
from pzp_exchange import model as m
from pzp_exchange.model.current import Reason
from pzp_exchange.testing import plans
from pzp_exchange.validation.plan import plan_issues
from pzp_exchange.validation.plan.view import SetView

DAYS = ("2024", "2024-06", "2024-06-05", "2024-06-05T09:00:00+01:00", "2024-06-05T10:00:00+01:00", "x")
COMPETING = st.builds(lambda *items: m.AdvanceCarePlan(patient=m.Patient(id="p"), treatment_directives=items), *(
    st.builds(
        m.TreatmentDirective,
        id=st.just(f"same-{n}"),
        patient=st.just(m.Reference(reference="Patient/p")),
        status=st.sampled_from(("active", "active", "draft", "inactive")),
        treatment=st.just(m.Treatment.CPR),
        decision=st.sampled_from([m.Decision.PERFORM, m.Decision.DO_NOT_PERFORM]),
        reviewed_on=st.sampled_from(DAYS),
        ended_on=st.none() | st.sampled_from(("2024-06", "x")),
        comment=st.none() | st.sampled_from(("Ja", "JA ", "Nee")),
    ) for n in range(3)))
"""Plans with three agreements on one treatment, close in time."""


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), st.dates(datetime.date(2010, 1, 1), datetime.date(2035, 1, 1)))
def test_it_agrees_with_the_plan_on_what_holds(plan: m.AdvanceCarePlan, on: datetime.date) -> None:
    agree(plan, on)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(COMPETING, st.dates(datetime.date(2024, 6, 1), datetime.date(2024, 7, 1)))
def test_it_agrees_with_the_plan_on_what_competes(plan: m.AdvanceCarePlan, on: datetime.date) -> None:
    agree(plan, on)


def agree(plan: m.AdvanceCarePlan, on: datetime.date) -> None:
    found = convert(plan, "r4").document
    current = found.plan().current(on)
    views = SetView(found, on).plans
    assert len(views) == 1
    standing = views[0].standing
    repeated = {past.statement.id for past in current.history if past.reason is Reason.REPEATED}
    held = {each.statement.id for each in current.holds}
    assert len(standing.holds) == len(held)
    assert {item.entry.id for item in standing.holds} - repeated <= held
    assert {item.entry.id for item in standing.undated} == {undated.statement.id for undated in current.undated}
    assert {(c.reason, frozenset(i.entry.id for i in c.items)) for c in standing.clashes} == {
        (c.reason, frozenset(s.id for s in c.statements)) for c in current.conflicts
        if c.reason is not Reason.DIRECTIVE_AGAINST_AGREEMENT}
    assert {item.entry.id for item, _ in standing.superseded} == {
        past.statement.id for past in current.history if past.reason is Reason.SUPERSEDED}
    spoken = {issue.resource for issue in plan_issues(found, on) if issue.code == "PZP-PLAN-RESUSCITATION"}
    against = {f"Consent/{c.statements[0].id}" for c in current.conflicts
               if c.reason is Reason.DIRECTIVE_AGAINST_AGREEMENT}
    # which of several that say the same is shown does not matter
    assert len(spoken) == len(against)
    assert spoken - {f"Consent/{id}" for id in repeated} <= against
