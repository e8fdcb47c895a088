"""Marking of the palliative phase, the signals that led to it, and the dying phase.

Library profiles over nl-core and zib; the national dataset has none of these. Signals (evidence) and marking
(conclusion) are different statements: a signal alone never marks.
"""

from __future__ import annotations

from typing import ClassVar

from .base import Coded, CodeList, Model, Note, PartialDate, Reference
from .codes import YesNoUnknown
from .findings import Observed
from .own_codes import (
    Dimension,
    DyingJudgement,
    DyingSign,
    MarkingEnding,
    MarkingGround,
    PalliativePhase,
)
from .statement import Statement

__all__ = ["DyingPhaseAssessment", "MarkingAlert", "ObservedSign", "PalliativePhaseMarking", "PhaseSignal"]


class PhaseSignal(Observed):
    """Evidence that the palliative phase may have begun; never a marking by itself. nl: Signaal"""

    kind: Coded[MarkingGround] | None = None
    """Which question or instrument. nl: Instrument"""
    answer: Coded[YesNoUnknown] | None = None
    """The answer; to the surprise question *no* is the strong indication. nl: Antwoord"""
    outcome: str | None = None
    """What was seen, in words: indicators of SPICT, what the family asked. nl: Uitkomst"""
    dimensions: tuple[Coded[Dimension], ...] = ()
    """Where needs grow. nl: Dimensies"""


class PalliativePhaseMarking(Statement):
    """The explicit statement that the palliative phase has begun and the aim of care changes. nl: Markering"""

    reference_type: ClassVar[str] = "Condition"
    clinical_status: str | None = None
    """``active`` while it stands; ``inactive`` or ``resolved`` when it no longer does. nl: Status"""
    verification_status: str | None = None
    """``confirmed``, ``refuted``, ``entered-in-error``, …"""
    patient: Reference | None = None
    phase: Coded[PalliativePhase] | None = None
    """nl: Fase"""
    marked_on: PartialDate | None = None
    """nl: Datum markering"""
    marked_by: Reference | None = None
    """nl: Gemarkeerd door"""
    grounds: tuple[Coded[MarkingGround], ...] = ()
    """nl: Gronden"""
    evidence: tuple[Reference, ...] = ()
    """The signals it rests on. nl: Onderbouwing"""
    due_to: Coded[CodeList] | None = None
    """The illness, or frailty. nl: Diagnose of kwetsbaarheid"""
    due_to_problem: Reference | None = None
    """The illness as a problem of its own. nl: Diagnose (Probleem)"""
    ended_on: PartialDate | None = None
    """nl: Datum einde markering"""
    ending: Coded[MarkingEnding] | None = None
    """Revised or withdrawn. nl: Reden einde"""
    ended_because: str | None = None
    """nl: Toelichting einde"""
    notes: tuple[Note, ...] = ()
    """nl: Toelichting"""

    @property
    def date(self) -> PartialDate | None:
        """When it was marked."""
        return self.marked_on

    @property
    def in_error(self) -> bool:
        """Whether it should never have been recorded."""
        return self.verification_status == "entered-in-error"

    @property
    def open(self) -> bool:
        """Whether it stands as far as its own words go: active, not ended, not refuted."""
        ended = self.ended_on or self.ending or self.clinical_status in ("inactive", "resolved", "remission")
        return not ended and self.verification_status not in ("refuted", "entered-in-error")


class MarkingAlert(Statement):
    """The sign on the record that makes the marking recognisable; points to it. nl: Alert bij markering"""

    reference_type: ClassVar[str] = "Flag"
    status: str | None = None
    patient: Reference | None = None
    marking: Reference | None = None
    """nl: Markering"""
    starts_on: PartialDate | None = None
    ended_on: PartialDate | None = None
    author: Reference | None = None

    @property
    def date(self) -> PartialDate | None:
        """From when."""
        return self.starts_on


class ObservedSign(Model):
    """One sign of the dying phase, seen or not. nl: Signaal stervensfase"""

    sign: Coded[DyingSign] | None = None
    present: Coded[YesNoUnknown] | None = None


class DyingPhaseAssessment(Observed):
    """Whether the dying phase has begun: signs seen, and the joint judgement that decides.

    nl: Beoordeling stervensfase
    """

    judgement: Coded[DyingJudgement] | None = None
    """nl: Multidisciplinair oordeel"""
    signs: tuple[ObservedSign, ...] = ()
    """nl: Signalen"""
    care_path_started: PartialDate | None = None
    """When the care path for the dying phase began. nl: Zorgpad stervensfase gestart"""
