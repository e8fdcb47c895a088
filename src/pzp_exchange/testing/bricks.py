"""What every strategy is made of: texts, ids, dates, codes, references, and how a model is put together."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from stdnum.nl import bsn

from .. import model as m

__all__ = [
    "CAST",
    "DATE_TIMES",
    "IDS",
    "Cast",
    "attachments",
    "bsns",
    "build",
    "coded",
    "coded_freely",
    "codings",
    "date_times",
    "dates",
    "elsewhere",
    "few",
    "fields",
    "identifiers",
    "ids",
    "notes",
    "one_field",
    "perhaps",
    "periods",
    "reference_to",
    "references",
    "references_to",
    "texts",
    "words",
]

C = TypeVar("C", bound=m.CodeList)
T = TypeVar("T")
Fields = SearchStrategy[dict[str, Any]]


@dataclass(frozen=True)
class Cast:
    """What statements may refer to, as references ``Type/id``."""

    patient: str = "Patient/patient"
    contact_persons: tuple[str, ...] = ("RelatedPerson/contact-1", "RelatedPerson/contact-2")
    health_professionals: tuple[str, ...] = ("Practitioner/professional",)
    health_professional_roles: tuple[str, ...] = ("PractitionerRole/role",)
    encounters: tuple[str, ...] = ("Encounter/encounter",)
    procedures: tuple[str, ...] = ("Procedure/procedure",)
    medical_device_products: tuple[str, ...] = ("Device/product",)
    advance_directives: tuple[str, ...] = ("Consent/directive",)

    @property
    def present(self) -> tuple[str, ...]:
        """Everyone who can take part in a talk or be party to an agreement; the patient is the last."""
        return (*self.health_professional_roles, *self.contact_persons, self.patient)


CAST = Cast()
"""The people a strategy refers to when none are given."""

PHRASES = (
    "Geen reanimatie meer, ook niet thuis.",
    'Zegt: "laat mij maar"',
    "regel één\nregel twee\tmet tab",
    "L'été à Zürich",
    "naïef & <b>vet</b>",
    "Ja",
    "0",
    "αβγ – ½ €",
    "Mw. wil \U0001f49a bij haar kat zijn",
    r"c:\pad\{0} %s ${x}",
)
ALPHABET = st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"), include_characters="\n\t")


def perhaps(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """A value, or more often ``None``: a plan has hundreds of optional fields."""
    one_branch = strategy.map(lambda value: value)  # else its own alternatives would outweigh the nones
    return st.one_of(st.none(), st.none(), st.none(), one_branch)


def few(strategy: SearchStrategy[T], least: int = 0, most: int = 2) -> SearchStrategy[tuple[T, ...]]:
    """A short tuple."""
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


def words(text: str) -> SearchStrategy[str]:
    """One of the words in a text."""
    return st.sampled_from(text.split())


def fields(**values: SearchStrategy[Any]) -> Fields:
    """Fields of a model that are drawn together."""
    return st.fixed_dictionaries(values)


def one_field(**values: SearchStrategy[Any]) -> Fields:
    """At most one of the fields: FHIR's choice of types."""
    return st.one_of(st.just({}), *(fields(**{name: value}) for name, value in values.items()))


def build(kind: type[T], *parts: Fields, **alone: SearchStrategy[Any]) -> SearchStrategy[T]:
    """Make a model of parts whose fields hang together and of fields that stand alone."""

    def made(drawn: tuple[dict[str, Any], ...]) -> T:
        return kind(**{name: value for part in drawn for name, value in part.items()})

    return st.tuples(*parts, fields(**alone)).map(made)


@cache
def texts() -> SearchStrategy[str]:
    """Legal FHIR strings: not empty, no white space at the ends, no control characters but newline and tab."""
    free = st.text(ALPHABET, max_size=30).map(str.strip).filter(bool)
    return st.one_of(*(st.just(phrase) for phrase in PHRASES), free)


@cache
def ids() -> SearchStrategy[str]:
    """Legal FHIR ids."""
    return st.from_regex(r"[A-Za-z0-9\-.]{1,64}", fullmatch=True) | st.uuids().map(str)


IDS = ids()


def dates(first: int = 1900, last: int = 2100) -> SearchStrategy[m.PartialDate]:
    """Dates of every precision of a FHIR ``date`` (year, month, day), from a first to a last year."""
    days = st.dates(datetime.date(first, 1, 1), datetime.date(last, 12, 31)).map(str)
    return st.builds(lambda day, length: m.PartialDate(day[:length]), days, st.sampled_from((10, 7, 4)))


def date_times(first: int = 2015, last: int = 2030) -> SearchStrategy[m.PartialDate]:
    """Dates of every precision of a FHIR ``dateTime``: also a time with zone, with or without a fraction."""
    days = st.dates(datetime.date(first, 1, 1), datetime.date(last, 12, 31))
    times = st.builds(lambda time, to: time.isoformat(to), st.times(), words("seconds milliseconds"))
    zones = st.sampled_from(("Z", "+01:00", "+02:00", "-05:30"))
    moments = st.builds(lambda day, time, zone: m.PartialDate(f"{day}T{time}{zone}"), days, times, zones)
    return dates(first, last) | moments


DATE_TIMES = date_times()


@cache
def periods() -> SearchStrategy[m.Period]:
    """Periods with a start, an end, or both in order."""
    when = DATE_TIMES
    ordered = st.tuples(when, when).map(lambda pair: pair if pair[0].after(pair[1]) is not True else pair[::-1])
    return st.one_of(
        when.map(lambda start: m.Period(start=start)),
        when.map(lambda end: m.Period(end=end)),
        ordered.map(lambda pair: m.Period(start=pair[0], end=pair[1])),
    )


@cache
def bsns() -> SearchStrategy[str]:
    """Citizen service numbers of the test range 9999….. that pass the eleven test."""

    def complete(number: int) -> str:
        candidates = (f"9999{number:04}{digit}" for digit in range(10))
        return next((candidate for candidate in candidates if bsn.is_valid(candidate)), "")

    return st.integers(0, 9999).map(complete).filter(bool)


def codings(*members: m.CodeList) -> SearchStrategy[m.Coding]:
    """Ways to say one of the codes: with a Dutch, an English or no display, with or without a release."""
    return st.sampled_from(
        [
            m.Coding(system=member.system, code=member.code, display=display, **more)
            for member in members
            for display in (member.display("nl"), member.display("en"), None)
            for more in ({}, {}, {"release": "2020-09-01"}, {"user_selected": True}, {"user_selected": False})
        ]
    )


OTHER_CODING = st.builds(
    m.Coding, system=st.just("https://voorbeeld.example/codes"), code=words("A1 b-2 3"), display=perhaps(texts())
)


def coded(codes: type[C], without: tuple[C, ...] = ()) -> SearchStrategy[m.Coded[C]]:
    """Members of a code list as coded values, with or without text and a second coding; *other* has text."""
    return _coded(codes, without)


@cache
def _coded(codes: type[m.CodeList], without: tuple[m.CodeList, ...]) -> SearchStrategy[Any]:
    kind = m.Coded[codes]  # type: ignore[valid-type]
    others = [member for member in codes if member not in without and member.code == "OTH"]
    known = [member for member in codes if member not in without and member not in others]
    said = fields(codings=_all_codings(known), text=perhaps(texts()))
    if others:
        said |= fields(codings=_all_codings(others), text=texts())
    return build(kind, said)


def _all_codings(members: Sequence[m.CodeList]) -> SearchStrategy[tuple[m.Coding, ...]]:
    return st.tuples(codings(*members)) | st.tuples(codings(*members), OTHER_CODING)


@cache
def coded_freely() -> SearchStrategy[m.Coded[m.CodeList]]:
    """Coded values of no code list of the plan: a coding, text, or both."""
    return build(
        m.Coded[m.CodeList],
        st.one_of(fields(text=texts()), fields(codings=st.tuples(OTHER_CODING), text=perhaps(texts()))),
    )


RESOURCE_IDENTIFIER = m.Coded[m.CodeList](
    codings=(
        m.Coding(system="http://terminology.hl7.org/CodeSystem/v2-0203", code="RI", display="Resource identifier"),
    )
)


@cache
def identifiers() -> SearchStrategy[m.Identifier]:
    """Business identifiers within an invented system."""
    return st.builds(
        m.Identifier,
        system=st.just("https://voorbeeld.example/nummers"),
        value=st.uuids().map(str),
        use=perhaps(words("usual official temp secondary old")),
        type=st.sampled_from((RESOURCE_IDENTIFIER, None)),
    )


def references(*targets: str) -> SearchStrategy[m.Reference]:
    """References to one of the targets, each ``Type/id``."""
    bare = st.sampled_from(
        [{"reference": target, **more} for target in targets for more in ({}, {"type": target.partition("/")[0]})]
    )
    return build(m.Reference, bare, display=perhaps(texts()))


def reference_to(targets: tuple[str, ...]) -> SearchStrategy[m.Reference | None]:
    """A reference to one of the targets, or none."""
    return perhaps(references(*targets)) if targets else st.none()


def references_to(targets: tuple[str, ...]) -> SearchStrategy[tuple[m.Reference, ...]]:
    """A few references to the targets."""
    return few(references(*targets)) if targets else st.just(())


@cache
def elsewhere() -> SearchStrategy[m.Reference]:
    """References to what is in no plan (a problem, an organisation), by words and perhaps a business identifier."""
    return st.builds(m.Reference, display=texts(), identifier=perhaps(identifiers()))


@cache
def notes() -> SearchStrategy[m.Note]:
    """Comments in free text."""
    return st.builds(m.Note, text=texts())


@cache
def attachments() -> SearchStrategy[m.Attachment]:
    """Small documents, inside the plan or by address."""
    data = st.binary(min_size=1, max_size=40).map(lambda content: base64.b64encode(content).decode())
    where = fields(data=data) | fields(url=st.just("https://voorbeeld.example/verklaring.pdf"))
    return build(
        m.Attachment,
        where,
        content_type=words("application/pdf text/plain image/png"),
        title=perhaps(texts()),
        language=perhaps(words("nl nl-NL en")),
        creation=perhaps(DATE_TIMES),
    )
