"""What the first minute needs: phase, central health professional, last change, and what needs attention."""

from __future__ import annotations

import datetime
from collections import Counter

from ..messages import render
from ..model import (
    Attention,
    CentralHealthProfessional,
    IndividualCarePlan,
    MarkingAlert,
    PalliativePhaseMarking,
    PartialDate,
    PlanStatus,
)
from ..model.attention.holding import begun, passed
from .describe import heading
from .individual_items import contact, own, remarks, telephone, ways
from .individual_parts import Contact, Item, Phase, Point, StatusView
from .parts import Detail, Term
from .people import person
from .words import Setting, day, first_lower, first_upper

__all__ = ["alerts", "status_view"]

LASTS = 2
"""Of how many statements the last change is named."""


def status_view(setting: Setting, plan: IndividualCarePlan, whole: IndividualCarePlan) -> tuple[StatusView, int]:
    """The status, and how many points of attention are not shown to this audience."""
    words = setting.words
    state = plan.status(setting.on)
    central = tuple(_central(setting, each) for each in state.central_health_professionals)
    deputies = dict.fromkeys(contact(setting, each.deputy) for each in state.central_health_professionals
                             if each.deputy)
    points, left = _points(setting, state, whole)
    return StatusView(
        phases=tuple(_phase(setting, each) for each in state.markings),
        unsure=words("phase.unsure" if len(state.markings) > 1 else "phase.unsure.one") if state.conflict else "",
        central=central,
        deputies=tuple(deputies),
        several=words("central.several") if len(central) > 1 else "",
        last_change=_last_change(setting, state),
        points=points,
        quiet=not points and not left,
    ), left


def _phase(setting: Setting, marking: PalliativePhaseMarking) -> Phase:
    words = setting.words
    due_to = str(own(setting, marking.due_to))
    if not due_to and marking.due_to_problem:
        due_to = marking.due_to_problem.display or ""
    grounds = "; ".join(first_lower(str(own(setting, each))) for each in marking.grounds)
    details: tuple[Detail, ...] = (Detail(words("phase.grounds"), grounds),) if grounds else ()
    plan = setting.plan
    if isinstance(plan, IndividualCarePlan):
        details += tuple(Detail(words("phase.alert"), words("since", date=day(words, each.starts_on)))
                         for each in alerts(plan, marking, setting.on))
    return Phase(own(setting, marking.phase, "phase.not-said"), day(words, marking.marked_on),
                 person(setting, marking.marked_by).line if marking.marked_by else "",
                 due_to, (*details, *remarks(setting, marking.notes)), marking.id or "")


def alerts(plan: IndividualCarePlan, marking: PalliativePhaseMarking, on: datetime.date) -> tuple[MarkingAlert, ...]:
    """The alerts on the record that are active on a date and point to a marking."""
    return tuple(each for each in plan.marking_alerts if each.status == "active" and begun(each.starts_on, on)
                 and plan.find(each.marking) is marking and not (each.ended_on and passed(each.ended_on, on)))


def _central(setting: Setting, each: CentralHealthProfessional) -> Contact:
    someone = person(setting, each.member.who)
    role = str(own(setting, each.profession)) or first_upper(someone.brief) or setting.words("central.profession")
    found = ways(setting, each.reachable) or telephone(someone.phones)
    return Contact(someone.name, role, found, () if found else (setting.words("phones.none"),), central=True)


def _last_change(setting: Setting, state: PlanStatus) -> Item | None:
    last = state.last_change
    if last is None:
        return None
    words = setting.words
    named = list(dict.fromkeys(heading(setting, each) for each in last.statements))
    more = (words.count("last-change.more", len(named) - LASTS),) if len(named) > LASTS else ()
    by = ", ".join(dict.fromkeys(person(setting, each).name for each in last.by))
    return Item(day(words, last.on), meta=(by,) if by else (),
                details=tuple(Detail(words("last-change.what"), text) for text in (*named[:LASTS], *more)))


def _points(setting: Setting, state: PlanStatus, whole: IndividualCarePlan) -> tuple[tuple[Point, ...], int]:
    """What is true of the whole plan and can be told from what the audience sees; and how many others there are.

    What only seems so because something was withheld is not said. On a page in plain language a point is said only
    when there are words for it: what the team still has to do, never that somebody fell short.
    """
    true = whole.status(setting.on).attention
    left = Counter(_key(each) for each in true)
    shown: list[Point] = []
    for each in state.attention:
        if left[_key(each)]:
            left[_key(each)] -= 1
            text = _text(setting, each)
            if text:
                shown.append(Point(each.code, Term(setting.words(f"severity.{each.severity}"), each.severity), text))
    once = {point.text: point for point in reversed(shown)}
    return tuple(reversed(once.values())), len(true) - len(shown)


def _key(each: Attention) -> tuple[object, ...]:
    about = each.statement
    return each.code, type(about), about and about.id, about and about.full_url, each.params


def _text(setting: Setting, each: Attention) -> str:
    words = setting.words
    if words.plain:
        return words.texts.get(f"attention.{each.code}", "")
    return render(each.code, setting.language, {name: _spoken(setting, value) for name, value in each.params})


def _spoken(setting: Setting, value: str) -> str:
    """References and dates in a message in words."""
    if PartialDate(value).bounds:
        return str(day(setting.words, PartialDate(value)))
    found = [(name, setting.plan.find(name)) for name in value.split(", ")]
    return ", ".join(first_lower(heading(setting, statement)) if statement else name for name, statement in found)
