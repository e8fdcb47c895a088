"""``pzp validate``: what is wrong with documents, where, by which rule, and what could not be checked."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import PzpError
from ..reading import files_of, read
from ..releases import release
from ..report import Severity
from .common import FINE, NO, WRONG_USAGE, add_paths, progress
from .reporters import FORMATS, reporter
from .reporters.results import STDIN, Results, Setting
from .words import Usage, said

NARROWEST, WIDEST = 60, 120
LONG_WORK = 20_000_000
"""Bytes from which ``--jobs`` shows a progress bar."""
MANY_RESOURCES = 2_000
"""From which a set shows one; that is about a second of work."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the command."""
    command = commands.add_parser("validate", help="check documents against the profiles of the standard")
    add_paths(command)
    command.add_argument("--format", choices=tuple(FORMATS), default="text", help="how to report (default: text)")
    command.add_argument("--fail-on", choices=("error", "warning"), default="error",
                         help="the least finding that makes the exit code 1 (default: error)")
    command.add_argument("--package", action="append", default=[], metavar="FILE",
                         help="FHIR package (.tgz, or a folder) whose profiles apply too; may be repeated")
    command.add_argument("--profile", action="append", default=[], metavar="URL",
                         help="profile to check resources against beside those they claim; may be repeated")
    command.add_argument("--on", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD",
                         help="the date to judge dates by (default: today)")
    command.add_argument("--output", metavar="FILE", help="write to a file (default: standard output)")
    command.add_argument("--verbose", action="store_true", help="show information too, in the text report")
    command.add_argument("--jobs", type=_at_least_one, metavar="N",
                         help="check each file and each line of NDJSON by itself, in N processes and constant memory; "
                              "references between them are not followed")
    return command


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(options: argparse.Namespace) -> int:
    """Check and report; the exit code is 1 for findings that count, 2 when nothing could be read."""
    how = _setting(options)
    skipped: list[str] = []
    names = list(_names(options.paths, skipped))
    if skipped:
        print(f"pzp: {said('skipped', options.lang, count=len(skipped))}", file=sys.stderr)
    if not names:
        raise Usage("nothing-read")
    try:
        with _results(names, how, options) as results, _opened(options.output) as write:
            reporter(options.format)(results, how, write)
    except PzpError as wrong:
        raise Usage("as-said", text=wrong) from None
    summary = results.summary
    if summary.unreadable == summary.files and not summary.resources:
        return WRONG_USAGE
    counted = summary.errors + (summary.warnings if how.fail_on is Severity.WARNING else 0)
    return NO if counted else FINE


def _setting(options: argparse.Namespace) -> Setting:
    to_screen = not options.output and sys.stdout.isatty()
    width = _columns() if to_screen else 80
    for package in options.package:
        if not Path(package).exists():
            raise Usage("no-such-path", path=package)
    try:
        wanted = None if options.release == "auto" else release(options.release).key
    except PzpError as wrong:
        raise Usage("as-said", text=wrong) from None
    return Setting(options.lang, wanted, tuple(options.profile), tuple(options.package), options.on,
                   Severity(options.fail_on), options.verbose, to_screen and "NO_COLOR" not in os.environ,
                   max(NARROWEST, min(width, WIDEST)), options.format == "text")


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def _names(paths: list[str], skipped: list[str]) -> Iterator[str]:
    """Every file once, under the name the report gives it."""
    seen: set[str] = set()
    for path in paths:
        if path != STDIN and not Path(path).exists():
            raise Usage("no-such-path", path=path)
        for name in (STDIN,) if path == STDIN else map(str, files_of(Path(path), skipped)):
            if name not in seen:
                seen.add(name)
                yield name


@contextmanager
def _results(names: list[str], how: Setting, options: argparse.Namespace) -> Iterator[Results]:
    from .checking import as_one_set, each_by_itself

    if options.jobs:
        to_do = sum(Path(name).stat().st_size for name in names if name != STDIN)
        # what is found is written all the while, which on one terminal would run through the bar
        shown = to_do >= LONG_WORK and (bool(options.output) or not sys.stdout.isatty())
        with _bar(to_do, shown=shown) as seen:
            yield Results(each_by_itself(names, sys.stdin.buffer, how, options.jobs, seen), as_one_set=False)
        return
    given = sys.stdin.buffer.read() if STDIN in names else b""
    with progress([given if name == STDIN else Path(name) for name in names]) as watched:
        document = read(*watched, release=how.release)
    with _bar(len(document), shown=len(document) >= MANY_RESOURCES) as seen:
        found = as_one_set(names, document, given, how, seen)
    yield Results(found)


@contextmanager
def _bar(total: int, *, shown: bool) -> Iterator[Callable[[int], object]]:
    """How to tell what has been done of the total: on a progress bar on standard error, when that is a terminal."""
    if not shown or not sys.stderr.isatty():
        yield lambda _size: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("validate", total=total)
        yield lambda done: bar.advance(task, done)


@contextmanager
def _opened(path: str | None) -> Iterator[Callable[[str], object]]:
    """How to write text to a file, or to standard output, in UTF-8."""
    if not path:
        yield lambda text: sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        return
    with Path(path).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as opened:
        yield opened.write
