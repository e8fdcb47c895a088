"""The extensions: what the resources have no element for. Their url is the same in both FHIR versions."""

from __future__ import annotations

from own_profiles.table import ANYBODY, HL7, Extension, Part
from pzp_exchange.model.own_codes import Dimension, MarkingEnding, NetworkRole

__all__ = ["EXTENSIONS"]

MEMBER = ("CareTeam.participant",)
ACTIVITY = ("CarePlan.activity.detail",)
TEXT = {"string": ()}
MOMENT = {"dateTime": ()}

EXTENSIONS = (
    Extension(
        name="MarkingEnding", context=("Condition",), types={"CodeableConcept": ()},
        binding=("required", MarkingEnding), en="Why the marking no longer stands", nl="Reden einde markering"),
    Extension(
        name="EndedBecause", context=("Condition",), types=TEXT,
        en="Why the marking no longer stands, in words", nl="Toelichting einde markering"),
    Extension(
        name="Outcome", context=("Observation",), types=TEXT,
        en="What was seen or asked, in words, beside the coded answer", nl="Uitkomst"),
    Extension(
        name="Carer", context=("Observation",), types={"Reference": (f"{HL7}RelatedPerson",)},
        en="The informal carer who was asked", nl="Mantelzorger"),
    Extension(
        name="AdditionalRole", context=MEMBER, types={"CodeableConcept": ()}, binding=("extensible", NetworkRole),
        fhir_versions=("STU3",),
        en="A further role of this member: STU3 has room for one", nl="Verdere rol in het netwerk"),
    Extension(
        name="Profession", context=MEMBER, types={"CodeableConcept": ()},
        en="The profession, where the professional's own record does not say it", nl="Beroep"),
    Extension(
        name="Reachability", context=(*MEMBER, *ACTIVITY), en="How and when somebody can be reached",
        nl="Bereikbaarheid", parts=(
            Part(name="telecom", types={"ContactPoint": ()}, en="Number or address", nl="Contactgegevens"),
            Part(name="when", types=TEXT, en="When, in words", nl="Wanneer"),
            Part(name="outsideOfficeHours", types={"boolean": ()}, en="Whether it also works at night and in weekends",
                 nl="Ook buiten kantoortijd"),
        )),
    Extension(
        name="Deputy", context=MEMBER, types=ANYBODY, en="Who answers outside office hours", nl="Waarnemer"),
    Extension(
        name="Dimension", context=ACTIVITY, types={"CodeableConcept": ()}, binding=("required", Dimension),
        en="The dimension that the activity is about", nl="Dimensie"),
    Extension(
        name="WhomToCall", context=ACTIVITY, types=ANYBODY, en="Whom to call when it happens", nl="Wie bellen"),
    Extension(
        name="Review", context=("CarePlan",), en="Looking at the plan again, together", nl="Evaluatie", parts=(
            Part(name="heldOn", types=MOMENT, en="When it was held", nl="Datum evaluatie"),
            Part(name="dueOn", types=MOMENT, en="When the plan must be looked at again", nl="Volgende evaluatie"),
            Part(name="meeting", types=TEXT, en="In which meeting", nl="Overleg"),
            Part(name="by", types=ANYBODY, max="*", en="Who took part", nl="Deelnemer"),
        )),
    Extension(
        name="RevisedOn", context=("CarePlan",), types={"dateTime": ()}, en="When the content of the plan last changed",
        nl="Laatst gewijzigd"),
    Extension(
        name="RevisedBy", context=("CarePlan",), types=ANYBODY, en="Who last changed the plan", nl="Gewijzigd door"),
    Extension(
        name="Recipient", context=("Composition",), types=ANYBODY, en="To whom was handed over", nl="Overgedragen aan"),
    Extension(
        name="HandoverReason", context=("Composition",), types=TEXT, en="Why was handed over", nl="Aanleiding"),
)
