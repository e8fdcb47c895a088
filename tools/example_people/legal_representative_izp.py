"""The individual care plan of Sanne Kuipers, in words she can follow."""

from __future__ import annotations

from pzp_exchange import model as m

from .common import full_name, phone, professional, refer
from .izp import Person, icpc, member, reach, section, with_individual
from .legal_representative import BROTHER, MOTHER, ON, PATIENT, PHYSICIAN, SUPPORTER
from .legal_representative import plan as advance_care_plan

REVIEW = "2026-10-20"
HANDED_OVER = "2026-10-23T11:00:00+02:00"
NURSE = refer("PractitionerRole", "vermeulen-role", "L. Vermeulen, verpleegkundige")
NIGHT = refer("PractitionerRole", "de-jong-role", "P. de Jong, verpleegkundige nacht en weekend")
SPEECH = refer("PractitionerRole", "oosting-role", "E. Oosting, logopedist")
BUDDY = "Tineke Wolters, maatje op zaterdag (Stichting Samen Op Pad)"
ADVISER = "Bram Haarsma, onafhankelijk cliëntondersteuner"
SANNE = Person(PATIENT, "sanne")
PHYSICAL, PSYCHOLOGICAL, SOCIAL, SPIRITUAL = m.Dimension
GROUND, ROLE = m.MarkingGround, m.NetworkRole
DUTY_DOCTOR = reach("010-0000034", "arts van dienst, ook ’s nachts en in het weekend", outside=True)
HAND_OVER = (NURSE, (m.Reference(display="Spoedeisende hulp, Noorderkoog Ziekenhuis"),),
             "Klaar voor als Sanne met spoed wordt opgenomen")
"""Of the example document: from whom, to whom, and why."""


def plan() -> m.IndividualCarePlan:
    """The whole plan: marked with the talk of October, made with Sanne, Thijs and Fatima."""
    vermeulen = professional(
        "vermeulen", "01999974", full_name("Lotte", "Vermeulen", initials="L."), ("30.000", "Verpleegkundige"),
        "Zorggroep De Regenboogbrug", phone("06-00000035", "work"))
    de_jong = professional(
        "de-jong", "01999975", full_name("Pieter", "Jong", initials="P.", prefix="de"), ("30.000", "Verpleegkundige"),
        "Zorggroep De Regenboogbrug, nacht en weekend", phone("010-0000036", "work", mobile=False))
    oosting = professional(
        "oosting", "01999976", full_name("Elske", "Oosting", initials="E."), ("91.000", "Logopedist"),
        "Zorggroep De Regenboogbrug", phone("010-0000037", "work", mobile=False))
    new = (vermeulen, de_jong, oosting)
    return with_individual(
        advance_care_plan(),
        health_professionals=tuple(person for person, _ in new),
        health_professional_roles=tuple(role for _, role in new),
        markings=(_marking(),),
        marking_alerts=(SANNE.alert("alert", "markering", ON, PHYSICIAN),),
        phase_signals=_signals(),
        care_networks=(_network(),),
        carer_capacities=(
            SANNE.capacity("draagkracht-thijs", BROTHER, m.CarerOutlook.CAN_CONTINUE, REVIEW, NURSE,
                           "Thijs: “Dit hou ik vol. Als ik maar op tijd hoor dat het minder gaat.”"),
            SANNE.capacity("draagkracht-moeder", MOTHER, m.CarerOutlook.SOME_WEEKS, REVIEW, NURSE,
                           "Willy komt elke dag met de bus. De winter ziet zij niet zitten.")),
        dimension_problems=_problems(),
        dimension_wishes=_wishes(),
        dimension_goals=_goals(),
        care_plans=(_care_plan(),),
        handovers=(_handover(),),
    )


def _marking() -> m.PalliativePhaseMarking:
    return SANNE.marking(
        "markering", m.PalliativePhase.ILLNESS_DIRECTED, ON, PHYSICIAN, GROUND.SURPRISE_QUESTION, GROUND.SPICT,
        GROUND.GROWING_NEEDS,
        evidence=tuple(SANNE.to("Observation", each) for each in ("surprise", "spict", "behoeften")),
        due_to=m.Coded(text="Kwetsbaarheid: ernstige slikstoornis met steeds weer longontsteking"),
        notes=("Sanne is niet op sterven. We behandelen door, en spreken nu af wat we doen als het misgaat.",))


def _signals() -> tuple[m.PhaseSignal, ...]:
    return (
        SANNE.signal("surprise", GROUND.SURPRISE_QUESTION, "2026-09-22", PHYSICIAN, answer=m.YesNoUnknown.NO,
                     note="Bij een volgende zware longontsteking kan zij overlijden."),
        SANNE.signal("spict", GROUND.SPICT, "2026-09-22", NURSE, answer=m.YesNoUnknown.YES,
                     outcome="Drie keer longontsteking in een jaar, verslikt zich dagelijks, 5 kilo afgevallen."),
        SANNE.signal("behoeften", GROUND.GROWING_NEEDS, "2026-09-28", SUPPORTER, answer=m.YesNoUnknown.YES,
                     dimensions=(PHYSICAL, PSYCHOLOGICAL),
                     outcome="Meer hulp bij eten en douchen. Is bang voor het ziekenhuis en slaapt slecht."),
    )


def _network() -> m.CareNetwork:
    return m.CareNetwork(
        id="sanne-netwerk", status="active", name="De mensen om Sanne heen", patient=PATIENT,
        period=m.Period(start=ON),
        members=(
            member(NURSE, ROLE.CENTRAL_HEALTH_PROFESSIONAL, since=ON, deputy=NIGHT,
                   reachable=(reach("06-00000035", "maandag tot en met vrijdag 8–17 uur", outside=False),)),
            member(NIGHT, ROLE.PERFORMER, reachable=(reach("010-0000036", "nacht en weekend", outside=True),)),
            member(PHYSICIAN, ROLE.ATTENDING_PHYSICIAN_IN_CHARGE,
                   reachable=(reach("010-0000031", "werkdagen 8–17 uur", outside=False), DUTY_DOCTOR)),
            member(SPEECH, ROLE.PERFORMER, reachable=(reach("010-0000037", "dinsdag en donderdag", outside=False),)),
            member(SUPPORTER, "Persoonlijk begeleider",
                   reachable=(reach("06-00000033", "als Fatima werkt; anders de woning", outside=False),
                              reach("010-0000038", "woning Het Spechtennest, dag en nacht", outside=True))),
            member(BROTHER, ROLE.INFORMAL_CARER, reachable=(reach("06-00000031", "altijd", outside=True),)),
            member(MOTHER, ROLE.INFORMAL_CARER,
                   reachable=(reach("010-0000032", "overdag; hoort slecht", outside=False),)),
            member(BUDDY, ROLE.VOLUNTEER, since="2024-05",
                   reachable=(reach("06-00000039", "zaterdag, en app op andere dagen"),)),
            member(ADVISER, ROLE.SOCIAL_DOMAIN, since="2026-10-08",
                   reachable=(reach("010-0000040", "werkdagen 9–17 uur", outside=False),)),
        ),
        notes=("Thijs is mentor en beslist, samen met Sanne.",))


def _problems() -> tuple[m.DimensionProblem, ...]:
    return (
        SANNE.problem("slikken", PHYSICAL, icpc("D21", "Slikprobleem", "Verslikken bij eten en drinken"), "2026-09-28",
                      SPEECH, "Drinken ingedikt tot niveau 2. Rechtop, kleine hapjes, niet praten met volle mond."),
        SANNE.problem("longen", PHYSICAL, icpc("R81", "Pneumonie", "Steeds weer longontsteking"),
        "2026-08-14", PHYSICIAN,
                      "Februari, mei en augustus 2026; in augustus vijf dagen ziekenhuis."),
        SANNE.problem("bang", PSYCHOLOGICAL, icpc("P01", "Angstig/nerveus/gespannen gevoel", "Bang voor het "
                                                                                             "ziekenhuis en "
                      "voor prikken"), ON, PHYSICIAN, "Gaat gillen en slaan als mensen haar zomaar vastpakken."),
        SANNE.problem("bakkerij", SOCIAL, icpc("Z05", "Probleem met werksituatie", "Werken in de bakkerij is te zwaar"),
                      REVIEW, NURSE, "Meel stuift en geeft hoesten; zij wil er niet weg."),
        SANNE.problem("dood", SPIRITUAL, icpc("P25", "Levensfaseprobleem volwassene", "Vragen over doodgaan"), ON,
                      PHYSICIAN, "Vraagt naar huisgenoot Jan, die in het voorjaar overleed."),
    )


def _wishes() -> tuple[m.DimensionWish, ...]:
    return (
        SANNE.wish("wens-vertellen", PHYSICAL, ON, PHYSICIAN, "Eerst zeggen wat je gaat doen. Dan pas doen."),
        SANNE.wish("wens-bram", PSYCHOLOGICAL, ON, PHYSICIAN, "Bram moet altijd mee."),
        SANNE.wish("wens-paarden", SOCIAL, ON, PHYSICIAN, "Op zaterdag naar de paarden. Ook als ik moe ben."),
        SANNE.wish("wens-jan", SPIRITUAL, REVIEW, SUPPORTER, "Ik wil net als Jan bloemen en muziek."),
    )


def _goals() -> tuple[m.DimensionGoal, ...]:
    return (
        SANNE.goal("doel-longen", PHYSICAL, "Deze winter geen ziekenhuisopname voor longontsteking", ON, "slikken",
                   "longen", due_on="2027-03-31", of=BROTHER),
        SANNE.goal("doel-rustig", PSYCHOLOGICAL, "Sanne blijft rustig bij onderzoek en prikken", ON,
        "bang", of=BROTHER),
        SANNE.goal("doel-paarden", SOCIAL, "Elke zaterdag naar de paarden", ON),
        SANNE.goal("doel-werk", SOCIAL, "Twee ochtenden inpakken in de winkel in plaats van bakken", REVIEW,
        "bakkerij"),
        SANNE.goal("doel-praten", SPIRITUAL, "Sanne kan vragen stellen over doodgaan", ON, "dood"),
    )


def _scenarios() -> tuple[m.PlannedActivity, ...]:
    return (
        SANNE.scenario(
            "Sanne verslikt zich en wordt blauw of krijgt geen lucht",
            "Vooroverbuigen, vijf klappen tussen de schouderbladen, dan buikstoten. 112 bellen. Reanimeren mag. "
            "Daarna Thijs bellen.",
            NIGHT, BROTHER, dimension=PHYSICAL, problems=("slikken",),
            numbers=(reach("010-0000038", "woning Het Spechtennest", outside=True),)),
        SANNE.scenario(
            "Koorts, hoesten, sneller ademen dan 24 keer per minuut",
            "Rechtop, saturatie meten. Arts bellen, ook ’s nachts: antibiotica als drankje, dezelfde dag beginnen. "
            "Onder de 90% of suf: naar het ziekenhuis, eigen kamer, Thijs of Fatima erbij.",
            NURSE, NIGHT, dimension=PHYSICAL, numbers=(DUTY_DOCTOR,), problems=("longen",)),
        SANNE.scenario(
            "Sanne raakt in paniek bij onderzoek of in het ziekenhuis",
            "Stoppen. Koptelefoon op, Bram geven, plaatjes laten zien. Niet vasthouden. Lukt het niet: Fatima of Thijs "
            "bellen en op hen wachten.",
            SUPPORTER, BROTHER, dimension=PSYCHOLOGICAL, problems=("bang",)),
    )


def _actions() -> tuple[m.PlannedActivity, ...]:
    return (
        SANNE.action("Bij elke maaltijd iemand naast Sanne die de slikadviezen kent; kaart hangt in de "
                     "keuken.", SUPPORTER,
                     SPEECH, dimension=PHYSICAL, goals=("doel-longen",), problems=("slikken",)),
        SANNE.action("Drie keer per dag tanden poetsen en mond controleren.", SUPPORTER, dimension=PHYSICAL,
                     goals=("doel-longen",), problems=("longen",)),
        SANNE.action("Ziekenhuispaspoort met foto’s maken; eerst samen gaan kijken op de afdeling.", NURSE, SUPPORTER,
                     dimension=PSYCHOLOGICAL, goals=("doel-rustig",), problems=("bang",), status="scheduled",
                     scheduled=m.Period(start="2026-11-10", end="2026-11-24")),
        SANNE.action("Elke zaterdag met Tineke naar de paarden.", m.Reference(display=BUDDY), dimension=SOCIAL,
                     goals=("doel-paarden",)),
        SANNE.action("Regiotaxi aanvragen, zodat Willy ook in de winter kan komen.", m.Reference(display=ADVISER),
                     dimension=SOCIAL, status="scheduled"),
        SANNE.action("Herinneringsboek over Jan maken en praten over doodgaan, met plaatjes.", SUPPORTER, MOTHER,
                     dimension=SPIRITUAL, goals=("doel-praten",), problems=("dood",)),
    )


def _care_plan() -> m.CarePlan:
    return m.CarePlan(
        id="sanne-zorgplan", status="active", title="Mijn plan – Sanne Kuipers", patient=PATIENT,
        period=m.Period(start=ON), authors=(NURSE, PHYSICIAN), networks=(refer("CareTeam", "sanne-netwerk"),),
        markings=(SANNE.to("Condition", "markering"),),
        supporting=(refer("Consent", "sanne-cpr"), refer("Consent", "sanne-ziekenhuis"),
                    refer("Consent", "sanne-beademing")),
        goals=tuple(SANNE.to("Goal", f"doel-{each}") for each in ("longen", "rustig", "paarden", "werk", "praten")),
        activities=_scenarios() + _actions(),
        review=m.Review(held_on=REVIEW, due_on="2027-01-19", meeting="MDO Het Spechtennest, Sanne was erbij",
                        by=(PHYSICIAN, NURSE, SPEECH, BROTHER, SUPPORTER, PATIENT)),
        revised_on=REVIEW, revised_by=NURSE,
        notes=("Er is ook een versie met plaatjes; die hangt op Sannes kamer.",))


def _handover() -> m.Handover:
    return m.Handover(
        id="sanne-overdracht", status="final", title="Overdracht naar de spoedeisende hulp", patient=PATIENT,
        handed_over_at=HANDED_OVER, authors=(NURSE,),
        recipients=(m.Reference(display="Spoedeisende hulp, Noorderkoog Ziekenhuis"),),
        reason="Klaargezet voor als Sanne met spoed naar het ziekenhuis moet",
        sections=(
            section("Zo help je Sanne", "Vertel eerst wat je gaat doen. Bram en de koptelefoon blijven bij haar.",
                    "Thijs of Fatima is er altijd bij.", about=(SANNE.to("Observation", "wens-vertellen"),)),
            section("Wie beslist", "Thijs Kuipers, broer en mentor, samen met Sanne: 06-00000031.", about=(BROTHER,)),
            section("Afspraken", "Reanimeren: ja. Beademen: nee. IC: alleen met uitzicht op thuiskomst.",
                    about=(refer("Consent", "sanne-cpr"), refer("Consent", "sanne-beademing"),
                           refer("Consent", "sanne-ic")), loinc=("42348-3", "Advance healthcare directives")),
        ))
