"""Strategies for what an individual care plan has beyond an advance care plan, and for whole ones.

What they make can be said in R4 without loss.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from html import escape
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .. import model as m
from ..model import codes as c
from ..model import own_codes as o
from . import marking
from .bricks import (
    DATE_TIMES,
    IDS,
    build,
    coded,
    coded_freely,
    dates,
    few,
    fields,
    identifiers,
    notes,
    perhaps,
    periods,
    reference_to,
    references,
    references_to,
    texts,
    words,
)
from .marking import INDIVIDUAL_CAST, IndividualCast, dimensions, reachabilities
from .plan import LARGE, SMALL, USUAL, around

__all__ = ["care_plans", "dimension_goals", "handovers", "individual_plans", "planned_activities"]

ACTIVITY = "not-started scheduled in-progress on-hold completed cancelled stopped unknown entered-in-error"


def dimension_goals(cast: IndividualCast = INDIVIDUAL_CAST,
                    own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.DimensionGoal]:
    """Goals on one or two dimensions."""
    return build(
        m.DimensionGoal,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=st.sampled_from([status.value for status in c.GoalStatus]),
        patient=references(cast.patient),
        dimensions=few(coded(o.Dimension), least=1),
        goal=coded_freely(),
        start_date=perhaps(dates(2015, 2030)),
        due_on=perhaps(dates(2015, 2030)),
        status_date=perhaps(dates(2015, 2030)),
        expressed_by=reference_to(cast.present),
        addresses=references_to(cast.dimension_problems),
        notes=few(notes()),
    )


def planned_activities(cast: IndividualCast = INDIVIDUAL_CAST) -> SearchStrategy[m.PlannedActivity]:
    """Agreed actions, scenarios and transitions."""
    return st.builds(
        m.PlannedActivity,
        kind=coded(o.ActivityKind),
        status=words(ACTIVITY),
        dimensions=dimensions(),
        situation=perhaps(texts()),
        description=perhaps(texts()),
        performers=few(references(*cast.present)),
        whom_to_call=references_to(cast.health_professional_roles),
        numbers_to_call=few(reachabilities(), most=1),
        goals=references_to(cast.dimension_goals),
        problems=references_to(cast.dimension_problems),
        scheduled=perhaps(periods()),
    )


def care_plans(cast: IndividualCast = INDIVIDUAL_CAST,
               own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.CarePlan]:
    """Records that tie the others together."""
    review = st.builds(m.Review, held_on=DATE_TIMES, due_on=perhaps(DATE_TIMES), meeting=perhaps(words("MDO PaTz")),
                       by=few(references(*cast.present)))
    return build(
        m.CarePlan,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=words("draft active on-hold revoked completed entered-in-error unknown"),
        title=perhaps(texts()),
        patient=references(cast.patient),
        period=perhaps(periods()),
        authors=few(references(*cast.present)),
        networks=references_to(cast.care_networks),
        markings=references_to(cast.markings),
        supporting=references_to((*cast.phase_signals, *cast.advance_directives)),
        goals=references_to(cast.dimension_goals),
        activities=few(planned_activities(cast)),
        review=perhaps(review),
        revised_on=perhaps(DATE_TIMES),
        revised_by=reference_to(cast.professionals),
        notes=few(notes()),
    )


def handovers(cast: IndividualCast = INDIVIDUAL_CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.Handover]:
    """Handovers with a few sections, each with a text or entries or both."""
    about = (*cast.markings, *cast.dimension_goals)
    divs = texts().map(lambda text: f'<div xmlns="http://www.w3.org/1999/xhtml">{escape(text)}</div>')
    content = fields(text=divs, text_status=words("generated additional"), entries=references_to(about))
    if about:
        content |= fields(entries=few(references(*about), least=1))
    section = build(m.HandoverSection, content, title=texts(), code=perhaps(coded_freely()))
    return build(
        m.Handover,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=words("preliminary final amended entered-in-error"),
        title=texts(),
        patient=references(cast.patient),
        handed_over_at=DATE_TIMES,
        authors=few(references(*cast.present), least=1),
        recipients=references_to(cast.health_professional_roles),
        reason=perhaps(texts()),
        sections=few(section),
    )


STRATEGIES: dict[str, Callable[[IndividualCast, SearchStrategy[str]], SearchStrategy[Any]]] = {
    "markings": marking.markings,
    "marking_alerts": marking.marking_alerts,
    "phase_signals": marking.phase_signals,
    "dying_phase_assessments": marking.dying_phase_assessments,
    "care_networks": marking.care_networks,
    "carer_capacities": marking.carer_capacities,
    "dimension_problems": marking.dimension_problems,
    "dimension_wishes": marking.dimension_wishes,
    "dimension_goals": dimension_goals,
    "child_findings": marking.child_findings,
    "care_plans": care_plans,
    "handovers": handovers,
}
NOTHING: dict[str, tuple[str, ...]] = {"markings": (), "phase_signals": (), "dimension_problems": (),
                                       "dimension_goals": ()}
CASTS = (
    IndividualCast(**{**asdict(SMALL), **NOTHING}),
    IndividualCast(**asdict(USUAL)),
    IndividualCast(**asdict(LARGE), markings=("Condition/M1", "Condition/M2"), dimension_goals=("Goal/G1", "Goal/G2")),
)


@cache
def individual_plans() -> SearchStrategy[m.IndividualCarePlan]:
    """Whole individual care plans, small to large, with at least a network; ids are unique in the plan."""
    return st.one_of(*(_around(cast) for cast in CASTS))


def _around(cast: IndividualCast) -> SearchStrategy[m.IndividualCarePlan]:
    own = {name: _some(name, cast) for name in STRATEGIES}

    def made(plan: m.AdvanceCarePlan, lists: dict[str, Any]) -> m.IndividualCarePlan:
        return m.IndividualCarePlan(**{name: getattr(plan, name) for name in m.AdvanceCarePlan.model_fields}, **lists)

    return st.builds(made, around(cast), st.fixed_dictionaries(own))


def _some(name: str, cast: IndividualCast) -> SearchStrategy[tuple[Any, ...]]:
    """Those of the cast; of what nobody refers to, one or none."""
    referred_to: tuple[str, ...] | None = getattr(cast, name, None)
    if referred_to is not None:
        return st.tuples(*(STRATEGIES[name](cast, st.just(each.partition("/")[2])) for each in referred_to))
    return few(STRATEGIES[name](cast, st.just(name.replace("_", "-"))), most=1)
