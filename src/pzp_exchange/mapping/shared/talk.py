"""The talk: encounter and procedure, as far as they are the same in every FHIR version.

nl: Contact, Verrichting
"""

from __future__ import annotations

from typing import Any

from ...model.codes import ProcedureType
from ...terminology import CodeList
from ..codecs import CODING, NOTE, PERIOD, concept
from ..table import Codec, Field, Mapping
from .parts import WHOLE, Numbers, Parts, numbered

__all__ = ["encounter", "participant", "performer", "procedure"]


def participant(parts: Parts, dataset: str, kind: type[Mapping] = Mapping) -> Mapping:
    """Someone who was there."""
    return kind("Participant", (
        Field("individual", "individual", parts.actor, dataset),
        Field("types", "type[]", concept(CodeList)),
        Field("period", "period", PERIOD),
    ))


def encounter(parts: Parts, dataset: Numbers[str, str], *reasons: Field, participant: Mapping) -> Mapping:
    """The contact in which was talked."""
    return Mapping("Encounter", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        Field("status", "status"),
        Field("contact_type", "class", CODING),
        Field("patient", "subject", parts.reference),
        Field("participants", "participant[]", participant),
        Field("period", "period", PERIOD),
        *reasons,
    ), "Encounter", f"{parts.base}ACP-Encounter", dataset[WHOLE], unsafe=("status",), as_said=parts.as_said)


def performer(parts: Parts, function: str, kind: type[Mapping] = Mapping) -> Mapping:
    """Someone who took part; ``function`` is the element that says as what."""
    return kind("Performer", (
        Field("actor", "actor", parts.actor),
        Field("function", function, concept(CodeList)),
        Field("on_behalf_of", "onBehalfOf", parts.reference),
    ))


def procedure(parts: Parts, dataset: Numbers[str, str], *fields: Field, performer: Mapping,
              code: Codec | None = None, **more: Any) -> Mapping:
    """The advance care planning talk, with the places of its status and more fields; ``more`` goes to the table."""
    return Mapping("Procedure", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        *fields,
        Field("code", "code", code or concept(ProcedureType)),
        Field("patient", "subject", parts.reference),
        Field("encounter", parts.encounter, parts.reference),
        Field("performed_at", "performedDateTime"),
        Field("performed_period", "performedPeriod", PERIOD),
        Field("performers", "performer[]", performer),
        Field("reason_references", "reasonReference[]", parts.reference),
        Field("notes", "note[]", NOTE),
    ), "Procedure", f"{parts.base}ACP-Procedure", dataset[WHOLE], as_said=parts.as_said, **more)
