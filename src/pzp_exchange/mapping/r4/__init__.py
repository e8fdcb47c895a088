"""The tables of R4: which model class is which profile, and by which codes it is known without one."""

from __future__ import annotations

from ...model.codes import SCT, ProcedureType
from ..systems import R4_SYSTEMS
from ..tables import Mark, ReleaseTables, Tables
from .agreements import ADVANCE_DIRECTIVE, TREATMENT_DIRECTIVE
from .capacity import capacity_from_patient
from .devices import MEDICAL_DEVICE, MEDICAL_DEVICE_PRODUCT
from .findings import FINDINGS, INFORM_RELATIVES_REQUEST, MEDICAL_POLICY_GOAL
from .people import CONTACT_PERSON, HEALTH_PROFESSIONAL, HEALTH_PROFESSIONAL_ROLE, PATIENT
from .talk import ENCOUNTER, PROCEDURE

__all__ = ["TABLES"]

CATEGORY_CODES = "http://terminology.hl7.org/CodeSystem/consentcategorycodes"


def individual() -> Tables:
    """The tables of the individual care plan."""
    from ..shared.individual_marks import individual_marks
    from .individual import INDIVIDUAL

    return Tables(INDIVIDUAL, individual_marks(INDIVIDUAL))


TABLES = ReleaseTables(
    fhir_version="R4",
    plan=Tables(
        mappings={
            "patient": PATIENT,
            "contact_persons": CONTACT_PERSON,
            "health_professionals": HEALTH_PROFESSIONAL,
            "health_professional_roles": HEALTH_PROFESSIONAL_ROLE,
            "encounters": ENCOUNTER,
            "procedures": PROCEDURE,
            "medical_policy_goals": MEDICAL_POLICY_GOAL,
            "treatment_directives": TREATMENT_DIRECTIVE,
            "advance_directives": ADVANCE_DIRECTIVE,
            "medical_devices": MEDICAL_DEVICE,
            "medical_device_products": MEDICAL_DEVICE_PRODUCT,
            **FINDINGS,
            "inform_relatives_requests": INFORM_RELATIVES_REQUEST,
        },
        marks={
            PROCEDURE.profile: tuple(Mark("code", m.system, m.code) for m in ProcedureType),
            MEDICAL_POLICY_GOAL.profile: (Mark("category", SCT, "713603004"),),
            TREATMENT_DIRECTIVE.profile: (Mark("category", SCT, "129125009"),),
            ADVANCE_DIRECTIVE.profile: (Mark("category", CATEGORY_CODES, "acd"),),
            INFORM_RELATIVES_REQUEST.profile: (Mark("category", SCT, "223449006"),),
            **{
                table.profile: (Mark("code", SCT, dict(table.constants)["code"]["coding"][0]["code"]),)
                for table in FINDINGS.values()
            },
        },
    ),
    load_individual=individual,
    systems=R4_SYSTEMS,
    prepare=capacity_from_patient,
)
