"""Every issue code has its words in both languages, and no words are without a code."""

from __future__ import annotations

import json
import re
import string
from importlib.resources import files

from pzp_exchange.messages import LANGUAGES, catalogue, render
from support import ROOT

CODE = re.compile(r'"(PZP-[A-Z0-9-]*[A-Z0-9])"')


def codes_in_source() -> set[str]:
    """Every code that stands in the source as a literal."""
    sources = (ROOT / "src" / "pzp_exchange").rglob("*.py")
    return {code for source in sources for code in CODE.findall(source.read_text("utf-8"))}


def parameters(template: str) -> set[str]:
    """The named parameters of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_code_has_words_in_every_language() -> None:
    codes = codes_in_source()
    assert codes, "no codes found: the pattern is wrong"
    for language in LANGUAGES:
        assert sorted(codes - set(catalogue(language))) == []


def test_no_words_without_a_code() -> None:
    for language in LANGUAGES:
        assert sorted(set(catalogue(language)) - codes_in_source()) == []


def test_languages_take_the_same_parameters() -> None:
    english, dutch = (catalogue(language) for language in ("en", "nl"))
    assert {code: parameters(text) for code, text in english.items()} == \
           {code: parameters(text) for code, text in dutch.items()}


def test_dutch_is_not_english() -> None:
    english, dutch = (catalogue(language) for language in ("en", "nl"))
    assert [code for code in english if english[code] == dutch[code]] == []


def test_keys_are_sorted_and_unique() -> None:
    for language in LANGUAGES:
        pairs: list[tuple[str, str]] = []
        text = (files("pzp_exchange.messages") / f"{language}.json").read_text("utf-8")
        json.loads(text, object_pairs_hook=pairs.extend)
        keys = [key for key, _ in pairs]
        assert keys == sorted(set(keys))


def test_values_are_cut_and_made_visible() -> None:
    text = render("PZP-XML-TEXT", "en", {"value": "a\x00" + "b" * 200})
    assert "\\x00" in text
    assert "…" in text
    assert "b" * 80 not in text
