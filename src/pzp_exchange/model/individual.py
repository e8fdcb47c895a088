"""The individual care plan: the advance care plan with marking, network, dimensions, scenarios and handovers.

An ``IndividualCarePlan`` is an ``AdvanceCarePlan`` that knows more: whatever works for the one works for the other.
What holds on a date is computed from it (``plan.current``, ``plan.status``), not stored in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .base import Coded, CodeList, Period, Reference
from .care_plan import CarePlan, Handover, PlannedActivity
from .dimensions import ChildFinding, DimensionGoal, DimensionProblem, DimensionWish
from .marking import DyingPhaseAssessment, MarkingAlert, PalliativePhaseMarking, PhaseSignal
from .network import CareNetwork, CarerCapacity, NetworkMember, Reachability
from .own_codes import ActivityKind, NetworkRole
from .people import ContactPerson, HealthProfessional, HealthProfessionalRole, Patient
from .plan import AdvanceCarePlan
from .reasons import OUT_OF_FORCE
from .statement import Statement

if TYPE_CHECKING:
    from .status import PlanStatus

__all__ = ["CentralHealthProfessional", "IndividualCarePlan"]


@dataclass(frozen=True, slots=True)
class CentralHealthProfessional:
    """The main contact of patient, family and team, known and reachable. nl: Centrale zorgverlener

    Read from the network: the member with that role, and what the plan knows of that person.
    """

    member: NetworkMember
    network: CareNetwork
    who: Statement | None
    """The role or person in the plan, ``None`` when the plan does not hold it."""
    name: str | None
    profession: Coded[CodeList] | None
    """The specialty of the role, else what the network says."""
    reachable: tuple[Reachability, ...]
    """As the network says, else the numbers of the person's own record."""
    period: Period | None
    """From and until."""
    deputy: Reference | None
    """Who answers outside office hours."""


class IndividualCarePlan(AdvanceCarePlan):
    """A person's individual care plan, from marking to death. nl: Individueel Zorgplan (IZP)

    Every list holds all statements of that kind, old and new, in the order of the source.
    """

    markings: tuple[PalliativePhaseMarking, ...] = ()
    marking_alerts: tuple[MarkingAlert, ...] = ()
    phase_signals: tuple[PhaseSignal, ...] = ()
    dying_phase_assessments: tuple[DyingPhaseAssessment, ...] = ()
    care_networks: tuple[CareNetwork, ...] = ()
    carer_capacities: tuple[CarerCapacity, ...] = ()
    dimension_problems: tuple[DimensionProblem, ...] = ()
    dimension_wishes: tuple[DimensionWish, ...] = ()
    dimension_goals: tuple[DimensionGoal, ...] = ()
    child_findings: tuple[ChildFinding, ...] = ()
    care_plans: tuple[CarePlan, ...] = ()
    handovers: tuple[Handover, ...] = ()

    own_lists: ClassVar[tuple[str, ...]] = (
        "markings", "marking_alerts", "phase_signals", "dying_phase_assessments", "care_networks", "carer_capacities",
        "dimension_problems", "dimension_wishes", "dimension_goals", "child_findings", "care_plans", "handovers",
    )
    """The lists an advance care plan does not have."""

    @property
    def advance_care_plan(self) -> AdvanceCarePlan:
        """The advance care plan inside, with everybody it refers to. nl: Proactief Zorgplan (PZP)"""
        return AdvanceCarePlan(**{name: getattr(self, name) for name in AdvanceCarePlan.model_fields})

    def activities(self, kind: ActivityKind) -> Iterator[tuple[CarePlan, PlannedActivity]]:
        """Planned activities of one kind in plans that are in force."""
        for record in self.care_plans:
            if str(record.status or "") not in OUT_OF_FORCE and record.status not in ("revoked", "completed"):
                for activity in record.activities:
                    if activity.kind and activity.kind.value is kind and activity.status != "cancelled":
                        yield record, activity

    def central_health_professionals(self, on: datetime.date) -> tuple[CentralHealthProfessional, ...]:
        """Whoever has that role on a date; there should be just one."""
        networks = (network for network in self.care_networks if _within(network.period, on)
                    and network.status not in ("entered-in-error", "inactive", "proposed"))
        return tuple(self._central(network, member) for network in networks for member in network.members
                     if member.has(NetworkRole.CENTRAL_HEALTH_PROFESSIONAL) and _within(member.period, on))

    def _central(self, network: CareNetwork, member: NetworkMember) -> CentralHealthProfessional:
        who = self.find(member.who)
        person: Statement | None = who
        profession = member.profession
        telecoms = getattr(who, "telecoms", ())
        if isinstance(who, HealthProfessionalRole):
            person = self.find(who.professional)
            profession = next(iter(who.specialties), None) or profession
            telecoms = telecoms or getattr(person, "telecoms", ())
        name = None
        if isinstance(person, HealthProfessional | ContactPerson | Patient):
            name = person.display_name
        name = name or (member.who.display if member.who else None)
        own = tuple(Reachability(telecom=each) for each in telecoms)
        return CentralHealthProfessional(member, network, who, name, profession, member.reachable or own,
                                         member.period, member.deputy)

    def status(self, on: datetime.date | None = None) -> PlanStatus:
        """The state on a date (today when not given): phase, who is central, the last change, what needs attention."""
        from .status import status

        return status(self, on or datetime.datetime.now(tz=datetime.UTC).astimezone().date())


def _within(period: Period | None, on: datetime.date) -> bool:
    """Whether a date may be in a period; a bound that cannot be read does not exclude."""
    if period is None:
        return True
    start = period.start.bounds if period.start else None
    end = period.end.bounds if period.end else None
    return not (start and start[0] > on) and not (end and end[1] < on)
