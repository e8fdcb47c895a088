"""Each line tells its sources when a plan comes from several, in text, page and data."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from form_samples import CPR_NO, HEAD, R4_FORM, answered, code
from invented import CONSENT, PATIENT, as_json, changed
from pzp_exchange import AdvanceCarePlan, read
from pzp_exchange.show import view
from pzp_exchange.show.data import render_json
from pzp_exchange.show.html import render_html
from pzp_exchange.show.text import render_text

ON = datetime.date(2026, 11, 21)
SHARED = {"1201": [code("http://snomed.info/sct", "441898007", "Akkoord")]}


def served(name: str, *trees: dict[str, Any]) -> bytes:
    server = f"https://{name}.example.org/fhir"
    entries = [{"fullUrl": f"{server}/{tree['resourceType']}/{tree['id']}", "resource": tree} for tree in trees]
    return as_json({"resourceType": "Bundle", "type": "searchset", "entry": entries})


def three(**theirs: Any) -> AdvanceCarePlan:
    """A hospital, a general practice and a form."""
    return read(served("ziekenhuis", PATIENT, CONSENT), served("praktijk", PATIENT, changed(CONSENT, **theirs)),
                as_json(answered(R4_FORM, {**HEAD, **CPR_NO, **SHARED}))).plan()


@pytest.mark.parametrize(("language", "title"), [("nl", "BRONNEN"), ("en", "SOURCES")])
def test_the_text_has_a_number_behind_the_date_and_says_what_it_stands_for(language: Any, title: str) -> None:
    shown = render_text(view(three(), ON, language), color=False, width=100)
    icu = next(line for line in shown.splitlines() if line.strip().startswith(("IC-opname", "ICU")))
    assert "[1] [2]" in icu
    assert title in shown
    assert "[1] https://praktijk.example.org/fhir" in shown
    assert "[3] " in shown
    assert "r4-1.0.0-rc3" in shown


def test_the_page_and_the_data_have_the_same() -> None:
    seen = view(three(), ON, "nl")
    page = render_html(seen)
    assert "[1] [2]</span>" in page
    assert "<li>[3] ingevuld formulier van 4 maart 2026" in page
    data = render_json(seen)
    assert [line["number"] for line in data["sources"]] == ["1", "2", "3"]
    said = {entry["what"]["label"]: entry["sources"] for entry in data["current"] if "sources" in entry}
    assert said["IC-opname"] == ["1", "2"]
    assert said["Reanimeren"] == ["3"]
    assert {"name": "Akkoord met delen [3]", "text": "Akkoord"} in data["form_answers"]


def test_both_sides_of_a_conflict_tell_their_source() -> None:
    permit = {**CONSENT["provision"], "type": "permit"}
    (clash,) = view(three(provision=permit, text=None), ON, "nl").conflicts
    assert sorted(side.sources for side in clash.sides) == [("1",), ("2",)]


def test_one_source_is_not_numbered() -> None:
    seen = view(read(served("ziekenhuis", PATIENT, CONSENT)).plan(), ON, "nl")
    assert seen.sources == ()
    assert "[1]" not in render_text(seen, color=False)
    assert render_json(seen)["sources"] == []


def test_a_form_that_was_read_is_not_named_as_unread() -> None:
    assert view(three(), ON, "nl").not_read == ()


def test_that_one_source_knows_of_a_death_is_shown() -> None:
    dead = changed(PATIENT, deceasedDateTime="2026-10-01")
    for order in ((PATIENT, dead), (dead, PATIENT)):
        plan = read(served("ziekenhuis", order[0]), served("praktijk", order[1])).plan()
        assert "1 oktober 2026" in view(plan, ON, "nl").patient.deceased


def test_contact_persons_of_two_sources_with_one_number_are_shown_once() -> None:
    def person(server: str, own_id: str, role: str) -> bytes:
        coding = {"system": "urn:oid:2.16.840.1.113883.2.4.3.11.22.472", "code": role}
        return served(server, PATIENT, {
            "resourceType": "RelatedPerson", "id": own_id, "patient": {"reference": "Patient/daan"},
            "relationship": [{"coding": [coding]}], "name": [{"family": "Verzint"}],
            "telecom": [{"system": "phone", "value": "06-00000001"}]})

    seen = view(read(person("ziekenhuis", "1", "01"), person("praktijk", "2", "24")).plan(), ON, "nl")
    (one,) = (*seen.representatives, *seen.contacts)
    assert "," in one.role
