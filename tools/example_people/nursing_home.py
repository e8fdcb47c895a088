"""Riek van Dalen-Oosterhuis, 84, in a nursing home, with heart failure and an ICD."""

from __future__ import annotations

from pzp_exchange import model as m

from .common import address, agreement, email, full_name, icd_treatment, phone, professional, refer, relation

ON = "2026-09-17"
BEFORE = "2023-04-11"
NAMES = full_name(
    "Hendrika Johanna",
    "Oosterhuis",
    call="Riek",
    initials="H.J.",
    partner=("van", "Dalen"),
    usage=m.NameUsage.PARTNER_THEN_OWN,
)
DAUGHTER_NAMES = full_name(
    "Margaretha Johanna",
    "Dalen",
    call="Greet",
    initials="M.J.",
    prefix="van",
    partner=(None, "Hoekstra"),
    usage=m.NameUsage.OWN_THEN_PARTNER,
)
SON_NAMES = full_name("Willem", "Dalen", call="Wim", prefix="van")

PATIENT = refer("Patient", "riek", "H.J. van Dalen-Oosterhuis")
DAUGHTER = refer("RelatedPerson", "riek-dochter", "Greet van Dalen-Hoekstra, dochter")
SON = refer("RelatedPerson", "riek-zoon", "Wim van Dalen, zoon")
PHYSICIAN = refer("PractitionerRole", "terpstra-role", "dr. S.M. Terpstra, specialist ouderengeneeskunde")
CARDIOLOGIST = refer("PractitionerRole", "el-amrani-role", "M. el Amrani, cardioloog")
TALK = refer("Encounter", "riek-gesprek-2026")
PROXY = refer("Consent", "riek-volmacht", "Volmacht van 20 mei 2021")
TALKED = {"status": "final", "patient": PATIENT, "encounter": TALK, "observed_at": ON, "performers": (PHYSICIAN,)}


def plan() -> m.AdvanceCarePlan:
    """The whole plan, with what was agreed at admission in 2023 and in the talk of September 2026."""
    terpstra, terpstra_role = professional(
        "terpstra",
        "01999991",
        full_name("Saskia Maria", "Terpstra", initials="S.M.", title="dr."),
        ("01.047", "Specialist ouderengeneeskunde"),
        "Woonzorgcentrum De Vlinderhof",
        phone("010-0000011", "work", mobile=False, comment="Buiten kantoortijd: dienstdoende arts via de receptie"),
    )
    amrani, amrani_role = professional(
        "el-amrani",
        "01999992",
        full_name("Mohammed", "Amrani", initials="M.", prefix="el"),
        ("01.010", "Cardioloog"),
        "Hartcentrum Middelmeer",
        phone("010-0000012", "work", mobile=False),
    )
    return m.AdvanceCarePlan(
        patient=_patient(),
        contact_persons=_contact_persons(),
        health_professionals=(terpstra, amrani),
        health_professional_roles=(terpstra_role, amrani_role),
        encounters=(_encounter(),),
        procedures=(_procedure(),),
        treatment_directives=_agreements_2023() + _agreements_2026(),
        medical_devices=(_icd(),),
        medical_device_products=(_icd_product(),),
        **_findings(),
        advance_directives=(
            m.AdvanceDirective(
                id="riek-volmacht",
                status="active",
                patient=PATIENT,
                type=m.AdvanceDirectiveType.POWER_OF_ATTORNEY,
                dated="2021-05-20",
                representatives=(m.Representative(who=DAUGHTER),),
                disorders=(m.Reference(display="Chronisch hartfalen (NYHA III)"),),
                comment="Greet beslist als mevrouw dat zelf niet meer kan. Getekend exemplaar ligt in het zorgdossier.",
            ),
        ),
        inform_relatives_requests=(
            m.InformRelativesRequest(
                id="riek-naasten",
                status="completed",
                patient=PATIENT,
                encounter=TALK,
                authored_on=ON,
                requester=PHYSICIAN,
                sender=PATIENT,
                recipients=(SON,),
            ),
        ),
    )


def _patient() -> m.Patient:
    return m.Patient(
        id="riek",
        identifiers=(m.Identifier(system="http://fhir.nl/fhir/NamingSystem/bsn", value="999928600"),),
        active=True,
        names=NAMES,
        gender="female",
        gender_code=m.Gender.FEMALE,
        birth_date="1942-03-14",
        deceased=False,
        telecoms=(phone("010-0000010", mobile=False, comment="Kamer 14; neemt niet altijd op"),),
        addresses=(
            address(
                "Zilverdistelhof",
                "12",
                "3399 ZX",
                "Oosterveen",
                suffix="K 14",
                municipality="Middelmeer",
                more="Woonzorgcentrum De Vlinderhof, afdeling Koolwitje",
            ),
        ),
        contacts=(
            m.PatientContact(
                relationships=(m.ContactRole.FIRST_CONTACT, m.ContactRole.WRITTEN_PROXY),
                name=DAUGHTER_NAMES[0],
                telecoms=(phone("06-00000001"),),
                gender="female",
                contact_person=DAUGHTER,
            ),
        ),
        general_practitioners=(PHYSICIAN,),
    )


def _contact_persons() -> tuple[m.ContactPerson, ...]:
    return (
        m.ContactPerson(
            id="riek-dochter",
            active=True,
            patient=PATIENT,
            names=DAUGHTER_NAMES,
            gender="female",
            birth_date="1967",
            relationships=(
                m.ContactRole.FIRST_CONTACT,
                m.ContactRole.WRITTEN_PROXY,
                m.ContactRole.INFORMAL_CARER,
                relation(m.Relationship.DAUGHTER),
            ),
            telecoms=(phone("06-00000001", comment="Dag en nacht bereikbaar"), email("greet@voorbeeld.example")),
            addresses=(address("Kievitsbloemstraat", "7", "3398 ZW", "Oosterveen", suffix="A"),),
        ),
        m.ContactPerson(
            id="riek-zoon",
            active=True,
            patient=PATIENT,
            names=SON_NAMES,
            gender="male",
            relationships=(m.ContactRole.SECOND_CONTACT, relation(m.Relationship.SON)),
            telecoms=(phone("06-00000002", comment="Woont in Canada: zes uur vroeger"),),
        ),
    )


def _encounter() -> m.Encounter:
    return m.Encounter(
        id="riek-gesprek-2026",
        status="finished",
        patient=PATIENT,
        contact_type=m.Coding(system=m.ContactType.FIELD.system, code=m.ContactType.FIELD.code, display="Op locatie"),
        participants=(m.Participant(individual=PHYSICIAN), m.Participant(individual=DAUGHTER)),
        period=m.Period(start="2026-09-17T14:00:00+02:00", end="2026-09-17T14:50:00+02:00"),
        reason_references=(
            m.ReasonReference(
                reference="Procedure/riek-pzp-2026", comment="Twee opnames wegens hartfalen in een half jaar"
            ),
        ),
    )


def _procedure() -> m.Procedure:
    return m.Procedure(
        id="riek-pzp-2026",
        status="completed",
        code=m.ProcedureType.ADVANCE_CARE_PLANNING,
        patient=PATIENT,
        encounter=TALK,
        performed_period=m.Period(start="2026-09-17T14:00:00+02:00", end="2026-09-17T14:50:00+02:00"),
        performers=(
            m.Performer(actor=PHYSICIAN, on_behalf_of=m.Reference(display="Woonzorgcentrum De Vlinderhof")),
            m.Performer(actor=DAUGHTER),
            m.Performer(actor=PATIENT),
        ),
        notes=("Mevrouw was helder en kon zelf verwoorden wat zij wil.",),
    )


def _agreements_2023() -> tuple[m.TreatmentDirective, ...]:
    parties = (PATIENT, PHYSICIAN)
    return (
        agreement("riek-cpr-2023", m.Treatment.CPR, m.Decision.PERFORM, BEFORE, parties),
        agreement("riek-ziekenhuis-2023", m.Treatment.HOSPITAL_ADMISSION, m.Decision.PERFORM, BEFORE, parties),
        agreement("riek-icd-2023", icd_treatment(), m.Decision.NOT_DISCUSSED, BEFORE, parties),
    )


def _agreements_2026() -> tuple[m.TreatmentDirective, ...]:
    parties = (PATIENT, PHYSICIAN, DAUGHTER)
    return (
        agreement(
            "riek-cpr-2026",
            m.Treatment.CPR,
            m.Decision.DO_NOT_PERFORM,
            ON,
            parties,
            directive=PROXY,
            comment='Mevrouw: "Als mijn hart ermee ophoudt, is het goed zo."',
        ),
        agreement("riek-ic-2026", m.Treatment.ICU_ADMISSION, m.Decision.DO_NOT_PERFORM, ON, parties),
        agreement("riek-beademing-2026", m.Treatment.ARTIFICIAL_RESPIRATION, m.Decision.DO_NOT_PERFORM, ON, parties),
        agreement(
            "riek-ziekenhuis-2026",
            m.Treatment.HOSPITAL_ADMISSION,
            m.Decision.OTHER,
            ON,
            parties,
            words="Alleen bij een botbreuk, of als benauwdheid hier niet te verlichten is",
            comment="Bij hartfalen eerst furosemide ophogen en zo nodig morfine volgens afspraak.",
        ),
        agreement(
            "riek-antibiotica-2026",
            m.Treatment.ANTIBIOTICS,
            m.Decision.PERFORM,
            ON,
            parties,
            comment="Alleen tabletten of drank, geen infuus.",
        ),
        agreement("riek-bloed-2026", m.Treatment.BLOOD_PRODUCT, m.Decision.DO_NOT_PERFORM, ON, parties),
        agreement(
            "riek-icd-2026",
            icd_treatment(),
            m.Decision.PERFORM,
            ON,
            (PATIENT, PHYSICIAN, CARDIOLOGIST, DAUGHTER),
            comment="Technicus van het hartcentrum schakelt de schokfunctie uit zodra mevrouw achteruitgaat. "
            "In nood: magneet op het apparaat, ligt in de medicatiekamer.",
        ),
    )


def _icd() -> m.MedicalDevice:
    return m.MedicalDevice(
        id="riek-icd",
        status="active",
        patient=PATIENT,
        product=refer("Device", "riek-icd-product"),
        period=m.Period(start="2015-06"),
        body_site=m.BodySite(
            codings=(m.Coding(system="http://snomed.info/sct", code="51185008", display="thorax"),),
            text="Onder het sleutelbeen", laterality=m.Laterality.LEFT),
        indications=(m.Reference(display="Ventrikeltachycardie bij dilaterende cardiomyopathie"),),
        health_professional=CARDIOLOGIST,
        location=m.Reference(display="Hartcentrum Middelmeer"),
        notes=("Accu in januari 2026 gecontroleerd; geen shocks sinds 2019.",),
    )


def _icd_product() -> m.MedicalDeviceProduct:
    return m.MedicalDeviceProduct(
        id="riek-icd-product",
        patient=PATIENT,
        type=m.IcdType.DUAL_CHAMBER,
        serial_number="VB-0000-0001",
        udi_carriers=(
            m.UdiCarrier(
                device_identifier="08700000000018",
                issuer="http://hl7.org/fhir/NamingSystem/gs1",
                human_readable="(01)08700000000018(21)VB-0000-0001",
            ),
        ),
    )


def _findings() -> dict[str, tuple[object, ...]]:
    return {
        "legal_capacities": (m.LegalCapacity(id="riek-wilsbekwaam", **TALKED, value=True),),
        "medical_policy_goals": (
            m.MedicalPolicyGoal(
                id="riek-doel-2023",
                status="active",
                patient=PATIENT,
                goal=m.MedicalPolicy.PROLONG_LIFE,
                start_date=BEFORE,
            ),
            m.MedicalPolicyGoal(
                id="riek-doel-2026",
                status="active",
                patient=PATIENT,
                goal=m.MedicalPolicy.RELIEVE_SYMPTOMS,
                start_date=ON,
                status_date=ON,
                notes=("Comfort staat voorop. Hartmedicatie gaat door zolang die lucht geeft.",),
            ),
        ),
        "specific_care_wishes": (
            m.SpecificCareWishes(
                id="riek-wensen",
                **TALKED,
                value="Niet benauwd zijn, op haar eigen kamer blijven.\nGreet erbij als het slechter gaat.",
            ),
        ),
        "preferred_places_of_death": (
            m.PreferredPlaceOfDeath(
                id="riek-plek",
                **TALKED,
                value=m.PlaceOfDeath.NURSING_HOME,
                notes=("Op haar eigen kamer, met het raam open.",),
            ),
        ),
        "positions_regarding_euthanasia": (
            m.PositionRegardingEuthanasia(
                id="riek-euthanasie", **TALKED, value=m.EuthanasiaPosition.DOES_NOT_WANT, notes=("Om haar geloof.",)
            ),
        ),
        "organ_donation_choice_registrations": (
            m.OrganDonationChoiceRegistration(id="riek-donor", **TALKED, value=m.YesNoUnknown.NO),
        ),
        "senses_of_purpose": (
            m.SenseOfPurpose(
                id="riek-zin",
                **TALKED,
                value="Het kerkkoor op de radio en de achterkleinkinderen. Bij ziekte graag ds. Zonneveld bellen.",
            ),
        ),
    }
