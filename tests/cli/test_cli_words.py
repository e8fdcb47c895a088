"""What the commands say besides findings: in both languages, with the same values, and nothing that nobody says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pzp_exchange.cli
from pzp_exchange.cli import main
from pzp_exchange.cli.words import WORDS, Usage, said

CODE = "\n".join(path.read_text("utf-8") for path in Path(pzp_exchange.cli.__file__).parent.rglob("*.py")
                 if path.name != "words.py")
FIELD = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_have_the_same_values(key: str) -> None:
    english, dutch = WORDS[key]
    assert sorted(FIELD.findall(english)) == sorted(FIELD.findall(dutch))
    assert english != dutch or key == "as-said"


@pytest.mark.parametrize("key", WORDS)
def test_every_message_is_said_somewhere(key: str) -> None:
    assert re.search(rf"""(Usage|said)\(["']{key}["']""", CODE)


def test_every_message_that_is_said_is_there() -> None:
    assert set(re.findall(r"""(?:Usage|said)\(["']([^"']+)["']""", CODE)) == WORDS.keys()


def test_a_message_has_its_values_in_the_language_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    absent = tmp_path / "absent.json"
    for language in ("en", "nl"):
        assert main(["show", str(absent), "--lang", language]) == 2
        assert capsys.readouterr().err == f"pzp: {said('no-such-path', language, path=absent)}\n"
    assert "bestaat niet" in Usage("no-such-path", path=absent).text("nl")
