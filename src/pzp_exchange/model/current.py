"""What holds on a date.

The standard does not say which of several ``active`` agreements holds; this is the library's rule. Per subject (one
treatment, one kind of wish, one kind of directive), at a reference date: leave out what was entered in error,
rejected or made inactive, what has ended, and what is dated later; of the rest the newest date holds; when a newer one
has ended or was made inactive, the reason says so. A newest that is only a draft or proposal does not replace a
different older one: both are shown as a conflict. The same date with different content is a conflict and both are
shown. Undated never wins. Everything else is history. A do-not-resuscitate declaration beside an agreement to
resuscitate is a conflict whatever their dates.

What several sources say alike is one statement to the rule: it stands in the lists once, and ``Current.also`` and
``Current.sources`` tell who else says so. Statements that differ in anything that counts are never taken together.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .agreements import AdvanceDirective, TreatmentDirective
from .base import Coded, PartialDate
from .codes import DEPRECATED, AdvanceDirectiveType, Decision, Treatment
from .doubts import Doubts
from .findings import Finding, InformRelativesRequest, MedicalPolicyGoal
from .reasons import OUT_OF_FORCE, TENTATIVE, Reason
from .same import laid_together, origins
from .statement import Origin

if TYPE_CHECKING:
    from .plan import AdvanceCarePlan

__all__ = ["Conflict", "Current", "Held", "Past", "Reason", "Topic", "Undated", "current"]

Agreement = TreatmentDirective | AdvanceDirective | MedicalPolicyGoal | Finding | InformRelativesRequest
SPELT_OUT = (Decision.UNKNOWN, Decision.NOT_DECIDED, Decision.NOT_DISCUSSED)
"""Decisions that R4 says in words only, which then say no more than the code does elsewhere."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a statement is about: its kind, and within treatments and directives which one."""

    kind: str
    """The model class, such as ``TreatmentDirective``."""
    key: str = ""
    """System and code of the treatment or directive type, or its text."""


@dataclass(frozen=True, slots=True)
class Held:
    """A statement that holds."""

    topic: Topic
    statement: Agreement
    reason: Reason


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements of which it cannot be said which one holds; all must be shown."""

    topic: Topic
    statements: tuple[Agreement, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Past:
    """A statement that does not hold (any more, or yet)."""

    topic: Topic
    statement: Agreement
    reason: Reason


@dataclass(frozen=True, slots=True)
class Undated:
    """A statement without a readable date: nobody can say whether it still holds."""

    topic: Topic
    statement: Agreement
    reason: Reason


@dataclass(frozen=True, slots=True)
class Current:
    """The state of a plan on a date; every agreement of the plan stands in exactly one of the lists.

    The one exception: a statement that holds can also be part of a ``directive-against-agreement`` conflict. Of what
    several sources say alike one stands in the lists, for all of them.
    """

    on: datetime.date
    holds: tuple[Held, ...]
    conflicts: tuple[Conflict, ...]
    undated: tuple[Undated, ...]
    history: tuple[Past, ...]
    not_understood: tuple[Agreement, ...]
    alike: tuple[tuple[Agreement, ...], ...] = ()
    """Statements that several sources say alike; the first of each stands in the lists."""

    def also(self, statement: Agreement) -> tuple[Agreement, ...]:
        """What other sources say the same as a statement of the lists."""
        return next((group[1:] for group in self.alike if group[0] is statement), ())

    def sources(self, statement: Agreement) -> tuple[Origin, ...]:
        """Every source that says a statement of the lists; empty when the whole plan comes from one."""
        return origins((statement, *self.also(statement)))

    def directive(self, treatment: Treatment) -> TreatmentDirective | None:
        """The agreement that holds for a treatment, when nothing in the plan casts doubt on it.

        ``None`` when there is none, or when another one is in conflict with it, undated or not understood.
        """
        found = next((h.statement for h in self.holds if _is_about(h.statement, treatment)), None)
        doubts = [s for c in self.conflicts for s in c.statements] + [u.statement for u in self.undated]
        if not isinstance(found, TreatmentDirective) or any(_is_about(s, treatment) for s in doubts):
            return None
        return None if any(_is_about(s, treatment) for s in self.not_understood) else found


def _is_about(statement: Agreement, treatment: Treatment) -> bool:
    return (isinstance(statement, TreatmentDirective) and statement.treatment is not None
            and statement.treatment.value is treatment)


def topic_of(statement: Agreement) -> Topic:
    """What a statement is about; statements about the same thing compete."""
    kind = type(statement).__name__
    if isinstance(statement, TreatmentDirective):
        return Topic(kind, (statement.treatment.key if statement.treatment else "") or f"?{statement.id}")
    if isinstance(statement, AdvanceDirective):
        return Topic(kind, (statement.type.key if statement.type else "") or f"?{statement.id}")
    return Topic(kind)


def content(statement: Agreement) -> tuple[object, ...]:
    """What must be equal for two statements to say the same."""
    if isinstance(statement, TreatmentDirective):
        decision = statement.decision
        said, restrictions = (_plain(text) for text in (statement.specification, statement.restrictions))
        return decision, "" if decision in SPELT_OUT and said == _plain(decision.display("nl")) else said, restrictions
    if isinstance(statement, AdvanceDirective):
        return statement.type.key if statement.type else None, statement.document
    if isinstance(statement, MedicalPolicyGoal):
        goal = statement.goal
        aim = goal.value if goal else None
        return (DEPRECATED.get(aim, aim) if aim else goal and goal.key,)
    if isinstance(statement, Finding):
        if statement.unknown:
            return ("unknown",)
        answer = statement.answer
        notes = tuple(note.text for note in statement.notes)
        return (answer.key or notes) if isinstance(answer, Coded) else answer,
    return ()  # that it was asked; a status that takes that back is dealt with before


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def agreements(plan: AdvanceCarePlan) -> Iterator[Agreement]:
    """Every statement the rule is about."""
    for statement in plan.statements():
        if isinstance(statement, Agreement):
            yield statement


def out_of_force(statement: Agreement, on: datetime.date) -> Reason | None:
    """Why a statement cannot hold on a date, before looking at the others."""
    status = OUT_OF_FORCE.get(str(statement.status or ""))
    if status:
        return status
    if isinstance(statement, TreatmentDirective | AdvanceDirective) and statement.ended_on is not None:
        bounds = statement.ended_on.bounds
        if bounds and bounds[1] < on:
            return Reason.ENDED
        if bounds is None:
            return Reason.UNREADABLE_DATE
    starts = getattr(statement, "starts_on", None)
    for day in (statement.date, starts):
        if day is not None and day.bounds and day.bounds[0] > on:
            return Reason.NOT_YET
    return None


def current(plan: AdvanceCarePlan, on: datetime.date) -> Current:
    """Apply the rule of this module to a plan."""
    unsafe = Doubts(plan)
    history: list[Past] = []
    undated: list[Undated] = []
    not_understood: list[Agreement] = []
    by_topic: dict[Topic, list[Agreement]] = {}
    groups = said_alike(plan, on)
    for statement, *_ in groups:
        topic = topic_of(statement)
        reason = out_of_force(statement, on)
        if reason is Reason.ENTERED_IN_ERROR:
            history.append(Past(topic, statement, reason))
        elif statement in unsafe or getattr(statement, "contradicts_itself", False):
            not_understood.append(statement)
        elif reason is Reason.UNREADABLE_DATE:
            undated.append(Undated(topic, statement, reason))
        elif reason:
            history.append(Past(topic, statement, reason))
        elif statement.date is None or statement.date.bounds is None:
            why = Reason.UNDATED if statement.date is None else Reason.UNREADABLE_DATE
            undated.append(Undated(topic, statement, why))
        else:
            by_topic.setdefault(topic, []).append(statement)
    holds: list[Held] = []
    conflicts: list[Conflict] = []
    for topic, statements in by_topic.items():
        ended = [p.statement for p in history if p.topic == topic and p.reason in (Reason.ENDED, Reason.INACTIVE)]
        _decide(topic, statements, ended, holds, conflicts, history)
    conflicts.extend(_against_directive(holds, conflicts, undated))
    return Current(on, tuple(holds), tuple(conflicts), tuple(undated), tuple(history), tuple(not_understood),
                   tuple(group for group in groups if len(group) > 1))


def said_alike(plan: AdvanceCarePlan, on: datetime.date) -> list[tuple[Agreement, ...]]:
    """The agreements of a plan, those together that several sources say alike: in kind, subject, day and content."""
    unsafe = Doubts(plan)

    def meaning(statement: Agreement) -> tuple[object, ...]:
        standing = out_of_force(statement, on), str(statement.status or "") in TENTATIVE
        doubt = statement in unsafe, getattr(statement, "contradicts_itself", False)
        return topic_of(statement), content(statement), getattr(statement, "ended_on", None), *standing, *doubt

    return laid_together(agreements(plan), meaning)


def _decide(topic: Topic, statements: Sequence[Agreement], ended: Sequence[Agreement], holds: list[Held],
            conflicts: list[Conflict], history: list[Past]) -> None:
    """Find the newest of the statements on one topic, or that they conflict."""
    newest = _newest(statements)
    settled = _newest([s for s in statements if str(s.status or "") not in TENTATIVE])
    replaced = settled and not any(s in newest for s in settled)
    if replaced and {content(s) for s in settled} != {content(s) for s in newest}:
        conflicts.append(Conflict(topic, (*newest, *settled), Reason.NEWEST_IS_TENTATIVE))
        history.extend(Past(topic, s, Reason.SUPERSEDED) for s in statements if s not in newest and s not in settled)
        return
    history.extend(Past(topic, s, Reason.SUPERSEDED) for s in statements if s not in newest)
    if len({content(s) for s in newest}) > 1 or len({words for s in newest if (words := _comment(s))}) > 1:
        same_day = len({s.date for s in newest}) == 1
        why = Reason.SAME_DATE if same_day else Reason.DATES_DO_NOT_TELL
        conflicts.append(Conflict(topic, tuple(newest), why))
        return
    first = max(newest, key=lambda s: (bool(_comment(s)), len(s.date or ""), s.model_dump_json(exclude={"sources"})))
    newer_ended = any(_later(other, first) for other in ended)
    holds.append(Held(topic, first, Reason.NEWER_ENDED if newer_ended else
                      Reason.ONLY if len(statements) == 1 else Reason.NEWEST))
    history.extend(Past(topic, s, Reason.REPEATED) for s in newest if s is not first)


def _comment(statement: Agreement) -> str:
    """The comment in one form; two of them that differ are different content, one and none are not."""
    return _plain(getattr(statement, "comment", None))


def _newest(statements: Sequence[Agreement]) -> list[Agreement]:
    """Those that no other is surely later than."""
    return [s for s in statements if not any(_later(other, s) for other in statements)]


def _later(one: Agreement, other: Agreement) -> bool:
    """Whether one is surely later than the other."""
    first, second = one.date, other.date
    return isinstance(first, PartialDate) and isinstance(second, PartialDate) and first.after(second) is True


def _against_directive(holds: Sequence[Held], conflicts: Sequence[Conflict],
                       undated: Sequence[Undated]) -> Iterator[Conflict]:
    """A do-not-resuscitate declaration beside an agreement to resuscitate, dated or not."""
    standing = [h.statement for h in holds] + [s for c in conflicts for s in c.statements]
    standing += [u.statement for u in undated]
    declarations = [s for s in standing if isinstance(s, AdvanceDirective) and s.type
                    and s.type.value is AdvanceDirectiveType.NO_RESUSCITATION]
    for held in holds:
        found = held.statement
        if (declarations and isinstance(found, TreatmentDirective) and found.treatment
                and found.treatment.value is Treatment.CPR and found.decision is Decision.PERFORM):
            yield Conflict(held.topic, (found, *declarations), Reason.DIRECTIVE_AGAINST_AGREEMENT)
