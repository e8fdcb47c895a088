"""Which sources a set has, and whom each of its resources is about.

Patients with one citizen service number are one person, in whatever document, system or release; nobody is ever told by
a name. A number that stands with two birth dates tells nothing: those patients stay apart, and reading says so.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from functools import cached_property
from pathlib import Path

from ..document import Document, Entry
from ..model.dates import PartialDate
from ..report import Issue, Severity, issue
from ..tree import Tree, get

__all__ = ["NOT_TOLD", "Persons", "Sources", "doubted_numbers"]

BSN = ("http://fhir.nl/fhir/NamingSystem/bsn", "urn:oid:2.16.840.1.113883.2.4.6.3")
ABOUT_SOMEBODY = frozenset({
    "CarePlan", "CareTeam", "CommunicationRequest", "Composition", "Condition", "Consent", "DeviceUseStatement",
    "Encounter", "Flag", "Goal", "Observation", "Procedure", "QuestionnaireResponse", "RelatedPerson",
})
"""Types of resources that are about one person; the others may be everybody's."""
NOT_TOLD = "nobody can tell whose"
Where = tuple[str, int]
"""A file: its name and the identity of its content."""


class Sources:
    """The systems and documents of a set: a server that full URLs name, else a file, for single resources a folder."""

    def __init__(self, document: Document) -> None:
        self._servers: dict[Where, set[str]] = {}
        for entry in document.entries:
            self._servers.setdefault(_where(entry), set()).add(entry.server)
        self._single = {_where(root) for root in document.roots
                        if root.type != "Bundle" and root.source.format != "ndjson"}
        self._names = self._named()
        self._releases: dict[str, set[str]] = {}
        for entry in document.entries:
            if entry.release:
                self._releases.setdefault(self.system(entry), set()).add(entry.release.key)

    def _named(self) -> dict[Where, str]:
        """What each file is called; of several files without a name of their own (bytes) each gets a number."""
        names: dict[Where, str] = {}
        for where, servers in self._servers.items():
            name = where[0]
            if where in self._single:
                names[where] = str(Path(name).parent) if Path(name).name != name else name
            elif len(servers - {""}) == 1:
                names[where] = next(iter(servers - {""}))
            else:
                same = sum(other[0] == name and other not in self._single for other in names)
                names[where] = f"{name} ({same + 1})" if same else name
        return names

    def system(self, entry: Entry) -> str:
        """The name of the system or document that a resource comes from."""
        return self._names[_where(entry)]

    def release(self, entry: Entry) -> str | None:
        """The release of a resource; where that cannot be told, the only one of its system."""
        if entry.release:
            return entry.release.key
        known = self._releases.get(self.system(entry), set())
        return next(iter(known)) if len(known) == 1 else None

    def key(self, entry: Entry) -> tuple[str, str]:
        """System and release."""
        return self.system(entry), self.release(entry) or ""


class Persons:
    """Whom the resources of a set are about."""

    def __init__(self, document: Document, sources: Sources) -> None:
        self.document = document
        self.sources = sources
        self.patients = document.of_type("Patient")
        by_number: dict[str, list[Entry]] = {}
        older = {id(entry) for entry in document.older_copies()}
        for patient in self.patients:
            number = _number(patient.tree)
            if number:
                by_number.setdefault(number, []).extend([patient] if id(patient) not in older else [])
        apart = {number: found for number, found in by_number.items() if _born_apart(found)}
        self.doubted = tuple(apart.values())
        """Patients who share a number but not the date of birth."""
        self._numbers = by_number.keys() - apart.keys()
        self._by_id: dict[str | None, list[Entry]] = {}
        for patient in self.patients:
            self._by_id.setdefault(patient.id, []).append(patient)

    def of(self, entry: Entry) -> Hashable:
        """What stands for the person a resource is about: equal for one person; ``None`` for everybody's."""
        if entry.type == "Patient":
            return self._person(entry)
        for element in ("subject", "patient", "source"):
            node = entry.tree.get(element)
            if isinstance(node, dict) and (element != "source" or _names_patient(node)):
                found = self._meant(node, entry)
                if found is not None:
                    return found
        return NOT_TOLD if entry.type in ABOUT_SOMEBODY else None

    def _person(self, patient: Entry) -> Hashable:
        number = _number(patient.tree)
        return ("bsn", number) if number in self._numbers else ("patient", id(patient))

    def _meant(self, node: Tree, entry: Entry) -> Hashable:
        """The person of a reference: a Patient of the set, else by its number, else the reference itself."""
        text = node.get("reference")
        number = _number({"identifier": [node.get("identifier")]})
        if not isinstance(text, str):
            said = node.get("identifier")
            named = (get(said, ("system",)), get(said, ("value",)))
            other = ("identifier", *named) if all(isinstance(each, str) and each for each in named) else None
            return ("bsn", number) if number else other
        if text.startswith("#"):
            contained = self.document.resolve(text, entry)
            number = _number(contained or {})
            return ("bsn", number) if number else ("contained", json.dumps(contained, sort_keys=True, default=str))
        found = self.document.resolve_entry(text, entry)
        if found and found.type == "Patient":
            return self._certain(found, text, entry)
        if number:
            return "bsn", number
        return f"{entry.server}/{text}" if entry.server and "://" not in text and ":" not in text else text

    def _certain(self, found: Entry, text: str, entry: Entry) -> Hashable:
        """The person of the Patient found, unless the set has others of that id and nothing tells who is meant."""
        plain = text.partition("/_history/")[0]
        if found.full_url and found.full_url in (plain, f"{entry.server}/{plain}"):
            return self._person(found)
        candidates = self._by_id[found.id]
        for near in (candidates, [each for each in candidates if self.sources.key(each) == self.sources.key(entry)],
                     [each for each in candidates if _where(each) == _where(entry)]):
            persons = {self._person(each) for each in near}
            if len(persons) == 1:
                return persons.pop()
        return text

    @cached_property
    def left(self) -> dict[int, str]:
        """By ``id()`` of the entry why it is not read: an older copy, or deleted since.

        What only shares an id, of another person or in another FHIR version, is no older copy.
        """
        by_name: dict[str, list[Entry]] = {}
        for entry in self.document.entries:
            by_name.setdefault(entry.reference, []).append(entry)
        older = {id(entry): entry for entry in self.document.older_copies()}
        left = {key: "older-copy" for key, entry in older.items()
                if any(id(other) not in older and self._same(entry, other) for other in by_name[entry.reference])}
        left.update((id(entry), "deleted") for entry in self.document.deleted())
        return left

    def _same(self, entry: Entry, other: Entry) -> bool:
        return (entry.fhir_version == other.fhir_version
                and (self.of(entry) == self.of(other) or self.sources.key(entry) == self.sources.key(other)))


def doubted_numbers(document: Document) -> Iterator[Issue]:
    """The patients of a set who share a citizen service number but not the date of birth."""
    for found in Persons(document, Sources(document)).doubted:
        first, second = next((one, other) for one in found for other in found if _born_apart([one, other]))
        yield issue("PZP-SAME-BSN", Severity.WARNING, "Patient.birthDate", source=second.source.name,
                    resource=second.reference, other=first.source.name, position=second.spot(("birthDate",)))


def _number(tree: Tree) -> str | None:
    """The citizen service number, when there is just one and it passes the eleven test."""
    identifiers = tree.get("identifier")
    found = {str(each.get("value")) for each in (identifiers if isinstance(identifiers, list) else ())
             if isinstance(each, dict) and each.get("system") in BSN}
    return found.pop() if len(found) == 1 and all(map(_is_number, found)) else None


def _is_number(text: str) -> bool:
    """Whether a text is a citizen service number. nl: Elfproef"""
    if len(text) != 9 or not (text.isascii() and text.isdecimal()) or len(set(text)) == 1:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(text, weights, strict=True)) % 11 == 0


def _born_apart(patients: list[Entry]) -> bool:
    """Whether two of them cannot be born on the same day."""
    said = [PartialDate(each.tree["birthDate"]).bounds for each in patients
            if isinstance(each.tree.get("birthDate"), str)]
    bounds = [each for each in said if each]
    return any(one[0] > other[1] for one in bounds for other in bounds)


def _names_patient(node: Tree) -> bool:
    """Whether the source of a filled form is the patient (STU3 forms may name it there only)."""
    text = node.get("reference")
    return isinstance(text, str) and "Patient/" in text


def _where(entry: Entry) -> Where:
    return entry.source.name, id(entry.source.data)
