"""The profile compiler: StructureDefinitions, ValueSets and CodeSystems to the facts of
:mod:`pzp_exchange.profiles.facts`.

Used by ``tools/compile_profiles.py`` for the facts shipped with the library, and at run time for FHIR
packages a user names. Steps: :mod:`.reading` (files), :mod:`.elements` (one element), :mod:`.base` (FHIR's
own types), :mod:`.snapshots` (merging), :mod:`.discriminators`, :mod:`.difference` (what is written down),
:mod:`.value_sets`, :mod:`.release` (what is reached), :mod:`.writing`.
"""

from __future__ import annotations

from .reading import Definitions, read_definitions
from .release import compile_fhir, compile_profiles
from .writing import base_files, release_files, write_files

__all__ = [
    "Definitions",
    "base_files",
    "compile_fhir",
    "compile_profiles",
    "read_definitions",
    "release_files",
    "write_files",
]
