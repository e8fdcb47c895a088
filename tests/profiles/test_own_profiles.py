"""The library's own definitions: complete, in step with the tables, sound as FHIR, and known to the checker."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fhirpathpy
import pytest
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models

from make_own_profiles import PROFILES, definitions, files
from own_profiles.codes import LISTS
from own_profiles.extensions import EXTENSIONS
from own_profiles.pages import refreshed
from own_profiles.table import LIBRARY_VERSION, NOT_NATIONAL, profile_url
from own_resources import BROKEN, BROKEN_R4, LEAST, MARKED, Edit, Tree
from pzp_exchange import read, validate
from pzp_exchange.model import own_codes
from pzp_exchange.model.individual import IndividualCarePlan
from pzp_exchange.model.own_codes import OWN_BASE, OWN_SYSTEM
from pzp_exchange.profiles.facts import Element, load_base, load_facts
from pzp_exchange.report import Issue, Severity
from pzp_exchange.terminology import CodeList
from pzp_exchange.tree import copy
from support import ROOT

RELEASES = {"R4": "r4-1.0.0-rc3", "STU3": "stu3-1.0.0-rc2"}
OWN_LISTS = [kind for name in own_codes.__all__ if isinstance(kind := getattr(own_codes, name), type)
             and issubclass(kind, CodeList)]


def folder(fhir_version: str) -> Path:
    return ROOT / "profiles" / fhir_version.lower()


def shipped(fhir_version: str) -> list[Tree]:
    return [json.loads(path.read_bytes()) for path in sorted(folder(fhir_version).glob("*-*.json"))]


def test_files_are_what_the_tool_writes() -> None:
    made = files()
    assert {path for path in made if path.is_relative_to(ROOT / "profiles")} == set((ROOT / "profiles").rglob("*.*"))
    for path, text in made.items():
        assert path.read_text("utf-8") == text, f"{path}: run tools/make_own_profiles.py"


def test_a_page_without_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="is missing"):
        refreshed("# A page\n", PROFILES)


def test_every_list_of_the_plan_has_a_profile() -> None:
    classes = {str(IndividualCarePlan.model_fields[name].annotation) for name in IndividualCarePlan.own_lists}
    assert len(PROFILES) == len(classes) == 12
    assert all(any(f".{profile.name}," in each for each in classes) for profile in PROFILES)


@pytest.mark.parametrize("fhir_version", RELEASES)
def test_every_own_code_is_in_the_code_system_and_in_a_value_set(fhir_version: str) -> None:
    kept = {each["url"]: each for each in shipped(fhir_version)}
    concepts = kept[OWN_SYSTEM]["concept"]
    assert kept[OWN_SYSTEM]["count"] == len(concepts) == len({each["code"] for each in concepts})
    assert all(each["definition"] and each["designation"][0]["language"] == "nl" for each in concepts)
    for codes in OWN_LISTS:
        own = {member.code for member in codes if member.system == OWN_SYSTEM}
        assert own <= {each["code"] for each in concepts}
        (named,) = [url for url in kept if url == f"{OWN_BASE}ValueSet/{_kebab(codes.__name__)}"]
        listed = {each["code"] for part in kept[named]["compose"]["include"] for each in part["concept"]}
        assert listed == {member.code for member in codes}
    assert len(concepts) == sum(member.system == OWN_SYSTEM for codes in OWN_LISTS for member in codes)


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def test_the_page_on_codes_tells_of_each() -> None:
    page = (ROOT / "docs" / "own-codes.md").read_text("utf-8")
    for own in LISTS:
        assert own.why in page and own.instead in page
        for member, meaning in own.means.items():
            assert f"| `{member.code}` |" in page and meaning.text in page


def test_era_of_borrowed_codes() -> None:
    """HL7's own code systems have another URI in STU3."""
    systems = {version: {part["system"] for each in shipped(version) if each["resourceType"] == "ValueSet"
                         for part in each["compose"]["include"]} for version in RELEASES}
    assert "http://terminology.hl7.org/CodeSystem/v3-ParticipationType" in systems["R4"]
    assert "http://hl7.org/fhir/v3/ParticipationType" in systems["STU3"]
    assert not any("terminology.hl7.org" in system for system in systems["STU3"])


@pytest.mark.parametrize("fhir_version", RELEASES)
def test_every_definition_says_what_it_is(fhir_version: str) -> None:
    for each in shipped(fhir_version):
        assert each["url"].startswith(OWN_BASE) and NOT_NATIONAL in each["description"]
        assert (each["status"], each["experimental"], each["version"]) == ("draft", False, LIBRARY_VERSION)
        assert each["jurisdiction"][0]["coding"][0]["code"] == "NL"
        assert len(each["id"]) <= 64


@pytest.mark.parametrize("fhir_version", RELEASES)
def test_every_definition_is_known_to_the_checker(fhir_version: str) -> None:
    facts = load_facts(RELEASES[fhir_version])
    for profile in PROFILES:
        known = facts.profiles[profile_url(profile.name, fhir_version)]
        assert known.type == profile.type and known.parent.rpartition("/")[2]
    for extension in EXTENSIONS:
        url = f"{OWN_BASE}StructureDefinition/ext-{extension.name}"
        assert (url in facts.profiles) is (fhir_version in extension.fhir_versions)
    slices = [part for url, profile in facts.profiles.items() if url.startswith(OWN_BASE)
              for element in _everywhere(profile.element) for part in element.slices.values()]
    assert slices and all(test.kind != "unresolved" for part in slices for test in part.match)


def _everywhere(element: Element) -> Iterator[Element]:
    yield element
    for below in (*element.children.values(), *element.slices.values()):
        yield from _everywhere(below)


@pytest.mark.parametrize("fhir_version", RELEASES)
def test_the_definitions_are_valid(fhir_version: str) -> None:
    found = validate(read(*sorted(folder(fhir_version).glob("*-*.json")), release=fhir_version))
    assert [issue for issue in found if issue.severity is not Severity.INFORMATION] == []


@pytest.mark.parametrize("fhir_version", RELEASES)
def test_the_invariants_of_definitions_hold(fhir_version: str) -> None:
    """Those on StructureDefinition and ElementDefinition, as published, run by fhirpathpy."""
    base, ran = load_base(fhir_version), set()
    for tree in definitions(fhir_version):
        elements = tree.get("differential", {}).get("element", [])
        for kind, node in ((tree["resourceType"], tree), *(("ElementDefinition", each) for each in elements)):
            for name in base.types[kind].element.constraints:
                run = _expression(base.constraints[name].expression, fhir_version)
                said = run(ResourceNode(node, kind), {"resource": tree, "rootResource": tree})
                assert said == [True], (tree["id"], node.get("id"), name)
                ran.add(name)
    assert len(ran) > 20


def _expression(text: str, fhir_version: str) -> Any:
    functions = {"hasValue": {"fn": lambda inputs: [len(inputs) == 1], "arity": {0: []}}}
    return fhirpathpy.compile(text.replace(".as(", ".ofType("), models[fhir_version.lower()],
                              {"userInvocationTable": functions, "traceFn": lambda *_: None})


@pytest.mark.parametrize(("fhir_version", "package"), [("R4", "R4B"), ("STU3", "STU3")])
def test_fhir_resources_accepts_them(fhir_version: str, package: str) -> None:
    for tree in (*shipped(fhir_version), *LEAST[fhir_version].values()):
        module = importlib.import_module(f"fhir.resources.{package}.{tree['resourceType'].lower()}")
        kind = getattr(module, tree["resourceType"])
        assert kind.model_validate(tree)


def findings(fhir_version: str, name: str, tree: Tree, **options: Any) -> list[Issue]:
    """What is wrong with one resource by itself; what a plan as a whole still lacks is left to the rules on plans."""
    claimed = {**tree, "id": name.lower(), "meta": {"profile": [profile_url(name, fhir_version)]}}
    found = validate(read(json.dumps(claimed).encode(), release=fhir_version), **options)
    return [issue for issue in found if not issue.code.startswith(("PZP-PHASE-", "PZP-TEAM-", "PZP-IZP-"))]


CASES = [(version, name) for version, resources in LEAST.items() for name in resources]
EXPECTED = {"PZP-BINDING-EXTENSIBLE", "PZP-INVARIANT"}  # no zib code fits a marking; no narrative


def test_there_is_a_resource_for_every_profile() -> None:
    assert all(set(resources) == {profile.name for profile in PROFILES} for resources in LEAST.values())


@pytest.mark.parametrize(("fhir_version", "name"), CASES)
def test_the_least_is_valid(fhir_version: str, name: str) -> None:
    found = [issue for issue in findings(fhir_version, name, LEAST[fhir_version][name])
             if issue.severity is not Severity.INFORMATION]
    assert {(issue.code, issue.severity) for issue in found} <= {(code, Severity.WARNING) for code in EXPECTED}


@pytest.mark.parametrize(("fhir_version", "name"), CASES)
@pytest.mark.parametrize("first", [True, False])
def test_a_national_code_can_stand_beside_ours(fhir_version: str, name: str, first: bool) -> None:
    def joined(node: Any) -> Any:
        if isinstance(node, list):
            return [joined(each) for each in node]
        if not isinstance(node, dict):
            return node
        made = {key: joined(value) for key, value in node.items()}
        own = [coding["code"] for coding in made.get("coding", ()) if coding.get("system") == OWN_SYSTEM]
        if own:
            national = {"system": "https://example.org/fhir/CodeSystem/national", "code": f"landelijk-{own[0]}"}
            made["coding"] = [national, *made["coding"]] if first else [*made["coding"], national]
        return made

    tree = joined(LEAST[fhir_version][name])
    assert "example.org" in json.dumps(tree)
    assert [each for each in findings(fhir_version, name, tree) if each.severity is Severity.ERROR] == []


BREAKS = [(version, *row) for version in LEAST for row in BROKEN] + [("R4", *row) for row in BROKEN_R4]


@pytest.mark.parametrize(("fhir_version", "name", "edit", "code", "path"), BREAKS)
def test_what_is_broken_is_found_in_its_place(fhir_version: str, name: str, edit: Edit, code: str, path: str) -> None:
    tree = copy(LEAST[fhir_version][name])
    edit(tree)
    found = [(each.code, re.sub(r"\[\d+]", "", each.path)) for each in findings(fhir_version, name, tree)
             if each.severity is Severity.ERROR]
    assert (code, path) in found


@pytest.mark.parametrize("fhir_version", RELEASES)
def test_an_alert_points_to_a_marking(fhir_version: str) -> None:
    base, own = profile_url("", fhir_version).removesuffix("IZP-"), LEAST[fhir_version]
    alert = {**own["MarkingAlert"], "id": "alert", "meta": {"profile": [f"{base}IZP-MarkingAlert"]}}
    for name, good in (("PalliativePhaseMarking", True), ("DimensionProblem", False)):
        target = {**own[name], "id": "marking"}
        entries = [{"fullUrl": f"https://example.org/fhir/{each['resourceType']}/{each['id']}", "resource": each}
                   for each in (alert, target)]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        found = validate(read(json.dumps(bundle).encode(), release=fhir_version))
        assert ("PZP-REFERENCE-PROFILE" not in {issue.code for issue in found.errors}) is good


@pytest.mark.parametrize("fhir_version", RELEASES)
def test_the_folders_serve_as_packages(fhir_version: str) -> None:
    wrong = {**LEAST[fhir_version]["CarePlan"], "category": [{"coding": [MARKED]}]}
    packages = [folder(fhir_version)]
    assert {"PZP-SLICE-MIN"} <= {each.code for each in findings(fhir_version, "CarePlan", wrong, packages=packages)}
    said = json.loads((folder(fhir_version) / "package.json").read_bytes())
    assert said["name"] == f"pzp-exchange.izp.{fhir_version.lower()}" and said["version"] == LIBRARY_VERSION
    assert re.fullmatch(r"[a-z0-9.-]+", said["name"]) and said["dependencies"]
