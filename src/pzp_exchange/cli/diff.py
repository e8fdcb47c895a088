"""``pzp diff``: what changed between two documents of one person, or in one between two dates."""

from __future__ import annotations

import argparse
import datetime
import sys
from typing import TYPE_CHECKING

from ..report import Status
from .common import FINE, NO, inputs, output, tell
from .looking import chosen, screen, today
from .words import Usage, said

if TYPE_CHECKING:
    from ..model.plan import AdvanceCarePlan


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the command."""
    command = commands.add_parser(
        "diff", help="what changed between two documents, or between two dates",
        description="What changed for one person: between A and B, or in A between two dates (--from, --on).")
    command.add_argument("before", metavar="A", help="file or directory: the plan as it was")
    command.add_argument("after", metavar="B", nargs="?", help="file or directory: the plan as it is now")
    command.add_argument("--on", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD",
                         help="the date to look at (default: today)")
    command.add_argument("--from", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD", dest="before_on",
                         help="the date to look at A (default: the same date)")
    command.add_argument("--release", default="auto", metavar="auto|r4|stu3|KEY",
                         help="release to read as (default: found from the documents)")
    command.add_argument("--format", choices=("text", "html", "json"), default="text")
    command.add_argument("--patient", metavar="ID|BSN", help="which patient, when the documents are about several")
    command.add_argument("--output", metavar="FILE", help="write to a file (default: standard output)")
    return command


def run(options: argparse.Namespace) -> int:
    """Compare and tell."""
    from ..model.changes import changes
    from ..show.changes import changes_view

    if options.after is None and options.before_on is None:
        raise Usage("two-documents")
    before, whole = _plan(options, options.before)
    after, also = _plan(options, options.after) if options.after else (before, True)
    if after is not before:
        _same_person(before, after, options.lang)
    found = changes(before, after, on=options.on or today(), before_on=options.before_on)
    view = changes_view(found, before, after, options.lang)
    if options.format == "json":
        from ..codec import encode_json
        from ..show.data import plain

        output(encode_json(plain(view)).data, options.output)
    elif options.format == "html":
        from ..show.html import render_changes_html

        output(render_changes_html(view).encode(), options.output)
    else:
        from ..show.changes_text import render_changes_text

        color, width = screen(options.output)
        output(render_changes_text(view, color, width).encode(), options.output)
    return FINE if whole and also else NO


def _plan(options: argparse.Namespace, path: str) -> tuple[AdvanceCarePlan, bool]:
    """The plan in a file or directory, and whether all of it could be read."""
    document = inputs(argparse.Namespace(**{**vars(options), "paths": [path]}))
    tell(document.report.issues, options.lang)
    return chosen(document, options.patient), document.report.status is not Status.UNREADABLE


def _same_person(before: AdvanceCarePlan, after: AdvanceCarePlan, language: str) -> None:
    """Two people's plans are never compared; where nobody can tell, that is said."""
    one, other = (plan.patient.bsn if plan.patient else None for plan in (before, after))
    if one and other and one != other:
        raise Usage("two-people")
    if not (one and other):
        print(f"pzp: {said('one-person-not-told', language)}", file=sys.stderr)
