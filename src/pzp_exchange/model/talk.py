"""The talk: where and when, what was done, who took part.

Sources: zib2020 Encounter and Procedure, profiles ACP-Encounter and ACP-Procedure.
"""

from __future__ import annotations

from typing import ClassVar

from .base import Coded, CodeList, Coding, Model, Note, PartialDate, Period, Reference
from .codes import ContactType, ProcedureType
from .statement import Statement

__all__ = ["ContactReason", "Encounter", "Participant", "Performer", "Procedure", "ReasonReference"]


class Participant(Model):
    """Someone who took part in the contact (dataset 842, 554). nl: ContactMet"""

    individual: Reference | None = None
    types: tuple[Coded[CodeList], ...] = ()
    period: Period | None = None


class ContactReason(Coded[CodeList]):
    """Why the contact took place, in words or code (dataset 816). nl: RedenContact"""

    comment: str | None = None
    """nl: ToelichtingRedenContact"""


class ReasonReference(Reference):
    """Why the contact took place: a procedure or problem (dataset 819). nl: RedenContact"""

    comment: str | None = None
    """nl: ToelichtingRedenContact"""


class Encounter(Statement):
    """The contact in which was talked (dataset 808). nl: Contact"""

    reference_type: ClassVar[str] = "Encounter"
    status: str | None = None
    contact_type: Coding | None = None
    """nl: ContactType"""
    patient: Reference | None = None
    """nl: Gesprek gevoerd in bijzijn van (Patient)"""
    participants: tuple[Participant, ...] = ()
    period: Period | None = None
    """nl: BeginDatumTijd"""
    reasons: tuple[ContactReason, ...] = ()
    reason_references: tuple[ReasonReference, ...] = ()

    @property
    def date(self) -> PartialDate | None:
        """When it began, else when it ended."""
        return (self.period.start or self.period.end) if self.period else None

    @property
    def type(self) -> ContactType | None:
        """The contact type as a code, or ``None`` when it is not in the list."""
        return ContactType.find(self.contact_type.system, self.contact_type.code) if self.contact_type else None


class Performer(Model):
    """Someone who took part in the talk. nl: Uitvoerder"""

    actor: Reference | None = None
    function: Coded[CodeList] | None = None
    on_behalf_of: Reference | None = None


class Procedure(Statement):
    """The advance care planning talk (dataset 820). nl: Verrichting"""

    reference_type: ClassVar[str] = "Procedure"
    status: str | None = None
    code: Coded[ProcedureType] | None = None
    """nl: PZP gesprek"""
    patient: Reference | None = None
    encounter: Reference | None = None
    performed_at: PartialDate | None = None
    performed_period: Period | None = None
    performers: tuple[Performer, ...] = ()
    reason_references: tuple[Reference, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def date(self) -> PartialDate | None:
        """When it was, or began."""
        period = self.performed_period
        return self.performed_at or (period.start or period.end if period else None)
