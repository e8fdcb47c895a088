"""The invariants: all there, each with nodes that hold and that break it, and held against a second opinion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariant_cases import CASES
from invariant_nodes import Node
from invariant_places import facts_of, nodes_at, places

from pzp_exchange.tree import Tree
from pzp_exchange.validation.invariants import PREDICATES

KEYS = [(version, key) for version, table in PREDICATES.items() for key in table]

DIFFERS = {
    "ref-1": "as published a Reference without reference, and one to the container (#), are not true",
    "per-1": "an end of less precision holds all of it; moments in two time zones, which fhirpathpy compares as text",
    "bdl-8": "as published an entry without fullUrl is not true",
    "STU3 cmr-1": "a target that is not there can still be told from its reference",
    "STU3 obs-7": "as published nothing is true without component, and several components never equal the code",
    "STU3 nl-core-humanname-1": "never fails as published: a HumanName has no name.family",
    "STU3 nl-core-humanname-2": "never fails as published: a HumanName has no name.family",
    "STU3 nl-postal-code-pattern": "as published country is looked for in the postal code: all countries must fit",
    "R4 dom-6": "contained resources should have no narrative",
    "R4 con-3": "as published any category needs a status: a concept is compared with a string",
    "R4 ppc-2": "hardly fails as published: the system of the scope is `something`",
    "R4 ppc-3": "hardly fails as published: the system of the scope is `something`",
    "R4 ppc-4": "hardly fails as published: the system of the scope is `something`",
    "R4 ppc-5": "hardly fails as published: the system of the scope is `something`",
    "R4 que-0": "as published a part of the name will do, and no name is not true",
    "R4 que-7": "as published Boolean is the type of FHIRPath, which no FHIR boolean is",
    "R4 que-12": "as published three conditions need a behaviour; the text says two",
    "R4 zib-TreatmentDirective2-2": "never fails as published: a misspelt url, among the wrong extensions",
}
"""Where the published expression says another thing than our predicate, and why ours is right."""

CANNOT = {
    "txt-1": "htmlChecks() is no FHIRPath; test_narrative.py has its cases",
    "txt-2": "htmlChecks() is no FHIRPath; test_narrative.py has its cases",
    "rng-2": "fhirpathpy does not compare quantities without UCUM",
}
"""What fhirpathpy cannot evaluate."""


class Around:
    """The scope of a node of the cases."""

    def __init__(self, node: Node) -> None:
        own = node.value if isinstance(node.value, dict) else {}
        self.node = node
        self.resource: Tree = own if node.resource is None else node.resource
        self.root = self.resource

    def resolve(self, reference: str) -> Tree | None:
        return self.node.targets.get(reference)

    def member_of(self, value_set: str, node: Any) -> bool | None:
        return self.node.member


def verdict(version: str, key: str, node: Node) -> bool | None:
    return PREDICATES[version][key](node.value, node.sibling, Around(node))


def nodes(version: str, key: str) -> Iterator[tuple[Node, bool | None]]:
    """The nodes of a case with what is expected."""
    case = CASES[version][key]
    for expected, group in ((True, case.holds), (False, case.breaks), (None, case.undecided)):
        for each in group:
            yield (each if isinstance(each, Node) else Node(each)), expected


def reason(table: dict[str, str], version: str, key: str) -> str | None:
    return table.get(key) or table.get(f"{version} {key}")


@pytest.mark.parametrize("version", PREDICATES)
def test_every_invariant_in_use_has_a_predicate(version: str) -> None:
    facts = facts_of(version)
    assert set(facts.constraints) <= set(PREDICATES[version])
    assert set(places(version)) <= set(PREDICATES[version])


@pytest.mark.parametrize("version", PREDICATES)
def test_every_predicate_is_an_invariant_of_its_fhir_version(version: str) -> None:
    facts = facts_of(version)
    for key in PREDICATES[version]:
        assert facts.constraint(key).key == key


@pytest.mark.parametrize("version", PREDICATES)
def test_every_predicate_has_cases(version: str) -> None:
    assert set(CASES[version]) == set(PREDICATES[version])
    assert all(case.holds and case.breaks for case in CASES[version].values())


@pytest.mark.parametrize(("version", "key"), KEYS)
def test_cases(version: str, key: str) -> None:
    for node, expected in nodes(version, key):
        assert verdict(version, key, node) is expected, node


@pytest.mark.parametrize(("version", "key"), KEYS)
def test_second_opinion_on_the_cases(version: str, key: str) -> None:
    opinion = pytest.importorskip("fhirpath_opinion")
    if reason(CANNOT, version, key):
        with pytest.raises(Exception, match=r"Not implemented|not supported"):
            for node, _ in nodes(version, key):
                opinion.published_says(version, key, place(version, key), node)
        return
    other = [
        node
        for node, expected in nodes(version, key)
        if expected is not None
        and opinion.can_stand_at(node)
        and opinion.published_says(version, key, place(version, key), node) != expected
    ]
    assert bool(other) == bool(reason(DIFFERS, version, key)), other


def test_reasons_are_of_invariants() -> None:
    known = {name for version, key in KEYS for name in (key, f"{version} {key}")}
    assert {*DIFFERS, *CANNOT} <= known


def place(version: str, key: str) -> str:
    facts = facts_of(version)
    found = places(version).get(key) or {facts.constraint(key).source.rsplit("/", 1)[-1]}
    return min(found)


EXAMPLES = {"R4": "r4-1.0.0-rc3/examples", "STU3": "stu3-1.0.0-rc2/examples"}


@pytest.mark.parametrize("version", PREDICATES)
def test_second_opinion_on_the_official_examples(version: str, standard: Path) -> None:
    opinion = pytest.importorskip("fhirpath_opinion")
    differing: dict[str, str] = {}
    compared, seen = 0, set()
    for file in sorted((standard / EXAMPLES[version]).rglob("*.json")):
        resource = json.loads(file.read_bytes(), parse_float=Decimal)
        for stands_at, node in nodes_at(version, resource):
            for key, where in places(version).items():
                path = next(iter(where & stands_at), None)
                if path is None or reason(CANNOT, version, key) or not opinion.can_stand_at(node):
                    continue
                same = (key, str(node.value), str(node.sibling))
                if same in seen:
                    continue
                seen.add(same)
                compared += 1
                ours = verdict(version, key, node)
                if ours is not None and opinion.published_says(version, key, path, node) != ours:
                    differing.setdefault(key, f"{file.name}: {ours}")
    assert compared > 1000
    unexplained = {key: where for key, where in differing.items() if not reason(DIFFERS, version, key)}
    assert not unexplained


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["#", "#o", "2024"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["extension", "coding", "item"]), inner)
    ),
    max_leaves=6,
)
PLACES = st.lists(st.integers(0, 5), max_size=6)


def spoilt(node: Any, steps: list[int], junk: Any) -> Any:
    """The node with junk in the place that the steps lead to."""
    if not steps or not isinstance(node, dict | list) or not node:
        return junk
    if isinstance(node, list):
        at = steps[0] % len(node)
        return [spoilt(item, steps[1:], junk) if n == at else item for n, item in enumerate(node)]
    chosen = list(node)[steps[0] % len(node)]
    return {key: spoilt(value, steps[1:], junk) if key == chosen else value for key, value in node.items()}


@given(st.data(), PLACES, JSON)
def test_no_content_makes_a_predicate_raise(data: st.DataObject, steps: list[int], junk: Any) -> None:
    version, key = data.draw(st.sampled_from(KEYS))
    node, _ = data.draw(st.sampled_from(list(nodes(version, key))))
    value = spoilt(node.value, steps, junk)
    sibling = spoilt(node.sibling, steps, junk) if node.sibling else node.sibling
    resource = None if node.resource is None else spoilt(node.resource, [0, *steps], junk)
    said = verdict(version, key, Node(value, sibling, resource, node.targets, node.member))
    assert said in (True, False, None)


@pytest.mark.parametrize(("version", "key"), KEYS)
def test_what_is_no_element_holds(version: str, key: str) -> None:
    junk: list[Any] = [[], 0, True, [{}], [None]]
    if key != "ele-1":  # which is about an element that has nothing
        junk.append(None)
    for each in junk:
        assert verdict(version, key, Node(each)) is True, each
