"""A small individual care plan in which nothing needs attention, and ways to change it."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from pzp_exchange.model import (
    ActivityKind,
    CareNetwork,
    CarePlan,
    CarerCapacity,
    CarerOutlook,
    ChildFinding,
    Coded,
    CodeList,
    Coding,
    ContactPerson,
    Dimension,
    DyingJudgement,
    DyingPhaseAssessment,
    DyingSign,
    Encounter,
    HealthProfessional,
    HealthProfessionalRole,
    IndividualCarePlan,
    MarkingAlert,
    MarkingEnding,
    MarkingGround,
    MedicalPolicy,
    MedicalPolicyGoal,
    Model,
    Name,
    NetworkMember,
    NetworkRole,
    ObservedSign,
    PalliativePhase,
    PalliativePhaseMarking,
    Patient,
    Period,
    PhaseSignal,
    PlannedActivity,
    Reachability,
    Review,
    Telecom,
    YesNoUnknown,
)
from pzp_exchange.model.attention import attention

ON = datetime.date(2026, 6, 1)
UZI = "http://fhir.nl/fhir/NamingSystem/uzi-rolcode"
BIG = "http://fhir.nl/fhir/NamingSystem/big"


M = TypeVar("M", bound=Model)


def but(item: M, **changes: Any) -> M:
    """The same with other attributes, which are read as when it is made."""
    return type(item)(**{**{name: getattr(item, name) for name in item.model_fields_set}, **changes})


def profession(code: str, system: str = UZI) -> Coded[CodeList]:
    return Coded(codings=(Coding(system=system, code=code, display=f"role {code}"),))


def phone(number: str = "06-00000001", **more: Any) -> Reachability:
    return Reachability(telecom=Telecom(system="phone", value=number), **more)


def marking(own_id: str = "m1", marked_on: str | None = "2026-05-01",
            phase: PalliativePhase = PalliativePhase.SYMPTOM_DIRECTED, **more: Any) -> PalliativePhaseMarking:
    said: dict[str, Any] = {"clinical_status": "active", "verification_status": "confirmed",
                            "marked_by": "PractitionerRole/r1", "grounds": (MarkingGround.SURPRISE_QUESTION,), **more}
    return PalliativePhaseMarking(id=own_id, marked_on=marked_on, phase=phase, **said)


def signal(own_id: str = "s1", on: str | None = "2026-04-20", kind: MarkingGround = MarkingGround.SURPRISE_QUESTION,
           answer: YesNoUnknown | None = YesNoUnknown.NO, **more: Any) -> PhaseSignal:
    return PhaseSignal(id=own_id, status="final", observed_at=on, kind=kind, answer=answer, **more)


def capacity(value: CarerOutlook, on: str | None = "2026-05-20", own_id: str = "c1",
             carer: str = "RelatedPerson/d1") -> CarerCapacity:
    return CarerCapacity(id=own_id, status="final", observed_at=on, carer=carer, value=value)


def central(**more: Any) -> NetworkMember:
    said: dict[str, Any] = {"who": "PractitionerRole/r1", "roles": (NetworkRole.CENTRAL_HEALTH_PROFESSIONAL,),
                            "reachable": (phone(outside_office_hours=True),), **more}
    return NetworkMember(**said)


def network(*members: NetworkMember, **more: Any) -> CareNetwork:
    return CareNetwork(**{"id": "n1", "status": "active", "members": members, **more})


SCENARIO = PlannedActivity(kind=ActivityKind.ANTICIPATED_SCENARIO, status="not-started", situation="Benauwdheid",
                           description="Morfine geven", whom_to_call=("PractitionerRole/r1",))
ACTION = PlannedActivity(kind=ActivityKind.AGREED_ACTION, status="in-progress", dimensions=(Dimension.SOCIAL,),
                         description="Nachtzorg regelen")


def care_plan(*activities: PlannedActivity, **more: Any) -> CarePlan:
    said: dict[str, Any] = {
        "id": "cp1", "status": "active", "period": Period(start="2026-05-02"), "authors": ("PractitionerRole/r1",),
        "review": Review(held_on="2026-05-10", due_on="2026-07-01"), "revised_on": "2026-05-25",
        "revised_by": "PractitionerRole/r1", "markings": ("Condition/m1",), **more}
    return CarePlan(activities=activities, **said)


QUIET = IndividualCarePlan(
    patient=Patient(id="p", birth_date="1950-03-04"),
    contact_persons=(ContactPerson(id="d1", names=(Name(text="Dora Duif"),),
                                   telecoms=(Telecom(system="phone", value="06-00000002"),)),),
    health_professionals=(HealthProfessional(id="h1", names=(Name(text="Nora Ster"),)),),
    health_professional_roles=(HealthProfessionalRole(
        id="r1", professional="Practitioner/h1", specialties=(profession("30.000"),),
        telecoms=(Telecom(system="phone", value="06-00000001"),)),),
    markings=(marking(evidence=("Observation/s1",)),),
    marking_alerts=(MarkingAlert(id="a1", status="active", marking="Condition/m1", starts_on="2026-05-01"),),
    phase_signals=(signal(),),
    care_networks=(network(central(), NetworkMember(who="RelatedPerson/d1", roles=(NetworkRole.INFORMAL_CARER,))),),
    carer_capacities=(capacity(CarerOutlook.SOME_DAYS),),
    care_plans=(care_plan(SCENARIO, ACTION),),
)
"""Marked, reachable, reviewed, and the carer helped."""


def changed(**lists: Any) -> IndividualCarePlan:
    """The quiet plan with other lists; one statement may be given for a list of one."""
    many = {name: value if isinstance(value, tuple | None) or name == "patient" else (value,)
            for name, value in lists.items()}
    return QUIET.model_copy(update=many)


A20 = {"system": "http://hl7.org/fhir/sid/icpc-1-nl", "code": "A20"}
CENTRAL, RESP = NetworkRole.CENTRAL_HEALTH_PROFESSIONAL, NetworkRole.ATTENDING_PHYSICIAN_IN_CHARGE
RECOGNISED = DyingJudgement.RECOGNISED


def codes(plan: IndividualCarePlan, on: datetime.date = ON) -> list[str]:
    """The codes of what needs attention, without their prefix."""
    return [each.code.removeprefix("PZP-") for each in attention(plan, on)]


def role(**more: Any) -> HealthProfessionalRole:
    return but(QUIET.health_professional_roles[0], **more)


def dying(judgement: DyingJudgement | None = None, on: str = "2026-05-20", **more: Any) -> DyingPhaseAssessment:
    return DyingPhaseAssessment(id="y1", status="final", observed_at=on, judgement=judgement, **more)


def unmarked(**lists: Any) -> IndividualCarePlan:
    """A plan with nothing but what is given."""
    return IndividualCarePlan(patient=Patient(id="p", birth_date="1950-03-04"), **lists)


SEEN = (ObservedSign(sign=DyingSign.ONLY_SIPS, present=YesNoUnknown.YES),)
GOAL = MedicalPolicyGoal(id="g", status="active", goal=MedicalPolicy.RELIEVE_SYMPTOMS, start_date="2026-05-01")
CHILD = Patient(id="p", birth_date="2015-03-04")
TRANSITION = PlannedActivity(kind=ActivityKind.TRANSITION, status="in-progress")
SCHOOL = ChildFinding(id="k", status="final", observed_at="2024-01-01", value="Groep 6")
SECOND = central(who="Practitioner/h1", profession=profession("01.015"))
ENDED: dict[str, Any] = {"ended_on": "2026-05-15", "ending": MarkingEnding.WITHDRAWN, "clinical_status": "inactive"}
TALK = Encounter(id="e", status="finished", period=Period(start="2026-05-01"))
CALLED = but(SCENARIO, whom_to_call=("Practitioner/h1",))
