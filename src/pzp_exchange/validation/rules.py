"""Invariants of an element as checks; which of them a node's shape settles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ..report import Severity
from ..tree import Tree
from .context import At, Finding, Good, Rule, Run, Twin, all_of
from .invariants import SETTLED, Predicate
from .invariants.elements import local_reference_is_contained
from .quick import Quick
from .shapes import Shape

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["Invariant", "invariants_of", "invariants_twin", "unsettled"]


QUICK = {local_reference_is_contained: Quick(
    "type(v.get('reference')) is str and v['reference'][:1] != '#' or {0}(v, s, run)", (local_reference_is_contained,))}
"""As expressions, those that are asked of very many nodes."""


class Invariant(NamedTuple):
    """One invariant of an element; without ``predicate`` it cannot be decided."""

    key: str
    severity: Severity
    predicate: Predicate | None
    rule: Rule


def invariants_of(checker: Checker, rule: Rule, constraints: Iterable[str]) -> tuple[Invariant, ...]:
    """The invariants with these ids, but for ``ele-1``.

    That an element has a value or children is what the empty checks of the base definition do.
    """
    found = []
    for name in constraints:
        facts = checker.facts.constraint(name)
        if facts.key != "ele-1":
            found.append(Invariant(facts.key, Severity(facts.severity), checker.predicate(name),
                                   Rule(facts.key, rule.profile)))
    return tuple(found)


def unsettled(invariants: Iterable[Invariant], shape: Shape) -> tuple[Invariant, ...]:
    """Those that have to be asked of every node; the others hold for all nodes of this shape."""
    return tuple(each for each in invariants if each.predicate is None or each.predicate not in SETTLED
                 or not SETTLED[each.predicate](shape))


def invariants_twin(invariants: tuple[Invariant, ...]) -> Twin | None:
    """The invariants as one rule, or ``None`` when there are none."""
    if not invariants:
        return None

    def check(value: Any, sibling: Tree | None, at: At, run: Run) -> None:
        for key, severity, predicate, named in invariants:
            verdict = predicate(value, sibling, run) if predicate else None
            about = (("key", key),)
            if verdict is None:
                found = Finding("PZP-INVARIANT-UNDECIDED", Severity.INFORMATION, at, named, about, undecided=True)
            elif not verdict:
                found = Finding("PZP-INVARIANT", severity, at, named, about, undecided=False)
            else:
                continue
            run.out.append(found)

    quick = QUICK.get(invariants[0].predicate) if len(invariants) == 1 and invariants[0].predicate else None
    return Twin(all_of(_good(each.predicate) for each in invariants), check, quick)


def _good(predicate: Predicate | None) -> Good:
    return predicate or (lambda _value, _sibling, _run: False)  # type: ignore[return-value]
