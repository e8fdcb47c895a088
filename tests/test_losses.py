"""Every reason for a loss has its words in both languages, and the page on it is in step."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import make_losses
from circle import circle, own_examples
from pzp_exchange import read
from pzp_exchange.messages import LANGUAGES, catalogue, losses
from support import ROOT

SOURCE = ROOT / "src" / "pzp_exchange"
EMITTING = [*sorted((SOURCE / "mapping").rglob("*.py")), SOURCE / "converting.py", SOURCE / "cli" / "convert.py"]
WORD = re.compile(r"[a-z]+(-[a-z]+)*")
HOLDERS = ("reason", "refused")
"""Names of variables, attributes and functions that give a reason."""


def strings(node: ast.AST) -> Iterator[str]:
    """The texts of a node and of the choices in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*strings(node.body), *strings(node.orelse))


def told(node: ast.AST) -> Iterator[str]:
    """The reasons that one node of a module gives: where a loss is made, noted, or a statement is left out."""
    match node:
        case ast.Call(func=ast.Name(id="Loss" | "model_losses"), args=[_, _, _, value, *_]):
            yield from strings(value)
        case ast.Tuple(elts=[_, _, value]):
            yield from (word for word in strings(value) if "-" in word)
        case ast.Tuple(elts=[ast.Name(id="each"), value]):
            yield from strings(value)
        case ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=value) if name in HOLDERS:
            yield from strings(value)
        case ast.FunctionDef(name=name) if name.lstrip("_") in HOLDERS:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from strings(inner.value)


def words(path: Path) -> set[str]:
    """The reasons in a module."""
    found = {word for node in ast.walk(ast.parse(path.read_text("utf-8"))) for word in told(node)}
    return {word for word in found if WORD.fullmatch(word)}


def test_a_reason_without_words_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text('yield Loss(name, "a.b", value, "new-one" if value else "other")\n'
                    'context.losses.append(("path", value, "a-third"))\nself.refused = "fourth"\n')
    assert words(path) == {"new-one", "other", "a-third", "fourth"}


def test_every_reason_in_the_source_is_explained_and_no_other() -> None:
    found = {word for path in EMITTING for word in words(path)}
    for language in LANGUAGES:
        assert found - set(losses(language)) == set()
        source = "".join(path.read_text("utf-8") for path in EMITTING)
        assert [word for word in losses(language) if f'"{word}"' not in source] == []


def test_every_reason_of_the_own_examples_is_explained() -> None:
    told = set(losses("en")) | set(catalogue("en"))
    for paths in own_examples().values():
        for step in circle(read(*paths)):
            assert {loss.reason for loss in step.losses} <= told


def test_the_words_differ_by_language_and_are_there() -> None:
    english, dutch = (losses(language) for language in ("en", "nl"))
    for word, text in english.items():
        assert text.steps and set(text.steps) <= set(make_losses.STEPS), word
        assert text.why and text.example and dutch[word].example, word
        assert text.why != dutch[word].why, word


def test_there_is_no_third_language() -> None:
    with pytest.raises(LookupError, match="'fr'"):
        losses("fr")


@pytest.mark.parametrize("path", make_losses.pages(), ids=lambda path: path.name)
def test_the_pages_are_in_step(path: Path) -> None:
    assert path.read_text("utf-8") == make_losses.pages()[path]


@pytest.mark.parametrize("path", make_losses.pages(), ids=lambda path: path.name)
def test_every_reason_is_a_row_of_the_page(path: Path) -> None:
    page = path.read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    assert sorted(rows) == sorted(set(rows))
    assert set(losses("en")) <= set(rows)
    assert {row for row in rows if row not in losses("en")} <= set(catalogue("en"))
