"""Rules about whose plan it is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ...document import Entry
from .found import Found, information, undecided, warning
from .scan import pointer_of, pointers_of
from .view import DATES, SetView

__all__ = ["dangling_references", "one_patient", "other_patient", "patient_named"]

OF_NOBODY = ("medical_device_products", "patient", "")
"""Kinds that need not name a patient: a device is tied to one by its use."""


def one_patient(view: SetView) -> Iterator[Found]:
    """What: the statements of a set are about one patient, and no other Patient is in it.

    Why: a plan is one person's; statements of two people in one set are easily shown together.
    Source: the dataset has one Patient (351); every search of the standard is patient-specific.
    """
    about: dict[Hashable, Entry] = {}
    for item in view.items:
        if item.whose is not None and item.kind in DATES:
            about.setdefault(item.whose, item.entry)
    if len(about) > 1:
        second = list(about.values())[1]
        yield warning(second, "PZP-PLAN-SEVERAL-PATIENTS", count=str(len(about)))
    if about:
        for item in view.patients:
            if item.whose not in about:
                yield information(item.entry, "PZP-PLAN-SPARE-PATIENT")


def patient_named(view: SetView) -> Iterator[Found]:
    """What: every statement and contact person names its patient, by reference or identifier.

    Why: a statement without one cannot safely be put in anybody's plan.
    Source: cardinality of ``subject`` and ``patient`` in the profiles of the standard.
    """
    for item in view.items:
        glass = item.lens
        if glass is None or item.whose is not None or item.kind in OF_NOBODY or not glass.knows("patient"):
            continue
        said = glass.reference_places(item.tree, "patient")
        if not any(isinstance(node.get("identifier"), dict) for _, node in said):
            yield warning(item.entry, "PZP-PLAN-NO-PATIENT", glass.pointer(item.tree, "patient"))


def dangling_references(view: SetView) -> Iterator[Found]:
    """What: a relative reference or a ``urn:uuid:`` points to a resource of the set; told once per target and source.

    Why: what is not there cannot be checked or shown. It may well exist on the server the set came from, so this is
    undecided and no error. Absolute URLs are meant to be fetched and are left alone, and so are search references.
    Source: FHIR, References, "Literal references"; missing contained resources are ref-1.
    """
    seen: set[tuple[int, str]] = set()
    for item in view.items:
        targets, source = item.targets, id(item.entry.source)
        missing = [node for node in item.scan.references if targets[node["reference"]] is None
                   and within(node["reference"]) and (source, node["reference"]) not in seen]
        if not missing:
            continue
        texts = {id(node): node["reference"] for node in missing}
        for found, pointer in pointers_of(item.tree, missing).items():
            text = texts[found]
            if (source, text) not in seen:
                seen.add((source, text))
                yield undecided(item.entry, "PZP-PLAN-DANGLING", (*pointer, "reference"), reference=text)


def other_patient(view: SetView) -> Iterator[Found]:
    """What: a resource refers to what belongs to its own patient; links between Patients aside.

    Why: a statement tied to another person's representative or talk is a mix-up of two people.
    Source: the dataset has one Patient (351) around everything else.
    """
    known = {item.whose for item in view.patients}
    if len(known) < 2:
        return
    for item in view.items:
        if item.entry.type == "Patient" or item.whose not in known:
            continue
        for node in item.scan.references:
            target = item.targets[node["reference"]]
            other = view.by_entry.get(id(target)) if target is not None else None
            if other and other.whose in known and other.whose != item.whose:
                pointer = (*pointer_of(item.tree, node), "reference")
                yield warning(item.entry, "PZP-PLAN-OTHER-PATIENT", pointer)


def within(reference: str) -> bool:
    """Whether a reference can only mean something in the set or on the server it came from."""
    return not reference.startswith("#") and "?" not in reference and (
        "://" not in reference or reference.startswith("urn:"))
