"""From definitions to the facts of a release: which profiles are reached, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...errors import PzpError
from ..facts import BaseFacts, Context, Element, Profile, ReleaseFacts
from .base import compile_base
from .difference import difference
from .elements import canonical
from .reading import Definitions
from .snapshots import Snapshots
from .value_sets import ValueSets

__all__ = ["compile_fhir", "compile_profiles"]

Resource = dict[str, Any]
_LISTED = ("required", "extensible")  # of FHIR itself; of profiles also "preferred"


def compile_fhir(fhir_version: str, definitions: Definitions) -> BaseFacts:
    """The facts of FHIR itself from HL7's own definitions: types, extensions, profiles on datatypes, value
    sets."""
    base = compile_base(fhir_version, definitions.structures)
    structures = {url: s for url, s in definitions.structures.items() if _is_profile(s) and s["kind"] == "complex-type"}
    snapshots = Snapshots(base, structures)
    profiles = {url: _profile(snapshots, url) for url in sorted(structures)}
    elements = [t.element for t in base.types.values()] + [p.element for p in profiles.values()]
    expand = ValueSets(definitions).expand
    return BaseFacts(
        fhir_version,
        base.types,
        {**base.constraints, **dict(sorted(snapshots.constraints.own.items()))},
        profiles,
        {url: expand(url) for url in _bound(elements, _LISTED)},
    )


def compile_profiles(
    base: BaseFacts, definitions: Definitions, wanted: Iterable[str], earlier: ReleaseFacts | None = None
) -> ReleaseFacts:
    """The facts of the ``wanted`` profiles and all they refer to.

    ``definitions`` hold what they refer to as far as it is published; ``earlier`` are facts they may build
    on. Raises ``PzpError`` where a wanted profile cannot be merged; one that is only referred to and cannot
    becomes ``missing``.
    """
    structures = {url: s for url, s in definitions.structures.items() if _is_profile(s)}
    snapshots = Snapshots(base, structures, earlier.profiles if earlier else {}, earlier.constraints if earlier else {})
    profiles: dict[str, Profile] = {}
    missing: dict[str, set[str]] = {}
    todo = [(url, "") for url in sorted(wanted)]
    while todo:
        url, by = todo.pop()
        if url in profiles or url in base.types or (by and url in snapshots.compiled):
            continue
        if url not in structures and by:
            missing.setdefault(url, set()).add(snapshots.name(by))
            continue
        try:
            profiles[url] = _profile(snapshots, url)
        except PzpError:
            if not by:
                raise
            missing.setdefault(url, set()).add(snapshots.name(by))
            continue
        todo += [(other, url) for other in [profiles[url].parent, *_named(profiles[url].element)]]
    expand = ValueSets(definitions).expand
    bound = _bound((p.element for p in profiles.values()), (*_LISTED, "preferred"))
    return ReleaseFacts(
        base,
        dict(sorted(profiles.items())),
        dict(sorted(snapshots.constraints.own.items())),
        {url: expand(url) for url in bound if url not in base.value_sets},
        {url: tuple(sorted(by)) for url, by in sorted(missing.items())},
    )


def _is_profile(structure: Resource) -> bool:
    return bool(structure.get("derivation") == "constraint" and structure["kind"] != "logical")


def _profile(snapshots: Snapshots, url: str) -> Profile:
    definition = snapshots.definitions[url]
    holds = snapshots.type_tree(definition["type"])
    return Profile(
        type=definition["type"],
        parent=canonical(definition["baseDefinition"], snapshots.base.types),
        element=difference(snapshots, snapshots.tree(url), holds),
        name=definition["id"],
        abstract=definition.get("abstract", False),
        context=_context(definition),
        context_invariants=tuple(definition.get("contextInvariant", ())),
    )


def _context(definition: Resource) -> tuple[Context, ...]:
    """Where an extension may stand; STU3 has one kind for all places."""
    places = definition.get("context", ())
    kind = definition.get("contextType", "")
    return tuple(Context(kind, p) if isinstance(p, str) else Context(p["type"], p["expression"]) for p in places)


def _all(element: Element) -> Iterator[Element]:
    yield element
    for below in (*element.children.values(), *element.slices.values()):
        yield from _all(below)


def _named(element: Element) -> list[str]:
    """The profiles an element and all below it refer to."""
    uses = (use for part in _all(element) for use in (part.types or {}).values())
    return sorted({url for use in uses for url in (*use.profiles, *use.targets)})


def _bound(elements: Iterable[Element], strengths: tuple[str, ...]) -> list[str]:
    """The value sets of bindings of these strengths; of a weaker binding only the outer limit."""
    found = set()
    for element in elements:
        for part in _all(element):
            if part.binding:
                found.add(part.binding.value_set if part.binding.strength in strengths else "")
                found.add(part.binding.max_value_set)
    return sorted(found - {""})
