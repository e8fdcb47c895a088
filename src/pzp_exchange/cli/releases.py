"""``pzp releases``: what is supported."""

from __future__ import annotations

import argparse

from ..codec import encode_json
from ..releases import RELEASES
from .common import FINE, output

HEADINGS = {
    "en": ("key", "package", "FHIR", "zib", "canonical base", "can"),
    "nl": ("sleutel", "package", "FHIR", "zib", "canonieke basis", "kan"),
}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the command."""
    command = commands.add_parser("releases", help="list the supported releases of the standard")
    command.add_argument("--format", choices=("text", "json"), default="text")
    return command


def run(options: argparse.Namespace) -> int:
    """Print the table of releases."""
    rows = [(r.key, f"{r.package}#{r.number}", r.fhir_version, r.zib_release, r.canonical, ", ".join(r.capabilities))
            for r in RELEASES]
    if options.format == "json":
        names = ("key", "package", "fhirVersion", "zib", "canonical", "can")
        listed = [dict(zip(names, (*row[:-1], list(r.capabilities)), strict=True))
                  for row, r in zip(rows, RELEASES, strict=True)]
        output(encode_json({"releases": listed}).data, None)
        return FINE
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in HEADINGS[options.lang]:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    return FINE
