"""Resources of individual care plans, and the way to a plan and back. Nobody here exists."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck
from stu3_pairs import R4, STU3

from pzp_exchange import model as m
from pzp_exchange import read
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.mapping.stu3.datatypes import type_of
from pzp_exchange.mapping.systems import R4_SYSTEMS
from pzp_exchange.model.own_codes import OWN_BASE, OWN_SYSTEM
from pzp_exchange.releases import Release
from pzp_exchange.tree import leaves

SETTINGS: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
VERSIONS = {"r4": R4, "stu3": STU3}
LISTS = m.IndividualCarePlan.own_lists
SCT = "http://snomed.info/sct"
CODES = "http://terminology.hl7.org/CodeSystem/"
PATIENT = {"reference": "Patient/p"}


def own(code: str, **more: Any) -> dict[str, Any]:
    """A CodeableConcept with a code of the library."""
    return {"coding": [{"system": OWN_SYSTEM, "code": code}], **more}


def extension(name: str, **value: Any) -> dict[str, Any]:
    """One of the library's own extensions."""
    return {"url": f"{OWN_BASE}StructureDefinition/ext-{name}", **value}


def bundle(*trees: dict[str, Any]) -> bytes:
    return json.dumps({"resourceType": "Bundle", "type": "collection",
                       "entry": [{"resource": tree} for tree in trees]}).encode()


def plan_of(release: str, *trees: dict[str, Any]) -> m.AdvanceCarePlan:
    return read(bundle(*trees), release=release).plan()


def individual(release: str, *trees: dict[str, Any]) -> m.IndividualCarePlan:
    plan = plan_of(release, *trees)
    assert isinstance(plan, m.IndividualCarePlan)
    return plan


def written(plan: m.AdvanceCarePlan, to: str) -> list[dict[str, Any]]:
    return [tree for tree, _ in write_plan(plan, VERSIONS[to])[0]]


def there_and_back(plan: m.AdvanceCarePlan, to: Release) -> tuple[m.AdvanceCarePlan, list[Any]]:
    resources, losses = write_plan(plan, to)
    return read(bundle(*(tree for tree, _ in resources)), release=to).plan(), losses


def normal(item: Any) -> Any:
    """What the FHIR versions write otherwise and means the same, in one form."""
    if isinstance(item, tuple):
        return tuple(normal(each) for each in item)
    if not isinstance(item, m.Model):
        return item
    item = item.model_copy(update={name: normal(getattr(item, name)) for name in type(item).model_fields})
    match item:
        case m.Coding(system=str(system), code=str(code)):
            system, code = R4_SYSTEMS.own(system, code)
            return item.model_copy(update={"system": system, "code": code})
        case m.Reference(type=str(kind)) if type_of(item.model_copy(update={"type": None})) == kind:
            return item.model_copy(update={"type": None})
    return item


def own_part(plan: m.AdvanceCarePlan) -> dict[str, Any]:
    """The lists that only an individual care plan has, in one form."""
    return {name: normal(getattr(plan, name, ())) for name in LISTS}


def status(code: str, system: str = "condition-clinical", **more: Any) -> dict[str, Any]:
    return {"coding": [{"system": f"{CODES}{system}", "code": code}], **more}


def marking(release: str = "r4", **changes: Any) -> dict[str, Any]:
    """A marking as somebody else writes it: without our profile."""
    r4 = {"clinicalStatus": status("active"), "recordedDate": "2026-02-03",
          "stage": [{"summary": own("symptom-directed")}]}
    stu3 = {"clinicalStatus": "active", "assertedDate": "2026-02-03", "code": own("palliative-phase-marking"),
            "stage": {"summary": own("symptom-directed")}}
    tree = {"resourceType": "Condition", "id": "m", "category": [own("palliative-phase-marking")], "subject": PATIENT,
            **(r4 if release == "r4" else stu3)}
    return {key: value for key, value in {**tree, **changes}.items() if value is not None}


def claim(name: str) -> dict[str, Any]:
    """The ``meta`` that claims one of our profiles of R4."""
    return {"profile": [f"{OWN_BASE}r4/StructureDefinition/IZP-{name}"]}


def assert_kept(release: str, tree: dict[str, Any]) -> m.IndividualCarePlan:
    """Reads and writes it; it must come back as it was."""
    plan = individual(release, tree)
    resources, losses = write_plan(plan, VERSIONS[release])
    assert losses == []
    assert [dict(leaves(each)) for each, _ in resources] == [dict(leaves(tree))]
    return plan


def resource(kind: str, **content: Any) -> dict[str, Any]:
    return {"resourceType": kind, "id": "x", "subject": PATIENT, **content}
