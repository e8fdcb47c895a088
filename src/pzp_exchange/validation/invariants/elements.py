"""Invariants of every element, of references, narratives and resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...tree import Tree
from ..narrative import check_div
from .generic import only_one_of
from .parts import listed, objects, present
from .scope import Predicate, Scope, holds_without

__all__ = ["R4", "SHARED", "STU3"]


def has_content(node: Any, sibling: Tree | None, _scope: Scope) -> bool:
    """ele-1: an element has a value or children; an id alone is neither."""
    if isinstance(node, dict):
        return any(key not in ("id", "_id") for key in node)
    return node is not None or (isinstance(sibling, dict) and "extension" in sibling)


@holds_without("reference")
def local_reference_is_contained(node: Any, _sibling: Tree | None, scope: Scope) -> bool:
    """ref-1: ``#id`` names a contained resource. ``#`` alone is the container (R4, "Contained Resources"); contained
    resources stand in the outermost one, also for STU3, whose expression says ``%resource``."""
    reference = node.get("reference") if isinstance(node, dict) else None
    if not isinstance(reference, str) or not reference.startswith("#") or reference == "#":
        return True
    return any(item.get("id") == reference[1:] for item in contained(scope.root))


def only_allowed_html(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """txt-1: the elements and attributes of a narrative."""
    return not isinstance(node, str) or all(reason == "empty" for reason, _ in check_div(node))


def says_something(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """txt-2: a narrative has text or an image."""
    return not isinstance(node, str) or all(reason != "empty" for reason, _ in check_div(node))


def contained(node: Any) -> Iterator[Tree]:
    """The contained resources of a resource."""
    if isinstance(node, dict) and "contained" in node:
        for item in listed(node, "contained"):
            if isinstance(item, dict):
                yield item


def contained_without(name: str) -> Predicate:
    """No contained resource has this element."""

    @holds_without("contained")
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        return not any(present(item, name) for item in contained(node))

    return predicate


def contained_meta_without(*names: str) -> Predicate:
    """No contained resource has one of these in its meta."""

    @holds_without("contained")
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        metas = (item["meta"] for item in contained(node) if isinstance(item.get("meta"), dict))
        return not any(present(meta, name) for meta in metas for name in names)

    return predicate


@holds_without("contained")
def contained_is_referenced(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """dom-3 of STU3: something in the resource refers to each contained resource that has an id."""
    missing = local_names(node)
    return not missing or not missing.difference(
        reference for item in objects(node) if isinstance(reference := item.get("reference"), str)
    )


@holds_without("contained")
def contained_is_linked(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """dom-3 of R4: as in STU3, but a canonical, uri or url will do, and so does a reference to the container. A
    string that happens to be ``#id`` counts too: a tree does not tell strings from uris."""
    missing = local_names(node)
    if missing:
        missing.difference_update(strings(node))
    return not missing or all("#" in strings(item) for item in contained(node) if local_name(item) in missing)


def local_names(node: Any) -> set[str]:
    """``#id`` of each contained resource that has an id; that the others have none is another fault."""
    return {name for item in contained(node) if (name := local_name(item))}


def local_name(item: Tree) -> str:
    """How a reference names a contained resource; empty without id."""
    return "#" + item["id"] if isinstance(item.get("id"), str) else ""


def strings(node: Any) -> Iterator[str]:
    """Every string inside."""
    for item in objects(node):
        for value in item.values():
            if isinstance(value, str):
                yield value
            elif isinstance(value, list):
                yield from (each for each in value if isinstance(each, str))


def has_narrative(node: Any, _sibling: Tree | None, scope: Scope) -> bool:
    """dom-6, of the outermost resource only: contained ones should have no narrative (R4, "Contained Resources")."""
    if not isinstance(node, dict) or node is not scope.root:
        return True
    text = node.get("text")
    return isinstance(text, dict) and present(text, "div")


SHARED: dict[str, Predicate] = {
    "ele-1": has_content,
    "ext-1": only_one_of("extension", "value[x]"),
    "ref-1": local_reference_is_contained,
    "txt-1": only_allowed_html,
    "txt-2": says_something,
    "dom-2": contained_without("contained"),
    "dom-4": contained_meta_without("versionId", "lastUpdated"),
}
STU3: dict[str, Predicate] = {
    "dom-1": contained_without("text"),
    "dom-3": contained_is_referenced,
}
R4: dict[str, Predicate] = {
    "dom-3": contained_is_linked,
    "dom-5": contained_meta_without("security"),
    "dom-6": has_narrative,
}
