"""What changed, in words a nurse understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..model import AdvanceCarePlan, CarePlan, IndividualCarePlan, PartialDate, TreatmentDirective
from ..model.changes import Changes, Edit, Standing, Turn
from ..model.comparing import NOT_SAID, Difference
from .describe import attribute, described, heading
from .labels import labels
from .parts import PatientView, Said, Term, clean
from .people import patient_view, person
from .rows import TREATMENTS
from .said import said
from .words import Setting, day

__all__ = ["ChangesView", "EditView", "Line", "TurnView", "changes_view"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs: its name, what it was, and what it is; empty for what was not there."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """A topic on which something else holds."""

    what: str
    kind: Term
    before: tuple[Said, ...]
    before_state: str
    after: tuple[Said, ...]
    after_state: str


@dataclass(frozen=True, slots=True)
class EditView:
    """A statement of the record that was added, removed or changed."""

    what: str
    kind: Term
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Everything that changed between two dates or documents."""

    language: str
    patient: PatientView
    before: Term
    after: Term
    state: tuple[Line, ...]
    """Phase and central health professional, when they changed."""
    turns: tuple[TurnView, ...]
    edits: tuple[EditView, ...]
    rewritten: tuple[str, ...]


def changes_view(found: Changes, before: AdvanceCarePlan, after: AdvanceCarePlan,
                 language: Literal["en", "nl"]) -> ChangesView:
    """Changes in words. ``before`` and ``after`` are the plans that were compared."""
    words = labels(language)
    first, second = Setting(before, found.before_on, words), Setting(after, found.after_on, words)
    return clean(ChangesView(
        language=language,
        patient=patient_view(second if after.patient else first),
        before=day(words, PartialDate(found.before_on.isoformat())),
        after=day(words, PartialDate(found.after_on.isoformat())),
        state=tuple(_state(first, second)),
        turns=tuple(_turn(turn, first, second) for turn in sorted(found.turns, key=_urgency)),
        edits=tuple(_edit(edit, first, second) for edit in found.edits),
        rewritten=tuple(_rewritten(second, record) for record in found.rewritten),
    ))


def _rewritten(setting: Setting, record: CarePlan) -> str:
    by = person(setting, record.revised_by).line if record.revised_by else setting.words("diff.rewritten.nobody")
    return setting.words("diff.rewritten", date=day(setting.words, record.revised_on), who=by)


def _state(before: Setting, after: Setting) -> Iterator[Line]:
    """Phase and central health professional on either side."""
    for name, say in (("diff.phase", _phase), ("diff.central", _central)):
        one, other = say(before), say(after)
        if one != other:
            nothing = after.words("diff.none")
            yield Line(after.words(name), one or nothing, other or nothing)


def _phase(setting: Setting) -> str:
    plan = setting.plan
    if not isinstance(plan, IndividualCarePlan):
        return ""
    status = plan.status(setting.on)
    names = " / ".join(phase.display(setting.language) for phase in status.phases)
    return setting.words("diff.unsure", says=names) if status.conflict else names


def _central(setting: Setting) -> str:
    plan = setting.plan
    if not isinstance(plan, IndividualCarePlan):
        return ""
    names = [one.name or setting.words("person.not-named") for one in plan.central_health_professionals(setting.on)]
    return setting.words("diff.several", names=", ".join(names)) if len(names) > 1 else "".join(names)


def _urgency(turn: Turn) -> int:
    """Treatments first, in the order in which they are always shown."""
    statement = (*turn.after.statements, *turn.before.statements)[0]
    value = statement.treatment.value if isinstance(statement, TreatmentDirective) and statement.treatment else None
    return TREATMENTS.index(value) if value in TREATMENTS else len(TREATMENTS)


def _turn(turn: Turn, before: Setting, after: Setting) -> TurnView:
    one = tuple(said(before, statement) for statement in turn.before.statements)
    other = tuple(said(after, statement) for statement in turn.after.statements)
    named = (*other, *one)[0]
    what = named.says if named.kind.code == "AdvanceDirective" else named.what
    return TurnView(str(what), Term(after.words(f"diff.{turn.kind}"), str(turn.kind)), one,
                    _standing(before, turn.before), other, _standing(after, turn.after))


def _standing(setting: Setting, standing: Standing) -> str:
    """What to say of a standing besides its statements; nothing when one simply holds."""
    if standing.state == "holds":
        return ""
    return setting.words("diff.none" if standing.state == "none" else f"diff.state.{standing.state}")


def _edit(edit: Edit, before: Setting, after: Setting) -> EditView:
    words = after.words
    if edit.before is None or edit.after is None:
        setting, kind = (after, "added") if edit.before is None else (before, "removed")
        lines = tuple(_whole(setting, edit, kind))
    else:
        setting, kind = after, "edited"
        lines = tuple(_line(difference, before, after) for difference in edit.differences)
    return EditView(heading(setting, edit.statement), Term(words(f"diff.{kind}"), kind), lines)


def _whole(setting: Setting, edit: Edit, kind: str) -> Iterator[Line]:
    """Everything a statement says that came or went."""
    for name in type(edit.statement).model_fields:
        text = "" if name in NOT_SAID else described(setting, name, getattr(edit.statement, name))
        if text and name not in ("patient", "carried"):
            yield Line(attribute(setting, name), *(("", text) if kind == "added" else (text, "")))


def _line(difference: Difference, before: Setting, after: Setting) -> Line:
    name = " – ".join(dict.fromkeys(attribute(after, each) for each in difference.path))
    last = difference.path[-1]
    return Line(name, described(before, last, difference.before), described(after, last, difference.after))
