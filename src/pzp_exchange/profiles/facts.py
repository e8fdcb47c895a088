"""Typed reading of the compiled facts: what the standard says about profiles, types and value sets.

Format
------

Facts are JSON, written by :mod:`pzp_exchange.profiles.compiler` and read into the frozen classes of this
module. Field names in JSON are camelCase; a field that has its default is left out. Files, below the folder
of this module:

``<release key>/profiles.json``
    ``fhirVersion`` ("R4" or "STU3"), ``profiles`` (by canonical), ``constraints`` (by id), ``missing`` (a
    canonical that is referred to but was not published with the release, and who refers to it).
``<release key>/valuesets.json``
    ``valueSets`` by canonical, of the bindings of those profiles (not of example bindings).
``base/<fhir version>-types.json``, ``-profiles.json``, ``-valuesets.json``
    The same for FHIR itself: ``types`` (every resource type and datatype), ``constraints``; HL7's extension
    definitions and profiles on datatypes; the value sets of required and extensible bindings.

*Canonicals* are without ``|version``; those of FHIR's own types are the bare type name (``Patient``).

An :class:`Element` of a :class:`BaseType` is complete: absent ``min`` is 0, absent ``max`` is 1 (``-1`` is
``*``). Its children are its own elements only; those of ``parent`` come first. Constraints of an element
are its own: those that its type has (``ele-1``, ``ext-1``, …) stand at the type.

An :class:`Element` of a :class:`Profile` says what the profile and all its parents together *add* to what
holds already. What holds already is the conjunction of

* the base type's facts for that element,
* for an element whose ``types`` name one profile (here or in what it is compared with): that profile, which a
  validator applies to the element as a whole,
* for a slice: the facts of the sliced element (the one that holds ``slices``).

So an absent field means *nothing more*, a child that is not listed adds nothing, and a validator checks base,
profile, type profile and slice each once. A constraint id looks up :class:`Constraint`; ids are the keys,
with ``@definition`` after it where two definitions use one key for different things.

``max`` of the root of an extension definition says how often it may stand in one place. Published snapshots
do not carry it over to the slices that use the extension, so neither do these facts.

``slicing`` comes with ``slices`` (those that add something; all of them where the slicing is closed or
ordered); each slice has ``match``: one :class:`Test` for each discriminator, in
that order, already resolved. An item belongs to the slice when all its tests hold. ``kind`` and ``value``
of a test:

=========== ==========================================================================================
fixed       equals this value
pattern     contains this value (FHIR's pattern rules)
binding     is a code of the value set with this canonical
exists      is there (``true``) or not (``false``)
type        is of one of these types; after ``resolve()`` the resource type
profile     conforms to one of these profiles or types; after ``resolve()`` the target does
parts       object of relative path to [kind, value]: all of them hold
unresolved  the definition does not say how to tell (the reason is the value): undecided
=========== ==========================================================================================

A :class:`ValueSet` lists ``codes`` by system. ``unexpanded`` names what could not be listed: a code of that
system (any system where it is ``*``) that is not among ``codes`` is undecided; of other systems it is not
in the set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pkgutil import get_data
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Struct

__all__ = [
    "UNBOUNDED",
    "BaseFacts",
    "BaseType",
    "Binding",
    "Constraint",
    "Context",
    "Discriminator",
    "Element",
    "Profile",
    "ReleaseFacts",
    "Slicing",
    "Test",
    "TypeUse",
    "Unexpanded",
    "ValueSet",
    "load_base",
    "load_facts",
]

_T = TypeVar("_T")

UNBOUNDED = -1
"""The ``max`` that FHIR writes as ``*``."""


class TypeUse(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """How a type may be used: the profiles one of which it must meet, and the allowed targets of a
    reference."""

    profiles: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


class Binding(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """A binding to a value set; ``strength`` is FHIR's, ``max_value_set`` the outer limit of a weaker
    binding."""

    strength: str = ""
    value_set: str = ""
    max_value_set: str = ""


class Discriminator(Struct, frozen=True, gc=False, array_like=True):
    """``kind`` is value, pattern, exists, type or profile; ``path`` is FHIRPath relative to the item."""

    kind: str
    path: str


class Slicing(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """How an element is sliced; ``rules`` is open, closed or openAtEnd."""

    discriminators: tuple[Discriminator, ...] = ()
    rules: str = "open"
    ordered: bool = False


class Test(Struct, frozen=True, gc=False, array_like=True):
    """A resolved discriminator of one slice; see the module for the kinds."""

    __test__ = False  # not a test class for pytest

    kind: str
    value: Any = None


class Element(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """The facts of one element, with its children and slices; see the module for what absence means."""

    min: int | None = None
    max: int | None = None
    types: dict[str, TypeUse] | None = None
    content: str = ""  # the path of the element whose content this one has, such as "Questionnaire.item"
    fixed: Any = UNSET
    pattern: Any = UNSET
    binding: Binding | None = None
    constraints: tuple[str, ...] = ()
    modifier: bool | None = None
    max_length: int | None = None
    min_value: Any = UNSET
    max_value: Any = UNSET
    match: tuple[Test, ...] = ()
    slicing: Slicing | None = None
    children: dict[str, Element] = {}
    slices: dict[str, Element] = {}


class Constraint(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """An invariant: FHIRPath ``expression``; ``severity`` is error or warning; ``source`` defines it."""

    key: str
    severity: str
    expression: str
    source: str


class Context(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """Where an extension may stand; ``kind`` is element, extension or fhirpath (STU3: resource, datatype,
    extension)."""

    kind: str
    expression: str


class Profile(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """A profile or an extension definition: what it adds to ``type``, parents included."""

    type: str
    parent: str
    element: Element
    name: str = ""  # the id of the definition
    abstract: bool = False
    context: tuple[Context, ...] = ()
    context_invariants: tuple[str, ...] = ()


class BaseType(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """A type of FHIR itself; ``kind`` is resource, complex-type or primitive-type."""

    kind: str
    element: Element
    parent: str = ""
    abstract: bool = False


class Unexpanded(Struct, frozen=True, gc=False, array_like=True):
    """A part of a value set that could not be listed, and why."""

    system: str
    reason: str


class ValueSet(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """The codes of a value set by system, and what could not be listed."""

    codes: dict[str, tuple[str, ...]] = {}
    unexpanded: tuple[Unexpanded, ...] = ()


class _Types(Struct, frozen=True, gc=False, rename="camel"):
    types: dict[str, msgspec.Raw]
    constraints: dict[str, Constraint]


class _Profiles(Struct, frozen=True, gc=False, rename="camel"):
    profiles: dict[str, msgspec.Raw]
    constraints: Mapping[str, Constraint] = {}
    fhir_version: str = ""
    missing: dict[str, tuple[str, ...]] = {}


class _ValueSets(Struct, frozen=True, gc=False, rename="camel"):
    value_sets: dict[str, msgspec.Raw]


class _OnDemand(Mapping[str, _T]):
    """Facts by name, decoded when first asked for: one document needs few of them."""

    def __init__(self, kind: type[_T], raw: dict[str, msgspec.Raw]) -> None:
        self._decode = msgspec.json.Decoder(kind).decode
        self._raw = raw
        self._known: dict[str, _T] = {}

    def __getitem__(self, name: str) -> _T:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._decode(self._raw[name])
        return known

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class BaseFacts(Struct, frozen=True, dict=True):
    """FHIR itself, in one FHIR version."""

    fhir_version: str
    types: Mapping[str, BaseType]
    constraints: Mapping[str, Constraint]
    profiles: Mapping[str, Profile] = {}
    value_sets: Mapping[str, ValueSet] = {}


class ReleaseFacts(Struct, frozen=True, dict=True):
    """One release of the standard, on top of its FHIR version."""

    base: BaseFacts
    profiles: Mapping[str, Profile]
    constraints: Mapping[str, Constraint]
    value_sets: Mapping[str, ValueSet]
    missing: dict[str, tuple[str, ...]] = {}

    @cached_property
    def extensions(self) -> dict[str, Profile]:
        """The extension definitions by url: HL7's and those of the release. Decodes them all; see
        ``definition``."""
        both = {**self.base.profiles, **self.profiles}
        return {url: profile for url, profile in both.items() if profile.type == "Extension"}

    def definition(self, url: str) -> Profile | None:
        """The profile or extension definition with this canonical, of the release or of HL7; None if
        unknown."""
        return self.profiles.get(url) or self.base.profiles.get(url)

    def value_set(self, url: str) -> ValueSet | None:
        """The value set with this canonical, of the release or of HL7; None if unknown."""
        return self.value_sets.get(url) or self.base.value_sets.get(url)

    def constraint(self, name: str) -> Constraint:
        """The invariant with this id. Raises ``KeyError`` for an id that no element of these facts has."""
        return self.constraints.get(name) or self.base.constraints[name]


def _read(kind: type[_T], *path: str) -> _T:
    data = get_data(__package__, "/".join(path))
    assert data is not None  # noqa: S101 - the loader of a package of files has data
    return msgspec.json.decode(data, type=kind)


@cache
def load_base(fhir_version: str) -> BaseFacts:
    """The facts of FHIR itself; ``fhir_version`` is "R4" or "STU3". Raises ``FileNotFoundError`` for
    another."""
    name = fhir_version.lower()
    types = _read(_Types, "base", f"{name}-types.json")
    profiles = _read(_Profiles, "base", f"{name}-profiles.json")
    value_sets = _read(_ValueSets, "base", f"{name}-valuesets.json")
    return BaseFacts(
        fhir_version=fhir_version,
        types=_OnDemand(BaseType, types.types),
        constraints={**types.constraints, **profiles.constraints},
        profiles=_OnDemand(Profile, profiles.profiles),
        value_sets=_OnDemand(ValueSet, value_sets.value_sets),
    )


@cache
def load_facts(release_key: str) -> ReleaseFacts:
    """The facts of a release, such as ``r4-1.0.0-rc3``. Raises ``FileNotFoundError`` for an unknown key."""
    own = _read(_Profiles, release_key, "profiles.json")
    value_sets = _read(_ValueSets, release_key, "valuesets.json")
    return ReleaseFacts(
        base=load_base(own.fhir_version),
        profiles=_OnDemand(Profile, own.profiles),
        constraints=own.constraints,
        value_sets=_OnDemand(ValueSet, value_sets.value_sets),
        missing=own.missing,
    )
