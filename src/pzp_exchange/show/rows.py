"""What holds per subject: every treatment of the standard and every question has a row, said or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..model import (
    AdvanceDirective,
    Conflict,
    Current,
    Held,
    InformRelativesRequest,
    LegalCapacity,
    MedicalPolicyGoal,
    OrganDonationChoiceRegistration,
    Past,
    Patient,
    PositionRegardingEuthanasia,
    PreferredPlaceOfDeath,
    Reason,
    SenseOfPurpose,
    SpecificCareWishes,
    Topic,
    TreatmentDirective,
    Undated,
)
from ..model.codes import AdvanceDirectiveType, Treatment
from ..model.current import Agreement, topic_of
from .parts import Row, Said, State, Term, Tone
from .people import patients
from .said import said, treatment_term
from .sight import ATTRIBUTES
from .words import Setting, day, first_lower

__all__ = ["Standing", "capacity_row", "directive_rows", "fact_rows", "limit_rows", "standings"]

TREATMENTS = (
    Treatment.CPR,
    Treatment.ICU_ADMISSION,
    Treatment.ARTIFICIAL_RESPIRATION,
    Treatment.HOSPITAL_ADMISSION,
    Treatment.ANTIBIOTICS,
    Treatment.BLOOD_PRODUCT,
    Treatment.ICD_DEACTIVATION,
)
FACTS: tuple[type, ...] = (
    MedicalPolicyGoal,
    SpecificCareWishes,
    PreferredPlaceOfDeath,
    PositionRegardingEuthanasia,
    OrganDonationChoiceRegistration,
    SenseOfPurpose,
    InformRelativesRequest,
)
SHOWN_AS_PAST = frozenset({Reason.ENDED, Reason.NOT_YET, Reason.INACTIVE, Reason.REJECTED})


@dataclass
class Standing:
    """Everything the rule said about one topic."""

    topic: Topic
    held: Held | None = None
    conflicts: list[Conflict] = field(default_factory=list)
    undated: list[Undated] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    not_understood: list[Agreement] = field(default_factory=list)

    def statements(self) -> Iterator[Agreement]:
        """All statements on the topic."""
        yield from self.in_force()
        yield from self.not_understood
        yield from (entry.statement for entry in self.past)

    def in_force(self) -> Iterator[Agreement]:
        """The statements that hold, conflict, or may hold."""
        if self.held:
            yield self.held.statement
        for conflict in self.conflicts:
            yield from conflict.statements
        yield from (entry.statement for entry in self.undated)


def standings(current: Current) -> dict[Topic, Standing]:
    """The outcome of the rule by topic."""
    found: dict[Topic, Standing] = {}

    def at(topic: Topic) -> Standing:
        return found.setdefault(topic, Standing(topic))

    for held in current.holds:
        at(held.topic).held = held
    for conflict in current.conflicts:
        at(conflict.topic).conflicts.append(conflict)
    for undated in current.undated:
        at(undated.topic).undated.append(undated)
    for past in current.history:
        at(past.topic).past.append(past)
    for statement in current.not_understood:
        at(topic_of(statement)).not_understood.append(statement)
    return found


def limit_rows(setting: Setting, found: dict[Topic, Standing]) -> tuple[Row, ...]:
    """A row for each treatment of the standard, resuscitation first, then one for each other treatment."""
    listed: dict[Treatment, Standing] = {}
    others: list[Standing] = []
    for standing in found.values():
        if standing.topic.kind == TreatmentDirective.__name__:
            value = _treatment(standing)
            if value in TREATMENTS:
                listed[value] = standing
            else:
                others.append(standing)
    nothing = Standing(Topic(TreatmentDirective.__name__))
    rows = [
        _row(setting, treatment_term(setting, one), listed.get(one, nothing), "limit") for one in TREATMENTS
    ]
    declared = _declarations(setting, found)
    if rows[0].state is not State.CONFLICT and rows[0].tone is not Tone.DO_NOT:
        rows[0] = _with_notes(rows[0], declared)
    return (*rows, *(_row(setting, said(setting, next(one.statements())).what, one, "limit") for one in others))


def _treatment(standing: Standing) -> Treatment | None:
    statement = next(standing.statements())
    directive = isinstance(statement, TreatmentDirective) and statement.treatment
    return directive.value if directive else None


def _declarations(setting: Setting, found: dict[Topic, Standing]) -> tuple[str, ...]:
    """Do-not-resuscitate declarations, to be named beside the agreement on resuscitation."""
    standing = (
        one for topic in found.values() if topic.topic.kind == AdvanceDirective.__name__ for one in topic.in_force()
    )
    return tuple(
        setting.words("note.declaration", date=day(setting.words, one.date))
        for one in standing
        if isinstance(one, AdvanceDirective) and one.type and one.type.value is AdvanceDirectiveType.NO_RESUSCITATION
    )


def _with_notes(row: Row, notes: tuple[str, ...]) -> Row:
    return Row(row.what, row.state, row.headline, row.tone, row.said, row.notes + notes)


def fact_rows(setting: Setting, found: dict[Topic, Standing]) -> tuple[Row, ...]:
    """A row for each question of the plan, answered or not."""
    return tuple(
        _row(
            setting,
            Term(setting.words(f"kind.{kind.__name__}"), kind.__name__),
            found.get(Topic(kind.__name__), Standing(Topic(kind.__name__))),
            "fact",
        )
        for kind in FACTS
        if setting.sees(ATTRIBUTES[kind.__name__])
    )


def capacity_row(setting: Setting, found: dict[Topic, Standing]) -> Row:
    """Legal capacity, from the finding and from what is recorded with the patient."""
    kind = LegalCapacity.__name__
    what = Term(setting.words(f"kind.{kind}"), kind)
    row = _row(setting, what, found.get(Topic(kind), Standing(Topic(kind))), "fact")
    recorded = recorded_capacities(setting)
    if not recorded or row.state not in (State.NONE, State.HOLDS):
        return Row(what, row.state, row.headline, row.tone, (*row.said, *recorded), row.notes)
    everything = row.said + recorded
    first = everything[0]
    if len({one.says.code for one in everything}) > 1:
        conflict = Term(setting.words("state.conflict"), State.CONFLICT)
        return Row(what, State.CONFLICT, conflict, Tone.CONFLICT, everything, row.notes)
    return Row(what, State.HOLDS, first.says, first.tone, everything, row.notes)


def recorded_capacities(setting: Setting) -> tuple[Said, ...]:
    """Legal capacity as recorded with the patient (R4 rc2 and STU3): it has no date of its own."""
    words = setting.words
    found: dict[Said, tuple[Patient, ...]] = {}
    for patient in patients(setting):
        recorded = patient.legally_capable
        if recorded is None:
            continue
        # the same words as for a finding with this value
        finding = said(
            setting, LegalCapacity(value=recorded.capable, notes=((recorded.comment,) if recorded.comment else ()))
        )
        shown = Said(
            finding.kind,
            finding.what,
            finding.says,
            Term(words("date.none")),
            details=finding.details,
            notes=(words("note.recorded-with-patient"),),
            tone=finding.tone,
        )
        found[shown] = (*found.get(shown, ()), patient)
    return tuple(replace(one, sources=setting.marks(*records)) for one, records in found.items())


def directive_rows(setting: Setting, found: dict[Topic, Standing]) -> tuple[Row, ...]:
    """A row for each kind of advance directive there is."""
    rows = []
    for standing in found.values():
        if standing.topic.kind == AdvanceDirective.__name__:
            what = said(setting, next(standing.statements())).says
            rows.append(_row(setting, what, standing, "directive"))
    return tuple(rows)


def _row(setting: Setting, what: Term, standing: Standing, kind: str) -> Row:
    """Conflict over agreement over not understood over undated over nothing."""
    words = setting.words
    notes = tuple(_past_notes(setting, standing))
    undated = tuple(said(setting, one.statement, one.reason) for one in standing.undated)
    if standing.not_understood:
        notes += (words("note.not-understood"),)
    if standing.conflicts:
        sides = tuple(said(setting, s, c.reason) for c in standing.conflicts for s in c.statements)
        state, tone, shown = State.CONFLICT, Tone.CONFLICT, tuple(dict.fromkeys(sides))
    elif standing.held:
        held = said(setting, standing.held.statement, standing.held.reason)
        return Row(what, State.HOLDS, held.says, held.tone, (held,), notes + _undated_notes(setting, undated))
    elif standing.not_understood:
        return Row(
            what,
            State.NOT_UNDERSTOOD,
            Term(words("state.not-understood"), State.NOT_UNDERSTOOD),
            Tone.CONFLICT,
            (),
            notes + _undated_notes(setting, undated),
        )
    elif undated:
        state, tone, shown = State.UNDATED, Tone.UNKNOWN, undated
        undated = ()
    else:
        lacks = setting.lacks(ATTRIBUTES[standing.topic.kind])
        none = words(f"state.past.{kind}" if notes or lacks else f"state.none.{kind}")
        return Row(what, State.NONE, Term(none, State.NONE), Tone.UNKNOWN, (), notes)
    return Row(what, state, Term(words(f"state.{state}"), state), tone, shown, notes + _undated_notes(setting, undated))


def _undated_notes(setting: Setting, undated: Iterable[Said]) -> tuple[str, ...]:
    """That there are also statements without a date, and what they say."""
    return tuple(setting.words("note.also-undated", says=one.says) for one in undated)


def _past_notes(setting: Setting, standing: Standing) -> Iterator[str]:
    """What ended, was withdrawn, or is yet to come, unless something later holds."""
    held = standing.held.statement.date if standing.held else None
    for entry in standing.past:
        when = entry.statement.date
        if entry.reason in SHOWN_AS_PAST and not (held and when and when.after(held) is False):
            one = said(setting, entry.statement, entry.reason)
            reason = str(one.reason)
            if entry.reason is Reason.ENDED and isinstance(entry.statement, TreatmentDirective | AdvanceDirective):
                reason = setting.words("note.ended-on", date=day(setting.words, entry.statement.ended_on))
            yield setting.words("note.past", reason=reason, says=first_lower(str(one.says)), date=one.date)
