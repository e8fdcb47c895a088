"""Writing sets, plans and single resources: in every format the same comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import BUNDLE, CONSENT, PATIENT, PLAN, PRACTITIONER, STU3_PROFILES, as_json, changed, in_bundle
from pzp_exchange import AdvanceCarePlan, Document, PzpError, convert, read, write
from pzp_exchange.errors import NotWritableError, UnknownFormatError
from pzp_exchange.reading import PLAN_SCHEMA
from pzp_exchange.writing import FORMATS, bundle, encode, file_names, plan_tree
from support import standard_files

ALLERGY = {"resourceType": "AllergyIntolerance", "id": "noten", "clinicalStatus": "active", "assertedDate": "2026"}
PLAN_OBJECT = AdvanceCarePlan.model_validate(PLAN)


def trees(document: Document) -> list[Any]:
    """The resources of a set."""
    return [entry.tree for entry in document]


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("sources", [(PATIENT,), (BUNDLE,), (PATIENT, CONSENT, PRACTITIONER), (BUNDLE, PRACTITIONER)],
                         ids=["resource", "Bundle", "resources", "Bundle and resource"])
def test_a_set_comes_back(sources: tuple[Any, ...], format_name: str, tmp_path: Path) -> None:
    document = read(*map(as_json, sources))
    path = tmp_path / f"out{FORMATS[format_name]}"
    assert write(document, path).issues == ()
    again = read(path)
    assert trees(again) == trees(document)
    assert len(again.roots) == (len(sources) if format_name == "ndjson" else 1)
    assert again.roots[0].source.format == format_name


def test_one_source_is_written_as_it_was(tmp_path: Path) -> None:
    odd = changed(BUNDLE, type="searchset", total=2, link=[{"relation": "self", "url": "https://example.org"}])
    write(read(as_json(odd)), tmp_path / "out.json")
    assert read(tmp_path / "out.json").roots[0].tree == odd


@pytest.mark.parametrize("format_name", ["json", "xml"])
def test_nothing_is_an_empty_bundle(format_name: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    write(read(tmp_path), path, format=format_name)
    (root,) = read(path.read_bytes()).roots
    assert root.tree == {"resourceType": "Bundle", "type": "collection"}


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_single_resource_comes_back(format_name: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{FORMATS[format_name]}"
    write(PATIENT, path, fhir_version="R4")
    assert trees(read(path)) == [PATIENT]


def test_a_single_resource_needs_its_fhir_version_in_xml_only(tmp_path: Path) -> None:
    write(ALLERGY, tmp_path / "out.json")
    assert trees(read(tmp_path / "out.json")) == [ALLERGY]
    with pytest.raises(NotWritableError, match="fhir_version"):
        write(ALLERGY, tmp_path / "out.xml")
    assert not (tmp_path / "out.xml").exists()


def test_a_set_is_written_in_its_own_fhir_version(tmp_path: Path) -> None:
    write(read(as_json(ALLERGY)), tmp_path / "out.xml")
    assert b'<clinicalStatus value="active"/>' in (tmp_path / "out.xml").read_bytes()
    assert trees(read(tmp_path / "out.xml")) == [ALLERGY]


def test_two_fhir_versions_do_not_go_into_one_xml_file(tmp_path: Path) -> None:
    both = read(as_json(PATIENT), as_json(changed(PATIENT, id="b", meta={"profile": [STU3_PROFILES + "ACP-Patient"]})))
    with pytest.raises(NotWritableError):
        write(both, tmp_path / "out.xml")
    write(both, tmp_path / "out.json")
    assert trees(read(tmp_path / "out.json")) == trees(both)


def test_a_plan_is_written_as_plan_json(tmp_path: Path) -> None:
    write(PLAN_OBJECT, tmp_path / "out.plan.json")
    assert read(tmp_path / "out.plan.json").plan() == PLAN_OBJECT
    write(PLAN_OBJECT, f"{tmp_path}/folder/")
    assert read(tmp_path / "folder" / "AdvanceCarePlan-daan.json").plan() == PLAN_OBJECT
    with pytest.raises(NotWritableError, match="JSON"):
        write(PLAN_OBJECT, tmp_path / "out.xml")
    assert list(plan_tree(AdvanceCarePlan())) == ["$schema"]


def test_a_set_with_a_plan_is_not_written_without_it(tmp_path: Path) -> None:
    document = read(as_json({"$schema": PLAN_SCHEMA, **PLAN}), as_json(PATIENT))
    with pytest.raises(NotWritableError, match="plans"):
        write(document, tmp_path / "out.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["out.txt", "out", "out.json.bak"])
def test_an_unknown_format_is_misuse(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError) as raised:
        write(read(as_json(PATIENT)), tmp_path / name)
    assert isinstance(raised.value, PzpError)
    with pytest.raises(UnknownFormatError, match="turtle"):
        encode(PATIENT, "turtle", "R4")
    write(read(as_json(PATIENT)), tmp_path / name, format="json")
    assert trees(read((tmp_path / name).read_bytes())) == [PATIENT]


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_directory_gets_a_file_for_each_resource(format_name: str, tmp_path: Path) -> None:
    document = read(as_json(in_bundle(PATIENT, in_bundle(CONSENT))), as_json(PRACTITIONER))
    write(document, f"{tmp_path}/new/folder/", format=format_name)
    suffix = FORMATS[format_name]
    folder = tmp_path / "new" / "folder"
    names = [f"Consent-ic-opname{suffix}", f"Patient-daan{suffix}", f"Practitioner-arts{suffix}"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert trees(read(folder)) == [CONSENT, PATIENT, PRACTITIONER]
    write(document, folder, format=format_name)
    assert len(list(folder.iterdir())) == 3, "a directory that is there is one, with or without a slash"


@pytest.mark.parametrize("own", ["../../x", "/etc/passwd", "a/b", "..", ".", "a\\b", "C:x", "a\0b", "a\nb", "~",
                                 "", "-rf", "é", "CON", "x" * 5000, 5, None, {}, ["a"], "*?<>|"])
@pytest.mark.parametrize("resource_type", ["Patient", "../../Patient", "/Patient"])
def test_no_id_leaves_the_directory(resource_type: str, own: Any, tmp_path: Path) -> None:
    tree = {"resourceType": resource_type, "id": own, "active": True}
    folder = tmp_path / "in" / "here"
    write(read(as_json(tree)), f"{folder}/")
    (written,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written.parent == folder
    assert trees(read(written)) == [tree]


@given(st.lists(st.sampled_from(["a", "A", "a-2", "a-3", "a/b", "a_b", "a-2-2", "", "é", "è"]), max_size=12),
       st.sampled_from(sorted(FORMATS)))
def test_no_file_overwrites_another(ids: list[str], format_name: str) -> None:
    given_trees = [{"resourceType": "Patient", "id": own, "n": place} for place, own in enumerate(ids)]
    named = list(file_names(given_trees, format_name))
    assert [tree for _, tree in named] == given_trees
    assert len({name.lower() for name, _ in named}) == len(ids)
    assert all(name.endswith(FORMATS[format_name]) for name, _ in named)


def test_a_second_of_one_name_gets_a_number() -> None:
    assert [name for name, _ in file_names([PATIENT, PATIENT, changed(PATIENT, id="daan-2"), {}], "xml")] == [
        "Patient-daan.xml", "Patient-daan-2.xml", "Patient-daan-2-2.xml", "Resource.xml"]


def test_what_a_format_cannot_hold_is_reported(tmp_path: Path) -> None:
    document = read(as_json({**PATIENT, "gender": None}))
    for target in (tmp_path / "out.xml", tmp_path):
        report = write(document, target, format="xml")
        assert [(issue.code, issue.path) for issue in report] == [("PZP-XML-NULL", "Patient.gender")]


def test_a_bundle_has_full_urls_only_where_they_are_known() -> None:
    made = bundle([(PATIENT, "urn:uuid:1"), (CONSENT, None)])
    assert made["entry"] == [{"fullUrl": "urn:uuid:1", "resource": PATIENT}, {"resource": CONSENT}]


def test_writing_changes_nothing(tmp_path: Path) -> None:
    document = read(as_json(BUNDLE))
    write(document, tmp_path / "out.xml")
    write(document, f"{tmp_path}/all/")
    assert document.roots[0].tree == BUNDLE


def test_what_was_converted_is_written(tmp_path: Path) -> None:
    converted = convert(PLAN_OBJECT, to="r4")
    write(converted.document, tmp_path / "out.xml")
    assert read(tmp_path / "out.xml").plan().senses_of_purpose == PLAN_OBJECT.senses_of_purpose


@pytest.mark.parametrize("path", standard_files("r4-*/examples/*.json", "stu3-*/examples/*.json"),
                         ids=lambda p: f"{p.parent.parent.name}/{p.name}")
@pytest.mark.parametrize("format_name", FORMATS)
def test_official_examples_come_back(path: Path, format_name: str, tmp_path: Path) -> None:
    document = read(path)
    out = tmp_path / f"out{FORMATS[format_name]}"
    assert write(document, out).issues == ()
    assert trees(read(out)) == trees(document)
