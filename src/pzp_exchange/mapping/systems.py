"""Codings of code systems and codes that were renamed between the FHIR versions: one table per FHIR version.

Written is what the value sets of the FHIR version hold; read is either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..terminology import ERAS, RENAMED
from ..tree import Tree

__all__ = ["R4_SYSTEMS", "STU3_SYSTEMS", "Systems"]

Code = tuple[str, str]


@dataclass(frozen=True)
class Systems:
    """How one FHIR version writes what the other writes otherwise."""

    prefixes: tuple[tuple[str, str], ...]
    """How system URIs begin: elsewhere, and here."""
    codes: dict[Code, Code]
    """System and code of single codes: elsewhere, and here; these go first."""

    def own(self, system: str, code: str) -> Code:
        """System and code as this FHIR version writes them."""
        found = self.codes.get((system, code))
        if found:
            return found
        for there, here in self.prefixes:
            if system.startswith(there):
                return here + system[len(there):], code
        return system, code

    def renamed(self, node: Tree) -> Tree:
        """A Coding as this FHIR version writes it; the same object when nothing changes."""
        system: Any = node.get("system")
        code: Any = node.get("code")
        if not isinstance(system, str):
            return node
        wanted = self.own(system, code if isinstance(code, str) else "")
        if wanted == (system, code if isinstance(code, str) else ""):
            return node
        return {**node, "system": wanted[0], **({"code": wanted[1]} if isinstance(code, str) else {})}


R4_SYSTEMS = Systems(tuple((then, now) for now, then in ERAS[:2]), {then: now for now, then in RENAMED.items()})
STU3_SYSTEMS = Systems(ERAS[:2], dict(RENAMED))
