"""``pzp handover``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pzp_exchange import read
from pzp_exchange.cli import main
from support import ROOT

Said = pytest.CaptureFixture[str]
PLAN = str(ROOT / "examples" / "nursing-home.izp.plan.json")
ALONE = str(ROOT / "examples" / "nursing-home.plan.json")
AT = ["--at", "2026-11-01T16:30:00+01:00", "--lang", "nl"]


def test_r4_from_the_central_health_professional(capsys: Said) -> None:
    assert main(["handover", PLAN, *AT]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert (tree["type"], tree["timestamp"]) == ("document", "2026-11-01T16:30:00+01:00")
    assert tree["entry"][0]["resource"]["author"][0]["display"].startswith("N. Wagenaar")


def test_everything_named(capsys: Said, tmp_path: Path) -> None:
    path = tmp_path / "over.xml"
    assert main(["handover", PLAN, *AT, "--to", "stu3", "--author", "PractitionerRole/terpstra-role", "--recipient",
                 "PractitionerRole/pinas-role", "--recipient", "Huisartsenpost", "--reason", "Nacht", "--output",
                 str(path), "--losses", str(tmp_path / "losses.json")]) == 0
    assert "7 verliezen" in capsys.readouterr().err
    listed = json.loads((tmp_path / "losses.json").read_bytes())
    assert [each.keys() for each in listed] == [{"resource", "path", "value", "reason"}] * 7
    document = read(path)
    assert (document.entries[0].type, document.entries[0].source.fhir_version) == ("Composition", "STU3")
    plan = document.plan()
    (made,) = (each for each in getattr(plan, "handovers", ()) if each.reason == "Nacht")
    assert [getattr(plan.find(each), "id", each.display) for each in (*made.authors, *made.recipients)] == [
        "terpstra-role", "pinas-role", "Huisartsenpost"]


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "over.html"
    assert main(["handover", PLAN, *AT, "--on", "2026-05-01", "--output", str(path)]) == 0
    page = path.read_text("utf-8")
    assert "Stand op 1 mei 2026" in page
    assert "Ziektegerichte palliatie vanaf 2 maart 2026" in page


def test_a_page_has_no_losses_to_list(capsys: Said, tmp_path: Path) -> None:
    losses = tmp_path / "losses.json"
    assert main(["handover", PLAN, *AT, "--format", "html", "--losses", str(losses)]) == 2
    assert "--losses hoort bij een FHIR-document" in capsys.readouterr().err
    assert not losses.exists()


def test_a_moment_without_a_time_zone(capsys: Said) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["handover", PLAN, "--at", "2026-11-01T16:30:00"])
    assert stop.value.code == 2
    assert "--at" in capsys.readouterr().err


def test_nobody_is_made_author(capsys: Said) -> None:
    assert main(["handover", ALONE, *AT]) == 2
    assert "--author" in capsys.readouterr().err
    assert main(["handover", ALONE, *AT, "--author", "dr. Terpstra"]) == 0
    assert json.loads(capsys.readouterr().out)["entry"][0]["resource"]["author"] == [{"display": "dr. Terpstra"}]


def test_two_people_are_never_one_handover(capsys: Said) -> None:
    other = str(ROOT / "examples" / "child-at-home.izp.plan.json")
    assert main(["handover", PLAN, other, *AT]) == 2
    assert "--patient" in capsys.readouterr().err
    assert main(["handover", PLAN, other, *AT, "--patient", "milan"]) == 0
    assert "Milan" in capsys.readouterr().out


def test_a_set_without_a_patient(capsys: Said, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"resourceType": "Practitioner", "id": "x"}', "utf-8")
    assert main(["handover", str(tmp_path / "one.json"), *AT, "--author", "x"]) == 2
    assert "geen patiënt" in capsys.readouterr().err
