"""What changed, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from .changes import ChangesView, EditView, Line, TurnView
from .labels import Labels, labels
from .parts import Said
from .text_parts import SYMBOLS, printed

__all__ = ["render_changes_text"]


def render_changes_text(view: ChangesView, color: bool, width: int = 80) -> str:
    """The view as text, no line longer than ``width`` columns."""
    return printed(_page(view, labels(view.language)), color, width)


def _page(view: ChangesView, t: Labels) -> Iterator[RenderableType]:
    yield Text(t("diff.title").upper(), style="dim")
    yield Text(view.patient.name, style="bold")
    if view.before.code != view.after.code:
        yield Text(t("diff.between", before=view.before, after=view.after), style="bold")
    if not (view.state or view.turns or view.edits or view.rewritten):
        yield Text(t("diff.nothing"))
    if view.state:
        yield from _title(t("diff.state"))
        yield from (_line(line, t) for line in view.state)
    if view.turns:
        yield from _title(t("diff.holds"))
        yield from (_turn(turn, t) for turn in view.turns)
    if view.edits or view.rewritten:
        yield from _title(t("diff.record"))
        yield from (Text(f"! {text}", style="bold") for text in view.rewritten)
        yield from (_edit(edit, t) for edit in view.edits)


def _title(text: str) -> Iterator[RenderableType]:
    yield Text()
    yield Text(text.upper(), style="bold")


def _turn(turn: TurnView, t: Labels) -> RenderableType:
    parts: list[RenderableType] = [Text.assemble((turn.what, "bold"), f" – {turn.kind}")]
    for name, state, sides in (("diff.before", turn.before_state, turn.before),
                               ("diff.after", turn.after_state, turn.after)):
        lead = f"{t(name)}: "
        if state:
            parts.append(Padding(Text(lead + state), (0, 0, 0, 2)))
        parts += (Padding(_side("  " if state else lead, one), (0, 0, 0, 2)) for one in sides)
    return Group(*parts)


def _side(lead: str, one: Said) -> RenderableType:
    sign = SYMBOLS[one.tone]
    terms = "; ".join(f"{term.name}: {term.text}" for term in one.terms)
    says = " – ".join(filter(None, (f"{sign} {one.says}".strip(), terms)))
    return Text.assemble(lead, (says, "bold"), " · ".join(("", str(one.date), *one.by)))


def _edit(edit: EditView, t: Labels) -> RenderableType:
    head = Text.assemble((edit.what, "bold"), f" – {edit.kind}")
    return Group(head, *(Padding(_line(line, t), (0, 0, 0, 2)) for line in edit.lines))


def _line(line: Line, t: Labels) -> RenderableType:
    if line.before and line.after:
        return Text.assemble(f"{line.name}: {line.before} → ", (line.after, "bold"))
    if line.after:
        return Text.assemble(f"+ {line.name}: ", (line.after, "bold"))
    return Text(f"- {line.name}: {line.before}")
