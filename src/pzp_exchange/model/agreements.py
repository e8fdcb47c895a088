"""Agreements on treatment, and the directives a person wrote beforehand.

Sources: zib2020 TreatmentDirective2 and AdvanceDirective, profiles ACP-TreatmentDirective and ACP-AdvanceDirective.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .base import Attachment, Coded, Coding, Model, PartialDate, Reference
from .codes import AdvanceDirectiveType, AgreementStatus, Decision, PartyRole, Treatment
from .statement import Statement

__all__ = ["AdvanceDirective", "AgreementParty", "Representative", "TreatmentDirective"]

Status = Annotated[AgreementStatus | str, Field(union_mode="left_to_right")]


def _role(role: PartyRole) -> Coded[PartyRole]:
    return Coded[PartyRole](codings=(Coding(system=role.system, code=role.code),))


class AgreementParty(Model):
    """Someone who is party to an agreement (dataset 611, 646). nl: AfspraakPartij"""

    who: Reference | None = None
    role: Coded[PartyRole] | None = _role(PartyRole.AGREEMENT_PARTY)


class Representative(Model):
    """Who speaks for the patient in an advance directive (dataset 695, 705, 726). nl: Vertegenwoordiger"""

    who: Reference | None = None
    role: Coded[PartyRole] | None = _role(PartyRole.REPRESENTATIVE)


class TreatmentDirective(Statement):
    """A joint decision on one treatment (dataset 602), or on switching off an ICD (dataset 637).

    nl: Behandelgrens, BehandelAanwijzing
    """

    reference_type: ClassVar[str] = "Consent"
    status: Status | None = None
    patient: Reference | None = None
    treatment: Coded[Treatment] | None = None
    """nl: Behandeling"""
    decision: Decision | None = None
    """nl: BehandelBesluit. ``None``: the source did not say."""
    specification: str | None = None
    """What was decided when it is neither perform nor do not perform. nl: SpecificatieAnders"""
    restrictions: str | None = None
    """Conditions under which it may be done (zib2017 only). nl: Beperkingen"""
    reviewed_on: PartialDate | None = None
    """Date of the last discussion. nl: MeestRecenteBespreekdatum"""
    starts_on: PartialDate | None = None
    ended_on: PartialDate | None = None
    """nl: DatumBeeindigd"""
    reason_for_ending: str | None = None
    """nl: RedenBeeindigd"""
    parties: tuple[AgreementParty, ...] = ()
    """nl: AfspraakPartij"""
    advance_directive: Reference | None = None
    """nl: Wilsverklaring"""
    additional_advance_directives: tuple[Reference, ...] = ()
    comment: str | None = None
    """nl: Toelichting"""

    @property
    def date(self) -> PartialDate | None:
        """The date that decides which agreement is newest."""
        return self.reviewed_on

    @property
    def contradicts_itself(self) -> bool:
        """Perform or do not perform together with another specification (invariant zib-TreatmentDirective2-2)."""
        return self.decision in (Decision.PERFORM, Decision.DO_NOT_PERFORM) and self.specification is not None


class AdvanceDirective(Statement):
    """What a person laid down beforehand (dataset 690, 700, 721). nl: Wilsverklaring"""

    reference_type: ClassVar[str] = "Consent"
    status: Status | None = None
    patient: Reference | None = None
    type: Coded[AdvanceDirectiveType] | None = None
    """nl: WilsverklaringType"""
    dated: PartialDate | None = None
    """nl: WilsverklaringDatum"""
    ended_on: PartialDate | None = None
    disorders: tuple[Reference, ...] = ()
    """nl: Aandoening"""
    representatives: tuple[Representative, ...] = ()
    """nl: Vertegenwoordiger"""
    document: Attachment | None = None
    """nl: WilsverklaringDocument"""
    document_reference: Reference | None = None
    comment: str | None = None
    """nl: Toelichting"""

    @property
    def date(self) -> PartialDate | None:
        """The date that decides which directive is newest."""
        return self.dated
