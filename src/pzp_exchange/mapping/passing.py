"""Which extensions mean the same in the other FHIR version."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ..profiles.facts import load_base, load_facts
from ..releases import RELEASES
from .crossing import points_inside

__all__ = ["extension_passes"]

PUBLISHED = ("http://hl7.org/fhir/", "http://nictiz.nl/fhir/", "http://fhir.nl/fhir/", "https://api.iknl.nl/")
"""How urls of extensions begin that belong to a FHIR version: these pass only where both versions define them."""


@cache
def extension_passes(fhir_version: str) -> Callable[[Any], bool]:
    """The test whether an extension can be written in a FHIR version.

    One of a hospital or supplier has a url of its own that no FHIR version redefines; its value must be of a type that
    the FHIR version has, and may not point to a contained resource.
    """

    def passes(extension: Any) -> bool:
        if not isinstance(extension, dict) or points_inside(extension):
            return False
        url = extension.get("url")
        if not isinstance(url, str) or (url.startswith(PUBLISHED) and not _defined(url, fhir_version)):
            return False
        return _fits(extension, fhir_version)

    return passes


def _defined(url: str, fhir_version: str) -> bool:
    """Whether a published package of the FHIR version defines the extension."""
    return any(load_facts(release.key).definition(url) is not None
               for release in RELEASES if release.fhir_version == fhir_version)


def _fits(extension: Any, fhir_version: str) -> bool:
    """Whether the value, at any depth, is of a type that an extension may have."""
    if not isinstance(extension, dict):
        return False
    allowed = {f"value{name[:1].upper()}{name[1:]}" for name in _value_types(fhir_version)}
    inner = extension.get("extension", [])
    return (all(key in allowed for key in extension if key.startswith("value")) and isinstance(inner, list)
            and all(_fits(each, fhir_version) for each in inner))


@cache
def _value_types(fhir_version: str) -> frozenset[str]:
    return frozenset(load_base(fhir_version).types["Extension"].element.children["value[x]"].types or ())
