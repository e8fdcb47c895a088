"""The statements of an individual care plan as short items for a handover: a name, what is said, lines under it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..model import (
    ActivityKind,
    CarePlan,
    CarerCapacity,
    Coded,
    Current,
    Dimension,
    DimensionGoal,
    DimensionProblem,
    DimensionWish,
    DyingPhaseAssessment,
    Handover,
    IndividualCarePlan,
    NetworkMember,
    NetworkRole,
    Note,
    PalliativePhaseMarking,
    PartialDate,
    PhaseSignal,
    PlannedActivity,
    Reachability,
    Reference,
    YesNoUnknown,
)
from ..model.attention.holding import networks, rings, within
from ..model.findings import Observed
from ..model.status import PlanStatus
from .parts import Detail, PlanView, Row, Said, State, Tone
from .people import person
from .words import Setting, day, first_lower, first_upper, period

__all__ = [
    "Group", "Item", "Look", "activity", "assessment", "by_dimension", "capacity", "earlier", "goal", "marking",
    "member", "numbers", "problem", "record", "row", "signal", "wish",
]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is told."""

    name: str
    says: str = ""
    tone: Tone = Tone.PLAIN
    lines: tuple[Detail, ...] = ()
    """What belongs to it; a line may have no name."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading, which may be empty."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What every item needs: the words, and what is already known of the plan on the date."""

    setting: Setting
    plan: IndividualCarePlan
    on: datetime.date
    view: PlanView
    state: PlanStatus
    current: Current

    def say(self, key: str, **values: object) -> str:
        """Words of the handover."""
        return self.setting.words(f"handover.{key}", **values)

    def who(self, reference: Reference | None) -> str:
        """A name with one role."""
        return person(self.setting, reference).line

    def date(self, when: PartialDate | None) -> str:
        """A date in words."""
        return str(day(self.setting.words, when))

    def coded(self, value: Coded[Any] | None) -> str:
        """A coded value as part of a line or the beginning of one."""
        return first_upper(value.label(self.setting.language)) if value else ""

    def when_by(self, when: PartialDate | None, by: Iterable[Reference | None]) -> Detail:
        """When, and by whom, as a line."""
        names = dict.fromkeys(self.who(each) for each in by if each)
        return Detail("", " · ".join(filter(None, (self.date(when), ", ".join(names)))))

    def lines(self, *named: tuple[str, str | None]) -> tuple[Detail, ...]:
        """Lines by the keys of their names; those without text are left out."""
        return tuple(Detail(self.say(name) if name else "", text) for name, text in named if text)

    def notes(self, notes: Iterable[Note]) -> tuple[Detail, ...]:
        """Comments as lines."""
        return tuple(Detail("", note.text) for note in notes if note.text)


def row(look: Look, one: Row) -> Item:
    """What holds for one subject, or why nothing can be said to hold."""
    lines: list[Detail] = []
    for said in one.said if one.state in (State.HOLDS, State.UNDATED) else ():
        lines.extend(_said(look, said, one.state))
    if one.state is State.CONFLICT:
        lines.append(Detail("", look.say("see-first")))
    if one.state is State.UNDATED:
        lines.append(Detail("", look.setting.words("state.undated.help")))
    lines.extend(Detail("", note) for note in one.notes)
    name, says = str(one.what), str(one.headline)
    return Item(name, says if says != name else "", one.tone, tuple(lines))


def _said(look: Look, said: Said, state: State) -> Iterator[Detail]:
    if state is State.UNDATED:
        yield Detail("", look.setting.words("state.undated.says", says=said.says))
    yield from said.terms
    yield Detail("", " · ".join(filter(None, (said.when, ", ".join(said.by)))))
    yield from said.details
    yield from (Detail("", first_upper(note)) for note in said.notes)


def marking(look: Look, one: PalliativePhaseMarking, tone: Tone = Tone.OTHER) -> Item:
    """A marking: phase, since when, by whom, on what ground."""
    due_to = look.coded(one.due_to) or (look.who(one.due_to_problem) if one.due_to_problem else "")
    over = " · ".join(filter(None, (look.date(one.ended_on) if one.ended_on else "", look.coded(one.ending),
                                    one.ended_because)))
    return Item(look.coded(one.phase) or look.say("phase.none"), "", tone, (
        look.when_by(one.marked_on, (one.marked_by,)),
        *look.lines(("due-to", due_to), ("grounds", "; ".join(map(look.coded, one.grounds))), ("ended", over)),
        *look.notes(one.notes)))


def signal(look: Look, one: PhaseSignal) -> Item:
    """What was asked or seen."""
    grows = ", ".join(first_lower(look.coded(each)) for each in one.dimensions)
    return Item(look.coded(one.kind) or look.say("signal.none"), look.coded(one.answer), Tone.PLAIN, (
        *look.lines(("", one.outcome), ("where", grows)), *look.notes(one.notes), _observed(look, one)))


def assessment(look: Look, one: DyingPhaseAssessment) -> Item:
    """Whether the dying phase has begun, with the signs that were and were not seen."""
    seen = {present: ", ".join(first_lower(look.coded(each.sign)) for each in one.signs if each.sign
                               and (each.present.value if each.present else None) is present)
            for present in (YesNoUnknown.YES, YesNoUnknown.NO)}
    judgement = look.coded(one.judgement) or look.say("judgement.none")
    started = look.date(one.care_path_started) if one.care_path_started else ""
    return Item(judgement, "", Tone.PLAIN, (
        _observed(look, one), *look.lines(("signs.seen", seen[YesNoUnknown.YES]),
                                          ("signs.not-seen", seen[YesNoUnknown.NO]), ("care-path", started)),
        *look.notes(one.notes)))


def member(look: Look, one: NetworkMember) -> Item:
    """Somebody in the network: role, numbers, and who answers at other times."""
    roles = ", ".join(first_lower(look.coded(each)) for each in one.roles)
    own = person(look.setting, one.who)
    central = one.has(NetworkRole.CENTRAL_HEALTH_PROFESSIONAL)
    ways = tuple(_reach(look, each) for each in one.reachable) or own.phones
    deputy = ""
    if one.deputy:
        deputy = ": ".join(filter(None, (look.who(one.deputy), "; ".join(numbers(look, one.deputy)))))
    return Item(own.line, first_upper(roles), Tone.DO if central else Tone.PLAIN, (
        *look.lines(("calls", "; ".join(ways) or look.setting.words("phones.none")), ("deputy", deputy),
                    ("period", period(look.setting.words, one.period))),))


def _reach(look: Look, way: Reachability) -> str:
    hours = {True: look.say("hours.always"), False: look.say("hours.office"), None: ""}[way.outside_office_hours]
    number = way.telecom.value if way.telecom else ""
    about = ", ".join(filter(None, (way.when, way.telecom.comment if way.telecom else "", hours)))
    return " ".join(filter(None, (number, f"({about})" if about and number else about)))


def numbers(look: Look, who: Reference) -> tuple[str, ...]:
    """The telephone numbers of somebody: as the network says, else those of the person's own record."""
    sought = look.plan.find(who)
    found = [way for network in networks(look.plan, look.on) for each in network.members if within(each.period, look.on)
             and each.who and (look.plan.find(each.who) is sought if sought else each.who.display == who.display)
             for way in each.reachable if rings(way.telecom)]
    return tuple(_reach(look, way) for way in found) or person(look.setting, who).phones


def capacity(look: Look, one: CarerCapacity) -> Item:
    """How long a carer can keep going."""
    value = one.value.value if one.value else None
    return Item(look.who(one.carer), look.coded(one.value), Tone.OTHER if value and value.overload else Tone.PLAIN,
                (*look.notes(one.notes), _observed(look, one)))


def problem(look: Look, one: DimensionProblem) -> Item:
    """A problem, with its state when it is not simply there."""
    usual = one.clinical_status in ("active", None) and one.verification_status in ("confirmed", None)
    states = ", ".join(look.setting.words.of_source("status", each)
                       for each in (one.clinical_status, one.verification_status) if each)
    span = " ".join(filter(None, (
        look.setting.words("date.from", date=look.date(one.began_on)) if one.began_on else "",
        look.setting.words("date.until", date=look.date(one.ended_on)) if one.ended_on else "")))
    return Item(look.coded(one.problem) or look.say("problem.none"), "" if usual else states, Tone.PLAIN, (
        *look.lines(("", span)), *look.notes(one.notes), look.when_by(one.recorded_on, (one.recorded_by,))))


def wish(look: Look, one: DimensionWish) -> Item:
    """A wish in the person's own words."""
    how = one.absent_reason.label(look.setting.language) if one.absent_reason else look.say("wish.none")
    return Item(one.value or how, "", Tone.PLAIN, (*look.notes(one.notes), _observed(look, one)))


def goal(look: Look, one: DimensionGoal) -> Item:
    """A goal, whose it is, and by when."""
    status = "" if one.status in ("active", "in-progress", None) else look.setting.words.of_source("status", one.status)
    whose = look.who(one.expressed_by) if one.expressed_by else ""
    return Item(look.coded(one.goal) or look.say("goal.none"), status, Tone.PLAIN, (
        *look.lines(("whose", whose), ("due", look.date(one.due_on) if one.due_on else ""),
                    ("since", look.date(one.date) if one.date else "")), *look.notes(one.notes)))


def activity(look: Look, one: PlannedActivity) -> Item:
    """What is done by whom; or what may happen, what is then done and whom to call."""
    scenario = one.kind is not None and one.kind.value is ActivityKind.ANTICIPATED_SCENARIO
    people = ", ".join(map(look.who, one.performers))
    calls = [": ".join(filter(None, (look.who(each), "; ".join(numbers(look, each))))) for each in one.whom_to_call]
    calls += [_reach(look, way) for way in one.numbers_to_call if not _told(way, calls)]
    shown = one.status not in ("in-progress", "not-started", None) or (one.status == "not-started" and not scenario)
    status = look.setting.words.of_source("status", one.status) if shown else ""
    span = period(look.setting.words, one.scheduled)
    name, does = (one.situation, one.description) if scenario else (one.description, one.situation)
    call_lines = tuple(Detail(look.say("call") if not place else "", text) for place, text in enumerate(calls))
    return Item(name or does or look.say("activity.none"), status, Tone.CONFLICT if scenario else Tone.PLAIN, (
        *look.lines(("do" if scenario else "why", does if name else ""), ("who", people), ("planned", span)),
        *call_lines))


def _told(way: Reachability, calls: Iterable[str]) -> bool:
    """Whether the number stands in one of the lines already."""
    number = way.telecom.value if way.telecom else None
    return bool(number) and any(str(number) in call for call in calls)


def record(look: Look, one: CarePlan) -> Iterator[Item]:
    """When the plan was reviewed, will be, and was changed last."""
    review, say = one.review, look.say
    if review and review.held_on:
        by = ", ".join(map(look.who, review.by))
        yield Item(say("reviewed"), look.date(review.held_on), Tone.PLAIN,
                   look.lines(("", review.meeting), ("who", by)))
    if review and review.due_on:
        yield Item(say("review-due"), look.date(review.due_on))
    if one.revised_on or one.revised_by:
        by = look.who(one.revised_by) if one.revised_by else ""
        yield Item(say("revised"), look.date(one.revised_on), Tone.PLAIN, look.lines(("", by)))
    yield from (Item(say("note"), note.text) for note in one.notes if note.text)


def earlier(look: Look, one: Handover) -> Item:
    """A former handover: when, from whom, to whom, why."""
    return Item(one.title or look.say("untitled"), look.date(one.handed_over_at), Tone.PLAIN, look.lines(
        ("from", ", ".join(map(look.who, one.authors))), ("to", ", ".join(map(look.who, one.recipients))),
        ("reason", one.reason)))


def by_dimension(look: Look, told: Iterable[tuple[tuple[Coded[Dimension], ...], Item]]) -> tuple[Group, ...]:
    """Items under their dimensions, each under the first it names; a dimension without items says so."""
    sorted_: dict[Dimension | None, list[Item]] = {each: [] for each in Dimension}
    for dimensions, item in told:
        sorted_.setdefault(next((each.value for each in dimensions if each.value), None), []).append(item)
    nothing = (Item(look.say("none")),)
    return tuple(Group(key.display(look.setting.language) if key else look.say("dimension.none"),
                       tuple(items) or nothing) for key, items in sorted_.items()) if any(sorted_.values()) else ()


def _observed(look: Look, one: Observed) -> Detail:
    return look.when_by(one.date, one.performers)
