"""What is shown of an individual care plan beyond an advance care plan, in ready words: frozen data without markup."""

from __future__ import annotations

from dataclasses import dataclass

from .parts import Detail, Term, Tone

__all__ = [
    "Contact",
    "DimensionView",
    "Gone",
    "IndividualView",
    "Item",
    "Phase",
    "Point",
    "Scenario",
    "StatusView",
    "Way",
]


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody can be reached."""

    number: str
    """The telephone number or address; empty when only is said when."""
    about: str = ""
    """When, and what kind of number."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody with how to reach them."""

    name: str
    role: str = ""
    ways: tuple[Way, ...] = ()
    notes: tuple[str, ...] = ()
    central: bool = False
    """Whether this is the central health professional."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was said, with what belongs to it."""

    what: Term
    tone: Tone = Tone.PLAIN
    meta: tuple[str, ...] = ()
    """Who, when, and its state, to stand in one line."""
    details: tuple[Detail, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader must not overlook."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A marking that stands, or may stand."""

    label: Term
    since: Term
    by: str = ""
    due_to: str = ""
    details: tuple[Detail, ...] = ()
    """Grounds, alert and comments."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Something that needs attention."""

    code: str
    severity: Term
    text: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the first minute needs."""

    phases: tuple[Phase, ...] = ()
    """The marking that stands; all that may stand when it cannot be told which one does."""
    unsure: str = ""
    """That it cannot be told in which phase the person is; empty when it can."""
    central: tuple[Contact, ...] = ()
    deputies: tuple[Contact, ...] = ()
    several: str = ""
    """That there is more than one central health professional."""
    last_change: Item | None = None
    points: tuple[Point, ...] = ()
    """The most serious first."""
    quiet: bool = False
    """Whether nothing in the whole plan needs attention, shown or not."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What may happen, what we then do, and whom to call."""

    situation: str
    action: str
    call: tuple[Contact, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One of the four dimensions; ``None`` for what this audience does not see of it."""

    name: Term
    problems: tuple[Item, ...] | None = None
    wishes: tuple[Item, ...] | None = None
    goals: tuple[Item, ...] | None = None
    actions: tuple[Item, ...] | None = None

    @property
    def groups(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """What is shown of it, by the name of the section."""
        named = (("problems", self.problems), ("wishes", self.wishes), ("goals", self.goals), ("actions", self.actions))
        return tuple((name, items) for name, items in named if items is not None)


@dataclass(frozen=True, slots=True)
class IndividualView:
    """What an individual care plan says beyond the advance care plan."""

    status: StatusView
    scenarios: tuple[Scenario, ...] = ()
    network: tuple[Contact, ...] = ()
    network_notes: tuple[str, ...] = ()
    dimensions: tuple[DimensionView, ...] = ()
    carers: tuple[Item, ...] = ()
    child: tuple[Item, ...] | None = None
    """Development, school and transition; ``None`` for an adult of whom nothing of the kind is recorded."""
    dying: tuple[Item, ...] = ()
    signals: tuple[Item, ...] = ()
    """The evidence that led to a marking."""
    reviews: tuple[Item, ...] = ()
    handovers: tuple[Item, ...] = ()
    """Newest first."""
    earlier: tuple[Item, ...] = ()
    """Everything else that was recorded: ended, replaced, dropped, not begun, or not understood."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What an audience does not see of one kind."""

    kind: Term
    text: str
    count: int = 0
    """How many statements as a whole."""
    parts: tuple[Term, ...] = ()
    """What was left out of others."""
