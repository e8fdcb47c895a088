"""The own code system, and a value set for each code list."""

from __future__ import annotations

from typing import Any

from own_profiles.codes import LISTS, OwnList
from own_profiles.structures import head
from own_profiles.table import list_id, system_in, value_set_url
from pzp_exchange.model.codes import YesNoUnknown
from pzp_exchange.model.own_codes import OWN_SYSTEM
from pzp_exchange.terminology import CodeList

__all__ = ["code_system", "value_sets"]

Tree = dict[str, Any]


def code_system() -> Tree:
    """Every own code with its meaning, the same in both FHIR versions."""
    concepts = [{"code": member.code, "display": member.display("en"), "definition": meaning.text,
                 "designation": [_dutch(member)]} for own in LISTS for member, meaning in own.means.items()]
    made = head("CodeSystem", OWN_SYSTEM, OWN_SYSTEM.rpartition("/")[2], "Individual care plan / Individueel zorgplan",
                "Codes of the individual care plan for which no national code was found.")
    return made | {"caseSensitive": True, "content": "complete", "count": len(concepts), "concept": concepts}


def value_sets(fhir_version: str) -> list[Tree]:
    """A value set for each list of own codes, and one for the answers to a question."""
    return [*(_of(own, fhir_version) for own in LISTS),
            _value_set(YesNoUnknown, "Yes, no, unknown / Ja, nee, onbekend", "Answers to a question.", fhir_version)]


def _of(own: OwnList, fhir_version: str) -> Tree:
    return _value_set(own.codes, f"{own.title} / {_dutch_title(own)}", own.why.replace("`", ""), fhir_version)


def _dutch_title(own: OwnList) -> str:
    """The Dutch name in the docstring of the list."""
    return (own.codes.__doc__ or "").partition("nl: ")[2].strip()


def _value_set(codes: type[CodeList], title: str, about: str, fhir_version: str) -> Tree:
    systems: dict[str, list[Tree]] = {}
    for member in codes:
        named = {"code": member.code, "display": member.display("en"), "designation": [_dutch(member)]}
        systems.setdefault(system_in(member.system, fhir_version), []).append(named)
    include = [{"system": system, "concept": concepts} for system, concepts in systems.items()]
    return head("ValueSet", value_set_url(codes), list_id(codes), title, about) | {"compose": {"include": include}}


def _dutch(member: CodeList) -> Tree:
    return {"language": "nl", "value": member.display("nl")}
