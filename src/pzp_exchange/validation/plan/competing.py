"""Rules about statements on the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.codes import AdvanceDirectiveType, Decision, Treatment
from ...model.reasons import Reason
from .alike import bounds
from .found import Found, information, warning
from .standing import later
from .view import TALKS, PlanView

__all__ = ["conflicting", "resuscitation", "superseded", "talk"]

CLASHES = {
    Reason.SAME_DATE: "PZP-PLAN-CONFLICT",
    Reason.DATES_DO_NOT_TELL: "PZP-PLAN-CONFLICT-DATES",
    Reason.NEWEST_IS_TENTATIVE: "PZP-PLAN-TENTATIVE",
}
NOT_HELD = frozenset({"planned", "cancelled", "preparation", "not-done", "entered-in-error"})
"""States of an encounter or procedure in which there was no talk."""


def superseded(plan: PlanView) -> Iterator[Found]:
    """What: of statements about the same thing only the newest is ``active``.

    Why: a reader that trusts the status shows an agreement that no longer holds.
    Source: the standard does not say which holds; this library's rule, ``pzp_exchange.model.current``.
    """
    for item, newer in plan.standing.superseded if plan.rivals else ():
        if item.status == "active":
            yield information(item.entry, "PZP-PLAN-SUPERSEDED", item.pointer("status"), newer=newer.entry.reference)


def conflicting(plan: PlanView) -> Iterator[Found]:
    """What: the newest statements about the same thing say the same, and a draft does not contradict what was agreed.

    Why: two different agreements of one day may each be right in form, so this is no error of the document; but
    nobody can say which one holds, so the reader must be warned.
    Source: this library's rule, ``pzp_exchange.model.current``.
    """
    for clash in plan.standing.clashes if plan.rivals else ():
        first, *others = clash.items
        yield warning(first.entry, CLASHES[clash.reason], first.pointer(first.date_name),
                      others=", ".join(o.entry.reference for o in others))


def resuscitation(plan: PlanView) -> Iterator[Found]:
    """What: no do-not-resuscitate declaration stands beside an agreement to resuscitate.

    Why: in an emergency both cannot be followed, whatever their dates.
    Source: this library's rule, ``pzp_exchange.model.current``; dataset 602 and 691.
    """
    if "advance_directives" not in plan.items:
        return
    against = [item for item in plan.standing.holds if item.kind == "treatment_directives"
               and item.about is Treatment.CPR and item.decision is Decision.PERFORM]
    declared = [item for item in plan.standing.live("advance_directives")
                if item.about is AdvanceDirectiveType.NO_RESUSCITATION] if against else []
    if declared:
        for item in against:
            yield warning(item.entry, "PZP-PLAN-RESUSCITATION", item.pointer("decision"),
                          declaration=declared[0].entry.reference)


def talk(plan: PlanView) -> Iterator[Found]:
    """What: the talk is in the set, and every agreement that holds was (re)discussed in or after the last one.

    Why: the talk tells who agreed to what and when; an agreement older than it may have been passed over, or changed
    without being written down.
    Source: dataset 808 and 820 (Encounter, Procedure), 606 and 641 (date of last discussion).
    """
    talks = [item for item in plan.of(*TALKS) if item.status not in NOT_HELD]
    if not talks:
        first = next(plan.statements(), None)
        if first is not None:
            yield information(first.entry, "PZP-PLAN-NO-TALK")
        return
    spans = [(span, item.date) for item in talks if item.date and (span := bounds(item.date)) and span[0] <= plan.on]
    if not spans:
        return
    last = max(spans)[1]
    for item in plan.standing.holds:
        if item.kind == "treatment_directives" and item.date and later(last, item.date):
            yield information(item.entry, "PZP-PLAN-NOT-REDISCUSSED", item.pointer(item.date_name), talk=last[:10])

