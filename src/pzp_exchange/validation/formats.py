"""Primitive values: JSON type, format, and dates that exist.

Source: the regular expressions of FHIR's primitive types, https://hl7.org/fhir/R4/datatypes.html#primitive.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from .quick import Quick

__all__ = ["PRIMITIVES", "Format", "format_of", "quick_format"]

Format = Callable[[Any], str]
"""Gives an empty text when the value is right, else what is wrong: ``type``, ``format``, ``empty`` or ``calendar``."""

INT_LIMIT = 2**31

MOST_REMEMBERED = 5000
"""Good values that are remembered of a kind. Only of kinds that are no free text and come back: URIs, codes, dates."""
GOOD_URIS: set[str] = set()
GOOD_CODES: set[str] = set()
GOOD_DATES: dict[str, set[str]] = {"date": set(), "dateTime": set(), "instant": set()}


def text(pattern: str) -> Format:
    """A string that matches as a whole."""
    match = re.compile(pattern).fullmatch

    def check(value: Any) -> str:
        if type(value) is not str:
            return "type"
        if match(value):
            return ""
        return "format" if value else "empty"

    return check


def calendar(pattern: str) -> Format:
    """A date or time that matches and exists: no 30 February."""
    match = re.compile(pattern).fullmatch

    def check(value: Any) -> str:
        if type(value) is not str:
            return "type"
        if not match(value):
            return "format" if value else "empty"
        if len(value) >= 10:
            try:
                date(int(value[:4]), int(value[5:7]), int(value[8:10]))
            except ValueError:
                return "calendar"
        elif value[:4] == "0000":
            return "calendar"
        return ""

    return check


def whole(least: int) -> Format:
    """A JSON number without fraction, within 32 bits."""
    def check(value: Any) -> str:
        if type(value) is not int:
            return "type"
        return "" if least <= value < INT_LIMIT else "format"

    return check


def boolean(value: Any) -> str:
    """JSON true or false."""
    return "" if value is True or value is False else "type"


def decimal(value: Any) -> str:
    """A JSON number."""
    return "" if isinstance(value, int | Decimal | float) and not isinstance(value, bool) else "type"


def base64(value: Any) -> str:
    """Base64, with white space allowed; only the characters and the length are looked at."""
    if type(value) is not str:
        return "type"
    if is_packed(value):
        return ""
    packed = "".join(value.split())
    if not packed:
        return "empty"
    return "" if is_packed(packed) else "format"


def is_packed(value: str) -> bool:
    """Base64 without white space."""
    content = value[:-2] + value[-2:].rstrip("=")
    whole = value != "" and value.isascii() and len(value) % 4 == 0
    return whole and not content.encode().translate(None, BASE64)


BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
YEAR = r"([0-9]{4})"
MONTH = r"(0[1-9]|1[0-2])"
DAY = r"(0[1-9]|[12][0-9]|3[01])"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
ZONE = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
ANY_TEXT = text(r"[\r\n\t\x20-\ud7ff\ue000-\U0010ffff]*[^\s]+[\r\n\t\x20-\ud7ff\ue000-\U0010ffff]*")
URI = text(r"\S+")

PRIMITIVES: dict[str, Format] = {
    "string": ANY_TEXT,
    "markdown": ANY_TEXT,
    "xhtml": ANY_TEXT,
    "code": text(r"[^\s]+([ \t\r\n][^\s]+)*"),
    "id": text(r"[A-Za-z0-9\-.]{1,64}"),
    "uri": URI,
    "url": URI,
    "canonical": URI,
    "oid": text(r"urn:oid:[0-2](\.(0|[1-9][0-9]*))+"),
    "uuid": text(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    "date": calendar(f"{YEAR}(-{MONTH}(-{DAY})?)?"),
    "dateTime": calendar(f"{YEAR}(-{MONTH}(-{DAY}(T{CLOCK}{ZONE})?)?)?"),
    "instant": calendar(f"{YEAR}-{MONTH}-{DAY}T{CLOCK}{ZONE}"),
    "time": text(CLOCK),
    "boolean": boolean,
    "integer": whole(-INT_LIMIT),
    "unsignedInt": whole(0),
    "positiveInt": whole(1),
    "decimal": decimal,
    "base64Binary": base64,
}


def format_of(type_name: str) -> Format:
    """The format of a primitive type; the content of a type FHIR may add later is only asked to be a scalar."""
    return PRIMITIVES.get(type_name, lambda value: "type" if isinstance(value, dict | list) else "")


def quick_format(type_name: str) -> Quick:
    """The quick form of ``format_of``."""
    if type_name in ("string", "markdown"):  # what is printable, and begins with a letter or so, needs no expression
        return Quick("type(v) is str and (v > '!' and v.isprintable() or not {0}(v))", (ANY_TEXT,))
    remembered = REMEMBERED.get(type_name)
    if remembered is None:
        return Quick("not {0}(v)", (format_of(type_name),))
    return Quick("type(v) is str and (v in {0} or {1}(v))", (remembered, _remembering(type_name, remembered)))


def _remembering(type_name: str, remembered: set[str]) -> Callable[[str], bool]:
    fault = format_of(type_name)

    def good(value: str) -> bool:
        if fault(value):
            return False
        if len(remembered) < MOST_REMEMBERED:
            remembered.add(value)
        return True

    return good


REMEMBERED = {"uri": GOOD_URIS, "url": GOOD_URIS, "canonical": GOOD_URIS, "code": GOOD_CODES, **GOOD_DATES}
"""Values of these types that were found good before."""
