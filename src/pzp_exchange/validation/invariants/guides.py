"""Invariants of the profiles: of both guides, and of the nl-core and zib profiles they build on."""

from __future__ import annotations

import re
from typing import Any, Final

from ...tree import Tree
from .generic import excludes, one_of
from .parts import coded, extensions, has_extension, listed, objects, presence, present
from .scope import Predicate, Scope

__all__ = ["R4", "SHARED", "STU3"]

HL7: Final = "http://hl7.org/fhir/StructureDefinition/"
NICTIZ: Final = "http://nictiz.nl/fhir/StructureDefinition/"
FHIR_NL: Final = "http://fhir.nl/fhir/StructureDefinition/"
NAME_PARTS: Final = tuple(
    f"{HL7}humanname-{part}" for part in ("own-prefix", "own-name", "partner-prefix", "partner-name")
)
ALERT_TYPES: Final = "http://decor.nictiz.nl/fhir/ValueSet/2.16.840.1.113883.2.4.3.11.60.40.2.8.3.2--20200901000000"
POSTAL_CODE: Final = re.compile(r"[0-9]{4}[A-Z]{2}")
NETHERLANDS: Final = ("nl", "nld", "nederland")

has_source = presence("source[x]")


# ---- names ----


def prefix_has_name(whose: str) -> Predicate:
    """A prefix of the own or the partner's name comes with that name.

    STU3's nl-core-humanname-1 and -2 look for ``name.family`` in a HumanName, which has no ``name``: as published
    they never fail. ``family`` is meant, as in zib-NameInformation-1 and -2 of R4.
    """
    prefix, name = f"{HL7}humanname-{whose}-prefix", f"{HL7}humanname-{whose}-name"

    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        family = node.get("_family") if isinstance(node, dict) else None
        return family is None or not has_extension(family, prefix) or has_extension(family, name)

    return predicate


def name_has_text(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """nl-core-NameInformation-01: a family name, or a given name that is no initial, comes with the whole as text."""
    if not isinstance(node, dict) or node.get("text") is not None:
        return True
    if present(node, "family"):
        return False
    qualifiers = (each for given in listed(node, "_given") for each in extensions(given, HL7 + "iso21090-EN-qualifier"))
    return all(each.get("valueCode", "IN") == "IN" for each in qualifiers)


def family_is_written(node: Any, sibling: Tree | None, _scope: Scope) -> bool:
    """nl-core-NameInformation-02, of the family name: its parts come with the whole."""
    return node is not None or not any(has_extension(sibling, url) for url in NAME_PARTS)


# ---- addresses ----


def house_number_indication(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """houseNumberIndication: the two words there are."""
    return not isinstance(node, str) or node in ("by", "to")


def dutch_postal_code(node: Any, _sibling: Tree | None, scope: Scope) -> bool:
    """nl-postal-code-pattern: a Dutch postal code is four digits and two capitals, nothing between.

    As published ``country`` is looked for inside the postal code, where it never is, so the rule would either hold
    always or ask the Dutch pattern of all countries. The XPath beside it says what is meant: the country of the
    address, in any case.
    """
    if not isinstance(node, str) or POSTAL_CODE.fullmatch(node):
        return True
    countries = (each.get("country") for each in objects(scope.resource) if each.get("postalCode") == node)
    return not any(isinstance(country, str) and country.lower() in NETHERLANDS for country in countries)


def official_address_in_parts(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """nl-streetname-if-official-and-other-line-parts: an official address has a street and something of the house."""
    official = extensions(node, FHIR_NL + "nl-core-address-official")
    if not any(each.get("valueBoolean") is True for each in official):
        return True

    def said(*parts: str) -> bool:
        urls = tuple(f"{HL7}iso21090-ADXP-{part}" for part in parts)
        return any(has_extension(line, url) for line in listed(node, "_line") for url in urls)

    return said("streetName") and said("houseNumber", "buildingNumberSuffix", "additionalLocator")


# ---- directives ----


def source_with(extension: str) -> Predicate:
    """A Consent with this extension has a source too."""

    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        return not has_extension(node, extension) or has_source(node)

    return predicate


def no_type_beside_other(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """zib-TreatmentDirective2-2: a decision in words stands instead of permit or deny.

    As published it never fails: the url is misspelt (``SpecificitionOther``), and it looks among the extensions for
    what is a modifier extension.
    """
    provision = node.get("provision") if isinstance(node, dict) else None
    if not isinstance(provision, dict) or not present(provision, "type"):
        return True
    return not any(
        isinstance(each, dict) and each.get("url") == NICTIZ + "ext-TreatmentDirective2.SpecificationOther"
        for each in (*listed(node, "modifierExtension"), *listed(node, "extension"))
    )


# ---- alerts and contacts ----


def alert_type_or_detail(node: Any, _sibling: Tree | None, scope: Scope) -> bool | None:
    """zib-Alert-1: an alert of a listed type refers to no problem."""
    if not has_extension(node, HL7 + "flag-detail") or "code" not in node:
        return True
    listed_type = scope.member_of(ALERT_TYPES, node["code"])
    return None if listed_type is None else not listed_type


def detail_instead_of_type(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """zib-Alert-2: an alert that refers to a problem has no type of its own."""
    if not has_extension(node, HL7 + "flag-detail"):
        return True
    return coded(node.get("code"), "http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-applicable")


def proxy_is_representative(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """ACP-ContactPerson-1: who has a written proxy is a representative too."""
    roles = [each.get("valueCodeableConcept") for each in extensions(node, FHIR_NL + "nl-core-relatedperson-role")]
    if not any(coded(role, "http://snomed.info/sct", "310141000146103") for role in roles):
        return True
    return any(coded(role, "urn:oid:2.16.840.1.113883.2.4.3.11.22.472", "24") for role in roles)


SHARED: dict[str, Predicate] = {}
STU3: dict[str, Predicate] = {
    "ACP-ContactPerson-1": proxy_is_representative,
    "hcim-treatmentdirective-1": source_with(NICTIZ + "consent-additionalSources"),
    "hicm-outcomeofcare-1": excludes("outcomeCodeableConcept", "outcomeReference"),
    "nl-core-humanname-1": prefix_has_name("own"),
    "nl-core-humanname-2": prefix_has_name("partner"),
    "nl-postal-code-pattern": dutch_postal_code,
    "nl-streetname-if-official-and-other-line-parts": official_address_in_parts,
}
R4: dict[str, Predicate] = {
    "cr-date-required": one_of("authoredOn", "encounter"),
    "houseNumberIndication": house_number_indication,
    "nl-core-NameInformation-01": name_has_text,
    "nl-core-NameInformation-02": family_is_written,
    "zib-Alert-1": alert_type_or_detail,
    "zib-Alert-2": detail_instead_of_type,
    "zib-NameInformation-1": prefix_has_name("own"),
    "zib-NameInformation-2": prefix_has_name("partner"),
    "zib-TreatmentDirective2-1": source_with(NICTIZ + "ext-TreatmentDirective2.AdvanceDirective"),
    "zib-TreatmentDirective2-2": no_type_beside_other,
}
