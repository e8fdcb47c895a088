"""Findings as frozen data: what is the matter, where, and by which rule.

Rendering is elsewhere (``messages`` for the words, ``cli`` for the screen). ``params`` may hold patient data
and is therefore left out of ``repr``; ``code`` and ``path`` are safe to log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, Protocol

from msgspec import Struct

from .messages import render

__all__ = ["Issue", "Place", "Position", "Report", "Severity", "Status", "issue"]

SAFE = ("code", "severity", "path", "resource", "rule", "profile", "source", "undecided")
"""What ``repr`` shows of an issue."""


class Severity(StrEnum):
    """How bad a finding is, in the words of FHIR's OperationOutcome."""

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class Status(StrEnum):
    """The verdict on a set of documents."""

    VALID = "valid"
    INVALID = "invalid"
    UNDECIDED = "undecided"
    UNREADABLE = "unreadable"


class Position(Struct, frozen=True, order=True, gc=False):
    """A place in a text: line and column, both counted from 1, the column in characters."""

    line: int
    column: int


class Place(Protocol):
    """Something that can find its position in a text."""

    @property
    def position(self) -> Position | None:
        """Line and column."""


class Issue(Struct, frozen=True):
    """One finding.

    ``code`` is stable (``PZP-…``). ``path`` starts at the resource type and has ``[n]`` on repeating elements
    only. ``rule`` is the element or slice of the profile that was broken. ``source`` is the file as the caller
    named it. ``undecided`` marks a check that could not be done.
    """

    code: str
    severity: Severity
    path: str = ""
    params: tuple[tuple[str, str], ...] = ()
    resource: str = ""
    rule: str = ""
    profile: str = ""
    source: str = ""
    place: Position | Place | None = None
    """Where in the text, or how to find that out; see ``position``."""
    undecided: bool = False

    @property
    def position(self) -> Position | None:
        """Line and column in the text of the source, found when asked for; ``None`` when it is not known."""
        return self.place if isinstance(self.place, Position | None) else self.place.position

    def message(self, language: str = "en") -> str:
        """The finding in words, in ``en`` or ``nl``; values are cut at 80 characters."""
        return render(self.code, language, dict(self.params))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in SAFE)
        return f"Issue({said})"

    def __str__(self) -> str:
        where = self.path or self.resource or self.source
        found = self.position
        place = f", line {found.line}" if found else ""
        by = self.rule or self.profile
        detail = f" ({by}{place})" if by else f" ({place[2:]})" if place else ""
        return f"{where}: " * bool(where) + f"{self.message()} [{self.code}]{detail}"


def issue(code: str, severity: Severity = Severity.ERROR, path: str = "", /, *,
          position: Position | Place | None = None, source: str = "", resource: str = "", **params: Any) -> Issue:
    """Make an ``Issue``; named values for the message template go in as keyword arguments."""
    values = tuple(sorted((key, str(value)) for key, value in params.items()))
    return Issue(code, severity, path, values, resource=resource, source=source, place=position)


class Report(Struct, frozen=True):
    """All findings on one set of documents; reports add up with ``+``."""

    issues: tuple[Issue, ...] = ()

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The findings of severity error or fatal."""
        return tuple(i for i in self.issues if i.severity in (Severity.ERROR, Severity.FATAL))

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """The findings of severity warning."""
        return tuple(i for i in self.issues if i.severity is Severity.WARNING)

    @property
    def status(self) -> Status:
        """``unreadable`` over ``invalid`` over ``undecided`` over ``valid``."""
        if any(i.severity is Severity.FATAL for i in self.issues):
            return Status.UNREADABLE
        if self.errors:
            return Status.INVALID
        return Status.UNDECIDED if any(i.undecided for i in self.issues) else Status.VALID

    def __add__(self, other: Report | Iterable[Issue]) -> Report:
        return Report(self.issues + tuple(other))

    def __iter__(self) -> Iterator[Issue]:
        return iter(self.issues)

    def __len__(self) -> int:
        return len(self.issues)

    def __bool__(self) -> bool:
        return True
