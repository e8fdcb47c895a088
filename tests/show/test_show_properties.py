"""Any plan can be shown, whatever it says, and no agreement goes missing."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html
from rich.cells import cell_len
from show_plans import ON

from pzp_exchange.model.current import agreements
from pzp_exchange.model.doubts import reference
from pzp_exchange.show import view
from pzp_exchange.show.data import render_json
from pzp_exchange.show.html import render_html
from pzp_exchange.show.text import render_text
from pzp_exchange.testing import plans

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.parametrize("language", ["en", "nl"])
@FEW
@given(plan=plans())
def test_any_plan_can_be_shown(language, plan):
    shown = view(plan, ON, language, history=True)
    text = render_text(shown, color=False, width=80)
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text
    assert html.fromstring(render_html(shown)).xpath("//script") == []
    json.dumps(render_json(shown))


@FEW
@given(plan=plans())
def test_no_agreement_goes_missing(plan):
    shown = view(plan, ON, "en")
    rows = (*shown.limits, *shown.facts, shown.capacity, *shown.directives)
    places = [said for row in rows for said in row.said]
    places += [*shown.history, *shown.undated, *(side for clash in shown.conflicts for side in clash.sides)]
    found = {f"{said.kind.code}/{said.id}" for said in places} | {one.reference for one in shown.not_understood}
    missing = [one for one in agreements(plan) if one.id and reference(one) not in found]
    assert missing == []
