"""The words of every finding, in English and Dutch: one template per issue code, with named parameters."""

from __future__ import annotations

from functools import cache
from pkgutil import get_data
from typing import Any, NamedTuple

from msgspec.json import decode

__all__ = ["LANGUAGES", "LossText", "RuleText", "catalogue", "invariants", "losses", "render", "rules"]

LANGUAGES = ("en", "nl")
LONGEST_VALUE = 80
SHORT = frozenset({"name", "valueset"})
"""Parameters that hold a canonical, of which people need the name."""


class RuleText(NamedTuple):
    """What users are told about an issue code."""

    what: str
    why: str
    example: str
    mend: str


class LossText(NamedTuple):
    """What users are told about a reason for which something is lost."""

    steps: tuple[str, ...]
    """In which conversions: ``to-stu3``, ``to-r4``, ``to-form``, ``from-form``, ``to-plan``."""
    why: str
    example: str


@cache
def _load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = decode(get_data(__name__, f"{name}.json") or b"")
    return found


def _in(language: str) -> str:
    if language not in LANGUAGES:
        raise LookupError(f"no messages in {language!r}; there are {', '.join(LANGUAGES)}")
    return language


def catalogue(language: str) -> dict[str, str]:
    """All templates of one language, by issue code. Raises ``LookupError`` for a language we do not have."""
    return _load(_in(language))


def invariants(language: str) -> dict[str, str]:
    """What each invariant asks, by its key. Raises ``LookupError`` for a language we do not have."""
    return _load(f"invariants_{_in(language)}")


def rules(language: str) -> dict[str, RuleText]:
    """What is told about each issue code. Raises ``LookupError`` for a language we do not have."""
    return {code: RuleText(**text) for code, text in _load(f"rules_{_in(language)}").items()}


def losses(language: str) -> dict[str, LossText]:
    """What is told about each reason word of a loss. Raises ``LookupError`` for a language we do not have."""
    return {word: LossText(tuple(text["steps"]), **text[_in(language)]) for word, text in _load("losses").items()}


def short_name(canonical: str) -> str:
    """What people call a profile or value set: its name, or the last part of its canonical."""
    last = canonical.partition("|")[0].rpartition("/")[2]
    name: str = _load("names").get(last, last)
    return name


def shorten(value: str) -> str:
    """One line of at most 80 characters, control characters made visible."""
    line = value if value.isprintable() else "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in value)
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


def render(code: str, language: str, params: dict[str, str]) -> str:
    """The template of ``code`` with its parameters filled in, each cut at 80 characters.

    A canonical is given by its name; ``words`` is what the invariant called ``key`` asks.
    """
    template = catalogue(language)[code]
    values = {key: shorten(short_name(value) if key in SHORT else value) for key, value in params.items()}
    if "{words}" in template:
        known = invariants(language)
        values["words"] = known.get(params["key"], known[""])
    return template.format(**values)
