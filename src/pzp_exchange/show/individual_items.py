"""The parts of an individual care plan in words, one small function per kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..model import (
    Coded,
    DimensionGoal,
    DimensionProblem,
    DimensionWish,
    IndividualCarePlan,
    NetworkMember,
    NetworkRole,
    Note,
    Patient,
    PlannedActivity,
    Reachability,
    Reference,
)
from ..model.attention.holding import networks, rings, within
from ..model.findings import Observed
from .individual_parts import Contact, Item, Scenario, Way
from .parts import Detail, Term
from .people import person
from .words import Setting, day, first_upper, period

__all__ = ["action", "contact", "dated", "goal", "member", "observation", "own", "problem", "remarks", "scenario",
           "telephone", "who", "wish"]

QUIET = frozenset({"active", "confirmed", "in-progress", "final"})
"""States that need no word: it simply is so."""


def own(setting: Setting, value: Coded[Any] | None, otherwise: str = "") -> Term:
    """A coded value in the words of the page, else those of its list or source."""
    if value is None:
        return Term(setting.words(otherwise) if otherwise else "")
    member = value.value
    first = next((each for each in value.codings if each.code), None)
    code = member.code if member else (first.code or "" if first else "")
    system = member.system if member else (first.system or "" if first else "")
    words = setting.words.texts.get(f"code.{code}") if member else None
    return Term(words or first_upper(value.label(setting.language)), code, system)


def who(setting: Setting, people: Iterable[Reference | None]) -> str:
    """Names with a role, each once."""
    return ", ".join(dict.fromkeys(person(setting, each).line for each in people if each))


def by(setting: Setting, people: Iterable[Reference | None]) -> str:
    """By whom, as part of a line: names alone, their roles stand in the network; empty when not said."""
    names = ", ".join(dict.fromkeys(person(setting, each).name for each in people if each))
    return setting.words("by", who=names) if names else ""


def dated(setting: Setting, when: Any, people: Iterable[Reference | None] = ()) -> tuple[str, ...]:
    """When and by whom; a missing date is said to be missing."""
    return tuple(filter(None, (str(day(setting.words, when)), by(setting, people))))


def remarks(setting: Setting, notes: Iterable[Note]) -> tuple[Detail, ...]:
    """Comments."""
    return tuple(Detail(setting.words("detail.comment"), note.text) for note in notes if note.text)


def state(setting: Setting, *statuses: object) -> str:
    """A state that has to be known."""
    said = (setting.words.of_source("status", str(each)) for each in statuses if each and str(each) not in QUIET)
    return ", ".join(dict.fromkeys(said))


def ways(setting: Setting, reachable: Iterable[Reachability]) -> tuple[Way, ...]:
    """How somebody can be reached, what rings first."""
    found = sorted(reachable, key=lambda each: not rings(each.telecom))
    return tuple(filter(lambda way: way.number or way.about, (_way(setting, each) for each in found)))


def _way(setting: Setting, each: Reachability) -> Way:
    telecom = each.telecom
    hours = ""
    if each.outside_office_hours or (each.outside_office_hours is False and not each.when):
        hours = setting.words("hours.outside" if each.outside_office_hours else "hours.office")
    parts = (telecom.comment if telecom else "", each.when, hours)
    return Way(telecom.value or "" if telecom else "", ", ".join(filter(None, parts)))


def telephone(numbers: Iterable[str]) -> tuple[Way, ...]:
    """Numbers of a person's own record, each with its kind in brackets."""
    parts = (number.partition(" (") for number in numbers)
    return tuple(Way(number, about.removesuffix(")")) for number, _, about in parts)


def contact(setting: Setting, reference: Reference) -> Contact:
    """Somebody to call: the numbers of the network, else those of the person's own record."""
    someone = person(setting, reference)
    sought = setting.find(reference)
    plan = setting.plan
    reachable = [way for network in networks(plan, setting.on) for each in network.members
                 if each.who and within(each.period, setting.on) and _same(setting, each.who, reference, sought)
                 for way in each.reachable] if isinstance(plan, IndividualCarePlan) else []
    found = ways(setting, reachable) or telephone(someone.phones)
    return Contact(someone.name, someone.brief, found, () if found else (setting.words("phones.none"),))


def _same(setting: Setting, one: Reference, other: Reference, sought: object) -> bool:
    return setting.find(one) is sought if sought else bool(one.display) and one.display == other.display


def member(setting: Setting, each: NetworkMember) -> Contact:
    """Somebody in the network: roles, numbers, and who stands in."""
    someone = person(setting, each.who)
    roles = [str(own(setting, role)) for role in each.roles]
    roles += [str(own(setting, each.profession))] if each.profession else [someone.brief] if someone.brief else []
    notes = [] if each.period is None or not each.period.end else [period(setting.words, each.period)]
    if each.on_behalf_of and each.on_behalf_of.display:
        notes.append(setting.words("member.for", organization=each.on_behalf_of.display))
    if each.deputy:
        notes.append(setting.words("member.deputy", who=person(setting, each.deputy).line))
    found = ways(setting, each.reachable) or telephone(someone.phones)
    distinct = dict.fromkeys(first_upper(role) for role in roles)
    patient = isinstance(setting.find(each.who), Patient)
    none = () if found or patient else (setting.words("phones.none"),)
    return Contact(first_upper(someone.name), ", ".join(distinct), found, (*none, *notes),
                   each.has(NetworkRole.CENTRAL_HEALTH_PROFESSIONAL))


def scenario(setting: Setting, activity: PlannedActivity) -> Scenario:
    """What may happen; what is not said is said to be missing."""
    words = setting.words
    people = tuple(contact(setting, each) for each in activity.whom_to_call)
    numbers = tuple(Contact("", "", ways(setting, (each,))) for each in activity.numbers_to_call)
    calls = tuple(_once((*people, *numbers)))
    situation = (activity.situation or "").strip() or words("scenario.no-situation")
    notes = tuple(filter(None, (state(setting, activity.status if activity.status != "not-started" else None),)))
    return Scenario(situation, (activity.description or "").strip() or words("scenario.no-action"), calls,
                    notes if calls else (*notes, words("scenario.nobody")))


def _once(calls: Iterable[Contact]) -> Iterator[Contact]:
    """Everybody with the numbers that were not given before; who is only a number given before falls away."""
    given: set[str] = set()
    for each in calls:
        fresh = tuple(way for way in each.ways if not way.number or way.number not in given)
        given.update(way.number for way in each.ways)
        if each.name or fresh:
            yield replace(each, ways=fresh)


def action(setting: Setting, activity: PlannedActivity) -> Item:
    """What was agreed to do: who, when, and how far it is."""
    words = setting.words
    performers = who(setting, activity.performers)
    said = (activity.description or "").strip()
    why = (activity.situation or "").strip()
    meta = (performers or words("action.nobody"), period(words, activity.scheduled), state(setting, activity.status))
    return Item(Term(said or why or words("action.unnamed")), meta=tuple(filter(None, meta)),
                details=(Detail(words("action.why"), why),) if said and why else ())


def problem(setting: Setting, one: DimensionProblem) -> Item:
    """A problem, with its state when it is not simply there."""
    words = setting.words
    began = words("since", date=day(words, one.began_on)) if one.began_on else ""
    meta = (state(setting, one.clinical_status, one.verification_status), began,
            *dated(setting, one.recorded_on, (one.recorded_by,)))
    return Item(own(setting, one.problem, "problem.unnamed"), meta=tuple(filter(None, meta)),
                details=remarks(setting, one.notes), id=one.id or "")


def wish(setting: Setting, one: DimensionWish) -> Item:
    """A wish in the person's own words."""
    return observation(setting, one, _answer(setting, one, Term((one.value or "").strip())))


def goal(setting: Setting, one: DimensionGoal) -> Item:
    """What is aimed at, by when, and whose goal it is."""
    words = setting.words
    due = words("goal.due", date=day(words, one.due_on)) if one.due_on else ""
    mine = isinstance(setting.find(one.expressed_by), Patient)
    of = words("goal.of", who=person(setting, one.expressed_by).line) if one.expressed_by and not mine else ""
    meta = (due, of, state(setting, one.status), *dated(setting, one.date))
    return Item(own(setting, one.goal, "goal.unnamed"), meta=tuple(filter(None, meta)),
                details=remarks(setting, one.notes), id=one.id or "")


def observation(setting: Setting, one: Observed, what: Term, *lead: Detail) -> Item:
    """Something seen or asked."""
    meta = (state(setting, one.status), *dated(setting, one.date, one.performers))
    return Item(_answer(setting, one, what), meta=tuple(filter(None, meta)),
                details=(*lead, *remarks(setting, one.notes)), id=one.id or "")


def _answer(setting: Setting, one: Observed, what: Term) -> Term:
    """The answer, else why there is none."""
    if what.label:
        return what
    reason = own(setting, one.absent_reason)
    return Term(setting.words("unknown.absent", reason=setting.words.of_source("absent", reason.code))
                if reason.label else setting.words("unknown.not-stated"))


