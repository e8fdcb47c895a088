"""Codes: lists with a display in two languages, and code systems that HL7 renamed between FHIR versions."""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["ERAS", "OWN_BASE", "RENAMED", "CodeList", "CodeValue", "same_system"]

OWN_BASE = "https://pzp-exchange.example/fhir/"
"""The one base of every canonical of the library itself; a national one can stand beside it."""


class CodeValue(NamedTuple):
    """One code of a code list: system URI, code, and its display in English and Dutch."""

    system: str
    code: str
    en: str
    nl: str


ERAS = (  # now, then
    ("http://terminology.hl7.org/CodeSystem/v3-", "http://hl7.org/fhir/v3/"),
    ("http://terminology.hl7.org/CodeSystem/v2-", "http://hl7.org/fhir/v2/"),
    ("http://terminology.hl7.org/CodeSystem/", "http://hl7.org/fhir/"),
)


ABSENT = ("http://terminology.hl7.org/CodeSystem/data-absent-reason", "http://hl7.org/fhir/data-absent-reason")
ROLE = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
RENAMED = {
    # of data-absent-reason R4 has more codes, which keep their system in STU3
    **{(ABSENT[0], now): (ABSENT[1], then) for now, then in (
        ("unknown", "unknown"), ("asked-unknown", "asked"), ("temp-unknown", "temp"), ("not-asked", "not-asked"),
        ("masked", "masked"), ("unsupported", "unsupported"), ("as-text", "astext"), ("error", "error"),
        ("not-a-number", "NaN"), ("not-performed", "not-performed"))},
    # roles of contact persons: zib2017 writes those of one digit without the leading zero
    **{(ROLE, f"0{digit}"): (ROLE, digit) for digit in "12345679"},
}
"""System and code of codes that R4 (zib2020) and STU3 (zib2017) write differently, in that order."""


@lru_cache(maxsize=4096)
def same_system(system: str) -> str:
    """The URI that stands for a code system whatever the era: HL7 renamed its own between STU3 and R4."""
    for now, then in ERAS[:2]:
        if system.startswith(then):
            return now + system[len(then):]
    if system.startswith("http://hl7.org/fhir/") and system.count("/") == 4:
        return ERAS[2][0] + system.rsplit("/", 1)[1]
    return system


class CodeList(Enum):
    """Base of the code lists: each member has ``system``, ``code`` and a display in two languages.

    In plan JSON a member is its token: the name in lower case with hyphens (``do-not-perform``).
    """

    @property
    def token(self) -> str:
        """How the member is written in plan JSON."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        tokens = {member.token: member for member in cls}
        text = core_schema.chain_schema([
            core_schema.literal_schema(list(tokens)), core_schema.no_info_plain_validator_function(tokens.__getitem__),
        ])
        return core_schema.json_or_python_schema(
            json_schema=text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), text]),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda member: member.token),
        )

    @property
    def system(self) -> str:
        """The URI of the code system."""
        return cast(CodeValue, self.value).system

    @property
    def code(self) -> str:
        """The code itself."""
        return cast(CodeValue, self.value).code

    def display(self, language: str = "en") -> str:
        """The words for the code in ``en`` or ``nl``."""
        value = cast(CodeValue, self.value)
        return value.nl if language == "nl" else value.en

    @classmethod
    def find(cls, system: str | None, code: str | None) -> Self | None:
        """The member with this system and code, whatever era the system URI is from, or ``None``."""
        return _index(cls).get((same_system(system or ""), code or ""))  # type: ignore[return-value]


@cache
def _index(codes: type[CodeList]) -> dict[tuple[str, str], CodeList]:
    found: dict[tuple[str, str], CodeList] = {}
    for member in codes:
        found[same_system(member.system), member.code] = member
        then = RENAMED.get((member.system, member.code))
        if then:
            found[same_system(then[0]), then[1]] = member
    return found
