"""Invented people in small documents, for tests of sets, writing and commands. Nobody here exists."""

from __future__ import annotations

import json
from typing import Any

from pzp_exchange.codec import encode_xml
from pzp_exchange.profiles.structure import load_structure
from pzp_exchange.tree import copy

Tree = dict[str, Any]

PROFILES = "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/"
STU3_PROFILES = "https://api.iknl.nl/docs/pzp/stu3/StructureDefinition/"
BASE = "https://example.org/fhir"

PATIENT: Tree = {
    "resourceType": "Patient",
    "id": "daan",
    "meta": {"profile": [PROFILES + "ACP-Patient"]},
    "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/bsn", "value": "999911120"}],
    "name": [{"use": "official", "family": "Vérzonnen", "given": ["Daan"]}],
    "gender": "male",
    "birthDate": "1950-02-28",
}
OTHER_PATIENT: Tree = {
    **PATIENT,
    "id": "other",
    "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/bsn", "value": "999998286"}],
}
"""Somebody else of the same name."""
CONSENT: Tree = {
    "resourceType": "Consent",
    "id": "ic-opname",
    "meta": {"profile": [PROFILES + "ACP-TreatmentDirective"]},
    "text": {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">Niet naar de IC</div>'},
    "status": "active",
    "scope": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "treatment"}]},
    "category": [{"coding": [{"system": "http://snomed.info/sct", "code": "129125009"}]}],
    "patient": {"reference": "Patient/daan"},
    "dateTime": "2026-03-04",
    "provision": {
        "type": "deny",
        "code": [{"coding": [{"system": "http://snomed.info/sct", "code": "305351004", "display": "IC-opname"}]}],
    },
}
PRACTITIONER: Tree = {
    "resourceType": "Practitioner",
    "id": "arts",
    "meta": {"profile": [PROFILES + "ACP-HealthProfessional-Practitioner"]},
    "name": [{"family": "Bedenk"}],
}
BUNDLE: Tree = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [{"fullUrl": f"{BASE}/Patient/daan", "resource": PATIENT},
              {"fullUrl": f"{BASE}/Consent/ic-opname", "resource": CONSENT}],
}
PLAN: Tree = {
    "patient": {"id": "daan", "names": [{"family": "Vérzonnen", "given": [{"value": "Daan"}]}]},
    "senses_of_purpose": [{"id": "tuin", "value": "Elke dag de tuin in"}],
}


def changed(tree: Tree, **changes: Any) -> Tree:
    """A copy with other members; ``None`` takes one away."""
    made: Tree = copy({**tree, **changes})
    return {key: value for key, value in made.items() if value is not None}


def in_bundle(*resources: Tree, bundle_type: str = "collection", **more: Any) -> Tree:
    """A Bundle of resources without full URLs."""
    return {"resourceType": "Bundle", "type": bundle_type, **more, "entry": [{"resource": each} for each in resources]}


def as_json(tree: Any) -> bytes:
    """The tree as JSON text."""
    return json.dumps(tree, ensure_ascii=False, indent=2).encode()


def as_lines(*trees: Tree) -> bytes:
    """The trees as NDJSON."""
    return b"".join(json.dumps(tree, ensure_ascii=False).encode() + b"\n" for tree in trees)


def as_xml(tree: Tree, fhir_version: str = "R4") -> bytes:
    """The tree as XML."""
    return encode_xml(tree, load_structure(fhir_version)).data
