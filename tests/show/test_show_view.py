"""What is shown of a plan: nothing left out, nothing guessed, unknown said."""

from __future__ import annotations

import datetime

import pytest
from show_plans import CALM, DAY, KARIN, LOUD, ON, PATIENT, named, plan, relationship

from pzp_exchange.model import (
    Carried,
    Coded,
    Coding,
    ContactPerson,
    Encounter,
    LegalCapacity,
    LegallyCapable,
    MedicalPolicyGoal,
    OtherResource,
    PartialDate,
    Participant,
    Patient,
    PatientContact,
    Period,
    PreferredPlaceOfDeath,
    Reference,
    SpecificCareWishes,
    Telecom,
)
from pzp_exchange.model.codes import (
    AbsentReason,
    ContactRole,
    MedicalPolicy,
    PlaceOfDeath,
)
from pzp_exchange.show import view
from pzp_exchange.show.labels import labels
from pzp_exchange.show.parts import State, Tone
from pzp_exchange.show.words import day


def fact(shown, kind):
    return next(row for row in shown.facts if row.what.code == kind)


@pytest.mark.parametrize(
    ("finding", "words", "code"),
    [
        (PreferredPlaceOfDeath(value=PlaceOfDeath.UNKNOWN), "Nog onbekend", "UNK"),
        (
            PreferredPlaceOfDeath(
                value=Coded[PlaceOfDeath](
                    codings=(Coding(system="http://terminology.hl7.org/CodeSystem/v3-NullFlavor", code="ASKU"),)
                )
            ),
            "Gevraagd, maar onbekend",
            "null-flavor:ASKU",
        ),
        (
            PreferredPlaceOfDeath(
                value=Coded[PlaceOfDeath](
                    codings=(Coding(system="http://terminology.hl7.org/CodeSystem/v3-NullFlavor", code="NASK"),)
                )
            ),
            "Niet gevraagd of besproken",
            "null-flavor:NASK",
        ),
        (
            PreferredPlaceOfDeath(absent_reason=AbsentReason.ASKED_UNKNOWN),
            "Geen antwoord: gevraagd, maar onbekend",
            "data-absent-reason:asked-unknown",
        ),
        (
            PreferredPlaceOfDeath(absent_reason=AbsentReason.ASKED_DECLINED),
            "Geen antwoord: gevraagd, wil niet antwoorden",
            "data-absent-reason:asked-declined",
        ),
        (PreferredPlaceOfDeath(), "Geen antwoord vermeld", "not-stated"),
    ],
)
def test_how_unknown_was_said_is_kept(finding, words, code):
    dated = finding.model_copy(update={"observed_at": PartialDate(DAY)})
    row = fact(view(plan(preferred_places_of_death=(dated,)), ON, "nl"), "PreferredPlaceOfDeath")
    assert (row.headline.label, row.headline.code) == (words, code)


def test_an_answer_in_words_is_an_answer_and_blanks_are_not():
    wish = SpecificCareWishes(value="Rust.", observed_at=PartialDate(DAY))
    assert fact(view(plan(specific_care_wishes=(wish,)), ON, "nl"), "SpecificCareWishes").headline.label == "Rust."
    blank = wish.model_copy(update={"value": "  "})
    row = fact(view(plan(specific_care_wishes=(blank,)), ON, "nl"), "SpecificCareWishes")
    assert row.headline.label == "Geen antwoord vermeld"


def test_what_the_source_wrote_beside_a_code_is_shown_when_it_says_more():
    goal = MedicalPolicyGoal(
        start_date=PartialDate(DAY),
        goal=Coded[MedicalPolicy](
            codings=(Coding(system="http://snomed.info/sct", code="713148004"),), text="Alleen comfort, geen onderzoek"
        ),
    )
    said = fact(view(plan(medical_policy_goals=(goal,)), ON, "nl"), "MedicalPolicyGoal").said[0]
    assert [(d.name, d.text) for d in said.details] == [("In woorden van de bron", "Alleen comfort, geen onderzoek")]


@pytest.mark.parametrize(
    ("value", "words", "tone"), [(True, "Wilsbekwaam", Tone.PLAIN), (False, "Wilsonbekwaam", Tone.OTHER)]
)
def test_legal_capacity_in_both_forms(value, words, tone):
    found = view(plan(legal_capacities=(LegalCapacity(value=value, observed_at=PartialDate(DAY)),)), ON, "nl")
    assert (found.capacity.headline.label, found.capacity.tone) == (words, tone)
    patient = PATIENT.model_copy(update={"legally_capable": LegallyCapable(capable=value, comment="Zo gezegd.")})
    recorded = view(plan(patient=patient), ON, "nl").capacity
    assert (recorded.headline.label, recorded.tone) == (words, tone)
    assert recorded.said[0].notes == ("vastgelegd bij de patiënt, zonder eigen datum",)
    assert recorded.said[0].details[0].text == "Zo gezegd."


def test_two_forms_of_legal_capacity_that_differ_are_a_conflict():
    patient = PATIENT.model_copy(update={"legally_capable": LegallyCapable(capable=False)})
    shown = view(
        plan(patient=patient, legal_capacities=(LegalCapacity(value=True, observed_at=PartialDate(DAY)),)), ON, "nl"
    )
    assert shown.capacity.state is State.CONFLICT
    assert [side.says.label for side in shown.conflicts[0].sides] == ["Wilsbekwaam", "Wilsonbekwaam"]


@pytest.mark.parametrize(
    ("birth_date", "age"),
    [
        ("1941-03-14", "84 jaar"),
        ("1941-12-01", "84 jaar"),
        ("1941-12-02", "83 jaar"),
        ("1941", "83 of 84 jaar"),
        ("1941-12", "83 of 84 jaar"),
        ("1941-11", "84 jaar"),
        ("onbekend", ""),
        (None, ""),
        ("2026-01-01", ""),
    ],
)
def test_age_is_no_more_precise_than_the_birth_date(birth_date, age):
    shown = view(plan(patient=Patient(birth_date=birth_date)), ON, "nl")
    assert shown.patient.age == age


def test_the_deceased_have_their_age_at_death_and_it_is_said():
    shown = view(plan(patient=PATIENT.model_copy(update={"deceased_at": PartialDate("2025-03-01")})), ON, "nl")
    assert (shown.patient.deceased, shown.patient.age) == ("Overleden op 1 maart 2025", "83 jaar")
    unknown_day = view(plan(patient=PATIENT.model_copy(update={"deceased": True})), ON, "nl")
    assert (unknown_day.patient.deceased, unknown_day.patient.age) == ("Overleden", "")


def test_representatives_stand_apart_from_other_contact_persons():
    shown = view(CALM, ON, "nl")
    assert [(p.name, p.phones) for p in shown.representatives] == [("Karin Dijkstra", ("06-10000001 (mobiel)",))]
    assert shown.representatives[0].role == (
        "eerste relatie/contactpersoon, schriftelijk gemachtigde zorg en behandeling, dochter"
    )
    assert [(p.name, p.role) for p in shown.contacts] == [("Pieter Dijkstra", "tweede relatie/contactpersoon, zoon")]


def test_a_contact_person_of_the_past_and_old_numbers():
    past = KARIN.model_copy(
        update={
            "period": Period(end=PartialDate("2024")),
            "telecoms": (Telecom(system="phone", value="06-10000009", use="old"),),
        }
    )
    shown = view(plan(contact_persons=(past,)), ON, "nl")
    assert (shown.representatives[0].note, shown.representatives[0].phones) == ("niet meer contactpersoon", ())


def test_a_contact_person_listed_twice_is_shown_once():
    listed = PatientContact(name=KARIN.names[0], relationships=KARIN.relationships, telecoms=KARIN.telecoms)
    other = PatientContact(
        name=named("Sanne", "Bos")[0],
        relationships=relationship(ContactRole.FRIEND),
    )
    shown = view(plan(patient=PATIENT.model_copy(update={"contacts": (listed, other)})), ON, "nl")
    assert [p.name for p in shown.representatives] == ["Karin Dijkstra"]
    assert [p.name for p in shown.contacts] == ["Pieter Dijkstra", "Sanne Bos"]


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (Reference(reference="Practitioner/x", display="dr. Elders"), "dr. Elders"),
        (Reference(reference="Practitioner/x"), "onbekende persoon (Practitioner/x)"),
        (Reference(), "onbekende persoon (niet genoemd)"),
    ],
)
def test_a_person_who_is_not_in_the_set_is_not_guessed(reference, words):
    meeting = Encounter(participants=(Participant(individual=reference),), period=Period(start=PartialDate(DAY)))
    assert [p.line for p in view(plan(encounters=(meeting,)), ON, "nl").talks[0].present] == [words]


def test_a_person_without_name_or_role():
    shown = view(plan(contact_persons=(ContactPerson(id="k"),)), ON, "nl")
    assert [(p.name, p.role) for p in shown.contacts] == [("naam onbekend", "")]


def test_a_contact_and_its_procedure_are_one_talk_with_everyone_present():
    talks = view(CALM, ON, "nl").talks
    assert [(talk.date.label, talk.contact_type.label) for talk in talks] == [("12 juni 2025", "Thuis")]
    assert [p.line for p in talks[0].present] == ["patiënt", "Karin Dijkstra (dochter)", "dr. de Wit (huisarts)"]


def test_a_talk_that_did_not_take_place_or_is_to_come_says_so():
    planned = Encounter(status="planned", period=Period(start=PartialDate("2026-02-01")))
    assert view(plan(encounters=(planned,)), ON, "nl").talks[0].notes == (
        "status in de bron: gepland",
        "later dan de datum van dit overzicht",
    )


def test_what_was_not_read_is_counted_and_filled_forms_are_named():
    others = (*LOUD.other_resources, OtherResource(resource=Carried(resourceType="Patient"), reason="deleted"))
    shown = view(LOUD.model_copy(update={"other_resources": others}), ON, "nl")
    assert [one.text for one in shown.not_read] == [
        "Deze set bevat ook 2 ingevulde formulieren die niet gelezen zijn.",
        "1 Patient die bij de bron is verwijderd.",
        "1 × CarePlan, geen deel van het plan zoals hier gelezen.",
    ]
    assert view(LOUD, ON, "en").not_read[0].text == "This set also holds 2 filled forms that were not read."


def test_every_statement_of_the_plan_is_somewhere():
    shown = view(LOUD, ON, "nl")
    held = [s.id for row in (*shown.limits, *shown.facts, shown.capacity, *shown.directives) for s in row.said]
    found = {*held, *(s.id for s in shown.history), *(s.id for c in shown.conflicts for s in c.sides)}
    found |= {entry.reference.rpartition("/")[2] for entry in shown.not_understood}
    agreed = [*LOUD.treatment_directives, *LOUD.advance_directives, *LOUD.medical_policy_goals, *LOUD.legal_capacities]
    assert {statement.id for statement in agreed} <= found


@pytest.mark.parametrize(
    ("said", "dutch", "english"),
    [
        ("2020", "2020", "2020"),
        ("2020-10", "oktober 2020", "October 2020"),
        ("2020-10-01", "1 oktober 2020", "1 October 2020"),
        ("2020-10-01T09:30:00+02:00", "1 oktober 2020, 09:30", "1 October 2020, 09:30"),
        ("2020-10-01T07:30:00Z", "1 oktober 2020, 07:30 UTC", "1 October 2020, 07:30 UTC"),
    ],
)
def test_dates_are_as_precise_as_said(said, dutch, english):
    assert day(labels("nl"), PartialDate(said)).label == dutch
    assert day(labels("en"), PartialDate(said)).label == english


def test_the_date_decides_what_holds():
    earlier = view(CALM, datetime.date(2023, 1, 1), "nl")
    assert earlier.limits[1].headline.label == "Wel doen"
    assert view(CALM, ON, "nl").limits[1].headline.label == "Niet doen"


def test_control_and_direction_characters_cannot_hide_anything():
    shown = view(plan(patient=Patient(names=named("An\x1b[31mna\u202e", "Bos"))), ON, "nl")
    assert shown.patient.name == "An\ufffd[31mna\ufffd Bos"


def test_a_language_we_do_not_have_is_misuse():
    with pytest.raises(LookupError):
        view(CALM, ON, "fr")  # type: ignore[arg-type]
