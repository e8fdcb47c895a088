"""Legal capacity, which STU3 has as an extension of Patient and R4 as an Observation of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..table import Loss

if TYPE_CHECKING:
    from ...model.findings import LegalCapacity
    from ...model.plan import AdvanceCarePlan

__all__ = ["capacity_to_patient"]

NOT_SAID = frozenset({"entered-in-error", "cancelled"})


def capacity_to_patient(plan: AdvanceCarePlan) -> tuple[AdvanceCarePlan, list[Loss]]:
    """Put the newest recorded capacity with the patient, who has none yet; all that the extension cannot say is lost.

    When the dates do not tell which is the newest, none is put there.
    """
    if not plan.legal_capacities:
        return plan, []
    from ...model.people import LegallyCapable

    patient = plan.patient
    newest = _newest(plan.legal_capacities) if patient is not None and patient.legally_capable is None else None
    losses: list[Loss] = []
    for each in plan.legal_capacities:
        kept = ("value",) if each is newest else ()
        losses.extend(_lost(each, kept))
    changes: dict[str, Any] = {"legal_capacities": ()}
    if newest is not None and patient is not None:
        words = "\n\n".join(note.text for note in newest.notes if note.text)
        said = LegallyCapable(capable=newest.value, comment=words or None)
        changes["patient"] = patient.model_copy(update={"legally_capable": said})
    return plan.model_copy(update=changes), losses


def _newest(recorded: tuple[LegalCapacity, ...]) -> LegalCapacity | None:
    valid = [each for each in recorded if str(each.status or "") not in NOT_SAID and each.value is not None]
    for each in valid:
        others = [other for other in valid if other is not each]
        if all(each.date is not None and (other.date is None or each.date.after(other.date)) for other in others):
            return each
    return None


def _lost(item: LegalCapacity, kept: tuple[str, ...]) -> list[Loss]:
    """Everything but what was put with the patient; notes go along, as one text."""
    name = f"{item.reference_type}/{item.id or item.full_url or ''}"
    formal = {"left_out", "full_url", "carried_from", "narrative", "sources", *kept, *(("notes",) if kept else ())}
    found = [(attribute, getattr(item, attribute)) for attribute in type(item).model_fields if attribute not in formal]
    losses = [Loss(name, f"LegalCapacity.{attribute}", value, "part-of-the-patient")
              for attribute, value in found if value not in (None, (), {})]
    if kept and len(item.notes) > 1:
        losses.append(Loss(name, "LegalCapacity.notes", item.notes[1:], "joined-into-one"))
    return losses
