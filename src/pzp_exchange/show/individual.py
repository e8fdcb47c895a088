"""The individual care plan in words: status, scenarios, network, dimensions, child, reviews and handovers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..model import (
    CarePlan,
    Coded,
    Dimension,
    DyingPhaseAssessment,
    IndividualCarePlan,
    MarkingAlert,
    NetworkMember,
    PlannedActivity,
    Statement,
    YesNoUnknown,
)
from ..model.attention.child import grown
from ..model.attention.holding import DROPPED, care_plans, in_error, networks, newest, observed, understood, within
from ..model.attention.holding import begun as has_begun
from ..model.own_codes import ActivityKind, CarerOutlook, DyingJudgement
from .describe import describe, heading
from .individual_items import (
    action,
    dated,
    goal,
    member,
    observation,
    own,
    problem,
    remarks,
    scenario,
    who,
    wish,
)
from .individual_parts import Contact, DimensionView, IndividualView, Item, Scenario
from .individual_status import alerts, status_view
from .parts import Detail, Term, Tone
from .people import person
from .words import Setting, day, first_lower, first_upper, period

__all__ = ["individual_view"]

OUTLOOKS = {CarerOutlook.CANNOT_CONTINUE: Tone.CONFLICT, CarerOutlook.SOME_DAYS: Tone.CONFLICT,
            CarerOutlook.SOME_WEEKS: Tone.OTHER, CarerOutlook.CAN_CONTINUE: Tone.DO}
JUDGEMENTS = {DyingJudgement.RECOGNISED: Tone.OTHER, DyingJudgement.UNCERTAIN: Tone.UNKNOWN}
OVER = frozenset({"inactive", "resolved", "remission", "refuted", "completed", "cancelled", "rejected"})


def individual_view(setting: Setting, whole: IndividualCarePlan, hidden: frozenset[str]) -> tuple[IndividualView, int]:
    """What to show of a plan, and how many points of attention this audience does not see.

    ``setting`` has the plan as the audience sees it, ``whole`` is everything; ``hidden`` are the sections left out.
    """
    plan = setting.plan
    assert isinstance(plan, IndividualCarePlan)  # noqa: S101 - the view of one is one
    teller = _Teller(setting, plan)
    status, left = status_view(setting, plan, whole)
    for marking in plan.status(setting.on).markings:
        teller.told += (marking, *alerts(plan, marking, setting.on))
    return IndividualView(
        status=status,
        scenarios=tuple(teller.scenarios()),
        network=tuple(teller.network()),
        network_notes=tuple(note.text for each in networks(plan, setting.on) for note in each.notes if note.text),
        dimensions=tuple(teller.dimensions(hidden)),
        carers=tuple(teller.carers()),
        child=teller.child(),
        dying=tuple(teller.dying()),
        signals=tuple(teller.signals()),
        reviews=tuple(teller.reviews()),
        handovers=tuple(teller.handovers()),
        earlier=tuple(teller.earlier()),
    ), left


@dataclass
class _Teller:
    """Tells the sections of one plan, and remembers which statements were told."""

    setting: Setting
    plan: IndividualCarePlan
    told: list[Statement] = field(default_factory=list)

    def _holding(self, statements: Iterable[Any]) -> Iterator[Any]:
        """Those that were made by then, count, and are not over."""
        for each in statements:
            ended = getattr(each, "ended_on", None)
            over = bool(ended and ended.bounds and ended.bounds[1] < self.setting.on)
            states = {str(getattr(each, name, None)) for name in ("status", "clinical_status", "verification_status")}
            begun = has_begun(getattr(each, "recorded_on", None) or getattr(each, "start_date", None), self.setting.on)
            if begun and not over and not states & OVER and not in_error(each) and understood(self.plan, each):
                self.told.append(each)
                yield each

    def _observed(self, statements: Iterable[Any]) -> Iterator[Any]:
        for each in observed(self.plan, statements, self.setting.on):
            self.told.append(each)
            yield each

    def _activities(self, kind: ActivityKind) -> Iterator[PlannedActivity]:
        for record in care_plans(self.plan, self.setting.on):
            yield from (each for each in record.activities
                        if each.kind and each.kind.value is kind and each.status not in DROPPED)

    def scenarios(self) -> Iterator[Scenario]:
        """In the order of the plan; what was dropped or is done is told under earlier."""
        for each in self._activities(ActivityKind.ANTICIPATED_SCENARIO):
            if each.status != "completed":
                yield scenario(self.setting, each)

    def network(self) -> Iterator[Contact]:
        """The central health professional first, then in the order of the source."""
        found: list[Contact] = []
        for network in networks(self.plan, self.setting.on):
            self.told.append(network)
            found += (member(self.setting.at(network), each) for each in network.members
                      if within(each.period, self.setting.on))
        yield from sorted(dict.fromkeys(found), key=lambda each: not each.central)

    def dimensions(self, hidden: frozenset[str]) -> Iterator[DimensionView]:
        """Each of the four, and one for what names none."""
        setting, plan = self.setting, self.plan
        held: dict[str, list[tuple[tuple[Coded[Dimension], ...], Item]]] = {
            "problems": [(each.dimensions, problem(setting.at(each), each))
                         for each in self._holding(plan.dimension_problems)],
            "wishes": [(each.dimensions, wish(setting.at(each), each))
                       for each in self._observed(plan.dimension_wishes)],
            "goals": [(each.dimensions, goal(setting.at(each), each)) for each in self._holding(plan.dimension_goals)],
            "actions": [(each.dimensions, action(setting, each)) for each in self._agreed()],
        }
        for dimension in (*Dimension, None):
            groups: dict[str, tuple[Item, ...] | None] = {}
            for section, found in held.items():
                kind = "care_plans" if section == "actions" else f"dimension_{section}"
                sees = setting.sees(kind, dimension) and section not in hidden
                items = tuple(item for about, item in found if _under(about, dimension))
                groups[section] = items if sees and (dimension or items) else None
            if any(items is not None for items in groups.values()):
                name = own(setting, Coded[Dimension].model_validate(dimension)) if dimension else Term(
                    setting.words("dimension.none"))
                yield DimensionView(name, **groups)

    def _agreed(self) -> Iterator[PlannedActivity]:
        """Agreed actions, and what is of no kind we know."""
        for record in care_plans(self.plan, self.setting.on):
            for each in record.activities:
                kind = each.kind.value if each.kind else None
                if kind in (ActivityKind.AGREED_ACTION, None) and each.status not in DROPPED:
                    yield each

    def carers(self) -> Iterator[Item]:
        """Of each carer the newest answer."""
        asked: dict[str, list[Any]] = {}
        for each in observed(self.plan, self.plan.carer_capacities, self.setting.on):
            asked.setdefault(person(self.setting.at(each), each.carer).line, []).append(each)
        for name, answers in asked.items():
            for each in newest(answers):
                self.told.append(each)
                value = each.value.value if each.value else None
                said = observation(self.setting.at(each), each, own(self.setting, each.value))
                yield Item(Term(f"{first_upper(name)}: {first_lower(str(said.what))}", said.what.code,
                                said.what.system), OUTLOOKS.get(value, Tone.UNKNOWN) if value else Tone.UNKNOWN,
                           said.meta, said.details, id=said.id)

    def child(self) -> tuple[Item, ...] | None:
        """Development, school and transition; ``None`` for an adult of whom none is recorded."""
        words = self.setting.words
        found = tuple(_newest_by_topic(observed(self.plan, self.plan.child_findings, self.setting.on)))
        self.told += found
        findings = tuple(observation(self.setting.at(each), each, Term((each.value or "").strip()),
                                     Detail(words("child.about"), str(own(self.setting, each.topic, "child.other"))))
                         for each in found)
        moves = tuple(self._transition(each) for each in self._activities(ActivityKind.TRANSITION))
        return (*findings, *moves) or (() if grown(self.plan, self.setting.on) is False else None)

    def _transition(self, each: PlannedActivity) -> Item:
        said = action(self.setting, each)
        about = Detail(self.setting.words("child.about"), str(own(self.setting, each.kind)))
        return Item(said.what, said.tone, said.meta, (about, *said.details))

    def dying(self) -> Iterator[Item]:
        """The newest assessment: what was concluded together, the signs, and the care path."""
        setting, words = self.setting, self.setting.words
        for each in newest(observed(self.plan, self.plan.dying_phase_assessments, setting.on)):
            self.told.append(each)
            judged = each.judgement.value if each.judgement else None
            started = str(day(words, each.care_path_started)) if each.care_path_started else ""
            named = [("dying.seen", self._signs(each, YesNoUnknown.YES)),
                     ("dying.not-seen", self._signs(each, YesNoUnknown.NO)),
                     ("dying.unknown", self._signs(each, None)), ("dying.care-path", started)]
            lead = (Detail(words(key), text) for key, text in named if text)
            said = observation(setting.at(each), each, own(setting, each.judgement, "dying.no-judgement"), *lead)
            yield Item(said.what, JUDGEMENTS.get(judged, Tone.PLAIN) if judged else Tone.UNKNOWN, said.meta,
                       said.details, id=said.id)

    def _signs(self, one: DyingPhaseAssessment, present: YesNoUnknown | None) -> str:
        """Signs with that answer; ``None`` for all that are neither yes nor no."""
        plain = (YesNoUnknown.YES, YesNoUnknown.NO)
        said = [(each.sign, each.present.value if each.present else None) for each in one.signs]
        return ", ".join(first_lower(str(own(self.setting, sign, "sign.unnamed"))) for sign, value in said
                         if value is present or (present is None and value not in plain))

    def signals(self) -> Iterator[Item]:
        """The evidence, newest first; never a marking by itself."""
        words = self.setting.words
        found = sorted(self._observed(self.plan.phase_signals), key=lambda each: str(each.date or ""), reverse=True)
        for each in found:
            asked = str(own(self.setting, each.kind, "signal.unnamed"))
            answer = ": ".join(filter(None, (asked, first_lower(str(own(self.setting, each.answer))))))
            grows = ", ".join(first_lower(str(own(self.setting, one))) for one in each.dimensions)
            named = (("signal.outcome", each.outcome or ""), ("signal.dimensions", grows))
            lead = (Detail(words(key), text) for key, text in named if text)
            yield observation(self.setting.at(each), each, Term(answer), *lead)

    def reviews(self) -> Iterator[Item]:
        """Of each record in force: when it was looked at, and when it will be again."""
        for record in care_plans(self.plan, self.setting.on):
            self.told.append(record)
            yield self._review(self.setting.at(record), record)

    def _review(self, setting: Setting, record: CarePlan) -> Item:
        words, review = setting.words, record.review
        named: list[tuple[str, str]] = []
        late = False
        if review:
            held = " · ".join(filter(None, (str(day(words, review.held_on)) if review.held_on else "", review.meeting,
                                            who(setting, review.by))))
            due, bounds = review.due_on, review.due_on.bounds if review.due_on else None
            done = due and review.held_on and due.after(review.held_on) is not True
            late = bool(bounds and bounds[1] < setting.on and not done)
            named = [("review.held", held), ("review.due", str(day(words, due)) if due else "")]
        begun = " · ".join(filter(None, (period(words, record.period), who(setting, record.authors))))
        changed = " · ".join(dated(setting, record.revised_on, (record.revised_by,))) if record.revised_on else ""
        named += [("review.plan", begun), ("review.changed", changed)]
        details = tuple(Detail(words(key), text) for key, text in named if text)
        missing = () if review and review.due_on else (words("review.no-due"),)
        return Item(Term(record.title or words("review.untitled")), meta=(), notes=(
            words("review.late"),) if late else missing, details=(*details, *remarks(setting, record.notes)),
            id=record.id or "")

    def handovers(self) -> Iterator[Item]:
        """When, from whom, to whom and why; newest first."""
        words = self.setting.words
        found = [each for each in self.plan.handovers if not in_error(each) and understood(self.plan, each)
                 and has_begun(each.handed_over_at, self.setting.on)]
        for each in sorted(found, key=lambda one: str(one.handed_over_at or ""), reverse=True):
            self.told.append(each)
            setting = self.setting.at(each)
            titles = ", ".join(section.title for section in each.sections if section.title)
            named = (("handover-list.from", who(setting, each.authors)),
                     ("handover-list.to", who(setting, each.recipients)),
                     ("handover-list.why", each.reason or ""), ("handover-list.sections", titles))
            yield Item(Term(each.title or words("handover-list.untitled")), meta=dated(setting, each.handed_over_at),
                       details=tuple(Detail(words(key), text) for key, text in named if text), id=each.id or "")

    def earlier(self) -> Iterator[Item]:
        """Everything of the lists that was not told, with its state and date."""
        told = {id(each) for each in self.told}
        for record in care_plans(self.plan, self.setting.on):
            for each in record.activities:
                kind = each.kind.value if each.kind else None
                gone = each.status in DROPPED or (kind is ActivityKind.ANTICIPATED_SCENARIO
                                                  and each.status == "completed")
                if gone:
                    yield self._dropped(each)
        for network in networks(self.plan, self.setting.on):
            yield from (self._former(each) for each in network.members if not within(each.period, self.setting.on))
        for name in self.plan.own_lists:
            for statement in getattr(self.plan, name):
                if id(statement) not in told:
                    yield self._past(statement)

    def _dropped(self, each: PlannedActivity) -> Item:
        kind = str(own(self.setting, each.kind, "action.unnamed"))
        text = each.situation or each.description or self.setting.words("action.unnamed")
        return Item(Term(f"{kind}: {text}"), meta=(self.setting.words.of_source("status", each.status),))

    def _former(self, each: NetworkMember) -> Item:
        said = member(self.setting, each)
        name = f"{said.name} ({first_lower(said.role)})" if said.role else said.name
        return Item(Term(name), meta=(self.setting.words("earlier.member"), period(self.setting.words, each.period)))

    def _past(self, statement: Statement) -> Item:
        setting, words = self.setting.at(statement), self.setting.words
        states = (getattr(statement, name, None) for name in ("status", "clinical_status", "verification_status"))
        said = [words.of_source("status", str(each)) for each in states if each and each != "confirmed"]
        ended = getattr(statement, "ended_on", None)
        because = describe(setting, getattr(statement, "ended_because", None) or getattr(statement, "ending", None))
        over = words("earlier.ended", date=day(words, ended)) if ended else ""
        when = str(day(words, getattr(statement, "date", None)))
        doubt = () if understood(self.plan, statement) else (words("earlier.not-understood"),)
        stands = isinstance(statement, MarkingAlert) and statement.status == "active"
        state = "" if stands else ", ".join(dict.fromkeys(said))
        return Item(Term(heading(setting, statement)), meta=tuple(filter(None, (when, state, over, because))),
                    notes=doubt, id=statement.id or "")


def _under(about: tuple[Coded[Dimension], ...], dimension: Dimension | None) -> bool:
    """Whether something stands under a dimension; what names none we know stands under none."""
    known = [each.value for each in about if each.value]
    return dimension in known if dimension else not known


def _newest_by_topic(findings: Iterable[Any]) -> Iterator[Any]:
    """Of each topic the newest."""
    topics: dict[str, list[Any]] = {}
    for each in findings:
        topics.setdefault(each.topic.key if each.topic else "", []).append(each)
    for found in topics.values():
        yield from newest(found)
