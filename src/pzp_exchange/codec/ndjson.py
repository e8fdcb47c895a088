"""NDJSON: one JSON document per line, read in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from msgspec.structs import replace

from ..report import Position, Severity, issue
from .basics import DEFAULT_LIMITS, Decoded, Limits
from .jsonio import decode_json

__all__ = ["iter_ndjson"]

CHUNK: Final = 1 << 16


def iter_ndjson(stream: BinaryIO, limits: Limits = DEFAULT_LIMITS,
                source: str = "") -> Iterator[tuple[int, Decoded]]:
    """Line number (from 1) and content of every line that is not blank; the limits hold per line.

    Of a line that is too long no more than the limit is ever in memory; the next line is read as usual.
    """
    number = 0
    while line := stream.readline(limits.max_bytes + 1):
        number += 1
        if len(line) > limits.max_bytes and not line.endswith(b"\n"):
            size = len(line)
            while line and not line.endswith(b"\n"):
                line = stream.readline(CHUNK)
                size += len(line)
            stop = issue("PZP-SIZE", Severity.FATAL, source=source, position=Position(number, 1), size=size,
                         limit=limits.max_bytes)
            yield number, Decoded(None, (stop,))
        elif not line.isspace():
            yield number, on_line(number, decode_json(line.rstrip(b"\r\n"), limits, source))


def on_line(number: int, decoded: Decoded) -> Decoded:
    """The same with the places of its issues told in the whole file."""
    if not decoded.issues:
        return decoded
    columns = [found.position.column if found.position else 1 for found in decoded.issues]
    placed = (replace(found, place=Position(number, at))
              for found, at in zip(decoded.issues, columns, strict=True))
    return Decoded(decoded.tree, tuple(placed))
