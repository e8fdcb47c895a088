"""Treatment directives and advance directives in STU3, both carried by Consent.

nl: BehandelAanwijzing, Wilsverklaring
Source: ACP-TreatmentDirective, ACP-AdvanceDirective.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...model.codes import NULL, SCT, AdvanceDirectiveType, Decision, PartyRole, Treatment
from ...terminology import same_system
from ...tree import MISSING, Tree
from ..codecs import ATTACHMENT, OnlyRead, concept
from ..shared.agreements import CONDITIONAL, POLICY, decision_from_text, icd_from_words, says_no_more
from ..shared.findings import coded
from ..table import Context, Field, Mapping
from .datatypes import ACTOR, COMMENT, IDENTIFIER_STU3, NICTIZ, PARTS, REFERENCE
from .verification import FIELDS as VERIFICATION_FIELDS
from .verification import ONLY_VERIFIED, add_parties, verification

if TYPE_CHECKING:
    from ...model.agreements import TreatmentDirective

__all__ = ["ADVANCE_DIRECTIVE", "TREATMENT_DIRECTIVE"]

PERMITTED_URL = f"{NICTIZ}zib-TreatmentDirective-TreatmentPermitted"
PERMITTED = f"modifierExtension({PERMITTED_URL}).valueCodeableConcept"
RESTRICTIONS = f"{NICTIZ}zib-TreatmentDirective-Restrictions"
TREATMENT = f"{NICTIZ}zib-TreatmentDirective-Treatment"
SOURCES = f"{NICTIZ}consent-additionalSources"
ZIB_PERMITTED = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4"

YES, YES_BUT, NO = ((ZIB_PERMITTED, code) for code in ("JA", "JA_MAAR", "NEE"))
DECISIONS = {
    YES: (Decision.PERFORM, "Ja"),
    YES_BUT: (Decision.PERFORM, CONDITIONAL),
    NO: (Decision.DO_NOT_PERFORM, "Nee"),
    (NULL, "UNK"): (Decision.UNKNOWN, "Nog onbekend"),
    (NULL, "ASKU"): (Decision.NOT_DECIDED, "Nee, nog geen besluit genomen"),
    (NULL, "NASK"): (Decision.NOT_DISCUSSED, "Niet besproken"),
    (NULL, "OTH"): (Decision.OTHER, "Anders"),
}
"""What is permitted, with the words of the value sets. zib2017 has no code for *other*: it is text beside OTH."""


def permitted(value: Any) -> tuple[str, str] | None:
    """System and code of a CodeableConcept that are among the decisions; ``None`` when it cannot be told."""
    codings = value.get("coding", []) if isinstance(value, dict) else None
    if not isinstance(codings, list) or not all(isinstance(each, dict) for each in codings):
        return None
    found = {(same_system(str(each.get("system"))), str(each.get("code"))) for each in codings}
    known = [each for each in found if each in DECISIONS]
    if not found and isinstance(value.get("text"), str):
        return NULL, "OTH"
    return known[0] if len(known) == len(found) == 1 else None


class Permitted(OnlyRead):
    """The decision of TreatmentPermitted."""

    def accepts(self, value: Any) -> bool:
        """One of the decisions, and nothing beside it."""
        return permitted(value) is not None

    def read(self, value: Any, _context: Context) -> Decision:
        """Code to decision."""
        return DECISIONS[permitted(value) or (NULL, "OTH")][0]



class Specification(OnlyRead):
    """The words of TreatmentPermitted, where the code is *other* or missing."""

    def accepts(self, value: Any) -> bool:
        """*Other* with a text."""
        return permitted(value) == (NULL, "OTH") and isinstance(value.get("text"), str)

    def read(self, value: Any, _context: Context) -> str:
        """The text."""
        return str(value["text"])



class Conditional(OnlyRead):
    """That there are restrictions; the words stand elsewhere, and where they do not, the code's own will do."""

    def accepts(self, value: Any) -> bool:
        """Only *yes, but*."""
        return permitted(value) == YES_BUT

    def read(self, _value: Any, _context: Context) -> str:
        """The words of the code."""
        return CONDITIONAL



def permission(decision: Decision, specification: str | None, restrictions: str | None) -> Tree:
    """TreatmentPermitted as CodeableConcept."""
    system, code = next(key for key, (known, _) in DECISIONS.items() if known is decision)
    if decision is Decision.PERFORM and restrictions is not None:
        system, code = YES_BUT
    node: Tree = {"coding": [{"system": system, "code": code, "display": DECISIONS[system, code][1]}]}
    return {**node, "text": specification} if specification is not None else node


@dataclass(frozen=True, slots=True)
class Restrictions:
    """The restrictions in ``except``, whose type is decoration."""

    def accepts(self, value: Any) -> bool:
        """The extension, and nothing else that would limit the statement."""
        items = value.get("extension") if isinstance(value, dict) else None
        return (isinstance(items, list) and len(items) == 1 and value.keys() <= {"type", "extension"}
                and isinstance(items[0], dict) and items[0].keys() == {"url", "valueString"}
                and items[0]["url"] == RESTRICTIONS and isinstance(items[0]["valueString"], str))

    def read(self, value: Any, _context: Context) -> str:
        """The text."""
        return str(value["extension"][0]["valueString"])

    def write(self, value: str, _context: Context) -> Tree:
        """With the type that goes with it."""
        return {"type": "deny", "extension": [{"url": RESTRICTIONS, "valueString": value}]}


class Decoration(OnlyRead):
    """An ``except`` with a type and nothing else."""

    def accepts(self, value: Any) -> bool:
        """Only the type."""
        return isinstance(value, dict) and value.keys() == {"type"}



@dataclass(frozen=True, slots=True)
class TreatmentCode:
    """Treatment; the examples say switching off an ICD in the words of *other*, with its SNOMED code."""

    inner = concept(Treatment)

    def accepts(self, value: Any) -> bool:
        """Any CodeableConcept."""
        return self.inner.accepts(value)

    def read(self, value: Any, context: Context) -> Any:
        """Recognise the SNOMED code in the text of *other*."""
        return icd_from_words(self.inner.read(value, context))

    def write(self, value: Any, context: Context) -> Any:
        """As coded."""
        return self.inner.write(value, context)


@dataclass(frozen=True)
class Party(Mapping):
    """Someone who is party by being a consenting party; whoever was only verified with is none of those here."""

    role: PartyRole = PartyRole.AGREEMENT_PARTY

    @cached_property
    def usual(self) -> Any:
        """The role that a party has when nothing else is said."""
        return self.model.model_fields["role"].get_default()

    def write(self, item: Any, context: Context) -> Any:
        """The reference; the role is what a consenting party is, and only another one is lost."""
        if ONLY_VERIFIED in item.left_out and context.carry:
            return MISSING
        if item.role is not None and item.role.value is self.role:
            item = item.model_copy(update={"role": self.usual})
        return super().write(item, context) or MISSING


PARTY = Party("AgreementParty", (Field("who", "", ACTOR),))
REPRESENTATIVE = Party("Representative", (Field("who", "", REFERENCE),), role=PartyRole.REPRESENTATIVE)


def read_together(values: dict[str, Any]) -> None:
    """What several elements say: decision and words, and the parties of the verification."""
    decision_from_text(values)
    add_parties(values)


def before_writing(item: TreatmentDirective, context: Context) -> TreatmentDirective:
    """Words that only repeat the decision have no place; those that contradict it cannot be said at all."""
    text = item.specification
    if item.contradicts_itself:
        context.refused = "contradicts-itself"
    if text is None or item.decision is Decision.OTHER:
        return item
    if item.decision is None:
        return item.model_copy(update={"decision": Decision.OTHER})
    if not says_no_more(text, item.decision):
        context.losses.append(("TreatmentDirective.specification", text, "no-place-in-release"))
    return item.model_copy(update={"specification": None})


def write_together(node: Tree, item: TreatmentDirective, context: Context) -> None:
    """The decision with its restrictions, and the verification before the treatment, as the examples have them."""
    if item.decision is not None:
        node["modifierExtension"] = [{"url": PERMITTED_URL, "valueCodeableConcept": permission(
            item.decision, item.specification, item.restrictions)}]
    if item.restrictions is not None:
        node["except"] = [Restrictions().write(item.restrictions, context)]
    elif item.decision in (Decision.PERFORM, Decision.DO_NOT_PERFORM):
        node["except"] = [{"type": "permit" if item.decision is Decision.PERFORM else "deny"}]
    items = node.setdefault("extension", [])
    place = next((index for index, each in enumerate(items) if each["url"] == TREATMENT), len(items))
    items.insert(place, verification(item))


TREATMENT_DIRECTIVE = Mapping("TreatmentDirective", (
    Field("id", "id"),
    Field("identifiers", "identifier", IDENTIFIER_STU3, most=1),
    Field("status", "status"),
    Field("patient", "patient", REFERENCE),
    *VERIFICATION_FIELDS,
    Field("advance_directive", "sourceReference", REFERENCE, "65 66 101 102"),
    Field("additional_advance_directives", f"extension({SOURCES})[].valueReference", REFERENCE, "65 101"),
    Field("comment", f"extension({COMMENT}).valueString", dataset="64 100"),
    Field("specification", PERMITTED, Specification(), "60 96", only_read=True),
    Field("decision", PERMITTED, Permitted(), "60 96", only_read=True, leave=True),
    Field("restrictions", "except[0]", Restrictions(), "61", only_read=True),
    Field("restrictions", PERMITTED, Conditional(), "60", only_read=True, leave=True),
    Field("", PERMITTED, Permitted()),
    Field("", "except[0]", Decoration()),
    Field("starts_on", "period.start", dataset="62 98"),
    Field("ended_on", "period.end", dataset="63 99"),
    Field("parties", "consentingParty[]", PARTY),
    Field("treatment", f"extension({TREATMENT}).valueCodeableConcept", TreatmentCode(), "59 95"),
), "Consent", f"{PARTS.base}ACP-TreatmentDirective", dataset="54 90",
    constants=(("policy", POLICY),
               ("category", [coded("11291000146105", "Treatment instructions (record artifact)")])),
    unsafe=("status", "except", "period.*", "actor", "action", "data", "dataPeriod", "purpose"),
    after_read=read_together, before_write=before_writing, finish=write_together, as_said=True)

LIVING_WILL = {"coding": [{"system": SCT, "code": "11341000146107"}]}


@dataclass(frozen=True, slots=True)
class DirectiveType:
    """The type, beside the category that says it is an advance directive."""

    inner = concept(AdvanceDirectiveType)

    def accepts(self, value: Any) -> bool:
        """Any CodeableConcept but the category itself."""
        codings = value.get("coding") if isinstance(value, dict) else None
        return isinstance(value, dict) and not any(
            isinstance(each, dict) and each.get("code") == "11341000146107"
            for each in (codings if isinstance(codings, list) else ()))

    def read(self, value: Any, context: Context) -> Any:
        """As it is."""
        return self.inner.read(value, context)

    def write(self, value: Any, context: Context) -> Any:
        """zib2017 does not know self-binding: that is *other*, with its words."""
        unknown = AdvanceDirectiveType.SELF_BINDING
        if value.value is unknown:
            context.losses.append(("", unknown.code, "no-such-code"))
            other = type(value).model_validate(AdvanceDirectiveType.OTHER)
            value = other.model_copy(update={"text": value.text or unknown.display("nl")})
        return self.inner.write(value, context)


ADVANCE_DIRECTIVE = Mapping("AdvanceDirective", (
    Field("id", "id"),
    Field("identifiers", "identifier", IDENTIFIER_STU3, most=1),
    Field("status", "status"),
    Field("patient", "patient", REFERENCE),
    Field("dated", "dateTime", dataset="125 141 176"),
    Field("disorders", f"extension({NICTIZ}zib-AdvanceDirective-Disorder)[].valueReference", REFERENCE,
          "126 127 142 143 177 178"),
    Field("comment", f"extension({COMMENT}).valueString", dataset="131 147 182"),
    Field("document", "sourceAttachment", ATTACHMENT, "130 146 181"),
    Field("document_reference", f"extension({SOURCES}).valueReference", REFERENCE),
    Field("document_reference", "sourceReference", REFERENCE, only_read=True),
    Field("ended_on", "period.end"),
    Field("representatives", "consentingParty[]", REPRESENTATIVE, "128 129 144 145 179 180", most=1),
    Field("type", "category[?]", DirectiveType(), "124 140 175"),
), "Consent", f"{PARTS.base}ACP-AdvanceDirective", dataset="66 102 123 139 166",
    constants=(("policy", POLICY), ("category", [LIVING_WILL])),
    unsafe=("status", "except", "period.*", "dateTime", "category"), as_said=True)
