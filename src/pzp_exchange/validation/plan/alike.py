"""What several sources say alike is one statement, as ``pzp_exchange.model.same`` has it, on resources."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ...model.dates import PartialDate

if TYPE_CHECKING:
    from .view import Item

__all__ = ["bounds", "said_once", "words"]

Sourced = Callable[["Item"], Hashable]


@lru_cache(4096)
def bounds(text: str) -> tuple[datetime.date, datetime.date] | None:
    """``PartialDate.bounds``; the dates of one talk come back on most statements."""
    return PartialDate(text).bounds


def words(item: Item, name: str) -> str:
    """A text in one form, whatever its case and spaces."""
    found = item.lens.get(item.tree, name) if item.lens else None
    return " ".join(found.casefold().split()) if isinstance(found, str) else ""


def said_once(items: Iterable[Item], meaning: Callable[[Item], Hashable], source: Sourced) -> list[Item]:
    """One resource for each statement; ``meaning`` and ``source`` are what two must have in common and must not."""
    alike: dict[Hashable, list[Item]] = {}
    for item in items:
        day = item.date and (bounds(item.date) or item.date)
        alike.setdefault((meaning(item), day), []).append(item)
    return [item for found in alike.values() for item in _once(found, source)]


def _once(alike: list[Item], source: Sourced) -> Iterator[Item]:
    if len(alike) < 2 or len({source(item) for item in alike}) < 2:
        yield from alike
        return
    for said in _apart(alike, _comment):
        for found in _apart(said, _time):
            yield from _paired(found, source)


def _apart(alike: list[Item], told: Callable[[Item], str]) -> Iterable[list[Item]]:
    """Those with the same words; who has none is with the others only when these all have the same."""
    if len({told(item) for item in alike} - {""}) < 2:
        return [alike]
    apart: dict[str, list[Item]] = {}
    for item in alike:
        apart.setdefault(told(item), []).append(item)
    return apart.values()


def _paired(alike: list[Item], source: Sourced) -> Iterator[Item]:
    """Of the first of every source the one that says most, then of the second of every source, and so on."""
    by_source: dict[Hashable, list[Item]] = {}
    for item in sorted(alike, key=lambda one: one.entry.id or ""):
        by_source.setdefault(source(item), []).append(item)
    for place in range(max(map(len, by_source.values()))):
        group = [found[place] for found in by_source.values() if place < len(found)]
        yield max(group, key=lambda item: (bool(_comment(item)), bool(_time(item))))


def _comment(item: Item) -> str:
    notes = [text for _, text in item.lens.places(item.tree, "notes.text")] if item.lens else []
    said = (words(item, "comment"), *(" ".join(text.casefold().split()) for text in notes if isinstance(text, str)))
    return " ".join(said).strip()


def _time(item: Item) -> str:
    """The moment within the day, as far as it was said."""
    if not item.date or "T" not in item.date:
        return ""
    date = PartialDate(item.date)
    return str(date.instant.timestamp()) if date.instant else item.date
