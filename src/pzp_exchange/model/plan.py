"""The advance care plan: everything said about one person's wishes and agreements, old and new together.

What holds today is not in the plan but computed from it: ``plan.current(on=…)``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self

from pydantic import Field

from .agreements import AdvanceDirective, TreatmentDirective
from .base import Carried, Coded, Model, Note, Reference
from .codes import SharingConsent, YesNoUnknown
from .devices import MedicalDevice, MedicalDeviceProduct
from .findings import (
    InformRelativesRequest,
    LegalCapacity,
    MedicalPolicyGoal,
    OrganDonationChoiceRegistration,
    PositionRegardingEuthanasia,
    PreferredPlaceOfDeath,
    SenseOfPurpose,
    SpecificCareWishes,
)
from .people import ContactPerson, HealthProfessional, HealthProfessionalRole, Patient
from .statement import Origin, Statement
from .talk import Encounter, Procedure

if TYPE_CHECKING:
    from .audience import Access, Audience, View
    from .current import Current

__all__ = ["AdvanceCarePlan", "FormAnswers", "NotUnderstood", "OtherResource"]


class NotUnderstood(Model):
    """A statement of the plan that must not be shown as an agreement, because part of its meaning is unknown."""

    reference: str
    """The statement, as class and id: ``TreatmentDirective/abc``."""
    path: str
    """The element that was not understood."""
    reason: str
    """A stable word: ``modifier-extension``, ``modifier-element``, ``value-of-another-type``, ``contradiction``, …"""
    sources: tuple[Origin, ...] = Field(default=(), repr=False)
    """Where it was read, when the plan comes from several sources: another one may have a statement of the same id."""

    def comes_with(self, statement: Statement) -> bool:
        """Whether it was read where a statement of this name was read; so it is when one of them does not tell."""
        mine, theirs = ({origin.key for origin in each} for each in (self.sources, statement.sources))
        return not mine or not theirs or not mine.isdisjoint(theirs)


class OtherResource(Model):
    """Something in the source that is no part of the model, kept whole to be written back."""

    resource: Carried
    """The FHIR resource as read."""
    full_url: str | None = None
    release: str | None = None
    """The release it was read in; it is written back only in the same FHIR version."""
    reason: str = "not-mapped"
    """Why it was not read: ``not-mapped``, ``form``, ``older-copy``, ``deleted``, ``release-not-read``.

    ``form-read`` is a filled form that was read as statements too; it is kept to be written back as it was.
    """

    @property
    def reference(self) -> str:
        """``Type/id``, as far as it has them."""
        return f"{self.resource.get('resourceType', '?')}/{self.resource.get('id', '?')}"


class FormAnswers(Model):
    """Answers that only the form has; the resources have no place for them (dataset 477, 619, 730 to 735)."""

    representative_is_contact: bool | None = None
    """nl: Vertegenwoordiger is contactpersoon"""
    has_icd: Coded[YesNoUnknown] | None = None
    """nl: Heeft de patient een ICD?"""
    earlier_agreements: Coded[YesNoUnknown] | None = None
    """nl: Heeft de patient eerder behandelafspraken vastgelegd?"""
    earlier_agreements_comment: str | None = None
    """nl: Toelichting"""
    earlier_agreements_differ: Coded[YesNoUnknown] | None = None
    """nl: Staan in eerder vastgelegde behandelafspraken andere wensen dan nu in deze verklaring?"""
    sharing_consent: Coded[SharingConsent] | None = None
    """nl: Patient gaat akkoord met het delen van deze behandelafspraken"""
    notes: tuple[Note, ...] = ()
    sources: tuple[Origin, ...] = Field(default=(), repr=False)
    """The form, when the plan comes from several sources."""


class AdvanceCarePlan(Model):
    """A person's advance care plan. nl: Proactief Zorgplan (PZP)

    Every list holds all statements of that kind, whatever their date or status, in the order of the source.
    """

    patient: Patient | None = None
    patient_elsewhere: tuple[Patient, ...] = ()
    """The same person as further sources have them."""
    contact_persons: tuple[ContactPerson, ...] = ()
    health_professionals: tuple[HealthProfessional, ...] = ()
    health_professional_roles: tuple[HealthProfessionalRole, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    legal_capacities: tuple[LegalCapacity, ...] = ()
    medical_policy_goals: tuple[MedicalPolicyGoal, ...] = ()
    treatment_directives: tuple[TreatmentDirective, ...] = ()
    medical_devices: tuple[MedicalDevice, ...] = ()
    medical_device_products: tuple[MedicalDeviceProduct, ...] = ()
    specific_care_wishes: tuple[SpecificCareWishes, ...] = ()
    preferred_places_of_death: tuple[PreferredPlaceOfDeath, ...] = ()
    positions_regarding_euthanasia: tuple[PositionRegardingEuthanasia, ...] = ()
    organ_donation_choice_registrations: tuple[OrganDonationChoiceRegistration, ...] = ()
    senses_of_purpose: tuple[SenseOfPurpose, ...] = ()
    advance_directives: tuple[AdvanceDirective, ...] = ()
    inform_relatives_requests: tuple[InformRelativesRequest, ...] = ()
    form_answers: FormAnswers | None = None
    """What only the form has that stands in for the resources."""
    kept_form_answers: tuple[FormAnswers, ...] = ()
    """The same of filled forms beside resources or other forms; these are kept whole in ``other_resources``."""
    not_understood: tuple[NotUnderstood, ...] = ()
    """Statements above that must not be taken as agreements, and why."""
    other_resources: tuple[OtherResource, ...] = ()
    """What the source held besides the plan."""

    def statements(self) -> Iterator[Statement]:
        """Every person and statement of the plan, kind by kind."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Statement):
                    yield item

    def find(self, reference: Reference | str | None, near: Statement | None = None) -> Statement | None:
        """The person or statement a reference points to, or ``None`` when the plan does not hold it.

        Several sources may use one id for different people: ``near``, the statement with the reference, tells which
        source is meant. What that source does not hold is looked for in the others.
        """
        text = reference.reference if isinstance(reference, Reference) else reference
        if not text:
            return None
        plain = text.partition("/_history/")[0]
        index = self._index()
        found = index.get(plain) or (index.get("/".join(plain.split("/")[-2:]), []) if "://" in plain else [])
        if near is None or len(found) < 2:
            return found[0] if found else None
        return max(found, key=lambda each: _nearness(each, near))

    def _index(self) -> dict[str, list[Statement]]:
        """Statements by full URL and by type with id; built once, the plan never changes.

        An absolute URL also finds a statement whose own full URL is not known.
        """
        cached: dict[str, list[Statement]] | None = self.__dict__.get("_by_reference")
        if cached is None:
            cached = {}
            for statement in self.statements():
                if statement.full_url:
                    cached.setdefault(statement.full_url, []).append(statement)
                if statement.id:
                    cached.setdefault(f"{statement.reference_type}/{statement.id}", []).append(statement)
            self.__dict__["_by_reference"] = cached
        return cached

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other attributes; see pydantic."""
        made = super().model_copy(update=update, deep=deep)
        made.__dict__.pop("_by_reference", None)
        return made

    def current(self, on: datetime.date | None = None) -> Current:
        """What holds on a date (today when not given), what conflicts, what is history, what is not understood."""
        from .current import current

        return current(self, on or datetime.datetime.now(tz=datetime.UTC).astimezone().date())

    def view(self, audience: Audience | str, on: datetime.date | None = None,
             table: Mapping[str, Mapping[str, Access]] | None = None) -> View:
        """The plan as an audience sees it on a date (today when not given), and what was withheld.

        ``table`` replaces the library's own. Raises ``LookupError`` for an audience that is not in it.
        """
        from .audience import view

        return view(self, audience, on or datetime.datetime.now(tz=datetime.UTC).astimezone().date(), table)


def _nearness(statement: Statement, near: Statement) -> int:
    """How close the sources of two statements are: the same form or resources, else the same system and release."""
    theirs = {origin.key for origin in near.sources}
    around = {key[:2] for key in theirs}
    return sum((any(origin.key in theirs for origin in statement.sources),
                any(origin.key[:2] in around for origin in statement.sources)))
