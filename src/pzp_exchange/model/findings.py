"""What was asked and answered: goal, wishes, position, registration, capacity, and informing relatives.

Sources: profiles ACP-MedicalPolicyGoal, ACP-SpecificCareWishes, ACP-PreferredPlaceOfDeath,
ACP-PositionRegardingEuthanasia, ACP-OrganDonationChoiceRegistration, ACP-SenseOfPurpose, ACP-LegallyCapable,
ACP-InformRelativesRequest.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from .base import Coded, CodeList, Model, Note, PartialDate, Period, Reference
from .codes import (
    AbsentReason,
    EuthanasiaPosition,
    FindingStatus,
    GoalStatus,
    MedicalPolicy,
    PlaceOfDeath,
    YesNoUnknown,
)
from .statement import Statement

__all__ = [
    "Finding", "HowUnknown", "InformRelativesRequest", "LegalCapacity", "MedicalPolicyGoal", "Observed",
    "OrganDonationChoiceRegistration", "PositionRegardingEuthanasia", "PreferredPlaceOfDeath", "SenseOfPurpose",
    "SpecificCareWishes", "Unknown",
]


class HowUnknown(StrEnum):
    """The ways exchange has to say that something is not known."""

    ABSENT_REASON = "data-absent-reason"
    NULL_FLAVOR = "null-flavor"
    NOT_STATED = "not-stated"


class Unknown(Model):
    """That a value is not known, and how that was said. nl: Onbekend"""

    how: HowUnknown
    code: str | None = None


class MedicalPolicyGoal(Statement):
    """What treatment aims at (dataset 590). nl: Belangrijkste doel van behandeling"""

    reference_type: ClassVar[str] = "Goal"
    status: Annotated[GoalStatus | str, Field(union_mode="left_to_right")] | None = None
    patient: Reference | None = None
    goal: Coded[MedicalPolicy] | None = None
    """nl: Doel"""
    start_date: PartialDate | None = None
    """nl: MeetDatumBeginTijd"""
    status_date: PartialDate | None = None
    notes: tuple[Note, ...] = ()
    """nl: Toelichting"""

    @property
    def date(self) -> PartialDate | None:
        """The date that decides which goal is newest: of the last change of status, else of the start."""
        return self.status_date or self.start_date


class Observed(Statement):
    """Something seen or asked, by whom and when; base of everything that travels as Observation. nl: Waarneming"""

    reference_type: ClassVar[str] = "Observation"
    status: Annotated[FindingStatus | str, Field(union_mode="left_to_right")] | None = None
    patient: Reference | None = None
    encounter: Reference | None = None
    observed_at: PartialDate | None = None
    """nl: MeetDatumBeginTijd"""
    observed_period: Period | None = None
    performers: tuple[Reference, ...] = ()
    absent_reason: Coded[AbsentReason] | None = None
    """Why there is no value."""
    notes: tuple[Note, ...] = ()
    """nl: Toelichting"""

    @property
    def date(self) -> PartialDate | None:
        """When it was seen or asked."""
        period = self.observed_period
        return self.observed_at or (period.start or period.end if period else None)


class Finding(Observed):
    """Something asked in the talk, of which the newest answer counts; base of the kinds below. nl: Meting"""

    @property
    def answer(self) -> Coded[CodeList] | str | bool | None:
        """The value, whatever its kind."""
        return getattr(self, "value", None)

    @property
    def unknown(self) -> Unknown | None:
        """How it was said that the answer is not known, or ``None`` when there is an answer."""
        value = self.answer
        if isinstance(value, Coded):
            for coding in value.codings:
                if (coding.system or "").endswith("NullFlavor") and coding.code != "OTH":
                    return Unknown(how=HowUnknown.NULL_FLAVOR, code=coding.code)
            return None
        if value is not None:
            return None
        if self.absent_reason:
            codes = [coding.code for coding in self.absent_reason.codings]
            return Unknown(how=HowUnknown.ABSENT_REASON, code=codes[0] if codes else None)
        return Unknown(how=HowUnknown.NOT_STATED)


class SpecificCareWishes(Finding):
    """Wishes and expectations (dataset 654). nl: Specifieke wensen"""

    value: str | None = None
    """nl: Wens en verwachting patient"""


class PreferredPlaceOfDeath(Finding):
    """Where the person would rather die (dataset 666). nl: Gewenste plek van overlijden"""

    value: Coded[PlaceOfDeath] | None = None
    """nl: Voorkeursplek"""


class PositionRegardingEuthanasia(Finding):
    """How the person stands towards euthanasia (dataset 678). nl: Euthanasie standpunt"""

    value: Coded[EuthanasiaPosition] | None = None


class OrganDonationChoiceRegistration(Finding):
    """Whether a choice is in the donor register (dataset 746). nl: Keuze orgaandonatie vastgelegd in donorregister?"""

    value: Coded[YesNoUnknown] | None = None


class SenseOfPurpose(Finding):
    """What else matters to the person (dataset 709). nl: Wat verder nog belangrijk is"""

    value: str | None = None


class LegalCapacity(Finding):
    """Whether the patient may decide on medical treatment (dataset 761, R4 rc3).

    nl: Wilsbekwaamheid m.b.t. medische behandelbeslissingen
    """

    value: bool | None = None


class InformRelativesRequest(Statement):
    """The patient was asked to discuss the agreements with relatives (dataset 734).

    nl: Patient geïnformeerd over bespreken met naasten
    """

    reference_type: ClassVar[str] = "CommunicationRequest"
    status: str | None = None
    patient: Reference | None = None
    encounter: Reference | None = None
    authored_on: PartialDate | None = None
    requester: Reference | None = None
    sender: Reference | None = None
    recipients: tuple[Reference, ...] = ()

    @property
    def date(self) -> PartialDate | None:
        """When it was asked."""
        return self.authored_on
