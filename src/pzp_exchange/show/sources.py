"""Where each statement comes from, when a plan comes from several sources: a number behind its date."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.current import Agreement, Current, agreements
from ..model.plan import AdvanceCarePlan
from ..model.same import origins
from ..model.statement import Origin, Statement
from .labels import Labels
from .parts import SourceLine, Term
from .words import day

__all__ = ["Sources"]

Key = tuple[str, str, str]


class Sources:
    """The sources of a plan, numbered: resources by name, then filled forms by date."""

    def __init__(self, plan: AdvanceCarePlan, current: Current) -> None:
        self.current = current
        named = [*agreements(plan), *plan.encounters, *plan.procedures, *plan.medical_devices]
        found: dict[Key, list[Origin]] = {}
        for origin in (each for statement in named for each in statement.sources):
            found.setdefault(origin.key, []).append(origin)
        ordered = sorted(found.values(), key=lambda same: (bool(same[0].form), same[0].form_date or "", same[0].key))
        self._origins = {same[0].key: same for same in ordered} if len(ordered) > 1 else {}
        self._numbers = {key: str(number) for number, key in enumerate(self._origins, 1)}

    def also(self, statement: Statement) -> tuple[Agreement, ...]:
        """What other sources say the same."""
        return self.current.also(statement) if isinstance(statement, Agreement) else ()

    def marks(self, *statements: Statement) -> tuple[str, ...]:
        """The numbers of the sources of statements, and of what says the same."""
        everything = [each for statement in statements for each in (statement, *self.also(statement))]
        return self.of(origins(everything))

    def of(self, found: Iterable[Origin]) -> tuple[str, ...]:
        """The numbers of sources."""
        return tuple(sorted({self._numbers[each.key] for each in found if each.key in self._numbers}, key=int))

    def lines(self, words: Labels) -> tuple[SourceLine, ...]:
        """What each number stands for."""
        return tuple(_line(self._numbers[key], same, words) for key, same in self._origins.items())


def _line(number: str, same: list[Origin], words: Labels) -> SourceLine:
    first = same[0]
    files = tuple(sorted({each.file for each in same if each.file}))
    place = "" if files == (first.system,) else files[0] if len(files) == 1 else words.count("source.file", len(files))
    text = words("source.form", date=day(words, first.form_date)) if first.form else first.system
    where = tuple(part for part in (place if not first.form or place else first.system, first.release) if part)
    return SourceLine(number, Term(text, first.form or first.system), where, files)
