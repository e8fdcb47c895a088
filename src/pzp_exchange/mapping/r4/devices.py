"""The implanted defibrillator in R4.

nl: ICD (MedischHulpmiddel)
Source: ACP-MedicalDevice, ACP-MedicalDevice.Product-ICD.
"""

from __future__ import annotations

from ..codecs import PERIOD, REFERENCE
from ..shared import devices
from ..shared.parts import WHOLE
from ..table import Field
from .datatypes import NICTIZ, PARTS

__all__ = ["MEDICAL_DEVICE", "MEDICAL_DEVICE_PRODUCT"]

MEDICAL_DEVICE_PRODUCT = devices.medical_device_product(
    PARTS, {WHOLE: "621", "identifiers": "622", "type": "623 619", "notes": "624"},
    Field("udi_carriers", "udiCarrier[]", devices.udi_carrier("622"), "622"), Field("serial_number", "serialNumber"))

MEDICAL_DEVICE = devices.medical_device(
    PARTS, {WHOLE: "619 620", "body_site": "625 626", "laterality": "627", "health_professional": "635 636",
            "notes": "632"},
    period=(Field("period", "timingPeriod", PERIOD, "630 631"),),
    indications=(Field("indications", "reasonReference[]", REFERENCE, "628 629"),),
    laterality=f"{NICTIZ}ext-AnatomicalLocation.Laterality",
    professional=f"{NICTIZ}ext-MedicalDevice.HealthProfessional",
    location=Field("location", f"extension({NICTIZ}ext-MedicalDevice.Location).valueReference", REFERENCE, "633 634"))
