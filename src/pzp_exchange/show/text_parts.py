"""What every page on a terminal is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from .parts import Detail, Tone

__all__ = ["STYLES", "SYMBOLS", "Lines", "alarm", "detail", "printed", "section"]

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


def printed(parts: Iterable[RenderableType], color: bool, width: int) -> str:
    """What a terminal of this width shows of the parts."""
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
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def alarm(title: str, parts: Iterable[RenderableType]) -> RenderableType:
    """A frame that cannot be overlooked."""
    heading = Text(f" !! {title.upper()} !! ", style="bold reverse")
    return Panel(Group(*parts), title=heading, title_align="left", box=box.HEAVY, border_style="bold yellow")


def detail(one: Detail) -> Text:
    """A named piece of text."""
    return Text(f"{one.name}: {one.text}")


def section(title: str, lines: Iterable[RenderableType]) -> Lines:
    """A heading with what stands under it."""
    yield Text()
    yield Text(title.upper(), style="bold")
    yield from lines
