"""Nodes for the invariants of elements, datatypes and all resources. All persons are invented."""

from __future__ import annotations

from invariant_cases_clinical import CODING
from invariant_nodes import (
    INNER,
    PARENT,
    REPEAT_WHEN,
    TO_INNER,
    UCUM,
    XHTML,
    Node,
    both,
    case,
    extended,
    needs,
    not_both,
    patient,
    quantity,
)

ELEMENTS = {
    "ele-1": case(
        [{"code": "x"}, Node("text"), Node(0), Node(None, extended("u"))], [{"id": "a"}, Node(None, {"id": "a"})]
    ),
    "ext-1": case(
        [{"url": "u", "valueCode": "x"}, extended("u") | {"url": "u"}, {"url": "u", "_valueCode": extended("u")}],
        [{"url": "u"}, extended("u") | {"url": "u", "valueString": "x"}],
    ),
    "ref-1": case(
        [
            {"reference": "Patient/1"},
            {"display": "J. Jansen"},
            {"reference": "#"},
            Node(TO_INNER, resource=patient(INNER)),
        ],
        [{"reference": "#o"}, Node({"reference": "#p"}, resource=patient(INNER))],
    ),
    "txt-1": case(
        [Node(f"<div {XHTML}>ja</div>"), Node(f"<div {XHTML}> </div>")], [Node(f"<div {XHTML}>a<video/></div>")]
    ),
    "txt-2": case([Node(f"<div {XHTML}>ja</div>")], [Node(f"<div {XHTML}> <p/></div>")]),
    "dom-2": case([patient(INNER), patient()], [patient({**INNER, "contained": [PARENT]})]),
    "dom-4": case(
        [patient({**INNER, "meta": {"profile": ["http://example.org"]}}), patient(INNER)],
        [
            patient({**INNER, "meta": {"versionId": "1"}}),
            patient({**INNER, "meta": {"lastUpdated": "2024-01-01T00:00:00Z"}}),
        ],
    ),
}

DATATYPES = {
    "age-1": case(
        [{}, quantity(81), {"code": "a"}],
        [{"value": 81}, quantity(0), quantity(-1), quantity(81, system="http://example.org")],
    ),
    "att-1": needs("data", "contentType", "QUJD", "text/plain"),
    "cnt-3": case(
        [{}, quantity(2, "1")],
        [{"value": 2}, quantity(2.5, "1"), quantity(2, "x"), quantity(2, "1", "http://example.org")],
    ),
    "cpt-2": needs("value", "system", "0201234567", "phone"),
    "dis-1": case([{}, quantity(2, "m")], [{"value": 2}, quantity(2, "m", "http://example.org")]),
    "drt-1": case(
        [{}, {"value": 2}, quantity(2, "d")], [{"code": "d", "system": UCUM}, quantity(2, "d", "http://example.org")]
    ),
    "per-1": case(
        [
            {},
            {"start": "2024-01-01"},
            {"start": "2024-01-01", "end": "2024-01-01"},
            {"start": "2024-01-01T10:00:00+01:00", "end": "2024-01-01T09:30:00Z"},
            {"start": "2024-05-01", "end": "2024"},
            {"start": "2024-05", "end": "2024-05-03T10:00:00Z"},
            {"start": "gisteren", "end": "2024"},
            {"start": "0001-01-01T00:00:00+14:00", "end": "0001-01-01T00:00:00Z"},
            {"start": "2024-01-01T10:00:00.1234567Z", "end": "2024-01-01T10:00:01Z"},
            {"start": "2024-02-31T10:00:00Z", "end": "2024-02-30T10:00:00Z"},
        ],
        [
            {"start": "2024-01-02", "end": "2024-01-01"},
            {"start": "2024-01-01T10:00:00+01:00", "end": "2024-01-01T08:30:00Z"},
            {"start": "2025", "end": "2024-12-31"},
        ],
    ),
    "qty-3": needs("code", "system", "mg", UCUM),
    "rat-1": case(
        [{"numerator": {"value": 1}, "denominator": {"value": 2}}, extended("u")],
        [{"numerator": {"value": 1}}, {"denominator": {"value": 1}}, {"id": "a"}],
    ),
    "rng-2": case(
        [{}, both(1, 2), both(2, 2), {"low": {"value": 3}}, {"low": {"unit": "mg"}, "high": {"unit": "mg"}}],
        [both(3, 2)],
        [both(1, 2, unit="g"), both(1, 2, code="g", system=UCUM)],
    ),
    "sqty-1": case([{"value": 1}], [{"value": 1, "comparator": "<"}]),
    "tim-1": needs("duration", "durationUnit", 1, "h"),
    "tim-2": needs("period", "periodUnit", 1, "h"),
    "tim-4": case([{}, {"duration": 0}], [{"duration": -1}]),
    "tim-5": case([{}, {"period": 0}], [{"period": -1.5}]),
    "tim-6": needs("periodMax", "period"),
    "tim-7": needs("durationMax", "duration"),
    "tim-8": needs("countMax", "count"),
    "tim-9": case([{}, REPEAT_WHEN, {"when": ["C"]}], [{"offset": 10}, {"offset": 10, "when": ["CM"]}]),
    "tim-10": not_both("timeOfDay", "when", ["10:00:00"], ["AC"]),
}

DOMAIN_STU3 = {
    "dom-1": case([patient(INNER)], [patient({**INNER, "text": {"status": "empty"}})]),
    "dom-3": case(
        [patient(), patient(INNER, managingOrganization=TO_INNER), patient({"resourceType": "Organization"})],
        [patient(INNER), patient(INNER, managingOrganization={"reference": "#x"})],
    ),
}
DOMAIN_R4 = {
    "dom-3": case(
        [
            patient(INNER, managingOrganization=TO_INNER),
            patient(
                PARENT,
                INNER | {"partOf": {"reference": "#"}},
                extension=[{"url": "u", "valueReference": {"reference": "#p"}}],
            ),
            {
                "resourceType": "QuestionnaireResponse",
                "questionnaire": "#q",
                "contained": [{"resourceType": "Questionnaire", "id": "q"}],
            },
        ],
        [patient(INNER), patient(INNER, PARENT, managingOrganization=TO_INNER)],
    ),
    "dom-5": case([patient(INNER)], [patient({**INNER, "meta": {"security": [CODING]}})]),
    "dom-6": case(
        [patient(text={"status": "generated", "div": f"<div {XHTML}>x</div>"}), Node(INNER, resource=patient(INNER))],
        [patient(), patient(text={"status": "empty"})],
    ),
}
MONEY = "urn:iso:std:iso:4217"
DATATYPES_STU3 = {"mny-1": case([{}, quantity(1, "EUR", MONEY)], [{"value": 1}, quantity(1)])}
DATATYPES_R4 = {
    "drq-1": case([{"path": "code"}, {"searchParam": "code"}], [{"id": "a"}, {"path": "code", "searchParam": "code"}]),
    "drq-2": case([{"path": "date"}, {"searchParam": "date"}], [{"id": "a"}, {"path": "date", "searchParam": "date"}]),
    "exp-1": case([{"expression": "true"}, {"reference": "http://example.org"}], [{"language": "text/fhirpath"}]),
    "trd-1": not_both("data", "timingDate", [{"type": "Patient"}], "2024"),
    "trd-2": needs("condition", "data", {"language": "text/fhirpath"}, [{"type": "Patient"}]),
    "trd-3": case(
        [
            {"type": "named-event", "name": "x"},
            {"type": "periodic", "timingDate": "2024"},
            {"type": "data-added", "data": [{"type": "Patient"}]},
        ],
        [{"type": "named-event"}, {"type": "periodic"}, {"type": "data-added"}],
    ),
}
