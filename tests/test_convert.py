"""From a set or a plan to a release: ids, references and full URLs stay, and what does not make it is listed."""

from __future__ import annotations

from typing import Any

import pytest

from invented import (
    BASE,
    BUNDLE,
    CONSENT,
    OTHER_PATIENT,
    PATIENT,
    PLAN,
    PRACTITIONER,
    as_json,
    as_lines,
    changed,
    in_bundle,
)
from pzp_exchange import R4, RELEASES, STU3, AdvanceCarePlan, Converted, convert, read
from pzp_exchange.errors import UnknownReleaseError
from pzp_exchange.tree import copy


def lost(converted: Converted) -> list[tuple[str, str, Any, str]]:
    """The losses as plain tuples."""
    return [(loss.resource, loss.path, loss.value, loss.reason) for loss in converted.losses]


def plan(**more: Any) -> AdvanceCarePlan:
    """The invented plan, with more in it."""
    return AdvanceCarePlan.model_validate({**PLAN, **more})


@pytest.mark.parametrize("to", ["r4", "R4", "r4-1.0.0-rc3", R4])
def test_resources_come_through_whole_with_their_ids_and_addresses(to: Any) -> None:
    document = read(as_json(BUNDLE))
    converted = convert(document, to=to)
    assert converted.losses == ()
    assert [(entry.reference, entry.full_url) for entry in converted.document] == [
        (entry.reference, entry.full_url) for entry in document]
    assert [entry.tree for entry in converted.document] == [PATIENT, CONSENT]
    assert {entry.release for entry in converted.document} == {R4}
    (root,) = converted.document.roots
    assert root.tree == BUNDLE
    consent = converted.document.entries[1]
    assert converted.document.resolve("Patient/daan", consent) == PATIENT


def test_the_input_is_not_changed() -> None:
    document = read(as_json(BUNDLE))
    converted = convert(document, to=R4)
    converted.document.roots[0].tree["entry"][0]["resource"]["id"] = "changed"
    assert document.roots[0].tree == BUNDLE


def test_a_plan_is_converted_and_comes_back() -> None:
    converted = convert(plan(), to=R4)
    assert converted.losses == ()
    assert converted.plans == (plan(),)
    again = read(as_json(converted.document.roots[0].tree)).plan()
    assert again.model_dump(exclude={"carried_from"}) == plan().model_dump(exclude={"carried_from"})


def test_the_envelope_of_a_bundle_is_lost_and_listed() -> None:
    searchset = changed(BUNDLE, id="b1", type="searchset", total=2)
    searchset["entry"][0]["search"] = {"mode": "match"}
    assert lost(convert(read(as_json(searchset)), to=R4)) == [
        ("Bundle/b1", "Bundle.total", 2, "bundle-envelope"),
        ("Bundle/b1", "Bundle.entry[0].search.mode", "match", "bundle-envelope")]


def test_answers_that_only_a_form_has_are_lost_and_listed() -> None:
    (answer,) = lost(convert(plan(form_answers={"earlier_agreements_comment": "Zie brief"}), to=R4))
    assert answer == ("FormAnswers", "FormAnswers.earlier_agreements_comment", "Zie brief", "only-the-form-has-it")


def test_restrictions_that_r4_has_no_place_for_are_lost_and_listed() -> None:
    directive = {"id": "ic", "decision": "perform", "restrictions": "Hooguit een week"}
    (restriction,) = lost(convert(plan(treatment_directives=[directive]), to=R4))
    assert restriction[:3] == ("Consent/ic", "TreatmentDirective.restrictions", "Hooguit een week")


def test_older_copies_are_lost_and_listed() -> None:
    older = changed(CONSENT, meta={**CONSENT["meta"], "versionId": "1"}, dateTime="2020-01-01")
    newer = changed(CONSENT, meta={**CONSENT["meta"], "versionId": "2"})
    converted = convert(read(as_json(in_bundle(PATIENT, older, newer))), to=R4)
    assert [entry.tree for entry in converted.document] == [PATIENT, newer]
    assert {loss.reason for loss in converted.losses} == {"older-copy"}
    assert ("Consent/ic-opname", "Consent.dateTime", "2020-01-01", "older-copy") in lost(converted)


def test_the_very_same_twice_is_written_once() -> None:
    converted = convert(read(as_json(CONSENT), as_json(PATIENT), as_json(CONSENT)), to=R4)
    assert sorted(entry.reference for entry in converted.document) == ["Consent/ic-opname", "Patient/daan"]
    assert {loss.reason for loss in converted.losses} == {"older-copy"}


def test_what_is_no_part_of_a_plan_comes_through() -> None:
    organization = {"resourceType": "Organization", "id": "huis", "name": "Verzinhuis"}
    converted = convert(read(as_json(in_bundle(PATIENT, organization))), to=R4)
    assert converted.losses == ()
    assert [entry.tree for entry in converted.document] == [PATIENT, organization]


def test_several_patients_share_what_is_nobodys() -> None:
    document = read(as_lines(PATIENT, OTHER_PATIENT, PRACTITIONER))
    converted = convert(document, to=R4)
    assert len(converted.plans) == 2
    assert sorted(entry.reference for entry in converted.document) == [
        "Patient/daan", "Patient/other", "Practitioner/arts"]
    assert converted.losses == ()


def test_two_that_differ_under_one_id_are_both_kept() -> None:
    theirs = changed(PRACTITIONER, name=[{"family": "Verzin"}])
    documents = read(as_json(in_bundle(PATIENT, OTHER_PATIENT, PRACTITIONER, theirs)))
    written = [entry.tree for entry in convert(documents, to=R4).document if entry.type == "Practitioner"]
    assert written == [PRACTITIONER, theirs]


def test_full_urls_alone_tell_two_patients_apart() -> None:
    elsewhere = "https://elders.example.org/fhir/Patient/daan"
    theirs = {"fullUrl": elsewhere, "resource": changed(OTHER_PATIENT, id="daan")}
    both = changed(BUNDLE, entry=[BUNDLE["entry"][0], theirs])
    converted = convert(read(as_json(both)), to=R4)
    assert [entry.full_url for entry in converted.document] == [f"{BASE}/Patient/daan", elsewhere]
    assert len(converted.plans) == 2


def test_nothing_gives_an_empty_bundle() -> None:
    (root,) = convert(read(as_json(in_bundle())), to=R4).document.roots
    assert root.tree == {"resourceType": "Bundle", "type": "collection"}
    assert convert(AdvanceCarePlan(), to=R4).losses == ()


def test_misuse_raises() -> None:
    with pytest.raises(UnknownReleaseError):
        convert(plan(), to="r5")
    for release in RELEASES:
        if "write" not in release.capabilities:
            with pytest.raises(LookupError, match=release.key):
                convert(plan(), to=release)


def test_resources_of_another_fhir_version_are_not_passed_off() -> None:
    tree = copy({"resourceType": "ProcedureRequest", "id": "x", "status": "active"})
    converted = convert(read(as_json(tree), as_json(PATIENT)), to=R4)
    assert [entry.type for entry in converted.document] == ["Patient"]
    assert {loss.reason for loss in converted.losses} == {"another-fhir-version"}
    assert {entry.release for entry in read(as_json(tree))} == {STU3}
