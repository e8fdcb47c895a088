"""Shapes: which keys a node has, in their order.

Much of what is asked of a node is settled by that alone (unknown elements, what must be there, choices, most
invariants), and nodes of few shapes come back all the time. So what is left to look at is worked out once per shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from ..tree import Tree
from .context import Run
from .quick import Row, Wrong, compiled, interpreted

__all__ = ["MOST", "WARM", "Plan", "Shape", "Shapes"]

Step = TypeVar("Step")
Shape = tuple[str, ...]

MOST = 500
"""Shapes that are kept of one kind of node; documents that keep coming with new ones start it afresh."""

WARM = 30
"""Nodes of a shape after which code is made for it: that costs as much time as some hundred nodes take."""


class Plan(NamedTuple, Generic[Step]):
    """What is left to look at in nodes of one shape."""

    wrong: Wrong
    steps: tuple[Step, ...]
    """By the numbers that ``wrong`` gives: how to find out more."""


class _Tests(dict[Shape, Wrong]):
    """The first part of the plans, for quick tests, to which that is all of them."""

    def __init__(self, shapes: Shapes[Any]) -> None:
        super().__init__()
        self._shapes = shapes

    def __missing__(self, shape: Shape) -> Wrong:
        plan = self._shapes[shape]
        if plan is None:
            return _some
        self[shape] = plan.wrong
        return plan.wrong


def _some(_node: Tree, _run: Run) -> tuple[int, ...]:
    return (0,)


Make = Callable[[Shape], "list[tuple[Row, Step]] | None"]


class Shapes(dict[Shape, "Plan[Step] | None"], Generic[Step]):
    """Plans by shape; ``None`` is for shapes that need the long way and are not kept.

    Only names of elements are held, none of a document's content: ``make`` gives ``None`` where it meets a key that is
    no name of an element. ``name`` says what the nodes are; with ``keep`` what was found wrong with a node is noted in
    ``run.wrong``, from where its check takes it.
    """

    __slots__ = ("_keep", "_make", "_name", "tests")

    def __init__(self, make: Make[Step], name: str, *, keep: bool = False) -> None:
        super().__init__()
        self.tests = _Tests(self)
        """What finds the wrong rows, by shape; for a shape that needs the long way it says that there are some."""
        self._make, self._name, self._keep = make, name, keep

    def __missing__(self, shape: Shape) -> Plan[Step] | None:
        made = self._make(shape)
        if made is None:
            return None
        if len(self) >= MOST:
            self.clear()
            self.tests.clear()
        rows, steps = tuple(row for row, _ in made), tuple(step for _, step in made)
        plan = self[shape] = Plan(self._at_first(shape, rows, steps), steps)
        return plan

    def _at_first(self, shape: Shape, rows: tuple[Row, ...], steps: tuple[Step, ...]) -> Wrong:
        """The rows as they are, until there have been enough nodes to make code for them."""
        plain, left = interpreted(rows, keep=self._keep), WARM

        def wrong(node: Tree, run: Run) -> tuple[int, ...]:
            nonlocal left
            left -= 1
            if not left:
                self[shape] = Plan(compiled(rows, self._name, keep=self._keep), steps)
                self.tests.pop(shape, None)
            return plain(node, run)

        return wrong
