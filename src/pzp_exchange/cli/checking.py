"""What ``pzp validate`` does with its files: all as one set, or (``--jobs``) each file and NDJSON line by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, NamedTuple

from ..document import Document, Entry
from ..reading import Readable, read
from ..report import Issue, Report
from ..validation import validate
from .reporters.results import STDIN, Batch, FileResult, Setting
from .reporters.rows import SourceText, rows

__all__ = ["as_one_set", "each_by_itself"]

CHUNK = 1 << 18
"""Bytes of NDJSON that are checked in one go."""
AHEAD = 4
"""Chunks per process that may be under way: enough to keep all busy, few enough to need little memory."""
ABOUT_ONE = frozenset({
    "PZP-PLAN-AFTER-DEATH", "PZP-PLAN-BEFORE-BIRTH", "PZP-PLAN-BSN", "PZP-PLAN-CONTRADICTION", "PZP-PLAN-DANGLING",
    "PZP-PLAN-FUTURE", "PZP-PLAN-ICD-DENY", "PZP-PLAN-IDENTIFIER", "PZP-PLAN-IDENTIFIER-SYSTEM", "PZP-PLAN-JSON",
    "PZP-PLAN-NO-DECISION", "PZP-PLAN-NO-PATIENT", "PZP-PLAN-OLD-GOAL-CODE", "PZP-PLAN-PARTIES-UNDECIDED",
    "PZP-PLAN-UNDECIDED",
})
"""What plan rules can say of one resource; the others look at what stands elsewhere in the set."""


def as_one_set(names: Iterable[str], document: Document, standard_input: bytes, how: Setting,
               seen: Callable[[int], object]) -> list[FileResult]:
    """Check everything together; references resolve across files. ``seen`` is told of each resource."""
    report = _validated(document, how, lambda _entry: seen(1))
    found: dict[str, list[Issue]] = {name: [] for name in names}
    for each in report:
        found.setdefault(each.source, []).append(each)
    inside: dict[str, list[Entry]] = {}
    for entry in document:
        inside.setdefault(entry.source.name, []).append(entry)
    contents = {root.source.name: root.source.data for root in document.roots}
    results = []
    for name, issues in found.items():
        data = contents.get(name, b"")
        if issues and not data:
            data = _again(name, standard_input)
        results.append(FileResult(name, [_batch(inside.get(name, ()), issues, SourceText(name, data), how)]))
    return results


def _again(name: str, standard_input: bytes) -> bytes:
    """The bytes of a source that could not be understood, to quote from; none where it may not even be read."""
    try:
        return standard_input if name == STDIN else Path(name).read_bytes()
    except OSError:
        return b""


def _validated(document: Document, how: Setting, seen: Callable[[Entry], object] | None = None) -> Report:
    return validate(document, profiles=how.profiles, packages=how.packages, on=how.on, seen=seen)


def _batch(entries: Iterable[Entry], issues: Iterable[Issue], text: SourceText, how: Setting) -> Batch:
    entries = tuple(entries)
    return Batch(tuple(entry.reference for entry in entries),
                 frozenset(entry.release.key for entry in entries if entry.release), rows(issues, text, how))


class Task(NamedTuple):
    """A file, or some lines of one."""

    name: str
    data: bytes | None = None
    """``None``: to be read from the file."""
    first_line: int = 1
    by_line: bool = False


def each_by_itself(names: Iterable[str], standard_input: IO[bytes], how: Setting, jobs: int,
                   seen: Callable[[int], object]) -> Iterator[FileResult]:
    """Check every file, and every line of NDJSON, as a set of its own, with ``jobs`` processes in constant memory.

    References to elsewhere stay undecided, and plan rules that need more than one resource are left out of lines and
    files that hold one. ``seen`` is told how many bytes were taken up.
    """
    tasks = (task for name in names for task in _tasks(name, standard_input, seen))
    for name, group in groupby(_ordered(tasks, how, jobs), key=itemgetter(0)):
        yield FileResult(name, (batch for _, batch in group))


def _tasks(name: str, standard_input: IO[bytes], seen: Callable[[int], object]) -> Iterator[Task]:
    """Some lines at a time when every line is a document, as the name or the first line tells; else all at once."""
    try:
        with nullcontext(standard_input) if name == STDIN else Path(name).open("rb") as opened:
            first = opened.readline()
            whole = first.strip()
            if not first or not (name.endswith(".ndjson") or (whole.startswith(b"{") and whole.endswith(b"}"))):
                seen(Path(name).stat().st_size if name != STDIN else 0)
                yield Task(name, first + opened.read() if name == STDIN else None)
                return
            number, lines = 1, [first, *opened.readlines(CHUNK)]
            while lines:
                chunk = b"".join(lines)
                seen(len(chunk))
                yield Task(name, chunk, number, by_line=True)
                number += len(lines)
                lines = opened.readlines(CHUNK)
    except PermissionError:
        yield Task(name)


def _ordered(tasks: Iterable[Task], how: Setting, jobs: int) -> Iterator[tuple[str, Batch]]:
    """The outcomes in the order of the tasks, with few of them under way at a time."""
    if jobs == 1:
        yield from ((task.name, check(task, how)) for task in tasks)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[tuple[str, Future[Batch]]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        for task in tasks:
            waiting.append((task.name, pool.submit(check, task, how)))
            if len(waiting) > jobs * AHEAD:
                name, future = waiting.popleft()
                yield name, future.result()
        while waiting:
            name, future = waiting.popleft()
            yield name, future.result()


def check(task: Task, how: Setting) -> Batch:
    """Check one task; runs in another process."""
    if task.data is None:
        return _alone(Path(task.name), SourceText(task.name, _again(task.name, b"")), how)
    if not task.by_line or (task.first_line == 1 and not task.data.strip()):
        return _alone(task.data, SourceText(task.name, task.data), how)
    batches = [_alone(line, SourceText("", line, task.first_line + number), how)
               for number, line in enumerate(task.data.split(b"\n")) if line.strip()]
    return Batch(tuple(chain.from_iterable(batch.resources for batch in batches)),
                 frozenset[str]().union(*(batch.releases for batch in batches)),
                 tuple(chain.from_iterable(batch.rows for batch in batches)))


def _alone(source: Readable, text: SourceText, how: Setting) -> Batch:
    document = read(source, release=how.release)
    issues: Iterable[Issue] = _validated(document, how)
    if len(document) == 1:
        issues = (found for found in issues if not found.code.startswith("PZP-PLAN-") or found.code in ABOUT_ONE)
    return _batch(document, issues, text, how)
