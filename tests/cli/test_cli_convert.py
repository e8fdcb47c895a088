"""``pzp convert`` by its contract."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from invented import (
    BUNDLE,
    CONSENT,
    OTHER_PATIENT,
    PATIENT,
    PLAN,
    STU3_PROFILES,
    as_json,
    as_lines,
    as_xml,
    changed,
    in_bundle,
)
from pzp_exchange import AdvanceCarePlan, read
from pzp_exchange.cli import main
from pzp_exchange.codec import decode_json, encode_json
from pzp_exchange.reading import PLAN_SCHEMA
from pzp_exchange.writing import plan_tree
from support import standard_files

Out = pytest.CaptureFixture[bytes]
FORM_PLAN = {"$schema": PLAN_SCHEMA, **PLAN, "form_answers": {"earlier_agreements_comment": "Zie brief"}}


def put(folder: Path, name: str, data: bytes) -> str:
    """A file in a folder, by its name as text."""
    (folder / name).write_bytes(data)
    return str(folder / name)


def run(out: Out, *arguments: str) -> tuple[int, bytes, str]:
    """Exit code, standard output and standard error."""
    code = main(["convert", *arguments, "--lang", "en"])
    said = out.readouterr()
    return code, said.out, said.err.decode()


@pytest.mark.parametrize("tree", [PATIENT, BUNDLE, changed(BUNDLE, type="searchset", total=2)])
@pytest.mark.parametrize("format_name", ["json", "xml"])
def test_same_changes_the_format(tree: dict[str, Any], format_name: str, tmp_path: Path, capsysbinary: Out) -> None:
    code, out, err = run(capsysbinary, put(tmp_path, "a.json", as_json(tree)), "--to", "same", "--format", format_name)
    assert (code, err) == (0, "")
    assert read(out).roots[0].tree == tree
    assert read(out).roots[0].source.format == format_name


def test_same_of_several_is_one_bundle(tmp_path: Path, capsysbinary: Out) -> None:
    paths = put(tmp_path, "a.json", as_json(PATIENT)), put(tmp_path, "b.xml", as_xml(CONSENT))
    code, out, err = run(capsysbinary, *paths, "--to", "same")
    assert (code, err) == (0, "")
    assert json.loads(out) == in_bundle(PATIENT, CONSENT)


def test_same_in_lines(tmp_path: Path, capsysbinary: Out) -> None:
    code, out, err = run(capsysbinary, put(tmp_path, "a.json", as_json(in_bundle(PATIENT, CONSENT))), "--to", "same",
                         "--format", "ndjson")
    assert (code, err) == (0, "")
    assert list(map(json.loads, out.splitlines())) == [PATIENT, CONSENT]


def test_same_of_an_empty_bundle(tmp_path: Path, capsysbinary: Out) -> None:
    empty = {"resourceType": "Bundle", "type": "searchset", "total": 0}
    for to in ("same", "r4", "plan"):
        code, out, err = run(capsysbinary, put(tmp_path, "a.json", as_json(empty)), "--to", to)
        assert code == 0
        assert json.loads(out)
        assert err == ("" if to == "same" else "pzp: 1 loss: an element that did not make it\n")


def test_same_of_plan_json_is_refused_not_dropped(tmp_path: Path, capsysbinary: Out) -> None:
    path = put(tmp_path, "a.json", as_json({"$schema": PLAN_SCHEMA, **PLAN}))
    code, out, err = run(capsysbinary, path, "--to", "same")
    assert (code, out) == (2, b"")
    assert "plan JSON" in err


def test_what_reading_could_not_place_is_a_loss(tmp_path: Path, capsysbinary: Out) -> None:
    odd = as_xml(PATIENT).replace(b"<gender ", b'<gender own="1" ')
    path, losses = put(tmp_path, "a.xml", odd), tmp_path / "losses.json"
    code, out, err = run(capsysbinary, path, "--to", "same", "--losses", str(losses))
    assert code == 0
    assert json.loads(out) == PATIENT
    assert "[PZP-XML-ATTRIBUTE]" in err
    (loss,) = json.loads(losses.read_bytes())
    assert (loss["resource"], loss["path"], loss["value"]) == (path, "Patient.gender", "1")
    assert run(capsysbinary, path, "--to", "same", "--strict")[:2] == (1, b"")


def test_what_a_format_cannot_hold_is_a_loss(tmp_path: Path, capsysbinary: Out) -> None:
    path, losses = put(tmp_path, "a.json", as_json({**PATIENT, "gender": None})), tmp_path / "losses.json"
    code, out, err = run(capsysbinary, path, "--to", "same", "--format", "xml", "--losses", str(losses))
    assert code == 0
    assert b"Patient" in out
    assert err == "pzp: 1 loss: an element that did not make it\n"
    (loss,) = json.loads(losses.read_bytes())
    assert (loss["resource"], loss["path"]) == ("Patient/daan", "Patient.gender")


def test_to_r4_gives_a_collection(tmp_path: Path, capsysbinary: Out) -> None:
    code, out, err = run(capsysbinary, put(tmp_path, "a.ndjson", as_lines(PATIENT, CONSENT)), "--to", "r4")
    assert (code, err) == (0, "")
    assert json.loads(out) == in_bundle(PATIENT, CONSENT)


def test_to_plan_gives_plan_json_and_back(tmp_path: Path, capsysbinary: Out) -> None:
    code, out, err = run(capsysbinary, put(tmp_path, "a.json", as_json(BUNDLE)), "--to", "plan")
    assert (code, err) == (0, "")
    assert json.loads(out)["$schema"] == PLAN_SCHEMA
    code, out, err = run(capsysbinary, put(tmp_path, "b.json", out), "--to", "r4")
    assert (code, err) == (0, "")
    assert json.loads(out) == BUNDLE


def test_plan_json_stays_the_same(tmp_path: Path, capsysbinary: Out) -> None:
    data = encode_json(plan_tree(AdvanceCarePlan.model_validate(PLAN))).data
    assert run(capsysbinary, put(tmp_path, "a.json", data), "--to", "plan") == (0, data, "")


@pytest.mark.parametrize("format_name", ["xml", "ndjson"])
def test_a_plan_is_json_only(format_name: str, tmp_path: Path, capsysbinary: Out) -> None:
    path = put(tmp_path, "a.json", as_json(BUNDLE))
    code, out, err = run(capsysbinary, path, "--to", "plan", "--format", format_name)
    assert (code, out, err) == (2, b"", "pzp: a plan is written as JSON\n")


def test_several_patients_are_several_plans(tmp_path: Path, capsysbinary: Out) -> None:
    path = put(tmp_path, "a.ndjson", as_lines(PATIENT, OTHER_PATIENT))
    code, out, err = run(capsysbinary, path, "--to", "plan")
    assert (code, out) == (2, b"")
    assert "2 patients" in err
    assert run(capsysbinary, path, "--to", "plan", "--output", f"{tmp_path}/plans/") == (0, b"", "")
    assert sorted(p.name for p in (tmp_path / "plans").iterdir()) == [
        "AdvanceCarePlan-daan.json", "AdvanceCarePlan-other.json"]


@pytest.mark.parametrize(("name", "format_name"), [("o.json", "json"), ("o.xml", "xml"), ("o.ndjson", "ndjson"),
                                                   ("o.txt", "json"), ("o", "json")])
def test_output_to_a_file_by_its_suffix(name: str, format_name: str, tmp_path: Path, capsysbinary: Out) -> None:
    path = put(tmp_path, "a.ndjson", as_lines(PATIENT, CONSENT))
    assert run(capsysbinary, path, "--to", "same", "--output", str(tmp_path / name)) == (0, b"", "")
    document = read((tmp_path / name).read_bytes())
    assert [entry.tree for entry in document] == [PATIENT, CONSENT]
    assert document.entries[0].source.format == format_name


def test_format_goes_over_the_suffix(tmp_path: Path, capsysbinary: Out) -> None:
    path = put(tmp_path, "a.json", as_json(PATIENT))
    assert run(capsysbinary, path, "--to", "same", "--format", "xml", "--output", str(tmp_path / "o.json"))[0] == 0
    assert (tmp_path / "o.json").read_bytes() == as_xml(PATIENT)


@pytest.mark.parametrize("slash", ["/", ""])
def test_output_to_a_directory_is_a_file_a_resource(slash: str, tmp_path: Path, capsysbinary: Out) -> None:
    path, folder = put(tmp_path, "a.json", as_json(in_bundle(PATIENT, CONSENT))), tmp_path / "o"
    if not slash:
        folder.mkdir()
    assert run(capsysbinary, path, "--to", "same", "--format", "xml", "--output", f"{folder}{slash}") == (0, b"", "")
    assert sorted(p.name for p in folder.iterdir()) == ["Consent-ic-opname.xml", "Patient-daan.xml"]
    assert [entry.tree for entry in read(folder)] == [CONSENT, PATIENT]


@pytest.mark.parametrize("to", ["same", "r4"])
@pytest.mark.parametrize("apart", [("--format", "ndjson"), ("--output", "DIR/")])
def test_apart_from_its_bundle_a_resource_loses_its_full_url(
        to: str, apart: tuple[str, str], tmp_path: Path, capsysbinary: Out) -> None:
    path, losses = put(tmp_path, "a.json", as_json(BUNDLE)), tmp_path / "losses.json"
    arguments = [part.replace("DIR", str(tmp_path / "o")) for part in apart]
    code, _, err = run(capsysbinary, path, "--to", to, *arguments, "--losses", str(losses))
    assert (code, err) == (0, "pzp: 2 losses: elements that did not make it\n")
    assert [(row["resource"], row["path"], row["value"], row["reason"]) for row in json.loads(losses.read_bytes())] == [
        ("Bundle", f"Bundle.entry[{n}].fullUrl", BUNDLE["entry"][n]["fullUrl"], "bundle-envelope") for n in (0, 1)]


@pytest.mark.parametrize("entry", [None, "x", [None, 1, {"resource": "x"}, {"fullUrl": "urn:uuid:1"}]])
def test_apart_from_its_bundle_nothing_odd_is_dropped_silently(entry: Any, tmp_path: Path, capsysbinary: Out) -> None:
    path, losses = put(tmp_path, "a.json", as_json({**BUNDLE, "entry": entry})), tmp_path / "losses.json"
    code, out, _ = run(capsysbinary, path, "--to", "same", "--format", "ndjson", "--losses", str(losses))
    assert (code, out) == (0, b"")
    values = [row["value"] for row in json.loads(losses.read_bytes())]
    assert values == {"x": ["x"], "None": []}.get(str(entry), [1, "x", "urn:uuid:1"])


def test_losses_as_a_list(tmp_path: Path, capsysbinary: Out) -> None:
    path, losses = put(tmp_path, "a.json", as_json(FORM_PLAN)), tmp_path / "losses.json"
    code, out, err = run(capsysbinary, path, "--to", "r4", "--losses", str(losses))
    assert (code, err) == (0, "pzp: 1 loss: an element that did not make it\n")
    assert json.loads(out)["resourceType"] == "Bundle"
    assert json.loads(losses.read_bytes()) == [{
        "resource": "FormAnswers", "path": "FormAnswers.earlier_agreements_comment", "value": "Zie brief",
        "reason": "only-the-form-has-it"}]


def test_losses_of_nothing_are_an_empty_list(tmp_path: Path, capsysbinary: Out) -> None:
    path, losses = put(tmp_path, "a.json", as_json(BUNDLE)), tmp_path / "losses.json"
    assert run(capsysbinary, path, "--to", "r4", "--losses", str(losses), "--strict")[0] == 0
    assert json.loads(losses.read_bytes()) == []


@pytest.mark.parametrize("target", ["o.json", "o/", None])
def test_strict_with_losses_writes_nothing(target: str | None, tmp_path: Path, capsysbinary: Out) -> None:
    path = put(tmp_path, "a.json", as_json(FORM_PLAN))
    more = ["--output", f"{tmp_path}/{target}"] if target else []
    code, out, err = run(capsysbinary, path, "--to", "r4", "--strict", *more)
    assert (code, out) == (1, b"")
    assert "nothing was written (--strict)" in err
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_losses_are_told_in_dutch(tmp_path: Path, capsysbinary: Out) -> None:
    main(["convert", put(tmp_path, "a.json", as_json(FORM_PLAN)), "--to", "r4", "--strict", "--lang", "nl"])
    assert capsysbinary.readouterr().err.decode() == (
        "pzp: 1 verlies: een element dat niet meekwam\npzp: er is niets geschreven (--strict)\n")


def test_what_could_be_read_is_written_and_the_answer_is_no(tmp_path: Path, capsysbinary: Out) -> None:
    paths = put(tmp_path, "a.json", as_json(PATIENT)), put(tmp_path, "b.json", b"{")
    code, out, err = run(capsysbinary, *paths, "--to", "same")
    assert code == 1
    assert json.loads(out) == PATIENT
    assert err.startswith(f"fatal: {tmp_path}/b.json:1:2: ")
    assert err.endswith("[PZP-JSON-TRUNCATED]\n")


def test_two_fhir_versions_do_not_go_into_one_xml_file(tmp_path: Path, capsysbinary: Out) -> None:
    other = changed(PATIENT, id="b", meta={"profile": [STU3_PROFILES + "ACP-Patient"]})
    paths = [put(tmp_path, "a.json", as_json(PATIENT)), put(tmp_path, "b.json", as_json(other))]
    assert run(capsysbinary, *paths, "--to", "same", "--format", "xml")[:2] == (2, b"")
    assert run(capsysbinary, *paths, "--to", "same")[0] == 0


def test_a_set_lends_its_fhir_version_to_what_does_not_tell(tmp_path: Path, capsysbinary: Out) -> None:
    known = changed(PATIENT, id="b", meta={"profile": [STU3_PROFILES + "ACP-Patient"]})
    path = put(tmp_path, "a.ndjson", as_lines(known, changed(PATIENT, meta=None)))
    code, out, err = run(capsysbinary, path, "--to", "same", "--format", "xml")
    assert (code, err) == (0, "")
    assert len(read(out)) == 2


def test_the_release_can_be_named(tmp_path: Path, capsysbinary: Out) -> None:
    tree = {"resourceType": "RelatedPerson", "id": "zus", "relationship": {"text": "zus"}}
    path = put(tmp_path, "a.xml", as_xml(tree, "STU3"))
    assert json.loads(run(capsysbinary, path, "--to", "same", "--release", "stu3")[1]) == tree
    assert json.loads(run(capsysbinary, path, "--to", "same", "--release", "r4-1.0.0-rc3")[1])["relationship"] == [
        {"text": "zus"}]


def test_from_standard_input(capsysbinary: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(as_xml(PATIENT))))
    code, out, err = run(capsysbinary, "-", "--to", "same")
    assert (code, json.loads(out), err) == (0, PATIENT, "")


@pytest.mark.parametrize("path", standard_files("nictiz-examples/*/*.xml"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_nictiz_examples_come_back(path: Path, tmp_path: Path, capsysbinary: Out) -> None:
    code, out, _ = run(capsysbinary, str(path), "--to", "same")
    assert code == 0
    code, again, _ = run(capsysbinary, put(tmp_path, "a.json", out), "--to", "same", "--format", "xml", "--strict")
    assert code == 0
    code, last, _ = run(capsysbinary, put(tmp_path, "b.xml", again), "--to", "same", "--strict")
    assert (code, decode_json(last).tree) == (0, decode_json(out).tree)
