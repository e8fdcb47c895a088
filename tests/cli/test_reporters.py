"""The formats of ``pzp validate`` beside JSON: text for people, OperationOutcome, SARIF, JUnit."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from broken import answer
from fhir.resources.R4B.operationoutcome import OperationOutcome as OutcomeR4
from fhir.resources.STU3.operationoutcome import OperationOutcome as OutcomeStu3
from msgspec.structs import replace

import pzp_exchange
from invented import PATIENT, as_json, changed, in_bundle
from pzp_exchange.cli.reporters import FORMATS, reporter
from pzp_exchange.cli.reporters.fhir import ISSUE_TYPES, issue_type
from pzp_exchange.cli.reporters.results import Batch, FileResult, Results, Row, Setting
from pzp_exchange.cli.reporters.rows import SourceText
from pzp_exchange.document import Source
from pzp_exchange.messages import catalogue
from pzp_exchange.report import Position, Severity
from pzp_exchange.tree import leaves
from pzp_exchange.validation import validate

SHARED_ISSUE_TYPES = {
    "invalid", "structure", "required", "value", "invariant", "security", "login", "unknown", "expired", "forbidden",
    "suppressed", "processing", "not-supported", "duplicate", "not-found", "too-long", "code-invalid", "extension",
    "too-costly", "business-rule", "conflict", "incomplete", "transient", "lock-error", "no-store", "exception",
    "timeout", "throttled", "informational",
}
"""Those that R4 and STU3 both have."""
PROFILE = "https://example.org/StructureDefinition/Some"
ERROR = Row("PZP-BINDING", Severity.ERROR, "Patient/a", "Patient.gender", PROFILE, "Patient.gender", "“man” is wrong.",
            3, 7)
WARNING = replace(ERROR, code="PZP-SYSTEM-ERA", severity=Severity.WARNING, path="Patient.name[0]", message="Old.",
                  rule="Patient.name:official", line=None, column=None)
NOTE = replace(ERROR, code="PZP-BINDING-UNDECIDED", severity=Severity.INFORMATION, message="Unknown.", undecided=True)
FATAL = Row("PZP-JSON-TRUNCATED", Severity.FATAL, "", "", "", "", "Cut off.", 9, 1)


def results(*files: tuple[str, Sequence[Row]], one_by_one: bool = False) -> Results:
    """Files with their findings; the resources are those the findings name, and one without any."""
    made = [FileResult(name, [Batch((*dict.fromkeys(row.resource for row in rows if row.resource), "Patient/fine"),
                                    frozenset({"r4-1.0.0-rc3"}), tuple(rows))]) for name, rows in files]
    return Results(iter(made), as_one_set=False) if one_by_one else Results(made)


def reported(format_name: str, given: Results, **how: Any) -> str:
    parts: list[str] = []
    reporter(format_name)(given, Setting(**how), parts.append)
    return "".join(parts)


ALL = (("a b.json", (ERROR, WARNING, NOTE)), ("cut.json", (FATAL,)), ("fine.json", ()))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Bundle with faults of several kinds."""
    path = tmp_path_factory.mktemp("plan") / "plan with faults.json"
    path.write_bytes(as_json(in_bundle(
        changed(PATIENT, gender="man", birthDate="1950-02-30", nickname="<Daan & co>"), {"resourceType": "Nothing"})))
    return path


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("one_by_one", [False, True])
def test_every_format_counts_everything(name: str, one_by_one: bool) -> None:
    given = results(*ALL, one_by_one=one_by_one)
    assert reported(name, given)
    counts = given.summary
    assert (counts.files, counts.resources) == (3, 4)
    assert (counts.valid, counts.invalid, counts.undecided, counts.unreadable) == (1, 1, 0, 1)
    assert (counts.errors, counts.warnings, counts.information) == (2, 1, 1)


# ---- text ----


def test_text_shows_place_rule_and_counts() -> None:
    text = reported("text", results(*ALL))
    assert "a b.json · r4-1.0.0-rc3 · not valid" in text
    assert ("  Patient/a\n    error  Patient.gender\n      “man” is wrong.\n      line 3:7\n"
            "      PZP-BINDING · Some\n") in text
    assert "warning  Patient.name[0]\n      Old.\n      PZP-SYSTEM-ERA · Some · Patient.name:official\n" in text
    assert "cut.json" in text
    assert "fatal" in text
    assert "Unknown." not in text, "information is for --verbose"
    assert text.endswith("3 files, 4 resources: 1 valid, 1 not valid, 1 unreadable\n"
                         "2 errors, 1 warning, 1 note (notes are shown with --verbose)\n")
    assert "Unknown." in reported("text", results(*ALL), verbose=True)


def test_text_in_dutch() -> None:
    text = reported("text", results(*ALL), language="nl")
    assert "fout  Patient.gender" in text
    assert "regel 3:7" in text
    assert text.endswith("2 fouten, 1 waarschuwing, 1 mededeling (mededelingen staan erbij met --verbose)\n")


def test_text_shows_what_is_the_same_once() -> None:
    rows = [replace(ERROR, resource=f"Patient/p{n}", line=n) for n in range(1, 7)]
    text = reported("text", results(("one.json", rows[:3]), ("two.json", rows[3:])))
    assert text.count("“man” is wrong.") == 1
    assert "and 5 more like this, in Patient/p2, Patient/p3, Patient/p4, …" in text
    assert "two.json" in text, "a file with errors is named even when they were shown above"
    again = [replace(ERROR, line=n) for n in range(1, 6)]
    assert "and 4 more like this, in lines 2, 3, 4, …" in reported("text", results(("one.json", again)))


def test_text_tells_at_the_end_what_came_again_one_by_one() -> None:
    rows = [replace(ERROR, resource=f"Patient/p{n}") for n in range(6)]
    text = reported("text", results(("one.json", rows), one_by_one=True))
    assert text.count("line 3:7") == 1
    assert "5 more: “man” is wrong. [PZP-BINDING Patient.gender]" in text
    assert "by itself" in text


def test_text_is_colored_only_when_asked_and_never_by_color_alone() -> None:
    plain, colored = (reported("text", results(*ALL), color=color) for color in (False, True))
    assert "\x1b" not in plain
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == plain != colored


@pytest.mark.parametrize("width", [60, 80, 120])
def test_text_fits_the_screen(plan: Path, width: int) -> None:
    document = pzp_exchange.read(plan)
    assert len(validate(document)) > 3
    long = replace(ERROR, message="word " * 60)
    text = reported("text", results(("x.json", (long,))), width=width)
    assert max(map(len, text.splitlines())) <= width


def test_text_quotes_the_line(plan: Path) -> None:
    _, out, _ = answer(("validate", str(plan)))
    assert re.search(r'\d+:\d+ │ "gender": "man",\n +│ \^{8}\n', out.decode())


def test_text_is_safe_for_the_terminal() -> None:
    row = replace(ERROR, resource="Patient/\x1b[31m", path="Patient.x\x07")
    text = reported("text", results(("na\x1bme.json", (row,))))
    assert "\x1b" not in text
    assert "\x07" not in text


def test_long_lines_are_cut_around_the_place() -> None:
    line = '{"id": "a", "text": "' + "x" * 500 + '", "gender": "man", "more": "' + "y" * 500 + '"}'
    source = SourceText("a.json", line.encode())
    column = line.index('"gender"') + 1
    found = source.excerpt(Position(1, column), 60)
    assert found is not None
    assert len(found.text) == 60
    assert found.text[found.start:found.start + found.length] == '"gender"'
    assert source.excerpt(Position(1, 1), 60) is None, "a bracket says nothing"
    assert source.excerpt(Position(7, 1), 60) is None


def test_places_are_those_that_the_codec_finds(plan: Path) -> None:
    data = plan.read_bytes()
    pointers = [pointer for pointer, _ in leaves(json.loads(data))]
    pointers += [(*pointers[5], "not", "there"), ("entry", 9, "resource")]
    source = Source("plan.json", "json", data)
    assert SourceText("plan.json", data).positions(pointers) == {each: source.position(each) for each in pointers}


# ---- OperationOutcome ----


def test_operation_outcome_is_one_in_both_fhir_versions(plan: Path) -> None:
    _, out, _ = answer(("validate", str(plan), "--format", "fhir"))
    outcome = json.loads(out)
    OutcomeR4.model_validate(outcome)
    OutcomeStu3.model_validate(outcome)
    for release in ("r4", "stu3"):
        document = pzp_exchange.read(out, release=release)
        assert [i for i in validate(document) if i.code != "PZP-RELEASE-UNKNOWN" and not i.undecided] == []


def test_operation_outcome_says_what_where_and_why() -> None:
    outcome = json.loads(reported("fhir", results(*ALL), language="nl"))
    first, *_, last = outcome["issue"]
    assert (first["severity"], first["code"], first["expression"]) == ("error", "code-invalid", ["Patient.gender"])
    assert first["details"]["text"] == "“man” is wrong."
    assert first["details"]["coding"][0]["code"] == "PZP-BINDING"
    assert first["diagnostics"] == (
        f"bestand a b.json; Patient/a; regel 3, kolom 7; profiel {PROFILE}; regel Patient.gender")
    assert last["severity"] == "fatal"
    assert "expression" not in last
    assert outcome["language"] == "nl"


def test_operation_outcome_without_findings_says_so() -> None:
    (issue,) = json.loads(reported("fhir", results(("fine.json", ()))))["issue"]
    assert (issue["severity"], issue["code"]) == ("information", "informational")


def test_every_code_has_a_fhir_issue_type() -> None:
    assert set(ISSUE_TYPES.values()) <= SHARED_ISSUE_TYPES
    unused = {start for start in ISSUE_TYPES if not any(code.startswith(start) for code in catalogue("en"))}
    assert unused == set()
    assert issue_type("PZP-INVARIANT-UNDECIDED") == "incomplete"
    assert issue_type("PZP-INVARIANT") == "invariant"


# ---- SARIF ----


def test_sarif_has_rules_results_and_places() -> None:
    log = json.loads(reported("sarif", results(*ALL)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    described = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        rule = described[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"]
    error, warning, note, fatal = run["results"]
    assert [each.get("level") for each in run["results"]] == ["error", "warning", "none", "error"]
    assert note["kind"] == "open", "undecided is neither right nor wrong"
    physical = error["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "a%20b.json"}, "region": {"startLine": 3, "startColumn": 7}}
    assert "region" not in warning["locations"][0]["physicalLocation"]
    assert error["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "Patient.gender"
    assert fatal["message"]["text"] == "Cut off."


def test_sarif_fingerprints_are_stable_and_hold_no_data() -> None:
    def prints(*rows: Row) -> list[str]:
        run = json.loads(reported("sarif", results(("a.json", rows))))["runs"][0]
        return [each["partialFingerprints"]["pzpFinding/v1"] for each in run["results"]]

    moved = replace(ERROR, line=80, message="Other words.")
    other = replace(ERROR, path="Patient.active")
    assert prints(ERROR) == prints(moved) != prints(other)
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in prints(ERROR, other))


# ---- JUnit ----


def test_junit_has_a_suite_a_file_and_a_case_a_resource() -> None:
    top = Tree.fromstring(reported("junit", results(*ALL)))  # noqa: S314 - our own
    assert top.attrib | {"name": ""} == {"name": "", "tests": "5", "failures": "1", "errors": "1"}
    first, cut, fine = top
    assert [case.get("name") for case in first] == ["Patient/a", "Patient/fine"]
    (failure,) = first[0].findall("failure")
    assert (failure.get("type"), failure.get("message")) == ("PZP-BINDING", "“man” is wrong.")
    assert failure.text == f"error: Patient.gender (3:7): “man” is wrong. [PZP-BINDING] {PROFILE} Patient.gender"
    assert "Old." in (first[0].findtext("system-out") or "")
    assert cut.get("errors") == "1"
    assert [len(case) for case in fine] == [0]


def test_junit_counts_warnings_when_they_are_to_fail() -> None:
    top = Tree.fromstring(reported("junit", results(*ALL), fail_on=Severity.WARNING))  # noqa: S314 - our own
    assert top.get("failures") == "2"


def test_junit_holds_what_xml_can_hold() -> None:
    row = replace(ERROR, resource="Patient/\x00\x1b", message="<&>\ufffe")
    top = Tree.fromstring(reported("junit", results(("a\x01.json", (row,)))))  # noqa: S314 - our own
    assert top[0][0].get("name") == "Patient/\ufffd\ufffd"
    assert top[0][0][0].get("message") == "<&>\ufffd"
