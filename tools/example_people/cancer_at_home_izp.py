"""The individual care plan of Mark Hendriksen: at home with cancer of the pancreas, in his last days.

After the talk of his advance care plan he came back to it in September: what contradicted itself was settled then.
"""

from __future__ import annotations

from pzp_exchange import model as m

from .cancer_at_home import GP, NURSE, ON, ONCOLOGIST, PARTNER, PATIENT, RECURRENCE
from .cancer_at_home import plan as advance_care_plan
from .common import agreement, full_name, phone, professional, refer
from .izp import Person, icpc, member, reach, section, signs, with_individual

SETTLED, WORSE, DYING = "2026-09-15", "2026-10-27", "2026-10-30"
HANDED_OVER = "2026-10-30T17:15:00+01:00"
NIGHT = refer("PractitionerRole", "achahbar-role", "S. Achahbar, verpleegkundige avond- en nachtdienst")
WMO = "Karin Oud, Wmo-consulent gemeente Zuiderwaarde"
WATCH = "Stichting Waken Thuis (coördinator Joke Bos)"
TALK = refer("Encounter", "mark-gesprek-september")
MARK = Person(PATIENT, "mark")
PHYSICAL, PSYCHOLOGICAL, SOCIAL, SPIRITUAL = m.Dimension
GROUND, ROLE, PHASE = m.MarkingGround, m.NetworkRole, m.PalliativePhase
YES, NO = m.YesNoUnknown.YES, m.YesNoUnknown.NO
OUT_OF_HOURS = reach("010-0000027", "huisartsenpost, meld: terminale zorg, plan ligt in huis", outside=True)
CANCER = icpc("D76", "Maligniteit pancreas", "Pancreascarcinoom met levermetastasen, stadium IV")
HAND_OVER = (NURSE, (NIGHT, m.Reference(display="Huisartsenpost Zuid")),
             "Derde dag van de stervensfase; nacht van zondag op maandag")
"""Of the example document: from whom, to whom, and why."""


def plan() -> m.IndividualCarePlan:
    """The whole plan: three markings in two years, the last one when the dying phase was recognised."""
    achahbar = professional(
        "achahbar", "01999973", full_name("Salma", "Achahbar", initials="S."), ("30.000", "Verpleegkundige"),
        "Wijkteam Zuidrand, avond en nacht", phone("010-0000026", "work", mobile=False))
    advance = advance_care_plan()
    return with_individual(
        advance.model_copy(update={"advance_directives": tuple(map(_now, advance.advance_directives))}),
        health_professionals=(achahbar[0],),
        health_professional_roles=(achahbar[1],),
        encounters=(_talk(),),
        treatment_directives=_settled(),
        specific_care_wishes=(
            m.SpecificCareWishes(
                id="mark-wensen-september", status="final", patient=PATIENT, encounter=TALK, observed_at=SETTLED,
                performers=(GP,), value="Noor heeft haar diploma. Nu liever slapen dan pijn. Thuis blijven, gordijn "
                                        "open, "
                                        "mijn muziek aan."),),
        markings=_markings(),
        marking_alerts=(MARK.alert("alert-mei", "markering-mei", ON, GP, DYING),
                        MARK.alert("alert", "markering", DYING, GP)),
        phase_signals=_signals(),
        dying_phase_assessments=_assessments(),
        care_networks=(_network(),),
        carer_capacities=(
            MARK.capacity("draagkracht-september", PARTNER, m.CarerOutlook.SOME_WEEKS, SETTLED, NURSE,
                          "Esther: “Ik werk nog halve dagen. Als het zo blijft, gaat het nog een paar weken.”"),
            MARK.capacity("draagkracht", PARTNER, m.CarerOutlook.SOME_DAYS, WORSE, NURSE,
                          "Esther: “Ik slaap drie uur per nacht. Nog een paar dagen, dan ben ik op.”")),
        dimension_problems=_problems(),
        dimension_wishes=_wishes(),
        dimension_goals=_goals(),
        care_plans=(_care_plan(),),
        handovers=(_handover(),),
    )


def _now(directive: m.AdvanceDirective) -> m.AdvanceDirective:
    """The declaration of August, now that the agreements follow it."""
    settled = "Ondertekend door de patiënt. De afspraken volgen deze verklaring sinds 15 september."
    return directive.model_copy(update={"comment": settled}) if directive.id == "mark-niet-reanimeren" else directive


def _talk() -> m.Encounter:
    return m.Encounter(
        id="mark-gesprek-september", status="finished", patient=PATIENT,
        contact_type=m.Coding(system=m.ContactType.HOME.system, code=m.ContactType.HOME.code, display="Thuis"),
        participants=tuple(m.Participant(individual=each) for each in (GP, NURSE, PARTNER)),
        period=m.Period(start=f"{SETTLED}T13:30:00+02:00", end=f"{SETTLED}T14:30:00+02:00"),
        reasons=({"text": "Tegenstrijdige afspraken van ziekenhuis en huisarts, en de penning van augustus"},))


def _settled() -> tuple[m.TreatmentDirective, ...]:
    """What was agreed in September and, on the day the dying phase was recognised, about hospital and antibiotics."""
    parties, not_done = (PATIENT, GP, PARTNER), m.Decision.DO_NOT_PERFORM
    sedation = m.Coded[m.Treatment](
        codings=(m.Coding(system=m.Treatment.OTHER.system, code="OTH", display="Anders"),), text="Palliatieve sedatie")
    return (
        agreement("mark-cpr-september", m.Treatment.CPR, not_done, SETTLED, parties,
                  directive=refer("Consent", "mark-niet-reanimeren"),
                  comment="Zoals op zijn penning. Met het ziekenhuis besproken: ook daar zo vastgelegd."),
        agreement("mark-ic-september", m.Treatment.ICU_ADMISSION, not_done, SETTLED, (*parties, ONCOLOGIST)),
        agreement("mark-beademing-september", m.Treatment.ARTIFICIAL_RESPIRATION, not_done, SETTLED,
                  (*parties, ONCOLOGIST)),
        agreement("mark-sedatie-september", sedation, m.Decision.OTHER, SETTLED, parties,
                  words="Ja, als benauwdheid, pijn of onrust niet meer te verlichten is en Mark het zelf vraagt of "
                        "niet "
                        "meer aanspreekbaar is"),
        agreement("mark-ziekenhuis-oktober", m.Treatment.HOSPITAL_ADMISSION, not_done, DYING, parties,
                  comment="Hij sterft thuis. Als het voor Esther niet meer gaat: hospice De Overtuin."),
        agreement("mark-antibiotica-oktober", m.Treatment.ANTIBIOTICS, not_done, DYING, parties),
    )


def _markings() -> tuple[m.PalliativePhaseMarking, ...]:
    def evidence(*names: str) -> tuple[m.Reference, ...]:
        return tuple(MARK.to("Observation", each) for each in names)

    return (
        MARK.marking("markering-2024", PHASE.ILLNESS_DIRECTED, RECURRENCE, ONCOLOGIST, GROUND.SURPRISE_QUESTION,
                     evidence=evidence("surprise"), due_to=CANCER,
                     ended=(ON, "Chemotherapie gestopt; behandeling is nu gericht op klachten.")),
        MARK.marking("markering-mei", PHASE.SYMPTOM_DIRECTED, ON, GP, GROUND.SURPRISE_QUESTION, GROUND.SPICT,
                     GROUND.GROWING_NEEDS, evidence=evidence("surprise-mei", "spict", "behoeften"), due_to=CANCER,
                     ended=(DYING, "Stervensfase vastgesteld in het overleg aan huis van 30 oktober.")),
        MARK.marking("markering", PHASE.DYING, DYING, GP, GROUND.OTHER_GROUND,
                     evidence=evidence("stervensfase"), due_to=CANCER,
                     notes=("Vastgesteld door huisarts en wijkverpleging samen, besproken met Mark en Esther. "
                            "Zorgpad stervensfase gestart.",)),
    )


def _signals() -> tuple[m.PhaseSignal, ...]:
    return (
        MARK.signal("surprise", GROUND.SURPRISE_QUESTION, RECURRENCE, ONCOLOGIST, answer=NO),
        MARK.signal("surprise-mei", GROUND.SURPRISE_QUESTION, ON, GP, answer=NO),
        MARK.signal("spict", GROUND.SPICT, ON, NURSE, answer=YES,
                    outcome="Ligt meer dan de helft van de dag, 9 kilo afgevallen, klachten ondanks behandeling."),
        MARK.signal("behoeften", GROUND.GROWING_NEEDS, ON, NURSE, answer=YES, dimensions=(PHYSICAL, SOCIAL, SPIRITUAL),
                    outcome="Pijn bij het eten, geen inkomen meer uit het bedrijf, vraagt hoe hij het de meisjes "
                            "vertelt."),
    )


def _assessments() -> tuple[m.DyingPhaseAssessment, ...]:
    said = {"status": "final", "patient": PATIENT, "performers": (GP, NURSE)}
    return (
        m.DyingPhaseAssessment(
            id="mark-beoordeling-oktober", observed_at=WORSE, judgement=m.DyingJudgement.UNCERTAIN, **said,
            signs=signs(bedbound=YES, only_sips=NO, no_tablets=NO, subcomatose=NO),
            notes=("Kan ook door de infectie komen. Over drie dagen opnieuw samen beoordelen.",)),
        m.DyingPhaseAssessment(
            id="mark-stervensfase", observed_at=DYING, judgement=m.DyingJudgement.RECOGNISED, **said,
            signs=signs(bedbound=YES, only_sips=YES, no_tablets=YES, subcomatose=NO),
            care_path_started=DYING,
            notes=("Koude voeten, vlekken op de knieën. Wordt nog wakker voor zijn dochters.",)),
    )


def _network() -> m.CareNetwork:
    return m.CareNetwork(
        id="mark-netwerk", status="active", name="Rondom Mark", patient=PATIENT, period=m.Period(start=ON),
        members=(
            member(NURSE, ROLE.CENTRAL_HEALTH_PROFESSIONAL, since=ON, deputy=NIGHT,
                   reachable=(reach("06-00000023", "elke dag 7–17 uur", outside=False),)),
            member(NIGHT, ROLE.PERFORMER, since="2026-10-28",
                   reachable=(reach("010-0000026", "17–7 uur, ook in het weekend", outside=True),)),
            member(GP, ROLE.ATTENDING_PHYSICIAN_IN_CHARGE, since=ON,
                   reachable=(reach("010-0000021", "werkdagen 8–17 uur, spoed toets 1", outside=False),
                              reach("06-00000028", "privé, alleen wijkverpleging, tot 23 uur", outside=True))),
            member(ONCOLOGIST, ROLE.ATTENDING_PHYSICIAN_IN_CHARGE, since=RECURRENCE, until=ON),
            member(PARTNER, ROLE.INFORMAL_CARER, reachable=(reach("06-00000024", "altijd", outside=True),)),
            member(WATCH, ROLE.VOLUNTEER, since="2026-10-28",
                   reachable=(reach("06-00000025", "aanvragen vóór 16 uur", outside=False),)),
            member(WMO, ROLE.SOCIAL_DOMAIN, since="2026-06-08",
                   reachable=(reach("010-0000029", "werkdagen 9–12 uur", outside=False),)),
        ),
        notes=("Buurvrouw Ans heeft een sleutel. Noor en Fleur mogen altijd gewekt worden.",))


def _problems() -> tuple[m.DimensionProblem, ...]:
    return (
        MARK.problem("pijn", PHYSICAL, icpc("D01", "Gegeneraliseerde buikpijn/buikkrampen", "Pijn boven in de buik, "
                     "uitstralend naar de rug"), DYING, NURSE, "Morfinepomp 40 mg per 24 uur sinds 30 oktober. NRS 3 "
                                                               "in "
                     "rust, 6 bij draaien."),
        MARK.problem("misselijk", PHYSICAL, icpc("D09", "Misselijkheid"), WORSE, NURSE,
                     "Haloperidol in de pomp; niet meer gebraakt sinds 29 oktober."),
        MARK.problem("infectie", PHYSICAL, icpc("A03", "Koorts"), "2026-10-25", GP, clinical_status="resolved",
                     ended_on="2026-10-29"),
        MARK.problem("angst", PSYCHOLOGICAL, icpc("P01", "Angstig/nerveus/gespannen gevoel", "Bang om de controle te "
                     "verliezen"), DYING, NURSE, "Zakt in de avond; muziek en Esther helpen."),
        MARK.problem("esther", SOCIAL, icpc("Z14", "Probleem met ziekte partner", "Esther raakt "
                                                                                  "uitgeput"), WORSE, NURSE,
                     "Slaapt drie uur per nacht en tilt alleen."),
        MARK.problem("geld", SOCIAL, icpc("Z01", "Armoede/financieel probleem", "Bedrijf stilgelegd, zorgen over de "
                     "hypotheek"), "2026-06-08", NURSE),
        MARK.problem("dochters", SPIRITUAL, icpc("P25", "Levensfaseprobleem volwassene", "Afscheid van zijn dochters"),
                     SETTLED, GP, "Noor praat, Fleur (14) trekt zich terug."),
    )


def _wishes() -> tuple[m.DimensionWish, ...]:
    return (
        MARK.wish("wens-pijn", PHYSICAL, SETTLED, GP, "Nu mag ik slaperig zijn. Geen pijn meer, dat is genoeg."),
        MARK.wish("wens-uitleg", PSYCHOLOGICAL, SETTLED, GP, "Zeg tegen mij wat je ziet. Niet op de gang."),
        MARK.wish("wens-esther", SOCIAL, WORSE, NURSE, "Esther moet mijn vrouw zijn, niet mijn verpleegster."),
        MARK.wish("wens-euthanasie", SPIRITUAL, "2026-10-20", GP,
                  "Ik heb de verklaring getekend, maar ik vraag er nu niet om. Als het te erg wordt: laat me slapen."),
        MARK.wish("wens-meisjes", SPIRITUAL, SETTLED, GP, "De gitaar is voor Noor, het horloge voor Fleur. Speel mijn "
                                                          "lijst af, ook als ik slaap."),
    )


def _goals() -> tuple[m.DimensionGoal, ...]:
    return (
        MARK.goal("doel-diploma", SPIRITUAL, "Bij de diploma-uitreiking van Noor zijn", ON, status="completed",
                  status_date="2026-07-03"),
        MARK.goal("doel-comfort", PHYSICAL, "Zonder pijn en benauwdheid, ook bij de verzorging", DYING, "pijn",
                  "misselijk"),
        MARK.goal("doel-rust", PSYCHOLOGICAL, "Rustig de nacht door, met iemand in de kamer", DYING, "angst"),
        MARK.goal("doel-esther", SOCIAL, "Esther slaapt elke nacht minstens zes uur", WORSE, "esther", of=PARTNER),
        MARK.goal("doel-afscheid", SPIRITUAL, "Noor en Fleur nemen afscheid op hun eigen manier", SETTLED, "dochters"),
    )


def _scenarios() -> tuple[m.PlannedActivity, ...]:
    return (
        MARK.scenario(
            "Pijn of onrust die blijft, ook een half uur na een bolus",
            "Bolus op de pomp herhalen, midazolam 5 mg subcutaan uit de doos in de koelkast. Helpt dat niet: arts "
            "bellen "
            "voor palliatieve sedatie; dat is met Mark afgesproken.",
            NIGHT, GP, dimension=PHYSICAL, numbers=(OUT_OF_HOURS,), problems=("pijn", "angst")),
        MARK.scenario(
            "Rochelen of benauwd ademen",
            "Op de zij leggen, hoofdeinde omhoog, raam open. Uitleggen dat Mark daar zelf geen last van heeft. "
            "Butylscopolamine 20 mg subcutaan volgens het zorgpad. Geen zuurstof, geen 112.",
            NIGHT, NURSE, dimension=PHYSICAL, numbers=(OUT_OF_HOURS,)),
        MARK.scenario(
            "Plotseling veel bloed braken",
            "Donkere handdoeken uit de gangkast, erbij blijven. Midazolam 15 mg uit de crisisdoos in het bovenbeen. "
            "Daarna "
            "pas bellen.",
            NURSE, NIGHT, dimension=PHYSICAL, numbers=(OUT_OF_HOURS,)),
        MARK.scenario(
            "Esther kan niet meer",
            "Dezelfde avond een vrijwilliger of nachtzorg. Lukt thuis niet meer: bed in hospice De Overtuin is "
            "toegezegd, vervoer regelt de wijkverpleging.",
            NURSE, NIGHT, dimension=SOCIAL, problems=("esther",),
            numbers=(reach("010-0000018", "hospice De Overtuin, dag en nacht", outside=True),)),
    )


def _actions() -> tuple[m.PlannedActivity, ...]:
    return (
        MARK.action("Zorgpad stervensfase: drie keer per dag langs, klachten scoren, mondzorg, wisselligging.", NURSE,
                    NIGHT, dimension=PHYSICAL, goals=("doel-comfort",), problems=("pijn",)),
        MARK.action("Pomp controleren en bijvullen; medicatie die niet meer helpt is gestopt.", GP, NURSE,
                    dimension=PHYSICAL, goals=("doel-comfort",)),
        MARK.action("Elke nacht van 23 tot 7 uur iemand in huis: om en om nachtzorg en een vrijwilliger van Waken "
                    "Thuis, "
                    "zodat Esther slaapt.", NIGHT, m.Reference(display=WATCH), dimension=SOCIAL,
                    goals=("doel-esther", "doel-rust"), problems=("esther",), scheduled=m.Period(start="2026-10-28")),
        MARK.action("Huishoudelijke hulp uitgebreid naar drie ochtenden; zorgverlof van Esther aangevraagd.",
                    m.Reference(display=WMO), dimension=SOCIAL, problems=("esther", "geld"), status="completed"),
        MARK.action("Fleur heeft elke dinsdag een gesprek met de jeugdverpleegkundige op school.", PARTNER,
                    dimension=SPIRITUAL, goals=("doel-afscheid",), problems=("dochters",)),
        MARK.action("Nagesprek met Esther, Noor en Fleur, zes weken na het overlijden.", GP, NURSE, dimension=SOCIAL,
                    status="not-started"),
    )


def _care_plan() -> m.CarePlan:
    return m.CarePlan(
        id="mark-zorgplan", status="active", title="Individueel zorgplan Mark Hendriksen", patient=PATIENT,
        period=m.Period(start=ON), authors=(NURSE, GP), networks=(refer("CareTeam", "mark-netwerk"),),
        markings=(MARK.to("Condition", "markering"),),
        supporting=(refer("Consent", "mark-cpr-september"), refer("Consent", "mark-sedatie-september"),
                    refer("Consent", "mark-ziekenhuis-oktober"), MARK.to("Observation", "stervensfase")),
        goals=tuple(MARK.to("Goal", f"doel-{each}") for each in ("comfort", "rust", "esther", "afscheid")),
        activities=_scenarios() + _actions(),
        review=m.Review(held_on=DYING, due_on="2026-11-02", meeting="Overleg aan huis; in oktober besproken in PaTz",
                        by=(GP, NURSE, PARTNER)),
        revised_on=DYING, revised_by=NURSE)


def _handover() -> m.Handover:
    return m.Handover(
        id="mark-overdracht", status="final", title="Overdracht naar avond, nacht en weekend", patient=PATIENT,
        handed_over_at=HANDED_OVER, authors=(NURSE, GP), recipients=(NIGHT, m.Reference(display="Huisartsenpost Zuid")),
        reason="Stervensfase vastgesteld",
        sections=(
            section("Wat is er veranderd", "Vandaag stervensfase vastgesteld, zorgpad gestart. Tabletten gestopt, pomp "
                    "aangesloten om 15.30 uur.", about=(MARK.to("Observation", "stervensfase"),)),
            section("Afspraken", "Niet reanimeren, niet insturen. Sedatie als klachten niet te verlichten zijn.",
                    about=(refer("Consent", "mark-cpr-september"), refer("Consent", "mark-sedatie-september")),
                    loinc=("42348-3", "Advance healthcare directives")),
            section("Esther", "Vannacht is er een vrijwilliger vanaf 23 uur. Esther alleen wekken als Mark dat vraagt "
                              "of "
                    "als hij overlijdt.", about=(MARK.to("Condition", "esther"),)),
        ))
