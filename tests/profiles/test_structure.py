"""The base structure of both FHIR versions, against HL7's definitions and against fhir.resources."""

from __future__ import annotations

import importlib
import runpy
from pathlib import Path

import pytest

from pzp_exchange.errors import PzpError
from pzp_exchange.profiles.structure import FHIR_VERSIONS, Structure, load_structure
from support import ROOT

ONLY_IN_R4B = {
    "ActivityDefinition": {"subjectCanonical"},
    "PlanDefinition": {"subjectCanonical"},
    "Evidence": {"assertion", "certainty", "citeAsMarkdown", "citeAsReference", "statistic", "studyType",
                 "synthesisType", "variableDefinition"},
    "EvidenceVariable": {"actual", "category", "characteristicCombination", "handling"},
}
"""What R4B added to R4: the differences between our facts and the R4B models of fhir.resources."""

ONLY_IN_R4 = {
    "Evidence": {"copyright", "effectivePeriod", "exposureBackground", "exposureVariant", "jurisdiction", "name",
                 "outcome", "shortTitle", "subtitle", "topic"},
    "EvidenceVariable": {"approvalDate", "copyright", "effectivePeriod", "jurisdiction", "lastReviewDate", "topic",
                         "type"},
}


@pytest.fixture(params=FHIR_VERSIONS)
def structure(request: pytest.FixtureRequest) -> Structure:
    """The structure of each FHIR version."""
    return load_structure(request.param)


def test_counts() -> None:
    assert len(load_structure("R4").resource_types) == 146
    assert len(load_structure("STU3").resource_types) == 117


def test_is_loaded_once(structure: Structure) -> None:
    assert load_structure(structure.fhir_version) is structure


def test_unknown_fhir_version() -> None:
    with pytest.raises(PzpError):
        load_structure("R5")


def test_facts_of_elements() -> None:
    r4 = load_structure("R4")
    name = r4.element("Patient", "name")
    assert name and (name.many, name.type, name.kind, name.json, name.required) == \
        (True, "HumanName", "complex", "object", False)
    deceased = r4.element("Patient", "deceasedDateTime")
    assert deceased and (deceased.choice, deceased.type, deceased.kind) == ("deceased", "dateTime", "primitive")
    boolean = r4.element("Patient", "deceasedBoolean")
    assert boolean and (boolean.json, boolean.order) == ("boolean", deceased.order)
    link = r4.element("Bundle.entry", "link")
    assert link and link.type == "Bundle.link", "a content reference leads to the path"
    url = r4.element("Extension", "url")
    assert url and url.attribute and url.required
    identifier = r4.element("Patient", "id")
    assert identifier and not identifier.attribute, "the id of a resource is an element"
    assert r4.element("HumanName", "id").attribute  # type: ignore[union-attr]
    assert r4.element("Narrative", "div").kind == "xhtml"  # type: ignore[union-attr]
    assert r4.element("Patient", "contained").kind == "resource"  # type: ignore[union-attr]
    assert r4.element("Patient", "animal") is None
    assert load_structure("STU3").element("Patient", "animal") is not None
    assert r4.element("Patient", "deceased") is None
    assert list(r4.elements("string")) == ["id", "extension"]
    assert r4.elements("Nonsense") == {}


def test_every_type_is_known(structure: Structure) -> None:
    for type_name in structure.types:
        elements = structure.elements(type_name)
        orders = [facts.order for facts in elements.values()]
        assert orders == sorted(orders)
        for facts in elements.values():
            assert facts.type in structure.types or facts.type in structure.primitives or facts.type == "Resource"


def test_usual_meaning_of_a_name(structure: Structure) -> None:
    coding = structure.usual("coding")
    assert coding and coding.many and coding.type == "Coding"
    assert structure.usual("noSuchName") is None


def test_unknown_elements_tell_the_fhir_versions_apart() -> None:
    r4, stu3 = load_structure("R4"), load_structure("STU3")
    newer = {"resourceType": "Consent", "provision": {"type": "deny"}, "scope": {"text": "x"}}
    older = {"resourceType": "Consent", "except": [{"type": "deny"}], "category": [{"text": "x"}]}
    assert (r4.unknown_elements(newer), stu3.unknown_elements(newer)) == (0, 2)
    assert (r4.unknown_elements(older), stu3.unknown_elements(older)) == (1, 0)
    assert r4.unknown_elements({"resourceType": "Patient", "name": {"family": "x"}}) == 1
    assert r4.unknown_elements({"resourceType": "Patient", "_birthDate": {"extension": [{"uri": "x"}]}}) == 1
    assert r4.unknown_elements({"resourceType": "Nonsense", "a": 1}) == 2
    bundle = {"resourceType": "Bundle", "entry": [{"resource": newer}, {"resource": older}]}
    assert (r4.unknown_elements(bundle), stu3.unknown_elements(bundle)) == (1, 2)


def test_no_drift(standard: Path) -> None:
    compiler = runpy.run_path(str(ROOT / "tools" / "compile_base.py"))
    for fhir_version, folder in compiler["SOURCES"].items():
        stored = ROOT / "src" / "pzp_exchange" / "profiles" / f"base-{fhir_version.lower()}.json"
        compiled = compiler["to_text"](compiler["compile_base"](standard / folder, fhir_version))
        assert stored.read_text("utf-8") == compiled, "run tools/compile_base.py"


@pytest.mark.parametrize(("fhir_version", "package"), [("R4", "R4B"), ("STU3", "STU3")])
def test_agrees_with_fhir_resources(fhir_version: str, package: str) -> None:
    """Names and repetition of the elements of every resource type that fhir.resources has too."""
    pytest.importorskip("fhir.resources")
    structure = load_structure(fhir_version)
    compared = 0
    for resource_type in sorted(structure.resource_types):
        try:
            module = importlib.import_module(f"fhir.resources.{package}.{resource_type.lower()}")
        except ModuleNotFoundError:
            assert package == "R4B", "R4B dropped resource types; STU3 has them all"
            continue
        fields = {field.alias or name: "List[" in str(field.annotation)
                  for name, field in getattr(module, resource_type).model_fields.items()
                  if not name.endswith("__ext") and name not in ("resource_type", "fhir_comments")}
        ours = {name: facts.many for name, facts in structure.elements(resource_type).items()}
        r4b = fhir_version == "R4"
        assert set(fields) - set(ours) == (ONLY_IN_R4B.get(resource_type, set()) if r4b else set()), resource_type
        assert set(ours) - set(fields) == (ONLY_IN_R4.get(resource_type, set()) if r4b else set()), resource_type
        both = set(ours) & set(fields)
        assert {n: ours[n] for n in both} == {n: fields[n] for n in both}, resource_type
        compared += len(both)
    assert compared > 2800
