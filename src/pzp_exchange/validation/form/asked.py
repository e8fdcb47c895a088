"""What a form asks, made ready once per form to hold answers against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...mapping.form.facts import FormFacts, Item, key_of, text_digest

__all__ = ["Asked", "AskedForm", "asked_form"]

ELEMENTS: dict[str, dict[str, type]] = {
    "boolean": {"valueBoolean": bool}, "decimal": {"valueDecimal": object}, "integer": {"valueInteger": object},
    "date": {"valueDate": str}, "dateTime": {"valueDateTime": str}, "time": {"valueTime": str},
    "string": {"valueString": str}, "text": {"valueString": str}, "url": {"valueUri": str},
    "choice": {"valueCoding": dict}, "open-choice": {"valueCoding": dict, "valueString": str},
    "attachment": {"valueAttachment": dict}, "reference": {"valueReference": dict}, "quantity": {"valueQuantity": dict},
}
"""The elements that hold the answer to a question of each type, and what is in them; numbers are checked elsewhere."""


@dataclass(slots=True)
class Asked:
    """One item of a form."""

    item: Item
    order: int
    """Where it stands in the form, from 0."""
    parent: str
    """The linkId of the item it stands in; empty for the outermost."""
    nested: bool
    """Whether it stands under an answer of that item."""
    elements: dict[str, type] | None
    """The elements an answer may be in; ``None`` when there is none to give."""
    choices: dict[str, Any]
    """The answers to choose from by what makes them the same (``key_of``)."""
    own: frozenset[str]
    """The answers the form itself gives, as ``key_of``."""
    exact: frozenset[Any]
    """Both as system and code, to see at once that an answer is one of them."""
    wanted: tuple[Item, ...]
    """The items in it that ought to be there: required, or answered by the form itself."""
    must: bool
    """Whether it is a question that has to be answered."""
    words: str | None
    """The question as it was last asked in the words that were published: the same need not be seen through again."""

    def says(self, words: str) -> bool:
        """Whether these are the words that were published, or nobody knows those."""
        if self.item.text_digest and text_digest(words) != self.item.text_digest:
            return False
        self.words = words
        return True


@dataclass(frozen=True, slots=True)
class AskedForm:
    """All items of one form."""

    items: dict[str, Asked]
    """By linkId."""
    wanted: tuple[Item, ...]
    """The outermost items that ought to be there."""


@lru_cache(maxsize=8)
def asked_form(facts: FormFacts) -> AskedForm:
    """Everything a form asks."""
    return AskedForm({link_id: _asked(facts, item) for link_id, item in facts.by_link.items()}, _wanted(facts.items))


def _asked(facts: FormFacts, item: Item) -> Asked:
    parent = facts.parents[item.link_id]
    elements = ELEMENTS.get(item.type)
    choices = {} if item.preset else {key_of(each): each for each in item.options or ()}
    own = {key_of(each): each for each in item.initial} if item.preset else {}
    codes = {each for each in (choices | own).values() if isinstance(each, tuple)}
    return Asked(
        item=item, order=facts.order[item.link_id], parent=parent,
        nested=bool(parent) and facts.by_link[parent].type != "group", elements=elements, choices=choices,
        own=frozenset(own), exact=frozenset(codes if elements and "valueCoding" in elements else ()),
        wanted=_wanted(item.items), must=item.required and item.type != "group", words=item.text)


def _wanted(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.preset or item.required)
