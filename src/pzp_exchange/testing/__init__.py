"""Hypothesis strategies for whole advance care plans and for every concept in them.

For tests of code that handles plans; needs the extra ``testing`` (``pip install pzp-exchange[testing]``)::

    from hypothesis import given
    from pzp_exchange.testing import plans

    @given(plans())
    def test_it_survives(plan): ...

What they make is consistent and can be said in R4: legal ids and strings, references to what is in the plan (strategies
of one concept refer to ``CAST``, or to the cast they are given), decisions with the specification they need, citizen
service numbers of the test range 9999….. Everybody is invented.

Not made is what only reading gives (``carried``, ``left_out``, ``full_url``, narratives, ``not_understood``,
``other_resources``), what only a form holds (``form_answers``), what only another release has (``restrictions``,
``legally_capable``), and the deprecated policy goal, which is written with its new code.
"""

from __future__ import annotations

from .bricks import (
    CAST,
    Cast,
    attachments,
    bsns,
    coded,
    coded_freely,
    date_times,
    dates,
    elsewhere,
    identifiers,
    ids,
    notes,
    periods,
    references,
    texts,
)
from .people import (
    addresses,
    contact_persons,
    health_professional_roles,
    health_professionals,
    names,
    patients,
    telecoms,
)
from .plan import plans
from .statements import (
    advance_directives,
    inform_relatives_requests,
    legal_capacities,
    medical_policy_goals,
    organ_donation_choice_registrations,
    positions_regarding_euthanasia,
    preferred_places_of_death,
    senses_of_purpose,
    specific_care_wishes,
    treatment_directives,
)
from .talk import encounters, medical_device_products, medical_devices, procedures

__all__ = [
    "CAST",
    "Cast",
    "addresses",
    "advance_directives",
    "attachments",
    "bsns",
    "coded",
    "coded_freely",
    "contact_persons",
    "date_times",
    "dates",
    "elsewhere",
    "encounters",
    "health_professional_roles",
    "health_professionals",
    "identifiers",
    "ids",
    "inform_relatives_requests",
    "legal_capacities",
    "medical_device_products",
    "medical_devices",
    "medical_policy_goals",
    "names",
    "notes",
    "organ_donation_choice_registrations",
    "patients",
    "periods",
    "plans",
    "positions_regarding_euthanasia",
    "preferred_places_of_death",
    "procedures",
    "references",
    "senses_of_purpose",
    "specific_care_wishes",
    "telecoms",
    "texts",
    "treatment_directives",
]
