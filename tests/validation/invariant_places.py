"""Where the facts attach each invariant, and the nodes of a resource that stand at such a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from invariant_nodes import Node

from pzp_exchange.profiles.facts import BaseType, Element, ReleaseFacts, load_facts
from pzp_exchange.tree import Tree

RELEASES = {"R4": "r4-1.0.0-rc3", "STU3": "stu3-1.0.0-rc2"}
WANTED = (
    *("Bundle", "QuestionnaireResponse", "Composition", "Questionnaire", "OperationOutcome", "Flag", "CarePlan"),
    *("ServiceRequest", "EpisodeOfCare", "Organization", "Location", "DocumentReference"),
)
"""Resources that are met besides those of the profiles."""


def facts_of(version: str) -> ReleaseFacts:
    return load_facts(RELEASES[version])


def reachable(facts: ReleaseFacts) -> tuple[dict[str, BaseType], set[str]]:
    """The types that the profiles and the resources above lead to, and HL7's profiles on datatypes they name."""
    types: dict[str, BaseType] = {}
    profiles: set[str] = set()

    def add(name: str) -> None:
        kind = facts.base.types.get(name) if name not in types else None
        if kind:
            types[name] = kind
            walk(kind.element)
            add(kind.parent)

    def walk(element: Element) -> None:
        for name, use in (element.types or {}).items():
            add(name)
            profiles.update(each for each in use.profiles if each in facts.base.profiles)
        for child in (*element.children.values(), *element.slices.values()):
            walk(child)

    for profile in facts.profiles.values():
        add(profile.type)
        walk(profile.element)
    for name in WANTED:
        add(name)
    return types, profiles


def attached(path: str, element: Element) -> Iterator[tuple[str, str]]:
    """Each invariant of an element and those below, with its place in the base type."""
    for name in element.constraints:
        yield name, path
    for name, child in element.children.items():
        yield from attached(f"{path}.{name}", child)
    for child in element.slices.values():
        yield from attached(path, child)


@cache
def places(version: str) -> Mapping[str, frozenset[str]]:
    """The places of each invariant that the profiles and the types in use have."""
    facts = facts_of(version)
    types, profiles = reachable(facts)
    found: dict[str, set[str]] = {}
    elements = [(name, kind.element) for name, kind in types.items()]
    elements += [(profile.type, profile.element) for profile in facts.profiles.values()]
    elements += [(facts.base.profiles[url].type, facts.base.profiles[url].element) for url in profiles]
    for root, element in elements:
        for name, path in attached(root, element):
            found.setdefault(name, set()).add(path)
    return {name: frozenset(each) for name, each in found.items()}


@cache
def members(version: str, name: str) -> tuple[dict[str, Element], tuple[str, ...]]:
    """The elements of a type, inherited ones too, and the type with those it is made from."""
    children: dict[str, Element] = {}
    lineage: list[str] = []
    while name:
        kind = facts_of(version).base.types[name]
        children = {**kind.element.children, **children}
        lineage.append(name)
        name = kind.parent
    return children, tuple(lineage)


def nodes_at(version: str, resource: Tree) -> Iterator[tuple[frozenset[str], Node]]:
    """Every node of a resource (not of those inside it) with the places it stands at."""

    def typed(name: str, path: str, value: Any, sibling: Any) -> Iterator[tuple[frozenset[str], Node]]:
        children, lineage = members(version, name)
        yield frozenset((path, *lineage)), Node(value, sibling, resource)
        if isinstance(value, dict):
            yield from below(name, children, value)

    def below(path: str, children: Mapping[str, Element], node: Tree) -> Iterator[tuple[frozenset[str], Node]]:
        for name, here in children.items():
            there, element = content(version, here) if here.content else (f"{path}.{name}", here)
            for key, kind in keys_of(name, element):
                for value, sibling in pairs(node.get(key), node.get("_" + key)):
                    if element.children:
                        yield (
                            frozenset((f"{path}.{name}", kind, *members(version, kind)[1])),
                            Node(value, None, resource),
                        )
                        inherited = members(version, kind)[0]
                        yield from below(there, {**inherited, **element.children}, value)
                    elif kind not in ("Resource", ""):
                        yield from typed(kind, there, value, sibling)

    yield from typed(resource["resourceType"], resource["resourceType"], resource, None)


def content(version: str, element: Element) -> tuple[str, Element]:
    """The element whose content this one has, and its path."""
    name, *steps = element.content.split(".")
    found = facts_of(version).base.types[name].element
    for step in steps:
        found = found.children[step]
    return element.content, found


def keys_of(name: str, element: Element) -> list[tuple[str, str]]:
    """The JSON names an element may have, each with its type."""
    kinds = list(element.types or ("",))
    if name.endswith("[x]"):
        return [(name[:-3] + kind[0].upper() + kind[1:], kind) for kind in kinds]
    return [(name, kinds[0])]


def pairs(value: Any, sibling: Any) -> list[tuple[Any, Any]]:
    """The items of an element, each with its sibling."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    siblings = sibling if isinstance(sibling, list) else [] if sibling is None else [sibling]
    size = max(len(values), len(siblings))
    return list(zip(values + [None] * (size - len(values)), siblings + [None] * (size - len(siblings)), strict=True))
