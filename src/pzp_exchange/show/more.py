"""The talk, the implanted device and the answers that only a form has, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..model import (
    Coded,
    Encounter,
    FormAnswers,
    MedicalDevice,
    MedicalDeviceProduct,
    Note,
    PartialDate,
    Procedure,
    Reference,
)
from .parts import Detail, Row, Said, State, Talk, Term, Tone
from .people import over, person
from .words import Setting, coded, day, first_upper, period

__all__ = ["devices", "form_answers", "talks"]

HELD = frozenset({"finished", "completed"})


def talks(setting: Setting) -> tuple[Talk, ...]:
    """Every talk, newest first; a contact and the procedure done in it are one talk."""
    plan = setting.plan
    taken: set[int] = set()
    found: list[tuple[PartialDate | None, Talk]] = []
    for encounter in plan.encounters:
        procedures = [p for p in plan.procedures if plan.find(p.encounter, p) is encounter]
        taken.update(id(p) for p in procedures)
        when = encounter.date or next((p.date for p in procedures if p.date), None)
        found.append((when, _talk(setting, when, encounter, procedures)))
    alone = (procedure for procedure in plan.procedures if id(procedure) not in taken)
    found.extend((one.date, _talk(setting, one.date, None, [one])) for one in alone)
    return tuple(_once(talk for _, talk in sorted(found, key=lambda pair: _first_day(pair[0]), reverse=True)))


def _once(found: Iterable[Any]) -> list[Any]:
    """What several sources tell in the same words, once; talks or statements."""
    same: dict[object, Any] = {}
    for one in found:
        key: object = _words_of(one) if one.sources else id(one)
        marks = {*one.sources, *(same[key].sources if key in same else ())}
        same[key] = replace(same.get(key, one), sources=tuple(sorted(marks, key=int)))
    return list(same.values())


def _words_of(one: Talk | Said) -> Talk | Said:
    return replace(one, sources=(), id="") if isinstance(one, Said) else replace(one, sources=())


def _first_day(when: PartialDate | None) -> datetime.date:
    return when.bounds[0] if when and when.bounds else datetime.date.min


def _talk(setting: Setting, when: PartialDate | None, encounter: Encounter | None, procedures: list[Procedure]) -> Talk:
    words = setting.words
    statuses = [s.status for s in (encounter, *procedures) if s and s.status and s.status not in HELD]
    notes = [words("note.status", status=words.of_source("status", status)) for status in dict.fromkeys(statuses)]
    if when and when.bounds and when.bounds[0] > setting.on:
        notes.append(words("talk.later"))
    contact_type = None
    if encounter and encounter.contact_type:
        coding = encounter.contact_type
        label = encounter.type.display(setting.language) if encounter.type else coding.display or coding.code or ""
        contact_type = Term(label, coding.code or "", coding.system or "") if label else None
    held = [one for one in (encounter, *procedures) if one]
    setting = setting.at(held[0])
    present = tuple(dict.fromkeys(person(setting, one) for one in _present(encounter, procedures)))
    about = tuple(_about(setting, encounter, procedures))
    return Talk(day(words, when), contact_type, present, about, tuple(notes), setting.marks(*held))


def _present(encounter: Encounter | None, procedures: Iterable[Procedure]) -> Iterator[Reference]:
    """Who took part; the patient of a contact is present at it (FHIR ``Encounter.subject``)."""
    if encounter:
        if encounter.patient:
            yield encounter.patient
        yield from (one.individual for one in encounter.participants if one.individual)
    for procedure in procedures:
        yield from (one.actor for one in procedure.performers if one.actor)


def _about(setting: Setting, encounter: Encounter | None, procedures: Iterable[Procedure]) -> Iterator[Detail]:
    """Reasons and comments."""
    words = setting.words
    for reason in encounter.reasons if encounter else ():
        text = ": ".join(filter(None, (first_upper(reason.label(setting.language)), reason.comment)))
        if text:
            yield Detail(words("detail.reason"), text)
    for pointer in encounter.reason_references if encounter else ():
        if pointer.comment:
            yield Detail(words("detail.reason"), pointer.comment)
    for procedure in procedures:
        yield from (Detail(words("detail.comment"), note.text) for note in procedure.notes if note.text)


def devices(setting: Setting) -> tuple[Row, ...]:
    """Each ICD that is recorded; one row that says so when there is none."""
    plan, words = setting.plan, setting.words
    what = Term(words("kind.MedicalDevice"), MedicalDevice.__name__)
    rows = []
    used: list[object] = []
    for device in plan.medical_devices:
        product = plan.find(device.product, device)
        used.append(product)
        rows.append(_device(setting, what, device, product if isinstance(product, MedicalDeviceProduct) else None))
    alone = (product for product in plan.medical_device_products if product not in used)
    rows.extend(_device(setting, what, MedicalDevice(id=one.id), one) for one in alone)
    if not rows:
        lacks = setting.lacks("medical_devices") or setting.lacks("medical_device_products")
        none = words("state.past.fact" if lacks else "state.none.fact")
        return (Row(what, State.NONE, Term(none, State.NONE), Tone.UNKNOWN),)
    merged = _once(one for row in rows for one in row.said)
    return tuple(Row(what, State.HOLDS, one.says, Tone.PLAIN, (one,)) for one in merged)


def _device(setting: Setting, what: Term, device: MedicalDevice, product: MedicalDeviceProduct | None) -> Row:
    words = setting.words
    kind = coded(product.type, setting.language) if product else None
    display = device.product.display if device.product else None
    says = kind if kind and kind.label else Term(display or words("device.unknown-type"))
    status = device.status or ""
    notes = [] if status in ("active", "") else [words("note.status", status=words.of_source("device-status", status))]
    if over(device.period, setting):
        notes.append(words("device.over"))
    who = (person(setting.at(device), device.health_professional).line,) if device.health_professional else ()
    one = Said(
        Term(words("kind.MedicalDevice"), MedicalDevice.__name__),
        what,
        says,
        day(words, device.recorded_on),
        who,
        details=tuple(_device_details(setting, device, product)),
        notes=tuple(notes),
        status=status,
        id=device.id or "",
        sources=setting.marks(*(one for one in (device, product) if one)),
    )
    return Row(what, State.HOLDS, says, Tone.PLAIN, (one,))


def _device_details(setting: Setting, device: MedicalDevice, product: MedicalDeviceProduct | None) -> Iterator[Detail]:
    words = setting.words
    site = device.body_site
    place = (
        ", ".join(
            filter(
                None, (site.label(setting.language), site.laterality.label(setting.language) if site.laterality else "")
            )
        )
        if site
        else ""
    )
    notes: tuple[Note, ...] = (*device.notes, *(product.notes if product else ()))
    named = [("period", period(words, device.period)), ("body-site", first_upper(place))]
    named += [("indication", one.display or one.reference or "") for one in device.indications]
    named += [("location", device.location.display or device.location.reference or "")] if device.location else []
    named += [("comment", note.text or "") for note in notes]
    yield from (Detail(words(f"detail.{name}"), text) for name, text in named if text)


def form_answers(setting: Setting) -> tuple[Detail, ...]:
    """The answers that only a form has, as far as given; of several forms with the number of the source."""
    plan = setting.plan
    every = (*((plan.form_answers,) if plan.form_answers else ()), *plan.kept_form_answers)
    return tuple(detail for answers in every for detail in _answers(setting, answers))


def _answers(setting: Setting, answers: FormAnswers) -> Iterator[Detail]:
    words = setting.words
    marks = "".join(f" [{number}]" for number in setting.sources.of(answers.sources)) if setting.sources else ""
    representative = answers.representative_is_contact
    said: list[tuple[str, str]] = [
        ("representative-is-contact", "" if representative is None else words(f"answer.{str(representative).lower()}")),
        ("has-icd", _choice(setting, answers.has_icd)),
        ("earlier-agreements", _choice(setting, answers.earlier_agreements)),
        ("earlier-agreements-comment", answers.earlier_agreements_comment or ""),
        ("earlier-agreements-differ", _choice(setting, answers.earlier_agreements_differ)),
        ("sharing-consent", _choice(setting, answers.sharing_consent)),
        *(("notes", note.text or "") for note in answers.notes),
    ]
    yield from (Detail(words(f"form.{name}") + marks, text) for name, text in said if text)


def _choice(setting: Setting, value: Coded[Any] | None) -> str:
    term = coded(value, setting.language)
    return term.label if term else ""
