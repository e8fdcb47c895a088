"""An answered form (QuestionnaireResponse) against the facts of the form it names, or of a Questionnaire given.

Every rule is one small function that yields what it finds. Nothing is raised on content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...mapping.form.facts import (
    FormFacts,
    Item,
    claimed_form,
    form_of,
    key_of,
    known_value_sets,
    parse_questionnaire,
    text_digest,
)
from ...mapping.form.nodes import Conditions, Node, index_items, value_in
from ...report import Issue, Severity
from ...tree import Pointer, Tree, location

__all__ = ["Checked", "check_form", "form_issues"]

VALUES = {
    "boolean": ("valueBoolean",), "decimal": ("valueDecimal",), "integer": ("valueInteger",), "date": ("valueDate",),
    "dateTime": ("valueDateTime",), "time": ("valueTime",), "string": ("valueString",), "text": ("valueString",),
    "url": ("valueUri",), "choice": ("valueCoding",), "open-choice": ("valueCoding", "valueString"),
    "attachment": ("valueAttachment",), "reference": ("valueReference",), "quantity": ("valueQuantity",),
}
"""The element that holds the answer to a question of each type."""
HOLDS = {"valueBoolean": bool, "valueString": str, "valueDate": str, "valueDateTime": str, "valueTime": str,
         "valueUri": str, "valueCoding": dict, "valueAttachment": dict, "valueReference": dict, "valueQuantity": dict}
FINISHED = ("completed", "amended")


@dataclass(frozen=True, slots=True)
class Checked:
    """One finding: the rule, how bad it is, where in the answered form, and the values for the message."""

    code: str
    severity: Severity
    pointer: Pointer
    params: tuple[tuple[str, str], ...] = ()
    undecided: bool = False


class _Form:
    """One answered form beside its facts."""

    def __init__(self, tree: Tree, facts: FormFacts) -> None:
        self.tree = tree
        self.facts = facts
        self.roots = index_items(tree)
        self.conditions = Conditions(self.roots, facts)
        self.off = {id(node) for root in self.conditions.disabled() for node in root.walk()}
        self.known = [(node, facts.by_link[node.link_id]) for root in self.roots for node in root.walk()
                      if node.link_id in facts.by_link]


def form_issues(tree: Tree, questionnaire: Tree | None = None, fhir_version: str = "R4", source: str = "",
                resource: str = "") -> Iterator[Issue]:
    """Check an answered form; with a ``questionnaire`` against that one, else against the published form it names.

    ``fhir_version`` is that of the Questionnaire given. Issues come without a position; their path leads to it.
    """
    for found in check_form(tree, questionnaire, fhir_version):
        yield Issue(found.code, found.severity, location(found.pointer, "QuestionnaireResponse"), found.params,
                    resource=resource, source=source, undecided=found.undecided)


def check_form(tree: Tree, questionnaire: Tree | None = None, fhir_version: str = "R4") -> Iterator[Checked]:
    """The same as data, with pointers."""
    claim = claimed_form(tree)
    if questionnaire is not None:
        facts = parse_questionnaire(questionnaire, fhir_version, expand=known_value_sets().get)
        if claim and claim.partition("|")[0] != facts.canonical:
            yield _found("PZP-FORM-OTHER", Severity.WARNING, ("questionnaire",), claimed=claim, given=facts.claim)
    else:
        known = form_of(tree)
        if known is None:
            yield _found("PZP-FORM-UNKNOWN", Severity.INFORMATION, ("questionnaire",) if claim else (),
                         undecided=True, claimed=claim)
            return
        facts, exact = known
        if not exact:
            yield _found("PZP-FORM-RELEASE", Severity.INFORMATION, ("questionnaire",), undecided=True, claimed=claim,
                         used=facts.number)
    form = _Form(tree, facts)
    for rule in RULES:
        yield from rule(form)


def _found(code: str, severity: Severity, pointer: Pointer, *, undecided: bool = False, **params: Any) -> Checked:
    return Checked(code, severity, pointer, tuple(sorted((k, str(v)) for k, v in params.items())), undecided)


def link_ids(form: _Form) -> Iterator[Checked]:
    """Every linkId is one of the form."""
    for root in form.roots:
        for node in root.walk():
            if node.link_id not in form.facts.by_link:
                yield _found("PZP-FORM-LINKID", Severity.ERROR, (*node.pointer, "linkId"), link=node.link_id)


def nesting(form: _Form) -> Iterator[Checked]:
    """Every item stands in the item that the form has it in, and under the answer when that is a question."""
    for node, item in form.known:
        parent = node.parent.link_id if node.parent else ""
        wanted = form.facts.parents[item.link_id]
        if parent != wanted:
            yield _found("PZP-FORM-NESTING", Severity.ERROR, node.pointer, link=item.link_id, parent=wanted)
        elif wanted and node.under_answer != (form.facts.by_link[wanted].type != "group"):
            yield _found("PZP-FORM-UNDER-ANSWER", Severity.ERROR, node.pointer, link=item.link_id)


def order(form: _Form) -> Iterator[Checked]:
    """The items stand in the order of the form."""
    last: dict[tuple[Any, ...], int] = {}
    for node, item in form.known:
        place, siblings = form.facts.order[item.link_id], node.pointer[:-1]
        if place < last.get(siblings, -1):
            yield _found("PZP-FORM-ORDER", Severity.ERROR, node.pointer, link=item.link_id)
        last[siblings] = max(place, last.get(siblings, -1))


def repeats(form: _Form) -> Iterator[Checked]:
    """A question is answered once and a group filled in once, unless it may be repeated; a question is one item."""
    seen: Counter[tuple[Any, ...]] = Counter()
    for node, item in form.known:
        siblings = (node.pointer[:-1], item.link_id)
        seen[siblings] += 1
        if seen[siblings] > 1 and not (item.repeats and item.type == "group"):
            yield _found("PZP-FORM-REPEATED", Severity.ERROR, node.pointer, link=item.link_id)
        if len(node.answers) > 1 and not item.repeats:
            yield _found("PZP-FORM-ANSWERS", Severity.ERROR, (*node.pointer, "answer"), link=item.link_id,
                         found=len(node.answers))


def types(form: _Form) -> Iterator[Checked]:
    """An answer is of the type of the question; a group has none."""
    for node, item in form.known:
        wanted = VALUES.get(item.type)
        for place, answer in node.answers:
            at = (*node.pointer, "answer", place)
            if wanted is None:
                yield _found("PZP-FORM-GROUP-ANSWER", Severity.ERROR, at, link=item.link_id)
                continue
            given = value_in(answer)
            if given and (given[0] not in wanted or not isinstance(given[1], HOLDS.get(given[0], object))):
                yield _found("PZP-FORM-TYPE", Severity.ERROR, (*at, given[0]), link=item.link_id, type=item.type)


def options(form: _Form) -> Iterator[Checked]:
    """A choice is one of the answers to choose from, by system and code."""
    for node, item in form.known:
        choices = {key_of(each): each for each in item.options or ()}
        for place, answer in node.answers:
            given = value_in(answer)
            at = (*node.pointer, "answer", place, given[0] if given else "")
            if given is None or given[0] not in VALUES.get(item.type, ()) or item.preset:
                continue
            if item.value_set and item.options is None:
                yield _found("PZP-FORM-OPTION-UNDECIDED", Severity.INFORMATION, at, undecided=True,
                             valueset=item.value_set)
            elif choices and (item.type != "open-choice" or given[0] == "valueCoding"):
                yield from _choice(given[1], choices, at)


def _choice(value: Any, choices: dict[str, Any], at: Pointer) -> Iterator[Checked]:
    chosen = choices.get(key_of(value))
    if chosen is None:
        yield _found("PZP-FORM-OPTION", Severity.ERROR, at, value=key_of(value))
    elif isinstance(value, dict) and isinstance(chosen, tuple) and value.get("system") != chosen[0]:
        yield _found("PZP-FORM-SYSTEM", Severity.WARNING, (*at, "system"), wanted=chosen[0] or "")


def presets(form: _Form) -> Iterator[Checked]:
    """What the form itself answers is left as it is, and is there."""
    for node, item in form.known:
        if not item.preset:
            continue
        own = {key_of(value) for value in item.initial}
        for place, answer in node.answers:
            given = value_in(answer)
            if given and key_of(given[1]) not in own:
                yield _found("PZP-FORM-PRESET", Severity.ERROR, (*node.pointer, "answer", place, given[0]),
                             link=item.link_id, value=key_of(given[1]))
    for holder, item in _missing(form):
        if item.preset:
            yield _found("PZP-FORM-PRESET-MISSING", Severity.INFORMATION, holder, link=item.link_id)


def enabled(form: _Form) -> Iterator[Checked]:
    """Nothing is answered that the answers to other questions switch off."""
    for node, item in form.known:
        if id(node) in form.off and node.answers:
            yield _found("PZP-FORM-DISABLED", Severity.ERROR, node.pointer, link=item.link_id)


def required(form: _Form) -> Iterator[Checked]:
    """Every required question that is not switched off has an answer, once the form is said to be finished."""
    if form.tree.get("status") not in FINISHED:
        return
    for holder, item in _missing(form):
        if item.required:
            yield _found("PZP-FORM-REQUIRED", Severity.ERROR, holder, link=item.link_id)
    for node, item in form.known:
        if item.required and item.type != "group" and not node.answers and id(node) not in form.off:
            yield _found("PZP-FORM-REQUIRED", Severity.ERROR, node.pointer, link=item.link_id)


def texts(form: _Form) -> Iterator[Checked]:
    """The question that was asked is the one that was published."""
    for node, item in form.known:
        words = node.item.get("text")
        if isinstance(words, str) and item.text_digest and text_digest(words) != item.text_digest:
            yield _found("PZP-FORM-TEXT", Severity.WARNING, (*node.pointer, "text"), link=item.link_id)


def _missing(form: _Form) -> Iterator[tuple[Pointer, Item]]:
    """The items that are asked but are not there, each with the place of the item they belong in."""
    holders: list[tuple[Node | None, tuple[Item, ...], list[Node]]] = [(None, form.facts.items, form.roots)]
    for node, item in form.known:
        if id(node) not in form.off and (item.type == "group" or node.answers):
            holders.append((node, item.items, node.children))
    for holder, items, children in holders:
        there = {child.link_id for child in children}
        for item in items:
            if item.link_id not in there and form.conditions.enabled(item, holder):
                yield holder.pointer if holder else (), item


RULES = (link_ids, nesting, order, repeats, types, options, presets, enabled, required, texts)
