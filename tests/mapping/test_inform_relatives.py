"""Whether the patient was told to discuss the agreements with relatives (dataset 734): *yes* is a request, *no* not."""

from __future__ import annotations

from typing import Any

import pytest

from form_samples import HEAD, OLD_FORM, R4_FORM, STU3_FORM, answered, code, find
from pzp_exchange import R4, STU3, convert
from pzp_exchange.mapping.form.reading import read_form
from pzp_exchange.mapping.form.writing import write_form

NO = {R4_FORM: ("1200", {"valueBoolean": False}), OLD_FORM: ("1200", code(None, "0", "Nee")),
      STU3_FORM: ("256", code(None, "0", "Nee"))}
"""How each form says *no*."""


@pytest.mark.parametrize("facts", NO, ids=lambda facts: facts.key)
def test_no_comes_back_in_the_same_form_and_is_announced_everywhere_else(facts: Any) -> None:
    link, answer = NO[facts]
    plan = read_form(answered(facts, {**HEAD, link: [answer]}), facts).plan
    assert plan.inform_relatives_requests == ()
    back, losses = write_form(plan, facts)
    assert find(back, link)[0]["answer"] == [answer]
    assert losses == ()
    said = {answer.get("valueBoolean", "0")}
    for release in (R4, STU3):
        assert said <= {loss.value for loss in convert(plan, to=release).losses if loss.reason == "not-read"}
    for other in NO:
        if other.canonical != facts.canonical:
            assert said <= {loss.value for loss in write_form(plan, other)[1] if loss.reason == "not-read"}
