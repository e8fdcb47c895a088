"""Variants for the kinds of rule that no published profile has: closed and ordered slicing, re-slices, lengths, ranges.

They are of a profile of our own, ``own/rules-package``, which is loaded as a FHIR package.
"""

from __future__ import annotations

from variants import add, drop, put, rows

OWN_SYSTEM = "https://example.org/s"
CODE = {"1": {"coding": [{"system": OWN_SYSTEM, "code": "1"}]}, "2": {"coding": [{"system": OWN_SYSTEM, "code": "2"}]}}
OWN_ID = "https://example.org/eigen"

RULES = rows("rules", {"Observation/alles": (
    ("closed-slicing", [add("category", {"text": "anders"})], "PZP-SLICE-CLOSED", "category[1]"),
    ("closed-slice-missing", [put("category.0.coding.0.code", "bron")], "PZP-SLICE-MIN", "",
     {"rule": "Observation.category:soort"}),
    ("closed-slice-twice", [add("category", {"coding": [{"system": OWN_SYSTEM, "code": "soort"}]})], "PZP-SLICE-MAX",
     "category[1]", {"rule": "Observation.category:soort"}),
    ("order-of-slices", [put("component.0", {"code": CODE["2"], "valueDateTime": "2026-05-01"}),
                         put("component.1", {"code": CODE["1"], "valueInteger": 5})], "PZP-SLICE-ORDER",
     "component[1]", {"rule": "Observation.component:eerst"}),
    ("slice-after-the-others", [put("note.0", {"text": "eerst"}), put("note.1", {"text": "Bo", "authorString": "Bo"})],
     "PZP-SLICE-ORDER", "note[1]"),
    ("re-slice-twice", [put("identifier.0.use", "old")], "PZP-SLICE-MAX", "identifier[1]",
     {"rule": "Observation.identifier:eigen:oud"}),
    ("slice-of-re-slices-too-often", [add("identifier", {"system": OWN_ID, "value": "3"},
                                          {"system": OWN_ID, "value": "4"})], "PZP-SLICE-MAX", "identifier[4]",
     {"rule": "Observation.identifier:eigen"}),
    ("slice-of-re-slices-missing", [drop("identifier.1"), drop("identifier.0")], "PZP-SLICE-MIN", "",
     {"rule": "Observation.identifier:eigen"}),
    ("text-too-long", [put("note.1.text", "x" * 21)], "PZP-MAX-LENGTH", "note[1].text"),
    ("text-in-slice-too-long", [put("note.0.authorString", "Bobobobobobo")], "PZP-MAX-LENGTH", "note[0].authorString"),
    ("author-of-other-type", [drop("note.0.authorString"), put("note.0.authorReference",
                                                               {"reference": "Practitioner/1"})],
     "PZP-TYPE", "note[0].authorReference"),
    ("integer-too-high", [put("component.0.valueInteger", 11)], "PZP-VALUE-RANGE", "component[0].valueInteger"),
    ("integer-too-low", [put("component.0.valueInteger", 0)], "PZP-VALUE-RANGE", "component[0].valueInteger"),
    ("moment-too-early", [put("component.1.valueDateTime", "2025-12-31")], "PZP-VALUE-RANGE",
     "component[1].valueDateTime"),
    ("fixed-with-display", [put("method.coding.0.display", "Meting")], "PZP-FIXED", "method"),
    ("none-of-two-profiles", [put("valueQuantity.unit", "pond")], "PZP-TYPE-PROFILE", "valueQuantity"),
    ("second-of-two-profiles", [put("valueQuantity.unit", "g")]),
    ("type-without-profile", [drop("valueQuantity"), put("valueInteger", 5)]),
    ("reference-target-twice", [add("derivedFrom", {"reference": "Observation/papier"})], "PZP-SLICE-MAX",
     "derivedFrom[1]"),
    ("reference-target-unknown", [add("derivedFrom", {"reference": "https://example.org/fhir/Media/1"})],
     "PZP-SLICE-UNDECIDED", "derivedFrom[1]", "information"),
)})
