"""Invariants of Bundle and Composition."""

from __future__ import annotations

from typing import Any

from ...tree import Tree
from .generic import excludes, one_of
from .parts import listed, present
from .scope import Predicate, Scope, holds_without

__all__ = ["R4", "SHARED", "STU3"]


def only_in(name: str, *types: str) -> Predicate:
    """The element only in Bundles of these types."""

    @holds_without(name, f"_{name}")
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        return not isinstance(node, dict) or not present(node, name) or node.get("type") in types

    return predicate


def entries_only_in(name: str, *types: str) -> Predicate:
    """The element in entries only of Bundles of these types."""

    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        if not isinstance(node, dict) or node.get("type") in types:
            return True
        return not any(isinstance(entry, dict) and name in entry for entry in listed(node, "entry"))

    return predicate


def entries_just_in(name: str, *types: str) -> Predicate:
    """The element in all entries of Bundles of these types, in no entry of others."""

    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        if not isinstance(node, dict):
            return True
        wanted = node.get("type") in types
        return all((name in entry) == wanted for entry in listed(node, "entry") if isinstance(entry, dict))

    return predicate


def addresses_differ(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """bdl-7: no two entries with the same address and version."""
    seen = set()
    for entry in listed(node, "entry"):
        url = entry.get("fullUrl") if isinstance(entry, dict) else None
        if isinstance(url, str):
            named = (url, version_id(entry.get("resource")))
            if named in seen:
                return False
            seen.add(named)
    return True


def version_id(resource: Any) -> str:
    """``meta.versionId`` of a resource, or nothing."""
    meta = resource.get("meta") if isinstance(resource, dict) else None
    version = meta.get("versionId") if isinstance(meta, dict) else None
    return version if isinstance(version, str) else ""


def addresses_differ_but_in_history(node: Any, sibling: Tree | None, scope: Scope) -> bool:
    """bdl-7 of R4: a history may repeat itself."""
    return not isinstance(node, dict) or node.get("type") == "history" or addresses_differ(node, sibling, scope)


@holds_without("fullUrl")
def address_has_no_version(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """bdl-8, of the entry. As published it also wants an address, which it does not mean."""
    url = node.get("fullUrl") if isinstance(node, dict) else None
    return not isinstance(url, str) or "/_history/" not in url


def document_has_identifier(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """bdl-9."""
    if not isinstance(node, dict) or node.get("type") != "document":
        return True
    identifier = node.get("identifier")
    return isinstance(identifier, dict) and present(identifier, "system") and present(identifier, "value")


def document_has_date(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """bdl-10 of R4."""
    return not isinstance(node, dict) or node.get("type") != "document" or node.get("timestamp") is not None


def begins_with(kind: str, resource_type: str) -> Predicate:
    """The first entry of a Bundle of this kind is a resource of this type."""

    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        if not isinstance(node, dict) or node.get("type") != kind:
            return True
        first = next(iter(listed(node, "entry")), None)
        resource = first.get("resource") if isinstance(first, dict) else None
        return isinstance(resource, dict) and resource.get("resourceType") == resource_type

    return predicate


SHARED: dict[str, Predicate] = {
    "bdl-1": only_in("total", "searchset", "history"),
    "bdl-2": entries_only_in("search", "searchset"),
    "bdl-5": one_of("resource", "request", "response"),
    "bdl-8": address_has_no_version,
    "bdl-9": document_has_identifier,
    "cmp-1": one_of("text", "entry", "section"),
    "cmp-2": excludes("emptyReason", "entry"),
}
STU3: dict[str, Predicate] = {
    "bdl-3": entries_only_in("request", "batch", "transaction", "history"),
    "bdl-4": entries_only_in("response", "batch-response", "transaction-response"),
    "bdl-7": addresses_differ,
}
R4: dict[str, Predicate] = {
    "bdl-3": entries_just_in("request", "batch", "transaction", "history"),
    "bdl-4": entries_just_in("response", "batch-response", "transaction-response", "history"),
    "bdl-7": addresses_differ_but_in_history,
    "bdl-10": document_has_date,
    "bdl-11": begins_with("document", "Composition"),
    "bdl-12": begins_with("message", "MessageHeader"),
}
