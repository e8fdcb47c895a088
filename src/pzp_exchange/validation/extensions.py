"""Extensions: known by their url, in a place where they may stand, with content as defined.

Source: https://hl7.org/fhir/R4/extensibility.html. An unknown extension is said; an unknown modifier extension is an
error, because the statement it is in cannot safely be understood.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from ..profiles.facts import Profile
from ..report import Severity
from ..tree import Tree
from .context import At, Check, Rule, Run, Twin, owner_path

if TYPE_CHECKING:
    from .checker import Checker

__all__ = ["extension_twin"]

ANYWHERE = ("*", "Element")


class _Known(NamedTuple):
    """An extension that has a definition: its rules, whether it fits in a place, and whether it is a modifier."""

    rules: Twin
    fits: bool
    modifies: bool


def extension_twin(checker: Checker, path: str, modifier: bool) -> Twin:
    """The rule of one extension that stands at a path (``HumanName.family.extension``)."""
    place = path.rpartition(".")[0]
    inner = place == "Extension"  # a part of a complex extension, which its definition checks
    content = checker.node("Extension").twin
    known: dict[str, _Known] = {}

    def look_up(url: str) -> _Known | None:
        facts = checker.facts.definition(url)
        rules = checker.profile(url) if facts and facts.type == "Extension" else None
        if facts is None or rules is None:
            return None
        known[url] = _Known(rules, _fits(checker, facts, place), bool(facts.element.modifier))
        return known[url]

    def good(value: Any, _sibling: Tree | None, run: Run) -> bool:
        if not content.good(value, None, run):
            return False
        url = value["url"]
        found = known.get(url) or (look_up(url) if ":" in url else None)
        if found is None:
            return inner and ":" not in url
        rules, fits, modifies = found
        return fits and modifies is modifier and rules.good(value, None, run)

    def find(url: str) -> _Known | None:
        return known.get(url) or look_up(url)

    return Twin(good, _check(checker, path, modifier, find))


def _check(checker: Checker, path: str, modifier: bool, find: Callable[[str], _Known | None]) -> Check:
    """What is wrong with an extension that stands at a path."""
    rule = Rule(path)
    content = checker.node("Extension").twin

    def check(value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        content.check(value, None, at, run)
        url = value.get("url") if type(value) is dict else None
        if type(url) is not str:
            return
        if ":" not in url:
            if path.rpartition(".")[0] != "Extension":
                run.add("PZP-PRIMITIVE", (at, "url"), rule.child("url"), value=url, type="absolute uri")
            return
        found = find(url)
        if found is None:
            _unknown(url, at, run)
            return
        found.rules.check(value, None, at, run)
        if found.modifies is not modifier:
            belongs = "modifierExtension" if found.modifies else "extension"
            run.add("PZP-EXTENSION-MODIFIER", at, rule, url=url, element=belongs)
        if not found.fits and not _fits_here(checker, url, at, run):
            run.add("PZP-EXTENSION-CONTEXT", at, rule, url=url, element=owner_path(run.root, at).rpartition(".")[0])

    def _unknown(url: str, at: At, run: Run) -> None:
        if modifier:
            run.add("PZP-MODIFIER-UNKNOWN", at, rule, url=url)
        else:
            run.add("PZP-EXTENSION-UNKNOWN", at, rule, Severity.INFORMATION, undecided=True, url=url)

    return check


def _fits(checker: Checker, facts: Profile, place: str) -> bool:
    """Whether an extension may stand in an element, known by its path in the base definition."""
    names = set(_names(checker, place))
    return not facts.context or any(
        context.kind not in ("element", "resource", "datatype") or context.expression in names
        or context.expression in ANYWHERE for context in facts.context)


def _names(checker: Checker, place: str) -> list[str]:
    """What an element may be called in a context: its path, its type and that type's parents."""
    found = [place]
    above, dot, name = place.rpartition(".")
    if dot:
        element = checker.children(above).get(name) or checker.children(above).get(f"{name}[x]")
        types = list(element.types or ()) if element else []
        found.append(f"{place}[x]")
    else:
        types = [place]
    while types:
        kind = types.pop()
        found.append(kind)
        facts = checker.facts.base.types.get(kind)
        if facts and facts.parent:
            types.append(facts.parent)
    return found


def _fits_here(checker: Checker, url: str, at: At, run: Run) -> bool:
    """The same by the place in the document: ``Patient.contact.name`` where the datatype only knows ``HumanName``."""
    facts = checker.facts.definition(url)
    path = owner_path(run.root, at).removesuffix(".extension").removesuffix(".modifierExtension")
    return bool(facts) and any(
        context.expression.replace("[x]", "") == path or (path.startswith(context.expression.replace("[x]", ""))
        and path[len(context.expression.replace("[x]", "")):].isalpha())
        for context in facts.context)  # type: ignore[union-attr]
