"""The individual care plan in STU3, where it differs from R4: the tables by attribute of the plan.

nl: Individueel zorgplan
Source: the library's own profiles ``IZP-…`` over zib-Problem, zib-Alert, nl-core-careplan and FHIR's own resources.
"""

from __future__ import annotations

from ...model.own_codes import NetworkRole, ResourceMark
from ..codecs import NOTE, Words, concept
from ..shared import individual_findings as findings
from ..shared import individual_marking as marking
from ..shared import individual_records as records
from ..shared.individual import FirstAndRest, SaysNothing, extension, own, own_parts
from ..table import Field, NodeField
from .datatypes import PARTS, telecom
from .findings import GOAL_STATUS

__all__ = ["INDIVIDUAL"]

OWN = own_parts(PARTS, "STU3", telecom())
STATUSES = (
    Field("clinical_status", "clinicalStatus", Words(near={"relapse": "recurrence"})),
    Field("verification_status", "verificationStatus", Words({"unconfirmed": "unknown"})),
)
UNSAFE = ("clinicalStatus", "verificationStatus")
NOTES = Field("notes", "note[]", NOTE)
PLAN_STATUS = Words({"on-hold": "suspended", "revoked": "cancelled"})
ACTIVITY_STATUS = Words(near={"stopped": "cancelled", "entered-in-error": "cancelled"})
"""What was stopped, or never should have been there, is at least not to be done."""

INDIVIDUAL = {
    "markings": marking.marking(
        OWN, *STATUSES, phase=Field("phase", "stage.summary", marking.PHASE), marked_on="assertedDate", notes=NOTES,
        constants=(("code", own(ResourceMark.MARKING)),), unsafe=(*UNSAFE, "stage.summary")),
    "marking_alerts": marking.marking_alert(OWN, own(ResourceMark.MARKING)),
    "phase_signals": findings.phase_signal(OWN),
    "dying_phase_assessments": findings.dying_phase_assessment(OWN),
    "care_networks": records.care_network(OWN, NodeField("roles", FirstAndRest(
        Field("roles", "role", concept(NetworkRole)),
        Field("roles", f"extension({extension('AdditionalRole')})[].valueCodeableConcept", concept(NetworkRole))))),
    "carer_capacities": findings.carer_capacity(OWN),
    "dimension_problems": marking.dimension_problem(
        OWN, *STATUSES, recorded_on="assertedDate", notes=NOTES, unsafe=UNSAFE),
    "dimension_wishes": findings.dimension_wish(OWN),
    "dimension_goals": records.dimension_goal(
        OWN, Field("status", "status", GOAL_STATUS), Field("due_on", "target.dueDate")),
    "child_findings": findings.child_finding(OWN),
    "care_plans": records.care_plan(
        OWN, PLAN_STATUS, Field("authors", "author[]", OWN.actor),
        records.activity(OWN, ACTIVITY_STATUS, "prohibited")),
    "handovers": records.handover(
        OWN, Field("", "confidentiality", SaysNothing("N")), unsafe=("confidentiality",), section=("mode",)),
}
"""By attribute of the plan."""
