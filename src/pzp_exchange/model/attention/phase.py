"""Rules about the marking, its alert, and the dying phase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..codes import YesNoUnknown
from ..individual import IndividualCarePlan
from ..marking import DyingPhaseAssessment, PalliativePhaseMarking
from ..own_codes import DyingJudgement, PalliativePhase
from .found import Attention, error, information, warning
from .holding import begun, marked, markings, name_of, named, newest, observed, passed, stands, understood

__all__ = ["after_death", "alerts", "dying_phase", "evidence_there", "judgement", "marking_said", "one_marking"]


def marking_said(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: a marking has a date, somebody who marked, and a ground (a code, or evidence it rests on).

    Why: without them nobody can tell since when the aim of care changed, whom to ask, or whether it still holds.
    Source: the vision *Samen leven tot het laatst*, marking of the palliative phase.
    """
    for marking in markings(plan, on):
        if marking.marked_on is None or marking.marked_on.bounds is None:
            yield error("PZP-PHASE-NO-DATE", marking, "marked_on")
        if not named(marking.marked_by):
            yield error("PZP-PHASE-NO-PERSON", marking, "marked_by")
        if not (marking.grounds or any(named(each) for each in marking.evidence)):
            yield error("PZP-PHASE-NO-GROUND", marking, "grounds")


def one_marking(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: one marking stands at a time, and it can be told which.

    Why: with two nobody knows in what phase the person is. Where only the precision of an end date leaves it open that
    is said, not guessed.
    Source: a new marking takes the place of the former; this library's rule.
    """
    sure = markings(plan, on, sure=True)
    for marking in sure:
        others = ", ".join(name_of(each) for each in sure if each is not marking)
        if others:
            yield warning("PZP-PHASE-TWO-MARKINGS", marking, "clinical_status", others=others)
    for marking in markings(plan, on):
        if stands(marking, on) is None:
            yield information("PZP-PHASE-DATES", marking, "ended_on", ended=str(marking.ended_on))


def after_death(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: nobody is marked after their death.

    Why: one of the two dates is a slip, or the marking is another person's.
    Source: an individual care plan goes from marking to death.
    """
    died = plan.patient.deceased_at if plan.patient else None
    for marking in plan.markings:
        made = marking.marked_on
        if died and made and not marking.in_error and begun(made, on) and made.after(died):
            yield warning("PZP-PHASE-AFTER-DEATH", marking, "marked_on", died=str(died))


def evidence_there(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: the evidence a marking refers to is in the plan.

    Why: whoever doubts the marking wants to see what it rests on. It may exist elsewhere, so this is information; what
    is referred to by a web address is left alone.
    Source: evidence and conclusion are kept apart; this library's rule.
    """
    others = {name for other in plan.other_resources for name in (other.reference, other.full_url)}
    for marking in markings(plan, on):
        for index, each in enumerate(marking.evidence):
            text = (each.reference or "").partition("/_history/")[0]
            inside = text and not text.startswith("#") and ("://" not in text or text.startswith("urn:"))
            if inside and plan.find(text) is None and text not in others:
                yield information("PZP-PHASE-EVIDENCE-MISSING", marking, f"evidence[{index}]", reference=text)


def alerts(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: an active alert points to a marking, and that marking stands.

    Why: the alert is what others see; without its marking it says something that nobody stands for.
    Source: zib Alert; the marking is the statement, the alert only its sign.
    """
    for alert in plan.marking_alerts:
        ended = alert.ended_on is not None and passed(alert.ended_on, on) is not False
        if alert.status != "active" or ended or not begun(alert.starts_on, on) or not understood(plan, alert):
            continue
        marking = plan.find(alert.marking)
        if isinstance(marking, PalliativePhaseMarking):
            if begun(marking.marked_on, on) and stands(marking, on) is False:
                yield warning("PZP-PHASE-ALERT-ENDED", alert, "marking", marking=name_of(marking))
        elif not named(alert.marking) or not marked(plan, on):
            yield warning("PZP-PHASE-ALERT-NO-MARKING", alert, "marking")


def dying_phase(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: when the dying phase was recognised, or its care path started, a marking says so.

    Why: the plan is adapted by the marking; who reads only that does not know that the person is dying. A marking made
    after the assessment is taken as the later insight.
    Source: quality framework palliative care, dying phase.
    """
    standing = markings(plan, on)
    for assessment in _assessments(plan, on):
        started = assessment.care_path_started is not None and begun(assessment.care_path_started, on)
        if not (started or _judged(assessment) is DyingJudgement.RECOGNISED):
            continue
        attribute = "judgement" if assessment.judgement else "care_path_started"
        if not marked(plan, on):
            yield warning("PZP-PHASE-DYING-NOT-MARKED", assessment, attribute)
        elif standing and not any(_says_dying(each) or _is_later(each, assessment) for each in standing):
            yield warning("PZP-PHASE-DYING-OTHER-PHASE", assessment, attribute,
                          marking=", ".join(name_of(each) for each in standing))


def judgement(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: when signs of the dying phase are seen, the professionals say together what they conclude.

    Why: signs do not decide; without a judgement the care stays as it was, or changes without anybody deciding it.
    Source: quality framework palliative care: the multidisciplinary judgement decides.
    """
    for assessment in _assessments(plan, on):
        seen = any(each.present and each.present.value is YesNoUnknown.YES for each in assessment.signs)
        if seen and assessment.judgement is None:
            yield warning("PZP-PHASE-NO-JUDGEMENT", assessment, "signs")


def _assessments(plan: IndividualCarePlan, on: date) -> tuple[DyingPhaseAssessment, ...]:
    return newest(observed(plan, plan.dying_phase_assessments, on))


def _judged(assessment: DyingPhaseAssessment) -> DyingJudgement | None:
    return assessment.judgement.value if assessment.judgement else None


def _says_dying(marking: PalliativePhaseMarking) -> bool:
    return marking.phase is not None and marking.phase.value is PalliativePhase.DYING


def _is_later(marking: PalliativePhaseMarking, assessment: DyingPhaseAssessment) -> bool:
    return bool(marking.marked_on and assessment.date and marking.marked_on.after(assessment.date))

