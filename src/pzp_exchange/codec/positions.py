"""Where a node stands in its text: line and column, found on demand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ..errors import UnknownFormatError
from ..report import Position
from .basics import Unreadable
from .jsonplaces import Pointer, offsets_of
from .jsonscan import Step
from .text import json_text, xml_text

__all__ = ["locate", "located", "positions_in"]


def positions_in(text: str | bytes, format: str, pointers: Iterable[Pointer]) -> dict[Pointer, Position | None]:
    """Line and column of nodes in a text, all found at once; of one that is not there, those of the nearest above it.

    ``None`` where nothing is known. Of NDJSON the bytes are given, and each pointer starts with the number of the line.
    """
    wanted = list(pointers)
    if not wanted:
        return {}
    if isinstance(text, bytes):
        return _in_lines(text.split(b"\n"), wanted)
    if format == "json":
        return _in_json(text, wanted)
    from .xmlplaces import XmlPositions
    from .xmltext import mend_entities

    places = XmlPositions(mend_entities(text)[0])
    return {pointer: places.find(pointer) for pointer in wanted}


def _in_json(text: str, pointers: list[Pointer]) -> dict[Pointer, Position | None]:
    """After a mistake in the text, what was found up to there."""
    offsets = offsets_of(text, pointers)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def position(pointer: Pointer) -> Position | None:
        nearest = (pointer[:length] for length in range(len(pointer), -1, -1))
        offset = next((offsets[each] for each in nearest if each in offsets), None)
        if offset is None:
            return None
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    return {pointer: position(pointer) for pointer in pointers}


def _in_lines(lines: list[bytes], pointers: list[Pointer]) -> dict[Pointer, Position | None]:
    by_line: dict[int, list[Pointer]] = {}
    found: dict[Pointer, Position | None] = dict.fromkeys(pointers)
    for pointer in pointers:
        number = pointer[0] if pointer else 0
        if isinstance(number, int) and 1 <= number <= len(lines):
            by_line.setdefault(number, []).append(pointer)
    for number, wanted in by_line.items():
        columns = located(lines[number - 1], "json", [pointer[1:] for pointer in wanted])
        for pointer in wanted:
            at = columns[pointer[1:]]
            found[pointer] = Position(number, at.column if at else 1)
    return found


def located(data: bytes, format: str, pointers: Iterable[Pointer]) -> dict[Pointer, Position | None]:
    """The places of nodes in a document: of the key for a member, of the value for a list item.

    ``format`` is ``json``, ``xml`` or ``ndjson``; for NDJSON the pointers start with the line number. For a node that
    is not there, the nearest one above it. ``None`` where the text cannot be read. Raises ``UnknownFormatError``.
    """
    if format not in ("json", "xml", "ndjson"):
        raise UnknownFormatError(format)
    wanted = list(pointers)
    try:
        text = data if format == "ndjson" else (xml_text if format == "xml" else json_text)(data)[0]
    except Unreadable:
        return dict.fromkeys(wanted)
    return positions_in(text, format, wanted)


def locate(data: bytes, format: str, pointer: Sequence[Step]) -> Position | None:
    """As ``located``, of one node."""
    return located(data, format, [tuple(pointer)])[tuple(pointer)]
