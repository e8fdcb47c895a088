"""What ``import pzp_exchange`` gives, and how little it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import pzp_exchange

HEAVY = ("pydantic", "pydantic_core", "lxml", "fhir", "rich", "jinja2", "msgspec", "stdnum", "hypothesis")


def loaded_after(statement: str, tmp_path: Path) -> set[str]:
    """The top modules a fresh interpreter has after a statement."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path,  # noqa: S603
                          env={**os.environ, "PYTHONPATH": str(Path(pzp_exchange.__file__).parents[1])})
    return set(done.stdout.split())


def test_importing_it_is_light(tmp_path: Path) -> None:
    assert loaded_after("import pzp_exchange", tmp_path).isdisjoint(HEAVY)


@pytest.mark.parametrize("name", ["R4", "STU3", "RELEASES", "PzpError"])
def test_small_names_stay_light(name: str, tmp_path: Path) -> None:
    assert loaded_after(f"from pzp_exchange import {name}", tmp_path).isdisjoint(HEAVY)


@pytest.mark.parametrize("name", ["Issue", "Report"])
def test_findings_load_only_what_reading_loads_too(name: str, tmp_path: Path) -> None:
    assert loaded_after(f"from pzp_exchange import {name}", tmp_path).isdisjoint({*HEAVY} - {"msgspec"})


def test_reading_json_loads_no_xml_and_no_models(tmp_path: Path) -> None:
    statement = "from pzp_exchange import read\nassert len(read(b'{\"resourceType\": \"Patient\"}')) == 1"
    assert loaded_after(statement, tmp_path).isdisjoint({"lxml", "fhir", "rich", "jinja2", "pydantic"})


def test_names_are_what_all_says() -> None:
    assert dir(pzp_exchange) == sorted(pzp_exchange.__all__)
    assert len(set(pzp_exchange.__all__)) == len(pzp_exchange.__all__)
    everything: dict[str, object] = {}
    exec("from pzp_exchange import *", everything)  # noqa: S102
    assert set(everything) - {"__builtins__"} == set(pzp_exchange.__all__)


@pytest.mark.parametrize("name", pzp_exchange.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    found = getattr(pzp_exchange, name)
    assert found is getattr(pzp_exchange, name)
    assert type(found).__doc__ or found.__doc__


@pytest.mark.parametrize("first", ["pzp_exchange.cli", "pzp_exchange.cli.convert", "pzp_exchange.converting",
                                   "pzp_exchange.testing", "pzp_exchange.writing"])
def test_names_are_the_same_whatever_is_imported_first(first: str, tmp_path: Path) -> None:
    statement = (f"import {first}\nimport pzp_exchange\n"
                 "assert not [n for n in pzp_exchange.__all__ if type(getattr(pzp_exchange, n)).__name__ == 'module']")
    assert "pzp_exchange" in loaded_after(statement, tmp_path)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = pzp_exchange.nothing
    with pytest.raises(ImportError):
        exec("from pzp_exchange import nothing")  # noqa: S102
