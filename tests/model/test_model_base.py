"""Bricks of the model: partial dates, codes and coded values, carried elements, references."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from pzp_exchange.model import (
    Carried,
    Coded,
    CodeList,
    Coding,
    MedicalPolicy,
    Note,
    PartialDate,
    Patient,
    Period,
    Reference,
    Relationship,
    Treatment,
    YesNoUnknown,
)
from pzp_exchange.model.base import same_system
from pzp_exchange.terminology import OWN_BASE
from pzp_exchange.testing import date_times, texts

DAY = datetime.date
OTHER = Coding(system=Treatment.OTHER.system, code="OTH", display="Anders")
MOMENTS = st.builds(
    lambda day, time, zone: f"{day}T{time:%H:%M:%S}{zone}", st.dates(DAY(2020, 6, 15), DAY(2020, 6, 16)), st.times(),
    st.sampled_from(("Z", "+02:00")))


class TestBounds:
    @pytest.mark.parametrize(("text", "first", "last"), [
        ("2020", DAY(2020, 1, 1), DAY(2020, 12, 31)),
        ("2020-02", DAY(2020, 2, 1), DAY(2020, 2, 29)),
        ("2021-02", DAY(2021, 2, 1), DAY(2021, 2, 28)),
        ("2020-12", DAY(2020, 12, 1), DAY(2020, 12, 31)),
        ("2020-10-01", DAY(2020, 10, 1), DAY(2020, 10, 1)),
        ("2020-10-01T23:59:59+02:00", DAY(2020, 10, 1), DAY(2020, 10, 1)),
        ("2020-10-01T09:30:00.123Z", DAY(2020, 10, 1), DAY(2020, 10, 1)),
        ("9999-12", DAY(9999, 12, 1), DAY(9999, 12, 31)),
    ])
    def test_first_and_last_day(self, text: str, first: datetime.date, last: datetime.date) -> None:
        assert PartialDate(text).bounds == (first, last)

    @pytest.mark.parametrize("text", [
        "", "gisteren", "01-10-2020", "2020-13", "2020-02-30", "2021-02-29", "0000", "2020-1-1", "20201001",
        "2020-10-01T", " 2020", "2020\n", "2020-10-01 09:30",
    ])
    def test_no_date_has_no_bounds(self, text: str) -> None:
        assert PartialDate(text).bounds is None

    @given(date_times())
    def test_strategy_makes_readable_dates(self, when: PartialDate) -> None:
        bounds = when.bounds
        assert bounds is not None
        assert str(bounds[0]).startswith(when[:4])
        assert bounds[0] <= bounds[1]


class TestAfter:
    @pytest.mark.parametrize(("one", "other", "expected"), [
        ("2021", "2020", True), ("2020", "2021", False), ("2020", "2020", False),
        ("2020-06", "2020", None), ("2020", "2020-06", None), ("2020-06-15", "2020-06", None),
        ("2021-01-01", "2020", True), ("2020-12-31", "2021", False),
        ("2020-06-15", "2020-06-15", False), ("2020-06-16", "2020-06-15", True),
        ("2020-06-15T10:00:00Z", "2020-06-15", None), ("2020-06-15", "2020-06-15T10:00:00Z", None),
        ("2020-06-15T10:00:00Z", "2020-06-15T09:00:00Z", True),
        ("2020-06-15T10:00:00+02:00", "2020-06-15T09:00:00Z", False),
        ("2020-06-15T11:00:00+02:00", "2020-06-15T09:00:00Z", False),
        ("2020-06-15T10:00:00.5Z", "2020-06-15T10:00:00Z", True),
        ("2020-06-15T10:00:00", "2020-06-15T09:00:00Z", None),
        ("2020-06-16T10:00:00", "2020-06-15", True),
        ("gisteren", "2020", None), ("2020", "gisteren", None), ("gisteren", "gisteren", None),
    ])
    def test_order(self, one: str, other: str, expected: bool | None) -> None:
        assert PartialDate(one).after(PartialDate(other)) is expected

    @given(date_times(2019, 2021), date_times(2019, 2021))
    def test_never_both_ways(self, one: PartialDate, other: PartialDate) -> None:
        assert not (one.after(other) and other.after(one))
        assert one.after(one) is False

    @given(st.lists(date_times(2020, 2020), min_size=3, max_size=3))
    def test_transitive(self, three: list[PartialDate]) -> None:
        one, two, other = three
        if one.after(two) and two.after(other):
            assert one.after(other)

    @example("2020-06-15T23:30:00Z", "2020-06-16T00:30:00+02:00")
    @given(MOMENTS, MOMENTS)
    def test_times_with_zones_are_ordered_as_instants(self, one: str, other: str) -> None:
        later = datetime.datetime.fromisoformat(one) > datetime.datetime.fromisoformat(other)
        assert PartialDate(one).after(PartialDate(other)) is later

    @pytest.mark.parametrize("odd", [
        "2020-06-15T25:00:00Z", "2020-06-15T24:00:00Z", "2020-06-15T10:61:00Z", "2020-06-15T23:59:60Z",
        "2020-06-15T10:00:00+99:99", "2020-06-15T10:00:00.1234567890123Z",
    ])
    def test_a_time_that_does_not_exist_is_no_exception(self, odd: str) -> None:
        assert PartialDate(odd).after(PartialDate("2020-06-15T10:00:00Z")) in (True, False, None)
        assert PartialDate("2020-06-15T10:00:00Z").after(PartialDate(odd)) in (True, False, None)


class TestPartialDateInModels:
    def test_text_stays_as_it_was_said(self) -> None:
        assert Period(start="ergens in mei").start == "ergens in mei"
        assert isinstance(Period(start="2020").start, PartialDate)

    def test_dates_and_times_are_taken(self) -> None:
        moment = datetime.datetime(2020, 10, 1, 9, 30, tzinfo=datetime.UTC)
        assert Period(start=DAY(2020, 10, 1), end=moment) == Period(start="2020-10-01", end="2020-10-01T09:30:00+00:00")

    @given(st.text())
    def test_any_text_survives_json(self, text: str) -> None:
        period = Period(start=text)
        assert Period.model_validate_json(period.model_dump_json()) == period


class TestModel:
    def test_frozen(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            Patient(id="1").id = "2"  # type: ignore[misc]

    def test_unknown_attributes_are_refused(self) -> None:
        with pytest.raises(ValidationError, match="Extra inputs"):
            Patient.model_validate({"name": "Riek"})

    def test_compared_and_hashed_by_value(self) -> None:
        one, other = (Patient(id="1", carried={"extension": [{"url": "a"}]}) for _ in range(2))
        assert one == other
        assert hash(one) == hash(other)
        assert one != Patient(id="1", carried={"extension": [{"url": "b"}]})


class TestCarried:
    @pytest.mark.parametrize("change", [
        lambda carried: carried.update(a=1), lambda carried: carried.pop("x"), lambda carried: carried.clear(),
        lambda carried: carried.setdefault("a", 1), lambda carried: carried.popitem(),
        lambda carried: carried.__setitem__("a", 1), lambda carried: carried.__delitem__("x"),
        lambda carried: carried.__ior__({"a": 1}),
    ])
    def test_frozen(self, change: object) -> None:
        carried = Carried(x=1)
        with pytest.raises(TypeError, match="frozen"):
            change(carried)  # type: ignore[operator]
        assert carried == {"x": 1}

    def test_a_model_makes_it(self) -> None:
        patient = Patient(carried={"maritalStatus": {"text": "weduwe"}})
        assert isinstance(patient.carried, Carried)
        assert Patient.model_validate_json(patient.model_dump_json()) == patient

    def test_keys_are_text(self) -> None:
        with pytest.raises(ValidationError):
            Patient(carried={1: 2})


class TestCodeList:
    def test_token_in_json(self) -> None:
        assert [member.token for member in YesNoUnknown] == ["yes", "no", "unknown"]

    @pytest.mark.parametrize("codes", CodeList.__subclasses__(), ids=lambda codes: codes.__name__)
    def test_every_member_is_found_and_has_words(self, codes: type[CodeList]) -> None:
        for member in codes:
            assert codes.find(member.system, member.code) is member
            assert member.display("nl").strip()
            assert member.display("en").strip()
            assert member.display() == member.display("en")
            assert member.system.startswith(("http://", "urn:oid:", OWN_BASE))

    @pytest.mark.parametrize(("system", "code"), [
        (None, None), ("", "UNK"), ("http://snomed.info/sct", None), ("http://snomed.info/sct", "1"),
        (None, "89666000"), ("http://snomed.info/sct", " 89666000"),
    ])
    def test_what_is_not_in_the_list(self, system: str | None, code: str | None) -> None:
        assert Treatment.find(system, code) is None

    @pytest.mark.parametrize(("then", "now"), [
        ("http://hl7.org/fhir/v3/RoleCode", "http://terminology.hl7.org/CodeSystem/v3-RoleCode"),
        ("http://hl7.org/fhir/v2/0203", "http://terminology.hl7.org/CodeSystem/v2-0203"),
        ("http://hl7.org/fhir/data-absent-reason", "http://terminology.hl7.org/CodeSystem/data-absent-reason"),
    ])
    def test_both_eras_of_a_system_are_one(self, then: str, now: str) -> None:
        assert same_system(then) == same_system(now)

    def test_found_under_the_older_system(self) -> None:
        assert Relationship.find("http://hl7.org/fhir/v3/RoleCode", "DAUC") is Relationship.DAUGHTER
        assert YesNoUnknown.find("http://hl7.org/fhir/v3/NullFlavor", "UNK") is YesNoUnknown.UNKNOWN

    @pytest.mark.parametrize("system", [
        "http://snomed.info/sct", "urn:oid:1.2.3", "http://hl7.org/fhir/sid/us-npi", "https://hl7.org/fhir/x", "",
    ])
    def test_other_systems_are_themselves(self, system: str) -> None:
        assert same_system(system) == system


class TestCoded:
    def test_a_member_in_its_place(self) -> None:
        coded = Coded[Treatment].model_validate(Treatment.CPR)
        assert coded.value is Treatment.CPR
        assert coded.codings == (
            Coding(system="http://snomed.info/sct", code="89666000", display="cardiopulmonale resuscitatie"),)

    def test_the_list_it_is_taken_from(self) -> None:
        assert Coded[Treatment].codes() is Treatment
        assert Coded[CodeList].codes() is CodeList

    def test_value_is_the_first_coding_in_the_list(self) -> None:
        other = Coding(system="https://voorbeeld.example", code="1")
        icu = Coding(system="http://snomed.info/sct", code="305351004", display="iets anders")
        assert Coded[Treatment](codings=(other, icu)).value is Treatment.ICU_ADMISSION
        assert Coded[Treatment](codings=(other,)).value is None
        assert Coded[Treatment](text="reanimatie").value is None
        assert Coded[CodeList](codings=(icu,)).value is None

    @pytest.mark.parametrize(("said", "nl"), [
        (Coded[Treatment](codings=(Coding(system="http://snomed.info/sct", code="89666000", display="x"),), text="y"),
         "cardiopulmonale resuscitatie"),
        (Coded[Treatment](codings=(OTHER,), text="Dialyse"), "Dialyse"),
        (Coded[Treatment](codings=(OTHER,)), "Anders"),
        (Coded[Treatment](text="Dialyse"), "Dialyse"),
        (Coded[Treatment](codings=(Coding(system="urn:x", code="1", display="Dialyse"),)), "Dialyse"),
        (Coded[Treatment](codings=(Coding(system="urn:x", code="1"),)), "1 (urn:x)"),
    ])
    def test_label(self, said: Coded[Treatment], nl: str) -> None:
        assert said.label("nl") == nl

    def test_label_in_english(self) -> None:
        assert Coded[MedicalPolicy].model_validate(MedicalPolicy.PROLONG_LIFE).label() == "Life-prolonging treatment"

    def test_key_is_the_same_whatever_the_words(self) -> None:
        member = Coded[Treatment].model_validate(Treatment.CPR)
        coding = Coding(system=Treatment.CPR.system, code=Treatment.CPR.code)
        plain = Coded[Treatment](codings=(coding,), text="reanimeren")
        assert member.key == plain.key

    def test_key_of_other_is_its_text(self) -> None:
        one, same = (Coded[Treatment](codings=(OTHER,), text=text) for text in ("Dialyse", " dialyse\n"))
        assert one.key == same.key
        assert one.key != Coded[Treatment](codings=(OTHER,), text="Sondevoeding").key

    def test_key_of_an_unlisted_code(self) -> None:
        one = Coded[Treatment](codings=(Coding(system="http://hl7.org/fhir/v3/ActCode", code="X", display="a"),))
        same = Coded[Treatment](codings=(Coding(system="http://terminology.hl7.org/CodeSystem/v3-ActCode", code="X"),))
        assert one.key == same.key


class TestShortForms:
    @given(texts())
    def test_text_for_a_note_or_reference(self, text: str) -> None:
        assert Note.model_validate(text) == Note(text=text)
        assert Reference.model_validate(text) == Reference(reference=text)
