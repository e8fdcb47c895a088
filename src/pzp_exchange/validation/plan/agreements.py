"""Rules about one agreement at a time: its parties, its decision, its codes."""

from __future__ import annotations

from collections.abc import Iterator

from ...document import Document
from ...model.codes import AdvanceDirectiveType, Decision, MedicalPolicy, Treatment
from ...tree import Tree
from .found import Found, error, information, undecided, warning
from .view import Item, PlanView, SetView

__all__ = ["agreement_decision", "agreement_parties", "directive_document", "goal_code"]

PROFESSIONALS = frozenset({"Practitioner", "PractitionerRole"})
PATIENT_SIDE = frozenset({"Patient", "RelatedPerson"})
SIDES = PROFESSIONALS | PATIENT_SIDE


def agreement_parties(view: SetView) -> Iterator[Found]:
    """What: parties of an agreement are at least a professional, and the patient or a representative.

    Why: an agreement is made by two sides; without one of them it is a wish or an order.
    Source: zib2020 TreatmentDirective2, AgreementParty (dataset 611, 646). A contact person who is a party counts as
    representative.
    """
    for item in view.of("treatment_directives"):
        glass = item.lens
        if glass is None or item.status == "entered-in-error":
            continue
        types = {_type_of(view.document, item, node) for _, node in glass.reference_places(item.tree, "parties")}
        if item.has("verified_with"):  # zib2017 verifies with the patient or who speaks for the patient
            types.add("Patient")
        missing = [code for code, side in (("PZP-PLAN-NO-PROFESSIONAL", PROFESSIONALS),
                                           ("PZP-PLAN-NO-PATIENT-PARTY", PATIENT_SIDE)) if types.isdisjoint(side)]
        if missing and "" in types:
            yield undecided(item.entry, "PZP-PLAN-PARTIES-UNDECIDED", item.pointer("parties"))
        else:
            yield from (warning(item.entry, code, item.pointer("parties")) for code in missing)


def _type_of(document: Document, item: Item, node: Tree) -> str:
    """The resource type a Reference points to, from its words or else from the target; empty when nothing tells."""
    text = node.get("reference")
    if isinstance(text, str):
        parts = text.partition("/_history/")[0].split("/")
        if len(parts) > 1 and parts[-2] in SIDES:
            return parts[-2]
        entry = item.targets[text]
        found = entry.tree if entry else document.resolve(text, item.entry) if text.startswith("#") else None
        if found is not None:
            return str(found.get("resourceType", ""))
        if len(parts) > 1 and parts[-2][:1].isupper():
            return parts[-2]
    said = node.get("type")
    return said if isinstance(said, str) else ""


def agreement_decision(view: SetView) -> Iterator[Found]:
    """What: an agreement has a decision, one only, and for an ICD not a *no*.

    Why: without a code the words are all there is; with both nobody knows which was meant; and switching off an ICD is
    decided, not decided yet, or not discussed: the standard has no *no*, so a reader cannot tell what it stands for.
    Source: zib2020 TreatmentDirective2, TreatmentDecision and SpecificationOther (dataset 603, 605, 638), invariant
    zib-TreatmentDirective2-2 as meant.
    """
    for item in view.of("treatment_directives"):
        if item.status == "entered-in-error":
            continue
        coded = item.decision in (Decision.PERFORM, Decision.DO_NOT_PERFORM)
        if coded and item.has("specification"):
            yield error(item.entry, "PZP-PLAN-CONTRADICTION", item.pointer("specification"))
        if item.decision is None and not item.has("decision"):
            yield warning(item.entry, "PZP-PLAN-NO-DECISION")
        if item.decision is Decision.DO_NOT_PERFORM and item.about is Treatment.ICD_DEACTIVATION:
            yield warning(item.entry, "PZP-PLAN-ICD-DENY", item.pointer("decision"))


def goal_code(view: SetView) -> Iterator[Found]:
    """What: the policy goal is not coded with SNOMED CT 225353007.

    Why: the code was replaced by 713148004; a receiver of the new release may not know it.
    Source: value set of ACP-MedicalPolicyGoal (dataset 592).
    """
    old = MedicalPolicy.RELIEVE_SYMPTOMS_DEPRECATED
    for item in view.of("medical_policy_goals"):
        if item.lens and (old.system, old.code) in item.lens.codings(item.tree, "goal"):
            yield warning(item.entry, "PZP-PLAN-OLD-GOAL-CODE", item.pointer("goal"))


def directive_document(plan: PlanView) -> Iterator[Found]:
    """What: an advance directive that stands comes with its document, or a reference to it; an oral one cannot.

    Why: that a declaration exists says little; what it says is in the document.
    Source: zib2020 AdvanceDirective, LivingWillDocument (dataset 697, 707, 728).
    """
    for item in plan.standing.live("advance_directives"):
        spoken = item.about is AdvanceDirectiveType.ORAL_AGREEMENT
        if not (spoken or item.has("document") or item.has("document_reference")):
            yield information(item.entry, "PZP-PLAN-NO-DOCUMENT")
