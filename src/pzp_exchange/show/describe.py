"""Any value of the model in words, and a heading for any statement; for what has no sentence of its own."""

from __future__ import annotations

from typing import Any

from ..model import (
    Address,
    Coded,
    Coding,
    ContactPerson,
    HealthProfessional,
    HealthProfessionalRole,
    Identifier,
    Model,
    Name,
    Note,
    PartialDate,
    Patient,
    Period,
    Reference,
    Telecom,
)
from ..model.base import Carried
from ..model.comparing import NOT_SAID
from ..model.statement import Statement
from ..terminology import CodeList
from .people import person
from .words import Setting, day, first_lower, first_upper, period

__all__ = ["attribute", "describe", "described", "heading"]

NAMING = (
    "treatment", "type", "goal", "problem", "kind", "topic", "phase", "title", "name", "code", "dimensions", "value",
)
"""The attributes that tell one statement from another of its kind, the best one first."""
BARE = frozenset({"who", "actor", "individual", "description", "title", "telecom"})
"""The attributes of a compound that need no name."""
STATES = frozenset({"status", "clinical_status", "verification_status"})


def heading(setting: Setting, statement: Statement) -> str:
    """The kind of statement, and which one."""
    kind = setting.words.of_source("kind", type(statement).__name__)
    which = _which(setting, statement)
    return f"{kind}: {which}" if which else kind


def _which(setting: Setting, statement: Statement) -> str:
    if isinstance(statement, Patient | ContactPerson | HealthProfessional):
        return statement.display_name or ""
    if isinstance(statement, HealthProfessionalRole):
        return person(setting, Reference(reference=f"{statement.reference_type}/{statement.id}")).line
    for name in NAMING:
        value = getattr(statement, name, None)
        if value and not isinstance(value, bool):
            words = describe(setting, value)
            return words if len(words) <= 60 else f"{words[:57].rstrip()}…"
    return ""


def attribute(setting: Setting, name: str) -> str:
    """The words for an attribute."""
    return setting.words.of_source("attr", name)


def described(setting: Setting, name: str, value: Any) -> str:
    """The value of an attribute in words; states have words of their own."""
    if name in STATES and isinstance(value, str):
        return setting.words.of_source("status", str(value))
    return describe(setting, value)


def describe(setting: Setting, value: Any) -> str:
    """A value in words; empty when there is none."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return setting.words("diff.yes" if value else "diff.no")
    if isinstance(value, PartialDate):
        return str(day(setting.words, value))
    if isinstance(value, CodeList):
        return value.display(setting.language)
    if isinstance(value, tuple):
        return "; ".join(filter(None, (describe(setting, item) for item in value)))
    if isinstance(value, Carried):
        return setting.words("diff.other-data") if value else ""
    return _model(setting, value) if isinstance(value, Model) else str(value)


def _model(setting: Setting, value: Model) -> str:
    if isinstance(value, Coded):
        member = value.value
        plain = setting.words.texts.get(f"code.{member.code}") if member else None
        return plain or value.label(setting.language)
    if isinstance(value, Coding):
        return value.display or value.code or ""
    if isinstance(value, Name | Address):
        return value.display or ""
    if isinstance(value, Telecom):
        return " ".join(filter(None, (value.value, f"({value.comment})" if value.comment else "")))
    if isinstance(value, Identifier):
        return value.value or ""
    if isinstance(value, Period):
        return period(setting.words, value)
    if isinstance(value, Note):
        return value.text or ""
    if isinstance(value, Reference):
        return _target(setting, value)
    return _parts(setting, value)


def _target(setting: Setting, reference: Reference) -> str:
    """Whoever or whatever a reference points to."""
    found = setting.plan.find(reference)
    people = Patient | ContactPerson | HealthProfessional | HealthProfessionalRole
    if found is None or isinstance(found, people):
        return person(setting, reference).line
    return first_lower(heading(setting, found))


def _parts(setting: Setting, value: Model) -> str:
    """The attributes of a compound, each with its name."""
    said = []
    for name in type(value).model_fields:
        words = "" if name in NOT_SAID else described(setting, name, getattr(value, name))
        if words:
            said.append(words if name in BARE else f"{first_lower(attribute(setting, name))} {words}")
    return first_upper(", ".join(said))
