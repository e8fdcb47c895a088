"""``pzp diff``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from invented import CONSENT, PATIENT, as_json, changed, in_bundle
from pzp_exchange.cli import main

Said = pytest.CaptureFixture[str]
ALLOWED = changed(CONSENT, dateTime="2026-05-01", id="ic-later",
                  provision={**CONSENT["provision"], "type": "permit"})


@pytest.fixture
def documents(tmp_path: Path) -> tuple[str, str]:
    """The plan before and after."""
    names = []
    for name, parts in (("a", [PATIENT, CONSENT]), ("b", [PATIENT, CONSENT, ALLOWED])):
        (tmp_path / f"{name}.json").write_bytes(as_json(in_bundle(*parts)))
        names.append(str(tmp_path / f"{name}.json"))
    return names[0], names[1]


def test_two_documents(documents: tuple[str, str], capsys: Said) -> None:
    assert main(["diff", *documents, "--on", "2026-11-01", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "ICU admission – Changed" in said
    assert "Before: ✕" in said
    assert "Now: ✓" in said


def test_one_document_between_two_dates_as_data(documents: tuple[str, str], capsys: Said) -> None:
    assert main(["diff", documents[1], "--from", "2026-04-01", "--on", "2026-11-01", "--format", "json",
                 "--lang", "en"]) == 0
    found = json.loads(capsys.readouterr().out)
    (turn,) = found["turns"]
    assert turn["kind"]["code"] == "changed"
    assert (turn["before"][0]["date"]["code"], turn["after"][0]["date"]["code"]) == ("2026-03-04", "2026-05-01")


def test_a_page_in_a_file(documents: tuple[str, str], tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    assert main(["diff", *documents, "--format", "html", "--output", str(page), "--lang", "nl"]) == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_two_people_are_never_compared(documents: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    other = changed(PATIENT, identifier=[{**PATIENT["identifier"][0], "value": "999911132"}])
    (tmp_path / "c.json").write_bytes(as_json(in_bundle(other)))
    assert main(["diff", documents[0], str(tmp_path / "c.json")]) == 2
    assert "two different people" in capsys.readouterr().err
    assert "9999" not in capsys.readouterr().err


def test_one_document_needs_a_first_date(documents: tuple[str, str], capsys: Said) -> None:
    assert main(["diff", documents[0]]) == 2
    assert "--from" in capsys.readouterr().err


def test_without_a_number_nobody_can_tell_whether_it_is_one_person(
        documents: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "c.json").write_bytes(as_json(in_bundle(changed(PATIENT, identifier=None), CONSENT)))
    assert main(["diff", documents[0], str(tmp_path / "c.json"), "--lang", "en"]) == 0
    assert "nobody can tell" in capsys.readouterr().err
    assert main(["diff", *documents, "--lang", "en"]) == 0
    assert capsys.readouterr().err == ""
