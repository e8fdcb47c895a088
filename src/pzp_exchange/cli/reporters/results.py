"""What reporters get: per file its findings in words, as they come, and the counts when all have come."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from ...report import Severity, Status

__all__ = ["STDIN", "Batch", "Excerpt", "FileResult", "Results", "Row", "Setting", "Summary", "Tally"]

STDIN = "-"
"""Standard input, as users name it and as reports do."""


class Setting(Struct, frozen=True):
    """What the user asked for; goes to the processes of ``--jobs`` too."""

    language: str = "en"
    release: str | None = None
    profiles: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    on: datetime.date | None = None
    fail_on: Severity = Severity.ERROR
    """The least severity that makes the answer "no"."""
    verbose: bool = False
    color: bool = False
    width: int = 80
    excerpts: bool = False
    """Whether the offending lines are wanted."""


class Excerpt(Struct, frozen=True):
    """One line of a source, or the part of it around a place; ``start`` and ``length`` say what to underline."""

    text: str
    start: int
    length: int

    def __repr__(self) -> str:
        return f"Excerpt(start={self.start}, length={self.length})"


class Row(Struct, frozen=True):
    """One finding, ready to be written: the fields of the JSON report, and the excerpt for a terminal."""

    code: str
    severity: Severity
    resource: str
    path: str
    profile: str
    rule: str
    message: str
    line: int | None = None
    column: int | None = None
    undecided: bool = False
    excerpt: Excerpt | None = None

    def __repr__(self) -> str:
        return f"Row({self.code}, {self.resource!r}, {self.path!r}, {self.line}:{self.column})"


class Batch(Struct, frozen=True):
    """Part of a file: the resources in it, the releases they are of, and what was found."""

    resources: tuple[str, ...] = ()
    releases: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()


class Tally(Struct):
    """The counts of one file."""

    resources: int = 0
    fatal: int = 0
    errors: int = 0
    """Of severity error or fatal."""
    warnings: int = 0
    information: int = 0
    undecided: int = 0
    releases: set[str] = field(default_factory=set)

    def add(self, batch: Batch) -> None:
        """Count a batch."""
        self.resources += len(batch.resources)
        self.releases |= batch.releases
        for row in batch.rows:
            self.fatal += row.severity is Severity.FATAL
            self.errors += row.severity in (Severity.FATAL, Severity.ERROR)
            self.warnings += row.severity is Severity.WARNING
            self.information += row.severity is Severity.INFORMATION
            self.undecided += row.undecided

    @property
    def status(self) -> Status:
        """As ``Report.status``."""
        if self.fatal:
            return Status.UNREADABLE
        if self.errors:
            return Status.INVALID
        return Status.UNDECIDED if self.undecided else Status.VALID

    @property
    def release(self) -> str | None:
        """The release key, or ``None`` when the resources are of several or nothing tells."""
        return next(iter(self.releases)) if len(self.releases) == 1 else None


class FileResult:
    """One file: iterate over its batches, once; its ``tally`` is complete afterwards, or ``known`` before."""

    def __init__(self, path: str, batches: Iterable[Batch]) -> None:
        self.path = path
        self.tally = Tally()
        self.known = isinstance(batches, Sequence)
        self._batches = batches
        if isinstance(batches, Sequence):
            for batch in batches:
                self.tally.add(batch)

    def __iter__(self) -> Iterator[Batch]:
        for batch in self._batches:
            if not self.known:
                self.tally.add(batch)
            yield batch

    def rows(self) -> Iterator[Row]:
        """The findings of all batches."""
        for batch in self:
            yield from batch.rows


class Summary(Struct):
    """The counts of all files, in the order of the JSON report."""

    files: int = 0
    resources: int = 0
    valid: int = 0
    invalid: int = 0
    undecided: int = 0
    unreadable: int = 0
    errors: int = 0
    warnings: int = 0
    information: int = 0

    def add(self, tally: Tally) -> None:
        """Count a file."""
        self.files += 1
        self.resources += tally.resources
        self.errors += tally.errors
        self.warnings += tally.warnings
        self.information += tally.information
        status = tally.status.value
        setattr(self, status, getattr(self, status) + 1)


class Results:
    """All files: iterate, once, and take every batch of each file; the ``summary`` is complete afterwards."""

    def __init__(self, files: Iterable[FileResult], *, as_one_set: bool = True) -> None:
        self._files = files
        self.as_one_set = as_one_set
        """Whether all was checked as one set, or each file and line by itself."""
        self.summary = Summary()

    def __iter__(self) -> Iterator[FileResult]:
        for file in self._files:
            yield file
            self.summary.add(file.tally)

    @property
    def in_memory(self) -> Sequence[FileResult]:
        """All files when they are in memory already; none when they come one by one."""
        return self._files if isinstance(self._files, Sequence) else ()
