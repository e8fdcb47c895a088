"""``pzp handover``: a plan as a document for whoever takes over, or as a page to read."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..report import Status
from .common import FINE, NO, add_paths, inputs, output, tell
from .looking import chosen
from .words import Usage

if TYPE_CHECKING:
    from ..model.base import Reference
    from ..model.plan import AdvanceCarePlan

FORMATS = {".xml": "xml", ".html": "html"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the command."""
    command = commands.add_parser(
        "handover", help="hand over a plan: a FHIR document with everything, or a page to read",
        description="A FHIR document (Composition and every resource of the plan) with what holds on a date in words.")
    add_paths(command)
    command.add_argument("--to", choices=("r4", "stu3"), default="r4", help="FHIR version of the document (r4)")
    command.add_argument("--on", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD",
                         help="the date to look at (default: that of --at)")
    command.add_argument("--at", type=moment, metavar="TIME", help="moment of handing over, with time zone "
                         "(2026-11-01T16:30:00+01:00; default: now)")
    command.add_argument("--author", metavar="REF|NAME", help="who hands over, as Type/id or by name (default: the "
                         "central health professional)")
    command.add_argument("--recipient", metavar="REF|NAME", action="append", default=[],
                         help="to whom; may be repeated")
    command.add_argument("--reason", metavar="TEXT", help="why")
    command.add_argument("--format", choices=("json", "xml", "html"), help="(default: by --output, json)")
    command.add_argument("--losses", metavar="FILE", help="write what has no place in this FHIR version as a JSON list")
    command.add_argument("--patient", metavar="ID|BSN", help="which patient, when the set is about several")
    command.add_argument("--output", metavar="FILE", help="write to a file (default: standard output)")
    return command


def run(options: argparse.Namespace) -> int:
    """Hand over one patient's plan."""
    document = inputs(options)
    tell(document.report.issues, options.lang)
    plan = chosen(document, options.patient)
    if plan.patient is None:
        raise Usage("no-patient")
    output(_made(plan, options), options.output)
    return NO if document.report.status is Status.UNREADABLE else FINE


def _made(plan: AdvanceCarePlan, options: argparse.Namespace) -> bytes:
    from ..handover import handover, handover_page
    from ..writing import encode
    from .losses import tell_losses

    at = options.at or datetime.datetime.now(tz=datetime.UTC).astimezone()
    on = options.on or at.date()
    author = _who(plan, options.author) if options.author else _central(plan, at.date(), options.lang)
    recipients = [_who(plan, each) for each in options.recipient]
    format_name = options.format or FORMATS.get(Path(options.output or "").suffix.lower(), "json")
    if format_name == "html":
        if options.losses:
            raise Usage("losses-of-page")
        return handover_page(plan, at=at, author=author, recipients=recipients, reason=options.reason, on=on,
                             language=options.lang).encode()
    made = handover(plan, options.to, at=at, author=author, recipients=recipients, reason=options.reason, on=on,
                    language=options.lang)
    tell_losses(made.losses, options)
    root = made.document.roots[0]
    return encode(root.tree, format_name, root.source.fhir_version).data


def moment(text: str) -> datetime.datetime:
    """A moment with its time zone."""
    found = datetime.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no time zone")
    return found


def _who(plan: AdvanceCarePlan, text: str) -> Reference:
    """Somebody of the plan by their reference, or anybody by name."""
    from ..model.base import Reference

    return Reference(reference=text) if plan.find(text) else Reference(display=text)


def _central(plan: AdvanceCarePlan, on: datetime.date, language: str) -> Reference:
    from ..model.individual import IndividualCarePlan

    found = plan.central_health_professionals(on) if isinstance(plan, IndividualCarePlan) else ()
    who = found[0].member.who if len(found) == 1 else None
    if who is None:
        raise Usage("no-author")
    return who
