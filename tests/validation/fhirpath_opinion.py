"""A second opinion on the invariants: their published expressions, evaluated by fhirpathpy."""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any

import fhirpathpy
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models
from invariant_cases import Node

# FHIRPath for FHIR defines extension(url) as this; fhirpathpy's own does not look beside primitives.
EXTENSION = re.compile(r"extension\(('[^']*')\)")
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
def compiled(expression: str, version: str) -> Any:
    text = EXTENSION.sub(r"extension.where(url = \1)", expression)
    model = models["r4" if version == "R4" else "stu3"]
    return fhirpathpy.compile(text, model, {"userInvocationTable": FUNCTIONS, "traceFn": lambda *_: None})


def published_says(expression: str, place: str, node: Node, version: str) -> bool:
    """Whether the expression as published is true of the node. Raises what fhirpathpy raises."""
    node = copy.deepcopy(node)
    resource = node.value if node.resource is None else node.resource
    TARGETS.update(targets=node.targets, member=node.member)
    start = ResourceNode(node.value, place, node.sibling)
    said = compiled(expression, version)(start, {"resource": resource, "rootResource": resource})
    return bool(said == [True])
