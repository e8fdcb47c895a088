"""What is shown of a plan, in ready words: frozen data without markup, the same for text, page and data.

Every piece of text is for a person, in the language asked for; a ``Term`` has the code beside its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .individual_parts import Gone, IndividualView

__all__ = [
    "Clash",
    "Detail",
    "NotRead",
    "Obscure",
    "PatientView",
    "Person",
    "PlanView",
    "Row",
    "Said",
    "SourceLine",
    "State",
    "Talk",
    "Term",
    "Tone",
    "clean",
    "spelled",
]


class Tone(StrEnum):
    """How a statement is to be set off; words and symbol always say the same."""

    DO = "do"
    DO_NOT = "do-not"
    OTHER = "other"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"
    PLAIN = "plain"


class State(StrEnum):
    """What can be said about one subject on the date."""

    HOLDS = "holds"
    CONFLICT = "conflict"
    UNDATED = "undated"
    NOT_UNDERSTOOD = "not-understood"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Term:
    """Words, and the code or date they stand for where there is one."""

    label: str
    code: str = ""
    system: str = ""

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Detail:
    """A named piece of free text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the plan."""

    name: str
    role: str = ""
    """Every role and relation, or the specialty; empty when not known."""
    brief: str = ""
    """One role, to stand behind the name in a line."""
    phones: tuple[str, ...] = ()
    """Telephone numbers, each with its kind."""
    email: str = ""
    note: str = ""
    """Such as that this person is no longer a contact person."""

    @property
    def line(self) -> str:
        """The name with one role in brackets."""
        return f"{self.name} ({self.brief})" if self.brief else self.name


@dataclass(frozen=True, slots=True)
class PatientView:
    """Whom the plan is about."""

    name: str
    birth_date: Term
    age: str = ""
    """Age on the date, or at death; empty when it cannot be known."""
    gender: Term | None = None
    bsn: str = ""
    deceased: str = ""
    """Empty for the living."""
    hidden: tuple[str, ...] = ()
    """What this audience does not see: ``birth_date``, ``bsn``."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that was (or was to be) held."""

    date: Term
    contact_type: Term | None = None
    present: tuple[Person, ...] = ()
    details: tuple[Detail, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """The numbers of the sources that tell of it, when the plan comes from several."""

    @property
    def when(self) -> str:
        """The date with the sources."""
        return f"{self.date}{''.join(f' [{number}]' for number in self.sources)}"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of the plan in words."""

    kind: Term
    """What kind of statement; the code is the name of the model class."""
    what: Term
    """The treatment, the question, or the type of directive."""
    says: Term
    """The decision or answer."""
    date: Term
    by: tuple[str, ...] = ()
    """Who decided, spoke or recorded: names with a role."""
    terms: tuple[Detail, ...] = ()
    """What belongs to the decision itself: its specification and limits."""
    details: tuple[Detail, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader must know before trusting it."""
    reason: Term = Term("")
    """Why it stands where it stands."""
    tone: Tone = Tone.PLAIN
    status: str = ""
    """Status in the source."""
    id: str = ""
    sources: tuple[str, ...] = ()
    """The numbers of the sources that say so, when the plan comes from several."""

    @property
    def marks(self) -> str:
        """The sources, to stand behind a date."""
        return "".join(f" [{number}]" for number in self.sources)

    @property
    def when(self) -> str:
        """The date with the sources."""
        return f"{self.date}{self.marks}"


@dataclass(frozen=True, slots=True)
class Row:
    """One subject: what holds for it, or why nothing can be said to hold."""

    what: Term
    state: State
    headline: Term
    tone: Tone
    said: tuple[Said, ...] = ()
    """What holds; all sides of a conflict; or the undated statements."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements that contradict each other."""

    what: Term
    why: Term
    sides: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Obscure:
    """A statement that was not understood and must not be taken as an agreement."""

    what: str
    reference: str
    path: str
    why: Term
    date: Term


@dataclass(frozen=True, slots=True)
class NotRead:
    """What else the set holds, counted."""

    text: str
    resource_type: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What the number of a source stands for."""

    number: str
    what: Term
    """The system, file or folder; or the filled form with its date."""
    where: tuple[str, ...]
    """The file when it has another name, and the release."""
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything to be shown of one person's plan on one date."""

    language: str
    on: Term
    patient: PatientView
    limits: tuple[Row, ...]
    capacity: Row
    facts: tuple[Row, ...]
    directives: tuple[Row, ...]
    devices: tuple[Row, ...]
    representatives: tuple[Person, ...]
    contacts: tuple[Person, ...]
    talks: tuple[Talk, ...]
    """Newest first."""
    conflicts: tuple[Clash, ...]
    undated: tuple[Said, ...]
    not_understood: tuple[Obscure, ...]
    history: tuple[Said, ...]
    """Newest first."""
    still_active: tuple[Said, ...]
    """Of the history: superseded, though the source still calls it active."""
    form_answers: tuple[Detail, ...]
    not_read: tuple[NotRead, ...]
    sources: tuple[SourceLine, ...] = ()
    """Where the statements come from; empty when it is one source."""
    history_open: bool = False
    individual: IndividualView | None = None
    """What an individual care plan says beyond that; ``None`` for a plain advance care plan."""
    audience: Term | None = None
    """For whom it is; ``None`` when nothing was left out."""
    withheld: tuple[Gone, ...] = ()
    """What this audience does not see."""
    hidden: frozenset[str] = frozenset()
    """The sections of which this audience sees nothing."""
    partial: frozenset[str] = frozenset()
    """The sections of which it sees a part: an empty one does not say that nothing is there."""
    plain: bool = False
    """Whether it is in plain language, for the patient."""

    def shows(self, *sections: str) -> bool:
        """Whether any of the sections is for this audience."""
        return any(section not in self.hidden for section in sections)


def spelled(value: T, texts: Mapping[str, str]) -> T:
    """The same with the page's own words for every code that has some (``code.…``)."""
    done: Any = value
    if isinstance(value, Term):
        done = replace(value, label=texts.get(f"code.{value.code}", value.label) if value.code else value.label)
    elif isinstance(value, tuple):
        done = tuple(spelled(item, texts) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        done = replace(value, **{f.name: spelled(getattr(value, f.name), texts) for f in fields(value)})
    return done  # type: ignore[no-any-return]


KEPT = "\n\u200c\u200d"  # line break, and the joiners that some scripts need
T = TypeVar("T")


def clean(value: T) -> T:
    """The same with control and text-direction characters made visible, throughout: source text is not trusted."""
    done: Any = value
    if isinstance(value, str) and not isinstance(value, StrEnum):
        text = value.replace("\r\n", "\n").replace("\t", " ").strip()
        done = "".join(c if c.isprintable() or c in KEPT else "\N{REPLACEMENT CHARACTER}" for c in text)
    elif isinstance(value, tuple):
        done = tuple(clean(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        done = replace(value, **{f.name: clean(getattr(value, f.name)) for f in fields(value)})
    return done  # type: ignore[no-any-return]
