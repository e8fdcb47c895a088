"""An answered form against the form it names: every rule finds its fault, and sound forms give none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from form_samples import (
    CPR_NO,
    DECISION,
    HEAD,
    NULL,
    R4_FORM,
    SCT,
    STU3_FORM,
    answered,
    code,
    find,
    text,
)
from pzp_exchange.tree import copy
from pzp_exchange.validation.form import form_issues
from support import standard_files

FORMS = standard_files("*/examples/QuestionnaireResponse-HendrikHartman-*.json")
Tree = dict[str, Any]
NO_ERRORS = {"PZP-FORM-OPTION-UNDECIDED", "PZP-FORM-PRESET-MISSING"}
"""The specialty of rc3 is from whole code systems; the official STU3 forms leave out preset 819."""


def sound() -> Tree:
    """A form without faults; its presets and a nested comment are there."""
    return answered(R4_FORM, {**HEAD, **CPR_NO, "1410": [code(SCT, "89666000")]})


def codes(tree: Tree, **more: Any) -> set[str]:
    return {issue.code for issue in form_issues(tree, **more)} - NO_ERRORS


def test_a_sound_form_has_no_faults() -> None:
    assert codes(sound()) == set()


def put(link_id: str, answers: list[Tree]) -> Callable[[Tree], None]:
    def change(tree: Tree) -> None:
        find(tree, link_id)[0]["answer"] = answers
    return change


def unknown(tree: Tree) -> None:
    tree["item"].append({"linkId": "9999", "answer": [text("?")]})


def misplaced(tree: Tree) -> None:
    tree["item"].append({"linkId": "1393", "answer": [code(DECISION, "0")]})


def beside_the_answer(tree: Tree) -> None:
    decision = find(tree, "1386")[0]
    decision["item"] = decision["answer"][0].pop("item")


def turned_round(tree: Tree) -> None:
    find(tree, "7")[0]["item"].reverse()


def twice(tree: Tree) -> None:
    group = find(tree, "7")[0]["item"]
    group.insert(0, copy(group[0]))


def other_words(tree: Tree) -> None:
    find(tree, "1386")[0]["text"] = "Iets anders?"


def group_answered(tree: Tree) -> None:
    find(tree, "7")[0]["answer"] = [text("Daan")]


def disabled(tree: Tree) -> None:
    find(tree, "1386")[0]["answer"][0]["item"].insert(0, {"linkId": "1001", "answer": [text("toch niet")]})


@pytest.mark.parametrize(("change", "expected", "path"), [
    (unknown, "PZP-FORM-LINKID", "item[6].linkId"),
    (misplaced, "PZP-FORM-NESTING", "item[6]"),
    (beside_the_answer, "PZP-FORM-UNDER-ANSWER", "item[5].item[0].item[1].item[0]"),
    (turned_round, "PZP-FORM-ORDER", "item[1].item[1]"),
    (twice, "PZP-FORM-REPEATED", "item[1].item[1]"),
    (other_words, "PZP-FORM-TEXT", "item[5].item[0].item[1].text"),
    (group_answered, "PZP-FORM-GROUP-ANSWER", "item[1].answer[0]"),
    (disabled, "PZP-FORM-DISABLED", "item[5].item[0].item[1].answer[0].item[0]"),
    (put("964", [text("Daan"), text("Piet")]), "PZP-FORM-ANSWERS", "item[1].item[0].answer"),
    (put("964", [{"valueInteger": 1}]), "PZP-FORM-TYPE", "item[1].item[0].answer[0].valueInteger"),
    (put("963", [{"valueDateTime": 7}]), "PZP-FORM-TYPE", "item[0].answer[0].valueDateTime"),
    (put("1386", [code(DECISION, "9")]), "PZP-FORM-OPTION", "item[5].item[0].item[1].answer[0].valueCoding"),
    (put("1386", [code("http://hl7.org/fhir/v3/NullFlavor", "UNK")]), "PZP-FORM-SYSTEM",
     "item[5].item[0].item[1].answer[0].valueCoding.system"),
    (put("1410", [code(SCT, "305351004")]), "PZP-FORM-PRESET", "item[5].item[0].item[0].answer[0].valueCoding"),
], ids=lambda value: value if isinstance(value, str) and value.startswith("PZP") else "")
def test_every_fault_is_found_and_only_that(change: Callable[[Tree], None], expected: str, path: str) -> None:
    tree = sound()
    change(tree)
    found = [issue for issue in form_issues(tree) if issue.code not in NO_ERRORS]
    assert [(issue.code, issue.path) for issue in found] == [(expected, f"QuestionnaireResponse.{path}")]


def test_one_form_checked_does_not_change_what_the_next_is_held_against() -> None:
    before = list(form_issues(sound()))
    for change in (other_words, twice, disabled):
        tree = sound()
        change(tree)
        assert list(form_issues(tree)) != before
    assert list(form_issues(sound())) == before


def test_faults_are_told_in_the_order_of_the_items() -> None:
    tree = sound()
    for change in (other_words, disabled, turned_round):
        change(tree)
    found = [issue.code for issue in form_issues(tree) if issue.code not in NO_ERRORS]
    assert found == ["PZP-FORM-ORDER", "PZP-FORM-TEXT", "PZP-FORM-DISABLED"]


def test_the_place_of_an_answer_counts_what_is_no_answer() -> None:
    tree = sound()
    put("964", [None, {"valueInteger": 1}])(tree)  # type: ignore[list-item]
    assert [issue.path for issue in form_issues(tree) if issue.code == "PZP-FORM-TYPE"] == [
        "QuestionnaireResponse.item[1].item[0].answer[1].valueInteger"]


def test_a_preset_that_is_asked_and_missing_is_told_and_one_that_is_not_asked_is_not() -> None:
    without = answered(R4_FORM, {"973": [text("Sanne")], "984": [{"valueBoolean": True}]})
    with_first = answered(R4_FORM, {"973": [text("Sanne")], "984": [{"valueBoolean": False}]})

    def missing(tree: Tree) -> set[str]:
        return {dict(issue.params)["link"] for issue in form_issues(tree) if issue.code == "PZP-FORM-PRESET-MISSING"}

    assert missing(without) == set()
    assert missing(with_first) == {"1644"}


@pytest.mark.parametrize(("has_icd", "expected"), [
    ("373066001", set()), ("373067005", {"PZP-FORM-DISABLED"}),
])
def test_questions_about_an_icd_are_for_who_has_one(has_icd: str, expected: set[str]) -> None:
    tree = answered(R4_FORM, {"1006": [code(SCT, has_icd)], "1426": [code(SCT, "400231000146108")],
                              "1005": [code(NULL, "NASK")]})
    assert codes(tree) == expected


def test_stu3_names_its_form_by_reference() -> None:
    tree = answered(STU3_FORM, {"385": [{"valueDateTime": "2026"}], "388": [{"valueBoolean": True}]})
    assert codes(tree) == {"PZP-FORM-TYPE"}


def test_an_unknown_form_and_release_are_undecided() -> None:
    other = answered(R4_FORM, HEAD, questionnaire="https://example.org/form")
    assert [(i.code, i.undecided) for i in form_issues(other)] == [("PZP-FORM-UNKNOWN", True)]
    older = answered(R4_FORM, HEAD, questionnaire=f"{R4_FORM.canonical}|0.1")
    assert ("PZP-FORM-RELEASE", True) in [(i.code, i.undecided) for i in form_issues(older)]
    assert [i.path for i in form_issues({"resourceType": "QuestionnaireResponse"})] == ["QuestionnaireResponse"]


OWN: Tree = {
    "resourceType": "Questionnaire", "url": "https://example.org/own", "version": "2", "status": "active", "item": [
        {"linkId": "a", "type": "boolean", "text": "Gesproken?", "required": True},
        {"linkId": "b", "type": "integer", "enableBehavior": "all", "required": True, "enableWhen": [
            {"question": "a", "operator": "=", "answerBoolean": True},
            {"question": "c", "operator": "exists", "answerBoolean": False}]},
        {"linkId": "c", "type": "open-choice", "repeats": True, "answerOption": [{"valueCoding": {"code": "x"}}]},
        {"linkId": "d", "type": "date", "enableWhen": [{"question": "b", "operator": ">", "answerInteger": 3}]},
    ],
}


def own(*items: Tree, **head: Any) -> Tree:
    return {"resourceType": "QuestionnaireResponse", "questionnaire": "https://example.org/own", "status": "completed",
            **head, "item": list(items)}


def item(link_id: str, **answer: Any) -> Tree:
    return {"linkId": link_id, "answer": [answer]}


@pytest.mark.parametrize(("tree", "expected"), [
    (own(item("a", valueBoolean=True), item("b", valueInteger=4), item("d", valueDate="2026")), set()),
    (own(item("a", valueBoolean=True), item("b", valueInteger=3), item("d", valueDate="2026")), {"PZP-FORM-DISABLED"}),
    (own(item("a", valueBoolean=True)), {"PZP-FORM-REQUIRED"}),
    (own(item("a", valueBoolean=False)), set()),
    (own(), {"PZP-FORM-REQUIRED"}),
    (own(status="in-progress"), set()),
    (own(item("a", valueBoolean=True), item("c", valueString="vrij")), set()),
    (own(item("a", valueBoolean=True), item("c", valueCoding={"code": "y"})), {"PZP-FORM-OPTION"}),
    (own({"linkId": "a", "answer": [{"valueBoolean": False}], "text": "Niet gesproken?"}), {"PZP-FORM-TEXT"}),
    (own(item("a", valueBoolean=False), questionnaire="https://example.org/else|1"), {"PZP-FORM-OTHER"}),
])
def test_a_questionnaire_of_ones_own(tree: Tree, expected: set[str]) -> None:
    assert codes(tree, questionnaire=OWN) == expected


def test_the_published_questionnaire_given_as_ones_own_finds_the_same(standard: Path) -> None:
    published = json.loads((standard / "r4-1.0.0-rc3/definitions/Questionnaire-ACP-zib2020.json").read_text("utf-8"))
    tree = sound()
    disabled(tree)
    other_words(tree)
    assert list(form_issues(tree, published)) == list(form_issues(tree))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parts[-3]}-{path.stem[-8:]}")
def test_official_forms_have_no_faults(path: Path) -> None:
    tree = json.loads(path.read_text("utf-8"))
    assert codes(tree) == set()
    missing = [dict(i.params)["link"] for i in form_issues(tree) if i.code == "PZP-FORM-PRESET-MISSING"]
    assert missing == (["819"] if "stu3" in str(path) else [])


@pytest.mark.parametrize("odd", [None, 7, "x", [], {}, [[]], [{}], [{"linkId": {"a": 1}, "answer": 3}],
                                 [{"linkId": "1386", "answer": [{"valueCoding": [1]}, {"valueCoding": {"code": {}}}]}],
                                 [{"linkId": "7", "item": [None, {"linkId": ["964"]}]}]])
def test_odd_content_never_raises(odd: Any) -> None:
    tree = {"resourceType": "QuestionnaireResponse", "questionnaire": R4_FORM.claim, "status": [], "item": odd}
    list(form_issues(tree))
    list(form_issues(tree, {"resourceType": "Questionnaire", "item": odd, "url": 3}))
