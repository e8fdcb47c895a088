"""Nodes for the invariants of Bundle, Composition, Questionnaire and its response. All persons are invented."""

from __future__ import annotations

from typing import Any

from invariant_cases_clinical import CODING
from invariant_nodes import PARENT, TO_INNER, case, not_both

from pzp_exchange.tree import Tree


def bundle(kind: str, *entries: Tree, **more: Any) -> Tree:
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries), **more}


def at(url: str, version: str = "") -> Tree:
    meta = {"meta": {"versionId": version}} if version else {}
    return {"fullUrl": url, "resource": {"resourceType": "Patient", **meta}}


REQUEST = {"request": {"method": "GET", "url": "Patient/1"}}
RESPONSE = {"response": {"status": "200"}}
NAMED = {"system": "urn:ietf:rfc:3986", "value": "urn:uuid:1"}
SECTION = {"title": "x"}

BUNDLES = {
    "bdl-1": case([bundle("searchset", total=1), bundle("collection")], [bundle("collection", total=1)]),
    "bdl-2": case(
        [bundle("searchset", {"search": {"mode": "match"}})], [bundle("collection", {"search": {"mode": "match"}})]
    ),
    "bdl-5": case([{"resource": PARENT}, REQUEST, RESPONSE], [{"fullUrl": "urn:uuid:1"}]),
    "bdl-8": case(
        [{"fullUrl": "http://example.org/Patient/1"}, {"resource": PARENT}],
        [{"fullUrl": "http://example.org/Patient/1/_history/2"}],
    ),
    "bdl-9": case(
        [bundle("collection"), bundle("document", identifier=NAMED)],
        [bundle("document"), bundle("document", identifier={"value": "1"})],
    ),
    "cmp-1": case([{"text": {"status": "generated"}}, {"entry": [TO_INNER]}, {"section": [SECTION]}], [SECTION]),
    "cmp-2": not_both("emptyReason", "entry", {"text": "x"}, [TO_INNER]),
    "qrs-1": not_both("answer", "item", [{"valueBoolean": True}], [{"linkId": "1"}]),
}
BUNDLES_STU3 = {
    "bdl-3": case(
        [bundle("batch", REQUEST), bundle("batch", RESPONSE), bundle("collection")], [bundle("collection", REQUEST)]
    ),
    "bdl-4": case([bundle("batch-response", RESPONSE), bundle("collection")], [bundle("collection", RESPONSE)]),
    "bdl-7": case(
        [bundle("collection", at("urn:a"), at("urn:b")), bundle("collection", at("urn:a", "1"), at("urn:a", "2"))],
        [bundle("collection", at("urn:a"), at("urn:a")), bundle("history", at("urn:a"), at("urn:a"))],
    ),
}
BUNDLES_R4 = {
    "bdl-3": case(
        [bundle("batch", REQUEST), bundle("collection", at("urn:a"))],
        [bundle("collection", REQUEST), bundle("batch", RESPONSE)],
    ),
    "bdl-4": case(
        [bundle("batch-response", RESPONSE), bundle("collection", at("urn:a"))],
        [bundle("collection", RESPONSE), bundle("history", REQUEST)],
    ),
    "bdl-7": case(
        [bundle("collection", at("urn:a", "1"), at("urn:a", "2")), bundle("history", at("urn:a"), at("urn:a"))],
        [bundle("collection", at("urn:a"), at("urn:a"))],
    ),
    "bdl-10": case([bundle("collection"), bundle("document", timestamp="2024-01-01T00:00:00Z")], [bundle("document")]),
    "bdl-11": case(
        [bundle("collection"), bundle("document", {"resource": {"resourceType": "Composition"}})],
        [bundle("document", at("urn:a")), bundle("document")],
    ),
    "bdl-12": case(
        [bundle("collection"), bundle("message", {"resource": {"resourceType": "MessageHeader"}})],
        [bundle("message", at("urn:a"))],
    ),
}


def item(kind: str, **more: Any) -> Tree:
    return {"linkId": "1", "type": kind, **more}


def form(*items: Tree, **more: Any) -> Tree:
    return {"resourceType": "Questionnaire", "item": list(items), **more}


SUB = [item("string")]
FORMS = {
    "que-1": case(
        [item("group", item=SUB), item("display"), item("string", item=SUB)], [item("group"), item("display", item=SUB)]
    ),
    "que-2": case(
        [form(item("string"), {"linkId": "2"}), form()], [form({"linkId": "2", "item": SUB}, item("string"))]
    ),
    "que-3": case([item("string", code=[CODING]), item("display")], [item("display", code=[CODING])]),
    "que-6": case([item("string", required=True)], [item("display", required=True), item("display", repeats=False)]),
    "que-9": case([item("string", readOnly=True)], [item("display", readOnly=True)]),
}
FORMS_STU3 = {
    "que-4": not_both("option", "options", [{"valueString": "x"}], {"reference": "ValueSet/1"}),
    "que-5": case(
        [item("choice", option=[{"valueString": "x"}]), item("string")],
        [item("string", options={"reference": "ValueSet/1"})],
    ),
    "que-7": case(
        [{"question": "1", "hasAnswer": True}, {"question": "1", "answerBoolean": True}],
        [{"question": "1"}, {"hasAnswer": True, "answerDate": "2024"}],
    ),
    "que-8": case([item("string", initialString="x"), item("group")], [item("group", initialString="x")]),
    "que-10": case(
        [item("string", maxLength=9), item("date")], [item("date", maxLength=9), item("open-choice", maxLength=9)]
    ),
}
FORMS_R4 = {
    "que-0": case([form(name="Acp_1"), form()], [form(name="acp"), form(name="ACP 1")]),
    "que-4": not_both("answerOption", "answerValueSet", [{"valueString": "x"}], "http://example.org/vs"),
    "que-5": case(
        [item("date", answerOption=[{"valueDate": "2024"}]), item("boolean")],
        [item("boolean", answerValueSet="http://example.org/vs")],
    ),
    "que-7": case(
        [{"operator": "exists", "answerBoolean": True}, {"operator": "=", "answerString": "x"}],
        [{"operator": "exists", "answerString": "x"}],
    ),
    "que-8": case(
        [item("string", initial=[{"valueString": "x"}]), item("group")],
        [item("display", initial=[{"valueString": "x"}])],
    ),
    "que-10": case([item("open-choice", maxLength=9), item("date")], [item("date", maxLength=9)]),
    "que-11": not_both("answerOption", "initial", [{"valueString": "x"}], [{"valueString": "x"}]),
    "que-12": case(
        [item("string", enableWhen=[{}]), item("string", enableWhen=[{}, {}], enableBehavior="all")],
        [item("string", enableWhen=[{}, {}]), item("string", enableWhen=[{}, {}, {}])],
    ),
    "que-13": case(
        [item("string", initial=[{}]), item("string", initial=[{}, {}], repeats=True)],
        [item("string", initial=[{}, {}]), item("string", initial=[{}, {}], repeats=False)],
    ),
}
