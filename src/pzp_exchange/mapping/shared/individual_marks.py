"""By which codes the statements of the individual care plan are known without a profile; the same everywhere.

A care team needs none: every CareTeam is read as a network.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...model.own_codes import ChildTopic, Dimension, MarkingGround, ResourceMark
from ...terminology import CodeList
from ..table import Mapping
from ..tables import Mark

__all__ = ["individual_marks"]

MARKED_BY: dict[str, tuple[str, Iterable[CodeList]]] = {
    "markings": ("category", (ResourceMark.MARKING,)),
    "marking_alerts": ("code", (ResourceMark.MARKING,)),
    "phase_signals": ("code", MarkingGround),
    "dying_phase_assessments": ("code", (ResourceMark.DYING_PHASE_ASSESSMENT,)),
    "carer_capacities": ("code", (ResourceMark.CARER_CAPACITY,)),
    "dimension_problems": ("category", Dimension),
    "dimension_wishes": ("code", (ResourceMark.WISH,)),
    "dimension_goals": ("category", Dimension),
    "child_findings": ("code", ChildTopic),
    "care_plans": ("category", (ResourceMark.INDIVIDUAL_CARE_PLAN,)),
    "handovers": ("type", (ResourceMark.HANDOVER,)),
}
"""The element, and the codes that may stand there, by attribute of the plan."""


def individual_marks(tables: dict[str, Mapping]) -> dict[str, tuple[Mark, ...]]:
    """The marks of the tables of one FHIR version, by profile."""
    return {tables[name].profile: tuple(Mark(element, code.system, code.code) for code in codes)
            for name, (element, codes) in MARKED_BY.items()}
