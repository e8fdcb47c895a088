"""Milan Postma, 15, at home with Duchenne muscular dystrophy; he and both his parents decide together."""

from __future__ import annotations

from pzp_exchange import model as m

from .common import address, agreement, email, full_name, phone, professional, refer, relation

ON = "2026-09-24"
NAMES = full_name("Milan Sebastiaan", "Postma", call="Milan", initials="M.S.")
MOTHER_NAMES = full_name("Ilse Marijke", "Veenstra", call="Ilse", initials="I.M.")
FATHER_NAMES = full_name("Jeroen", "Postma", call="Jeroen", initials="J.")

PATIENT = refer("Patient", "milan", "Milan Postma")
MOTHER = refer("RelatedPerson", "milan-moeder", "Ilse Veenstra, moeder")
FATHER = refer("RelatedPerson", "milan-vader", "Jeroen Postma, vader")
PAEDIATRICIAN = refer("PractitionerRole", "verhulst-role", "dr. M.E. Verhulst, kinderarts")
GP = refer("PractitionerRole", "haan-role", "T. de Haan, huisarts")
TALK = refer("Encounter", "milan-gesprek")
TALKED = {"status": "final", "patient": PATIENT, "encounter": TALK, "observed_at": ON, "performers": (PAEDIATRICIAN,)}


def plan() -> m.AdvanceCarePlan:
    """The advance care plan: one talk at home, in which Milan spoke for himself."""
    verhulst = professional(
        "verhulst", "01999977", full_name("Margot Elise", "Verhulst", initials="M.E.", title="dr."),
        ("01.019", "Kinderarts"), "Kinderziekenhuis De Zeemeeuw", phone("010-0000051", "work", mobile=False))
    haan = professional(
        "haan", "01999978", full_name("Tom", "Haan", initials="T.", prefix="de"), ("01.015", "Huisarts"),
        "Huisartsenpraktijk Het Dorp", phone("010-0000052", "work", mobile=False))
    return m.AdvanceCarePlan(
        patient=_patient(),
        contact_persons=_parents(),
        health_professionals=(verhulst[0], haan[0]),
        health_professional_roles=(verhulst[1], haan[1]),
        encounters=(_encounter(),),
        procedures=(_procedure(),),
        treatment_directives=_agreements(),
        **_findings(),
        inform_relatives_requests=(
            m.InformRelativesRequest(
                id="milan-naasten", status="completed", patient=PATIENT, encounter=TALK, authored_on=ON,
                requester=PAEDIATRICIAN, sender=PATIENT, recipients=(MOTHER, FATHER)),),
    )


def _patient() -> m.Patient:
    return m.Patient(
        id="milan",
        identifiers=(m.Identifier(system="http://fhir.nl/fhir/NamingSystem/bsn", value="999968026"),),
        active=True, names=NAMES, gender="male", gender_code=m.Gender.MALE, birth_date="2011-05-09",
        telecoms=(phone("06-00000050", comment="Liever appen"),),
        addresses=(address("Schelpenpad", "16", "1799 ZR", "Westerduin"),),
        general_practitioners=(GP,))


def _parents() -> tuple[m.ContactPerson, ...]:
    home = address("Schelpenpad", "16", "1799 ZR", "Westerduin")
    return (
        m.ContactPerson(
            id="milan-moeder", active=True, patient=PATIENT, names=MOTHER_NAMES, gender="female",
            relationships=(m.ContactRole.FIRST_CONTACT, m.ContactRole.LEGAL_REPRESENTATIVE,
                           m.ContactRole.INFORMAL_CARER, relation(m.Relationship.MOTHER)),
            telecoms=(phone("06-00000051", comment="Dag en nacht"), email("ilse@voorbeeld.example")),
            addresses=(home,)),
        m.ContactPerson(
            id="milan-vader", active=True, patient=PATIENT, names=FATHER_NAMES, gender="male",
            relationships=(m.ContactRole.SECOND_CONTACT, m.ContactRole.LEGAL_REPRESENTATIVE,
                           m.ContactRole.INFORMAL_CARER, relation(m.Relationship.FATHER)),
            telecoms=(phone("06-00000052", comment="Werkt op zee: om de week weg"),),
            addresses=(home,)),
    )


def _encounter() -> m.Encounter:
    return m.Encounter(
        id="milan-gesprek", status="finished", patient=PATIENT,
        contact_type=m.Coding(system=m.ContactType.HOME.system, code=m.ContactType.HOME.code, display="Thuis"),
        participants=tuple(m.Participant(individual=each) for each in (PAEDIATRICIAN, MOTHER, FATHER)),
        period=m.Period(start=f"{ON}T15:30:00+02:00", end=f"{ON}T17:00:00+02:00"),
        reason_references=(m.ReasonReference(
            reference="Procedure/milan-pzp", comment="Hartfunctie verder achteruit; opname voor longontsteking in "
                                                     "juni"),))


def _procedure() -> m.Procedure:
    return m.Procedure(
        id="milan-pzp", status="completed", code=m.ProcedureType.ADVANCE_CARE_PLANNING, patient=PATIENT, encounter=TALK,
        performed_at=ON, performers=tuple(m.Performer(actor=each) for each in (PAEDIATRICIAN, MOTHER, FATHER, PATIENT)),
        notes=("Eerst met Milan alleen gesproken, daarna samen. Roos (12) kwam er op het eind bij.",))


def _agreements() -> tuple[m.TreatmentDirective, ...]:
    parties = (PATIENT, PAEDIATRICIAN, MOTHER, FATHER)
    tracheostomy = m.Coded[m.Treatment](
        codings=(m.Coding(system=m.Treatment.OTHER.system, code="OTH", display="Anders"),), text="Tracheostoma")
    return (
        agreement("milan-cpr", m.Treatment.CPR, m.Decision.OTHER, ON, parties,
                  words="Alleen bij verslikken of een slijmprop; niet als zijn hart stilvalt",
                  comment="Borstcompressies helpen bij dit hart niet. Milan: “Alleen als het zin heeft.”"),
        agreement("milan-ic", m.Treatment.ICU_ADMISSION, m.Decision.OTHER, ON, parties,
                  words="Eén keer proberen bij een longontsteking, hoogstens een week, in De Zeemeeuw"),
        agreement("milan-beademing", m.Treatment.ARTIFICIAL_RESPIRATION, m.Decision.OTHER, ON, parties,
                  words="Wel met het masker, ook overdag; niet met een buis, behalve in de proefweek op de IC"),
        agreement("milan-tracheostoma", tracheostomy, m.Decision.DO_NOT_PERFORM, ON, parties,
                  comment="Milan wil blijven praten."),
        agreement("milan-ziekenhuis", m.Treatment.HOSPITAL_ADMISSION, m.Decision.PERFORM, ON, parties,
                  comment="Alleen De Zeemeeuw, kamer met bed voor een ouder. Eigen masker en hoestmachine gaan mee."),
        agreement("milan-antibiotica", m.Treatment.ANTIBIOTICS, m.Decision.PERFORM, ON, parties,
                  comment="Kuur ligt thuis klaar; laagdrempelig beginnen."),
        agreement("milan-bloed", m.Treatment.BLOOD_PRODUCT, m.Decision.NOT_DISCUSSED, ON, parties),
    )


def _findings() -> dict[str, tuple[object, ...]]:
    return {
        "legal_capacities": (m.LegalCapacity(
            id="milan-wilsbekwaam", **TALKED, value=True,
            notes=("Vijftien jaar: Milan en zijn ouders beslissen samen. Beide ouders hebben het gezag.",)),),
        "medical_policy_goals": (m.MedicalPolicyGoal(
            id="milan-doel", status="active", patient=PATIENT, goal=m.MedicalPolicy.PROLONG_LIFE, start_date=ON,
            notes=("Zolang hij kan gamen, praten en naar buiten kan.",)),),
        "specific_care_wishes": (m.SpecificCareWishes(
            id="milan-wensen", **TALKED,
            value="Praat tegen mij, niet over mij heen.\nPapa of mama erbij, ook op de IC.\nMijn telefoon binnen "
                  "bereik."),),
        "preferred_places_of_death": (m.PreferredPlaceOfDeath(
            id="milan-plek", **TALKED, value=m.PlaceOfDeath.HOME, notes=("In zijn eigen kamer, met uitzicht op "
                                                                         "zee.",)),),
        "positions_regarding_euthanasia": (m.PositionRegardingEuthanasia(
            id="milan-euthanasie", **TALKED, absent_reason=m.AbsentReason.NOT_ASKED),),
        "organ_donation_choice_registrations": (m.OrganDonationChoiceRegistration(
            id="milan-donor", **TALKED, value=m.YesNoUnknown.NO, notes=("Milan wil er zelf nog over nadenken.",)),),
        "senses_of_purpose": (m.SenseOfPurpose(
            id="milan-zin", **TALKED, value="Zijn E-sportteam, zijn zus Roos en hond Pixel. Later spellen "
                                            "ontwerpen."),),
    }
