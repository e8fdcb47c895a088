"""The implanted defibrillator, as far as it is the same in every FHIR version.

nl: ICD (MedischHulpmiddel)
"""

from __future__ import annotations

from typing import Any

from ...model.codes import IcdType, Laterality
from ..codecs import NOTE, concept, concept_fields
from ..table import Field, Mapping
from .parts import WHOLE, Numbers, Parts, numbered

__all__ = ["medical_device", "medical_device_product", "udi_carrier"]


def udi_carrier(dataset: str) -> Mapping:
    """The unique identification of a device, with the dataset number of the product's id."""
    return Mapping("UdiCarrier", (
        Field("device_identifier", "deviceIdentifier"),
        Field("issuer", "issuer"),
        Field("human_readable", "carrierHRF", dataset=dataset),
    ), alike=True)


def medical_device_product(parts: Parts, dataset: Numbers[str, str], udi: Field, *serial_number: Field,
                           **more: Any) -> Mapping:
    """The device itself; ``more`` goes to the table."""
    return Mapping("MedicalDeviceProduct", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        Field("patient", "patient", parts.reference),
        Field("type", "type", concept(IcdType)),
        udi,
        *serial_number,
        Field("lot_number", "lotNumber"),
        Field("notes", "note[]", NOTE),
    ), "Device", f"{parts.base}ACP-MedicalDevice.Product-ICD", dataset[WHOLE], unsafe=("status",),
        as_said=parts.as_said, **more)


def medical_device(parts: Parts, dataset: Numbers[str, str], *, period: tuple[Field, ...],
                   indications: tuple[Field, ...], laterality: str, professional: str, location: Field) -> Mapping:
    """That the patient has a device; ``laterality`` and ``professional`` are urls of extensions."""
    body_site = Mapping("BodySite", (
        *concept_fields,
        Field("laterality", f"extension({laterality}).valueCodeableConcept", concept(Laterality),
              dataset["laterality"]),
    ), alike=True)
    return Mapping("MedicalDevice", numbered(
        dataset,
        Field("id", "id"),
        parts.identifiers,
        Field("status", "status"),
        Field("patient", "subject", parts.reference),
        *period,
        Field("recorded_on", "recordedOn"),
        Field("product", "device", parts.reference),
        *indications,
        Field("body_site", "bodySite", body_site),
        Field("health_professional", f"extension({professional}).valueReference", parts.actor),
        location,
        Field("notes", "note[]", NOTE),
    ), "DeviceUseStatement", f"{parts.base}ACP-MedicalDevice", dataset[WHOLE], unsafe=("status",),
        as_said=parts.as_said)
