"""What a check is given besides the node: where it is, what it belongs to, and where findings go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..document import Document, Entry
from ..report import Severity
from ..tree import Pointer, Tree, get

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["At", "Check", "Finding", "Run", "path_of", "pointer_of"]

At = tuple[Any, Any] | None
"""A place as a linked list: the place above and the last key or index; ``None`` is the resource itself."""

Check = Callable[[Any, "Tree | None", At, "Run"], None]
"""One check of a value: the value, its ``_`` sibling when it is a primitive, its place, and the run."""

Finding = tuple[str, Severity, At, dict[str, Any], str, str, bool]
"""Code, severity, place, parameters, rule, profile, undecided."""


class Run:
    """The checking of one resource. Also the scope that invariants see."""

    __slots__ = ("checker", "document", "entry", "open", "out", "profile", "resource", "root")

    def __init__(self, checker: Checker, document: Document, entry: Entry) -> None:
        self.checker = checker
        self.document = document
        self.entry = entry
        self.root: Tree = entry.tree
        """The outermost resource (FHIRPath ``%rootResource``)."""
        self.resource: Tree = entry.tree
        """The resource the node is in (FHIRPath ``%resource``)."""
        self.out: list[Finding] = []
        self.profile = ""
        """The profile being checked; empty for the base definition."""
        self.open: set[tuple[int, str]] = set()
        """Targets being compared with a profile, to end circles of references."""

    def add(self, code: str, at: At, rule: str = "", /, severity: Severity = Severity.ERROR, *,
            undecided: bool = False, **params: Any) -> None:
        """Note a finding."""
        self.out.append((code, severity, at, params, rule, self.profile, undecided))

    def resolve(self, reference: str) -> Tree | None:
        """The resource a reference points to: contained in the outermost resource, or in the set."""
        return self.document.resolve(reference, self.entry)

    def member_of(self, value_set: str, node: Any) -> bool | None:
        """Whether a code, Coding or CodeableConcept is in a value set; ``None`` when that cannot be decided."""
        return self.checker.value_set(value_set).has(node)

    def tried(self, check: Check, node: Any, sibling: Tree | None) -> bool | None:
        """Whether a check passes, its findings thrown away; ``None`` when part of it could not be decided."""
        kept, self.out = self.out, []
        try:
            check(node, sibling, None, self)
            found = self.out
        finally:
            self.out = kept
        if any(severity in (Severity.ERROR, Severity.FATAL) for _, severity, *_ in found):
            return False
        return None if any(finding[6] for finding in found) else True


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


def owner_path(run: Run, at: At) -> str:
    """The element path of a place from its nearest resource on, without indices: ``Patient.contact.name``."""
    pointer = pointer_of(at)
    start = 0
    for length in range(len(pointer), 0, -1):
        node = get(run.root, pointer[:length])
        if isinstance(node, dict) and "resourceType" in node:
            start = length
            break
    holder = get(run.root, pointer[:start])
    steps = [str(step).removeprefix("_") for step in pointer[start:] if isinstance(step, str)]
    return ".".join([str(holder.get("resourceType", "")), *steps])
