"""The view as data: every word with the code or date it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from .individual_parts import IndividualView
from .labels import labels
from .parts import PlanView, Row, State, Term

__all__ = ["render_json"]


def render_json(view: PlanView) -> dict[str, Any]:
    """The view as JSON data: ``patient``, ``current``, ``conflicts``, ``history``, ``not_understood`` and the rest.

    A coded word is ``{"label", "code", "system"}``; a date is a label with the date as said in ``code``. What is
    empty is left out, the lists of the first level excepted. With an audience there are ``audience`` and ``withheld``,
    and sections that the audience does not see are not there at all. ``current`` holds what can be relied on; a
    subject in conflict, undated, not understood or never recorded is in ``open``.
    """
    rows = tuple(_rows(view))
    data = {
        "language": view.language,
        "on": view.on.code,
        "rule": labels(view.language, view.plain)("rule"),
        "patient": plain(view.patient),
        "current": [plain(said) | _notes(row) for row in rows if row.state is State.HOLDS for said in row.said],
        "open": [_open(row) for row in rows if row.state is not State.HOLDS],
        "conflicts": plain(view.conflicts),
        "undated": plain(view.undated),
        "not_understood": plain(view.not_understood),
        "history": plain(view.history),
        "still_active": [said.id for said in view.still_active],
        "representatives": plain(view.representatives),
        "contacts": plain(view.contacts),
        "talks": plain(view.talks),
        "form_answers": plain(view.form_answers),
        "not_read": plain(view.not_read),
        "sources": plain(view.sources),
    }
    data |= {"individual": _individual(view, view.individual)} if view.individual else {}
    data |= {"audience": plain(view.audience), "withheld": plain(view.withheld)} if view.audience else {}
    return {name: value for name, value in data.items() if view.shows(name)}


def _individual(view: PlanView, one: IndividualView) -> dict[str, Any]:
    """What the audience sees of the individual care plan; an empty list of a section that it sees is there."""
    lists = ("scenarios", "network", "dimensions", "carers", "child", "dying", "signals", "reviews", "handovers")
    data: dict[str, Any] = {"status": plain(one.status)}
    data |= {name: plain(getattr(one, name)) for name in lists if view.shows(name) and getattr(one, name) is not None}
    return data | {"network_notes": plain(one.network_notes), "earlier": plain(one.earlier)}


def _rows(view: PlanView) -> Iterator[Row]:
    yield from view.limits if view.shows("limits") else ()
    yield from (view.capacity,) if view.shows("capacity") else ()
    yield from view.facts
    yield from view.directives
    yield from view.devices if view.shows("devices") else ()


def _notes(row: Row) -> dict[str, Any]:
    """What is to be known about the subject besides the statement that holds."""
    return {"also": list(row.notes)} if row.notes else {}


def _open(row: Row) -> dict[str, Any]:
    return {"what": plain(row.what), "state": plain(row.headline)} | _notes(row)


def plain(value: Any) -> Any:
    """Frozen data as dictionaries and lists, without what is empty."""
    if isinstance(value, Term):
        named = {"label": value.label, "code": str(value.code), "system": value.system}
        return {name: text for name, text in named.items() if text}
    if is_dataclass(value) and not isinstance(value, type):
        items = ((field.name, plain(getattr(value, field.name))) for field in fields(value))
        return {name: item for name, item in items if item not in ("", None, [], {})}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value
