"""The page: well-formed, self-contained, readable by everyone, and safe."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree, html
from show_plans import CALM, DAY, LOUD, ON, directive, named, plan

from pzp_exchange.model import AdvanceCarePlan, Coded, Patient
from pzp_exchange.model.codes import Decision, Treatment
from pzp_exchange.show import view
from pzp_exchange.show.html import render_html

PLANS = {"calm": CALM, "loud": LOUD, "empty": AdvanceCarePlan()}
EVERY = pytest.mark.parametrize(("name", "language"), [(name, lang) for name in PLANS for lang in ("nl", "en")])


def page(name, language, history=True):
    return render_html(view(PLANS[name], ON, language, history=history))


def parsed(text):
    return html.fromstring(text)


@EVERY
def test_golden_page(name, language, golden):
    golden(f"{name}-{language}.html", page(name, language))


@EVERY
def test_the_page_is_well_formed(name, language):
    text = page(name, language)
    # as XML once the void elements are closed: lxml's HTML parser would repair what is wrong
    closed = (
        re.sub(r"<meta ([^>]*)>", r"<meta \1/>", text)
        .replace("<!DOCTYPE html>", "")
        .replace("<details open>", '<details open="open">')
    )
    root = etree.fromstring(closed.encode())
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(root.xpath("//@aria-labelledby")) <= set(ids)
    assert text.startswith("<!DOCTYPE html>")


@EVERY
def test_headings_go_down_one_at_a_time_from_one_h1(name, language):
    levels = [int(element.tag[1]) for element in parsed(page(name, language)).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@EVERY
def test_tables_tell_what_their_headers_are_for_and_every_section_has_a_name(name, language):
    root = parsed(page(name, language))
    assert root.get("lang") == language
    assert {th.get("scope") for th in root.iter("th")} == {"col", "row"}
    assert all(len(row.xpath("./th[@scope='row']")) == 1 for row in root.xpath("//tbody/tr"))
    assert all(section.get("aria-labelledby") for section in root.iter("section"))
    assert [len(root.xpath(f"//{landmark}")) for landmark in ("header", "main", "footer")] == [1, 1, 1]
    assert root.xpath("//title")[0].text


@EVERY
def test_signs_are_hidden_from_readers_and_always_have_words(name, language):
    chips = parsed(page(name, language)).xpath("//*[contains(concat(' ', @class, ' '), ' chip ')]")
    assert chips
    for chip in chips:
        words = chip.xpath("./span[not(@aria-hidden)]")
        assert len(words) == 1
        assert words[0].text_content().strip()
    assert all(sign.get("aria-hidden") == "true" for sign in parsed(page(name, language)).xpath("//*[@class='sign']"))


@EVERY
def test_the_page_needs_nothing_from_outside(name, language):
    root = parsed(page(name, language))
    assert root.xpath("//script | //link | //img | //iframe | //object | //@src | //@href | //@onclick") == []
    assert "url(" not in page(name, language)
    assert "@import" not in page(name, language)


def test_what_the_source_says_is_never_markup():
    evil = '<script>alert("x")</script>'
    text = render_html(
        view(
            plan(
                patient=Patient(names=named(evil, "Bos")),
                treatment_directives=(
                    directive(
                        "a", Treatment.CPR, Decision.OTHER, DAY, specification=evil, comment="{{ 7 * 7 }} </style>"
                    ),
                    directive("b", Coded[Treatment](text=evil), Decision.PERFORM, evil),
                ),
            ),
            ON,
            "nl",
        )
    )
    root = parsed(text)
    assert root.xpath("//script") == []
    assert root.xpath("//h1")[0].text_content() == f"{evil} Bos"
    assert text.count("<script") == 0
    assert "{{ 7 * 7 }} &lt;/style&gt;" in text


def test_conflicts_stand_at_the_very_top_and_name_all_sides():
    main = parsed(page("loud", "nl")).xpath("//main")[0]
    first, second, third = main[:3]
    assert [section.get("aria-labelledby") for section in (first, second, third)] == [
        "conflicts",
        "not-understood",
        "limits",
    ]
    assert [h.text_content() for h in first.iter("h3")] == ["Reanimeren", "IC-opname"]
    assert len(first.xpath(".//li")) == 4


def test_no_decision_of_a_statement_that_was_not_understood():
    row = parsed(page("loud", "nl")).xpath("//section[@aria-labelledby='limits']//tr[th='Beademing']")[0]
    assert "Niet doen" not in row.text_content()
    assert "Niet begrepen" in row.text_content()


def test_the_page_tells_its_date_and_rule():
    root = parsed(page("calm", "nl"))
    assert root.xpath("//header//*[@class='on']")[0].text == "Stand op 1 december 2025"
    footer = root.xpath("//footer")[0].text_content()
    assert "Stand op 1 december 2025" in footer
    assert "bewijst niets" in footer


def test_history_is_open_only_when_asked():
    assert parsed(page("calm", "nl", history=True)).xpath("//details/@open") != []
    closed = parsed(page("calm", "nl", history=False))
    assert closed.xpath("//details/@open") == []
    assert closed.xpath("//details//tbody/tr/th[text()='IC-opname']")


def test_the_deceased_are_announced():
    text = render_html(view(plan(patient=Patient(deceased=True)), ON, "nl"))
    assert "Overleden" in parsed(text).xpath("//header//*[@class='deceased']")[0].text_content()


PAIRS = [
    ("ink", "paper"),
    ("muted", "paper"),
    ("do", "do-paper"),
    ("not", "not-paper"),
    ("other", "other-paper"),
    ("alarm", "alarm-paper"),
    ("ink", "alarm-soft"),
    ("muted", "alarm-soft"),
]


def luminance(colour):
    colour = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
    channels = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_contrast_is_enough(theme, pair):
    blocks = re.findall(r":root \{(.*?)\}", page("empty", "nl"), re.S)
    colours = dict(re.findall(r"--([a-z-]+): #([0-9a-f]+)", blocks[0])) | dict(
        re.findall(r"--([a-z-]+): #([0-9a-f]+)", blocks[theme])
    )
    light, dark = sorted((luminance(colours[name]) for name in pair), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
