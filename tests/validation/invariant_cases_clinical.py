"""Nodes for the invariants of clinical resources, people and organizations. All persons are invented."""

from __future__ import annotations

from invariant_nodes import ORGANIZATION, PRACTITIONER, TERMS, Case, Node, case, concept, needs, not_both

CLINICAL = {
    "con-1": case([{"summary": {"text": "x"}}, {"assessment": [{"display": "x"}]}], [{"id": "a"}]),
    "con-2": case([{"code": [{"text": "x"}]}, {"detail": [{"display": "x"}]}], [{"id": "a"}]),
    "cpl-3": not_both("detail", "reference", {"status": "completed"}, {"display": "x"}),
    "gol-1": needs("detailQuantity", "measure", {"value": 1}, {"text": "x"}),
    "obs-3": case([{"low": {"value": 1}}, {"high": {"value": 1}}, {"text": "x"}], [{"id": "a"}]),
    "obs-6": not_both("dataAbsentReason", "valueBoolean", {"text": "x"}, True),
    "org-1": case([{"name": "x"}, {"identifier": [{"value": "1"}]}], [{"active": True}]),
    "org-2": case([{"use": "work"}, {"city": "Utrecht"}], [{"use": "home"}]),
    "org-3": case([{"use": "work"}, {"value": "1"}], [{"use": "home"}]),
    "pat-1": case([{"name": {"text": "x"}}, {"organization": {"display": "x"}}], [{"gender": "female"}]),
    "ppc-1": case([{"policy": [{"uri": "u"}]}, {"policyRule": "u"}], [{"status": "active"}]),
}

CODING = {"system": "http://loinc.org", "code": "1"}
OBSERVATION = {"resourceType": "Observation", "code": {"coding": [CODING]}}
SAME = [{"code": {"coding": [CODING]}}]
OTHER = [{"code": {"coding": [{"system": "http://loinc.org", "code": "2"}]}}]
ON_BEHALF = {"onBehalfOf": {"reference": "Organization/1"}}
OF_PRACTITIONER = {"reference": "Practitioner/1"}
OF_ORGANIZATION = {"reference": "Organization/1"}
OUTSIDE = {"reference": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}
TARGETS = {"Practitioner/1": PRACTITIONER, "Organization/1": ORGANIZATION}

CLINICAL_STU3 = {
    "cmr-1": case(
        [
            {"agent": OF_ORGANIZATION},
            Node({"agent": OF_PRACTITIONER, **ON_BEHALF}, targets=TARGETS),
            {"agent": OF_PRACTITIONER, **ON_BEHALF},
        ],
        [Node({"agent": OF_ORGANIZATION, **ON_BEHALF}, targets=TARGETS)],
        [{"agent": OUTSIDE, **ON_BEHALF}, {"agent": {"display": "x"}, **ON_BEHALF}],
    ),
    "con-3": case(
        [{"clinicalStatus": "active"}, {"verificationStatus": "entered-in-error"}],
        [{"verificationStatus": "confirmed"}],
    ),
    "con-4": case(
        [{}, {"abatementBoolean": False}, {"abatementDateTime": "2024", "clinicalStatus": "resolved"}],
        [{"abatementDateTime": "2024", "clinicalStatus": "active"}, {"abatementBoolean": True}],
    ),
    "ctm-1": case(
        [{"member": OF_ORGANIZATION}, Node({"member": OF_PRACTITIONER, **ON_BEHALF}, targets=TARGETS)],
        [Node({"member": OF_ORGANIZATION, **ON_BEHALF}, targets=TARGETS), ON_BEHALF],
        [{"member": OUTSIDE, **ON_BEHALF}],
    ),
    "obs-7": case(
        [
            OBSERVATION,
            {**OBSERVATION, "valueString": "x"},
            {**OBSERVATION, "component": SAME},
            {**OBSERVATION, "valueString": "x", "component": OTHER},
        ],
        [
            {**OBSERVATION, "valueString": "x", "component": SAME},
            {**OBSERVATION, "valueString": "x", "component": OTHER + SAME},
        ],
    ),
    "pro-1": case(
        [{}, {"notDone": True, "notDoneReason": {"text": "x"}}],
        [{"notDoneReason": {"text": "x"}}, {"notDone": False, "notDoneReason": {}}],
    ),
}

PROBLEM = concept(TERMS + "condition-category", "problem-list-item")
ENCOUNTER = concept(TERMS + "condition-category", "encounter-diagnosis")
RESOLVED = concept(TERMS + "condition-clinical", "resolved")
ACTIVE = concept(TERMS + "condition-clinical", "active")
ERROR = concept(TERMS + "condition-ver-status", "entered-in-error")


def scope_case(code: str) -> Case:
    scope = {"scope": concept(TERMS + "consentscope", code)}
    return case([scope | {"patient": {"display": "x"}}, {"scope": concept(TERMS + "consentscope", "x")}, {}], [scope])


CLINICAL_R4 = {
    "con-3": case(
        [
            {"clinicalStatus": ACTIVE, "category": [PROBLEM]},
            {"verificationStatus": ERROR, "category": [PROBLEM]},
            {"category": [ENCOUNTER]},
        ],
        [{"category": [ENCOUNTER, PROBLEM]}],
    ),
    "con-4": case(
        [{}, {"abatementAge": {}, "clinicalStatus": RESOLVED}],
        [{"abatementString": "x", "clinicalStatus": ACTIVE}, {"abatementDateTime": "2024"}],
    ),
    "con-5": case(
        [{"verificationStatus": ERROR}, {"clinicalStatus": ACTIVE}],
        [{"verificationStatus": ERROR, "clinicalStatus": ACTIVE}],
    ),
    "ctm-1": case(
        [
            {"member": OF_ORGANIZATION},
            Node({"member": OF_PRACTITIONER, **ON_BEHALF}, targets=TARGETS),
            {"member": OUTSIDE, **ON_BEHALF},
        ],
        [Node({"member": OF_ORGANIZATION, **ON_BEHALF}, targets=TARGETS)],
    ),
    "obs-7": case(
        [
            OBSERVATION,
            {**OBSERVATION, "valueString": "x"},
            {**OBSERVATION, "component": SAME},
            {**OBSERVATION, "valueString": "x", "component": OTHER},
        ],
        [{**OBSERVATION, "valueString": "x", "component": OTHER + SAME}],
    ),
    "ppc-2": scope_case("patient-privacy"),
    "ppc-3": scope_case("research"),
    "ppc-4": scope_case("adr"),
    "ppc-5": scope_case("treatment"),
    "prr-1": needs("orderDetail", "code", [{"text": "x"}], {"text": "x"}),
}
