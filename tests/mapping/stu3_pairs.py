"""The official examples of the same id in R4 and STU3, and why what we convert differs from what is published.

Leaves are compared as (path without indices, value): the order of people and identifiers says nothing. *Ours*: on
purpose otherwise. *Theirs*: the published side lacks it, has it otherwise than its own profile, or tells another story
under the same id (the examples of STU3 were edited after they were converted). *Unavoidable*: the FHIR version has no
place for it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pzp_exchange import R4, STU3, convert, read
from pzp_exchange.releases import Release
from pzp_exchange.tree import leaves, location

PAIRS: list[tuple[str, str, Release]] = [
    ("r4-1.0.0-rc2", "stu3-1.0.0-rc2", STU3), ("r4-1.0.0-rc3", "stu3-1.0.0-rc2", STU3),
    ("stu3-1.0.0-rc2", "r4-1.0.0-rc2", R4), ("stu3-1.0.0-rc2", "r4-1.0.0-rc3", R4),
]
EQUAL = {
    ("r4-1.0.0-rc2", "stu3-1.0.0-rc2"): 632, ("r4-1.0.0-rc3", "stu3-1.0.0-rc2"): 631,
    ("stu3-1.0.0-rc2", "r4-1.0.0-rc2"): 555, ("stu3-1.0.0-rc2", "r4-1.0.0-rc3"): 554,
}
"""Leaves that are the same, at least."""


@dataclass(frozen=True)
class Leaf:
    """A leaf that only one side has."""

    side: str
    path: str
    value: Any


@dataclass
class Compared:
    """Two folders of examples, by resources of the same type and id."""

    resources: int = 0
    equal: int = 0
    different: list[Leaf] = field(default_factory=list)


def bag(tree: Any) -> Counter[tuple[str, Any]]:
    """The leaves of a tree, without indices."""
    return Counter((re.sub(r"\[\d+\]", "", location(pointer, tree["resourceType"])), value)
                   for pointer, value in leaves(tree))


def compare(source: Path, target: Path, to: Release) -> Compared:
    """Convert the resources of one folder and hold them against the other; forms are another matter."""
    files = [path for path in sorted(source.glob("*.json")) if not path.name.startswith("QuestionnaireResponse")]
    converted = {entry.reference: entry.tree for entry in convert(read(*files), to=to).document}
    result = Compared()
    for entry in read(target):
        if entry.reference not in converted:
            continue
        ours, theirs = bag(converted[entry.reference]), bag(entry.tree)
        result.resources += 1
        result.equal += sum((ours & theirs).values())
        for side, rest in (("ours", ours - theirs), ("theirs", theirs - ours)):
            result.different.extend(Leaf(side, path, value) for path, value in rest.elements())
    return result


@dataclass(frozen=True)
class Difference:
    """Leaves that differ, why, and whose doing it is."""

    to: str
    side: str
    path: str
    whose: str
    reason: str
    values: tuple[Any, ...] = ()
    """Only these; any when empty."""


def d(to: str, side: str, path: str, whose: str, reason: str, *values: Any) -> Difference:
    """A row."""
    return Difference(to, side, path, whose, reason, values)


ERA = "the value sets of STU3 hold the URIs of its era; the published side kept those of R4"
STORY = "another story under the same id: the STU3 example was edited after its conversion"
OTHER_STORY = (
    "Patient.identifier.value", "Patient.birthDate", "Patient.gender", "Patient.name.*", "Patient.telecom.*",
    "Patient.address.*", "Patient.contact.*", "Patient.extension.extension.valueBoolean",
    "RelatedPerson.identifier.value", "RelatedPerson.name.*", "RelatedPerson.telecom.*", "RelatedPerson.address.*",
    "RelatedPerson.relationship.*", "RelatedPerson.extension.*", "Practitioner.identifier.value",
    "Practitioner.name.*", "Device.identifier.*", "Device.udi.*", "Device.udiCarrier.*",
    "DeviceUseStatement.identifier.value", "DeviceUseStatement.bodySite.*", "DeviceUseStatement.extension.*",
    "DeviceUseStatement.note.text", "DeviceUseStatement.timingPeriod.start",
)
"""Of the people and the device, who are other people and another device in STU3."""
NOT_THERE = {("STU3", "Device.udiCarrier.*"), ("R4", "Device.udi.*"), ("R4", "RelatedPerson.extension.*"),
             ("R4", "Patient.extension.extension.valueBoolean")}

DIFFERENCES = [
    # R4 to STU3
    d("STU3", "ours", "*.system", "theirs", ERA, "http://hl7.org/fhir/v2/0203", "http://hl7.org/fhir/v3/ActCode",
      "http://hl7.org/fhir/v3/RoleCode", "http://hl7.org/fhir/data-absent-reason"),
    d("STU3", "theirs", "*.system", "theirs", ERA, "http://terminology.hl7.org/CodeSystem/v2-0203",
      "http://terminology.hl7.org/CodeSystem/v3-ActCode", "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
      "http://terminology.hl7.org/CodeSystem/data-absent-reason"),
    d("STU3", "ours", "Observation.dataAbsentReason.coding.code", "theirs", ERA, "asked"),
    d("STU3", "theirs", "Observation.dataAbsentReason.coding.code", "theirs", ERA, "asked-unknown"),
    d("STU3", "ours", "Consent.consentingParty.*", "theirs",
      "the published side has the professional only; the patient and the relative are named by us as well"),
    d("STU3", "ours", "Procedure.extension.*", "theirs",
      "the published side lost who took part beside the professional; zib-Procedure forbids them as performers, so "
      "they stand in HL7's extension for elements of R4"),
    d("STU3", "ours", "Procedure.performedPeriod.*", "theirs", "the published side lost the date of the talk"),
    d("STU3", "ours", "Consent.extension.valueCodeableConcept.coding.*", "ours",
      "switching off an ICD has a SNOMED code, and STU3 has room for it", "http://snomed.info/sct",
      "400231000146108", "uitzetten van cardioverter-defibrillator in laatste levensfase"),
    d("STU3", "theirs", "Consent.extension.valueCodeableConcept.coding.*", "ours",
      "switching off an ICD has a SNOMED code, and STU3 has room for it", "OTH",
      "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"),
    d("STU3", "theirs", "Consent.extension.*", "theirs",
      "the type of an advance directive is repeated as the treatment of a treatment directive"),
    d("STU3", "*", "Consent.modifierExtension.valueCodeableConcept.coding.display", "theirs",
      "the words are those of the code system, not those of the guide's value set", "Niet besproken", "Niet gevraagd"),
    d("STU3", "*", "Observation.code.coding.display", "theirs", "the published words differ between releases",
      "gewenste plek van overlijden", "Preferred place of death"),
    # STU3 to R4
    d("R4", "theirs", "*.type", "unavoidable", "STU3 has no Reference.type; it repeats what the reference says",
      "Patient", "PractitionerRole", "RelatedPerson", "Practitioner"),
    d("R4", "theirs", "Consent.provision.actor.reference.reference", "unavoidable",
      "the published STU3 side names the relative in words only"),
    d("R4", "theirs", "Procedure.performer.actor.*", "unavoidable",
      "the published STU3 side lost who took part beside the professional"),
    d("R4", "theirs", "Procedure.performedPeriod.*", "unavoidable",
      "the published STU3 side lost the date of the talk"),
    d("R4", "*", "Observation.code.coding.display", "theirs", "the published words differ between releases",
      "gewenste plek van overlijden", "Preferred place of death"),
    d("STU3", "ours", "DeviceUseStatement.whenUsed.start", "ours", "the profile has the date of implantation here"),
    d("R4", "theirs", "Patient.extension.*", "ours",
      "legal capacity is an Observation, as in rc3; rc2 has it with the patient, as STU3 does"),
    *(d(to, "*", path, "theirs", STORY) for to in ("STU3", "R4") for path in OTHER_STORY
      if (to, path) not in NOT_THERE),
]


def reason_of(leaf: Leaf, to: str) -> Difference | None:
    """The first row that tells why a leaf differs."""
    return next((row for row in DIFFERENCES if row.to == to and row.side in ("*", leaf.side)
                 and fnmatchcase(leaf.path, row.path) and (not row.values or leaf.value in row.values)), None)
