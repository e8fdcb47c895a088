"""Invariants of the clinical resources, and of people and organizations."""

from __future__ import annotations

import re
from typing import Any, Final

from ...tree import Tree
from .generic import excludes, one_of, requires
from .parts import coded, listed, presence, present
from .scope import Predicate, Scope, holds_with, holds_without

__all__ = ["R4", "SHARED", "STU3"]

HL7: Final = "http://terminology.hl7.org/CodeSystem/"
ENDED: Final = ("resolved", "remission", "inactive")
LITERAL: Final = re.compile(r"(?:^|/)([A-Z][A-Za-z]*)/[A-Za-z0-9.-]{1,64}(?:/_history/[A-Za-z0-9.-]{1,64})?$")

has_value, has_abatement = presence("value[x]"), presence("abatement[x]")


@holds_without("use")
def not_at_home(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """org-2, org-3: an organization has no home."""
    return not isinstance(node, dict) or node.get("use") != "home"


def target_type(reference: Any, scope: Scope) -> str | None:
    """The resource type a Reference points at: of the target, else as its literal says; None if neither tells."""
    literal = reference.get("reference") if isinstance(reference, dict) else None
    if not isinstance(literal, str):
        return None
    target = scope.resolve(literal)
    if target is not None:
        kind = target.get("resourceType")
        return kind if isinstance(kind, str) else None
    match = LITERAL.search(literal)
    return match[1] if match else None


# ---- STU3 ----


def coded_status_unless_error(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """con-3 of STU3."""
    if not isinstance(node, dict):
        return True
    return node.get("verificationStatus") == "entered-in-error" or present(node, "clinicalStatus")


def abated_is_ended(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """con-4 of STU3; an abatement that is ``false`` says there was none."""
    if not isinstance(node, dict) or node.get("clinicalStatus") in ENDED:
        return True
    return node.get("abatementBoolean") is False or not has_abatement(node)


@holds_without("component")
def component_says_something_else(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """obs-7 of STU3. As published ``code!=component.code`` finds nothing to compare without components, and never
    equals several of them; what it means is that no component has the code of the whole."""
    if not isinstance(node, dict) or "component" not in node or "code" not in node:
        return True
    same = any(isinstance(part, dict) and part.get("code") == node["code"] for part in listed(node, "component"))
    return not same or not has_value(node)


@holds_without("notDoneReason", "_notDoneReason")
def reason_if_not_done(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """pro-1 of STU3."""
    return not isinstance(node, dict) or not present(node, "notDoneReason") or node.get("notDone") is True


@holds_without("onBehalfOf")
def practitioner_or_device_acts(node: Any, _sibling: Tree | None, scope: Scope) -> bool | None:
    """cmr-1 of STU3, of the requester; undecided where nothing tells what the agent is."""
    if not isinstance(node, dict) or "onBehalfOf" not in node:
        return True
    kind = target_type(node.get("agent"), scope)
    return None if kind is None else kind in ("Practitioner", "Device")


@holds_without("onBehalfOf")
def member_is_practitioner(node: Any, _sibling: Tree | None, scope: Scope) -> bool | None:
    """ctm-1 of STU3, of the participant; undecided where nothing tells what the member is."""
    if not isinstance(node, dict) or "onBehalfOf" not in node:
        return True
    if "member" not in node:
        return False
    kind = target_type(node["member"], scope)
    return None if kind is None else kind == "Practitioner"


# ---- R4 ----


def status_of_problem(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """con-3 of R4. As published ``category.select($this='problem-list-item').empty()`` compares a concept with a
    string, so that any category would need a status; what it means is the category that this code names."""
    if not isinstance(node, dict) or present(node, "clinicalStatus") or entered_in_error(node):
        return True
    categories = listed(node, "category")
    return not any(coded(each, HL7 + "condition-category", "problem-list-item") for each in categories)


def coded_abated_is_ended(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """con-4 of R4."""
    if not isinstance(node, dict) or coded(node.get("clinicalStatus"), HL7 + "condition-clinical", *ENDED):
        return True
    return not has_abatement(node)


@holds_without("clinicalStatus", "_clinicalStatus")
def no_status_if_error(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """con-5 of R4."""
    return not isinstance(node, dict) or not present(node, "clinicalStatus") or not entered_in_error(node)


def entered_in_error(node: Tree) -> bool:
    """Whether the Condition (R4) should not have been there."""
    return coded(node.get("verificationStatus"), HL7 + "condition-ver-status", "entered-in-error")


@holds_without("component")
def component_has_other_coding(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
    """obs-7 of R4: a coding of the whole and of a component are the same only if all in them is."""
    if not isinstance(node, dict) or "component" not in node or "code" not in node:
        return True
    whole = listed(node["code"], "coding")
    parts = (part.get("code") for part in listed(node, "component") if isinstance(part, dict))
    same = any(coding in whole for code in parts for coding in listed(code, "coding"))
    return not same or not has_value(node)


def patient_if_scope(code: str) -> Predicate:
    """A Consent of this scope is about a patient. As published (ppc-2 to ppc-5) the code is looked for in a system
    called ``something``, a placeholder that was never filled in; the system of scopes is meant."""

    @holds_with("patient")
    def predicate(node: Any, _sibling: Tree | None, _scope: Scope) -> bool:
        if not isinstance(node, dict) or "patient" in node:
            return True
        return not coded(node.get("scope"), HL7 + "consentscope", code)

    return predicate


@holds_without("onBehalfOf")
def resolved_member_is_practitioner(node: Any, _sibling: Tree | None, scope: Scope) -> bool:
    """ctm-1 of R4, of the participant: a member that cannot be found does not count."""
    if not isinstance(node, dict) or "onBehalfOf" not in node:
        return True
    member = node.get("member")
    literal = member.get("reference") if isinstance(member, dict) else None
    target = scope.resolve(literal) if isinstance(literal, str) else None
    return target is None or target.get("resourceType") == "Practitioner"


SHARED: dict[str, Predicate] = {
    "con-1": one_of("summary", "assessment"),
    "con-2": one_of("code", "detail"),
    "cpl-3": excludes("detail", "reference"),
    "gol-1": requires("detail[x]", "measure"),
    "obs-3": one_of("low", "high", "text"),
    "obs-6": excludes("dataAbsentReason", "value[x]"),
    "org-1": one_of("identifier", "name"),
    "org-2": not_at_home,
    "org-3": not_at_home,
    "pat-1": one_of("name", "telecom", "address", "organization"),
    "ppc-1": one_of("policy", "policyRule"),
}
STU3: dict[str, Predicate] = {
    "cmr-1": practitioner_or_device_acts,
    "con-3": coded_status_unless_error,
    "con-4": abated_is_ended,
    "ctm-1": member_is_practitioner,
    "obs-7": component_says_something_else,
    "pro-1": reason_if_not_done,
}
R4: dict[str, Predicate] = {
    "con-3": status_of_problem,
    "con-4": coded_abated_is_ended,
    "con-5": no_status_if_error,
    "ctm-1": resolved_member_is_practitioner,
    "obs-7": component_has_other_coding,
    "ppc-2": patient_if_scope("patient-privacy"),
    "ppc-3": patient_if_scope("research"),
    "ppc-4": patient_if_scope("adr"),
    "ppc-5": patient_if_scope("treatment"),
    "prr-1": requires("orderDetail", "code"),
}
