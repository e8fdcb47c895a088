"""The individual care plan of Milan Postma: a child, with school, parents, case manager and the transition at 18."""

from __future__ import annotations

from pzp_exchange import model as m

from .child_at_home import FATHER, GP, MOTHER, ON, PAEDIATRICIAN, PATIENT
from .child_at_home import plan as advance_care_plan
from .common import full_name, phone, professional, refer
from .izp import Person, icpc, member, reach, section, with_individual

REVIEW = "2026-10-15"
HANDED_OVER = "2026-10-16T16:00:00+02:00"
CASE_MANAGER = refer("PractitionerRole", "sitompul-role", "B. Sitompul, kinderverpleegkundige en casemanager")
NIGHT = refer("PractitionerRole", "kroon-role", "W. Kroon, kinderverpleegkundige van dienst")
PHYSIO = refer("PractitionerRole", "visser-role", "A. Visser, kinderfysiotherapeut")
HOME_TEAM = "Kinder Palliatief Thuisteam Noordwest"
SCHOOL = "Anneke Smit, mentor Mytylschool De Branding"
YOUTH = "Dewi Bakker, jeugdconsulent gemeente Westerduin"
BUDDY = "Jochem, buddy van Stichting Samen Gamen"
MILAN = Person(PATIENT, "milan")
PHYSICAL, PSYCHOLOGICAL, SOCIAL, SPIRITUAL = m.Dimension
GROUND, ROLE = m.MarkingGround, m.NetworkRole
TEAM_LINE = reach("010-0000053", "Kinder Palliatief Thuisteam, dag en nacht", outside=True)
HAND_OVER = (CASE_MANAGER, (NIGHT, m.Reference(display="Ambulancezorg Noordwest")),
             "Jeroen is deze week op zee")
"""Of the example document: from whom, to whom, and why."""


def plan() -> m.IndividualCarePlan:
    """The whole plan: marked in July, made in September, first looked at again in October."""
    sitompul = professional(
        "sitompul", "01999979", full_name("Bintang", "Sitompul", initials="B."), ("30.000",
        "Verpleegkundige"), HOME_TEAM,
        phone("06-00000053", "work"))
    kroon = professional(
        "kroon", "01999980", full_name("Willemijn", "Kroon", initials="W."), ("30.000", "Verpleegkundige"),
        f"{HOME_TEAM}, dienst", phone("010-0000053", "work", mobile=False))
    visser = professional(
        "visser", "01999981", full_name("Arjan", "Visser", initials="A."), ("04.000", "Fysiotherapeut"),
        "Mytylschool De Branding", phone("010-0000054", "work", mobile=False))
    new = (sitompul, kroon, visser)
    return with_individual(
        advance_care_plan(),
        health_professionals=tuple(person for person, _ in new),
        health_professional_roles=tuple(role for _, role in new),
        markings=(_marking(),),
        marking_alerts=(MILAN.alert("alert", "markering", "2026-07-09", PAEDIATRICIAN),),
        phase_signals=_signals(),
        care_networks=(_network(),),
        carer_capacities=(
            MILAN.capacity("draagkracht-moeder", MOTHER, m.CarerOutlook.SOME_WEEKS, REVIEW, CASE_MANAGER,
                           "Ilse: “De weken dat Jeroen op zee zit sta ik vier keer per nacht op. Dat red ik niet de "
                           "hele winter.”"),
            MILAN.capacity("draagkracht-vader", FATHER, m.CarerOutlook.CAN_CONTINUE, REVIEW, CASE_MANAGER,
                           "Jeroen: “Als ik thuis ben gaat het. Op zee lig ik wakker.”")),
        dimension_problems=_problems(),
        dimension_wishes=_wishes(),
        dimension_goals=_goals(),
        child_findings=_about_the_child(),
        care_plans=(_care_plan(),),
        handovers=(_handover(),),
    )


def _marking() -> m.PalliativePhaseMarking:
    return MILAN.marking(
        "markering", m.PalliativePhase.ILLNESS_DIRECTED, "2026-07-09", PAEDIATRICIAN, GROUND.SURPRISE_QUESTION,
        GROUND.GROWING_NEEDS, GROUND.ASKED_BY_PATIENT_OR_FAMILY,
        evidence=tuple(MILAN.to("Observation", each) for each in ("surprise", "behoeften", "vraag")),
        due_to=icpc("N99", "Andere ziekte zenuwstelsel", "Ziekte van Duchenne met cardiomyopathie"),
        notes=("Behandeling van hart en longen gaat door. Markering besproken met Milan en zijn ouders.",))


def _signals() -> tuple[m.PhaseSignal, ...]:
    return (
        MILAN.signal("surprise", GROUND.SURPRISE_QUESTION, "2026-06-29", PAEDIATRICIAN, answer=m.YesNoUnknown.NO,
                     note="Ejectiefractie 22%, vitale capaciteit 31%; opname voor longontsteking in juni."),
        MILAN.signal("behoeften", GROUND.GROWING_NEEDS, "2026-07-02", CASE_MANAGER, answer=m.YesNoUnknown.YES,
                     dimensions=(PHYSICAL, SOCIAL), outcome="Masker nu ook twee uur overdag; hulp bij drinken en "
                                                            "typen."),
        MILAN.signal("vraag", GROUND.ASKED_BY_PATIENT_OR_FAMILY, "2026-07-02", CASE_MANAGER,
                     outcome="Milan vraagt of hij zijn achttiende verjaardag haalt."),
    )


def _network() -> m.CareNetwork:
    return m.CareNetwork(
        id="milan-netwerk", status="active", name="Team Milan", patient=PATIENT, period=m.Period(start="2026-07-09"),
        members=(
            member(CASE_MANAGER, ROLE.CENTRAL_HEALTH_PROFESSIONAL, ROLE.CASE_MANAGER, since="2026-07-09", deputy=NIGHT,
                   reachable=(reach("06-00000053", "werkdagen 8–18 uur", outside=False),)),
            member(NIGHT, ROLE.PERFORMER, reachable=(TEAM_LINE,)),
            member(PAEDIATRICIAN, ROLE.ATTENDING_PHYSICIAN_IN_CHARGE,
                   reachable=(reach("010-0000051", "werkdagen 8–17 uur", outside=False),
                              reach("010-0000055", "dienstdoende kinderarts De Zeemeeuw", outside=True))),
            member(GP, ROLE.ATTENDER, reachable=(reach("010-0000052", "werkdagen 8–17 uur", outside=False),)),
            member(PHYSIO, ROLE.PERFORMER, reachable=(reach("010-0000054", "schooldagen", outside=False),)),
            member(MOTHER, ROLE.PARENT, ROLE.INFORMAL_CARER, reachable=(reach("06-00000051", "altijd", outside=True),)),
            member(FATHER, ROLE.PARENT, ROLE.INFORMAL_CARER,
                   reachable=(reach("06-00000052", "op zee via de app; thuis altijd"),)),
            member(SCHOOL, "Mentor op school", reachable=(reach("010-0000056", "schooldagen 8–16 "
                                                                               "uur", outside=False),)),
            member(YOUTH, ROLE.SOCIAL_DOMAIN, since="2026-08-20",
                   reachable=(reach("010-0000057", "maandag tot en met donderdag", outside=False),)),
            member(BUDDY, ROLE.VOLUNTEER, since="2026-09-01", reachable=(reach("06-00000054", "woensdagmiddag"),)),
        ),
        notes=("Beide ouders hebben het gezag.",))


def _problems() -> tuple[m.DimensionProblem, ...]:
    return (
        MILAN.problem("longen", PHYSICAL, icpc("R99", "Andere ziekte luchtwegen", "Te weinig kracht om te hoesten"), ON,
                      PAEDIATRICIAN, "Masker 22–8 uur en 13–15 uur. Hoestmachine twee keer per dag, bij slijm vaker."),
        MILAN.problem("hart", PHYSICAL, icpc("K84", "Andere hartziekte", "Hartspierziekte met lage pompfunctie"), ON,
                      PAEDIATRICIAN),
        MILAN.problem("pijn", PHYSICAL, icpc("L29", "Andere symptomen bewegingsapparaat", "Pijn in rug en heupen"),
                      REVIEW, CASE_MANAGER, "Vooral na twee uur in dezelfde houding."),
        MILAN.problem("somber", PSYCHOLOGICAL, icpc("P03", "Down/depressief gevoel", "Sombere buien ’s avonds"), REVIEW,
                      CASE_MANAGER, "Praat er niet over met zijn ouders “om ze te sparen”."),
        MILAN.problem("schooldagen", SOCIAL, icpc("Z07", "Opleidingsprobleem", "Hele schooldagen zijn te lang"), ON,
                      CASE_MANAGER),
        MILAN.problem("gezin", SOCIAL, icpc("Z22", "Probleem met ziekte ouders/familie", "Ilse te vaak uit bed, Roos "
                      "krijgt weinig aandacht"), REVIEW, CASE_MANAGER),
        MILAN.problem("toekomst", SPIRITUAL, icpc("P25", "Levensfaseprobleem", "Vragen over doodgaan en later"), ON,
                      PAEDIATRICIAN),
    )


def _wishes() -> tuple[m.DimensionWish, ...]:
    return (
        MILAN.wish("wens-hoesten", PHYSICAL, ON, PAEDIATRICIAN, "Ik zeg zelf wanneer de hoestmachine aan gaat."),
        MILAN.wish("wens-eerlijk", PSYCHOLOGICAL, ON, PAEDIATRICIAN, "Zeg eerlijk hoe het zit. Ook als het slecht is."),
        MILAN.wish("wens-team", SOCIAL, ON, PAEDIATRICIAN, "Op dinsdag- en donderdagavond speel ik met mijn team. "
                                                           "Dan geen zorg."),
        MILAN.wish("wens-roos", SOCIAL, REVIEW, CASE_MANAGER, "Roos mag mee naar de toernooien, zonder mij als "
                                                              "patiënt."),
        MILAN.wish("wens-film", SPIRITUAL, REVIEW, CASE_MANAGER, "Ik wil filmpjes maken voor later, voor Roos."),
    )


def _goals() -> tuple[m.DimensionGoal, ...]:
    return (
        MILAN.goal("doel-winter", PHYSICAL, "De winter door zonder opname", ON, "longen", due_on="2027-03-31"),
        MILAN.goal("doel-pijn", PHYSICAL, "Pijn hoogstens 3 (NRS), ook aan het eind van de middag", REVIEW, "pijn"),
        MILAN.goal("doel-praten", PSYCHOLOGICAL, "Elke twee weken iemand om mee te praten die geen familie is", REVIEW,
                   "somber"),
        MILAN.goal("doel-havo", SOCIAL, "Twee vakken havo op certificaat, drie ochtenden school", ON, "schooldagen",
                   due_on="2027-06-30"),
        MILAN.goal("doel-ilse", SOCIAL, "Ilse slaapt drie nachten per week door", REVIEW, "gezin", of=MOTHER),
        MILAN.goal("doel-film", SPIRITUAL, "Vijf filmpjes voor Roos", REVIEW, "toekomst"),
    )


def _about_the_child() -> tuple[m.ChildFinding, ...]:
    return (
        MILAN.child("ontwikkeling", m.ChildTopic.DEVELOPMENT, REVIEW, CASE_MANAGER,
                    "Denkt en leert op havoniveau. Rijdt elektrische rolstoel, typt met oogbesturing. Wil zelf "
                    "beslissen "
                    "en steeds vaker alleen met de arts praten."),
        MILAN.child("school", m.ChildTopic.SCHOOL, REVIEW, CASE_MANAGER,
                    "Mytylschool De Branding, havo 3: drie ochtenden op school, de rest online. School heeft een eigen "
                    "kopie van de scenario’s; uitzuigen mag door de schoolverpleegkundige."),
    )


def _scenarios() -> tuple[m.PlannedActivity, ...]:
    ward = reach("010-0000055", "dienstdoende kinderarts De Zeemeeuw", outside=True)
    return (
        MILAN.scenario(
            "Slijmprop: Milan krijgt ineens geen lucht",
            "Masker op, hoestmachine op de noodstand, tien slagen. Lukt het niet: 112 en beademen met masker en "
            "ballon. "
            "Dit is de enige keer dat reanimeren is afgesproken. Op school: dezelfde stappen.",
            NIGHT, MOTHER, dimension=PHYSICAL, numbers=(TEAM_LINE,), problems=("longen",)),
        MILAN.scenario(
            "Verkouden, koorts of saturatie onder 94% met masker",
            "Hoestmachine elke twee uur, masker de hele dag. Antibioticakuur uit de keukenla starten en bellen. Onder "
            "de "
            "90%: opname in De Zeemeeuw, eigen apparatuur mee.",
            CASE_MANAGER, NIGHT, dimension=PHYSICAL, numbers=(TEAM_LINE, ward), problems=("longen",)),
        MILAN.scenario(
            "Hartkloppingen, flauwvallen of hartstilstand",
            "Bij flauwvallen: plat, masker op, thuisteam bellen. Staat zijn hart stil: niet reanimeren, geen 112, bij "
            "hem "
            "blijven. De kinderverpleegkundige komt, ook ’s nachts.",
            NIGHT, PAEDIATRICIAN, dimension=PHYSICAL, numbers=(TEAM_LINE,), problems=("hart",)),
        MILAN.scenario(
            "Ilse valt uit terwijl Jeroen op zee is",
            "Thuisteam zet dezelfde dag een kinderverpleegkundige voor de nacht in; oma Veenstra komt overdag. Roos "
            "kan "
            "naar de buren.",
            CASE_MANAGER, NIGHT, dimension=SOCIAL, numbers=(TEAM_LINE,), problems=("gezin",)),
    )


def _actions() -> tuple[m.PlannedActivity, ...]:
    transition = MILAN.action(
        "Overgang naar zorg voor volwassenen: met zestien jaar kennismaken met cardioloog, longarts en "
        "revalidatiearts; "
        "in 2028 Wlz-indicatie en mentorschap regelen; casemanager blijft tot een half jaar na zijn achttiende.",
        CASE_MANAGER, PAEDIATRICIAN, dimension=SOCIAL, kind=m.ActivityKind.TRANSITION, status="scheduled",
        scheduled=m.Period(start="2027-05-09", end="2029-11-09"))
    return (
        MILAN.action(
        "Wisselligging elke twee uur; nieuwe zitting voor de rolstoel aanmeten.", PHYSIO, dimension=PHYSICAL,
                     goals=("doel-pijn",), problems=("pijn",)),
        MILAN.action("Griepprik en antibioticakuur voor thuis geregeld.", GP, dimension=PHYSICAL, goals=(
        "doel-winter",),
                     problems=("longen",), status="completed"),
        MILAN.action("Om de week een gesprek met de kinderpsycholoog van De Zeemeeuw, online, zonder ouders erbij.",
                     CASE_MANAGER, dimension=PSYCHOLOGICAL, goals=("doel-praten",), problems=("somber",)),
        MILAN.action("Nachtzorg drie nachten per week in de weken dat Jeroen op zee is; pgb is aangevraagd.",
                     m.Reference(display=YOUTH), CASE_MANAGER, dimension=SOCIAL, goals=("doel-ilse",),
                     problems=("gezin",), status="scheduled", scheduled=m.Period(start="2026-11-09")),
        MILAN.action("Aangepast rooster en examenplan; overleg met ouders en casemanager elk kwartaal.",
                     m.Reference(display=SCHOOL), dimension=SOCIAL, goals=("doel-havo",), problems=("schooldagen",)),
        MILAN.action("Woensdagmiddag met Jochem filmpjes opnemen en monteren.", m.Reference(display=BUDDY),
                     dimension=SPIRITUAL, goals=("doel-film",), problems=("toekomst",)),
        transition,
    )


def _care_plan() -> m.CarePlan:
    return m.CarePlan(
        id="milan-zorgplan", status="active", title="Individueel zorgplan Milan", patient=PATIENT,
        period=m.Period(start=ON), authors=(CASE_MANAGER, PAEDIATRICIAN), networks=(refer("CareTeam",
        "milan-netwerk"),),
        markings=(MILAN.to("Condition", "markering"),),
        supporting=(refer("Consent", "milan-cpr"), refer("Consent", "milan-ic"), refer("Consent", "milan-beademing"),
                    MILAN.to("Observation", "ontwikkeling"), MILAN.to("Observation", "school")),
        goals=tuple(MILAN.to("Goal", f"doel-{each}") for each in ("winter", "pijn", "praten", "havo", "ilse", "film")),
        activities=_scenarios() + _actions(),
        review=m.Review(held_on=REVIEW, due_on="2027-01-14", meeting="MDO thuis, Milan zat voor",
                        by=(PATIENT, CASE_MANAGER, PAEDIATRICIAN, MOTHER, FATHER)),
        revised_on=REVIEW, revised_by=CASE_MANAGER)


def _handover() -> m.Handover:
    return m.Handover(
        id="milan-overdracht", status="final", title="Overdracht aan school", patient=PATIENT,
        handed_over_at=HANDED_OVER, authors=(CASE_MANAGER,), recipients=(m.Reference(display=SCHOOL),),
        reason="Nieuwe afspraken na het overleg van 15 oktober; Milan en zijn ouders zijn akkoord",
        sections=(
            section("Als Milan geen lucht krijgt", "Masker op, hoestmachine op de noodstand, dan 112 en beademen met "
                    "masker en ballon. Daarna 010-0000053 en zijn moeder bellen.", about=(MILAN.to("Condition",
                    "longen"),)),
            section("Als zijn hart stilvalt", "Niet reanimeren. Bij hem blijven, klas eruit, 010-0000053 bellen.",
                    about=(refer("Consent", "milan-cpr"),), loinc=("42348-3", "Advance healthcare directives")),
            section("Op school", "Drie ochtenden, om half elf rusten met masker.",
                    about=(MILAN.to("Observation", "school"),)),
        ))
