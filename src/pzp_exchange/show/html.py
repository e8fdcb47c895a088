"""The plan as one page that needs nothing else: no scripts, nothing from outside, printable on one A4."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from .labels import labels
from .parts import PlanView, Row, State, Tone
from .words import first_upper

__all__ = ["render_html"]

SYMBOLS = {
    Tone.DO: "✓",
    Tone.DO_NOT: "✕",
    Tone.OTHER: "✱",
    Tone.UNKNOWN: "?",
    Tone.CONFLICT: "⚠\N{VARIATION SELECTOR-15}",
    Tone.PLAIN: "",
}


def render_html(view: PlanView) -> str:
    """The view as a whole HTML document; every word of the source is escaped."""
    return _template().render(
        view=view, t=labels(view.language), symbol=symbol, symbols=SYMBOLS, State=State, Tone=Tone
    )


def symbol(row: Row) -> str:
    """The sign beside the words of a row."""
    return "–" if row.state is State.NONE else SYMBOLS[row.tone]


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters["capitalize_first"] = first_upper
    return environment.from_string((files(__package__) / "plan.html.j2").read_text("utf-8"))
