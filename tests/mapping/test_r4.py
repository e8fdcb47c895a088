"""R4 resources to the plan and back: the official examples, generated plans, and the dataset."""

from __future__ import annotations

import copy
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from pzp_exchange import R4, convert, read
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.mapping.table import Field, Mapping, NodeField
from pzp_exchange.mapping.tables import tables
from pzp_exchange.model import AdvanceCarePlan, Decision, Model, Treatment
from pzp_exchange.profiles.facts import load_base
from pzp_exchange.testing import plans
from pzp_exchange.tree import leaves
from support import standard_files

EXAMPLES = [str(p) for p in standard_files("r4-1.0.0-rc3/examples", "r4-1.0.0-rc2/examples")]
FORM_ONLY = {
    # number: why no R4 resource holds it
    "730": "only the form asks whether earlier agreements exist",
    "731": "only the form asks whether earlier agreements exist",
    "732": "only the form has this comment",
    "733": "only the form asks whether earlier agreements differ",
    "735": "only the form asks for consent to sharing; no resource or code for it in the guide",
}
TABLES = tables("R4")
assert TABLES is not None


def carried(item: Any) -> list[tuple[str, str]]:
    """Class and key of everything carried, at any depth."""
    found: list[tuple[str, str]] = []
    if isinstance(item, Model):
        found.extend((type(item).__name__, key) for key in item.carried)
        for name in type(item).model_fields:
            found.extend(carried(getattr(item, name)))
    elif isinstance(item, tuple):
        for each in item:
            found.extend(carried(each))
    return found


@pytest.mark.parametrize("folder", EXAMPLES)
def test_official_examples_come_back_leaf_for_leaf(folder: str) -> None:
    document = read(folder)
    converted = convert(document, to=R4)
    assert converted.losses == ()
    written = {entry.reference: entry.tree for entry in converted.document}
    assert len(written) == len(document)
    for entry in document:
        assert dict(leaves(written[entry.reference])) == dict(leaves(entry.tree)), entry.reference


@pytest.mark.parametrize("folder", EXAMPLES)
def test_official_examples_are_understood_but_for_known_words(folder: str) -> None:
    """What the model has no attribute for: other words beside a formal code, nothing else."""
    (plan,) = read(folder).plans()
    known = {("InformRelativesRequest", "category"), ("PreferredPlaceOfDeath", "code")}
    resources = [each for each in plan.statements() if not any(origin.form for origin in each.sources)]
    assert {c for statement in resources for c in carried(statement)} <= known
    assert plan.not_understood == ()
    assert {other.reason for other in plan.other_resources} == {"form-read"}


@pytest.mark.parametrize("folder", EXAMPLES)
def test_reading_and_writing_leave_the_input_alone(folder: str) -> None:
    document = read(folder)
    before = copy.deepcopy([entry.tree for entry in document])
    convert(document, to=R4)
    assert [entry.tree for entry in document] == before


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_a_generated_plan_comes_back_or_the_loss_is_announced(plan: AdvanceCarePlan) -> None:
    resources, losses = write_plan(plan, R4)
    again = read(json.dumps({"resourceType": "Bundle", "type": "collection",
                             "entry": [{"resource": tree} for tree, _ in resources]}).encode()).plan()
    assert (again == plan) == (not losses)


def numbers(mapping: Mapping, seen: set[int]) -> set[str]:
    """Every dataset number of a table and of the tables it uses."""
    if id(mapping) in seen:
        return set()
    seen.add(id(mapping))
    found = set(mapping.dataset.split())
    for each in mapping.fields:
        found |= set(each.dataset.split())
        inner = getattr(each.codec, "mapping", None) if isinstance(each, NodeField) else each.codec
        if isinstance(inner, Mapping):
            found |= numbers(inner, seen)
    return found


def test_every_dataset_concept_of_the_zib2020_branch_is_mapped_or_has_a_reason(standard: Path) -> None:
    dataset = json.loads((standard / "dataset" / "zib2017-and-zib2020-2025-08.json").read_text())
    branch = next(c for c in dataset["concept"] if c["id"].endswith(".350"))
    concepts: dict[str, str] = {}

    def walk(concept: dict[str, Any]) -> None:
        concepts[concept["id"].rpartition(".")[2]] = concept["name"][0]["#text"]
        for inner in concept.get("concept", ()):
            walk(inner)

    for concept in branch["concept"]:
        walk(concept)
    mapped: set[str] = set()
    for mapping in TABLES.mappings.values():
        mapped |= numbers(mapping, set())
    missing = {number: name for number, name in concepts.items() if number not in mapped | FORM_ONLY.keys()}
    assert missing == {}
    assert mapped & FORM_ONLY.keys() == set()
    assert mapped - concepts.keys() == set(), "a table names a number the dataset does not have"


def top_level(mapping: Mapping) -> set[str]:
    """The elements a table reads, by their first key, and those it calls unsafe."""
    read_here = {f.path.split(".")[0].split("[")[0].split("(")[0] for f in mapping.fields if isinstance(f, Field)}
    unsafe = {pattern.split(".")[0].rstrip("*") for pattern in mapping.unsafe}
    return read_here | unsafe | {"implicitRules", "modifierExtension"}


@pytest.mark.parametrize("name", sorted(TABLES.mappings))
def test_every_modifier_element_is_read_or_makes_the_statement_not_understood(name: str) -> None:
    mapping = TABLES.mappings[name]
    facts = load_base("R4").types
    modifiers: set[str] = set()
    base = mapping.resource
    while base:
        modifiers |= {key for key, element in facts[base].element.children.items() if element.modifier}
        base = facts[base].parent
    assert "implicitRules" in modifiers
    here = top_level(mapping)
    assert {m for m in modifiers if not any(m.replace("[x]", "").startswith(known) for known in here)} == set()


def consent(**changes: Any) -> dict[str, Any]:
    tree: dict[str, Any] = {
        "resourceType": "Consent", "id": "c1", "status": "active",
        "meta": {"profile": ["https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-TreatmentDirective"]},
        "patient": {"reference": "Patient/p1"}, "dateTime": "2026-01-01",
        "provision": {"type": "deny", "code": [{"coding": [{"system": "http://snomed.info/sct", "code": "89666000"}]}]},
    }
    return {**tree, **changes}


def plan_of(*trees: dict[str, Any]) -> AdvanceCarePlan:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": tree} for tree in trees]}
    return read(json.dumps(bundle).encode()).plan()


UNKNOWN_MODIFIER = [{"url": "https://example.org/turns-it-around", "valueBoolean": True}]


@pytest.mark.parametrize(("changes", "path"), [
    ({"modifierExtension": UNKNOWN_MODIFIER}, "Consent.modifierExtension"),
    ({"implicitRules": "https://example.org/rules"}, "Consent.implicitRules"),
    ({"provision": {"type": "deny", "modifierExtension": UNKNOWN_MODIFIER}}, "Consent.provision.modifierExtension"),
    ({"provision": {"type": "deny", "provision": [{"type": "permit"}]}}, "Consent.provision.provision"),
    ({"provision": {"type": "permit", "actor": [{"modifierExtension": UNKNOWN_MODIFIER}]}},
     "Consent.provision.actor[].modifierExtension"),
    ({"provision": {"type": "permit", "code": [{"text": "beademing"}, {"text": "reanimatie"}]}},
     "Consent.provision.code"),
    ({"status": ["active"]}, "Consent.status"),
])
def test_what_changes_the_meaning_and_is_not_known_is_never_an_agreement(changes: dict[str, Any], path: str) -> None:
    plan = plan_of(consent(**changes))
    assert [(n.reference, n.path) for n in plan.not_understood] == [("TreatmentDirective/c1", path)]
    current = plan.current(datetime.date(2026, 2, 1))
    assert current.holds == ()
    assert [s.id for s in current.not_understood] == ["c1"]


def test_other_words_beside_a_formal_code_change_nothing() -> None:
    scope = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "treatment",
                         "display": "Treatment"}], "text": "behandeling"}
    plan = plan_of(consent(scope=scope))
    assert plan.not_understood == ()
    research = {"coding": [{**scope["coding"][0], "code": "research"}]}
    assert [n.path for n in plan_of(consent(scope=research)).not_understood] == ["Consent.scope"]


def test_the_same_consent_without_them_holds() -> None:
    current = plan_of(consent()).current(datetime.date(2026, 2, 1))
    directive = current.directive(Treatment.CPR)
    assert directive is not None
    assert directive.decision is Decision.DO_NOT_PERFORM


def test_switching_off_an_icd_is_known_by_the_code_in_the_text() -> None:
    provision = {"type": "permit", "code": [{
        "coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "OTH"}],
        "text": "ICD uit (SNOMED CT - 400231000146108)"}]}
    (directive,) = plan_of(consent(provision=provision)).treatment_directives
    assert directive.treatment is not None
    assert directive.treatment.value is Treatment.ICD_DEACTIVATION


def test_legal_capacity_is_read_in_both_forms() -> None:
    url = "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ext-Patient.LegallyCapableMedicalTreatmentDecisions"
    plan = plan_of({"resourceType": "Patient", "id": "p1", "extension": [{"url": url, "extension": [
        {"url": "legallyCapable", "valueBoolean": False}, {"url": "legallyCapableComment", "valueString": "mentor"}]}]},
        {"resourceType": "Observation", "id": "o1", "status": "final", "subject": {"reference": "Patient/p1"},
         "code": {"coding": [{"system": "http://snomed.info/sct", "code": "665671000146101"}]}, "valueBoolean": False})
    assert plan.patient is not None
    assert plan.patient.legally_capable is not None
    assert (plan.patient.legally_capable.capable, plan.patient.legally_capable.comment) == (False, "mentor")
    assert [o.value for o in plan.legal_capacities] == [False]


def test_a_narrative_is_written_back_only_for_what_it_was_made_for() -> None:
    div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">niet reanimeren</div>"
    tree = consent(text={"status": "generated", "div": div})
    plan = plan_of(tree)
    (same,), losses = write_plan(plan, R4)
    assert same[0]["text"] == tree["text"]
    assert losses == []
    changed = plan.treatment_directives[0].model_copy(update={"decision": Decision.PERFORM})
    (other,), losses = write_plan(plan.model_copy(update={"treatment_directives": (changed,)}), R4)
    assert "text" not in other[0]
    assert [loss.reason for loss in losses] == ["narrative-no-longer-true"]


def test_plans_of_two_patients_are_never_mixed() -> None:
    trees = [{"resourceType": "Patient", "id": p} for p in ("p1", "p2")]
    trees += [consent(id=f"c-{p}", patient={"reference": f"Patient/{p}"}) for p in ("p1", "p2", "p3")]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": t} for t in trees]}
    found = read(json.dumps(bundle).encode()).plans()
    assert [[d.id for d in plan.treatment_directives] for plan in found] == [["c-p1"], ["c-p2"], ["c-p3"]]
    assert found[2].patient is None


def test_what_a_history_says_was_deleted_is_no_agreement_any_more() -> None:
    history = {"resourceType": "Bundle", "type": "history", "entry": [
        {"request": {"method": "DELETE", "url": "Consent/c1"}},
        {"resource": consent(), "request": {"method": "PUT", "url": "Consent/c1"}},
        {"resource": consent(id="c2"), "request": {"method": "PUT", "url": "Consent/c2"}},
    ]}
    plan = read(json.dumps(history).encode()).plan()
    assert [directive.id for directive in plan.treatment_directives] == ["c2"]
    assert [(other.reference, other.reason) for other in plan.other_resources] == [("Consent/c1", "deleted")]
