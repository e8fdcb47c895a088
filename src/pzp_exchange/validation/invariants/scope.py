"""What an invariant looks like in Python, and what it may ask besides its own node."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Protocol, cast

from ...tree import Tree

__all__ = ["SETTLED", "Predicate", "Scope", "about_names", "holds_with", "holds_without"]


class Scope(Protocol):
    """The surroundings of a node; made by the engine, once for each resource."""

    @property
    def resource(self) -> Tree:
        """The resource the node is in: ``%resource``."""

    @property
    def root(self) -> Tree:
        """The outermost resource, ``%rootResource``: another than ``resource`` only inside ``contained``."""

    def resolve(self, reference: str) -> Tree | None:
        """The resource a literal reference points at (``#id`` too), or None where it is not in the set."""

    def member_of(self, value_set: str, node: Any) -> bool | None:
        """Whether a code, Coding or CodeableConcept is in the value set with this canonical; None if unknown."""


Predicate = Callable[[Any, Tree | None, Scope], bool | None]
"""An invariant: (node, sibling, scope) to True (holds), False (violated) or None (cannot be decided).

``node`` is the object of a complex element, or the value of a primitive (None when it has only a sibling).
``sibling`` is the ``_name`` object of a primitive, else None. A predicate takes any content and never raises: what
has the wrong JSON type is reported elsewhere and holds here.
"""

SETTLED: dict[Predicate, Callable[[Collection[str]], bool]] = {}
"""Of invariants that a node's keys may settle: whether the invariant holds for every node with these keys."""


def about_names(predicate: Predicate) -> Predicate:
    """Marks an invariant that looks at nothing but which elements are there."""
    SETTLED[predicate] = lambda keys: predicate(dict.fromkeys(keys), None, cast(Scope, None)) is True
    return predicate


def holds_without(*names: str) -> Callable[[Predicate], Predicate]:
    """Marks an invariant that holds for every node with none of these keys."""
    def mark(predicate: Predicate) -> Predicate:
        SETTLED[predicate] = lambda keys: not any(name in keys for name in names)
        return predicate

    return mark


def holds_with(name: str) -> Callable[[Predicate], Predicate]:
    """Marks an invariant that holds for every node with this key."""
    def mark(predicate: Predicate) -> Predicate:
        SETTLED[predicate] = lambda keys: name in keys
        return predicate

    return mark
