"""STU3 resources to the plan and back, and over to R4: the official examples, generated plans, and the dataset."""

from __future__ import annotations

import copy
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.STU3 import get_fhir_model_class
from hypothesis import HealthCheck, given, settings
from stu3_pairs import DIFFERENCES, EQUAL, PAIRS, compare, reason_of
from test_r4 import numbers

from pzp_exchange import R4, STU3, convert, read, validate
from pzp_exchange import model as m
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.mapping.shared.agreements import says_no_more
from pzp_exchange.mapping.stu3.datatypes import type_of
from pzp_exchange.mapping.stu3.people import is_relation
from pzp_exchange.mapping.stu3.talk import is_other
from pzp_exchange.mapping.systems import R4_SYSTEMS
from pzp_exchange.mapping.table import Field, Mapping, NodeField
from pzp_exchange.mapping.tables import tables
from pzp_exchange.profiles.facts import load_base
from pzp_exchange.testing import plans
from pzp_exchange.tree import leaves
from pzp_exchange.validation.plan.view import DATES, SetView
from support import standard_files

EXAMPLES = [str(p) for p in standard_files("stu3-1.0.0-rc2/examples")]
PROFILES = "https://api.iknl.nl/docs/pzp/stu3/StructureDefinition/"
ZIB = "http://nictiz.nl/fhir/StructureDefinition/"
SCT = "http://snomed.info/sct"
FORM_ONLY = {
    # number: why no STU3 resource holds it
    "183": "only the form asks whether earlier agreements exist",
    "207": "only the form asks whether earlier agreements exist",
    "184": "only the form has this comment",
    "189": "only the form asks whether earlier agreements differ",
    "188": "only the form asks for consent to sharing; no resource or code for it in the guide",
    "283": "a heading: its one concept is the date of the talk",
}
TABLES = tables("STU3")
assert TABLES is not None


def bundle(*trees: dict[str, Any]) -> bytes:
    return json.dumps({"resourceType": "Bundle", "type": "collection",
                       "entry": [{"resource": tree} for tree in trees]}).encode()


def plan_of(*trees: dict[str, Any], release: str = "stu3") -> m.AdvanceCarePlan:
    return read(bundle(*trees), release=release).plan()


def written(plan: m.AdvanceCarePlan, to: Any = STU3) -> list[dict[str, Any]]:
    return [tree for tree, _ in write_plan(plan, to)[0]]


def permitted(code: str, system: str = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4", **more: Any) -> dict[str, Any]:
    return {"url": f"{ZIB}zib-TreatmentDirective-TreatmentPermitted",
            "valueCodeableConcept": {"coding": [{"system": system, "code": code}], **more}}


def verification(*with_whom: dict[str, Any], date: str | None = "2026-01-01") -> dict[str, Any]:
    dated = [{"url": "VerificationDate", "valueDateTime": date}] if date else []
    return {"url": f"{ZIB}zib-TreatmentDirective-Verification", "extension": [
        {"url": "Verified", "valueBoolean": True}, *dated,
        *({"url": "VerifiedWith", "valueCodeableConcept": each} for each in with_whom)]}


def consent(**changes: Any) -> dict[str, Any]:
    tree: dict[str, Any] = {
        "resourceType": "Consent", "id": "c1", "status": "active",
        "meta": {"profile": [f"{PROFILES}ACP-TreatmentDirective"]},
        "category": [{"coding": [{"system": SCT, "code": "11291000146105"}]}],
        "patient": {"reference": "Patient/p1"}, "dateTime": "2026-01-01",
        "extension": [verification(), {"url": f"{ZIB}zib-TreatmentDirective-Treatment",
                                       "valueCodeableConcept": {"coding": [{"system": SCT, "code": "89666000"}]}}],
        "modifierExtension": [permitted("NEE")],
    }
    return {key: value for key, value in {**tree, **changes}.items() if value is not None}


# the official examples

@pytest.mark.parametrize("folder", EXAMPLES)
def test_official_examples_come_back_leaf_for_leaf(folder: str) -> None:
    document = read(folder)
    before = copy.deepcopy([entry.tree for entry in document])
    converted = convert(document, to=STU3)
    assert converted.losses == ()
    trees = {entry.reference: entry.tree for entry in converted.document}
    assert len(trees) == len(document)
    for entry in document:
        assert dict(leaves(trees[entry.reference])) == dict(leaves(entry.tree)), entry.reference
    assert [entry.tree for entry in document] == before


@pytest.mark.parametrize("folder", EXAMPLES)
def test_official_examples_are_understood(folder: str) -> None:
    (plan,) = read(folder).plans()
    assert plan.not_understood == ()
    assert {other.reason for other in plan.other_resources} == {"form"}


NICTIZ = ("nl-core-p*", "nl-core-relatedperson*", "gpdata-p*", "*Encounter*", "*Directive*", "*MedicalDevice*")


@pytest.mark.parametrize("path", standard_files(*(f"nictiz-examples/stu3/{name}.xml" for name in NICTIZ)),
                         ids=lambda p: p.name)
def test_examples_of_nictiz_come_back_leaf_for_leaf(path: Path) -> None:
    document = read(path)
    assert any(TABLES.find(entry.tree) for entry in document)
    converted = convert(document, to=STU3)
    assert converted.losses == ()
    assert [dict(leaves(e.tree)) for e in converted.document] == [dict(leaves(e.tree)) for e in document]


# generated plans

def normal(item: Any) -> Any:
    """A plan without what the FHIR versions cannot both say, and what says nothing of its own."""
    if isinstance(item, tuple):
        return tuple(normal(each) for each in item)
    if not isinstance(item, m.Model):
        return item
    changes = {name: normal(getattr(item, name)) for name in type(item).model_fields}
    item = item.model_copy(update=changes)
    match item:
        case m.Coding(system=str(system), code=str(code)):
            system, code = R4_SYSTEMS.own(system, code)
            return item.model_copy(update={"system": system, "code": code})
        case m.Reference(type=str(kind)) if type_of(item.model_copy(update={"type": None})) == kind:
            return item.model_copy(update={"type": None})
        case m.Address(postal_code=str(code)):
            return item.model_copy(update={"postal_code": code.replace(" ", "")})
        case m.TreatmentDirective(specification=str(words)) if says_no_more(words, item.decision):
            return item.model_copy(update={"specification": None})
        case m.ContactPerson():
            return item.model_copy(update={"relationships": tuple(sorted(item.relationships, key=is_relation))})
        case m.Procedure():
            codings = item.code.codings if item.code else ()
            if item.code and any(c.code in ("411600B", "190099") for c in codings):  # beside them SNOMED is added
                codings = tuple(c for c in codings if c.code != "713603004")
                item = item.model_copy(update={"code": item.code.model_copy(update={"codings": codings})})
            return item.model_copy(update={"performers": tuple(sorted(item.performers, key=is_other))})
    return item


def sayable(item: Any) -> Any:
    """A plan without what STU3 has no place for."""
    if isinstance(item, tuple):
        return tuple(sayable(each) for each in item)
    if not isinstance(item, m.Model):
        return item
    item = item.model_copy(update={name: sayable(getattr(item, name)) for name in type(item).model_fields})
    match item:
        case m.AdvanceCarePlan():
            return item.model_copy(update={"legal_capacities": ()})
        case m.Identifier(use="old"):
            return item.model_copy(update={"use": None})
        case m.Patient():
            return item.model_copy(update={"general_practitioners": item.general_practitioners[:1]})
        case m.Encounter():
            present = tuple(p for p in item.participants if p.individual and type_of(p.individual) != "Patient")
            return item.model_copy(update={"participants": present})
        case m.PatientContact():
            return item.model_copy(update={"contact_person": None})
        case m.ContactPerson():
            relations = [each for each in item.relationships if is_relation(each)]
            kept = tuple(each for each in item.relationships if not is_relation(each) or each is relations[0])
            return item.model_copy(update={"relationships": kept})
        case m.TreatmentDirective():
            return item.model_copy(update={"reason_for_ending": None})
        case m.AdvanceDirective(type=m.Coded(value=m.AdvanceDirectiveType.SELF_BINDING)):
            return item.model_copy(update={"type": None})
    return item


def again(plan: m.AdvanceCarePlan) -> tuple[m.AdvanceCarePlan, list[Any]]:
    resources, losses = write_plan(plan, STU3)
    return read(bundle(*(tree for tree, _ in resources)), release="stu3").plan(), losses


SETTINGS = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=60, **SETTINGS)  # type: ignore[arg-type]
@given(plans())
def test_a_generated_plan_comes_back_or_the_loss_is_announced(plan: m.AdvanceCarePlan) -> None:
    back, losses = again(plan)
    assert (normal(back) == normal(plan)) == (not losses)


@settings(max_examples=60, **SETTINGS)  # type: ignore[arg-type]
@given(plans())
def test_a_generated_plan_without_what_stu3_cannot_say_comes_back(plan: m.AdvanceCarePlan) -> None:
    said = sayable(plan)
    back, losses = again(said)
    assert losses == []
    assert normal(back) == normal(said)


# what a treatment directive says

NULLS = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
THEN = "http://hl7.org/fhir/v3/NullFlavor"


def restricted(text: str) -> list[dict[str, Any]]:
    return [{"type": "deny", "extension": [{"url": f"{ZIB}zib-TreatmentDirective-Restrictions", "valueString": text}]}]


@pytest.mark.parametrize(("changes", "decision", "restrictions", "specification"), [
    ({"modifierExtension": [permitted("JA")]}, m.Decision.PERFORM, None, None),
    ({"modifierExtension": [permitted("NEE")]}, m.Decision.DO_NOT_PERFORM, None, None),
    ({"modifierExtension": [permitted("NEE")], "except": [{"type": "permit"}]}, m.Decision.DO_NOT_PERFORM, None, None),
    ({"modifierExtension": [permitted("JA_MAAR")], "except": restricted("een week")}, m.Decision.PERFORM, "een week",
     None),
    ({"modifierExtension": [permitted("JA_MAAR")]}, m.Decision.PERFORM, "Ja, maar met beperkingen", None),
    ({"modifierExtension": [permitted("JA")], "except": restricted("een week")}, m.Decision.PERFORM, "een week", None),
    ({"modifierExtension": [permitted("UNK", NULLS)]}, m.Decision.UNKNOWN, None, None),
    ({"modifierExtension": [permitted("ASKU", THEN)]}, m.Decision.NOT_DECIDED, None, None),
    ({"modifierExtension": [permitted("NASK", NULLS)]}, m.Decision.NOT_DISCUSSED, None, None),
    ({"modifierExtension": [permitted("OTH", THEN, text="Alleen overdag")]}, m.Decision.OTHER, None, "Alleen overdag"),
    ({"modifierExtension": None}, None, None, None),
])
def test_a_decision(changes: dict[str, Any], decision: m.Decision | None, restrictions: str | None,
                    specification: str | None) -> None:
    tree = consent(**changes)
    plan = plan_of(tree)
    (directive,) = plan.treatment_directives
    assert (directive.decision, directive.restrictions) == (decision, restrictions)
    assert directive.specification == specification
    assert plan.not_understood == ()
    assert written(plan) == [tree]


@pytest.mark.parametrize(("directive", "code", "rest"), [
    ({"decision": "perform"}, "JA", [{"type": "permit"}]),
    ({"decision": "do-not-perform"}, "NEE", [{"type": "deny"}]),
    ({"decision": "perform", "restrictions": "een week"}, "JA_MAAR", restricted("een week")),
    ({"decision": "unknown"}, "UNK", None),
    ({"decision": "not-decided"}, "ASKU", None),
    ({"decision": "not-discussed", "specification": "Niet besproken"}, "NASK", None),
])
def test_a_decision_is_written(directive: dict[str, Any], code: str, rest: Any) -> None:
    plan = m.AdvanceCarePlan.model_validate({"treatment_directives": [directive]})
    ((tree, _),), losses = write_plan(plan, STU3)
    assert losses == []
    assert tree["modifierExtension"][0]["valueCodeableConcept"]["coding"][0]["code"] == code
    assert tree.get("except") == rest


def test_a_contradiction_is_not_written() -> None:
    plan = m.AdvanceCarePlan.model_validate(
        {"treatment_directives": [{"id": "c", "decision": "perform", "specification": "liever niet"}]})
    resources, losses = write_plan(plan, STU3)
    assert resources == []
    assert {(loss.resource, loss.reason) for loss in losses} >= {("Consent/c", "contradicts-itself")}


def test_yes_but_is_no_permission_in_r4() -> None:
    plan = plan_of(consent(modifierExtension=[permitted("JA_MAAR")], **{"except": restricted("een week")}))
    ((tree, _),), losses = write_plan(plan, R4)
    assert "type" not in tree.get("provision", {})
    assert tree["modifierExtension"][0]["valueString"] == "Ja, maar met beperkingen: een week"
    assert [(loss.path, loss.reason) for loss in losses] == [("TreatmentDirective.restrictions", "read-back-as-other")]


UNKNOWN_MODIFIER = {"url": "https://example.org/turns-it-around", "valueBoolean": True}


@pytest.mark.parametrize(("changes", "path"), [
    ({"modifierExtension": [permitted("NEE"), UNKNOWN_MODIFIER]}, "Consent.modifierExtension"),
    ({"modifierExtension": [permitted("WELLICHT")]}, "Consent.modifierExtension"),
    ({"modifierExtension": [permitted("JA"), permitted("NEE")]}, "Consent.modifierExtension"),
    ({"modifierExtension": None, "implicitRules": "https://example.org/rules"}, "Consent.implicitRules"),
    ({"except": [{"type": "deny", "period": {"end": "2026"}}]}, "Consent.except"),
    ({"except": [{"type": "deny"}, {"type": "permit"}]}, "Consent.except"),
    ({"status": ["active"]}, "Consent.status"),
    ({"dateTime": 2026}, "Consent.dateTime"),
])
def test_what_changes_the_meaning_and_is_not_known_is_never_an_agreement(changes: dict[str, Any], path: str) -> None:
    tree = consent(**changes)
    plan = plan_of(tree)
    assert [(n.reference, n.path) for n in plan.not_understood] == [("TreatmentDirective/c1", path)]
    assert plan.current(datetime.date(2026, 2, 1)).holds == ()
    assert written(plan) == [tree]
    resources, losses = write_plan(plan, R4)
    assert resources == []
    assert {loss.reason for loss in losses} >= {"not-understood"}


def test_an_icd_is_known_by_its_code_and_by_the_code_in_the_words_of_other() -> None:
    words = {"coding": [{"system": NULLS, "code": "OTH", "display": "other"}], "text": "ICD uit (400231000146108)"}
    for concept in ({"coding": [{"system": SCT, "code": "400231000146108"}]}, words):
        tree = consent(extension=[{"url": f"{ZIB}zib-TreatmentDirective-Treatment", "valueCodeableConcept": concept}])
        plan = plan_of(tree)
        (directive,) = plan.treatment_directives
        assert directive.treatment is not None
        assert directive.treatment.value is m.Treatment.ICD_DEACTIVATION
        assert written(plan) == [tree]
    ((tree, _),), _ = write_plan(m.AdvanceCarePlan.model_validate({"treatment_directives": [
        {"treatment": {"codings": [{"system": SCT, "code": "400231000146108"}]}, "decision": "perform"}]}), STU3)
    assert tree["extension"][-1]["valueCodeableConcept"]["coding"][0]["code"] == "400231000146108"


PATIENT_CODE = {"coding": [{"system": SCT, "code": "116154003", "display": "Patient"}]}


def test_the_date_of_verification_goes_before_that_of_the_document() -> None:
    tree = consent(dateTime="2026-03-01")
    plan = plan_of(tree)
    assert plan.treatment_directives[0].reviewed_on == "2026-01-01"
    assert written(plan) == [tree]
    only = consent(dateTime=None)
    assert plan_of(only).treatment_directives[0].reviewed_on == "2026-01-01"
    assert written(plan_of(only)) == [only]


def test_who_it_was_verified_with_is_a_party() -> None:
    words = {"coding": [{"system": THEN, "code": "OTH"}], "text": "dochter Bo"}
    guardian = {"coding": [{"system": SCT, "code": "394619001", "display": "Guardian"}]}
    tree = consent(extension=[verification(PATIENT_CODE, words, guardian)],
                   consentingParty=[{"reference": "Practitioner/arts"}])
    plan = plan_of(tree)
    (directive,) = plan.treatment_directives
    assert [p.who.reference or p.who.display for p in directive.parties if p.who] == [
        "Practitioner/arts", "Patient/p1", "dochter Bo", "Guardian"]
    assert written(plan) == [tree]


def test_a_party_of_the_plan_is_written_as_such_and_as_verified_with() -> None:
    plan = m.AdvanceCarePlan.model_validate({
        "patient": {"id": "p1"},
        "health_professional_roles": [{"id": "r", "professional": {"reference": "Practitioner/a", "display": "Bo"}}],
        "treatment_directives": [{"id": "c", "decision": "perform", "patient": "Patient/p1", "parties": [
            {"who": "PractitionerRole/r"}, {"who": "Patient/p1"},
            {"who": {"reference": "RelatedPerson/d", "display": "dochter"}}]}]})
    tree = next(tree for tree in written(plan) if tree["resourceType"] == "Consent")
    role = {"url": f"{ZIB}practitionerrole-reference", "valueReference": {"reference": "PractitionerRole/r"}}
    assert tree["consentingParty"] == [
        {"reference": "Practitioner/a", "display": "Bo", "extension": [role]}, {"reference": "Patient/p1"},
        {"reference": "RelatedPerson/d", "display": "dochter"}]
    said = [part["valueCodeableConcept"] for part in tree["extension"][0]["extension"] if part["url"] == "VerifiedWith"]
    assert said == [PATIENT_CODE, {"coding": [{"system": THEN, "code": "OTH", "display": "Other"}], "text": "dochter"}]
    back, losses = again(plan)
    assert losses == []
    assert back.treatment_directives == plan.treatment_directives


def test_what_was_said_otherwise_is_dropped_when_the_plan_no_longer_says_it() -> None:
    plan = plan_of(consent(modifierExtension=[permitted("NASK", NULLS)], dateTime="2026-03-01"))
    (directive,) = plan.treatment_directives
    changed = directive.model_copy(update={"decision": m.Decision.PERFORM, "reviewed_on": m.PartialDate("2026-05-05")})
    ((tree, _),), _ = write_plan(plan.model_copy(update={"treatment_directives": (changed,)}), STU3)
    again_read = plan_of(tree).treatment_directives[0]
    assert (again_read.decision, again_read.reviewed_on) == (m.Decision.PERFORM, "2026-05-05")


# the other concepts

def observation(**changes: Any) -> dict[str, Any]:
    return {"resourceType": "Observation", "id": "o", "status": "final", "subject": {"reference": "Patient/p1"},
            "code": {"coding": [{"system": SCT, "code": "395091006"}]}, **changes}


def test_roles_are_read_with_and_without_the_leading_zero() -> None:
    url = "http://fhir.nl/fhir/StructureDefinition/nl-core-relatedperson-role"
    system = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
    for code in ("3", "03"):
        tree = {"resourceType": "RelatedPerson", "id": "d", "patient": {"reference": "Patient/p1"},
                "extension": [{"url": url, "valueCodeableConcept": {"coding": [{"system": system, "code": code}]}}],
                "relationship": {"coding": [{"system": "http://hl7.org/fhir/v3/RoleCode", "code": "DAUC"}]}}
        plan = plan_of(tree)
        (person,) = plan.contact_persons
        assert person.roles == (m.ContactRole.LEGAL_GUARDIAN,)
        assert person.relations == (m.Relationship.DAUGHTER,)
        assert person.represents
        assert written(plan)[0]["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == code
        (r4,) = written(plan, R4)
        assert [c["coding"][0] for c in r4["relationship"]] == [
            {"system": system, "code": "03"},
            {"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "DAUC"}]
        back = written(plan_of(r4, release="r4"))[0]
        assert back["extension"][0]["valueCodeableConcept"] == {"coding": [{"system": system, "code": "3"}]}


def test_systems_of_the_guide_keep_the_uris_their_value_sets_hold() -> None:
    unknown = {"coding": [{"system": NULLS, "code": "UNK"}]}
    plan = plan_of(observation(valueCodeableConcept=unknown))
    assert plan.preferred_places_of_death[0].value is not None
    assert plan.preferred_places_of_death[0].value.value is m.PlaceOfDeath.UNKNOWN
    assert written(plan)[0]["valueCodeableConcept"] == unknown
    (r4,) = written(plan, R4)
    assert r4["valueCodeableConcept"] == unknown
    assert written(plan_of(r4, release="r4"))[0]["valueCodeableConcept"] == unknown


@pytest.mark.parametrize(("kind", "word", "status"), [
    ("Procedure", "suspended", "on-hold"), ("Procedure", "aborted", "stopped"), ("Procedure", "completed", "completed"),
    ("CommunicationRequest", "suspended", "on-hold"), ("CommunicationRequest", "cancelled", "revoked"),
    ("Goal", "in-progress", "active"), ("Goal", "achieved", "completed"), ("Goal", "on-target", "on-target"),
])
def test_a_status_has_other_words(kind: str, word: str, status: str) -> None:
    about = {"coding": [{"system": SCT, "code": "223449006" if kind == "CommunicationRequest" else "713603004"}]}
    tree = {"resourceType": kind, "id": "x", "status": word, "subject": {"reference": "Patient/p1"},
            **({"code": about} if kind == "Procedure" else {"category": [about]})}
    plan = plan_of(tree)
    (statement,) = plan.statements()
    assert getattr(statement, "status") == status  # noqa: B009 - statements of several kinds
    assert written(plan)[0]["status"] == word
    r4_tree = written(plan, R4)[0]
    assert r4_tree.get("status", r4_tree.get("lifecycleStatus")) == ("active" if word == "on-target" else status)


def test_a_procedure_that_was_not_done() -> None:
    tree = {"resourceType": "Procedure", "id": "x", "status": "completed", "notDone": True,
            "subject": {"reference": "Patient/p1"}, "code": {"coding": [{"system": SCT, "code": "713603004"}]}}
    plan = plan_of(tree)
    assert plan.procedures[0].status == "not-done"
    assert plan.not_understood == ()
    assert written(plan) == [tree]
    (r4,) = written(plan, R4)
    assert r4["status"] == "not-done"
    (back,) = written(plan_of(r4, release="r4"))
    assert (back["status"], back["notDone"]) == ("aborted", True)
    assert plan_of({**tree, "notDone": False}).procedures[0].status == "completed"


def test_a_professional_is_the_role_with_the_person_behind_it() -> None:
    role = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/a"}}
    link = {"url": f"{ZIB}practitionerrole-reference", "valueReference": {"reference": "PractitionerRole/r"}}
    for person in ({"reference": "Practitioner/a"}, {"reference": "Practitioner/a", "display": "Bo"},
                   {"reference": "Practitioner/other"}, {}):
        tree = observation(performer=[{**person, "extension": [link]}])
        plan = plan_of(role, tree)
        assert plan.preferred_places_of_death[0].performers[0].reference == "PractitionerRole/r"
        assert written(plan)[1]["performer"] == tree["performer"]
        resources, losses = write_plan(plan, R4)
        assert resources[1][0]["performer"] == [{"reference": "PractitionerRole/r"}]
        said = {key: value for key, value in person.items() if (key, value) != ("reference", "Practitioner/a")}
        assert [loss.value for loss in losses] == list(said.values())


def test_older_places_are_read_and_kept() -> None:
    device = {"resourceType": "DeviceUseStatement", "id": "d", "status": "active", "device": {"reference": "Device/x"},
              "subject": {"reference": "Patient/p1"}, "timingPeriod": {"start": "2020"}}
    plan = plan_of(device)
    assert plan.medical_devices[0].period == m.Period(start=m.PartialDate("2020"))
    assert written(plan) == [device]
    assert written(plan, R4)[0]["timingPeriod"] == {"start": "2020"}
    fresh = plan.medical_devices[0].model_copy(update={"period": m.Period(start=m.PartialDate("2021"))})
    (tree,) = written(plan.model_copy(update={"medical_devices": (fresh,)}))
    assert tree["whenUsed"] == {"start": "2021"}
    assert "timingPeriod" not in tree


def test_a_serial_number_is_an_identifier_of_its_own_type() -> None:
    plan = m.AdvanceCarePlan.model_validate({"medical_device_products": [
        {"id": "d", "serial_number": "S1", "identifiers": [{"system": "urn:x", "value": "1"}]}]})
    (tree,) = written(plan)
    kind = {"coding": [{"system": "http://hl7.org/fhir/identifier-type", "code": "SNO"}]}
    assert tree["identifier"][1] == {"value": "S1", "type": kind}
    assert plan_of(tree).medical_device_products == plan.medical_device_products


def test_legal_capacity_of_r4_is_put_with_the_patient() -> None:
    plan = m.AdvanceCarePlan.model_validate({"patient": {"id": "p1"}, "legal_capacities": [
        {"id": "old", "status": "final", "value": True, "observed_at": "2020"},
        {"id": "new", "status": "final", "value": False, "observed_at": "2024", "notes": ["mentor"]},
        {"id": "wrong", "status": "entered-in-error", "value": True, "observed_at": "2026"}]})
    back, losses = again(plan)
    assert back.patient is not None
    assert back.patient.legally_capable == m.LegallyCapable(capable=False, comment="mentor")
    values = [(loss.resource, loss.value) for loss in losses if loss.path == "LegalCapacity.value"]
    assert values == [("Observation/old", True), ("Observation/wrong", True)]
    undated = plan.legal_capacities[0].model_copy(update={"observed_at": None})
    unclear = plan.model_copy(update={"legal_capacities": (undated, undated.model_copy(update={"value": False}))})
    assert again(unclear)[0].patient == m.Patient(id="p1")


# over to the other FHIR version and back

OWN = {"url": "https://ziekenhuis.example/ext", "valueString": "eigen"}


def test_what_means_the_same_passes_and_the_rest_is_lost() -> None:
    tree = observation(
        language="nl", comment="bij de kat", issued="2026-01-01T10:00:00Z",
        meta={"profile": [f"{PROFILES}ACP-PreferredPlaceOfDeath", "https://example.org/own"], "versionId": "3"},
        identifier=[{"system": "urn:x", "value": "1", "period": {"start": "2026"}}],
        extension=[OWN, {"url": f"{ZIB}zib-Own", "valueString": "van zib2017"}],
        _status={"extension": [OWN]}, performer=[{"reference": "#kat", "display": "Kat"}],
        contained=[{"resourceType": "Condition", "id": "kat"}])
    resources, losses = write_plan(plan_of(tree), R4)
    ((r4, _),) = resources
    assert r4["language"] == "nl"
    assert r4["identifier"] == tree["identifier"]
    assert r4["extension"] == [OWN]
    assert r4["_status"] == {"extension": [OWN]}
    assert r4["performer"] == [{"display": "Kat"}]
    assert r4["note"] == [{"text": "bij de kat"}]
    assert r4["meta"] == {"profile": ["https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-PreferredPlaceOfDeath"],
                          "versionId": "3"}
    assert {loss.path for loss in losses} == {
        "Observation.issued", "Observation.extension", "Observation.meta.profile", "Observation.contained",
        "Observation.performer[0].reference"}
    assert {loss.reason for loss in losses} == {"not-mapped"}


def test_a_contained_resource_goes_through_its_table() -> None:
    contained = [{"resourceType": "PractitionerRole", "id": "r", "practitioner": {"display": "Bo"}}]
    tree = {**observation(performer=[{"reference": "#r"}]), "contained": contained}
    r4_plan = read(bundle(tree), release="r4").plan()
    (stu3,) = written(r4_plan)
    assert stu3["contained"] == contained
    link = {"url": f"{ZIB}practitionerrole-reference", "valueReference": {"reference": "#r"}}
    assert stu3["performer"] == [{"display": "Bo", "extension": [link]}]


def test_a_narrative_passes_when_nothing_is_lost() -> None:
    text = {"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">thuis</div>"}
    assert written(plan_of(observation(text=text)), R4)[0]["text"] == text
    resources, losses = write_plan(plan_of(observation(text=text, issued="2026-01-01T10:00:00Z")), R4)
    assert "text" not in resources[0][0]
    assert [loss.path for loss in losses] == ["Observation.issued", "Observation.text"]


# what is written is valid

# the guide of STU3 wants the role of representative beside a written proxy; that of R4 does not, and we add no role
KNOWN = {"nursing-home.r4.json": ["PZP-INVARIANT RelatedPerson"]}


def errors(trees: list[dict[str, Any]], release: str) -> list[str]:
    report = validate(read(bundle(*trees), release=release))
    return [f"{issue.code} {issue.path}" for issue in report.errors]


SOURCES = [*standard_files("r4-1.0.0-rc2/examples", "r4-1.0.0-rc3/examples", "stu3-1.0.0-rc2/examples"),
           *sorted((Path(__file__).parents[2] / "examples").glob("*.r4.json"))]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_is_written_is_valid_in_both_fhir_versions(source: Path) -> None:
    document = read(source)
    number = ["PZP-PLAN-IDENTIFIER Practitioner.identifier[0].value"]  # of nine digits, in the official STU3 example
    for release in (STU3, R4):
        trees = [e.tree for e in convert(document, to=release).document if e.type != "QuestionnaireResponse"]
        expected = KNOWN.get(source.name, []) if release is STU3 else []
        assert errors(trees, release.key) == (number if source.parent.name.startswith("stu3") else expected)
        if release is STU3:
            for tree in trees:
                get_fhir_model_class(tree["resourceType"]).model_validate(tree)


UNSAID = ("PZP-CARDINALITY-MIN", "PZP-INVARIANT Consent.period", "PZP-INVARIANT RelatedPerson")
"""What a generated plan may lack or contradict itself."""


@settings(max_examples=25, **SETTINGS)  # type: ignore[arg-type]
@given(plans())
def test_a_generated_plan_is_written_validly(plan: m.AdvanceCarePlan) -> None:
    trees = written(plan)
    assert [error for error in errors(trees, "stu3") if not error.startswith(UNSAID)] == []
    for tree in trees:
        get_fhir_model_class(tree["resourceType"]).model_validate(tree)


@settings(max_examples=25, **SETTINGS)  # type: ignore[arg-type]
@given(plans())
def test_the_rules_see_what_the_model_holds(plan: m.AdvanceCarePlan) -> None:
    document = convert(plan, STU3).document
    statements = {(type(s), s.id): s for s in document.plan().statements()}
    for item in SetView(document, datetime.date(2026, 6, 1)).items:
        assert item.lens is not None
        statement: Any = statements[item.lens.mapping.model, item.entry.id]
        assert item.status == (getattr(statement, "status", None) or "")
        if item.kind in DATES:
            assert item.date == statement.date
        if item.kind == "treatment_directives":
            assert (item.decision, item.about) == (statement.decision, statement.treatment.value)
            said = item.lens.get(item.tree, "restrictions"), item.lens.get(item.tree, "specification")
            assert said == (statement.restrictions, statement.specification)


# completeness

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


# the official pairs

@pytest.mark.parametrize(("source", "target", "to"), PAIRS, ids=lambda value: getattr(value, "key", value))
def test_official_pairs_differ_in_what_is_listed_only(standard: Path, source: str, target: str, to: Any) -> None:
    compared = compare(standard / source / "examples", standard / target / "examples", to)
    assert compared.resources >= 22
    assert compared.equal >= EQUAL[source, target]
    unlisted = [each for each in compared.different if reason_of(each, to.fhir_version) is None]
    assert unlisted == []


def test_every_listed_difference_is_there(standard: Path) -> None:
    used = set()
    for source, target, to in PAIRS:
        for each in compare(standard / source / "examples", standard / target / "examples", to).different:
            used.add(reason_of(each, to.fhir_version))
    assert [row for row in DIFFERENCES if row not in used] == []
