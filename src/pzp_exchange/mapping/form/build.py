"""Making the items of a form from its facts and answers, and weaving in what an earlier form said beyond the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...tree import Pointer, Tree, copy, get, weave
from .facts import FormFacts, Item, text_digest
from .nodes import Conditions, answers_of, index_items, link_id_of, value_in
from .states import words_of

__all__ = ["Filled", "build_items", "remove_disabled", "weave_items"]


@dataclass(slots=True)
class Filled:
    """Answers by linkId, those of repeating groups apart; ``under`` says which answer the nested ones belong to."""

    values: dict[str, list[Tree]] = field(default_factory=dict)
    groups: dict[str, list[Filled]] = field(default_factory=dict)
    under: dict[str, list[int]] = field(default_factory=dict)


def build_items(items: tuple[Item, ...], filled: Filled) -> list[Tree]:
    """The items that have an answer, with every answer the form itself gives, in the order of the form."""
    return [made for item in items for made in _build(item, filled)]


def _build(item: Item, filled: Filled) -> list[Tree]:
    head: Tree = {"linkId": item.link_id, **({"text": item.text} if item.text else {})}
    if item.type in ("group", "display"):
        several = filled.groups.get(item.link_id, [filled])
        contents = [build_items(item.items, one) for one in several]
        return [{**head, "item": content} for content in contents if content]
    answers = [copy(answer) for answer in filled.values.get(item.link_id, ())]
    if not answers and item.preset:
        answers = [{"valueCoding": {key: part for key, part in (*zip(("system", "code"), value, strict=True),
                                                                ("display", words_of(*value))) if part}}
                   for value in item.initial if isinstance(value, tuple)]
    if not answers:
        return []
    for child in item.items:
        _nest(child, filled, answers)
    return [{**head, "answer": answers}]


def _nest(child: Item, filled: Filled, answers: list[Tree]) -> None:
    """Put a nested question under the answer it belongs to, one after the other where it belongs to several."""
    places = filled.under.get(child.link_id)
    if not places:
        made = _build(child, filled)
        if made:
            answers[0].setdefault("item", []).extend(made)
        return
    for place, value in zip(places, filled.values[child.link_id], strict=True):
        one = Filled({**filled.values, child.link_id: [value]}, filled.groups)
        answers[place].setdefault("item", []).extend(_build(child, one))


def remove_disabled(tree: Tree, facts: FormFacts) -> list[tuple[str, Pointer, Any]]:
    """Take out what the form's own conditions switch off, again until nothing is.

    Gives the answers that went with it, each with the linkId and the place of its item.
    """
    gone: list[tuple[str, Pointer, Any]] = []
    while True:
        roots = index_items(tree)
        off = Conditions(roots, facts).disabled()
        if not off:
            return gone
        for node in off:
            gone += [(each.link_id, each.pointer, value[1]) for each in node.walk() for _, answer in each.answers
                     if (value := value_in(answer))]
        _drop(tree, {id(node.item) for node in off})


def _drop(holder: Tree, unwanted: set[int]) -> None:
    for each in holder.get("item", ()):
        _drop(each, unwanted)
        for answer in each.get("answer", ()):
            _drop(answer, unwanted)
    if "item" in holder:
        holder["item"] = [each for each in holder["item"]
                          if id(each) not in unwanted and ("answer" in each or each.get("item") or "item" not in each)]
        if not holder["item"]:
            del holder["item"]


def weave_items(holder: Tree, carried: Any, facts: FormFacts, same: bool) -> None:
    """Put back into the items of a form what an earlier one carried: words, extensions, and what was not read.

    ``same`` tells that it was the very same form release, so that items it does not know come back too.
    """
    if not isinstance(carried, list):
        return
    made: list[Tree] = holder.get("item", [])
    theirs = [each for each in carried if isinstance(each, dict)]
    mine_by_link = _by_link(made)
    for link_id, group in _by_link(theirs).items():
        mine = mine_by_link.get(link_id, [])
        for index, one in enumerate(group):
            if len(mine) == len(group):
                _weave_item(mine[index], one, facts, same)
            elif mine:
                _weave_text(mine[min(index, len(mine) - 1)], one, facts, same)
    result = _with_unread(made, theirs, facts) if same else made
    if result:
        holder["item"] = result


def _with_unread(made: list[Tree], theirs: list[Tree], facts: FormFacts) -> list[Tree]:
    """The items with those of the earlier form that were not read, each after the one it stood behind."""
    last = {link_id_of(each): place for place, each in enumerate(made)}
    behind: dict[int, list[Tree]] = {}
    at = -1
    for one in theirs:
        if link_id_of(one) in last:
            at = max(at, last[link_id_of(one)])
        elif rest := _unread(one, facts):
            behind.setdefault(at, []).append(rest)
    return [*behind.get(-1, ()), *(each for place, item in enumerate(made) for each in (item, *behind.get(place, ())))]


def _by_link(items: list[Tree]) -> dict[str, list[Tree]]:
    found: dict[str, list[Tree]] = {}
    for each in items:
        found.setdefault(link_id_of(each), []).append(each)
    return found


def _weave_text(mine: Tree, theirs: Tree, facts: FormFacts, same: bool) -> None:
    words, known = theirs.get("text"), facts.by_link.get(link_id_of(theirs))
    fits = same or (known is not None and isinstance(words, str) and text_digest(words) == known.text_digest)
    if words is not None and "text" not in mine and fits:
        rest = {key: value for key, value in mine.items() if key != "linkId"}
        link_id = mine["linkId"]
        mine.clear()
        mine.update({"linkId": link_id, "text": words, **rest})


def _weave_item(mine: Tree, theirs: Tree, facts: FormFacts, same: bool) -> None:
    _weave_text(mine, theirs, facts, same)
    for key, value in theirs.items():
        if key not in ("linkId", "text", "item", "answer") and key not in mine:
            mine[key] = copy(value)
    weave_items(mine, theirs.get("item"), facts, same)
    known = facts.by_link.get(link_id_of(mine))
    said = [answer for _, answer in answers_of(theirs)]
    taken = [answer for answer in said if not _has_value(answer)]
    answers: list[Tree] = mine.get("answer", [])
    if len(taken) == len(answers):
        for answer, rest in zip(answers, taken, strict=True):
            weave_items(answer, rest.get("item"), facts, same)
            words = get(rest, ("valueCoding", "display"))
            if words and known and known.preset:
                answer["valueCoding"]["display"] = words
            weave(answer, {key: value for key, value in rest.items() if key != "item"})
    if known and not known.preset:
        answers += [copy(answer) for answer in said if _has_value(answer)]
    if answers:
        mine["answer"] = answers


def _has_value(answer: Tree) -> bool:
    """Whether an answer was left over whole; words alone are what is left of a code that was read."""
    found = value_in(answer)
    return bool(found) and not (isinstance(found[1], dict) and "code" not in found[1])  # type: ignore[index]


def _unread(item: Tree, facts: FormFacts) -> Tree | None:
    """What of an item without an answer of the plan is worth putting back: all of an unknown one, else what was not
    read; ``None`` when that is nothing."""
    known = link_id_of(item) in facts.by_link
    kept = {key: copy(value) for key, value in item.items() if key not in ("item", "answer") or not known}
    if known:
        answers = [copy(answer) for _, answer in answers_of(item) if _has_value(answer)]
        items = item.get("item")
        under = [rest for each in items if isinstance(each, dict) and (rest := _unread(each, facts))] if isinstance(
            items, list) else []
        kept.update({key: value for key, value in (("answer", answers), ("item", under)) if value})
    return kept if kept.keys() - {"linkId", "text"} else None
