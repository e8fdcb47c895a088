"""For every invariant nodes that hold and nodes that break it; here those of the profiles. All persons are invented."""

from __future__ import annotations

from typing import Any

from invariant_cases_base import DATATYPES, DATATYPES_R4, DATATYPES_STU3, DOMAIN_R4, DOMAIN_STU3, ELEMENTS
from invariant_cases_clinical import CLINICAL, CLINICAL_R4, CLINICAL_STU3
from invariant_cases_forms import BUNDLES, BUNDLES_R4, BUNDLES_STU3, FORMS, FORMS_R4, FORMS_STU3
from invariant_nodes import FHIR_NL, HL7, NICTIZ, TERMS, Case, Node, case, concept, extended, not_both

from pzp_exchange.tree import Tree


def prefix_case(whose: str) -> Case:
    prefix, name = f"{HL7}humanname-{whose}-prefix", f"{HL7}humanname-{whose}-name"
    holds = [
        {"family": "van der Berg", "_family": extended(prefix, name)},
        {"family": "Berg", "_family": extended(name)},
        {"family": "Berg"},
    ]
    return case(holds, [{"family": "van der", "_family": extended(prefix)}])


def role(*codes: tuple[str, str]) -> Tree:
    return {
        "extension": [
            {"url": FHIR_NL + "nl-core-relatedperson-role", "valueCodeableConcept": concept(*each)} for each in codes
        ]
    }


def address(country: Any, postal_code: str) -> Node:
    return Node(
        postal_code, resource={"resourceType": "Patient", "address": [{"country": country, "postalCode": postal_code}]}
    )


def official(flag: bool, *parts: str) -> Tree:
    lines = [extended(*(f"{HL7}iso21090-ADXP-{part}" for part in parts))]
    return {
        "extension": [{"url": FHIR_NL + "nl-core-address-official", "valueBoolean": flag}],
        "line": ["Dam 1"],
        "_line": lines,
    }


PROXY, REPRESENTATIVE = (
    ("http://snomed.info/sct", "310141000146103"),
    ("urn:oid:2.16.840.1.113883.2.4.3.11.22.472", "24"),
)
DETAIL = {"extension": [{"url": HL7 + "flag-detail", "valueReference": {"display": "x"}}]}
FLAG = {"resourceType": "Flag", "code": concept("http://snomed.info/sct", "1")}
NOT_APPLICABLE = concept(TERMS + "data-absent-reason", "not-applicable")
QUALIFIER = HL7 + "iso21090-EN-qualifier"


def given(code: str) -> Tree:
    return {"given": ["J."], "_given": [{"extension": [{"url": QUALIFIER, "valueCode": code}]}]}


def consent(**more: Any) -> Tree:
    return {"resourceType": "Consent", **more}


IN_WORDS = [{"url": NICTIZ + "ext-TreatmentDirective2.SpecificationOther", "valueString": "alleen overdag"}]
DIRECTIVE = [{"url": NICTIZ + "ext-TreatmentDirective2.AdvanceDirective", "valueReference": {"display": "x"}}]
SOURCES = [{"url": NICTIZ + "consent-additionalSources", "valueReference": {"display": "x"}}]

GUIDES_STU3 = {
    "ACP-ContactPerson-1": case([role(REPRESENTATIVE), role(PROXY, REPRESENTATIVE), {}], [role(PROXY)]),
    "hcim-treatmentdirective-1": case(
        [consent(), consent(extension=SOURCES, sourceReference={"display": "x"})], [consent(extension=SOURCES)]
    ),
    "hicm-outcomeofcare-1": not_both("outcomeCodeableConcept", "outcomeReference", [{"text": "x"}], [{"display": "x"}]),
    "nl-core-humanname-1": prefix_case("own"),
    "nl-core-humanname-2": prefix_case("partner"),
    "nl-postal-code-pattern": case(
        [address("NL", "1234AB"), address("Nederland", "1234AB"), address("België", "1000"), address(None, "1000")],
        [address("Nederland", "1234 AB"), address("nl", "1234ab"), address("NLD", "0")],
    ),
    "nl-streetname-if-official-and-other-line-parts": case(
        [
            {},
            official(False),
            official(True, "streetName", "houseNumber"),
            official(True, "streetName", "additionalLocator"),
        ],
        [official(True), official(True, "streetName"), official(True, "houseNumber")],
    ),
}
GUIDES_R4 = {
    "cr-date-required": case([{"authoredOn": "2024"}, {"encounter": {"display": "x"}}], [{"status": "active"}]),
    "houseNumberIndication": case([Node("by"), Node("to"), Node(None, extended("u"))], [Node("naast")]),
    "nl-core-NameInformation-01": case(
        [{"family": "Berg", "text": "J. Berg"}, given("IN"), {"given": ["Jan"]}],
        [{"family": "Berg"}, given("BR"), {"_family": extended("u")}],
    ),
    "nl-core-NameInformation-02": case(
        [Node("Berg", extended(HL7 + "humanname-own-name")), Node("Berg"), Node(None, extended("u"))],
        [Node(None, extended(HL7 + "humanname-own-name"))],
    ),
    "zib-Alert-1": case(
        [FLAG, Node({**FLAG, **DETAIL}, member=False), Node(FLAG, member=True)],
        [Node({**FLAG, **DETAIL}, member=True)],
        [Node({**FLAG, **DETAIL}, member=None)],
    ),
    "zib-Alert-2": case([FLAG, {**FLAG, **DETAIL, "code": NOT_APPLICABLE}], [{**FLAG, **DETAIL}]),
    "zib-NameInformation-1": prefix_case("own"),
    "zib-NameInformation-2": prefix_case("partner"),
    "zib-TreatmentDirective2-1": case(
        [consent(), consent(extension=DIRECTIVE, sourceAttachment={"title": "x"})], [consent(extension=DIRECTIVE)]
    ),
    "zib-TreatmentDirective2-2": case(
        [
            consent(provision={"type": "permit"}),
            consent(modifierExtension=IN_WORDS, provision={"code": [{"text": "x"}]}),
        ],
        [
            consent(modifierExtension=IN_WORDS, provision={"type": "permit"}),
            consent(extension=IN_WORDS, provision={"type": "deny"}),
        ],
    ),
}

_SHARED = ELEMENTS | DATATYPES | CLINICAL | BUNDLES | FORMS
CASES: dict[str, dict[str, Case]] = {
    "STU3": _SHARED | DOMAIN_STU3 | DATATYPES_STU3 | CLINICAL_STU3 | BUNDLES_STU3 | FORMS_STU3 | GUIDES_STU3,
    "R4": _SHARED | DOMAIN_R4 | DATATYPES_R4 | CLINICAL_R4 | BUNDLES_R4 | FORMS_R4 | GUIDES_R4,
}
