"""Compile the facts of every release from the published standard into ``src/pzp_exchange/profiles``.

    python tools/compile_profiles.py [STANDARD]

STANDARD is the folder with the published standard (default: PZP_STANDARD_DIR, else ``../shared/standard``). The
library's own profiles, written by ``tools/make_own_profiles.py``, are compiled with each release.
``compiled(standard)`` gives the same files without writing them, for the drift test.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from pzp_exchange.profiles.compiler import (
    base_files,
    compile_fhir,
    compile_profiles,
    read_definitions,
    release_files,
    write_files,
)
from pzp_exchange.profiles.structure import load_structure

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "pzp_exchange" / "profiles"
OWN = ROOT / "profiles"


@dataclass(frozen=True)
class Source:
    """Where a release comes from, below the folder of the standard."""

    key: str
    fhir_version: str
    core: str
    parents: str
    guide: str
    also: tuple[str, ...]  # canonicals of profiles that the guide does not reach


SOURCES = (
    Source(
        key="r4-1.0.0-rc3",
        fhir_version="R4",
        core="core-r4",
        parents="zib2020/definitions",
        guide="r4-1.0.0-rc3/definitions",
        also=tuple(f"http://nictiz.nl/fhir/StructureDefinition/nl-core-{n}" for n in ("CareTeam", "Problem", "Alert")),
    ),
    Source(
        key="stu3-1.0.0-rc2",
        fhir_version="STU3",
        core="core-stu3",
        parents="zib2017/definitions",
        guide="stu3-1.0.0-rc2/definitions",
        also=(
            "http://fhir.nl/fhir/StructureDefinition/nl-core-careteam",
            "http://fhir.nl/fhir/StructureDefinition/nl-core-careplan",
            "http://nictiz.nl/fhir/StructureDefinition/zib-Problem",
            "http://nictiz.nl/fhir/StructureDefinition/zib-Alert",
        ),
    ),
)


def compiled(standard: Path) -> dict[str, bytes]:
    """Every file of facts by its name below ``profiles``."""
    found: dict[str, bytes] = {}
    for source in SOURCES:
        structure = load_structure(source.fhir_version)
        core = read_definitions([standard / source.core], structure)
        parents = read_definitions([standard / source.parents], structure)
        guide = read_definitions([standard / source.guide], structure)
        own = read_definitions([OWN / source.fhir_version.lower()], structure)
        base = compile_fhir(source.fhir_version, core)
        wanted = {*guide.structures, *source.also, *own.structures}
        facts = compile_profiles(base, core | parents | guide | own, wanted)
        found |= base_files(base) | release_files(source.key, facts)
    return found


def main() -> None:
    """Write the files and say how large they are."""
    default = os.environ.get("PZP_STANDARD_DIR") or ROOT.parent / "shared" / "standard"
    content = compiled(Path(sys.argv[1] if len(sys.argv) > 1 else default))
    write_files(TARGET, content)
    for name, data in content.items():
        print(f"{len(data):9,}  {name}")


if __name__ == "__main__":
    main()
