"""``pzp show``: the plan for a person."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..codec import encode_json
from ..model.plan import AdvanceCarePlan
from ..report import Status
from .common import FINE, NO, add_paths, inputs, output, tell
from .looking import chosen, screen, today
from .words import Usage

if TYPE_CHECKING:
    from ..model.audience import Access


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the command."""
    command = commands.add_parser("show", help="show a plan to a person: what holds on a date")
    add_paths(command)
    command.add_argument("--on", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD",
                         help="the date to look at (default: today)")
    command.add_argument("--history", action="store_true", help="show what no longer holds, too")
    command.add_argument("--for", dest="audience", metavar="AUDIENCE",
                         help="show what an audience sees, and say what was withheld: "
                              "emergency, professional, social-domain, volunteer or patient (in plain language)")
    command.add_argument("--audiences", metavar="FILE.json", help="own table of who sees what, with --for")
    command.add_argument("--format", choices=("text", "html", "json"), default="text")
    command.add_argument("--patient", metavar="ID|BSN", help="which patient, when the set is about several")
    command.add_argument("--output", metavar="FILE", help="write to a file (default: standard output)")
    return command


def run(options: argparse.Namespace) -> int:
    """Show one patient's plan."""
    document = inputs(options)
    tell(document.report.issues, options.lang)
    plan = chosen(document, options.patient)
    output(_rendered(plan, options.on or today(), options), options.output)
    return NO if document.report.status is Status.UNREADABLE else FINE


def _table(options: argparse.Namespace) -> Mapping[str, Mapping[str, Access]] | None:
    """The caller's own table of who sees what, with the audience in it; ``None`` for the library's own."""
    if options.audience is None:
        if options.audiences:
            raise Usage("audiences-alone")
        return None
    from ..model.audience import audiences, load_audiences

    try:
        table = load_audiences(options.audiences) if options.audiences else audiences()
    except OSError as wrong:
        raise Usage("as-said", text=f"{options.audiences}: {wrong.strerror}") from None
    except ValueError as wrong:
        raise Usage("as-said", text=f"{options.audiences}: {wrong}") from None
    if options.audience not in table:
        raise Usage("no-such-audience", wanted=options.audience, known=", ".join(table))
    return table


def _rendered(plan: AdvanceCarePlan, on: datetime.date, options: argparse.Namespace) -> bytes:
    from ..show import view

    shown = view(plan, on, options.lang, options.history, audience=options.audience, table=_table(options))
    if options.format == "json":
        from ..show.data import render_json

        return encode_json(render_json(shown)).data
    if options.format == "html":
        from ..show.html import render_html

        return render_html(shown).encode()
    from ..show.text import render_text

    color, width = screen(options.output)
    return render_text(shown, color=color, width=width).encode()
