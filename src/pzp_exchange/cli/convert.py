"""``pzp convert``: another format, release or form; what does not make it is listed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ..codec import Encoded
from ..converting import convert
from ..document import Document
from ..mapping.table import Loss
from ..releases import RELEASES, release
from ..report import Severity, Status
from ..tree import Tree, leaves, location
from ..writing import FORMATS, bundle, encode, file_names, plan_tree
from .common import FINE, NO, add_paths, inputs, output, tell
from .losses import tell_losses
from .words import Usage, said

NOT_READ = ("PZP-JSON-DUPLICATE", "PZP-XML-ATTRIBUTE", "PZP-XML-TEXT")
"""Findings of reading that say that something of the source is not in the tree."""
SAYS_NOTHING = (("resourceType", "Bundle"), ("type", "collection"))
FORMS = {"form-r4": "r4-1.0.0-rc3", "form-stu3": "stu3-1.0.0-rc2"}
"""The forms that can be written, and the release of each."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the command."""
    command = commands.add_parser("convert", help="write a set in another format or release")
    add_paths(command)
    writable = [r.fhir_version.lower() for r in RELEASES if "write" in r.capabilities]
    command.add_argument("--to", required=True, choices=("same", *writable, *FORMS, "plan"), help="what to write")
    command.add_argument("--format", choices=("json", "xml", "ndjson"), help="wire format (default: by --output, json)")
    command.add_argument("--output", metavar="PATH", help="file, or a directory (ending in /) for one file a resource")
    command.add_argument("--losses", metavar="FILE", help="write the losses as a JSON list")
    command.add_argument("--strict", action="store_true", help="with losses: write nothing and exit 1")
    return command


def run(options: argparse.Namespace) -> int:
    """Convert, write, and say what was lost."""
    document = inputs(options)
    tell(document.report.issues, options.lang)
    format_name = options.format or _by_suffix(options.output)
    directory = options.output and (options.output.endswith("/") or Path(options.output).is_dir())
    trees, losses = _converted(document, options)
    losses = [*_not_read(document), *losses]
    if format_name == "ndjson" or directory:
        losses.extend(loss for tree in trees for loss in _envelope(tree))
        trees = [resource for tree in trees for resource in _resources(tree)]
    elif len(trees) != 1:
        trees = [_together(trees, options)]
    files, more = _encoded(trees, format_name, document, options)
    losses.extend(more)
    tell_losses(losses, options)
    if losses and options.strict:
        print(f"pzp: {said('strict', options.lang)}", file=sys.stderr)
        return NO
    if directory:
        folder = Path(options.output)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            (folder / name).write_bytes(data)
    else:
        output(b"".join(data for _, data in files), options.output)
    return NO if document.report.status is Status.UNREADABLE else FINE


def _converted(document: Document, options: argparse.Namespace) -> tuple[list[Tree], list[Loss]]:
    """The trees to write, whole (a Bundle stays one), and what was lost on the way."""
    if options.to == "same":
        if document.given_plans:
            raise Usage("plan-json-same")
        return [root.tree for root in document.roots], []
    if options.to == "plan":
        plans = document.plans() or (document.plan(),)
        return [plan_tree(plan) for plan in plans], list(document.envelope_losses())
    if options.to in FORMS:
        return _forms(document, options.to)
    converted = convert(document, options.to)
    return [root.tree for root in converted.document.roots], list(converted.losses)


def _forms(document: Document, form: str) -> tuple[list[Tree], list[Loss]]:
    """The filled form of each plan."""
    from ..mapping.form.facts import load_form
    from ..mapping.form.writing import write_form

    facts = load_form(FORMS[form])
    trees, losses = [], list(document.envelope_losses())
    for plan in document.plans():
        tree, lost = write_form(plan, facts)
        trees.append(tree)
        losses.extend(lost)
    return trees, losses



def _not_read(document: Document) -> list[Loss]:
    """What reading could not carry over: it is gone from all that is written."""
    return [Loss(found.source, found.path, dict(found.params).get("value"), found.code)
            for found in document.report.issues if found.code in NOT_READ]


def _together(trees: list[Tree], options: argparse.Namespace) -> Tree:
    """Several trees as one."""
    if options.to == "plan":
        raise Usage("a-plan-each", count=len(trees))
    return bundle((tree, None) for tree in trees)


def _entries(tree: Tree) -> list[Any]:
    """The entries of a Bundle that can stand alone; none for anything else."""
    items = tree.get("entry") if tree.get("resourceType") == "Bundle" else None
    return [item for item in items if isinstance(item, dict) and isinstance(item.get("resource"), dict)
            ] if isinstance(items, list) else []


def _resources(tree: Tree) -> list[Tree]:
    """The resources of a Bundle, or the tree itself."""
    return [item["resource"] for item in _entries(tree)] if tree.get("resourceType") == "Bundle" else [tree]


def _envelope(tree: Tree) -> list[Loss]:
    """What a Bundle says beside its resources, which on their own they do not."""
    if tree.get("resourceType") != "Bundle":
        return []
    alone = {id(item) for item in _entries(tree)}
    rest = {key: value for key, value in tree.items() if (key, value) not in SAYS_NOTHING}
    if isinstance(tree.get("entry"), list):
        rest["entry"] = [{key: value for key, value in item.items() if key != "resource"} or None
                         if id(item) in alone else item for item in tree["entry"]]
    name = f"Bundle/{tree['id']}" if "id" in tree else "Bundle"
    return [Loss(name, location(pointer, "Bundle"), value, "bundle-envelope") for pointer, value in leaves(rest)]


def _encoded(trees: list[Tree], format_name: str, document: Document,
             options: argparse.Namespace) -> tuple[list[tuple[str, bytes]], list[Loss]]:
    """File names and bytes; what a format cannot hold is a loss as well."""
    versions = {root.fhir_version for root in document.roots}
    if options.to not in ("same", "plan"):
        versions = {release(FORMS.get(options.to, options.to)).fhir_version}
    if format_name == "xml" and len(versions) > 1:
        raise Usage("several-versions")
    if options.to == "plan" and format_name != "json":
        raise Usage("plan-is-json")
    version = next(iter(versions), "R4")
    files: list[tuple[str, bytes]] = []
    losses: list[Loss] = []
    for name, tree in file_names(trees, format_name):
        written: Encoded = encode(tree, format_name, version)
        files.append((name, written.data))
        resource = f"{tree.get('resourceType')}/{tree['id']}" if "id" in tree else str(tree.get("resourceType"))
        losses.extend(Loss(resource, found.path, dict(found.params).get("value"), found.code)
                      for found in written.issues if found.severity is not Severity.INFORMATION)
    return files, losses


def _by_suffix(path: str | None) -> str:
    """The format a file name asks for, else JSON."""
    suffix = Path(path).suffix.lower() if path else ""
    return next((name for name, known in FORMATS.items() if known == suffix), "json")
