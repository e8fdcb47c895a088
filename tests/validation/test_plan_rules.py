"""Plan rules: each speaks on its own set and is silent on the quiet one."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_sets import (
    BSN,
    CPR,
    ICU,
    NULL,
    OTHER_WORDS,
    QUIET,
    SCT,
    Trees,
    concept,
    consent,
    directive,
    document,
    edited,
)

from pzp_exchange import convert, read
from pzp_exchange.document import Document
from pzp_exchange.report import Severity
from pzp_exchange.tree import get
from pzp_exchange.validation.plan import PLAN_RULES, SET_RULES, plan_issues, view
from pzp_exchange.validation.plan.scan import pointer_of, scan

TODAY = datetime.date(2026, 6, 1)
ROOT = Path(__file__).resolve().parents[2]
Said = tuple[str, str, str]


def issues(found: Document, on: datetime.date = TODAY) -> list[Said]:
    """Code, resource and path of everything found."""
    return [(i.code.removeprefix("PZP-PLAN-"), i.resource, i.path) for i in plan_issues(found, on)]


def put(trees: Trees, name: str, tree: dict[str, Any]) -> None:
    trees[name] = tree


def second_patient(trees: Trees) -> None:
    trees["patient2"] = {"resourceType": "Patient", "id": "q"}
    trees["wish2"] = {"resourceType": "Observation", "id": "w2", "status": "final",
                      "subject": {"reference": "Patient/q"}, "code": concept(SCT, "153851000146100"),
                      "valueString": "Rust", "effectiveDateTime": "2026-01-10"}
    trees["talk2"] = {**deepcopy(QUIET["talk"]), "id": "t2", "subject": {"reference": "Patient/q"}}


def mixed_up(trees: Trees) -> None:
    second_patient(trees)
    trees["wish2"]["performer"] = [{"reference": "RelatedPerson/m"}]


def actors(*references: dict[str, Any]) -> Callable[[Trees], object]:
    def edit(trees: Trees) -> None:
        trees["cpr"]["provision"]["actor"] = [{"reference": reference} for reference in references]
    return edit


def without(*names: str) -> Callable[[Trees], object]:
    def edit(trees: Trees) -> None:
        for name in names:
            del trees[name]
    return edit


def identifier(name: str, system: str, value: str) -> Callable[[Trees], object]:
    return lambda t: t[name].update(identifier=[{"system": system, "value": value}])


NAMING = "http://fhir.nl/fhir/NamingSystem/"
SPOKEN: list[tuple[Callable[[Trees], object], list[Said]]] = [
    (second_patient, [("SEVERAL-PATIENTS", "Observation/w2", "Observation")]),
    (lambda t: put(t, "spare", {"resourceType": "Patient", "id": "q"}), [("SPARE-PATIENT", "Patient/q", "Patient")]),
    (mixed_up, [("SEVERAL-PATIENTS", "Observation/w2", "Observation"),
                ("OTHER-PATIENT", "Observation/w2", "Observation.performer[0].reference")]),
    (lambda t: t["goal"].pop("subject"), [("NO-PATIENT", "Goal/goal", "Goal")]),
    (lambda t: t["goal"].update(subject={"display": "Mevrouw"}), [("NO-PATIENT", "Goal/goal", "Goal.subject")]),
    (lambda t: t["goal"].update(subject={"identifier": {"system": BSN, "value": "999911120"}}), []),
    (lambda t: t["role"].update(organization={"reference": "Organization/o"}),
     [("DANGLING", "PractitionerRole/r", "PractitionerRole.organization.reference")]),
    (lambda t: t["role"].update(organization={"reference": "https://example.org/fhir/Organization/o"}), []),
    (lambda t: t["role"].update(organization={"reference": "#o"}), []),
    (actors({"reference": "Patient/p"}), [("NO-PROFESSIONAL", "Consent/cpr", "Consent.provision.actor[0]")]),
    (actors({"reference": "PractitionerRole/r"}), [("NO-PATIENT-PARTY", "Consent/cpr", "Consent.provision.actor[0]")]),
    (actors({"reference": "PractitionerRole/r"}, {"reference": "RelatedPerson/m"}), []),
    (actors({"reference": "Patient/p"}, {"type": "Practitioner", "display": "Dr."}), []),
    (actors({"reference": "Patient/p"}, {"display": "Dr. Jansen"}),
     [("PARTIES-UNDECIDED", "Consent/cpr", "Consent.provision.actor[0]")]),
    (actors(), [("NO-PROFESSIONAL", "Consent/cpr", "Consent"), ("NO-PATIENT-PARTY", "Consent/cpr", "Consent")]),
    (lambda t: t["cpr"]["provision"].pop("type"), [("NO-DECISION", "Consent/cpr", "Consent")]),
    (lambda t: t["cpr"].update(modifierExtension=[{"url": OTHER_WORDS, "valueString": "Soms"}]),
     [("CONTRADICTION", "Consent/cpr", "Consent.modifierExtension[0].valueString")]),
    (lambda t: (t["off"].pop("modifierExtension"), t["off"]["provision"].update(type="deny")),
     [("ICD-DENY", "Consent/off", "Consent.provision.type")]),
    (lambda t: put(t, "old", consent("old", CPR, "permit", "2024-01-01")),
     [("SUPERSEDED", "Consent/old", "Consent.status")]),
    (lambda t: put(t, "old", consent("old", CPR, "permit", "2024-01-01", status="inactive")), []),
    (lambda t: put(t, "same", consent("same", CPR)), []),
    (lambda t: put(t, "same", consent("same", ICU)), [("CONFLICT", "Consent/icu", "Consent.dateTime")]),
    (lambda t: put(t, "same", consent("same", ICU, date="2026")),
     [("CONFLICT-DATES", "Consent/icu", "Consent.dateTime")]),
    (lambda t: put(t, "draft", consent("draft", ICU, date="2026-02-01", status="draft")),
     [("TENTATIVE", "Consent/draft", "Consent.dateTime")]),
    (lambda t: (t["cpr"]["provision"].update(type="permit"), put(t, "dnr", directive("dnr", "NR", "2020"))),
     [("RESUSCITATION", "Consent/cpr", "Consent.provision.type")]),
    (lambda t: put(t, "dnr", directive("dnr", "NR", "2020")), []),
    (lambda t: t["goal"].update(startDate="2027-01"), [("FUTURE", "Goal/goal", "Goal.startDate")]),
    (lambda t: t["goal"].update(startDate="2027-01", lifecycleStatus="planned"), []),
    (lambda t: t["capable"].update(effectiveDateTime="1940-05-05"),
     [("BEFORE-BIRTH", "Observation/capable", "Observation.effectiveDateTime")]),
    (lambda t: t["capable"].update(effectiveDateTime="1940"), []),
    (lambda t: t["patient"].update(deceasedDateTime="2026-01-09T23:00:00+01:00"), [
        ("AFTER-DEATH", f"{t['resourceType']}/{t['id']}", path) for t, path in (
            (QUIET["cpr"], "Consent.dateTime"), (QUIET["icu"], "Consent.dateTime"), (QUIET["off"], "Consent.dateTime"),
            (QUIET["request"], "Consent.dateTime"), (QUIET["goal"], "Goal.startDate"),
            (QUIET["capable"], "Observation.effectiveDateTime"), (QUIET["euthanasia"], "Observation.effectiveDateTime"),
            (QUIET["talk"], "Procedure.performedPeriod.start"))]),
    (lambda t: t["mentor"].update(relationship=[concept("urn:oid:2.16.840.1.113883.2.4.3.11.22.472", "01")]),
     [("REPRESENTATIVE", "Observation/capable", "Observation.valueBoolean")]),
    (lambda t: t["mentor"].update(relationship=[concept("urn:oid:2.16.840.1.113883.2.4.3.11.22.472", "3")]), []),
    (lambda t: (t.pop("mentor"), t["capable"].update(valueBoolean=True)), []),
    (without("icd", "use"), [("ICD-NO-DEVICE", "Consent/off", "Consent.provision.code[0]")]),
    (without("off"), [("ICD-NO-AGREEMENT", "Device/icd", "Device")]),
    (without("off", "icd", "use"), []),
    (lambda t: (t.pop("off"), t["use"].update(status="completed")), []),
    (without("request"), [("EUTHANASIA-NO-DIRECTIVE", "Observation/euthanasia", "Observation.valueCodeableConcept")]),
    (lambda t: t["request"].pop("sourceAttachment"), [("NO-DOCUMENT", "Consent/request", "Consent")]),
    (lambda t: (t["request"].pop("sourceAttachment"), t["request"].update(sourceReference={"display": "archief"})), []),
    (lambda t: put(t, "oral", directive("oral", "MON", sourceAttachment=None)), []),
    (lambda t: t["goal"].update(description=concept(SCT, "225353007")),
     [("OLD-GOAL-CODE", "Goal/goal", "Goal.description")]),
    (without("talk"), [("NO-TALK", "Consent/cpr", "Consent")]),
    (lambda t: t["talk"].update(status="not-done"), [("NO-TALK", "Consent/cpr", "Consent")]),
    (lambda t: t["cpr"].update(dateTime="2025-12-01"), [("NOT-REDISCUSSED", "Consent/cpr", "Consent.dateTime")]),
    (identifier("patient", BSN, "999911121"), [("BSN", "Patient/p", "Patient.identifier[0].value")]),
    (identifier("patient", BSN, "000000000"), [("BSN", "Patient/p", "Patient.identifier[0].value")]),
    (identifier("patient", BSN, "9999.11.120"), [("IDENTIFIER", "Patient/p", "Patient.identifier[0].value")]),
    (identifier("patient", "urn:oid:2.16.840.1.113883.2.4.6.3", "1"),
     [("IDENTIFIER", "Patient/p", "Patient.identifier[0].value")]),
    (identifier("patient", f"{NAMING}BSN/", "999911120"),
     [("IDENTIFIER-SYSTEM", "Patient/p", "Patient.identifier[0].system")]),
    (identifier("patient", "2.16.840.1.113883.2.4.6.3", "999911120"),
     [("IDENTIFIER-SYSTEM", "Patient/p", "Patient.identifier[0].system")]),
    *((identifier("doctor", f"{NAMING}{kind}", "1234567"),
       [("IDENTIFIER", "Practitioner/d", "Practitioner.identifier[0].value")])
      for kind in ("agb-z", "agb", "uzi-nr-pers", "ura", "big")),
    (lambda t: t["goal"]["subject"].update(identifier={"system": BSN, "value": "123456789"}),
     [("BSN", "Goal/goal", "Goal.subject.identifier.value")]),
    (lambda t: t["role"].update(contained=[{"resourceType": "Organization", "id": "o", "identifier": [
        {"system": f"{NAMING}ura", "value": "x"}]}]),
     [("IDENTIFIER", "PractitionerRole/r", "PractitionerRole.contained[0].identifier[0].value")]),
]
SEVERITIES = {
    Severity.ERROR: "CONTRADICTION IDENTIFIER IDENTIFIER-SYSTEM BSN",
    Severity.WARNING: "SEVERAL-PATIENTS NO-PATIENT OTHER-PATIENT NO-PROFESSIONAL NO-PATIENT-PARTY NO-DECISION ICD-DENY "
                      "CONFLICT CONFLICT-DATES TENTATIVE RESUSCITATION FUTURE BEFORE-BIRTH AFTER-DEATH REPRESENTATIVE "
                      "OLD-GOAL-CODE",
    Severity.INFORMATION: "SPARE-PATIENT DANGLING PARTIES-UNDECIDED SUPERSEDED ICD-NO-DEVICE ICD-NO-AGREEMENT "
                          "EUTHANASIA-NO-DIRECTIVE NO-DOCUMENT NO-TALK NOT-REDISCUSSED UNDECIDED",
}


def test_the_quiet_set_is_quiet() -> None:
    assert issues(document(QUIET)) == []


@pytest.mark.parametrize(("edit", "expected"), SPOKEN)
def test_a_rule_speaks_at_its_place(edit: Callable[[Trees], object], expected: list[Said]) -> None:
    found = edited(edit)
    assert sorted(issues(found)) == sorted(expected)
    for each in plan_issues(found, TODAY):
        name = each.code.removeprefix("PZP-PLAN-")
        assert name in SEVERITIES[each.severity].split()
        assert each.resource in {entry.reference for entry in found}
        assert each.source in {entry.source.name for entry in found}
        assert each.position is None or each.position.line >= 1
        assert each.rule.replace("-", "_") in {rule.__name__ for rule in (*SET_RULES, *PLAN_RULES)}
        assert each.undecided == (name in ("DANGLING", "PARTIES-UNDECIDED"))


def test_every_code_is_tried() -> None:
    tried = {code for _, expected in SPOKEN for code, _, _ in expected} | {"UNDECIDED"}
    assert tried == {name for names in SEVERITIES.values() for name in names.split()}


def test_numbers_are_not_quoted() -> None:
    for edit, _ in SPOKEN:
        for each in plan_issues(edited(edit), TODAY):
            assert not any(value.isdecimal() and len(value) > 4 for _, value in each.params)


def test_a_reference_dangles_once_per_source() -> None:
    trees = {name: tree for name, tree in QUIET.items() if name != "role"}
    assert Counter(code for code, _, _ in issues(document(trees)))["DANGLING"] == 1


def test_a_release_without_tables_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "tables", lambda _fhir_version: None)
    trees = deepcopy(QUIET)
    trees["cpr"]["patient"]["reference"] = "Patient/nobody"
    trees["patient"]["identifier"][0]["value"] = "999911121"
    assert Counter(code for code, _, _ in issues(document(trees))) == {"UNDECIDED": 1, "DANGLING": 1, "BSN": 1}
    plain = document({"role": QUIET["role"], "doctor": QUIET["doctor"]})
    assert issues(plain) == []


def test_nothing_is_said_about_an_empty_set() -> None:
    assert issues(Document([], [], read(b"{}").report)) == []


def test_what_is_not_understood_does_not_compete() -> None:
    strange = consent("strange", ICU, modifierExtension=[{"url": "https://example.org/x", "valueBoolean": True}])
    assert issues(edited(lambda t: put(t, "strange", strange))) == []


def test_older_copies_do_not_count() -> None:
    copy = {**deepcopy(QUIET["icu"]), "meta": {"versionId": "1", **QUIET["icu"]["meta"]}}
    copy["provision"]["type"] = "deny"

    def edit(trees: Trees) -> None:
        trees["icu"]["meta"] = {"versionId": "2", **trees["icu"]["meta"]}
        trees["copy"] = copy

    assert issues(edited(edit)) == []


def in_two_documents(edit: Callable[[Trees], object], edit_both: Callable[[Trees], object] = str) -> Document:
    """The quiet set, and the patient with one talk and one later agreement in another document, after edits."""
    first = deepcopy(QUIET)
    second = {name: deepcopy(QUIET[name]) for name in ("patient", "role", "doctor", "talk", "icu")}
    for tree in second.values():
        tree["id"] += "2"
    for tree, element in ((second["talk"], "subject"), (second["icu"], "patient")):
        tree[element] = {"reference": "Patient/p2"}
    second["role"]["practitioner"]["reference"] = "Practitioner/d2"
    second["icu"]["provision"]["actor"] = [{"reference": {"reference": "PractitionerRole/r2"}},
                                           {"reference": {"reference": "Patient/p2"}}]
    edit(second)
    edit_both(first)
    edit_both(second)
    texts = (json.dumps({"resourceType": "Bundle", "type": "collection",
                         "entry": [{"resource": tree} for tree in trees.values()]}) for trees in (first, second))
    return read(*(text.encode() for text in texts), release="r4")


def test_one_person_in_two_documents_is_one_patient() -> None:
    assert issues(in_two_documents(str)) == []
    assert issues(in_two_documents(lambda t: t["icu"]["provision"].update(type="deny"))) == [
        ("CONFLICT", "Consent/icu", "Consent.dateTime")]
    # by the number alone, in a reference without a Patient
    by_number = {"identifier": {"system": BSN, "value": "999911120"}}
    assert issues(in_two_documents(lambda t: (t.pop("patient"), t["icu"].update(patient=by_number),
                                              t["talk"].update(subject=by_number)))) == [
        ("DANGLING", "Consent/icu2", "Consent.provision.actor[1].reference.reference")]


@pytest.mark.parametrize("edit", [
    lambda t: t["patient"].pop("identifier"),
    lambda t: t["patient"]["identifier"][0].update(value="999990019"),
    # one number, two birth dates: nobody can tell who is meant
    lambda t: t["patient"].update(birthDate="1951-05-06"),
])
def test_different_people_in_two_documents_are_told(edit: Callable[[Trees], object]) -> None:
    assert issues(in_two_documents(edit)) == [("SEVERAL-PATIENTS", "Procedure/t2", "Procedure")]


def test_resources_of_different_people_that_share_an_id_are_no_copies() -> None:
    def same_ids(trees: Trees) -> None:
        trees["patient"].update(id="p2", identifier=[{"system": BSN, "value": "999990019"}])
        trees["icu"].update(id="icu", dateTime="2027-01-01", meta={**trees["icu"]["meta"], "versionId": "2"})

    assert sorted(issues(in_two_documents(same_ids))) == [
        ("FUTURE", "Consent/icu", "Consent.dateTime"), ("SEVERAL-PATIENTS", "Procedure/t2", "Procedure")]


def test_what_was_deleted_since_does_not_count() -> None:
    old = consent("old", ICU, "deny")
    entries: list[dict[str, Any]] = [{"request": {"method": "DELETE", "url": "Consent/old"}},
                                     *({"resource": tree} for tree in (*QUIET.values(), old))]
    text = json.dumps({"resourceType": "Bundle", "type": "history", "entry": entries})
    assert issues(read(text.encode(), release="r4")) == []


WRONG: list[Any] = [None, True, 0, -1.5, "", "x", "2026", [], {}, [[]], [None], [{}], {"x": None}, {"reference": "#"},
                    {"reference": 1}, [{"coding": [{"system": 1, "code": []}]}], {"system": "a.b", "value": []}]


@st.composite
def broken(draw: st.DrawFn) -> Trees:
    """The quiet set with some nodes replaced by something of another type."""
    trees = deepcopy(QUIET)
    for _ in range(draw(st.integers(1, 6))):
        node: Any = trees[draw(st.sampled_from(sorted(trees)))]
        while True:
            keys = [k for k in node if k != "resourceType"] if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if not isinstance(node[key], dict | list) or draw(st.booleans()):
                node[key] = deepcopy(draw(st.sampled_from(WRONG)))
                break
            node = node[key]
    return trees


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken())
def test_it_never_raises(trees: Trees) -> None:
    found = document(trees)
    for each in plan_issues(found, TODAY):
        assert each.path
    for entry in found.entries:
        for node in scan(entry.tree).references:
            assert get(entry.tree, pointer_of(entry.tree, node)) is node


OFFICIAL = {
    # ICU admission was agreed in 2020 and again in 2022; both are active
    ("SUPERSEDED", "Consent/ACP-TreatmentDirective-AdmissionToICU-1-Pat1", "Consent.status"),
    # resuscitation is permitted in 2020, a do-not-resuscitate declaration is of 2025
    ("RESUSCITATION", "Consent/ACP-TreatmentDirective-CardiopulmonaryResuscitation-Pat1", "Consent.provision.type"),
}


@pytest.mark.parametrize("release", ["r4-1.0.0-rc2", "r4-1.0.0-rc3"])
def test_the_official_examples(standard: Path, release: str) -> None:
    found = set(issues(read(standard / release / "examples"), datetime.date(2026, 12, 31)))
    assert {(code, path) for code, _, path in found} == {(code, path) for code, _, path in OFFICIAL}
    assert release == "r4-1.0.0-rc2" or found == OFFICIAL


def test_the_official_examples_of_stu3(standard: Path) -> None:
    found = issues(read(standard / "stu3-1.0.0-rc2" / "examples"), datetime.date(2026, 12, 31))
    # one practitioner has an AGB code of nine digits
    wrong = [each for each in found if each[0].startswith(("IDENTIFIER", "BSN"))]
    assert [(code, path) for code, _, path in wrong] == [("IDENTIFIER", "Practitioner.identifier[0].value")]


def test_examples_of_every_broken_type_never_raise(standard: Path) -> None:
    for path in sorted((standard / "r4-1.0.0-rc3" / "examples").glob("*.json")):
        tree = json.loads(path.read_bytes())
        for key in tree:
            for wrong in (WRONG if key != "resourceType" else ()):
                list(plan_issues(read(json.dumps({**tree, key: wrong}).encode(), release="r4"), TODAY))


OWN = {
    # two agreements changed in 2026 and left active, and a power of attorney without its document
    "nursing-home": {"SUPERSEDED": 4, "NO-DOCUMENT": 1},
    # it shows conflicts: two doctors wrote different things in one month, and a declaration against resuscitation
    "cancer-at-home": {"SUPERSEDED": 7, "NO-DOCUMENT": 1, "CONFLICT": 1, "CONFLICT-DATES": 1, "RESUSCITATION": 1},
    "legal-representative": {},
}


@pytest.mark.parametrize("name", sorted(OWN))
def test_our_own_examples(name: str) -> None:
    found = convert(read(ROOT / "examples" / f"{name}.plan.json"), "r4").document
    assert Counter(code for code, _, _ in issues(found, datetime.date(2026, 12, 31))) == OWN[name]


def test_what_null_flavor_other_means_is_in_its_words() -> None:
    other = concept(NULL, "OTH", text="Dialyse")
    found = edited(lambda t: (put(t, "a", consent("a", other)), put(t, "b", consent("b", other, "permit"))))
    assert [code for code, _, _ in issues(found)] == ["CONFLICT"]
