"""The only module that walks trees."""

from __future__ import annotations

import copy as copies
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pzp_exchange.tree import MISSING, Pointer, contains, copy, get, leaves, location, nodes, weave

TREE = {"name": [{"given": ["Anna", None, "B."], "period": {}}, {"family": None}], "active": False}
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
TREES = st.dictionaries(st.text("abc", min_size=1, max_size=2), st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=2), inner),
    max_leaves=12), max_size=4)


@pytest.mark.parametrize(("pointer", "value"), [
    ((), TREE), (("active",), False), (("name", 0, "given", 1), None), (("name", 1, "family"), None),
    (("name", -1, "family"), None), (("name", 0, "period"), {}),
])
def test_what_is_there(pointer: Pointer, value: Any) -> None:
    assert get(TREE, pointer) == value


@pytest.mark.parametrize("pointer", [("x",), ("name", 2), ("name", -3), ("name", "given"), ("active", "x"), (0,),
                                     ("active", 0), ("name", 0, "given", 0, 0)])
def test_what_is_not_there(pointer: Pointer) -> None:
    assert get(TREE, pointer) is MISSING
    assert not MISSING


def test_leaves_are_scalars_and_empty_containers_but_no_nulls() -> None:
    assert list(leaves(TREE)) == [(("name", 0, "given", 0), "Anna"), (("name", 0, "given", 2), "B."),
                                  (("name", 0, "period"), {}), (("active",), False)]


@given(TREES)
def test_every_leaf_is_where_its_pointer_says(tree: dict[str, Any]) -> None:
    for pointer, value in leaves(tree):
        if pointer:
            assert get(tree, pointer) is value


@given(TREES)
def test_a_copy_is_equal_and_shares_nothing(tree: dict[str, Any]) -> None:
    made, before = copy(tree), copies.deepcopy(tree)
    assert made == tree
    made["new"] = 1
    for value in made.values():
        if isinstance(value, list | dict):
            value.clear()
    assert tree == before


def test_a_copy_of_frozen_things_is_plain() -> None:
    made = copy({"a": ({"b": ()},)})
    assert made == {"a": [{"b": []}]}
    assert type(made["a"]) is list


@pytest.mark.parametrize(("tree", "count"), [({}, 0), ([], 0), ({"a": 1}, 1), ({"a": [1, {"b": 2}]}, 4), ("x", 0)])
def test_how_many_nodes(tree: Any, count: int) -> None:
    assert nodes(tree) == count


@pytest.mark.parametrize(("pointer", "root", "text"), [
    ((), "Patient", "Patient"),
    (("name", 0, "family"), "Patient", "Patient.name[0].family"),
    (("provision", "actor", 0, "role"), "Consent", "Consent.provision.actor[0].role"),
    (("name", 0), "", "name[0]"),
])
def test_a_pointer_as_text(pointer: Pointer, root: str, text: str) -> None:
    assert location(pointer, root) == text


@pytest.mark.parametrize(("value", "pattern", "expected"), [
    ({"a": 1, "b": 2}, {"a": 1}, True),
    ({"a": 1}, {"a": 1, "b": 2}, False),
    ({"a": None}, {"a": None}, True),
    ([{"code": "x", "display": "X"}, {"code": "y"}], [{"code": "x"}], True),
    ([{"code": "y"}], [{"code": "x"}], False),
    ([], [], True), ({}, [], False), ([{}], {}, False), ("a", "a", True), ("a", "b", False), (None, {"a": 1}, False),
])
def test_fhir_patterns(value: Any, pattern: Any, expected: bool) -> None:
    assert contains(value, pattern) is expected


@given(TREES)
def test_everything_contains_itself(tree: dict[str, Any]) -> None:
    assert contains(tree, tree)
    assert contains({**tree, "more": 1}, tree)


@pytest.mark.parametrize(("tree", "remains", "woven"), [
    ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
    ({"a": 1}, {"a": 2}, {"a": 1}),
    ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
    ([1, 2], [None, 9, None], [1, 9, 2]),
    ([1], [None, None, 9], [1, 9]),
    ([1, 2, 3], [9], [9, 1, 2, 3]),
    ([], [None], []),
    (1, {"a": 1}, 1),
])
def test_remains_are_woven_in(tree: Any, remains: Any, woven: Any) -> None:
    before = copies.deepcopy(remains)
    assert weave(tree, remains) == woven
    assert remains == before


@given(TREES)
def test_what_is_woven_into_nothing_is_what_it_was(tree: dict[str, Any]) -> None:
    assert weave({}, tree) == tree
    assert weave(copy(tree), {}) == tree
