"""Send examples round JSON → XML → STU3 → form → plan → R4 → JSON and show what is left after each step.

    python tools/circle.py [--losses] [PATH...]

Without paths: the project's own examples and, where the standard is on this machine (PZP_STANDARD_DIR, else beside
the checkout), the official ones: the resources of each release as one set, and each answered form by itself. A form
holds one talk, so a set is sent round once for each of its talks.

``unannounced`` counts what a plan said before a step and no longer says after it, without a loss that names it.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from pzp_exchange import R4, STU3, AdvanceCarePlan, Document, convert, read
from pzp_exchange.cli.convert import NOT_READ
from pzp_exchange.cli.losses import plain
from pzp_exchange.mapping.form.facts import load_form
from pzp_exchange.mapping.form.writing import carried_losses, write_form
from pzp_exchange.mapping.shared.agreements import says_no_more
from pzp_exchange.mapping.table import Loss
from pzp_exchange.model.codes import DEPRECATED, Decision
from pzp_exchange.report import Issue, Severity
from pzp_exchange.terminology import RENAMED, same_system
from pzp_exchange.tree import Tree, leaves
from pzp_exchange.writing import encode, plan_tree

ROOT = Path(__file__).resolve().parent.parent
FORM = load_form(STU3.key)
ABOUT = frozenset({"full_url", "left_out", "carried_from", "made_for", "sources", "url"})
"""Attributes about how something was written, which say nothing themselves."""


@dataclass(frozen=True)
class Step:
    """Where the plan has come: what of it is there, and what this step announced as lost."""

    name: str
    plan: AdvanceCarePlan
    losses: tuple[Loss, ...] = ()


def circle(document: Document, on: date | None = None) -> list[Step]:
    """The whole way of a set about one patient; ``on`` leaves out talks that are later."""
    steps = [Step("JSON", document.plan())]
    data, issues = _encoded((root.tree for root in document.roots), "xml", _fhir_version(document))
    as_xml = read(*data)
    read_badly = (each for each in as_xml.report.issues if each.code in NOT_READ)
    steps.append(Step("XML", as_xml.plan(), tuple(_told([*issues, *read_badly]))))
    there = convert(as_xml, to=STU3)
    data, _ = _encoded((root.tree for root in there.document.roots), "json", "STU3")
    steps.append(Step("STU3", read(*data).plan(), (*as_xml.envelope_losses(), *there.losses)))
    form, losses = write_form(steps[-1].plan, FORM, on)
    data, _ = _encoded([form], "json", "STU3")
    steps.append(Step("form", read(*data).plan(), losses))
    data, _ = _encoded([plan_tree(steps[-1].plan)], "json", "R4")
    steps.append(Step("plan", read(*data).plan()))
    back = convert(steps[-1].plan, to=R4)
    steps.append(Step("R4", back.document.plan(), back.losses))
    data, issues = _encoded((root.tree for root in back.document.roots), "json", "R4")
    steps.append(Step("JSON again", read(*data).plan(), tuple(_told(issues))))
    return steps


def _encoded(trees: Iterable[Tree], format_name: str, fhir_version: str) -> tuple[list[bytes], list[Issue]]:
    written = [encode(tree, format_name, fhir_version) for tree in trees]
    return [each.data for each in written], [issue for each in written for issue in each.issues]


def _told(issues: Iterable[Issue]) -> Iterator[Loss]:
    """Findings of a format as losses."""
    for issue in issues:
        if issue.severity is not Severity.INFORMATION:
            yield Loss("", issue.path, dict(issue.params).get("value"), issue.code)


def _fhir_version(document: Document) -> str:
    root = document.roots[0]
    return root.release.fhir_version if root.release else root.source.fhir_version


# -- what a plan says ---------------------------------------------------------------------------------------------

Said = Counter[tuple[str, str]]
SAME = {there: here for (_, here), (_, there) in RENAMED.items()} | {
    old.code: new.code for old, new in DEPRECATED.items()}
"""Codes that the releases write differently, or wrote differently once, and how they are compared."""


def said(plan: AdvanceCarePlan) -> Said:
    """Every value of the plan, with the type of resource it is said in."""
    found: Said = Counter()
    for statement in plan.statements():
        tree = plain(statement.model_dump(exclude_defaults=True))
        kind = _kind(type(statement).__name__, statement.reference_type)
        found.update((kind, value) for value in _values(tree, plan))
    if plan.form_answers:
        tree = plain(plan.form_answers.model_dump(exclude_defaults=True, exclude={"carried", "sources"}))
        found.update(("FormAnswers", value) for value in _values(tree, plan))
        found.update(announced(carried_losses(plan.form_answers), plan))
    for other in plan.other_resources:
        found.update((str(other.resource.get("resourceType")), str(leaf)) for _, leaf in leaves(other.resource))
    return found


def announced(losses: Iterable[Loss], plan: AdvanceCarePlan) -> Said:
    """The same of what was lost."""
    found: Said = Counter()
    for loss in losses:
        kind = _kind(loss.path.partition(".")[0], loss.resource.partition("/")[0])
        found.update((kind, value) for value in _values(plain(loss.value), plan))
    return found


def _kind(name: str, resource: str) -> str:
    """Legal capacity is said of the patient in STU3, and in an Observation in R4."""
    return "Patient" if name == "LegalCapacity" else resource


def _values(node: Any, plan: AdvanceCarePlan) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ABOUT and not _said_elsewhere(key, node):
                yield from _values(value.replace(" ", "") if key == "postal_code" else value, plan)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _values(each, plan)
    elif node is not None:
        text = same_system(str(node))
        named = plan.find(text) if "/" in text else None
        yield named.reference_type if named else SAME.get(text, text)


def _said_elsewhere(key: str, node: Tree) -> bool:
    """Whether a value only repeats what another one of its object says, so that it may be left out."""
    if key == "type" and isinstance(node.get("reference"), str):
        return f"{node['type']}/" in node["reference"]
    if key == "display":
        return node.get("code") in {old.code for old in DEPRECATED}
    if key == "decision":
        return bool(node["decision"] == Decision.PERFORM.token and node.get("restrictions"))
    if key == "specification":
        decision = next((each for each in Decision if each.token == node.get("decision")), None)
        return says_no_more(node["specification"], decision)
    return False


def unannounced(before: Step, after: Step) -> Said:
    """What was said before a step and is not after it, without a loss that names it."""
    return said(before.plan) - said(after.plan) - announced(after.losses, before.plan)


# -- the examples -------------------------------------------------------------------------------------------------

def standard() -> Path | None:
    """Where the official examples are, if they are on this machine."""
    folder = Path(os.environ.get("PZP_STANDARD_DIR") or ROOT.parent / "shared" / "standard")
    return folder if folder.is_dir() else None


def own_examples() -> dict[str, list[Path]]:
    """The project's own advance care plans, by name; the form has no place for what individual care plans say more."""
    more = (".izp.", ".handover.")
    return {path.name: [path] for path in sorted((ROOT / "examples").glob("*.r4.json"))
            if not any(part in path.name for part in more)}


def official_examples(folder: Path) -> dict[str, list[Path]]:
    """The official ones: per release the resources as one set, and each answered form by itself."""
    found: dict[str, list[Path]] = {}
    for examples in sorted(folder.glob("*/examples")):
        files = sorted(examples.glob("*.json"))
        forms = [file for file in files if file.name.startswith("QuestionnaireResponse")]
        found[examples.parent.name] = [file for file in files if file not in forms]
        found |= {f"{examples.parent.name} {form.stem.rpartition('-')[2]}": [form] for form in forms}
    return found


def talks(plan: AdvanceCarePlan) -> list[date]:
    """The days of its talks, oldest first."""
    dates = [*(each.date for each in plan.encounters), *(each.date for each in plan.procedures)]
    return sorted({when.bounds[0] for when in dates if when and when.bounds})


def rows(name: str, steps: list[Step]) -> Iterator[tuple[str, ...]]:
    """A row for each step of one circle."""
    for index, step in enumerate(steps):
        reasons = Counter(loss.reason for loss in step.losses)
        silent = unannounced(steps[index - 1], step).total() if index else 0
        yield (name if index == 0 else "", step.name, str(len(list(step.plan.statements()))),
               str(said(step.plan).total()), str(len(step.losses)), str(silent),
               ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--losses", action="store_true", help="list every loss, and what was not announced")
    options = parser.parse_args()
    folder = standard()
    sets = {" ".join(path.name for path in options.paths): options.paths} if options.paths else {
        **own_examples(), **(official_examples(folder) if folder else {})}
    console = Console(width=None if Console().is_terminal else 180)
    table = Table("set", "step", "statements", "leaves", "losses", "unannounced", "reasons", box=box.SIMPLE)
    for name, paths in sets.items():
        document = read(*paths)
        for on in (*talks(document.plan()),) or (None,):
            title = f"{name}, talk of {on}" if on else name
            steps = circle(document, on)
            for row in rows(title, steps):
                table.add_row(*row)
            table.add_section()
            if options.losses:
                tell(console, title, steps)
    console.print(table)


def tell(console: Console, title: str, steps: list[Step]) -> None:
    """Every loss of one circle."""
    console.rule(title)
    for index, step in enumerate(steps):
        for loss in step.losses:
            console.print(f"{step.name}: {loss.resource} {loss.path} = {plain(loss.value)!r}: {loss.reason}",
                          markup=False, soft_wrap=True)
        for (kind, value), count in (unannounced(steps[index - 1], step) if index else Counter()).items():
            console.print(f"{step.name}: UNANNOUNCED {kind} {value!r} x {count}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
