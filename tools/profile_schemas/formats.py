"""Primitive types as JSON Schema: JSON type, format, range.

The patterns keep to what every regular expression engine knows (no look-ahead), and refuse nothing that FHIR allows:
white space within text differs between engines, so text is only asked not to be empty. Days are held against their
month; leap years are not.

Source: https://hl7.org/fhir/R4/datatypes.html#primitive and https://hl7.org/fhir/STU3/datatypes.html#primitive.
"""

from __future__ import annotations

from typing import Any

__all__ = ["primitives"]

INT_LIMIT = 2**31
YEARS = {"R4": "[0-9]{4}", "STU3": "-?[0-9]{4}"}
"""STU3 allows years before the common era."""
MONTH = "(0[1-9]|1[0-2])"
DAY_OF_MONTH = ("((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
                "|02-(0[1-9]|[12][0-9]))")
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
ZONE = "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"


def text(pattern: str = "") -> dict[str, Any]:
    """A string that matches as a whole; without pattern, one that is not empty."""
    return {"type": "string", "pattern": f"^{pattern}$"} if pattern else {"type": "string", "minLength": 1}


def whole(least: int) -> dict[str, Any]:
    """A whole number within 32 bits."""
    return {"type": "integer", "minimum": least, "maximum": INT_LIMIT - 1}


def primitives(fhir_version: str) -> dict[str, dict[str, Any]]:
    """The schema of each primitive type of "R4" or "STU3"."""
    year = YEARS[fhir_version]
    uri = text(r"\S+")
    return {
        "base64Binary": text(r"[0-9A-Za-z+/=\s]+"),
        "boolean": {"type": "boolean"},
        "canonical": uri,
        "code": text(r"[^\s]+(\s[^\s]+)*"),
        "date": text(f"{year}(-({MONTH}|{DAY_OF_MONTH}))?"),
        "dateTime": text(f"{year}(-({MONTH}|{DAY_OF_MONTH}(T{CLOCK}{ZONE})?))?"),
        "decimal": {"type": "number"},
        "id": text("[A-Za-z0-9.-]{1,64}"),
        "instant": text(f"{year}-{DAY_OF_MONTH}T{CLOCK}{ZONE}"),
        "integer": whole(-INT_LIMIT),
        "markdown": text(),
        "oid": text(r"urn:oid:[0-2](\.(0|[1-9][0-9]*))+"),
        "positiveInt": whole(1),
        "string": text(),
        "time": text(CLOCK),
        "unsignedInt": whole(0),
        "uri": uri,
        "url": uri,
        "uuid": text("urn:uuid:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"),
        "xhtml": {"type": "string", "pattern": r"<([^\s<>/:]+:)?div"},
    }
