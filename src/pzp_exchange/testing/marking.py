"""Strategies for the marking, what led to it, the network, and what was seen, asked and found on the dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .. import model as m
from ..model import codes as c
from ..model import own_codes as o
from .bricks import (
    DATE_TIMES,
    IDS,
    Cast,
    Fields,
    build,
    coded,
    coded_freely,
    elsewhere,
    few,
    fields,
    identifiers,
    notes,
    one_field,
    perhaps,
    periods,
    reference_to,
    references,
    references_to,
    texts,
    words,
)
from .people import telecoms

__all__ = [
    "INDIVIDUAL_CAST", "IndividualCast", "care_networks", "carer_capacities", "child_findings", "dimension_problems",
    "dimension_wishes", "dimensions", "dying_phase_assessments", "marking_alerts", "markings", "phase_signals",
    "reachabilities",
]

F = TypeVar("F", bound=m.Observed)
VERIFICATION = "unconfirmed provisional differential confirmed refuted"


@dataclass(frozen=True)
class IndividualCast(Cast):
    """What the statements of an individual care plan may refer to besides, as references ``Type/id``."""

    markings: tuple[str, ...] = ("Condition/marking",)
    phase_signals: tuple[str, ...] = ("Observation/signal",)
    care_networks: tuple[str, ...] = ("CareTeam/network",)
    dimension_problems: tuple[str, ...] = ("Condition/problem",)
    dimension_goals: tuple[str, ...] = ("Goal/goal",)

    @property
    def professionals(self) -> tuple[str, ...]:
        """Those who can mark, write and meet."""
        return (*self.health_professional_roles, *self.health_professionals)


INDIVIDUAL_CAST = IndividualCast()
"""What a strategy refers to when no cast is given."""


@cache
def dimensions() -> SearchStrategy[tuple[m.Coded[o.Dimension], ...]]:
    """None to two of the dimensions."""
    return few(coded(o.Dimension))


@cache
def reachabilities() -> SearchStrategy[m.Reachability]:
    """How and when somebody can be reached."""
    return st.builds(m.Reachability, telecom=perhaps(telecoms()), when=texts(),
                     outside_office_hours=perhaps(st.booleans()))


def _states(**ended: SearchStrategy[Any]) -> Fields:
    """The statuses of a Condition that go together; ``ended`` is what is said of one that no longer stands."""
    verified = fields(verification_status=perhaps(words(VERIFICATION)))
    stands = fields(clinical_status=words("active recurrence relapse"))
    over = fields(clinical_status=words("inactive remission resolved"), **ended)
    sound = st.tuples(verified, stands | over).map(lambda drawn: {**drawn[0], **drawn[1]})
    return sound | st.just({"verification_status": "entered-in-error"})


def markings(cast: IndividualCast = INDIVIDUAL_CAST,
             own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.PalliativePhaseMarking]:
    """Markings that stand, were revised or withdrawn, or never should have been there."""
    return build(
        m.PalliativePhaseMarking,
        _states(ended_on=perhaps(DATE_TIMES), ending=perhaps(coded(o.MarkingEnding)), ended_because=perhaps(texts())),
        id=own_id,
        identifiers=few(identifiers(), most=1),
        patient=references(cast.patient),
        phase=perhaps(coded(o.PalliativePhase)),
        marked_on=perhaps(DATE_TIMES),
        marked_by=reference_to(cast.professionals),
        grounds=few(coded(o.MarkingGround)),
        evidence=references_to(cast.phase_signals),
        due_to=perhaps(coded_freely()),
        due_to_problem=perhaps(elsewhere()),
        notes=few(notes(), most=1),
    )


def marking_alerts(cast: IndividualCast = INDIVIDUAL_CAST,
                   own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.MarkingAlert]:
    """Alerts that point to a marking."""
    period = periods().map(lambda period: {"starts_on": period.start, "ended_on": period.end})
    return build(
        m.MarkingAlert,
        st.just({}) | period,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=words("active inactive entered-in-error"),
        patient=references(cast.patient),
        marking=reference_to(cast.markings),
        author=reference_to(cast.professionals),
    )


def _observed(of: type[F], cast: Cast, own_id: SearchStrategy[str], *parts: Fields,
              **alone: SearchStrategy[Any]) -> SearchStrategy[F]:
    return build(
        of,
        one_field(observed_at=DATE_TIMES, observed_period=periods()),
        *parts,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=st.sampled_from(c.FindingStatus),
        patient=references(cast.patient),
        encounter=reference_to(cast.encounters),
        performers=few(references(*cast.present)),
        notes=few(notes(), most=1),
        **alone,
    )


def _answer(name: str, values: SearchStrategy[Any]) -> Fields:
    """An answer, a reason why there is none, or neither."""
    return one_field(**{name: values, "absent_reason": coded(c.AbsentReason)})


def phase_signals(cast: Cast = INDIVIDUAL_CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.PhaseSignal]:
    """Signals of every kind."""
    return _observed(m.PhaseSignal, cast, own_id, _answer("answer", coded(c.YesNoUnknown)),
                     fields(kind=coded(o.MarkingGround)), outcome=perhaps(texts()), dimensions=dimensions())


def dying_phase_assessments(cast: Cast = INDIVIDUAL_CAST,
                            own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.DyingPhaseAssessment]:
    """Signs seen or not, with or without a judgement."""
    sign = st.builds(m.ObservedSign, sign=coded(o.DyingSign), present=perhaps(coded(c.YesNoUnknown)))
    return _observed(m.DyingPhaseAssessment, cast, own_id, _answer("judgement", coded(o.DyingJudgement)),
                     signs=few(sign), care_path_started=perhaps(DATE_TIMES))


def carer_capacities(cast: Cast = INDIVIDUAL_CAST,
                     own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.CarerCapacity]:
    """The question to a carer, answered or not."""
    return _observed(m.CarerCapacity, cast, own_id, _answer("value", coded(o.CarerOutlook)),
                     carer=references(*cast.contact_persons) if cast.contact_persons else elsewhere())


def dimension_wishes(cast: Cast = INDIVIDUAL_CAST,
                     own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.DimensionWish]:
    """Wishes on the dimensions."""
    return _observed(m.DimensionWish, cast, own_id, _answer("value", texts()), dimensions=dimensions())


def child_findings(cast: Cast = INDIVIDUAL_CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.ChildFinding]:
    """Findings on every topic."""
    return _observed(m.ChildFinding, cast, own_id, _answer("value", texts()), topic=coded(o.ChildTopic))


def care_networks(cast: Cast = INDIVIDUAL_CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.CareNetwork]:
    """Networks whose members have any roles."""
    role_or_person = fields(who=references(*cast.present))
    for_somebody = fields(who=references(*cast.health_professionals), on_behalf_of=elsewhere())
    member = build(
        m.NetworkMember,
        role_or_person | for_somebody,
        roles=few(coded(o.NetworkRole), most=3),
        profession=perhaps(coded_freely()),
        period=perhaps(periods()),
        reachable=few(reachabilities()),
        deputy=reference_to(cast.health_professional_roles),
    )
    return build(
        m.CareNetwork,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=perhaps(words("proposed active suspended inactive entered-in-error")),
        name=perhaps(texts()),
        patient=references(cast.patient),
        period=perhaps(periods()),
        members=few(member, most=3),
        notes=few(notes()),
    )


def dimension_problems(cast: IndividualCast = INDIVIDUAL_CAST,
                       own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.DimensionProblem]:
    """Problems on one or two dimensions."""
    return build(
        m.DimensionProblem,
        _states(ended_on=perhaps(DATE_TIMES)),
        id=own_id,
        identifiers=few(identifiers(), most=1),
        patient=references(cast.patient),
        dimensions=few(coded(o.Dimension), least=1),
        problem=coded_freely(),
        began_on=perhaps(DATE_TIMES),
        recorded_on=perhaps(DATE_TIMES),
        recorded_by=reference_to(cast.professionals),
        notes=few(notes(), most=1),
    )
