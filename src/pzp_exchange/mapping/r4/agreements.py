"""Treatment directives and advance directives in R4, both carried by Consent.

nl: Behandelaanwijzing, Wilsverklaring
Source: ACP-TreatmentDirective, ACP-AdvanceDirective.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...model.codes import NULL, AdvanceDirectiveType, Decision, PartyRole, Treatment
from ...tree import MISSING
from ..codecs import ATTACHMENT, IDENTIFIERS, REFERENCE, concept
from ..shared.agreements import CONDITIONAL, POLICY, TEXT_DECISIONS, decision_from_text, icd_from_words
from ..table import Context, Field, Mapping
from .datatypes import COMMENT, NICTIZ, PARTS

if TYPE_CHECKING:
    from ...model.agreements import TreatmentDirective
    from ...model.base import Coded

__all__ = ["ADVANCE_DIRECTIVE", "TREATMENT_DIRECTIVE"]

SPECIFICATION_OTHER = f"{NICTIZ}ext-TreatmentDirective2.SpecificationOther"


def constants(scope: str, system: str, code: str) -> tuple[tuple[str, Any], ...]:
    """What makes a Consent this kind of statement."""
    return (
        ("policy", POLICY),
        ("scope", {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": scope}]}),
        ("category", [{"coding": [{"system": system, "code": code}]}]),
    )


@dataclass(frozen=True, slots=True)
class ProvisionType:
    """``permit`` and ``deny``; the other decisions have no code in R4 and travel as text."""

    def accepts(self, value: Any) -> bool:
        """Only the two codes."""
        return value in ("permit", "deny")

    def read(self, value: str, _context: Context) -> Decision:
        """Code to decision."""
        return Decision.PERFORM if value == "permit" else Decision.DO_NOT_PERFORM

    def write(self, value: Decision, _context: Context) -> Any:
        """Decision to code, if it has one."""
        return {Decision.PERFORM: "permit", Decision.DO_NOT_PERFORM: "deny"}.get(value, MISSING)


@dataclass(frozen=True, slots=True)
class TreatmentCode:
    """Treatment; switching off an ICD is not in the bound value set and is *other* with its SNOMED code in the text."""

    inner = concept(Treatment)

    def accepts(self, value: Any) -> bool:
        """Any CodeableConcept."""
        return self.inner.accepts(value)

    def read(self, value: Any, context: Context) -> Any:
        """Recognise the SNOMED code in the text of *other*."""
        return icd_from_words(self.inner.read(value, context))

    def write(self, value: Coded[Treatment], context: Context) -> Any:
        """Put the SNOMED code into the text again."""
        from ...model.base import Coding

        icd = Treatment.ICD_DEACTIVATION
        if value.value is icd:
            text = value.text or icd.display("nl")
            text = text if icd.code in text else f"{text} (SNOMED CT - {icd.code})"
            value = value.model_copy(update={"codings": (Coding(system=NULL, code="OTH"),), "text": text})
        return self.inner.write(value, context)


def decision_to_text(item: TreatmentDirective, context: Context) -> TreatmentDirective:
    """The decisions without a code need their words; other words with them would be read as *other*.

    *Perform* under restrictions is no permission: zib2020 has it as *other*, with the restrictions as words.
    """
    if item.restrictions is not None:
        conditional = item.decision is Decision.PERFORM
        reason = "read-back-as-other" if conditional else "no-place-in-release"
        context.losses.append(("TreatmentDirective.restrictions", item.restrictions, reason))
    if item.restrictions is not None and item.decision is Decision.PERFORM:
        words = f"{CONDITIONAL}: {item.restrictions}" if item.restrictions != CONDITIONAL else CONDITIONAL
        return item.model_copy(update={"decision": Decision.OTHER, "restrictions": None, "specification": "; ".join(
            filter(None, (words, item.specification)))})
    if item.decision in TEXT_DECISIONS.values():
        words = item.decision.display("nl") if item.decision else ""
        if item.specification is None:
            return item.model_copy(update={"specification": words})
        if item.specification.strip().casefold() != words.casefold():
            context.losses.append(("TreatmentDirective.decision", item.decision, "read-back-as-other"))
    elif item.decision is Decision.OTHER and item.specification is None:
        context.losses.append(("TreatmentDirective.decision", item.decision, "other-without-specification"))
    return item


def role_as_said(values: dict[str, Any]) -> None:
    """Without a role in the source none is assumed."""
    values.setdefault("role", None)


PARTY = Mapping("AgreementParty", (
    Field("who", "reference", REFERENCE, "612 613 614 615 616 617 647 648 649 650 651 652"),
    Field("role", "role", concept(PartyRole)),
), after_read=role_as_said)

REPRESENTATIVE = Mapping("Representative", (
    Field("who", "reference", REFERENCE),
    Field("role", "role", concept(PartyRole)),
), after_read=role_as_said)

TREATMENT_DIRECTIVE = Mapping("TreatmentDirective", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("status", "status"),
    Field("patient", "patient", REFERENCE),
    Field("reviewed_on", "dateTime", dataset="606 641"),
    Field("advance_directive", "sourceReference", REFERENCE, "609 610 644 645"),
    Field("additional_advance_directives",
          f"extension({NICTIZ}ext-TreatmentDirective2.AdvanceDirective)[].valueReference", REFERENCE, "609 644"),
    Field("comment", f"extension({COMMENT}).valueString", dataset="618 653"),
    Field("specification", f"modifierExtension({SPECIFICATION_OTHER}).valueString", dataset="605 603 638"),
    Field("decision", "provision.type", ProvisionType(), "603 638"),
    Field("starts_on", "provision.period.start"),
    Field("ended_on", "provision.period.end", dataset="607 642"),
    Field("reason_for_ending", f"provision.extension({NICTIZ}ext-TreatmentDirective2.ReasonForEnding).valueString",
          dataset="608 643"),
    Field("parties", "provision.actor[]", PARTY, "611 646"),
    Field("treatment", "provision.code[0]", TreatmentCode(), "604 639"),
), "Consent", f"{PARTS.base}ACP-TreatmentDirective", dataset="602 637",
    constants=constants("treatment", "http://snomed.info/sct", "129125009"),
    unsafe=("status", "scope", "provision.type", "provision.provision", "provision.code", "provision.data",
            "provision.action", "provision.purpose", "provision.class", "provision.dataPeriod", "provision.period.*",
            "dateTime"),
    after_read=decision_from_text, before_write=decision_to_text, within=("restrictions",), as_said=True)

ADVANCE_DIRECTIVE = Mapping("AdvanceDirective", (
    Field("id", "id"),
    IDENTIFIERS,
    Field("status", "status"),
    Field("patient", "patient", REFERENCE),
    Field("dated", "dateTime", dataset="692 702 723"),
    Field("disorders", f"extension({NICTIZ}ext-AdvanceDirective.Disorder)[].valueReference", REFERENCE,
          "693 694 703 704 724 725"),
    Field("comment", f"extension({COMMENT}).valueString", dataset="698 708 729"),
    Field("document", "sourceAttachment", ATTACHMENT, "697 707 728"),
    Field("document_reference", "sourceReference", REFERENCE),
    Field("ended_on", "provision.period.end"),
    Field("representatives", "provision.actor[]", REPRESENTATIVE, "695 696 705 706 726 727"),
    Field("type", "provision.code[0]", concept(AdvanceDirectiveType), "691 701 722"),
), "Consent", f"{PARTS.base}ACP-AdvanceDirective", dataset="690 700 721 610 645",
    constants=constants("adr", "http://terminology.hl7.org/CodeSystem/consentcategorycodes", "acd"),
    unsafe=("status", "scope", "provision.type", "provision.provision", "provision.code", "provision.period.*",
            "dateTime"))
