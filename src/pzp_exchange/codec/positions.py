"""Where a node stands in its text: line and column, found on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.parsers import expat

from msgspec import Struct, field

from ..errors import UnknownFormatError
from ..report import Position
from .basics import Unreadable
from .jsonplaces import offsets_of
from .jsonscan import Step
from .text import json_text, place, xml_text

if TYPE_CHECKING:
    from ..profiles.structure import Structure

__all__ = ["XmlPositions", "locate"]


class Spot(Struct):
    """An XML element by its place."""

    name: str
    position: Position
    children: list[Spot] = field(default_factory=list)


class Stop(Exception):
    """A DOCTYPE: not parsed any further."""


class XmlPositions:
    """The places of all elements of one XML text; what comes after a mistake in the text is not known."""

    def __init__(self, text: str) -> None:
        self.top = Spot("", Position(1, 1))
        self._open = [self.top]
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser = parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(text.encode("utf-8", "surrogatepass"), True)
        except (expat.ExpatError, Stop):
            self._open.clear()
        finally:  # the parser would hold this, and this the parser
            parser.StartElementHandler = parser.EndElementHandler = parser.StartDoctypeDeclHandler = None

    def _start(self, name: str, _attributes: object) -> None:
        position = Position(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        spot = Spot(name.rpartition(" ")[2], position)
        self._open[-1].children.append(spot)
        self._open.append(spot)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _doctype(self, *_: object) -> None:
        raise Stop

    def find(self, pointer: Sequence[Step]) -> Position | None:
        """The place of the element a pointer leads to, or of the nearest one above it that is there."""
        if not self.top.children:
            return None
        spot = self.top.children[0]
        same: list[Spot] = []
        for step in pointer:
            if isinstance(step, int):
                if not 0 <= step < len(same):
                    break
                spot = same[step]
                continue
            if len(spot.children) == 1 and spot.children[0].name[:1].isupper():
                spot = spot.children[0]  # contained, Bundle.entry.resource: the resource inside
            same = [child for child in spot.children if child.name == step.removeprefix("_")]
            if not same:
                break
            spot = same[0]
        return spot.position


def locate_json(text: str, pointer: Sequence[Step]) -> Position | None:
    """As ``locate``; after a mistake in the text, what was found up to there."""
    offsets = offsets_of(text, [pointer])
    return place(text, offsets[max(offsets, key=len)]) if offsets else None


def locate_ndjson(data: bytes, pointer: Sequence[Step]) -> Position | None:
    """As ``locate``, for a pointer that starts with a line number."""
    lines = data.split(b"\n")
    if not pointer or not isinstance(pointer[0], int) or not 1 <= pointer[0] <= len(lines):
        return None
    found = locate(lines[pointer[0] - 1], "json", pointer[1:])
    return Position(pointer[0], found.column if found else 1)


def locate(data: bytes, format: str, pointer: Sequence[Step],
           structure: Structure | None = None) -> Position | None:
    """The place of a node in a document: of the key for a member, of the value for a list item.

    ``structure`` is not needed: FHIR writes resource types, and only those, with a capital.
    ``format`` is ``json``, ``xml`` or ``ndjson``; for NDJSON the pointer starts with the line number. For a
    node that is not there, the nearest one above it. None where the text cannot be read. Raises
    ``UnknownFormatError``.
    """
    if format == "ndjson":
        return locate_ndjson(data, pointer)
    if format not in ("json", "xml"):
        raise UnknownFormatError(format)
    try:
        if format == "json":
            return locate_json(json_text(data)[0], pointer)
        text = xml_text(data)[0]
    except Unreadable:
        return None
    from .xmltext import mend_entities

    return XmlPositions(mend_entities(text)[0]).find(pointer)
