"""Which statements of a plan were not understood in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .plan import AdvanceCarePlan, NotUnderstood
    from .statement import Statement

__all__ = ["Doubts", "reference"]


def reference(statement: Statement) -> str:
    """How ``not_understood`` names a statement: class and id, or full URL."""
    return f"{type(statement).__name__}/{statement.id or statement.full_url or ''}"


class Doubts:
    """What was not understood, by statement. Statements of one name from different sources are told apart."""

    def __init__(self, plan: AdvanceCarePlan) -> None:
        self._by_name: dict[str, list[NotUnderstood]] = {}
        for entry in plan.not_understood:
            self._by_name.setdefault(entry.reference, []).append(entry)

    def of(self, statement: Statement) -> tuple[NotUnderstood, ...]:
        """What of a statement was not understood."""
        named = self._by_name.get(reference(statement), ())
        return tuple(entry for entry in named if entry.comes_with(statement))

    def __contains__(self, statement: Statement) -> bool:
        return bool(self.of(statement))
