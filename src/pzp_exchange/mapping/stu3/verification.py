"""With whom and when a treatment directive was verified: zib2017's way to say who is party to it.

Source: zib-TreatmentDirective-Verification (zib2017). It has codes for the kind of person; who it was stands, for a
health professional, with the consenting parties. Here everybody does, and everybody else than a professional also in
the verification. A directive may be verified more than once; the newest date is when it was last discussed (zib2020:
MostRecentReviewDate).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...model.codes import SCT
from ...model.dates import PartialDate
from ...tree import MISSING, Tree
from ..codecs import OnlyRead
from ..table import Context, Field, NodeField, ReadProblem
from .datatypes import NICTIZ, type_of

if TYPE_CHECKING:
    from ...model.agreements import TreatmentDirective
    from ...model.base import Reference

__all__ = ["FIELDS", "ONLY_VERIFIED", "add_parties", "verification"]

VERIFICATION = f"{NICTIZ}zib-TreatmentDirective-Verification"
ONLY_VERIFIED = "consentingParty"
"""In ``left_out`` of a party that the source names in the verification only."""
PATIENT = "116154003"
KINDS = {PATIENT: "Patient", "40683002": "Parent", "394619001": "Guardian",
         "8601000146109": "Holder of enduring power of attorney"}
PROFESSIONALS = frozenset({"Practitioner", "PractitionerRole", "Organization"})
VALUES = {"Verified": "valueBoolean", "VerifiedWith": "valueCodeableConcept", "VerificationDate": "valueDateTime"}


def parts_of(value: Any, name: str) -> list[Any]:
    """The values of one part of the extension."""
    items = value.get("extension") if isinstance(value, dict) else None
    return [item[VALUES[name]] for item in (items if isinstance(items, list) else ())
            if isinstance(item, dict) and item.get("url") == name and VALUES[name] in item]


def is_readable(value: Any) -> bool:
    """A verification that took place, with nothing in it but its three parts."""
    items = value.get("extension") if isinstance(value, dict) else None
    if not isinstance(items, list) or len(value) != 2 or parts_of(value, "Verified") != [True]:
        return False
    known = all(isinstance(item, dict) and item.keys() == {"url", VALUES.get(str(item.get("url")))} for item in items)
    return (known and all(isinstance(each, dict) for each in parts_of(value, "VerifiedWith"))
            and all(isinstance(each, str) for each in parts_of(value, "VerificationDate")))


def places_of(node: Tree) -> list[int]:
    """Where the verifications stand among the extensions; nowhere when one of them cannot be read."""
    items = node.get("extension")
    places = [index for index, item in enumerate(items if isinstance(items, list) else ())
              if isinstance(item, dict) and item.get("url") == VERIFICATION]
    return places if all(is_readable(node["extension"][place]) for place in places) else []


def newest_of(node: Tree) -> str | None:
    """The newest date of the verifications, if their dates tell which one it is."""
    dates = [PartialDate(each) for place in places_of(node)
             for each in parts_of(node["extension"][place], "VerificationDate")]
    newest = (one for one in dates if all(one == other or one.after(other) for other in dates))
    return next(newest, None)


class VerifiedOn(OnlyRead):
    """The date of the only verification."""

    def accepts(self, value: Any) -> bool:
        """One date, in a verification that can be read."""
        return is_readable(value) and len(parts_of(value, "VerificationDate")) == 1

    def read(self, value: Any, _context: Context) -> str:
        """The date."""
        return str(parts_of(value, "VerificationDate")[0])


class LastVerifiedOn(OnlyRead):
    """The newest date in a Consent with several verifications."""

    def accepts(self, value: Any) -> bool:
        """One date is the newest."""
        return newest_of(value) is not None

    def read(self, value: Any, _context: Context) -> str | None:
        """The date."""
        return newest_of(value)


class VerifiedWith(OnlyRead):
    """The kinds of people of one verification, as their CodeableConcepts."""

    def accepts(self, value: Any) -> bool:
        """A verification that can be read."""
        return is_readable(value)

    def read(self, value: Any, _context: Context) -> list[Tree]:
        """The concepts."""
        return parts_of(value, "VerifiedWith")


class ReviewedOn:
    """The date of the newest verification, else that of the document; written as that of the document."""

    keys = ("dateTime", f"extension({VERIFICATION})")

    def take(self, node: Tree, context: Context) -> Any:
        """The date; one of the document that differs from it is left over, and so are those of the verifications."""
        said = node.get("dateTime", MISSING)
        if said is not MISSING and not isinstance(said, str):
            context.problems.append(ReadProblem("dateTime", "modifier-element"))
        newest = newest_of(node)
        if newest is None and not isinstance(said, str):
            return MISSING
        if newest in (None, said):
            del node["dateTime"]
        return str(said) if newest is None else newest

    def put(self, node: Tree, value: Any, _context: Context) -> None:
        """Write it as that of the document."""
        node["dateTime"] = str(value)


class Verifications:
    """Takes all verifications, but for dates that are not the newest: these are left over."""

    keys = (f"extension({VERIFICATION})",)

    def take(self, node: Tree, _context: Context) -> Any:
        """The concepts of each verification."""
        places, newest, found = places_of(node), newest_of(node), []
        for place in places:
            value = node["extension"][place]
            found.append(parts_of(value, "VerifiedWith"))
            others = [{"url": "VerificationDate", "valueDateTime": date}
                      for date in parts_of(value, "VerificationDate") if date != newest]
            node["extension"][place] = {"url": VERIFICATION, "extension": others} if others else None
        if not any(node.get("extension", ())):
            node.pop("extension", None)
        return found if places else MISSING

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Nothing: the verification is written when everything else is."""


DATED = "58 94"
VERIFIED = f"extension({VERIFICATION})"
FIELDS = (
    NodeField("reviewed_on", ReviewedOn(), DATED),
    NodeField("verified_with", Verifications(), "55 56 57 91 92 93", only_read=True),
    # where the same stands, for those who only look
    Field("reviewed_on", VERIFIED, VerifiedOn(), DATED, only_read=True, leave=True),
    Field("reviewed_on", "", LastVerifiedOn(), DATED, only_read=True, leave=True),
    Field("reviewed_on", "dateTime", dataset=DATED, only_read=True, leave=True),
    Field("verified_with", f"{VERIFIED}[]", VerifiedWith(), only_read=True, leave=True),
)
"""The date of a directive and with whom it was verified."""


def add_parties(values: dict[str, Any]) -> None:
    """Add to the parties whom the source names in the verification only."""
    from ...model.agreements import AgreementParty

    concepts = [each for listed in values.pop("verified_with", ()) for each in listed]
    patient: Reference | None = values.get("patient")
    parties = list(values.get("parties", ()))
    others = _others(concepts, patient, [party.who for party in parties])
    parties += [AgreementParty(who=who, left_out=(ONLY_VERIFIED,)) for who in others]
    if parties:
        values["parties"] = tuple(parties)


def _others(concepts: list[Tree], patient: Reference | None, known: list[Any]) -> Iterator[Reference]:
    """Who is in the verifications and not among those who are known, each once."""
    from ...model.base import Reference

    said = {text for who in known if who is not None for text in (who.display, who.reference) if text}
    patient_known = any(who is not None and _is(who, patient) for who in known)
    for each in concepts:
        codings = each.get("coding")
        codes = [item for item in (codings if isinstance(codings, list) else ()) if isinstance(item, dict)]
        if any((item.get("system"), item.get("code")) == (SCT, PATIENT) for item in codes):
            if not patient_known:
                yield patient.model_copy() if patient else Reference(display=KINDS[PATIENT])
            patient_known = True
            continue
        words = [each.get("text"), *(item.get("display") for item in codes), *(item.get("code") for item in codes)]
        text = next((word for word in words if isinstance(word, str) and word), "")
        if text and text not in said:
            said.add(text)
            yield Reference(display=text)


def _is(who: Reference, patient: Reference | None) -> bool:
    """Whether somebody is the patient."""
    if patient is not None and patient.reference:
        return who.reference == patient.reference
    return type_of(who) == "Patient"


def verification(item: TreatmentDirective) -> Tree:
    """The extension: that it was verified, when, and with whom."""
    parts: list[Tree] = [{"url": "Verified", "valueBoolean": True}]
    if item.reviewed_on is not None:
        parts.append({"url": "VerificationDate", "valueDateTime": str(item.reviewed_on)})
    for party in item.parties:
        concept = _concept(party, item.patient)
        if concept:
            parts.append({"url": "VerifiedWith", "valueCodeableConcept": concept})
    return {"url": VERIFICATION, "extension": parts}


def _concept(party: Any, patient: Reference | None) -> Tree | None:
    """The kind of person somebody is; who is a professional, or cannot be told, is not in the verification."""
    who = party.who
    if who is None or type_of(who) in PROFESSIONALS:
        return None
    if _is(who, patient):
        return {"coding": [{"system": SCT, "code": PATIENT, "display": KINDS[PATIENT]}]}
    if ONLY_VERIFIED not in party.left_out and type_of(who) != "RelatedPerson":
        return None
    text = who.display or who.reference
    other = {"system": "http://hl7.org/fhir/v3/NullFlavor", "code": "OTH", "display": "Other"}
    return {"coding": [other], "text": text} if text else {"coding": [other]}
