"""Findings in words, with their places: one walk over a text finds all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from ...codec.basics import Unreadable
from ...codec.positions import positions_in
from ...codec.text import json_text, sniff, xml_text
from ...document import Spot
from ...report import Issue, Position, Severity
from ...tree import Pointer
from .results import Excerpt, Row, Setting

__all__ = ["SourceText", "rows"]

GUTTER = 20
"""Characters of a line on the screen that are not for the excerpt: indent, line and column."""
MARKED = re.compile(r'"(?:[^"\\]|\\.)*"|</?[\w:.-]+|[^\s"<,\[\]{}]+')
"""What is underlined: a key or string, the start of a tag, or a number or word."""
WORST_FIRST = {severity: rank for rank, severity in enumerate(Severity)}
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class SourceText(Struct, frozen=True, eq=False, dict=True):
    """One source by its bytes, which may be part of a file that begins at ``first_line``."""

    name: str
    data: bytes
    first_line: int = 1

    def __repr__(self) -> str:
        return f"SourceText({self.name!r})"

    @cached_property
    def format(self) -> str:
        """As ``sniff`` tells; JSON when nothing does."""
        return sniff(self.data, self.name) or "json"

    @cached_property
    def text(self) -> str:
        """What it says, characters that cannot be decoded replaced."""
        return _decoded(self.data, self.format)

    @cached_property
    def _lines(self) -> list[str] | list[bytes]:
        return self.data.split(b"\n") if self.format == "ndjson" else self.text.split("\n")

    def line(self, number: int) -> str:
        """A line by its number within these bytes; empty when there is none. Lines of NDJSON stand on their own."""
        found = self._lines[number - 1] if 1 <= number <= len(self._lines) else ""
        return found if isinstance(found, str) else _decoded(found, "json")

    def positions(self, pointers: Iterable[Pointer]) -> dict[Pointer, Position | None]:
        """Line and column of nodes; of one that is not there, those of the nearest above it."""
        return positions_in(self.text if self.format != "ndjson" else self.data, self.format, pointers)

    def excerpt(self, at: Position, width: int) -> Excerpt | None:
        """The line of a place, cut around it to a width; ``None`` where a bracket or nothing stands."""
        line = self.line(at.line).rstrip("\r")
        start = at.column - 1
        marked = MARKED.match(line, start, start + width)
        if marked is None:
            return None
        first = len(line) - len(line.lstrip())
        if len(line) - first > width:
            first = max(first, min(start - width // 4, len(line) - width))
        shown = UNPRINTABLE.sub(" ", line[first:first + width])
        return Excerpt(shown, start - first, max(1, min(marked.end(), first + len(shown)) - start))


def _decoded(data: bytes, format_name: str) -> str:
    try:
        return (xml_text if format_name == "xml" else json_text)(data)[0]
    except Unreadable:
        return data.decode("utf-8", "replace")


def rows(issues: Iterable[Issue], source: SourceText, how: Setting) -> tuple[Row, ...]:
    """The findings on one source in the wanted language: by resource, the worst first."""
    issues = _sorted(list(issues))
    places = source.positions({found.place.pointer for found in issues if isinstance(found.place, Spot)})
    made = []
    for found in issues:
        at = places[found.place.pointer] if isinstance(found.place, Spot) else found.position
        excerpt = source.excerpt(at, max(how.width - GUTTER, GUTTER)) if at and how.excerpts else None
        made.append(Row(found.code, found.severity, found.resource, found.path, found.profile, found.rule,
                        found.message(how.language), at.line + source.first_line - 1 if at else None,
                        at.column if at else None, found.undecided, excerpt))
    return tuple(made)


def _sorted(issues: list[Issue]) -> list[Issue]:
    order: dict[str, int] = {}
    for found in issues:
        order.setdefault(found.resource, len(order))
    return sorted(issues, key=lambda found: (order[found.resource], WORST_FIRST[found.severity]))
