"""Value sets: what can be listed is listed, the rest is named with its reason."""

from __future__ import annotations

from typing import Any

from pzp_exchange.profiles.compiler import Definitions
from pzp_exchange.profiles.compiler.value_sets import ValueSets
from pzp_exchange.profiles.facts import ValueSet

SYSTEM = "urn:animals"
CODES = [{"code": "cat", "concept": [{"code": "lion", "concept": [{"code": "cub"}]}]}, {"code": "dog"}]


def expanded(
    *includes: dict[str, Any], exclude: tuple[dict[str, Any], ...] = (), content: str = "complete"
) -> ValueSet:
    definitions = Definitions()
    compose = {"include": list(includes), "exclude": list(exclude)}
    definitions.add({"resourceType": "ValueSet", "url": "urn:vs", "compose": compose})
    dogs = {"include": [{"system": SYSTEM, "concept": [{"code": "dog"}]}]}
    definitions.add({"resourceType": "ValueSet", "url": "urn:dogs", "compose": dogs})
    definitions.add({"resourceType": "CodeSystem", "url": SYSTEM, "content": content, "concept": CODES})
    return ValueSets(definitions).expand("urn:vs")


def chosen(operator: str, value: str, name: str = "concept") -> dict[str, Any]:
    return {"system": SYSTEM, "filter": [{"property": name, "op": operator, "value": value}]}


def test_named_concepts_are_listed_sorted_and_once() -> None:
    concepts = {"system": SYSTEM, "concept": [{"code": "z"}, {"code": "a"}]}
    assert expanded(concepts, concepts) == ValueSet({SYSTEM: ("a", "z")})


def test_a_complete_code_system_is_listed_with_nested_codes() -> None:
    assert expanded({"system": SYSTEM}) == ValueSet({SYSTEM: ("cat", "cub", "dog", "lion")})


def test_an_incomplete_code_system_is_not() -> None:
    facts = expanded({"system": SYSTEM}, content="fragment")
    assert not facts.codes
    assert [(u.system, u.reason) for u in facts.unexpanded] == [(SYSTEM, "all codes; code system: content fragment")]


def test_filters_over_nested_codes() -> None:
    assert expanded(chosen("is-a", "lion")).codes == {SYSTEM: ("cub", "lion")}
    assert expanded(chosen("descendent-of", "cat")).codes == {SYSTEM: ("cub", "lion")}


def test_other_filters_are_not_evaluated() -> None:
    facts = expanded(chosen("regex", "c.*"), {"system": "urn:other", "concept": [{"code": "x"}]})
    assert facts.codes == {"urn:other": ("x",)}
    assert facts.unexpanded[0].system == SYSTEM
    assert "not evaluated" in facts.unexpanded[0].reason


def test_imports_and_exclusions() -> None:
    assert expanded({"valueSet": ["urn:dogs|1"]}).codes == {SYSTEM: ("dog",)}
    left_out = {"system": SYSTEM, "concept": [{"code": "dog"}]}
    assert expanded({"system": SYSTEM}, exclude=(left_out,)).codes == {SYSTEM: ("cat", "cub", "lion")}


def test_what_was_not_published_may_hold_any_code() -> None:
    assert expanded({"valueSet": ["urn:gone"]}).unexpanded[0].system == "*"
    assert expanded({"valueSet": ["urn:vs"]}).unexpanded[0].system == "*"
