"""Profiles on Observation: what was seen or asked."""

from __future__ import annotations

from own_profiles.conditions import DIMENSION, NOTE, SUBJECT, extension
from own_profiles.table import HL7, Both, Profile, Rule, concept
from pzp_exchange.model.codes import YesNoUnknown
from pzp_exchange.model.own_codes import (
    CarerOutlook,
    ChildTopic,
    DyingJudgement,
    DyingSign,
    MarkingGround,
    ResourceMark,
)

__all__ = ["OBSERVATIONS"]

CODED = {"CodeableConcept": ()}
TEXT = {"string": ()}
YES_NO = ("required", YesNoUnknown)
COMMON = (
    SUBJECT,
    Rule(path=Both("encounter", "context"), en="During which contact", nl="Contact"),
    Rule(path="effective[x]", types={"dateTime": (), "Period": ()}, en="When", nl="Datum"),
    Rule(path="performer", en="By whom", nl="Uitgevoerd door"),
    Rule(path="dataAbsentReason", en="Why there is no answer", nl="Reden onbekend"),
    Rule(path=Both("note", "comment"), en=NOTE.en, nl=NOTE.nl),
)


def _observation(name: str, en: str, nl: str, about: str, *rules: Rule) -> Profile:
    return Profile(name=name, type="Observation", parent=f"{HL7}Observation", en=en, nl=nl, about=about,
                   rules=(*COMMON, *rules))


OBSERVATIONS = (
    _observation(
        "PhaseSignal", "Signal of the palliative phase", "Signaal van de palliatieve fase",
        "Evidence that the palliative phase may have begun: a question that was asked, an instrument, growing needs. "
        "It never marks by itself.",
        extension("Outcome", "What was seen or asked, in words", "Uitkomst"),
        *DIMENSION["possible"],
        Rule(path="code", binding=("required", MarkingGround), en="Which question or instrument", nl="Instrument"),
        Rule(path="value[x]", types=CODED, binding=YES_NO,
             en="The answer; to the surprise question no is the strong indication", nl="Antwoord"),
    ),
    _observation(
        "DyingPhaseAssessment", "Assessment of the dying phase", "Beoordeling van de stervensfase",
        "Whether the dying phase has begun: the signs that were seen, and apart from them the joint judgement that "
        "decides.",
        Rule(path="code", pattern=concept(ResourceMark.DYING_PHASE_ASSESSMENT), en="That this is such an assessment",
             nl="Beoordeling stervensfase"),
        Rule(path="value[x]", types=CODED, binding=("required", DyingJudgement), en="What was concluded together",
             nl="Multidisciplinair oordeel"),
        Rule(path="component", by="code", en="Signs, and the start of the care path", nl="Onderdelen"),
        Rule(path="component:sign", en="A sign that was looked for; others than these are welcome", nl="Signaal"),
        Rule(path="component:sign.code", binding=("required", DyingSign), en="Which sign", nl="Signaal"),
        Rule(path="component:sign.value[x]", types=CODED, binding=YES_NO, en="Whether it was there", nl="Aanwezig"),
        Rule(path="component:carePathStarted", max="1", en="The start of the care path for the dying phase",
             nl="Zorgpad stervensfase"),
        Rule(path="component:carePathStarted.code", pattern=concept(ResourceMark.CARE_PATH_STARTED),
             en="That this is the start of the care path", nl="Zorgpad stervensfase gestart"),
        Rule(path="component:carePathStarted.value[x]", types={"dateTime": ()}, en="When it was started",
             nl="Startdatum"),
    ),
    _observation(
        "CarerCapacity", "How long the carer can keep going", "Draagkracht van de mantelzorger",
        "The question to an informal carer how long they can keep going if things stay as they are, and the answer.",
        extension("Carer", "Who was asked", "Mantelzorger"),
        Rule(path="code", pattern=concept(ResourceMark.CARER_CAPACITY), en="That this question was asked",
             nl="Draagkracht mantelzorger"),
        Rule(path="value[x]", types=CODED, binding=("extensible", CarerOutlook), en="The answer", nl="Antwoord"),
    ),
    _observation(
        "DimensionWish", "Wish on a dimension", "Wens op een dimensie",
        "What the person wants on the physical, psychological, social or spiritual dimension.",
        *DIMENSION["possible"],
        Rule(path="code", pattern=concept(ResourceMark.WISH), en="That this is a wish", nl="Wens"),
        Rule(path="value[x]", types=TEXT, en="The wish, in the person's own words", nl="Wens"),
    ),
    _observation(
        "ChildFinding", "Finding about a child", "Gegeven over het kind",
        "The development or the school of a child with an individual care plan.",
        Rule(path="code", binding=("required", ChildTopic), en="What it is about", nl="Onderwerp"),
        Rule(path="value[x]", types=TEXT, en="In words", nl="Beschrijving"),
    ),
)
