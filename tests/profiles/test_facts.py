"""The shipped facts: known facts of the standard, sizes, and no drift from the published definitions."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pzp_exchange.profiles.facts import UNBOUNDED, Element, ReleaseFacts, load_base, load_facts

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ("r4-1.0.0-rc3", "stu3-1.0.0-rc2")
R4 = "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/"
STU3 = "https://api.iknl.nl/docs/pzp/stu3/StructureDefinition/"
SNOMED = "http://snomed.info/sct"
CONSENT_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"


def at(facts: ReleaseFacts, url: str, path: str) -> Element:
    """The facts at a path such as ``provision.actor:agreementParty.role``."""
    element = facts.profiles[url].element
    for step in path.split("."):
        name, _, part = step.partition(":")
        element = element.children[name]
        element = element.slices[part] if part else element
    return element


def everywhere(element: Element) -> Iterator[Element]:
    yield element
    for below in (*element.children.values(), *element.slices.values()):
        yield from everywhere(below)


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("scope", "pattern", {"coding": [{"system": CONSENT_SCOPE, "code": "treatment"}]}),
        ("category:treatmentDirectiveCode", "pattern", {"coding": [{"system": SNOMED, "code": "129125009"}]}),
        ("modifierExtension:specificationOther", "max", None),  # its definition says 1, for its root
        ("provision", "max", None),
    ],
)  # fmt: skip
def test_r4_treatment_directive(path: str, field: str, value: object) -> None:
    assert getattr(at(load_facts("r4-1.0.0-rc3"), R4 + "ACP-TreatmentDirective", path), field) == value


def test_r4_agreement_parties_are_told_by_role() -> None:
    party = at(load_facts("r4-1.0.0-rc3"), R4 + "ACP-TreatmentDirective", "provision.actor:agreementParty")
    assert party.match[0].kind == "pattern"
    assert party.match[0].value["coding"][0]["code"] == "CONSENTER"
    targets = (party.children["reference"].types or {})["Reference"].targets
    assert [t.rpartition("/")[2] for t in targets] == [
        "ACP-Patient",
        "ACP-HealthProfessional-PractitionerRole",
        "ACP-ContactPerson",
    ]


@pytest.mark.parametrize(
    ("profile", "path", "field", "value"),
    [
        ("ACP-Patient", "identifier:BSN.system", "fixed", "http://fhir.nl/fhir/NamingSystem/bsn"),
        ("ACP-Patient", "identifier:BSN", "max", 1),
        ("ACP-TreatmentDirective", "modifierExtension:treatmentPermitted", "min", 1),
        ("ACP-TreatmentDirective", "extension:verification.extension:Verified.value[x]", "fixed", True),
        ("ACP-TreatmentDirective", "category.coding:treatmentDirective.code", "fixed", "11291000146105"),
        ("ACP-MedicalPolicyGoal", "category", "min", 1),
        ("ACP-Encounter", "period.start", "min", 1),
        ("ACP-InformRelativesRequest", "reasonCode", "max", 1),
    ],
)
def test_stu3_profiles(profile: str, path: str, field: str, value: object) -> None:
    assert getattr(at(load_facts("stu3-1.0.0-rc2"), STU3 + profile, path), field) == value


def test_stu3_choices_under_a_typed_name_are_narrowed() -> None:
    facts = load_facts("stu3-1.0.0-rc2")
    comment = facts.extensions["http://nictiz.nl/fhir/StructureDefinition/Comment"]
    assert list(comment.element.children["value[x]"].types or {}) == ["string"]
    permitted = facts.extensions["http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective-TreatmentPermitted"]
    assert permitted.element.modifier is True
    assert [place.expression for place in permitted.context] == ["Consent"]


def test_value_sets_of_both_guides() -> None:
    r4 = load_facts("r4-1.0.0-rc3")
    goal = at(r4, R4 + "ACP-MedicalPolicyGoal", "description").binding
    assert goal is not None and goal.strength == "required"
    value_set = r4.value_set(goal.value_set)
    assert value_set is not None and not value_set.unexpanded
    assert set(value_set.codes[SNOMED]) == {"385987000", "1351964001", "713148004"}
    stu3 = load_facts("stu3-1.0.0-rc2")
    permitted = at(stu3, STU3 + "ACP-TreatmentDirective", "modifierExtension:treatmentPermitted.value[x]").binding
    assert permitted is not None
    held = stu3.value_set(permitted.value_set)
    assert held is not None
    assert {"JA", "JA_MAAR", "NEE"} <= {code for codes in held.codes.values() for code in codes}


def test_base_facts() -> None:
    base = load_base("R4")
    observation = base.types["Observation"]
    assert observation.parent == "DomainResource"
    assert {"obs-6", "obs-7"} <= set(observation.element.constraints)
    status = observation.element.children["status"]
    assert (status.min, status.max, status.modifier) == (1, None, True)
    assert status.binding is not None
    assert (
        "entered-in-error" in base.value_sets[status.binding.value_set].codes["http://hl7.org/fhir/observation-status"]
    )
    assert observation.element.children["category"].max == UNBOUNDED
    assert base.types["Questionnaire"].element.children["item"].children["item"].content == "Questionnaire.item"


@pytest.mark.parametrize("key", RELEASES)
def test_references_inside_the_facts_hold(key: str) -> None:
    """Every constraint id, value set and profile that is named can be looked up, or is said to be missing."""
    facts = load_facts(key)
    for profile in facts.profiles.values():
        for element in everywhere(profile.element):
            for name in element.constraints:
                assert facts.constraint(name).expression
            for use in (element.types or {}).values():
                for url in (*use.profiles, *use.targets):
                    known = facts.definition(url) or url in facts.base.types or url in facts.missing
                    assert known, (profile.name, url)
            if element.binding and element.binding.strength in ("required", "extensible"):
                assert element.binding.value_set == "" or facts.value_set(element.binding.value_set)


@pytest.mark.parametrize("key", RELEASES)
def test_every_slice_of_the_guide_can_be_told(key: str) -> None:
    facts = load_facts(key)
    guide = {url: profile for url, profile in facts.profiles.items() if "/pzp/" in url}
    assert len(guide) == 18
    for profile in guide.values():
        for element in everywhere(profile.element):
            for part in element.slices.values():
                assert part.match
                assert all(test.kind != "unresolved" for test in part.match)


def test_an_unknown_release_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        load_facts("r4-0.0.0")


def test_reading_facts_does_not_import_the_compiler() -> None:
    code = (
        "import sys, pzp_exchange.profiles.facts\n"
        "print(any('profiles.compiler' in m or 'lxml' in m for m in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 ours
    assert run.stdout.strip() == "False"


def test_files_are_small() -> None:
    folder = ROOT / "src" / "pzp_exchange" / "profiles"
    for name in (*RELEASES, "base"):
        for file in (folder / name).glob("*.json"):
            assert file.stat().st_size < 500_000, file


def test_no_drift(standard: Path) -> None:
    """The shipped files are what the script makes of the published standard."""
    spec = importlib.util.spec_from_file_location("compile_profiles", ROOT / "tools" / "compile_profiles.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool  # dataclasses look their module up
    spec.loader.exec_module(tool)
    folder = ROOT / "src" / "pzp_exchange" / "profiles"
    for name, data in tool.compiled(standard).items():
        assert (folder / name).read_bytes() == data, f"{name}: run python tools/compile_profiles.py"
