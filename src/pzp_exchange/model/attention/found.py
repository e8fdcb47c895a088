"""What a rule yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from ...messages import render
from ..statement import Statement

if TYPE_CHECKING:
    from ..individual import IndividualCarePlan

__all__ = ["Attention", "Rule", "error", "information", "warning"]


@dataclass(frozen=True, slots=True)
class Attention:
    """Something in an individual care plan that somebody should look at. nl: Aandachtspunt"""

    code: str
    """Stable: ``PZP-PHASE-…``, ``PZP-TEAM-…``, ``PZP-IZP-…``."""
    severity: Literal["error", "warning", "information"]
    """``error``: cannot be relied on as it stands; ``warning``: somebody must act or look; else worth knowing."""
    statement: Statement | None = field(default=None, repr=False)
    """What it is about; ``None`` for the plan as a whole."""
    attribute: str = ""
    """The attribute of the statement, nested and counted from 0: ``members[1].reachable``; empty for the whole."""
    params: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Named values of the message; may hold names of people."""

    def message(self, language: str = "en") -> str:
        """In words, in ``en`` or ``nl``."""
        return render(self.code, language, dict(self.params))


Rule = Callable[["IndividualCarePlan", date], Iterator[Attention]]
"""Looks at a plan on a date."""


def error(code: str, statement: Statement | None = None, attribute: str = "", **params: str) -> Attention:
    """Cannot be relied on as it stands."""
    return Attention(code, "error", statement, attribute, tuple(params.items()))


def warning(code: str, statement: Statement | None = None, attribute: str = "", **params: str) -> Attention:
    """Somebody must act, or look twice."""
    return Attention(code, "warning", statement, attribute, tuple(params.items()))


def information(code: str, statement: Statement | None = None, attribute: str = "", **params: str) -> Attention:
    """Worth knowing."""
    return Attention(code, "information", statement, attribute, tuple(params.items()))
