"""Strategies for the people of a plan."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .. import model as m
from ..model import codes as c
from .bricks import (
    CAST,
    DATE_TIMES,
    IDS,
    Cast,
    Fields,
    bsns,
    build,
    coded,
    coded_freely,
    codings,
    dates,
    elsewhere,
    few,
    fields,
    identifiers,
    one_field,
    perhaps,
    periods,
    reference_to,
    references,
    references_to,
    texts,
    words,
)

__all__ = [
    "addresses",
    "contact_persons",
    "health_professional_roles",
    "health_professionals",
    "names",
    "patients",
    "telecoms",
]

FIRST_NAMES = ("Maria", "Jan-Willem", "Zoë", "Fatıma", "Özlem", "Sjoerd", "Đorđe")
LAST_NAMES = ("Berg", "Vries", "O'Neill", "Çelik", "Müller-Lüdenscheidt", "IJsselstein", "Ng")
PREFIXES = ("van", "van der", "de", "'t", "el")
GENDERS = {
    c.Gender.MALE: "male",
    c.Gender.FEMALE: "female",
    c.Gender.UNDIFFERENTIATED: "other",
    c.Gender.UNKNOWN: "unknown",
}
# zib AddressInformation: what each type is in FHIR's use and type (concept maps AdresSoort to AddressUse, AddressType)
ADDRESS_TYPES = (
    (c.AddressType.POSTAL, None, "postal"),
    (c.AddressType.HOME, "home", "both"),
    (c.AddressType.VISIT, "home", "physical"),
    (c.AddressType.TEMPORARY, "temp", None),
    (c.AddressType.WORK, "work", None),
    (c.AddressType.HOLIDAY, "temp", None),
    (None, "home", None),
)
TELECOM_TYPES = (
    (c.TelecomType.LAND_LINE, "phone"),
    (c.TelecomType.MOBILE, "phone"),
    (c.TelecomType.FAX, "fax"),
    (c.TelecomType.PAGER, "pager"),
    (None, "phone"),
)
NETHERLANDS = m.Coded[m.CodeList](codings=(m.Coding(system="urn:iso:std:iso:3166", code="NL", display="Nederland"),))
SPECIALTIES = tuple(
    m.Coded[m.CodeList](codings=(m.Coding(system=system, code=code, display=display),))
    for system, code, display in (
        ("http://fhir.nl/fhir/NamingSystem/uzi-rolcode", "01.015", "Huisarts"),
        ("http://fhir.nl/fhir/NamingSystem/uzi-rolcode", "01.047", "Specialist ouderengeneeskunde"),
        ("urn:oid:2.16.840.1.113883.2.4.6.7", "0100", "Huisartsen, niet nader gespecificeerd"),
    )
)


@cache
def names() -> SearchStrategy[m.Name]:
    """Official names: first names, initials or call name, own and partner's surname with prefixes, titles."""
    given = st.sampled_from(
        [m.Given(value="A.B.", kind=m.GivenKind.INITIAL)]
        + [
            m.Given(value=name, kind=kind)
            for name in FIRST_NAMES
            for kind in m.GivenKind
            if kind != m.GivenKind.INITIAL
        ]
    )
    partner = fields(partner_last_name=st.sampled_from(LAST_NAMES), partner_prefix=perhaps(st.sampled_from(PREFIXES)))
    parts = build(
        m.Name,
        st.just({}) | partner,
        use=st.just("official"),
        usage=st.sampled_from([None, *c.NameUsage]),
        given=few(given),
        prefix=st.sampled_from((None, *PREFIXES)),
        last_name=st.sampled_from(LAST_NAMES),
        titles_before=few(words("dr. mr."), most=1),
        titles=few(words("MSc PhD"), most=1),
        period=perhaps(periods()),
    )
    return st.tuples(parts, st.booleans()).map(lambda drawn: _in_full(*drawn))


def _in_full(name: m.Name, with_text: bool) -> m.Name:
    """The name with its surname on one line, and perhaps the whole on one line."""
    return name.model_copy(update={"family": name.surname, "text": name.display if with_text else None})


@cache
def _names() -> SearchStrategy[tuple[m.Name, ...]]:
    """The official name, and perhaps the call name."""
    call = st.sampled_from([m.Name(use="usual", given=(m.Given(value=name),)) for name in FIRST_NAMES])
    return st.tuples(names()) | st.tuples(names(), call)


@cache
def _address_lines() -> SearchStrategy[m.AddressLine]:
    lines = st.sampled_from(
        [
            {
                "street": street,
                "house_number": number,
                "house_number_suffix": suffix,
                "house_number_indication": beside,
                "text": text,
            }
            for street, number, suffix in (
                ("Klaproosplantsoen", "7", None),
                ("'s-Gravenpad", "12", "A"),
                ("Plein 1813", "300", "B bis"),
            )
            for beside in (None, "to", "by")
            for text in (None, " ".join(filter(None, (street, number, suffix))))
        ]
    )
    return build(m.AddressLine, lines, additional_information=perhaps(texts()))


@cache
def addresses() -> SearchStrategy[m.Address]:
    """Dutch addresses of every type, with their parts."""
    types = st.sampled_from(
        [
            {key: value for key, value in zip(("address_type", "use", "type"), row, strict=True) if value}
            for row in ADDRESS_TYPES
        ]
    )
    return build(
        m.Address,
        types,
        lines=few(_address_lines(), 1),
        city=st.sampled_from(("Voorbeeldstad", "Sint-Fictief")),
        municipality=perhaps(st.just("Nergenshuizen")),
        country=perhaps(st.just("Nederland")),
        postal_code=st.sampled_from(("1234 AB", "9999 ZZ")),
        text=perhaps(texts()),
        country_code=perhaps(st.just(NETHERLANDS)),
        period=perhaps(periods()),
    )


@cache
def telecoms() -> SearchStrategy[m.Telecom]:
    """Telephone numbers of every type, and e-mail addresses; none of them exists."""
    lines = st.sampled_from(
        [
            {"telecom_type": kind, "system": system, "use": use, "value": "06-00000001"}
            for kind, system in TELECOM_TYPES
            for use in ("home", "work", "temp", None)
        ]
    )
    emails = fields(system=st.just("email"), use=words("home work"), value=st.just("naam@voorbeeld.example"))
    return build(
        m.Telecom,
        lines | emails,
        comment=perhaps(texts()),
        rank=perhaps(st.integers(1, 2**31 - 1)),
        period=perhaps(periods()),
    )


@cache
def _genders() -> Fields:
    """The FHIR gender, with or without the code it stands for."""
    both = [{"gender": word, "gender_code": code} for code, word in GENDERS.items()]
    return st.sampled_from([{}, *both, *({"gender": word} for word in GENDERS.values())])


@cache
def _relationships() -> SearchStrategy[tuple[m.Coded[c.ContactRole], ...]]:
    """Roles and relations in one list; a relation is a coded value outside the list of roles."""
    relation = st.builds(m.Coded[c.ContactRole], codings=st.tuples(codings(*c.Relationship)))
    return few(coded(c.ContactRole) | relation, most=3)


def patients(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.Patient]:
    """Patients with a citizen service number, names, addresses and the contact persons listed with them."""
    number = bsns().map(lambda value: (m.Identifier(system="http://fhir.nl/fhir/NamingSystem/bsn", value=value),))
    contact = st.builds(
        m.PatientContact,
        relationships=_relationships(),
        name=names(),
        telecoms=few(telecoms(), most=1),
        address=perhaps(addresses()),
        gender=perhaps(st.sampled_from([*GENDERS.values()])),
        contact_person=reference_to(cast.contact_persons),
        period=perhaps(periods()),
    )
    return build(
        m.Patient,
        _genders(),
        one_field(deceased=st.booleans(), deceased_at=DATE_TIMES),
        id=own_id,
        identifiers=number,
        active=perhaps(st.booleans()),
        names=_names(),
        telecoms=few(telecoms()),
        birth_date=perhaps(dates(1910, 2025)),
        addresses=few(addresses()),
        contacts=few(contact),
        general_practitioners=references_to(cast.health_professional_roles + cast.health_professionals),
    )


def contact_persons(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.ContactPerson]:
    """Contact persons with every role and relation."""
    return build(
        m.ContactPerson,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        active=perhaps(st.booleans()),
        patient=references(cast.patient),
        relationships=_relationships(),
        names=_names(),
        telecoms=few(telecoms()),
        addresses=few(addresses(), most=1),
        gender=perhaps(st.sampled_from([*GENDERS.values()])),
        birth_date=perhaps(dates(1910, 2025)),
        period=perhaps(periods()),
    )


def health_professionals(own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.HealthProfessional]:
    """Health professionals as persons, with invented AGB numbers."""
    number = st.integers(0, 99).map(
        lambda last: m.Identifier(system="http://fhir.nl/fhir/NamingSystem/agb-z", value=f"019999{last:02}")
    )
    return build(
        m.HealthProfessional,
        _genders(),
        id=own_id,
        identifiers=few(number, most=1),
        names=_names(),
        active=perhaps(st.booleans()),
        telecoms=few(telecoms(), most=1),
        addresses=few(addresses(), most=1),
        birth_date=perhaps(dates(1940, 2005)),
    )


def health_professional_roles(
    cast: Cast = CAST, own_id: SearchStrategy[str] = IDS
) -> SearchStrategy[m.HealthProfessionalRole]:
    """Health professionals at work, with specialty and organisation."""
    return build(
        m.HealthProfessionalRole,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        active=perhaps(st.booleans()),
        period=perhaps(periods()),
        professional=reference_to(cast.health_professionals),
        organization=perhaps(elsewhere()),
        codes=few(coded_freely(), most=1),
        specialties=few(st.sampled_from(SPECIALTIES), most=1),
        locations=few(elsewhere(), most=1),
        telecoms=few(telecoms(), most=1),
    )
