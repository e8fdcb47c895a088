"""Changes in words: on a terminal, on a page, as data."""

from __future__ import annotations

import datetime

import pytest
from lxml import html
from show_plans import DAY, ON, directive, plan

from pzp_exchange import model as m
from pzp_exchange.model import own_codes as own
from pzp_exchange.model.changes import changes
from pzp_exchange.model.codes import Decision, Treatment
from pzp_exchange.model.comparing import NOT_SAID
from pzp_exchange.model.statement import Statement
from pzp_exchange.show.changes import changes_view
from pzp_exchange.show.changes_text import render_changes_text
from pzp_exchange.show.html import render_changes_html
from pzp_exchange.show.labels import LANGUAGES, labels

EARLIER = "2025-01-01"
OLD = directive("old", Treatment.CPR, Decision.PERFORM, EARLIER)
NEW = directive("new", Treatment.CPR, Decision.DO_NOT_PERFORM, DAY)
NURSE = m.HealthProfessional(id="n", names=(m.Name(text="B. Bedenk"),))
MEMBER = m.NetworkMember(who="Practitioner/n", roles=(own.NetworkRole.CENTRAL_HEALTH_PROFESSIONAL,))


def izp(*members, **more):
    network = m.CareNetwork(id="t", status="active", members=members)
    return m.IndividualCarePlan(health_professionals=(NURSE,), care_networks=(network,), **more)


def seen(before, after, language="nl", **dates):
    return changes_view(changes(before, after, on=ON, **dates), before, after, language)


def text(view):
    return " ".join(render_changes_text(view, color=False).split())


def test_a_turn_says_before_and_after():
    view = seen(plan(treatment_directives=(OLD,)), plan(treatment_directives=(OLD, NEW)))
    (turn,) = view.turns
    assert (turn.what, str(turn.kind)) == ("Reanimeren", "Gewijzigd")
    assert "Eerst: ✓ Wel doen · 1 januari 2025" in text(view)
    assert "Nu: ✕ Niet doen" in text(view)


def test_nothing_changed_is_said():
    assert "Nothing changed." in text(seen(plan(), plan(), "en"))
    assert "Er is niets veranderd." in render_changes_html(seen(plan(), plan()))


def test_who_is_central_and_the_phase_stand_on_top():
    marking = m.PalliativePhaseMarking(id="m", clinical_status="active", marked_on=EARLIER,
                                       phase=own.PalliativePhase.SYMPTOM_DIRECTED)
    view = seen(izp(), izp(MEMBER, markings=(marking,)))
    assert [(line.name, line.before, line.after) for line in view.state] == [
        ("Fase", "niets vastgelegd", "Symptoomgerichte palliatie"),
        ("Centrale zorgverlener", "niets vastgelegd", "B. Bedenk")]


def test_an_edit_names_what_differs():
    reachable = (m.Reachability(telecom=m.Telecom(value="010-0000001"), outside_office_hours=True),)
    (edit,) = seen(izp(MEMBER), izp(MEMBER.model_copy(update={"reachable": reachable}))).edits
    assert [(line.name, line.before, line.after) for line in edit.lines] == [
        ("Lid van het netwerk – Bereikbaar", "", "010-0000001, ook buiten kantoortijd ja")]


def test_a_care_plan_that_was_rewritten_says_that_its_past_is_not_known():
    record = m.CarePlan(id="izp", status="active", period=m.Period(start="2024-01-01"), revised_on=EARLIER,
                        revised_by=m.Reference(reference="Practitioner/n"))
    found = izp(care_plans=(record,))
    view = seen(found, found, before_on=datetime.date(2024, 6, 1))
    assert view.rewritten == ("Het individueel zorgplan is op 1 januari 2025 gewijzigd door B. Bedenk. Wat er eerder "
                              "stond, staat niet in dit document.",)
    assert "gewijzigd door B. Bedenk" in text(view)
    assert "gewijzigd door B. Bedenk" in render_changes_html(view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_one_document_with_the_source_escaped(language):
    wish = m.DimensionWish(id="w", value="<script>alert(1)</script>", observed_at=DAY)
    page = render_changes_html(seen(izp(), izp(MEMBER, dimension_wishes=(wish,)), language))
    assert "<script" not in page
    assert html.fromstring(page).get("lang") == language
    assert "&lt;script&gt;" in page


def test_text_fits_the_width():
    view = seen(plan(treatment_directives=(OLD,)), plan(treatment_directives=(OLD, NEW)))
    assert max(map(len, render_changes_text(view, color=False, width=60).splitlines())) <= 60


def kinds(kind):
    yield kind
    for derived in kind.__subclasses__():
        yield from kinds(derived)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_attribute_and_every_kind_of_statement_has_words(language):
    held = {m.PlannedActivity, m.Review, m.HandoverSection, m.NetworkMember, m.Reachability, m.ObservedSign,
            m.AgreementParty, m.Representative, m.Participant, m.Performer, m.PatientContact, m.LegallyCapable}
    names = {name for kind in (*kinds(Statement), *held) for name in kind.model_fields} - NOT_SAID
    words = labels(language).texts
    assert sorted(name for name in names if f"attr.{name}" not in words) == []
    abstract = {"Statement", "Observed", "Finding"}
    statements = {kind.__name__ for kind in kinds(Statement)} - abstract
    assert sorted(name for name in statements if f"kind.{name}" not in words) == []

