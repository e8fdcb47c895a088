"""Taking answers out of a form while it is read; what is not taken is left over and can be woven back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from ...model.base import Coding
from ...tree import Tree, leaves, location
from ..table import Loss
from .facts import FormFacts, Item, key_of, text_digest
from .nodes import Node, index_items
from .tables import Question

__all__ = ["YES_NO", "Answers", "PickedCoding", "left_over"]

T = TypeVar("T")
YES_NO = {"1": (True, "Ja"), "0": (False, "Nee")}
CODING_KEYS = {"system": str, "code": str, "display": str, "version": str, "userSelected": bool}
HEAD = frozenset({"resourceType", "id", "questionnaire", "status", "subject"})
"""What of the form itself the plan tells: which form, of whom, in which state."""


class PickedCoding:
    """One coded answer and the item it answers."""

    def __init__(self, coding: Coding, node: Node, place: int) -> None:
        self.coding = coding
        self.node = node
        self.place = place

    @property
    def key(self) -> str:
        """System and code, to compare."""
        return key_of((self.coding.system, self.coding.code))


class Answers:
    """The answers of one form by question. The tree given is used up: what is taken is removed from it."""

    def __init__(self, tree: Tree, facts: FormFacts) -> None:
        self.facts = facts
        self.rest = tree
        self.roots = index_items(tree)
        self.nodes = [node for root in self.roots for node in root.walk()]
        self._by_link: dict[str, list[Node]] = {}
        for node in self.nodes:
            self._by_link.setdefault(node.link_id, []).append(node)

    def find(self, question: Question, within: Node | None = None) -> list[Node]:
        """The items of a question, whichever linkId the release gave it; only those under ``within`` when given."""
        if within is not None:
            return [node for node in within.walk() if node.link_id in question.links]
        return [node for link in question.links for node in self._by_link.get(link, ())]

    def _take(self, question: Question, elements: tuple[str, ...], kinds: type | tuple[type, ...],
              within: Node | None) -> Iterator[tuple[Any, Node, int]]:
        for node in self.find(question, within):
            for place, answer in node.answers:
                for element in elements:
                    if isinstance(answer.get(element), kinds):
                        yield answer.pop(element), node, place

    def text(self, question: Question, within: Node | None = None) -> str | None:
        """The first answer in words; others are left over."""
        return next((value for value, _, _ in self._take(question, ("valueString",), str, within)), None)

    def date(self, question: Question) -> str | None:
        """The first date or moment, as precise as it was said."""
        return next((value for value, _, _ in self._take(question, ("valueDateTime", "valueDate"), str, None)), None)

    def flag(self, question: Question) -> bool | None:
        """Yes or no; older releases ask it as a choice between the codes 1 and 0."""
        for value, _, _ in self._take(question, ("valueBoolean",), bool, None):
            return bool(value)
        return self.meaning(question, lambda coding: None if coding.system else YES_NO.get(coding.code or ""))

    def yes(self, question: Question) -> bool:
        """Whether it was answered with yes; another answer is left over."""
        for node in self.find(question):
            for _, answer in node.answers:
                if answer.get("valueBoolean") is True:
                    del answer["valueBoolean"]
                    return True
        return self.meaning(question, lambda coding: YES_NO["1"] if (coding.system, coding.code) == (None, "1")
                            else None) is True

    def meaning(self, question: Question, of: Callable[[Coding], tuple[T, str | None] | None],
                within: Node | None = None) -> T | None:
        """The first coded answer that ``of`` knows: its meaning. ``of`` gives the meaning with the usual words for it.

        Other words that came with the code are left over.
        """
        for node in self.find(question, within):
            for _, answer in node.answers:
                value = answer.get("valueCoding")
                if not isinstance(value, dict):
                    continue
                system, code = value.get("system"), value.get("code")
                known = isinstance(code, str) and isinstance(system, str | None)
                found = of(Coding(system=system, code=code)) if known else None
                if found is not None:
                    for key, words in (("system", system), ("code", code), ("display", found[1])):
                        if words is not None and value.get(key) == words:
                            del value[key]
                    if not value:
                        del answer["valueCoding"]
                    return found[0]
        return None

    def codings(self, question: Question, within: Node | None = None) -> Iterator[PickedCoding]:
        """Every coded answer; what a coding says beyond FHIR's own elements of it is left over."""
        for value, node, place in self._take(question, ("valueCoding",), dict, within):
            known = {key: value.pop(key) for key, kind in CODING_KEYS.items() if isinstance(value.get(key), kind)}
            if value:
                dict(node.answers)[place]["valueCoding"] = value
            if known:
                renamed = {"version": "release", "userSelected": "user_selected"}
                yield PickedCoding(Coding(**{renamed.get(key, key): item for key, item in known.items()}), node, place)

    def coding(self, question: Question, within: Node | None = None) -> PickedCoding | None:
        """The first coded answer; others are left over."""
        return next(self.codings(question, within), None)

    def preset(self, node: Node) -> bool:
        """Take what the form itself answered; false when the answer is not the form's own."""
        item = self.facts.by_link[node.link_id]
        own = {key_of(value) for value in item.initial}
        fine = True
        for _, answer in node.answers:
            value = answer.get("valueCoding")
            if isinstance(value, dict) and key_of(value) in own:
                for key in ("system", "code"):
                    value.pop(key, None)
            elif "valueCoding" in answer:
                fine = False
        return fine


def left_over(tree: Tree, facts: FormFacts) -> Iterator[Loss]:
    """What of a form was not taken, leaf by leaf.

    No loss are the linkIds, the words of a question as published, and the words with a code the form itself gives.
    """
    name = f"QuestionnaireResponse/{tree.get('id', '')}"
    for key, value in tree.items():
        if key not in HEAD:
            value = _no_items(value) if key == "item" else value
            yield from (Loss(name, location((key, *at), "QuestionnaireResponse"), leaf, "form-head")
                        for at, leaf in leaves(value))
    for root in index_items(tree):
        for node in root.walk():
            known = facts.by_link.get(node.link_id)
            reason = "not-read" if known else "unknown-link-id"
            for at, leaf in _own_leaves(node.item):
                if not _formal(at, leaf, known):
                    where = location((*node.pointer, *at), "QuestionnaireResponse")
                    yield Loss(name, where, leaf, reason)


def _own_leaves(item: Tree) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The leaves of an item without those of the items under it."""
    own = {key: _no_items(value) if key == "item" else value for key, value in item.items()}
    answers = own.get("answer")
    if isinstance(answers, list):
        own["answer"] = [{key: _no_items(value) if key == "item" else value for key, value in answer.items()}
                         if isinstance(answer, dict) else answer for answer in answers]
    yield from leaves(own)


def _no_items(value: Any) -> Any:
    """Items are looked at one by one; what stands in their place without being one is not."""
    return [None if isinstance(each, dict) else each for each in value] if isinstance(value, list) else value


def _formal(at: tuple[str | int, ...], leaf: Any, known: Item | None) -> bool:
    """What the form says, not whoever answered it."""
    if at == ("linkId",) or leaf in ([], {}):
        return True
    if at == ("text",) and isinstance(leaf, str) and known:
        return text_digest(leaf) == known.text_digest
    return bool(known and known.preset) and at[-1] == "display"
