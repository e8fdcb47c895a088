"""Evidence that the palliative phase may have begun, in a plan without a marking. Evidence never marks by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ..base import Coded, PartialDate
from ..codes import MedicalPolicy, YesNoUnknown
from ..current import current
from ..findings import MedicalPolicyGoal
from ..individual import IndividualCarePlan
from ..marking import PhaseSignal
from ..own_codes import MarkingGround
from ..plan import OtherResource
from ..statement import Statement
from .found import Attention, information
from .holding import begun, in_error, name_of, newest, observed, stands

__all__ = ["end_of_life_talk", "palliative_goal", "signals"]

PALLIATIVE = (MedicalPolicy.RELIEVE_SYMPTOMS, MedicalPolicy.RELIEVE_SYMPTOMS_DEPRECATED, MedicalPolicy.PROLONG_LIFE)
"""Goals of treatment that do not aim at cure."""
ICPC = frozenset({"http://hl7.org/fhir/sid/icpc-1-nl", "http://hl7.org/fhir/sid/icpc-1",
                  "urn:oid:2.16.840.1.113883.2.4.4.31.1"})
TALK = "A20"
"""ICPC: talk about the end of life; the Dutch list has finer codes below it (A20.01)."""
NOT_HELD = frozenset({"planned", "cancelled", "preparation", "not-done", "entered-in-error"})
"""States of an encounter or procedure in which there was no talk."""
GONE = frozenset({"older-copy", "deleted"})
STRONG = {MarkingGround.SURPRISE_QUESTION: YesNoUnknown.NO, MarkingGround.DOUBLE_SURPRISE_QUESTION: YesNoUnknown.YES}
"""The answer that points to the palliative phase."""


def signals(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: a signal (surprise question, SPICT, growing needs, a question of the family) is followed by a marking.

    Why: somebody saw that the phase may have begun; whether it has is for the professionals to say.
    Source: the vision *Samen leven tot het laatst*; evidence is no marking.
    """
    found = list(observed(plan, plan.phase_signals, on))
    for key in dict.fromkeys(each.kind.key if each.kind else "" for each in found):
        for signal in newest(each for each in found if (each.kind.key if each.kind else "") == key):
            if _points(signal) and _unmarked(plan, signal.date, on):
                yield information("PZP-PHASE-SIGNAL-ONLY", signal, "answer" if signal.answer else "kind")


def _points(signal: PhaseSignal) -> bool:
    kind = signal.kind.value if signal.kind else None
    answer = signal.answer.value if signal.answer else None
    if kind in STRONG:
        return answer is STRONG[kind]
    said = bool(signal.outcome or signal.dimensions or signal.notes)
    return answer is YesNoUnknown.YES or (signal.answer is None and kind is not None and said)


def palliative_goal(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: when the goal of treatment that holds is palliative, the palliative phase is marked.

    Why: the goal says that cure is no longer aimed at; others recognise the phase only by a marking.
    Source: dataset 592 (goal of treatment); evidence is no marking.
    """
    for held in current(plan, on).holds:
        goal = held.statement
        if not isinstance(goal, MedicalPolicyGoal) or goal.goal is None or goal.goal.value not in PALLIATIVE:
            continue
        if _unmarked(plan, goal.date, on):
            yield information("PZP-PHASE-GOAL-ONLY", goal, "goal")


def end_of_life_talk(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: when a talk about the end of life (ICPC A20) was recorded, the palliative phase is marked.

    Why: general practitioners record that talk; it is a reason to think about marking, not a marking.
    Source: ICPC-1 NL; evidence is no marking.
    """
    for talk, attribute, day in _talks(plan):
        if begun(day, on) and _unmarked(plan, day, on):
            statement = talk if isinstance(talk, Statement) else None
            where = name_of(talk) if isinstance(talk, Statement) else talk.reference
            yield information("PZP-PHASE-A20-ONLY", statement, attribute, where=where)


def _talks(plan: IndividualCarePlan) -> Iterator[tuple[Statement | OtherResource, str, PartialDate | None]]:
    """Where the talk is coded, the attribute if there is one for it, and the date as far as the model has it."""
    for encounter in plan.encounters:
        coded = [f"reasons[{i}]" for i, reason in enumerate(encounter.reasons) if _coded(reason)]
        if encounter.status not in NOT_HELD and (coded or _somewhere(encounter.carried)):
            yield encounter, coded[0] if coded else "", encounter.date
    for procedure in plan.procedures:
        if procedure.status not in NOT_HELD and _somewhere(procedure.carried):
            yield procedure, "", procedure.date
    for problem in plan.dimension_problems:
        if problem.problem and _coded(problem.problem) and not in_error(problem):
            yield problem, "problem", problem.date
    for other in plan.other_resources:
        if other.reason not in GONE and not _in_error(other.resource) and _somewhere(other.resource):
            yield other, "", None


def _unmarked(plan: IndividualCarePlan, seen: PartialDate | None, on: date) -> bool:
    """Whether no marking stands, and evidence of this date was not there yet when the last one ended."""
    known = [each for each in plan.markings if not each.in_error and begun(each.marked_on, on)]
    return all(stands(each, on) is False and seen and each.ended_on and seen.after(each.ended_on) for each in known)


def _coded(value: Coded[Any]) -> bool:
    return any(_is_talk(coding.system, coding.code) for coding in value.codings)


def _is_talk(system: Any, code: Any) -> bool:
    return system in ICPC and isinstance(code, str) and code.partition(".")[0] == TALK


def _somewhere(tree: Any) -> bool:
    """Whether the code stands anywhere in elements that the model has no attribute for."""
    waiting = [tree]
    for node in waiting:
        if isinstance(node, dict):
            if isinstance(node.get("system"), str) and _is_talk(node["system"], node.get("code")):
                return True
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return False


def _in_error(resource: dict[str, Any]) -> bool:
    said = resource.get("verificationStatus")
    codings = said.get("coding") if isinstance(said, dict) else None
    codes = [each.get("code") for each in codings or () if isinstance(each, dict)] if isinstance(codings, list) else []
    return "entered-in-error" in (resource.get("status"), said, *codes)
