"""Making the nodes that the invariants are tried on. All persons are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pzp_exchange.tree import Tree

XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
UCUM = "http://unitsofmeasure.org"
HL7 = "http://hl7.org/fhir/StructureDefinition/"
TERMS = "http://terminology.hl7.org/CodeSystem/"
NICTIZ = "http://nictiz.nl/fhir/StructureDefinition/"
FHIR_NL = "http://fhir.nl/fhir/StructureDefinition/"


@dataclass(frozen=True)
class Node:
    """A node with its surroundings; it is its own resource unless another is given."""

    value: Any = None
    sibling: Tree | None = None
    resource: Tree | None = None
    targets: dict[str, Tree] = field(default_factory=dict)
    member: bool | None = None


@dataclass(frozen=True)
class Case:
    """Nodes for one invariant; a plain object stands for a node without surroundings."""

    holds: tuple[Any, ...]
    breaks: tuple[Any, ...]
    undecided: tuple[Any, ...] = ()


def case(holds: list[Any], breaks: list[Any], undecided: list[Any] | None = None) -> Case:
    return Case(tuple(holds), tuple(breaks), tuple(undecided or ()))


def concept(system: str, code: str) -> Tree:
    return {"coding": [{"system": system, "code": code}]}


def extended(*urls: str) -> Tree:
    return {"extension": [{"url": url, "valueString": "van der"} for url in urls]}


def patient(*contained: Tree, **more: Any) -> Tree:
    return {"resourceType": "Patient", "contained": list(contained), **more}


def quantity(value: Any, code: str = "a", system: str = UCUM) -> Tree:
    return {"value": value, "system": system, "code": code}


def both(low: Any, high: Any, **more: Any) -> Tree:
    return {"low": {"value": low, "unit": "mg", **more}, "high": {"value": high, "unit": "mg"}}


INNER = {"resourceType": "Organization", "id": "o", "name": "Thuiszorg De Linde"}
TO_INNER = {"reference": "#o"}
PARENT = {"resourceType": "Patient", "id": "p", "name": [{"family": "Jansen"}]}
PRACTITIONER = {"resourceType": "Practitioner", "id": "1"}
ORGANIZATION = {"resourceType": "Organization", "id": "1"}
REPEAT_WHEN = {"when": ["AC"], "offset": 10}


def needs(given: str, needed: str, value: Any = 1, other: Any = 1) -> Case:
    return case([{}, {given: value, needed: other}, {needed: other}], [{given: value}])


def not_both(one: str, other: str, first: Any = 1, second: Any = 1) -> Case:
    return case([{}, {one: first}, {other: second}], [{one: first, other: second}])
