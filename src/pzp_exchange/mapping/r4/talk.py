"""The talk in R4: encounter and procedure.

nl: Contact, Verrichting
Source: ACP-Encounter, ACP-Procedure.
"""

from __future__ import annotations

from ..codecs import REFERENCE, concept_fields
from ..shared import talk
from ..shared.parts import WHOLE
from ..table import Field, Mapping
from .datatypes import COMMENT, PARTS

__all__ = ["ENCOUNTER", "PROCEDURE"]

REASON = Mapping("ContactReason", (
    *concept_fields,
    Field("comment", f"extension({COMMENT}).valueString", dataset="822"),
), alike=True)

REASON_REFERENCE = Mapping("ReasonReference", (
    *REFERENCE.fields,
    Field("comment", f"extension({COMMENT}).valueString", dataset="822"),
))

ENCOUNTER = talk.encounter(
    PARTS,
    {WHOLE: "808", "contact_type": "809", "patient": "514", "participants": "810", "period": "814 736"},
    Field("reasons", "reasonCode[]", REASON, "816"),
    Field("reason_references", "reasonReference[]", REASON_REFERENCE, "816 819"),
    participant=talk.participant(PARTS, "842 554"))

PROCEDURE = talk.procedure(
    PARTS, {WHOLE: "820", "code": "827"}, Field("status", "status"),
    performer=talk.performer(PARTS, "function"), unsafe=("status",))
