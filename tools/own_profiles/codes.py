"""What every own code means, why its list exists, and what a national code would replace; in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pzp_exchange.model.own_codes import (
    ActivityKind,
    CarerOutlook,
    ChildTopic,
    Dimension,
    DyingJudgement,
    DyingSign,
    MarkingEnding,
    MarkingGround,
    NetworkRole,
    PalliativePhase,
    ResourceMark,
)
from pzp_exchange.terminology import CodeList

__all__ = ["LISTS", "Meaning", "OwnList"]


class Meaning(NamedTuple):
    """What a code means, and for codes that each stand alone why it is there and what would replace it."""

    text: str
    why: str = ""
    instead: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnList:
    """A list of own codes."""

    codes: type[CodeList]
    title: str
    place: str
    """Where its codes stand in FHIR."""
    why: str
    instead: str
    """What a national coding would replace or join."""
    means: dict[CodeList, Meaning]


M = Meaning
MARK = ResourceMark
LISTS = (
    OwnList(
        codes=MARK, title="What a resource is", place="see each code",
        why="A receiver must be able to tell our statements apart without reading `meta.profile`. Nothing published "
            "says that a Condition is a marking, or that an Observation is a wish on a dimension.",
        instead="each code by its own national counterpart",
        means={
            MARK.INDIVIDUAL_CARE_PLAN: M(
                "The working document from marking to death, with goals, agreements, roles and handover in one place.",
                "A CarePlan can be a plan for anything.",
                "a category for the individual care plan, in `CarePlan.category`"),
            MARK.MARKING: M(
                "The explicit statement that the palliative phase has begun and the aim of care changes.",
                "The heart of the matter; the zib lists of problems and alerts do not have it.",
                "a code for the palliative phase or its marking, in `Condition.code` and `Flag.code`"),
            MARK.DYING_PHASE_ASSESSMENT: M(
                "The joint judgement whether somebody is dying, with the signs that were seen.",
                "Tells the assessment from the separate signs.", "a code for the assessment in `Observation.code`"),
            MARK.CARE_PATH_STARTED: M(
                "The moment at which care by the care path for the dying phase began.",
                "It follows from the judgement and belongs with it.", "a procedure code for starting the care path"),
            MARK.CARER_CAPACITY: M(
                "The question to an informal carer how long they can keep going if nothing changes.",
                "Overload of the carer is a common reason for a crisis; it must not hide in free text.",
                "an observable for the capacity of the carer, in `Observation.code`"),
            MARK.CARE_NETWORK: M(
                "The people around a patient, professional and not.",
                "Tells it from a team of one department or institution.", "a category of CareTeam"),
            MARK.WISH: M(
                "Something the person wants, on one of the dimensions, that is no agreement on treatment.",
                "The standard's own codes for wishes are about treatment, place of death and sense of purpose.",
                "a code for a wish on a dimension, in `Observation.code`"),
            MARK.HANDOVER: M(
                "The passing on of the care, with what was told.",
                "LOINC 18761-7 stands beside it and is wider: it also covers transfer letters of hospitals.",
                "a document type for the handover of an individual care plan, in `Composition.type`"),
        }),
    OwnList(
        codes=PalliativePhase, title="Phase", place="`Condition.stage.summary` of the marking",
        why="What may be expected of care depends on the phase, and the last marking tells it.",
        instead="three codes for the phases, once the professions name them alike",
        means={
            PalliativePhase.ILLNESS_DIRECTED: M("The illness is still treated, without hope of cure."),
            PalliativePhase.SYMPTOM_DIRECTED: M("Care is about comfort; the illness itself is no longer treated."),
            PalliativePhase.DYING: M("Death is expected within days."),
        }),
    OwnList(
        codes=MarkingGround, title="Ground of a marking, and signal",
        place="`Condition.evidence.code` of the marking, `Observation.code` of a signal",
        why="Why somebody was marked decides how much weight others give it. One list serves both, so that the ground "
            "of a marking and the signal it rests on can be matched.",
        instead="codes of the instruments (surprise question, SPICT); each can stand beside ours",
        means={
            MarkingGround.SURPRISE_QUESTION: M("A professional asked themselves whether death within a year would "
                                               "surprise them."),
            MarkingGround.DOUBLE_SURPRISE_QUESTION: M("The question turned round, asked after the first one."),
            MarkingGround.SPICT: M("General and disease-specific indicators of decline were looked at together."),
            MarkingGround.GROWING_NEEDS: M("More and heavier needs, physical, psychological, social or spiritual."),
            MarkingGround.ASKED_BY_PATIENT_OR_FAMILY: M("The person or somebody close brought it up."),
            MarkingGround.OTHER_GROUND: M("Something else, told in words."),
        }),
    OwnList(
        codes=MarkingEnding, title="Why a marking no longer stands", place="`Condition.extension` ext-MarkingEnding",
        why="A marking that was replaced says something else about a person than one that was taken back.",
        instead="two reasons for ending a statement; FHIR's clinical status has no such difference",
        means={
            MarkingEnding.REVISED: M("A new marking tells more or something else, and took its place."),
            MarkingEnding.WITHDRAWN: M("The person is not, or no longer, in the palliative phase."),
        }),
    OwnList(
        codes=Dimension, title="Dimension",
        place="`category` of problems, wishes, goals and signals; ext-Dimension of an activity",
        why="The plan is laid out by these four, and each must be looked at.",
        instead="four codes for the dimensions of palliative care",
        means={
            Dimension.PHYSICAL: M("The body: symptoms, function, care."),
            Dimension.PSYCHOLOGICAL: M("Mood, fear, coping, thinking."),
            Dimension.SOCIAL: M("Family, friends, work, money, living."),
            Dimension.SPIRITUAL: M("Meaning, faith, saying farewell."),
        }),
    OwnList(
        codes=DyingSign, title="Sign of the dying phase", place="`Observation.component.code` of the assessment",
        why="The signs are what everybody at the bedside can see; they support the judgement and never replace it.",
        instead="SNOMED CT has findings for most of them; a national choice among those would stand beside ours",
        means={
            DyingSign.BEDBOUND: M("The person can no longer be out of bed."),
            DyingSign.SUBCOMATOSE: M("The person can hardly be woken."),
            DyingSign.ONLY_SIPS: M("The person drinks no more than a sip at a time."),
            DyingSign.NO_TABLETS: M("Tablets no longer go down."),
            DyingSign.OTHER_SIGN: M("Something else, told in words."),
        }),
    OwnList(
        codes=DyingJudgement, title="Judgement on the dying phase", place="`Observation.value[x]` of the assessment",
        why="Plan and care path change on this judgement alone, so it must be readable by a program.",
        instead="a finding that the person is dying, with its negation and an unknown",
        means={
            DyingJudgement.RECOGNISED: M("Those involved agree that the person is dying."),
            DyingJudgement.NOT_DYING: M("Those involved agree that the person is not dying yet."),
            DyingJudgement.UNCERTAIN: M("Those involved do not know, or do not agree; look again soon."),
        }),
    OwnList(
        codes=NetworkRole, title="Role in the network", place="`CareTeam.participant.role`",
        why="The zib knows roles of treatment; who is central, who is a carer or a volunteer, is not among them. Being "
            "central is another fact than being the attending physician in charge (zib role RESP).",
        instead="further codes in the zib role list; the zib roles that exist are in this value set unchanged",
        means={
            NetworkRole.CENTRAL_HEALTH_PROFESSIONAL: M("The one professional whom patient, family and team can always "
                                                       "turn to, who keeps the care together."),
            NetworkRole.INFORMAL_CARER: M("Somebody close who gives care unpaid."),
            NetworkRole.VOLUNTEER: M("Somebody from a volunteer organisation."),
            NetworkRole.SOCIAL_DOMAIN: M("A professional of the municipality, welfare or support at home."),
            NetworkRole.PARENT: M("A parent of a child with an individual care plan."),
        }),
    OwnList(
        codes=CarerOutlook, title="How long a carer can keep going", place="`Observation.value[x]` of the question",
        why="Two of the four answers mean that something must be done now; a program can only see that in a code.",
        instead="a national answer list to the same question",
        means={
            CarerOutlook.CAN_CONTINUE: M("No end in sight."),
            CarerOutlook.SOME_WEEKS: M("For weeks, not for months."),
            CarerOutlook.SOME_DAYS: M("For days; help must be arranged."),
            CarerOutlook.CANNOT_CONTINUE: M("It is already too much; help is needed at once."),
        }),
    OwnList(
        codes=ActivityKind, title="Kind of activity", place="`CarePlan.activity.detail.code`",
        why="A scenario is only done when something happens; an agreed action is done anyhow. Mixing them is "
            "dangerous.",
        instead="codes for an agreed action and an anticipated scenario",
        means={
            ActivityKind.AGREED_ACTION: M("Something that somebody is going to do."),
            ActivityKind.ANTICIPATED_SCENARIO: M("What may happen, what is then done and whom to call."),
            ActivityKind.TRANSITION: M("Preparing the move from the care for children to that for adults."),
        }),
    OwnList(
        codes=ChildTopic, title="About a child", place="`Observation.code`",
        why="Development and school are part of a child's plan and fit none of the four dimensions alone.",
        instead="codes for the development and the schooling of a child",
        means={
            ChildTopic.DEVELOPMENT: M("How the child grows up, and what it can and wants to learn."),
            ChildTopic.SCHOOL: M("Where the child goes to school, and what is arranged there."),
        }),
)
