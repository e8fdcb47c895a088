"""Strategies for the talk and the implanted defibrillator."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .. import model as m
from ..model import codes as c
from .bricks import (
    CAST,
    DATE_TIMES,
    IDS,
    OTHER_CODING,
    Cast,
    build,
    coded,
    coded_freely,
    codings,
    elsewhere,
    few,
    identifiers,
    notes,
    one_field,
    perhaps,
    periods,
    reference_to,
    references,
    texts,
    words,
)

__all__ = ["encounters", "medical_device_products", "medical_devices", "procedures"]


def encounters(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.Encounter]:
    """Contacts in which was talked."""
    participant = st.builds(
        m.Participant,
        individual=references(*cast.present),
        types=few(coded_freely(), most=1),
        period=perhaps(periods()),
    )
    reason = st.builds(m.ContactReason, text=texts(), comment=perhaps(texts()))
    about = st.builds(m.ReasonReference, display=texts(), comment=perhaps(texts()))
    if cast.procedures:
        about |= st.builds(m.ReasonReference, reference=st.sampled_from(cast.procedures), comment=perhaps(texts()))
    return build(
        m.Encounter,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        patient=references(cast.patient),
        status=words("planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown"),
        contact_type=codings(*c.ContactType),
        participants=few(participant),
        period=perhaps(periods()),
        reasons=few(reason, most=1),
        reason_references=few(about),
    )


def procedures(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.Procedure]:
    """Advance care planning talks."""
    performer = st.builds(
        m.Performer,
        actor=references(*cast.present),
        function=perhaps(coded_freely()),
        on_behalf_of=perhaps(elsewhere()),
    )
    return build(
        m.Procedure,
        one_field(performed_at=DATE_TIMES, performed_period=periods()),
        id=own_id,
        identifiers=few(identifiers(), most=1),
        patient=references(cast.patient),
        code=coded(c.ProcedureType),
        status=words("preparation in-progress not-done on-hold stopped completed entered-in-error unknown"),
        encounter=reference_to(cast.encounters),
        performers=few(performer),
        reason_references=few(elsewhere(), most=1),
        notes=few(notes(), most=1),
    )


def medical_device_products(
    cast: Cast = CAST, own_id: SearchStrategy[str] = IDS
) -> SearchStrategy[m.MedicalDeviceProduct]:
    """Implantable defibrillators of every type."""
    udi = st.builds(
        m.UdiCarrier,
        device_identifier=words("08700000000001 08700000000018"),
        issuer=st.just("http://hl7.org/fhir/NamingSystem/gs1"),
        human_readable=perhaps(texts()),
    )
    return build(
        m.MedicalDeviceProduct,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        type=coded(c.IcdType),
        patient=perhaps(references(cast.patient)),
        udi_carriers=few(udi, most=1),
        serial_number=perhaps(texts()),
        lot_number=perhaps(texts()),
        notes=few(notes(), most=1),
    )


def medical_devices(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.MedicalDevice]:
    """That the patient has a defibrillator; the cast must have a product."""
    site = st.builds(
        m.BodySite, text=texts(), codings=few(OTHER_CODING, most=1), laterality=perhaps(coded(c.Laterality))
    )
    return build(
        m.MedicalDevice,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        patient=references(cast.patient),
        status=words("active completed entered-in-error intended stopped on-hold"),
        body_site=perhaps(site),
        product=references(*cast.medical_device_products),
        period=perhaps(periods()),
        recorded_on=perhaps(DATE_TIMES),
        indications=few(elsewhere(), most=1),
        location=perhaps(elsewhere()),
        health_professional=reference_to(cast.health_professional_roles),
        notes=few(notes(), most=1),
    )
