"""What needs attention in an individual care plan on a date: one small function per rule.

Every rule tells in its docstring what it asks, why, and by which source. A rule never guesses from a date that is not
precise enough: it is silent, or says that it cannot be told.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from . import child, evidence, phase, planned, team
from .found import Attention, Rule
from .holding import living

if TYPE_CHECKING:
    from ..individual import IndividualCarePlan

__all__ = ["ALWAYS", "WHILE_LIVING", "Attention", "attention"]

ALWAYS: tuple[Rule, ...] = (
    phase.marking_said, phase.one_marking, phase.after_death, phase.evidence_there, planned.understood_all,
)
"""Rules about what was written down."""
WHILE_LIVING: tuple[Rule, ...] = (
    phase.dying_phase, phase.judgement, phase.alerts,
    evidence.signals, evidence.palliative_goal, evidence.end_of_life_talk,
    team.known, team.one_central, team.reachable, team.professional, team.not_only_in_charge,
    planned.scenario, planned.reviewed, planned.overdue, planned.carer_overload, planned.entered_in_error,
    child.case_manager, child.transition,
)
"""Rules about what is still to be done for the person."""
ORDER = ("error", "warning", "information")


def attention(plan: IndividualCarePlan, on: date) -> tuple[Attention, ...]:
    """What needs attention on a date, the most serious first, then in the order of the rules."""
    rules = (*ALWAYS, *WHILE_LIVING) if living(plan, on) else ALWAYS
    return tuple(sorted((found for rule in rules for found in rule(plan, on)),
                        key=lambda each: ORDER.index(each.severity)))
