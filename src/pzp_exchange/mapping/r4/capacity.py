"""Legal capacity, which R4 has as an Observation of its own since 1.0.0-rc3, and STU3 as an extension of Patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...releases import R4
from ..table import Loss

if TYPE_CHECKING:
    from ...model.base import Reference
    from ...model.people import Patient
    from ...model.plan import AdvanceCarePlan

__all__ = ["capacity_from_patient"]

LONGEST = 64
"""Characters of a FHIR id."""
ENDING = "-legally-capable"


def capacity_from_patient(plan: AdvanceCarePlan) -> tuple[AdvanceCarePlan, list[Loss]]:
    """Make the extension of a patient read in STU3 the Observation of R4; nothing is lost by that.

    The Observation is final and has an id made of the patient's; STU3 does not tell when and by whom. An extension
    read in R4 (1.0.0-rc2) stays one, and so does one that says more than yes or no and a comment, or that stands beside
    an Observation already.
    """
    from ...model.doubts import Doubts
    from ..writer import fits

    patient = plan.patient
    if patient is None or patient.legally_capable is None or fits(patient.carried_from, R4) or plan.legal_capacities:
        return plan, []
    said = patient.legally_capable
    if said.capable is None or said.carried or patient in Doubts(plan):
        return plan, []
    from ...model.base import Note
    from ...model.findings import LegalCapacity

    found = LegalCapacity(
        id=f"{patient.id[:LONGEST - len(ENDING)]}{ENDING}" if patient.id else None, status="final",
        patient=_reference(plan, patient), value=said.capable, notes=(Note(text=said.comment),) if said.comment else ())
    return plan.model_copy(update={"patient": _without(patient), "legal_capacities": (found,)}), []


def _reference(plan: AdvanceCarePlan, patient: Patient) -> Reference:
    """To the patient as the other statements have it, else by id."""
    from ...model.base import Reference

    names = [name for name in (f"Patient/{patient.id}" if patient.id else None, patient.full_url) if name]
    used = (getattr(each, "patient", None) for each in plan.statements())
    same = next((each for each in used if isinstance(each, Reference) and each.reference in names), None)
    return Reference(reference=same.reference if same else next(iter(names), None))


def _without(patient: Patient) -> Patient:
    """The patient without it; a narrative stays true, for the plan still says the same."""
    rest = patient.model_copy(update={"legally_capable": None})
    narrative = patient.narrative
    if narrative and narrative.made_for == patient.fingerprint:
        rest = rest.model_copy(update={"narrative": narrative.model_copy(update={"made_for": rest.fingerprint})})
    return rest
