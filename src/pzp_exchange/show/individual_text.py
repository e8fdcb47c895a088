"""The individual care plan on a terminal, and what an audience does not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from .individual_parts import Contact, IndividualView, Item, StatusView, Way
from .labels import Labels
from .parts import PlanView
from .text_parts import STYLES, SYMBOLS, Lines, detail, section
from .words import first_upper

__all__ = ["after_limits", "earlier", "status", "the_rest", "withheld"]


def status(view: PlanView, t: Labels) -> Lines:
    """What the first minute needs, in a frame."""
    if view.individual is None:
        return
    one = view.individual.status
    parts: list[RenderableType] = []
    if view.shows("phases"):
        parts += _phases(view, one, t)
    if view.shows("central"):
        parts += _reach(t("status.central"), one.central, nothing(view, "central", t), one.several)
        parts += _reach(t("status.deputy"), one.deputies, nothing(view, "deputy", t))
    if one.points:
        parts.append(Text(t("section.points"), style="bold underline"))
        parts += (_hanging(point.text, "" if view.plain else f"[{point.severity}] ") for point in one.points)
    elif one.quiet:
        parts.append(Text(f"{t('section.points')}: {t('none.points')}"))
    parts += _last_change(view, one, t)
    yield Text()
    yield Panel(Group(*parts), title=Text(f" {t('section.status')} ", style="bold"), title_align="left", box=box.SQUARE)


def nothing(view: PlanView, name: str, t: Labels) -> Text:
    """That nothing stands there, or nothing that is shown."""
    return Text(t("none.shown") if name in view.partial else t(f"none.{name}"))


def _phases(view: PlanView, one: StatusView, t: Labels) -> Lines:
    if one.unsure:
        yield Text(f"!! {one.unsure}", style="bold reverse yellow")
    for phase in one.phases:
        since = t("since", date=phase.since) if phase.since.code else str(phase.since)
        by = t("by", who=phase.by) if phase.by else ""
        yield Text.assemble(f"{t('status.phase')}: ", (str(phase.label), "bold"))
        yield Padding(Text(" · ".join(filter(None, (since, by)))), (0, 0, 0, 2))
        if phase.due_to:
            yield Padding(Text(f"{t('phase.due-to')}: {phase.due_to}"), (0, 0, 0, 2))
        if not view.shows("signals"):
            yield from (Padding(detail(each), (0, 0, 0, 2)) for each in phase.details)
    if not one.phases:
        yield Text.assemble(f"{t('status.phase')}: ", nothing(view, "phases", t))


def _reach(title: str, people: Iterable[Contact], none: Text, loud: str = "") -> Lines:
    found = tuple(people)
    if loud:
        yield Text(f"!! {loud}", style="bold reverse yellow")
    for each in found:
        yield Text.assemble(f"{title}: ", _contact(each))
    if not found:
        yield Text.assemble(f"{title}: ", none)


def _contact(each: Contact) -> Text:
    name = Text(each.name, style="bold")
    if each.name and each.role:
        name.append(f" ({each.role})", style="not bold")
    parts = [name] if each.name else []
    parts += (_way(way) for way in each.ways)
    return Text(" – ").join([*parts, *map(Text, each.notes)])


def _way(way: Way) -> Text:
    about = f" ({way.about})" if way.number and way.about else way.about
    return Text.assemble((way.number, "bold"), about)


def _last_change(view: PlanView, one: StatusView, t: Labels) -> Lines:
    name = t("status.last-change.shown" if view.withheld else "status.last-change")
    if one.last_change is None:
        yield Text(f"{name}: {t('none.shown' if view.withheld else 'none.last-change')}")
        return
    last = one.last_change
    by = t("by", who=", ".join(last.meta)) if last.meta else ""
    what = " · ".join(filter(None, (str(last.what), *(each.text for each in last.details), by)))
    yield Text(f"{name}: {what}")


def after_limits(view: PlanView, t: Labels) -> Lines:
    """Scenarios and network, right under the treatment limits."""
    one = view.individual
    if one is None:
        return
    if view.shows("scenarios"):
        yield from section(t("section.scenarios"), (_scenarios(view, one, t),))
    if view.shows("network"):
        people = [_contact(each) for each in one.network] or [nothing(view, "network", t)]
        yield from section(t("section.network"), (*people, *map(Text, one.network_notes)))


def _scenarios(view: PlanView, one: IndividualView, t: Labels) -> RenderableType:
    if not one.scenarios:
        return nothing(view, "scenarios", t)
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, padding=(0, 1), pad_edge=False, expand=True)
    table.add_column(t("column.situation"), ratio=5)
    table.add_column(t("column.action"), ratio=7)
    table.add_column(t("column.call"), ratio=7)
    for each in one.scenarios:
        notes = (Text(f"! {first_upper(note)}", style="bold") for note in each.notes)
        table.add_row(Text(each.situation, style="bold"), Group(Text(each.action), *notes),
                      Group(*map(_contact, each.call)))
    return table


def the_rest(view: PlanView, t: Labels) -> Lines:
    """Dimensions, carers, child, dying phase, evidence, reviews and handovers."""
    one = view.individual
    if one is None:
        return
    for dimension in one.dimensions:
        yield from section(str(dimension.name), (
            part for name, items in dimension.groups for part in _group(view, name, items, t)))
    for name, items in _lists(view, one):
        lead = [detail(each) for phase in one.status.phases for each in phase.details] if name == "signals" else []
        yield from section(t(f"section.{name}"), (*lead, *_items(view, name, items, t)))


def _lists(view: PlanView, one: IndividualView) -> Iterator[tuple[str, tuple[Item, ...]]]:
    named = (("carers", one.carers), ("child", one.child), ("dying", one.dying or (None if view.plain else ())),
             ("signals", one.signals), ("reviews", one.reviews), ("handovers", one.handovers))
    for name, items in named:
        if items is not None and view.shows(name):
            yield name, items


def _group(view: PlanView, name: str, items: tuple[Item, ...], t: Labels) -> Lines:
    yield Text(t(f"group.{name}"), style="underline")
    yield from (Padding(part, (0, 0, 0, 2)) for part in _items(view, name, items, t))


def _items(view: PlanView, name: str, items: tuple[Item, ...], t: Labels) -> Lines:
    for each in items:
        yield _hanging(str(each.what), f"{SYMBOLS[each.tone]} " if SYMBOLS[each.tone] else "", STYLES[each.tone])
        yield from _extras(each)
    if not items:
        yield nothing(view, name, t)


def _extras(each: Item) -> Lines:
    if each.meta:
        yield Padding(Text(" · ".join(each.meta), style="dim"), (0, 0, 0, 2))
    yield from (Padding(detail(one), (0, 0, 0, 2)) for one in each.details)
    yield from (Padding(Text(f"! {first_upper(note)}", style="bold"), (0, 0, 0, 2)) for note in each.notes)


def _hanging(text: str, lead: str, style: str = "") -> Text:
    return Text.assemble((lead, "bold"), (text, style))


def earlier(view: PlanView, t: Labels) -> Lines:
    """What was recorded besides: counted, or told when history is open."""
    found = view.individual.earlier if view.individual else ()
    if not found:
        return
    if not view.history_open:
        yield from section(t("section.earlier"), (Text(t.count("earlier.closed", len(found))),))
        return
    parts = (part for each in found for part in (Text(str(each.what), style="bold"), *_extras(each)))
    yield from section(t("section.earlier"), (Text(t("section.earlier.help")), *parts))


def withheld(view: PlanView, t: Labels) -> Lines:
    """What this audience does not see, never left unsaid."""
    if view.audience is None:
        return
    if not view.withheld:
        yield from section(t("withheld.title"), (Text(t("withheld.nothing")),))
        return
    lines = (Text(f"– {first_upper(each.text)}") for each in view.withheld)
    yield from section(t("withheld.title"), (Text(t("withheld.help")), *lines))
