"""``pzp show``: the plan for a person."""

from __future__ import annotations

import argparse
import datetime
import shutil
import sys

from ..codec import encode_json
from ..document import Document
from ..model.plan import AdvanceCarePlan
from ..report import Status
from .common import FINE, NO, Usage, add_paths, inputs, output, tell

NARROWEST, WIDEST = 60, 120


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the command."""
    command = commands.add_parser("show", help="show a plan to a person: what holds on a date")
    add_paths(command)
    command.add_argument("--on", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD",
                         help="the date to look at (default: today)")
    command.add_argument("--history", action="store_true", help="show what no longer holds, too")
    command.add_argument("--format", choices=("text", "html", "json"), default="text")
    command.add_argument("--patient", metavar="ID|BSN", help="which patient, when the set is about several")
    command.add_argument("--output", metavar="FILE", help="write to a file (default: standard output)")
    return command


def run(options: argparse.Namespace) -> int:
    """Show one patient's plan."""
    document = inputs(options)
    tell(document.report.issues, options.lang)
    plan = _chosen(document, options.patient)
    on = options.on or datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    output(_rendered(plan, on, options), options.output)
    return NO if document.report.status is Status.UNREADABLE else FINE


def _chosen(document: Document, wanted: str | None) -> AdvanceCarePlan:
    """The plan of the wanted patient, or the only one. Plans of two people are never shown as one."""
    plans = document.plans()
    if wanted:
        plans = tuple(p for p in plans if p.patient and wanted in (p.patient.id, p.patient.bsn))
        if not plans:
            raise Usage(f"no patient {wanted} in this set")
    if len(plans) > 1:
        ids = ", ".join(str(p.patient.id) if p.patient else "?" for p in plans)
        raise Usage(f"the set is about {len(plans)} patients ({ids}); choose one with --patient")
    return plans[0] if plans else AdvanceCarePlan()


def _rendered(plan: AdvanceCarePlan, on: datetime.date, options: argparse.Namespace) -> bytes:
    from ..show import view

    if options.format == "json":
        from ..show.data import render_json

        return encode_json(render_json(view(plan, on, options.lang, options.history))).data
    shown = view(plan, on, options.lang, options.history)
    if options.format == "html":
        from ..show.html import render_html

        return render_html(shown).encode()
    from ..show.text import render_text

    to_screen = not options.output and sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns if to_screen else 80
    return render_text(shown, color=to_screen, width=max(NARROWEST, min(width, WIDEST))).encode()
