"""The implanted defibrillator.

Sources: zib2020 MedicalDevice, profiles ACP-MedicalDevice and ACP-MedicalDevice.Product-ICD.
"""

from __future__ import annotations

from typing import ClassVar

from .base import Coded, CodeList, Model, Note, PartialDate, Period, Reference
from .codes import IcdType, Laterality
from .statement import Statement

__all__ = ["BodySite", "MedicalDevice", "MedicalDeviceProduct", "UdiCarrier"]


class BodySite(Coded[CodeList]):
    """Where on the body (dataset 625, 626). nl: AnatomischeLocatie"""

    laterality: Coded[Laterality] | None = None
    """nl: Lateraliteit"""


class UdiCarrier(Model):
    """The unique identification printed on a device (dataset 622). nl: ProductID"""

    device_identifier: str | None = None
    issuer: str | None = None
    human_readable: str | None = None


class MedicalDeviceProduct(Statement):
    """The device itself (dataset 621). nl: Product"""

    reference_type: ClassVar[str] = "Device"
    patient: Reference | None = None
    type: Coded[IcdType] | None = None
    """nl: ProductType van ICD"""
    udi_carriers: tuple[UdiCarrier, ...] = ()
    serial_number: str | None = None
    lot_number: str | None = None
    notes: tuple[Note, ...] = ()
    """nl: ProductOmschrijving"""


class MedicalDevice(Statement):
    """That the patient has an ICD, since when and why (dataset 620). nl: ICD (MedischHulpmiddel)"""

    reference_type: ClassVar[str] = "DeviceUseStatement"
    status: str | None = None
    patient: Reference | None = None
    product: Reference | None = None
    period: Period | None = None
    """nl: BeginDatum, EindDatum"""
    recorded_on: PartialDate | None = None
    body_site: BodySite | None = None
    indications: tuple[Reference, ...] = ()
    """nl: Indicatie"""
    health_professional: Reference | None = None
    """nl: Zorgverlener"""
    location: Reference | None = None
    """nl: Locatie"""
    notes: tuple[Note, ...] = ()
    """nl: Toelichting"""
