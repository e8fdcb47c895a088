"""Dates as precise as they were said."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["PartialDate"]

PARTIAL_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?"
)


class PartialDate(str):
    """A date or time as precise as it was said: ``2020``, ``2020-10``, ``2020-10-01``, ``2020-10-01T09:30:00+02:00``.

    Any text is held; ``bounds`` is ``None`` when it is not a date of the calendar.
    """

    __slots__ = ()

    @property
    def bounds(self) -> tuple[date, date] | None:
        """The first and last day it can mean, or ``None`` when it cannot be read."""
        match = PARTIAL_DATE.fullmatch(self)
        if not match:
            return None
        year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
        try:
            assert year is not None  # noqa: S101 - the pattern demands it
            first = date(year, month or 1, day or 1)
            last_month = month or 12
            return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
        except ValueError:
            return None

    @property
    def instant(self) -> datetime | None:
        """The moment, when it was said with a time and a zone; ``None`` when it cannot be read as one."""
        match = PARTIAL_DATE.fullmatch(self)
        if not match or not match.group(7):
            return None
        try:
            return datetime.fromisoformat(self.replace(":60", ":59"))  # a leap second
        except ValueError:
            return None

    def after(self, other: PartialDate) -> bool | None:
        """Whether this is later than the other; ``None`` when their precision does not tell."""
        if self == other:
            return False if self.bounds else None
        moment, another = self.instant, other.instant
        if moment and another:
            return moment > another
        mine, theirs = self.bounds, other.bounds
        if mine is None or theirs is None:
            return None
        if mine[0] > theirs[1]:
            return True
        return False if mine[1] < theirs[0] else None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        def read(value: Any) -> Any:
            return value.isoformat() if isinstance(value, date | datetime) else value

        text = core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
        return core_schema.no_info_before_validator_function(
            read, text, serialization=core_schema.plain_serializer_function_ser_schema(str))
