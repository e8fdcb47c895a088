"""What the commands share that show something to a person: whose plan, on which date, on what screen."""

from __future__ import annotations

import datetime
import shutil
import sys

from ..document import Document
from ..model.plan import AdvanceCarePlan
from .words import Usage

__all__ = ["chosen", "screen", "today"]

NARROWEST, WIDEST = 60, 120


def screen(path: str | None) -> tuple[bool, int]:
    """Whether output goes to a terminal (then it may have colour), and how many columns it may take."""
    to_screen = not path and sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns if to_screen else 80
    return to_screen, max(NARROWEST, min(width, WIDEST))


def today() -> datetime.date:
    """The date of today, here."""
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()


def chosen(document: Document, wanted: str | None) -> AdvanceCarePlan:
    """The plan of the wanted patient, or the only one. Plans of two people are never shown as one."""
    plans = document.plans()
    if wanted:
        plans = tuple(plan for plan in plans if wanted in _names(plan))
        if not plans:
            raise Usage("no-such-patient", wanted=wanted)
    if len(plans) > 1:
        ids = ", ".join(str(p.patient.id) if p.patient else "?" for p in plans)
        raise Usage("several-patients", count=len(plans), ids=ids)
    return plans[0] if plans else AdvanceCarePlan()


def _names(plan: AdvanceCarePlan) -> set[str | None]:
    """The ids and numbers of the patient, in every source."""
    patients = (*((plan.patient,) if plan.patient else ()), *plan.patient_elsewhere)
    return {name for patient in patients for name in (patient.id, patient.bsn)}
