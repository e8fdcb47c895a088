"""Findings: frozen, addable, and free of patient data where they are logged."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pzp_exchange import Issue, Report
from pzp_exchange.report import Position, Severity, Status, issue

FATAL = issue("PZP-EMPTY", Severity.FATAL)
ERROR = issue("PZP-XML-REPEATED", Severity.ERROR, "Patient.id", element="id", count=2)
WARNING = issue("PZP-SAME-ID", Severity.WARNING, other="a.json")
INFORMATION = issue("PZP-RELEASE-UNKNOWN", Severity.INFORMATION)
UNDECIDED = replace(WARNING, undecided=True)


@pytest.mark.parametrize(("issues", "status"), [
    ((), Status.VALID),
    ((INFORMATION, WARNING), Status.VALID),
    ((UNDECIDED, INFORMATION), Status.UNDECIDED),
    ((UNDECIDED, ERROR), Status.INVALID),
    ((ERROR, FATAL, UNDECIDED), Status.UNREADABLE),
])
def test_the_verdict(issues: tuple[Issue, ...], status: Status) -> None:
    assert Report(issues).status is status


def test_findings_by_severity() -> None:
    report = Report((FATAL, ERROR, WARNING, INFORMATION))
    assert report.errors == (FATAL, ERROR)
    assert report.warnings == (WARNING,)
    assert (len(report), list(report)) == (4, [FATAL, ERROR, WARNING, INFORMATION])


def test_reports_add_up_and_stay_as_they_are() -> None:
    one, other = Report((ERROR,)), Report((WARNING,))
    assert (one + other).issues == (ERROR, WARNING)
    assert (one + (found for found in [FATAL])).issues == (ERROR, FATAL)
    assert (one.issues, other.issues) == ((ERROR,), (WARNING,))
    assert bool(Report()), "a report is there, whether or not it found anything"
    with pytest.raises(AttributeError):
        one.issues = ()  # type: ignore[misc]


def test_severities_are_those_of_fhir() -> None:
    assert [str(severity) for severity in Severity] == ["fatal", "error", "warning", "information"]


@pytest.mark.parametrize(("found", "text"), [
    (FATAL, "There is nothing in it. [PZP-EMPTY]"),
    (replace(FATAL, source="a.json"), "a.json: There is nothing in it. [PZP-EMPTY]"),
    (replace(FATAL, source="a.json", resource="Patient/p"),
     "Patient/p: There is nothing in it. [PZP-EMPTY]"),
    (issue("PZP-EMPTY", Severity.FATAL, "Patient.name[0]", position=Position(3, 7)),
     "Patient.name[0]: There is nothing in it. [PZP-EMPTY] (line 3)"),
    (replace(issue("PZP-EMPTY", position=Position(3, 7)), rule="Patient.name"),
     "There is nothing in it. [PZP-EMPTY] (Patient.name, line 3)"),
    (replace(FATAL, profile="https://example.org/p"), "There is nothing in it. [PZP-EMPTY] (https://example.org/p)"),
])
def test_a_finding_as_a_line(found: Issue, text: str) -> None:
    assert str(found) == text


def test_messages_in_two_languages_with_values_cut() -> None:
    found = issue("PZP-JSON-DUPLICATE", key="k" * 500)
    assert "key “kkk" in found.message()
    assert "sleutel “kkk" in found.message("nl")
    assert "k" * 79 + "…" in found.message()
    assert "k" * 80 not in found.message()


def test_a_value_cannot_forge_a_line() -> None:
    assert "\n" not in issue("PZP-JSON-DUPLICATE", key="a\nfatal: b").message()


def test_values_stay_out_of_what_is_logged() -> None:
    found = issue("PZP-JSON-DUPLICATE", Severity.ERROR, "Patient.name", key="Vérzonnen")
    assert "Vérzonnen" not in repr(found)
    assert "Vérzonnen" not in repr(Report((found,)))
    assert "PZP-JSON-DUPLICATE" in repr(found)
    assert found == issue("PZP-JSON-DUPLICATE", Severity.ERROR, "Patient.name", key="Vérzonnen")
    assert found != issue("PZP-JSON-DUPLICATE", Severity.ERROR, "Patient.name", key="Bedenk")
