"""``pzp validate``: exit codes, the JSON report of the contract, sets and streams, and any bytes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from broken import Broken, answer, broken_inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invented import CONSENT, PATIENT, PLAN, as_json, as_lines, as_xml, changed, in_bundle
from pzp_exchange.cli import main
from pzp_exchange.cli.reporters import FORMATS
from pzp_exchange.messages import catalogue
from pzp_exchange.reading import PLAN_SCHEMA
from support import ROOT

FIELDS = {"code", "severity", "resource", "path", "profile", "rule", "message", "line", "column", "undecided"}
BAD = changed(PATIENT, gender="man", birthDate="1950-02-30")
CASES = list(broken_inputs())


def validated(*arguments: object, code: int | None = None) -> dict[str, Any]:
    """The JSON report of one call."""
    given_code, out, err = answer(("validate", *map(str, arguments), "--format", "json"))
    assert "internal error" not in err, err
    if code is not None:
        assert given_code == code, out.decode() + err
    found: dict[str, Any] = json.loads(out)
    return found


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def codes(report: dict[str, Any], file: int = 0) -> set[str]:
    return {issue["code"] for issue in report["files"][file]["issues"]}


def test_shape_of_the_report(tmp_path: Path) -> None:
    path = written(tmp_path, "patient.json", as_json(BAD))
    report = validated(path, code=1)
    (file,) = report["files"]
    assert (file["path"], file["release"], file["status"]) == (str(path), "r4-1.0.0-rc3", "invalid")
    assert all(set(issue) == FIELDS for issue in file["issues"])
    (gender,) = (issue for issue in file["issues"] if issue["code"] == "PZP-BINDING")
    assert gender["severity"] == "error"
    assert gender["resource"] == "Patient/daan"
    assert gender["path"] == "Patient.gender"
    line = as_json(BAD).decode().split("\n")[gender["line"] - 1]
    assert line[gender["column"] - 1:].startswith('"gender"')
    assert list(report["summary"]) == ["files", "resources", "valid", "invalid", "undecided", "unreadable", "errors",
                                       "warnings", "information"]
    assert report["summary"]["errors"] == sum(issue["severity"] == "error" for issue in file["issues"])


def test_own_examples_have_no_errors() -> None:
    report = validated(*sorted((ROOT / "examples").glob("*.r4.json"))[:1], code=0)
    assert report["summary"]["errors"] == 0
    assert report["summary"]["resources"] > 20


def test_exit_codes(tmp_path: Path) -> None:
    sound = written(tmp_path, "sound.json", as_json({"resourceType": "Basic", "code": {"text": "x"}}))
    warned = validated(sound, code=0)["summary"]["warnings"]
    assert warned == 1, "dom-6: no narrative"
    validated(sound, "--fail-on", "warning", code=1)
    cut = written(tmp_path, "cut.json", b'{"resourceType":')
    validated(sound, cut, code=1)
    validated(cut, code=2)
    for wrong in (("nowhere.json",), (str(sound), "--release", "r9"), (str(sound), "--package", "nowhere.tgz")):
        code, out, err = answer(("validate", *wrong))
        assert (code, out) == (2, b"")
        assert wrong[-1] in err


def test_unreadable_files_are_in_the_report(tmp_path: Path) -> None:
    written(tmp_path, "a.json", as_json(PATIENT))
    written(tmp_path, "b.xml", b"<Patient")
    written(tmp_path, "c.txt", b"left alone")
    report = validated(tmp_path, code=1)
    assert [Path(file["path"]).name for file in report["files"]] == ["a.json", "b.xml"]
    assert report["files"][1]["status"] == "unreadable"
    assert report["files"][1]["release"] is None
    assert report["summary"]["unreadable"] == 1


def test_a_file_named_twice_counts_once(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", as_json(PATIENT))
    assert validated(path, tmp_path)["summary"]["files"] == 1


def test_bundle_counts_as_its_entries(tmp_path: Path) -> None:
    path = written(tmp_path, "bundle.json", as_json(in_bundle(BAD, CONSENT)))
    report = validated(path, code=1)
    assert report["summary"]["resources"] == 2
    (gender,) = (issue for issue in report["files"][0]["issues"] if issue["path"] == "Patient.gender")
    assert gender["resource"] == "Patient/daan"
    line = path.read_text("utf-8").split("\n")[gender["line"] - 1]
    assert line.strip().startswith('"gender"')


def test_places_in_xml(tmp_path: Path) -> None:
    path = written(tmp_path, "patient.xml", as_xml(BAD))
    (gender,) = (i for i in validated(path)["files"][0]["issues"] if i["path"] == "Patient.gender")
    line = path.read_text("utf-8").split("\n")[gender["line"] - 1]
    assert line[gender["column"] - 1:].startswith("<gender")


def test_plan_json_is_valid_as_it_was_read(tmp_path: Path) -> None:
    path = written(tmp_path, "plan.json", as_json({"$schema": PLAN_SCHEMA, **PLAN}))
    report = validated(path, code=0)
    assert report["files"][0]["status"] == "valid"


TREATMENT_DIRECTIVE = "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-TreatmentDirective"


def test_profile_that_the_caller_names(tmp_path: Path) -> None:
    path = written(tmp_path, "consent.json", as_json({"resourceType": "Consent", "id": "bare"}))
    errors = [issue for issue in validated(path, "--profile", TREATMENT_DIRECTIVE, code=1)["files"][0]["issues"]
              if issue["profile"] == TREATMENT_DIRECTIVE]
    assert errors
    assert not [issue for issue in validated(path)["files"][0]["issues"] if issue["profile"] == TREATMENT_DIRECTIVE]


def test_profile_of_the_caller_is_for_resources_of_its_type(tmp_path: Path) -> None:
    bare = written(tmp_path, "patient.json", as_json(changed(PATIENT, meta=None)))
    assert codes(validated(bare, "--profile", TREATMENT_DIRECTIVE)) == codes(validated(bare))
    claimed = written(tmp_path, "claimed.json", as_json(changed(PATIENT, meta={"profile": [TREATMENT_DIRECTIVE]})))
    assert "PZP-PROFILE-TYPE" in codes(validated(claimed, code=1))
    assert "PZP-PROFILE-UNKNOWN" in codes(validated(bare, "--profile", "https://example.org/x"))


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("jobs", [(), ("--jobs", "1")])
def test_long_work_shows_how_far_it_is(jobs: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                       capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = written(tmp_path, "many.ndjson", as_lines(PATIENT, CONSENT))
    monkeypatch.setattr(sys, "stderr", still := Terminal())
    main(["validate", *jobs, str(path)])
    assert still.getvalue() == "", "little work"
    monkeypatch.setattr("pzp_exchange.cli.validate.LONG_WORK", 1)
    monkeypatch.setattr("pzp_exchange.cli.validate.MANY_RESOURCES", 1)
    monkeypatch.setattr(sys, "stderr", moving := Terminal())
    main(["validate", *jobs, str(path)])
    assert "validate" in moving.getvalue()


def test_dutch(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = written(tmp_path, "patient.json", as_json(BAD))
    english = {issue["message"] for issue in validated(path)["files"][0]["issues"]}
    assert main(["validate", str(path), "--format", "json", "--lang", "nl"]) == 1
    dutch = {issue["message"] for issue in json.loads(capsysbinary.readouterr().out)["files"][0]["issues"]}
    assert len(dutch) == len(english)
    assert not english & dutch


def test_output_file(tmp_path: Path) -> None:
    path = written(tmp_path, "patient.json", as_json(BAD))
    code, out, _ = answer(("validate", str(path), "--format", "json", "--output", str(tmp_path / "report.json")))
    assert (code, out) == (1, b"")
    assert json.loads((tmp_path / "report.json").read_bytes())["summary"]["invalid"] == 1


def lines() -> bytes:
    """Lines of which the second is blank, the third no JSON, and the fourth wrong."""
    return as_lines(PATIENT) + b"\n{nonsense\n" + as_lines(changed(BAD, id="other"), CONSENT)


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_line_by_itself(tmp_path: Path, jobs: int) -> None:
    path = written(tmp_path, "lines.ndjson", lines())
    other = written(tmp_path, "other.json", as_json(PATIENT))
    report = validated(path, other, "--jobs", jobs, code=1)
    assert report["scope"] == "each"
    assert [file["path"] for file in report["files"]] == [str(path), str(other)]
    issues = report["files"][0]["issues"]
    assert [i["line"] for i in issues if i["code"].startswith("PZP-JSON")] == [3]
    (gender,) = (i for i in issues if i["path"] == "Patient.gender")
    assert gender["line"] == 4
    assert path.read_text("utf-8").split("\n")[3][gender["column"] - 1:].startswith('"gender"')
    assert report["files"][0]["status"] == "unreadable"
    assert report["summary"]["resources"] == 4


def test_by_itself_and_as_a_set_find_the_same_in_resources(tmp_path: Path) -> None:
    path = written(tmp_path, "lines.ndjson", lines())

    def found(*more: str) -> list[tuple[str, str, int]]:
        issues = validated(path, *more)["files"][0]["issues"]
        return sorted((i["code"], i["path"], i["line"]) for i in issues if not i["code"].startswith("PZP-PLAN"))

    assert found() == found("--jobs", "1") != []


def test_what_stands_elsewhere_is_left_undecided_by_itself(tmp_path: Path) -> None:
    path = written(tmp_path, "plan.ndjson", as_lines(PATIENT, CONSENT))
    as_set, each = codes(validated(path)), codes(validated(path, "--jobs", "1"))
    assert "PZP-PLAN-NO-TALK" in as_set
    assert "PZP-PLAN-NO-TALK" not in each
    assert "PZP-PLAN-DANGLING" not in as_set
    assert "PZP-PLAN-DANGLING" in each
    bundle = written(tmp_path, "bundle.json", as_json(in_bundle(PATIENT, CONSENT)))
    assert "PZP-PLAN-NO-TALK" in codes(validated(bundle, "--jobs", "1")), "a Bundle is a set of its own"


def test_many_chunks_come_in_order(tmp_path: Path) -> None:
    path = written(tmp_path, "many.ndjson", as_lines(*(changed(BAD, id=f"p{n}") for n in range(1500))))
    report = validated(path, "--jobs", "2", code=1)
    issues = [i for i in report["files"][0]["issues"] if i["path"] == "Patient.gender"]
    assert [(i["resource"], i["line"]) for i in issues] == [(f"Patient/p{n}", n + 1) for n in range(1500)]
    assert report["summary"]["resources"] == 1500


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_any_broken_input_ends_in_a_report(case: Broken, tmp_path: Path) -> None:
    path = written(tmp_path, f"input{case.suffix}", case.data)
    report = validated(path)
    (file,) = report["files"]
    assert file["status"] in ("valid", "invalid", "undecided", "unreadable")
    assert all(issue["code"] in catalogue("en") for issue in file["issues"])
    assert validated(path, "--jobs", "1")["files"][0]["status"] == file["status"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), suffix=st.sampled_from((".json", ".xml", ".ndjson")),
       format_name=st.sampled_from(sorted(FORMATS)))
def test_any_bytes_end_in_a_report(data: bytes, suffix: str, format_name: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"random{suffix}", data)
    code, out, err = answer(("validate", str(path), "--format", format_name))
    assert code in (0, 1, 2)
    assert err == ""
    assert out
