"""A second opinion on the invariants: their published expressions, evaluated by fhirpathpy."""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any

import fhirpathpy
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models
from invariant_nodes import Node
from invariant_places import facts_of

REWRITTEN = (
    # FHIRPath for FHIR defines extension(url) as this; fhirpathpy's own does not look beside primitives
    (re.compile(r"extension\(('[^']*')\)"), r"extension.where(url = \1)"),
    # of a collection `as` is an error; FHIR R5 writes these expressions with ofType
    (re.compile(r"\.as\("), ".ofType("),
    # a lone `code` as a condition, which STU3's FHIRPath allowed of strings
    (re.compile(r"\(code or "), "(code.exists() or "),
    # STU3 unites two booleans where one of them is meant
    (re.compile(r"hasValue\(\) \| "), "hasValue() or "),
)
TARGETS: dict[str, Any] = {}  # what resolve() and memberOf() answer, of the node at hand


def resolve(inputs: list[Any]) -> list[Any]:
    found = [TARGETS["targets"].get(each["reference"]) for each in inputs if "reference" in each]
    return [ResourceNode(each, each["resourceType"]) for each in found if each]


def member_of(_inputs: list[Any], _url: str) -> list[Any]:
    return [] if TARGETS["member"] is None else [TARGETS["member"]]


def has_value(inputs: list[Any]) -> list[Any]:
    return [len(inputs) == 1 and inputs[0] is not None and not isinstance(inputs[0], dict)]


FUNCTIONS = {
    "resolve": {"fn": resolve, "arity": {0: []}},
    "memberOf": {"fn": member_of, "arity": {1: ["String"]}},
    "hasValue": {"fn": has_value, "arity": {0: []}},
}


@cache
def compiled(version: str, key: str) -> Any:
    text = facts_of(version).constraint(key).expression
    for pattern, replacement in REWRITTEN:
        text = pattern.sub(replacement, text)
    options = {"userInvocationTable": FUNCTIONS, "traceFn": lambda *_: None}
    return fhirpathpy.compile(text, models[version.lower()], options)


def can_stand_at(node: Node) -> bool:
    """Whether fhirpathpy can start at the node: not at a primitive without value."""
    return node.value is not None


def published_says(version: str, key: str, place: str, node: Node) -> bool:
    """Whether the expression as published is true of the node. Raises what fhirpathpy raises."""
    node = copy.deepcopy(node)
    resource = node.value if node.resource is None else node.resource
    TARGETS.update(targets=node.targets, member=node.member)
    start = ResourceNode(node.value, place, node.sibling)
    said = compiled(version, key)(start, {"resource": resource, "rootResource": resource})
    return bool(said == [True])
