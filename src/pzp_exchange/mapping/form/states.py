"""Codes that differ between the forms and the plan: the state of a form, decisions, and telecom."""

from __future__ import annotations

from typing import Any

from ...model.base import Coding
from ...model.codes import (
    SCT,
    VEKTIS_ROLE,
    ContactRole,
    Decision,
    EmailType,
    MedicalPolicy,
    NumberType,
    TelecomType,
    Treatment,
)
from ...terminology import CodeList
from ..shared.agreements import CONDITIONAL
from .facts import Item, key_of

__all__ = [
    "EMAIL_USES", "PERMITTED", "PHONE_USES", "STATES", "SYSTEMS", "YES_BUT", "decision_meant", "decision_of",
    "option_for", "role_of", "same_code", "use_meant", "words_of",
]

PERMITTED = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4"
"""zib2017 BehandelingToegestaanCodelijst."""

YES_BUT = "JA_MAAR"
"""zib2017's *yes, but*: perform, under restrictions."""

_DECISIONS = {"JA": Decision.PERFORM, "NEE": Decision.DO_NOT_PERFORM}


def _states(agreement: str, finding: str, goal: str, encounter: str, procedure: str, device: str,
            request: str) -> dict[str, str]:
    findings = ("legal_capacities", "specific_care_wishes", "preferred_places_of_death",
                "positions_regarding_euthanasia", "organ_donation_choice_registrations", "senses_of_purpose")
    return {"treatment_directives": agreement, **dict.fromkeys(findings, finding), "medical_policy_goals": goal,
            "encounters": encounter, "procedures": procedure, "medical_devices": device,
            "inform_relatives_requests": request}


_DONE = _states("active", "final", "active", "finished", "completed", "active", "active")
_DRAFT = _states("draft", "preliminary", "proposed", "in-progress", "in-progress", "active", "draft")
_WRONG = "entered-in-error"

STATES: dict[str, dict[str, str]] = {
    "completed": _DONE, "amended": _DONE, "in-progress": _DRAFT, "stopped": _DRAFT,
    _WRONG: _states(_WRONG, _WRONG, _WRONG, _WRONG, _WRONG, _WRONG, _WRONG),
}
"""What the state of a form makes of its statements, by list of the plan."""

SYSTEMS = {TelecomType.LAND_LINE: "phone", TelecomType.MOBILE: "phone", TelecomType.FAX: "fax",
           TelecomType.PAGER: "pager"}
"""FHIR's kind of contact point for the form's kind of line."""

MEASURED = {
    "180771000146100": "focus van behandeling",
    "153851000146100": "wensen en verwachtingen met betrekking tot uitkomst van behandeling",
    "370819000": "vaststellen van persoonlijke waarden en wensen met betrekking tot zorg",
    "395091006": "gewenste plek van overlijden",
    "340171000146104": "standpunt ten opzichte van euthanasie",
    "570801000146104": "geregistreerd in orgaan donorregister",
    "1156040003": "self reported",
    "247751003": "gevoel van zingeving",
}
"""What a form says it measures, and how: displays of the SNOMED CT codes."""

PHONE_USES = {NumberType.HOME: "home", NumberType.TEMPORARY: "temp", NumberType.WORK: "work"}
EMAIL_USES = {EmailType.HOME: "home", EmailType.WORK: "work"}


def decision_of(coding: Coding) -> Decision | None:
    """The decision of either form, *yes, but* aside: BehandelBesluit, BehandelingToegestaan, or a null flavor."""
    if coding.system == PERMITTED:
        return _DECISIONS.get(coding.code or "")
    return Decision.find(coding.system, coding.code)


def decision_meant(coding: Coding) -> tuple[tuple[Decision, bool], str | None] | None:
    """The decision, whether it is *yes, but*, and the usual words for its code."""
    yes_but = (coding.system, coding.code) == (PERMITTED, YES_BUT)
    found = Decision.PERFORM if yes_but else decision_of(coding)
    return ((found, yes_but), words_of(coding.system, coding.code or "")) if found else None


def use_meant(uses: dict[Any, str], coding: Coding) -> tuple[str, str | None] | None:
    """Where a number belongs, as FHIR says it, and the usual words for the code."""
    found = next((member for member in uses if type(member).find(coding.system, coding.code) is member), None)
    return (uses[found], found.display("nl")) if found else None


def role_of(codings: tuple[Coding, ...]) -> ContactRole | None:
    """The role that codes mean, in zib2020's or zib2017's spelling."""
    found = (ContactRole.find(c.system, c.code.zfill(2) if c.code and c.system == VEKTIS_ROLE else c.code)
             for c in codings)
    return next((role for role in found if role), None)


def _same(system: str | None, code: str | None) -> set[str]:
    """The keys a code has in the forms: roles with or without leading zero, decisions and the goal by release."""
    keys = {key_of((system, code))}
    if system == VEKTIS_ROLE and code:
        keys |= {key_of((system, code.lstrip("0"))), key_of((system, code.zfill(2)))}
    decision = decision_of(Coding(system=system, code=code))
    if decision:
        keys |= {key_of((PERMITTED, word)) for word, meant in _DECISIONS.items() if meant is decision}
        keys.add(key_of((decision.system, decision.code)))
    old, new = MedicalPolicy.RELIEVE_SYMPTOMS_DEPRECATED, MedicalPolicy.RELIEVE_SYMPTOMS
    if (system, code) in ((old.system, old.code), (new.system, new.code)):
        keys |= {key_of((old.system, old.code)), key_of((new.system, new.code))}
    return keys


def same_code(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two codings differ, but only as the releases write one code."""
    if not all(isinstance(each.get(key), str) for each in (one, other) for key in ("system", "code")):
        return False
    mine, theirs = (key_of(each) for each in (one, other))
    return mine != theirs and theirs in _same(one.get("system"), one.get("code"))


def option_for(coding: Coding, item: Item) -> dict[str, Any] | None:
    """The code as this form release has it, or ``None`` when it is none of the answers to choose from.

    Words come along as far as the code is the same one; else they are those of this library's code lists.
    """
    if item.options is None:
        said = coding.model_dump(exclude_none=True, include={"system", "code", "display", "release", "user_selected"})
        return {{"release": "version", "user_selected": "userSelected"}.get(key, key): v for key, v in said.items()}
    keys = _same(coding.system, coding.code)
    exact = key_of((coding.system, coding.code))
    options = [each for each in item.options if isinstance(each, tuple) and key_of(each) in keys]
    for system, code in sorted(options, key=lambda option: key_of(option) != exact):
        display = coding.display if key_of((system, code)) == exact else words_of(system, code)
        found = {"system": system, "code": code, "display": display, "version": coding.release,
                 "userSelected": coding.user_selected}
        return {key: value for key, value in found.items() if value is not None}
    return None


def words_of(system: str | None, code: str) -> str | None:
    """The Dutch words for a code of the forms, as far as this library has them."""
    if system == PERMITTED:
        return {"JA": "Ja", YES_BUT: CONDITIONAL, "NEE": "Nee"}.get(code)
    if system == VEKTIS_ROLE:
        code = code.zfill(2)
    lists: tuple[type[CodeList], ...] = (Decision, ContactRole, MedicalPolicy, Treatment)
    found = (codes.find(system, code) for codes in lists)
    return next((member.display("nl") for member in found if member), MEASURED.get(code) if system == SCT else None)
