"""The strategy for whole plans: around a fixed cast, so that every reference points to someone in the plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .. import model as m
from . import people, statements, talk
from .bricks import Cast

__all__ = ["LARGE", "SMALL", "USUAL", "around", "plans"]

STRATEGIES: dict[str, Callable[[Cast, SearchStrategy[str]], SearchStrategy[Any]]] = {
    "contact_persons": people.contact_persons,
    "health_professionals": lambda cast, own_id: people.health_professionals(own_id),
    "health_professional_roles": people.health_professional_roles,
    "encounters": talk.encounters,
    "procedures": talk.procedures,
    "medical_device_products": talk.medical_device_products,
    "advance_directives": statements.advance_directives,
    "medical_devices": talk.medical_devices,
    "treatment_directives": statements.treatment_directives,
    "medical_policy_goals": statements.medical_policy_goals,
    "legal_capacities": statements.legal_capacities,
    "specific_care_wishes": statements.specific_care_wishes,
    "preferred_places_of_death": statements.preferred_places_of_death,
    "positions_regarding_euthanasia": statements.positions_regarding_euthanasia,
    "organ_donation_choice_registrations": statements.organ_donation_choice_registrations,
    "senses_of_purpose": statements.senses_of_purpose,
    "inform_relatives_requests": statements.inform_relatives_requests,
}
MOST = {"treatment_directives": 3, "medical_policy_goals": 2, "preferred_places_of_death": 2}
SMALL = Cast(
    patient="Patient/1",
    contact_persons=(),
    health_professionals=("Practitioner/2",),
    health_professional_roles=("PractitionerRole/3",),
    encounters=(),
    procedures=(),
    medical_device_products=(),
    advance_directives=(),
)
USUAL = Cast(
    patient="Patient/patient",
    contact_persons=("RelatedPerson/dochter",),
    health_professionals=("Practitioner/arts",),
    health_professional_roles=("PractitionerRole/specialist-ouderengeneeskunde",),
    encounters=("Encounter/gesprek",),
    procedures=("Procedure/pzp",),
    medical_device_products=("Device/icd",),
    advance_directives=("Consent/verklaring",),
)
LARGE = Cast(
    patient="Patient/7c9e6679-7425-40de-944b-e07fc1f90ae7",
    contact_persons=("RelatedPerson/a.b-C.1", "RelatedPerson/a.b-C.2"),
    health_professionals=("Practitioner/" + "p" * 64, "Practitioner/-.-"),
    health_professional_roles=("PractitionerRole/r" + "0" * 63, "PractitionerRole/..."),
    encounters=("Encounter/E.1", "Encounter/E.2"),
    procedures=("Procedure/P-1", "Procedure/P-2"),
    medical_device_products=("Device/D1", "Device/D2"),
    advance_directives=("Consent/W1", "Consent/W2"),
)


@cache
def plans() -> SearchStrategy[m.AdvanceCarePlan]:
    """Whole plans, small to large; ids are unique in the plan, and every list can be empty but the professionals'."""
    return st.one_of(*(around(cast) for cast in (SMALL, USUAL, LARGE)))


def around(cast: Cast) -> SearchStrategy[m.AdvanceCarePlan]:
    """Plans about one cast."""
    lists = {name: _some(name, cast) for name in STRATEGIES}
    return st.builds(m.AdvanceCarePlan, patient=people.patients(cast, _id(cast.patient)), **lists)


def _some(name: str, cast: Cast) -> SearchStrategy[tuple[Any, ...]]:
    """Everybody of the cast; of what nobody refers to, none to some."""
    referred_to: tuple[str, ...] | None = getattr(cast, name, None)
    if referred_to is not None:
        return st.tuples(*(STRATEGIES[name](cast, _id(reference)) for reference in referred_to))
    most = len(cast.medical_device_products) if name == "medical_devices" else MOST.get(name, 1)
    items = [STRATEGIES[name](cast, st.just(f"{name.replace('_', '-')}-{n}")) for n in range(most)]
    return st.integers(0, most).flatmap(lambda count: st.tuples(*items[:count]))


def _id(reference: str) -> SearchStrategy[str]:
    return st.just(reference.partition("/")[2])
