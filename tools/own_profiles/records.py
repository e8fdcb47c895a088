"""Profiles on what ties the statements together: the network, goals, the care plan and its handovers."""

from __future__ import annotations

from own_profiles.conditions import DIMENSION, NOTE, SUBJECT, extension
from own_profiles.table import HL7, Both, Profile, Rule, concept, extension_url
from pzp_exchange.model.own_codes import ActivityKind, NetworkRole, ResourceMark

__all__ = ["RECORDS"]

ACTIVITY = "activity.detail"

NETWORK = Profile(
    name="CareNetwork", type="CareTeam", parent=f"{HL7}CareTeam",
    en="Care network", nl="Zorgnetwerk",
    about="Everybody around the patient: professionals, volunteers, the social domain and informal carers, with what "
          "they do and how they can be reached. The elements are those of nl-core-CareTeam; that profile is not the "
          "parent, because it allows one contact person in the whole team.",
    rules=(
        Rule(path="category", by="$this", en="Kind", nl="Categorie"),
        Rule(path="category:careNetwork", max="1", pattern=concept(ResourceMark.CARE_NETWORK),
             en="That this is the care network", nl="Zorgnetwerk"),
        SUBJECT,
        Rule(path="period", en="From and until", nl="Periode"),
        Rule(path="participant", en="The members", nl="Leden"),
        extension("Profession", "Profession", "Beroep", path="participant"),
        extension("Reachability", "How and when to reach this member", "Bereikbaarheid", path="participant", most="*"),
        extension("Deputy", "Who answers outside office hours", "Waarnemer", path="participant"),
        Rule(path=Both(None, "participant.extension:additionalRole"), en="Roles beyond the first", nl="Verdere rollen",
             types={"Extension": (extension_url("AdditionalRole"),)}),
        Rule(path="participant.role", binding=("extensible", NetworkRole),
             en="What the member does in the network; the central health professional by the code for it", nl="Rol"),
        Rule(path="participant.member", en="Who", nl="Persoon"),
        Rule(path="participant.onBehalfOf", en="For which organisation", nl="Organisatie"),
        Rule(path="participant.period", en="From and until", nl="Periode"),
        NOTE,
    ))

GOAL = Profile(
    name="DimensionGoal", type="Goal", parent=f"{HL7}Goal",
    en="Goal on a dimension", nl="Doel op een dimensie",
    about="What is aimed at on the physical, psychological, social or spiritual dimension.",
    rules=(
        *DIMENSION["needed"],
        Rule(path="description", en="The goal", nl="Doel"),
        SUBJECT,
        Rule(path="start[x]", types={"date": ()}, en="From when", nl="Begin"),
        Rule(path="target", max="1", en="By when", nl="Streefdatum"),
        Rule(path="target.due[x]", types={"date": ()}, en="By when", nl="Streefdatum"),
        Rule(path="statusDate", en="Since when it has this status", nl="Datum status"),
        Rule(path="expressedBy", en="Whose goal it is", nl="Van wie"),
        Rule(path="addresses", en="The problems it is about", nl="Problemen"),
        NOTE,
    ))

CARE_PLAN = Profile(
    name="CarePlan", type="CarePlan", parent=f"{HL7}CarePlan",
    en="Individual care plan", nl="Individueel zorgplan",
    about="The record that ties the individual care plan together: marking, network, goals, agreed actions and "
          "scenarios, review. The agreements of the advance care plan are what it supports itself on.",
    rules=(
        extension("Review", "The last and the next review", "Evaluatie"),
        extension("RevisedOn", "When its content last changed", "Laatst gewijzigd"),
        extension("RevisedBy", "Who last changed it", "Gewijzigd door"),
        Rule(path="intent", fixed=("Code", "plan"), en="A plan", nl="Plan"),
        Rule(path="category", by="$this", min=1, en="Kind", nl="Categorie"),
        Rule(path="category:individualCarePlan", min=1, max="1", pattern=concept(ResourceMark.INDIVIDUAL_CARE_PLAN),
             en="That this is an individual care plan", nl="Individueel zorgplan"),
        SUBJECT,
        Rule(path="author", en="Who wrote it", nl="Auteur"),
        Rule(path=Both("contributor", None), en="The other authors", nl="Verdere auteurs"),
        Rule(path="careTeam", en="The care network", nl="Zorgnetwerk"),
        Rule(path="addresses", en="The marking", nl="Markering"),
        Rule(path="supportingInfo", en="Agreements, wishes and findings that belong to it",
             nl="Onderliggende gegevens"),
        Rule(path="goal", en="The goals", nl="Doelen"),
        Rule(path="activity", en="Agreed actions and scenarios", nl="Afspraken en scenario's"),
        extension("Dimension", "The dimensions it is about", "Dimensies", path=ACTIVITY, most="*"),
        extension("WhomToCall", "Whom to call", "Wie bellen", path=ACTIVITY, most="*"),
        extension("Reachability", "Numbers that belong to nobody in the plan", "Nummers", path=ACTIVITY, most="*"),
        Rule(path=f"{ACTIVITY}.code", binding=("extensible", ActivityKind), en="What it is", nl="Soort"),
        Rule(path=f"{ACTIVITY}.reasonCode", en="What may happen, or why, in words", nl="Situatie"),
        Rule(path=f"{ACTIVITY}.reasonReference", en="The problems it is about", nl="Problemen"),
        Rule(path=f"{ACTIVITY}.goal", en="The goals it serves", nl="Doelen"),
        Rule(path=f"{ACTIVITY}.scheduled[x]", en="When", nl="Wanneer"),
        Rule(path=f"{ACTIVITY}.performer", en="Who does it", nl="Wie"),
        Rule(path=f"{ACTIVITY}.description", en="What we then do", nl="Actie"),
        NOTE,
    ))

HANDOVER = Profile(
    name="Handover", type="Composition", parent=f"{HL7}Composition",
    en="Handover", nl="Overdracht",
    about="What was handed over, when, by whom and to whom. A handover does not change afterwards.",
    rules=(
        extension("Recipient", "To whom", "Aan", most="*"),
        extension("HandoverReason", "Why", "Aanleiding"),
        Rule(path="type", pattern=concept(ResourceMark.HANDOVER),
             en="That this is a handover; LOINC 18761-7 can stand beside it", nl="Soort document"),
        SUBJECT,
        Rule(path="date", en="When", nl="Datum en tijd"),
        Rule(path="author", en="By whom", nl="Van"),
        Rule(path="section", en="What was handed over", nl="Onderdelen"),
    ))

RECORDS = (NETWORK, GOAL, CARE_PLAN, HANDOVER)
