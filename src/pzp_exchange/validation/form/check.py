"""An answered form (QuestionnaireResponse) against the facts of the form it names, or of a Questionnaire given.

The items are walked once. What is as it should be is seen in passing; each kind of fault has a small function that
tells what it is. Nothing is raised on content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...mapping.form.facts import FormFacts, Item, claimed_form, form_of, key_of, known_value_sets, parse_questionnaire
from ...mapping.form.nodes import Conditions, Node, index_items, value_in
from ...report import Issue, Severity
from ...tree import Pointer, Tree, location
from .asked import Asked, asked_form
from .quick import undecided_choices

__all__ = ["Checked", "check_form", "form_issues"]

FINISHED = ("completed", "amended")


@dataclass(frozen=True, slots=True)
class Checked:
    """One finding: the rule, how bad it is, where in the answered form, and the values for the message."""

    code: str
    severity: Severity
    pointer: Pointer
    params: tuple[tuple[str, str], ...] = ()
    undecided: bool = False


def form_issues(tree: Tree, questionnaire: Tree | None = None, fhir_version: str = "R4", source: str = "",
                resource: str = "") -> Iterator[Issue]:
    """Check an answered form; with a ``questionnaire`` against that one, else against the published form it names.

    ``fhir_version`` is that of the Questionnaire given. Issues come without a position; their path leads to it.
    """
    for found in check_form(tree, questionnaire, fhir_version):
        yield Issue(found.code, found.severity, location(found.pointer, "QuestionnaireResponse"), found.params,
                    resource=resource, source=source, undecided=found.undecided)


def check_form(tree: Tree, questionnaire: Tree | None = None, fhir_version: str = "R4") -> Iterator[Checked]:
    """The same as data, with pointers: in the order of the items, what is missing after what is there."""
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
    undecided = undecided_choices(tree, facts)
    if undecided is None:
        yield from _Check(tree, facts).run()
        return
    for pointer, value_set in undecided:
        yield _found("PZP-FORM-OPTION-UNDECIDED", Severity.INFORMATION, pointer, undecided=True, valueset=value_set)


def _found(code: str, severity: Severity, pointer: Pointer, *, undecided: bool = False, **params: Any) -> Checked:
    return Checked(code, severity, pointer, tuple(sorted((k, str(v)) for k, v in params.items())), undecided)


class _Check:
    """One answered form while it is held against its facts."""

    def __init__(self, tree: Tree, facts: FormFacts) -> None:
        self.asked = asked_form(facts)
        self.roots = index_items(tree)
        self.conditions = Conditions(self.roots, facts)
        self.finished = tree.get("status") in FINISHED
        self.found: list[Checked] = []

    def run(self) -> list[Checked]:
        """Everything that is the matter."""
        self._items(None, self.roots, off=False)
        self._missing(None, self.asked.wanted, self.roots)
        return self.found

    def _error(self, code: str, pointer: Pointer, link: str, **params: Any) -> None:
        self.found.append(_found(code, Severity.ERROR, pointer, link=link, **params))

    def _items(self, parent: Node | None, nodes: list[Node], *, off: bool) -> None:
        """The items in one item, and all under them; ``off`` when that one is switched off."""
        above = parent.link_id if parent else ""
        under: int | None = None
        furthest = -1
        seen: set[str] = set()
        for node in nodes:
            asked = self.asked.items.get(node.link_id)
            if asked is None:
                self._error("PZP-FORM-LINKID", (*node.pointer, "linkId"), node.link_id)
                self._items(node, node.children, off=off)
                continue
            if node.answer != under:
                under, furthest, seen = node.answer, -1, set()
            if above != asked.parent or (parent and (under is not None) != asked.nested):
                self._misplaced(node, asked, above)
            if asked.order > furthest:
                furthest = asked.order
            else:
                self._out_of_turn(node, asked, furthest, again=node.link_id in seen)
            seen.add(node.link_id)
            conditional = bool(asked.item.conditions)
            self._item(node, asked, off or (conditional and not self.conditions.enabled(asked.item, parent)))

    def _misplaced(self, node: Node, asked: Asked, above: str) -> None:
        """It stands in another item than the form has it in, or not under the answer when that is a question."""
        if above != asked.parent:
            self._error("PZP-FORM-NESTING", node.pointer, node.link_id, parent=asked.parent)
        else:
            self._error("PZP-FORM-UNDER-ANSWER", node.pointer, node.link_id)

    def _out_of_turn(self, node: Node, asked: Asked, furthest: int, *, again: bool) -> None:
        """It comes after one that it stands before in the form, or is there again without being a repeated group."""
        if asked.order < furthest:
            self._error("PZP-FORM-ORDER", node.pointer, node.link_id)
        if again and not (asked.item.repeats and asked.item.type == "group"):
            self._error("PZP-FORM-REPEATED", node.pointer, node.link_id)

    def _item(self, node: Node, asked: Asked, off: bool) -> None:
        """The words of one item, its answers, and what is under it."""
        words, item = node.item.get("text"), asked.item
        if words != asked.words and isinstance(words, str) and not asked.says(words):
            self.found.append(_found("PZP-FORM-TEXT", Severity.WARNING, (*node.pointer, "text"), link=node.link_id))
        if node.answers:
            self._answers(node, asked, off)
        elif item.required and self.finished and item.type != "group" and not off:
            self._error("PZP-FORM-REQUIRED", node.pointer, node.link_id)
        if node.children:
            self._items(node, node.children, off=off)
        if asked.wanted and not off and (item.type == "group" or node.answers):
            self._missing(node, asked.wanted, node.children)

    def _answers(self, node: Node, asked: Asked, off: bool) -> None:
        """As many answers as are asked for, where they are asked for."""
        if len(node.answers) > 1 and not asked.item.repeats:
            self._error("PZP-FORM-ANSWERS", (*node.pointer, "answer"), node.link_id, found=len(node.answers))
        if off:
            self._error("PZP-FORM-DISABLED", node.pointer, node.link_id)
        for place, answer in node.answers:
            if asked.elements is None:
                self._error("PZP-FORM-GROUP-ANSWER", (*node.pointer, "answer", place), node.link_id)
            elif given := value_in(answer):
                self._answer(node, asked, asked.elements, place, *given)

    def _answer(self, node: Node, asked: Asked, elements: dict[str, type], place: int, name: str, value: Any) -> None:
        """One answer: of the type of the question, one of those to choose from, and as the form itself has it."""
        if name == "valueCoding" and asked.exact and isinstance(value, dict):
            system, code = value.get("system"), value.get("code")
            if isinstance(system, str) and isinstance(code, str) and (system, code) in asked.exact:
                return
        item = asked.item
        if not isinstance(value, elements.get(name, ())):
            self._error("PZP-FORM-TYPE", (*node.pointer, "answer", place, name), node.link_id, type=item.type)
        if item.preset:
            if key_of(value) not in asked.own:
                self._error("PZP-FORM-PRESET", (*node.pointer, "answer", place, name), node.link_id,
                            value=key_of(value))
        elif name in elements and (asked.choices or item.value_set):
            self.found.extend(_choice(asked, name, value, (*node.pointer, "answer", place, name)))

    def _missing(self, holder: Node | None, wanted: tuple[Item, ...], nodes: list[Node]) -> None:
        """What the form itself answers is there, and every required question once the form is said to be finished."""
        there = {node.link_id for node in nodes}
        for item in wanted:
            if item.link_id not in there and self.conditions.enabled(item, holder):
                pointer = holder.pointer if holder else ()
                if item.preset:
                    self.found.append(_found("PZP-FORM-PRESET-MISSING", Severity.INFORMATION, pointer,
                                             link=item.link_id))
                if item.required and self.finished:
                    self._error("PZP-FORM-REQUIRED", pointer, item.link_id)


def _choice(asked: Asked, name: str, value: Any, at: Pointer) -> Iterator[Checked]:
    """A choice is one of the answers to choose from, by system and code."""
    if asked.item.options is None:
        yield _found("PZP-FORM-OPTION-UNDECIDED", Severity.INFORMATION, at, undecided=True,
                     valueset=asked.item.value_set)
    elif asked.choices and (asked.item.type != "open-choice" or name == "valueCoding"):
        chosen = asked.choices.get(key_of(value))
        if chosen is None:
            yield _found("PZP-FORM-OPTION", Severity.ERROR, at, value=key_of(value))
        elif isinstance(value, dict) and isinstance(chosen, tuple) and value.get("system") != chosen[0]:
            yield _found("PZP-FORM-SYSTEM", Severity.WARNING, (*at, "system"), wanted=chosen[0] or "")
