"""The talk in R4: encounter and procedure.

nl: Contact, Verrichting
Source: ACP-Encounter, ACP-Procedure.
"""

from __future__ import annotations

from ...model.codes import ProcedureType
from ...terminology import CodeList
from ..codecs import CODING, IDENTIFIERS, NOTE, PERIOD, REFERENCE, concept, concept_fields
from ..table import Field, Mapping
from .datatypes import COMMENT
from .people import BASE

__all__ = ["ENCOUNTER", "PROCEDURE"]

PARTICIPANT = Mapping("Participant", (
    Field("individual", "individual", REFERENCE, "842 554"),
    Field("types", "type[]", concept(CodeList)),
    Field("period", "period", PERIOD),
))

REASON = Mapping("ContactReason", (
    *concept_fields,
    Field("comment", f"extension({COMMENT}).valueString", dataset="822"),
))

REASON_REFERENCE = Mapping("ReasonReference", (
    *REFERENCE.fields,
    Field("comment", f"extension({COMMENT}).valueString", dataset="822"),
))

ENCOUNTER = Mapping("Encounter", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("status", "status"),
    Field("contact_type", "class", CODING, "809"),
    Field("patient", "subject", REFERENCE, "514"),
    Field("participants", "participant[]", PARTICIPANT, "810"),
    Field("period", "period", PERIOD, "814 736"),
    Field("reasons", "reasonCode[]", REASON, "816"),
    Field("reason_references", "reasonReference[]", REASON_REFERENCE, "816 819"),
), "Encounter", f"{BASE}ACP-Encounter", dataset="808", unsafe=("status",))

PERFORMER = Mapping("Performer", (
    Field("actor", "actor", REFERENCE),
    Field("function", "function", concept(CodeList)),
    Field("on_behalf_of", "onBehalfOf", REFERENCE),
))

PROCEDURE = Mapping("Procedure", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("status", "status"),
    Field("code", "code", concept(ProcedureType), "827"),
    Field("patient", "subject", REFERENCE),
    Field("encounter", "encounter", REFERENCE),
    Field("performed_at", "performedDateTime"),
    Field("performed_period", "performedPeriod", PERIOD),
    Field("performers", "performer[]", PERFORMER),
    Field("reason_references", "reasonReference[]", REFERENCE),
    Field("notes", "note[]", NOTE),
), "Procedure", f"{BASE}ACP-Procedure", dataset="820", unsafe=("status",))
