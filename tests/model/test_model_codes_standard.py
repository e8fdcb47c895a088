"""Completeness of the code lists against the value sets of the guide, of zib2020 and of the dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pzp_exchange.model import codes as c
from pzp_exchange.model.base import CodeList, same_system

Row = tuple[str, str, frozenset[str]]
"""System, code, and the ways the standard says it in Dutch."""

GUIDE = {
    "ACP-ContactPersonRoleVS": c.ContactRole,
    "ACP-MedicalDeviceProductType-ICDVS": c.IcdType,
    "ACP-MedicalPolicyGoalVS": c.MedicalPolicy,
    "ACP-PositionRegardingEuthanasiaVS": c.EuthanasiaPosition,
    "ACP-PreferredPlaceOfDeathVS": c.PlaceOfDeath,
    "ACP-ProcedureTypeVS": c.ProcedureType,
    "ACP-YesNoUnknownVS": c.YesNoUnknown,
}
ZIB = {
    "0.1.1": c.Gender, "2.2.1": c.Treatment, "3.1.1": c.Relationship, "3.1.2": c.ContactRole,
    "7.15.1": c.AdvanceDirectiveType, "20.5.3": c.AddressType, "20.6.1": c.TelecomType, "20.7.2": c.Laterality,
}
DATASET_CONCEPTS = {
    "375": c.AddressType, "379": c.TelecomType, "380": c.NumberType, "384": c.EmailType, "387": c.Gender,
    "474": c.AddressType, "475": c.ContactRole, "476": c.Relationship, "511": c.AddressType, "512": c.ContactRole,
    "513": c.Relationship, "457": c.TelecomType, "458": c.NumberType, "462": c.EmailType, "494": c.TelecomType,
    "495": c.NumberType, "499": c.EmailType, "588": c.ContactRole, "589": c.Relationship, "592": c.MedicalPolicy,
    "603": c.Decision, "604": c.Treatment, "619": c.YesNoUnknown, "627": c.Laterality,
    "638": c.Decision, "639": c.Treatment, "668": c.PlaceOfDeath, "680": c.EuthanasiaPosition,
    "691": c.AdvanceDirectiveType, "701": c.AdvanceDirectiveType, "722": c.AdvanceDirectiveType,
    "731": c.YesNoUnknown, "733": c.YesNoUnknown, "735": c.SharingConsent, "748": c.YesNoUnknown, "809": c.ContactType,
    "827": c.ProcedureType,
}
NO_LIST = {
    "369": "to and by: text in AddressLine.house_number_indication",
    "468": "see 369", "505": "see 369",
    "373": "countries: every code is kept as said", "472": "see 373", "509": "see 373",
    "405": "specialties: every code is kept as said",
    "356": "StrEnum NameUsage, tested below", "446": "see 356", "483": "see 356", "519": "see 356", "559": "see 356",
    "591": "what is asked, not an answer: a constant of the mapping", "655": "see 591", "657": "see 591",
    "667": "see 591", "679": "see 591", "710": "see 591", "747": "see 591",
    "623": "everything below one SNOMED code; the guide's value set names them",
    "622": "product numbers, no codes", "626": "body sites: every code is kept as said",
}
BETTER_DUTCH = {
    c.TelecomType.LAND_LINE: "the standard's Dutch is English: Land Line",
    c.AddressType.HOLIDAY: "the standard's Dutch is spelt Vakantie adres",
    c.ContactType.FIELD: "the standard's Dutch is spelt Op lokatie",
}


def value_set_rows(path: Path) -> Iterator[Row]:
    """The codes a FHIR ValueSet names."""
    for part in json.loads(path.read_text("utf-8"))["compose"]["include"]:
        for concept in part.get("concept", ()):
            said = {(d.get("language", "")[:2], d["value"]) for d in concept.get("designation", ())}
            dutch = {words for language, words in said if language == "nl"}
            if ("en", concept["display"]) not in said:
                dutch.add(concept["display"])
            yield part["system"], concept["code"], frozenset(dutch)


def dataset_concepts(standard: Path) -> dict[str, list[dict[str, Any]]]:
    """Value sets of the concepts of the zib2020 branch, by the concept's number."""
    found: dict[str, list[dict[str, Any]]] = {}

    def walk(concept: dict[str, Any]) -> None:
        if concept.get("valueSet"):
            found[concept["iddisplay"].rpartition("-")[2]] = concept["valueSet"]
        for child in concept.get("concept", ()):
            walk(child)

    tree = json.loads((standard / "dataset" / "zib2017-and-zib2020-2025-08.json").read_text("utf-8"))
    walk(next(branch for branch in tree["concept"] if branch["iddisplay"].endswith("-350")))
    return found


def dataset_rows(value_sets: list[dict[str, Any]]) -> Iterator[Row]:
    """The codes of a concept's value sets, null flavors included."""
    for value_set in value_sets:
        systems = {system["id"]: system["canonicalUriR4"] for system in value_set.get("sourceCodeSystem", ())}
        for group in value_set.get("conceptList", ()):
            for entry in (*group.get("concept", ()), *group.get("exception", ())):
                dutch = {d["displayName"] for d in entry.get("designation", ()) if d["language"].startswith("nl")}
                dutch |= {name["#text"] for name in entry.get("name", ()) if name.get("language", "").startswith("nl")}
                system = systems[entry["codeSystem"]]
                if "terminology.hl7.org" not in system or system == c.NULL:  # HL7's own displays are English
                    dutch.add(entry["displayName"])
                yield system, entry["code"], frozenset(dutch)


def missing(codes: type[CodeList], rows: Iterator[Row]) -> list[str]:
    """Codes that the list does not have."""
    return [f"{system}|{code}" for system, code, _ in rows if codes.find(system, code) is None]


def test_every_value_set_of_the_guide_has_a_list(standard: Path) -> None:
    files = (standard / "r4-1.0.0-rc3" / "definitions").glob("ValueSet-*.json")
    assert {file.stem.removeprefix("ValueSet-") for file in files} == set(GUIDE)


@pytest.mark.parametrize("name", GUIDE)
def test_codes_of_the_guide(standard: Path, name: str) -> None:
    path = standard / "r4-1.0.0-rc3" / "definitions" / f"ValueSet-{name}.json"
    assert missing(GUIDE[name], value_set_rows(path)) == []


def zib_file(standard: Path, number: str) -> Path:
    folder = standard / "zib2020" / "definitions"
    (path,) = folder.glob(f"ValueSet-2.16.840.1.113883.2.4.3.11.60.40.2.{number}--*.json")
    return path


@pytest.mark.parametrize("number", ZIB)
def test_codes_of_zib2020(standard: Path, number: str) -> None:
    assert missing(ZIB[number], value_set_rows(zib_file(standard, number))) == []


def test_every_coded_concept_of_the_dataset_has_a_list_or_a_reason(standard: Path) -> None:
    assert set(dataset_concepts(standard)) == DATASET_CONCEPTS.keys() | NO_LIST.keys()


@pytest.mark.parametrize("number", DATASET_CONCEPTS)
def test_codes_of_the_dataset(standard: Path, number: str) -> None:
    rows = list(dataset_rows(dataset_concepts(standard)[number]))
    assert rows
    assert missing(DATASET_CONCEPTS[number], iter(rows)) == []


def test_name_usage_of_the_dataset(standard: Path) -> None:
    assert {code for _, code, _ in dataset_rows(dataset_concepts(standard)["356"])} == set(c.NameUsage)


def dutch_of_the_standard(standard: Path) -> dict[CodeList, set[str]]:
    """Every way the standard says a member of a list in Dutch, in lower case."""
    said: dict[CodeList, set[str]] = {}
    concepts = dataset_concepts(standard)
    sources = [(codes, value_set_rows(zib_file(standard, number))) for number, codes in ZIB.items()]
    folder = standard / "r4-1.0.0-rc3" / "definitions"
    sources += [(codes, value_set_rows(folder / f"ValueSet-{name}.json")) for name, codes in GUIDE.items()]
    sources += [(codes, dataset_rows(concepts[number])) for number, codes in DATASET_CONCEPTS.items()]
    for codes, rows in sources:
        for system, code, dutch in rows:
            member = codes.find(system, code)
            if member:
                said.setdefault(member, set()).update(words.casefold() for words in dutch)
    return said


LISTS = sorted({*GUIDE.values(), *ZIB.values(), *DATASET_CONCEPTS.values()}, key=lambda codes: codes.__name__)


@pytest.mark.parametrize("codes", LISTS, ids=lambda codes: codes.__name__)
def test_dutch_displays_are_the_standards(standard: Path, codes: type[CodeList]) -> None:
    said = dutch_of_the_standard(standard)
    other = {
        member.name: (member.display("nl"), sorted(said[member])) for member in codes
        if member in said and member not in BETTER_DUTCH and member.display("nl").casefold() not in said[member]
    }
    assert other == {}


def test_what_is_called_better_dutch_still_differs(standard: Path) -> None:
    said = dutch_of_the_standard(standard)
    assert [member for member in BETTER_DUTCH if member.display("nl").casefold() in said[member]] == []


def test_members_no_value_set_has() -> None:
    """Lists may hold more than R4's value sets, but no two members mean the same code."""
    for codes in LISTS:
        keys = [(same_system(member.system), member.code) for member in codes]
        assert len(set(keys)) == len(keys), codes.__name__
