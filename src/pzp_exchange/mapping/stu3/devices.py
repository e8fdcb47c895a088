"""The implanted defibrillator in STU3.

nl: ICD (MedischHulpmiddel)
Source: ACP-MedicalDevice, ACP-MedicalDevice.Product-ICD.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..codecs import PERIOD
from ..shared import devices
from ..shared.parts import WHOLE
from ..table import Context, Field
from .datatypes import NICTIZ, PARTS, REFERENCE

__all__ = ["MEDICAL_DEVICE", "MEDICAL_DEVICE_PRODUCT"]

IDENTIFIER_TYPE = "http://hl7.org/fhir/identifier-type"
PROBLEM = f"{NICTIZ}zib-MedicalDevice-Problem"


def serial_number(values: dict[str, Any]) -> None:
    """The serial number is the last identifier, of its own type."""
    *others, last = values.get("identifiers", ()) or (None,)
    if last is None or last.type is None or last.value is None or last.system is not None:
        return
    if any((coding.system, coding.code) == (IDENTIFIER_TYPE, "SNO") for coding in last.type.codings):
        values |= {"identifiers": tuple(others), "serial_number": last.value}


def serial_identifier(item: Any, _context: Context) -> Any:
    """The serial number as an identifier."""
    from ...model.base import Coded, CodeList, Coding, Identifier

    if item.serial_number is None:
        return item
    kind = Coded[CodeList](codings=(Coding(system=IDENTIFIER_TYPE, code="SNO"),))
    return item.model_copy(update={
        "identifiers": (*item.identifiers, Identifier(type=kind, value=item.serial_number))})


@dataclass(frozen=True)
class InConcept:
    """A reference in an extension of an otherwise empty CodeableConcept."""

    url: str

    def accepts(self, value: Any) -> bool:
        """Nothing but that extension."""
        items = value.get("extension") if isinstance(value, dict) and len(value) == 1 else None
        return (isinstance(items, list) and len(items) == 1 and isinstance(items[0], dict)
                and items[0].keys() == {"url", "valueReference"} and items[0]["url"] == self.url
                and isinstance(items[0]["valueReference"], dict))

    def read(self, value: Any, context: Context) -> Any:
        """The reference."""
        return REFERENCE.read(value["extension"][0]["valueReference"], context)

    def write(self, value: Any, context: Context) -> Any:
        """Back into the extension."""
        return {"extension": [{"url": self.url, "valueReference": REFERENCE.write(value, context)}]}


MEDICAL_DEVICE_PRODUCT = devices.medical_device_product(
    PARTS, {WHOLE: "76", "identifiers": "77", "type": "78 218", "notes": "79"},
    Field("udi_carriers", "udi", devices.udi_carrier("77"), "77", most=1),
    after_read=serial_number, before_write=serial_identifier, within=("serial_number",))

MEDICAL_DEVICE = devices.medical_device(
    PARTS, {WHOLE: "75 218", "body_site": "84", "laterality": "85", "health_professional": "88 89", "notes": "83"},
    period=(Field("period", "whenUsed", PERIOD, "80"), Field("period", "timingPeriod", PERIOD, "80", only_read=True)),
    indications=(
        Field("indications", "indication[]", InConcept(PROBLEM), "81 82"),
        Field("indications", f"extension({NICTIZ}deviceUseStatement-reasonReferenceSTU3)[].valueReference", REFERENCE,
              "81 82", only_read=True),
    ),
    laterality=f"{NICTIZ}BodySite-Qualifier",
    professional=f"{NICTIZ}zib-MedicalDevice-Practitioner",
    location=Field("location", f"extension({NICTIZ}zib-MedicalDevice-Organization).valueReference",
                   replace(REFERENCE, targets=("Organization",)), "86 87"))
