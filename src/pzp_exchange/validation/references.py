"""References: to an allowed type of resource, and where the target is in the set, meeting an allowed profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..report import Severity
from ..tree import Tree
from .context import At, Check, Rule, Run

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["reference_check", "target_type"]

TYPE_AND_ID = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}(?:/_history/[A-Za-z0-9\-.]{1,64})?$")


def target_type(reference: str) -> str:
    """The resource type that the text of a reference tells, or an empty text."""
    match = TYPE_AND_ID.search(reference)
    return match.group(1) if match else ""


def reference_check(checker: Checker, targets: tuple[str, ...], rule: Rule) -> Check | None:
    """A check that a Reference points to one of these types and profiles; ``None`` when anything goes."""
    allowed: dict[str, list[str]] = {}
    for target in targets:
        allowed.setdefault(checker.type_of(target), []).append(target)
    if not allowed or "Resource" in allowed or "" in allowed:
        return None
    wanted = ", ".join(sorted(allowed))

    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        if type(value) is not dict:
            return
        reference = value.get("reference")
        target = run.resolve(reference) if type(reference) is str else None
        if target is not None:
            found = target.get("resourceType")
        else:
            said = value.get("type")
            found = (target_type(reference) if type(reference) is str else "") or (said if type(said) is str else "")
        if type(found) is not str or found not in checker.resource_types:
            return
        options = allowed.get(found)
        if options is None:
            run.add("PZP-REFERENCE-TYPE", at, rule, found=found, allowed=wanted)
        elif target is not None and found not in options:
            verdicts = [checker.conforms(target, profile, run) for profile in options]
            if not any(verdicts):
                undecided = None in verdicts
                names = ", ".join(profile.rpartition("/")[2] for profile in options)
                run.add("PZP-REFERENCE-UNDECIDED" if undecided else "PZP-REFERENCE-PROFILE", at, rule,
                        Severity.INFORMATION if undecided else Severity.ERROR, undecided=undecided,
                        target=f"{found}/{target.get('id', '')}", allowed=names)

    return check
