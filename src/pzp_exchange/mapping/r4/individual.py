"""The individual care plan in R4: the tables, and by which codes each is known without a profile.

nl: Individueel zorgplan
Source: the library's own profiles ``IZP-…`` over nl-core-Problem (zib2020) and FHIR's own resources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...model.codes import NULL, SCT
from ...model.own_codes import NetworkRole, ResourceMark
from ...terminology import same_system
from ...tree import MISSING, Tree
from ..codecs import concept
from ..shared import individual_findings as findings
from ..shared import individual_marking as marking
from ..shared import individual_records as records
from ..shared.individual import FirstAndRest, InOnlyItem, OneNote, own, own_parts
from ..table import STRING, Context, Field, NodeField, ReadProblem
from .datatypes import PARTS, telecom
from .findings import GOAL_STATUS

__all__ = ["INDIVIDUAL"]

HL7_CODES = "http://terminology.hl7.org/CodeSystem/"
VERIFIED = {
    "confirmed": (SCT, "410605003"),
    "provisional": (SCT, "415684004"),
    "differential": (SCT, "410590009"),
    "refuted": (SCT, "410516002"),
    "unconfirmed": (NULL, "UNK"),
    "entered-in-error": (NULL, "UNK"),
}
"""The code of the zib (VerificatieStatusCodelijst) that nl-core-Problem wants beside FHIR's own."""

CODING = {"system", "code", "display"}


@dataclass(frozen=True)
class ConditionStatus:
    """A status that R4 has as a CodeableConcept: FHIR's own code, with that of the zib beside it."""

    key: str
    system: str
    beside: tuple[tuple[str, tuple[str, str]], ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The one element."""
        return (self.key,)

    def take(self, node: Tree, context: Context) -> Any:
        """The word, when all codings say the same; a text is left over, and so are codings (they are *unsafe*)."""
        said = node.get(self.key, MISSING)
        if said is MISSING:
            return MISSING
        word = self._word(said.get("coding")) if isinstance(said, dict) else None
        if word is None:
            if not isinstance(said, dict) or "coding" not in said:
                context.problems.append(ReadProblem(self.key, "modifier-element"))
            return MISSING
        del said["coding"]
        if not said:
            del node[self.key]
        return word

    def _word(self, codings: Any) -> str | None:
        """What the codings say; of the zib's code alone the first word that goes with it."""
        listed: list[Any] = codings if isinstance(codings, list) else []
        if not all(isinstance(each, dict) and each.keys() <= CODING for each in listed):
            return None
        said = [(same_system(str(each.get("system"))), str(each.get("code"))) for each in listed]
        others = [each for each in said if each[0] != self.system]
        words = [code for system, code in said if system == self.system]
        words = words or [word for word, code in self.beside if code in others][:1]
        agreed = len(words) == 1 and all(each == dict(self.beside).get(words[0]) for each in others)
        return words[0] if agreed else None

    def put(self, node: Tree, value: Any, _context: Context) -> None:
        """Both codings, when the zib has one."""
        codes = [(self.system, str(value))]
        codes += [code for word, code in self.beside if word == str(value)]
        node[self.key] = {"coding": [{"system": system, "code": code} for system, code in codes]}


OWN = own_parts(PARTS, "R4", telecom())
STATUSES = (
    NodeField("clinical_status", ConditionStatus("clinicalStatus", f"{HL7_CODES}condition-clinical")),
    NodeField("verification_status", ConditionStatus(
        "verificationStatus", f"{HL7_CODES}condition-ver-status", tuple(VERIFIED.items()))),
)
UNSAFE = ("clinicalStatus.coding", "verificationStatus.coding")
NOTE = NodeField("notes", OneNote())
ALERT_CODE: dict[str, Any] = {"coding": [
    {"system": f"{HL7_CODES}data-absent-reason", "code": "not-applicable"}, *own(ResourceMark.MARKING)["coding"]]}
"""The zib wants *not applicable* in place of a name of its own when the alert points to a problem."""

INDIVIDUAL = {
    "markings": marking.marking(
        OWN, *STATUSES, phase=NodeField("phase", InOnlyItem("stage", "summary", marking.PHASE, unsafe=True)),
        marked_on="recordedDate", notes=NOTE, unsafe=UNSAFE),
    "marking_alerts": marking.marking_alert(OWN, ALERT_CODE),
    "phase_signals": findings.phase_signal(OWN),
    "dying_phase_assessments": findings.dying_phase_assessment(OWN),
    "care_networks": records.care_network(OWN, Field("roles", "role[]", concept(NetworkRole))),
    "carer_capacities": findings.carer_capacity(OWN),
    "dimension_problems": marking.dimension_problem(
        OWN, *STATUSES, recorded_on="recordedDate", notes=NOTE, unsafe=UNSAFE),
    "dimension_wishes": findings.dimension_wish(OWN),
    "dimension_goals": records.dimension_goal(
        OWN, Field("status", "lifecycleStatus", GOAL_STATUS), NodeField("due_on", InOnlyItem("target", "dueDate"))),
    "child_findings": findings.child_finding(OWN),
    "care_plans": records.care_plan(
        OWN, STRING,
        NodeField("authors", FirstAndRest(
            Field("authors", "author", OWN.actor), Field("authors", "contributor[]", OWN.actor))),
        records.activity(OWN, STRING, "doNotPerform")),
    "handovers": records.handover(OWN),
}
"""By attribute of the plan."""
