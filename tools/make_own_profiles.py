"""Write the library's own FHIR definitions (``profiles/r4``, ``profiles/stu3``) and the pages about them.

    python tools/make_own_profiles.py

``files()`` gives the same content without writing it, for the drift test. The folders are FHIR packages once packed:
``npm pack ./profiles/r4``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from own_profiles.conditions import CONDITIONS
from own_profiles.extensions import EXTENSIONS
from own_profiles.observations import OBSERVATIONS
from own_profiles.pages import PLAN_PAGE, codes_page, refreshed
from own_profiles.records import RECORDS
from own_profiles.structures import extension_definition, profile_definition
from own_profiles.table import FHIR_VERSIONS, LIBRARY_VERSION, NOT_NATIONAL, NUMBERS, PUBLISHER, ROOT
from own_profiles.terminology import code_system, value_sets

PROFILES = (*CONDITIONS, *OBSERVATIONS, *RECORDS)
DEPENDENCIES = {
    "R4": {"hl7.fhir.r4.core": "4.0.1", "nictiz.fhir.nl.r4.nl-core": "0.12.0-beta.4"},
    "STU3": {"hl7.fhir.r3.core": "3.0.2", "nictiz.fhir.nl.stu3.zib2017": "2.3.2"},
}


def definitions(fhir_version: str) -> list[dict[str, Any]]:
    """Every definition of one FHIR version."""
    extensions = (each for each in EXTENSIONS if fhir_version in each.fhir_versions)
    return [code_system(), *value_sets(fhir_version),
            *(extension_definition(each, fhir_version) for each in extensions),
            *(profile_definition(each, fhir_version) for each in PROFILES)]


def package(fhir_version: str) -> dict[str, Any]:
    """What makes a folder a FHIR package."""
    return {
        "name": f"pzp-exchange.izp.{fhir_version.lower()}", "version": LIBRARY_VERSION,
        "description": f"Individual care plan, FHIR {fhir_version}. {NOT_NATIONAL}", "author": PUBLISHER,
        "license": "Apache-2.0", "type": "Conformance", "fhirVersions": [NUMBERS[fhir_version]],
        "jurisdiction": "urn:iso:std:iso:3166#NL", "dependencies": DEPENDENCIES[fhir_version],
    }


def files() -> dict[Path, str]:
    """Every generated file with its text."""
    found: dict[Path, str] = {}
    for fhir_version in FHIR_VERSIONS:
        folder = ROOT / "profiles" / fhir_version.lower()
        found[folder / "package.json"] = _text(package(fhir_version))
        for made in definitions(fhir_version):
            found[folder / f"{made['resourceType']}-{made['id']}.json"] = _text(made)
    found[ROOT / "docs" / "own-codes.md"] = codes_page()
    found[PLAN_PAGE] = refreshed(PLAN_PAGE.read_text("utf-8"), PROFILES)
    return found


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the files; definitions that no longer exist are removed."""
    made = files()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for path in (ROOT / "profiles").glob("*/*.json"):
        if path not in made:
            path.unlink()
    print(f"{len(made)} files")


if __name__ == "__main__":
    main()
