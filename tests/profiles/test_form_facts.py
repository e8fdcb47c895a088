"""The compiled forms: same as the published ones, and without their texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import compile_forms
from pzp_exchange.mapping.form.facts import FORM_KEYS, load_form, parse_questionnaire, text_digest
from support import ROOT

FOLDER = ROOT / "src" / "pzp_exchange" / "profiles" / "forms"


def test_compiled_forms_are_up_to_date(standard: Path) -> None:
    fresh = compile_forms.compiled(standard)
    assert set(fresh) == {path.name for path in FOLDER.iterdir()}
    for name, data in fresh.items():
        assert (FOLDER / name).read_bytes() == data, f"{name}: run tools/compile_forms.py"


@pytest.mark.parametrize("key", FORM_KEYS)
def test_what_is_stored_is_what_was_compiled(standard: Path, key: str) -> None:
    fhir_version, path = compile_forms.FORMS[key]
    questionnaire = json.loads((standard / path).read_text("utf-8"))
    parsed = parse_questionnaire(questionnaire, fhir_version, key, compile_forms.ValueSets(standard).expand)
    stored = load_form(key)
    assert [compile_forms.to_tree(item) for item in parsed.items] == [
        compile_forms.to_tree(item) for item in stored.items]
    assert (parsed.claim, parsed.fhir_version) == (stored.claim, stored.fhir_version)
    assert all(text_digest(item.text) == stored.by_link[link].text_digest
               for link, item in parsed.by_link.items() if item.text)


@pytest.mark.parametrize("key", FORM_KEYS)
def test_no_texts_are_shipped(standard: Path, key: str) -> None:
    questionnaire = json.loads((standard / compile_forms.FORMS[key][1]).read_text("utf-8"))
    words = {item.text for item in parse_questionnaire(questionnaire, "R4").by_link.values() if item.text}
    stored = (FOLDER / f"{key}.json").read_text("utf-8")
    assert len(words) > 50
    assert not [each for each in words if len(each) > 3 and f'"{each}"' in stored]


def test_links_to_old_value_set_ids_mean_the_value_sets_of_today(standard: Path) -> None:
    published = {json.loads(path.read_text("utf-8"))["url"]
                 for path in (standard / "r4-1.0.0-rc3" / "definitions").glob("ValueSet-*.json")}
    form = load_form("r4-1.0.0-rc3")
    old = {item.value_set for item in form.by_link.values() if item.value_set.startswith("https://api.iknl.nl")}
    assert set(compile_forms.OLD_IDS) == old - published
    assert set(compile_forms.OLD_IDS.values()) <= published


def test_only_the_specialty_cannot_be_listed() -> None:
    form = load_form("r4-1.0.0-rc3")
    assert [link for link, item in form.by_link.items() if item.value_set and item.options is None] == ["1405"]


def test_a_release_without_a_form_is_refused() -> None:
    with pytest.raises(LookupError):
        load_form("r4-0.0.1")
