"""Goal, wishes, positions, registration and informing relatives in STU3.

nl: Belangrijkste doel van behandeling, wensen en meningen, informeren van naasten
Source: ACP-MedicalPolicyGoal, ACP-SpecificCareWishes, ACP-PreferredPlaceOfDeath, ACP-PositionRegardingEuthanasia,
ACP-OrganDonationChoiceRegistration, ACP-SenseOfPurpose, ACP-InformRelativesRequest.
"""

from __future__ import annotations

from ..codecs import Words
from ..shared import findings
from ..shared.parts import WHOLE
from ..table import Field
from .datatypes import PARTS

__all__ = ["FINDINGS", "INFORM_RELATIVES_REQUEST", "MEDICAL_POLICY_GOAL"]

GOAL_STATUS = Words({"active": "in-progress", "completed": "achieved"})
REQUEST_STATUS = Words({"on-hold": "suspended", "revoked": "cancelled"})

MEDICAL_POLICY_GOAL = findings.medical_policy_goal(
    PARTS, {WHOLE: "157 161 162", "goal": "163", "start_date": "165", "status_date": "165", "notes": "160"},
    Field("status", "status", GOAL_STATUS))

DATASET = {
    "specific_care_wishes": {WHOLE: "190 202 203 205", "value": "204", "date": "206"},
    "preferred_places_of_death": {WHOLE: "105 109 110", "value": "111", "date": "113", "notes": "108"},
    "positions_regarding_euthanasia": {WHOLE: "114 118 119", "value": "120", "date": "122", "notes": "117"},
    "organ_donation_choice_registrations": {WHOLE: "737 741 742", "value": "743"},
    "senses_of_purpose": {WHOLE: "132 211 212", "value": "213", "date": "215"},
}

FINDINGS = {name: findings.finding(PARTS, findings.KINDS[name], dataset) for name, dataset in DATASET.items()}

INFORM_RELATIVES_REQUEST = findings.inform_relatives_request(
    PARTS, {WHOLE: "187"}, REQUEST_STATUS, "requester.agent", ("status",))
