"""Problems, wishes and goals on the four dimensions, and what is particular to a child.

Library profiles: problems over nl-core-Problem (zib Problem), wishes as Observation, goals as Goal.
"""

from __future__ import annotations

from typing import ClassVar

from .base import Coded, CodeList, Note, PartialDate, Reference
from .findings import Observed
from .own_codes import ChildTopic, Dimension
from .statement import Statement

__all__ = ["ChildFinding", "DimensionGoal", "DimensionProblem", "DimensionWish"]


class DimensionProblem(Statement):
    """A problem on one of the dimensions. nl: Probleem"""

    reference_type: ClassVar[str] = "Condition"
    clinical_status: str | None = None
    verification_status: str | None = None
    patient: Reference | None = None
    dimensions: tuple[Coded[Dimension], ...] = ()
    """nl: Dimensies"""
    problem: Coded[CodeList] | None = None
    """nl: Probleem"""
    began_on: PartialDate | None = None
    ended_on: PartialDate | None = None
    recorded_on: PartialDate | None = None
    recorded_by: Reference | None = None
    notes: tuple[Note, ...] = ()
    """nl: Toelichting"""

    @property
    def date(self) -> PartialDate | None:
        """When it was recorded, else when it began."""
        return self.recorded_on or self.began_on


class DimensionWish(Observed):
    """What the person wants on one of the dimensions. nl: Wens"""

    dimensions: tuple[Coded[Dimension], ...] = ()
    value: str | None = None
    """In the person's own words. nl: Wens"""


class DimensionGoal(Statement):
    """What is aimed at on one of the dimensions. nl: Doel"""

    reference_type: ClassVar[str] = "Goal"
    status: str | None = None
    patient: Reference | None = None
    dimensions: tuple[Coded[Dimension], ...] = ()
    goal: Coded[CodeList] | None = None
    """nl: Doel"""
    start_date: PartialDate | None = None
    due_on: PartialDate | None = None
    """nl: Streefdatum"""
    status_date: PartialDate | None = None
    expressed_by: Reference | None = None
    """Whose goal it is. nl: Van wie"""
    addresses: tuple[Reference, ...] = ()
    """The problems it is about. nl: Problemen"""
    notes: tuple[Note, ...] = ()

    @property
    def date(self) -> PartialDate | None:
        """The last change of status, else the start."""
        return self.status_date or self.start_date


class ChildFinding(Observed):
    """Development, or school, of a child. nl: Gegeven over het kind"""

    topic: Coded[ChildTopic] | None = None
    value: str | None = None
    """In words."""
