"""Rules about the numbers of Dutch health care, wherever an identifier stands. Numbers are never quoted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .found import Found, error
from .scan import pointer_of
from .view import SetView

__all__ = ["identifier_numbers"]

NAMING = "http://fhir.nl/fhir/NamingSystem/"


class Kind(NamedTuple):
    """A kind of number: its name and how many digits it has."""

    name: str
    digits: int


BSN, AGB, UZI, URA, BIG = Kind("BSN", 9), Kind("AGB", 8), Kind("UZI", 9), Kind("URA", 8), Kind("BIG", 11)
SYSTEMS = {
    f"{NAMING}bsn": BSN, "urn:oid:2.16.840.1.113883.2.4.6.3": BSN,
    f"{NAMING}agb-z": AGB, f"{NAMING}agb": AGB, "urn:oid:2.16.840.1.113883.2.4.6.1": AGB,
    f"{NAMING}uzi-nr-pers": UZI, "urn:oid:2.16.528.1.1007.3.1": UZI,
    f"{NAMING}ura": URA, "urn:oid:2.16.528.1.1007.3.3": URA,
    f"{NAMING}big": BIG, "urn:oid:2.16.528.1.1007.5.1": BIG,
}
"""By URI of the identifier system."""
SPELT = {system.lower(): kind for system, kind in SYSTEMS.items()}


def eleven(digits: str) -> int:
    """What is left of the eleven test of a BSN; 0 when it passes. nl: Elfproef"""
    *first, last = (int(digit) for digit in digits)
    return (sum(digit * weight for digit, weight in zip(first, range(9, 1, -1), strict=True)) - last) % 11


def identifier_numbers(view: SetView) -> Iterator[Found]:
    """What: BSN, AGB, UZI, URA and BIG numbers have their digits, a BSN passes the eleven test, systems are spelt so.

    Why: a patient or professional with a wrong number is not found, or taken for somebody else.
    Source: the Nictiz naming systems; for the BSN Wet algemene bepalingen burgerservicenummer.
    """
    for item in view.items:
        for node in item.scan.identifiers:
            system, value = node["system"], node["value"]
            if not isinstance(system, str) or not isinstance(value, str):
                continue
            kind = SYSTEMS.get(system)
            if kind is None:
                misspelt = almost(system) if "." in system else None
                if misspelt:
                    pointer = (*pointer_of(item.tree, node), "system")
                    yield error(item.entry, "PZP-PLAN-IDENTIFIER-SYSTEM", pointer, kind=misspelt.name)
            elif not (len(value) == kind.digits and value.isascii() and value.isdecimal()):
                pointer = (*pointer_of(item.tree, node), "value")
                yield error(item.entry, "PZP-PLAN-IDENTIFIER", pointer, kind=kind.name, digits=str(kind.digits),
                            length=str(len(value)))
            elif kind is BSN and (eleven(value) or not value.strip("0")):
                yield error(item.entry, "PZP-PLAN-BSN", (*pointer_of(item.tree, node), "value"))


@lru_cache(256)
def almost(system: str) -> Kind | None:
    """The kind of number a system means that is written in another way than the published URI."""
    plain = system.strip().rstrip("/").lower().replace("https://", "http://", 1)
    return SPELT.get(plain) or SPELT.get(f"urn:oid:{plain}")
