"""The record that ties the individual care plan together, and its handovers.

Library profiles on CarePlan (STU3: nl-core-careplan) and Composition.
"""

from __future__ import annotations

from typing import ClassVar

from .base import Coded, CodeList, Model, Note, PartialDate, Period, Reference
from .network import Reachability
from .own_codes import ActivityKind, Dimension
from .statement import Statement

__all__ = ["CarePlan", "Handover", "HandoverSection", "PlannedActivity", "Review"]


class PlannedActivity(Model):
    """What was agreed to do: an action, a scenario for what may happen, the transition of a child. nl: Afspraak"""

    kind: Coded[ActivityKind] | None = None
    """nl: Soort"""
    status: str | None = None
    """``not-started``, ``scheduled``, ``in-progress``, ``on-hold``, ``completed``, ``cancelled``, …"""
    dimensions: tuple[Coded[Dimension], ...] = ()
    situation: str | None = None
    """What may happen, or why. nl: Situatie"""
    description: str | None = None
    """What we then do. nl: Actie"""
    performers: tuple[Reference, ...] = ()
    """Who does it. nl: Wie"""
    whom_to_call: tuple[Reference, ...] = ()
    """nl: Wie bellen"""
    numbers_to_call: tuple[Reachability, ...] = ()
    """Numbers that belong to no person of the plan: the out-of-hours service. nl: Nummers"""
    goals: tuple[Reference, ...] = ()
    """The goals it serves."""
    problems: tuple[Reference, ...] = ()
    """The problems it is about."""
    scheduled: Period | None = None
    """nl: Wanneer"""


class Review(Model):
    """Looking at the plan again, together. nl: Evaluatie"""

    held_on: PartialDate | None = None
    """nl: Datum evaluatie"""
    due_on: PartialDate | None = None
    """When it must be looked at again. nl: Volgende evaluatie"""
    meeting: str | None = None
    """Which meeting: ``MDO``, ``PaTz``. nl: Overleg"""
    by: tuple[Reference, ...] = ()
    """nl: Deelnemers"""


class CarePlan(Statement):
    """The record that ties the individual care plan together. nl: Zorgplan"""

    reference_type: ClassVar[str] = "CarePlan"
    status: str | None = None
    """``draft``, ``active``, ``on-hold``, ``revoked``, ``completed``, ``entered-in-error``, …"""
    title: str | None = None
    patient: Reference | None = None
    period: Period | None = None
    authors: tuple[Reference, ...] = ()
    networks: tuple[Reference, ...] = ()
    """nl: Zorgnetwerk"""
    markings: tuple[Reference, ...] = ()
    """The marking, and the problems it is about. nl: Markering"""
    supporting: tuple[Reference, ...] = ()
    """Agreements, wishes and findings that belong to it. nl: Onderliggende gegevens"""
    goals: tuple[Reference, ...] = ()
    activities: tuple[PlannedActivity, ...] = ()
    """nl: Afspraken en scenario's"""
    review: Review | None = None
    """nl: Evaluatie"""
    revised_on: PartialDate | None = None
    """When its content last changed. nl: Laatst gewijzigd"""
    revised_by: Reference | None = None
    """nl: Gewijzigd door"""
    notes: tuple[Note, ...] = ()

    @property
    def date(self) -> PartialDate | None:
        """When it last changed, else from when it is."""
        return self.revised_on or (self.period.start if self.period else None)


class HandoverSection(Model):
    """A part of a handover: its heading, its text, and the statements it is about. nl: Onderdeel"""

    title: str | None = None
    code: Coded[CodeList] | None = None
    text: str | None = None
    """``<div xmlns="http://www.w3.org/1999/xhtml">…</div>``"""
    text_status: str | None = None
    entries: tuple[Reference, ...] = ()


class Handover(Statement):
    """What was handed over, when, by whom and to whom; a snapshot that does not change. nl: Overdracht"""

    reference_type: ClassVar[str] = "Composition"
    status: str | None = None
    title: str | None = None
    patient: Reference | None = None
    handed_over_at: PartialDate | None = None
    """nl: Datum en tijd"""
    authors: tuple[Reference, ...] = ()
    """nl: Van"""
    recipients: tuple[Reference, ...] = ()
    """nl: Aan"""
    reason: str | None = None
    """nl: Aanleiding"""
    sections: tuple[HandoverSection, ...] = ()

    @property
    def date(self) -> PartialDate | None:
        """When it was handed over."""
        return self.handed_over_at
