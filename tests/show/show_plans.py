"""Invented plans to show: one with everything, and small ones for each thing that can be the matter."""

from __future__ import annotations

import datetime

from pzp_exchange.model import (
    AdvanceCarePlan,
    AdvanceDirective,
    AgreementParty,
    Attachment,
    BodySite,
    Carried,
    Coded,
    Coding,
    ContactPerson,
    Encounter,
    FormAnswers,
    Given,
    GivenKind,
    HealthProfessional,
    HealthProfessionalRole,
    Identifier,
    InformRelativesRequest,
    LegalCapacity,
    MedicalDevice,
    MedicalDeviceProduct,
    MedicalPolicyGoal,
    Name,
    NotUnderstood,
    OrganDonationChoiceRegistration,
    OtherResource,
    PartialDate,
    Participant,
    Patient,
    Performer,
    Period,
    PositionRegardingEuthanasia,
    PreferredPlaceOfDeath,
    Procedure,
    Reference,
    Representative,
    SenseOfPurpose,
    SpecificCareWishes,
    Telecom,
    TreatmentDirective,
)
from pzp_exchange.model.codes import (
    AdvanceDirectiveType,
    ContactRole,
    Decision,
    EuthanasiaPosition,
    IcdType,
    Laterality,
    MedicalPolicy,
    PlaceOfDeath,
    Relationship,
    SharingConsent,
    Treatment,
    YesNoUnknown,
)

ON = datetime.date(2025, 12, 1)
BSN = "999900006"


def coding(member):
    """A code list member as a coding."""
    return Coding(system=member.system, code=member.code)


def relationship(*members):
    """Roles and relations as exchanged."""
    return tuple(Coded[ContactRole](codings=(coding(member),)) for member in members)


def named(given, family, prefix=None):
    """An official name."""
    parts = (Given(value=given, kind=GivenKind.FIRST_NAME),) if given else ()
    return (Name(use="official", given=parts, last_name=family, prefix=prefix),)


def parties(*references):
    """Who is party to an agreement."""
    return tuple(AgreementParty(who=Reference(reference=reference)) for reference in references)


def directive(id, treatment, decision, on, **more):
    """An agreement on one treatment; without ``by`` of the patient, the daughter and the general practitioner."""
    by = more.pop("by", ("Patient/anna", "RelatedPerson/karin", "PractitionerRole/gp"))
    return TreatmentDirective(
        id=id,
        status=more.pop("status", "active"),
        treatment=treatment,
        decision=decision,
        reviewed_on=PartialDate(on) if on else None,
        parties=parties(*by),
        **more,
    )


PATIENT = Patient(
    id="anna",
    names=named("Anna", "Dijkstra", "van"),
    gender="female",
    birth_date=PartialDate("1941-03-14"),
    identifiers=(Identifier(system="http://fhir.nl/fhir/NamingSystem/bsn", value=BSN),),
)
KARIN = ContactPerson(
    id="karin",
    names=named("Karin", "Dijkstra"),
    relationships=relationship(ContactRole.FIRST_CONTACT, ContactRole.WRITTEN_PROXY, Relationship.DAUGHTER),
    telecoms=(
        Telecom(system="phone", value="06-10000001", use="mobile"),
        Telecom(system="email", value="k@example.org"),
    ),
)
PIETER = ContactPerson(
    id="pieter",
    names=named("Pieter", "Dijkstra"),
    relationships=relationship(ContactRole.SECOND_CONTACT, Relationship.SON),
    telecoms=(Telecom(system="phone", value="0500-100002", use="home"),),
)
GP = HealthProfessional(
    id="gp-person", names=(Name(use="official", prefix="de", last_name="Wit", titles_before=("dr.",)),)
)
GP_ROLE = HealthProfessionalRole(
    id="gp",
    professional=Reference(reference="Practitioner/gp-person"),
    specialties=(
        Coded(
            codings=(Coding(system="http://fhir.nl/fhir/NamingSystem/uzi-rolcode", code="01.015", display="Huisarts"),)
        ),
    ),
)
PEOPLE = {
    "patient": PATIENT,
    "contact_persons": (KARIN, PIETER),
    "health_professionals": (GP,),
    "health_professional_roles": (GP_ROLE,),
}


def plan(**more):
    """A plan about Anna with her people."""
    return AdvanceCarePlan(**{**PEOPLE, **more})


DAY = "2025-06-12"
CALM = plan(
    encounters=(
        Encounter(
            id="e1",
            status="finished",
            patient=Reference(reference="Patient/anna"),
            contact_type=Coding(system="http://terminology.hl7.org/CodeSystem/v3-ActCode", code="HH"),
            participants=(Participant(individual=Reference(reference="RelatedPerson/karin")),),
            period=Period(start=PartialDate(DAY)),
        ),
    ),
    procedures=(
        Procedure(
            id="p1",
            status="completed",
            encounter=Reference(reference="Encounter/e1"),
            performers=(Performer(actor=Reference(reference="PractitionerRole/gp")),),
            performed_at=PartialDate(DAY),
        ),
    ),
    legal_capacities=(LegalCapacity(id="lc", status="final", value=True, observed_at=PartialDate(DAY)),),
    medical_policy_goals=(
        MedicalPolicyGoal(
            id="g",
            status="active",
            goal=MedicalPolicy.RELIEVE_SYMPTOMS,
            start_date=PartialDate(DAY),
            notes=("Zo min mogelijk benauwd zijn.",),
        ),
    ),
    treatment_directives=(
        directive(
            "cpr", Treatment.CPR, Decision.DO_NOT_PERFORM, DAY, advance_directive=Reference(reference="Consent/dnr")
        ),
        directive("icu", Treatment.ICU_ADMISSION, Decision.DO_NOT_PERFORM, DAY),
        directive("icu-old", Treatment.ICU_ADMISSION, Decision.PERFORM, "2022-11-08"),
        directive("vent", Treatment.ARTIFICIAL_RESPIRATION, Decision.DO_NOT_PERFORM, DAY),
        directive(
            "hosp",
            Treatment.HOSPITAL_ADMISSION,
            Decision.OTHER,
            DAY,
            specification="Alleen bij een botbreuk of een behandelbare oorzaak van pijn.",
        ),
        directive("ab", Treatment.ANTIBIOTICS, Decision.PERFORM, DAY),
        directive("icd", Treatment.ICD_DEACTIVATION, Decision.NOT_DECIDED, DAY, comment="Bespreken met de cardioloog."),
    ),
    medical_device_products=(MedicalDeviceProduct(id="icd-product", type=IcdType.DUAL_CHAMBER),),
    medical_devices=(
        MedicalDevice(
            id="icd-device",
            status="active",
            product=Reference(reference="Device/icd-product"),
            period=Period(start=PartialDate("2018")),
            body_site=BodySite(text="borst", laterality=Laterality.LEFT),
        ),
    ),
    specific_care_wishes=(
        SpecificCareWishes(
            id="w",
            status="final",
            value="Thuis blijven zolang het gaat, met de hond in de buurt.",
            observed_at=PartialDate(DAY),
        ),
    ),
    preferred_places_of_death=(
        PreferredPlaceOfDeath(id="pd", status="final", value=PlaceOfDeath.HOME, observed_at=PartialDate(DAY)),
    ),
    positions_regarding_euthanasia=(
        PositionRegardingEuthanasia(
            id="eu", status="final", value=EuthanasiaPosition.UNKNOWN, observed_at=PartialDate(DAY)
        ),
    ),
    organ_donation_choice_registrations=(
        OrganDonationChoiceRegistration(id="od", status="final", value=YesNoUnknown.YES, observed_at=PartialDate(DAY)),
    ),
    senses_of_purpose=(
        SenseOfPurpose(id="sp", status="final", value="De dominee graag op tijd bellen.", observed_at=PartialDate(DAY)),
    ),
    advance_directives=(
        AdvanceDirective(
            id="dnr",
            status="active",
            type=AdvanceDirectiveType.NO_RESUSCITATION,
            dated=PartialDate("2023-02-01"),
            representatives=(Representative(who=Reference(reference="RelatedPerson/karin")),),
            document=Attachment(content_type="application/pdf", data="JVBERi0="),
        ),
    ),
    inform_relatives_requests=(InformRelativesRequest(id="ir", status="active", authored_on=PartialDate(DAY)),),
)
LOUD = CALM.model_copy(
    update={
        "treatment_directives": (
            directive("cpr", Treatment.CPR, Decision.PERFORM, DAY, by=("Patient/anna", "Practitioner/elsewhere")),
            directive("icu-1", Treatment.ICU_ADMISSION, Decision.PERFORM, DAY),
            directive("icu-2", Treatment.ICU_ADMISSION, Decision.DO_NOT_PERFORM, DAY, by=()),
            directive("vent", Treatment.ARTIFICIAL_RESPIRATION, Decision.DO_NOT_PERFORM, DAY),
            directive(
                "hosp",
                Treatment.HOSPITAL_ADMISSION,
                Decision.DO_NOT_PERFORM,
                None,
                comment="Overgenomen uit een brief.",
            ),
            directive(
                "ab",
                Treatment.ANTIBIOTICS,
                Decision.PERFORM,
                "2024-01-20",
                ended_on=PartialDate("2025-02-01"),
                reason_for_ending="Wil geen kuren meer.",
            ),
            directive(
                "blood", Treatment.BLOOD_PRODUCT, Decision.PERFORM, DAY, restrictions="Hooguit één keer per maand."
            ),
            directive(
                "dial", Coded[Treatment](codings=(Coding(code="OTH"),), text="Dialyse"), Decision.DO_NOT_PERFORM, DAY
            ),
        ),
        "not_understood": (
            NotUnderstood(
                reference="TreatmentDirective/vent", path="Consent.modifierExtension[1]", reason="modifier-extension"
            ),
        ),
        "form_answers": FormAnswers(
            representative_is_contact=True,
            has_icd=YesNoUnknown.YES,
            earlier_agreements=YesNoUnknown.YES,
            sharing_consent=SharingConsent.AGREES,
        ),
        "other_resources": (
            OtherResource(resource=Carried(resourceType="QuestionnaireResponse", id="f1"), reason="form"),
            OtherResource(resource=Carried(resourceType="QuestionnaireResponse", id="f2"), reason="form"),
            OtherResource(resource=Carried(resourceType="CarePlan", id="c1")),
        ),
    }
)
