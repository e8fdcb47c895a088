"""Where every part of a plan stands in the two forms: linkIds, with the numbers of the dataset concepts.

linkIds are a numbering of their own; that some look like dataset numbers is accident. Where releases of one form
differ, the current linkId stands first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ...model.codes import Treatment
from .facts import FormFacts

__all__ = [
    "TABLES", "ContactLinks", "FindingLinks", "FormTable", "NameLinks", "PersonLinks", "Question", "TreatmentLinks",
    "table_of",
]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its linkIds over the releases, current first, and dataset numbers separated by spaces."""

    links: tuple[str, ...] = ()
    dataset: str = ""

    def link(self, facts: FormFacts) -> str:
        """The linkId it has in a form release; empty where that has no such question."""
        return next((link for link in self.links if link in facts.by_link), "")


def q(links: str, dataset: str = "") -> Question:
    """A question from its linkIds, separated by spaces."""
    return Question(tuple(links.split()), dataset)


NONE = Question()


@dataclass(frozen=True, slots=True)
class NameLinks:
    """A name: first names, prefix and surname."""

    group: Question
    first: Question
    prefix: Question
    last: Question


@dataclass(frozen=True, slots=True)
class ContactLinks:
    """Telephone numbers and e-mail addresses, each a repeating group."""

    group: Question
    phones: Question
    number: Question
    kind: Question
    use: Question
    comment: Question
    emails: Question
    address: Question
    email_use: Question


@dataclass(frozen=True, slots=True)
class PersonLinks:
    """A contact person."""

    name: NameLinks
    contact: ContactLinks
    roles: Question
    roles_other: Question
    relation: Question
    relation_other: Question


@dataclass(frozen=True, slots=True)
class TreatmentLinks:
    """An agreement on one treatment."""

    treatment: Treatment
    preset: Question
    decision: Question
    comment: Question
    specification: Question = NONE
    """What is meant by *other* (zib2020)."""
    restrictions: Question = NONE
    """The conditions of *yes, but* (zib2017)."""
    name: Question = NONE
    """Which treatment, when it is none of the listed ones."""


@dataclass(frozen=True, slots=True)
class FindingLinks:
    """A wish, position or registration; ``attribute`` is its list in the plan."""

    attribute: str
    value: Question
    comment: Question = NONE
    coded: bool = True


@dataclass(frozen=True)
class FormTable:
    """Where everything stands in one form."""

    date: Question
    patient: NameLinks
    birth_date: Question
    professional: NameLinks
    professional_group: Question
    specialty: Question
    capacity: Question
    capacity_comment: Question
    representative: PersonLinks
    representative_group: Question
    representative_is_contact: Question
    first_contact: PersonLinks
    patient_present: Question
    present_roles: Question
    present_roles_other: Question
    present_relations: Question
    present_relations_other: Question
    goal: Question
    treatments: tuple[TreatmentLinks, ...]
    has_icd: Question
    icd_type: Question
    icd_comment: Question
    findings: tuple[FindingLinks, ...]
    earlier_agreements: Question
    earlier_agreements_comment: Question
    earlier_agreements_differ: Question
    inform_relatives: Question
    sharing_consent: Question
    presets: tuple[Question, ...]
    """What the form itself answers beside the treatments: what was measured, and how."""

    def rows(self) -> Iterator[tuple[str, Question]]:
        """Every question with the place it has in this table, for documentation and tests."""
        yield from _rows("", self)


def _rows(name: str, value: Any) -> Iterator[tuple[str, Question]]:
    if isinstance(value, Question):
        if value.links:
            yield name, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            label = item.treatment.token if isinstance(item, TreatmentLinks) else getattr(item, "attribute", str(index))
            yield from _rows(f"{name}[{label}]", item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _rows(f"{name}.{each.name}" if name else each.name, getattr(value, each.name))


ZIB2020 = FormTable(
    date=q("963", "736 814 596 606 641 660 672 684 715 752"),
    patient=NameLinks(q("7", "352"), q("964", "353"), q("965", "358"), q("966", "359")),
    birth_date=q("967", "386"),
    professional=NameLinks(q("16", "393"), q("968", "394"), q("969", "399"), q("970", "400")),
    professional_group=q("8", "391 842 616 651"),
    specialty=q("1405", "405"),
    capacity=q("1651 1406", "762"),
    capacity_comment=q("1407", "763"),
    representative=PersonLinks(
        NameLinks(q("30", "442"), q("973", "443"), q("974", "448"), q("975", "449")),
        ContactLinks(q("39", "454"), q("40", "455"), q("976", "456"), q("977", "457"), q("978", "458"),
                     q("979", "459"), q("41", "460"), q("980", "461"), q("981", "462")),
        q("982", "475"), q("411", "475"), q("983", "476"), q("408", "476")),
    representative_group=q("29", "441"),
    representative_is_contact=q("984", "477"),
    first_contact=PersonLinks(
        NameLinks(q("53", "479"), q("985", "480"), q("986", "485"), q("987", "486")),
        ContactLinks(q("61", "491"), q("62", "492"), q("988", "493"), q("989", "494"), q("990", "495"),
                     q("991", "496"), q("66", "497"), q("992", "498"), q("993", "499")),
        q("1644", "512"), NONE, q("995", "513"), q("412", "513")),
    patient_present=q("82", "514 612 647"),
    present_roles=q("997", "588 614 649"),
    present_roles_other=q("414", "588"),
    present_relations=q("998", "589"),
    present_relations_other=q("413", "589"),
    goal=q("999", "592"),
    treatments=(
        TreatmentLinks(Treatment.CPR, q("1410", "604"), q("1386", "603"), q("1002", "618"), q("1001", "605")),
        TreatmentLinks(Treatment.ARTIFICIAL_RESPIRATION, q("1412", "604"), q("1387", "603"), q("1389", "618"),
                       q("1388", "605")),
        TreatmentLinks(Treatment.ICU_ADMISSION, q("1414", "604"), q("1390", "603"), q("1392", "618"), q("1391", "605")),
        TreatmentLinks(Treatment.HOSPITAL_ADMISSION, q("1416", "604"), q("1393", "603"), q("1395", "618"),
                       q("1394", "605")),
        TreatmentLinks(Treatment.ANTIBIOTICS, q("1418", "604"), q("1396", "603"), q("1398", "618"), q("1397", "605")),
        TreatmentLinks(Treatment.BLOOD_PRODUCT, q("1420", "604"), q("1399", "603"), q("1401", "618"), q("1400", "605")),
        TreatmentLinks(Treatment.OTHER, q("1422", "604"), q("1402", "603"), q("1404", "618"), name=q("1645", "604")),
        TreatmentLinks(Treatment.ICD_DEACTIVATION, q("1426", "639"), q("1005", "638"), q("1010", "653")),
    ),
    has_icd=q("1006", "619"),
    icd_type=q("1008", "623"),
    icd_comment=q("1009", "632"),
    findings=(
        FindingLinks("specific_care_wishes", q("1190", "656"), coded=False),
        FindingLinks("preferred_places_of_death", q("1191", "668"), q("1192", "674")),
        FindingLinks("positions_regarding_euthanasia", q("1193", "680"), q("1194", "686")),
        FindingLinks("organ_donation_choice_registrations", q("1435", "748")),
        FindingLinks("senses_of_purpose", q("1196", "711"), coded=False),
    ),
    earlier_agreements=q("1197", "731"),
    earlier_agreements_comment=q("1198", "732"),
    earlier_agreements_differ=q("1199", "733"),
    inform_relatives=q("1200", "734"),
    sharing_consent=q("1201", "735"),
    presets=(q("1408", "591"), q("1428", "655"), q("1648", "657"), q("1649 1430", "667"), q("1432", "679"),
             q("1434", "747"), q("1650"), q("1436", "710")),
)

ZIB2017 = FormTable(
    date=q("385", "304 770 58 94 165 206 113 122 215"),
    patient=NameLinks(q("7", "12 13"), q("386", "219"), q("387", "224"), q("388", "225")),
    birth_date=q("6", "19"),
    professional=NameLinks(q("16", "26 27"), q("389", "229"), q("390", "234"), q("391", "235")),
    professional_group=q("8", "24 807 57 93"),
    specialty=q("786", "28"),
    capacity=q("787", "759"),
    capacity_comment=q("788", "760"),
    representative=PersonLinks(
        NameLinks(q("30", "37 38"), q("392", "239"), q("393", "244"), q("394", "245")),
        ContactLinks(q("39", "39 40"), q("40", "249"), q("398", "250"), q("399", "251"), q("400", "252"), NONE,
                     q("41", "253"), q("401", "254"), q("402", "255")),
        q("410", "43"), q("411", "43"), q("51", "44"), q("408", "44")),
    representative_group=q("29", "36"),
    representative_is_contact=q("52", "1"),
    first_contact=PersonLinks(
        NameLinks(q("53", "67 68"), q("395", "256"), q("396", "261"), q("397", "262")),
        ContactLinks(q("61", "69 70"), q("62", "266"), q("403", "267"), q("404", "268"), q("405", "269"), NONE,
                     q("66", "270"), q("406", "271"), q("407", "272")),
        q("819", "73"), NONE, q("77", "74"), q("412", "74")),
    patient_present=q("82", "305 57 93"),
    present_roles=q("415", "155"),
    present_roles_other=q("414", "155"),
    present_relations=q("80", "156"),
    present_relations_other=q("413", "156"),
    goal=q("784", "163"),
    treatments=(
        TreatmentLinks(Treatment.CPR, q("791", "59"), q("587", "60"), q("86", "64"), restrictions=q("122", "61")),
        TreatmentLinks(Treatment.ARTIFICIAL_RESPIRATION, q("794", "59"), q("588", "60"), q("92", "64"),
                       restrictions=q("123", "61")),
        TreatmentLinks(Treatment.ICU_ADMISSION, q("795", "59"), q("589", "60"), q("88", "64"),
                       restrictions=q("124", "61")),
        TreatmentLinks(Treatment.HOSPITAL_ADMISSION, q("799", "59"), q("590", "60"), q("94", "64"),
                       restrictions=q("125", "61")),
        TreatmentLinks(Treatment.ANTIBIOTICS, q("801", "59"), q("591", "60"), q("96", "64"),
                       restrictions=q("126", "61")),
        TreatmentLinks(Treatment.BLOOD_PRODUCT, q("803", "59"), q("592", "60"), q("98", "64"),
                       restrictions=q("127", "61")),
        TreatmentLinks(Treatment.OTHER, q("805", "59"), q("593", "60"), q("100", "64")),
        TreatmentLinks(Treatment.ICD_DEACTIVATION, q("809", "95"), q("595", "96"), q("596", "100")),
    ),
    has_icd=q("249", "218"),
    icd_type=q("600", "78"),
    icd_comment=q("599", "83"),
    findings=(
        FindingLinks("specific_care_wishes", q("382", "204"), coded=False),
        FindingLinks("preferred_places_of_death", q("604", "111"), q("110", "108")),
        FindingLinks("positions_regarding_euthanasia", q("785", "120"), q("112", "117")),
        FindingLinks("organ_donation_choice_registrations", q("789", "743")),
        FindingLinks("senses_of_purpose", q("383", "213"), coded=False),
    ),
    earlier_agreements=q("253", "207"),
    earlier_agreements_comment=q("254", "184"),
    earlier_agreements_differ=q("255", "189"),
    inform_relatives=q("256", "187"),
    sharing_consent=q("257", "188"),
    presets=(q("790", "162"), q("811", "203"), q("815", "110"), q("816", "119"), q("817", "742"), q("818", "212")),
)

TABLES = {
    "https://api.iknl.nl/docs/pzp/r4/Questionnaire/ACP-zib2020": ZIB2020,
    "https://api.iknl.nl/docs/pzp/stu3/Questionnaire/ACP-zib2017": ZIB2017,
}


def table_of(facts: FormFacts) -> FormTable:
    """The table of a form. Raises ``LookupError`` for a form whose meaning is not known here."""
    return TABLES[facts.canonical]
