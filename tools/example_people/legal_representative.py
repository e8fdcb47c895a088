"""Sanne Kuipers, 35, with an intellectual disability; her brother is her mentor and decides with her."""

from __future__ import annotations

from pzp_exchange import model as m

from .common import address, agreement, email, full_name, phone, professional, refer, relation

ON = "2026-10-06"
NAMES = full_name("Sanne", "Kuipers", call="Sanne")
BROTHER_NAMES = full_name("Thijs", "Kuipers", call="Thijs", initials="T.")
MOTHER_NAMES = full_name("Wilhelmina", "Broek", call="Willy", prefix="van den")
SUPPORTER_NAMES = full_name("Fatima", "Bouzid", call="Fatima", initials="F.")

PATIENT = refer("Patient", "sanne", "Sanne Kuipers")
BROTHER = refer("RelatedPerson", "sanne-broer", "Thijs Kuipers, broer en mentor")
MOTHER = refer("RelatedPerson", "sanne-moeder", "Willy van den Broek, moeder")
SUPPORTER = refer("RelatedPerson", "sanne-begeleider", "Fatima Bouzid, persoonlijk begeleider")
PHYSICIAN = refer("PractitionerRole", "jongsma-role", "H. Jongsma, arts voor verstandelijk gehandicapten")
TALK = refer("Encounter", "sanne-gesprek")
TALKED = {"status": "final", "patient": PATIENT, "encounter": TALK, "observed_at": ON, "performers": (PHYSICIAN,)}


def plan() -> m.AdvanceCarePlan:
    """The whole plan, of one talk, with what Sanne said herself in her own words."""
    jongsma, jongsma_role = professional(
        "jongsma",
        "01999996",
        full_name("Hylke", "Jongsma", initials="H."),
        ("01.056", "Arts voor verstandelijk gehandicapten"),
        "Zorggroep De Regenboogbrug",
        phone("010-0000031", "work", mobile=False),
    )
    return m.AdvanceCarePlan(
        patient=_patient(),
        contact_persons=_contact_persons(),
        health_professionals=(jongsma,),
        health_professional_roles=(jongsma_role,),
        encounters=(_encounter(),),
        procedures=(_procedure(),),
        treatment_directives=_agreements(),
        **_findings(),
        advance_directives=(
            m.AdvanceDirective(
                id="sanne-mondeling",
                status="active",
                patient=PATIENT,
                type=m.AdvanceDirectiveType.ORAL_AGREEMENT,
                dated="2025-11",
                representatives=(m.Representative(who=BROTHER),),
                comment="Sanne heeft aan Thijs en Fatima verteld: geen slangen in haar keel. Dat is duidelijk.",
            ),
        ),
        inform_relatives_requests=(
            m.InformRelativesRequest(
                id="sanne-naasten",
                status="active",
                patient=PATIENT,
                encounter=TALK,
                authored_on=ON,
                requester=PHYSICIAN,
                sender=PATIENT,
                recipients=(MOTHER, SUPPORTER),
            ),
        ),
    )


def _patient() -> m.Patient:
    return m.Patient(
        id="sanne",
        identifiers=(m.Identifier(system="http://fhir.nl/fhir/NamingSystem/bsn", value="999957211"),),
        active=True,
        names=NAMES,
        gender="female",
        gender_code=m.Gender.FEMALE,
        birth_date="1991-02-09",
        telecoms=(phone("06-00000030", comment="Sanne belt graag terug met Fatima erbij"),),
        addresses=(
            address("Het Spechtennest", "3", "9799 ZS", "Noorderkoog", more="Woonvorm Het Spechtennest, appartement 5"),
        ),
        contacts=(
            m.PatientContact(
                relationships=(m.ContactRole.FIRST_CONTACT, m.ContactRole.MENTOR),
                name=BROTHER_NAMES[0],
                telecoms=(phone("06-00000031"),),
                gender="male",
                contact_person=BROTHER,
            ),
        ),
        general_practitioners=(PHYSICIAN,),
    )


def _contact_persons() -> tuple[m.ContactPerson, ...]:
    return (
        m.ContactPerson(
            id="sanne-broer",
            active=True,
            patient=PATIENT,
            names=BROTHER_NAMES,
            gender="male",
            birth_date="1988-07",
            relationships=(
                m.ContactRole.FIRST_CONTACT,
                m.ContactRole.MENTOR,
                m.ContactRole.LEGAL_REPRESENTATIVE,
                relation(m.Relationship.BROTHER),
            ),
            telecoms=(phone("06-00000031", comment="Altijd bellen, ook 's nachts"), email("thijs@voorbeeld.example")),
            addresses=(address("Kromme Waterring", "118", "9798 ZT", "Noorderkoog", suffix="C hs"),),
            period=m.Period(start="2019-03-01"),
        ),
        m.ContactPerson(
            id="sanne-moeder",
            active=True,
            patient=PATIENT,
            names=MOTHER_NAMES,
            gender="female",
            relationships=(m.ContactRole.CONTACT, relation(m.Relationship.MOTHER)),
            telecoms=(phone("010-0000032", mobile=False, comment="Hoort slecht: rustig praten"),),
        ),
        m.ContactPerson(
            id="sanne-begeleider",
            active=True,
            patient=PATIENT,
            names=SUPPORTER_NAMES,
            gender="female",
            relationships=(m.ContactRole.CAREGIVER, m.ContactRole.CLIENT_SUPPORTER),
            telecoms=(phone("06-00000033", "work"),),
        ),
    )


def _encounter() -> m.Encounter:
    return m.Encounter(
        id="sanne-gesprek",
        status="finished",
        patient=PATIENT,
        contact_type=m.Coding(system=m.ContactType.HOME.system, code=m.ContactType.HOME.code, display="Thuis"),
        participants=tuple(m.Participant(individual=who) for who in (PHYSICIAN, BROTHER, SUPPORTER)),
        period=m.Period(start="2026-10-06T10:00:00+02:00"),
        reason_references=(
            m.ReasonReference(
                reference="Procedure/sanne-pzp",
                comment="Drie longontstekingen in een jaar. We willen op tijd afspraken maken.",
            ),
        ),
    )


def _procedure() -> m.Procedure:
    return m.Procedure(
        id="sanne-pzp",
        status="completed",
        code=m.ProcedureType.ADVANCE_CARE_PLANNING,
        patient=PATIENT,
        encounter=TALK,
        performed_at="2026-10-06T10:00:00+02:00",
        performers=tuple(m.Performer(actor=who) for who in (PHYSICIAN, BROTHER, PATIENT, SUPPORTER)),
        notes=("We hebben plaatjes gebruikt. Sanne wees zelf aan wat ze wel en niet wil.",),
    )


def _agreements() -> tuple[m.TreatmentDirective, ...]:
    parties = (PATIENT, PHYSICIAN, BROTHER)
    drip = m.Coded[m.Treatment](
        codings=(m.Coding(system=m.Treatment.OTHER.system, code="OTH", display="Anders"),), text="Infuus"
    )
    return (
        agreement(
            "sanne-cpr", m.Treatment.CPR, m.Decision.PERFORM, ON, parties, comment="Sanne: ik wil nog heel lang leven."
        ),
        agreement(
            "sanne-ic",
            m.Treatment.ICU_ADMISSION,
            m.Decision.OTHER,
            ON,
            parties,
            words="Alleen als de dokters denken dat Sanne daarna weer naar huis kan",
            comment="Thijs of Fatima blijft erbij, anders wordt Sanne bang.",
        ),
        agreement(
            "sanne-beademing",
            m.Treatment.ARTIFICIAL_RESPIRATION,
            m.Decision.DO_NOT_PERFORM,
            ON,
            parties,
            directive=refer("Consent", "sanne-mondeling"),
            comment="Sanne wil geen slang in haar keel.",
        ),
        agreement(
            "sanne-ziekenhuis",
            m.Treatment.HOSPITAL_ADMISSION,
            m.Decision.PERFORM,
            ON,
            parties,
            comment="Eigen kamer. Knuffel Bram en de koptelefoon gaan mee.",
        ),
        agreement(
            "sanne-antibiotica",
            m.Treatment.ANTIBIOTICS,
            m.Decision.PERFORM,
            ON,
            parties,
            comment="Drankje, geen grote pillen.",
        ),
        agreement(
            "sanne-bloed",
            m.Treatment.BLOOD_PRODUCT,
            m.Decision.UNKNOWN,
            ON,
            parties,
            comment="Dit was te moeilijk voor vandaag. We praten er later over.",
        ),
        agreement(
            "sanne-infuus", drip, m.Decision.OTHER, ON, parties, words="Alleen met verdovende zalf en met Fatima erbij"
        ),
    )


def _findings() -> dict[str, tuple[object, ...]]:
    return {
        "legal_capacities": (
            m.LegalCapacity(
                id="sanne-wilsbekwaam",
                **TALKED,
                value=False,
                notes=(
                    "Sanne kan niet alleen beslissen over grote behandelingen. Thijs beslist, samen met Sanne. "
                    "Over kleine dingen beslist Sanne zelf.",
                ),
            ),
        ),
        "medical_policy_goals": (
            m.MedicalPolicyGoal(
                id="sanne-doel",
                status="active",
                patient=PATIENT,
                goal=m.MedicalPolicy.PROLONG_LIFE,
                status_date=ON,
                notes=("Lang en fijn leven. Behandelen als Sanne er beter van wordt.",),
            ),
        ),
        "specific_care_wishes": (
            m.SpecificCareWishes(
                id="sanne-wensen",
                **TALKED,
                value="Sanne wil dat dokters eerst vertellen wat ze gaan doen.\n"
                "Sanne wil niet alleen zijn in het ziekenhuis.\nSanne wil op zaterdag naar de paarden.",
            ),
        ),
        "preferred_places_of_death": (
            m.PreferredPlaceOfDeath(
                id="sanne-plek",
                **TALKED,
                value=m.Coded(
                    codings=(m.Coding(system=m.PlaceOfDeath.OTHER.system, code="OTH", display="Anders"),),
                    text="In Het Spechtennest",
                ),
                notes=("Haar eigen appartement, met haar huisgenoten dichtbij.",),
            ),
        ),
        "positions_regarding_euthanasia": (
            m.PositionRegardingEuthanasia(
                id="sanne-euthanasie",
                **TALKED,
                absent_reason=m.AbsentReason.NOT_ASKED,
                notes=("Hier hebben we niet over gepraat.",),
            ),
        ),
        "organ_donation_choice_registrations": (
            m.OrganDonationChoiceRegistration(
                id="sanne-donor", **TALKED, value=m.YesNoUnknown.UNKNOWN, notes=("Thijs zoekt dit uit.",)
            ),
        ),
        "senses_of_purpose": (
            m.SenseOfPurpose(
                id="sanne-zin", **TALKED, value="Paarden, Bram en zingen. Sanne is trots op haar werk in de bakkerij."
            ),
        ),
    }
