"""Agreement with ``fhir.resources`` on structure, over our examples with random faults; differences are explained."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from mutations import mutated
from pydantic import ValidationError
from variants import resources

from pzp_exchange import Issue, read, validate
from pzp_exchange.models import MODEL_PACKAGES
from pzp_exchange.tree import Tree, get

MODELS = {"r4": MODEL_PACKAGES["R4"], "stu3": MODEL_PACKAGES["STU3"]}
STRUCTURE = ("PZP-UNKNOWN-ELEMENT", "PZP-JSON-TYPE", "PZP-CARDINALITY-MIN", "PZP-PRIMITIVE", "PZP-EMPTY-ELEMENT",
             "PZP-CHOICE", "PZP-SIBLING", "PZP-RESOURCE-TYPE")
"""The codes that are about structure, where no profile is named."""


Fits = Callable[[Issue, Any], bool]
"""Whether a row is about a finding; the second is the value it is about."""


def of_type(*names: str) -> Fits:
    """About the format of these types."""
    return lambda issue, _value: dict(issue.params).get("type") in names


WE_REFUSE: tuple[tuple[str, Fits, str], ...] = (
    ("PZP-EMPTY-ELEMENT", lambda _issue, _value: True, "it takes empty objects, arrays and texts, and nulls in arrays"),
    ("PZP-JSON-TYPE", lambda _issue, value: value is None, "it reads null as an element that is not there"),
    ("PZP-JSON-TYPE", lambda _issue, value: isinstance(value, int | float),
     "it reads 0 and 1 as booleans, numbers as moments"),
    ("PZP-SIBLING", lambda _issue, _value: True, "it does not hold the siblings in an array against their values"),
    ("PZP-PRIMITIVE", lambda _issue, value: isinstance(value, str) and not value.strip(), "it takes blank text"),
    ("PZP-PRIMITIVE", of_type("absolute uri"), "it takes extensions with a relative url"),
    ("PZP-PRIMITIVE", of_type("base64Binary"), "it takes the other alphabet of base64"),
)
"""What we refuse and ``fhir.resources`` takes: our code, which findings, and why."""

THEY_REFUSE: tuple[tuple[str, Callable[[tuple[Any, ...]], bool], str], ...] = (
    ("extra_forbidden", lambda place: "xtension" in str(place) and str(place[-1]).startswith("_value"),
     "it knows no siblings of the values of extensions"),
)
"""What ``fhir.resources`` refuses and we take: its kind of error, which places, and why."""


def ours(tree: Tree, base: str) -> list[Issue]:
    """Our findings on structure."""
    bare = {name: value for name, value in tree.items() if name != "meta"}
    return [i for i in validate(read(json.dumps(bare).encode(), release=base)) if i.code in STRUCTURE and not i.profile]


def theirs(tree: Tree, base: str) -> list[Any]:
    """The errors of ``fhir.resources``; on a contained resource of no type it stumbles."""
    model = importlib.import_module(MODELS[base]).get_fhir_model_class(tree["resourceType"])
    try:
        model.model_validate_json(json.dumps(tree))
    except ValidationError as refused:
        return list(refused.errors(include_url=False))
    except (AttributeError, KeyError, TypeError) as stumbled:
        return [{"type": type(stumbled).__name__, "loc": ()}]
    return []


def unexplained(tree: Tree, base: str) -> list[Any]:
    """What one of us refuses, the other takes, and no row tells why."""
    mine, others = ours(tree, base), theirs(tree, base)
    if mine and not others:
        return [i for i in mine if not any(
            i.code == code and fits(i, get(tree, i.place.pointer)) for code, fits, _ in WE_REFUSE)]
    if others and not mine:
        return [e for e in others if not any(e["type"] == kind and fits(e["loc"]) for kind, fits, _ in THEY_REFUSE)]
    return []


@pytest.mark.parametrize("base", MODELS)
def test_both_take_our_examples(base: str) -> None:
    for name, tree in resources(base).items():
        assert (ours(tree, base), theirs(tree, base)) == ([], []), name


@settings(max_examples=250, deadline=None, derandomize=True)
@given(mutated("r4"))
def test_r4(tree: Tree) -> None:
    assert unexplained(tree, "r4") == []


@settings(max_examples=250, deadline=None, derandomize=True)
@given(mutated("stu3"))
def test_stu3(tree: Tree) -> None:
    assert unexplained(tree, "stu3") == []
