"""Invented answered forms: the items are put where the form has them. Nobody here exists."""

from __future__ import annotations

from typing import Any

from pzp_exchange.mapping.form.facts import FormFacts, Item, load_form

Tree = dict[str, Any]

R4_FORM = load_form("r4-1.0.0-rc3")
OLD_FORM = load_form("r4-1.0.0-rc2")
STU3_FORM = load_form("stu3-1.0.0-rc2")

SCT = "http://snomed.info/sct"
NULL = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
DECISION = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.25.1"
PERMITTED = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4"
VEKTIS = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"


def code(system: str | None, value: str, display: str | None = None) -> Tree:
    """A coded answer."""
    coding = {"system": system, "code": value, "display": display}
    return {"valueCoding": {key: part for key, part in coding.items() if part is not None}}


def text(value: str) -> Tree:
    """An answer in words."""
    return {"valueString": value}


def answered(facts: FormFacts, answers: dict[str, list[Tree]], **head: Any) -> Tree:
    """A form with these answers by linkId; a nested question goes under the first answer of the one above it."""
    claim: Any = facts.claim if facts.fhir_version == "R4" else {"reference": facts.claim}
    tree: Tree = {"resourceType": "QuestionnaireResponse", "id": "form-1", "questionnaire": claim,
                  "status": "completed", "subject": {"reference": "Patient/daan"}, **head}
    items = [made for item in facts.items for made in _items(item, answers)]
    return {**tree, "item": items} if items else tree


def _items(item: Item, answers: dict[str, list[Tree]]) -> list[Tree]:
    children = [made for child in item.items for made in _items(child, answers)]
    if item.type == "group":
        return [{"linkId": item.link_id, "item": children}] if children else []
    given = [dict(answer) for answer in answers.get(item.link_id, ())]
    if given and children:
        given[0]["item"] = children
    return [{"linkId": item.link_id, "answer": given}] if given else []


def find(tree: Tree, link_id: str) -> list[Tree]:
    """The items with a linkId, wherever they stand."""
    found = []
    for item in tree.get("item", ()):
        if item.get("linkId") == link_id:
            found.append(item)
        for holder in (item, *item.get("answer", ())):
            found += find(holder, link_id)
    return found


def given(tree: Tree, link_id: str) -> list[Any]:
    """The values answered to a question: codes as their code, else the plain value."""
    values = [value for item in find(tree, link_id) for answer in item.get("answer", ())
              for key, value in answer.items() if key.startswith("value")]
    return [value["code"] if isinstance(value, dict) else value for value in values]


HEAD = {
    "963": [{"valueDateTime": "2026-03-04T10:30:00+01:00"}],
    "964": [text("Daan")], "966": [text("Vérzonnen")], "967": [{"valueDate": "1950-02-28"}],
    "968": [text("Fatima")], "970": [text("Bedenk")],
    "1405": [code("http://fhir.nl/fhir/NamingSystem/uzi-rolcode", "01.015", "Huisarts")],
    "82": [code(None, "Patiënt", "Patiënt")],
}
CPR_NO = {"1386": [code(DECISION, "2", "Niet uitvoeren")], "1002": [text("Na rijp beraad")]}
