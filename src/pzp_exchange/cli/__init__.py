"""The command line: ``pzp COMMAND [OPTIONS] PATH...``; one module per command."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from .common import NO, WRONG_USAGE, default_language
from .words import Usage, said

__all__ = ["main"]

COMMANDS = ("show", "diff", "handover", "validate", "convert", "releases")
"""The modules of the commands, in the order of the help."""
OBJECTS_TO_COLLECT = 100_000
"""How many new objects make Python look for garbage; with its usual 700 a sixth of a short command goes into that."""


def parser(first: str = "") -> argparse.ArgumentParser:
    """The command line: of the command that ``first`` names, so that no other is imported, else of all."""
    top = argparse.ArgumentParser(
        prog="pzp", description="Read, show, validate and convert Dutch advance care plans in FHIR.")
    # with its name given, argparse need not format the usage to find it, for which it would import much
    commands = top.add_subparsers(prog="pzp", dest="command", required=True, metavar="COMMAND")
    for name in (first,) if first in COMMANDS else COMMANDS:
        module = import_module(f".{name}", __package__)
        command: argparse.ArgumentParser = module.add(commands)
        command.add_argument("--lang", choices=("en", "nl"), default=default_language(), help="language of the output")
        command.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 for fine, 1 when the answer is no, 2 for wrong usage or nothing readable."""
    given = sys.argv[1:] if arguments is None else arguments
    if arguments is None:  # a process of its own, whose many small objects nearly all live until its end
        gc.set_threshold(OBJECTS_TO_COLLECT)
    options = parser(next(iter(given), "")).parse_args(given)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except Usage as wrong:
        print(f"pzp: {wrong.text(options.lang)}", file=sys.stderr)
        return WRONG_USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO
    except OSError as wrong:
        print(f"pzp: {wrong.filename or 'input or output'}: {wrong.strerror}", file=sys.stderr)
        return WRONG_USAGE
    except KeyboardInterrupt:
        return WRONG_USAGE
    except Exception as fault:  # noqa: BLE001 - the last net: a fault of ours must not print patient data
        return _our_fault(fault, options.lang)


def _our_fault(fault: Exception, language: str) -> int:
    """Say where it went wrong, without the values: a traceback's message may quote a document."""
    import traceback

    where = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{os.path.basename(where.filename)}:{where.lineno}"  # noqa: PTH119
    print(f"pzp: {said('internal', language, kind=type(fault).__name__, where=place)}", file=sys.stderr)
    if os.environ.get("PZP_DEBUG"):
        traceback.print_exception(fault)
    return WRONG_USAGE
