"""Where elements stand in XML text: one parse finds them all."""

from __future__ import annotations

from collections.abc import Sequence
from xml.parsers import expat

from msgspec import Struct, field

from ..report import Position
from .jsonscan import Step

__all__ = ["XmlPositions"]


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
