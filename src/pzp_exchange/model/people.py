"""The people of a plan: the patient, contact persons and health professionals.

Sources: zib2020 NameInformation, AddressInformation, ContactInformation, Patient, ContactPerson, HealthProfessional.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from .base import Coded, CodeList, Model, PartialDate, Period, Reference
from .codes import (
    REPRESENTATIVES,
    AddressType,
    ContactRole,
    Gender,
    NameUsage,
    Relationship,
    TelecomType,
)
from .statement import Statement

__all__ = [
    "Address", "AddressLine", "ContactPerson", "Given", "GivenKind", "HealthProfessional", "HealthProfessionalRole",
    "LegallyCapable", "Name", "Patient", "PatientContact", "Telecom",
]


class GivenKind(StrEnum):
    """What a part of the given names is (ISO 21090 qualifier)."""

    FIRST_NAME = "BR"
    INITIAL = "IN"
    CALL_NAME = "CL"


class Given(Model):
    """One part of the given names (dataset 353, 354, 355). nl: Voornaam, initiaal of roepnaam"""

    value: str | None = None
    kind: Annotated[GivenKind | str, Field(union_mode="left_to_right")] | None = None


class Name(Model):
    """A person's name in its Dutch parts (dataset 352, 393, 442, 479, 515, 555). nl: Naamgegevens"""

    use: str | None = None
    """``official`` for the full name, ``usual`` for the call name."""
    usage: Annotated[NameUsage | str, Field(union_mode="left_to_right")] | None = None
    """Which surname is used. nl: Naamgebruik"""
    text: str | None = None
    """The name as one line, as the source wrote it."""
    given: tuple[Given, ...] = ()
    """First names, initials, call name, in their order."""
    family: str | None = None
    """The surname as one line."""
    prefix: str | None = None
    """nl: Voorvoegsels"""
    last_name: str | None = None
    """nl: Achternaam"""
    partner_prefix: str | None = None
    """nl: VoorvoegselsPartner"""
    partner_last_name: str | None = None
    """nl: AchternaamPartner"""
    titles_before: tuple[str, ...] = ()
    """Titles before the name (FHIR ``prefix``)."""
    titles: tuple[str, ...] = ()
    """nl: Titels"""
    period: Period | None = None

    def _given(self, kind: GivenKind) -> str | None:
        parts = [g.value for g in self.given if g.value and g.kind == kind]
        return " ".join(parts) or None

    @property
    def first_names(self) -> str | None:
        """nl: Voornamen"""
        return self._given(GivenKind.FIRST_NAME)

    @property
    def initials(self) -> str | None:
        """nl: Initialen"""
        return self._given(GivenKind.INITIAL)

    @property
    def call_name(self) -> str | None:
        """nl: Roepnaam. A given name said to be usual, or with the call name qualifier."""
        if self.use == "usual":
            return " ".join(g.value for g in self.given if g.value) or None
        return self._given(GivenKind.CALL_NAME)

    @property
    def surname(self) -> str | None:
        """The surname as the person uses it, put together by name usage."""
        own = " ".join(filter(None, (self.prefix, self.last_name)))
        partner = " ".join(filter(None, (self.partner_prefix, self.partner_last_name)))
        if not own and not partner:
            return self.family
        order = {
            NameUsage.PARTNER: (partner or own,),
            NameUsage.PARTNER_THEN_OWN: (partner, own),
            NameUsage.OWN_THEN_PARTNER: (own, partner),
        }.get(self.usage, (own or partner,))  # type: ignore[call-overload]
        return "-".join(filter(None, order))

    @property
    def display(self) -> str | None:
        """The whole name on one line: the source's own, else put together from the parts."""
        if self.text:
            return self.text
        given = self.first_names or self.initials or " ".join(g.value for g in self.given if g.value)
        return " ".join(filter(None, (*self.titles_before, given, self.surname, *self.titles))) or None


class AddressLine(Model):
    """A line of an address with its Dutch parts (dataset 365 to 369 and 374). nl: Adresregel"""

    text: str | None = None
    street: str | None = None
    """nl: Straat"""
    house_number: str | None = None
    """nl: Huisnummer"""
    house_number_suffix: str | None = None
    """Letter, a space, and addition, as zib AddressInformation joins them. nl: Huisnummerletter en -toevoeging"""
    house_number_indication: str | None = None
    """``to`` (opposite) or ``by`` (near). nl: AanduidingBijNummer"""
    additional_information: str | None = None
    """nl: AdditioneleInformatie"""

    @property
    def house_number_letter(self) -> str | None:
        """What comes before the first space of the suffix. nl: Huisnummerletter"""
        return (self.house_number_suffix or "").partition(" ")[0] or None

    @property
    def house_number_addition(self) -> str | None:
        """What comes after the first space of the suffix. nl: Huisnummertoevoeging"""
        return (self.house_number_suffix or "").partition(" ")[2] or None


class Address(Model):
    """An address (dataset 364, 463, 500). nl: Adresgegevens"""

    use: str | None = None
    type: str | None = None
    address_type: Coded[AddressType] | None = None
    """nl: AdresSoort"""
    text: str | None = None
    lines: tuple[AddressLine, ...] = ()
    city: str | None = None
    """nl: Woonplaats"""
    municipality: str | None = None
    """nl: Gemeente"""
    state: str | None = None
    postal_code: str | None = None
    """nl: Postcode"""
    country: str | None = None
    country_code: Coded[CodeList] | None = None
    """nl: Land"""
    period: Period | None = None

    @property
    def display(self) -> str | None:
        """The address on one line."""
        street = ", ".join(line.text or " ".join(filter(None, (
            line.street, line.house_number, line.house_number_suffix))) for line in self.lines)
        town = " ".join(filter(None, (self.postal_code, self.city)))
        return self.text or ", ".join(filter(None, (street, town, self.country))) or None


class Telecom(Model):
    """A telephone number or e-mail address (dataset 376, 454, 491). nl: Contactgegevens"""

    system: str | None = None
    """``phone``, ``email``, ``fax``, ``pager``, …"""
    telecom_type: Coded[TelecomType] | None = None
    """nl: TelecomType"""
    value: str | None = None
    use: str | None = None
    """``home``, ``work``, ``temp``, ``mobile``. nl: NummerSoort, EmailSoort"""
    rank: int | None = None
    comment: str | None = None
    """nl: Toelichting"""
    period: Period | None = None


class LegallyCapable(Model):
    """Whether the patient may decide on medical treatment, as recorded on the patient (R4 rc2, STU3).

    nl: Wilsbekwaamheid m.b.t. medische behandelbeslissingen
    """

    capable: bool | None = None
    comment: str | None = None


class PatientContact(Model):
    """A contact person as listed with the patient. nl: Contactpersoon"""

    relationships: tuple[Coded[ContactRole], ...] = ()
    """Roles and relations in one list, as exchanged."""
    name: Name | None = None
    telecoms: tuple[Telecom, ...] = ()
    address: Address | None = None
    gender: str | None = None
    contact_person: Reference | None = None
    period: Period | None = None


class Patient(Statement):
    """The person the plan is about (dataset 351). nl: Patient"""

    reference_type: ClassVar[str] = "Patient"
    active: bool | None = None
    names: tuple[Name, ...] = ()
    telecoms: tuple[Telecom, ...] = ()
    gender: str | None = None
    gender_code: Coded[Gender] | None = None
    """nl: Geslacht"""
    birth_date: PartialDate | None = None
    """nl: Geboortedatum"""
    deceased: bool | None = None
    deceased_at: PartialDate | None = None
    addresses: tuple[Address, ...] = ()
    contacts: tuple[PatientContact, ...] = ()
    general_practitioners: tuple[Reference, ...] = ()
    legally_capable: LegallyCapable | None = None
    """The form of R4 rc2 and STU3; R4 rc3 has ``AdvanceCarePlan.legal_capacities``."""

    @property
    def display_name(self) -> str | None:
        """The official name on one line, else whatever name there is."""
        return display_name(self.names)

    @property
    def bsn(self) -> str | None:
        """The citizen service number. nl: Burgerservicenummer"""
        systems = ("http://fhir.nl/fhir/NamingSystem/bsn", "urn:oid:2.16.840.1.113883.2.4.6.3")
        return next((i.value for i in self.identifiers if i.system in systems), None)


class ContactPerson(Statement):
    """Someone close to the patient, or a representative (dataset 441, 478, 554). nl: Contactpersoon"""

    reference_type: ClassVar[str] = "RelatedPerson"
    active: bool | None = None
    patient: Reference | None = None
    relationships: tuple[Coded[ContactRole], ...] = ()
    """Roles and relations in one list, as exchanged; see ``roles`` and ``relations``."""
    names: tuple[Name, ...] = ()
    telecoms: tuple[Telecom, ...] = ()
    addresses: tuple[Address, ...] = ()
    gender: str | None = None
    birth_date: PartialDate | None = None
    period: Period | None = None

    @property
    def roles(self) -> tuple[ContactRole, ...]:
        """The formal roles. nl: Rol"""
        return tuple(r.value for r in self.relationships if r.value)

    @property
    def relations(self) -> tuple[Relationship, ...]:
        """What this person is to the patient in life. nl: Relatie"""
        found = (Relationship.find(c.system, c.code) for r in self.relationships for c in r.codings)
        return tuple(relation for relation in found if relation)

    @property
    def display_name(self) -> str | None:
        """The official name on one line, else whatever name there is."""
        return display_name(self.names)

    @property
    def represents(self) -> bool:
        """Whether one of the roles lets this person decide for the patient on medical treatment."""
        return any(role in REPRESENTATIVES for role in self.roles)


class HealthProfessional(Statement):
    """A health professional as a person (dataset 391). nl: Zorgverlener"""

    reference_type: ClassVar[str] = "Practitioner"
    active: bool | None = None
    names: tuple[Name, ...] = ()
    telecoms: tuple[Telecom, ...] = ()
    addresses: tuple[Address, ...] = ()
    gender: str | None = None
    gender_code: Coded[Gender] | None = None
    birth_date: PartialDate | None = None

    @property
    def display_name(self) -> str | None:
        """The official name on one line, else whatever name there is."""
        return display_name(self.names)


class HealthProfessionalRole(Statement):
    """A health professional at work: specialty and organisation (dataset 391, 405). nl: Zorgverlener (rol)"""

    reference_type: ClassVar[str] = "PractitionerRole"
    active: bool | None = None
    period: Period | None = None
    professional: Reference | None = None
    organization: Reference | None = None
    codes: tuple[Coded[CodeList], ...] = ()
    specialties: tuple[Coded[CodeList], ...] = ()
    """nl: Functie (Specialisme)"""
    locations: tuple[Reference, ...] = ()
    telecoms: tuple[Telecom, ...] = ()


def display_name(names: tuple[Name, ...]) -> str | None:
    """The official name on one line, else the first that can be shown."""
    ordered = sorted(names, key=lambda name: name.use != "official")
    return next((name.display for name in ordered if name.display), None)
