"""The individual care plan of Riek van Dalen-Oosterhuis: heart failure in a nursing home, care for comfort."""

from __future__ import annotations

from pzp_exchange import model as m

from .common import full_name, phone, professional, refer
from .izp import Person, icpc, member, reach, section, with_individual, with_role
from .nursing_home import CARDIOLOGIST, DAUGHTER, ON, PATIENT, PHYSICIAN, SON
from .nursing_home import plan as advance_care_plan

FIRST, REVIEW = "2026-03-02", "2026-10-13"
HANDED_OVER = "2026-10-30T15:30:00+01:00"
NURSE = refer("PractitionerRole", "wagenaar-role", "N. Wagenaar, verpleegkundige (eerstverantwoordelijke)")
NIGHT = refer("PractitionerRole", "pinas-role", "R. Pinas, verpleegkundige avond en nacht")
CHAPLAIN = "ds. H. Zonneveld, geestelijk verzorger"
WATCH = "Vrijwilligers Waakgroep De Vlinderhof (coördinator Ria Dekker)"
RIEK = Person(PATIENT, "riek")
PHYSICAL, PSYCHOLOGICAL, SOCIAL, SPIRITUAL = m.Dimension
GROUND, ROLE = m.MarkingGround, m.NetworkRole
DUTY_DOCTOR = reach("010-0000015", "dienstdoende specialist ouderengeneeskunde", outside=True)
HAND_OVER = (NURSE, (NIGHT, m.Reference(display="Dienstdoende specialist ouderengeneeskunde")),
             "Begin van de avonddienst")
"""Of the example document: from whom, to whom, and why."""


def plan() -> m.IndividualCarePlan:
    """The whole plan: marked in March, revised with the talk of September, looked at again in October."""
    wagenaar = professional(
        "wagenaar", "01999971", full_name("Noortje", "Wagenaar", initials="N."), ("30.000", "Verpleegkundige"),
        "Woonzorgcentrum De Vlinderhof, afdeling Koolwitje", phone("010-0000013", "work", mobile=False))
    pinas = professional(
        "pinas", "01999972", full_name("Romeo", "Pinas", initials="R."), ("30.000", "Verpleegkundige"),
        "Woonzorgcentrum De Vlinderhof", phone("010-0000014", "work", mobile=False, comment="Avond, nacht, weekend"))
    advance = advance_care_plan()
    daughter, *others = advance.contact_persons
    people = (with_role(daughter, m.ContactRole.LEGAL_REPRESENTATIVE), *others)
    return with_individual(
        advance.model_copy(update={"contact_persons": people}),
        health_professionals=(wagenaar[0], pinas[0]),
        health_professional_roles=(wagenaar[1], pinas[1]),
        markings=_markings(),
        marking_alerts=(RIEK.alert("alert-maart", "markering-maart", FIRST, PHYSICIAN, ON),
                        RIEK.alert("alert", "markering", ON, PHYSICIAN)),
        phase_signals=_signals(),
        care_networks=(_network(),),
        carer_capacities=(
            RIEK.capacity("draagkracht-september", DAUGHTER, m.CarerOutlook.SOME_WEEKS, ON, PHYSICIAN,
                          "Greet: “Overdag gaat het wel, maar ik slaap slecht. Ik lig te wachten op de telefoon.”"),
            RIEK.capacity("draagkracht", DAUGHTER, m.CarerOutlook.CAN_CONTINUE, REVIEW, NURSE,
                          "Greet slaapt beter sinds de waakgroep meekijkt en de nachtdienst eerst zelf beoordeelt.")),
        dimension_problems=_problems(),
        dimension_wishes=_wishes(),
        dimension_goals=_goals(),
        care_plans=(_care_plan(),),
        handovers=(_handover(),),
    )


def _markings() -> tuple[m.PalliativePhaseMarking, ...]:
    heart = icpc("K77", "Decompensatio cordis", "Chronisch hartfalen (NYHA III)")
    return (
        RIEK.marking(
            "markering-maart", m.PalliativePhase.ILLNESS_DIRECTED, FIRST, PHYSICIAN, GROUND.SURPRISE_QUESTION,
            GROUND.SPICT, evidence=(RIEK.to("Observation", "surprise"), RIEK.to("Observation", "spict")), due_to=heart,
            ended=(ON, "Na de tweede opname kiest mevrouw voor comfort: nieuwe markering in de symptoomgerichte "
                       "fase.")),
        RIEK.marking(
            "markering", m.PalliativePhase.SYMPTOM_DIRECTED, ON, PHYSICIAN, GROUND.SURPRISE_QUESTION,
            GROUND.DOUBLE_SURPRISE_QUESTION, GROUND.GROWING_NEEDS, GROUND.ASKED_BY_PATIENT_OR_FAMILY, due_to=heart,
            evidence=tuple(RIEK.to("Observation", each) for each in ("surprise", "dubbele-surprise", "behoeften",
                                                                      "vraag-greet")),
            notes=("Besproken met mevrouw en Greet. Hartmedicatie gaat door zolang die lucht geeft.",)),
    )


def _signals() -> tuple[m.PhaseSignal, ...]:
    return (
        RIEK.signal("surprise", GROUND.SURPRISE_QUESTION, "2026-02-26", PHYSICIAN, answer=m.YesNoUnknown.NO,
                    note="Zou mij niet verbazen: twee opnames voor hartfalen, steeds minder belastbaar."),
        RIEK.signal("spict", GROUND.SPICT, "2026-02-26", NURSE, answer=m.YesNoUnknown.YES,
                    outcome="Achteruitgang in functioneren, gewichtsverlies 6% in een half jaar, NYHA III ondanks "
                            "maximale medicatie, twee ongeplande opnames."),
        RIEK.signal("behoeften", GROUND.GROWING_NEEDS, "2026-09-10", NURSE, answer=m.YesNoUnknown.YES,
                    dimensions=(PHYSICAL, SOCIAL),
                    outcome="Benauwd bij wassen en aankleden, slaapt rechtop, komt niet meer naar de koffie."),
        RIEK.signal("vraag-greet", GROUND.ASKED_BY_PATIENT_OR_FAMILY, "2026-09-12", NURSE,
                    outcome="Greet vraagt hoe lang haar moeder dit nog volhoudt en wat ons te wachten staat."),
        RIEK.signal("dubbele-surprise", GROUND.DOUBLE_SURPRISE_QUESTION, ON, PHYSICIAN, answer=m.YesNoUnknown.YES,
                    note="Het zou mij verbazen als zij over een jaar nog leeft."),
    )


def _network() -> m.CareNetwork:
    return m.CareNetwork(
        id="riek-netwerk", status="active", name="Rondom mevrouw Van Dalen", patient=PATIENT,
        period=m.Period(start=FIRST),
        members=(
            member(NURSE, ROLE.CENTRAL_HEALTH_PROFESSIONAL, since=ON, deputy=NIGHT,
                   reachable=(reach("010-0000013", "werkdagen 7.30–16.00 uur", outside=False),)),
            member(NIGHT, ROLE.PERFORMER, reachable=(reach("010-0000014", "16.00–7.30 uur en in het weekend",
                                                           outside=True),)),
            member(PHYSICIAN, ROLE.ATTENDING_PHYSICIAN_IN_CHARGE,
                   reachable=(reach("010-0000011", "werkdagen 8–17 uur", outside=False), DUTY_DOCTOR)),
            member(CARDIOLOGIST, ROLE.CONSULTANT,
                   reachable=(reach("010-0000012", "hartfalenpoli, werkdagen 9–12 uur", outside=False),)),
            member(DAUGHTER, ROLE.INFORMAL_CARER,
                   reachable=(reach("06-00000001", "dag en nacht", outside=True),)),
            member(SON, "Zoon, op afstand", reachable=(reach("06-00000002", "na 14 uur (Canada)", outside=True),)),
            member(WATCH, ROLE.VOLUNTEER, since="2026-09-21",
                   reachable=(reach("010-0000016", "aanvragen vóór 15 uur", outside=False),)),
            member(CHAPLAIN, "Geestelijk verzorger",
                   reachable=(reach("010-0000017", "op afspraak; bij sterven altijd bellen", outside=True),)),
        ),
        notes=("Greet is eerste contactpersoon en schriftelijk gemachtigde.",))


def _problems() -> tuple[m.DimensionProblem, ...]:
    return (
        RIEK.problem("benauwd", PHYSICAL, icpc("R02", "Kortademigheid/benauwdheid", "Benauwd bij inspanning en plat "
                     "liggen"), "2026-09-10", NURSE, "Slaapt met het hoofdeinde op 45 graden. NRS benauwdheid 6 na "
                     "wassen, 3 in rust.", began_on="2026-02"),
        RIEK.problem("oedeem", PHYSICAL, icpc("K07", "Gezwollen enkels/enkeloedeem", "Vocht in de benen, pijnlijke "
                     "huid"), "2026-09-10", NURSE, "Zwachtelen tot de knie; huid rechts dun en glanzend."),
        RIEK.problem("angst", PSYCHOLOGICAL, icpc("P01", "Angstig/nerveus/gespannen gevoel", "Bang om te stikken"), ON,
                     PHYSICIAN, "Vooral ’s nachts. Belt dan meerdere keren; wordt rustig als er iemand bij zit."),
        RIEK.problem("alleen", SOCIAL, icpc("Z29", "Ander sociaal probleem", "Komt de kamer niet meer af"),
                     "2026-09-10", NURSE, "Mist de koffie en het bloemschikken met mevrouw Prins."),
        RIEK.problem("afscheid", SPIRITUAL, icpc("P25", "Levensfaseprobleem volwassene", "Zorgen over afscheid van "
                                                                                         "Wim"),
                     ON, PHYSICIAN, "Wil haar zoon nog zien voordat het te laat is."),
    )


def _wishes() -> tuple[m.DimensionWish, ...]:
    return (
        RIEK.wish("wens-lucht", PHYSICAL, ON, PHYSICIAN, "Liever wat slaperig dan benauwd."),
        RIEK.wish("wens-nacht", PSYCHOLOGICAL, ON, PHYSICIAN,
                  "’s Nachts een lampje aan en de deur op een kier. Zeg wie je bent als je binnenkomt."),
        RIEK.wish("wens-greet", SOCIAL, ON, PHYSICIAN, "Greet mag altijd gebeld worden. Wim wil ik graag zien op de "
                                                       "tablet."),
        RIEK.wish("wens-geloof", SPIRITUAL, ON, PHYSICIAN,
                  "Psalm 121 voorlezen als ik het zelf niet meer kan. De dominee mag komen."),
    )


def _goals() -> tuple[m.DimensionGoal, ...]:
    return (
        RIEK.goal("doel-lucht", PHYSICAL, "Benauwdheid in rust niet hoger dan 3 (NRS)", ON, "benauwd", "oedeem"),
        RIEK.goal("doel-rust", PSYCHOLOGICAL, "Zonder angst de nacht door", ON, "angst"),
        RIEK.goal("doel-koffie", SOCIAL, "Eén keer per week bezoek van mevrouw Prins op de kamer", ON, "alleen"),
        RIEK.goal("doel-wim", SPIRITUAL, "Wim nog een keer in levenden lijve zien", ON, "afscheid",
                  due_on="2026-11-22"),
    )


def _scenarios() -> tuple[m.PlannedActivity, ...]:
    return (
        RIEK.scenario(
            "Toenemende benauwdheid, ook in rust",
            "Rechtop, raam open, ventilator aan, erbij blijven. Furosemide 40 mg extra volgens afspraak; na een half "
            "uur "
            "geen verlichting: morfine 2,5 mg subcutaan. Daarna de arts bellen. Niet insturen.",
            NIGHT, PHYSICIAN, dimension=PHYSICAL, numbers=(DUTY_DOCTOR,), problems=("benauwd", "angst")),
        RIEK.scenario(
            "De ICD geeft een shock",
            "Geen 112. Magneet uit de medicatiekamer op het apparaat leggen en laten liggen: dan geeft hij geen shocks "
            "meer. Arts bellen; de technicus van het hartcentrum zet de shockfunctie dezelfde dag uit.",
            NIGHT, CARDIOLOGIST, dimension=PHYSICAL, numbers=(DUTY_DOCTOR,)),
        RIEK.scenario(
            "Koorts of hoesten: verdenking longontsteking",
            "Paracetamol, veel rust. Arts beoordeelt binnen vier uur; antibiotica alleen als tablet of drank. "
            "Greet bellen.",
            NURSE, NIGHT, dimension=PHYSICAL, numbers=(DUTY_DOCTOR,)),
        RIEK.scenario(
            "Val met mogelijk een gebroken heup",
            "Niet optillen. Morfine 2,5 mg subcutaan, warm houden, arts bellen. Hiervoor mag zij wel naar het "
            "ziekenhuis; "
            "Greet rijdt mee.",
            NIGHT, PHYSICIAN, dimension=PHYSICAL, numbers=(DUTY_DOCTOR,)),
    )


def _actions() -> tuple[m.PlannedActivity, ...]:
    return (
        RIEK.action("Elke ochtend wegen; bij 2 kilo erbij in drie dagen de arts bellen.", NURSE, dimension=PHYSICAL,
                    goals=("doel-lucht",), problems=("oedeem",)),
        RIEK.action("Zo-nodigmedicatie (furosemide, morfine, midazolam) op de afdeling, uitvoeringsverzoek getekend.",
                    PHYSICIAN, dimension=PHYSICAL, goals=("doel-lucht",), status="completed"),
        RIEK.action("Om 22 uur en 2 uur even binnenlopen, ook als zij niet belt.", NIGHT, dimension=PSYCHOLOGICAL,
                    goals=("doel-rust",), problems=("angst",)),
        RIEK.action("Op onrustige nachten een vrijwilliger van de waakgroep van 23 tot 6 uur; Greet hoeft dan niet te "
                    "komen.", m.Reference(display=WATCH), dimension=SOCIAL, goals=("doel-rust",)),
        RIEK.action("Elke woensdag om half elf koffie met mevrouw Prins op de kamer.", DAUGHTER, dimension=SOCIAL,
                    goals=("doel-koffie",), problems=("alleen",)),
        RIEK.action("Wim komt over uit Canada; logeerkamer is gereserveerd.", SON, DAUGHTER, dimension=SPIRITUAL,
                    goals=("doel-wim",), problems=("afscheid",), status="scheduled",
                    scheduled=m.Period(start="2026-11-14", end="2026-11-22")),
        RIEK.action("Tweewekelijks gesprek met de geestelijk verzorger.", m.Reference(display=CHAPLAIN),
                    dimension=SPIRITUAL, problems=("afscheid",)),
    )


def _care_plan() -> m.CarePlan:
    return m.CarePlan(
        id="riek-zorgplan", status="active", title="Individueel zorgplan mevrouw Van Dalen", patient=PATIENT,
        period=m.Period(start=FIRST), authors=(NURSE, PHYSICIAN),
        networks=(refer("CareTeam", "riek-netwerk"),), markings=(RIEK.to("Condition", "markering"),),
        supporting=(refer("Consent", "riek-cpr-2026"), refer("Consent", "riek-ziekenhuis-2026"),
                    refer("Consent", "riek-icd-2026"), refer("Observation", "riek-wens-lucht")),
        goals=tuple(RIEK.to("Goal", f"doel-{each}") for each in ("lucht", "rust", "koffie", "wim")),
        activities=_scenarios() + _actions(),
        review=m.Review(held_on=REVIEW, due_on="2026-12-08", meeting="MDO De Vlinderhof",
                        by=(PHYSICIAN, NURSE, DAUGHTER)),
        revised_on=REVIEW, revised_by=NURSE,
        notes=("Dit plan ligt ook op papier in de zorgmap op de kamer.",))


def _handover() -> m.Handover:
    return m.Handover(
        id="riek-overdracht", status="final", title="Overdracht naar het weekend", patient=PATIENT,
        handed_over_at=HANDED_OVER, authors=(NURSE,), recipients=(NIGHT,), reason="Begin van het weekend",
        sections=(
            section("Hoe het nu is", "Twee rustige nachten. Gewicht stabiel op 58,4 kg. NRS benauwdheid 2 in rust.",
                    about=(RIEK.to("Condition", "benauwd"),)),
            section("Waar je op let", "Rechteronderbeen: huid dun, geen pleister plakken.",
                    "Bij onrust eerst erbij gaan zitten, daarna pas medicatie.",
                    about=(RIEK.to("Condition", "oedeem"), RIEK.to("Condition", "angst"))),
            section("Afspraken", "Niet reanimeren, niet insturen bij benauwdheid. ICD: magneet in de medicatiekamer.",
                    about=(refer("Consent", "riek-cpr-2026"), refer("Consent", "riek-icd-2026")),
                    loinc=("42348-3", "Advance healthcare directives")),
        ))
