"""The plan on a terminal: conflicts first, then the treatment limits; nothing is said by colour alone."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from . import individual_text as individual
from .labels import Labels, labels
from .parts import Person, PlanView, Row, Said, State, Talk, Tone
from .people import known
from .text_parts import STYLES, SYMBOLS, Lines, alarm, detail, printed, section
from .words import first_upper

__all__ = ["render_text"]

def render_text(view: PlanView, color: bool, width: int = 80) -> str:
    """The view as text, no line longer than ``width`` columns; ``color`` adds terminal colours."""
    return printed(_page(view, labels(view.language, view.plain)), color, width)


def _page(view: PlanView, t: Labels) -> Lines:
    yield from _header(view, t)
    yield from individual.status(view, t)
    yield from _conflicts(view, t)
    yield from _not_understood(view, t)
    if view.shows("limits"):
        yield from _limits(view, t)
    yield from individual.after_limits(view, t)
    yield from _plan(view, t)
    yield from individual.the_rest(view, t)
    yield from _history(view, t)
    yield from individual.earlier(view, t)
    if view.not_read:
        yield from section(t("section.not-read"), (Text(one.text) for one in view.not_read))
    if view.sources:
        lines = (f"[{one.number}] " + " · ".join((str(one.what), *one.where)) for one in view.sources)
        yield from section(t("section.sources"), (Text(t("section.sources.help")), *map(Text, lines)))
    yield from individual.withheld(view, t)
    yield Text()
    yield Text(f"{t('on', date=view.on)}. {t('rule')}", style="dim")


def _plan(view: PlanView, t: Labels) -> Lines:
    """The advance care plan besides its limits."""
    if view.shows("capacity", "representatives"):
        name = "representation" if view.shows("capacity") and view.shows("representatives") else (
            "capacity" if view.shows("capacity") else "representatives")
        people = _people(view.representatives, _none(view, "representatives", t), t)
        yield from section(t(f"section.{name}"), (*((_fact(view.capacity, t),) if view.shows("capacity") else ()),
                                                  *(people if view.shows("representatives") else ())))
    if view.shows("facts"):
        yield from section(t("section.goal"), (_fact(row, t) for row in view.facts))
    if view.shows("directives"):
        directives = tuple(_fact(row, t) for row in view.directives) or (Text(_none(view, "directives", t)),)
        yield from section(t("section.directives"), directives)
    if view.shows("devices"):
        yield from section(t("section.device"), (_fact(row, t) for row in view.devices))
    if view.shows("contacts"):
        contacts = "section.contacts-other" if view.representatives else "section.contacts"
        yield from section(t(contacts), _people(view.contacts, _none(view, "contacts", t), t))
    if view.shows("talks"):
        talks = tuple(_talk(talk, t) for talk in view.talks) or (Text(_none(view, "talks", t)),)
        yield from section(t("section.talks"), talks)
    if view.form_answers:
        yield from section(t("section.form"), (detail(answer) for answer in view.form_answers))


def _none(view: PlanView, name: str, t: Labels) -> str:
    return t("none.shown") if name in view.partial else t(f"{name}.none")


def _header(view: PlanView, t: Labels) -> Lines:
    who = view.patient
    title = t("individual.title" if view.individual else "title").upper()
    for_whom = f" – {t('audience', who=view.audience)}" if view.audience and not view.plain else ""
    yield Text(f"{title}{for_whom}", style="dim")
    yield Text(who.name, style="bold")
    yield Text(known(who, t))
    yield Text(t("on", date=view.on), style="bold")
    if who.deceased:
        yield Panel(Text(f"† {who.deceased.upper()}", style="bold"), box=box.HEAVY)


def _conflicts(view: PlanView, t: Labels) -> Lines:
    if not view.conflicts:
        return
    parts: list[RenderableType] = [Text(t("section.conflicts.help"))]
    for clash in view.conflicts:
        parts += [Text(), Text(str(clash.what), style="bold underline"), Text(str(clash.why))]
        for side in clash.sides:
            by = ", ".join(side.by) or (t("by.none") if side.kind.code == "TreatmentDirective" else "")
            parts += [_says(side), Padding(Text(" · ".join(filter(None, (side.when, by)))), (0, 0, 0, 4))]
            parts += _extras(side, 4)
    yield alarm(t("section.conflicts"), parts)


def _not_understood(view: PlanView, t: Labels) -> Lines:
    if not view.not_understood:
        return
    parts: list[RenderableType] = [Text(t("section.not-understood.help"))]
    for one in view.not_understood:
        when = f" · {one.date}" if one.date.label else ""
        place = ", ".join(filter(None, (one.reference, one.path)))
        parts += [Text(), Text(f"{one.what}{when}", style="bold"), Text(f"{first_upper(str(one.why))} ({place})")]
    yield alarm(t("section.not-understood"), parts)


def _limits(view: PlanView, t: Labels) -> Lines:
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, padding=(0, 1), pad_edge=False, expand=True)
    table.add_column(t("column.treatment"), ratio=5)
    table.add_column(t("column.decision"), ratio=6)
    table.add_column(t("column.when"), ratio=9)
    for row in view.limits:
        sign = "-" if row.state is State.NONE else SYMBOLS[row.tone]
        table.add_row(
            Text(str(row.what), style="bold"),
            Text(f"{sign} {row.headline}", style=STYLES[row.tone]),
            Group(*_standing(row, t)),
        )
    yield Text()
    yield Text(t("section.limits").upper(), style="bold")
    yield table


def _standing(row: Row, t: Labels) -> Lines:
    """Date, people and details of a treatment limit."""
    if row.state is State.HOLDS:
        for one in row.said:
            yield Text(one.when, style="bold")
            yield Text(", ".join(one.by) or t("by.none"))
            yield from _extras(one)
    else:
        yield from _unsettled(row, t)
    yield from (Text(f"! {note}", style="bold") for note in row.notes)


def _unsettled(row: Row, t: Labels) -> Lines:
    """Why nothing can be said to hold."""
    if row.state is State.CONFLICT:
        yield Text(t("state.conflict.see"))
    elif row.state is State.UNDATED:
        for one in row.said:
            by = f" · {', '.join(one.by)}" if one.by else ""
            yield Text(t("state.undated.says", says=one.says) + one.marks + by)
            yield from _extras(one)
        yield Text(t("state.undated.help"))


def _fact(row: Row, t: Labels) -> RenderableType:
    """A question and its answer, or a directive."""
    sign = "! " if row.tone in (Tone.CONFLICT, Tone.OTHER) else ""
    directive = row.said and row.said[0].kind.code == "AdvanceDirective" and row.state is State.HOLDS
    answer = "" if directive or row.what.label == row.headline.label else f"{sign}{row.headline}"
    head = Text.assemble((f"{row.what}" + (": " if answer else ""), "bold" if directive else ""), (answer, "bold"))
    parts: list[RenderableType] = [head]
    if row.state is State.HOLDS:
        for number, one in enumerate(row.said):
            if number:
                parts.append(Padding(Text(str(one.says), style="bold"), (0, 0, 0, 2)))
            known = ((one.when,) if one.date.code or directive or one.sources else ()) + one.by
            if known:
                parts.append(Padding(Text(" · ".join(known), style="dim"), (0, 0, 0, 2)))
            parts += _extras(one, 2)
    else:
        parts += (Padding(line, (0, 0, 0, 2)) for line in _unsettled(row, t))
    parts += (Padding(Text(f"! {note}", style="bold"), (0, 0, 0, 2)) for note in row.notes)
    return Group(*parts)


def _says(one: Said) -> Text:
    return Text(f"  {SYMBOLS[one.tone] or '·'} {one.says}", style=STYLES[one.tone])


def _extras(one: Said | Talk, indent: int = 0) -> Lines:
    """Details and notes, set in."""
    terms = one.terms if isinstance(one, Said) else ()
    for each in (*terms, *one.details):
        yield Padding(detail(each), (0, 0, 0, indent))
    for note in one.notes:
        yield Padding(Text(f"! {first_upper(note)}", style="bold"), (0, 0, 0, indent))


def _people(people: Iterable[Person], none: str, t: Labels) -> Lines:
    found = tuple(people)
    for one in found:
        who = f"{one.name} ({one.role})" if one.role else one.name
        numbers = " · ".join(one.phones) or no_phone(one, t)
        yield Text.assemble((who, "bold"), f" – {numbers}", f" – {one.note}" if one.note else "")
    if not found:
        yield Text(none)


def no_phone(person: Person, t: Labels) -> str:
    """That there is no telephone number, with the e-mail address if there is one."""
    return t("phones.none-email", email=person.email) if person.email else t("phones.none")


def _talk(talk: Talk, t: Labels) -> RenderableType:
    kind = f" · {talk.contact_type}" if talk.contact_type else ""
    present = ", ".join(one.line for one in talk.present) or t("talk.present.none")
    return Group(Text(f"{talk.when}{kind}", style="bold"), Text(f"{t('talk.present')}: {present}"), *_extras(talk))


def _history(view: PlanView, t: Labels) -> Lines:
    if not view.history:
        return
    count = len(view.history)
    active = t.count("still-active", len(view.still_active)) if view.still_active else ""
    if not view.history_open:
        lines: list[RenderableType] = [Text(f"{t.count('history.closed', count)} {active}".rstrip())]
    else:
        lines = [Text(f"{t('section.history.help')} {active}".rstrip())]
        for one in view.history:
            mark = f" – {t('still-active.mark')}" if one in view.still_active else ""
            who = f" · {', '.join(one.by)}" if one.by else ""
            lines += [
                Text.assemble((f"{one.what}: {one.says}", "bold"), f" · {one.when}{who}"),
                Padding(Text(f"{one.reason}{mark}"), (0, 0, 0, 2)),
                *_extras(one, 2),
            ]
    yield from section(t("section.history"), lines)
