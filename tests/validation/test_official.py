"""The official examples have no errors, Nictiz' examples no structural ones; what is left is listed with its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pzp_exchange import Report, read, validate

NOT_LISTED = "the value set, or a code system in it, is not published with the standard"
DUTCH = "a code of zib or nl-core where HL7's own set would rather have one of its own"
ERA = "the examples carry the URIs that HL7's code systems have since R4"
IDENTIFIER = "the examples use RI, which is in HL7's code system but not in its set for types of identifiers"
NARRATIVE = "the examples have no narrative, which HL7 calls best practice"
R4_LEFT = {
    ("PZP-BINDING-EXTENSIBLE", "Patient.contact.relationship"): (3, DUTCH),
    ("PZP-BINDING-UNDECIDED", "Attachment.contentType"): (1, NOT_LISTED),
    ("PZP-BINDING-UNDECIDED", "Consent.category"): (8, NOT_LISTED),
    ("PZP-BINDING-UNDECIDED", "Encounter.class"): (1, NOT_LISTED),
    ("PZP-SLICE-UNDECIDED", "PractitionerRole.specialty"): (1, NOT_LISTED),
}
COUNTRY = "Address.country.extension:countryCode.value[x].coding:"
LEFT: dict[str, dict[tuple[str, str], tuple[int, str]]] = {
    "r4-1.0.0-rc3": R4_LEFT | {
        ("PZP-BINDING-EXTENSIBLE", "Identifier.type"): (23, IDENTIFIER),
        ("PZP-INVARIANT", "dom-6"): (27, NARRATIVE),
        ("PZP-FORM-OPTION-UNDECIDED", ""): (2, "the question on specialty points to whole code systems"),
    },
    "r4-1.0.0-rc2": R4_LEFT | {
        ("PZP-BINDING-EXTENSIBLE", "Identifier.type"): (22, IDENTIFIER),
        ("PZP-INVARIANT", "dom-6"): (26, NARRATIVE),
        ("PZP-EXTENSION-UNKNOWN", "Patient.extension"): (1, "the legal capacity of rc2 is not in rc3"),
    },
    "stu3-1.0.0-rc2": {
        ("PZP-BINDING-EXTENSIBLE", "Consent.extension:treatment.value[x]"): (4, "codes that zib2020 added"),
        ("PZP-BINDING-EXTENSIBLE", "RelatedPerson.extension:role.value[x]"): (1, "01 is of zib2020; zib2017 has 1"),
        ("PZP-BINDING-UNDECIDED", COUNTRY + "countryGBACodelist"): (1, NOT_LISTED),
        ("PZP-BINDING-UNDECIDED", COUNTRY + "countryISOCodelist"): (3, NOT_LISTED),
        ("PZP-BINDING-UNDECIDED", "Attachment.contentType"): (2, NOT_LISTED),
        ("PZP-BINDING-UNDECIDED", "DeviceUseStatement.bodySite"): (1, NOT_LISTED),
        ("PZP-BINDING-UNDECIDED", "Observation.code"): (10, NOT_LISTED),
        ("PZP-BINDING-UNDECIDED", "Observation.method"): (4, NOT_LISTED),
        ("PZP-BINDING-UNDECIDED", "Patient.contact.relationship"): (1, NOT_LISTED),
        ("PZP-BINDING-UNDECIDED", "PractitionerRole.specialty.coding:SpecialtyAGB"): (1, NOT_LISTED),
        ("PZP-BINDING-UNDECIDED", "Procedure.code.coding:VerrichtingTypeCodelijst"): (2, NOT_LISTED),
        ("PZP-SYSTEM-ERA", "Consent.extension:treatment.value[x]"): (3, ERA),
        ("PZP-FORM-PRESET-MISSING", ""): (2, "the zib2017 form answers question 819 itself; the examples lack it"),
        ("PZP-SYSTEM-ERA", "Encounter.class"): (2, ERA),
        ("PZP-SYSTEM-ERA", "Extension.value[x]"): (4, ERA),
        ("PZP-SYSTEM-ERA", "Identifier.type"): (41, ERA),
        ("PZP-SYSTEM-ERA", "Observation.dataAbsentReason"): (1, ERA),
        ("PZP-SYSTEM-ERA", "Patient.contact.relationship"): (1, ERA),
        ("PZP-SYSTEM-ERA", "RelatedPerson.relationship"): (2, ERA),
    },
}
"""What is reported on the official examples: by code and rule, how often and why."""
NUMBERS = {
    "r4-1.0.0-rc3/examples": 0,
    "r4-1.0.0-rc2/examples": 0,
    "stu3-1.0.0-rc2/examples": 1,  # an AGB code of nine digits
    "nictiz-examples/r4": 2,  # made-up AGB codes of nine digits
    "nictiz-examples/stu3": 0,
}
"""Errors in the examples themselves: numbers of professionals that cannot exist (``PZP-PLAN-IDENTIFIER``)."""
NICTIZ = {
    "r4": {"PZP-BINDING-EXTENSIBLE": (13, DUTCH)},
    "stu3": {
        "PZP-BINDING-EXTENSIBLE": (2, DUTCH),
        "PZP-SYSTEM-ERA": (6, ERA),
        "PZP-XML-ORDER": (2, "elements in an order that the XML schema does not have"),
    },
}
"""Warnings on Nictiz' examples, by code: how often and why."""


def report(folder: Path) -> Report:
    """The report on the examples of a folder; plan rules have their own tests, numbers excepted."""
    found = validate(read(folder))
    return Report(tuple(i for i in found if not i.code.startswith("PZP-PLAN-") or i.code == "PZP-PLAN-IDENTIFIER"))


@pytest.mark.parametrize("folder", NUMBERS)
def test_no_errors(folder: str, standard: Path) -> None:
    errors = Counter(issue.code for issue in report(standard / folder).errors)
    assert errors == Counter({"PZP-PLAN-IDENTIFIER": NUMBERS[folder]} if NUMBERS[folder] else {})


@pytest.mark.parametrize("release", LEFT)
def test_what_is_left(release: str, standard: Path) -> None:
    found = Counter((i.code, i.rule) for i in report(standard / release / "examples") if i.severity != "error")
    assert found == {row: count for row, (count, _) in LEFT[release].items()}


@pytest.mark.parametrize("release", NICTIZ)
def test_warnings_on_nictiz_examples(release: str, standard: Path) -> None:
    found = Counter(issue.code for issue in report(standard / "nictiz-examples" / release).warnings)
    assert found == {code: count for code, (count, _) in NICTIZ[release].items()}
