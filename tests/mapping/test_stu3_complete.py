"""The tables of STU3 leave nothing out: no concept of the dataset, no element that changes a meaning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from stu3_samples import TABLES
from test_r4 import numbers

from pzp_exchange.mapping.table import Field, Mapping, NodeField
from pzp_exchange.profiles.facts import load_base

FORM_ONLY = {
    # number: why no STU3 resource holds it
    "183": "only the form asks whether earlier agreements exist",
    "207": "only the form asks whether earlier agreements exist",
    "184": "only the form has this comment",
    "189": "only the form asks whether earlier agreements differ",
    "188": "only the form asks for consent to sharing; no resource or code for it in the guide",
    "283": "a heading: its one concept is the date of the talk",
}


def test_every_dataset_concept_of_the_zib2017_branch_is_mapped_or_has_a_reason(standard: Path) -> None:
    dataset = json.loads((standard / "dataset" / "zib2017-2026-03.json").read_text())
    concepts: dict[str, str] = {}

    def walk(concept: dict[str, Any]) -> None:
        concepts[concept["id"].rpartition(".")[2]] = concept["name"][0]["#text"]
        for inner in concept.get("concept", ()):
            walk(inner)

    (branch,) = dataset["concept"]
    for concept in branch["concept"]:
        walk(concept)
    mapped: set[str] = set()
    for mapping in TABLES.mappings.values():
        mapped |= numbers(mapping, set())
    assert {number: name for number, name in concepts.items() if number not in mapped | FORM_ONLY.keys()} == {}
    assert mapped & FORM_ONLY.keys() == set()
    assert mapped - concepts.keys() == set(), "a table names a number the dataset does not have"


def elements(field: Field | NodeField) -> tuple[str, ...]:
    """The top elements a field reads."""
    if isinstance(field, NodeField):
        return field.codec.keys
    return (field.path.split(".")[0].split("[")[0].split("(")[0],)


@pytest.mark.parametrize("name", sorted(TABLES.mappings))
def test_every_modifier_element_is_read_or_makes_the_statement_not_understood(name: str) -> None:
    mapping: Mapping = TABLES.mappings[name]
    facts = load_base("STU3").types
    modifiers: set[str] = set()
    base = mapping.resource
    while base:
        modifiers |= {key for key, element in facts[base].element.children.items() if element.modifier}
        base = facts[base].parent
    assert "implicitRules" in modifiers
    here = {key for field in mapping.fields for key in elements(field)}
    here |= {pattern.split(".")[0].rstrip("*") for pattern in mapping.unsafe} | {"implicitRules", "modifierExtension"}
    assert {each for each in modifiers if not any(each.replace("[x]", "").startswith(known) for known in here)} == set()
