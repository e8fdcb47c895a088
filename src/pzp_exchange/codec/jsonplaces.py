"""Where nodes stand in JSON text: only what leads to them is walked, the rest is skipped as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from json import JSONDecoder
from typing import Any, Final, NoReturn

from .jsonscan import BLANK, STRING, JsonFault, Step, unquote, walk

__all__ = ["offsets_of"]

Pointer = tuple[Step, ...]
Wanted = dict[Step, Any]
"""The steps that lead on, each with those after it."""

KEY: Final = re.compile(rf'({STRING}")[ \t\n\r]*+:[ \t\n\r]*+')
NEXT: Final = re.compile(r"[ \t\n\r]*+([,}\]])[ \t\n\r]*+")
CLOSING: Final = {"{": "}", "[": "]"}


def refuse(_constant: str) -> NoReturn:
    """``NaN`` and the like are no JSON."""
    raise ValueError


skip: Final = JSONDecoder(parse_constant=refuse).raw_decode


class Found(Exception):
    """All places are known."""


class Search:
    """One search for the offsets of nodes in a text. Raises ``ValueError`` or ``IndexError`` where it is not JSON."""

    def __init__(self, text: str, count: int) -> None:
        self.text = text
        self.count = count
        self.offsets: dict[Pointer, int] = {}

    def value(self, at: int, here: Pointer, wanted: Wanted) -> int:
        """Look through the value at an offset; gives where it ends."""
        text = self.text
        opening = text[at]
        if not wanted or opening not in CLOSING:
            return skip(text, at)[1]
        first = BLANK.match(text, at + 1).end()  # type: ignore[union-attr]  # it matches anything
        if text[first] == CLOSING[opening]:
            return first + 1
        return self.members(first, here, wanted) if opening == "{" else self.items(first, here, wanted)

    def members(self, at: int, here: Pointer, wanted: Wanted) -> int:
        """Look through an object from its first key on; a repeated key stands where it was first."""
        while True:
            key = KEY.match(self.text, at)
            if key is None:
                raise ValueError
            at, more = self.after(key.end(), (*here, unquote(key[1], at)), at, wanted, "}")
            if not more:
                return at

    def items(self, at: int, here: Pointer, wanted: Wanted) -> int:
        """Look through a list from its first item on."""
        index = 0
        while True:
            at, more = self.after(at, (*here, index), at, wanted, "]")
            if not more:
                return at
            index += 1

    def after(self, at: int, here: Pointer, start: int, wanted: Wanted, closing: str) -> tuple[int, bool]:
        """Look through one value of an object or list; gives where the next one or the end is, and which."""
        below = wanted.get(here[-1])
        if below is None:
            at = skip(self.text, at)[1]
        else:
            if self.offsets.setdefault(here, start) == start and len(self.offsets) == self.count:
                raise Found
            at = self.value(at, here, below)
        found = NEXT.match(self.text, at)
        if found is None or found[1] not in ("," + closing):
            raise ValueError
        return (found.end(), True) if found[1] == "," else (found.end(1), False)


def offsets_of(text: str, pointers: Iterable[Sequence[Step]]) -> dict[Pointer, int]:
    """The offsets of nodes and of all above them: of the key for a member, else of the value.

    What is not in the text, or behind a mistake in it, is not in the outcome.
    """
    wanted: Wanted = {}
    every: set[Pointer] = {()}
    for pointer in pointers:
        node = wanted
        for length, step in enumerate(pointer, 1):
            node = node.setdefault(step, {})
            every.add(tuple(pointer[:length]))
    if len(every) > 1 and "\\u" not in text:  # half a surrogate pair is a mistake that only the walk knows
        search = Search(text, len(every))
        try:
            start = BLANK.match(text).end()  # type: ignore[union-attr]  # it matches anything
            search.offsets[()] = start
            search.value(start, (), wanted)
        except Found:
            return search.offsets
        except (ValueError, IndexError, RecursionError):
            pass
        else:
            return search.offsets
    return walked(text, every)


def walked(text: str, every: set[Pointer]) -> dict[Pointer, int]:
    """The same by a walk over the whole text, which knows of every mistake."""
    deepest = max(map(len, every))
    offsets: dict[Pointer, int] = {}
    try:
        for offset, path, _ in walk(text):
            if len(path) <= deepest and (here := tuple(path)) in every:
                offsets.setdefault(here, offset)
                if len(offsets) == len(every):
                    break
    except JsonFault:
        pass  # places up to the mistake are known
    return offsets
