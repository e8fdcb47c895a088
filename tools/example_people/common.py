"""What the people share: how names, addresses, references and agreements are put together."""

from __future__ import annotations

from pzp_exchange.model import (
    Address,
    AddressLine,
    AddressType,
    AgreementParty,
    Coded,
    CodeList,
    Coding,
    ContactRole,
    Decision,
    Given,
    GivenKind,
    HealthProfessional,
    HealthProfessionalRole,
    Identifier,
    Name,
    NameUsage,
    Reference,
    Relationship,
    Telecom,
    TelecomType,
    Treatment,
    TreatmentDirective,
)

__all__ = ["address", "agreement", "email", "full_name", "icd_treatment", "phone", "professional", "refer", "relation"]

UZI_ROLE = "http://fhir.nl/fhir/NamingSystem/uzi-rolcode"
AGB = "http://fhir.nl/fhir/NamingSystem/agb-z"


def full_name(
    first_names: str,
    last_name: str,
    *,
    call: str | None = None,
    initials: str | None = None,
    prefix: str | None = None,
    partner: tuple[str | None, str] | None = None,
    usage: NameUsage = NameUsage.OWN,
    title: str | None = None,
) -> tuple[Name, ...]:
    """The official name in its parts, and the call name where there is one."""
    given = [Given(value=first_names, kind=GivenKind.FIRST_NAME)] if first_names else []
    if initials:
        given.append(Given(value=initials, kind=GivenKind.INITIAL))
    partner_prefix, partner_last_name = partner or (None, None)
    name = Name(
        use="official",
        usage=usage,
        given=tuple(given),
        prefix=prefix,
        last_name=last_name,
        partner_prefix=partner_prefix,
        partner_last_name=partner_last_name,
        titles_before=(title,) if title else (),
    )
    official = name.model_copy(update={"family": name.surname, "text": name.display})
    return (official, Name(use="usual", given=(Given(value=call),))) if call else (official,)


def address(
    street: str,
    number: str,
    postal_code: str,
    city: str,
    *,
    suffix: str | None = None,
    more: str | None = None,
    municipality: str | None = None,
) -> Address:
    """The official home address."""
    line = AddressLine(
        text=" ".join(filter(None, (street, number, suffix))),
        street=street,
        house_number=number,
        house_number_suffix=suffix,
        additional_information=more,
    )
    return Address(
        use="home",
        type="both",
        address_type=AddressType.HOME,
        lines=(line,),
        postal_code=postal_code,
        city=city,
        municipality=municipality,
        country="Nederland",
    )


def phone(value: str, use: str = "home", *, mobile: bool = True, comment: str | None = None) -> Telecom:
    """A telephone number."""
    kind = TelecomType.MOBILE if mobile else TelecomType.LAND_LINE
    return Telecom(system="phone", telecom_type=kind, value=value, use=use, comment=comment)


def email(value: str, use: str = "home") -> Telecom:
    """An e-mail address."""
    return Telecom(system="email", value=value, use=use)


def refer(kind: str, own_id: str, display: str | None = None) -> Reference:
    """A reference that says its type."""
    return Reference(reference=f"{kind}/{own_id}", type=kind, display=display)


def relation(member: Relationship) -> Coded[ContactRole]:
    """What someone is to the patient in life; it travels in the list of roles."""
    return Coded[ContactRole](codings=(Coding(system=member.system, code=member.code, display=member.display("nl")),))


def professional(
    own_id: str, agb: str, names: tuple[Name, ...], specialty: tuple[str, str], organization: str, telecom: Telecom
) -> tuple[HealthProfessional, HealthProfessionalRole]:
    """A health professional as a person and at work; the role's id is the person's with ``-role``."""
    person = HealthProfessional(id=own_id, identifiers=(Identifier(system=AGB, value=agb),), names=names)
    code, display = specialty
    role = HealthProfessionalRole(
        id=f"{own_id}-role",
        active=True,
        professional=refer("Practitioner", own_id, person.display_name),
        organization=Reference(display=organization),
        telecoms=(telecom,),
        specialties=(Coded[CodeList](codings=(Coding(system=UZI_ROLE, code=code, display=display),)),),
    )
    return person, role


def icd_treatment() -> Coded[Treatment]:
    """Switching off an ICD as R4 carries it: *other*, with the SNOMED code at the end of its text."""
    member = Treatment.ICD_DEACTIVATION
    coding = Coding(system=member.system, code=member.code, display=member.display("nl"))
    return Coded[Treatment](codings=(coding,), text=f"{member.display('nl')} (SNOMED CT - {member.code})")


def agreement(
    own_id: str,
    treatment: Treatment | Coded[Treatment],
    decision: Decision,
    on: str | None,
    parties: tuple[Reference, ...],
    *,
    words: str | None = None,
    comment: str | None = None,
    status: str = "active",
    ended: tuple[str, str] | None = None,
    directive: Reference | None = None,
) -> TreatmentDirective:
    """An agreement on a treatment; the first party is the patient. *Ended* is a date and a reason."""
    coded_in_r4 = decision in (Decision.PERFORM, Decision.DO_NOT_PERFORM)
    ended_on, reason = ended or (None, None)
    return TreatmentDirective(
        id=own_id,
        status=status,
        patient=parties[0],
        treatment=treatment,
        decision=decision,
        specification=words or (None if coded_in_r4 else decision.display("nl")),
        reviewed_on=on,
        parties=tuple(AgreementParty(who=who) for who in parties),
        comment=comment,
        ended_on=ended_on,
        reason_for_ending=reason,
        advance_directive=directive,
    )
