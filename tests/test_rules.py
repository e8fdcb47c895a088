"""Every code of the source is explained in both languages, every invariant has its words, and the pages are in step."""

from __future__ import annotations

import importlib
import json
import re
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from pzp_exchange.messages import LANGUAGES, catalogue, invariants, render, rules, short_name
from pzp_exchange.profiles.facts import load_facts
from pzp_exchange.releases import RELEASES
from pzp_exchange.validation.invariants import PREDICATES
from support import ROOT

CODE = re.compile(r'"(PZP-[A-Z0-9-]*[A-Z0-9])"')


def codes_in_source() -> set[str]:
    sources = (ROOT / "src" / "pzp_exchange").rglob("*.py")
    return {code for source in sources for code in CODE.findall(source.read_text("utf-8"))}


def tool(monkeypatch: pytest.MonkeyPatch, name: str) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_explained_and_no_other(language: str) -> None:
    assert set(rules(language)) == codes_in_source() == set(catalogue(language))
    for code, about in rules(language).items():
        for part in about:
            assert part.strip() == part != "", code
            assert part[-1] in ".!?)”`" and part[0] == part[0].upper(), (code, part)


def test_explanations_differ_between_languages() -> None:
    english, dutch = rules("en"), rules("nl")
    assert [code for code in english if english[code].what == dutch[code].what] == []
    assert [code for code in english if english[code].mend == dutch[code].mend] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_invariant_has_its_words_and_no_other(language: str) -> None:
    known = {key for predicates in PREDICATES.values() for key in predicates}
    assert set(invariants(language)) - {""} == known
    assert [key for key, words in invariants(language).items() if words.endswith(".") or not words[0].isupper()] == []


def test_invariant_in_words() -> None:
    said = render("PZP-INVARIANT", "nl", {"key": "obs-6"})
    assert said.startswith("Regel obs-6: ")
    assert invariants("nl")["obs-6"] in said
    assert invariants("en")[""] in render("PZP-INVARIANT", "en", {"key": "vendor-1"})


def test_files_are_sorted() -> None:
    for name in ("rules_en", "rules_nl", "invariants_en", "invariants_nl", "names"):
        found = json.loads((files("pzp_exchange.messages") / f"{name}.json").read_text("utf-8"))
        assert list(found) == sorted(found), name


def test_value_sets_have_names_that_people_can_read() -> None:
    for release in RELEASES:
        for canonical in load_facts(release.key).value_sets:
            assert not short_name(canonical).startswith("2.16."), canonical
    assert short_name("http://hl7.org/fhir/ValueSet/identifier-type|4.0.1") == "identifier-type"


def test_names_are_in_step(monkeypatch: pytest.MonkeyPatch, standard: Path) -> None:
    text = (files("pzp_exchange.messages") / "names.json").read_text("utf-8")
    assert text == tool(monkeypatch, "make_names").names(standard)


def test_pages_are_in_step(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tool(monkeypatch, "make_rules").pages()
    assert len(pages) == len(LANGUAGES)
    for page, text in pages.items():
        assert page.read_text("utf-8") == text
        for target in re.findall(r"\]\(#([a-z-]+)\)", text):
            assert re.search(rf"^#+ {target}$", text, re.MULTILINE | re.IGNORECASE), target


def test_pages_explain_every_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in tool(monkeypatch, "make_rules").pages().values():
        assert set(re.findall(r"^### (PZP-.+)$", text, re.MULTILINE)) == codes_in_source()
