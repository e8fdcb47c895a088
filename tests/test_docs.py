"""The pages, schemas and commands that people read are in step with the code."""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import pzp_exchange
from pzp_exchange.reading import PLAN_SCHEMA
from pzp_exchange.writing import plan_tree
from support import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PLANS = sorted(path for path in (ROOT / "examples").glob("*.plan.json") if ".izp." not in path.name)


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))


def tool(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_glossary_is_in_step() -> None:
    assert (ROOT / "docs" / "glossary.md").read_text("utf-8") == tool("make_glossary").glossary()


def test_page_on_audiences_is_in_step() -> None:
    assert (ROOT / "docs" / "audiences.md").read_text("utf-8") == tool("make_audience_docs").page()


@pytest.mark.parametrize(("docstring", "name"), [
    ("Someone (dataset 611). nl: AfspraakPartij", "AfspraakPartij"),
    ("nl: BehandelBesluit. ``None``: the source did not say.", "BehandelBesluit"),
    ("Capacity.\n\nnl: Wilsbekwaamheid m.b.t. medische besluiten\nMore.", "Wilsbekwaamheid m.b.t. medische besluiten"),
    ("No Dutch here: it nl", None),
])
def test_dutch_name_in_a_docstring(docstring: str, name: str | None) -> None:
    assert tool("make_glossary").dutch(docstring) == name


def test_mapping_pages_are_in_step() -> None:
    for page, text in tool("make_mapping_docs").pages().items():
        assert page.read_text("utf-8") == text


def test_mapping_page_traces_a_nested_attribute() -> None:
    (page,) = (text for path, text in tool("make_mapping_docs").pages().items() if path.name == "mapping-r4.md")
    assert "| `parties.who` | `provision.actor[].reference` | 612 613" in page
    assert "| `decision` | `provision.type` | 603 638 |" in page


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "schemas" / "plan.schema.json").read_text("utf-8"))
    return found


def test_schema_is_in_step(schema: dict[str, Any]) -> None:
    assert schema == tool("make_schemas").plan_schema()
    assert schema["$id"] == PLAN_SCHEMA
    Draft202012Validator.check_schema(schema)


def problems(schema: dict[str, Any], plan: Any) -> list[str]:
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(plan)]


def test_there_are_examples() -> None:
    assert len(PLANS) >= 3


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_examples_fit_the_schema(schema: dict[str, Any], path: Path) -> None:
    assert problems(schema, json.loads(path.read_bytes())) == []


def test_official_plan_fits_the_schema(schema: dict[str, Any], standard: Path, tmp_path: Path) -> None:
    plan = pzp_exchange.read(standard / "r4-1.0.0-rc3" / "examples").plan()
    pzp_exchange.write(plan, tmp_path / "plan.json")
    assert problems(schema, json.loads((tmp_path / "plan.json").read_bytes())) == []
    assert pzp_exchange.read(tmp_path / "plan.json").plan() == plan


SMALL = {"$schema": PLAN_SCHEMA, "treatment_directives": [{"decision": "perform", "patient": "Patient/1"}]}


def test_text_stands_for_a_reference(schema: dict[str, Any]) -> None:
    assert problems(schema, SMALL) == []


@pytest.mark.parametrize("broken", [
    {},
    {**SMALL, "$schema": "https://example.org/other.json"},
    {**SMALL, "treatment_directive": []},
    {**SMALL, "treatment_directives": [{"decision": "permit"}]},
    {**SMALL, "treatment_directives": [{"reviewed_on": 2025}]},
    {**SMALL, "treatment_directives": {"decision": "perform"}},
    {**SMALL, "not_understood": [{"reference": "Consent/1"}]},
    [SMALL],
], ids=["empty", "other-schema", "unknown-attribute", "unknown-code", "number-for-date", "object-for-list", "missing",
        "list"])
def test_broken_plans_do_not_fit_the_schema(schema: dict[str, Any], broken: Any) -> None:
    assert problems(schema, broken)


def test_schema_and_model_agree_on_the_empty_plan(schema: dict[str, Any]) -> None:
    assert problems(schema, plan_tree(pzp_exchange.AdvanceCarePlan())) == []


def test_readme_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                            capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {"__name__": "readme"})  # noqa: S102 - our own page
        expected = re.findall(r"print\(.*\)\s*# (.+)", block)
        printed = capsys.readouterr().out.splitlines()
        assert [line for line in expected if line not in printed] == []


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a POSIX shell")
def test_readme_commands_print_what_it_says() -> None:
    assert "$ pzp show" in README
    assert tool("make_readme").refreshed(README) == README


def test_a_failing_command_is_found() -> None:
    with pytest.raises(tool("make_readme").CommandFailedError, match="exit code 2"):
        tool("make_readme").refreshed("```console\n$ pzp show nowhere.json\n```\n")


def test_local_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_make_targets_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z]+)`", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
