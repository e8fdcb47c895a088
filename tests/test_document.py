"""A set: how its resources refer to each other, where they stand, and what they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from invented import (
    BASE,
    BUNDLE,
    CONSENT,
    OTHER_PATIENT,
    PATIENT,
    PLAN,
    PRACTITIONER,
    as_json,
    as_lines,
    as_xml,
    changed,
    in_bundle,
)
from pzp_exchange import AdvanceCarePlan, Document, read, validate
from pzp_exchange.codec import locate, positions
from pzp_exchange.document import Entry, SeveralPatientsError, Spot
from pzp_exchange.reading import PLAN_SCHEMA
from pzp_exchange.report import Position
from support import standard_files

UUID = "urn:uuid:0c3201bd-1cbf-4d64-b04d-cd9187a4c6e0"
OTHER = "https://elders.example.org/fhir"


def entries(*items: tuple[str | None, dict[str, Any]]) -> Document:
    """A set of one Bundle with these full URLs and resources."""
    listed = [{"fullUrl": url, "resource": tree} if url else {"resource": tree} for url, tree in items]
    return read(as_json({"resourceType": "Bundle", "type": "collection", "entry": listed}))


def version(number: str) -> dict[str, Any]:
    """The patient as of some version."""
    return changed(PATIENT, meta={"versionId": number}, active=number == "2")


@pytest.mark.parametrize(("reference", "patient_url", "consent_url"), [
    ("Patient/daan", None, None),
    ("Patient/daan", f"{BASE}/Patient/daan", f"{BASE}/Consent/ic-opname"),
    ("Patient/daan", f"{BASE}/Patient/daan", None),
    ("Patient/daan", UUID, UUID[:-1] + "1"),
    (f"{BASE}/Patient/daan", f"{BASE}/Patient/daan", None),
    (f"{BASE}/Patient/daan", None, None),
    (UUID, UUID, None),
])
def test_a_reference_finds_its_resource(reference: str, patient_url: str | None, consent_url: str | None) -> None:
    document = entries((patient_url, PATIENT), (consent_url, CONSENT))
    consent = document.entries[1]
    assert document.resolve(reference, consent) == PATIENT
    assert document.resolve_entry(reference, consent) is document.entries[0]


@pytest.mark.parametrize("reference", ["", "Patient", "Patient/", "Patient/x", "/daan", "daan", "urn:uuid:nope", "#x",
                                       f"{OTHER}/Patient/daan", "Patient/daan/_history/7", "Practitioner/daan"])
def test_a_reference_to_nothing_in_the_set(reference: str) -> None:
    document = entries((f"{BASE}/Patient/daan", PATIENT), (None, CONSENT))
    assert document.resolve(reference, document.entries[1]) is None


def test_a_relative_reference_stays_on_its_own_server() -> None:
    theirs = changed(PATIENT, active=False)
    document = entries((f"{BASE}/Patient/daan", PATIENT), (f"{OTHER}/Patient/daan", theirs),
                       (f"{OTHER}/Consent/ic-opname", CONSENT), (f"{BASE}/Consent/ic-opname", CONSENT))
    assert document.resolve("Patient/daan", document.entries[2]) == theirs
    assert document.resolve("Patient/daan", document.entries[3]) == PATIENT


def test_a_reference_finds_the_one_of_its_own_file_first() -> None:
    theirs = changed(PATIENT, active=False)
    for release in ("r4", "stu3"):
        document = read(as_lines(PATIENT, CONSENT), as_lines(theirs, CONSENT), release=release)
        consents = [entry for entry in document if entry.type == "Consent"]
        assert [document.resolve("Patient/daan", consent) for consent in consents] == [PATIENT, theirs]


@pytest.mark.parametrize("base", ["", f"{BASE}/"])
def test_a_versioned_reference_finds_that_version(base: str) -> None:
    url = f"{base}Patient/daan" if base else None
    document = entries((url, version("1")), (url, version("2")), (None, CONSENT))
    for number in ("1", "2"):
        assert document.resolve(f"{base}Patient/daan/_history/{number}", document.entries[2]) == version(number)
    assert document.resolve(f"{base}Patient/daan/_history/3", document.entries[2]) is None


def test_a_reference_into_and_out_of_what_is_contained() -> None:
    inner = {"resourceType": "Practitioner", "id": "p1"}
    document = read(as_json(changed(CONSENT, contained=[inner, "x", {"id": "p2"}])), as_json(PATIENT))
    consent = document.entries[0]
    assert document.resolve("#p1", consent) == inner
    assert document.resolve("#", consent) == consent.tree
    assert document.resolve("#p3", consent) is None
    assert document.resolve("#p1", document.entries[1]) is None
    assert document.resolve_entry("#p1", consent) is None


@pytest.mark.parametrize(("second", "same", "warned"), [
    (PATIENT, True, False),
    (changed(PATIENT, active=False), True, True),
    (changed(PATIENT, id="other"), False, False),
    (changed(PRACTITIONER, id="daan"), False, False),
])
def test_the_same_id_twice(second: dict[str, Any], same: bool, warned: bool) -> None:
    document = read(as_json(PATIENT), as_json(second))
    assert len(list(document.same_id())) == same
    assert [issue.code for issue in document.report] == ["PZP-SAME-ID"] * warned


@pytest.mark.parametrize(("metas", "warned"), [
    (({"versionId": "1"}, {"versionId": "2"}), False),
    (({"versionId": "9"}, {"versionId": "10"}), False),
    (({"versionId": "a"}, {"versionId": "b"}), True),
    (({"lastUpdated": "2026-01-01T00:00:00Z"}, {"lastUpdated": "2026-01-02T00:00:00Z"}), False),
    (({"versionId": "1"}, {"versionId": "1"}), True),
    (({"versionId": {}}, {"versionId": []}), True),
    (({"versionId": "1" * 5000}, {"versionId": "²"}), True),
])
def test_of_versions_it_is_said_when_none_is_the_newer(metas: tuple[Any, Any], warned: bool) -> None:
    first, second = (changed(PATIENT, meta=meta, active=index == 0) for index, meta in enumerate(metas))
    document = read(as_json(first), as_json(second), release="r4")
    assert [issue.code for issue in document.report] == ["PZP-SAME-ID"] * warned


def test_one_id_on_two_servers_is_not_the_same() -> None:
    document = entries((f"{BASE}/Patient/daan", PATIENT), (f"{OTHER}/Patient/daan", changed(PATIENT, active=False)))
    assert list(document.same_id()) == []
    assert document.report.issues == ()
    document = entries((f"{BASE}/Patient/daan", PATIENT), (f"{OTHER}/Patient/daan", PATIENT), (None, PATIENT),
                       (f"{BASE}/Patient/daan", changed(PATIENT, active=False)))
    assert [[document.entries.index(entry) for entry in group] for group in document.same_id()] == [[0, 3]]


def test_one_id_in_two_fhir_versions_is_not_the_same() -> None:
    claims = ("http://fhir.nl/fhir/StructureDefinition/nl-core-patient",
              "http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient")
    document = read(*(as_json(changed(PATIENT, meta={"profile": [claim]})) for claim in claims))
    assert [entry.fhir_version for entry in document] == ["STU3", "R4"]
    assert list(document.same_id()) == list(document.older_copies()) == []
    assert document.report.issues == ()


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("order", [1, -1])
def test_of_one_id_in_two_fhir_versions_a_reference_means_that_of_its_own(together: bool, order: int) -> None:
    guides = ("https://api.iknl.nl/docs/pzp/stu3/StructureDefinition/ACP-",
              "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-")
    trees = [changed(tree, meta={"profile": [f"{guide}{tree['resourceType']}"]}) for guide in guides
             for tree in (PATIENT, CONSENT)][::order]
    document = read(as_lines(*trees)) if together else read(*map(as_json, trees))
    for consent in (entry for entry in document if entry.type == "Consent"):
        found = document.resolve_entry("Patient/daan", consent)
        assert found is not None
        assert found.fhir_version == consent.fhir_version
        assert document.targets(consent)["Patient/daan"] is found


def test_a_full_url_that_is_relative_does_not_double_a_resource() -> None:
    document = entries(("Patient/daan", PATIENT))
    assert list(document.same_id()) == []
    assert document.resolve("Patient/daan", document.entries[0]) == PATIENT


@pytest.mark.parametrize(("data", "needle"), [
    (as_json(BUNDLE), b'"dateTime"'), (as_xml(BUNDLE), b"<dateTime"), (as_lines(BUNDLE), b'"dateTime"')])
def test_the_place_of_a_node(data: bytes, needle: bytes) -> None:
    document = read(data)
    before = data[: data.index(needle)].decode()
    assert document.entries[1].spot(("dateTime",)).position == Position(
        before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize("data", [as_json(in_bundle(PATIENT, CONSENT)), as_xml(in_bundle(PATIENT, CONSENT)),
                                  as_lines(PATIENT, CONSENT)], ids=["json", "xml", "ndjson"])
def test_all_places_of_a_source_are_found_in_one_search(data: bytes) -> None:
    issues = list(validate(read(data)))
    places = [issue.place for issue in issues if isinstance(issue.place, Spot)]
    assert len(places) > 3
    one_by_one = [locate(data, spot.source.format, spot.pointer) for spot in places]
    with patch.object(positions, "positions_in", wraps=positions.positions_in) as search:
        assert [spot.position for spot in places] == one_by_one
        assert [str(issue) for issue in issues]
    assert search.call_count == (1 if places[0].source.format != "ndjson" else 3)  # the file, and two lines


def test_a_place_that_nobody_announced_is_found_as_well() -> None:
    (entry,) = read(b'{"resourceType": "Patient",\n "id": "a"}').entries
    assert entry.source.position(("id",)) == Position(2, 2)


def test_what_an_entry_says_of_itself() -> None:
    bare = read(as_json(in_bundle({"resourceType": "Patient"}))).entries[0]
    assert (bare.type, bare.id, bare.reference, bare.profiles) == ("Patient", None, "Patient", ())
    named = entries((UUID, {"resourceType": "Patient", "id": 5, "meta": {"profile": ["a", 1, "b"]}})).entries[0]
    assert (named.id, named.reference, named.profiles) == (None, UUID, ("a", "b"))
    assert "Vérzonnen" not in repr(read(as_json(PATIENT)).entries[0]), "patient data stays out of logs"


def test_a_document_counts_and_lists_its_entries() -> None:
    document = read(as_json(BUNDLE))
    assert len(document) == 2
    assert list(document) == list(document.entries)
    assert all(isinstance(entry, Entry) for entry in document)


def test_one_plan_of_one_patient() -> None:
    plan = read(as_json(BUNDLE)).plan()
    assert plan.patient
    assert plan.patient.id == "daan"
    assert [directive.id for directive in plan.treatment_directives] == ["ic-opname"]


def test_two_patients_never_share_a_plan() -> None:
    theirs = changed(CONSENT, id="c2", patient={"reference": "Patient/other"})
    document = read(as_json(in_bundle(PATIENT, OTHER_PATIENT, CONSENT, theirs, PRACTITIONER)))
    with pytest.raises(SeveralPatientsError, match="2 patients"):
        document.plan()
    assert [[d.id for d in plan.treatment_directives] for plan in document.plans()] == [["ic-opname"], ["c2"]]
    assert [[p.id for p in plan.health_professionals] for plan in document.plans()] == [["arts"], ["arts"]]


def test_plans_given_and_plans_read_stand_side_by_side() -> None:
    document = read(as_json({"$schema": PLAN_SCHEMA, **PLAN}), as_json(changed(PATIENT, id="other")))
    assert [plan.patient.id for plan in document.plans() if plan.patient] == ["daan", "other"]


def test_nothing_is_an_empty_plan() -> None:
    assert read(as_json(in_bundle())).plan() == AdvanceCarePlan()


def test_the_envelope_of_bundles_is_listed() -> None:
    document = read(as_json(changed(BUNDLE, timestamp="2026-03-04T10:00:00Z", total=2)))
    assert [(loss.path, loss.value) for loss in document.envelope_losses()] == [
        ("Bundle.timestamp", "2026-03-04T10:00:00Z"), ("Bundle.total", 2)]


def model_of(tree: dict[str, Any], package: str) -> Any:
    """What fhir.resources makes of a tree by itself."""
    models = pytest.importorskip(package)
    return models.get_fhir_model_class(tree["resourceType"]).model_validate(tree)


@pytest.mark.parametrize(("release", "package"), [("r4", "fhir.resources.R4B"), ("stu3", "fhir.resources.STU3")])
def test_models_are_those_of_fhir_resources(release: str, package: str) -> None:
    expected = model_of(PATIENT, package)
    (model,) = read(as_json(PATIENT), release=release).models()
    assert type(model) is type(expected)
    assert model == expected


@pytest.mark.parametrize("path", standard_files("r4-1.0.0-rc3/examples/*.json", "stu3-1.0.0-rc2/examples/*.json"),
                         ids=lambda p: f"{p.parent.parent.name}/{p.name}")
def test_models_of_the_official_examples(path: Path) -> None:
    package = "fhir.resources.STU3" if path.parent.parent.name.startswith("stu3") else "fhir.resources.R4B"
    expected = model_of(json.loads(path.read_bytes()), package)
    assert read(path).models() == (expected,)


def test_models_refuse_what_fhir_resources_refuses() -> None:
    pydantic = pytest.importorskip("pydantic")
    pytest.importorskip("fhir.resources")
    with pytest.raises(pydantic.ValidationError):
        read(as_json(changed(PATIENT, birthDate="nooit"))).models()
