"""What each audience sees: what is withheld is said, is nowhere in the page, and never seems not to be there."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from individual_plans import EMPTY, MARKING, ON, RICH
from lxml import html
from rich.cells import cell_len
from show_plans import BSN, CALM, DAY, LOUD, directive

from izp_plans import ACTION, QUIET, but, care_plan, changed, network
from pzp_exchange import model as m
from pzp_exchange.model.audience import Access, Audience, Show, audiences
from pzp_exchange.model.base import Carried
from pzp_exchange.show import view
from pzp_exchange.show.data import render_json
from pzp_exchange.show.html import render_html
from pzp_exchange.show.labels import PLAIN, labels
from pzp_exchange.show.text import render_text
from pzp_exchange.testing import individual_plans

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
GOLDEN = [("professional", "nl"), ("emergency", "nl"), ("volunteer", "nl"), ("social-domain", "nl"), ("patient", "nl"),
          ("patient", "en")]
EVERY = pytest.mark.parametrize("audience", Audience)


def seen(plan, audience, language="nl", **more):
    return view(plan, ON, language, audience=audience, **more)


def outputs(found):
    """Text, page without its markup, and data."""
    page = html.fromstring(render_html(found)).text_content()
    return render_text(found, color=False, width=120), page, json.dumps(render_json(found), ensure_ascii=False)


def text(plan, audience, language="nl"):
    return render_text(seen(plan, audience, language), color=False, width=120)


@pytest.mark.parametrize(("audience", "language"), GOLDEN)
def test_golden_page(audience, language, golden):
    golden(f"izp-{audience}-{language}.html", render_html(seen(RICH, audience, language)))


@pytest.mark.parametrize(("audience", "language"), GOLDEN)
def test_golden_text(audience, language, golden):
    golden(f"izp-{audience}-{language}.txt", render_text(seen(RICH, audience, language), color=False, width=80))


MARK = re.compile(r"zq\d+x")
TEXTS = ("text", "comment", "specification", "restrictions", "situation", "description", "outcome", "ended_because",
         "reason", "title", "name", "when", "display", "reason_for_ending", "meeting")


def marked(plan):
    """The plan with a text of its own in every place for free text."""
    numbers = itertools.count()

    def fresh(value, name):
        if isinstance(value, tuple):
            return tuple(fresh(each, name) for each in value)
        if isinstance(value, m.Model):
            return value.model_copy(update={
                field: fresh(getattr(value, field), field) for field in type(value).model_fields
                if field not in ("codings", "carried", "identifiers", "sources", "left_out")})
        free = name in TEXTS or name == "value"
        return f"zq{next(numbers)}x" if free and type(value) is str else value

    return fresh(plan, "")


@EVERY
@FEW
@given(plan=individual_plans())
def test_no_text_of_what_is_withheld_is_in_any_output(audience, plan):
    whole = marked(plan)
    found = seen(whole, audience)
    hidden = set(MARK.findall(whole.model_dump_json())) - set(
        MARK.findall(whole.view(audience, ON).plan.model_dump_json()))
    for output in outputs(found):
        assert not hidden & set(MARK.findall(output))


@EVERY
@FEW
@given(plan=individual_plans())
def test_every_kind_that_is_withheld_is_named_with_its_count(audience, plan):
    found = seen(plan, audience)
    withheld = plan.view(audience, ON).withheld
    named = {(one.kind.code, one.count, tuple(part.code for part in one.parts)) for one in found.withheld}
    assert {(one.kind, one.whole, one.parts) for one in withheld} <= named
    page = " ".join(html.fromstring(render_html(found)).text_content().split()).casefold()
    data = render_json(found)
    for one in found.withheld:
        assert one.text.casefold() in page
        assert one.kind.code in [entry["kind"]["code"] for entry in data["withheld"]]
    assert max(cell_len(line) for line in render_text(found, color=False, width=80).splitlines()) <= 80


def test_a_section_nobody_of_the_audience_sees_is_left_out_and_said_to_be_withheld():
    for output in outputs(seen(RICH, "volunteer")):
        assert "Niet doen" not in output
        assert "Geen afspraak vastgelegd" not in output
        assert "Symptoomgericht" not in output
        assert "niet gemarkeerd" not in output
        assert "7 behandelafspraken" in output
    data = render_json(seen(RICH, "volunteer"))
    assert not {"directives", "talks", "form_answers"} & data.keys()
    assert not {"dying", "handovers", "carers"} & data["individual"].keys()
    assert data["audience"]["code"] == "volunteer"


def test_birth_date_and_number_that_are_withheld_are_not_said_to_be_unknown():
    for output in outputs(seen(RICH, "volunteer")):
        assert BSN not in output
        assert "1941" not in output
        assert "geen BSN" not in output
        assert "onbekend" not in output.partition("Stand van zaken")[0]
    assert "nummers zoals het BSN" in text(RICH, "volunteer")


def test_an_agreement_that_ended_and_is_withheld_does_not_seem_never_made():
    ended = directive("ab", m.Treatment.ANTIBIOTICS, m.Decision.PERFORM, DAY, ended_on="2025-07-01")
    plan = but(RICH, treatment_directives=(ended,))
    row = next(row for row in seen(plan, "emergency").limits if str(row.what) == "Antibiotica")
    assert str(row.headline) == "Geen geldende afspraak"
    assert "1 behandelafspraak" in [one.text for one in seen(plan, "emergency").withheld]


def test_a_section_shown_in_part_says_that_nothing_is_shown_not_that_nothing_is_there():
    plan = but(RICH, care_plans=(care_plan(ACTION),))
    found = seen(plan, "emergency")
    assert found.individual.scenarios == ()
    assert "scenarios" in found.partial
    for output in outputs(found)[:2]:
        assert "Geen scenario’s vastgelegd" not in output
        assert "Niets dat hier getoond wordt" in output


def test_the_social_domain_sees_its_dimension_only():
    found = seen(RICH, "social-domain").individual
    (social,) = found.dimensions
    assert str(social.name) == "Sociaal"
    assert [name for name, _ in social.groups] == ["problems", "wishes", "goals", "actions"]
    assert [each.situation for each in found.scenarios] == ["Karin valt uit"]
    assert "Ik slaap niet meer." in text(RICH, "social-domain")


def test_a_professional_sees_everything_and_hears_that_nothing_was_left_out():
    found = seen(RICH, "professional")
    assert (found.withheld, found.hidden, found.partial) == ((), frozenset(), frozenset())
    assert found.individual == view(RICH, ON, "nl").individual
    assert "Er is niets weggelaten." in render_text(found, color=False)


def test_without_an_audience_nothing_is_said_about_withholding():
    assert view(RICH, ON, "nl").audience is None
    assert not {"audience", "withheld"} & render_json(view(RICH, ON, "nl")).keys()
    assert "Niet getoond" not in render_text(view(RICH, ON, "nl"), color=False)


def test_emergency_has_status_limits_and_scenarios_first():
    root = html.fromstring(render_html(seen(RICH, "emergency")))
    order = [each.get("aria-labelledby") for each in root.xpath("//main//section")]
    assert order[:4] == ["status", "limits", "scenarios", "network"]
    assert order[-1] == "withheld"
    loud = but(RICH, treatment_directives=LOUD.treatment_directives)
    conflict = html.fromstring(render_html(seen(loud, "emergency")))
    assert [each.get("aria-labelledby") for each in conflict.xpath("//main//section")][:3] == [
        "status", "conflicts", "limits"]


def test_points_that_only_seem_so_because_of_what_is_withheld_are_not_said():
    """The volunteer sees no capacity and the emergency page no actions: neither makes a carer without help."""
    assert [point.code for point in seen(RICH, "emergency").individual.status.points] == []
    lacking = changed(care_networks=network())
    assert [each.code for each in view(lacking, ON, "nl").individual.status.points] == ["PZP-TEAM-NO-CENTRAL"]
    volunteer = seen(lacking, "volunteer")
    assert volunteer.individual.status.points == ()
    assert not volunteer.individual.status.quiet
    assert ("attention", 1) in {(one.kind.code, one.count) for one in volunteer.withheld}
    assert "Niets gevonden dat aandacht vraagt" not in render_text(volunteer, color=False)


def test_the_patient_reads_plain_words():
    page = html.fromstring(render_html(seen(RICH, "patient"))).text_content()
    assert "Hartmassage en een schok als uw hart stopt" in page
    assert "Wat wij met u hebben afgesproken" in page
    assert "Uw vaste zorgverlener" in page
    for jargon in ("Behandelgrenzen", "palliat", "Symptoomgericht", "surprise", "Markering", "subcomateus", "actief"):
        assert jargon.casefold() not in page.casefold(), jargon
    assert "verpleegkundige" in page
    assert "Ik slaap niet meer." not in page
    assert "U mag altijd vragen om uw hele dossier te zien." in page


def test_to_the_patient_a_point_says_what_the_team_does_or_nothing():
    told = seen(changed(care_networks=network()), "patient").individual.status.points
    assert [point.text for point in told] == [
        "U hebt nog geen vaste zorgverlener. Het team kiest die samen met u."]
    silent = seen(changed(markings=but(QUIET.markings[0], marked_by=None)), "patient")
    assert silent.individual.status.points == ()
    assert "1 punt waar het team nog naar kijkt" in [one.text for one in silent.withheld]


def test_two_points_in_the_same_plain_words_are_said_once():
    other = but(MARKING, id="m9", phase=m.PalliativePhase.DYING)
    points = seen(but(RICH, markings=(MARKING, other)), "patient").individual.status.points
    assert len({point.text for point in points}) == len(points) == 1


def test_plain_words_stand_in_for_words_that_exist_or_for_codes():
    for language in ("en", "nl"):
        usual, plain = labels(language).texts, labels(language, plain=True).texts
        new = plain.keys() - usual.keys()
        assert all(key.startswith(("code.", "attention.PZP-")) for key in new)
    fields = [{key: set(re.findall(r"\{(\w+)\}", words)) for key, words in labels(language, plain=True).texts.items()}
              for language in ("en", "nl")]
    assert fields[0] == fields[1]
    assert PLAIN == "patient"


def test_every_kind_and_part_of_the_table_has_words():
    for language in ("en", "nl"):
        texts = labels(language).texts
        assert [kind for kind in m.IndividualCarePlan.model_fields if kind not in ("carried", "left_out")
                and f"kinds.{kind}.many" not in texts] == []
        parts = {part for rows in audiences().values() for access in rows.values() for part in access.hide}
        assert [part for part in parts if f"part.{part}" not in texts and f"attr.{part}" not in texts] == []
        assert [str(each) for each in Audience if f"audience.{each}" not in texts] == []


def test_an_own_table_with_an_own_audience():
    table = {"buurt": {"patient": Access(Show.ALL), "care_networks": Access(Show.CURRENT)}}
    found = seen(RICH, "buurt", table=table)
    assert str(found.audience) == "buurt"
    assert "limits" in found.hidden
    assert found.individual.network[0].name == "Naam niet getoond"


def test_a_patient_that_is_withheld_is_not_missing():
    found = seen(RICH, "x", table={"x": {"treatment_directives": Access(Show.CURRENT)}})
    assert found.patient.name == "Naam niet getoond"
    assert "geen BSN" not in render_text(found, color=False)


def test_an_advance_care_plan_can_be_shown_for_an_audience_too():
    found = seen(CALM, "social-domain")
    assert found.individual is None
    assert "7 behandelafspraken" in render_text(found, color=False)


def test_an_audience_that_is_not_in_the_table():
    with pytest.raises(LookupError):
        seen(EMPTY, "neighbour")


def test_other_data_of_the_source_is_counted():
    plan = but(RICH, other_resources=(m.OtherResource(resource=Carried(resourceType="Flag", id="f")),))
    assert "1 ander gegeven van de bron" in text(plan, "volunteer")
