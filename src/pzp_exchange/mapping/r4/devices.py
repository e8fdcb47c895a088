"""The implanted defibrillator in R4.

nl: ICD (MedischHulpmiddel)
Source: ACP-MedicalDevice, ACP-MedicalDevice.Product-ICD.
"""

from __future__ import annotations

from ...model.codes import IcdType, Laterality
from ..codecs import IDENTIFIER, IDENTIFIERS, NOTE, PERIOD, REFERENCE, concept, concept_fields
from ..table import Field, Mapping
from .datatypes import NICTIZ
from .people import BASE

__all__ = ["MEDICAL_DEVICE", "MEDICAL_DEVICE_PRODUCT"]

BODY_SITE = Mapping("BodySite", (
    *concept_fields,
    Field("laterality", f"extension({NICTIZ}ext-AnatomicalLocation.Laterality).valueCodeableConcept",
          concept(Laterality), "627"),
))

UDI_CARRIER = Mapping("UdiCarrier", (
    Field("device_identifier", "deviceIdentifier"),
    Field("issuer", "issuer"),
    Field("human_readable", "carrierHRF", dataset="622"),
))

MEDICAL_DEVICE_PRODUCT = Mapping("MedicalDeviceProduct", (
    Field("id", "id"),
    Field("identifiers", "identifier[]", IDENTIFIER, "622"),
    Field("patient", "patient", REFERENCE),
    Field("type", "type", concept(IcdType), "623 619"),
    Field("udi_carriers", "udiCarrier[]", UDI_CARRIER, "622"),
    Field("serial_number", "serialNumber"),
    Field("lot_number", "lotNumber"),
    Field("notes", "note[]", NOTE, "624"),
), "Device", f"{BASE}ACP-MedicalDevice.Product-ICD", dataset="621", unsafe=("status",))

MEDICAL_DEVICE = Mapping("MedicalDevice", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("status", "status"),
    Field("patient", "subject", REFERENCE),
    Field("period", "timingPeriod", PERIOD, "630 631"),
    Field("recorded_on", "recordedOn"),
    Field("product", "device", REFERENCE),
    Field("indications", "reasonReference[]", REFERENCE, "628 629"),
    Field("body_site", "bodySite", BODY_SITE, "625 626"),
    Field("health_professional", f"extension({NICTIZ}ext-MedicalDevice.HealthProfessional).valueReference", REFERENCE,
          "635 636"),
    Field("location", f"extension({NICTIZ}ext-MedicalDevice.Location).valueReference", REFERENCE, "633 634"),
    Field("notes", "note[]", NOTE, "632"),
), "DeviceUseStatement", f"{BASE}ACP-MedicalDevice", dataset="619 620", unsafe=("status",))
