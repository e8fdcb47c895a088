"""What all commands share: inputs, outputs, the language, progress and exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..document import Document
from ..reading import Readable, files_of, read
from ..report import Issue, Severity
from .words import Usage, said

__all__ = ["FINE", "NO", "WRONG_USAGE", "add_paths", "default_language", "inputs", "output", "tell"]

FINE, NO, WRONG_USAGE = 0, 1, 2
MANY_FILES = 50


def default_language() -> str:
    """``nl`` for a Dutch locale, else ``en``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "nl" if value.lower().startswith("nl") else "en"
    return "en"


def add_paths(command: argparse.ArgumentParser) -> None:
    """The inputs, and which release to read them as."""
    command.add_argument("paths", nargs="+", metavar="PATH", help="file, directory, or - for standard input")
    command.add_argument("--release", default="auto", metavar="auto|r4|stu3|KEY",
                         help="release to read as (default: found from the documents)")


def inputs(options: argparse.Namespace) -> Document:
    """Read all inputs of a command as one set, with a progress bar when there are many files."""
    from ..errors import UnknownReleaseError

    sources: list[Readable] = []
    skipped: list[str] = []
    for path in options.paths:
        if path == "-":
            sources.append(sys.stdin.buffer.read())
        elif not Path(path).exists():
            raise Usage("no-such-path", path=path)
        else:
            sources.extend(files_of(Path(path), skipped))
    try:
        with progress(sources) as watched:
            document = read(*watched, release=None if options.release == "auto" else options.release)
    except UnknownReleaseError as wrong:
        raise Usage("as-said", text=wrong) from None
    if skipped:
        print(f"pzp: {said('skipped', options.lang, count=len(skipped))}", file=sys.stderr)
    if not document.roots and not document.given_plans:
        tell(document.report.issues, options.lang)
        raise Usage("nothing-read")
    return document


@contextmanager
def progress(items: list[Readable]) -> Iterator[Iterable[Readable]]:
    """The items, with a bar on standard error when it is a terminal and there are many."""
    if len(items) < MANY_FILES or not sys.stderr.isatty():
        yield items
        return
    from rich.console import Console
    from rich.progress import track

    yield track(items, description="read", console=Console(stderr=True), transient=True)


def tell(issues: Iterable[Issue], language: str) -> None:
    """Print findings of reading on standard error, information left out."""
    for found in issues:
        if found.severity is not Severity.INFORMATION:
            place = f":{found.position.line}:{found.position.column}" if found.position else ""
            where = f"{found.source}{place}" + (f" {found.path}" if found.path else "")
            print(f"{found.severity}: {where}: {found.message(language)} [{found.code}]", file=sys.stderr)


def output(data: bytes, path: str | None) -> None:
    """Write to a file, or to standard output."""
    if path:
        Path(path).write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
