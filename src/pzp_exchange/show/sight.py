"""What an audience does not see, as sections of the page and in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from ..model import IndividualCarePlan
from ..model.audience import View, Withheld
from ..model.audience_table import NOTHING
from ..model.own_codes import ActivityKind
from ..model.statement import Statement
from .individual_parts import Gone
from .labels import Labels
from .parts import Term

__all__ = ["ATTRIBUTES", "hidden_sections", "partial_sections", "withheld"]

SECTIONS: dict[str, tuple[str, ...]] = {
    "limits": ("treatment_directives",),
    "capacity": ("legal_capacities",),
    "representatives": ("contact_persons",),
    "contacts": ("contact_persons",),
    "directives": ("advance_directives",),
    "devices": ("medical_devices", "medical_device_products"),
    "talks": ("encounters", "procedures"),
    "form_answers": ("form_answers", "kept_form_answers"),
    "not_read": ("other_resources",),
    "phases": ("markings",),
    "signals": ("phase_signals",),
    "dying": ("dying_phase_assessments",),
    "central": ("care_networks",),
    "network": ("care_networks",),
    "carers": ("carer_capacities",),
    "problems": ("dimension_problems",),
    "wishes": ("dimension_wishes",),
    "goals": ("dimension_goals",),
    "actions": ("care_plans",),
    "scenarios": ("care_plans",),
    "reviews": ("care_plans",),
    "child": ("child_findings", "care_plans"),
    "handovers": ("handovers",),
}
"""Each section of a page, and the lists of the plan it is about."""
FACTS = ("medical_policy_goals", "specific_care_wishes", "preferred_places_of_death", "positions_regarding_euthanasia",
         "organ_donation_choice_registrations", "senses_of_purpose", "inform_relatives_requests")
ACTIVITIES = {"scenarios": ActivityKind.ANTICIPATED_SCENARIO, "actions": ActivityKind.AGREED_ACTION,
              "child": ActivityKind.TRANSITION}


def _class(annotation: Any) -> str:
    """The name of the class of the statements in an attribute of the plan."""
    found = (one for one in get_args(annotation) if isinstance(one, type) and issubclass(one, Statement))
    return next((one.__name__ for one in found), "")


ATTRIBUTES = {_class(info.annotation): name for name, info in reversed(IndividualCarePlan.model_fields.items())}
"""The attribute of the plan that holds the statements of a class."""


def hidden_sections(seen: View | None) -> frozenset[str]:
    """The sections of which an audience sees nothing; none without an audience."""
    if seen is None:
        return frozenset()
    hidden = {name for name, kinds in SECTIONS.items() if not any(seen.shows(kind) for kind in kinds)}
    if not any(seen.shows(kind) for kind in FACTS):
        hidden.add("facts")
    access = seen.access.get("care_plans", NOTHING)
    left_out = {name for name, kind in ACTIVITIES.items() if access.activities and kind not in access.activities}
    hidden |= left_out if not seen.shows("child_findings") else left_out - {"child"}
    hidden |= {name for name, part in (("reviews", "review"), ("scenarios", "activities"), ("actions", "activities"))
               if part in access.hide}
    return frozenset(hidden)


def partial_sections(seen: View | None) -> frozenset[str]:
    """The sections of which an audience sees some and not all: an empty one does not say that nothing is there."""
    if seen is None:
        return frozenset()
    some = {one.kind for one in seen.withheld if one.whole or "activities" in one.parts or "members" in one.parts}
    return frozenset(name for name, kinds in SECTIONS.items() if some.intersection(kinds))


def withheld(seen: View, words: Labels, points: int) -> Iterator[Gone]:
    """What was withheld, in words, kind by kind; ``points`` is how many points of attention."""
    for one in seen.withheld:
        yield _gone(one, words)
    if points:
        yield Gone(Term(words("kinds.attention"), "attention"), words.count("kinds.attention", points), points)


def _gone(one: Withheld, words: Labels) -> Gone:
    parts = tuple(Term(words.texts.get(f"part.{part}", words.of_source("attr", part)), part) for part in one.parts)
    kind = Term(words(f"kinds.{one.kind}"), one.kind)
    said = [words.count(f"kinds.{one.kind}", one.whole)] if one.whole else []
    if parts:
        named = ", ".join(str(part) for part in parts)
        said.append(words("withheld.parts", kind=kind, parts=named))
    return Gone(kind, "; ".join(said), one.whole, parts)
