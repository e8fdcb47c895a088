"""What the R4 tables are built of: zib2020's extensions, names, addresses and telecom.

Source: nl-core-NameInformation, nl-core-AddressInformation, nl-core-ContactInformation (zib2020, 0.12.0-beta.4).
"""

from __future__ import annotations

from functools import cache

from ...model.codes import TelecomType
from ..codecs import IDENTIFIER, NOTE, REFERENCE, concept
from ..shared import datatypes
from ..shared.datatypes import HL7, NICTIZ, name, runs
from ..shared.parts import Parts
from ..table import Field, Mapping

__all__ = ["CODE_SPECIFICATION", "COMMENT", "HL7", "NICTIZ", "PARTS", "address", "name", "telecom"]

CODE_SPECIFICATION = f"{NICTIZ}ext-CodeSpecification"
COMMENT = f"{NICTIZ}ext-Comment"
PARTS = Parts(
    base="https://api.iknl.nl/docs/pzp/r4/StructureDefinition/",
    identifier=IDENTIFIER,
    reference=REFERENCE,
    actor=REFERENCE,
    encounter="encounter",
    code_specification=CODE_SPECIFICATION,
    comment=COMMENT,
    answer=concept,
    remarks=lambda dataset: Field("notes", "note[]", NOTE, dataset),
)


@cache
def address(*firsts: int) -> Mapping:
    """Address; the dataset numbers its parts in one run from street on, for each concept that has one."""
    return datatypes.address(PARTS, f"{NICTIZ}ext-AddressInformation.AddressType", runs(11, *firsts))


@cache
def telecom(*firsts: int) -> Mapping:
    """ContactPoint; the dataset numbers telephone and e-mail in one run, for each concept that has them."""
    number = runs(7, *firsts)
    kind = Field("telecom_type", f"_system.extension({CODE_SPECIFICATION}).valueCodeableConcept",
                 concept(TelecomType), number[1])
    return datatypes.telecom(PARTS, kind, number=number)
