"""Whatever is read ends in a report, the tree stays as it was, and the same input gives the same report."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import mutated, spots
from variants import resources

from pzp_exchange import Report, read, validate
from pzp_exchange.tree import Tree, copy, get

KEYS = sorted({str(spot[-1]) for base in ("r4", "stu3") for tree in resources(base).values() for spot in spots(tree)
               if isinstance(spot[-1], str)} | {"resourceType", "contained", "entry", "resource", "item", "answer"})
TYPES = sorted({tree["resourceType"] for base in ("r4", "stu3") for tree in resources(base).values()} | {"Bundle"})
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(
    ["2026-03-04", "Patient/saar", "#a", "#", "http://hl7.org/fhir/StructureDefinition/data-absent-reason", *TYPES]))
TREES = st.recursive(SCALARS, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(
    st.sampled_from(KEYS) | st.text(max_size=4), inside, max_size=4), max_leaves=12)


def checked(data: bytes, release: str | None = None) -> None:
    """There is a report, the same one twice, and the trees are as they were."""
    document = read(data, release=release)
    before = copy([entry.tree for entry in document.entries])
    first = validate(document)
    assert isinstance(first, Report)
    assert repr([entry.tree for entry in document.entries]) == repr(before)
    assert _told(validate(read(data, release=release))) == _told(first)


def _told(report: Report) -> list[tuple[Any, ...]]:
    """A report as data; places are found on demand and do not compare."""
    return [(i.code, i.severity, i.path, i.params, i.resource, i.rule, i.profile, i.undecided) for i in report]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    checked(data)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(TYPES), st.dictionaries(st.sampled_from(KEYS), TREES, max_size=6),
       st.sampled_from(["r4", "stu3"]))
def test_any_tree(kind: str, content: dict[str, Any], release: str) -> None:
    checked(json.dumps({**content, "resourceType": kind}).encode(), release)


@settings(max_examples=100, deadline=None)
@given(mutated("r4", most=6))
def test_broken_r4(tree: Tree) -> None:
    checked(json.dumps(tree).encode(), "r4")


@settings(max_examples=100, deadline=None)
@given(mutated("stu3", most=6))
def test_broken_stu3(tree: Tree) -> None:
    checked(json.dumps(tree).encode(), "stu3")


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(["r4", "stu3"]))
def test_any_content_anywhere(data: st.DataObject, base: str) -> None:
    tree: Tree = copy(data.draw(st.sampled_from(list(resources(base).values()))))
    *above, step = data.draw(st.sampled_from(sorted(spots(tree), key=str)))
    get(tree, tuple(above))[step] = data.draw(TREES)
    checked(json.dumps(tree).encode(), base)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3), st.integers(0, 5000), st.sampled_from(["r4", "stu3"]))
def test_broken_text(junk: bytes, place: int, base: str) -> None:
    text = json.dumps(next(iter(resources(base).values()))).encode()
    checked(text[:place % len(text)] + junk + text[place % len(text):])
