"""The names and roles of everyone in the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..model import (
    Coded,
    CodeList,
    ContactPerson,
    HealthProfessional,
    HealthProfessionalRole,
    Patient,
    PatientContact,
    Period,
    Reference,
    Telecom,
)
from ..model.codes import REPRESENTATIVES, ContactRole, Gender, Relationship
from .labels import Labels
from .parts import PatientView, Person, Term
from .words import Setting, age, coded, day, first_lower

__all__ = ["contacts", "known", "patient_view", "patients", "person"]

PEOPLE = ("patient", "contact_persons", "health_professionals", "health_professional_roles")
UNSPECIFIED = ", niet nader gespecificeerd"  # how the UZI role codes end the name of a plain specialty


def patient_view(setting: Setting) -> PatientView:
    """Whom the plan is about, or that the set does not say. What one source lacks another may have."""
    words, records = setting.words, patients(setting)
    lacking = {part for one in setting.seen.withheld if one.kind.startswith("patient") for part in one.parts
               } if setting.seen else set()
    hidden = tuple(name for name, part in (("birth_date", "birth_date"), ("bsn", "identifiers")) if part in lacking)
    if not records:
        if not setting.sees("patient"):
            return PatientView(words("patient.withheld"), Term(""), hidden=("birth_date", "bsn"))
        return PatientView(words("patient.missing"), Term(words("patient.no-birth-date")))
    died_at = next((each.deceased_at for each in records if each.deceased_at), None)
    alive = not (died_at or any(each.deceased for each in records))
    until = (setting.on, setting.on) if alive else died_at.bounds if died_at else None
    deceased = "" if alive else words("patient.deceased")
    if died_at:
        deceased = words("patient.deceased-on", date=day(words, died_at))
    born = next((each.birth_date for each in records if each.birth_date), None)
    return PatientView(
        name=next((each.display_name for each in records if each.display_name), words("patient.no-name")),
        birth_date=day(words, born) if born else Term("" if hidden and "birth_date" in hidden else words(
            "patient.no-birth-date")),
        age=age(words, born, until) if until else "",
        gender=next((said for each in records if (said := gender(setting, each))), None),
        bsn=next((each.bsn for each in records if each.bsn), ""),
        deceased=deceased,
        hidden=hidden,
    )


def known(who: PatientView, words: Labels) -> str:
    """Birth date, age, gender and number in one line, as far as this audience sees them."""
    born = words("born", date=who.birth_date) if who.birth_date.code else str(who.birth_date)
    age = f" ({who.age})" if who.age else ""
    number = words("bsn", bsn=who.bsn) if who.bsn else "" if "bsn" in who.hidden else words("bsn.none")
    return " · ".join(filter(None, (born + age, str(who.gender or ""), number)))


def patients(setting: Setting) -> tuple[Patient, ...]:
    """The patient as every source has them."""
    plan = setting.plan
    return (plan.patient, *plan.patient_elsewhere) if plan.patient else plan.patient_elsewhere


def gender(setting: Setting, patient: Patient) -> Term | None:
    """The gender as coded, else the administrative one; ``None`` when not said."""
    said: Coded[Gender] | None = patient.gender_code
    if said:
        term = coded(said, setting.language)
        return Term(first_lower(term.label), term.code, term.system) if term else None
    return Term(setting.words.of_source("gender", patient.gender), patient.gender) if patient.gender else None


def person(setting: Setting, reference: Reference | None) -> Person:
    """Whoever a reference points to; else the words that came with it; else that nobody knows."""
    words = setting.words
    found = setting.find(reference)
    display = reference.display if reference else None
    nobody = words("person.unknown", reference=spoken(reference) or words("person.not-named"))
    if reference and not all(setting.sees(kind) for kind in PEOPLE):
        nobody = words("person.withheld")
    if isinstance(found, Patient):
        return Person(words("person.patient"))
    if isinstance(found, ContactPerson):
        return contact(setting, found, found.display_name or display or nobody)
    if isinstance(found, HealthProfessional):
        return Person(found.display_name or display or nobody, phones=phones(setting, found.telecoms))
    if isinstance(found, HealthProfessionalRole):
        return professional(setting, found, display or nobody)
    return Person(display or nobody)


def spoken(reference: Reference | None) -> str:
    """The reference itself, when there is nothing better to show."""
    if reference is None:
        return ""
    return reference.reference or (reference.identifier.value if reference.identifier else None) or ""


def professional(setting: Setting, role: HealthProfessionalRole, otherwise: str) -> Person:
    """A health professional with specialty."""
    who = setting.at(role).find(role.professional)
    name = who.display_name if isinstance(who, HealthProfessional) else None
    display = role.professional.display if role.professional else None
    functions = [first_lower(function.label(setting.language)) for function in role.specialties or role.codes]
    telecoms = (*role.telecoms, *(who.telecoms if isinstance(who, HealthProfessional) else ()))
    return Person(
        name or display or otherwise,
        ", ".join(functions),
        functions[0].removesuffix(UNSPECIFIED) if functions else "",
        phones(setting, telecoms),
    )


def contacts(setting: Setting) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """The representatives and the other contact persons; nobody twice.

    Of the same name, telephone numbers and e-mail address in several sources is one person, with all roles.
    """
    nameless = setting.words("person.no-name")
    people = [(contact(setting, one, one.display_name or nameless), one.represents)
              for one in setting.plan.contact_persons]
    for record in patients(setting):
        for listed in record.contacts:
            if setting.at(record).find(listed.contact_person) is None:
                name = listed.name.display if listed.name else None
                people.append((contact(setting, listed, name or nameless), represents(listed)))
    found: dict[Person, bool] = {}
    for person, yes in people:
        known = next((each for each in found if _same(each, person)), person)
        before = found.pop(known, False)
        found[_with_roles(known, person)] = before or yes
    return tuple(p for p, yes in found.items() if yes), tuple(p for p, yes in found.items() if not yes)


def _same(one: Person, other: Person) -> bool:
    mine, theirs = ((each.name, each.phones, each.email, each.note) for each in (one, other))
    return mine == theirs and (one == other or bool(one.phones or one.email))


def _with_roles(one: Person, other: Person) -> Person:
    roles = dict.fromkeys(filter(None, (*one.role.split(", "), *other.role.split(", "))))
    return replace(one, role=", ".join(roles), brief=one.brief or other.brief)


def represents(listed: PatientContact) -> bool:
    """Whether one of the roles lets this person decide for the patient."""
    return any(role.value in REPRESENTATIVES for role in listed.relationships)


def contact(setting: Setting, one: ContactPerson | PatientContact, name: str) -> Person:
    """A contact person with every role and relation."""
    said = [part for relationship in one.relationships for part in _parts(relationship, setting.language)]
    relations = [label for label, relation in said if relation]
    labels = [label for label, _ in said]
    brief = (relations or labels or [""])[0]
    note = setting.words("person.former") if former(one, setting) else ""
    return Person(
        name, ", ".join(dict.fromkeys(labels)), brief, phones(setting, one.telecoms), email(setting, one.telecoms), note
    )


def _parts(relationship: Coded[ContactRole], language: str) -> Iterator[tuple[str, bool]]:
    """Every coding as a word, and whether it is a relation in life; the text when there is no code."""
    for coding in relationship.codings:
        relation = Relationship.find(coding.system, coding.code)
        member: CodeList | None = relation or ContactRole.find(coding.system, coding.code)
        other = member is None or member.display("en") == "Other"
        label = relationship.text or coding.display if other else None
        yield first_lower(label or (member.display(language) if member else coding.code or "")), relation is not None
    if not relationship.codings and relationship.text:
        yield first_lower(relationship.text), False


def former(one: ContactPerson | PatientContact, setting: Setting) -> bool:
    """Whether someone is no longer a contact person on the date."""
    return getattr(one, "active", None) is False or over(one.period, setting)


def over(span: Period | None, setting: Setting) -> bool:
    """Whether a period had surely ended before the date."""
    bounds = span.end.bounds if span and span.end else None
    return bool(bounds and bounds[1] < setting.on)


def phones(setting: Setting, telecoms: Iterable[Telecom]) -> tuple[str, ...]:
    """Telephone numbers with what kind they are."""
    shown = []
    for telecom in _in_use(setting, telecoms):
        if telecom.system in ("phone", "sms", None):
            kind = telecom.telecom_type.value if telecom.telecom_type else None
            use = setting.words.of_source("phone", kind.token if kind else telecom.use)
            words = ", ".join(filter(None, (use, telecom.comment)))
            shown.append(f"{telecom.value} ({words})" if words else str(telecom.value))
    return tuple(dict.fromkeys(shown))


def email(setting: Setting, telecoms: Iterable[Telecom]) -> str:
    """The first e-mail address."""
    return next((t.value or "" for t in _in_use(setting, telecoms) if t.system == "email"), "")


def _in_use(setting: Setting, telecoms: Iterable[Telecom]) -> Iterator[Telecom]:
    """Those that have a value and are not of the past."""
    return (t for t in telecoms if t.value and t.use != "old" and not over(t.period, setting))
