"""Bytes to text: byte order marks, encodings, and places in a text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from ..report import Issue, Position, Severity, issue
from .basics import Unreadable

__all__ = ["json_text", "place", "sniff", "xml_text"]

BOMS: Final = ((codecs.BOM_UTF8, "utf-8"),
               (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
               (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""UTF-32 before UTF-16: the little-endian marks begin alike."""

DECLARED: Final = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
XML_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "cp1252",
                                  *(f"iso8859-{part}" for part in range(1, 17))})
SUFFIXES: Final = {".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "json", ".xml": "xml"}
INDENTED: Final = (b"{\n", b"{\r\n")
"""How an object begins that goes on over several lines."""
BEGINNING: Final = 1 << 16
"""How much of a document is looked at to tell its format."""


def place(text: str, offset: int) -> Position:
    """Line and column of the character at ``offset``."""
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, told by the zero bytes around the first character."""
    zeros = "".join("0" if byte == 0 else "x" for byte in data[:4])
    return {"x000": "utf-32-le", "000x": "utf-32-be", "x0x0": "utf-16-le", "0x0x": "utf-16-be",
            "x0xx": "utf-16-le", "0xxx": "utf-16-be"}.get(zeros)


def mark(data: bytes) -> tuple[str | None, int]:
    """The encoding a byte order mark tells, and the length of the mark."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return encoding, len(bom)
    return None, 0


def decode(data: bytes, encoding: str, source: str) -> str:
    """The text of ``data``. Raises ``Unreadable`` (PZP-ENCODING) at the first byte that does not fit."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        byte = f"0x{data[error.start]:02x}"
        raise Unreadable(issue("PZP-ENCODING", Severity.FATAL, position=place(before, len(before)),
                               source=source, encoding=encoding, byte=byte)) from None


def json_text(data: bytes, source: str = "") -> tuple[str, list[Issue]]:
    """JSON as text. FHIR wants UTF-8 without a byte order mark; other Unicode is read with an issue."""
    encoding, skip = mark(data)
    encoding = encoding or wide_encoding(data) or "utf-8"
    issues = []
    if encoding != "utf-8":
        issues.append(issue("PZP-JSON-UTF16", Severity.WARNING, source=source, encoding=encoding))
    elif skip:
        issues.append(issue("PZP-BOM", Severity.INFORMATION, source=source))
    return decode(data[skip:], encoding, source), issues


def xml_text(data: bytes, source: str = "") -> tuple[str, list[Issue]]:
    """XML as text, by its byte order mark or else its declaration, of the encodings in ``XML_ENCODINGS``."""
    encoding, skip = mark(data)
    encoding = encoding or wide_encoding(data)
    if encoding:
        return decode(data[skip:], encoding, source), []
    declared = DECLARED.match(data)
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = ""
    if encoding.startswith(("utf-16", "utf-32")):
        told = issue("PZP-XML-DECLARATION", Severity.WARNING, source=source, encoding=name)
        return decode(data, "utf-8", source), [told]
    if encoding not in XML_ENCODINGS:
        raise Unreadable(issue("PZP-XML-ENCODING", Severity.FATAL, source=source, encoding=name))
    return decode(data, encoding, source), []


def sniff(data: bytes, name: str = "") -> str | None:
    """``json``, ``xml`` or ``ndjson`` by the content, else by the suffix of ``name``; None if neither tells.

    A file that its name calls NDJSON is NDJSON when it begins as JSON.
    """
    named = SUFFIXES.get(name[name.rfind("."):].lower())
    if data.startswith(INDENTED):  # as nearly all documents that are not one line
        return "ndjson" if named == "ndjson" else "json"
    if data[:1] in (b"{", b"[") and b"\0" not in data[:4]:  # UTF-8 from the first byte
        return "ndjson" if named == "ndjson" or several_objects(data) else "json"
    encoding, skip = mark(data)
    start = data[skip : skip + BEGINNING]
    if wide := encoding if skip and encoding != "utf-8" else wide_encoding(data):
        start = start.decode(wide, "ignore").encode("utf-8", "ignore")
    start = start.lstrip()
    if start.startswith(b"<"):
        return "xml"
    if start.startswith((b"{", b"[")):
        return "ndjson" if named == "ndjson" or several_objects(start) else "json"
    return named


def several_objects(data: bytes) -> bool:
    """Whether the first line is a whole object and the next one begins another."""
    end = data.find(b"\n", 0, BEGINNING)
    if end < 0 or not data[:end].rstrip().endswith(b"}"):
        return False
    lines = [line.strip() for line in data[:BEGINNING].split(b"\n", 64) if line.strip()]
    if len(lines) < 2:
        return False
    return lines[0].startswith(b"{") and lines[0].endswith(b"}") and lines[1].startswith(b"{")
