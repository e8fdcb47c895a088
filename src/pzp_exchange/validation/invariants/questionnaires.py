"""Invariants of Questionnaire and QuestionnaireResponse."""

from __future__ import annotations

import re
from typing import Any, Final

from ...tree import Tree
from .generic import excludes, only_one_of
from .parts import listed, presence, present
from .scope import Predicate, Scope, holds_without

__all__ = ["R4", "SHARED", "STU3"]

NAME: Final = re.compile(r"[A-Z][A-Za-z0-9_]{0,254}")
WITH_LENGTH: Final = ("boolean", "decimal", "integer", "string", "text", "url")
CHOICES: Final = ("choice", "open-choice")
WITH_OPTIONS: Final = (*CHOICES, "decimal", "integer", "date", "dateTime", "time", "string", "quantity")


def only_of_types(types: tuple[str, ...], *names: str) -> Predicate:
    """These elements only in items of these types."""
    questions = tuple(presence(name) for name in names)

    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        kind = node.get("type") if isinstance(node, dict) else None
        return not isinstance(kind, str) or kind in types or not any(has(node) for has in questions)

    return predicate


def never_of_types(types: tuple[str, ...], *names: str) -> Predicate:
    """None of these elements in items of these types."""
    questions = tuple(presence(name) for name in names)

    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        return not isinstance(node, dict) or node.get("type") not in types or not any(has(node) for has in questions)

    return predicate


def nesting_fits_type(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """que-1: a group has items, a display has none."""
    kind = node.get("type") if isinstance(node, dict) else None
    return not (kind == "group" and "item" not in node) and not (kind == "display" and "item" in node)


def link_ids_differ(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """que-2: no two items with the same linkId."""
    seen = set()
    todo = list(listed(node, "item"))
    while todo:
        item = todo.pop()
        link_id = item.get("linkId") if isinstance(item, dict) else None
        if isinstance(link_id, str):
            if link_id in seen:
                return False
            seen.add(link_id)
        todo.extend(listed(item, "item"))
    return True


@holds_without("name")
def name_for_programs(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """que-0 of R4, of the whole name if there is one (as R5 writes it)."""
    name = node.get("name") if isinstance(node, dict) else None
    return not isinstance(name, str) or NAME.fullmatch(name) is not None


def exists_asks_yes_or_no(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """que-7 of R4, of enableWhen."""
    return not isinstance(node, dict) or node.get("operator") != "exists" or present(node, "answerBoolean")


@holds_without("enableWhen")
def conditions_are_joined(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """que-12 of R4. As published two conditions need no behaviour; the text says more than one does."""
    return len(listed(node, "enableWhen")) < 2 or present(node, "enableBehavior")


@holds_without("initial")
def one_initial_unless_repeats(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """que-13 of R4."""
    return len(listed(node, "initial")) < 2 or node.get("repeats") is True


SHARED: dict[str, Predicate] = {
    "qrs-1": excludes("answer", "item"),
    "que-1": nesting_fits_type,
    "que-2": link_ids_differ,
    "que-3": never_of_types(("display",), "code"),
    "que-6": never_of_types(("display",), "required", "repeats"),
    "que-9": never_of_types(("display",), "readOnly"),
}
STU3: dict[str, Predicate] = {
    "que-4": excludes("option", "options"),
    "que-5": only_of_types(CHOICES, "options", "option"),
    "que-7": only_one_of("hasAnswer", "answer[x]"),
    "que-8": never_of_types(("group", "display"), "initial[x]"),
    "que-10": only_of_types(WITH_LENGTH, "maxLength"),
}
R4: dict[str, Predicate] = {
    "que-0": name_for_programs,
    "que-4": excludes("answerOption", "answerValueSet"),
    "que-5": only_of_types(WITH_OPTIONS, "answerValueSet", "answerOption"),
    "que-7": exists_asks_yes_or_no,
    "que-8": never_of_types(("group", "display"), "initial"),
    "que-10": only_of_types((*WITH_LENGTH, "open-choice"), "maxLength"),
    "que-11": excludes("answerOption", "initial"),
    "que-12": conditions_are_joined,
    "que-13": one_initial_unless_repeats,
}
