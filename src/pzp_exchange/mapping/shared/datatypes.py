"""Dutch names, addresses and telecom.

Source: nl-core-NameInformation, nl-core-AddressInformation, nl-core-ContactInformation (zib2020, 0.12.0-beta.4);
nl-core-humanname, nl-core-address, nl-core-contactpoint (zib2017, 2.2.18).
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.codes import AddressType
from ...terminology import CodeList
from ..codecs import INTEGER, PERIOD, Parallel, concept, given_names
from ..table import STRING, Codec, Field, Mapping, NodeField
from .parts import Parts

__all__ = ["HL7", "NICTIZ", "address", "name", "runs", "telecom"]

HL7 = "http://hl7.org/fhir/StructureDefinition/"
NICTIZ = "http://nictiz.nl/fhir/StructureDefinition/"


def runs(length: int, *firsts: int) -> tuple[str, ...]:
    """Dataset numbers that go up one by one, for each concept that has such a run."""
    return tuple(" ".join(str(first + n) for first in firsts) for n in range(length))


def name(first: str = "", initials: str = "", call: str = "", usage: str = "", prefix: str = "", last: str = "",
         partner_prefix: str = "", partner_last: str = "", titles: str = "") -> Mapping:
    """HumanName, with the dataset numbers of the concept it belongs to."""
    return Mapping("Name", (
        Field("use", "use"),
        Field("usage", f"extension({HL7}humanname-assembly-order).valueCode", dataset=usage),
        Field("text", "text"),
        given_names(" ".join(filter(None, (first, initials, call)))),
        Field("family", "family"),
        Field("prefix", f"_family.extension({HL7}humanname-own-prefix).valueString", dataset=prefix),
        Field("last_name", f"_family.extension({HL7}humanname-own-name).valueString", dataset=last),
        Field("partner_prefix", f"_family.extension({HL7}humanname-partner-prefix).valueString",
              dataset=partner_prefix),
        Field("partner_last_name", f"_family.extension({HL7}humanname-partner-name).valueString", dataset=partner_last),
        Field("titles_before", "prefix[]"),
        Field("titles", "suffix[]", dataset=titles),
        Field("period", "period", PERIOD),
    ), alike=True)


def address(parts: Parts, type_url: str, number: Sequence[str] = ("",) * 11, use: Codec = STRING,
            postal_code: Codec = STRING) -> Mapping:
    """Address.

    The dataset numbers of street, house number, its letter, its addition, its indication, postal code, town,
    municipality, country, additional information and type. ``type_url`` is of the extension with the type.
    """
    line = Mapping("AddressLine", (
        Field("text", "value"),
        Field("street", f"extension({HL7}iso21090-ADXP-streetName).valueString", dataset=number[0]),
        Field("house_number", f"extension({HL7}iso21090-ADXP-houseNumber).valueString", dataset=number[1]),
        Field("house_number_suffix", f"extension({HL7}iso21090-ADXP-buildingNumberSuffix).valueString",
              dataset=f"{number[2]} {number[3]}".strip()),
        Field("house_number_indication", f"extension({HL7}iso21090-ADXP-additionalLocator).valueString",
              dataset=number[4]),
        Field("additional_information", f"extension({HL7}iso21090-ADXP-unitID).valueString", dataset=number[9]),
    ), alike=True)
    return Mapping("Address", (
        Field("use", "use", use, number[10]),
        Field("type", "type", dataset=number[10]),
        Field("address_type", f"extension({type_url}).valueCodeableConcept", concept(AddressType), number[10]),
        Field("text", "text"),
        NodeField("lines", Parallel("line", line)),
        Field("city", "city", dataset=number[6]),
        Field("municipality", "district", dataset=number[7]),
        Field("state", "state"),
        Field("postal_code", "postalCode", postal_code, number[5]),
        Field("country", "country"),
        Field("country_code", f"_country.extension({parts.code_specification}).valueCodeableConcept",
              concept(CodeList), number[8]),
        Field("period", "period", PERIOD),
    ), alike=True)


def telecom(parts: Parts, *kinds: Field, number: Sequence[str] = ("",) * 7) -> Mapping:
    """ContactPoint.

    The dataset numbers of telephone number, its type, its kind, its comment, the e-mail addresses, an e-mail address
    and its kind. ``kinds`` are the places of the type, the one to write first.
    """
    return Mapping("Telecom", (
        Field("system", "system", dataset=f"{number[1]} {number[6]}".strip()),
        *kinds,
        Field("value", "value", dataset=f"{number[0]} {number[5]}".strip()),
        Field("use", "use", dataset=f"{number[2]} {number[6]}".strip()),
        Field("rank", "rank", INTEGER),
        Field("comment", f"extension({parts.comment}).valueString", dataset=number[3]),
        Field("period", "period", PERIOD),
    ), as_said=parts.as_said, alike=True)
