"""Contained resources in the other FHIR version: those with a table go through it, the others are lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..tree import Tree, copy, get
from .table import Context
from .tables import ReleaseTables

__all__ = ["contained_in", "persons_contained", "without_dangling"]

Lost = list[tuple[str, Any, str]]


def persons_contained(resources: Any) -> dict[str, Tree]:
    """The person behind each contained role, as Reference, by the reference to the role."""
    return {f"#{each.get('id')}": each["practitioner"] for each in _listed(resources)
            if each.get("resourceType") == "PractitionerRole" and isinstance(each.get("practitioner"), dict)}


def contained_in(resources: Any, source: ReleaseTables, target: ReleaseTables,
                 context: Context) -> tuple[list[Tree], Lost]:
    """The contained resources as the target has them, and what could not be written."""
    written: list[Tree] = []
    lost: Lost = []
    for each in _listed(resources):
        found = source.find(each)
        mapping = target.mappings.get(found[0]) if found else None
        if found is None or mapping is None:
            lost.append(("contained", copy(each), "not-mapped"))
            continue
        node = copy(each)
        del node["resourceType"]
        reading = Context(systems=source.systems, persons=context.persons, plain=True)
        writing = context.anew(carry=False, as_read=False)
        written.append(mapping.write(found[1].read(node, reading), writing))
        lost.extend((f"contained.{path}", value, reason) for path, value, reason in writing.losses)
    return written, lost


def without_dangling(tree: Tree) -> Lost:
    """Take references to contained resources that are not there out of a resource; the words with them stay."""
    ids = {f"#{each.get('id')}" for each in _listed(tree.get("contained"))} | {"#"}
    lost: Lost = []
    for path, node in _references(tree):
        if node["reference"].startswith("#") and node["reference"] not in ids:
            lost.append((f"{path}.reference", node.pop("reference"), "not-mapped"))
    return lost


def _listed(resources: Any) -> list[Tree]:
    return [each for each in resources if isinstance(each, dict)] if isinstance(resources, list | tuple) else []


def _references(node: Any, path: str = "") -> Iterator[tuple[str, Tree]]:
    """Every node that has a reference as text, with its path."""
    if isinstance(node, dict):
        if isinstance(get(node, ("reference",)), str):
            yield path, node
        for key, value in node.items():
            yield from _references(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _references(item, f"{path}[{index}]")
