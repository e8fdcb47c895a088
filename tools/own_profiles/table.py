"""The words that the tables are written in, and what all definitions share.

A value that differs between the FHIR versions is written ``Both(in R4, in STU3)``; ``None`` there means that the FHIR
version does not have it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pzp_exchange.model.own_codes import OWN_BASE
from pzp_exchange.terminology import ERAS, CodeList

__all__ = [
    "ANYBODY", "DATE", "FHIR_VERSIONS", "HL7", "LIBRARY_VERSION", "NOT_NATIONAL", "NUMBERS", "PATIENT", "PUBLISHER",
    "ROOT", "Both", "Extension", "Part", "Profile", "Rule", "Types", "concept", "extension_url", "list_id", "pick",
    "profile_url", "system_in", "value_set_url",
]

ROOT = Path(__file__).resolve().parent.parent.parent
FHIR_VERSIONS = ("R4", "STU3")
NUMBERS = {"R4": "4.0.1", "STU3": "3.0.2"}
HL7 = "http://hl7.org/fhir/StructureDefinition/"
LIBRARY_VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
DATE = "2026-11-21"
"""When these definitions last changed."""
PUBLISHER = "pzp_exchange contributors"
NOT_NATIONAL = (
    "Of the library pzp_exchange, not a national standard; there is none. "
    "Van de bibliotheek pzp_exchange, geen landelijke standaard; die is er niet.")

Types = Mapping[str, tuple[str, ...]]
"""The types that an element may have, each with the allowed targets (of a Reference) or profiles (of an Extension)."""


class Both(NamedTuple):
    """A value that differs between the FHIR versions."""

    r4: Any
    stu3: Any


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What is said about one element; ``path`` is below the resource type, with ``:name`` for a slice."""

    path: str | Both
    en: str = ""
    nl: str = ""
    min: int | None = None
    max: str | None = None
    types: Types | Both | None = None
    pattern: Any = None
    """What must at least be in the value; other codings may stand beside it."""
    fixed: tuple[str, str] | None = None
    """The type and the one value that may stand there."""
    binding: tuple[str, type[CodeList]] | None = None
    by: str = ""
    """Slices are told apart by the value at this path."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A profile on a resource; the same statement in both FHIR versions."""

    name: str
    """That of the model's class."""
    type: str
    parent: str | Both
    en: str
    nl: str
    about: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One value inside a complex extension."""

    name: str
    types: Types
    en: str
    nl: str
    max: str = "1"


@dataclass(frozen=True, kw_only=True)
class Extension:
    """An extension definition: one value of ``types``, or ``parts``."""

    name: str
    context: tuple[str, ...]
    en: str
    nl: str
    types: Types | None = None
    binding: tuple[str, type[CodeList]] | None = None
    parts: tuple[Part, ...] = ()
    fhir_versions: tuple[str, ...] = FHIR_VERSIONS


def pick(value: Any, fhir_version: str) -> Any:
    """The value in one FHIR version."""
    return getattr(value, fhir_version.lower()) if isinstance(value, Both) else value


def profile_url(name: str, fhir_version: str) -> str:
    """The canonical of one of our profiles by the name of the model's class."""
    return f"{OWN_BASE}{fhir_version.lower()}/StructureDefinition/IZP-{name}"


def extension_url(name: str) -> str:
    """The canonical of one of our extensions, the same in both FHIR versions."""
    return f"{OWN_BASE}StructureDefinition/ext-{name}"


def list_id(codes: type[CodeList]) -> str:
    """The id of the value set of a code list: ``MarkingGround`` gives ``marking-ground``."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in codes.__name__).lstrip("-")


def value_set_url(codes: type[CodeList]) -> str:
    """The canonical of the value set of a code list."""
    return f"{OWN_BASE}ValueSet/{list_id(codes)}"


def system_in(system: str, fhir_version: str) -> str:
    """The URI of a code system in a FHIR version: HL7 renamed its own between STU3 and R4."""
    for now, then in ERAS[:2] if fhir_version == "STU3" else ():
        if system.startswith(now):
            return then + system[len(now):]
    return system


def concept(*members: CodeList) -> dict[str, Any]:
    """A CodeableConcept with at least these codes; whatever stands beside them is free."""
    return {"coding": [{"system": member.system, "code": member.code} for member in members]}


PATIENT = Both(
    {"Reference": ("http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient",)},
    {"Reference": ("http://fhir.nl/fhir/StructureDefinition/nl-core-patient",)})
ANYBODY: Types = {"Reference": tuple(f"{HL7}{name}" for name in (
    "Practitioner", "PractitionerRole", "Organization", "CareTeam", "RelatedPerson", "Patient"))}
"""Whoever can do something for the patient or be told something."""
