"""What all commands promise: exit codes, inputs, the language, and results apart from messages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from invented import BUNDLE, CONSENT, PATIENT, PLAN, as_json, changed, in_bundle
from pzp_exchange import RELEASES
from pzp_exchange.cli import main
from pzp_exchange.cli.common import default_language
from pzp_exchange.reading import PLAN_SCHEMA

Said = pytest.CaptureFixture[str]
READING = (("show",), ("convert", "--to", "same"), ("convert", "--to", "plan"))
OTHER = changed(PATIENT, id="other", identifier=[{**PATIENT["identifier"][0], "value": "999911132"}])


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], str]:
    """Make a file; gives its name."""
    def made(name: str, data: bytes) -> str:
        (tmp_path / name).write_bytes(data)
        return str(tmp_path / name)

    return made


Put = Callable[[str, bytes], str]


@pytest.mark.parametrize("arguments", [
    [], ["nothing"], ["show"], ["show", "x", "--on", "31-12-2026"], ["show", "x", "--on", "2026-02-30"],
    ["show", "x", "--format", "pdf"], ["show", "x", "--lang", "fy"], ["show", "x", "--unknown"], ["convert", "x.json"],
    ["convert", "x", "--to", "r5"], ["convert", "x", "--to", "same", "--format", "ttl"], ["releases", "x"],
])
def test_wrong_usage_exits_2(arguments: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    said = capsys.readouterr()
    assert stopped.value.code == 2
    assert said.out == ""
    assert said.err.startswith("usage: pzp")


@pytest.mark.parametrize("arguments", [["--help"], ["show", "--help"], ["convert", "--help"], ["releases", "--help"]])
def test_help_is_fine(arguments: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    said = capsys.readouterr()
    assert stopped.value.code == 0
    assert said.out.startswith("usage: pzp")
    assert said.err == ""


@pytest.mark.parametrize("command", READING)
def test_a_path_that_is_not_there(command: tuple[str, ...], tmp_path: Path, capsys: Said) -> None:
    assert main([*command, str(tmp_path / "absent.json")]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"pzp: {tmp_path}/absent.json: no such file or directory\n")


@pytest.mark.parametrize("command", READING)
def test_a_path_that_cannot_be(command: tuple[str, ...], capsys: Said) -> None:
    assert main([*command, "x" * 5000]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "internal error" not in said.err


@pytest.mark.parametrize("command", READING)
def test_a_directory_with_nothing_to_read(command: tuple[str, ...], tmp_path: Path, capsys: Said, put: Put) -> None:
    put("letter.pdf", b"%PDF")
    assert main([*command, str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "pzp: 1 files skipped, not named .json, .xml or .ndjson\npzp: nothing could be read\n"


@pytest.mark.parametrize("command", READING)
def test_an_unknown_release(command: tuple[str, ...], capsys: Said, put: Put) -> None:
    assert main([*command, put("a.json", as_json(PATIENT)), "--release", "r5"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert all(known.key in said.err for known in RELEASES)


@pytest.mark.parametrize("command", READING)
def test_all_fine_says_nothing_on_standard_error(command: tuple[str, ...], capsys: Said, put: Put) -> None:
    assert main([*command, put("a.json", as_json(BUNDLE))]) == 0
    said = capsys.readouterr()
    assert said.out
    assert said.err == ""


@pytest.mark.parametrize("command", READING)
def test_one_of_two_unreadable_exits_1_and_results_stay_apart(command: tuple[str, ...], capsys: Said, put: Put) -> None:
    good, bad = put("a.json", as_json(BUNDLE)), put("b.xml", b"<Patient")
    assert main([*command, good]) == 0
    alone = capsys.readouterr().out
    assert main([*command, good, bad, "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == alone or command[0] == "show"
    assert said.err.startswith(f"fatal: {bad}:1:")
    assert "[PZP-XML-TRUNCATED]" in said.err


@pytest.mark.parametrize("command", READING)
def test_output_that_cannot_be_written(command: tuple[str, ...], tmp_path: Path, capsys: Said, put: Put) -> None:
    target = tmp_path / "absent" / "o.json"
    assert main([*command, put("a.json", as_json(BUNDLE)), "--output", str(target)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"pzp: {target}: No such file or directory\n")


@pytest.mark.parametrize(("environment", "language"), [
    ({}, "en"), ({"LANG": "nl_NL.UTF-8"}, "nl"), ({"LANG": "nl"}, "nl"), ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LC_ALL": "C", "LANG": "nl_NL.UTF-8"}, "en"), ({"LC_MESSAGES": "nl_BE.UTF-8", "LANG": "en_US.UTF-8"}, "nl"),
    ({"LC_ALL": "", "LANG": "NL_nl"}, "nl"),
])
def test_the_language_comes_from_the_locale(
        environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch, capsys: Said, put: Put) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert default_language() == language
    main(["show", put("a.json", b"")])
    said = capsys.readouterr().err
    assert ("Er staat niets in." in said, "There is nothing in it." in said) == (language == "nl", language == "en")
    other = "en" if language == "nl" else "nl"
    main(["show", put("a.json", b""), "--lang", other])
    assert ("Er staat niets in." in capsys.readouterr().err) is (other == "nl")


def test_several_patients_are_never_shown_as_one(capsys: Said, put: Put) -> None:
    path = put("a.json", as_json(in_bundle(PATIENT, OTHER, CONSENT)))
    assert main(["show", path, "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "--patient" in said.err
    assert "daan" in said.err
    assert "other" in said.err


@pytest.mark.parametrize(("wanted", "shown"), [
    ("daan", "999911120"), ("999911120", "999911120"), ("other", "999911132"), ("999911132", "999911132")])
def test_one_of_several_patients_by_id_or_number(wanted: str, shown: str, capsys: Said, put: Put) -> None:
    path = put("a.json", as_json(in_bundle(PATIENT, OTHER, CONSENT)))
    assert main(["show", path, "--patient", wanted, "--format", "json"]) == 0
    said = capsys.readouterr()
    assert shown in said.out
    assert said.err == ""


def test_one_of_several_patients_by_the_id_another_system_gave(capsys: Said, put: Put) -> None:
    here = in_bundle(PATIENT, OTHER, CONSENT)
    there = in_bundle(changed(PATIENT, id="77"))
    for bundle, server in ((here, "https://a.example"), (there, "https://b.example")):
        for entry in bundle["entry"]:
            entry["fullUrl"] = f"{server}/{entry['resource']['resourceType']}/{entry['resource']['id']}"
    paths = put("a.json", as_json(here)), put("b.json", as_json(there))
    assert main(["show", *paths, "--patient", "77", "--format", "json"]) == 0
    assert "999911120" in capsys.readouterr().out


def test_a_patient_that_is_not_there(capsys: Said, put: Put) -> None:
    assert main(["show", put("a.json", as_json(BUNDLE)), "--patient", "nobody"]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("format_name", ["text", "html", "json"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_show_in_every_format(format_name: str, language: str, tmp_path: Path, capsys: Said, put: Put) -> None:
    path = put("a.json", as_json(BUNDLE))
    arguments = ["show", path, "--on", "2026-11-01", "--lang", language, "--format", format_name]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert "Vérzonnen" in said.out
    assert said.err == ""
    assert "\x1b" not in said.out, "colour is for terminals"
    if format_name == "json":
        assert {"patient", "current", "conflicts", "history", "not_understood"} <= set(json.loads(said.out))
    assert main([*arguments, "--output", str(tmp_path / "o")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "o").read_bytes().decode() == said.out


def test_show_looks_at_the_date(capsys: Said, put: Put) -> None:
    path = put("a.json", as_json(BUNDLE))
    assert main(["show", path, "--on", "2020-01-01", "--format", "json"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert main(["show", path, "--on", "2026-11-01", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["current"] != before["current"]


def test_show_of_standard_input_and_plan_json(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(as_json({"$schema": PLAN_SCHEMA, **PLAN}))))
    assert main(["show", "-"]) == 0
    assert "Elke dag de tuin in" in capsys.readouterr().out


def test_releases(capsys: Said) -> None:
    for language in ("en", "nl"):
        assert main(["releases", "--lang", language]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        for known in RELEASES:
            assert known.key in said.out
    assert main(["releases", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["releases"]
    assert [(row["key"], row["fhirVersion"], row["canonical"], row["can"]) for row in listed] == [
        (known.key, known.fhir_version, known.canonical, list(known.capabilities)) for known in RELEASES]


def test_a_fault_of_ours_shows_no_patient_data(capsys: Said, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Vérzonnen")

    monkeypatch.setattr("pzp_exchange.cli.convert._converted", fail)
    monkeypatch.delenv("PZP_DEBUG", raising=False)
    assert main(["convert", put("a.json", as_json(PATIENT)), "--to", "same"]) == 2
    said = capsys.readouterr()
    assert "internal error (ValueError in test_cli_common.py:" in said.err
    assert "Vérzonnen" not in said.err
    monkeypatch.setenv("PZP_DEBUG", "1")
    assert main(["convert", put("a.json", as_json(PATIENT)), "--to", "same"]) == 2
    assert "Traceback" in capsys.readouterr().err
