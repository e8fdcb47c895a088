"""The plan on a terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from show_plans import CALM, LOUD, ON

from pzp_exchange.model import AdvanceCarePlan
from pzp_exchange.show import view
from pzp_exchange.show.text import render_text

PLANS = {"calm": CALM, "loud": LOUD, "empty": AdvanceCarePlan()}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PLANS)
def test_golden_text(name, language, golden):
    golden(f"{name}-{language}.txt", render_text(view(PLANS[name], ON, language, history=True), color=False, width=80))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", PLANS)
def test_no_line_is_longer_than_asked(name, width):
    text = render_text(view(PLANS[name], ON, "nl", history=True), color=False, width=width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_conflicts_and_what_was_not_understood_come_before_the_limits():
    text = render_text(view(LOUD, ON, "nl"), color=False, width=80)
    assert text.index("!! TEGENSTRIJDIG !!") < text.index("!! NIET BEGREPEN !!") < text.index("BEHANDELGRENZEN")


def test_colour_adds_nothing_but_colour():
    import re

    plain = render_text(view(LOUD, ON, "nl"), color=False, width=80)
    coloured = render_text(view(LOUD, ON, "nl"), color=True, width=80)
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_history_is_counted_when_closed_and_told_when_open():
    closed = render_text(view(CALM, ON, "en"), color=False, width=80)
    assert "1 statement no longer holds (use --history to see it)." in closed
    assert "Superseded by a newer one" not in closed
    opened = render_text(view(CALM, ON, "en", history=True), color=False, width=80)
    assert "Superseded by a newer one – still active in the source" in opened
