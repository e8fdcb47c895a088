"""Invariants of the datatypes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from ...tree import Tree
from .generic import excludes, one_of, only_one_of, requires
from .parts import listed, number, presence, present
from .scope import Predicate, Scope, about_names, holds_without

__all__ = ["R4", "SHARED", "STU3"]

UCUM: Final = "http://unitsofmeasure.org"
CURRENCIES: Final = "urn:iso:std:iso:4217"
MEALS_AT_ONCE: Final = ("C", "CM", "CD", "CV")
DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?")

has_timing = presence("timing[x]")


def measured_in(system: str, also: Callable[[Tree], bool] = lambda _node: True) -> Predicate:
    """A quantity with a value has a code, its system is this one, and ``also`` holds."""

    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        if not isinstance(node, dict):
            return True
        if present(node, "value") and not present(node, "code"):
            return False
        return node.get("system", system) == system and also(node)

    return predicate


def is_positive(node: Tree) -> bool:
    """The value, if any, is above nought."""
    value = number(node.get("value"))
    return value is None or value > 0


def is_count(node: Tree) -> bool:
    """The value, if any, is written without a decimal point, and the code is ``1``."""
    value = node.get("value")
    return node.get("code", "1") == "1" and (number(value) is None or "." not in str(value))


def duration_in_ucum(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """drt-1: a code comes with UCUM as system, and a value."""
    if not isinstance(node, dict) or not present(node, "code"):
        return True
    return node.get("system") == UCUM and present(node, "value")


@holds_without("start")
def begins_before_it_ends(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """per-1: the start is not after the end, as far as both are precise: an end of 2020 takes in all of 2020 (R4,
    "Period"), where FHIRPath would find nothing to compare."""
    start, end = (node.get("start"), node.get("end")) if isinstance(node, dict) else (None, None)
    if not isinstance(start, str) or not isinstance(end, str):
        return True
    if start <= end and start[10:] == end[10:]:
        return True
    if not DATE.fullmatch(start) or not DATE.fullmatch(end):
        return True
    if len(start) > 10 and len(end) > 10:
        return not_later(start, end)
    shared = min(len(start), len(end))
    return start[:shared] <= end[:shared]


def not_later(start: str, end: str) -> bool:
    """Whether one moment is not after another; moments that are not in the calendar are another fault."""
    try:
        return datetime.fromisoformat(start) <= datetime.fromisoformat(end)
    except ValueError:
        return True


@holds_without("low")
def low_is_not_above_high(node: Any, _sibling: Tree | None, _scope: Scope) -> bool | None:
    """rng-2; undecided where the units differ."""
    low, high = (node.get("low"), node.get("high")) if isinstance(node, dict) else (None, None)
    if not isinstance(low, dict) or not isinstance(high, dict):
        return True
    least, most = number(low.get("value")), number(high.get("value"))
    if least is None or most is None:
        return True
    if any(low.get(name) != high.get(name) for name in ("system", "code")):
        return None
    if "code" not in low and low.get("unit") != high.get("unit"):
        return None
    return least <= most


@about_names
def ratio_is_whole(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """rat-1: both parts or neither; without them an extension says why."""
    if not isinstance(node, dict):
        return True
    if present(node, "numerator") != present(node, "denominator"):
        return False
    return present(node, "numerator") or "extension" in node


def not_negative(name: str) -> Predicate:
    """The number, if any, is not below nought."""

    @holds_without(name)
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        value = number(node.get(name)) if isinstance(node, dict) else None
        return value is None or value >= 0

    return predicate


@holds_without("offset", "_offset")
def offset_has_event(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """tim-9: an offset needs an event, and none that is a meal itself."""
    if not isinstance(node, dict) or not present(node, "offset"):
        return True
    return present(node, "when") and not any(event in MEALS_AT_ONCE for event in listed(node, "when"))


@holds_without("type")
def trigger_fits_type(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """trd-3: what each type of trigger needs."""
    kind = node.get("type") if isinstance(node, dict) else None
    if not isinstance(kind, str):
        return True
    if kind == "named-event":
        return present(node, "name")
    if kind == "periodic":
        return has_timing(node)
    return not kind.startswith("data-") or "data" in node


SHARED: dict[str, Predicate] = {
    "age-1": measured_in(UCUM, is_positive),
    "att-1": requires("data", "contentType"),
    "cnt-3": measured_in(UCUM, is_count),
    "cpt-2": requires("value", "system"),
    "dis-1": measured_in(UCUM),
    "drt-1": duration_in_ucum,
    "per-1": begins_before_it_ends,
    "qty-3": requires("code", "system"),
    "rat-1": ratio_is_whole,
    "rng-2": low_is_not_above_high,
    "sqty-1": lambda node, _sibling, _scope: not isinstance(node, dict) or not present(node, "comparator"),
    "tim-1": requires("duration", "durationUnit"),
    "tim-2": requires("period", "periodUnit"),
    "tim-4": not_negative("duration"),
    "tim-5": not_negative("period"),
    "tim-6": requires("periodMax", "period"),
    "tim-7": requires("durationMax", "duration"),
    "tim-8": requires("countMax", "count"),
    "tim-9": offset_has_event,
    "tim-10": excludes("timeOfDay", "when"),
}
STU3: dict[str, Predicate] = {
    "mny-1": measured_in(CURRENCIES),
}
R4: dict[str, Predicate] = {
    "drq-1": only_one_of("path", "searchParam"),
    "drq-2": only_one_of("path", "searchParam"),
    "exp-1": one_of("expression", "reference"),
    "trd-1": excludes("data", "timing[x]"),
    "trd-2": requires("condition", "data"),
    "trd-3": trigger_fits_type,
}
