"""SARIF 2.1.0, for code scanning and editors.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. What could not be decided is of kind ``open``.
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...messages import rules
from ...report import Severity
from .results import FileResult, Results, Row, Setting

if TYPE_CHECKING:
    from . import Write

__all__ = ["report"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.FATAL: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
LANGUAGES = {"en": "en-US", "nl": "nl-NL"}
HELP = {"en": ("For example", "How to mend it"), "nl": ("Bijvoorbeeld", "Hoe te herstellen")}


def report(results: Results, how: Setting, write: Write) -> None:
    """Write it."""
    rows = [(file, row) for file in results for row in file.rows()]
    codes = sorted({row.code for _, row in rows})
    driver = {"name": "pzp", "semanticVersion": _version(), "rules": [_rule(code, how.language) for code in codes]}
    run = {"tool": {"driver": driver}, "language": LANGUAGES[how.language], "columnKind": "unicodeCodePoints",
           "results": [_result(file, row, codes.index(row.code)) for file, row in rows]}
    write(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n")


def _version() -> str:
    try:
        return version("pzp-exchange")
    except PackageNotFoundError:  # run from a source tree that was not installed
        return "0.0.0"


def _rule(code: str, language: str) -> dict[str, Any]:
    about = rules(language)[code]
    example, mend = HELP[language]
    text = f"{about.what}\n\n{about.why}\n\n{example}: {about.example}\n\n{mend}: {about.mend}"
    return {"id": code, "shortDescription": {"text": about.what}, "fullDescription": {"text": about.why},
            "help": {"text": text, "markdown": text}}


def _result(file: FileResult, row: Row, index: int) -> dict[str, Any]:
    kind = {"kind": "open", "level": "none"} if row.undecided else {"level": LEVELS[row.severity]}
    named = "|".join((row.code, file.path, row.resource, row.path, row.profile, row.rule))
    properties = {name: said for name, said in (("profile", row.profile), ("rule", row.rule)) if said}
    return {"ruleId": row.code, "ruleIndex": index, **kind, "message": {"text": row.message},
            "locations": [_location(file, row)],
            "partialFingerprints": {"pzpFinding/v1": sha256(named.encode("utf-8", "replace")).hexdigest()[:32]},
            **({"properties": properties} if properties else {})}


def _location(file: FileResult, row: Row) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file.path)}}
    if row.line:
        physical["region"] = {"startLine": row.line, "startColumn": row.column}
    logical = {"fullyQualifiedName": row.path, "kind": "element", "name": row.resource}
    return {"physicalLocation": physical, **({"logicalLocations": [logical]} if row.path else {})}


def _uri(path: str) -> str:
    """A relative path as it is, an absolute one as ``file:``; standard input by its name."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
