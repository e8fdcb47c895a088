"""What a plan says and the form made of it does not: the plan beside the form as it is read again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...model.base import Period
from ...model.plan import AdvanceCarePlan, FormAnswers
from ...model.statement import Statement
from ...tree import Pointer, Tree, leaves, location
from ..table import Loss
from .choosing import Chosen
from .people import form_id
from .states import same_code

__all__ = ["Compared"]

PASSED_OVER = ("left_out", "carried_from")


class Compared:
    """The statements that were written, each with the one that is read back in its place."""

    def __init__(self, chosen: Chosen, written: list[tuple[Any, Any]], again: AdvanceCarePlan) -> None:
        self.chosen = chosen
        self.again = again
        self.pairs = self._pairs(written)
        carried = chosen.plan.form_answers.carried if chosen.plan.form_answers else {}
        self.own_ids = f"{form_id(carried)}-"
        """How ids begin that were made for a form and are no loss."""
        self.references = set(self._references())

    def _pairs(self, written: list[tuple[Any, Any]]) -> list[tuple[Any, Any, Any]]:
        """The statement, how it was meant to be written, and what is read back."""
        chosen, again = self.chosen, self.again
        people = iter(again.contact_persons)
        found: list[tuple[Any, Any, Any]] = []
        patient = chosen.plan.patient
        if patient:
            meant = patient
            if patient.legally_capable and not chosen.lists["legal_capacities"]:
                capacity = next(iter(again.legal_capacities), None)
                notes = [note.text for note in capacity.notes] if capacity else []
                if capacity and capacity.value is patient.legally_capable.capable and (
                        notes or [None]) == [patient.legally_capable.comment]:
                    meant = patient.model_copy(update={"legally_capable": None})
            found.append((patient, meant, again.patient))
        one_each: tuple[tuple[Any, tuple[Any, ...]], ...] = (
            (chosen.professional, again.health_professionals), (chosen.role, again.health_professional_roles),
            (chosen.encounter, again.encounters), (chosen.procedure, again.procedures))
        for said, back in one_each:
            if said:
                found.append((said, _one_moment(said), next(iter(back), None)))
        for said, meant in written:
            if said is chosen.representative or said is chosen.first_contact:
                found.append((said, meant, next(people, None)))
            else:
                found.append((said, meant, self._same(meant)))
        return found

    def _same(self, meant: Any) -> Any:
        """What stands in its place: the only one of its kind, for agreements the one on the same treatment."""
        same = [each for each in self.again.statements() if type(each) is type(meant)]
        if hasattr(meant, "treatment"):
            same = [each for each in same if _treatment(each) == _treatment(meant)]
        return next(iter(same), None)

    def _references(self) -> Iterator[tuple[str, str]]:
        """How the plan names what the form names otherwise."""
        patient = self.again.patient
        for said, _, back in self.pairs:
            if back is not None:
                name = _name(back) if back is not patient else None
                for each in _names(said):
                    yield each, name or f"Patient/{back.id}"
        role = next(iter(self.again.health_professional_roles), None)
        if role:
            for each in _names(self.chosen.professional) if self.chosen.professional else ():
                yield each, _name(role)

    def losses(self) -> Iterator[Loss]:
        """Leaf by leaf what is not read back."""
        for said, meant, back in self.pairs:
            theirs = back.model_dump(exclude_defaults=True) if back is not None else {}
            for at, value in self._missing(meant.model_dump(exclude_defaults=True), theirs, ()):
                own_id = at == ("id",) and str(value).startswith(self.own_ids)
                if not own_id and not set(at) & set(PASSED_OVER):
                    yield Loss(_name(said), location(at, type(said).__name__), value, _reason(at))
        answers = self.chosen.plan.form_answers
        if answers:
            mine = answers.model_dump(exclude_defaults=True, exclude={"carried"})
            theirs = (self.again.form_answers or FormAnswers()).model_dump(exclude_defaults=True)
            yield from (Loss("FormAnswers", location(at, "FormAnswers"), value, "no-place-in-form")
                        for at, value in self._missing(mine, theirs, ()))

    def _missing(self, mine: Any, theirs: Any, at: Pointer) -> Iterator[tuple[Pointer, Any]]:
        if mine == theirs:
            return
        if isinstance(mine, dict) and isinstance(theirs, dict):
            yield from self._missing_in_object(mine, theirs, at)
        elif isinstance(mine, list | tuple) and isinstance(theirs, list | tuple):
            same = {index for index, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one == other}
            rest = [each for index, each in enumerate(theirs) if index not in same]
            for index, item in enumerate(mine):
                if index in same:
                    continue
                options = [(sum(1 for _ in self._missing(item, each, ())), place) for place, each in enumerate(rest)]
                if options:
                    yield from self._missing(item, rest.pop(min(options)[1]), (*at, index))
                else:
                    yield from leaves(item, (*at, index))
        elif not (at and at[-1] == "reference" and isinstance(theirs, str) and (mine, theirs) in self.references):
            yield from leaves(mine, at)

    def _missing_in_object(self, mine: Tree, theirs: Tree, at: Pointer) -> Iterator[tuple[Pointer, Any]]:
        same = "code" in mine and same_code(mine, theirs)
        for key, value in mine.items():
            if same and key in ("system", "code", "display"):
                continue
            if key in theirs:
                yield from self._missing(value, theirs[key], (*at, key))
            else:
                yield from leaves(value, (*at, key))


def _one_moment(said: Any) -> Any:
    """A procedure that says when it began says so as the moment the form has."""
    period = getattr(said, "performed_period", None)
    if period and period.start and not said.performed_at:
        rest = period.model_copy(update={"start": None})
        return said.model_copy(update={"performed_at": period.start,
                                       "performed_period": None if rest == Period() else rest})
    return said


def _reason(at: Pointer) -> str:
    if at in (("id",), ("full_url",)):
        return "form-has-no-ids"
    return "no-place-in-form"


def _treatment(statement: Any) -> Any:
    return (statement.treatment.value if statement.treatment else None) or "other"


def _name(statement: Statement) -> str:
    return f"{statement.reference_type}/{statement.id or statement.full_url or ''}"


def _names(statement: Statement) -> Iterator[str]:
    if statement.id:
        yield f"{statement.reference_type}/{statement.id}"
    if statement.full_url:
        yield statement.full_url
