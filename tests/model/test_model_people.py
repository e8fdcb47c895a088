"""People: names in their Dutch parts, addresses, roles and relations."""

from __future__ import annotations

import pytest
from hypothesis import given

from pzp_exchange.model import (
    Address,
    AddressLine,
    Coded,
    Coding,
    ContactPerson,
    ContactRole,
    Given,
    GivenKind,
    HealthProfessional,
    Identifier,
    Name,
    NameUsage,
    Patient,
    Relationship,
)
from pzp_exchange.model.people import REPRESENTATIVES
from pzp_exchange.testing import bsns, names

FIRST, INITIAL, CALL = GivenKind.FIRST_NAME, GivenKind.INITIAL, GivenKind.CALL_NAME


class TestSurname:
    @pytest.mark.parametrize(("usage", "expected"), [
        (NameUsage.OWN, "van der Berg"), (NameUsage.PARTNER, "de Vries"),
        (NameUsage.PARTNER_THEN_OWN, "de Vries-van der Berg"), (NameUsage.OWN_THEN_PARTNER, "van der Berg-de Vries"),
        (NameUsage.UNKNOWN, "van der Berg"), (None, "van der Berg"), ("NL9", "van der Berg"),
    ])
    def test_by_usage(self, usage: NameUsage | str | None, expected: str) -> None:
        name = Name(usage=usage, prefix="van der", last_name="Berg", partner_prefix="de", partner_last_name="Vries")
        assert name.surname == expected

    @pytest.mark.parametrize("usage", [*NameUsage, None])
    def test_own_name_alone_whatever_the_usage(self, usage: NameUsage | None) -> None:
        assert Name(usage=usage, prefix="'t", last_name="Hart").surname == "'t Hart"

    @pytest.mark.parametrize("usage", [*NameUsage, None])
    def test_partner_name_alone_is_shown(self, usage: NameUsage | None) -> None:
        assert Name(usage=usage, partner_last_name="Vries").surname == "Vries"

    def test_one_line_when_there_are_no_parts(self) -> None:
        assert Name(family="van der Berg").surname == "van der Berg"
        assert Name().surname is None


class TestGiven:
    name = Name(given=(Given(value="Maria", kind=FIRST), Given(value="Johanna", kind=FIRST),
                       Given(value="M.J.", kind=INITIAL), Given(value="Ria", kind=CALL)))

    def test_by_kind(self) -> None:
        assert (self.name.first_names, self.name.initials, self.name.call_name) == ("Maria Johanna", "M.J.", "Ria")

    def test_the_usual_name_is_the_call_name(self) -> None:
        assert Name(use="usual", given=(Given(value="Ria"),)).call_name == "Ria"
        assert Name(use="official", given=(Given(value="Ria"),)).call_name is None

    def test_an_unknown_kind_is_kept(self) -> None:
        assert Given(value="Ria", kind="XX").kind == "XX"


class TestDisplay:
    def test_the_words_of_the_source_come_first(self) -> None:
        assert Name(text="Mw. Berg", last_name="Berg").display == "Mw. Berg"

    def test_put_together(self) -> None:
        name = Name(titles_before=("dr.",), given=(Given(value="Maria", kind=FIRST),), prefix="van", last_name="Berg",
                    titles=("MSc",))
        assert name.display == "dr. Maria van Berg MSc"

    @pytest.mark.parametrize(("given", "expected"), [
        ((Given(value="M.", kind=INITIAL),), "M. Berg"), ((Given(value="Ria"),), "Ria Berg"),
        ((Given(value="M.", kind=INITIAL), Given(value="Maria", kind=FIRST)), "Maria Berg"), ((), "Berg"),
    ])
    def test_the_best_given_name(self, given: tuple[Given, ...], expected: str) -> None:
        assert Name(given=given, last_name="Berg").display == expected

    @pytest.mark.parametrize("kind", [Patient, ContactPerson, HealthProfessional])
    def test_the_official_name_of_a_person(self, kind: type[Patient]) -> None:
        call, official = Name(use="usual", given=(Given(value="Ria"),)), Name(use="official", last_name="Berg")
        assert kind(names=(call, official)).display_name == "Berg"
        assert kind(names=(call, Name(use="official"))).display_name == "Ria"
        assert kind().display_name is None

    @given(names())
    def test_strategy_makes_names_with_a_surname_on_one_line(self, name: Name) -> None:
        assert name.family == name.surname
        assert (name.surname or "?") in (name.display or "")


class TestAddress:
    @pytest.mark.parametrize(("suffix", "letter", "addition"), [
        (None, None, None), ("A", "A", None), ("A bis", "A", "bis"), ("A 2 hoog", "A", "2 hoog"),
    ])
    def test_letter_and_addition(self, suffix: str | None, letter: str | None, addition: str | None) -> None:
        line = AddressLine(house_number_suffix=suffix)
        assert (line.house_number_letter, line.house_number_addition) == (letter, addition)

    def test_display(self) -> None:
        line = AddressLine(street="Dreef", house_number="1", house_number_suffix="A")
        address = Address(lines=(line,), postal_code="1234 AB", city="Voorbeeldstad", country="Nederland")
        assert address.display == "Dreef 1 A, 1234 AB Voorbeeldstad, Nederland"
        assert address.model_copy(update={"text": "thuis"}).display == "thuis"
        assert Address().display is None


class TestPatient:
    @given(bsns())
    def test_bsn(self, number: str) -> None:
        other = Identifier(system="https://voorbeeld.example", value="7")
        for system in ("http://fhir.nl/fhir/NamingSystem/bsn", "urn:oid:2.16.840.1.113883.2.4.6.3"):
            assert Patient(identifiers=(other, Identifier(system=system, value=number))).bsn == number
        assert Patient(identifiers=(other,)).bsn is None


class TestContactPerson:
    relation = Coded[ContactRole](codings=(Coding(system=Relationship.SISTER.system, code="SIS"),))

    def test_roles_and_relations_out_of_one_list(self) -> None:
        person = ContactPerson(relationships=(ContactRole.FIRST_CONTACT, self.relation, ContactRole.MENTOR))
        assert person.roles == (ContactRole.FIRST_CONTACT, ContactRole.MENTOR)
        assert person.relations == (Relationship.SISTER,)

    def test_relations_of_the_older_code_system(self) -> None:
        older = Coded[ContactRole](codings=(Coding(system="http://hl7.org/fhir/v3/RoleCode", code="SIS"),))
        assert ContactPerson(relationships=(older,)).relations == (Relationship.SISTER,)

    @pytest.mark.parametrize("role", ContactRole)
    def test_who_represents(self, role: ContactRole) -> None:
        assert ContactPerson(relationships=(self.relation, role)).represents is (role in REPRESENTATIVES)

    def test_a_relation_alone_does_not_represent(self) -> None:
        assert not ContactPerson(relationships=(self.relation,)).represents
