"""Which professions may be registered under the Dutch law on professions in health care (Wet BIG).

Source: Wet BIG, articles 3, 34 and 36a; the first two digits of a role code of the UZI register are the profession
(NamingSystem uzi-rolcode, value set SpecialismeUZICodelijst of the zibs).
"""

from __future__ import annotations

import re

__all__ = ["BIG_NUMBER", "NOT_REGISTERED", "REGISTERED", "UZI_ROLE", "may_be_registered"]

UZI_ROLE = frozenset({"http://fhir.nl/fhir/NamingSystem/uzi-rolcode", "urn:oid:2.16.840.1.113883.2.4.15.111"})
"""How the system of role codes is written."""
BIG_NUMBER = frozenset({"http://fhir.nl/fhir/NamingSystem/big", "urn:oid:2.16.528.1.1007.5.1"})
"""How the system of numbers in the BIG register is written; who has one is registered."""
REGISTERED = {
    "01": "physician", "02": "dentist", "03": "midwife", "04": "physiotherapist", "16": "psychotherapist",
    "17": "pharmacist", "25": "health care psychologist", "30": "nurse", "31": "remedial educationalist",
    "81": "physician assistant", "82": "technical physician",
}
"""Professions of article 3, by the first two digits of the role code."""
NOT_REGISTERED = {
    "83": "pharmacy technician", "84": "medical physicist", "85": "denturist", "86": "certified nursing assistant",
    "87": "optometrist", "88": "skin therapist", "89": "dietitian", "90": "occupational therapist",
    "91": "speech therapist", "92": "dental hygienist", "93": "exercise therapist (Mensendieck)",
    "94": "exercise therapist (Cesar)", "95": "orthoptist", "96": "podiatrist", "97": "radiographer",
    "98": "radiation therapist", "99": "other care",
}
"""Professions of article 34, which have no register, and other care. Those on trial (79, 80: article 36a, registered
for a time) stand in neither table."""
CODE = re.compile(r"(\d\d)\.\d{3}")


def may_be_registered(system: str | None, code: str | None) -> bool | None:
    """Whether a coded profession may be registered; ``None`` when the code does not tell."""
    match = CODE.fullmatch(code or "") if system in UZI_ROLE else None
    if match is None:
        return None
    if match[1] in REGISTERED:
        return True
    return False if match[1] in NOT_REGISTERED else None
