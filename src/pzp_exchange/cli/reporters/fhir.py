"""One OperationOutcome, in the shape that R4 and STU3 share."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from .results import FileResult, Results, Row, Setting

if TYPE_CHECKING:
    from . import Write

__all__ = ["ISSUE_TYPES", "report"]

CODE_SYSTEM = "https://pzp-exchange.github.io/rules"
"""Of our issue codes."""
ISSUE_TYPES = {
    "PZP-": "processing",
    "PZP-BINDING": "code-invalid",
    "PZP-BINDING-UNDECIDED": "incomplete",
    "PZP-CARDINALITY-MAX": "structure",
    "PZP-CARDINALITY-MIN": "required",
    "PZP-CHOICE": "structure",
    "PZP-DEPTH": "too-costly",
    "PZP-EMPTY": "structure",
    "PZP-EXTENSION-": "extension",
    "PZP-FILE": "security",
    "PZP-FIXED": "value",
    "PZP-INVARIANT": "invariant",
    "PZP-INVARIANT-UNDECIDED": "incomplete",
    "PZP-JSON-": "structure",
    "PZP-MAX-LENGTH": "too-long",
    "PZP-MODIFIER-UNKNOWN": "extension",
    "PZP-MORE": "incomplete",
    "PZP-NODES": "too-costly",
    "PZP-NOT-FHIR": "structure",
    "PZP-PATTERN": "value",
    "PZP-PLAN-": "business-rule",
    "PZP-PLAN-BSN": "value",
    "PZP-PLAN-CONFLICT": "conflict",
    "PZP-PLAN-DANGLING": "not-found",
    "PZP-PLAN-IDENTIFIER": "value",
    "PZP-PLAN-JSON": "structure",
    "PZP-PLAN-PARTIES-UNDECIDED": "incomplete",
    "PZP-PLAN-UNDECIDED": "incomplete",
    "PZP-PRIMITIVE": "value",
    "PZP-PROFILE-TYPE": "structure",
    "PZP-PROFILE-UNKNOWN": "not-supported",
    "PZP-REFERENCE-": "structure",
    "PZP-REFERENCE-UNDECIDED": "incomplete",
    "PZP-RESOURCE-TYPE": "structure",
    "PZP-SAME-ID": "duplicate",
    "PZP-SIBLING": "structure",
    "PZP-SIZE": "too-costly",
    "PZP-SLICE-": "structure",
    "PZP-SLICE-MIN": "required",
    "PZP-SLICE-UNDECIDED": "incomplete",
    "PZP-SYSTEM-ERA": "code-invalid",
    "PZP-TYPE": "structure",
    "PZP-UNKNOWN-ELEMENT": "structure",
    "PZP-VALUE-RANGE": "value",
    "PZP-XHTML": "structure",
    "PZP-XML-": "structure",
}
"""FHIR's issue types (http://hl7.org/fhir/issue-type) by how our codes begin; the longest beginning counts."""
WORDS = {
    "en": {"fine": "No findings.", "file": "file", "line": "line {line}, column {column}", "profile": "profile",
           "rule": "rule", "found": "{errors} errors, {warnings} warnings, {information} notes."},
    "nl": {"fine": "Geen bevindingen.", "file": "bestand", "line": "regel {line}, kolom {column}", "profile": "profiel",
           "rule": "regel", "found": "{errors} fouten, {warnings} waarschuwingen, {information} mededelingen."},
}


def report(results: Results, how: Setting, write: Write) -> None:
    """Write it."""
    words = WORDS[how.language]
    issues = [_issue(row, file, words) for file in results for row in file.rows()]
    counts = results.summary
    said = words["found"].format(errors=counts.errors, warnings=counts.warnings, information=counts.information)
    narrative = f'<div xmlns="http://www.w3.org/1999/xhtml">{escape(said)}</div>'
    fine = {"severity": "information", "code": "informational", "details": {"text": words["fine"]}}
    outcome = {"resourceType": "OperationOutcome", "language": how.language,
               "text": {"status": "generated", "div": narrative}, "issue": issues or [fine]}
    write(json.dumps(outcome, ensure_ascii=False, indent=1) + "\n")


def issue_type(code: str) -> str:
    """FHIR's issue type for one of our codes."""
    return ISSUE_TYPES[max((start for start in ISSUE_TYPES if code.startswith(start)), key=len)]


def _issue(row: Row, file: FileResult, words: dict[str, str]) -> dict[str, Any]:
    where = [f"{words['file']} {file.path}"]
    if row.line:
        where.append(words["line"].format(line=row.line, column=row.column))
    where.extend(f"{words[name]} {said}" for name, said in (("profile", row.profile), ("rule", row.rule)) if said)
    if row.resource:
        where.insert(1, row.resource)
    made = {"severity": row.severity, "code": issue_type(row.code),
            "details": {"coding": [{"system": CODE_SYSTEM, "code": row.code}], "text": row.message},
            "diagnostics": "; ".join(where)}
    return {**made, "expression": [row.path]} if row.path else made
