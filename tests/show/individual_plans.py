"""An invented individual care plan with something in every section, and one of a child."""

from __future__ import annotations

import datetime
from typing import Any

from show_plans import CALM, GP_ROLE, PATIENT

from izp_plans import but, phone, profession
from pzp_exchange import model as m

ON = datetime.date(2026, 6, 1)
NURSE, GP, KARIN = "PractitionerRole/nurse", "PractitionerRole/gp", "RelatedPerson/karin"
PHYSICAL, PSYCHOLOGICAL, SOCIAL, SPIRITUAL = m.Dimension


def problem(own_id: str, text: str, *dimensions: m.Dimension, **more: Any) -> m.DimensionProblem:
    said = {"clinical_status": "active", "recorded_on": "2026-05-04", "recorded_by": NURSE, **more}
    return m.DimensionProblem(id=own_id, dimensions=dimensions, problem=m.Coded(text=text), **said)


def wish(own_id: str, text: str, *dimensions: m.Dimension) -> m.DimensionWish:
    return m.DimensionWish(id=own_id, status="final", observed_at="2026-05-04", dimensions=dimensions, value=text)


def goal(own_id: str, text: str, *dimensions: m.Dimension, **more: Any) -> m.DimensionGoal:
    said = {"status": "active", "start_date": "2026-05-04", **more}
    return m.DimensionGoal(id=own_id, dimensions=dimensions, goal=m.Coded(text=text), **said)


def scenario(situation: str, description: str | None, *call: str, **more: Any) -> m.PlannedActivity:
    said = {"kind": m.ActivityKind.ANTICIPATED_SCENARIO, "status": "not-started", **more}
    return m.PlannedActivity(situation=situation, description=description, whom_to_call=call, **said)


def action(description: str, *performers: str, dimension: m.Dimension | None = None, **more: Any) -> m.PlannedActivity:
    said = {"kind": m.ActivityKind.AGREED_ACTION, "status": "in-progress", **more}
    return m.PlannedActivity(description=description, performers=performers,
                             dimensions=(dimension,) if dimension else (), **said)


MARKING = m.PalliativePhaseMarking(
    id="m2", clinical_status="active", verification_status="confirmed", phase=m.PalliativePhase.SYMPTOM_DIRECTED,
    marked_on="2026-05-01", marked_by=GP, grounds=(m.MarkingGround.SPICT,), evidence=("Observation/s1",),
    due_to=m.Coded(text="Hartfalen"), notes=("Besproken met mevrouw en Karin.",))
FORMER = m.PalliativePhaseMarking(
    id="m1", clinical_status="inactive", phase=m.PalliativePhase.ILLNESS_DIRECTED, marked_on="2025-09-01", marked_by=GP,
    grounds=(m.MarkingGround.SURPRISE_QUESTION,), ended_on="2026-05-01", ending=m.MarkingEnding.REVISED)
NETWORK = m.CareNetwork(
    id="n", status="active", period=m.Period(start="2025-09-01"), notes=("Sleutel bij buurvrouw Mies.",),
    members=(
        m.NetworkMember(who=GP, roles=(m.NetworkRole.ATTENDING_PHYSICIAN_IN_CHARGE,),
                        reachable=(phone("030-0000001", when="werkdagen 8–17 uur", outside_office_hours=False),)),
        m.NetworkMember(who=NURSE, roles=(m.NetworkRole.CENTRAL_HEALTH_PROFESSIONAL,), deputy="PractitionerRole/night",
                        reachable=(phone("06-00000011", when="werkdagen 7–16 uur", outside_office_hours=False),)),
        m.NetworkMember(who="PractitionerRole/night", roles=(m.NetworkRole.PERFORMER,),
                        reachable=(phone("030-0000012", outside_office_hours=True),)),
        m.NetworkMember(who=KARIN, roles=(m.NetworkRole.INFORMAL_CARER,)),
        m.NetworkMember(who=m.Reference(display="Bea Blom"), roles=(m.NetworkRole.VOLUNTEER,),
                        reachable=(phone("06-00000013", when="dinsdag"),)),
        m.NetworkMember(who=m.Reference(display="Oud Lid"), period=m.Period(end="2026-01-01")),
    ))
RECORD = m.CarePlan(
    id="cp", status="active", title="Plan van Anna", period=m.Period(start="2026-05-02"), authors=(NURSE,),
    revised_on="2026-05-20", revised_by=NURSE, notes=("Ligt ook in de map.",),
    review=m.Review(held_on="2026-05-20", due_on="2026-08-01", meeting="MDO", by=(NURSE, GP)),
    activities=(
        scenario("Benauwdheid", "Rechtop zetten, morfine geven.", NURSE, GP, dimensions=(PHYSICAL,),
                 numbers_to_call=(phone("088-0000014", when="huisartsenpost"),)),
        scenario("Karin valt uit", "Zelfde dag nachtzorg inzetten.", NURSE, dimensions=(SOCIAL,)),
        scenario("Vervallen scenario", "Niets meer.", NURSE, status="cancelled"),
        action("Elke ochtend wegen", NURSE, dimension=PHYSICAL),
        action("Bloemschikken op dinsdag", KARIN, dimension=SOCIAL, status="scheduled",
               scheduled=m.Period(start="2026-06-09")),
        action("Psalm voorlezen", KARIN, dimension=SPIRITUAL),
        action("Map bijwerken", NURSE),
    ))
RICH = m.IndividualCarePlan(**{
    **{name: getattr(CALM, name) for name in CALM.model_fields_set},
    "health_professionals": (*CALM.health_professionals,
                             m.HealthProfessional(id="n1", names=(m.Name(text="Nora Ster"),)),
                             m.HealthProfessional(id="n2", names=(m.Name(text="Wim Nacht"),))),
    "health_professional_roles": (
        GP_ROLE,
        m.HealthProfessionalRole(id="nurse", professional="Practitioner/n1", specialties=(profession("30.000"),)),
        m.HealthProfessionalRole(id="night", professional="Practitioner/n2", specialties=(profession("30.000"),))),
    "markings": (FORMER, MARKING),
    "marking_alerts": (m.MarkingAlert(id="a", status="active", marking="Condition/m2", starts_on="2026-05-01"),),
    "phase_signals": (m.PhaseSignal(id="s1", status="final", observed_at="2026-04-20", kind=m.MarkingGround.SPICT,
                                    answer=m.YesNoUnknown.YES, outcome="Twee opnames in een half jaar.",
                                    performers=(GP,)),),
    "dying_phase_assessments": (m.DyingPhaseAssessment(
        id="y", status="final", observed_at="2026-05-28", judgement=m.DyingJudgement.NOT_DYING, performers=(GP, NURSE),
        signs=(m.ObservedSign(sign=m.DyingSign.ONLY_SIPS, present=m.YesNoUnknown.YES),
               m.ObservedSign(sign=m.DyingSign.SUBCOMATOSE, present=m.YesNoUnknown.NO))),),
    "care_networks": (NETWORK,),
    "carer_capacities": (
        m.CarerCapacity(id="c1", status="final", observed_at="2026-03-01", carer=KARIN,
                        value=m.CarerOutlook.CAN_CONTINUE),
        m.CarerCapacity(id="c2", status="final", observed_at="2026-05-10", carer=KARIN, value=m.CarerOutlook.SOME_DAYS,
                        notes=("Ik slaap niet meer.",))),
    "dimension_problems": (problem("p1", "Benauwd bij wassen", PHYSICAL, notes=("NRS 6.",)),
                           problem("p2", "Bang in het donker", PSYCHOLOGICAL),
                           problem("p3", "Mist de koffie", SOCIAL),
                           problem("p0", "Verholpen pijn", PHYSICAL, clinical_status="resolved")),
    "dimension_wishes": (wish("w1", "Liever slaperig dan benauwd.", PHYSICAL), wish("w2", "Karin mag bellen.", SOCIAL),
                         wish("w3", "Psalm 121 horen.", SPIRITUAL)),
    "dimension_goals": (goal("g1", "Benauwdheid onder de 3", PHYSICAL, due_on="2026-07-01",
                             expressed_by="Patient/anna"),
                        goal("g2", "Wekelijks bezoek", SOCIAL, expressed_by=KARIN)),
    "care_plans": (RECORD,),
    "handovers": (m.Handover(id="h", status="final", title="Weekend", handed_over_at="2026-05-29", authors=(NURSE,),
                             recipients=("PractitionerRole/night",), reason="Begin weekend",
                             sections=(m.HandoverSection(title="Waar je op let"),)),),
})
"""Anna's plan: marked, carried by a network, with something on every dimension."""
SCHOOL = m.ChildFinding(id="k1", status="final", observed_at="2026-05-01", topic=m.ChildTopic.SCHOOL,
                        value="Groep 8, halve dagen.")
TRANSITION = action("Kennismaken met de internist", NURSE, kind=m.ActivityKind.TRANSITION, status="scheduled")
CHILD = but(RICH, patient=but(PATIENT, birth_date="2012-03-14"), child_findings=(SCHOOL,),
            care_plans=(but(RECORD, activities=(TRANSITION,)),))
EMPTY = m.IndividualCarePlan(patient=PATIENT)
