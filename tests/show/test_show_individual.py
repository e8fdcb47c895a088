"""What is shown of an individual care plan: every section, nothing left out, what is missing said."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import HealthCheck, given, settings
from individual_plans import CHILD, EMPTY, MARKING, NETWORK, NURSE, ON, RECORD, RICH, action, scenario
from lxml import html
from rich.cells import cell_len
from show_plans import CALM

from izp_plans import QUIET, but, changed, marking, network, phone
from pzp_exchange import model as m
from pzp_exchange.show import view
from pzp_exchange.show.data import render_json
from pzp_exchange.show.html import render_html
from pzp_exchange.show.parts import Tone
from pzp_exchange.show.text import render_text
from pzp_exchange.testing import individual_plans

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def shown(plan, language="nl", on=ON):
    return view(plan, on, language).individual


def test_an_advance_care_plan_has_no_such_part():
    assert view(CALM, ON, "nl").individual is None
    assert "individual" not in render_json(view(CALM, ON, "nl"))


def test_the_status_says_phase_central_professional_deputy_and_last_change():
    status = shown(RICH).status
    (phase,), (central,), (deputy,) = status.phases, status.central, status.deputies
    assert (str(phase.label), str(phase.since), phase.by, phase.due_to) == (
        "Symptoomgerichte palliatie", "1 mei 2026", "dr. de Wit (huisarts)", "Hartfalen")
    assert ("Alert op het dossier", "sinds 1 mei 2026") in [(one.name, one.text) for one in phase.details]
    assert (central.name, [way.number for way in central.ways]) == ("Nora Ster", ["06-00000011"])
    assert central.ways[0].about == "werkdagen 7–16 uur"
    assert (deputy.name, deputy.ways[0].number, deputy.ways[0].about) == (
        "Wim Nacht", "030-0000012", "ook nacht en weekend")
    assert str(status.last_change.what) == "29 mei 2026"
    assert status.last_change.meta == ("Nora Ster",)


def test_two_markings_are_said_loud_and_both_shown():
    other = but(MARKING, id="m3", phase=m.PalliativePhase.DYING)
    plan = but(RICH, markings=(MARKING, other))
    status = shown(plan).status
    assert [str(phase.label) for phase in status.phases] == ["Symptoomgerichte palliatie", "Stervensfase"]
    assert "niet te zeggen welke fase geldt" in status.unsure
    page = render_html(view(plan, ON, "nl"))
    assert html.fromstring(page).xpath("//*[contains(@class, 'loud')]//*[@class='warn']")
    assert "!! Er staan markeringen naast elkaar" in render_text(view(plan, ON, "nl"), color=False)


def test_points_of_attention_are_in_words_the_worst_first():
    plan = changed(markings=marking(marked_on=None), care_networks=network())
    points = shown(plan, "en").status.points
    assert [point.severity.code for point in points] == sorted(
        (point.severity.code for point in points), key=("error", "warning", "information").index)
    assert points[0].text.startswith("The marking of the palliative phase has no date")
    assert shown(QUIET).status.quiet
    assert "Niets gevonden dat aandacht vraagt" in render_text(view(QUIET, ON, "nl"), color=False)


def test_dates_and_references_in_a_point_are_in_words():
    late = changed(care_plans=but(QUIET.care_plans[0], review=m.Review(held_on="2026-05-10", due_on="2026-05-20")))
    assert "uiterlijk 20 mei 2026" in " ".join(point.text for point in shown(late).status.points)


def test_a_scenario_says_what_may_happen_what_to_do_and_whom_to_call_with_numbers():
    first, second = shown(RICH).scenarios
    assert (first.situation, first.action) == ("Benauwdheid", "Rechtop zetten, morfine geven.")
    assert [(one.name, [way.number for way in one.ways]) for one in first.call] == [
        ("Nora Ster", ["06-00000011"]), ("dr. de Wit", ["030-0000001"]), ("", ["088-0000014"])]
    assert second.situation == "Karin valt uit"


def test_a_number_is_given_once_in_a_scenario():
    twice = scenario("Val", "Bellen", NURSE, numbers_to_call=(phone("06-00000011"),))
    (one,) = shown(but(RICH, care_plans=(but(RECORD, activities=(twice,)),))).scenarios
    assert [len(each.ways) for each in one.call] == [1]


def test_what_a_scenario_lacks_is_said():
    (one,) = shown(but(RICH, care_plans=(but(RECORD, activities=(scenario("Val", None),)),))).scenarios
    assert (one.action, one.notes) == ("Niet vermeld wat te doen", ("niet vermeld wie te bellen",))


def test_the_network_has_the_central_professional_first_and_former_members_elsewhere():
    one = shown(RICH)
    assert [each.name for each in one.network] == ["Nora Ster", "Dr. de Wit", "Wim Nacht", "Karin Dijkstra", "Bea Blom"]
    assert one.network[0].central
    assert one.network[3].role == "Mantelzorger, Dochter"
    assert any("Oud Lid" in str(each.what) for each in one.earlier)
    assert one.network_notes == ("Sleutel bij buurvrouw Mies.",)


def test_every_dimension_has_its_problems_wishes_goals_and_actions():
    physical, psychological, social, spiritual, none = shown(RICH).dimensions
    assert [str(each.name) for each in (physical, psychological, social, spiritual, none)] == [
        "Lichamelijk", "Psychisch", "Sociaal", "Zingeving", "Zonder dimensie"]
    assert [str(each.what) for each in physical.problems] == ["Benauwd bij wassen"]
    assert physical.goals[0].meta[0] == "uiterlijk 1 juli 2026"
    assert "van Karin Dijkstra (dochter)" in social.goals[0].meta
    assert social.actions[0].meta == ("Karin Dijkstra (dochter)", "vanaf 9 juni 2026", "ingepland")
    assert (psychological.wishes, psychological.goals) == ((), ())
    assert [name for name, _ in none.groups] == ["actions"]


def test_an_action_of_nobody_says_so():
    (dimension,) = [each for each in shown(but(RICH, care_plans=(but(RECORD, activities=(
        action("Bellen", dimension=m.Dimension.SOCIAL),)),))).dimensions if each.name.code == "social"]
    assert dimension.actions[0].meta == ("niet vermeld wie het doet",)


def test_of_a_carer_the_newest_answer_is_shown_and_overload_stands_out():
    (carer,) = shown(RICH).carers
    assert (str(carer.what), carer.tone) == ("Karin Dijkstra (dochter): enkele dagen", Tone.CONFLICT)
    assert any("Kan het volhouden" in str(each.what) for each in shown(RICH).earlier)


def test_the_dying_phase_tells_judgement_and_signs():
    (one,) = shown(RICH).dying
    assert str(one.what) == "Stervensfase niet vastgesteld"
    assert [(each.name, each.text) for each in one.details] == [
        ("Gezien", "drinkt alleen nog slokjes"), ("Niet gezien", "subcomateus")]


def test_a_child_has_school_and_transition_and_an_adult_has_no_such_section():
    school, move = shown(CHILD).child
    assert (str(school.what), school.details[0].text) == ("Groep 8, halve dagen.", "School")
    assert (str(move.what), move.details[0].text) == (
        "Kennismaken met de internist", "Overgang naar volwassenenzorg (18)")
    assert shown(RICH).child is None
    assert shown(but(EMPTY, patient=CHILD.patient)).child == ()


def test_reviews_and_handovers():
    (review,), (handover,) = shown(RICH).reviews, shown(RICH).handovers
    assert ("Opnieuw bespreken uiterlijk", "1 augustus 2026") in [(one.name, one.text) for one in review.details]
    late = shown(RICH, on=datetime.date(2026, 9, 1)).reviews[0]
    assert late.notes == ("De datum om het opnieuw te bespreken is voorbij",)
    assert [one.text for one in handover.details] == [
        "Nora Ster (role 30.000)", "Wim Nacht (role 30.000)", "Begin weekend", "Waar je op let"]


def test_what_is_over_is_told_apart():
    texts = [str(each.what) for each in shown(RICH).earlier]
    assert "Probleem: Verholpen pijn" in texts
    assert "Markering palliatieve fase: Ziektegerichte palliatie" in texts
    assert "Scenario: Vervallen scenario" in texts


def test_what_was_not_understood_is_never_told_as_true():
    doubt = m.NotUnderstood(reference="CareNetwork/n", path="x", reason="modifier-extension")
    plan = but(RICH, not_understood=(doubt,))
    one = shown(plan)
    assert (one.network, one.status.central) == ((), ())
    assert any(each.notes == ("niet begrepen: zie bovenaan",) for each in one.earlier)


SAID = [
    "Palliatieve fase niet gemarkeerd",
    "Niemand aangewezen",
    "Geen waarnemer vastgelegd",
    "Geen scenario’s vastgelegd",
    "Geen netwerk vastgelegd",
    "Geen problemen vastgelegd",
    "Geen wensen vastgelegd",
    "Geen doelen vastgelegd",
    "Geen acties afgesproken",
    "Geen beoordeling van de stervensfase vastgelegd",
    "Geen signalen vastgelegd",
    "Geen plan vastgelegd dat nu geldt",
    "Geen overdracht vastgelegd",
    "Geen wijziging met een datum",
    "Niet vastgelegd dat het aan mantelzorgers is gevraagd",
]


@pytest.mark.parametrize("words", SAID)
def test_an_empty_section_says_so(words):
    empty = view(EMPTY, ON, "nl")
    assert words in render_text(empty, color=False)
    assert words in html.fromstring(render_html(empty)).text_content()


def test_nothing_of_the_source_is_markup():
    evil = "<script>alert(1)</script> {{ 7 * 7 }}"
    plan = but(RICH, care_plans=(but(RECORD, title=evil, activities=(scenario(evil, evil), action(evil))),),
               care_networks=(but(NETWORK, notes=(evil,)),))
    page = render_html(view(plan, ON, "nl"))
    assert html.fromstring(page).xpath("//script") == []
    assert "&lt;script&gt;" in page
    assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_longer_than_asked(width):
    text = render_text(view(RICH, ON, "nl", history=True), color=False, width=width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_the_page_is_well_formed_with_headings_one_at_a_time():
    root = html.fromstring(render_html(view(CHILD, ON, "nl")))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(root.xpath("//@aria-labelledby")) <= set(ids)
    levels = [int(element.tag[1]) for element in root.iter("h1", "h2", "h3")]
    assert levels.count(1) == 1
    order = [section.get("aria-labelledby") for section in root.xpath("//main//section")]
    assert order[:3] == ["status", "limits", "scenarios"]


@pytest.mark.parametrize("language", ["en", "nl"])
@FEW
@given(plan=individual_plans())
def test_any_plan_can_be_shown(language, plan):
    found = view(plan, ON, language, history=True)
    text = render_text(found, color=False, width=80)
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert html.fromstring(render_html(found)).xpath("//script") == []
    render_json(found)


@FEW
@given(plan=individual_plans())
def test_no_statement_goes_missing(plan):
    """By their ids: what is not told in its section stands under what was also recorded."""
    one = shown(plan)
    items = [*one.carers, *(one.child or ()), *one.dying, *one.signals, *one.reviews, *one.handovers, *one.earlier]
    items += [item for dimension in one.dimensions for _, group in dimension.groups for item in group]
    found = {item.id for item in items} | {phase.id for phase in one.status.phases}
    told = ("markings", "phase_signals", "dying_phase_assessments", "carer_capacities", "dimension_problems",
            "dimension_wishes", "dimension_goals", "child_findings", "care_plans", "handovers")
    assert {each.id for name in told for each in getattr(plan, name)} <= found


def test_colour_adds_nothing_but_colour():
    plain = render_text(view(RICH, ON, "nl"), color=False)
    coloured = render_text(view(RICH, ON, "nl"), color=True)
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()
