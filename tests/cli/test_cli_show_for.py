"""``pzp show --for``: a plan for an audience, with the library's table or an own one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from invented import CONSENT, PATIENT, as_json, in_bundle
from pzp_exchange.cli import main

Said = pytest.CaptureFixture[str]
TABLE = {"buren": {"patient": {"show": "all", "hide": ["identifiers"]}, "care_networks": "current"}}


@pytest.fixture
def document(tmp_path: Path) -> str:
    """A patient with one agreement."""
    path = tmp_path / "a.json"
    path.write_bytes(as_json(in_bundle(PATIENT, CONSENT)))
    return str(path)


def table(tmp_path: Path, content: object) -> str:
    path = tmp_path / "table.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return str(path)


@pytest.mark.parametrize("audience", ["emergency", "professional", "social-domain", "volunteer", "patient"])
@pytest.mark.parametrize("format", ["text", "html", "json"])
def test_every_audience_in_every_format(document: str, audience: str, format: str, capsys: Said) -> None:
    assert main(["show", document, "--for", audience, "--format", format, "--lang", "nl", "--on", "2026-11-01"]) == 0
    said = capsys.readouterr().out
    hidden = audience in ("social-domain", "volunteer")
    assert ("1 behandelafspraak" in said) is hidden
    assert ("IC-opname" in said or "Intensive care" in said) is not hidden


def test_as_data_the_audience_and_what_was_withheld_are_named(document: str, capsys: Said) -> None:
    assert main(["show", document, "--for", "volunteer", "--format", "json", "--lang", "en"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["audience"]["code"] == "volunteer"
    assert {"treatment_directives"} <= {one["kind"]["code"] for one in found["withheld"]}


def test_an_own_table(document: str, tmp_path: Path, capsys: Said) -> None:
    assert main(["show", document, "--for", "buren", "--audiences", table(tmp_path, TABLE), "--lang", "en"]) == 0
    assert "FOR: BUREN" in capsys.readouterr().out.upper()


@pytest.mark.parametrize(("content", "words"), [
    ("{", "table.json"),
    ([], "the table: an object is expected"),
    ({"buren": {"treatments": "all"}}, "buren: 'treatments' is not known"),
    ({"buren": {"patient": "some"}}, "buren: patient: 'some' is not known; known are all, current, none"),
    ({"buren": {"patient": {"show": "all", "hide": ["birthdate"]}}}, "buren: patient: 'birthdate' is not known"),
    ({"buren": {"patient": {"show": "all", "hide": "identifiers"}}}, "buren: patient: hide: a list is expected"),
    ({"buren": {"patient": {"hide": ["identifiers"]}}}, "buren: patient: None is not known"),
    ({"buren": {"dimension_goals": {"show": "all", "dimensions": ["Sociaal"]}}}, "'Sociaal' is not known; known are"),
    ({"buren": {"patient": {"shows": "all"}}}, "buren: patient: 'shows' is not known"),
])
def test_a_table_with_a_slip_is_refused_and_says_where(document: str, tmp_path: Path, content: object, words: str,
                                                       capsys: Said) -> None:
    assert main(["show", document, "--for", "buren", "--audiences", table(tmp_path, content)]) == 2
    caught = capsys.readouterr()
    assert words in caught.err
    assert caught.out == ""


@pytest.mark.parametrize(("options", "words"), [
    (["--for", "buren"], "no audience buren in the table; there are emergency, professional"),
    (["--audiences", "x.json"], "--audiences needs --for"),
    (["--for", "patient", "--audiences", "nowhere.json"], "nowhere.json: No such file"),
])
def test_misuse(document: str, options: list[str], words: str, capsys: Said) -> None:
    assert main(["show", document, *options]) == 2
    assert words in capsys.readouterr().err
