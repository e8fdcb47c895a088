"""The library's own codes: marking, dimensions, network, planned activities.

No national code was found for any of these; they are in one code system of the library, and every coded value can
hold a national code beside ours. ``docs/own-codes.md`` tells per code why it is there and what would replace it.
Source: the Dutch vision *Samen leven tot het laatst* (2026) and the quality framework palliative care.
"""

from __future__ import annotations

from ..terminology import OWN_BASE, CodeList
from ..terminology import CodeValue as V
from .codes import SCT

__all__ = [
    "OWN_BASE", "OWN_SYSTEM", "ActivityKind", "CarerOutlook", "ChildTopic", "Dimension", "DyingJudgement", "DyingSign",
    "MarkingEnding", "MarkingGround", "NetworkRole", "PalliativePhase", "ResourceMark",
]

OWN_SYSTEM = f"{OWN_BASE}CodeSystem/individual-care-plan"
PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"


def _own(code: str, en: str, nl: str) -> V:
    return V(OWN_SYSTEM, code, en, nl)


class ResourceMark(CodeList):
    """What a resource of the individual care plan is. nl: Soort gegeven"""

    INDIVIDUAL_CARE_PLAN = _own("individual-care-plan", "Individual care plan", "Individueel zorgplan")
    MARKING = _own("palliative-phase-marking", "Marking of the palliative phase", "Markering palliatieve fase")
    DYING_PHASE_ASSESSMENT = _own("dying-phase-assessment", "Assessment of the dying phase", "Beoordeling stervensfase")
    CARE_PATH_STARTED = _own(
        "care-path-started", "Care path for the dying phase started", "Zorgpad stervensfase gestart")
    CARER_CAPACITY = _own("carer-capacity", "How long the carer can keep going", "Draagkracht mantelzorger")
    CARE_NETWORK = _own("care-network", "Care network", "Zorgnetwerk")
    WISH = _own("wish", "Wish", "Wens")
    HANDOVER = _own("handover", "Handover", "Overdracht")


class PalliativePhase(CodeList):
    """Where in the palliative phase a person is. nl: Fase"""

    ILLNESS_DIRECTED = _own("illness-directed", "Illness-directed palliation", "Ziektegerichte palliatie")
    SYMPTOM_DIRECTED = _own("symptom-directed", "Symptom-directed palliation", "Symptoomgerichte palliatie")
    DYING = _own("dying", "Dying phase", "Stervensfase")


class MarkingGround(CodeList):
    """What made people see that the palliative phase has begun. nl: Grond voor markering"""

    SURPRISE_QUESTION = _own(
        "surprise-question", "Surprise question: would it surprise me if this person died in the coming year?",
        "Surprise question: zou het mij verbazen als deze persoon binnen een jaar overlijdt?")
    DOUBLE_SURPRISE_QUESTION = _own(
        "double-surprise-question", "Second surprise question: would it surprise me if this person still lived in a "
        "year?", "Dubbele surprise question: zou het mij verbazen als deze persoon over een jaar nog leeft?")
    SPICT = _own("spict", "SPICT indicators", "SPICT-indicatoren")
    GROWING_NEEDS = _own("growing-needs", "Growing needs on one or more dimensions",
                         "Toenemende behoeften op een of meer dimensies")
    ASKED_BY_PATIENT_OR_FAMILY = _own("asked-by-patient-or-family", "Question of the patient or the family",
                                      "Vraag van patiënt of naasten")
    OTHER_GROUND = _own("other-ground", "Another ground", "Andere grond")


class MarkingEnding(CodeList):
    """Why a marking no longer stands. nl: Reden einde markering"""

    REVISED = _own("revised", "Revised: another marking took its place", "Herzien: een nieuwe markering is gemaakt")
    WITHDRAWN = _own("withdrawn", "Withdrawn: it was not, or is no longer, true",
                     "Ingetrokken: klopte niet of klopt niet meer")


class Dimension(CodeList):
    """The four dimensions of palliative care. nl: Dimensie"""

    PHYSICAL = _own("physical", "Physical", "Lichamelijk")
    PSYCHOLOGICAL = _own("psychological", "Psychological", "Psychisch")
    SOCIAL = _own("social", "Social", "Sociaal")
    SPIRITUAL = _own("spiritual", "Spiritual", "Zingeving")


class DyingSign(CodeList):
    """Signs of the dying phase. nl: Signaal stervensfase"""

    BEDBOUND = _own("bedbound", "No longer leaves the bed", "Komt het bed niet meer uit")
    SUBCOMATOSE = _own("subcomatose", "Subcomatose", "Subcomateus")
    ONLY_SIPS = _own("only-sips", "Takes only sips of fluid", "Drinkt alleen nog slokjes")
    NO_TABLETS = _own("no-tablets", "Can no longer swallow tablets", "Kan geen tabletten meer slikken")
    OTHER_SIGN = _own("other-sign", "Another sign", "Ander signaal")


class DyingJudgement(CodeList):
    """What the professionals concluded together; signs alone do not decide. nl: Multidisciplinair oordeel"""

    RECOGNISED = _own("dying-phase-recognised", "The dying phase has begun", "Stervensfase vastgesteld")
    NOT_DYING = _own("dying-phase-not-recognised", "The dying phase has not begun", "Stervensfase niet vastgesteld")
    UNCERTAIN = _own("dying-phase-uncertain", "It is not certain", "Onzeker")


class NetworkRole(CodeList):
    """What somebody does in the network; the roles of the zib stand in the same list. nl: Rol in het netwerk"""

    CENTRAL_HEALTH_PROFESSIONAL = _own(
        "central-health-professional", "Central health professional", "Centrale zorgverlener")
    INFORMAL_CARER = _own("informal-carer", "Informal carer", "Mantelzorger")
    VOLUNTEER = _own("volunteer", "Volunteer", "Vrijwilliger")
    SOCIAL_DOMAIN = _own("social-domain", "Professional of the social domain", "Professional sociaal domein")
    PARENT = _own("parent", "Parent", "Ouder")
    CASE_MANAGER = V(SCT, "768832004", "Case manager", "Casemanager")
    ATTENDING_PHYSICIAN_IN_CHARGE = V(PARTICIPATION, "RESP", "Attending physician in charge", "Hoofdbehandelaar")
    ATTENDER = V(PARTICIPATION, "ATND", "Attender", "Behandelaar")
    CONSULTANT = V(PARTICIPATION, "CON", "Consultant", "Consulent")
    PERFORMER = V(PARTICIPATION, "PRF", "Performer", "Uitvoerende")
    ASSISTANT = V(PARTICIPATION, "SPRF", "Assistant", "Assistent")
    REFERRER = V(PARTICIPATION, "REF", "Referrer", "Verwijzer")


class CarerOutlook(CodeList):
    """*If things stay as they are, how long can you keep going?* nl: Draagkracht"""

    CAN_CONTINUE = _own("can-continue", "Can keep going", "Kan het volhouden")
    SOME_WEEKS = _own("some-weeks", "Some weeks", "Enkele weken")
    SOME_DAYS = _own("some-days", "Some days", "Enkele dagen")
    CANNOT_CONTINUE = _own("cannot-continue", "Cannot keep going", "Houdt het niet meer vol")

    @property
    def overload(self) -> bool:
        """Whether something must be done for the carer now."""
        return self in (CarerOutlook.SOME_DAYS, CarerOutlook.CANNOT_CONTINUE)


class ActivityKind(CodeList):
    """What a planned activity is. nl: Soort afspraak"""

    AGREED_ACTION = _own("agreed-action", "Agreed action", "Afgesproken actie")
    ANTICIPATED_SCENARIO = _own("anticipated-scenario", "Anticipated scenario", "Scenario")
    TRANSITION = _own("transition-at-18", "Transition to adult care at 18", "Overgang naar volwassenenzorg (18)")


class ChildTopic(CodeList):
    """What is written down about a child besides the four dimensions. nl: Onderwerp kind"""

    DEVELOPMENT = _own("child-development", "Development", "Ontwikkeling")
    SCHOOL = _own("child-school", "School", "School")
