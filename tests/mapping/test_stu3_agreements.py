"""Treatment directives of STU3: what was decided, when it was verified, and with whom."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from stu3_samples import NULLS, SCT, THEN, ZIB, again, consent, permitted, plan_of, restricted, verification, written

from pzp_exchange import R4, STU3
from pzp_exchange import model as m
from pzp_exchange.mapping.assemble import write_plan


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
