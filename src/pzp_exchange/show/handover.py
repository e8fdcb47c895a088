"""What a handover says, section by section, in words: the same for the document, its narrative and its page."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..model import (
    ActivityKind,
    ChildTopic,
    Coding,
    Handover,
    IndividualCarePlan,
    LegalCapacity,
    MedicalPolicyGoal,
    NetworkRole,
    Reference,
    ResourceMark,
    TreatmentDirective,
)
from ..model.agreements import AdvanceDirective
from ..model.attention.holding import (
    activities,
    begun,
    care_plans,
    in_error,
    networks,
    newest,
    observed,
    understood,
    within,
)
from ..model.current import Agreement
from ..model.doubts import reference
from ..model.statement import Statement
from . import handover_items as items
from .describe import heading
from .handover_items import Group, Item, Look
from .labels import labels
from .parts import Detail, PatientView, Person, Tone, clean
from .view import view
from .words import Setting

__all__ = ["HandoverView", "Section", "handover_sections", "handover_view"]

LOINC = "http://loinc.org"
LIMITS = (TreatmentDirective, AdvanceDirective, LegalCapacity, MedicalPolicyGoal)
"""Agreements that are told under what holds; the others are wishes."""
DROPPED_GOALS = frozenset({"cancelled", "rejected", "entered-in-error", "proposed"})
GONE_PROBLEMS = frozenset({"refuted", "entered-in-error"})
TOLD_ALREADY = frozenset({"PZP-IZP-NOT-UNDERSTOOD"})
Told = tuple[tuple[Group, ...], Iterable[Statement]]
"""What a section says, and the statements it is about."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a handover."""

    key: str
    """Which part: the end of the key of its heading."""
    title: str
    codings: tuple[Coding, ...]
    """LOINC where it has a code for the subject, our own where it has none."""
    groups: tuple[Group, ...]
    about: tuple[Statement, ...]
    empty: bool
    """Whether nothing is recorded; that is then said, in ``groups``."""


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A handover as a page shows it, in ready words."""

    language: str
    patient: PatientView
    at: str
    """The moment of handing over."""
    on: str
    """The date for which is told what holds."""
    facts: tuple[Detail, ...]
    """What a reader needs before all else: phase, who is central, from whom, to whom and why."""
    sections: tuple[Section, ...]


def handover_view(plan: IndividualCarePlan, made: Handover, on: datetime.date, language: Literal["en", "nl"],
                  ) -> HandoverView:
    """A handover with everything to be shown on its page. ``made`` tells when, by whom, to whom and why."""
    setting, state = Setting(plan, on, labels(language)), plan.status(on)
    look = Look(setting, plan, on, view(plan, on, language), state, plan.current(on))
    phase = " · ".join(each.display(language) for each in state.phases) or look.say("none")
    since = setting.words("date.from", date=look.date(state.since)) if state.since else ""
    centrals = [each.member for each in state.central_health_professionals]
    facts = (
        Detail(setting.words("diff.phase"), " ".join((phase, since)).strip()),
        Detail(setting.words("diff.central"), _reached(look, (each.who for each in centrals)) or look.say("none")),
        *look.lines(("deputy", _reached(look, (each.deputy for each in centrals))),
                    ("from", ", ".join(map(look.who, made.authors))), ("to", ", ".join(map(look.who, made.recipients))),
                    ("reason", made.reason)))
    return HandoverView(language, look.view.patient, look.date(made.handed_over_at), str(look.view.on), clean(facts),
                        handover_sections(plan, on, language))


def _reached(look: Look, people: Iterable[Reference | None]) -> str:
    """People with their telephone numbers."""
    return " · ".join(": ".join(filter(None, (look.who(each), "; ".join(items.numbers(look, each)))))
                      for each in people if each)


def handover_sections(plan: IndividualCarePlan, on: datetime.date, language: Literal["en", "nl"],
                      ) -> tuple[Section, ...]:
    """Every section of a handover on a date, what nobody can rely on first.

    That section is there only when there is something of the kind, and so are those about a child and about former
    handovers; every other one says so when nothing is recorded. Raises ``LookupError`` for a language there are no
    words in; never on content.
    """
    words = labels(language)
    look = Look(Setting(plan, on, words), plan, on, view(plan, on, language), plan.status(on), plan.current(on))
    made = []
    for key, (codings, tell, always) in SECTIONS.items():
        groups, about = tell(look)
        filled = tuple(group for group in groups if group.items)
        if filled or always:
            nothing = (Group("", (Item(words("handover.none")),)),)
            once = tuple({id(each): each for each in about}.values())
            made.append(Section(key, words(f"handover.section.{key}"), codings, clean(filled or nothing), once,
                                not filled))
    return tuple(made)


def _first(look: Look) -> Told:
    """What contradicts itself, what was not understood, and what needs attention."""
    words, said = look.setting.words, look.view
    clashes = tuple(Item(str(clash.what), str(clash.why), Tone.CONFLICT, tuple(
        Detail("", " · ".join(filter(None, (str(side.says), *(term.text for term in side.terms), side.when,
                                            ", ".join(side.by)))))
        for side in clash.sides)) for clash in said.conflicts)
    named = {reference(each): each for name in look.plan.own_lists for each in getattr(look.plan, name)}
    obscure = tuple(Item(heading(look.setting, named[each.reference]) if each.reference in named else each.what,
                         str(each.why), Tone.CONFLICT, look.lines(("", str(each.date))))
                    for each in said.not_understood)
    concerns = [each for each in look.state.attention
                if each.severity != "information" and each.code not in TOLD_ALREADY]
    alerts = tuple(Item(each.message(look.setting.language), "", Tone.OTHER) for each in concerns)
    unclear = (named[each.reference] for each in said.not_understood if each.reference in named)
    about = (*(each for conflict in look.current.conflicts for each in conflict.statements),
             *look.current.not_understood, *unclear, *(each.statement for each in concerns if each.statement))
    return (Group(words("section.conflicts"), clashes), Group(words("section.not-understood"), obscure),
            Group(look.say("attention"), alerts)), about


def _holds(look: Look) -> Told:
    said = look.view
    goals = [fact for fact in said.facts if fact.what.code == MedicalPolicyGoal.__name__]
    subjects = (("section.limits", said.limits), ("section.goal", goals), ("section.representation", (said.capacity,)),
                ("section.directives", said.directives), ("section.device", said.devices))
    groups = tuple(Group(look.setting.words(title) if title != "section.goal" else "",
                         tuple(items.row(look, row) for row in rows)) for title, rows in subjects)
    return groups, (*_agreed(look, True), *look.plan.medical_devices)


def _agreed(look: Look, limits: bool) -> Iterator[Agreement]:
    """The agreements that hold, contradict each other or have no date."""
    current = look.current
    every = (*(each.statement for each in current.holds),
             *(one for each in current.conflicts for one in each.statements),
             *(each.statement for each in current.undated))
    return (each for each in every if isinstance(each, LIMITS) is limits)


def _phase(look: Look) -> Told:
    plan, on, state = look.plan, look.on, look.state
    tone = Tone.CONFLICT if state.conflict else Tone.OTHER
    now = state.markings
    evidence = [found for each in now for reference in each.evidence
                if (found := plan.find(reference)) in plan.phase_signals]
    signals = [each for each in plan.phase_signals if each in evidence] if now else list(
        observed(plan, plan.phase_signals, on))
    dying = newest(observed(plan, plan.dying_phase_assessments, on))
    past = [each for each in plan.markings if each not in now and begun(each.marked_on, on) and not each.in_error]
    groups = (
        Group("", tuple(items.marking(look, each, tone) for each in now)),
        Group(look.say("dying"), tuple(items.assessment(look, each) for each in dying)),
        Group(look.say("evidence"), tuple(items.signal(look, each) for each in signals)),
        Group(look.say("before"), tuple(items.marking(look, each, Tone.PLAIN) for each in past)),
    )
    return groups, (*now, *dying, *signals, *past)


def _scenarios(look: Look) -> Told:
    found = list(activities(look.plan, look.on, ActivityKind.ANTICIPATED_SCENARIO))
    told = tuple(items.activity(look, each) for _, _, each in found)
    return (Group("", told),), (record for record, _, _ in found)


def _team(look: Look) -> Told:
    here = list(networks(look.plan, look.on))
    members = [each for network in here for each in network.members if within(each.period, look.on)]
    members.sort(key=lambda each: not each.has(NetworkRole.CENTRAL_HEALTH_PROFESSIONAL))
    every = list(observed(look.plan, look.plan.carer_capacities, look.on))
    carers = dict.fromkeys(look.who(each.carer) for each in every)
    answers = [each for name in carers for each in newest(one for one in every if look.who(one.carer) == name)]
    notes = tuple(Item(note.text) for network in here for note in network.notes if note.text)
    return (Group("", tuple(items.member(look, each) for each in members)), Group(look.say("remarks"), notes),
            Group(look.say("capacity"), tuple(items.capacity(look, each) for each in answers))), (*here, *answers)


def _contacts(look: Look) -> Told:
    said, words = look.view, look.setting.words

    def told(people: Iterable[Person]) -> tuple[Item, ...]:
        return tuple(Item(each.name, each.role, Tone.PLAIN, look.lines(
            ("calls", "; ".join(each.phones) or words("phones.none")), ("", each.email), ("", each.note)))
            for each in people)

    return (Group(look.say("representative"), told(said.representatives)),
            Group(words("section.contacts-other") if said.representatives else "", told(said.contacts))
            ), look.plan.contact_persons


def _problems(look: Look) -> Told:
    found = [each for each in look.plan.dimension_problems if understood(look.plan, each) and begun(each.date, look.on)
             and each.verification_status not in GONE_PROBLEMS]
    return items.by_dimension(look, ((each.dimensions, items.problem(look, each)) for each in found)), found


def _wishes(look: Look) -> Told:
    found = list(observed(look.plan, look.plan.dimension_wishes, look.on))
    facts = tuple(items.row(look, fact) for fact in look.view.facts if fact.what.code != MedicalPolicyGoal.__name__)
    groups = items.by_dimension(look, ((each.dimensions, items.wish(look, each)) for each in found))
    return (*groups, Group(look.say("further"), facts)), (*found, *_agreed(look, False))


def _goals(look: Look) -> Told:
    found = [each for each in look.plan.dimension_goals if understood(look.plan, each) and begun(each.date, look.on)
             and each.status not in DROPPED_GOALS]
    return items.by_dimension(look, ((each.dimensions, items.goal(look, each)) for each in found)), found


def _plan(look: Look) -> Told:
    found = list(activities(look.plan, look.on, ActivityKind.AGREED_ACTION))
    records = list(care_plans(look.plan, look.on))
    groups = items.by_dimension(look, ((each.dimensions, items.activity(look, each)) for _, _, each in found))
    about_it = tuple(item for each in records for item in items.record(look, each))
    return (*groups, Group(look.say("the-plan"), about_it)), records


def _child(look: Look) -> Told:
    found = list(observed(look.plan, look.plan.child_findings, look.on))
    later = list(activities(look.plan, look.on, ActivityKind.TRANSITION))
    said = tuple(Item(look.coded(each.topic), each.value or "", Tone.PLAIN, (
        look.when_by(each.date, each.performers),)) for each in found)
    return (Group("", said), Group(ActivityKind.TRANSITION.display(look.setting.language), tuple(
        items.activity(look, each) for _, _, each in later))), (*found, *(record for record, _, _ in later))


def _earlier(look: Look) -> Told:
    found = [each for each in look.plan.handovers if not in_error(each) and begun(each.date, look.on)]
    return (Group("", tuple(items.earlier(look, each) for each in found)),), found


def _further(look: Look) -> Told:
    """What else goes along that was not read: a receiver must know that it is there."""
    return (Group("", tuple(Item(each.text) for each in look.view.not_read)),), ()


def _own(mark: ResourceMark | ActivityKind | ChildTopic) -> Coding:
    return Coding(system=mark.system, code=mark.code, display=mark.display("nl"))


def _loinc(code: str, display: str) -> Coding:
    return Coding(system=LOINC, code=code, display=display)


SECTIONS: dict[str, tuple[tuple[Coding, ...], Callable[[Look], Told], bool]] = {
    "first": ((), _first, False),
    "holds": ((_loinc("42348-3", "Advance healthcare directives"),), _holds, True),
    "phase": ((_own(ResourceMark.MARKING),), _phase, True),
    "scenarios": ((_own(ActivityKind.ANTICIPATED_SCENARIO),), _scenarios, True),
    "team": ((_loinc("85847-2", "Patient Care team information"), _own(ResourceMark.CARE_NETWORK)), _team, True),
    "contacts": ((), _contacts, True),
    "problems": ((_loinc("11450-4", "Problem list - Reported"),), _problems, True),
    "wishes": ((_own(ResourceMark.WISH),), _wishes, True),
    "goals": ((_loinc("61146-7", "Goals"),), _goals, True),
    "plan": ((_loinc("18776-5", "Plan of care note"),), _plan, True),
    "child": ((_own(ChildTopic.DEVELOPMENT),), _child, False),
    "earlier": ((_own(ResourceMark.HANDOVER),), _earlier, False),
    "further": ((), _further, False),
}
"""By key, in the order of the document: codes, what tells it, and whether it is there when empty."""
