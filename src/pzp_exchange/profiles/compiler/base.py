"""FHIR's own definitions (the specializations, with snapshots) as base facts."""

from __future__ import annotations

from typing import Any

import msgspec

from ..facts import BaseFacts, BaseType, Element
from .elements import ConstraintTable, read_element, short

__all__ = ["compile_base"]

Resource = dict[str, Any]


def compile_base(fhir_version: str, structures: dict[str, Resource]) -> BaseFacts:
    """The types among FHIR's own StructureDefinitions; profiles on them are left to the caller."""
    stated = {
        s["type"]: s
        for s in sorted(structures.values(), key=lambda s: str(s["url"]))
        if s.get("derivation") != "constraint" and s["kind"] != "logical"
    }
    constraints = ConstraintTable()
    compiler = _Compiler(stated, constraints)
    types = {name: compiler.base_type(name) for name in sorted(stated)}
    return BaseFacts(fhir_version, types, dict(sorted(constraints.own.items())))


class _Compiler:
    def __init__(self, stated: dict[str, Resource], constraints: ConstraintTable) -> None:
        self.stated = stated
        self.constraints = constraints
        self.flat: dict[str, dict[str, Element]] = {}

    def base_type(self, name: str) -> BaseType:
        definition = self.stated[name]
        parent = self._parent(name)
        inherited = self._relative(parent) if parent else {}
        own = {path: e for path, e in self._relative(name).items() if inherited.get(path) != e}
        root = own.pop("", Element())
        kept = tuple(c for c in root.constraints if c not in self._root_constraints(parent))
        tree = _nest(msgspec.structs.replace(root, constraints=kept), own)
        if definition["kind"] == "primitive-type":
            tree = msgspec.structs.replace(tree, children={})  # only "value", which JSON has no element for
        return BaseType(definition["kind"], tree, parent, definition.get("abstract", False))

    def _parent(self, name: str) -> str:
        return short(self.stated[name].get("baseDefinition", ""))

    def _relative(self, name: str) -> dict[str, Element]:
        """The elements of a type by path below the type, with what their own types say left out."""
        known = self.flat.get(name)
        if known is None:
            definition = self.stated[name]
            known = {}
            for raw in definition["snapshot"]["element"]:
                path = raw["path"].partition(".")[2]
                known[path] = self._own(path, read_element(raw, definition["url"], self.stated, self.constraints))
            self.flat[name] = known
        return known

    def _own(self, path: str, element: Element) -> Element:
        """Without defaults, and without the constraints that stand at the element's type."""
        if not path:
            return Element(constraints=element.constraints)
        implied = {"ele-1"} | {c for code in element.types or {} for c in self._root_constraints(code)}
        return msgspec.structs.replace(
            element,
            min=element.min or None,
            max=None if element.max == 1 else element.max,
            modifier=element.modifier or None,
            constraints=tuple(c for c in element.constraints if c not in implied),
            slicing=None,  # "extensions are always sliced by url" goes without saying
        )

    def _root_constraints(self, name: str) -> frozenset[str]:
        """The constraints of a type as a whole, its parents' included."""
        if name not in self.stated:
            return frozenset()
        definition = self.stated[name]
        raw = definition["snapshot"]["element"][0]
        own = read_element(raw, definition["url"], self.stated, self.constraints).constraints
        return frozenset(own) | self._root_constraints(self._parent(name))


def _nest(root: Element, own: dict[str, Element], prefix: str = "") -> Element:
    children = {}
    for path, element in own.items():
        parent, _, name = path.rpartition(".")
        if parent == prefix:
            children[name] = _nest(element, own, path)
    return msgspec.structs.replace(root, children=children)
