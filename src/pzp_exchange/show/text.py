"""The plan on a terminal: conflicts first, then the treatment limits; nothing is said by colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from .labels import Labels, labels
from .parts import Detail, Person, PlanView, Row, Said, State, Talk, Tone
from .words import first_upper

__all__ = ["render_text"]

SYMBOLS = {Tone.DO: "✓", Tone.DO_NOT: "✕", Tone.OTHER: "*", Tone.UNKNOWN: "?", Tone.CONFLICT: "!", Tone.PLAIN: ""}
STYLES = {
    Tone.DO: "bold green",
    Tone.DO_NOT: "bold red",
    Tone.OTHER: "bold yellow",
    Tone.UNKNOWN: "",
    Tone.CONFLICT: "bold reverse yellow",
    Tone.PLAIN: "bold",
}
Lines = Iterator[RenderableType]


def render_text(view: PlanView, color: bool, width: int = 80) -> str:
    """The view as text, no line longer than ``width`` columns; ``color`` adds terminal colours."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        color_system="standard" if color else None,
        legacy_windows=False,
    )
    for part in _page(view, labels(view.language)):
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _page(view: PlanView, t: Labels) -> Lines:
    yield from _header(view, t)
    yield from _conflicts(view, t)
    yield from _not_understood(view, t)
    yield from _limits(view, t)
    yield from _section(
        t("section.representation"),
        (_fact(view.capacity, t), *_people(view.representatives, t("representatives.none"), t)),
    )
    yield from _section(t("section.goal"), (_fact(row, t) for row in view.facts))
    directives = tuple(_fact(row, t) for row in view.directives) or (Text(t("directives.none")),)
    yield from _section(t("section.directives"), directives)
    yield from _section(t("section.device"), (_fact(row, t) for row in view.devices))
    contacts = "section.contacts-other" if view.representatives else "section.contacts"
    yield from _section(t(contacts), _people(view.contacts, t("contacts.none"), t))
    yield from _section(t("section.talks"), tuple(_talk(talk, t) for talk in view.talks) or (Text(t("talks.none")),))
    if view.form_answers:
        yield from _section(t("section.form"), (_detail(answer) for answer in view.form_answers))
    yield from _history(view, t)
    if view.not_read:
        yield from _section(t("section.not-read"), (Text(one.text) for one in view.not_read))
    yield Text()
    yield Text(f"{t('on', date=view.on)}. {t('rule')}", style="dim")


def _header(view: PlanView, t: Labels) -> Lines:
    who = view.patient
    born = t("born", date=who.birth_date) if who.birth_date.code else str(who.birth_date)
    age = f" ({who.age})" if who.age else ""
    bsn = t("bsn", bsn=who.bsn) if who.bsn else t("bsn.none")
    yield Text(t("title").upper(), style="dim")
    yield Text(who.name, style="bold")
    yield Text(" · ".join(filter(None, (born + age, str(who.gender or ""), bsn))))
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
            parts += [_says(side), Padding(Text(" · ".join(filter(None, (str(side.date), by)))), (0, 0, 0, 4))]
            parts += _extras(side, 4)
    yield _alarm(t("section.conflicts"), parts)


def _not_understood(view: PlanView, t: Labels) -> Lines:
    if not view.not_understood:
        return
    parts: list[RenderableType] = [Text(t("section.not-understood.help"))]
    for one in view.not_understood:
        when = f" · {one.date}" if one.date.label else ""
        place = ", ".join(filter(None, (one.reference, one.path)))
        parts += [Text(), Text(f"{one.what}{when}", style="bold"), Text(f"{first_upper(str(one.why))} ({place})")]
    yield _alarm(t("section.not-understood"), parts)


def _alarm(title: str, parts: Iterable[RenderableType]) -> RenderableType:
    heading = Text(f" !! {title.upper()} !! ", style="bold reverse")
    return Panel(Group(*parts), title=heading, title_align="left", box=box.HEAVY, border_style="bold yellow")


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
            yield Text(str(one.date), style="bold")
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
            yield Text(t("state.undated.says", says=one.says) + by)
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
            known = ((str(one.date),) if one.date.code or directive else ()) + one.by
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
    for detail in (*terms, *one.details):
        yield Padding(_detail(detail), (0, 0, 0, indent))
    for note in one.notes:
        yield Padding(Text(f"! {first_upper(note)}", style="bold"), (0, 0, 0, indent))


def _detail(detail: Detail) -> Text:
    return Text(f"{detail.name}: {detail.text}")


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
    return Group(Text(f"{talk.date}{kind}", style="bold"), Text(f"{t('talk.present')}: {present}"), *_extras(talk))


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
                Text.assemble((f"{one.what}: {one.says}", "bold"), f" · {one.date}{who}"),
                Padding(Text(f"{one.reason}{mark}"), (0, 0, 0, 2)),
                *_extras(one, 2),
            ]
    yield from _section(t("section.history"), lines)


def _section(title: str, lines: Iterable[RenderableType]) -> Lines:
    yield Text()
    yield Text(title.upper(), style="bold")
    yield from lines
