"""Profiles over nl-core-Problem (zib Problem), and on Flag (in STU3 over zib Alert)."""

from __future__ import annotations

from own_profiles.table import HL7, PATIENT, Both, Profile, Rule, Types, concept, extension_url, profile_url
from pzp_exchange.model.own_codes import Dimension, MarkingGround, PalliativePhase, ResourceMark

__all__ = ["CONDITIONS", "DIMENSION", "NOTE", "SUBJECT", "extension"]

NICTIZ = "http://nictiz.nl/fhir/StructureDefinition/"
PROBLEM = Both(f"{NICTIZ}nl-core-Problem", f"{NICTIZ}zib-Problem")
ALERT = Both(f"{HL7}Flag", f"{NICTIZ}zib-Alert")

SUBJECT = Rule(path="subject", min=1, types=PATIENT, en="The patient", nl="Patiënt")
NOTE = Rule(path="note", en="Remarks", nl="Toelichting")


def extension(name: str, en: str, nl: str, *, path: str = "", most: str = "1") -> Rule:
    """One of our extensions on an element; its slice is named after it."""
    place = f"{path}." if path else ""
    slice_name = name[0].lower() + name[1:]
    return Rule(path=f"{place}extension:{slice_name}", types={"Extension": (extension_url(name),)}, max=most, en=en,
                nl=nl)


def _dimension(least: int) -> tuple[Rule, ...]:
    return (
        Rule(path="category", by="$this", en="Kind", nl="Categorie"),
        Rule(path="category:dimension", min=least, binding=("required", Dimension), en="The dimension it is about",
             nl="Dimensie"),
    )


DIMENSION = {"needed": _dimension(1), "possible": _dimension(0)}
RECORDED = Both("recordedDate", "assertedDate")

MARKING = Profile(
    name="PalliativePhaseMarking", type="Condition", parent=PROBLEM,
    en="Marking of the palliative phase", nl="Markering van de palliatieve fase",
    about="The explicit statement that the palliative phase has begun and the aim of care changes: when, by whom and "
          "on what ground. What led to it (a surprise question, SPICT) is a statement of its own and never marks by "
          "itself.",
    rules=(
        Rule(path="extension:dueTo", types={"Extension": (f"{HL7}condition-dueTo",)},
             en="The illness, or frailty: as a code, as a problem of its own, or both", nl="Diagnose of kwetsbaarheid"),
        extension("MarkingEnding", "Revised or withdrawn", "Reden einde markering"),
        extension("EndedBecause", "Why it no longer stands, in words", "Toelichting einde markering"),
        Rule(path="clinicalStatus", en="active while it stands; inactive or resolved when it no longer does",
             nl="Status"),
        Rule(path="verificationStatus", en="Whether it is certain", nl="Verificatiestatus"),
        Rule(path="category", by="$this", min=1, en="Kind", nl="Categorie"),
        Rule(path="category:marking", min=1, max="1", pattern=concept(ResourceMark.MARKING),
             en="That this is a marking of the palliative phase", nl="Markering palliatieve fase"),
        Rule(path=Both("code", None), en="Left empty: the zib has no such problem; a national code would stand here",
             nl="Probleemnaam"),
        Rule(path=Both(None, "code"), pattern=concept(ResourceMark.MARKING),
             en="The same code: the zib demands one; a national code would stand beside it", nl="Probleemnaam"),
        SUBJECT,
        Rule(path="abatement[x]", en="When it ended", nl="Datum einde markering"),
        Rule(path=RECORDED, en="When it was marked", nl="Datum markering"),
        Rule(path="asserter", en="Who marked", nl="Gemarkeerd door"),
        Rule(path="stage", max="1", en="Where in the palliative phase", nl="Fase"),
        Rule(path="stage.summary", binding=("required", PalliativePhase), en="Where in the palliative phase",
             nl="Fase"),
        Rule(path="evidence", en="What the marking rests on", nl="Onderbouwing"),
        Rule(path="evidence.code", binding=("extensible", MarkingGround), en="The grounds", nl="Gronden"),
        Rule(path="evidence.detail", en="The signals and findings", nl="Signalen"),
        NOTE,
    ))

MARKING_TARGET: Both = Both(*({"Reference": (profile_url("PalliativePhaseMarking", each),)} for each in ("R4", "STU3")))
DETAIL = Both("extension:condition", "extension:ConcernReference")
"""The slice as nl-core-Alert and zib-Alert name it."""
FLAG_DETAIL: Types = {"Extension": (f"{HL7}flag-detail",)}

MARKING_ALERT = Profile(
    name="MarkingAlert", type="Flag", parent=ALERT,
    en="Alert of the marking", nl="Alert bij de markering",
    about="The sign on the record that makes the marking recognisable; it points to the marking and says nothing more. "
          "The elements are those of nl-core-Alert; in R4 that profile is not the parent, because as published it asks "
          "for a name of the alert and for the absence of one, and no alert that points to a condition can meet both.",
    rules=(
        Rule(path=DETAIL, types=FLAG_DETAIL, en="The marking", nl="Markering"),
        Rule(path=Both(*(f"{path}.value[x]" for path in DETAIL)), types=MARKING_TARGET, en="The marking",
             nl="Markering"),
        Rule(path="code", pattern=concept(ResourceMark.MARKING),
             en="That this person is marked; in R4 with not-applicable beside it, as in nl-core-Alert",
             nl="Markering palliatieve fase"),
        SUBJECT,
        Rule(path="period", en="From and until", nl="Periode"),
        Rule(path="author", en="Who placed it", nl="Auteur"),
    ))

PROBLEM_ON_A_DIMENSION = Profile(
    name="DimensionProblem", type="Condition", parent=Both(f"{HL7}Condition", f"{NICTIZ}zib-Problem"),
    en="Problem on a dimension", nl="Probleem op een dimensie",
    about="A problem on the physical, psychological, social or spiritual dimension. The elements are those of "
          "nl-core-Problem; in R4 that profile is not the parent, because it refuses a problem in words only.",
    rules=(
        *DIMENSION["needed"],
        Rule(path="code", min=1, en="The problem", nl="Probleem"),
        SUBJECT,
        Rule(path="onset[x]", en="When it began", nl="Begin"),
        Rule(path="abatement[x]", en="When it ended", nl="Einde"),
        Rule(path=RECORDED, en="When it was recorded", nl="Datum registratie"),
        Rule(path="asserter", en="Who said so", nl="Vastgesteld door"),
        NOTE,
    ))

CONDITIONS = (MARKING, MARKING_ALERT, PROBLEM_ON_A_DIMENSION)
