"""The table of who sees what: the library's own (``audiences.json``) and how to read another one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar, get_args

from .base import Model
from .own_codes import ActivityKind, Dimension

__all__ = ["EVERYWHERE", "NOTHING", "Access", "Audience", "Show", "audiences", "load_audiences", "parse_audiences"]


class Audience(StrEnum):
    """For whom a view is made. nl: Voor wie"""

    EMERGENCY = "emergency"
    PROFESSIONAL = "professional"
    SOCIAL_DOMAIN = "social-domain"
    VOLUNTEER = "volunteer"
    PATIENT = "patient"


class Show(StrEnum):
    """How much of one kind is shown."""

    ALL = "all"
    CURRENT = "current"
    """What holds, and what casts doubt on it; no history."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Access:
    """What an audience sees of one kind of statement."""

    show: Show = Show.NONE
    dimensions: frozenset[Dimension] = frozenset()
    """Only what is about one of these; empty for whatever dimension."""
    activities: frozenset[ActivityKind] = frozenset()
    """Of a care plan only these kinds of activities; empty for all."""
    hide: frozenset[str] = frozenset()
    """Attributes that are left out."""


NOTHING = Access()
EVERYWHERE = "*"
"""The row of the table that says what is hidden in every kind."""
FEW = 12
"""Up to how many known words an error lists."""
T = TypeVar("T")


@cache
def audiences() -> Mapping[str, Mapping[str, Access]]:
    """The library's own table: per audience, per kind of statement, what it sees."""
    return parse_audiences(json.loads((files(__package__) / "audiences.json").read_text("utf-8")))


def load_audiences(path: str | PathLike[str]) -> Mapping[str, Mapping[str, Access]]:
    """A table of who sees what from a JSON file of the form of the library's own.

    Raises ``OSError`` when the file cannot be read, ``ValueError`` when it is not such a table.
    """
    return parse_audiences(json.loads(Path(path).read_text("utf-8")))


def parse_audiences(raw: Any) -> Mapping[str, Mapping[str, Access]]:
    """A table of who sees what. Raises ``ValueError`` that says where and what: a slip must never show too much."""
    return {audience: {kind: _access(f"{audience}: {kind}", kind, row)
                       for kind, row in _object(audience, rows, _kinds()).items()}
            for audience, rows in _object("the table", raw).items()}


def _access(where: str, kind: str, row: Any) -> Access:
    """One cell of the table: how much, or how much with exceptions."""
    if isinstance(row, str):
        return Access(_one_of(where, row, {str(each): each for each in Show}))
    row = _object(where, row, ("show", "dimensions", "activities", "hide"))
    named = {name: _list(f"{where}: {name}", row.get(name, [])) for name in ("dimensions", "activities", "hide")}
    dimensions = {each.token: each for each in Dimension}
    kinds = {each.token: each for each in ActivityKind}
    known = {name: name for name in _attributes(kind)}
    shown = Show.NONE if kind == EVERYWHERE and "show" not in row else _one_of(
        where, row.get("show"), {str(each): each for each in Show})
    return Access(
        shown,
        frozenset(_one_of(where, name, dimensions) for name in named["dimensions"]),
        frozenset(_one_of(where, name, kinds) for name in named["activities"]),
        frozenset(_one_of(where, name, known) for name in named["hide"]))


def _object(where: str, value: Any, keys: Iterable[str] = ()) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: an object is expected")
    known = tuple(keys)
    for key in value if known else ():
        _one_of(where, key, {each: each for each in known})
    return value


def _list(where: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{where}: a list is expected")
    return value


def _one_of(where: str, value: Any, known: Mapping[str, T]) -> T:
    if not isinstance(value, str) or value not in known:
        few = f"; known are {', '.join(known)}" if len(known) < FEW else ""
        raise ValueError(f"{where}: {value!r} is not known{few}")
    return known[value]


@cache
def _kinds() -> tuple[str, ...]:
    """Everything a row may be about."""
    from .individual import IndividualCarePlan

    return (EVERYWHERE, *IndividualCarePlan.model_fields)


@cache
def _attributes(kind: str) -> frozenset[str]:
    """The attributes of a kind of statement and of what is in it; those of all kinds for every kind."""
    from .individual import IndividualCarePlan

    fields = IndividualCarePlan.model_fields
    return frozenset(_names([info.annotation for name, info in fields.items() if kind in (name, EVERYWHERE)]))


def _names(annotations: list[Any]) -> Iterator[str]:
    """The attributes of every model in type annotations, and of the models in those."""
    seen: set[type] = set()
    for annotation in annotations:
        annotations += get_args(annotation)
        if isinstance(annotation, type) and issubclass(annotation, Model) and annotation not in seen:
            seen.add(annotation)
            yield from annotation.model_fields
            annotations += [info.annotation for info in annotation.model_fields.values()]
