"""Makers of the invariants that come back in many types: which elements go together."""

from __future__ import annotations

from typing import Any

from ...tree import Tree
from .parts import presence
from .scope import Predicate, Scope, about_names

__all__ = ["excludes", "one_of", "only_one_of", "requires"]


def requires(given: str, needed: str) -> Predicate:
    """Where ``given`` is there, ``needed`` must be."""
    has_given, has_needed = presence(given), presence(needed)

    @about_names
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        return not isinstance(node, dict) or not has_given(node) or has_needed(node)

    return predicate


def excludes(one: str, other: str) -> Predicate:
    """Not both of them."""
    has_one, has_other = presence(one), presence(other)

    @about_names
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        return not isinstance(node, dict) or not has_one(node) or not has_other(node)

    return predicate


def one_of(*names: str) -> Predicate:
    """At least one of them."""
    questions = tuple(presence(name) for name in names)

    @about_names
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        return not isinstance(node, dict) or any(has(node) for has in questions)

    return predicate


def only_one_of(one: str, other: str) -> Predicate:
    """One of them, not both."""
    has_one, has_other = presence(one), presence(other)

    @about_names
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        return not isinstance(node, dict) or has_one(node) != has_other(node)

    return predicate
