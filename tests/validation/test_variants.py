"""Every variant is reported at the right place with the right code, and nothing else; the traps are not reported."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from variants import Variant, clean, resources
from variants_base import BASE
from variants_fine import FINE
from variants_official import OFFICIAL
from variants_r4 import R4
from variants_rules import RULES
from variants_stu3 import STU3

from pzp_exchange.profiles.facts import load_facts
from pzp_exchange.tree import Tree
from support import ROOT

BROKEN: tuple[Variant, ...] = (*BASE, *R4, *STU3, *RULES)
GUIDES = {"r4": "r4-1.0.0-rc3", "stu3": "stu3-1.0.0-rc2"}

def name(variant: Variant) -> str:
    """How a test is called."""
    return variant.id


@pytest.mark.parametrize("base", ["r4", "stu3", "rules"])
def test_own_examples_have_no_errors(base: str) -> None:
    found = [issue for resource in resources(base) for issue in clean(base, resource)]
    assert [issue for issue in found if issue.severity in ("error", "fatal")] == []


@pytest.mark.parametrize("base", GUIDES)
def test_own_examples_have_every_profile_of_the_guide(base: str) -> None:
    profiles = load_facts(GUIDES[base]).profiles
    wanted = {url for url in profiles if "iknl.nl" in url and profiles[url].type != "Extension"}
    assert wanted <= {profile for tree in resources(base).values() for profile in claims(tree)}


def claims(tree: Tree) -> list[str]:
    """The profiles a resource claims."""
    return [profile for profile in tree.get("meta", {}).get("profile", ()) if "iknl.nl" in profile]


@pytest.mark.parametrize("variant", BROKEN, ids=name)
def test_broken_variant(variant: Variant) -> None:
    check(variant)


@pytest.mark.parametrize("variant", OFFICIAL, ids=name)
def test_broken_official_variant(variant: Variant, standard: Path) -> None:
    check(variant)


def check(variant: Variant) -> None:
    new = variant.new()
    assert {(issue.code, issue.path) for issue in new} == variant.expected
    meant = [i for i in new if (i.code, i.path) == variant.meant]
    assert {str(issue.severity) for issue in meant} <= {variant.severity}
    assert not variant.rule or variant.rule in {issue.rule for issue in meant}
    assert {issue.resource for issue in new} <= {variant.reference}


@pytest.mark.parametrize("variant", FINE, ids=name)
def test_trap(variant: Variant) -> None:
    assert [issue for issue in variant.new() if not issue.code.endswith("-UNDECIDED")] == []


def test_there_are_enough() -> None:
    broken = Counter(variant.base for variant in (*BROKEN, *OFFICIAL) if variant.code)
    assert sum(broken.values()) >= 150
    assert set(broken) == {"r4", "stu3", "rules", "official-r4", "official-stu3"}


def test_ids_are_unique() -> None:
    ids = Counter(variant.id for variant in (*BROKEN, *OFFICIAL, *FINE))
    assert [each for each, count in ids.items() if count > 1] == []


def test_every_profile_has_variants() -> None:
    for base in GUIDES:
        broken = {v.resource for v in BROKEN if v.base == base and v.code}
        shown = {profile for name in broken for profile in claims(resources(base)[name])}
        assert {profile for tree in resources(base).values() for profile in claims(tree)} <= shown


def test_every_invariant_of_the_profiles_has_a_variant() -> None:
    shown = {variant.rule for variant in BROKEN}
    for key in GUIDES.values():
        assert {rule.key for rule in load_facts(key).constraints.values()} - set(NOT_BROKEN) <= shown


NOT_BROKEN = {
    "zib-Alert-1": "whoever breaks it breaks zib-Alert-2 too, which has a variant",
}
"""Invariants without a variant of their own."""


def test_every_code_of_the_engine_has_a_variant() -> None:
    engine = ROOT / "src/pzp_exchange/validation"
    used = {code for file in engine.glob("*.py") for code in re.findall(r'"(PZP-[A-Z-]+)"', file.read_text())}
    shown = {variant.code for variant in BROKEN} | {code for v in BROKEN for code, *_ in v.also}
    assert {code for code in used if not code.startswith("PZP-PLAN")} <= shown
