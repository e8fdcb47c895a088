"""Dutch names, addresses and telecom in R4.

Source: nl-core-NameInformation, nl-core-AddressInformation, nl-core-ContactInformation (zib2020, 0.12.0-beta.4).
"""

from __future__ import annotations

from functools import cache

from ...model.codes import AddressType, TelecomType
from ...terminology import CodeList
from ..codecs import INTEGER, PERIOD, Parallel, concept, given_names
from ..table import Field, Mapping, NodeField

__all__ = ["CODE_SPECIFICATION", "COMMENT", "address", "name", "telecom"]

HL7 = "http://hl7.org/fhir/StructureDefinition/"
NICTIZ = "http://nictiz.nl/fhir/StructureDefinition/"
CODE_SPECIFICATION = f"{NICTIZ}ext-CodeSpecification"
COMMENT = f"{NICTIZ}ext-Comment"


@cache
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
    ))


@cache
def address(*firsts: int) -> Mapping:
    """Address; the dataset numbers its parts in one run from street on, for each concept that has one."""
    number = [" ".join(str(first + n) for first in firsts) for n in range(11)]
    line = Mapping("AddressLine", (
        Field("text", "value"),
        Field("street", f"extension({HL7}iso21090-ADXP-streetName).valueString", dataset=number[0]),
        Field("house_number", f"extension({HL7}iso21090-ADXP-houseNumber).valueString", dataset=number[1]),
        Field("house_number_suffix", f"extension({HL7}iso21090-ADXP-buildingNumberSuffix).valueString",
              dataset=f"{number[2]} {number[3]}"),
        Field("house_number_indication", f"extension({HL7}iso21090-ADXP-additionalLocator).valueString",
              dataset=number[4]),
        Field("additional_information", f"extension({HL7}iso21090-ADXP-unitID).valueString", dataset=number[9]),
    ))
    return Mapping("Address", (
        Field("use", "use", dataset=number[10]),
        Field("type", "type", dataset=number[10]),
        Field("address_type", f"extension({NICTIZ}ext-AddressInformation.AddressType).valueCodeableConcept",
              concept(AddressType), number[10]),
        Field("text", "text"),
        NodeField("lines", Parallel("line", line)),
        Field("city", "city", dataset=number[6]),
        Field("municipality", "district", dataset=number[7]),
        Field("state", "state"),
        Field("postal_code", "postalCode", dataset=number[5]),
        Field("country", "country"),
        Field("country_code", f"_country.extension({CODE_SPECIFICATION}).valueCodeableConcept", concept(CodeList),
              number[8]),
        Field("period", "period", PERIOD),
    ))


@cache
def telecom(*firsts: int) -> Mapping:
    """ContactPoint; the dataset numbers telephone and e-mail in one run, for each concept that has them.

    The run: telephone number, type, kind, comment, e-mail addresses, e-mail address, kind.
    """
    number = [" ".join(str(first + n) for first in firsts) for n in range(7)]
    return Mapping("Telecom", (
        Field("system", "system", dataset=f"{number[1]} {number[6]}"),
        Field("telecom_type", f"_system.extension({CODE_SPECIFICATION}).valueCodeableConcept", concept(TelecomType),
              number[1]),
        Field("value", "value", dataset=f"{number[0]} {number[5]}"),
        Field("use", "use", dataset=f"{number[2]} {number[6]}"),
        Field("rank", "rank", INTEGER),
        Field("comment", f"extension({COMMENT}).valueString", dataset=number[3]),
        Field("period", "period", PERIOD),
    ))
