"""Quick tests of nodes: Python code that is made for a shape when the shape is first met.

A call and a loop for each key would cost more than the tests themselves. So a test of one value is an expression, and
the tests of all keys of a shape are put one after the other in a function. The expressions are those of this package,
the keys are names of elements; nothing of a document gets into the code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from ..tree import Tree
from .context import Good, Run, Twin, all_of, anything

__all__ = ["Quick", "Row", "Wrong", "asked", "compiled", "good_of", "interpreted", "joined", "quick_of"]

Wrong = Callable[[Tree, Run], tuple[int, ...]]
"""The numbers of the rows of which a node is not surely good."""


class Quick(NamedTuple):
    """Whether the value ``v`` is surely good, as an expression in which ``{0}`` and so on stand for ``parts``.

    It may also name ``s``, the ``_`` sibling, and ``run``.
    """

    expression: str
    parts: tuple[Any, ...] = ()
    more: tuple[Quick, ...] = ()
    """What else must be so."""


class Row(NamedTuple):
    """What is tested of a key; with an empty ``key`` of the node as a whole."""

    key: str
    quick: Quick
    many: bool = False
    """Whether the value must be an array, of which ``quick`` is asked of each item."""
    least: int = 1
    most: int | None = None
    together: Quick | None = None
    """Asked of the value or array as a whole, after ``quick``."""


def asked(good: Good) -> Quick:
    """A function as an expression."""
    return Quick("{0}(v, s, run)", (good,))


def quick_of(twin: Twin) -> Quick:
    """The quick form of a rule as an expression."""
    return twin.quick or asked(twin.good)


def joined(quicks: Iterable[Quick]) -> Quick:
    """All of them."""
    each = tuple(quicks)
    return each[0] if len(each) == 1 else Quick("True", (), each)


@lru_cache(maxsize=1000)
def _maker(expression: str, parts: int) -> Callable[..., Good]:
    """From the parts of an expression to a function; there are few expressions."""
    names = [f"p{number}" for number in range(parts)]
    made: Callable[..., Good] = eval(f"lambda {', '.join(names)}: lambda v, s, run: {expression.format(*names)}")  # noqa: S307
    return made


def good_of(quick: Quick) -> Good:
    """An expression as a function."""
    if quick.expression == "True":
        return all_of(map(good_of, quick.more))
    return _maker(quick.expression, len(quick.parts))(*quick.parts)


def interpreted(rows: Iterable[Row], *, keep: bool = False) -> Wrong:
    """The same as ``compiled`` gives, slower but there at once."""
    tests = [(number, _test(row)) for number, row in enumerate(rows)]

    def wrong(node: Tree, run: Run) -> tuple[int, ...]:
        bad = tuple([number for number, test in tests if not test(node, run)])
        if bad and keep:
            run.wrong[id(node)] = bad
        return bad

    return wrong


def _test(row: Row) -> Callable[[Tree, Run], bool]:
    key, quick, many, least, most, whole = row
    good, together = good_of(quick), good_of(whole) if whole else anything

    def one(node: Tree, run: Run) -> bool:
        value = node[key] if key else node
        return good(value, None, run) and together(value, None, run)

    def array(node: Tree, run: Run) -> bool:
        value = node[key]
        if type(value) is not list or len(value) < max(least, 1) or (most is not None and len(value) > most):
            return False
        for item in value:
            if not good(item, None, run):
                return False
        return together(value, None, run)

    return array if many else one


def compiled(rows: Iterable[Row], name: str, *, keep: bool = False) -> Wrong:
    """The function that tests all rows; ``name`` is for profilers.

    With ``keep`` it notes what it found in ``run.wrong``, from where the check of the node takes it.
    """
    names: dict[str, Any] = {}
    lines = ["def wrong(node, run, s=None):", " bad = ()"]
    last = None
    for number, row in enumerate(rows):
        test, together = (_filled(quick, f"p{number}{letter}", names)
                          for quick, letter in ((row.quick, "a"), (row.together or Quick("True"), "b")))
        noted = f"bad += ({number},)"
        value = f" v = node[{row.key!r}]" if row.key else " v = node"
        lines += [value] if value != last else []
        last = value if not row.many else None
        if not row.many:
            more = f" and ({together})" if row.together else ""
            lines += [f" if not (({test}){more}):", f"  {noted}"]
            continue
        count = f"len(v) < {row.least}" if row.least > 1 else "not v"
        count += f" or len(v) > {row.most}" if row.most is not None else ""
        lines += [f" if type(v) is not list or {count}:", f"  {noted}", " else:"]
        if test != "True":
            lines += ["  for v in v:", f"   if not ({test}):", f"    {noted}", "    break"]
        if row.together:
            lines += ["  else:" if test != "True" else "  if True:", f"   v = node[{row.key!r}]",
                      f"   if not ({together}):", f"    {noted}"]
        lines.append("  pass")
    lines += [" if bad:", "  run.wrong[id(node)] = bad"] if keep else []
    exec(compile("\n".join([*lines, " return bad"]), f"<{name}>", "exec"), names)  # noqa: S102 - see the module's
    made: Wrong = names["wrong"]
    return made


def _filled(quick: Quick, prefix: str, names: dict[str, Any]) -> str:
    """The expression with names for its parts."""
    if quick.more:
        return " and ".join(f"({_filled(each, f'{prefix}{n}_', names)})" for n, each in enumerate(quick.more))
    known = [f"{prefix}{each}" for each in range(len(quick.parts))]
    names.update(zip(known, quick.parts, strict=True))
    return quick.expression.format(*known)
