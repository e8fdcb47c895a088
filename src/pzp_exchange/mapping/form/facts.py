"""What the published forms are made of: linkIds, types, options, conditions and nesting; no texts.

The facts are compiled from the published Questionnaires by ``tools/compile_forms.py``. A Questionnaire of one's own
is read by the same code (``parse_questionnaire``) and then also gives the texts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from ...terminology import same_system
from ...tree import Tree, get

__all__ = [
    "FORM_KEYS", "Condition", "FormFacts", "Item", "claimed_form", "form_of", "key_of", "known_value_sets", "load_form",
    "loose_key", "parse_questionnaire", "text_digest",
]

FORM_KEYS = ("r4-1.0.0-rc3", "r4-1.0.0-rc2", "stu3-1.0.0-rc2")
"""The releases with a compiled form; of one canonical the newest stands first."""

Options = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """When an item is enabled: by the answer to another question; operators are those of R4."""

    question: str
    operator: str
    answer: Any
    """A code as ``(system, code)``, or a plain value."""
    key: str = field(init=False, repr=False, compare=False)
    """What to compare answers with; see ``loose_key``."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", loose_key(self.answer))


@dataclass(frozen=True, slots=True)
class Item:
    """One group or question of a form."""

    link_id: str
    type: str
    repeats: bool = False
    required: bool = False
    read_only: bool = False
    options: Options | None = None
    """The answers to choose from, codes as ``(system, code)``; ``None``: any answer, or an unknown list."""
    value_set: str = ""
    """Canonical of the value set the options come from."""
    conditions: tuple[Condition, ...] = ()
    all_conditions: bool = False
    initial: tuple[Any, ...] = ()
    text_digest: str = ""
    """Digest of the question as published, to tell whether another was asked; see ``text_digest``."""
    text: str | None = field(default=None, repr=False)
    """The question in words; only in a form of the user's own."""
    items: tuple[Item, ...] = ()

    @property
    def preset(self) -> bool:
        """Whether the form itself gives the answer."""
        return self.read_only and bool(self.initial)


@dataclass(frozen=True, eq=False)
class FormFacts:
    """One form release; the same only as itself, so that what is made of it can be kept by it."""

    key: str
    canonical: str
    number: str
    """Release number of the form (``Questionnaire.version``)."""
    fhir_version: str
    items: tuple[Item, ...]

    @cached_property
    def by_link(self) -> dict[str, Item]:
        """Every item by its linkId."""
        return {item.link_id: item for item in _walk(self.items)}

    @cached_property
    def parents(self) -> dict[str, str]:
        """The linkId of the item each item stands in; empty for the outermost."""
        found = {item.link_id: "" for item in self.items}
        found.update((child.link_id, item.link_id) for item in _walk(self.items) for child in item.items)
        return found

    @cached_property
    def order(self) -> dict[str, int]:
        """Where each item stands in the form, from 0."""
        return {link_id: place for place, link_id in enumerate(self.by_link)}

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The linkIds of the questions whose answers switch other items on and off."""
        return frozenset(condition.question for item in self.by_link.values() for condition in item.conditions)

    @property
    def claim(self) -> str:
        """How an answered form names this one: canonical and release number."""
        return f"{self.canonical}|{self.number}" if self.number else self.canonical


def _walk(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.items)


def key_of(value: Any) -> str:
    """What makes two answers the same: system and code of a coding (whatever the era of the system), else the value."""
    if isinstance(value, dict):
        value = (value.get("system"), value.get("code"))
    if isinstance(value, tuple):
        system, code = value
        return f"{same_system(system) if isinstance(system, str) else ''}|{code}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def loose_key(value: Any) -> str:
    """``key_of``, in which the choice between codes 1 and 0 of older forms is the yes and no of newer ones."""
    key = key_of(value)
    return {"|1": "true", "|0": "false"}.get(key, key)


def text_digest(text: str) -> str:
    """A short digest of a question in words, spaces apart: enough to see that it was changed."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def parse_questionnaire(tree: Tree, fhir_version: str, key: str = "",
                        expand: Callable[[str], Options | None] = lambda url: None) -> FormFacts:
    """The facts of a Questionnaire of either FHIR version; what is odd in it is left out, never raised.

    ``expand`` gives the codes of a value set by its canonical, or ``None`` when they are not known.
    """
    items = tuple(_parse_item(item, expand) for item in _dicts(tree.get("item")))
    return FormFacts(key or _text(tree.get("id")), _text(tree.get("url")), _text(tree.get("version")), fhir_version,
                     items)


def _parse_item(node: Tree, expand: Callable[[str], Options | None]) -> Item:
    choices = _dicts(node.get("answerOption", node.get("option")))
    given = tuple(value for choice in choices for value in _values(choice, "value"))
    link = node.get("answerValueSet", get(node, ("options", "reference")))
    value_set = link if isinstance(link, str) else ""
    words = node.get("text") if isinstance(node.get("text"), str) else None
    selected = (choice for choice in choices if choice.get("initialSelected") is True)
    initial = [value for choice in selected for value in _values(choice, "value")]
    initial += [value for start in _dicts(node.get("initial")) for value in _values(start, "value")]  # R4
    return Item(
        link_id=_text(node.get("linkId")), type=_text(node.get("type")), repeats=node.get("repeats") is True,
        required=node.get("required") is True, read_only=node.get("readOnly") is True,
        options=given or (expand(value_set) if value_set else None), value_set=value_set,
        conditions=tuple(c for each in _dicts(node.get("enableWhen")) for c in _conditions(each)),
        all_conditions=node.get("enableBehavior") == "all",
        initial=tuple(initial) or tuple(_values(node, "initial")),
        text_digest=text_digest(words) if words else "", text=words,
        items=tuple(_parse_item(child, expand) for child in _dicts(node.get("item"))))


def _conditions(node: Tree) -> Iterator[Condition]:
    question = _text(node.get("question"))
    if isinstance(node.get("hasAnswer"), bool):  # STU3
        yield Condition(question, "exists", node["hasAnswer"])
    for value in _values(node, "answer"):
        yield Condition(question, _text(node.get("operator")) or "=", value)


def _values(node: Tree, prefix: str) -> Iterator[Any]:
    """The values of a choice element, codes as ``(system, code)``."""
    for name, value in node.items():
        if name.startswith(prefix) and name[len(prefix):len(prefix) + 1].isupper():
            if name.endswith("Coding"):
                if isinstance(value, dict):
                    yield value.get("system"), _text(value.get("code"))
            elif not isinstance(value, dict | list):
                yield value


def _dicts(value: Any) -> list[Tree]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


@cache
def load_form(key: str) -> FormFacts:
    """The compiled form of a release. Raises ``LookupError`` for a release without one."""
    if key not in FORM_KEYS:
        raise LookupError(f"no form {key!r}; there are {', '.join(FORM_KEYS)}")
    source = files("pzp_exchange.profiles") / "forms" / f"{key}.json"
    facts = json.loads(source.read_text("utf-8"))
    return FormFacts(facts["key"], facts["canonical"], facts["number"], facts["fhirVersion"],
                     tuple(_item(node) for node in facts["items"]))


def _item(node: Tree) -> Item:
    return Item(
        link_id=node["linkId"], type=node["type"], repeats=node.get("repeats", False),
        required=node.get("required", False), read_only=node.get("readOnly", False),
        options=_codes(node["options"]) if "options" in node else None, value_set=node.get("valueSet", ""),
        conditions=tuple(Condition(c["question"], c["operator"], *_codes([c["answer"]]))
                         for c in node.get("enableWhen", ())),
        all_conditions=node.get("enableBehavior") == "all", initial=_codes(node.get("initial", [])),
        text_digest=node.get("textDigest", ""), items=tuple(_item(child) for child in node.get("items", ())))


def _codes(values: list[Any]) -> Options:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


@cache
def known_value_sets() -> dict[str, Options]:
    """The value sets that the compiled forms choose from, by the canonical the forms use."""
    return {item.value_set: item.options for key in FORM_KEYS for item in load_form(key).by_link.values()
            if item.value_set and item.options}


def claimed_form(tree: Tree) -> str:
    """The form an answered form names: ``questionnaire`` in R4, ``questionnaire.reference`` in STU3; else empty."""
    found = tree.get("questionnaire")
    return _text(found.get("reference") if isinstance(found, dict) else found)


def form_of(tree: Tree) -> tuple[FormFacts, bool] | None:
    """The form that was answered, and whether it is of exactly the release named; ``None`` for another form.

    Of a release that is not known the newest known one stands in.
    """
    canonical, _, number = claimed_form(tree).partition("|")
    same = [load_form(key) for key in FORM_KEYS if load_form(key).canonical == canonical]
    exact = next((facts for facts in same if facts.number == number), None)
    if exact or same:
        return exact or same[0], exact is not None
    return None
