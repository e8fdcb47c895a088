"""The items of an answered form, and which of them its conditions switch off."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from weakref import ReferenceType, ref

from ...tree import Pointer, Tree
from .facts import Condition, FormFacts, Item, loose_key

__all__ = ["Conditions", "Node", "answers_of", "holds", "index_items", "link_id_of", "value_in", "walk"]


@dataclass(eq=False, slots=True, weakref_slot=True)
class Node:
    """One item of an answered form, wherever it stands: in an item or under an answer.

    It holds the items under it, and knows the one above it as long as somebody holds the outermost ones: so a form is
    gone as soon as nobody needs it, without waiting for the garbage collector.
    """

    link_id: str
    item: Tree
    index: int
    """Its place among the items beside it."""
    above: ReferenceType[Node] | None
    answer: int | None
    """The place of the answer of its parent that it stands under; ``None`` when it stands in the parent itself."""
    answers: list[tuple[int, Tree]] = field(default_factory=list)
    """The answers with their places."""
    children: list[Node] = field(default_factory=list)

    @property
    def parent(self) -> Node | None:
        """The item it stands in, or under an answer of. Raises ``ReferenceError`` when nobody holds that any more."""
        if self.above is None:
            return None
        found = self.above()
        if found is None:
            raise ReferenceError("the item above is gone: hold what index_items gave")
        return found

    @property
    def pointer(self) -> Pointer:
        """Where it stands in the answered form."""
        parent = self.parent
        around = parent.pointer if parent else ()
        return (*around, *(() if self.answer is None else ("answer", self.answer)), "item", self.index)

    @property
    def under_answer(self) -> bool:
        """Whether it stands under an answer of its parent."""
        return self.answer is not None

    def walk(self) -> list[Node]:
        """This item and everything under it, in order."""
        return walk([self])


def walk(nodes: list[Node]) -> list[Node]:
    """These items and everything under them, in order."""
    found: list[Node] = []
    todo = nodes[::-1]
    while todo:
        node = todo.pop()
        found.append(node)
        if node.children:
            todo.extend(node.children[::-1])
    return found


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
    found = None
    for name, value in answer.items():
        if value is not None and name.startswith("value"):
            if found:
                return None
            found = name, value
    return found


def index_items(tree: Tree) -> list[Node]:
    """The outermost items of an answered form, each with what is under it; what is no item is passed over."""
    roots: list[Node] = []
    _add_items(roots, tree.get("item"), None, None)
    return roots


def _add_items(nodes: list[Node], found: Any, parent: Node | None, under: int | None) -> None:
    if not isinstance(found, list):
        return
    for index, item in enumerate(found):
        if isinstance(item, dict):
            node = Node(link_id_of(item), item, index, ref(parent) if parent else None, under)
            nodes.append(node)
            if "item" in item:
                _add_items(node.children, item["item"], node, None)
            said = item.get("answer")
            for place, answer in enumerate(said) if isinstance(said, list) else ():
                if isinstance(answer, dict):
                    node.answers.append((place, answer))
                    if "item" in answer:
                        _add_items(node.children, answer["item"], node, place)


class Conditions:
    """Which items of an answered form are switched off by the answers to other questions."""

    def __init__(self, roots: list[Node], facts: FormFacts) -> None:
        self.roots = roots
        self.facts = facts
        self._given: dict[tuple[Node | None, str], dict[str, Any]] = {}
        for node in walk(roots):
            if node.link_id in facts.deciding:
                given = {loose_key(value[1]): value[1] for _, answer in node.answers if (value := value_in(answer))}
                around = node.parent
                while around:
                    self._given.setdefault((around, node.link_id), {}).update(given)
                    around = around.parent
                self._given.setdefault((None, node.link_id), {}).update(given)

    def _nearest(self, link_id: str, parent: Node | None) -> dict[str, Any]:
        """The answers to a question, looked for from the inside out: in its own repeated group before elsewhere."""
        around = parent
        while around is not None and (around, link_id) not in self._given:
            around = around.parent
        return self._given.get((around, link_id), {})

    def enabled(self, item: Item, parent: Node | None) -> bool:
        """Whether an item in this place is asked, as far as its own conditions go."""
        if not item.conditions:
            return True
        results = (holds(condition, self._nearest(condition.question, parent)) for condition in item.conditions)
        return all(results) if item.all_conditions else any(results)

    def disabled(self) -> list[Node]:
        """The items that are switched off, outermost first; what is under them is off as well."""
        found: list[Node] = []
        todo = self.roots[::-1]
        while todo:
            node = todo.pop()
            item = self.facts.by_link.get(node.link_id)
            if item and item.conditions and not self.enabled(item, node.parent):
                found.append(node)
            elif node.children:
                todo.extend(node.children[::-1])
        return found


def holds(condition: Condition, given: dict[str, Any]) -> bool:
    """Whether a condition is met by the answers given to its question, by what makes them the same (``loose_key``)."""
    if condition.operator == "exists":
        return bool(given) is bool(condition.answer)
    if condition.operator == "=":
        return condition.key in given
    if condition.operator == "!=":
        return any(key != condition.key for key in given)
    return any(_compared(value, condition) for value in given.values())


def _compared(value: Any, condition: Condition) -> bool:
    """Greater and smaller; dates of equal precision compare as text."""
    wanted = condition.answer
    compare = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}.get(condition.operator)
    alike = isinstance(value, str) and isinstance(wanted, str)
    numbers = all(isinstance(each, int | float | Decimal) for each in (value, wanted))
    return bool(compare and (alike or numbers) and compare(value, wanted))
