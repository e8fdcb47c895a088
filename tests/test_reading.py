"""Reading sets: whatever they come as, their resources are the same."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from invented import BUNDLE, CONSENT, PATIENT, PLAN, as_json, as_lines, as_xml, changed, in_bundle
from pzp_exchange import AdvanceCarePlan, read, stream
from pzp_exchange.codec import Limits
from pzp_exchange.errors import UnknownReleaseError
from pzp_exchange.reading import MOST_LISTED, PLAN_SCHEMA
from pzp_exchange.report import Issue, Position, Severity, Status
from pzp_exchange.writing import plan_tree
from support import standard_files

BUNDLE_TYPES = ("document", "message", "transaction", "transaction-response", "batch", "batch-response", "history",
                "searchset", "collection")


def found(issues: Any, code: str) -> list[Issue]:
    """The issues of one code."""
    return [issue for issue in issues if issue.code == code]


def as_path(data: bytes, folder: Path) -> Path:
    (folder / "input.json").write_bytes(data)
    return folder / "input.json"


def as_opened_by_number(data: bytes, folder: Path) -> BinaryIO:
    return os.fdopen(os.open(as_path(data, folder), os.O_RDONLY), "rb")


@pytest.mark.parametrize("given", [
    as_path, lambda data, folder: str(as_path(data, folder)), lambda data, folder: as_path(data, folder).parent,
    lambda data, _: data, lambda data, _: io.BytesIO(data), as_opened_by_number,
], ids=["path", "text", "directory", "bytes", "stream", "stream by number"])
def test_what_can_be_read(given: Callable[[bytes, Path], Any], tmp_path: Path) -> None:
    source = given(as_json(PATIENT), tmp_path)
    document = read(source)
    if hasattr(source, "close"):
        source.close()
    (entry,) = document
    assert entry.tree == PATIENT
    assert (entry.type, entry.id, entry.reference) == ("Patient", "daan", "Patient/daan")
    assert document.report.issues == ()


@pytest.mark.parametrize(("data", "format_name"), [
    (as_json(PATIENT), "json"), (as_xml(PATIENT), "xml"), (as_lines(PATIENT, PATIENT)[:-1], "ndjson")])
def test_formats_are_told_by_content(data: bytes, format_name: str) -> None:
    document = read(data)
    assert next(iter(document)).tree == PATIENT
    assert document.entries[0].source.format == format_name


def test_a_directory_is_read_to_the_bottom_in_order_and_names_what_it_skips(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "consent.XML").write_bytes(as_xml(CONSENT))
    (tmp_path / "a.json").write_bytes(as_json(PATIENT))
    (tmp_path / "z.ndjson").write_bytes(as_lines(changed(PATIENT, id="p2"), changed(PATIENT, id="p3")))
    (tmp_path / "b" / "letter.pdf").write_bytes(b"%PDF")
    (tmp_path / "README").write_bytes(b"")
    (tmp_path / "b" / "package.json").write_bytes(b'{"name": "a.package"}')
    document = read(tmp_path)
    assert [entry.reference for entry in document] == ["Patient/daan", "Consent/ic-opname", "Patient/p2", "Patient/p3"]
    assert document.skipped == tuple(str(tmp_path / name) for name in ("README", "b/letter.pdf", "b/package.json"))


def test_an_empty_directory_is_an_empty_set(tmp_path: Path) -> None:
    document = read(tmp_path)
    assert (len(document), document.skipped, document.report.issues) == (0, (), ())
    assert document.plan() == AdvanceCarePlan()


def test_misuse_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "absent.json")
    with pytest.raises(UnknownReleaseError, match=r"r4-1\.0\.0-rc3"):
        read(as_json(PATIENT), release="r5")


def test_a_file_that_may_not_be_read_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "denied", str(path))

    path = as_path(as_json(PATIENT), tmp_path)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (issue,) = read(path).report
    assert (issue.code, issue.severity, issue.source) == ("PZP-FILE", Severity.FATAL, str(path))


@pytest.mark.parametrize("bundle_type", BUNDLE_TYPES)
@pytest.mark.parametrize("write", [as_json, as_xml, as_lines])
def test_a_bundle_of_any_type_counts_as_its_entries(bundle_type: str, write: Callable[[Any], bytes]) -> None:
    data = write(changed(BUNDLE, type=bundle_type))
    document = read(data)
    assert [entry.tree for entry in document] == [PATIENT, CONSENT]
    assert [entry.full_url for entry in document] == [item["fullUrl"] for item in BUNDLE["entry"]]
    assert [root.type for root in document.roots] == ["Bundle"]
    assert document.report.issues == ()


def test_bundles_in_bundles(tmp_path: Path) -> None:
    inner = in_bundle(CONSENT, bundle_type="searchset")
    document = read(as_json(in_bundle(PATIENT, in_bundle(inner, changed(PATIENT, id="p2")))))
    assert [entry.reference for entry in document] == ["Patient/daan", "Consent/ic-opname", "Patient/p2"]
    assert document.entries[1].pointer == ("entry", 1, "resource", "entry", 0, "resource", "entry", 0, "resource")


def test_an_entry_without_resource_is_fine() -> None:
    deletion = {"request": {"method": "DELETE", "url": "Patient/x"}}
    document = read(as_json(changed(BUNDLE, type="history", entry=[deletion, *BUNDLE["entry"]])))
    assert len(document) == 2
    assert document.report.issues == ()


@pytest.mark.parametrize("entry", [None, 1, "Patient", [], {"resource": "Patient"}, {"resource": {"id": "a"}},
                                   {"resource": {"resourceType": 5}}, {"resource": None}, {"resource": [PATIENT]}])
def test_an_entry_that_is_no_resource_is_said_with_its_place(entry: Any) -> None:
    data = as_json(changed(BUNDLE, entry=[BUNDLE["entry"][0], entry]))
    document = read(data)
    assert len(document) == 1
    (issue,) = found(document.report, "PZP-NOT-FHIR")
    assert (issue.severity, issue.path) == (Severity.ERROR, "Bundle.entry[1]")
    assert issue.position
    assert issue.position.line > data[: data.index(b"birthDate")].count(b"\n")


def test_of_very_many_only_the_first_are_listed() -> None:
    document = read(as_json(in_bundle(*[{"id": "a"}] * (MOST_LISTED + 5))))
    assert len(found(document.report, "PZP-NOT-FHIR")) == MOST_LISTED
    (more,) = found(document.report, "PZP-MORE")
    assert dict(more.params)["count"] == "5"


@pytest.mark.parametrize("entry", [None, {}, "x", 3])
def test_entries_that_are_no_list_are_no_entries(entry: Any) -> None:
    assert len(read(as_json({"resourceType": "Bundle", "type": "collection", "entry": entry}))) == 0


def test_history_gives_every_version_and_the_plan_the_newest() -> None:
    versions = [changed(CONSENT, meta={**CONSENT["meta"], "versionId": number}, dateTime=date)
                for number, date in (("10", "2026-03-04"), ("9", "2025-01-01"))]
    document = read(as_json(in_bundle(PATIENT, *versions, bundle_type="history")))
    assert len(document) == 3
    (directive,) = document.plan().treatment_directives
    assert directive.date == "2026-03-04"
    assert [other.reason for other in document.plan().other_resources] == ["older-copy"]


def test_lines_know_their_number_and_a_broken_one_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "set.ndjson").write_bytes(as_lines(PATIENT) + b"\n{\n" + as_lines(CONSENT) + b'{"id": "x"}\n')
    document = read(tmp_path / "set.ndjson")
    assert [(entry.type, entry.pointer) for entry in document] == [("Patient", (1,)), ("Consent", (4,))]
    assert [(issue.code, issue.position) for issue in document.report] == [
        ("PZP-JSON-TRUNCATED", Position(3, 2)), ("PZP-NOT-FHIR", Position(5, 1))]
    status = as_lines(CONSENT).index(b'"status": "active"')
    assert document.entries[1].spot(("status",)).position == Position(4, status + 1)
    assert document.report.status is Status.UNREADABLE


@pytest.mark.parametrize(("name", "data", "code"), [
    ("a.json", b"", "PZP-EMPTY"), ("a.xml", b"", "PZP-EMPTY"), ("a.ndjson", b" \n", "PZP-EMPTY"),
    ("a.json", b"\x00\x01\x02\x03", "PZP-JSON-SYNTAX"), ("a.json", b"\xff", "PZP-ENCODING"),
    ("a.json", b"[]", "PZP-JSON-ROOT"), ("a.json", b"{}", "PZP-NOT-FHIR"), ("a.xml", b"<html/>", "PZP-XML-ROOT")])
def test_nothing_to_read_is_said(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    document = read(tmp_path)
    assert len(document) == 0
    assert [(issue.code, issue.severity, issue.source) for issue in document.report] == [
        (code, Severity.FATAL, str(tmp_path / name))]


def test_bytes_of_no_format_are_said() -> None:
    assert [issue.code for issue in read(b"Niet reanimeren").report] == ["PZP-FORMAT"]


def test_several_sources_are_one_set(tmp_path: Path) -> None:
    third = io.BytesIO(as_lines(changed(PATIENT, id="p2")))
    document = read(as_path(as_json(PATIENT), tmp_path), as_xml(CONSENT), third)
    consent = document.entries[1]
    assert document.resolve("Patient/daan", consent) == PATIENT
    assert document.resolve("Patient/p2", consent) == changed(PATIENT, id="p2")
    assert len({entry.source for entry in document}) == 3


def test_limits_hold() -> None:
    assert [issue.code for issue in read(as_json(PATIENT), limits=Limits(max_bytes=100)).report] == ["PZP-SIZE"]
    assert [issue.code for issue in read(as_json(PATIENT), limits=Limits(max_nodes=5)).report] == ["PZP-NODES"]
    assert [issue.code for issue in read(as_xml(CONSENT), limits=Limits(max_depth=3)).report] == ["PZP-DEPTH"]


@pytest.mark.parametrize("opened", [False, True])
def test_a_stream_gives_resources_one_by_one(opened: bool, tmp_path: Path) -> None:
    path = tmp_path / "many.ndjson"
    path.write_bytes(as_lines(PATIENT) + b"[1]\n" + b'{"id": "x"}\n' + as_lines(BUNDLE))
    with path.open("rb") as file:
        said = list(stream(file if opened else path))
    assert [entry.type if entry else None for entry, _ in said] == ["Patient", None, None, "Bundle"]
    assert [[(i.code, i.position.line if i.position else 0) for i in report] for _, report in said] == [
        [], [("PZP-JSON-ROOT", 2)], [("PZP-NOT-FHIR", 3)], []]
    assert [entry.release.key for entry, _ in said if entry and entry.release] == ["r4-1.0.0-rc3"] * 2


def test_a_stream_obeys_the_release_and_the_limits() -> None:
    ((entry, _),) = stream(io.BytesIO(as_lines(PATIENT)), release="stu3")
    assert entry
    assert entry.release
    assert entry.release.fhir_version == "STU3"
    ((nothing, report),) = stream(io.BytesIO(as_lines(PATIENT)), limits=Limits(max_bytes=10))
    assert nothing is None
    assert [issue.code for issue in report] == ["PZP-SIZE"]
    with pytest.raises(UnknownReleaseError):
        next(stream(io.BytesIO(b""), release="r5"))


def test_plan_json_is_read_back() -> None:
    plan = AdvanceCarePlan.model_validate(PLAN)
    document = read(as_json(plan_tree(plan)))
    assert document.given_plans == (plan,)
    assert document.plan() == plan
    assert (len(document), document.report.issues) == (0, ())


def test_plan_json_in_lines_is_read_back() -> None:
    other = {**PLAN, "patient": {"id": "other"}}
    document = read(as_lines({"$schema": PLAN_SCHEMA, **PLAN}, {"$schema": PLAN_SCHEMA, **other}))
    assert document.plans() == tuple(map(AdvanceCarePlan.model_validate, (PLAN, other)))


BROKEN_PLANS: list[tuple[dict[str, Any], str, bytes]] = [
    ({"patients": []}, "AdvanceCarePlan.patients", b'"patients"'),
    ({"patient": []}, "AdvanceCarePlan.patient", b'"patient"'),
    ({"patient": {"nmaes": []}}, "AdvanceCarePlan.patient.nmaes", b'"nmaes"'),
    ({"patient": {"names": "Daan"}}, "AdvanceCarePlan.patient.names", b'"names"'),
    ({"patient": {"names": [{}, {"family": 1}]}}, "AdvanceCarePlan.patient.names[1].family", b'"family"'),
    ({"patient": {"active": "?"}}, "AdvanceCarePlan.patient.active", b'"active"'),
    ({"encounters": None}, "AdvanceCarePlan.encounters", b'"encounters"'),
    ({"encounters": ["gesprek"]}, "AdvanceCarePlan.encounters[0]", b'"gesprek"'),
    ({"senses_of_purpose": [{"value": ["a"]}]}, "AdvanceCarePlan.senses_of_purpose[0].value", b'"value"'),
    ({"encounters": [], "treatment_directives": [{"decision": "soms"}]},
     "AdvanceCarePlan.treatment_directives[0].decision", b'"decision"'),
    ({"other_resources": [{}]}, "AdvanceCarePlan.other_resources[0].resource", b"{}"),
]


@pytest.mark.parametrize(("content", "path", "there"), BROKEN_PLANS, ids=[path for _, path, _ in BROKEN_PLANS])
def test_broken_plan_json_is_said_with_path_and_place(content: dict[str, Any], path: str, there: bytes) -> None:
    data = as_json({"$schema": PLAN_SCHEMA, **content})
    document = read(data)
    assert document.given_plans == ()
    issue = document.report.issues[0]
    assert (issue.code, issue.severity, issue.path) == ("PZP-PLAN-JSON", Severity.FATAL, path)
    before = data[: data.index(there)].decode()
    assert issue.position == Position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def test_broken_plan_json_among_lines_is_said_with_its_line() -> None:
    document = read(as_lines({"$schema": PLAN_SCHEMA, **PLAN}, {"$schema": PLAN_SCHEMA, "patient": 1}))
    assert len(document.given_plans) == 1
    assert [issue.position.line for issue in document.report if issue.position] == [2]


def test_very_broken_plan_json_is_not_listed_whole() -> None:
    document = read(as_json({"$schema": PLAN_SCHEMA, "encounters": [1] * (MOST_LISTED + 7)}))
    assert len(found(document.report, "PZP-PLAN-JSON")) == MOST_LISTED
    (more,) = found(document.report, "PZP-MORE")
    assert (more.severity, dict(more.params)["count"]) == (Severity.FATAL, "7")


@pytest.mark.parametrize("path", standard_files("r4-*/examples/*.json", "stu3-*/examples/*.json"), ids=lambda p: p.name)
def test_official_examples_are_read_without_a_finding(path: Path) -> None:
    document = read(path)
    assert len(document) == 1
    assert document.report.issues == ()


@pytest.mark.parametrize("folder", standard_files("r4-*/examples", "stu3-*/examples"), ids=lambda p: p.parent.name)
def test_official_examples_are_a_set(folder: Path) -> None:
    document = read(folder)
    assert len(document) == len(list(folder.glob("*.json"))) + len(list(folder.glob("*.xml")))
    known = {entry.release.fhir_version for entry in document if entry.release}
    assert known == {folder.parent.name.partition("-")[0].upper()}
