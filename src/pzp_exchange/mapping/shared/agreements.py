"""What treatment directives and advance directives have in common in every FHIR version.

nl: Behandelaanwijzing, Wilsverklaring
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...model.codes import Decision, Treatment

if TYPE_CHECKING:
    from ...model.base import Coded

__all__ = ["CONDITIONAL", "POLICY", "TEXT_DECISIONS", "decision_from_text", "icd_from_words", "says_no_more"]

POLICY = [{"uri": "https://wetten.overheid.nl/"}]

CONDITIONAL = "Ja, maar met beperkingen"
"""How zib2017 says *perform* under restrictions."""

TEXT_DECISIONS = {
    decision.display("nl").casefold(): decision
    for decision in (Decision.UNKNOWN, Decision.NOT_DECIDED, Decision.NOT_DISCUSSED)
}
"""The decisions that R4 has no code for, by their words."""


def decision_from_text(values: dict[str, Any]) -> None:
    """Without a code the text says the decision: the dataset's own words, else *other*."""
    text = values.get("specification")
    if text is not None and "decision" not in values:
        values["decision"] = TEXT_DECISIONS.get(text.strip().casefold(), Decision.OTHER)


def says_no_more(specification: str, decision: Decision | None) -> bool:
    """Whether a specification only repeats the words of the decision."""
    return TEXT_DECISIONS.get(specification.strip().casefold(), Decision.OTHER) is decision is not Decision.OTHER


def icd_from_words(treatment: Coded[Treatment]) -> Coded[Treatment]:
    """Recognise switching off an ICD: *other*, with its SNOMED code in the text."""
    icd = Treatment.ICD_DEACTIVATION
    other = len(treatment.codings) == 1 and treatment.value is Treatment.OTHER
    if other and icd.code in (treatment.text or ""):
        return treatment.model_copy(update={"codings": type(treatment).model_validate(icd).codings})
    return treatment
