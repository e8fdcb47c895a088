"""Bindings: whether coded values are in their value set.

Source: https://hl7.org/fhir/R4/terminologies.html#strength. A code of a system whose codes are not listed in the
facts is *undecided*, never an error and never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..profiles.facts import Binding, ValueSet
from ..report import Severity
from ..terminology import ERAS, same_system
from ..tree import Tree
from .context import At, Finding, Params, Rule, Run, Twin
from .quick import Quick

__all__ = ["Codes", "binding_twin", "codings"]


class Codes:
    """A value set made ready to be asked."""

    __slots__ = ("canonical", "codes", "loose", "pairs", "systems", "unlisted")

    def __init__(self, canonical: str, facts: ValueSet | None) -> None:
        self.canonical = canonical
        self.systems: dict[str, frozenset[str]] = {}
        for system, codes in (facts.codes if facts else {}).items():
            self.systems[system] = frozenset(codes)
        self.codes: frozenset[str] = frozenset().union(*self.systems.values())
        """The codes of all systems, for elements that give no system."""
        self.loose = {same_system(system): codes for system, codes in self.systems.items()}
        """The same by the present URI of HL7's own systems."""
        self.pairs = frozenset((system, code) for system, codes in self.systems.items() for code in codes)
        self.unlisted = frozenset(part.system for part in facts.unexpanded) if facts else frozenset({"*"})

    def has_code(self, code: str) -> bool | None:
        """A bare code, without system."""
        return True if code in self.codes else None if self.unlisted else False

    def has_coding(self, system: Any, code: Any) -> bool | None:
        """A code of a system; displays play no part."""
        codes = self.systems.get(system)
        if codes and code in codes:
            return True
        if self.unlisted and ("*" in self.unlisted or system in self.unlisted):
            return None
        return False

    def has_in_other_era(self, system: Any, code: Any) -> bool:
        """Whether it is in the set under the URI that HL7 gave the system before or after STU3."""
        return isinstance(system, str) and code in self.loose.get(same_system(system), ())

    def has(self, node: Any) -> bool | None:
        """A code, a Coding, or a CodeableConcept of which one coding must be in the set."""
        if type(node) is str:
            return self.has_code(node)
        if self.surely_has(node):
            return True
        if not self.unlisted:
            return False
        verdict: bool | None = False
        for system, code in codings(node):
            found = self.has_coding(system, code)
            if found:
                return True
            if found is None:
                verdict = None
        return verdict

    def surely_has(self, node: Any) -> bool:
        """The usual case: a listed code, or a CodeableConcept or Coding of which a code is listed."""
        if type(node) is not dict:
            return type(node) is str and node in self.codes
        pairs, items = self.pairs, node.get("coding")
        try:
            for coding in items if type(items) is list else (node,) if items is None else ():
                if (coding.get("system"), coding.get("code")) in pairs:
                    return True
        except (AttributeError, TypeError):  # of another JSON type than they should be, which is reported elsewhere
            return any(pair in pairs for pair in codings(node))
        return False


def codings(node: Any) -> Iterator[tuple[Any, Any]]:
    """System and code of a Coding, of every coding of a CodeableConcept, or of a Quantity's unit."""
    if not isinstance(node, dict):
        return
    items = node.get("coding", None)
    for coding in items if isinstance(items, list) else (node,) if items is None else ():
        if isinstance(coding, dict) and isinstance(coding.get("code"), str):
            system = coding.get("system")
            yield system if isinstance(system, str) else None, coding["code"]


def _pairs(node: Tree) -> tuple[tuple[Any, Any], ...]:
    """The same as a tuple; a short way for a concept of one code, as most are."""
    items = node.get("coding")
    if type(items) is list and len(items) == 1 and type(items[0]) is dict:
        system, code = items[0].get("system"), items[0].get("code")
        if type(system) is str and type(code) is str:
            return ((system, code),)
    return tuple(codings(node))


STRENGTHS = {"required": Severity.ERROR, "extensible": Severity.WARNING}


OTHER_ERA = {"R4": tuple(then for _, then in ERAS[:-1]), "STU3": tuple(now for now, _ in ERAS)}
"""How URIs of HL7's own code systems begin that belong to the other FHIR version; R4 still has systems directly below
``http://hl7.org/fhir/``, the last of the eras."""


class _Said(NamedTuple):
    """What is to be said of codes that are not surely in a value set."""

    code: str
    severity: Severity
    undecided: bool
    params: Params


MOST_REMEMBERED = 1000
"""Codes (of one binding) of which is remembered what is to be said: systems and codes only, no text."""


def binding_twin(binding: Binding, codes: Codes, rule: Rule) -> Twin | None:
    """The rule of one binding; weaker ones than extensible say nothing. On an extension it is about its value."""
    severity = STRENGTHS.get(binding.strength)
    if severity is None:
        return None
    remembered: dict[tuple[tuple[Any, Any], ...], _Said | None] = {}

    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if type(value) is dict and "url" in value and "coding" not in value:
            value = next((part for key, part in value.items() if key.startswith("value")), None)
        if value is None:
            return
        found = _pairs(value) if type(value) is dict else ((None, value),)
        if isinstance(value, dict) and found in remembered:
            said = remembered[found]
        else:
            said = _said(codes, severity, value, found, run.checker.fhir_version)
            if isinstance(value, dict) and len(remembered) < MOST_REMEMBERED:
                remembered[found] = said
        if said:
            run.out.append(Finding(said.code, said.severity, at, rule, said.params, said.undecided))

    if severity is Severity.ERROR:
        return Twin(lambda value, _sibling, _run: codes.surely_has(value), check, Quick("{0}(v)", (codes.surely_has,)))
    return Twin(lambda value, _sibling, _run: codes.surely_has(value) or _is_text(value), check,
                Quick("{0}(v) or {1}(v)", (codes.surely_has, _is_text)))


def _said(codes: Codes, severity: Severity, value: Any, found: tuple[tuple[Any, Any], ...], fhir_version: str,
          ) -> _Said | None:
    """What is to be said of a value with these codes; ``None`` when it is good."""
    verdict = codes.has(value)
    if verdict:
        return None
    about: Params = (("valueset", codes.canonical),)
    if not found:
        return _Said("PZP-BINDING-NO-CODE", severity, False, about) if severity is Severity.ERROR else None
    codings_said = ", ".join(f"{system}|{code}" if system else str(code) for system, code in found)
    about = (("value", codings_said), *about)
    strange = OTHER_ERA[fhir_version]
    era = severity is Severity.WARNING and any(system and system.startswith(strange) for system, _ in found)
    if era or any(codes.has_in_other_era(system, code) for system, code in found):
        return _Said("PZP-SYSTEM-ERA", Severity.WARNING, False, about)
    if verdict is None:
        return _Said("PZP-BINDING-UNDECIDED", Severity.INFORMATION, severity is Severity.ERROR, about)
    code = "PZP-BINDING" if severity is Severity.ERROR else "PZP-BINDING-EXTENSIBLE"
    return _Said(code, severity, False, about)


def _is_text(value: Any) -> bool:
    """A CodeableConcept without codings, of which an extensible binding says nothing."""
    return type(value) is dict and "coding" not in value and "code" not in value and "url" not in value
