"""Dates, ages, codes and unknowns in words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..model import AdvanceCarePlan, Coded, HowUnknown, PartialDate, Period, Reference, Unknown
from ..model.statement import Statement
from .labels import Labels
from .parts import Term

if TYPE_CHECKING:
    from ..model.audience import View
    from ..model.own_codes import Dimension
    from .sources import Sources

__all__ = ["Setting", "age", "coded", "day", "first_lower", "first_upper", "period", "unknown", "years_between"]


@dataclass(frozen=True)
class Setting:
    """What every sentence needs: the plan it is about, the date, the words, and where statements come from."""

    plan: AdvanceCarePlan
    on: datetime.date
    words: Labels
    sources: Sources | None = None
    near: Statement | None = None
    """The statement that is being shown: references in it are to what its own source holds."""
    seen: View | None = None
    """What the audience sees; ``None`` when it is everything."""

    @property
    def language(self) -> str:
        """``en`` or ``nl``."""
        return self.words.language

    def at(self, statement: Statement) -> Setting:
        """The same for showing one statement."""
        return replace(self, near=statement)

    def find(self, reference: Reference | None) -> Statement | None:
        """The person or statement that a reference of the statement being shown points to."""
        return self.plan.find(reference, self.near)

    def sees(self, kind: str, dimension: Dimension | None = None) -> bool:
        """Whether the audience sees statements of a kind (a list of the plan), on a dimension if given."""
        if self.seen is None:
            return True
        wanted = self.seen.access[kind].dimensions if self.seen.shows(kind) else frozenset()
        return self.seen.shows(kind) and (dimension is None or not wanted or dimension in wanted)

    def lacks(self, kind: str) -> bool:
        """Whether statements of a kind were withheld from the audience."""
        return self.seen is not None and any(one.kind == kind and one.whole for one in self.seen.withheld)

    def marks(self, *statements: Statement) -> tuple[str, ...]:
        """The numbers of the sources of statements."""
        return self.sources.marks(*statements) if self.sources else ()


def day(words: Labels, when: PartialDate | None) -> Term:
    """A date as precise as it was said; a missing or unreadable one is said to be so."""
    if when is None:
        return Term(words("date.none"))
    if when.bounds is None:
        return Term(words("date.unreadable", text=str(when)), str(when))
    date, _, time = when.partition("T")
    year, *rest = date.split("-")
    month = words(f"month.{int(rest[0])}") if rest else ""
    number = str(int(rest[1])) if len(rest) > 1 else ""
    text = " ".join(filter(None, (number, month, year)))
    return Term(f"{text}, {clock(time)}" if time else text, str(when))


def clock(time: str) -> str:
    """Hours and minutes as the source wrote them; universal time is named."""
    return f"{time[:5]} UTC" if time.endswith("Z") else time[:5]


def period(words: Labels, span: Period | None) -> str:
    """From and until in words; empty when neither is known."""
    if span is None:
        return ""
    start = words("date.from", date=day(words, span.start)) if span.start else ""
    end = words("date.until", date=day(words, span.end)) if span.end else ""
    return " ".join(filter(None, (start, end)))


def years_between(birth: datetime.date, on: datetime.date) -> int:
    """Whole years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age(words: Labels, birth_date: PartialDate | None, on: tuple[datetime.date, datetime.date]) -> str:
    """Age in years on a date as precise as known; two ages when it can be either, empty when it cannot be known."""
    born = birth_date.bounds if birth_date else None
    if born is None or born[1] > on[0]:
        return ""
    least, most = years_between(born[1], on[0]), years_between(born[0], on[1])
    if least == most:
        return words("age.one", age=least)
    return words("age.range", least=least, most=most)


def coded(value: Coded[Any] | None, language: str) -> Term | None:
    """A coded value in words, with the code of its list or of the source."""
    if value is None:
        return None
    member = value.value
    first = next((c for c in value.codings if c.code), None)
    code = member.code if member else (first.code if first else None)
    system = member.system if member else (first.system if first else None)
    return Term(first_upper(value.label(language)), code or "", system or "")


def unknown(words: Labels, how: Unknown) -> Term:
    """That an answer is not known, and how that was said."""
    code = f"{how.how}:{how.code}" if how.code else str(how.how)
    if how.how is HowUnknown.NOT_STATED:
        return Term(words("unknown.not-stated"), code)
    if how.how is HowUnknown.NULL_FLAVOR:
        return Term(words.of_source("unknown.null", how.code), code)
    return Term(words("unknown.absent", reason=words.of_source("absent", how.code)), code)


def first_upper(text: str) -> str:
    """The text as the beginning of a line."""
    return text[:1].upper() + text[1:]


def first_lower(text: str) -> str:
    """The text as part of a line; abbreviations stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
