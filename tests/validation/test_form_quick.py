"""The quick pass over a filled form and the long way find the same."""

from __future__ import annotations

import random
from typing import Any

import pytest

from form_samples import OLD_FORM, R4_FORM, STU3_FORM
from pzp_exchange import read
from pzp_exchange.mapping.form.writing import write_form
from pzp_exchange.tree import copy
from pzp_exchange.validation.form import check
from pzp_exchange.validation.form.quick import undecided_choices
from support import ROOT

FORMS = (R4_FORM, OLD_FORM, STU3_FORM)
VALUES: tuple[Any, ...] = (None, 1, True, "x", {}, [], {"a": 1}, [{}], "1386")


def filled(facts: Any) -> dict[str, Any]:
    """A sound form: an invented person's plan, written into it."""
    return write_form(read(ROOT / "examples" / "nursing-home.plan.json").plan(), facts)[0]


def holders(node: Any) -> list[Any]:
    """Every object and list in a tree."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return ([node] if isinstance(node, dict | list) else []) + [each for child in inner for each in holders(child)]


def spoil(tree: dict[str, Any], dice: random.Random) -> None:
    """Change one thing somewhere."""
    node = dice.choice(holders(tree.get("item", [])) or [tree])
    if isinstance(node, list) and node:
        place = dice.randrange(len(node))
        dice.choice((lambda: node.pop(place), lambda: node.append(copy(node[place])), lambda: dice.shuffle(node)))()
    elif isinstance(node, dict) and node:
        key = dice.choice([*node, "extension", "valueString", "text", "item", "answer"])
        dice.choice((lambda: node.pop(key, None), lambda: node.update({key: dice.choice(VALUES)})))()


@pytest.mark.parametrize("facts", FORMS, ids=lambda facts: facts.key)
def test_both_ways_find_the_same_in_forms_with_faults(facts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)  # noqa: S311 - the same faults in every run
    trees, sound = [], filled(facts)
    for _ in range(400):
        tree = copy(sound)
        for _ in range(dice.choice((0, 1, 1, 2))):
            spoil(tree, dice)
        trees.append(tree)
    quick = [list(check.check_form(tree, None, facts.fhir_version)) for tree in trees]
    monkeypatch.setattr(check, "undecided_choices", lambda *_: None)
    assert quick == [list(check.check_form(tree, None, facts.fhir_version)) for tree in trees]


@pytest.mark.parametrize("facts", FORMS, ids=lambda facts: facts.key)
def test_a_sound_form_needs_no_long_way_and_a_wrong_one_does(facts: Any) -> None:
    assert undecided_choices(filled(facts), facts) is not None
    wrong = copy(filled(facts))
    wrong["item"].append({"linkId": "not-of-this-form"})
    assert undecided_choices(wrong, facts) is None
