"""Goal, wishes, positions, registration, capacity and informing relatives in R4.

nl: Belangrijkste doel van behandeling, wensen en meningen, wilsbekwaamheid, informeren van naasten
Source: ACP-MedicalPolicyGoal, ACP-SpecificCareWishes, ACP-PreferredPlaceOfDeath, ACP-PositionRegardingEuthanasia,
ACP-OrganDonationChoiceRegistration, ACP-SenseOfPurpose, ACP-LegallyCapable, ACP-InformRelativesRequest.
"""

from __future__ import annotations

from ..codecs import Words
from ..shared import findings
from ..shared.parts import WHOLE
from ..table import STRING, Field
from .datatypes import PARTS

__all__ = ["FINDINGS", "INFORM_RELATIVES_REQUEST", "MEDICAL_POLICY_GOAL"]

# how far a goal has come is said in the status by STU3 only
GOAL_STATUS = Words(near=dict.fromkeys(("on-target", "ahead-of-target", "behind-target", "sustaining"), "active"))

MEDICAL_POLICY_GOAL = findings.medical_policy_goal(
    PARTS, {WHOLE: "590 591", "goal": "592", "start_date": "596", "status_date": "596", "notes": "598"},
    Field("status", "lifecycleStatus", GOAL_STATUS))

DATASET = {
    "specific_care_wishes": {WHOLE: "654 655 657", "value": "656", "date": "660"},
    "preferred_places_of_death": {WHOLE: "666 667", "value": "668", "date": "672", "notes": "674"},
    "positions_regarding_euthanasia": {WHOLE: "678 679", "value": "680", "date": "684", "notes": "686"},
    "organ_donation_choice_registrations": {WHOLE: "746 747", "value": "748", "date": "752"},
    "senses_of_purpose": {WHOLE: "709 710", "value": "711", "date": "715"},
    "legal_capacities": {WHOLE: "761", "value": "762", "notes": "763"},
}

FINDINGS = {name: findings.finding(PARTS, findings.KINDS[name], dataset) for name, dataset in DATASET.items()}

INFORM_RELATIVES_REQUEST = findings.inform_relatives_request(
    PARTS, {WHOLE: "734"}, STRING, "requester", ("status", "doNotPerform"))
