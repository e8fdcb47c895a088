"""The view as data, as others script against it."""

from __future__ import annotations

import json

from show_plans import BSN, CALM, LOUD, ON

from pzp_exchange.model import AdvanceCarePlan
from pzp_exchange.show import view
from pzp_exchange.show.data import render_json


def test_the_keys_of_the_contract_are_there_even_for_an_empty_plan():
    data = render_json(view(AdvanceCarePlan(), ON, "en"))
    assert {"patient", "current", "conflicts", "history", "not_understood"} <= data.keys()
    assert (data["current"], data["conflicts"], data["history"], data["not_understood"]) == ([], [], [], [])
    assert data["on"] == "2025-12-01"
    assert len(data["open"]) == 7 + 7 + 2


def test_codes_and_dates_stand_beside_their_labels():
    data = render_json(view(CALM, ON, "nl"))
    cpr = next(entry for entry in data["current"] if entry.get("id") == "cpr")
    assert cpr["kind"] == {"label": "Behandelafspraak", "code": "TreatmentDirective"}
    assert cpr["what"] == {"label": "Reanimeren", "code": "89666000", "system": "http://snomed.info/sct"}
    assert cpr["says"] == {"label": "Niet doen", "code": "do-not-perform"}
    assert cpr["date"] == {"label": "12 juni 2025", "code": "2025-06-12"}
    assert cpr["reason"]["code"] == "only"
    assert data["patient"]["bsn"] == BSN
    assert data["still_active"] == ["icu-old"]


def test_nothing_in_conflict_or_not_understood_is_current():
    data = render_json(view(LOUD, ON, "nl"))
    current = {entry.get("id") for entry in data["current"]}
    assert current.isdisjoint({"cpr", "icu-1", "icu-2", "vent", "hosp", "ab"})
    assert {"blood", "dial", "dnr"} <= current
    assert [len(clash["sides"]) for clash in data["conflicts"]] == [2, 2]
    assert [entry["id"] for entry in data["undated"]] == ["hosp"]


def test_it_is_json_and_the_same_in_both_languages_but_for_labels():
    def codes(value):
        if isinstance(value, dict):
            return {
                key: codes(item)
                for key, item in value.items()
                if key
                not in (
                    "label",
                    "language",
                    "rule",
                    "notes",
                    "also",
                    "text",
                    "name",
                    "by",
                    "role",
                    "brief",
                    "phones",
                    "age",
                )
            }
        return [codes(item) for item in value] if isinstance(value, list) else value

    both = [json.loads(json.dumps(render_json(view(CALM, ON, language)))) for language in ("en", "nl")]
    for data in both:
        del data["patient"]["name"]
    english, dutch = (codes({key: data[key] for key in ("on", "current", "open", "history")}) for data in both)
    assert [entry.get("id") for entry in english["current"]] == [entry.get("id") for entry in dutch["current"]]
    assert [entry["says"].get("code") for entry in english["current"]] == [
        entry["says"].get("code") for entry in dutch["current"]
    ]
