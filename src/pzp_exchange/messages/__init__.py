"""The words of every finding, in English and Dutch: one template per issue code, with named parameters."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "catalogue", "render"]

LANGUAGES = ("en", "nl")
LONGEST_VALUE = 80


@cache
def catalogue(language: str) -> dict[str, str]:
    """All templates of one language, by issue code. Raises ``LookupError`` for a language we do not have."""
    if language not in LANGUAGES:
        raise LookupError(f"no messages in {language!r}; there are {', '.join(LANGUAGES)}")
    text = (files(__package__) / f"{language}.json").read_text("utf-8")
    templates: dict[str, str] = json.loads(text)
    return templates


def shorten(value: str) -> str:
    """One line of at most 80 characters, control characters made visible."""
    line = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in value)
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


def render(code: str, language: str, params: dict[str, str]) -> str:
    """The template of ``code`` with its parameters filled in, each cut at 80 characters."""
    return catalogue(language)[code].format(**{key: shorten(value) for key, value in params.items()})
