"""Reading an answered form: what it says, what stays unsaid, and what must not be relied on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from form_samples import (
    CPR_NO,
    DECISION,
    HEAD,
    NULL,
    OLD_FORM,
    PERMITTED,
    R4_FORM,
    ROLE_CODE,
    SCT,
    STU3_FORM,
    VEKTIS,
    answered,
    code,
    find,
    text,
)
from pzp_exchange.mapping.form.facts import FORM_KEYS, form_of, load_form
from pzp_exchange.mapping.form.reading import read_form
from pzp_exchange.mapping.form.tables import table_of
from pzp_exchange.model import ContactRole, Decision, Relationship, Treatment
from pzp_exchange.tree import copy
from support import standard_files

FORMS = standard_files("*/examples/QuestionnaireResponse-HendrikHartman-*.json")


def read(answers: dict[str, list[dict[str, Any]]], facts: Any = R4_FORM, **head: Any) -> Any:
    return read_form(answered(facts, answers, **head), facts)


def test_an_answer_that_is_no_object_does_not_move_the_others() -> None:
    tree = copy(answered(R4_FORM, {**HEAD, **CPR_NO}))
    question = find(tree, next(iter(CPR_NO)))[0]
    coded = next(answer for answer in question["answer"] if "valueCoding" in answer)
    coded["valueCoding"]["weight"] = 3
    question["answer"] = [None, coded]
    read_again = read_form(tree, R4_FORM)
    assert [directive.decision for directive in read_again.plan.treatment_directives] == [Decision.DO_NOT_PERFORM]
    assert any("weight" in loss.path for loss in read_again.losses)


@pytest.mark.parametrize("key", FORM_KEYS)
def test_every_question_of_a_form_has_its_place_in_the_table(key: str) -> None:
    facts = load_form(key)
    placed = {link for _, question in table_of(facts).rows() for link in question.links}
    assert {item.link_id for item in facts.by_link.values() if item.type != "group"} <= placed


@pytest.mark.parametrize("key", FORM_KEYS)
def test_no_linkid_stands_in_the_table_twice(key: str) -> None:
    links = [link for _, question in table_of(load_form(key)).rows() for link in question.links]
    assert sorted(set(links)) == sorted(links)


def test_date_and_parties_of_an_agreement_come_from_the_head_and_not_from_authored() -> None:
    plan = read({**HEAD, **CPR_NO}, authored="2030-01-01T00:00:00Z").plan
    (directive,) = plan.treatment_directives
    assert directive.reviewed_on == "2026-03-04T10:30:00+01:00"
    assert [party.who.reference for party in directive.parties] == ["Patient/daan", "PractitionerRole/form-1-8"]
    assert (directive.decision, directive.comment) == (Decision.DO_NOT_PERFORM, "Na rijp beraad")
    assert directive.treatment.value is Treatment.CPR
    assert plan.find("PractitionerRole/form-1-8").specialties[0].codings[0].code == "01.015"


def test_ids_are_the_same_each_time_and_hold_the_linkid() -> None:
    tree = copy(answered(R4_FORM, {**HEAD, **CPR_NO}))
    first, second = read_form(tree, R4_FORM).plan, read_form(tree, R4_FORM).plan
    assert first == second
    assert first.treatment_directives[0].id == "form-1-1386"
    nameless = {key: value for key, value in tree.items() if key != "id"}
    made = read_form(nameless, R4_FORM).plan.treatment_directives[0].id
    assert made == read_form(copy(nameless), R4_FORM).plan.treatment_directives[0].id
    assert made.endswith("-1386") and len(made) <= 64


def test_reading_leaves_the_form_as_it_is() -> None:
    tree = copy(answered(R4_FORM, {**HEAD, **CPR_NO}))
    before = copy(tree)
    read_form(tree, R4_FORM)
    assert tree == before


def test_unanswered_stays_unanswered() -> None:
    plan = read(HEAD).plan
    assert not plan.treatment_directives and not plan.medical_policy_goals and not plan.legal_capacities
    assert plan.form_answers.has_icd is None and plan.form_answers.sharing_consent is None
    assert not read({}).plan.encounters


@pytest.mark.parametrize(("said", "decision"), [
    (code(NULL, "UNK"), Decision.UNKNOWN), (code(DECISION, "1"), Decision.OTHER),
    (code(DECISION, "0"), Decision.PERFORM),
])
def test_decisions_of_zib2020(said: dict[str, Any], decision: Decision) -> None:
    assert read({"1386": [said]}).plan.treatment_directives[0].decision is decision


@pytest.mark.parametrize(("said", "decision"), [("NASK", Decision.NOT_DISCUSSED), ("ASKU", Decision.NOT_DECIDED)])
def test_how_an_icd_was_not_decided_on_stays(said: str, decision: Decision) -> None:
    yes = {"1006": [code(SCT, "373066001")]}
    assert read({**yes, "1005": [code(NULL, said)]}).plan.treatment_directives[0].decision is decision


def test_yes_but_of_zib2017_keeps_its_restrictions() -> None:
    result = read({"587": [code(PERMITTED, "JA_MAAR")], "122": [text("Alleen op de OK")]}, STU3_FORM)
    (directive,) = result.plan.treatment_directives
    assert (directive.decision, directive.restrictions) == (Decision.PERFORM, "Alleen op de OK")
    assert directive.specification is None and not result.problems
    bare = read({"587": [code(PERMITTED, "JA_MAAR")]}, STU3_FORM).plan.treatment_directives[0]
    assert bare.restrictions is not None  # never a plain yes
    odd = read({"587": [code(PERMITTED, "JA")], "122": [text("Alleen op de OK")]}, STU3_FORM)
    assert "contradiction" in {problem.reason for problem in odd.problems}


def test_another_treatment_has_its_name() -> None:
    plan = read({"1422": [code(NULL, "OTH")], "1645": [text("dialyse")], "1402": [code(DECISION, "2")]}).plan
    (directive,) = plan.treatment_directives
    assert (directive.treatment.value, directive.treatment.text) == (Treatment.OTHER, "dialyse")


def test_representative_is_said_by_the_group_and_first_contact_by_the_question() -> None:
    daughter = {"973": [text("Sanne")], "983": [code(ROLE_CODE, "DAUC")], "984": [{"valueBoolean": True}]}
    plan = read({**HEAD, **daughter}).plan
    (person,) = plan.contact_persons
    assert person.represents and ContactRole.FIRST_CONTACT in person.roles
    assert person.relations == (Relationship.DAUGHTER,)
    assert plan.form_answers.representative_is_contact is True


def test_roles_and_words_of_other_stay_together() -> None:
    tree = answered(R4_FORM, {"982": [code(VEKTIS, "03"), code(VEKTIS, "09")]})
    find(tree, "982")[0]["answer"][1]["item"] = [{"linkId": "411", "answer": [text("oude vriend")]}]
    (person,) = read_form(tree, R4_FORM).plan.contact_persons
    assert [(r.codings[0].code, r.text) for r in person.relationships] == [("03", None), ("09", "oude vriend")]


def test_a_mentor_that_was_there_is_party_when_just_one_is_known() -> None:
    mentor = [code(VEKTIS, "15")]
    plan = read({**HEAD, **CPR_NO, "975": [text("Mentor")], "982": mentor, "997": mentor}).plan
    assert "RelatedPerson/form-1-29" in [p.who.reference for p in plan.treatment_directives[0].parties]
    brother = {"975": [text("Broer")], "983": [code(ROLE_CODE, "BRO")], "998": [code(ROLE_CODE, "BRO")]}
    plan = read({**HEAD, **CPR_NO, **brother}).plan
    assert "RelatedPerson/form-1-29" not in [p.who.reference for p in plan.treatment_directives[0].parties]
    assert plan.encounters[0].participants[-1].types[0].codings[0].code == "BRO"


def test_older_releases_choose_where_newer_ones_ask_yes_or_no() -> None:
    for facts, link in ((OLD_FORM, "1406"), (R4_FORM, "1651")):
        for said in ({"valueBoolean": False}, code(None, "0", "Nee")):
            result = read({link: [said], "1407": [text("Sterk wisselend")]}, facts)
            (capacity,) = result.plan.legal_capacities
            assert (capacity.value, capacity.notes[0].text) == (False, "Sterk wisselend")
            assert not result.losses


def test_the_deprecated_goal_is_kept_as_said() -> None:
    plan = read({"999": [code(SCT, "225353007")]}, OLD_FORM).plan
    assert plan.medical_policy_goals[0].goal.codings[0].code == "225353007"


def test_no_to_informing_relatives_is_no_request_and_is_a_loss() -> None:
    assert len(read({"1200": [{"valueBoolean": True}]}).plan.inform_relatives_requests) == 1
    result = read({"1200": [{"valueBoolean": False}]})
    assert not result.plan.inform_relatives_requests
    assert [(loss.value, loss.reason) for loss in result.losses] == [(False, "not-read")]


def test_an_unknown_question_and_a_changed_one_are_losses() -> None:
    tree = answered(R4_FORM, CPR_NO)
    tree["item"].append({"linkId": "9999", "text": "Nieuw?", "answer": [text("Ja")]})
    find(tree, "1386")[0]["text"] = "Wilt u NIET gereanimeerd worden?"
    losses = sorted((loss.reason, loss.path, loss.value) for loss in read_form(tree, R4_FORM).losses)
    assert losses == [
        ("not-read", "QuestionnaireResponse.item[0].item[0].item[0].text", "Wilt u NIET gereanimeerd worden?"),
        ("unknown-link-id", "QuestionnaireResponse.item[1].answer[0].valueString", "Ja"),
        ("unknown-link-id", "QuestionnaireResponse.item[1].text", "Nieuw?"),
    ]


def test_words_that_gainsay_a_code_are_not_passed_over() -> None:
    result = read({"1386": [code(DECISION, "0", "Niet uitvoeren")]})
    assert [(loss.path.rpartition(".")[2], loss.value) for loss in result.losses] == [("display", "Niet uitvoeren")]


@pytest.mark.parametrize(("answers", "reason"), [
    ({"1386": [code(DECISION, "7")]}, "answer-not-in-form"),
    ({"1386": [text("nee")]}, "answer-not-in-form"),
    ({"1410": [code(SCT, "305351004")], "1386": [code(DECISION, "0")]}, "preset-changed"),
    ({"1386": [code(DECISION, "0")], "1001": [text("alleen thuis")]}, "contradiction"),
    ({"1006": [code(SCT, "373067005")], "1005": [code(DECISION, "0")]}, "answer-to-disabled-item"),
])
def test_what_was_not_understood_is_said(answers: dict[str, list[dict[str, Any]]], reason: str) -> None:
    result = read({**HEAD, **answers})
    assert reason in {problem.reason for problem in result.problems}
    assert result.problems == result.plan.not_understood
    (directive,) = result.plan.treatment_directives
    assert {problem.reference for problem in result.problems} == {f"TreatmentDirective/{directive.id}"}


def test_missing_presets_take_nothing_away() -> None:
    result = read({**HEAD, **CPR_NO})
    assert not result.problems and not result.losses


def test_a_form_in_error_makes_no_agreements() -> None:
    plan = read({**HEAD, **CPR_NO}, status="entered-in-error").plan
    assert plan.treatment_directives[0].status == "entered-in-error"
    assert read({**HEAD, **CPR_NO}, status="in-progress").plan.treatment_directives[0].status == "draft"
    assert read({**HEAD, **CPR_NO}, status="new-state").plan.treatment_directives[0].status is None


def test_the_form_that_was_answered_is_found() -> None:
    assert form_of(answered(OLD_FORM, {})) == (OLD_FORM, True)
    assert form_of(answered(STU3_FORM, {})) == (STU3_FORM, True)
    older = answered(R4_FORM, {}, questionnaire=f"{R4_FORM.canonical}|0.9.0")
    assert form_of(older) == (R4_FORM, False)
    assert form_of(answered(R4_FORM, {}, questionnaire="https://example.org/other")) is None
    assert form_of({"questionnaire": 7}) is None


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parts[-3]}-{path.stem[-8:]}")
def test_official_forms_are_read_whole(path: Path) -> None:
    tree = json.loads(path.read_text("utf-8"))
    found = form_of(tree)
    assert found and found[1]
    result = read_form(tree, found[0])
    assert {loss.reason for loss in result.losses} == {"form-head"}
    assert not result.problems
    assert len(result.plan.treatment_directives) == 8
    assert result.plan.treatment_directives[0].reviewed_on[:10] in ("2020-10-01", "2022-11-08")


def test_a_form_does_not_raise_on_odd_content() -> None:
    for odd in (None, 7, "x", [], {}, [[]], [{"linkId": {"a": 1}, "answer": 3}], [{"answer": [{"valueCoding": []}]}]):
        result = read_form({"resourceType": "QuestionnaireResponse", "id": [], "item": odd, "subject": 3}, R4_FORM)
        assert result.plan.patient is not None
