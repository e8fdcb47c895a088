"""The checks of one release, compiled from its facts when first needed and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from ..profiles.facts import UNBOUNDED, Element, ReleaseFacts, load_facts
from ..report import Severity
from ..tree import Tree
from .base import PARTS, Node
from .bindings import Codes
from .context import At, Check, Rule, Run, Twin, said_once
from .deltas import element_twin
from .extensions import extension_twin
from .invariants import PREDICATES

__all__ = ["Checker", "checker_for", "claimed"]

MOST_PLANS = 500
"""Combinations of type and profiles that are kept: a release has about fifty, documents may invent more."""


class _Types(dict[str, Check]):
    """Checks of nodes by type or path of an element in place, made when first asked for."""

    def __init__(self, make: Callable[[str], Check]) -> None:
        self._make = make

    def __missing__(self, name: str) -> Check:
        made = self[name] = self._make(name)
        return made


class Claims(NamedTuple):
    """The profiles that a resource of one type is checked against, and what is to be said of the others."""

    rules: tuple[Twin, ...]
    said: tuple[tuple[str, Rule, Severity, bool, dict[str, str]], ...]
    defined: bool
    """Whether there is a definition of any of them."""


class Checker:
    """Everything compiled for one release."""

    def __init__(self, facts: ReleaseFacts) -> None:
        self.facts = facts
        self.fhir_version = facts.base.fhir_version
        self.types = _Types(lambda place: self.node(place).check)
        self.resource_types = frozenset(
            name for name in facts.base.types if name[0].isupper() and self._is_resource(name))
        self._predicates = PREDICATES[self.fhir_version]
        self._codes: dict[str, Codes] = {}
        self._nodes: dict[str, Node] = {}
        self._profiles: dict[str, Twin | None] = {}
        self._plans: dict[tuple[str, tuple[str, ...]], Claims] = {}
        self._children: dict[str, dict[str, Element]] = {}

    def _is_resource(self, name: str) -> bool:
        known = self.facts.base.types[name]
        return known.kind == "resource" and not known.abstract

    def value_set(self, canonical: str) -> Codes:
        """A value set by canonical, with or without ``|version``."""
        plain = canonical.partition("|")[0]
        if plain not in self._codes:
            self._codes[plain] = Codes(plain, self.facts.value_set(plain))
        return self._codes[plain]

    def predicate(self, constraint: str) -> Any:
        """The predicate of an invariant, or ``None`` when there is none (then it is undecided)."""
        return self._predicates.get(self.facts.constraint(constraint).key)

    def is_primitive(self, type_name: str) -> bool:
        """Whether values of this type are JSON scalars."""
        known = self.facts.base.types.get(type_name)
        return bool(known and known.kind == "primitive-type")

    def children(self, place: str) -> dict[str, Element]:
        """The elements of a type (its parents' first), or of an element defined in place (``Patient.contact``)."""
        known = self._children.get(place)
        if known is None:
            known = self._children[place] = self._find_children(place)
        return known

    def _find_children(self, place: str) -> dict[str, Element]:
        above, dot, name = place.rpartition(".")
        if dot:
            element = self.children(above)[name]
            if element.content:
                return self.children(element.content)
            kind = next(iter(element.types or ()), "Element")
            return {**self.children(kind), **element.children}
        facts = self.facts.base.types.get(place)
        if facts is None:
            return {}
        return {**(self.children(facts.parent) if facts.parent else {}), **facts.element.children}

    def element_below(self, places: tuple[str, ...], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of a named element below these places: its types, and where its own elements are described."""
        for place in places:
            found = self.children(place).get(name)
            if found is not None:
                types = tuple(found.types or ())
                if found.children or found.content:
                    return types, (f"{place}.{name}",)
                return types, types
        return (), ()

    def _constraints(self, place: str) -> tuple[str, ...]:
        """The invariants of a type and its parents, or of an element in place."""
        above, dot, name = place.rpartition(".")
        if dot:
            element = self.children(above)[name]
            kind = next(iter(element.types or ()), "Element")
            return (*self._constraints(kind), *element.constraints)
        facts = self.facts.base.types.get(place)
        if facts is None:
            return ()
        return (*(self._constraints(facts.parent) if facts.parent else ()), *facts.element.constraints)

    def is_array(self, place: str, element: str) -> bool:
        """Whether an element of a node of this kind is an array in JSON."""
        facts = self.children(place).get(element)
        return facts is not None and (facts.max == UNBOUNDED or (facts.max or 1) > 1)

    def knows(self, place: str, key: str) -> bool:
        """Whether a node of this kind can have this key."""
        return bool(self.node(place).keys(key)) or key == "resourceType"

    def node(self, place: str) -> Node:
        """The base definition of a type or an element defined in place, made ready."""
        known = self._nodes.get(place)
        if known is None:
            if place.endswith(PARTS):
                known = Node(self, place.removesuffix(PARTS), self.children("Element"), ())
            else:
                known = Node(self, place, self.children(place), self._constraints(place))
            self._nodes[place] = known
        return known

    def extension(self, path: str, modifier: bool) -> Twin:
        """The rule of one extension standing in the element with this path."""
        return extension_twin(self, path, modifier)

    def inner_is_good(self, value: Any, _sibling: Tree | None, run: Run) -> bool:
        """Entries of a Bundle are checked on their own; other resources inside have to be looked at."""
        kind = value.get("resourceType") if type(value) is dict else None
        return (type(kind) is str and kind != "Bundle" and kind in self.resource_types
                and run.root.get("resourceType") == "Bundle")

    def inner_resource(self, value: Any, _sibling: Tree | None, at: At, run: Run) -> None:
        """A resource inside another: contained, or in Parameters. Entries of a Bundle are checked on their own."""
        rule = Rule("Resource")
        kind = value.get("resourceType") if type(value) is dict else None
        if type(kind) is not str or kind not in self.resource_types:
            run.add("PZP-RESOURCE-TYPE", at, rule, found=kind or "")
            return
        if run.root.get("resourceType") == "Bundle":
            if kind == "Bundle":
                self.types[kind](value, None, at, run)
            return
        outer, run.resource = run.resource, value
        try:
            self.types[kind](value, None, at, run)
            self.check_profiles(value, at, run, claimed(value))
        finally:
            run.resource = outer

    def profile(self, canonical: str) -> Twin | None:
        """The rules that a profile adds, or ``None`` for a profile that is not known."""
        plain = canonical.partition("|")[0]
        if plain not in self._profiles:
            self._profiles[plain] = self._make_profile(plain)
        return self._profiles[plain]

    def _make_profile(self, canonical: str) -> Twin | None:
        facts = self.facts.definition(canonical)
        if facts is None:
            return None
        if facts.element.slicing and facts.element.slices:
            raise AssertionError(canonical)  # a profile's root is never sliced
        return element_twin(self, facts.element, Rule(facts.type, canonical), (facts.type,))

    def check_profiles(self, tree: Tree, at: At, run: Run, profiles: tuple[str, ...]) -> None:
        """Check a resource against profiles; what is part of another one of them is not done twice.

        Profiles of another type are passed by, but for those that the resource itself claims.
        """
        self.check_claims(tree, at, run, self.claims(str(tree.get("resourceType")), profiles))

    def check_claims(self, tree: Tree, at: At, run: Run, known: Claims) -> None:
        """The same, with what is claimed made ready."""
        before = len(run.out)
        for code, rule, severity, undecided, params in known.said:
            if code != "PZP-PROFILE-TYPE" or rule.profile in claimed(tree):
                run.add(code, at, rule, severity, undecided=undecided, **params)
        for rules in known.rules:
            rules.check(tree, None, at, run)
        if at is None and 0 < before < len(run.out):
            run.out = said_once(run.out)

    def claims(self, kind: str, profiles: tuple[str, ...]) -> Claims:
        """What a resource of a type is checked against when it is to meet these profiles."""
        known = self._plans.get((kind, profiles))
        if known is None:
            known = self._make_claims(kind, profiles)
            if len(self._plans) < MOST_PLANS:
                self._plans[kind, profiles] = known
        return known

    def _make_claims(self, kind: str, profiles: tuple[str, ...]) -> Claims:
        covered = {parent for profile in profiles for parent in self.ancestors(profile)}
        rules, said = [], []
        for profile in dict.fromkeys(profiles):
            facts = self.facts.definition(profile.partition("|")[0])
            rule = Rule(kind, profile)
            if facts is None:
                if profile.rpartition("/")[2] != kind:
                    said.append(("PZP-PROFILE-UNKNOWN", rule, Severity.INFORMATION, True, {"name": profile}))
            elif facts.type != kind:
                params = {"name": profile, "type": facts.type, "found": kind}
                said.append(("PZP-PROFILE-TYPE", rule, Severity.ERROR, False, params))
            elif profile not in covered:
                found = self.profile(profile)
                rules.extend([found] if found else [])
        return Claims(tuple(rules), tuple(said), any(map(self.facts.definition, profiles)))

    def ancestors(self, profile: str) -> tuple[str, ...]:
        """The profiles that a profile is based on, nearest first."""
        found = []
        facts = self.facts.definition(profile.partition("|")[0])
        while facts is not None:
            found.append(facts.parent)
            facts = self.facts.definition(facts.parent)
        return tuple(found)

    def type_of(self, target: str) -> str:
        """The type a canonical constrains; the name itself for a type; empty when it is not known."""
        if "/" not in target:
            return target
        facts = self.facts.definition(target)
        if facts is None:
            name = target.rpartition("/")[2]
            return name if name in self.facts.base.types else ""
        return facts.type

    def conforms(self, target: Tree, profile: str, run: Run) -> bool | None:
        """Whether a resource of the set meets a profile: by what it claims, else by checking it."""
        key = (id(target), profile)
        known = run.session.conforming
        if key not in known:
            known[key] = None
            known[key] = self._conforms(target, profile, run)
        return known[key]

    def _conforms(self, target: Tree, profile: str, run: Run) -> bool | None:
        if self.type_of(profile) != target.get("resourceType"):
            return False
        if "/" not in profile:
            return True
        if any(claim == profile or profile in self.ancestors(claim) for claim in claimed(target)):
            return True
        return self.meets(target, None, profile, run)

    def meets(self, value: Any, sibling: Tree | None, profile: str, run: Run) -> bool | None:
        """Whether a value meets what a profile adds; ``None`` when that cannot be decided."""
        rules = self.profile(profile)
        return run.passes(rules, value, sibling) if rules else None


def claimed(tree: Tree) -> tuple[str, ...]:
    """The profiles a resource claims, without ``|version``."""
    meta = tree.get("meta")
    found = meta.get("profile") if isinstance(meta, dict) else None
    return tuple([p.partition("|")[0] for p in found if isinstance(p, str)]) if isinstance(found, list) else ()


@cache
def checker_for(release_key: str) -> Checker:
    """The checks of a release of the table."""
    return Checker(load_facts(release_key))
