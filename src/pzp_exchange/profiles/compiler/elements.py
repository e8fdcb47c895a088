"""An ElementDefinition of either FHIR version as the facts it states, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from msgspec import UNSET

from ..facts import UNBOUNDED, Binding, Constraint, Discriminator, Element, Slicing, TypeUse

__all__ = ["FHIR_DEFINITIONS", "ConstraintTable", "canonical", "read_element"]

FHIR_DEFINITIONS = "http://hl7.org/fhir/StructureDefinition/"
_FHIR_TYPE = FHIR_DEFINITIONS + "structuredefinition-fhir-type"
_MAX_VALUE_SET = FHIR_DEFINITIONS + "elementdefinition-maxValueSet"
_FHIRPATH_TYPE = "http://hl7.org/fhirpath/System."


class ConstraintTable:
    """Invariants by id. The id is the key, with ``@definition`` where another definition took that key
    first."""

    def __init__(self, known: dict[str, Constraint] | None = None) -> None:
        self._known = known or {}
        self.own: dict[str, Constraint] = {}

    def add(self, raw: dict[str, Any], definition: str) -> str:
        """The id of an invariant as an ElementDefinition states it; ``definition`` is the canonical around
        it."""
        stated = Constraint(
            key=raw["key"],
            severity=raw["severity"],
            expression=raw.get("expression", ""),
            source=short(raw.get("source", definition)),
        )
        for name in (stated.key, f"{stated.key}@{stated.source}"):
            other = self._known.get(name) or self.own.setdefault(name, stated)
            if (other.severity, other.expression) == (stated.severity, stated.expression):
                return name
        return name


def short(url: str) -> str:
    """A canonical of FHIR itself as its bare name."""
    return url.removeprefix(FHIR_DEFINITIONS)


def canonical(url: str, types: Collection[str]) -> str:
    """A canonical as facts hold it: without version; the bare name where it is one of FHIR's own
    ``types``."""
    url = url.partition("|")[0]
    name = short(url)
    return name if name in types else url


def read_element(raw: dict[str, Any], definition: str, types: Collection[str], constraints: ConstraintTable) -> Element:
    """What an ElementDefinition states; what it does not mention is absent. ``types`` are FHIR's own."""
    most = raw.get("max")
    return Element(
        min=raw.get("min"),
        max=None if most is None else UNBOUNDED if most == "*" else int(most),
        types=_types(raw["type"], types) if raw.get("type") else None,
        content=str(raw.get("contentReference", "")).rpartition("#")[2],
        fixed=_choice(raw, "fixed"),
        pattern=_choice(raw, "pattern"),
        binding=_binding(raw["binding"]) if "binding" in raw else None,
        constraints=tuple(constraints.add(c, definition) for c in raw.get("constraint", ())),
        modifier=raw.get("isModifier"),
        max_length=raw.get("maxLength"),
        min_value=_choice(raw, "minValue"),
        max_value=_choice(raw, "maxValue"),
        slicing=_slicing(raw["slicing"]) if "slicing" in raw else None,
    )


def _choice(raw: dict[str, Any], prefix: str) -> Any:
    for name, value in raw.items():
        if name.startswith(prefix) and name[len(prefix) :][:1].isupper():
            return value
    return UNSET


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def _types(raw: Iterable[dict[str, Any]], types: Collection[str]) -> dict[str, TypeUse]:
    """STU3 repeats a type for each of its profiles and targets, R4 lists them: one use per type here.

    A repetition without profiles (or targets) allows any, so nothing is left of the others.
    """
    found: dict[str, TypeUse] = {}
    for entry in raw:
        code = _type_code(entry)
        use = TypeUse(
            profiles=tuple(canonical(p, types) for p in _listed(entry.get("profile"))),
            targets=tuple(canonical(t, types) for t in _listed(entry.get("targetProfile"))),
        )
        if code in found:
            use = TypeUse(_either(found[code].profiles, use.profiles), _either(found[code].targets, use.targets))
        found[code] = use
    return found


def _either(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one + other)) if one and other else ()


def _type_code(entry: dict[str, Any]) -> str:
    for extension in entry.get("extension", ()):
        if extension.get("url") == _FHIR_TYPE:
            return str(extension.get("valueUrl") or extension.get("valueUri") or extension.get("valueString"))
    code = str(entry.get("code", "string"))
    if code.startswith(_FHIRPATH_TYPE):
        return code.removeprefix(_FHIRPATH_TYPE).lower()
    return short(code)


def _binding(raw: dict[str, Any]) -> Binding:
    reference = raw.get("valueSetReference") or {}
    named = raw.get("valueSet") or raw.get("valueSetUri") or reference.get("reference") or ""
    outer = ""
    for extension in raw.get("extension", ()):
        if extension.get("url") == _MAX_VALUE_SET:
            within = extension.get("valueReference") or {}
            outer = extension.get("valueCanonical") or extension.get("valueUri") or within.get("reference") or ""
    return Binding(raw.get("strength", ""), named.partition("|")[0], outer.partition("|")[0])


def _slicing(raw: dict[str, Any]) -> Slicing:
    return Slicing(
        discriminators=tuple(Discriminator(d["type"], d["path"]) for d in raw.get("discriminator", ())),
        rules=raw.get("rules", "open"),
        ordered=raw.get("ordered", False),
    )
