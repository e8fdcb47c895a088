"""From STU3 to R4 and back: what passes, and what is lost."""

from __future__ import annotations

from stu3_samples import PROFILES, ZIB, bundle, observation, plan_of, written

from pzp_exchange import R4, read
from pzp_exchange.mapping.assemble import write_plan

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
