"""What an invariant looks like in Python, and what it may ask besides its own node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ...tree import Tree

__all__ = ["Predicate", "Scope"]


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
