"""What needs attention in an individual care plan, found in its resources: codes, places and resources."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from plan_sets import QUIET as WITHOUT

import pzp_exchange
from izp_cases import CASES
from izp_plans import ACTION, ON, QUIET, SCENARIO, TRANSITION, but, care_plan, central, changed, marking, network, phone
from pzp_exchange import read
from pzp_exchange.document import Document
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.model import IndividualCarePlan, MarkingGround, PhaseSignal, YesNoUnknown
from pzp_exchange.releases import RELEASES
from pzp_exchange.report import Issue
from pzp_exchange.validation.individual import individual_issues

R4, STU3 = "r4-1.0.0-rc3", "stu3-1.0.0-rc2"


def bundle(*resources: dict[str, Any]) -> bytes:
    entries = [{"resource": resource} for resource in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}, indent=1).encode()


def resources(plan: IndividualCarePlan, release: str = R4) -> list[dict[str, Any]]:
    written, losses = write_plan(plan, next(each for each in RELEASES if each.key == release))
    assert losses == []
    return [tree for tree, _ in written]


def issues(*found: dict[str, Any]) -> list[Issue]:
    return list(individual_issues(read(bundle(*found)), ON))


ON_THE_WIRE = [case for case in CASES if not case[1].not_understood
               and any(getattr(case[1], name) for name in IndividualCarePlan.own_lists)]
"""Without what is not read from resources, and plans in which nothing is of an individual care plan."""


@pytest.mark.parametrize("release", [R4, STU3])
@pytest.mark.parametrize(("code", "plan", "severity", "about", "attribute"), ON_THE_WIRE)
def test_every_rule_speaks(code: str, plan: IndividualCarePlan, severity: str, about: str, attribute: str,
                           release: str) -> None:
    found = issues(*resources(plan, release))
    assert [(each.code, each.severity, each.resource) for each in found] == [(f"PZP-{code}", severity, about)]
    assert found[0].path.startswith(about.partition("/")[0])
    assert found[0].position


@pytest.mark.parametrize("release", [R4, STU3])
def test_quiet_plan_is_quiet(release: str) -> None:
    assert issues(*resources(QUIET, release)) == []


OFFICE = but(phone(), outside_office_hours=False)
PLACES = [
    (changed(markings=marking(evidence=("Observation/s1", "Observation/s2"))), "Condition.evidence"),
    (changed(care_networks=network(central(), central(who="Practitioner/h1"))), "CareTeam.participant[1]"),
    (changed(care_networks=network(central(who="RelatedPerson/d1"))), "CareTeam.participant[0].member"),
    (changed(care_networks=network(but(central(), roles=()), central(reachable=(OFFICE,)))),
     "CareTeam.participant[1].extension[0]"),
    (changed(care_plans=care_plan(TRANSITION, but(SCENARIO, whom_to_call=("Practitioner/h1",)))),
     "CarePlan.activity[1].detail.extension[0].valueReference"),
]


@pytest.mark.parametrize(("plan", "path"), PLACES)
def test_places(plan: IndividualCarePlan, path: str) -> None:
    assert path in [each.path for each in issues(*resources(plan))]


def test_position_in_the_source() -> None:
    source = bundle(*resources(changed(care_plans=care_plan(but(SCENARIO, description=""), ACTION))))
    (found,) = individual_issues(read(source), ON)
    lines = [number for number, text in enumerate(source.decode().split("\n"), 1) if '"Benauwdheid"' in text]
    assert found.path == "CarePlan.activity[0].detail.description"
    assert found.position and 0 < found.position.line - lines[0] < 5


def test_a_modifier_that_is_not_known() -> None:
    trees = resources(QUIET)
    team = next(tree for tree in trees if tree["resourceType"] == "CareTeam")
    team["modifierExtension"] = [{"url": "https://example.org/not", "valueBoolean": True}]
    assert [(each.code, each.resource) for each in issues(*trees)] == [
        ("PZP-IZP-NOT-UNDERSTOOD", "CareTeam/n1"), ("PZP-TEAM-NO-CENTRAL", "Condition/m1")]


def test_a_talk_that_the_model_does_not_hold() -> None:
    talk = {"resourceType": "Condition", "id": "x", "subject": {"reference": "Patient/p"},
            "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icpc-1-nl", "code": "A20"}]}}
    unmarked = changed(markings=(), marking_alerts=(), phase_signals=())
    found = issues(*resources(unmarked), talk)
    assert [(each.code, each.resource, each.message()) for each in found] == [
        ("PZP-PHASE-A20-ONLY", "Patient/p", "A talk about the end of life was recorded (ICPC A20, Condition/x), but "
         "the palliative phase has not been marked.")]


def test_an_older_copy_is_not_looked_at() -> None:
    old, new = (resources(changed(markings=marking(marked_by=who)))[0:] for who in (None, "PractitionerRole/r1"))
    for trees, number in ((old, "1"), (new, "2")):
        next(t for t in trees if t["id"] == "m1")["meta"]["versionId"] = number
    older = next(t for t in old if t["id"] == "m1")
    assert issues(older, *new) == []


def of(person: str, trees: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The resources as those of one person, with ids of their own."""
    own = {f"{tree['resourceType']}/{tree['id']}": f"{tree['resourceType']}/{tree['id']}-{person}" for tree in trees}
    text = json.dumps([{**tree, "id": f"{tree['id']}-{person}"} for tree in trees])
    for before, after in own.items():
        text = text.replace(f'"{before}"', f'"{after}"')
    about = {"reference": f"Patient/p-{person}"}
    people = ("Patient", "Practitioner", "PractitionerRole")
    return [tree if tree["resourceType"] in people else
            {**tree, "patient" if tree["resourceType"] == "RelatedPerson" else "subject": about}
            for tree in json.loads(text)]


def test_two_people_are_looked_at_apart() -> None:
    trees = resources(changed(care_networks=()))
    assert sorted((each.code, each.resource) for each in issues(*of("a", trees), *of("b", trees))) == [
        ("PZP-TEAM-NO-CENTRAL", "Condition/m1-a"), ("PZP-TEAM-NO-CENTRAL", "Condition/m1-b")]


def test_a_plan_read_as_plan_json() -> None:
    plan = changed(markings=marking(marked_by=None), care_networks=())
    found = list(individual_issues(Document((), (), read(b"{}").report, plans=(plan,)), ON))
    assert [(each.code, each.resource, each.path) for each in found] == [
        ("PZP-PHASE-NO-PERSON", "PalliativePhaseMarking/m1", "PalliativePhaseMarking.marked_by"),
        ("PZP-TEAM-NO-CENTRAL", "PalliativePhaseMarking/m1", "PalliativePhaseMarking")]


def test_a_signal_alone_is_enough_to_look() -> None:
    signal = PhaseSignal(id="s", status="final", patient="Patient/p", kind=MarkingGround.SURPRISE_QUESTION,
                         answer=YesNoUnknown.NO, observed_at="2026-05-01")
    (tree,) = resources(IndividualCarePlan(phase_signals=(signal,)))
    assert [each.code for each in issues(tree)] == ["PZP-PHASE-SIGNAL-ONLY"]
    del tree["meta"]
    assert [each.code for each in issues(tree)] == ["PZP-PHASE-SIGNAL-ONLY"]


def test_a_set_without_such_a_plan_builds_no_model(tmp_path: Path) -> None:
    (tmp_path / "set.json").write_bytes(bundle(*WITHOUT.values()))
    code = ("import datetime, sys\nfrom pzp_exchange import read\n"
            "from pzp_exchange.validation.individual import individual_issues\n"
            "found = list(individual_issues(read('set.json'), datetime.date(2026, 6, 1)))\n"
            "print(found, 'pydantic' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path,  # noqa: S603
                          env={**os.environ, "PYTHONPATH": str(Path(pzp_exchange.__file__).parents[1])})
    assert done.stdout.strip() == "[] False"
