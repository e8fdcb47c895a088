"""JUnit XML, for build servers: a suite a file, a case a resource, a failure for each finding that counts.

Source: the schema that Jenkins' xUnit plugin publishes; there is no official one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

from ...report import Severity
from .results import FileResult, Results, Row, Setting

if TYPE_CHECKING:
    from . import Write

__all__ = ["report"]

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(results: Results, how: Setting, write: Write) -> None:
    """Write it."""
    top = Tree.Element("testsuites", name="pzp validate")
    for file in results:
        _suite(top, file, how)
    for name in ("tests", "failures", "errors"):
        top.set(name, str(sum(int(suite.get(name, "0")) for suite in top)))
    Tree.indent(top, " ")
    write('<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(top, "unicode") + "\n")


def _suite(top: Tree.Element, file: FileResult, how: Setting) -> None:
    by_resource: dict[str, list[Row]] = {}
    for batch in file:
        for resource in batch.resources:
            by_resource.setdefault(resource, [])
        for row in batch.rows:
            by_resource.setdefault(row.resource or file.path, []).append(row)
    suite = Tree.SubElement(top, "testsuite", name=_clean(file.path), tests=str(len(by_resource)))
    counted = {how.fail_on, Severity.ERROR}
    for resource, rows in by_resource.items():
        case = Tree.SubElement(suite, "testcase", classname=_clean(file.path), name=_clean(resource))
        _add(case, "error", [row for row in rows if row.severity is Severity.FATAL])
        _add(case, "failure", [row for row in rows if row.severity in counted])
        rest = [row for row in rows if row.severity is not Severity.FATAL and row.severity not in counted]
        if rest:
            Tree.SubElement(case, "system-out").text = "\n".join(_line(row) for row in rest)
    for name, kind in (("errors", "error"), ("failures", "failure")):
        suite.set(name, str(len(suite.findall(f"testcase/{kind}"))))


def _add(case: Tree.Element, kind: str, rows: list[Row]) -> None:
    for row in rows:
        Tree.SubElement(case, kind, type=row.code, message=_clean(row.message)).text = _line(row)


def _line(row: Row) -> str:
    place = f" ({row.line}:{row.column})" if row.line else ""
    by = " ".join(said for said in (row.profile, row.rule) if said)
    return _clean(f"{row.severity}: {row.path or row.resource}{place}: {row.message} [{row.code}] {by}".rstrip())


def _clean(text: str) -> str:
    """What XML can hold of a text."""
    return NOT_XML.sub("\ufffd", text)
