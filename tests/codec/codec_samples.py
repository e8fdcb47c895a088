"""Small invented documents, and how trees are compared, for the tests of the codec."""

from __future__ import annotations

from typing import Any

from lxml import etree

from pzp_exchange.tree import leaves

PATIENT_JSON = b"""{
  "resourceType": "Patient",
  "id": "pat-1",
  "text": {
    "status": "generated",
    "div": "<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>Mw. Fictief &amp; zn.</p></div>"
  },
  "active": true,
  "name": [
    {
      "family": "F\xc3\xadctief",
      "given": ["Anna", null, "B."],
      "_given": [null, {"extension": [{"url": "http://example.org/x", "valueDecimal": 1.50}]}, {"id": "g3"}]
    }
  ],
  "_birthDate": {"extension": [{"url": "http://example.org/y", "valueBoolean": false}]},
  "multipleBirthInteger": 2
}
"""

PATIENT_XML = """<?xml version="1.0" encoding="UTF-8"?>
<Patient xmlns="http://hl7.org/fhir">
  <id value="pat-1"/>
  <text>
    <status value="generated"/>
    <div xmlns="http://www.w3.org/1999/xhtml"><p>Mw. Fictief &amp; zn.</p></div>
  </text>
  <active value="true"/>
  <name>
    <family value="F\u00edctief"/>
    <given value="Anna"/>
    <given><extension url="http://example.org/x"><valueDecimal value="1.50"/></extension></given>
    <given id="g3" value="B."/>
  </name>
  <birthDate><extension url="http://example.org/y"><valueBoolean value="false"/></extension></birthDate>
  <multipleBirthInteger value="2"/>
</Patient>
""".encode()


def canonical_div(text: str) -> Any:
    """A narrative compared as C14N: attribute quotes, empty tags and character references may be written otherwise."""
    try:
        return etree.tostring(etree.fromstring(text), method="c14n")
    except etree.XMLSyntaxError:
        return text


def comparable(tree: Any) -> list[tuple[str, str, str]]:
    """Every leaf: where, of which type, and the literal; narrative in canonical form."""
    found = []
    for pointer, value in leaves(tree):
        shown = canonical_div(value) if pointer[-1:] == ("div",) and isinstance(value, str) else value
        found.append((repr(pointer), type(value).__name__, str(shown)))
    return sorted(found)
