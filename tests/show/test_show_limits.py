"""The treatment limits: what holds, conflicts, is undated, ended or not understood."""

from __future__ import annotations

import pytest
from show_plans import CALM, DAY, LOUD, ON, directive, plan

from pzp_exchange.model import (
    AdvanceCarePlan,
    AdvanceDirective,
    NotUnderstood,
    PartialDate,
    PreferredPlaceOfDeath,
)
from pzp_exchange.model.codes import (
    AdvanceDirectiveType,
    Decision,
    PlaceOfDeath,
    Treatment,
)
from pzp_exchange.show import view
from pzp_exchange.show.parts import State, Tone

STANDARD = [
    "Reanimeren",
    "IC-opname",
    "Beademing",
    "Ziekenhuisopname",
    "Antibiotica",
    "Bloedproducten",
    "ICD uitzetten",
]


def limits(*directives, language="nl", on=ON, **more):
    """The rows of treatment limits by treatment."""
    shown = view(plan(treatment_directives=directives, **more), on, language)
    return {row.what.label: row for row in shown.limits}


def fact(shown, kind):
    return next(row for row in shown.facts if row.what.code == kind)


def test_treatments_stand_in_their_order_and_none_is_left_out():
    shown = view(LOUD, ON, "nl")
    assert [row.what.label for row in shown.limits] == [*STANDARD, "Dialyse"]


def test_an_empty_plan_says_of_everything_that_it_is_not_there():
    shown = view(AdvanceCarePlan(), ON, "nl")
    assert shown.patient.name == "Onbekende patiënt: de set bevat geen patiënt"
    assert {row.headline.label for row in shown.limits} == {"Geen afspraak vastgelegd"}
    assert {row.headline.label for row in (*shown.facts, shown.capacity, *shown.devices)} == {"Niet vastgelegd"}
    assert {row.state for row in (*shown.limits, *shown.facts)} == {State.NONE}
    assert (shown.conflicts, shown.history, shown.undated, shown.talks, shown.contacts) == ((),) * 5


def test_what_holds_has_decision_date_and_people():
    row = limits(directive("a", Treatment.ANTIBIOTICS, Decision.PERFORM, DAY))["Antibiotica"]
    assert (row.state, row.headline.label, row.headline.code, row.tone) == (State.HOLDS, "Wel doen", "perform", Tone.DO)
    said = row.said[0]
    assert (said.date.label, said.date.code) == ("12 juni 2025", DAY)
    assert said.by == ("patiënt", "Karin Dijkstra (dochter)", "dr. de Wit (huisarts)")


@pytest.mark.parametrize(
    ("decision", "dutch", "english", "tone"),
    [
        (Decision.PERFORM, "Wel doen", "Do", Tone.DO),
        (Decision.DO_NOT_PERFORM, "Niet doen", "Do not", Tone.DO_NOT),
        (Decision.OTHER, "Anders", "Other", Tone.OTHER),
        (Decision.UNKNOWN, "Onbekend", "Unknown", Tone.UNKNOWN),
        (Decision.NOT_DECIDED, "Nog geen besluit", "Not decided yet", Tone.UNKNOWN),
        (Decision.NOT_DISCUSSED, "Niet besproken", "Not discussed", Tone.UNKNOWN),
        (None, "Besluit niet vermeld", "Decision not stated", Tone.UNKNOWN),
    ],
)
def test_every_decision_has_its_own_words(decision, dutch, english, tone):
    one = directive("a", Treatment.ICU_ADMISSION, decision, DAY)
    row = limits(one)["IC-opname"]
    assert (row.headline.label, row.tone) == (dutch, tone)
    assert limits(one, language="en")["ICU admission"].headline.label == english


def test_do_with_restrictions_is_not_shown_as_plain_do():
    row = limits(directive("a", Treatment.BLOOD_PRODUCT, Decision.PERFORM, DAY, restrictions="Eén zak."))[
        "Bloedproducten"
    ]
    assert (row.headline.label, row.tone) == ("Wel doen, met beperking", Tone.OTHER)
    assert [(term.name, term.text) for term in row.said[0].terms] == [("Beperkingen", "Eén zak.")]


def test_the_specification_belongs_to_the_decision():
    row = limits(directive("a", Treatment.HOSPITAL_ADMISSION, Decision.OTHER, DAY, specification="Eén nacht."))
    assert [term.text for term in row["Ziekenhuisopname"].said[0].terms] == ["Eén nacht."]


def test_an_unknown_that_travelled_as_text_is_said_once():
    row = limits(
        directive("a", Treatment.ICD_DEACTIVATION, Decision.NOT_DISCUSSED, DAY, specification="Niet besproken")
    )
    assert row["ICD uitzetten"].said[0].terms == ()


def test_same_date_other_content_is_a_conflict_with_all_sides():
    shown = view(LOUD, ON, "nl")
    clash = next(clash for clash in shown.conflicts if clash.what.label == "IC-opname")
    assert clash.why.label == "Met dezelfde datum is verschillend vastgelegd."
    assert [side.says.label for side in clash.sides] == ["Wel doen", "Niet doen"]
    row = next(row for row in shown.limits if row.what.label == "IC-opname")
    assert (row.state, row.headline.label) == (State.CONFLICT, "Tegenstrijdig")


def test_a_declaration_against_an_agreement_comes_first_and_the_agreement_does_not_hold():
    shown = view(LOUD, ON, "nl")
    assert [clash.what.label for clash in shown.conflicts] == ["Reanimeren", "IC-opname"]
    assert [side.says.label for side in shown.conflicts[0].sides] == ["Wel doen", "Niet reanimeren verklaring"]
    assert shown.limits[0].state is State.CONFLICT


def test_conflicts_of_treatments_come_before_other_conflicts():
    places = tuple(
        PreferredPlaceOfDeath(id=f"p{n}", status="final", value=value, observed_at=PartialDate(DAY))
        for n, value in enumerate((PlaceOfDeath.HOME, PlaceOfDeath.HOSPICE))
    )
    shown = view(LOUD.model_copy(update={"preferred_places_of_death": places}), ON, "nl")
    assert [clash.what.label for clash in shown.conflicts][-1] == "Gewenste plek van overlijden"
    assert fact(shown, "PreferredPlaceOfDeath").state is State.CONFLICT


def test_undated_does_not_hold_and_is_shown():
    row = limits(directive("a", Treatment.CPR, Decision.DO_NOT_PERFORM, None))["Reanimeren"]
    assert (row.state, row.headline.label, row.tone) == (State.UNDATED, "Zonder datum", Tone.UNKNOWN)
    assert [(said.says.label, said.date.label) for said in row.said] == [("Niet doen", "geen datum")]


def test_undated_beside_what_holds_is_noted():
    row = limits(
        directive("a", Treatment.CPR, Decision.PERFORM, DAY),
        directive("b", Treatment.CPR, Decision.DO_NOT_PERFORM, None),
    )["Reanimeren"]
    assert row.headline.label == "Wel doen"
    assert row.notes == ("Ook vastgelegd, zonder datum: Niet doen.",)


def test_an_unreadable_date_is_shown_as_it_was_said():
    row = limits(directive("a", Treatment.CPR, Decision.PERFORM, "vorige week"))["Reanimeren"]
    assert row.state is State.UNDATED
    assert row.said[0].date.label == "onleesbare datum ‘vorige week’"


def test_ended_leaves_a_trace_where_nothing_holds():
    row = limits(
        directive("a", Treatment.ANTIBIOTICS, Decision.PERFORM, "2024-01-20", ended_on=PartialDate("2025-02-01"))
    )["Antibiotica"]
    assert (row.state, row.headline.label) == (State.NONE, "Geen geldende afspraak")
    assert row.notes == ("Beëindigd op 1 februari 2025: wel doen (20 januari 2024)",)


def test_a_later_ended_agreement_is_noted_beside_the_older_one_that_holds_again():
    row = limits(
        directive("a", Treatment.ANTIBIOTICS, Decision.DO_NOT_PERFORM, "2020-01-01"),
        directive("b", Treatment.ANTIBIOTICS, Decision.PERFORM, "2024-01-20", ended_on=PartialDate("2025-02-01")),
    )["Antibiotica"]
    assert row.headline.label == "Niet doen"
    assert row.notes == ("Beëindigd op 1 februari 2025: wel doen (20 januari 2024)",)


def test_an_agreement_of_the_future_does_not_hold_yet():
    row = limits(directive("a", Treatment.ANTIBIOTICS, Decision.PERFORM, "2026-01-20"))["Antibiotica"]
    assert row.notes == ("Nog niet ingegaan: wel doen (20 januari 2026)",)


def test_entered_in_error_is_history_and_leaves_nothing_recorded():
    shown = view(
        plan(treatment_directives=(directive("a", Treatment.CPR, Decision.PERFORM, DAY, status="entered-in-error"),)),
        ON,
        "nl",
    )
    assert (shown.limits[0].headline.label, shown.limits[0].notes) == ("Geen afspraak vastgelegd", ())
    assert [(said.reason.label, said.says.label) for said in shown.history] == [("Foutief ingevoerd", "Wel doen")]


def test_a_proposal_is_not_shown_as_an_agreement_without_saying_so():
    row = limits(directive("a", Treatment.CPR, Decision.PERFORM, DAY, status="proposed"))["Reanimeren"]
    assert row.said[0].notes == ("status in de bron: voorgesteld, nog niet afgesproken",)


def test_superseded_but_active_is_told():
    shown = view(CALM, ON, "nl")
    assert [(said.id, said.reason.code) for said in shown.still_active] == [("icu-old", "superseded")]


def test_not_understood_shows_no_decision():
    shown = view(LOUD, ON, "nl")
    entry = shown.not_understood[0]
    assert (entry.what, entry.path) == ("Behandelafspraak: Beademing", "Consent.modifierExtension[1]")
    assert entry.why.label == "een toevoeging die de betekenis verandert, is niet bekend"
    row = shown.limits[2]
    assert (row.state, row.headline.label, row.said) == (State.NOT_UNDERSTOOD, "Niet begrepen", ())


def test_a_statement_that_contradicts_itself_is_not_understood():
    shown = view(
        plan(
            treatment_directives=(
                directive("a", Treatment.CPR, Decision.PERFORM, DAY, specification="Toch liever niet."),
            )
        ),
        ON,
        "nl",
    )
    assert [entry.why.code for entry in shown.not_understood] == ["contradiction"]
    assert shown.limits[0].state is State.NOT_UNDERSTOOD


def test_what_was_not_understood_of_something_else_is_told_too():
    shown = view(
        plan(
            not_understood=(
                NotUnderstood(reference="Patient/anna", path="Patient.modifierExtension", reason="new-reason"),
            )
        ),
        ON,
        "nl",
    )
    assert [(entry.what, entry.why.label) for entry in shown.not_understood] == [
        ("Onderdeel van de set: Patient/anna", "new-reason")
    ]


def test_a_directive_without_treatment_is_shown_as_such():
    assert limits(directive("a", None, Decision.PERFORM, DAY))["Behandeling niet genoemd"].headline.label == "Wel doen"


def test_a_declaration_is_named_where_there_is_no_agreement_on_resuscitation():
    declaration = AdvanceDirective(id="d", type=AdvanceDirectiveType.NO_RESUSCITATION, dated=PartialDate("2023-02"))
    shown = view(plan(advance_directives=(declaration,)), ON, "nl")
    assert shown.limits[0].notes == ("Er is een niet-reanimerenverklaring (februari 2023).",)
    assert shown.directives[0].said[0].details[0].text == "het document zelf zit niet in deze set"
