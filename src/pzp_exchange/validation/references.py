"""References: to an allowed type of resource, and where the target is in the set, meeting an allowed profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..report import Severity
from ..tree import Tree
from .context import At, Check, Rule, Run, Twin

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["reference_twin", "target_type"]

TYPE_AND_ID = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}(?:/_history/[A-Za-z0-9\-.]{1,64})?$")


def target_type(reference: str) -> str:
    """The resource type that the text of a reference tells, or an empty text."""
    match = TYPE_AND_ID.search(reference)
    return match.group(1) if match else ""


def reference_twin(checker: Checker, targets: tuple[str, ...], rule: Rule) -> Twin | None:
    """The rule that a Reference points to one of these types and profiles; ``None`` when anything goes."""
    allowed: dict[str, list[str]] = {}
    for target in targets:
        allowed.setdefault(checker.type_of(target), []).append(target)
    if not allowed or "Resource" in allowed or "" in allowed:
        return None

    def good(value: Any, _sibling: Tree | None, run: Run) -> bool:
        if type(value) is not dict:
            return True
        reference = value.get("reference")
        if type(reference) is not str:
            return "type" not in value
        if reference.startswith("#"):
            target = run.resolve(reference)
        else:
            entry = run.targets[reference]
            target = entry.tree if entry else None
        if target is None:
            found, _, rest = reference.partition("/")
            return found in allowed and "/" not in rest and value.get("type", found) == found
        found = target.get("resourceType", "")
        options = allowed.get(found) if type(found) is str else None
        if options is None:
            return False
        if found in options:
            return True
        known, whose = run.session.conforming, id(target)
        for profile in options:
            if known.get((whose, profile)) or checker.conforms(target, profile, run):
                return True
        return False

    return Twin(good, _check(checker, allowed, rule))


def _check(checker: Checker, allowed: dict[str, list[str]], rule: Rule) -> Check:
    """What is wrong with the target of a Reference; ``allowed`` are the profiles (or the type itself) by type."""
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
