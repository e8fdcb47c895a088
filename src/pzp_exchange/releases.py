"""The published packages this library knows, as one table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .errors import UnknownReleaseError
from .terminology import OWN_BASE

__all__ = ["R4", "RELEASES", "STU3", "Release", "claimed", "release"]


class Release(NamedTuple):
    """A published package of the standard."""

    key: str
    """How users name it: ``r4-1.0.0-rc3``."""
    package: str
    """The FHIR package id."""
    number: str
    """The release number of the package."""
    fhir_version: str
    """``R4`` or ``STU3``."""
    zib_release: str
    canonical: str
    """Base of the canonicals of its profiles."""
    parents: tuple[str, ...]
    """How canonicals of nl-core and the zibs begin in this FHIR version: a document that claims only these is of it."""
    capabilities: tuple[str, ...]
    """What the library does with it: ``read``, ``write``, ``validate``; ``read`` and ``write`` are about the plan."""


R4 = Release(
    "r4-1.0.0-rc3", "iknl.fhir.r4.pzp", "1.0.0-rc3", "R4", "zib2020", "https://api.iknl.nl/docs/pzp/r4/",
    ("http://nictiz.nl/fhir/StructureDefinition/nl-core-",), ("read", "write", "validate"),
)
STU3 = Release(
    "stu3-1.0.0-rc2", "iknl.fhir.stu3.pzp", "1.0.0-rc2", "STU3", "zib2017", "https://api.iknl.nl/docs/pzp/stu3/",
    # zib2017 profiles are used as they are; those of zib2020 are abstract, and documents claim nl-core over them
    ("http://fhir.nl/fhir/StructureDefinition/nl-core-", "http://nictiz.nl/fhir/StructureDefinition/zib-",
     "http://nictiz.nl/fhir/StructureDefinition/gp-"), ("read", "write", "validate"),
)
RELEASES = (R4, STU3)
BEGINNINGS: tuple[tuple[str, ...], ...] = (
    *((known.canonical,) for known in RELEASES), *((f"{OWN_BASE}{known.fhir_version.lower()}/",) for known in RELEASES),
    *(known.parents for known in RELEASES))
"""How canonicals begin that tell a release, the surest first; for each release one of every kind: of the guide, of this
library, and of nl-core and the zibs."""


def release(name: str) -> Release:
    """A release by its key or its FHIR version, in any case. Raises ``UnknownReleaseError``."""
    for known in RELEASES:
        if name.lower() in (known.key, known.fhir_version.lower()):
            return known
    raise UnknownReleaseError(f"no release {name!r}; there are {', '.join(r.key for r in RELEASES)}")


def claimed(profiles: Iterable[object]) -> Release | None:
    """The release that profile canonicals claim, or ``None``. Documents carry no release number of their own."""
    ranks = [rank for profile in profiles if isinstance(profile, str) and (rank := _rank(profile)) is not None]
    return RELEASES[min(ranks) % len(RELEASES)] if ranks else None


@lru_cache(256)
def _rank(profile: str) -> int | None:
    """How well a canonical tells its release: those of the releases themselves first, then those of their parents."""
    return next((rank for rank, beginning in enumerate(BEGINNINGS) if profile.startswith(beginning)), None)
