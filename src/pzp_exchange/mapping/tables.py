"""The tables of one release together, and how a resource finds its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..releases import RELEASES
from ..terminology import same_system
from ..tree import Tree, get
from .systems import Systems
from .table import Loss, Mapping

if TYPE_CHECKING:
    from ..model.plan import AdvanceCarePlan

__all__ = ["Mark", "ReleaseTables", "tables"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A code that tells what a resource is when it claims no profile: element, system and code."""

    element: str
    system: str
    code: str


@dataclass(frozen=True)
class ReleaseTables:
    """Every mapping table of one release.

    ``mappings`` goes by attribute of the plan. ``marks`` goes by profile; a table without marks is known by its
    resource type alone.
    """

    fhir_version: str
    mappings: dict[str, Mapping]
    marks: dict[str, tuple[Mark, ...]]
    systems: Systems
    """How its codings are written."""
    prepare: Callable[[AdvanceCarePlan], tuple[AdvanceCarePlan, list[Loss]]] | None = None
    """Moves what stands elsewhere in this FHIR version before a plan is written, and tells what is lost by that."""

    @cached_property
    def by_profile(self) -> dict[str, tuple[str, Mapping]]:
        """Attribute and table by canonical of the profile."""
        return {table.profile: (name, table) for name, table in self.mappings.items()}

    @cached_property
    def by_type(self) -> dict[str, list[tuple[str, Mapping]]]:
        """Attributes and tables by resource type."""
        found: dict[str, list[tuple[str, Mapping]]] = {}
        for name, table in self.mappings.items():
            found.setdefault(table.resource, []).append((name, table))
        return found

    @cached_property
    def by_model(self) -> dict[type, Mapping]:
        """The table to write a model class with."""
        return {table.model: table for table in self.mappings.values()}

    def find(self, tree: Tree) -> tuple[str, Mapping] | None:
        """Attribute of the plan and table for a resource: by the profile it claims, else by its codes."""
        profiles = get(tree, ("meta", "profile"))
        for profile in profiles if isinstance(profiles, list) else ():
            claimed = self.by_profile.get(profile.partition("|")[0]) if isinstance(profile, str) else None
            if claimed and claimed[1].resource == tree.get("resourceType"):
                return claimed
        for name, table in self.by_type.get(str(tree.get("resourceType")), ()):
            marks = self.marks.get(table.profile)
            if not marks or any((same_system(m.system), m.code) in set(_codings(tree.get(m.element))) for m in marks):
                return name, table
        return None


@cache
def tables(fhir_version: str) -> ReleaseTables | None:
    """The mapping tables of a FHIR version, or ``None`` when there are none."""
    if not any(r.fhir_version == fhir_version and "read" in r.capabilities for r in RELEASES):
        return None
    found: ReleaseTables = import_module(f".{fhir_version.lower()}", __package__).TABLES
    return found


def _codings(node: Any) -> Iterator[tuple[str, str]]:
    """System and code of every coding of one or more CodeableConcepts."""
    for concept in node if isinstance(node, list) else (node,):
        codings = concept.get("coding") if isinstance(concept, dict) else None
        for coding in codings if isinstance(codings, list) else ():
            if isinstance(coding, dict) and isinstance(coding.get("system"), str):
                yield same_system(coding["system"]), str(coding.get("code"))
