"""The code lists of the advance care plan, with Dutch and English displays.

Sources: value sets of ``iknl.fhir.r4.pzp`` 1.0.0-rc3, of zib2020 (0.12.0-beta.4) and of the ART-DECOR dataset
``pall-izppz-`` (zib2020 branch).
"""

from __future__ import annotations

from enum import StrEnum

from ..terminology import CodeList
from ..terminology import CodeValue as V

__all__ = [
    "AbsentReason", "AddressType", "AdvanceDirectiveType", "AgreementStatus", "ContactRole", "ContactType",
    "Decision", "EmailType", "EuthanasiaPosition", "FindingStatus", "Gender", "GoalStatus",
    "IcdType", "Laterality", "MedicalPolicy", "NameUsage", "NumberType", "PartyRole", "PlaceOfDeath", "ProcedureType",
    "Relationship", "SharingConsent", "TelecomType", "Treatment", "YesNoUnknown",
]

SCT = "http://snomed.info/sct"
NULL = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
ADDRESS_USE = "http://terminology.hl7.org/CodeSystem/v3-AddressUse"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
GENDER = "http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
VEKTIS_ROLE = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"
ZIB_ROLE = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.23.1"
ZIB_TELECOM = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.22.1"
ZIB_DIRECTIVE = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.14.1"
ZIB_DECISION = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.25.1"
DHD = "urn:oid:2.16.840.1.113883.2.4.3.120.5.3"
NZA = "urn:oid:2.16.840.1.113883.2.4.3.27.15.5"


class AgreementStatus(StrEnum):
    """Administrative state of an agreement or directive; ``active`` alone proves nothing. nl: Status"""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACTIVE = "active"
    REJECTED = "rejected"
    INACTIVE = "inactive"
    ENTERED_IN_ERROR = "entered-in-error"


class FindingStatus(StrEnum):
    """Administrative state of a recorded finding. nl: Status"""

    REGISTERED = "registered"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


class GoalStatus(StrEnum):
    """Administrative state of the policy goal. nl: Status"""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    REJECTED = "rejected"


class NameUsage(StrEnum):
    """Which surname a person uses (dataset 356, 446, 483, 519, 559). nl: Naamgebruik"""

    OWN = "NL1"
    PARTNER = "NL2"
    PARTNER_THEN_OWN = "NL3"
    OWN_THEN_PARTNER = "NL4"
    UNKNOWN = "UNK"


class Decision(CodeList):
    """What was decided about a treatment (dataset 603, 638). nl: BehandelBesluit

    In exchange only *perform* and *do not perform* are coded in R4; the others travel as text.
    """

    PERFORM = V(ZIB_DECISION, "0", "Perform", "Wel uitvoeren")
    OTHER = V(ZIB_DECISION, "1", "Other", "Anders")
    DO_NOT_PERFORM = V(ZIB_DECISION, "2", "Do not perform", "Niet uitvoeren")
    UNKNOWN = V(NULL, "UNK", "Unknown", "Onbekend")
    NOT_DECIDED = V(NULL, "ASKU", "No, not decided yet", "Nee, nog geen besluit genomen")
    NOT_DISCUSSED = V(NULL, "NASK", "Not discussed", "Niet besproken")


class Treatment(CodeList):
    """The treatment an agreement is about (dataset 604, 639). nl: Behandeling"""

    CPR = V(SCT, "89666000", "Cardiopulmonary resuscitation", "cardiopulmonale resuscitatie")
    ICU_ADMISSION = V(SCT, "305351004", "Admission to intensive care unit", "opname op intensive care")
    ARTIFICIAL_RESPIRATION = V(SCT, "40617009", "Artificial respiration", "kunstmatige beademing")
    HOSPITAL_ADMISSION = V(SCT, "32485007", "Hospital admission", "opname in ziekenhuis")
    ANTIBIOTICS = V(SCT, "281789004", "Antibiotic therapy", "antibiotische therapie")
    BLOOD_PRODUCT = V(SCT, "116762002", "Administration of blood product", "toediening van bloedproduct")
    ICD_DEACTIVATION = V(
        SCT, "400231000146108", "Deactivation of cardioverter-defibrillator in last phase of life",
        "uitzetten van cardioverter-defibrillator in laatste levensfase",
    )
    OTHER = V(NULL, "OTH", "Other", "Anders")


class MedicalPolicy(CodeList):
    """What treatment aims at (dataset 592). nl: Belangrijkste doel van behandeling"""

    TREAT_DISEASE = V(SCT, "385987000", "Treating the disease", "zorg bij ziekte en/of letsel")
    PROLONG_LIFE = V(SCT, "1351964001", "Life-prolonging treatment", "levensverlengende behandeling")
    RELIEVE_SYMPTOMS = V(
        SCT, "713148004", "Preventing and treating symptoms", "voorkomen en behandelen van symptomen"
    )
    RELIEVE_SYMPTOMS_DEPRECATED = V(
        SCT, "225353007", "Preventing and treating symptoms (old code)", "symptoommanagement"
    )
    UNKNOWN = V(NULL, "UNK", "Not known yet", "Nog onbekend")


DEPRECATED: dict[CodeList, CodeList] = {MedicalPolicy.RELIEVE_SYMPTOMS_DEPRECATED: MedicalPolicy.RELIEVE_SYMPTOMS}
"""Codes that the standard has replaced, and the ones of today."""


class PlaceOfDeath(CodeList):
    """Where a person would rather die (dataset 668). nl: Voorkeursplek"""

    HOME = V(SCT, "264362003", "Home", "thuis")
    HOSPITAL = V(SCT, "22232009", "Hospital", "ziekenhuis")
    NURSING_HOME = V(
        SCT, "108344006", "Nursing home and/or ambulatory care site", "verpleeghuis en/of locatie voor ambulante zorg"
    )
    HOSPICE = V(SCT, "284546000", "Hospice", "hospice")
    OTHER = V(NULL, "OTH", "Other", "Anders")
    UNKNOWN = V(NULL, "UNK", "Not known yet", "Nog onbekend")


class EuthanasiaPosition(CodeList):
    """How a person stands towards euthanasia (dataset 680). nl: Euthanasie standpunt"""

    HAS_DECLARATION = V(SCT, "340181000146102", "Has a euthanasia declaration", "heeft euthanasieverklaring")
    DOES_NOT_WANT = V(SCT, "340201000146103", "Does not want euthanasia", "wil geen euthanasie")
    HAS_NO_DECLARATION = V(
        SCT, "340191000146100", "Has no euthanasia declaration", "heeft geen euthanasieverklaring"
    )
    UNKNOWN = V(NULL, "UNK", "Not known yet", "nog onbekend")


class YesNoUnknown(CodeList):
    """Yes, no, or not known yet (dataset 619, 731, 733, 748). nl: Ja, nee, nog onbekend"""

    YES = V(SCT, "373066001", "Yes", "ja")
    NO = V(SCT, "373067005", "No", "nee")
    UNKNOWN = V(NULL, "UNK", "Not known yet", "nog onbekend")


class SharingConsent(CodeList):
    """Agrees to sharing the plan (dataset 735); no code exists for *does not agree*. nl: Akkoord met delen"""

    AGREES = V(SCT, "441898007", "Agrees", "Akkoord")
    UNKNOWN = V(NULL, "UNK", "Not known yet", "Nog onbekend")


class AdvanceDirectiveType(CodeList):
    """Kind of advance directive (dataset 691, 701, 722). nl: WilsverklaringType"""

    NO_RESUSCITATION = V(ZIB_DIRECTIVE, "NR", "Do not resuscitate declaration", "Niet reanimeren verklaring")
    POWER_OF_ATTORNEY = V(ZIB_DIRECTIVE, "VOL", "Power of attorney", "Volmacht")
    TREATMENT_BAN = V(ZIB_DIRECTIVE, "VERB", "Refusal of treatment", "Behandelverbod")
    TREATMENT_BAN_COMPLETED_LIFE = V(
        ZIB_DIRECTIVE, "VERBVL", "Refusal of treatment, supplement completed life",
        "Behandelverbod met aanvulling Voltooid Leven",
    )
    ORAL_AGREEMENT = V(ZIB_DIRECTIVE, "MON", "Oral agreement", "Mondelinge afspraak")
    EUTHANASIA_REQUEST = V(ZIB_DIRECTIVE, "EU", "Euthanasia request", "Euthanasieverzoek")
    EUTHANASIA_REQUEST_DEMENTIA = V(
        ZIB_DIRECTIVE, "EUD", "Euthanasia request, supplement dementia", "Euthanasieverzoek met aanvulling Dementie"
    )
    LIVING_WILL = V(ZIB_DIRECTIVE, "LW", "Declaration of wish to live", "Levenswensverklaring")
    ORGAN_DONATION = V(ZIB_DIRECTIVE, "DO", "Organ donation declaration", "Verklaring donorschap")
    SELF_BINDING = V(ZIB_DIRECTIVE, "ZB", "Self-binding declaration", "Zelfbindingsverklaring")
    OTHER = V(NULL, "OTH", "Other", "Anders")


class PartyRole(CodeList):
    """The part someone has in an agreement or directive. nl: AfspraakPartij, Vertegenwoordiger"""

    AGREEMENT_PARTY = V(ROLE_CODE, "CONSENTER", "Party to the agreement", "Afspraakpartij")
    REPRESENTATIVE = V(ROLE_CODE, "RESPRSN", "Representative", "Vertegenwoordiger")


class ProcedureType(CodeList):
    """The advance care planning talk as a procedure (dataset 827). nl: PZP gesprek"""

    ADVANCE_CARE_PLANNING = V(SCT, "713603004", "Advance care planning", "advance care planning")
    DHD_ADVANCE_CARE_PLANNING = V(
        DHD, "411600B", "Advance care planning, individual care plan in the palliative phase",
        "PROACTIEVE ZORGPLANNING-OPSTEL. INDIV.ZORGPL.PALLIAT.FASE",
    )
    NZA_ADVANCE_CARE_PLANNING = V(NZA, "190099", "Advance care planning", "Proactieve zorgplanning")


class IcdType(CodeList):
    """Kind of implantable cardioverter-defibrillator (dataset 623). nl: ProductType van ICD"""

    ICD = V(SCT, "72506001", "Implantable cardioverter-defibrillator", "implanteerbare cardioverter-defibrillator")
    SINGLE_CHAMBER = V(
        SCT, "465460004", "Single-chamber implantable cardioverter-defibrillator",
        "univentriculaire implanteerbare cardioverter-defibrillator",
    )
    DUAL_CHAMBER = V(
        SCT, "468542000", "Dual-chamber implantable cardioverter-defibrillator",
        "implanteerbare tweekamercardioverter-defibrillator",
    )
    BIVENTRICULAR = V(
        SCT, "704707009", "Biventricular implantable cardioverter-defibrillator",
        "implanteerbare biventriculaire cardioverter-defibrillator",
    )
    RESYNCHRONISATION = V(
        SCT, "1263462004", "Cardiac resynchronisation therapy defibrillator pulse generator",
        "pulsgenerator van defibrillator voor cardiale resynchronisatietherapie",
    )
    SUBCUTANEOUS = V(
        SCT, "1236894001", "Subcutaneous implantable cardioverter-defibrillator",
        "subcutane implanteerbare cardioverter-defibrillator",
    )


class Laterality(CodeList):
    """Side of the body (dataset 627). nl: Lateraliteit"""

    LEFT = V(SCT, "7771000", "Left", "links")
    RIGHT = V(SCT, "24028007", "Right", "rechts")
    BOTH = V(SCT, "51440002", "Right and left", "bilateraal")


class ContactType(CodeList):
    """Kind of contact (dataset 809). nl: ContactType"""

    AMBULATORY = V(ACT_CODE, "AMB", "Ambulatory", "Poliklinisch")
    EMERGENCY = V(ACT_CODE, "EMER", "Emergency", "SEH")
    FIELD = V(ACT_CODE, "FLD", "Field", "Op locatie")
    HOME = V(ACT_CODE, "HH", "Home", "Thuis")
    INPATIENT = V(ACT_CODE, "IMP", "Inpatient", "Klinisch")
    SHORT_STAY = V(ACT_CODE, "SS", "Short stay", "Dagopname")
    VIRTUAL = V(ACT_CODE, "VR", "Virtual", "Virtueel")
    OTHER = V(NULL, "OTH", "Other", "Anders")


class ContactRole(CodeList):
    """What a contact person is to the patient formally (dataset 475, 512, 588). nl: Rol"""

    FIRST_CONTACT = V(VEKTIS_ROLE, "01", "First contact person", "Eerste relatie/contactpersoon")
    SECOND_CONTACT = V(VEKTIS_ROLE, "02", "Second contact person", "Tweede relatie/contactpersoon")
    LEGAL_GUARDIAN = V(VEKTIS_ROLE, "03", "Legal guardian (curator)", "Curator (juridisch)")
    FINANCIAL_AUTHORISED = V(VEKTIS_ROLE, "04", "Financially authorised", "Financieel (gemachtigd)")
    FINANCIAL_REVIEW = V(VEKTIS_ROLE, "05", "Financial review", "Financieel (toetsing)")
    LIVING_UNIT = V(VEKTIS_ROLE, "06", "Living unit", "Leefeenheid")
    CAREGIVER = V(VEKTIS_ROLE, "07", "Care worker", "Hulpverlener")
    OTHER = V(VEKTIS_ROLE, "09", "Other", "Anders")
    GUARDIAN_OF_MINOR = V(VEKTIS_ROLE, "11", "Guardian of a minor", "Voogd")
    ADMINISTRATOR = V(VEKTIS_ROLE, "14", "Administrator", "Bewindvoerder")
    MENTOR = V(VEKTIS_ROLE, "15", "Mentor", "Mentor")
    NEIGHBOUR = V(VEKTIS_ROLE, "19", "Neighbour", "Buur")
    FRIEND = V(VEKTIS_ROLE, "20", "Friend or acquaintance", "Vriend(in)/kennis")
    CLIENT_SUPPORTER = V(VEKTIS_ROLE, "21", "Client supporter", "Cliëntondersteuner")
    CONTACT = V(VEKTIS_ROLE, "23", "Contact person", "Contactpersoon")
    LEGAL_REPRESENTATIVE = V(VEKTIS_ROLE, "24", "Legal representative", "Wettelijke vertegenwoordiger")
    INFORMAL_CARER = V(ZIB_ROLE, "100001", "Informal carer", "Mantelzorger")
    SPIRITUAL_COUNSELLOR = V(ZIB_ROLE, "100002", "Spiritual counsellor", "Geestelijk verzorger")
    INTERPRETER = V(ZIB_ROLE, "100003", "Interpreter", "Tolk")
    LAWYER = V(ZIB_ROLE, "100004", "Lawyer", "Advocaat")
    WRITTEN_PROXY = V(
        SCT, "310141000146103", "Written proxy for care and treatment", "Schriftelijk gemachtigde zorg en behandeling"
    )


REPRESENTATIVES = (
    ContactRole.LEGAL_REPRESENTATIVE, ContactRole.LEGAL_GUARDIAN, ContactRole.MENTOR, ContactRole.GUARDIAN_OF_MINOR,
    ContactRole.WRITTEN_PROXY,
)
"""Roles that let a person decide for the patient on medical treatment."""


class Relationship(CodeList):
    """What a contact person is to the patient in life (dataset 476, 513, 589). nl: Relatie"""

    ADOPTIVE_FATHER = V(ROLE_CODE, "ADOPTF", "Adoptive father", "Adoptievader")
    ADOPTIVE_MOTHER = V(ROLE_CODE, "ADOPTM", "Adoptive mother", "Adoptiemoeder")
    AUNT = V(ROLE_CODE, "AUNT", "Aunt", "Tante")
    BROTHER = V(ROLE_CODE, "BRO", "Brother", "Broer")
    BROTHER_IN_LAW = V(ROLE_CODE, "BROINLAW", "Brother-in-law", "Zwager")
    COUSIN = V(ROLE_CODE, "COUSN", "Cousin", "Neef/nicht, zoon/dochter van oom/tante")
    DAUGHTER = V(ROLE_CODE, "DAUC", "Daughter", "Dochter")
    DAUGHTER_IN_LAW = V(ROLE_CODE, "DAUINLAW", "Daughter-in-law", "Schoondochter")
    DOMESTIC_PARTNER = V(ROLE_CODE, "DOMPART", "Domestic partner", "Partner")
    FATHER = V(ROLE_CODE, "FTH", "Father", "Vader")
    FATHER_IN_LAW = V(ROLE_CODE, "FTHINLAW", "Father-in-law", "Schoonvader")
    FOSTER_DAUGHTER = V(ROLE_CODE, "DAUFOST", "Foster daughter", "Pleegdochter")
    FOSTER_FATHER = V(ROLE_CODE, "FTHFOST", "Foster father", "Pleegvader")
    FOSTER_MOTHER = V(ROLE_CODE, "MTHFOST", "Foster mother", "Pleegmoeder")
    FOSTER_SON = V(ROLE_CODE, "SONFOST", "Foster son", "Pleegzoon")
    GRANDDAUGHTER = V(ROLE_CODE, "GRNDDAU", "Granddaughter", "Kleindochter")
    GRANDFATHER = V(ROLE_CODE, "GRFTH", "Grandfather", "Opa")
    GRANDMOTHER = V(ROLE_CODE, "GRMTH", "Grandmother", "Oma")
    GRANDSON = V(ROLE_CODE, "GRNDSON", "Grandson", "Kleinzoon")
    GREAT_GRANDFATHER = V(ROLE_CODE, "GGRFTH", "Great-grandfather", "Overgrootvader")
    GREAT_GRANDMOTHER = V(ROLE_CODE, "GGRMTH", "Great-grandmother", "Overgrootmoeder")
    HUSBAND = V(ROLE_CODE, "HUSB", "Husband", "Echtgenoot")
    MOTHER = V(ROLE_CODE, "MTH", "Mother", "Moeder")
    MOTHER_IN_LAW = V(ROLE_CODE, "MTHINLAW", "Mother-in-law", "Schoonmoeder")
    NEPHEW = V(ROLE_CODE, "NEPHEW", "Nephew", "Neef, zoon van broer/zus")
    NIECE = V(ROLE_CODE, "NIECE", "Niece", "Nicht, dochter van broer/zus")
    SISTER = V(ROLE_CODE, "SIS", "Sister", "Zuster")
    SISTER_IN_LAW = V(ROLE_CODE, "SISINLAW", "Sister-in-law", "Schoonzuster")
    SON = V(ROLE_CODE, "SONC", "Son", "Zoon")
    SON_IN_LAW = V(ROLE_CODE, "SONINLAW", "Son-in-law", "Schoonzoon")
    STEPFATHER = V(ROLE_CODE, "STPFTH", "Stepfather", "Stiefvader")
    STEPMOTHER = V(ROLE_CODE, "STPMTH", "Stepmother", "Stiefmoeder")
    UNCLE = V(ROLE_CODE, "UNCLE", "Uncle", "Oom")
    WIFE = V(ROLE_CODE, "WIFE", "Wife", "Echtgenote")
    OTHER = V(NULL, "OTH", "Other", "Anders")


class Gender(CodeList):
    """Administrative gender (dataset 387). nl: Geslacht"""

    UNDIFFERENTIATED = V(GENDER, "UN", "Undifferentiated", "Ongedifferentieerd")
    MALE = V(GENDER, "M", "Male", "Man")
    FEMALE = V(GENDER, "F", "Female", "Vrouw")
    UNKNOWN = V(NULL, "UNK", "Unknown", "Onbekend")


class TelecomType(CodeList):
    """Kind of line or device (dataset 379, 457, 494). nl: TelecomType"""

    LAND_LINE = V(ZIB_TELECOM, "LL", "Land line", "Vast telefoonnummer")
    FAX = V(ZIB_TELECOM, "FAX", "Fax", "Fax")
    MOBILE = V(ADDRESS_USE, "MC", "Mobile phone", "Mobiel telefoonnummer")
    PAGER = V(ADDRESS_USE, "PG", "Pager", "Pieper")


class NumberType(CodeList):
    """Where a telephone number belongs (dataset 380, 458, 495). nl: NummerSoort"""

    HOME = V(ADDRESS_USE, "HP", "Home", "Telefoonnummer thuis")
    TEMPORARY = V(ADDRESS_USE, "TMP", "Temporary", "Tijdelijk telefoonnummer")
    WORK = V(ADDRESS_USE, "WP", "Work", "Zakelijk telefoonnummer")


class EmailType(CodeList):
    """Where an e-mail address belongs (dataset 384, 462, 499). nl: EmailSoort"""

    HOME = V(ADDRESS_USE, "HP", "Home", "Privé e-mailadres")
    WORK = V(ADDRESS_USE, "WP", "Work", "Zakelijk e-mailadres")


class AddressType(CodeList):
    """What an address is for (dataset 375, 474, 511). nl: AdresSoort"""

    POSTAL = V(ADDRESS_USE, "PST", "Postal address", "Postadres")
    HOME = V(ADDRESS_USE, "HP", "Primary home", "Officieel adres")
    VISIT = V(ADDRESS_USE, "PHYS", "Visit address", "Woon-/verblijfadres")
    TEMPORARY = V(ADDRESS_USE, "TMP", "Temporary address", "Tijdelijk adres")
    WORK = V(ADDRESS_USE, "WP", "Work place", "Werkadres")
    HOLIDAY = V(ADDRESS_USE, "HV", "Holiday home", "Vakantieadres")


class AbsentReason(CodeList):
    """Why a value is missing (FHIR ``dataAbsentReason``). nl: Reden van ontbreken"""

    UNKNOWN = V(ABSENT, "unknown", "Unknown", "Onbekend")
    ASKED_UNKNOWN = V(ABSENT, "asked-unknown", "Asked but unknown", "Gevraagd, maar onbekend")
    TEMPORARILY_UNKNOWN = V(ABSENT, "temp-unknown", "Temporarily unknown", "Voorlopig onbekend")
    NOT_ASKED = V(ABSENT, "not-asked", "Not asked", "Niet gevraagd")
    ASKED_DECLINED = V(ABSENT, "asked-declined", "Asked but declined", "Gevraagd, wil niet antwoorden")
    MASKED = V(ABSENT, "masked", "Masked", "Afgeschermd")
    NOT_APPLICABLE = V(ABSENT, "not-applicable", "Not applicable", "Niet van toepassing")
    UNSUPPORTED = V(ABSENT, "unsupported", "Unsupported", "Niet ondersteund")
    AS_TEXT = V(ABSENT, "as-text", "As text", "Als tekst")
    ERROR = V(ABSENT, "error", "Error", "Fout")
    NOT_A_NUMBER = V(ABSENT, "not-a-number", "Not a number", "Geen getal")
    NEGATIVE_INFINITY = V(ABSENT, "negative-infinity", "Negative infinity", "Min oneindig")
    POSITIVE_INFINITY = V(ABSENT, "positive-infinity", "Positive infinity", "Plus oneindig")
    NOT_PERFORMED = V(ABSENT, "not-performed", "Not performed", "Niet uitgevoerd")
    NOT_PERMITTED = V(ABSENT, "not-permitted", "Not permitted", "Niet toegestaan")
