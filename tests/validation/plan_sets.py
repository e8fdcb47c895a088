"""A small set in which no plan rule has anything to say, and edits that make one speak."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from pzp_exchange import read
from pzp_exchange.document import Document

Trees = dict[str, dict[str, Any]]
SCT = "http://snomed.info/sct"
DIRECTIVE = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.14.1"
ROLE = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
BSN = "http://fhir.nl/fhir/NamingSystem/bsn"
OTHER_WORDS = "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther"
NULL = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
PROFILE = "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/"


def concept(system: str, code: str, **more: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}], **more}


def consent(id: str, code: dict[str, Any], decision: str | None = "deny", date: str = "2026-01-10",
            **more: Any) -> dict[str, Any]:
    """An agreement on a treatment."""
    return {
        "resourceType": "Consent", "id": id, "meta": {"profile": [f"{PROFILE}ACP-TreatmentDirective"]},
        "status": "active", "category": [concept(SCT, "129125009")],
        "patient": {"reference": "Patient/p"}, "dateTime": date,
        "provision": {
            **({"type": decision} if decision else {}),
            "actor": [{"reference": {"reference": "PractitionerRole/r"}}, {"reference": {"reference": "Patient/p"}}],
            "code": [code],
        },
        **more,
    }


def directive(id: str, kind: str, date: str = "2026-01-10", **more: Any) -> dict[str, Any]:
    """An advance directive with its document."""
    return {
        "resourceType": "Consent", "id": id, "meta": {"profile": [f"{PROFILE}ACP-AdvanceDirective"]},
        "status": "active",
        "category": [concept("http://terminology.hl7.org/CodeSystem/consentcategorycodes", "acd")],
        "patient": {"reference": "Patient/p"}, "dateTime": date, "sourceAttachment": {"data": "aGVs"},
        "provision": {"code": [concept(DIRECTIVE, kind)]}, **more,
    }


def observation(id: str, code: str, **value: Any) -> dict[str, Any]:
    """A finding."""
    return {"resourceType": "Observation", "id": id, "status": "final", "code": concept(SCT, code),
            "subject": {"reference": "Patient/p"}, "effectiveDateTime": "2026-01-10", **value}


CPR, ICU = concept(SCT, "89666000"), concept(SCT, "305351004")
ICD = concept(NULL, "OTH", text="ICD uitzetten (SNOMED CT - 400231000146108)")
QUIET: Trees = {
    "patient": {"resourceType": "Patient", "id": "p", "meta": {"profile": [f"{PROFILE}ACP-Patient"]},
                "identifier": [{"system": BSN, "value": "999911120"}], "birthDate": "1940-05-06"},
    "role": {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/d"}},
    "doctor": {"resourceType": "Practitioner", "id": "d", "identifier": [
        {"system": "http://fhir.nl/fhir/NamingSystem/agb-z", "value": "01999999"},
        {"system": "http://fhir.nl/fhir/NamingSystem/uzi-nr-pers", "value": "900012345"},
        {"system": "http://fhir.nl/fhir/NamingSystem/big", "value": "19012345601"}]},
    "mentor": {"resourceType": "RelatedPerson", "id": "m", "patient": {"reference": "Patient/p"},
               "relationship": [concept(ROLE, "15")]},
    "talk": {"resourceType": "Procedure", "id": "t", "status": "completed", "code": concept(SCT, "713603004"),
             "subject": {"reference": "Patient/p"}, "performedPeriod": {"start": "2026-01-10"}},
    "cpr": consent("cpr", CPR),
    "icu": consent("icu", ICU, "permit"),
    "capable": observation("capable", "665671000146101", valueBoolean=False),
    "goal": {"resourceType": "Goal", "id": "goal", "lifecycleStatus": "active",
             "category": [concept(SCT, "713603004")],
             "description": concept(SCT, "713148004"), "subject": {"reference": "Patient/p"},
             "startDate": "2026-01-10"},
    "euthanasia": observation("euthanasia", "340171000146104", valueCodeableConcept=concept(SCT, "340181000146102")),
    "request": directive("request", "EU"),
    "off": consent("off", ICD, None, modifierExtension=[{"url": OTHER_WORDS, "valueString": "Niet besproken"}]),
    "icd": {"resourceType": "Device", "id": "icd", "type": concept(SCT, "72506001"),
            "patient": {"reference": "Patient/p"}},
    "use": {"resourceType": "DeviceUseStatement", "id": "use", "status": "active",
            "subject": {"reference": "Patient/p"}, "device": {"reference": "Device/icd"}},
}


def document(trees: Trees) -> Document:
    """The set as one Bundle."""
    entries = [{"resource": tree} for tree in trees.values()]
    return read(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode(), release="r4")


def edited(edit: Callable[[Trees], object]) -> Document:
    """The quiet set after an edit in place."""
    trees = deepcopy(QUIET)
    edit(trees)
    return document(trees)
