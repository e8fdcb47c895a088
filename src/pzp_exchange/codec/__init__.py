"""Wire formats: bytes to tree and back, for JSON, XML and NDJSON.

A tree is FHIR's JSON as plain dicts, lists and scalars, whatever the format it came in. Reading never
raises on content: what is wrong comes back as issues. What reading JSON does not need is imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .basics import DEFAULT_LIMITS, Decoded, Encoded, ExactDecimal, Limits
from .jsonio import decode_json, encode_json
from .text import sniff

if TYPE_CHECKING:
    from .ndjson import iter_ndjson
    from .positions import locate, located
    from .xmlread import XmlDocument, parse_xml
    from .xmlwrite import encode_xml

__all__ = ["DEFAULT_LIMITS", "Decoded", "Encoded", "ExactDecimal", "Limits", "XmlDocument", "decode_json",
           "encode_json", "encode_xml", "iter_ndjson", "locate", "located", "parse_xml", "sniff"]

_HOME = {"iter_ndjson": "ndjson", "locate": "positions", "located": "positions", "XmlDocument": "xmlread",
         "parse_xml": "xmlread", "encode_xml": "xmlwrite"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = found
    return found
