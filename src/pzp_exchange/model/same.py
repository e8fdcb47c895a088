"""The same statement in several sources.

Statements are laid together when they mean the same by the key that the caller gives and come from different sources;
of one source at most one goes into a group, so what a source repeats stays repeated. A time of day or a comment that
only one of them has does not set them apart; two that differ do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

from .dates import PartialDate
from .statement import Origin, Statement

__all__ = ["comment_of", "day_of", "laid_together", "origins"]

S = TypeVar("S", bound=Statement)


def laid_together(statements: Iterable[S], meaning: Callable[[S], Hashable]) -> list[tuple[S, ...]]:
    """Every statement once, in groups that say the same; the one that says most comes first.

    ``meaning`` is what must be equal beside the date, the comment and the time of day. The order of the statements
    does not matter to who is with whom.
    """
    alike: dict[Hashable, list[S]] = {}
    for statement in statements:
        alike.setdefault((meaning(statement), day_of(statement)), []).append(statement)
    return [group for found in alike.values() for group in _groups(found)]


def _groups(alike: list[S]) -> Iterator[tuple[S, ...]]:
    if len({_source(each) for each in alike}) < 2:
        yield from ((each,) for each in alike)
        return
    for said in _apart(alike, comment_of):
        for found in _apart(said, _time):
            yield from _paired(found)


def _apart(alike: list[S], words: Callable[[S], str]) -> Iterator[list[S]]:
    """Those with the same words; who has none is with the others only when these all have the same."""
    said = {words(each) for each in alike} - {""}
    if len(said) < 2:
        yield alike
        return
    by_words: dict[str, list[S]] = {}
    for each in alike:
        by_words.setdefault(words(each), []).append(each)
    yield from by_words.values()


def _paired(alike: list[S]) -> Iterator[tuple[S, ...]]:
    """The first of every source together, the second of every source, and so on."""
    by_source: dict[Hashable, list[S]] = {}
    for each in sorted(alike, key=lambda one: (one.id or "", one.fingerprint)):
        by_source.setdefault(_source(each), []).append(each)
    for place in range(max(map(len, by_source.values()))):
        group = [found[place] for found in by_source.values() if place < len(found)]
        yield tuple(sorted(group, key=_says_most, reverse=True))


def _says_most(statement: Statement) -> tuple[bool, bool, bool, str]:
    """With a comment over without, of a resource over of a form, with a time over without; the rest is arbitrary."""
    form = any(origin.form for origin in statement.sources)
    return bool(comment_of(statement)), not form, bool(_time(statement)), statement.fingerprint


def _source(statement: Statement) -> Hashable:
    return statement.sources[0].key if statement.sources else None


def origins(statements: Iterable[Statement]) -> tuple[Origin, ...]:
    """The sources of statements, each source once."""
    found: dict[tuple[str, str, str], Origin] = {}
    for statement in statements:
        for origin in statement.sources:
            found.setdefault(origin.key, origin)
    return tuple(found[key] for key in sorted(found))


def comment_of(statement: Any) -> str:
    """The comment or notes in one form; empty when there are none."""
    notes = (note.text for note in getattr(statement, "notes", ()))
    words = (getattr(statement, "comment", None), *notes)
    return " ".join(" ".join(text.casefold().split()) for text in words if isinstance(text, str))


def day_of(statement: Any) -> Hashable:
    """The days that the date of a statement can mean; the date as it was said when it cannot be read."""
    date = getattr(statement, "date", None)
    return (date.bounds or str(date)) if isinstance(date, PartialDate) else None


def _time(statement: Any) -> str:
    """The moment within the day, as far as it was said."""
    date = getattr(statement, "date", None)
    if not isinstance(date, PartialDate) or "T" not in date:
        return ""
    return str(date.instant.timestamp()) if date.instant else str(date)
