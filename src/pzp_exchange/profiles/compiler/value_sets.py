"""Value sets as lists of codes, as far as the definitions at hand allow.

Listed are: named concepts, whole code systems whose content is complete, other value sets, and *is-a* and
*descendent-of* filters over complete code systems with nested concepts. Everything else is left
*unexpanded*, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..facts import Unexpanded, ValueSet
from .reading import Definitions

__all__ = ["ValueSets"]

Resource = dict[str, Any]
ANY = "*"


class ValueSets:
    """Expands value sets of a set of definitions."""

    def __init__(self, definitions: Definitions) -> None:
        self.value_sets = definitions.value_sets
        self.code_systems = definitions.code_systems
        self._known: dict[str, ValueSet] = {}

    def expand(self, url: str) -> ValueSet:
        """The codes of a value set; one that was not published is unexpanded as a whole."""
        if url not in self._known:
            self._known[url] = ValueSet(unexpanded=(Unexpanded(ANY, f"refers to itself: {url}"),))
            self._known[url] = self._expand(url)
        return self._known[url]

    def _expand(self, url: str) -> ValueSet:
        stated = self.value_sets.get(url)
        if stated is None:
            return ValueSet(unexpanded=(Unexpanded(ANY, f"not published with the release: {url}"),))
        compose = stated.get("compose")
        if compose is None:
            return ValueSet(unexpanded=(Unexpanded(ANY, "states no content"),))
        parts = _Parts()
        for include in compose.get("include", ()):
            self._include(include, parts)
        for exclude in compose.get("exclude", ()):
            self._exclude(exclude, parts)
        return parts.result()

    def _include(self, include: Resource, parts: _Parts) -> None:
        system = include.get("system", "")
        imported = [self.expand(str(v).partition("|")[0]) for v in include.get("valueSet", ())]
        if not system:
            for value_set in imported:
                parts.add(value_set)
        elif imported:
            parts.unexpanded[system] = "a selection from a code system that other value sets restrict"
        else:
            parts.add(self._from_system(system, include))

    def _from_system(self, system: str, include: Resource) -> ValueSet:
        if "concept" in include:
            return ValueSet({system: tuple(c["code"] for c in include["concept"])})
        stated = self.code_systems.get(system)
        filters = include.get("filter", ())
        if stated is None or stated.get("content") != "complete" or not stated.get("concept"):
            content = "not published with the release" if stated is None else f"content {stated.get('content')}"
            what = " and ".join(f"{f['property']} {f['op']} {f['value']}" for f in filters) or "all codes"
            return ValueSet(unexpanded=(Unexpanded(system, f"{what}; code system: {content}"),))
        kept = [code for code, _ in _concepts(stated["concept"])]
        for condition in filters:
            chosen = _filtered(stated, condition)
            if chosen is None:
                what = f"{condition['property']} {condition['op']} {condition['value']}"
                return ValueSet(unexpanded=(Unexpanded(system, f"{what}: a filter that is not evaluated"),))
            kept = [code for code in kept if code in chosen]
        return ValueSet({system: tuple(kept)})

    def _exclude(self, exclude: Resource, parts: _Parts) -> None:
        system = exclude.get("system", "")
        value_set = self._from_system(system, exclude) if system else ValueSet()
        for left_out in value_set.codes.get(system, ()):
            parts.codes.get(system, {}).pop(left_out, None)
        if value_set.unexpanded or exclude.get("valueSet"):
            parts.unexpanded[system or ANY] = "an exclusion that is not evaluated"
            parts.codes.pop(system, None)


class _Parts:
    """A value set while it is put together."""

    def __init__(self) -> None:
        self.codes: dict[str, dict[str, None]] = {}
        self.unexpanded: dict[str, str] = {}

    def add(self, value_set: ValueSet) -> None:
        for system, codes in value_set.codes.items():
            self.codes.setdefault(system, {}).update(dict.fromkeys(codes))
        for part in value_set.unexpanded:
            self.unexpanded.setdefault(part.system, part.reason)

    def result(self) -> ValueSet:
        return ValueSet(
            {system: tuple(sorted(codes)) for system, codes in sorted(self.codes.items()) if codes},
            tuple(Unexpanded(system, reason) for system, reason in sorted(self.unexpanded.items())),
        )


def _concepts(concepts: list[Resource], above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every code with the codes it stands under."""
    for concept in concepts:
        yield concept["code"], above
        yield from _concepts(concept.get("concept", []), (*above, concept["code"]))


def _filtered(code_system: Resource, condition: Resource) -> frozenset[str] | None:
    """The codes a filter keeps, or None where it is not one over the nesting of a hierarchical code
    system."""
    value, operator = condition["value"], condition["op"]
    if condition["property"] != "concept" or operator not in ("is-a", "descendent-of"):
        return None
    if code_system.get("hierarchyMeaning", "is-a") != "is-a":
        return None
    below = {code for code, above in _concepts(code_system["concept"]) if value in above}
    return frozenset(below | {value} if operator == "is-a" else below)
