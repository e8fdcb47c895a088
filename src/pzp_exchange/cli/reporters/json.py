"""One JSON object as the contract of the command line says, written while the findings come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from .results import FileResult, Results, Row, Setting

if TYPE_CHECKING:
    from . import Write

__all__ = ["report"]


def report(results: Results, _how: Setting, write: Write) -> None:
    """Write it. Where ``status`` is only known after the findings of a file, it stands behind them."""
    write('{"files": [')
    for number, file in enumerate(results):
        write(",\n " if number else "\n ")
        _write_file(file, write)
    scope = "set" if results.as_one_set else "each"
    write(f'\n],\n"scope": "{scope}",\n"summary": {_text(asdict(results.summary))}}}\n')


def _write_file(file: FileResult, write: Write) -> None:
    head = {"path": file.path, **(_verdict(file) if file.known else {})}
    write(f'{_text(head)[:-1]}, "issues": [')
    for number, row in enumerate(file.rows()):
        write((",\n  " if number else "\n  ") + _text(_issue(row)))
    write("]" + ("" if file.known else f", {_text(_verdict(file))[1:-1]}") + "}")


def _verdict(file: FileResult) -> dict[str, Any]:
    return {"release": file.tally.release, "status": file.tally.status}


def _issue(row: Row) -> dict[str, Any]:
    return {"code": row.code, "severity": row.severity, "resource": row.resource, "path": row.path,
            "profile": row.profile, "rule": row.rule, "message": row.message, "line": row.line, "column": row.column,
            "undecided": row.undecided}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
