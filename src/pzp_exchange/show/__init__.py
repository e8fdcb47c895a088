"""Show a plan to a person: ``view`` says what to show, ``text``, ``html`` and ``data`` render it."""

from __future__ import annotations

from .parts import PlanView
from .view import view

__all__ = ["PlanView", "view"]
