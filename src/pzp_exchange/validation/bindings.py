"""Bindings: whether coded values are in their value set.

Source: https://hl7.org/fhir/R4/terminologies.html#strength. A code of a system whose codes are not listed in the
facts is *undecided*, never an error and never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..profiles.facts import Binding, ValueSet
from ..report import Severity
from ..terminology import same_system
from ..tree import Tree
from .context import At, Check, Rule, Run

__all__ = ["STRENGTHS", "Codes", "binding_check", "codings"]


class Codes:
    """A value set made ready to be asked."""

    __slots__ = ("canonical", "codes", "loose", "systems", "unlisted")

    def __init__(self, canonical: str, facts: ValueSet | None) -> None:
        self.canonical = canonical
        self.systems: dict[str, frozenset[str]] = {}
        for system, codes in (facts.codes if facts else {}).items():
            self.systems[system] = frozenset(codes)
        self.codes: frozenset[str] = frozenset().union(*self.systems.values())
        """The codes of all systems, for elements that give no system."""
        self.loose = {same_system(system): codes for system, codes in self.systems.items()}
        """The same by the present URI of HL7's own systems."""
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
        if self._surely_has(node):
            return True
        verdict: bool | None = False
        for system, code in codings(node):
            found = self.has_coding(system, code)
            if found:
                return True
            if found is None:
                verdict = None
        return verdict

    def _surely_has(self, node: Any) -> bool:
        """The usual case: a CodeableConcept or Coding of which a code is listed."""
        if type(node) is not dict:
            return False
        items = node.get("coding")
        for coding in items if type(items) is list else (node,):
            if type(coding) is dict:
                system, code = coding.get("system"), coding.get("code")
                if type(system) is str and type(code) is str and code in self.systems.get(system, ()):
                    return True
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


STRENGTHS = {"required": Severity.ERROR, "extensible": Severity.WARNING}


OTHER_ERA = {"R4": ("http://hl7.org/fhir/v2/", "http://hl7.org/fhir/v3/"),
             "STU3": ("http://terminology.hl7.org/CodeSystem/",)}
"""How URIs of HL7's own code systems begin that belong to the other FHIR version."""


def binding_check(binding: Binding, codes: Codes, rule: Rule) -> Check | None:
    """A check of one binding; weaker ones than extensible say nothing. On an extension it is about its value."""
    severity = STRENGTHS.get(binding.strength)
    if severity is None:
        return None
    code_of = "PZP-BINDING" if severity is Severity.ERROR else "PZP-BINDING-EXTENSIBLE"

    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if type(value) is dict and "url" in value and "coding" not in value:
            value = next((part for key, part in value.items() if key.startswith("value")), None)
        verdict = codes.has(value)
        if verdict or value is None:
            return
        found = list(codings(value)) if isinstance(value, dict) else [(None, value)]
        if not found:
            if severity is Severity.ERROR:
                run.add("PZP-BINDING-NO-CODE", at, rule, valueset=codes.canonical)
            return
        said = ", ".join(f"{system}|{code}" if system else str(code) for system, code in found)
        strange = OTHER_ERA[run.checker.fhir_version]
        era = severity is Severity.WARNING and any(system and system.startswith(strange) for system, _ in found)
        if era or any(codes.has_in_other_era(system, code) for system, code in found):
            run.add("PZP-SYSTEM-ERA", at, rule, Severity.WARNING, value=said, valueset=codes.canonical)
        elif verdict is None:
            run.add("PZP-BINDING-UNDECIDED", at, rule, Severity.INFORMATION, undecided=severity is Severity.ERROR,
                    value=said, valueset=codes.canonical)
        else:
            run.add(code_of, at, rule, severity, value=said, valueset=codes.canonical)

    return check
