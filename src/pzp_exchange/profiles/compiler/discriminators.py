"""Discriminators resolved: what tells, for one slice, that an item belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from ...errors import PzpError
from ..facts import Discriminator, Slicing, Test
from .tree import Node

if TYPE_CHECKING:
    from .snapshots import Snapshots

__all__ = ["resolve"]

_STEP = re.compile(r"[^.(]+(?:\([^)]*\))?")
_EXTENSION = re.compile(r"extension\('([^']*)'\)")
_OF_TYPE = re.compile(r"(?:ofType|as)\((\w+)\)")
_RESOLVE = "resolve()"


def resolve(snapshots: Snapshots, part: Node, slicing: Slicing) -> tuple[Test, ...]:
    """One test per discriminator of the slicing, for the slice ``part``."""
    return tuple(_test(snapshots, part, by) for by in slicing.discriminators)


def _test(snapshots: Snapshots, part: Node, by: Discriminator) -> Test:
    steps = [step for step in _STEP.findall(by.path) if step != "$this"]
    of_target = steps[-1:] == [_RESOLVE]
    try:
        ends = list(_walk(snapshots, [part.copy()], steps[:-1] if of_target else steps))
    except PzpError as error:
        return Test("unresolved", str(error))
    if by.kind == "exists":
        return _exists_test(ends)
    if by.kind in ("type", "profile"):
        return _type_test(snapshots, ends, by.kind, of_target)
    tests = [test for end in ends if (test := _value_test(snapshots, end))]
    if len(tests) == 1:
        return tests[0]
    return Test("unresolved", f"no value is fixed at {by.path}")


def _walk(snapshots: Snapshots, nodes: list[Node], steps: list[str]) -> list[Node]:
    for step in steps:
        nodes = [found for node in nodes for found in _step(snapshots, node, step)]
    return nodes


def _step(snapshots: Snapshots, node: Node, step: str) -> Iterator[Node]:
    if step == _RESOLVE:
        for use in (node.facts.types or {}).values():
            yield from (snapshots.tree(target) for target in use.targets)
    elif match := _EXTENSION.fullmatch(step):
        for part in snapshots.child(node, "extension", step).slices.values():
            if any(match[1] in use.profiles for use in (part.facts.types or {}).values()):
                yield part
    elif match := _OF_TYPE.fullmatch(step):
        yield snapshots.slice(node, node.name.removesuffix("[x]") + match[1][:1].upper() + match[1][1:])
    else:
        snapshots.expand(node)
        choice = f"{step}[x]"
        yield snapshots.child(node, choice if choice in (node.children or {}) else step, step)


def _exists_test(ends: list[Node]) -> Test:
    if len(ends) == 1 and ends[0].facts.max == 0:
        return Test("exists", False)
    if len(ends) == 1 and (ends[0].facts.min or 0) > 0:
        return Test("exists", True)
    return Test("unresolved", "the slice neither requires nor forbids the element")


def _type_test(snapshots: Snapshots, ends: list[Node], kind: str, of_target: bool) -> Test:
    """The types (or profiles) an item may have; of a reference's target where the path ends in
    ``resolve()``."""
    names: list[str] = []
    for end in ends:
        for code, use in (end.facts.types or {}).items():
            named = use.targets if of_target else use.profiles or (code,)
            names += named if kind == "profile" else [snapshots.type_of(n) for n in (named if of_target else (code,))]
    if not names:
        return Test("unresolved", "the slice names no target")
    return Test(kind, sorted(set(names)))


def _value_test(snapshots: Snapshots, node: Node) -> Test | None:
    """What an element must be: fixed, a pattern, a code of a required value set, or what its parts must
    be."""
    facts = node.facts
    if facts.fixed is not UNSET:
        return Test("fixed", facts.fixed)
    if facts.pattern is not UNSET:
        return Test("pattern", facts.pattern)
    if facts.binding and facts.binding.strength == "required" and facts.binding.value_set:
        return Test("binding", facts.binding.value_set)
    parts = dict(_parts(snapshots, node, ""))
    return Test("parts", parts) if parts else None


def _parts(snapshots: Snapshots, node: Node, path: str) -> Iterator[tuple[str, list[Any]]]:
    """The fixed values and patterns below an element, and in its type profile, by path."""
    content = snapshots.content(node, None)
    children = node.children
    if children is None and content is not None and snapshots.profile(node.facts):
        children = content.children
    for name, child in sorted((children or {}).items()):
        below = f"{path}.{name}".removeprefix(".")
        if child.facts.fixed is not UNSET:
            yield below, ["fixed", child.facts.fixed]
        elif child.facts.pattern is not UNSET:
            yield below, ["pattern", child.facts.pattern]
        elif child.children is not None:
            yield from _parts(snapshots, child, below)
