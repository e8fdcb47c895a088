"""Quick tests change no verdict: without them, with plain rows and with made code the findings are the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import mutated
from variants import resources

from pzp_exchange import read
from pzp_exchange.profiles.facts import load_facts
from pzp_exchange.report import Severity
from pzp_exchange.tree import Tree
from pzp_exchange.validation import base, bindings, content, deltas, extensions, references, rules, shapes
from pzp_exchange.validation.checker import Checker, claimed
from pzp_exchange.validation.context import Check, Good, Run, Session, Twin, pointer_of
from pzp_exchange.validation.plan.scan import noted_once, scan
from pzp_exchange.validation.quick import Quick, Row, Wrong, compiled, interpreted

RELEASES = {"r4": "r4-1.0.0-rc3", "stu3": "stu3-1.0.0-rc2"}
Told = list[tuple[Any, ...]]


@cache
def checker(release: str, _way: str) -> Checker:
    """A checker for each way of checking: it keeps what was made in that way."""
    return Checker(load_facts(RELEASES[release]))


def never_good(_good: Good, check: Check, _quick: Quick | None = None) -> Twin:
    """A rule without its quick forms."""
    return Twin(lambda _value, _sibling, _run: False, check)


def always_looked_at(rows: tuple[Row, ...], *, keep: bool) -> Wrong:
    """Rows of which none is called good."""
    assert keep in (True, False)
    return lambda _node, _run: tuple(range(len(rows)))


@contextmanager
def checking(way: str) -> Iterator[None]:
    """Let everything be looked at; or let code be made never, or at once."""
    with ExitStack() as patches:
        if way == "slow":
            for module in (base, bindings, content, deltas, extensions, references, rules):
                patches.enter_context(patch.object(module, "Twin", never_good))
            patches.enter_context(patch.object(shapes, "interpreted", always_looked_at))
        patches.enter_context(patch.object(shapes, "WARM", 1 if way == "made" else 10**9))
        yield


def findings(release: str, way: str, data: bytes) -> Told:
    """What is found in the resources of a file."""
    document = read(data, release=release)
    session, known = Session(document), checker(release, way)
    told: Told = []
    with checking(way):
        for entry in document.entries:
            run = Run(known, session, entry)
            if entry.type in known.resource_types:
                known.types[entry.type](entry.tree, None, None, run)
                known.check_profiles(entry.tree, None, run, claimed(entry.tree))
            told += [(each.code, each.severity, pointer_of(each.at), each.rule, each.params,
                      each.undecided) for each in run.out]
    return told


def alike(release: str, tree: Tree) -> None:
    """All ways of checking find the same, in the same order."""
    data = json.dumps(tree).encode()
    slow = findings(release, "slow", data)
    assert findings(release, "plain", data) == slow
    assert findings(release, "made", data) == slow
    assert findings(release, "made", data) == slow  # with code this time


@pytest.mark.parametrize("release", RELEASES)
def test_own_examples(release: str) -> None:
    for tree in resources(release).values():
        alike(release, tree)


@pytest.mark.parametrize("release", RELEASES)
def test_own_examples_as_a_set(release: str) -> None:
    entries = [{"fullUrl": f"https://example.org/{name}", "resource": tree}
               for name, tree in resources(release).items()]
    alike(release, {"resourceType": "Bundle", "type": "collection", "entry": entries})


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(RELEASES)).flatmap(lambda each: st.tuples(st.just(each), mutated(each, most=3))))
def test_broken_examples(what: tuple[str, Tree]) -> None:
    alike(*what)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(RELEASES)).flatmap(lambda each: st.tuples(st.just(each), mutated(each, most=1))))
def test_what_is_noted_of_sound_resources_is_what_a_walk_finds(what: tuple[str, Tree]) -> None:
    release, tree = what
    document = read(json.dumps(tree).encode(), release=release)
    known = checker(release, "plain")
    for entry in document.entries:
        run = Run(known, Session(document), entry)
        if entry.type in known.resource_types:
            known.types[entry.type](entry.tree, None, None, run)
            if not any(each.severity is Severity.ERROR for each in run.out):
                for noted, found in zip(noted_once(*run.noted), scan(entry.tree), strict=True):
                    assert {id(each) for each in noted} == {id(each) for each in found}
                    assert len(noted) == len(found)


@pytest.mark.parametrize(("description", "said"), [
    ({"coding": [["?"], {"system": "http://snomed.info/sct", "code": "713148004"}]}, []),
    ({"coding": {}, "system": "http://snomed.info/sct", "code": "713148004"}, ["PZP-BINDING-NO-CODE"]),
])
def test_codes_among_what_is_malformed_count_as_they_stand(description: Tree, said: list[str]) -> None:
    document = read(json.dumps({**resources("r4")["Goal/doel"], "description": description}).encode())
    run = Run(checker("r4", "plain"), Session(document), document.entries[0])
    run.checker.check_profiles(run.root, None, run, claimed(run.root))
    assert [each.code for each in run.out] == said


def test_documents_that_keep_coming_with_new_shapes_do_not_fill_the_memory() -> None:
    known: shapes.Shapes[str] = shapes.Shapes(lambda shape: [(Row("a", Quick("v == 1")), "step")], "test")
    for number in range(shapes.MOST + 1):
        assert known[("a", f"b{number}")] is not None
    assert len(known) == 1


def test_what_is_wrong_with_a_shape_is_not_kept() -> None:
    known: shapes.Shapes[str] = shapes.Shapes(lambda shape: None, "test")
    assert known[("unknown",)] is None
    assert len(known) == 0


ROWS = (Row("a", Quick("v == {0}", (1,))), Row("b", Quick("v > {0}", (1,)), many=True, least=2, most=3),
        Row("", Quick("len(v) < {0}", (3,))), Row("c", Quick("True"), many=True, together=Quick("sum(v) < 4")))


@pytest.mark.parametrize(("node", "wrong"), [
    ({"a": 1, "b": [2, 3], "c": [1]}, (2,)),
    ({"a": 2, "b": [2], "c": [5]}, (0, 1, 2, 3)),
    ({"a": 1, "b": [2, 2, 1], "c": [3]}, (1, 2)),
    ({"a": 1, "b": [2, 2, 2, 2], "c": []}, (1, 2, 3)),
    ({"a": 1, "b": 2, "c": "x"}, (1, 2, 3)),
])
def test_rows(node: Tree, wrong: tuple[int, ...]) -> None:
    entry = read(b'{"resourceType": "Patient"}').entries[0]
    for maker in (lambda: interpreted(ROWS, keep=True), lambda: compiled(ROWS, "test", keep=True)):
        run = Run(checker("r4", "made"), Session(read()), entry)
        assert maker()(node, run) == wrong
        assert run.wrong == {id(node): wrong}
