"""Whether an answered form is surely good, in one pass over it as it was read.

Most are. Only for the others the long way (``check``) finds out what is the matter, if anything is.
"""

from __future__ import annotations

from typing import Any

from ...mapping.form.facts import FormFacts, Item, key_of, loose_key
from ...mapping.form.nodes import holds
from ...tree import Pointer, Tree
from .asked import Asked, asked_form

__all__ = ["undecided_choices"]

Place = tuple[Any, ...]
"""The place above (or nothing), and the last two steps."""


def undecided_choices(tree: Tree, facts: FormFacts) -> list[tuple[Pointer, str]] | None:
    """Of a form that is surely good: where an answer is from a value set that nobody can list, and that value set.

    ``None`` when something is the matter, or when only the long way can tell.
    """
    seen = _Pass(facts)
    items = tree.get("item")
    if (items is not None and not seen.items(items, "", (), nested=False)) or not seen.settled(items):
        return None
    return [(_pointer(place), value_set) for place, value_set in seen.undecided]


class _Pass:
    """One pass over the items."""

    __slots__ = ("asked", "conditional", "deciding", "given", "holders", "undecided")

    def __init__(self, facts: FormFacts) -> None:
        self.asked = asked_form(facts)
        self.deciding = facts.deciding
        self.given: dict[str, dict[str, Any]] = {}
        """The answers that conditions look at, by linkId."""
        self.conditional: list[Item] = []
        """Items that are there and have conditions."""
        self.holders: list[tuple[tuple[Item, ...], Tree]] = []
        """What ought to be in an item, and that item."""
        self.undecided: list[tuple[Place, str]] = []

    def items(self, items: Any, above: str, at: Place, *, nested: bool) -> bool:
        """The items in one item or answer, and all under them."""
        if type(items) is not list:
            return False
        furthest, known, deciding, holders = -1, self.asked.items, self.deciding, self.holders
        for index, item in enumerate(items):
            link = item.get("linkId") if type(item) is dict else None
            asked = known.get(link) if type(link) is str else None
            if asked is None or asked.parent != above or asked.order <= furthest or (above and asked.nested != nested):
                return False
            furthest = asked.order
            words, answers, inner = item.get("text"), item.get("answer"), item.get("item")
            if words != asked.words and words is not None and not (type(words) is str and asked.says(words)):
                return False
            if asked.item.conditions:
                self.conditional.append(asked.item)
            if asked.wanted:
                holders.append((asked.wanted, item))
            if answers is None:
                if asked.must:
                    return False
            elif (link in deciding or not _is_choice(answers, asked.exact)) and not self._answers(
                    answers, asked, (at, "item", index)):
                return False
            if inner is not None and not self.items(inner, asked.item.link_id, (at, "item", index), nested=False):
                return False
        return True

    def _answers(self, answers: Any, asked: Asked, at: Place) -> bool:
        elements, link = asked.elements, asked.item.link_id
        if elements is None or type(answers) is not list or (len(answers) != 1 and not asked.item.repeats):
            return False
        given: dict[str, Any] | None = None
        if link in self.deciding:
            if link in self.given:
                return False  # asked twice: which answer counts depends on the place
            given = self.given[link] = {}
        for index, answer in enumerate(answers):
            if type(answer) is not dict or len(answer) > 1 + ("item" in answer):
                return False
            for name, value in answer.items():
                if name != "item" and not self._allowed(name, value, asked, elements, (at, "answer", index)):
                    return False
                if name != "item" and given is not None:
                    given[loose_key(value)] = value
            if "item" in answer and not self.items(answer["item"], link, (at, "answer", index), nested=True):
                return False
        return True

    def _allowed(self, name: str, value: Any, asked: Asked, elements: dict[str, type], at: Place) -> bool:
        """Whether an answer is surely one that the question allows, or one of which nobody can tell."""
        if name == "valueCoding" and _is_one_of(value, asked.exact):
            return True
        item = asked.item
        if name not in elements or not isinstance(value, elements[name]):
            return False
        if item.preset:
            return key_of(value) in asked.own
        if asked.choices:
            chosen = asked.choices.get(key_of(value))
            return type(value) is dict and isinstance(chosen, tuple) and value.get("system") == chosen[0]
        if item.value_set and item.options is None:
            self.undecided.append(((*at, name), item.value_set))
        return True

    def settled(self, roots: Any) -> bool:
        """Whether what is there may be there, and what ought to be there is, as far as the conditions go."""
        if not all(self._enabled(item) for item in self.conditional):
            return False
        for wanted, holder in (*self.holders, (self.asked.wanted, {"item": roots})):
            there = {each["linkId"] for each in _below(holder)}
            if any(item.link_id not in there and self._enabled(item) for item in wanted):
                return False
        return True

    def _enabled(self, item: Item) -> bool:
        results = [holds(condition, self.given.get(condition.question, {})) for condition in item.conditions]
        return not results or (all(results) if item.all_conditions else any(results))


def _is_choice(answers: Any, exact: frozenset[Any]) -> bool:
    """The usual case: one answer, which is one of those to choose from, and nothing under it."""
    if not exact or type(answers) is not list or len(answers) != 1:
        return False
    answer = answers[0]
    return type(answer) is dict and len(answer) == 1 and _is_one_of(answer.get("valueCoding"), exact)


def _is_one_of(coding: Any, exact: frozenset[Any]) -> bool:
    """Whether a Coding is one of those to choose from, by system and code."""
    if type(coding) is not dict:
        return False
    system, code = coding.get("system"), coding.get("code")
    return type(code) is str and type(system) is str and (system, code) in exact


def _below(holder: Tree) -> list[Tree]:
    """The items in an item and under its answers."""
    found = list(holder.get("item") or ())
    for answer in holder.get("answer") or ():
        found += answer.get("item") or ()
    return found


def _pointer(place: Place) -> Pointer:
    """The place as keys and indices from the form on; a place without one above ends the way."""
    if not place:
        return ()
    above, *steps = place
    return (*_pointer(above), *steps)
