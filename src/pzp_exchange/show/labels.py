"""The words of the interface, in English and Dutch: the same keys in both."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "Labels", "labels"]

LANGUAGES = ("en", "nl")
PARTS = ("labels", "changes", "handover", "individual", "withheld")
"""The files the words are in."""
PLAIN = "patient"
"""The file with words that take the place of others, or come beside them, when it is the patient who reads."""


@dataclass(frozen=True, slots=True)
class Labels:
    """All words of one language, by key."""

    language: str
    texts: dict[str, str]
    plain: bool = False
    """Whether these are the words for the patient: plain, and with the patient as *you*."""

    def __call__(self, key: str, **values: object) -> str:
        """The words for a key, with the values filled in. Raises ``KeyError`` for a key we do not have."""
        return self.texts[key].format(**values)

    def of_source(self, group: str, word: str | None) -> str:
        """The words for a code of the source, else the code itself: sources may say what no list has."""
        return self.texts.get(f"{group}.{word}", word or "")

    def count(self, key: str, number: int, **values: object) -> str:
        """The words for one or for several."""
        return self(f"{key}.{'one' if number == 1 else 'many'}", count=number, **values)


@cache
def labels(language: str, plain: bool = False) -> Labels:
    """The words of a language, or the plain ones. Raises ``LookupError`` for a language we do not have."""
    if language not in LANGUAGES:
        raise LookupError(f"no labels in {language!r}; there are {', '.join(LANGUAGES)}")
    texts: dict[str, str] = {}
    for part in (*PARTS, *((PLAIN,) if plain else ())):
        texts |= json.loads((files(__package__) / f"{part}_{language}.json").read_text("utf-8"))
    return Labels(language, texts, plain)
