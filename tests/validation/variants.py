"""Documents with one fault each, as edits on documents without faults, and what must be reported of them.

The bases are our own (``own/r4.json``, ``own/stu3.json``: a set with a resource of every PZP profile, all people
invented), the official examples where the standard is there, and ``own/rules.json``: a profile with the kinds of rule
that no published profile has. A variant is a whole set in which one resource was edited.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pzp_exchange import Issue, read, validate
from pzp_exchange.tree import Tree, copy, leaves
from support import standard_files

OWN = Path(__file__).parent / "own"
OFFICIAL = {"official-r4": "r4-1.0.0-rc3", "official-stu3": "stu3-1.0.0-rc2"}
"""The sets of official examples, and their folders in the standard."""
RELEASES = {"r4": "r4", "stu3": "stu3", "rules": "r4", "official-r4": "r4", "official-stu3": "stu3"}
"""The release each set is of."""
PACKAGES = {"rules": (OWN / "rules-package",)}
"""The packages a set needs."""

Edit = tuple[Any, ...]
"""A function on a node's holder, the pointer of the node, and what the function needs."""


@dataclass(frozen=True)
class Variant:
    """One edited resource of a set, and the one new finding it must give (``code`` empty: none)."""

    base: str
    """Which set: ``r4``, ``stu3``, ``official-r4``, ``official-stu3`` or ``rules``."""
    resource: str
    """Which resource of it, as ``Type/id``."""
    name: str
    edits: tuple[Edit, ...]
    code: str = ""
    path: str = ""
    severity: str = "error"
    rule: str = ""
    """The element, slice or invariant that was broken, where the code and path do not tell."""
    also: tuple[tuple[str, str, str], ...] = ()
    """What is reported besides, each as (code, path, reason)."""

    @property
    def id(self) -> str:
        """The name in reports, unique over all variants."""
        return f"{self.base}-{self.resource.replace('/', '-')}-{self.name}"

    @property
    def expected(self) -> set[tuple[str, str]]:
        """The new findings as code and path; base definition and profile may say the same of one place."""
        found = {(code, self._full(path)) for code, path, _ in self.also}
        return found | {self.meant} if self.code else found

    @property
    def meant(self) -> tuple[str, str]:
        """The finding that shows the fault, as code and path."""
        return self.code, self._full(self.path)

    @property
    def reference(self) -> str:
        """The edited resource as ``Type/id``; an edit may change either."""
        tree = self.tree()
        return f"{tree['resourceType']}/{tree['id']}" if "id" in tree else str(tree["resourceType"])

    def _full(self, path: str) -> str:
        kind = self.resource.partition("/")[0]
        return f"{kind}.{path}" if path else kind

    def tree(self) -> Tree:
        """The edited resource."""
        made: Tree = copy(resources(self.base)[self.resource])
        for function, pointer, *values in self.edits:
            *above, last = (int(step) if step.isdigit() else step for step in pointer.split("."))
            holder: Any = made
            for step in above:
                holder = holder[step]
            function(holder, last, *values)
        return made

    def new(self) -> list[Issue]:
        """The findings that the resource as it was did not give."""
        known = Counter(map(key, clean(self.base, self.resource)))
        new = []
        for issue in findings(self.base, self.tree()):
            known[key(issue)] -= 1
            if known[key(issue)] < 0:
                new.append(issue)
        return new


def put(pointer: str, value: Any) -> Edit:
    """Give an element a value."""
    return dict.__setitem__ if not pointer.rpartition(".")[2].isdigit() else list.__setitem__, pointer, value


def drop(pointer: str) -> Edit:
    """Take an element or an item away."""
    return (lambda holder, last: holder.pop(last)), pointer


def add(pointer: str, *values: Any) -> Edit:
    """Append items to a list, which is made when it is not there."""
    return (lambda holder, last, *new: holder.setdefault(last, []).extend(new)), pointer, *values


def rename(pointer: str, name: str) -> Edit:
    """Give an element another name."""
    return (lambda holder, last, new: holder.update({new: holder.pop(last)})), pointer, name


def resources(base: str) -> dict[str, Tree]:
    """The resources of a set by ``Type/id``; none where the standard is absent."""
    return _official(OFFICIAL[base]) if base in OFFICIAL else _own(base)


@cache
def _own(base: str) -> dict[str, Tree]:
    bundle = json.loads((OWN / f"{base}.json").read_bytes())
    return _by_reference(entry["resource"] for entry in bundle["entry"])


@cache
def _official(folder: str) -> dict[str, Tree]:
    return _by_reference(json.loads(file.read_bytes()) for file in standard_files(f"{folder}/examples/*.json"))


def _by_reference(trees: Iterable[Tree]) -> dict[str, Tree]:
    return {f"{tree['resourceType']}/{tree['id']}": tree for tree in trees}


@cache
def clean(base: str, resource: str) -> tuple[Issue, ...]:
    """The findings on a resource as it is."""
    return findings(base, resources(base)[resource])


def findings(base: str, tree: Tree) -> tuple[Issue, ...]:
    """The findings on a resource in the company of what it refers to; the rules over a plan have their own tests."""
    own = f"{tree.get('resourceType')}/{tree.get('id')}"
    named = {value for pointer, value in leaves(tree) if pointer[-1] == "reference" and isinstance(value, str)}
    company = [other for name, other in resources(base).items() if name in named and name != own]
    entries = [{"resource": each} for each in (tree, *company)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    report = validate(read(json.dumps(bundle).encode(), release=RELEASES[base]), packages=PACKAGES.get(base, ()))
    others = {f"{other['resourceType']}/{other['id']}" for other in company}
    return tuple(i for i in report if i.resource not in others and not i.code.startswith("PZP-PLAN-"))


def key(issue: Issue) -> tuple[str, ...]:
    """What makes a finding the same one."""
    return issue.code, str(issue.severity), issue.path, issue.rule, issue.profile


def rows(base: str, table: dict[str, Iterable[tuple[Any, ...]]]) -> tuple[Variant, ...]:
    """Variants from rows per resource: name, edits, and the other fields of a variant in order or by name."""
    made = []
    for resource, lines in table.items():
        for name, edits, *rest in lines:
            named = rest.pop() if rest and isinstance(rest[-1], dict) else {}
            made.append(Variant(base, resource, name, tuple(edits), *rest, **named))
    return tuple(made)


def write(folder: Path, variants: Iterable[Variant]) -> None:
    """Write what the reference validator reads: ``documents`` (the variants) and ``references`` (their sets)."""
    for name in ("documents", "references"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for variant in variants:
        (folder / "documents" / f"{variant.id}.json").write_text(json.dumps(variant.tree(), ensure_ascii=False))
        for reference, tree in resources(variant.base).items():
            file = f"{variant.base}-{reference.replace('/', '-')}.json"
            (folder / "references" / file).write_text(json.dumps(tree, ensure_ascii=False))
