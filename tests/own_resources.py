"""The least that each of our own profiles accepts, in both FHIR versions, and ways to break it. All invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pzp_exchange.model.own_codes import OWN_BASE, OWN_SYSTEM

Tree = dict[str, Any]
Edit = Callable[[Tree], Any]
SNOMED = "http://snomed.info/sct"
DIV = {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">Overdracht</div>'}
SUBJECT = {"reference": "Patient/bep"}


def coded(*codes: str, system: str = OWN_SYSTEM) -> Tree:
    return {"coding": [{"system": system, "code": code} for code in codes]}


def extended(name: str, **value: Any) -> Tree:
    return {"url": f"{OWN_BASE}StructureDefinition/ext-{name}", **value}


def _observation(code: str, **more: Any) -> Tree:
    return {"resourceType": "Observation", "status": "final", "code": coded(code), "subject": SUBJECT, **more}


SHARED: dict[str, Tree] = {
    "PhaseSignal": _observation("surprise-question", valueCodeableConcept=coded("373067005", system=SNOMED),
                                category=[coded("physical")], extension=[extended("Outcome", valueString="Nee")]),
    "DyingPhaseAssessment": _observation(
        "dying-phase-assessment", valueCodeableConcept=coded("dying-phase-recognised"), component=[
            {"code": coded("bedbound"), "valueCodeableConcept": coded("373066001", system=SNOMED)},
            {"code": coded("care-path-started"), "valueDateTime": "2026-11-02"},
            {"code": coded("80313002", system=SNOMED), "valueString": "Soms"}]),
    "CarerCapacity": _observation("carer-capacity", valueCodeableConcept=coded("some-weeks"),
                                  extension=[extended("Carer", valueReference={"reference": "RelatedPerson/jo"})]),
    "DimensionWish": _observation("wish", valueString="Nog een keer naar zee", category=[coded("spiritual")]),
    "ChildFinding": _observation("child-school", valueString="Twee ochtenden per week naar school"),
    "CareNetwork": {
        "resourceType": "CareTeam", "subject": SUBJECT, "category": [coded("care-network")], "participant": [
            {"extension": [extended("Reachability", extension=[
                {"url": "telecom", "valueContactPoint": {"system": "phone", "value": "+31201234567"}},
                {"url": "outsideOfficeHours", "valueBoolean": True}])],
             "member": {"reference": "Practitioner/els"}}]},
    "CarePlan": {
        "resourceType": "CarePlan", "status": "active", "intent": "plan", "subject": SUBJECT,
        "category": [coded("individual-care-plan")],
        "extension": [extended("Review", extension=[{"url": "heldOn", "valueDateTime": "2026-11-01"},
                                                    {"url": "meeting", "valueString": "PaTz"}])],
        "activity": [{"detail": {
            "code": coded("anticipated-scenario"), "status": "not-started", "description": "Bel de huisartsenpost",
            "extension": [extended("Dimension", valueCodeableConcept=coded("physical")),
                          extended("WhomToCall", valueReference={"reference": "Organization/post"})]}}]},
    "Handover": {
        "resourceType": "Composition", "status": "final", "type": coded("handover"), "subject": SUBJECT,
        "date": "2026-11-01T10:00:00+01:00", "author": [{"reference": "Practitioner/els"}], "title": "Overdracht",
        "section": [{"title": "Afspraken", "text": DIV}],
        "extension": [extended("Recipient", valueReference={"reference": "Organization/post"}),
                      extended("HandoverReason", valueString="Weekend")]},
}
STATUS = "http://terminology.hl7.org/CodeSystem/"
PROBLEM_R4 = {
    "resourceType": "Condition", "subject": SUBJECT,
    "clinicalStatus": coded("active", system=f"{STATUS}condition-clinical"),
    "verificationStatus": {"coding": [{"system": f"{STATUS}condition-ver-status", "code": "confirmed"},
                                      {"system": SNOMED, "code": "410605003"}]}}
PROBLEM_STU3 = {"resourceType": "Condition", "subject": SUBJECT, "clinicalStatus": "active",
                "verificationStatus": "confirmed"}
MARKING: Tree = {
    "category": [coded("palliative-phase-marking")],
    "evidence": [{"code": [coded("surprise-question"), coded("spict")]}],
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/condition-dueTo",
                   "valueCodeableConcept": {"text": "Hartfalen"}}]}
ALERT: Tree = {
    "resourceType": "Flag", "status": "active", "subject": SUBJECT,
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/flag-detail",
                   "valueReference": {"reference": "Condition/marking"}}]}
MARKED = {"system": OWN_SYSTEM, "code": "palliative-phase-marking"}
LONELY = {"code": coded("267076002", system=SNOMED), "category": [coded("social")]}
LEAST: dict[str, dict[str, Tree]] = {
    "R4": {
        "PalliativePhaseMarking": {**PROBLEM_R4, **MARKING, "stage": [{"summary": coded("symptom-directed")}]},
        "MarkingAlert": {**ALERT, "code": {"coding": [
            {"system": f"{STATUS}data-absent-reason", "code": "not-applicable"}, MARKED]}},
        "DimensionProblem": {**PROBLEM_R4, **LONELY},
        "DimensionGoal": {"resourceType": "Goal", "lifecycleStatus": "active", "subject": SUBJECT,
                          "category": [coded("social")], "description": {"text": "Elke dag bezoek"}},
        **SHARED,
    },
    "STU3": {
        "PalliativePhaseMarking": {**PROBLEM_STU3, **MARKING, "code": coded("palliative-phase-marking"),
                                   "stage": {"summary": coded("symptom-directed")}},
        "MarkingAlert": {**ALERT, "code": {"coding": [MARKED]}},
        "DimensionProblem": {**PROBLEM_STU3, **LONELY},
        "DimensionGoal": {"resourceType": "Goal", "status": "in-progress", "subject": SUBJECT,
                          "category": [coded("social")], "description": {"text": "Elke dag bezoek"}},
        **SHARED,
    },
}


def put(**values: Any) -> Edit:
    return lambda tree: tree.update(values)


def drop(name: str) -> Edit:
    return lambda tree: tree.pop(name)


def summary(code: Tree) -> Edit:
    """Another phase; a list of stages in R4, one in STU3."""
    return lambda tree: (tree["stage"][0] if isinstance(tree["stage"], list) else tree["stage"]).update(summary=code)


def component(index: int, **values: Any) -> Edit:
    return lambda tree: tree["component"][index].update(values)


def twice(name: str) -> Edit:
    """The last item of a list once more."""
    return lambda tree: tree[name].append(tree[name][-1])


REVIEW = extended("Review", extension=[{"url": "meeting", "valueString": "PaTz"}])
BROKEN: list[tuple[str, Edit, str, str]] = [  # profile, edit, code of the finding, its path without numbers
    ("PalliativePhaseMarking", drop("category"), "PZP-CARDINALITY-MIN", "Condition"),
    ("PalliativePhaseMarking", put(category=[coded("wish")]), "PZP-SLICE-MIN", "Condition"),
    ("PalliativePhaseMarking", twice("category"), "PZP-SLICE-MAX", "Condition.category"),
    ("PalliativePhaseMarking", drop("subject"), "PZP-CARDINALITY-MIN", "Condition"),
    ("PalliativePhaseMarking", summary(coded("physical")), "PZP-BINDING", "Condition.stage.summary"),
    ("PalliativePhaseMarking", summary({"text": "Laatste fase"}), "PZP-BINDING-NO-CODE", "Condition.stage.summary"),
    ("PalliativePhaseMarking", put(extension=[extended("MarkingEnding", valueCodeableConcept=coded("wish"))]),
     "PZP-BINDING", "Condition.extension.valueCodeableConcept"),
    ("PalliativePhaseMarking", put(extension=[extended("EndedBecause", valueString="x")] * 2), "PZP-SLICE-MAX",
     "Condition.extension"),
    ("PalliativePhaseMarking", put(extension=[REVIEW]), "PZP-EXTENSION-CONTEXT",
     "Condition.extension"),
    ("MarkingAlert", lambda tree: tree["code"]["coding"].pop(), "PZP-PATTERN", "Flag.code"),
    ("MarkingAlert", drop("subject"), "PZP-CARDINALITY-MIN", "Flag"),
    ("PhaseSignal", put(code=coded("wish")), "PZP-BINDING", "Observation.code"),
    ("PhaseSignal", put(valueCodeableConcept=coded("77386006", system=SNOMED)), "PZP-BINDING",
     "Observation.valueCodeableConcept"),
    ("PhaseSignal", lambda tree: tree.update(valueBoolean=bool(tree.pop("valueCodeableConcept"))), "PZP-TYPE",
     "Observation.valueBoolean"),
    ("PhaseSignal", drop("subject"), "PZP-CARDINALITY-MIN", "Observation"),
    ("DyingPhaseAssessment", put(valueCodeableConcept=coded("bedbound")), "PZP-BINDING",
     "Observation.valueCodeableConcept"),
    ("DyingPhaseAssessment", component(0, valueCodeableConcept=coded("bedbound")), "PZP-BINDING",
     "Observation.component.valueCodeableConcept"),
    ("DyingPhaseAssessment", put(component=[{"code": coded("care-path-started"), "valueDateTime": "2026"}] * 2),
     "PZP-SLICE-MAX", "Observation.component"),
    ("DyingPhaseAssessment", put(component=[{"code": coded("care-path-started"), "valueString": "ja"}]), "PZP-TYPE",
     "Observation.component.valueString"),
    ("CarerCapacity", put(code=coded("wish")), "PZP-PATTERN", "Observation.code"),
    ("CarerCapacity", put(extension=[extended("Carer", valueReference={"reference": "Practitioner/els"})]),
     "PZP-REFERENCE-TYPE", "Observation.extension.valueReference"),
    ("DimensionWish", lambda tree: tree.update(valueCodeableConcept=coded(tree.pop("valueString"))), "PZP-TYPE",
     "Observation.valueCodeableConcept"),
    ("ChildFinding", put(code=coded("physical")), "PZP-BINDING", "Observation.code"),
    ("DimensionProblem", put(category=[coded("bodily")]), "PZP-SLICE-MIN", "Condition"),
    ("DimensionProblem", put(category=[{"text": "Lichamelijk"}]), "PZP-SLICE-MIN", "Condition"),
    ("DimensionProblem", drop("code"), "PZP-CARDINALITY-MIN", "Condition"),
    ("DimensionGoal", put(category=[coded("wish")]), "PZP-SLICE-MIN", "Goal"),
    ("DimensionGoal", drop("subject"), "PZP-CARDINALITY-MIN", "Goal"),
    ("CareNetwork", drop("subject"), "PZP-CARDINALITY-MIN", "CareTeam"),
    ("CareNetwork", lambda tree: tree["participant"][0]["extension"][0]["extension"].append(
        {"url": "when", "valueBoolean": True}), "PZP-TYPE", "CareTeam.participant.extension.extension.valueBoolean"),
    ("CarePlan", put(intent="order"), "PZP-FIXED", "CarePlan.intent"),
    ("CarePlan", put(extension=[extended("Review", extension=[{"url": "dueOn", "valueString": "morgen"}])]), "PZP-TYPE",
     "CarePlan.extension.extension.valueString"),
    ("CarePlan", drop("category"), "PZP-CARDINALITY-MIN", "CarePlan"),
    ("CarePlan", twice("extension"), "PZP-SLICE-MAX", "CarePlan.extension"),
    ("CarePlan", lambda tree: tree["activity"][0]["detail"]["extension"][0].update(
        valueCodeableConcept=coded("wish")), "PZP-BINDING", "CarePlan.activity.detail.extension.valueCodeableConcept"),
    ("Handover", put(type=coded("wish")), "PZP-PATTERN", "Composition.type"),
    ("Handover", drop("subject"), "PZP-CARDINALITY-MIN", "Composition"),
]
BROKEN_R4: list[tuple[str, Edit, str, str]] = [
    ("PalliativePhaseMarking", twice("stage"), "PZP-CARDINALITY-MAX", "Condition.stage"),
    ("PalliativePhaseMarking", lambda tree: tree["verificationStatus"]["coding"].append(
        {"system": SNOMED, "code": "410516002"}), "PZP-SLICE-MAX", "Condition.verificationStatus.coding"),
]
