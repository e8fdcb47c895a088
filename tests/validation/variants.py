"""Documents with one fault each, as edits on documents without faults, and what must be reported of them.

The bases are our own (``own/r4.json``, ``own/stu3.json``: a set with a resource of every PZP profile, all people
invented), the official examples where the standard is there, and ``own/rules.json``: a profile with the kinds of rule
that no published profile has. A variant is a whole set in which one resource was edited.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from support import standard_files

from pzp_exchange import Report, read, validate
from pzp_exchange.tree import Tree, copy

OWN = Path(__file__).parent / "own"
OFFICIAL = {"official-r4": "r4-1.0.0-rc3", "official-stu3": "stu3-1.0.0-rc2"}
"""The sets of official examples, and their folders in the standard."""
PACKAGES = {"rules": (OWN / "rules-package",)}
"""The packages a set needs."""

Edit = tuple[Any, ...]
"""A function on a node's holder, the pointer of the node, and what the function needs."""

Found = tuple[str, str, str]
"""A finding as compared: code, severity and path."""


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
        return found | ({(self.code, self._full(self.path))} if self.code else set())

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

    def report(self) -> Report:
        """The report on the set with the edited resource."""
        return report_on([*others(self.base, self.resource), self.tree()], PACKAGES.get(self.base, ()))

    def new(self) -> list[Any]:
        """The findings that the set as it was did not give."""
        known = Counter(map(key, clean(self.base)))
        new = []
        for issue in findings(self.report()):
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


def others(base: str, resource: str) -> list[Tree]:
    """The resources of a set but one."""
    return [tree for reference, tree in resources(base).items() if reference != resource]


def report_on(trees: Iterable[Tree], packages: Sequence[Path] = ()) -> Report:
    """The report on a set of resources."""
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": tree} for tree in trees]}
    return validate(read(json.dumps(bundle).encode()), packages=packages)


@cache
def clean(base: str) -> tuple[Any, ...]:
    """The findings on a set as it is."""
    return findings(report_on(resources(base).values(), PACKAGES.get(base, ())))


def findings(report: Report) -> tuple[Any, ...]:
    """The findings on single resources; the rules over a plan have their own tests."""
    return tuple(issue for issue in report if not issue.code.startswith("PZP-PLAN-"))


def key(issue: Any) -> tuple[str, ...]:
    """What makes a finding the same one."""
    return issue.code, str(issue.severity), issue.resource, issue.path, issue.rule, issue.profile


def rows(base: str, table: dict[str, Iterable[tuple[Any, ...]]]) -> tuple[Variant, ...]:
    """Variants from rows per resource: name, edits, and the other fields of a variant in order or by name."""
    made = []
    for resource, lines in table.items():
        for name, edits, *rest in lines:
            named = rest.pop() if rest and isinstance(rest[-1], dict) else {}
            made.append(Variant(base, resource, name, tuple(edits), *rest, **named))
    return tuple(made)
