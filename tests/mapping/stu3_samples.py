"""Invented resources of STU3 and the way to a plan and back. Nobody here exists."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck

from pzp_exchange import STU3, read
from pzp_exchange import model as m
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.mapping.tables import tables

PROFILES = "https://api.iknl.nl/docs/pzp/stu3/StructureDefinition/"
ZIB = "http://nictiz.nl/fhir/StructureDefinition/"
SCT = "http://snomed.info/sct"
NULLS = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
THEN = "http://hl7.org/fhir/v3/NullFlavor"
SETTINGS = {"deadline": None, "suppress_health_check": list(HealthCheck)}
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


def again(plan: m.AdvanceCarePlan) -> tuple[m.AdvanceCarePlan, list[Any]]:
    resources, losses = write_plan(plan, STU3)
    return read(bundle(*(tree for tree, _ in resources)), release="stu3").plan(), losses


def restricted(text: str) -> list[dict[str, Any]]:
    return [{"type": "deny", "extension": [{"url": f"{ZIB}zib-TreatmentDirective-Restrictions", "valueString": text}]}]


def observation(**changes: Any) -> dict[str, Any]:
    return {"resourceType": "Observation", "id": "o", "status": "final", "subject": {"reference": "Patient/p1"},
            "code": {"coding": [{"system": SCT, "code": "395091006"}]}, **changes}
