"""Rules across the resources of a set: what no profile can say, for it takes more than one resource or the calendar.

Each rule is one function that tells what it asks, why, and by which source. Rules about a set see everything in it;
rules about a plan see what belongs to one patient.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from ...document import Document
from ...report import Issue
from ...tree import location
from . import agreements, companions, competing, dates, identifiers, people
from .found import Found, undecided
from .scan import Scan
from .view import DATES, NO_SCANS, STATEMENTS, PlanView, SetView

__all__ = ["PLAN_RULES", "SET_RULES", "plan_issues"]


def tables_known(view: SetView) -> Iterator[Found]:
    """What: the release is one whose meaning is known here; told once for the set.

    Why: of another release only references, patients and identifiers are checked; silence would look like approval.
    Source: the table of releases of this library.
    """
    for entry in view.without_tables:
        release = entry.release
        if release and any(profile.startswith(release.canonical) for profile in entry.profiles):
            yield undecided(entry, "PZP-PLAN-UNDECIDED", release=release.key)
            return


ANY: tuple[str, ...] = ()
SET_RULES: dict[Callable[[SetView], Iterable[Found]], tuple[str, ...]] = {
    tables_known: ANY,
    people.one_patient: ANY,
    people.patient_named: ANY,
    people.dangling_references: ANY,
    people.other_patient: ANY,
    agreements.agreement_parties: ("treatment_directives",),
    agreements.agreement_decision: ("treatment_directives",),
    agreements.goal_code: ("medical_policy_goals",),
    identifiers.identifier_numbers: ANY,
}
PLAN_RULES: dict[Callable[[PlanView], Iterable[Found]], tuple[str, ...]] = {
    agreements.directive_document: ("advance_directives",),
    competing.superseded: STATEMENTS,
    competing.conflicting: STATEMENTS,
    competing.resuscitation: ("treatment_directives",),
    competing.talk: STATEMENTS,
    dates.possible_dates: (*DATES, "patient"),
    companions.representative: ("legal_capacities", "patient"),
    companions.icd: ("treatment_directives", "medical_devices", "medical_device_products"),
    companions.euthanasia_directive: ("positions_regarding_euthanasia",),
}
"""Each rule with the kinds of resources it is about: without any of them there is nothing to ask."""


@lru_cache(1024)
def set_rules(kinds: frozenset[str]) -> tuple[Callable[[SetView], Iterable[Found]], ...]:
    """The rules about sets with these kinds of resources."""
    return tuple(rule for rule, wanted in SET_RULES.items() if not wanted or not kinds.isdisjoint(wanted))


@lru_cache(1024)
def plan_rules(kinds: frozenset[str]) -> tuple[Callable[[PlanView], Iterable[Found]], ...]:
    """The rules about plans with these kinds of resources."""
    return tuple(rule for rule, wanted in PLAN_RULES.items() if not kinds.isdisjoint(wanted))


def plan_issues(document: Document, on: datetime.date, scans: Mapping[int, Scan] = NO_SCANS) -> Iterator[Issue]:
    """Everything the rules find in a set on a reference date. Never raises on content.

    ``scans`` tell of resources (by identity of the entry) what else a walk over them finds.
    """
    view = SetView(document, on, scans)
    for rule in set_rules(frozenset(view.kinds)):
        for found in rule(view):
            yield _issue(found, rule.__name__)
    for plan in view.plans():
        for check in plan_rules(frozenset(plan.items)):
            for found in check(plan):
                yield _issue(found, check.__name__)


def _issue(found: Found, rule: str) -> Issue:
    entry, params = found.entry, found.params
    values = tuple([(key, params[key]) for key in sorted(params)])
    return Issue(found.code, found.severity, location(found.pointer, entry.type), values, entry.reference,
                 rule.replace("_", "-"), "", entry.source.name, entry.spot(found.pointer), found.undecided)
