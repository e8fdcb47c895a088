"""Which release a document is of: by what it claims, else by its content, else said to be unknown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from invented import CONSENT, PATIENT, PROFILES, STU3_PROFILES, as_json, as_lines, as_xml, changed, in_bundle
from pzp_exchange import R4, RELEASES, STU3, Document, PzpError, read
from pzp_exchange.codec import encode_json
from pzp_exchange.errors import UnknownReleaseError
from pzp_exchange.releases import Release, claimed, release
from pzp_exchange.report import Severity, Status
from support import standard_files

NL_CORE = "http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient"
STU3_CONSENT = {"resourceType": "Consent", "id": "c", "except": [{"type": "deny"}]}
R4_CONSENT = {"resourceType": "Consent", "id": "c", "provision": {"type": "deny"}}
CONTENT: list[tuple[str, dict[str, Any]]] = [
    ("R4", R4_CONSENT),
    ("STU3", STU3_CONSENT),
    ("R4", {"resourceType": "ServiceRequest", "status": "active"}),
    ("STU3", {"resourceType": "ProcedureRequest", "status": "active"}),
    ("R4", {"resourceType": "Goal", "lifecycleStatus": "active"}),
    ("STU3", {"resourceType": "Goal", "status": "accepted"}),
    ("R4", {"resourceType": "Encounter", "reasonCode": [{"text": "gesprek"}]}),
    ("STU3", {"resourceType": "Encounter", "reason": [{"text": "gesprek"}]}),
    ("R4", {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": R4_CONSENT}]}),
    ("STU3", {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": STU3_CONSENT}]}),
    ("STU3", {"resourceType": "AllergyIntolerance", "clinicalStatus": "active", "assertedDate": "2026"}),
]


def only(document: Document) -> Release | None:
    """The release of the one resource."""
    (entry,) = document
    return entry.release


@pytest.mark.parametrize(("name", "expected"), [
    ("r4", R4), ("R4", R4), ("r4-1.0.0-rc3", R4), ("R4-1.0.0-RC3", R4), ("stu3", STU3), ("STU3", STU3),
    ("stu3-1.0.0-rc2", STU3)])
def test_a_release_by_its_name(name: str, expected: Release) -> None:
    assert release(name) is expected


@pytest.mark.parametrize("name", ["", "r5", "r4-1.0.0-rc9", "auto", "4.0.1"])
def test_an_unknown_release_is_misuse(name: str) -> None:
    with pytest.raises(UnknownReleaseError) as raised:
        release(name)
    assert isinstance(raised.value, PzpError)
    assert all(known.key in str(raised.value) for known in RELEASES)


def test_keys_tell_fhir_version_and_number() -> None:
    assert [known.key for known in RELEASES] == [f"{r.fhir_version.lower()}-{r.number}" for r in RELEASES]


@pytest.mark.parametrize(("profiles", "expected"), [
    ([], None),
    (["https://example.org/StructureDefinition/own"], None),
    ([PROFILES + "ACP-Patient"], R4),
    ([STU3_PROFILES + "ACP-Patient"], STU3),
    ([PROFILES + "ACP-Patient|1.0.0-rc3"], R4),
    ([NL_CORE], R4),
    (["http://fhir.nl/fhir/StructureDefinition/nl-core-patient"], STU3),
    (["http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective"], STU3),
    (["http://nictiz.nl/fhir/StructureDefinition/zib-Patient", NL_CORE], R4),
    (["http://fhir.nl/fhir/StructureDefinition/nl-core-patient", PROFILES + "ACP-Patient"], R4),
    ([None, 5, {}, STU3_PROFILES + "ACP-Patient"], STU3),
])
def test_what_profiles_claim(profiles: list[object], expected: Release | None) -> None:
    assert claimed(profiles) is expected


@pytest.mark.parametrize("write", [as_json, as_lines, as_xml])
@pytest.mark.parametrize(("profile", "expected"), [(PROFILES, R4), (STU3_PROFILES, STU3)])
def test_found_from_the_profile(write: Callable[[Any], bytes], profile: str, expected: Release) -> None:
    tree = changed(PATIENT, meta={"profile": [profile + "ACP-Patient"]})
    document = read(write(tree))
    assert only(document) is expected
    assert document.entries[0].source.fhir_version == expected.fhir_version


@pytest.mark.parametrize("write", [as_json, as_lines, as_xml])
@pytest.mark.parametrize("named", ["stu3", "stu3-1.0.0-rc2", STU3])
def test_named_by_the_caller_over_all_else(write: Callable[[Any], bytes], named: str | Release) -> None:
    assert only(read(write(PATIENT), release=named)) is STU3
    assert only(read(write(in_bundle(PATIENT)), release=named)) is STU3


@pytest.mark.parametrize(("fhir_version", "tree"), CONTENT, ids=[f"{v} {t['resourceType']}" for v, t in CONTENT])
@pytest.mark.parametrize("format_name", ["json", "xml"])
def test_found_from_the_content(fhir_version: str, tree: dict[str, Any], format_name: str) -> None:
    document = read(as_xml(tree, fhir_version) if format_name == "xml" else as_json(tree))
    found = only(document)
    assert found
    assert found.fhir_version == fhir_version
    assert document.roots[0].tree == tree
    assert document.report.issues == ()


def test_xml_that_only_one_fhir_version_can_hold_whole() -> None:
    """Read as R4, clinicalStatus is a CodeableConcept and the value of the element would be dropped."""
    tree = {"resourceType": "AllergyIntolerance", "clinicalStatus": "active"}
    document = read(as_xml(tree, "STU3"))
    assert only(document) is STU3
    assert document.entries[0].tree == tree


@pytest.mark.parametrize(("form", "expected"), [
    ("https://api.iknl.nl/docs/pzp/r4/Questionnaire/ACP-zib2020", R4),
    ({"reference": "https://api.iknl.nl/docs/pzp/stu3/Questionnaire/ACP-zib2017"}, STU3)])
def test_found_from_the_form_that_was_filled(form: object, expected: Release) -> None:
    assert only(read(as_json({"resourceType": "QuestionnaireResponse", "questionnaire": form}))) is expected


@pytest.mark.parametrize("write", [as_json, as_lines, as_xml])
def test_undetermined_is_said_and_no_error(write: Callable[[Any], bytes]) -> None:
    document = read(write(changed(PATIENT, meta=None)))
    assert only(document) is None
    (issue,) = document.report
    assert (issue.code, issue.severity, issue.resource) == ("PZP-RELEASE-UNKNOWN", Severity.INFORMATION, "Patient/daan")
    assert document.report.status is Status.VALID


@pytest.mark.parametrize("write", [as_json, as_lines, as_xml])
def test_what_does_not_tell_is_of_the_release_of_the_rest(write: Callable[[Any], bytes]) -> None:
    person = {"resourceType": "RelatedPerson", "id": "zus", "relationship": {"text": "zus"}}
    written = as_xml(person, "STU3") if write is as_xml else write(person)
    document = read(written, as_json(STU3_CONSENT))
    assert [entry.release for entry in document] == [STU3, STU3]
    assert {root.source.fhir_version for root in document.roots} == {"STU3"}
    assert document.entries[0].tree == person, "one relationship in STU3, a list in R4"
    assert document.report.issues == ()


def test_of_two_releases_none_is_lent_to_the_rest() -> None:
    document = read(as_json(changed(PATIENT, meta=None)), as_json(STU3_CONSENT), as_json(CONSENT))
    assert [entry.release for entry in document] == [None, STU3, R4]
    assert [issue.code for issue in document.report] == ["PZP-RELEASE-UNKNOWN"]


def test_entries_of_a_bundle_can_be_of_several_releases() -> None:
    other = changed(PATIENT, id="p", meta={"profile": [STU3_PROFILES + "ACP-Patient"]})
    document = read(as_json(in_bundle(PATIENT, other)))
    assert [entry.release for entry in document] == [R4, STU3]


@pytest.mark.parametrize("path", standard_files("nictiz-examples/*/*.xml"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_nictiz_examples_are_recognised(path: Path) -> None:
    found = only(read(path))
    assert found
    assert found.fhir_version == path.parent.name.upper()


@pytest.mark.parametrize("path", standard_files("nictiz-examples/*/*.xml"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_nictiz_examples_without_a_claim_are_never_taken_for_the_other(path: Path) -> None:
    text = path.read_bytes()
    while b"<profile " in text:
        start = text.index(b"<profile ")
        text = text[:start] + text[text.index(b"/>", start) + 2:]
    expected = path.parent.name.upper()
    assert only(read(text)) in (None, release(expected))
    (entry,) = read(path)
    assert only(read(encode_json(changed(entry.tree, meta=None)).data)) in (None, release(expected))


@pytest.mark.parametrize("path", standard_files("r4-*/examples/*.json", "stu3-*/examples/*.json"), ids=lambda p: p.name)
def test_official_examples_are_recognised(path: Path) -> None:
    found = only(read(path))
    assert found
    assert path.parent.parent.name.startswith(found.fhir_version.lower())
