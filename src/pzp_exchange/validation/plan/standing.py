"""What holds on a date, as ``pzp_exchange.model.current`` decides it, on resources instead of a plan.

The rule is told there; a test holds the two together on generated plans.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from ...mapping.shared.agreements import TEXT_DECISIONS
from ...model.codes import DEPRECATED, Decision
from ...model.dates import PartialDate
from ...model.reasons import OUT_OF_FORCE, TENTATIVE, Reason
from .alike import bounds, said_once, words

if TYPE_CHECKING:
    from ..lens import Lens
    from .view import Item

__all__ = ["Clash", "Standing", "in_force", "later", "standing"]

TYPED = {"treatment_directives": "treatment", "advance_directives": "type"}
"""The kinds in which statements compete only when they are about the same thing, and the attribute that says what."""


class Clash(Struct, frozen=True):
    """Resources of which it cannot be said which one holds."""

    reason: Reason
    items: list[Item]


class Standing(Struct, frozen=True):
    """Where the statements of one patient stand; what is out of force or not understood is in none of the lists."""

    holds: list[Item] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    undated: list[Item] = field(default_factory=list)
    superseded: list[tuple[Item, Item]] = field(default_factory=list)
    """The statement, and one that is newer."""

    def live(self, kind: str) -> list[Item]:
        """What holds of a kind, or may hold."""
        everything = [*self.holds, *(item for clash in self.clashes for item in clash.items), *self.undated]
        return [item for item in everything if item.kind == kind]


@lru_cache(4096)
def later(one: str, other: str) -> bool:
    """Whether one date is surely later than the other; ``PartialDate.after`` when they are on the same day."""
    mine, theirs = bounds(one), bounds(other)
    if one == other or mine is None or theirs is None:
        return False
    return mine[0] > theirs[1] or (mine == theirs and PartialDate(one).after(PartialDate(other)) is True)


def in_force(item: Item, on: datetime.date) -> bool | None:
    """Whether nothing about the statement itself says that it does not hold on a date; ``None`` when nobody can say."""
    if item.status in OUT_OF_FORCE:
        return False
    glass, tree = item.lens, item.tree
    ended = glass.get(tree, "ended_on") if glass and item.kind in TYPED else None
    if ended is not None:
        last = bounds(ended)
        if last is None or last[1] < on:
            return None if last is None else False
    starts = glass.get(tree, "starts_on") if glass and item.kind == "treatment_directives" else None
    for text in (item.date, starts):
        day = bounds(text) if isinstance(text, str) else None
        if day and day[0] > on:
            return False
    return True


def standing(items: Iterable[Item], on: datetime.date, source: Callable[[Item], Hashable]) -> Standing:
    """Sort the statements of one patient; what several sources say alike is in the lists once."""
    result = Standing()
    undated: list[Item] = []
    topics: dict[tuple[str, Hashable], list[Item]] = {}
    for item in items:
        glass = item.lens
        if glass is None or not glass.understood(item.tree, item.scan.modifiers) or contradictory(item):
            continue
        holds = in_force(item, on)
        if holds is False:
            continue
        if holds is None or item.date is None or bounds(item.date) is None:
            undated.append(item)
        else:
            topics.setdefault(_topic(item), []).append(item)
    if undated:
        result.undated.extend(said_once(undated, lambda item: (_topic(item), *_meaning(item)), source))
    for said in topics.values():
        competing = said if len(said) == 1 else said_once(said, _meaning, source)
        if len(competing) == 1:
            result.holds.append(competing[0])
        else:
            _decide(competing, result)
    return result


def _meaning(item: Item) -> tuple[Any, ...]:
    """What must be equal for two sources to say the same of one subject on one day."""
    ended = item.lens.get(item.tree, "ended_on") if item.lens and item.kind in TYPED else None
    return item.lens and _content(item, item.lens), ended, item.status in TENTATIVE


def _topic(item: Item) -> tuple[str, Hashable]:
    """What a statement is about, within its kind: statements on the same thing compete. As ``topic_of``."""
    name = TYPED.get(item.kind)
    if name is None:
        return item.kind, ""
    known = item.about
    if known is not None and known.code != "OTH":
        return item.kind, known
    return item.kind, (item.lens and item.lens.key(item.tree, name)) or id(item)


def contradictory(item: Item) -> bool:
    """Perform or do not perform together with another specification; as ``TreatmentDirective.contradicts_itself``."""
    return (item.kind == "treatment_directives" and item.decision in (Decision.PERFORM, Decision.DO_NOT_PERFORM)
            and item.has("specification"))


def _decide(items: Sequence[Item], result: Standing) -> None:
    """Find the newest of the statements on one topic, or that they conflict."""
    newest = _newest(items)
    settled = _newest([item for item in items if item.status not in TENTATIVE])
    shown = newest
    if settled and not any(item in newest for item in settled) and _contents(settled) != _contents(newest):
        shown = [*newest, *settled]
        result.clashes.append(Clash(Reason.NEWEST_IS_TENTATIVE, shown))
    elif len(_contents(newest)) > 1 or len({said for item in newest if (said := words(item, "comment"))}) > 1:
        same_day = len({item.date for item in newest}) == 1
        result.clashes.append(Clash(Reason.SAME_DATE if same_day else Reason.DATES_DO_NOT_TELL, newest))
    else:
        result.holds.append(max(newest, key=lambda item: (bool(words(item, "comment")), len(item.date or ""))))
    result.superseded.extend((item, newest[0]) for item in items if item not in shown)


def _newest(items: Sequence[Item]) -> list[Item]:
    """Those that no other is surely later than."""
    if not items:
        return []
    spans = {item.date: bounds(item.date) for item in items if item.date}
    latest_start = max(span[0] for span in spans.values() if span)
    recent = [text for text, span in spans.items() if span and span[1] >= latest_start]
    dates = {text for text in recent if not any(later(other, text) for other in recent)}
    return [item for item in items if item.date in dates]


def _contents(items: Iterable[Item]) -> set[tuple[Any, ...]]:
    return {_content(item, item.lens) for item in items if item.lens}


def _content(item: Item, glass: Lens) -> tuple[Any, ...]:
    """What must be equal for two statements to say the same."""
    tree = item.tree
    if item.kind == "treatment_directives":
        said = words(item, "specification")
        spelt_out = item.decision is not None and TEXT_DECISIONS.get(said) is item.decision
        return item.decision, "" if spelt_out else said, words(item, "restrictions")
    if item.kind == "advance_directives":
        import json

        document = json.dumps([node for _, node in glass.places(tree, "document")], sort_keys=True, default=str)
        return glass.key(tree, "type"), document
    if item.kind == "medical_policy_goals":
        aim = item.about
        return (DEPRECATED.get(aim, aim) if aim else glass.key(tree, "goal"),)
    if item.kind == "inform_relatives_requests":
        return ()  # that it was asked; a status that takes that back is dealt with before
    codings = glass.codings(tree, "value")
    known = glass.has(tree, "value")
    if not known or any(system.endswith("NullFlavor") and code != "OTH" for system, code in codings):
        return ("unknown",)
    if not glass.is_concept("value"):
        return (glass.get(tree, "value"),)
    return (glass.key(tree, "value") or tuple(text for _, text in glass.places(tree, "notes.text")),)
