"""What several sources say alike is laid together: never what differs, never two of one source, whatever the order."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pzp_exchange.model import Decision, Origin, Treatment, TreatmentDirective
from pzp_exchange.model.same import comment_of, day_of, laid_together, origins

SYSTEMS = ("huis", "praktijk", "thuiszorg")
DATES = ("2025-05-12", "2025-05-12T10:00:00+02:00", "2025-05-12T08:00:00Z", "2025-05-12T16:00:00+02:00", "2025-05",
         "2025-05-13", "vorige week", None)


def said(own_id: str, system: str | None, date: str | None = "2025-05-12", comment: str | None = None,
         decision: Decision = Decision.PERFORM) -> TreatmentDirective:
    sources = (Origin(system=system, resource=f"Consent/{own_id}" if own_id else None),) if system else ()
    return TreatmentDirective.model_validate({
        "id": own_id, "treatment": Treatment.CPR, "decision": decision, "reviewed_on": date, "comment": comment,
        "sources": sources})


STATEMENTS = st.lists(st.builds(
    said, st.just(""), st.sampled_from((*SYSTEMS, None)), st.sampled_from(DATES),
    st.sampled_from((None, None, "rustig", "  Rustig", "druk")),
    st.sampled_from((Decision.PERFORM, Decision.DO_NOT_PERFORM))), max_size=7).map(
        lambda found: [each.model_copy(update={"id": f"s{number}"}) for number, each in enumerate(found)])


def groups(statements: list[TreatmentDirective]) -> list[list[str]]:
    found = laid_together(statements, lambda each: each.decision)
    return sorted(sorted(str(each.id) for each in group) for group in found)


@given(STATEMENTS, st.randoms(use_true_random=False))
def test_every_statement_is_in_one_group_and_the_order_does_not_matter(
        statements: list[TreatmentDirective], shuffle: random.Random) -> None:
    found = groups(statements)
    assert Counter(own_id for group in found for own_id in group) == Counter(str(each.id) for each in statements)
    assert groups(shuffle.sample(statements, len(statements))) == found


@given(STATEMENTS)
def test_a_group_says_one_thing_on_one_day_and_has_each_source_once(statements: list[TreatmentDirective]) -> None:
    for group in laid_together(statements, lambda each: each.decision):
        assert len({each.decision for each in group}) == 1
        assert len({day_of(each) for each in group}) == 1
        assert len({comment_of(each) for each in group} - {""}) <= 1
        assert len({each.sources[:1] for each in group}) == len(group)


@given(STATEMENTS)
def test_the_first_has_the_comment_when_one_has(statements: list[TreatmentDirective]) -> None:
    for first, *others in laid_together(statements, lambda each: each.decision):
        assert comment_of(first) or not any(map(comment_of, others))


def test_another_source_says_the_same() -> None:
    assert groups([said("a", "huis"), said("b", "praktijk")]) == [["a", "b"]]
    assert groups([said("a", "huis"), said("b", "praktijk", decision=Decision.DO_NOT_PERFORM)]) == [["a"], ["b"]]
    assert groups([said("a", "huis"), said("b", "huis")]) == [["a"], ["b"]]
    assert groups([said("a", None), said("b", None)]) == [["a"], ["b"]]


def test_what_a_source_repeats_stays_repeated() -> None:
    assert groups([said("a1", "huis"), said("a2", "huis"), said("b1", "praktijk"), said("b2", "praktijk")]) == [
        ["a1", "b1"], ["a2", "b2"]]


def test_time_and_comment_that_one_lacks_do_not_set_apart_and_two_that_differ_do() -> None:
    ten, same, four = (f"2025-05-12T{time}" for time in ("10:00:00+02:00", "08:00:00Z", "16:00:00+02:00"))
    assert groups([said("a", "huis"), said("b", "praktijk", ten)]) == [["a", "b"]]
    assert groups([said("a", "huis", same), said("b", "praktijk", ten)]) == [["a", "b"]]
    three = [said("a", "huis"), said("b", "praktijk", ten), said("c", "thuiszorg", four)]
    assert groups(three) == [["a"], ["b"], ["c"]]
    assert groups([said("a", "huis", "2025-05"), said("b", "praktijk")]) == [["a"], ["b"]]
    assert groups([said("a", "huis"), said("b", "praktijk", comment="rustig")]) == [["a", "b"]]
    assert groups([said("a", "huis", comment="druk"), said("b", "praktijk", comment="rustig")]) == [["a"], ["b"]]


def test_sources_are_told_once_each() -> None:
    here, there = said("a", "huis"), said("b", "praktijk")
    found: tuple[Any, ...] = origins([here, there, said("c", "huis")])
    assert [each.system for each in found] == ["huis", "praktijk"]
    assert found[0].resource == "Consent/a"
