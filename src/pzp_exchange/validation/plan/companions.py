"""Rules about what should be in the set because something else is."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.codes import (
    REPRESENTATIVES,
    AdvanceDirectiveType,
    ContactRole,
    EuthanasiaPosition,
    IcdType,
    Treatment,
)
from ...model.reasons import OUT_OF_FORCE
from .found import Found, information, warning
from .view import Item, PlanView

__all__ = ["euthanasia_directive", "icd", "representative"]

EUTHANASIA = (AdvanceDirectiveType.EUTHANASIA_REQUEST, AdvanceDirectiveType.EUTHANASIA_REQUEST_DEMENTIA)
NOT_IN_USE = frozenset({"completed", "stopped", "intended", "entered-in-error", "cancelled"})


def representative(plan: PlanView) -> Iterator[Found]:
    """What: for a patient who may not decide on treatment, somebody who may is in the set.

    Why: agreements can then only be made with a representative, and a reader must know whom to call.
    Source: dataset 762 (legal capacity), 475 and 512 (roles of contact persons), 695 (representatives in directives).
    """
    incapable = [(item, "value") for item in plan.standing.live("legal_capacities")]
    incapable += [(item, "legally_capable.capable") for item in plan.of("patient")]
    for item, name in incapable:
        if item.lens and item.lens.get(item.tree, name) is False:
            if not _represented(plan):
                yield warning(item.entry, "PZP-PLAN-REPRESENTATIVE", item.pointer(name))
            return


def _represented(plan: PlanView) -> bool:
    people = [(item, "relationships") for item in plan.of("contact_persons")]
    people += [(item, "contacts.relationships") for item in plan.of("patient")]
    for item, name in people:
        for system, code in item.lens.codings(item.tree, name) if item.lens else ():
            # zib2017 writes the roles of one digit without the leading zero
            if any(ContactRole.find(system, each) in REPRESENTATIVES for each in (code, f"0{code}")):
                return True
    return any(item.has("representatives") for item in _directives(plan))


def _directives(plan: PlanView) -> Iterator[Item]:
    return (item for item in plan.of("advance_directives") if item.status not in OUT_OF_FORCE)


def icd(plan: PlanView) -> Iterator[Found]:
    """What: an agreement on switching off an ICD comes with the ICD, and an ICD with an agreement on it.

    Why: without the device nobody knows what to switch off; without the agreement it was perhaps not talked about,
    and an ICD can shock a dying person.
    Source: dataset 620 (MedicalDevice) and 637 (agreement on the ICD).
    """
    agreed = next((item for item in plan.of("treatment_directives")
                   if item.about is Treatment.ICD_DEACTIVATION and item.status not in OUT_OF_FORCE), None)
    uses = [item for item in plan.of("medical_devices") if item.status not in NOT_IN_USE]
    worn = [(use, plan.target(use, "product")) for use in plan.of("medical_devices")]
    ended = {id(product) for use, product in worn if use.status in NOT_IN_USE}
    products = [product for use, product in worn if product and use in uses]
    products += [item for item in plan.of("medical_device_products") if id(item) not in ended]
    present = next((item for item in products if isinstance(item.about, IcdType)), None)
    unresolved = any(product is None for use, product in worn if use in uses)
    if agreed and not present and not unresolved:
        yield information(agreed.entry, "PZP-PLAN-ICD-NO-DEVICE", agreed.pointer("treatment"))
    if present and not agreed:
        yield information(present.entry, "PZP-PLAN-ICD-NO-AGREEMENT")


def euthanasia_directive(plan: PlanView) -> Iterator[Found]:
    """What: who is said to have a euthanasia declaration has it in the set as an advance directive.

    Why: the position only says that it exists; whoever must act on it needs the declaration itself.
    Source: dataset 680 (position) and 691 (kind of directive: EU, EUD).
    """
    for item in plan.standing.live("positions_regarding_euthanasia"):
        if item.about is EuthanasiaPosition.HAS_DECLARATION:
            if not any(each.about in EUTHANASIA for each in _directives(plan)):
                yield information(item.entry, "PZP-PLAN-EUTHANASIA-NO-DIRECTIVE", item.pointer("value"))
            return
