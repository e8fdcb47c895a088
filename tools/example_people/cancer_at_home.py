"""Mark Hendriksen, 52, at home with cancer of the pancreas; agreements of four years that contradict each other."""

from __future__ import annotations

import base64

from pzp_exchange import model as m

from .common import address, agreement, email, full_name, phone, professional, refer, relation

DIAGNOSIS, RECURRENCE, ON = "2022-03-08", "2024-06-19", "2026-05-12"
NAMES = full_name("Mark Johannes Antonius", "Hendriksen", call="Mark", initials="M.J.A.")
PARTNER_NAMES = full_name(
    "Esther",
    "Horst",
    call="Esther",
    initials="E.",
    prefix="ter",
    partner=(None, "Hendriksen"),
    usage=m.NameUsage.OWN_THEN_PARTNER,
)

PATIENT = refer("Patient", "mark", "M.J.A. Hendriksen")
PARTNER = refer("RelatedPerson", "mark-partner", "Esther ter Horst-Hendriksen, partner")
GP = refer("PractitionerRole", "yildiz-role", "A. Yıldız, huisarts")
ONCOLOGIST = refer("PractitionerRole", "van-den-heuvel-role", "dr. L.C. van den Heuvel, internist-oncoloog")
NURSE = refer("PractitionerRole", "de-boer-role", "J. de Boer, wijkverpleegkundige")
TALK = refer("Encounter", "mark-gesprek-2026")
TALKED = {"status": "final", "patient": PATIENT, "encounter": TALK, "observed_at": ON, "performers": (GP,)}

EUTHANASIA_REQUEST = """\
VERZOEK OM EUTHANASIE

Ik, Mark Hendriksen, verzoek mijn huisarts mijn leven te beëindigen als ik ondraaglijk lijd
en er geen uitzicht op verbetering is. Ondraaglijk is voor mij: niet meer zelf kunnen drinken,
pijn die alleen door slapen weggaat, mijn kinderen niet meer herkennen.

Dit document is verzonnen en hoort bij een voorbeeld.
"""


def plan() -> m.AdvanceCarePlan:
    """The whole plan: what the hospital wrote in 2022 and 2024, what the GP wrote in 2026, and three declarations."""
    people = (
        professional(
            "yildiz",
            "01999993",
            full_name("Ayşe", "Yıldız", initials="A."),
            ("01.015", "Huisarts"),
            "Huisartsenpraktijk De Linde",
            phone("010-0000021", "work", mobile=False, comment="Spoed: toets 1; 's avonds huisartsenpost"),
        ),
        professional(
            "van-den-heuvel",
            "01999994",
            full_name("Lucia Catharina", "Heuvel", initials="L.C.", prefix="van den", title="dr."),
            ("01.016", "Internist"),
            "Sint Fictief Ziekenhuis, oncologie",
            phone("010-0000022", "work", mobile=False),
        ),
        professional(
            "de-boer",
            "01999995",
            full_name("Joris", "Boer", initials="J.", prefix="de"),
            ("30.000", "Verpleegkundige"),
            "Wijkteam Zuidrand",
            phone("06-00000023", "work"),
        ),
    )
    return m.AdvanceCarePlan(
        patient=_patient(),
        contact_persons=(_partner(),),
        health_professionals=tuple(person for person, _ in people),
        health_professional_roles=tuple(role for _, role in people),
        encounters=(_encounter(),),
        procedures=(_procedure(),),
        treatment_directives=_of_the_hospital() + _of_the_gp(),
        **_findings(),
        advance_directives=_declarations(),
        inform_relatives_requests=(
            m.InformRelativesRequest(
                id="mark-naasten",
                status="active",
                patient=PATIENT,
                encounter=TALK,
                authored_on=ON,
                requester=GP,
                sender=PATIENT,
                recipients=(PARTNER,),
            ),
        ),
    )


def _patient() -> m.Patient:
    return m.Patient(
        id="mark",
        identifiers=(m.Identifier(system="http://fhir.nl/fhir/NamingSystem/bsn", value="999942918"),),
        active=True,
        names=NAMES,
        gender="male",
        gender_code=m.Gender.MALE,
        birth_date="1974-05-22",
        deceased=False,
        telecoms=(phone("06-00000020"), email("mark@voorbeeld.example")),
        addresses=(address("Wilgenroosjesdreef", "41", "5299 ZV", "Zuiderwaarde", suffix="B"),),
        contacts=(
            m.PatientContact(
                relationships=(m.ContactRole.FIRST_CONTACT,),
                name=PARTNER_NAMES[0],
                telecoms=(phone("06-00000024"),),
                gender="female",
                contact_person=PARTNER,
            ),
        ),
        general_practitioners=(GP,),
    )


def _partner() -> m.ContactPerson:
    return m.ContactPerson(
        id="mark-partner",
        active=True,
        patient=PATIENT,
        names=PARTNER_NAMES,
        gender="female",
        relationships=(
            m.ContactRole.FIRST_CONTACT,
            m.ContactRole.INFORMAL_CARER,
            relation(m.Relationship.DOMESTIC_PARTNER),
        ),
        telecoms=(phone("06-00000024"), email("esther@voorbeeld.example", "work")),
        addresses=(address("Wilgenroosjesdreef", "41", "5299 ZV", "Zuiderwaarde", suffix="B"),),
    )


def _encounter() -> m.Encounter:
    return m.Encounter(
        id="mark-gesprek-2026",
        status="finished",
        patient=PATIENT,
        contact_type=m.Coding(system=m.ContactType.HOME.system, code=m.ContactType.HOME.code, display="Thuis"),
        participants=(m.Participant(individual=GP), m.Participant(individual=NURSE), m.Participant(individual=PARTNER)),
        period=m.Period(start="2026-05-12T16:30:00+02:00", end="2026-05-12T17:45:00+02:00"),
        reasons=({"text": "Uitslag CT-scan: groei van levermetastasen", "comment": "Chemotherapie is gestopt"},),
        reason_references=(m.ReasonReference(reference="Procedure/mark-pzp-2026"),),
    )


def _procedure() -> m.Procedure:
    return m.Procedure(
        id="mark-pzp-2026",
        status="completed",
        code=m.ProcedureType.ADVANCE_CARE_PLANNING,
        patient=PATIENT,
        encounter=TALK,
        performed_at=ON,
        performers=(m.Performer(actor=GP), m.Performer(actor=NURSE), m.Performer(actor=PATIENT)),
        reason_references=(m.Reference(display="Pancreascarcinoom, stadium IV"),),
    )


def _of_the_hospital() -> tuple[m.TreatmentDirective, ...]:
    """Old agreements that are still active in the hospital's system, and what it wrote on the day of the GP's visit."""
    parties = (PATIENT, ONCOLOGIST)
    return (
        agreement("mark-cpr-2022", m.Treatment.CPR, m.Decision.PERFORM, DIAGNOSIS, parties),
        agreement("mark-ic-2022", m.Treatment.ICU_ADMISSION, m.Decision.PERFORM, DIAGNOSIS, parties),
        agreement("mark-beademing-2022", m.Treatment.ARTIFICIAL_RESPIRATION, m.Decision.PERFORM, DIAGNOSIS, parties),
        agreement("mark-ziekenhuis-2022", m.Treatment.HOSPITAL_ADMISSION, m.Decision.PERFORM, DIAGNOSIS, parties),
        agreement(
            "mark-ic-2024",
            m.Treatment.ICU_ADMISSION,
            m.Decision.OTHER,
            RECURRENCE,
            parties,
            words="Alleen na een operatie of bij iets dat snel te behandelen is",
        ),
        agreement(
            "mark-bloed-2024",
            m.Treatment.BLOOD_PRODUCT,
            m.Decision.PERFORM,
            RECURRENCE,
            parties,
            ended=("2026-03-01", "Chemotherapie gestopt"),
        ),
        agreement(
            "mark-ziekenhuis-2024",
            m.Treatment.HOSPITAL_ADMISSION,
            m.Decision.DO_NOT_PERFORM,
            "2024-07",
            parties,
            status="entered-in-error",
            comment="Hoort bij een andere patiënt.",
        ),
        agreement(
            "mark-ic-ziekenhuis-2026",
            m.Treatment.ICU_ADMISSION,
            m.Decision.PERFORM,
            ON,
            parties,
            comment="Telefonisch na de uitslag, vóór het huisbezoek van de huisarts.",
        ),
        agreement(
            "mark-beademing-2026",
            m.Treatment.ARTIFICIAL_RESPIRATION,
            m.Decision.OTHER,
            "2026-05",
            parties,
            words="Hooguit enkele dagen, met een duidelijk doel",
        ),
        agreement(
            "mark-antibiotica",
            m.Treatment.ANTIBIOTICS,
            m.Decision.PERFORM,
            None,
            parties,
            comment="Overgenomen uit een brief zonder datum.",
        ),
    )


def _of_the_gp() -> tuple[m.TreatmentDirective, ...]:
    parties = (PATIENT, GP, PARTNER)
    return (
        agreement(
            "mark-cpr-2026",
            m.Treatment.CPR,
            m.Decision.PERFORM,
            ON,
            parties,
            comment="Wil er voor zijn dochters alles aan doen. Komt hier over een paar weken op terug.",
        ),
        agreement("mark-ic-huisarts-2026", m.Treatment.ICU_ADMISSION, m.Decision.DO_NOT_PERFORM, ON, parties),
        agreement(
            "mark-beademing-huisarts-2026", m.Treatment.ARTIFICIAL_RESPIRATION, m.Decision.DO_NOT_PERFORM, ON, parties
        ),
        agreement(
            "mark-ziekenhuis-2026",
            m.Treatment.HOSPITAL_ADMISSION,
            m.Decision.OTHER,
            ON,
            parties,
            words="Alleen voor een galwegstent of bij onhoudbare klachten thuis",
        ),
        agreement(
            "mark-voeding-2026",
            m.Coded[m.Treatment](
                codings=(m.Coding(system=m.Treatment.OTHER.system, code="OTH", display="Anders"),), text="Sondevoeding"
            ),
            m.Decision.DO_NOT_PERFORM,
            ON,
            parties,
        ),
        agreement(
            "mark-sedatie-2026",
            m.Coded[m.Treatment](
                codings=(m.Coding(system=m.Treatment.OTHER.system, code="OTH", display="Anders"),),
                text="Palliatieve sedatie",
            ),
            m.Decision.UNKNOWN,
            ON,
            parties,
            status="proposed",
            comment="Uitleg gegeven; wil er met Esther over nadenken.",
        ),
    )


def _declarations() -> tuple[m.AdvanceDirective, ...]:
    document = m.Attachment(
        content_type="text/plain; charset=utf-8",
        data=base64.b64encode(EUTHANASIA_REQUEST.encode()).decode(),
        title="Verzoek om euthanasie",
        language="nl-NL",
        creation="2026-06-02",
    )
    return (
        m.AdvanceDirective(
            id="mark-donor",
            status="active",
            patient=PATIENT,
            type=m.AdvanceDirectiveType.ORGAN_DONATION,
            dated="2019",
            comment="Ja, behalve hoornvliezen. Kan door de ziekte mogelijk niet meer.",
        ),
        m.AdvanceDirective(
            id="mark-euthanasie-verzoek",
            status="active",
            patient=PATIENT,
            dated="2026-06-02",
            type=m.AdvanceDirectiveType.EUTHANASIA_REQUEST,
            document=document,
            representatives=(m.Representative(who=PARTNER),),
            disorders=(m.Reference(display="Pancreascarcinoom, stadium IV"),),
            comment="Besproken met de huisarts op 2 juni 2026.",
        ),
        m.AdvanceDirective(
            id="mark-niet-reanimeren",
            status="active",
            patient=PATIENT,
            dated="2026-08-30",
            type=m.AdvanceDirectiveType.NO_RESUSCITATION,
            document_reference=m.Reference(display="Niet-reanimerenpenning, om de hals"),
            comment="Ondertekend door de patiënt. Nog niet verwerkt in de afspraken van de huisarts.",
        ),
    )


def _findings() -> dict[str, tuple[object, ...]]:
    return {
        "legal_capacities": (m.LegalCapacity(id="mark-wilsbekwaam", **TALKED, value=True),),
        "medical_policy_goals": tuple(
            m.MedicalPolicyGoal(id=f"mark-doel-{on[:4]}", status="active", patient=PATIENT, goal=goal, start_date=on)
            for goal, on in (
                (m.MedicalPolicy.TREAT_DISEASE, DIAGNOSIS),
                (m.MedicalPolicy.PROLONG_LIFE, RECURRENCE),
                (m.MedicalPolicy.RELIEVE_SYMPTOMS, ON),
            )
        ),
        "specific_care_wishes": (
            m.SpecificCareWishes(
                id="mark-wensen",
                **TALKED,
                value="Helder blijven tot na de diploma-uitreiking van Noor in juli. Liever wat pijn dan suf zijn.",
            ),
        ),
        "preferred_places_of_death": (
            m.PreferredPlaceOfDeath(
                id="mark-plek-2024",
                status="final",
                patient=PATIENT,
                observed_at=RECURRENCE,
                performers=(ONCOLOGIST,),
                absent_reason=m.AbsentReason.ASKED_DECLINED,
            ),
            m.PreferredPlaceOfDeath(
                id="mark-plek-2026",
                **TALKED,
                value=m.PlaceOfDeath.HOME,
                notes=("Als het voor Esther te zwaar wordt: hospice De Overtuin.",),
            ),
        ),
        "positions_regarding_euthanasia": (
            m.PositionRegardingEuthanasia(
                id="mark-euthanasie-2024",
                status="final",
                patient=PATIENT,
                observed_at=RECURRENCE,
                value=m.EuthanasiaPosition.UNKNOWN,
            ),
            m.PositionRegardingEuthanasia(
                id="mark-euthanasie-2026",
                status="final",
                patient=PATIENT,
                observed_at="2026-06-02",
                performers=(GP,),
                value=m.EuthanasiaPosition.HAS_DECLARATION,
            ),
        ),
        "organ_donation_choice_registrations": (
            m.OrganDonationChoiceRegistration(id="mark-donorregister", **TALKED, value=m.YesNoUnknown.YES),
        ),
        "senses_of_purpose": (
            m.SenseOfPurpose(
                id="mark-zin",
                **TALKED,
                value="Zijn dochters Noor en Fleur. Muziek maken: de gitaar staat naast het bed.",
            ),
        ),
    }
