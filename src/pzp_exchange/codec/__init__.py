"""Wire formats: bytes to tree and back, for JSON, XML and NDJSON.

A tree is FHIR's JSON as plain dicts, lists and scalars, whatever the format it came in. Reading never
raises on content: what is wrong comes back as issues. lxml is imported when XML is first touched.
"""

from __future__ import annotations

from .basics import DEFAULT_LIMITS, Decoded, Encoded, ExactDecimal, Limits
from .jsonio import decode_json, encode_json
from .ndjson import iter_ndjson
from .positions import locate
from .text import sniff
from .xmlread import XmlDocument, parse_xml
from .xmlwrite import encode_xml

__all__ = ["DEFAULT_LIMITS", "Decoded", "Encoded", "ExactDecimal", "Limits", "XmlDocument", "decode_json",
           "encode_json", "encode_xml", "iter_ndjson", "locate", "parse_xml", "sniff"]
