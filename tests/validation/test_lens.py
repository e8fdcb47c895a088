"""The lens sees what the model would hold, without building it."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings

from pzp_exchange import convert, read
from pzp_exchange import model as m
from pzp_exchange.mapping.assemble import tables
from pzp_exchange.mapping.table import Mapping, Scalar
from pzp_exchange.mapping.tables import ReleaseTables
from pzp_exchange.model import codes as c
from pzp_exchange.model.base import Coded, Reference
from pzp_exchange.testing import plans
from pzp_exchange.validation.lens import Lens, lens
from pzp_exchange.validation.plan.view import DATES, SetView

TODAY = datetime.date(2026, 6, 1)


def r4() -> ReleaseTables:
    found = tables("R4")
    assert found is not None
    return found


def glass(kind: str) -> Lens:
    return lens(r4().mappings[kind])


CONSENT: dict[str, Any] = {
    "resourceType": "Consent",
    "status": "active",
    "patient": {"reference": "Patient/p"},
    "dateTime": "2026-01-02",
    "modifierExtension": [
        {"url": "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther",
         "valueString": "Alleen na overleg"},
    ],
    "provision": {
        "actor": [
            {"role": {"coding": [{"code": "CONSENTER"}]}, "reference": {"reference": "PractitionerRole/r"}},
            {"reference": {"display": "De dochter"}},
            {"reference": {"reference": "Patient/p"}},
        ],
        "code": [{"coding": [{"system": "http://snomed.info/sct", "code": "89666000"}], "text": "reanimatie"}],
    },
}


def test_values_places_and_references() -> None:
    see = glass("treatment_directives")
    assert see.get(CONSENT, "reviewed_on") == "2026-01-02"
    assert see.get(CONSENT, "ended_on") is None
    assert see.codings(CONSENT, "treatment") == [("http://snomed.info/sct", "89666000")]
    assert see.member(CONSENT, "treatment") is c.Treatment.CPR
    assert see.references(CONSENT, "patient") == ["Patient/p"]
    assert see.references(CONSENT, "parties") == ["PractitionerRole/r", "Patient/p"]
    assert [pointer for pointer, _ in see.reference_places(CONSENT, "parties")] == [
        ("provision", "actor", n, "reference") for n in range(3)]
    assert see.pointer(CONSENT, "specification") == ("modifierExtension", 0, "valueString")
    assert see.decision(CONSENT) is c.Decision.OTHER
    assert not see.knows("no_such_attribute")
    assert see.get(CONSENT, "no_such_attribute") is None


def test_names_go_down_with_dots() -> None:
    patient = {"resourceType": "Patient", "extension": [{
        "url": "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ext-Patient.LegallyCapableMedicalTreatmentDecisions",
        "extension": [{"url": "legallyCapable", "valueBoolean": False}]}]}
    assert glass("patient").get(patient, "legally_capable.capable") is False
    place = ("extension", 0, "extension", 0, "valueBoolean")
    assert glass("patient").pointer(patient, "legally_capable.capable") == place
    assert glass("encounters").get({"period": {"start": "2026"}}, "period.start") == "2026"


def test_systems_of_every_era_are_one() -> None:
    role = {"relationship": [{"coding": [{"system": "http://hl7.org/fhir/v3/RoleCode", "code": "DAUC"}]}]}
    assert glass("contact_persons").codings(role, "relationships") == [
        ("http://terminology.hl7.org/CodeSystem/v3-RoleCode", "DAUC")]


def test_an_icd_is_known_from_the_words_of_other() -> None:
    icd = c.Treatment.ICD_DEACTIVATION
    other = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "OTH"}]}
    see = glass("treatment_directives")
    assert see.member({"provision": {"code": [{**other, "text": f"ICD uit ({icd.code})"}]}}, "treatment") is icd
    assert see.member({"provision": {"code": [{**other, "text": "Anders"}]}}, "treatment") is c.Treatment.OTHER


def test_what_has_another_shape_is_not_there() -> None:
    see = glass("treatment_directives")
    for broken in ({"dateTime": 1}, {"dateTime": None}, {"dateTime": ["2026"]}):
        assert see.get(broken, "reviewed_on") is None
    for broken in ({"provision": []}, {"provision": {"code": {}}}, {"provision": {"code": [1]}}, {"provision": None},
                   {"provision": {"code": [{"coding": [1, None]}]}},
                   {"provision": {"code": CONSENT["provision"]["code"] * 2}}):
        assert see.codings(broken, "treatment") == []
        assert see.decision(broken) is None


def test_what_changes_the_meaning_unread_is_not_understood() -> None:
    see = glass("treatment_directives")
    assert see.understood(CONSENT, [CONSENT["modifierExtension"]])
    assert not see.understood(CONSENT, [[{"url": "https://example.org/unknown"}]])
    assert not see.understood({"provision": {"provision": [{"type": "deny"}]}}, [])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_it_sees_what_the_model_holds(plan: m.AdvanceCarePlan) -> None:
    document = convert(plan, "r4").document
    again = document.plan()
    for item in SetView(document, TODAY).items:
        assert item.lens is not None
        statement: Any = next(s for s in again.statements() if s.id == item.entry.id
                              and type(s) is item.lens.mapping.model)
        if item.kind in DATES:
            assert item.date == statement.date
        if item.kind == "treatment_directives":
            assert item.decision is statement.decision
        for field in item.lens.mapping.fields:
            value = getattr(statement, field.name)
            if isinstance(value, Coded) and value.codes() is not m.CodeList:
                assert item.lens.key(item.tree, field.name) == value.key
                assert item.lens.member(item.tree, field.name) is value.value
            elif isinstance(value, Reference):
                assert item.lens.references(item.tree, field.name) == [r for r in (value.reference,) if r]
            elif isinstance(getattr(field, "codec", None), Scalar) and not isinstance(value, tuple):
                assert item.lens.get(item.tree, field.name) == value


def test_a_lens_is_compiled_once() -> None:
    for mapping in r4().mappings.values():
        assert isinstance(mapping, Mapping)
        assert lens(mapping) is lens(mapping)


def test_every_name_the_rules_use_is_in_the_tables() -> None:
    for kind, names in DATES.items():
        assert all(glass(kind).knows(name) for name in names), kind


def test_it_reads_a_file_like_any_other(standard: Any) -> None:
    document = read(standard / "r4-1.0.0-rc3" / "examples")
    seen = {item.kind for item in SetView(document, TODAY).items}
    assert seen >= {"patient", "treatment_directives", "procedures"}
