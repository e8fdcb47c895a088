"""The items of an answered form, and which of them its conditions switch off."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...tree import Pointer, Tree
from .facts import Condition, FormFacts, Item, key_of

__all__ = ["Conditions", "Node", "answers_of", "index_items", "link_id_of", "value_in"]


@dataclass(eq=False, slots=True)
class Node:
    """One item of an answered form, wherever it stands: in an item or under an answer."""

    link_id: str
    item: Tree
    pointer: Pointer
    parent: Node | None = None
    under_answer: bool = False
    """Whether it stands under an answer of its parent."""
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This item and everything under it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def answers(self) -> list[tuple[int, Tree]]:
        """The answers with their places."""
        return answers_of(self.item)


def answers_of(item: Tree) -> list[tuple[int, Tree]]:
    """The answers of an item that are objects, with their places."""
    found = item.get("answer")
    return [(i, a) for i, a in enumerate(found) if isinstance(a, dict)] if isinstance(found, list) else []


def link_id_of(item: Tree) -> str:
    """The linkId of an item; empty when it is no text."""
    found = item.get("linkId")
    return found if isinstance(found, str) else ""


def value_in(answer: Tree) -> tuple[str, Any] | None:
    """The element that holds the answer (``valueString``) and its value; ``None`` when there is not just one."""
    found = [(name, value) for name, value in answer.items() if name.startswith("value") and value is not None]
    return found[0] if len(found) == 1 else None


def index_items(tree: Tree) -> list[Node]:
    """The outermost items of an answered form, each with what is under it; what is no item is passed over."""
    return list(_items(tree.get("item"), ("item",), None, False))


def _items(found: Any, at: Pointer, parent: Node | None, under_answer: bool) -> Iterator[Node]:
    for index, item in enumerate(found) if isinstance(found, list) else ():
        if isinstance(item, dict):
            node = Node(link_id_of(item), item, (*at, index), parent, under_answer)
            node.children.extend(_items(item.get("item"), (*node.pointer, "item"), node, False))
            for place, answer in node.answers:
                node.children.extend(_items(answer.get("item"), (*node.pointer, "answer", place, "item"), node, True))
            yield node


class Conditions:
    """Which items of an answered form are switched off by the answers to other questions."""

    def __init__(self, roots: list[Node], facts: FormFacts) -> None:
        self.roots = roots
        self.facts = facts
        asked = {condition.question for item in facts.by_link.values() for condition in item.conditions}
        self._given: dict[tuple[Node | None, str], dict[str, Any]] = {}
        for node in (each for root in roots for each in root.walk() if each.link_id in asked):
            given = [value[1] for value in (value_in(answer) for _, answer in node.answers) if value]
            around = node.parent
            while True:
                self._given.setdefault((around, node.link_id), {}).update((_loose(value), value) for value in given)
                if around is None:
                    break
                around = around.parent

    def _nearest(self, link_id: str, parent: Node | None) -> dict[str, Any]:
        """The answers to a question, looked for from the inside out: in its own repeated group before elsewhere."""
        around = parent
        while around is not None and (around, link_id) not in self._given:
            around = around.parent
        return self._given.get((around, link_id), {})

    def enabled(self, item: Item, parent: Node | None) -> bool:
        """Whether an item in this place is asked, as far as its own conditions go."""
        results = (_holds(condition, self._nearest(condition.question, parent)) for condition in item.conditions)
        return not item.conditions or (all(results) if item.all_conditions else any(results))

    def disabled(self) -> list[Node]:
        """The items that are switched off, outermost first; what is under them is off as well."""
        found: list[Node] = []
        todo = list(reversed(self.roots))
        while todo:
            node = todo.pop()
            item = self.facts.by_link.get(node.link_id)
            if item and not self.enabled(item, node.parent):
                found.append(node)
            else:
                todo.extend(reversed(node.children))
        return found


def _holds(condition: Condition, given: dict[str, Any]) -> bool:
    if condition.operator == "exists":
        return bool(given) is bool(condition.answer)
    wanted = _loose(condition.answer)
    if condition.operator == "=":
        return wanted in given
    if condition.operator == "!=":
        return any(key != wanted for key in given)
    return any(_compared(value, condition) for value in given.values())


def _loose(value: Any) -> str:
    """A value to compare; the choice between codes 1 and 0 of older forms is the yes and no of newer ones."""
    key = key_of(value)
    return {"|1": "true", "|0": "false"}.get(key, key)


def _compared(value: Any, condition: Condition) -> bool:
    """Greater and smaller; dates of equal precision compare as text."""
    wanted = condition.answer
    compare = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}.get(condition.operator)
    alike = isinstance(value, str) and isinstance(wanted, str)
    numbers = all(isinstance(each, int | float | Decimal) for each in (value, wanted))
    return bool(compare and (alike or numbers) and compare(value, wanted))
