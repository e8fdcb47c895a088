"""With whom and when a treatment directive was verified in STU3, once or more often."""

from __future__ import annotations

from typing import Any

import pytest

from invented import STU3_PROFILES, as_json
from pzp_exchange import R4, STU3, convert, read
from pzp_exchange.mapping.stu3.agreements import TREATMENT_DIRECTIVE
from pzp_exchange.model import TreatmentDirective
from pzp_exchange.validation.lens import lens

SCT = "http://snomed.info/sct"
ZIB = "http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective-"
PATIENT = {"coding": [{"system": SCT, "code": "116154003"}]}
GUARDIAN = {"coding": [{"system": SCT, "code": "394619001"}], "text": "Mentor"}


def verified(*dates: str, by: tuple[Any, ...] = (PATIENT,), yes: bool = True) -> dict[str, Any]:
    """One verification."""
    return {"url": f"{ZIB}Verification", "extension": [
        {"url": "Verified", "valueBoolean": yes}, *({"url": "VerificationDate", "valueDateTime": d} for d in dates),
        *({"url": "VerifiedWith", "valueCodeableConcept": each} for each in by)]}


def consent(*verifications: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A directive that was verified so."""
    no = {"system": "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4", "code": "NEE"}
    return {
        "resourceType": "Consent", "id": "ic", "meta": {"profile": [f"{STU3_PROFILES}ACP-TreatmentDirective"]},
        "extension": [*verifications, {"url": f"{ZIB}Treatment", "valueCodeableConcept": {
            "coding": [{"system": SCT, "code": "305351004"}]}}],
        "modifierExtension": [{"url": f"{ZIB}TreatmentPermitted", "valueCodeableConcept": {"coding": [no]}}],
        "status": "active", "patient": {"reference": "Patient/daan"},
        "policy": [{"uri": "https://wetten.overheid.nl/"}],
        "category": [{"coding": [{"system": SCT, "code": "11291000146105"}]}], **more}


def directive(tree: dict[str, Any]) -> TreatmentDirective:
    """As it is read."""
    (found,) = read(as_json(tree)).plan().treatment_directives
    return found


def lost(tree: dict[str, Any]) -> set[str]:
    """The dates that are told to be lost in R4."""
    found: set[str] = set()
    for loss in convert(read(as_json(tree)), to=R4).losses:
        parts = loss.value["extension"] if isinstance(loss.value, dict) else [{"valueDateTime": loss.value}]
        found.update(part["valueDateTime"] for part in parts)
    return found


CASES = [
    (consent(verified("2025-01-01")), "2025-01-01", set()),
    (consent(verified("2025-01-01"), dateTime="2025-01-01"), "2025-01-01", set()),
    (consent(verified("2025-01-01"), dateTime="2025-02-01"), "2025-01-01", {"2025-02-01"}),
    (consent(verified("2024-01-01"), verified("2025-01-01")), "2025-01-01", {"2024-01-01"}),
    (consent(verified("2025-01-01"), verified("2024")), "2025-01-01", {"2024"}),
    (consent(verified("2025-01-01"), verified("2025-01-01")), "2025-01-01", set()),
    (consent(verified("2025-01-01"), verified()), "2025-01-01", set()),
    (consent(verified("2025"), verified("2025-06-01")), None, {"2025", "2025-06-01"}),
    (consent(verified("2025"), verified("2025-06-01"), dateTime="2025-07-01"), "2025-07-01", {"2025", "2025-06-01"}),
    (consent(verified("2024", "2025")), "2025", {"2024"}),
    (consent(verified(), dateTime="2025-02-01"), "2025-02-01", set()),
    (consent(verified()), None, set()),
]


@pytest.mark.parametrize(("tree", "date", "others"), CASES)
def test_the_newest_verification_gives_the_date_and_no_other_date_is_lost_in_silence(
        tree: dict[str, Any], date: str | None, others: set[str]) -> None:
    assert directive(tree).reviewed_on == date
    assert read(as_json(tree)).plan().not_understood == ()
    there = convert(read(as_json(tree)), to=R4)
    assert [entry.tree.get("dateTime") for entry in there.document] == [date]
    assert lost(tree) == others


@pytest.mark.parametrize(("tree", "date", "others"), CASES)
def test_it_comes_back_as_it_was(tree: dict[str, Any], date: str | None, others: set[str]) -> None:
    same = convert(read(as_json(tree)), to=STU3)
    assert [entry.tree for entry in same.document] == [tree]
    assert same.losses == ()


@pytest.mark.parametrize(("tree", "date", "others"), CASES)
def test_who_only_looks_sees_the_same_date(tree: dict[str, Any], date: str | None, others: set[str]) -> None:
    assert lens(TREATMENT_DIRECTIVE).get(tree, "reviewed_on") == date


def test_who_was_asked_more_than_once_is_one_party() -> None:
    tree = consent(verified("2024"), verified("2025", by=(PATIENT, GUARDIAN)), verified("2026", by=(GUARDIAN,)))
    who = [party.who for party in directive(tree).parties]
    assert [each.reference or each.display for each in who if each] == ["Patient/daan", "Mentor"]


@pytest.mark.parametrize("other", [
    verified("2026", yes=False), {**verified("2026"), "id": "x"}, {"url": f"{ZIB}Verification"}])
def test_beside_a_verification_that_cannot_be_read_none_gives_the_date(other: dict[str, Any]) -> None:
    found = directive(consent(verified("2025"), other))
    assert (found.reviewed_on, found.parties) == (None, ())
    assert directive(consent(verified("2025"), other, dateTime="2024")).reviewed_on == "2024"


@pytest.mark.parametrize("date", [2025, ["2025"], {}])
def test_a_date_of_another_kind_is_not_understood(date: Any) -> None:
    (problem,) = read(as_json(consent(verified("2025"), dateTime=date))).plan().not_understood
    assert (problem.path, problem.reason) == ("Consent.dateTime", "modifier-element")
