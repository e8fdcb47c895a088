"""What the individual care plans share: how markings, networks, goals, scenarios and handovers are put together."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from pzp_exchange import model as m
from pzp_exchange.model.base import Model

__all__ = ["ICPC", "Person", "icpc", "member", "reach", "section", "signs", "with_individual",
           "with_role"]

ICPC = "http://hl7.org/fhir/sid/icpc-1-nl"
LOINC = "http://loinc.org"
XHTML = "http://www.w3.org/1999/xhtml"


def icpc(code: str, display: str, text: str | None = None) -> m.Coded[m.CodeList]:
    """A problem by its ICPC code, with the words of who wrote it down."""
    return m.Coded(codings=(m.Coding(system=ICPC, code=code, display=display),), text=text or display)


def reach(number: str, when: str | None = None, *, outside: bool | None = None, comment: str | None = None,
          ) -> m.Reachability:
    """A telephone number, when somebody answers it, and whether that is so at night and in weekends too."""
    telecom = m.Telecom(system="phone", value=number, use="work", comment=comment)
    return m.Reachability(telecom=telecom, when=when, outside_office_hours=outside)


def member(who: m.Reference | str, *roles: m.NetworkRole | str, since: str | None = None, until: str | None = None,
           **more: Any) -> m.NetworkMember:
    """Somebody in the network; a text is a name or a role that no list has."""
    coded = tuple(role if isinstance(role, m.NetworkRole) else m.Coded[m.NetworkRole](text=role) for role in roles)
    return m.NetworkMember(
        who=m.Reference(display=who) if isinstance(who, str) else who, roles=coded,
        period=m.Period(start=since, end=until) if since or until else None, **more)


def signs(**seen: m.YesNoUnknown) -> tuple[m.ObservedSign, ...]:
    """Signs of the dying phase, by the names of the list in small letters."""
    return tuple(m.ObservedSign(sign=m.DyingSign[name.upper()], present=present) for name, present in seen.items())


def section(title: str, *lines: str, about: tuple[m.Reference | str, ...] = (), loinc: tuple[str, str] | None = None,
            ) -> m.HandoverSection:
    """A part of a handover: a heading, lines of text, and what it is about."""
    told = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
    code = m.Coded[m.CodeList](codings=(m.Coding(system=LOINC, code=loinc[0], display=loinc[1]),)) if loinc else None
    return m.HandoverSection(title=title, code=code, text=f'<div xmlns="{XHTML}">{told}</div>', text_status="generated",
                             entries=about)


class Person:
    """Makes the statements of one person's individual care plan; ids begin with the person's own."""

    def __init__(self, patient: m.Reference, own_id: str) -> None:
        self.patient = patient
        self.own_id = own_id

    def _id(self, name: str) -> str:
        return f"{self.own_id}-{name}"

    def marking(self, name: str, phase: m.PalliativePhase, on: str, by: m.Reference, *grounds: m.MarkingGround,
                ended: tuple[str, str] | None = None, **more: Any) -> m.PalliativePhaseMarking:
        """A marking; *ended* is the date on which another took its place, and why."""
        over: dict[str, Any] = {}
        if ended:
            over = {"ended_on": ended[0], "ended_because": ended[1], "ending": m.MarkingEnding.REVISED}
        return m.PalliativePhaseMarking(
            id=self._id(name), patient=self.patient, phase=phase, marked_on=on, marked_by=by, grounds=grounds,
            clinical_status="inactive" if ended else "active", verification_status="confirmed", **over, **more)

    def alert(self, name: str, marking: str, start: str, by: m.Reference, end: str | None = None) -> m.MarkingAlert:
        """The sign on the record that points to a marking."""
        return m.MarkingAlert(
            id=self._id(name), status="inactive" if end else "active", patient=self.patient, starts_on=start,
            marking=self.to("Condition", marking), ended_on=end, author=by)

    def _observed(self, kind: Callable[..., Any], name: str, on: str, by: m.Reference, note: str | None,
                  more: dict[str, Any]) -> Any:
        return kind(id=self._id(name), status="final", patient=self.patient, observed_at=on, performers=(by,),
                    notes=(note,) if note else (), **more)

    def signal(self, name: str, kind: m.MarkingGround, on: str, by: m.Reference, *, note: str | None = None,
               **more: Any) -> m.PhaseSignal:
        """A question that was asked, or what was seen."""
        found: m.PhaseSignal = self._observed(m.PhaseSignal, name, on, by, note, {"kind": kind, **more})
        return found

    def capacity(self, name: str, carer: m.Reference, value: m.CarerOutlook, on: str, by: m.Reference,
                 note: str) -> m.CarerCapacity:
        """How long a carer can keep going, in a code and in their own words."""
        found: m.CarerCapacity = self._observed(m.CarerCapacity, name, on, by, note, {"carer": carer, "value": value})
        return found

    def wish(self, name: str, dimension: m.Dimension, on: str, by: m.Reference, value: str) -> m.DimensionWish:
        """A wish in the person's own words."""
        more = {"dimensions": (dimension,), "value": value}
        found: m.DimensionWish = self._observed(m.DimensionWish, name, on, by, None, more)
        return found

    def child(self, name: str, topic: m.ChildTopic, on: str, by: m.Reference, value: str) -> m.ChildFinding:
        """Development, or school."""
        found: m.ChildFinding = self._observed(m.ChildFinding, name, on, by, None, {"topic": topic, "value": value})
        return found

    def problem(self, name: str, dimension: m.Dimension, problem: m.Coded[m.CodeList], on: str, by: m.Reference,
                note: str | None = None, **more: Any) -> m.DimensionProblem:
        """A problem that is there now."""
        return m.DimensionProblem(
            id=self._id(name), patient=self.patient, dimensions=(dimension,), problem=problem, recorded_on=on,
            recorded_by=by, notes=(note,) if note else (),
            **{"clinical_status": "active", "verification_status": "confirmed", **more})

    def goal(self, name: str, dimension: m.Dimension, goal: str, start: str, *problems: str,
             of: m.Reference | None = None, **more: Any) -> m.DimensionGoal:
        """A goal, and the problems it is about by their names."""
        return m.DimensionGoal(
            id=self._id(name), patient=self.patient, dimensions=(dimension,), goal=m.Coded(text=goal), start_date=start,
            status=more.pop("status", "active"), expressed_by=of or self.patient,
            addresses=tuple(self.to("Condition", each) for each in problems), **more)

    def to(self, kind: str, name: str) -> m.Reference:
        """A reference to one of the person's own statements."""
        return m.Reference(reference=f"{kind}/{self._id(name)}", type=kind)

    def action(self, description: str, *performers: m.Reference, dimension: m.Dimension, goals: tuple[str, ...] = (),
               problems: tuple[str, ...] = (), **more: Any) -> m.PlannedActivity:
        """What somebody is going to do; goals and problems by their names."""
        return m.PlannedActivity(
            **{"kind": m.ActivityKind.AGREED_ACTION, "status": "in-progress", **more}, dimensions=(dimension,),
            description=description, performers=performers, goals=tuple(self.to("Goal", each) for each in goals),
            problems=tuple(self.to("Condition", each) for each in problems))

    def scenario(self, situation: str, description: str, *call: m.Reference, dimension: m.Dimension,
                 numbers: tuple[m.Reachability, ...] = (), problems: tuple[str, ...] = ()) -> m.PlannedActivity:
        """What may happen, what we then do, and whom to call."""
        return m.PlannedActivity(
            kind=m.ActivityKind.ANTICIPATED_SCENARIO, status="not-started", dimensions=(dimension,),
            situation=situation, description=description, whom_to_call=call, numbers_to_call=numbers,
            problems=tuple(self.to("Condition", each) for each in problems))


def with_individual(plan: m.AdvanceCarePlan, **lists: tuple[Model, ...]) -> m.IndividualCarePlan:
    """An individual care plan with an advance care plan inside; lists that both have are put together."""
    said = {name: getattr(plan, name) for name in plan.model_fields_set}
    both = {name: (*said[name], *more) if isinstance(said.get(name), tuple) else more for name, more in lists.items()}
    return m.IndividualCarePlan(**{**said, **both})


def with_role(person: m.ContactPerson, role: m.ContactRole) -> m.ContactPerson:
    """A contact person with one role more."""
    said = {name: getattr(person, name) for name in person.model_fields_set}
    return m.ContactPerson(**{**said, "relationships": (*person.relationships, role)})
