"""The plan as one page that needs nothing else: no scripts, nothing from outside, printable on one A4."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from .changes import ChangesView
from .handover import HandoverView
from .labels import labels
from .parts import PlanView, Row, State, Tone
from .people import known
from .words import first_upper

__all__ = ["render_changes_html", "render_handover_html", "render_html"]

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
    return _rendered("plan.html.j2", view)


def render_changes_html(view: ChangesView) -> str:
    """What changed as a whole HTML document; every word of the source is escaped."""
    return _rendered("changes.html.j2", view)


def render_handover_html(view: HandoverView) -> str:
    """A handover as a whole HTML document: its narrative, section by section; every word of the source is escaped."""
    from .xhtml import narrative

    divs = {section.key: narrative(section.groups, view.language) for section in view.sections}
    return _templates().get_template("handover.html.j2").render(view=view, t=labels(view.language), divs=divs)


def _rendered(name: str, view: PlanView | ChangesView) -> str:
    words = labels(view.language, view.plain) if isinstance(view, PlanView) else labels(view.language)
    return _templates().get_template(name).render(
        view=view, t=words, deciders=_deciders(view), symbol=symbol, symbols=SYMBOLS, known=known, State=State,
        Tone=Tone
    )


def _deciders(view: PlanView | ChangesView) -> list[tuple[str, ...]]:
    """Everybody who decided on the treatments that hold, each group once: a short page names it only once."""
    rows = view.limits if isinstance(view, PlanView) else ()
    return list(dict.fromkeys(one.by for row in rows if row.state is State.HOLDS for one in row.said if one.by))


def symbol(row: Row) -> str:
    """The sign beside the words of a row."""
    return "–" if row.state is State.NONE else SYMBOLS[row.tone]


@cache
def _templates() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        loader=PackageLoader(__package__, ""),
    )
    environment.filters["capitalize_first"] = first_upper
    return environment
