"""The tables of a release: those of the individual care plan are built only when something asks for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pzp_exchange.mapping.tables import INDIVIDUAL_TYPES, tables

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import sys
from pzp_exchange import read, validate
validate(read(sys.argv[1]))
raise SystemExit(any(name.endswith("individual_marks") for name in sys.modules))
"""


@pytest.mark.parametrize("fhir_version", ["R4", "STU3"])
def test_the_types_of_individual_care_plans_are_those_of_their_tables(fhir_version: str) -> None:
    known = tables(fhir_version)
    assert known is not None
    assert {table.resource for table in known.individual.mappings.values()} == INDIVIDUAL_TYPES
    assert known.mappings.keys() == known.plan.mappings.keys() | known.individual.mappings.keys()


@pytest.mark.parametrize(("name", "loaded"), [
    ("nursing-home.r4.json", 0), ("nursing-home.izp.r4.json", 1)])
def test_an_advance_care_plan_is_validated_without_the_other_tables(name: str, loaded: int) -> None:
    command = [sys.executable, "-c", LOADED, str(ROOT / "examples" / name)]
    assert subprocess.run(command, check=False).returncode == loaded  # noqa: S603
