"""Strategies for what was agreed, wished and found, and for whole plans."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .. import model as m
from ..model import codes as c
from .bricks import (
    CAST,
    DATE_TIMES,
    IDS,
    Cast,
    Fields,
    attachments,
    build,
    coded,
    dates,
    elsewhere,
    few,
    fields,
    identifiers,
    notes,
    one_field,
    perhaps,
    periods,
    reference_to,
    references,
    references_to,
    texts,
    words,
)

__all__ = [
    "advance_directives",
    "inform_relatives_requests",
    "legal_capacities",
    "medical_policy_goals",
    "organ_donation_choice_registrations",
    "positions_regarding_euthanasia",
    "preferred_places_of_death",
    "senses_of_purpose",
    "specific_care_wishes",
    "treatment_directives",
]

F = TypeVar("F", bound=m.Finding)
ICD = c.Treatment.ICD_DEACTIVATION
ICD_TEXT = f"{ICD.display('nl')} (SNOMED CT - {ICD.code})"
AS_TEXT = frozenset(decision.display("nl").casefold() for decision in c.Decision)


@cache
def _decisions() -> Fields:
    """A treatment with a decision and the specification that decision needs in R4."""
    icd = m.Coded[c.Treatment](
        codings=(m.Coding(system=ICD.system, code=ICD.code, display=ICD.display("nl")),), text=ICD_TEXT
    )
    plain, said = ((c.Decision.PERFORM, c.Decision.DO_NOT_PERFORM), (c.Decision.NOT_DECIDED, c.Decision.NOT_DISCUSSED))
    other = fields(
        decision=st.just(c.Decision.OTHER), specification=texts().filter(lambda t: t.casefold() not in AS_TEXT)
    )
    ordinary = other | st.sampled_from([_said(decision) for decision in (*plain, c.Decision.UNKNOWN)])
    return st.one_of(
        st.builds(
            lambda treatment, decision: {"treatment": treatment, **decision}, coded(c.Treatment, (ICD,)), ordinary
        ),
        st.sampled_from([{"treatment": icd, **_said(decision)} for decision in (c.Decision.PERFORM, *said)]),
    )


def _said(decision: c.Decision) -> dict[str, Any]:
    """Only perform and do not perform are coded in R4; the others travel as their Dutch words."""
    coded_in_r4 = decision in (c.Decision.PERFORM, c.Decision.DO_NOT_PERFORM)
    return {"decision": decision, "specification": None if coded_in_r4 else decision.display("nl")}


def treatment_directives(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.TreatmentDirective]:
    """Agreements on a treatment, every decision with the specification it needs; parties as the zib wants them."""
    parties = st.builds(
        lambda *people: tuple(m.AgreementParty(who=who) for who in people),
        references(*cast.health_professional_roles),
        references(cast.patient, *cast.contact_persons),
    )
    sources: Fields = st.just({})
    if cast.advance_directives:
        sources |= fields(
            advance_directive=references(*cast.advance_directives),
            additional_advance_directives=references_to(cast.advance_directives),
        )
    return build(
        m.TreatmentDirective,
        _decisions(),
        sources,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=st.sampled_from(c.AgreementStatus),
        patient=references(cast.patient),
        parties=parties,
        reviewed_on=perhaps(DATE_TIMES),
        starts_on=perhaps(DATE_TIMES),
        ended_on=perhaps(DATE_TIMES),
        reason_for_ending=perhaps(texts()),
        comment=perhaps(texts()),
    )


def advance_directives(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.AdvanceDirective]:
    """Directives of every type, with a document or a reference to one, or neither."""
    source = one_field(document=attachments(), document_reference=elsewhere())
    representatives: SearchStrategy[tuple[m.Representative, ...]] = st.just(())
    if cast.contact_persons:
        representatives = few(st.builds(m.Representative, who=references(*cast.contact_persons)), most=1)
    return build(
        m.AdvanceDirective,
        source,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=st.sampled_from(c.AgreementStatus),
        patient=references(cast.patient),
        type=coded(c.AdvanceDirectiveType),
        dated=perhaps(DATE_TIMES),
        ended_on=perhaps(DATE_TIMES),
        disorders=few(elsewhere(), most=1),
        representatives=representatives,
        comment=perhaps(texts()),
    )


def medical_policy_goals(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.MedicalPolicyGoal]:
    """Policy goals, but not the deprecated one: writing gives it its new code."""
    return build(
        m.MedicalPolicyGoal,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=st.sampled_from(c.GoalStatus),
        patient=references(cast.patient),
        goal=coded(c.MedicalPolicy, (c.MedicalPolicy.RELIEVE_SYMPTOMS_DEPRECATED,)),
        start_date=perhaps(dates(2015, 2030)),
        status_date=perhaps(dates(2015, 2030)),
        notes=few(notes(), most=1),
    )


def _findings(kind: type[F], values: SearchStrategy[Any], cast: Cast, own_id: SearchStrategy[str]) -> SearchStrategy[F]:
    """An answer, a reason why there is none, or neither."""
    answer = one_field(value=values, absent_reason=coded(c.AbsentReason))
    return build(
        kind,
        answer,
        one_field(observed_at=DATE_TIMES, observed_period=periods()),
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=st.sampled_from(c.FindingStatus),
        patient=references(cast.patient),
        encounter=reference_to(cast.encounters),
        performers=few(references(*cast.present)),
        notes=few(notes(), most=1),
    )


def legal_capacities(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.LegalCapacity]:
    """Whether the patient may decide, known or unknown."""
    return _findings(m.LegalCapacity, st.booleans(), cast, own_id)


def specific_care_wishes(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.SpecificCareWishes]:
    """Wishes and expectations, known or unknown."""
    return _findings(m.SpecificCareWishes, texts(), cast, own_id)


def preferred_places_of_death(
    cast: Cast = CAST, own_id: SearchStrategy[str] = IDS
) -> SearchStrategy[m.PreferredPlaceOfDeath]:
    """Preferred places of death; unknown in each way."""
    return _findings(m.PreferredPlaceOfDeath, coded(c.PlaceOfDeath), cast, own_id)


def positions_regarding_euthanasia(
    cast: Cast = CAST, own_id: SearchStrategy[str] = IDS
) -> SearchStrategy[m.PositionRegardingEuthanasia]:
    """Positions on euthanasia; unknown in each way."""
    return _findings(m.PositionRegardingEuthanasia, coded(c.EuthanasiaPosition), cast, own_id)


def organ_donation_choice_registrations(
    cast: Cast = CAST, own_id: SearchStrategy[str] = IDS
) -> SearchStrategy[m.OrganDonationChoiceRegistration]:
    """Whether a choice is in the donor register; unknown in each way."""
    return _findings(m.OrganDonationChoiceRegistration, coded(c.YesNoUnknown), cast, own_id)


def senses_of_purpose(cast: Cast = CAST, own_id: SearchStrategy[str] = IDS) -> SearchStrategy[m.SenseOfPurpose]:
    """What else matters to the person."""
    return _findings(m.SenseOfPurpose, texts(), cast, own_id)


def inform_relatives_requests(
    cast: Cast = CAST, own_id: SearchStrategy[str] = IDS
) -> SearchStrategy[m.InformRelativesRequest]:
    """Requests to the patient to discuss the agreements with relatives."""
    return build(
        m.InformRelativesRequest,
        id=own_id,
        identifiers=few(identifiers(), most=1),
        status=words("draft active on-hold revoked completed entered-in-error unknown"),
        patient=references(cast.patient),
        encounter=reference_to(cast.encounters),
        authored_on=perhaps(DATE_TIMES),
        requester=references(*cast.health_professional_roles),
        sender=references(cast.patient),
        recipients=references_to(cast.contact_persons),
    )
