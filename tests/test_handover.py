"""The handover document: one set with everything in it, in words that are true, the same each time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from izp_plans import QUIET, changed, marking
from pzp_exchange import Document, read, validate, write
from pzp_exchange.converting import Converted
from pzp_exchange.document import Entry
from pzp_exchange.handover import handover, handover_page
from pzp_exchange.model import (
    AdvanceCarePlan,
    Dimension,
    DimensionWish,
    IndividualCarePlan,
    LegalCapacity,
    NotUnderstood,
    Patient,
    Reference,
)
from pzp_exchange.show.labels import labels
from pzp_exchange.testing import individual_plans
from pzp_exchange.validation.narrative import check_div
from support import ROOT

ON = datetime.date(2026, 11, 1)
AT = datetime.datetime.fromisoformat("2026-11-01T16:30:00+01:00")
NURSE = Reference(reference="PractitionerRole/r1", display="N. Ster")
SHOP = Reference(display="Huisartsenpost")
NAMES = ["nursing-home", "cancer-at-home", "legal-representative", "child-at-home"]


def given_over(plan: AdvanceCarePlan = QUIET, to: str = "r4", **more: Any) -> Converted:
    return handover(plan, to, **{"at": AT, "author": NURSE, "recipients": (SHOP,), "reason": "Nacht", **more})


def composition(made: Converted) -> dict[str, Any]:
    return made.document.entries[0].tree


def section(made: Converted, title: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in composition(made)["section"] if each["title"] == title)
    return found


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("reference"), str):
            yield node["reference"]
        for each in node.values():
            yield from references(each)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)


def example(name: str) -> IndividualCarePlan:
    plan = read(ROOT / "examples" / f"{name}.izp.plan.json").plan()
    assert isinstance(plan, IndividualCarePlan)
    return plan


def test_the_bundle_is_a_document() -> None:
    (root,) = given_over().document.roots
    assert (root.tree["type"], root.tree["timestamp"]) == ("document", "2026-11-01T16:30:00+01:00")
    assert root.tree["identifier"]["system"] == "urn:ietf:rfc:3986"
    assert root.tree["entry"][0]["resource"]["resourceType"] == "Composition"
    urls = [each["fullUrl"] for each in root.tree["entry"]]
    assert len(set(urls)) == len(urls)
    assert all(url.startswith("urn:uuid:") for url in urls)


def test_stu3_dates_the_document_in_its_meta() -> None:
    (root,) = given_over(to="stu3").document.roots
    assert root.tree["meta"]["lastUpdated"] == "2026-11-01T16:30:00+01:00"
    assert "timestamp" not in root.tree


@pytest.mark.parametrize("to", ["r4", "stu3"])
def test_from_whom_to_whom_and_why(to: str, tmp_path: Path) -> None:
    write(given_over(to=to).document, tmp_path / "handover.json")
    plan = read(tmp_path / "handover.json").plan()
    assert isinstance(plan, IndividualCarePlan)
    (made,) = plan.handovers
    (author,), (recipient,) = made.authors, made.recipients
    role = plan.find(author)
    assert role is not None
    assert (role.id, recipient.display, made.reason) == ("r1", "Huisartsenpost", "Nacht")
    assert (made.status, str(made.handed_over_at)) == ("final", "2026-11-01T16:30:00+01:00")
    assert plan.find(made.patient) is plan.patient


@pytest.mark.parametrize("to", ["r4", "stu3"])
@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_to_an_entry(name: str, to: str) -> None:
    made = given_over(example(name), to, author=SHOP).document
    urls = {entry.full_url for entry in made.entries}
    assert [each for entry in made.entries for each in references(entry.tree) if each not in urls] == []


@pytest.mark.parametrize("to", ["r4", "stu3"])
@pytest.mark.parametrize("name", NAMES)
def test_valid_and_accepted(name: str, to: str, tmp_path: Path) -> None:
    write(given_over(example(name), to, author=SHOP).document, tmp_path / "handover.xml")
    document = read(tmp_path / "handover.xml")
    assert [(each.code, each.path) for each in validate(document, on=ON).issues if each.severity == "error"] == []
    assert len(document.models()) == len(document.entries)


@pytest.mark.parametrize("to", ["r4", "stu3"])
def test_the_plan_comes_out_again(to: str) -> None:
    plan = example("cancer-at-home")
    again = given_over(plan, to, author=SHOP).document.plan()
    assert isinstance(again, IndividualCarePlan)
    assert len(again.handovers) == len(plan.handovers) + 1
    for name in ("treatment_directives", *(each for each in plan.own_lists if each != "handovers")):
        assert [each.id for each in getattr(again, name)] == [each.id for each in getattr(plan, name)]
    before, after = plan.status(ON), again.status(ON)
    assert (after.phase, after.since, after.attention) == (before.phase, before.since, before.attention)
    assert before.central is not None
    assert after.central is not None
    assert after.central.name == before.central.name


def test_the_same_each_time_and_another_when_anything_differs() -> None:
    first = given_over().document.roots[0].tree
    assert given_over().document.roots[0].tree == first
    assert given_over().document.roots[0].tree["identifier"] == first["identifier"]
    later = AT + datetime.timedelta(minutes=1)
    for other in (given_over(at=later), given_over(reason="Dag"), given_over(changed(carer_capacities=()))):
        tree = other.document.roots[0].tree
        assert tree["identifier"] != first["identifier"]
        assert not {each["fullUrl"] for each in tree["entry"]} & {each["fullUrl"] for each in first["entry"]}


def test_the_plan_is_not_changed() -> None:
    before = QUIET.model_dump()
    given_over()
    assert QUIET.model_dump() == before


def test_full_urls_of_the_plan_stay() -> None:
    url = "https://zorg.example/fhir/Patient/p"
    plan = changed(patient=Patient(id="p", full_url=url, birth_date="1950-03-04"))
    made = given_over(plan)
    assert url in {entry.full_url for entry in made.document.entries}
    assert composition(made)["subject"]["reference"] == url


def test_a_moment_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        given_over(at=datetime.datetime(2026, 11, 1, 16, 30))


def test_codes_of_sections() -> None:
    found = {each["title"]: [one["code"] for one in each.get("code", {}).get("coding", ())]
             for each in composition(given_over(example("child-at-home")))["section"]}
    assert found == {
        "Wat nu geldt": ["42348-3"], "Fase en markering": ["palliative-phase-marking"],
        "Wat kan er gebeuren": ["anticipated-scenario"], "Wie zorgen er voor": ["85847-2", "care-network"],
        "Contactpersonen": [], "Problemen": ["11450-4"], "Wensen": ["wish"], "Doelen": ["61146-7"],
        "Wat we doen": ["18776-5"], "Over het kind": ["child-development"], "Eerdere overdrachten": ["handover"]}


def test_what_contradicts_itself_is_said_first() -> None:
    made = given_over(read(ROOT / "examples" / "cancer-at-home.plan.json").plan())
    first = composition(made)["section"][0]
    assert first["title"] == "Eerst lezen"
    assert "Naast een afspraak om te reanimeren staat een niet-reanimerenverklaring." in first["text"]["div"]
    said = {entry.full_url: entry.id for entry in made.document.entries}
    assert {said[each["reference"]] for each in first["entry"]} >= {"mark-cpr-2026", "mark-niet-reanimeren"}


def test_what_was_not_understood_is_said_first_and_nowhere_else() -> None:
    entry = NotUnderstood(reference="DimensionWish/w", path="Observation.modifierExtension",
                          reason="modifier-extension")
    wish = DimensionWish(id="w", status="final", value="Niet alleen zijn", dimensions=(Dimension.SOCIAL,))
    told = [each["text"]["div"] for each in composition(given_over(changed(
        dimension_wishes=wish, not_understood=entry)))["section"]]
    assert "Wens: Sociaal" in told[0]
    assert not any("Niet alleen zijn" in each for each in told)


def test_two_markings_are_not_made_one() -> None:
    plan = changed(markings=(marking(), marking("m2", "2026-05-09")))
    made = given_over(plan, on=datetime.date(2026, 6, 1))
    assert composition(made)["section"][0]["title"] == "Eerst lezen"
    assert section(made, "Fase en markering")["text"]["div"].count('class="name conflict"') == 2


def test_what_is_not_recorded_is_said_to_be_so() -> None:
    plan = AdvanceCarePlan(patient=Patient(id="p"))
    made = given_over(plan, author=SHOP)
    for title in ("Fase en markering", "Wat kan er gebeuren", "Wie zorgen er voor", "Problemen", "Doelen"):
        empty = section(made, title)
        assert "Niets vastgelegd." in empty["text"]["div"]
        assert empty["emptyReason"] == {"text": "Niets vastgelegd."}
        assert "entry" not in empty
    assert "emptyReason" not in section(made, "Wat nu geldt")
    assert "Geen afspraak vastgelegd" in section(made, "Wat nu geldt")["text"]["div"]
    assert made.plans == (plan,)


def test_in_stu3_an_entry_is_only_what_is_there() -> None:
    plan = changed(legal_capacities=LegalCapacity(id="c", status="final", patient="Patient/p", value=False))
    made = given_over(plan, "stu3")
    assert {loss.resource for loss in made.losses} == {"Observation/c"}
    assert "Wilsonbekwaam" in section(made, "Wat nu geldt")["text"]["div"]
    assert "entry" not in section(made, "Wat nu geldt")
    assert "entry" in section(given_over(plan), "Wat nu geldt")


HOSTILE = '<script>alert(1)</script> & "x" ]]> \x07 \u202e\nregel twee'


def test_words_of_the_source_are_only_words() -> None:
    wish = DimensionWish(id="w", status="final", value=HOSTILE, dimensions=(Dimension.SOCIAL,))
    made = given_over(changed(dimension_wishes=wish))
    div = section(made, "Wensen")["text"]["div"]
    assert check_div(div) == []
    assert "<script" not in div
    assert "&lt;script&gt;" in div
    assert re.search(r"<br/>regel twee", div)
    page = handover_page(changed(dimension_wishes=wish), at=AT, author=NURSE, reason=HOSTILE)
    assert "<script" not in page
    assert "\u202e" not in page


def test_in_english() -> None:
    made = given_over(language="en")
    assert [composition(made)[key] for key in ("language", "title")] == ["en", "Handover of Patient without a name"]
    assert "Nothing recorded." in section(made, "Problems")["text"]["div"]


def test_every_word_of_the_interface_exists() -> None:
    sources = "".join((ROOT / "src/pzp_exchange/show" / name).read_text("utf-8")
                      for name in ("handover.py", "handover_items.py"))
    said = set(re.findall(r'\bsay\(\s*"([a-z][a-z.-]*)"', sources))
    assert len(said) > 20
    assert [key for key in said if f"handover.{key}" not in labels("nl").texts] == []


def test_the_page_says_who_can_be_called() -> None:
    page = handover_page(example("cancer-at-home"), at=AT, author=SHOP, language="nl")
    assert page.startswith("<!DOCTYPE html>")
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "Stervensfase vanaf 30 oktober 2026" in page
    assert "06-00000023 (elke dag 7–17 uur, niet daarbuiten)" in page
    assert "010-0000026 (17–7 uur, ook in het weekend, ook buiten kantoortijd)" in page


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(individual_plans())
def test_every_plan_can_be_handed_over(plan: IndividualCarePlan) -> None:
    for to in ("r4", "stu3"):
        made = given_over(plan, to, author=SHOP)
        for each in composition(made)["section"]:
            assert check_div(each["text"]["div"]) == []
        assert _readable(made.document)


def _readable(document: Document) -> bool:
    found = [entry.type for entry in document.entries if isinstance(entry, Entry)]
    return found[0] == "Composition" and len(document.plans()) == 1
