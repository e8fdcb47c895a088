"""What a check is given besides the node: where it is, what it belongs to, and where findings go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..document import Document, Entry
from ..report import Severity
from ..tree import Pointer, Tree, get

if TYPE_CHECKING:
    from .checker import Checker
    from .plan.scan import Scan
    from .quick import Quick

__all__ = ["At", "Check", "Finding", "Good", "Params", "Rule", "Run", "Session", "Twin", "all_of", "anything",
           "owner_path", "path_of", "pointer_of", "said_once"]

At = tuple[Any, Any] | None
"""A place as a linked list: the place above and the last key or index; ``None`` is the resource itself."""


Params = tuple[tuple[str, str], ...]
"""Values for a message by name, sorted."""


class Rule(NamedTuple):
    """Which rule: the element or slice (``Consent.provision.actor:agreementParty.role``), and of which profile."""

    path: str
    profile: str = ""

    def child(self, name: str) -> Rule:
        """The rule of an element below."""
        return Rule(f"{self.path}.{name}", self.profile)

    def slice(self, name: str) -> Rule:
        """The rule of a slice of this element."""
        return Rule(f"{self.path}:{name}", self.profile)


class Finding(NamedTuple):
    """Something found, before it is an ``Issue``."""

    code: str
    severity: Severity
    at: At
    rule: Rule
    params: Params
    undecided: bool


class Session:
    """The validation of one set: what all its resources share."""

    __slots__ = ("conforming", "document", "packages", "scans")

    def __init__(self, document: Document, packages: tuple[Path, ...] = ()) -> None:
        self.document = document
        self.packages = packages
        """FHIR packages added to the release."""
        self.conforming: dict[tuple[int, str], bool | None] = {}
        """Whether a resource (by identity) meets a profile; ``None`` while it is being found out."""
        self.scans: dict[int, Scan] = {}
        """By identity of the entry: what was found in sound resources for the rules across resources."""


class Run:
    """The checking of one resource; also the scope that invariants see."""

    __slots__ = ("_contained", "checker", "entry", "noted", "out", "resource", "root", "session", "targets", "wrong")

    def __init__(self, checker: Checker, session: Session, entry: Entry) -> None:
        self.checker = checker
        self.session = session
        self.entry = entry
        self.root: Tree = entry.tree
        """The outermost resource (FHIRPath ``%rootResource``)."""
        self.resource: Tree = entry.tree
        """The resource the node is in (FHIRPath ``%resource``)."""
        self.out: list[Finding] = []
        self.targets = session.document.targets(entry)
        self._contained: dict[str, Tree | None] = {}
        self.noted: tuple[list[Tree], list[Tree], list[Tree]] = ([], [], [])
        """Nodes with a reference, an identifier or modifier extensions that the base definition came by; some twice."""
        self.wrong: dict[int, tuple[int, ...]] = {}
        """By identity of a node: what quick tests found, so that it need not be found again."""

    def add(self, code: str, at: At, rule: Rule, severity: Severity = Severity.ERROR, *, undecided: bool = False,
            **params: Any) -> None:
        """Note a finding."""
        values = tuple(sorted([(name, str(value)) for name, value in params.items()]))
        self.out.append(Finding(code, severity, at, rule, values, undecided))

    def resolve(self, reference: str) -> Tree | None:
        """The resource a reference points to: contained in the outermost resource, or in the set."""
        if not reference.startswith("#"):
            found = self.targets[reference]
            return found.tree if found else None
        if reference not in self._contained:
            self._contained[reference] = self.session.document.resolve(reference, self.entry)
        return self._contained[reference]

    def member_of(self, value_set: str, node: Any) -> bool | None:
        """Whether a code, Coding or CodeableConcept is in a value set; ``None`` when that cannot be decided."""
        return self.checker.value_set(value_set).has(node)

    def passes(self, rules: Twin, node: Any, sibling: Tree | None) -> bool | None:
        """Whether rules are met, their findings thrown away; ``None`` when part of it could not be decided."""
        if rules.good(node, sibling, self):
            return True
        kept, self.out = self.out, []
        try:
            rules.check(node, sibling, None, self)
            found = self.out
        finally:
            self.out = kept
        if any(finding.severity in (Severity.ERROR, Severity.FATAL) for finding in found):
            return False
        return None if any(finding.undecided for finding in found) else True


Check = Callable[[Any, "Tree | None", At, Run], None]
"""One check of a value: the value, its ``_`` sibling when it is a primitive, its place, and the run."""

Good = Callable[[Any, "Tree | None", Run], bool]
"""Whether a value surely gives no finding. It may say no to a good one, never yes to one that is wrong or undecided."""


class Twin(NamedTuple):
    """A rule in two forms. ``good`` is quick and asked first; only where it says no, ``check`` tells what is wrong."""

    good: Good
    check: Check
    quick: Quick | None = None
    """``good`` as an expression, where that is quicker than a call."""


def all_of(goods: Iterable[Good]) -> Good:
    """All of them, as one."""
    each = tuple(good for good in goods if good is not anything)
    if len(each) < 2:
        return each[0] if each else anything
    if len(each) == 2:
        first, second = each
        return lambda value, sibling, run: first(value, sibling, run) and second(value, sibling, run)

    def good(value: Any, sibling: Tree | None, run: Run) -> bool:
        for one in each:
            if not one(value, sibling, run):
                return False
        return True

    return good


def anything(_value: Any, _sibling: Tree | None, _run: Run) -> bool:
    """The quick form of no rule at all."""
    return True


def pointer_of(at: At) -> Pointer:
    """The place as keys and indices from the resource on."""
    steps = []
    while at is not None:
        at, step = at
        steps.append(step)
    return tuple(reversed(steps))


def path_of(tree: Tree, pointer: Pointer) -> str:
    """The place as text: ``Patient.name[0].given[1]``; a ``_`` sibling has the path of its element."""
    text = str(tree.get("resourceType", ""))
    for step in pointer:
        text += f"[{step}]" if isinstance(step, int) else f".{step.removeprefix('_')}"
    return text


def owner_path(root: Tree, at: At) -> str:
    """The element path from the nearest resource on, without indices: ``Patient.contact.name``."""
    pointer = pointer_of(at)
    start = next((n for n in range(len(pointer), 0, -1)
                  if isinstance(node := get(root, pointer[:n]), dict) and "resourceType" in node), 0)
    steps = [str(step).removeprefix("_") for step in pointer[start:] if isinstance(step, str)]
    return ".".join([str(get(root, pointer[:start]).get("resourceType", "")), *steps])


def said_once(findings: list[Finding]) -> list[Finding]:
    """Without what the base definition says in the same place as a profile, with the same code and as strongly."""
    stronger: dict[tuple[str, Pointer], Finding] = {}
    for each in findings:
        if each.rule.profile:
            stronger[each.code, pointer_of(each.at)] = each
    if not stronger:
        return findings
    return [each for each in findings if each.rule.profile or not _says_more(
        stronger.get((each.code, pointer_of(each.at))), each)]


def _says_more(one: Finding | None, other: Finding) -> bool:
    return (one is not None and one.undecided >= other.undecided and one.severity is other.severity
            and one.rule.path.rpartition(".")[2].partition(":")[0] == other.rule.path.rpartition(".")[2])
