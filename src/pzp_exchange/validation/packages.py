"""FHIR packages that a user adds at run time: compiled by the same compiler, laid over a release.

Their invariants are run by a FHIRPath library (extra ``packages``), imported only when one is met; without it they are
*undecided*.
"""

from __future__ import annotations

import importlib
from collections import ChainMap
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from ..profiles.facts import ReleaseFacts, load_facts
from ..profiles.structure import load_structure
from ..tree import Tree
from .checker import Checker
from .invariants import Scope

__all__ = ["PackagedChecker", "packaged_checker"]

Predicate = Callable[[Any, "Tree | None", Scope], "bool | None"]


class PackagedChecker(Checker):
    """The checks of a release together with those of added packages, whose invariants are given by their id."""

    def __init__(self, facts: ReleaseFacts, expressions: dict[str, str]) -> None:
        super().__init__(facts)
        self._expressions = expressions

    def predicate(self, constraint: str) -> Any:
        """Ours where we have one, else the expression as a FHIRPath library runs it."""
        known = super().predicate(constraint)
        if known is not None or constraint not in self._expressions:
            return known
        return fhirpath_predicate(self._expressions[constraint])


@cache
def packaged_checker(release_key: str, packages: tuple[Path, ...]) -> Checker:
    """The checks of a release with packages laid over it. Raises ``PzpError`` for a file that is no package."""
    from ..profiles.compiler import compile_profiles, read_definitions

    facts = load_facts(release_key)
    definitions = read_definitions(packages, load_structure(facts.base.fhir_version))
    wanted = sorted(url for url, structure in definitions.structures.items()
                    if structure.get("derivation") == "constraint" and fits(structure, facts.base.fhir_version))
    added = compile_profiles(facts.base, definitions, wanted, earlier=facts)
    listed = {url: added.value_sets[url] for url in added.value_sets
              if url in definitions.value_sets or facts.value_set(url) is None}
    merged = ReleaseFacts(
        base=facts.base,
        profiles=ChainMap(dict(added.profiles), facts.profiles),  # type: ignore[arg-type]
        constraints={**facts.constraints, **added.constraints},
        value_sets=ChainMap(listed, facts.value_sets),  # type: ignore[arg-type]
        missing={**facts.missing, **added.missing},
    )
    return PackagedChecker(merged, {name: rule.expression for name, rule in added.constraints.items()})


NUMBERS = {"R4": "4.", "STU3": "3."}


def fits(structure: Tree, fhir_version: str) -> bool:
    """Whether a definition is of this FHIR version; one that does not say is taken to be."""
    said = structure.get("fhirVersion")
    return not isinstance(said, str) or said.startswith(NUMBERS[fhir_version])


@cache
def fhirpath_predicate(expression: str) -> Predicate | None:
    """An invariant as a predicate, or ``None`` when the FHIRPath library is not installed or refuses it."""
    try:
        library = importlib.import_module("fhirpathpy")
    except ImportError:
        return None
    try:
        run = library.compile(expression)
    except Exception:  # noqa: BLE001 - whatever the library cannot parse is undecided, and said so
        return None

    def predicate(node: Any, _sibling: Tree | None, scope: Scope) -> bool | None:
        try:
            outcome = run(node, {"resource": scope.resource, "rootResource": scope.root, "context": node})
        except Exception:  # noqa: BLE001 - the same for what it cannot evaluate
            return None
        if outcome == [] or not isinstance(outcome, list):
            return True if outcome == [] else None
        return outcome[0] is not False

    return predicate

