"""Several sources about one person become one plan, which tells of every statement where it comes from."""

from __future__ import annotations

import datetime
import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from invented import CONSENT, OTHER_PATIENT, PATIENT, PRACTITIONER, as_json, as_lines, changed, in_bundle
from pzp_exchange import R4, STU3, AdvanceCarePlan, convert, read
from pzp_exchange.mapping.assemble import write_plan
from pzp_exchange.model import AdvanceDirectiveType, Current, Decision, LegalCapacity, Reason
from pzp_exchange.show.view import view
from pzp_exchange.testing import plans
from pzp_exchange.tree import Tree
from support import standard_files

ON = datetime.date(2026, 11, 21)
BSN = "http://fhir.nl/fhir/NamingSystem/bsn"
HOSPITAL, PRACTICE = "https://ziekenhuis.example.org/fhir", "https://praktijk.example.org/fhir"
LAWS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def served(server: str, *trees: Tree) -> bytes:
    """A Bundle as a server gives it."""
    entries = [{"fullUrl": f"{server}/{tree['resourceType']}/{tree['id']}", "resource": tree} for tree in trees]
    return as_json({"resourceType": "Bundle", "type": "searchset", "entry": entries})


def standing(current: Current) -> list[tuple[str, str, str]]:
    """What a person is told, whoever says it."""
    lists = {"holds": current.holds, "undated": current.undated, "history": current.history}
    told = [(name, str(each.statement.id), str(each.reason)) for name, found in lists.items() for each in found]
    told += [("conflict", " ".join(sorted(str(one.id) for one in each.statements)), str(each.reason))
             for each in current.conflicts]
    return sorted([*told, *(("not understood", str(each.id), "") for each in current.not_understood)])


# whose it is

def test_patients_with_one_number_are_one_person_in_every_system_and_release() -> None:
    theirs = changed(PATIENT, id="77", gender="unknown")
    elsewhere = changed(CONSENT, id="c7", patient={"reference": "Patient/77"}, dateTime="2026-05-05")
    plan = read(served(HOSPITAL, PATIENT, CONSENT), served(PRACTICE, theirs, elsewhere)).plan()
    assert plan.patient is not None
    assert (plan.patient.id, [each.id for each in plan.patient_elsewhere]) == ("daan", ["77"])
    assert [each.id for each in plan.treatment_directives] == ["ic-opname", "c7"]


def test_a_name_makes_nobody_the_same() -> None:
    nameless = changed(OTHER_PATIENT, identifier=None)
    assert len(read(served(HOSPITAL, PATIENT), served(PRACTICE, OTHER_PATIENT)).plans()) == 2
    assert len(read(served(HOSPITAL, PATIENT), served(PRACTICE, nameless)).plans()) == 2


@pytest.mark.parametrize("number", ["", "0", "999999999", "123456789", "99991112"])
def test_what_is_no_number_makes_nobody_the_same(number: str) -> None:
    one, other = (changed(PATIENT, id=name, identifier=[{"system": BSN, "value": number}]) for name in "ab")
    assert len(read(as_lines(one, other)).plans()) == 2


def test_one_number_with_two_dates_of_birth_is_not_one_person_and_is_told() -> None:
    theirs = changed(PATIENT, id="77", birthDate="1960-02-28")
    document = read(served(HOSPITAL, PATIENT, CONSENT), served(PRACTICE, theirs))
    assert [len(plan.treatment_directives) for plan in document.plans()] == [1, 0]
    (issue,) = (each for each in document.report if each.code == "PZP-SAME-BSN")
    assert issue.resource == "Patient/77"
    assert "1960" not in issue.message("nl")
    year_only = changed(PATIENT, id="77", birthDate="1950")
    assert len(read(served(HOSPITAL, PATIENT), served(PRACTICE, year_only)).plans()) == 1


def test_a_reference_with_only_the_number_is_about_that_person() -> None:
    named = {"identifier": {"system": BSN, "value": "999911120"}, "display": "iemand anders"}
    mine, theirs = changed(CONSENT, patient=named), changed(CONSENT, id="c2", patient={
        "identifier": {"system": BSN, "value": "999998286"}})
    first, second = read(as_json(in_bundle(PATIENT, OTHER_PATIENT, mine, theirs))).plans()
    assert [each.id for each in first.treatment_directives] == ["ic-opname"]
    assert [each.id for each in second.treatment_directives] == ["c2"]


def test_a_statement_of_which_nobody_can_tell_whose_it_is_joins_only_a_single_patient() -> None:
    nobodys = changed(CONSENT, id="c2", patient={"display": "Daan"})
    (plan,) = read(as_json(in_bundle(PATIENT, nobodys))).plans()
    assert len(plan.treatment_directives) == 1
    several = read(as_json(in_bundle(PATIENT, OTHER_PATIENT, nobodys))).plans()
    assert [len(each.treatment_directives) for each in several] == [0, 0, 1]


def test_one_id_for_two_people_in_two_folders_is_never_mixed(tmp_path: Path) -> None:
    older = {"meta": {**CONSENT["meta"], "lastUpdated": "2020-01-01T00:00:00Z"}}
    for folder, patient, decision, more in (("a", PATIENT, "deny", {}), ("b", OTHER_PATIENT, "permit", older)):
        (tmp_path / folder).mkdir()
        provision = {**CONSENT["provision"], "type": decision}
        (tmp_path / folder / "p.json").write_bytes(as_json(changed(patient, id="1", **({"meta": more["meta"]} if more
                                                                                      else {}))))
        (tmp_path / folder / "c.json").write_bytes(as_json(
            changed(CONSENT, id="1", patient={"reference": "Patient/1"}, provision=provision, text=None, **more)))
    found = {plan.patient.bsn: [each.decision for each in plan.treatment_directives]
             for plan in read(tmp_path).plans() if plan.patient}
    assert found == {"999911120": [Decision.DO_NOT_PERFORM], "999998286": [Decision.PERFORM]}


def test_one_id_for_two_professionals_is_told_apart_by_the_source() -> None:
    def parties(server: str, name: str, own_id: str) -> bytes:
        party = {"reference": {"reference": "Practitioner/1"}, "role": {"coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "CONSENTER"}]}}
        directive = changed(CONSENT, id=own_id, provision={**CONSENT["provision"], "actor": [party]})
        return served(server, PATIENT, changed(PRACTITIONER, id="1", name=[{"family": name}]), directive)

    plan = read(parties(HOSPITAL, "Bedenk", "c1"), parties(PRACTICE, "Verzin", "c2")).plan()
    found = [plan.find(each.parties[0].who, each) for each in plan.treatment_directives]
    assert [each.display_name for each in found if each] == ["Bedenk", "Verzin"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("order", [1, -1])
def test_one_id_for_two_roles_is_written_with_the_person_of_its_own_source(order: int) -> None:
    def parties(server: str, name: str, own_id: str) -> bytes:
        role = {"resourceType": "PractitionerRole", "id": "r1", "practitioner": {"reference": f"Practitioner/{name}"}}
        party = {"reference": {"reference": "PractitionerRole/r1"}, "role": {"coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "CONSENTER"}]}}
        directive = changed(CONSENT, id=own_id, provision={**CONSENT["provision"], "actor": [party]})
        return served(server, PATIENT, changed(PRACTITIONER, id=name), role, directive)

    sources = [parties(HOSPITAL, "bedenk", "c1"), parties(PRACTICE, "verzin", "c2")][::order]
    written = {entry.tree["id"]: json.dumps(entry.tree) for entry in convert(read(*sources), to=STU3).document
               if entry.type == "Consent"}
    assert {own_id: ["bedenk" in text, "verzin" in text] for own_id, text in written.items()} == {
        "c1": [True, False], "c2": [False, True]}


# where it comes from

def test_one_source_leaves_no_trace() -> None:
    plan = read(served(HOSPITAL, PATIENT, CONSENT, PRACTITIONER)).plan()
    assert all(not each.sources for each in plan.statements())
    assert plan.current(ON).sources(plan.treatment_directives[0]) == ()


def test_single_resources_in_a_folder_are_one_source_and_a_bundle_beside_them_another(tmp_path: Path) -> None:
    for tree in (PATIENT, PRACTITIONER):
        (tmp_path / f"{tree['id']}.json").write_bytes(as_json(tree))
    assert read(tmp_path).plan().patient.sources == ()  # type: ignore[union-attr]
    (tmp_path / "set.json").write_bytes(as_json(in_bundle(CONSENT)))
    plan = read(tmp_path).plan()
    (mine,), (theirs,) = plan.patient.sources, plan.treatment_directives[0].sources  # type: ignore[union-attr]
    assert (mine.system, mine.file, mine.resource) == (str(tmp_path), str(tmp_path / "daan.json"), "Patient/daan")
    assert (theirs.system, theirs.release) == (str(tmp_path / "set.json"), R4.key)


def test_the_very_same_resource_in_two_documents_has_two_sources() -> None:
    plan = read(as_json(in_bundle(PATIENT, CONSENT)), as_json(in_bundle(PATIENT, CONSENT))).plan()
    (directive,) = plan.treatment_directives
    assert len(directive.sources) == 2
    assert len(plan.current(ON).sources(directive)) == 2


@pytest.mark.parametrize("order", [1, -1])
def test_what_is_not_understood_in_one_system_casts_no_doubt_on_the_same_id_in_another(order: int) -> None:
    doubtful = changed(CONSENT, dateTime="2026-05-05", modifierExtension=[{"url": "https://example.org/turns-it-round"}])
    sources = [served(HOSPITAL, PATIENT, CONSENT), served(PRACTICE, PATIENT, doubtful)][::order]
    plan = read(*sources).plan()
    (entry,) = plan.not_understood
    assert [origin.system for origin in entry.sources] == [PRACTICE]
    assert {each.id for each in plan.treatment_directives} == {"ic-opname"}
    current = plan.current(ON)
    assert [origin.system for held in current.holds for origin in held.statement.sources] == [HOSPITAL]
    assert [origin.system for each in current.not_understood for origin in each.sources] == [PRACTICE]
    assert AdvanceCarePlan.model_validate_json(plan.model_dump_json()).not_understood == plan.not_understood
    assert [str(each.date) for each in view(plan, ON, "en").not_understood] == ["5 May 2026"]


def test_one_source_says_not_where_it_was_not_understood() -> None:
    doubtful = changed(CONSENT, modifierExtension=[{"url": "https://example.org/turns-it-round"}])
    (entry,) = read(served(HOSPITAL, PATIENT, doubtful)).plan().not_understood
    assert entry.sources == ()


def test_sources_do_not_change_what_a_statement_says() -> None:
    alone = read(served(HOSPITAL, PATIENT, CONSENT)).plan().treatment_directives[0]
    beside = read(served(HOSPITAL, PATIENT, CONSENT), served(PRACTICE, PATIENT)).plan().treatment_directives[0]
    assert beside.sources and not alone.sources
    assert beside.fingerprint == alone.fingerprint


def test_plan_json_keeps_the_sources() -> None:
    plan = read(served(HOSPITAL, PATIENT, CONSENT), served(PRACTICE, PATIENT)).plan()
    assert AdvanceCarePlan.model_validate_json(plan.model_dump_json(exclude_defaults=True)) == plan


# the same statement

def two(**theirs: Any) -> Current:
    """What holds of one directive in the hospital and another in the practice."""
    other = changed(CONSENT, id="c9", text=None, **theirs)
    return read(served(HOSPITAL, PATIENT, CONSENT), served(PRACTICE, PATIENT, other)).plan().current(ON)


def test_the_same_statement_is_shown_once_with_both_sources() -> None:
    current = two()
    (held,) = current.holds
    assert held.reason is Reason.ONLY
    assert [each.system for each in current.sources(held.statement)] == [PRACTICE, HOSPITAL]
    assert len(current.also(held.statement)) == 1
    assert not current.history


def test_a_time_within_the_day_does_not_set_it_apart() -> None:
    current = two(dateTime="2026-03-04T10:00:00+01:00")
    assert len(current.sources(current.holds[0].statement)) == 2


@pytest.mark.parametrize("theirs", [
    {"provision": {**CONSENT["provision"], "type": "permit"}},
    {"provision": {"code": CONSENT["provision"]["code"]}, "modifierExtension": [{
        "url": "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther",
        "valueString": "Alleen overdag"}]},
])
def test_another_content_on_one_day_stays_a_conflict(theirs: dict[str, Any]) -> None:
    current = two(**theirs)
    assert not current.holds
    (conflict,) = current.conflicts
    assert conflict.reason is Reason.SAME_DATE
    assert [len(current.sources(each)) for each in conflict.statements] == [1, 1]


@pytest.mark.parametrize("theirs", [{"dateTime": "2026-03-05"}, {"status": "inactive"}, {"status": "proposed"}])
def test_another_date_or_state_is_another_statement(theirs: dict[str, Any]) -> None:
    assert two(**theirs).alike == ()


def test_what_one_source_says_twice_stays_repeated() -> None:
    again = changed(CONSENT, id="c2", text=None)
    current = read(served(HOSPITAL, PATIENT, CONSENT, again), served(PRACTICE, PATIENT)).plan().current(ON)
    assert [each.reason for each in current.history] == [Reason.REPEATED]
    assert current.alike == ()


# the official examples

RC2, RC3 = (standard_files(f"r4-1.0.0-{name}/examples/*.json") for name in ("rc2", "rc3"))
THERE = standard_files("stu3-1.0.0-rc2/examples/*.json")


def test_the_official_form_and_resource_of_one_day_contradict_each_other(standard: Path) -> None:
    document = read(*RC3)
    current = document.plan().current(ON)
    (conflict,) = current.conflicts
    assert {(str(each.date)[:10], each.decision) for each in conflict.statements} == {  # type: ignore[union-attr]
        ("2022-11-08", Decision.PERFORM), ("2022-11-08", Decision.DO_NOT_PERFORM)}
    assert len(current.alike) == 15  # what the form of 2020 and the resources of that talk both say
    converted = convert(document, to=R4)
    assert converted.losses == ()
    assert len(converted.document) == len(document)


def test_two_releases_of_the_official_examples_are_one_plan(standard: Path) -> None:
    plan = read(*RC2, *RC3).plan()
    current, alone = plan.current(ON), read(*RC3).plan().current(ON)
    assert len(current.holds) == len(alone.holds)
    assert len(current.conflicts) == len(alone.conflicts)
    assert all(len(current.sources(each)) == 2 for conflict in current.conflicts for each in conflict.statements)


def test_the_official_patients_of_r4_and_stu3_have_one_id_but_are_two_people(standard: Path) -> None:
    """Their numbers and dates of birth differ; statements go with the Patient of their own folder."""
    first, second = read(*RC3, *THERE).plans()
    assert first.patient is not None and second.patient is not None
    assert first.patient.id == second.patient.id
    for plan, files in ((first, RC3), (second, THERE)):
        assert standing(plan.current(ON)) == standing(read(*files).plan().current(ON))


def test_official_statements_of_r4_are_recognised_in_stu3(standard: Path, tmp_path: Path) -> None:
    """The examples of STU3 were converted from those of R4; here their patient gets the number that R4 has."""
    mine = json.loads(next(file for file in RC2 if file.name.startswith("Patient")).read_text("utf-8"))
    for file in (each for each in THERE if not each.name.startswith("Questionnaire")):
        tree = json.loads(file.read_text("utf-8"))
        if tree["resourceType"] == "Patient":
            tree |= {"identifier": mine["identifier"], "birthDate": mine["birthDate"]}
        (tmp_path / file.name).write_text(json.dumps(tree), "utf-8")
    resources = [file for file in RC2 if not file.name.startswith("Questionnaire")]
    alone, both = read(*resources).plan().current(ON), read(*resources, tmp_path).plan().current(ON)
    said = sum(len(part) for part in (alone.holds, alone.undated, alone.history))
    assert (len(both.alike), said) == (16, 16)


# laws

def documents(plan: AdvanceCarePlan) -> tuple[bytes, bytes]:
    """A plan as R4 and as STU3."""
    made = []
    for release in (R4, STU3):
        resources, _ = write_plan(plan, release)
        made.append(as_json(in_bundle(*(tree for tree, _ in resources))))
    return made[0], made[1]


def sides(plan: AdvanceCarePlan) -> tuple[AdvanceCarePlan, list[AdvanceCarePlan]]:
    """A plan read from R4, and from R4 and STU3 in either order. STU3 has no code for a self-binding directive."""
    sayable = tuple(each for each in plan.advance_directives
                    if not (each.type and each.type.value is AdvanceDirectiveType.SELF_BINDING))
    here, there = documents(plan.model_copy(update={"advance_directives": sayable}))
    return read(here).plan(), [read(*order).plan() for order in permutations((here, there))]


@LAWS
@given(plans())
def test_two_releases_side_by_side_say_what_one_says_with_two_sources(plan: AdvanceCarePlan) -> None:
    alone, together = sides(plan)
    for both in together:
        current = both.current(ON)
        assert standing(current) == standing(alone.current(ON))
        found = [each.statement for part in (current.holds, current.undated, current.history) for each in part]
        # of legal capacity STU3 has the newest only, with the patient
        assert {len(current.sources(each)) for each in found if not isinstance(each, LegalCapacity)} <= {2}


@LAWS
@given(plans())
def test_the_order_of_documents_does_not_change_what_holds(plan: AdvanceCarePlan) -> None:
    _, (one, other) = sides(plan)
    assert standing(one.current(ON)) == standing(other.current(ON))
