"""Hypothesis strategies for whole advance care plans, individual care plans and every concept in them.

For tests of code that handles plans; needs the extra ``testing`` (``pip install pzp-exchange[testing]``)::

    from hypothesis import given
    from pzp_exchange.testing import plans

    @given(plans())
    def test_it_survives(plan): ...

What they make is consistent and can be said in R4: legal ids and strings, references to what is in the plan (strategies
of one concept refer to ``CAST`` or ``INDIVIDUAL_CAST``, or to the cast they are given), decisions with the
specification they need, citizen service numbers of the test range 9999….. Everybody is invented.

Not made is what only reading gives (``carried``, ``left_out``, ``full_url``, ``sources``, narratives,
``not_understood``, ``other_resources``, ``patient_elsewhere``), what only a form holds
(``form_answers``, ``kept_form_answers``), what only another release has (``restrictions``,
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
from .individual import care_plans, dimension_goals, handovers, individual_plans, planned_activities
from .marking import (
    INDIVIDUAL_CAST,
    IndividualCast,
    care_networks,
    carer_capacities,
    child_findings,
    dimension_problems,
    dimension_wishes,
    dying_phase_assessments,
    marking_alerts,
    markings,
    phase_signals,
    reachabilities,
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
    "INDIVIDUAL_CAST",
    "Cast",
    "IndividualCast",
    "addresses",
    "advance_directives",
    "attachments",
    "bsns",
    "care_networks",
    "care_plans",
    "carer_capacities",
    "child_findings",
    "coded",
    "coded_freely",
    "contact_persons",
    "date_times",
    "dates",
    "dimension_goals",
    "dimension_problems",
    "dimension_wishes",
    "dying_phase_assessments",
    "elsewhere",
    "encounters",
    "handovers",
    "health_professional_roles",
    "health_professionals",
    "identifiers",
    "ids",
    "individual_plans",
    "inform_relatives_requests",
    "legal_capacities",
    "marking_alerts",
    "markings",
    "medical_device_products",
    "medical_devices",
    "medical_policy_goals",
    "names",
    "notes",
    "organ_donation_choice_registrations",
    "patients",
    "periods",
    "phase_signals",
    "planned_activities",
    "plans",
    "positions_regarding_euthanasia",
    "preferred_places_of_death",
    "procedures",
    "reachabilities",
    "references",
    "senses_of_purpose",
    "specific_care_wishes",
    "telecoms",
    "texts",
    "treatment_directives",
]
