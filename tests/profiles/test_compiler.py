"""Merging and value sets, on small definitions made for the purpose."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from pzp_exchange.errors import PzpError
from pzp_exchange.profiles.compiler import Definitions, compile_profiles, read_definitions
from pzp_exchange.profiles.facts import Element, Profile, ReleaseFacts, load_base, load_facts
from pzp_exchange.profiles.structure import load_structure

HL7 = "http://hl7.org/fhir/StructureDefinition/"
OWN = "https://example.org/fhir/"


def definition(name: str, parent: str, type_name: str, *elements: dict[str, Any]) -> dict[str, Any]:
    return {
        "resourceType": "StructureDefinition",
        "id": name,
        "url": OWN + name,
        "kind": "complex-type" if type_name in ("Extension", "HumanName") else "resource",
        "type": type_name,
        "baseDefinition": parent if ":" in parent else HL7 + parent,
        "derivation": "constraint",
        "differential": {"element": list(elements)},
    }


def element(element_id: str, **facts: Any) -> dict[str, Any]:
    path = ".".join(step.partition(":")[0] for step in element_id.split("."))
    last = element_id.rpartition(".")[2]
    slice_name = {"sliceName": last.partition(":")[2]} if ":" in last else {}
    return {"id": element_id, "path": path, **slice_name, **facts}


def compiled(*resources: dict[str, Any], earlier: ReleaseFacts | None = None, fhir: str = "R4") -> ReleaseFacts:
    definitions = Definitions()
    for resource in resources:
        definitions.add(resource)
    return compile_profiles(load_base(fhir), definitions, definitions.structures, earlier)


def merged(*resources: dict[str, Any], fhir: str = "R4") -> Element:
    """The facts of the last definition."""
    return compiled(*resources, fhir=fhir).profiles[resources[-1]["url"]].element


def test_only_what_is_added_is_written() -> None:
    facts = merged(definition("P", "Patient", "Patient", element("Patient.name", min=1, max="*")))
    assert facts == Element(children={"name": Element(min=1)})


def test_parents_are_merged_in_order() -> None:
    facts = merged(
        definition("A", "Goal", "Goal", element("Goal.category", min=1, max="3")),
        definition("B", OWN + "A", "Goal", element("Goal.category", max="2")),
    )
    assert facts.children["category"] == Element(min=1, max=2)


def test_constraints_add_up_and_those_of_the_type_are_left_out() -> None:
    def rule(key: str) -> dict[str, Any]:
        return {"key": key, "severity": "error", "expression": "true"}

    a = definition("A", "Goal", "Goal", element("Goal", constraint=[rule("a-1"), rule("dom-2")]))
    b = definition("B", OWN + "A", "Goal", element("Goal", constraint=[rule("b-1")]))
    facts = compiled(a, b)
    assert facts.profiles[OWN + "B"].element.constraints[0] == "a-1"
    assert facts.profiles[OWN + "B"].element.constraints[-1] == "b-1"
    assert facts.constraints["b-1"].source == OWN + "B"
    assert f"dom-2@{OWN}A" in facts.constraints  # the same key for another expression keeps both


def test_a_slice_is_resolved_by_each_kind_of_discriminator() -> None:
    by = [{"type": "value", "path": "system"}, {"type": "exists", "path": "period"}]
    facts = merged(
        definition(
            "P",
            "Patient",
            "Patient",
            element("Patient.identifier", slicing={"discriminator": by, "rules": "closed"}),
            element("Patient.identifier:a", max="1"),
            element("Patient.identifier:a.system", min=1, fixedUri="urn:a"),
            element("Patient.identifier:a.period", max="0"),
            element("Patient.identifier:b"),
        )
    )
    identifier = facts.children["identifier"]
    assert identifier.slicing is not None and identifier.slicing.rules == "closed"
    assert [(t.kind, t.value) for t in identifier.slices["a"].match] == [
        ("fixed", "urn:a"),
        ("exists", False),
    ]
    assert [t.kind for t in identifier.slices["b"].match] == ["unresolved", "unresolved"]


def test_a_slice_is_not_required_because_its_element_is() -> None:
    facts = merged(
        definition(
            "P",
            "Goal",
            "Goal",
            element("Goal.category", min=1, slicing={"discriminator": [{"type": "value", "path": "$this"}]}),
            element("Goal.category:a", patternCodeableConcept={"text": "a"}),
        )
    )
    assert facts.children["category"].slices["a"].min is None


def test_re_slices_stand_below_their_slice() -> None:
    by = {"discriminator": [{"type": "value", "path": "system"}], "rules": "open"}
    again = {"discriminator": [{"type": "value", "path": "use"}], "rules": "open"}
    facts = merged(
        definition(
            "P",
            "Patient",
            "Patient",
            element("Patient.identifier", slicing=by),
            element("Patient.identifier:a", slicing=again),
            element("Patient.identifier:a.system", fixedUri="urn:a"),
            element("Patient.identifier:a/old"),
            element("Patient.identifier:a/old.use", fixedCode="old"),
        )
    )
    old = facts.children["identifier"].slices["a"].slices["old"]
    assert [(t.kind, t.value) for t in old.match] == [("fixed", "old")]
    assert old.children == {"use": Element(fixed="old")}


def test_a_typed_slice_of_a_choice() -> None:
    facts = merged(
        definition(
            "P",
            "Observation",
            "Observation",
            element("Observation.value[x]", slicing={"discriminator": [{"type": "type", "path": "$this"}]}),
            element("Observation.value[x]:valueString", min=1),
        )
    )
    text = facts.children["value[x]"].slices["valueString"]
    assert list(text.types or {}) == ["string"] and text.min == 1
    assert text.match[0].value == ["string"]


def test_a_renamed_choice_is_narrowed_unless_two_are_named() -> None:
    def named(*types: str) -> Element:
        elements = [
            {
                "id": f"Observation.value[x]:value{t}",
                "path": f"Observation.value{t}",
                "sliceName": f"value{t}",
            }
            for t in types
        ]
        return merged(definition("P", "Observation", "Observation", *elements), fhir="STU3")

    one = named("Period").children["value[x]"]
    assert list(one.types or {}) == ["Period"] and not one.slices
    two = named("Period", "String").children["value[x]"]
    assert two.types is None and list(two.slices) == ["valuePeriod", "valueString"]


def test_a_type_profile_is_referred_to_and_what_is_added_to_it_is_written() -> None:
    name = definition("Name", "HumanName", "HumanName", element("HumanName.family", min=1))
    use = [{"code": "HumanName", "profile": [OWN + "Name"]}]
    facts = merged(
        name,
        definition(
            "P",
            "Patient",
            "Patient",
            element("Patient.name", type=use),
            element("Patient.name.family"),
            element("Patient.name.given", max="1"),
        ),
    )
    assert (facts.children["name"].types or {})["HumanName"].profiles == (OWN + "Name",)
    assert facts.children["name"].children == {"given": Element(max=1)}


def test_a_changed_type_profile_keeps_what_was_said_below() -> None:
    def name(ident: str, child: str) -> dict[str, Any]:
        return definition(ident, "HumanName", "HumanName", element(f"HumanName.{child}", min=1))

    def use(ident: str) -> list[dict[str, Any]]:
        return [{"code": "HumanName", "profile": [OWN + ident]}]

    given = element("Patient.name.given", max="1")
    parent = definition("A", "Patient", "Patient", element("Patient.name", type=use("One")), given)
    child = definition("B", OWN + "A", "Patient", element("Patient.name", type=use("Two")))
    facts = merged(name("One", "family"), name("Two", "text"), parent, child)
    assert facts.children["name"].children == {"given": Element(max=1)}
    assert (facts.children["name"].types or {})["HumanName"].profiles == (OWN + "Two",)


def test_extensions_bring_their_definition_and_are_told_apart_by_url() -> None:
    url = element("Extension.url", fixedUri=OWN + "Ext")
    extension = definition("Ext", "Extension", "Extension", url, element("Extension.value[x]", type=[{"code": "code"}]))
    profile = definition(
        "P",
        "Patient",
        "Patient",
        element("Patient.extension:e", max="1", type=[{"code": "Extension", "profile": [OWN + "Ext"]}]),
        element("Patient.extension:e.value[x]", min=1),
    )
    part = merged(extension, profile).children["extension"].slices["e"]
    assert [(t.kind, t.value) for t in part.match] == [("fixed", OWN + "Ext")]
    assert part.children == {"value[x]": Element(min=1)}


def test_content_references_are_followed() -> None:
    facts = merged(definition("Q", "Questionnaire", "Questionnaire", element("Questionnaire.item.item.text", min=1)))
    assert facts.children["item"].children["item"].children == {"text": Element(min=1)}


def test_profiles_referred_to_are_reached_and_unknown_ones_are_missing() -> None:
    goal = definition("G", "Goal", "Goal")
    target = [{"code": "Reference", "targetProfile": [OWN + "G", OWN + "Nowhere", HL7 + "Patient"]}]
    plan = definition("C", "CarePlan", "CarePlan", element("CarePlan.goal", type=target))
    definitions = Definitions()
    definitions.add(goal)
    definitions.add(plan)
    facts = compile_profiles(load_base("R4"), definitions, [OWN + "C"])
    assert set(facts.profiles) == {OWN + "C", OWN + "G"}
    assert facts.missing == {OWN + "Nowhere": ("C",)}
    targets = (facts.profiles[OWN + "C"].element.children["goal"].types or {})["Reference"].targets
    assert targets == (OWN + "G", OWN + "Nowhere", "Patient")


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        (
            definition("P", OWN + "gone", "Patient", element("Patient.name", min=1)),
            "its parent .* is not known",
        ),
        (definition("P", OWN + "P", "Patient", element("Patient.name", min=1)), "circle"),
        (definition("P", "Patient", "Patient", element("Patient.nom", min=1)), "no element 'nom'"),
        (definition("P", "Patient", "Patient", {"path": "Patient.name"}), "has no id"),
    ],
)
def test_definitions_that_cannot_be_merged(resource: dict[str, Any], message: str) -> None:
    with pytest.raises(PzpError, match=message):
        compiled(resource)


def test_a_package_builds_on_a_release(tmp_path: Path) -> None:
    facts = load_facts("r4-1.0.0-rc3")
    parent = next(url for url in facts.profiles if url.endswith("/ACP-Patient"))
    own = definition("Mine", parent, "Patient", element("Patient.birthDate", min=1))
    package = tmp_path / "mine.tgz"
    with tarfile.open(package, "w:gz") as archive:
        for name, content in (("package/mine.json", own), ("package/package.json", {"name": "mine"})):
            data = json.dumps(content).encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    found = read_definitions([package], load_structure("R4"))
    mine = compile_profiles(facts.base, found, found.structures, facts).profiles[OWN + "Mine"].element
    inherited = facts.profiles[parent].element
    assert mine.children["birthDate"].min == 1
    assert {name: c for name, c in mine.children.items() if name != "birthDate"} == inherited.children


def test_every_shipped_profile_survives_being_built_on() -> None:
    """A profile that adds nothing has its parent's facts: what is written down says all there is."""
    for key in ("r4-1.0.0-rc3", "stu3-1.0.0-rc2"):
        facts = load_facts(key)
        empty = [definition(f"e{i}", url, p.type, element(p.type)) for i, (url, p) in enumerate(facts.profiles.items())]
        again: dict[str, Profile] = dict(compiled(*empty, earlier=facts, fhir=facts.base.fhir_version).profiles)
        for i, url in enumerate(facts.profiles):
            assert again[f"{OWN}e{i}"].element == facts.profiles[url].element, url


@pytest.mark.parametrize("name", ["broken.json", "broken.xml", "broken.tgz"])
def test_unreadable_files_are_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"<no")
    with pytest.raises(PzpError, match="broken"):
        read_definitions([path], load_structure("R4"))
