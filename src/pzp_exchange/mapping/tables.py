"""The tables of one release together, and how a resource finds its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from ..releases import RELEASES
from ..terminology import OWN_BASE, same_system
from ..tree import Tree
from .systems import Systems
from .table import Loss, Mapping

if TYPE_CHECKING:
    from ..model.plan import AdvanceCarePlan

__all__ = ["INDIVIDUAL_TYPES", "Mark", "ReleaseTables", "Tables", "tables"]

INDIVIDUAL_TYPES = frozenset({"CarePlan", "CareTeam", "Composition", "Condition", "Flag", "Goal", "Observation"})
"""Types that parts of an individual care plan travel as."""
Known = tuple[str, Mapping, dict[str, set[tuple[str, str]]]]


class Mark(NamedTuple):
    """A code that tells what a resource is when it claims no profile: element, system and code."""

    element: str
    system: str
    code: str


@dataclass(frozen=True)
class Tables:
    """Mapping tables, and how a resource is known to be of one of them.

    ``mappings`` goes by attribute of the plan. ``marks`` goes by profile; a table without marks is known by its
    resource type alone.
    """

    mappings: dict[str, Mapping]
    marks: dict[str, tuple[Mark, ...]]

    @cached_property
    def by_profile(self) -> dict[str, tuple[str, Mapping]]:
        """Attribute and table by canonical of the profile."""
        return {table.profile: (name, table) for name, table in self.mappings.items()}

    @cached_property
    def by_type(self) -> dict[str, list[Known]]:
        """Attributes and tables by resource type, each with the codes that tell it: by element, system and code."""
        found: dict[str, list[Known]] = {}
        for name, table in self.mappings.items():
            codes: dict[str, set[tuple[str, str]]] = {}
            for mark in self.marks.get(table.profile, ()):
                codes.setdefault(mark.element, set()).add((same_system(mark.system), mark.code))
            found.setdefault(table.resource, []).append((name, table, codes))
        return found

    def told(self, tree: Tree) -> tuple[str, Mapping] | None:
        """Attribute and table by the type and the codes of a resource."""
        for name, table, codes in self.by_type.get(str(tree.get("resourceType")), ()):
            if not codes or any(not known.isdisjoint(_codings(tree.get(element))) for element, known in codes.items()):
                return name, table
        return None


@dataclass(frozen=True)
class ReleaseTables:
    """Every mapping table of one release."""

    fhir_version: str
    plan: Tables
    """Those of the advance care plan."""
    load_individual: Callable[[], Tables]
    """Builds those of the individual care plan, which most sets have nothing of."""
    systems: Systems
    """How its codings are written."""
    prepare: Callable[[AdvanceCarePlan], tuple[AdvanceCarePlan, list[Loss]]] | None = None
    """Moves what stands elsewhere in this FHIR version before a plan is written, and tells what is lost by that."""

    @cached_property
    def individual(self) -> Tables:
        """Those of the individual care plan, built when something first asks for them."""
        return self.load_individual()

    @cached_property
    def mappings(self) -> dict[str, Mapping]:
        """All tables by attribute of the plan."""
        return {**self.plan.mappings, **self.individual.mappings}

    @cached_property
    def by_model(self) -> dict[type, Mapping]:
        """The table to write a model class with."""
        return {table.model: table for table in self.mappings.values()}

    def find(self, tree: Tree) -> tuple[str, Mapping] | None:
        """Attribute of the plan and table for a resource: by the profile it claims, else by its codes."""
        meta = tree.get("meta")
        profiles = meta.get("profile") if isinstance(meta, dict) else None
        for said in profiles if isinstance(profiles, list) else ():
            profile = said.partition("|")[0] if isinstance(said, str) else ""
            claimed = (self.individual if profile.startswith(OWN_BASE) else self.plan).by_profile.get(profile)
            if claimed and claimed[1].resource == tree.get("resourceType"):
                return claimed
        found = self.plan.told(tree)
        return found or (self.individual.told(tree) if tree.get("resourceType") in INDIVIDUAL_TYPES else None)

    def profile_for(self, tree: Tree) -> str | None:
        """The profile that the codes of a resource ask for; ``None`` for what is known by its type alone."""
        found = self.find(tree)
        if found is None:
            return None
        part = self.plan if found[0] in self.plan.mappings else self.individual
        return found[1].profile if found[1].profile in part.marks else None


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
