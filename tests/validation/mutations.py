"""Hypothesis strategies: our own examples with structural faults at random places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from variants import resources

from pzp_exchange.tree import Pointer, Tree, copy, get

WRONG: tuple[Any, ...] = (
    "x", "", "  ", "één", 0, 1, -1, 1.5, True, False, None, {}, [], [None], [{}], ["x"], {"x": 1}, {"id": "a"},
    {"extension": []}, "2026-02-30", "2026-13", "2026-03-04T10:00:00", "2026-03-04", "17-06-1941",
)
"""Values that fit few places."""


def spots(tree: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    """Every place in a tree below its root."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in items:
        if pointer or step not in ("resourceType", "meta"):
            yield (*pointer, step)
            yield from spots(value, (*pointer, step))


def dropped(holder: Any, step: Any) -> None:
    """The element or item is not there."""
    holder.pop(step)


def renamed(holder: Any, step: Any) -> None:
    """The element has another name; an item stands twice."""
    if isinstance(step, str):
        holder[step + "X"] = holder.pop(step)
    else:
        holder.append(copy(holder[step]))


def wrapped(holder: Any, step: Any) -> None:
    """An array around it, or none."""
    value = holder[step]
    holder[step] = value[0] if isinstance(value, list) and value else [value]


def with_unknown(holder: Any, step: Any) -> None:
    """An element that nobody knows inside it, or beside it."""
    inside = holder[step] if isinstance(holder[step], dict) else holder
    if isinstance(inside, dict):
        inside["onbekend"] = "x"


def with_parts(holder: Any, step: Any) -> None:
    """A sibling for it, as primitives have."""
    if isinstance(holder, dict) and not step.startswith("_"):
        holder[f"_{step}"] = [{"id": "a"}] if isinstance(holder[step], list) else {"id": "a"}


CHANGES = (dropped, renamed, wrapped, with_unknown, with_parts)


@st.composite
def mutated(draw: st.DrawFn, base: str, most: int = 1) -> Tree:
    """A resource of one of our own sets, changed at up to so many places."""
    known = resources(base)
    tree: Tree = copy(known[draw(st.sampled_from(sorted(known)))])
    for _ in range(draw(st.integers(1, most))):
        places = sorted(spots(tree), key=str)
        if not places:
            break
        *above, step = draw(st.sampled_from(places))
        holder = get(tree, tuple(above))
        change = draw(st.sampled_from([*CHANGES, None, None]))
        if change:
            change(holder, step)
        else:
            holder[step] = copy(draw(st.sampled_from(WRONG)))
    return tree
