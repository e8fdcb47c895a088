"""Each statement of the plan in words: one small function per kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..model import (
    AdvanceDirective,
    Coded,
    Finding,
    InformRelativesRequest,
    LegalCapacity,
    MedicalPolicyGoal,
    Note,
    Reason,
    Reference,
    TreatmentDirective,
)
from ..model.codes import AdvanceDirectiveType, Decision, Treatment
from ..model.current import Agreement
from .parts import Detail, Said, Term, Tone
from .people import person
from .words import Setting, coded, day, unknown

__all__ = ["said", "treatment_term"]

TONES = {
    Decision.PERFORM.token: Tone.DO,
    Decision.DO_NOT_PERFORM.token: Tone.DO_NOT,
    Decision.OTHER.token: Tone.OTHER,
}
PROVISIONAL = frozenset(
    {
        "draft",
        "proposed",
        "planned",
        "on-hold",
        "completed",
        "registered",
        "preliminary",
        "unknown",
    }
)


def said(setting: Setting, statement: Agreement, reason: Reason | None = None) -> Said:
    """A statement in words, with why it stands where it stands."""
    make = next(maker for kind, maker in MAKERS if isinstance(statement, kind))
    parts: dict[str, Any] = make(setting.at(statement), statement)
    also = [make(setting.at(other), other) for other in setting.sources.also(statement)] if setting.sources else []
    if also:
        parts["by"] = tuple(dict.fromkeys(who for each in (parts, *also) for who in each.get("by", ())))
    kind = type(statement).__name__
    status = str(statement.status or "")
    notes = tuple(parts.pop("notes", ()))
    if status in PROVISIONAL and not (status == "completed" and isinstance(statement, InformRelativesRequest)):
        notes += (setting.words("note.status", status=setting.words.of_source("status", status)),)
    return Said(
        kind=Term(setting.words(f"kind.{kind}"), kind),
        date=day(setting.words, statement.date),
        notes=notes,
        reason=Term(setting.words(f"reason.{reason}"), str(reason)) if reason else Term(""),
        status=status,
        id=statement.id or "",
        sources=setting.marks(statement),
        **parts,
    )


def treatment_term(setting: Setting, treatment: Treatment) -> Term:
    """The short name of a treatment of the standard's list."""
    return Term(setting.words(f"treatment.{treatment.token}"), treatment.code, treatment.system)


def _directive(setting: Setting, directive: TreatmentDirective) -> dict[str, Any]:
    words = setting.words
    value = directive.treatment.value if directive.treatment else None
    if value and value is not Treatment.OTHER:
        what = treatment_term(setting, value)
    else:
        what = coded(directive.treatment, setting.language) or Term("")
        what = what if what.label else Term(words("treatment.unnamed"))
    token = directive.decision.token if directive.decision else "not-stated"
    limited = directive.decision is Decision.PERFORM and bool(directive.restrictions)
    says = Term(
        words("decision.perform-restricted" if limited else f"decision.{token}"),
        directive.decision.token if directive.decision else "",
    )
    sources = (directive.advance_directive, *directive.additional_advance_directives)
    return {
        "what": what,
        "says": says,
        "tone": Tone.OTHER if limited else TONES.get(token, Tone.UNKNOWN),
        "by": tuple(dict.fromkeys(person(setting, party.who).line for party in directive.parties)),
        "terms": _terms(setting, directive, says),
        "details": _details(
            setting,
            (
                ("in-words", _own_words(directive.treatment, setting.language)),
                ("ended", str(day(words, directive.ended_on)) if directive.ended_on else None),
                ("starts", str(day(words, directive.starts_on)) if directive.starts_on else None),
                ("reason-for-ending", directive.reason_for_ending),
                *(("advance-directive", _source(setting, reference)) for reference in sources if reference),
                ("comment", directive.comment),
            ),
        ),
    }


def _terms(setting: Setting, directive: TreatmentDirective, says: Term) -> tuple[Detail, ...]:
    """Specification and limits; an unknown that travelled as text is not said twice."""
    specification = directive.specification or ""
    names = directive.decision and (directive.decision.display("nl"), directive.decision.display("en"), says.label)
    repeats = bool(names) and specification.strip().casefold() in [name.casefold() for name in names or ()]
    return _details(
        setting,
        (
            ("specification", "" if repeats else specification),
            ("restrictions", directive.restrictions),
        ),
    )


def _source(setting: Setting, reference: Reference) -> str:
    """The directive an agreement leans on."""
    found = setting.find(reference)
    if isinstance(found, AdvanceDirective):
        return f"{_type(setting, found)}, {day(setting.words, found.date)}"
    return reference.display or reference.reference or setting.words("person.not-named")


def _type(setting: Setting, directive: AdvanceDirective) -> Term:
    kind = coded(directive.type, setting.language)
    return kind if kind and kind.label else Term(setting.words("directive.unnamed"))


def _advance_directive(setting: Setting, directive: AdvanceDirective) -> dict[str, Any]:
    words = setting.words
    no_cpr = bool(directive.type and directive.type.value is AdvanceDirectiveType.NO_RESUSCITATION)
    return {
        "what": Term(words("kind.AdvanceDirective")),
        "says": _type(setting, directive),
        "tone": Tone.DO_NOT if no_cpr else Tone.PLAIN,
        "by": (),
        "details": _details(
            setting,
            (
                *(("representative", person(setting, one.who).line) for one in directive.representatives),
                ("ended", str(day(words, directive.ended_on)) if directive.ended_on else None),
                *(("disorder", one.display or one.reference) for one in directive.disorders),
                ("document", _document(setting, directive)),
                ("comment", directive.comment),
            ),
        ),
    }


def _document(setting: Setting, directive: AdvanceDirective) -> str:
    """Whether the document itself is in the set."""
    words, document, pointer = setting.words, directive.document, directive.document_reference
    if document and document.data:
        named = ", ".join(filter(None, (document.title, document.content_type)))
        return words("document.here-named", named=named) if named else words("document.here")
    if pointer and any(
        pointer.reference == other.reference or (other.full_url and pointer.reference == other.full_url)
        for other in setting.plan.other_resources
    ):
        return words("document.referred", reference=pointer.reference)
    address = (document.url or document.title if document else None) or (
        (pointer.display or pointer.reference) if pointer else None
    )
    return words("document.elsewhere", address=address) if address else words("document.none")


def _goal(setting: Setting, goal: MedicalPolicyGoal) -> dict[str, Any]:
    answer = coded(goal.goal, setting.language)
    return {
        "what": Term(setting.words("kind.MedicalPolicyGoal")),
        "says": answer if answer and answer.label else Term(setting.words("unknown.not-stated")),
        "details": _notes(setting, goal.notes, goal.goal),
    }


def _finding(setting: Setting, finding: Finding) -> dict[str, Any]:
    how, answer, words = finding.unknown, finding.answer, setting.words
    if isinstance(answer, Coded) and (answer.value or how is None):
        says = coded(answer, setting.language) or Term("")
    elif how is not None:
        says = unknown(words, how)
    elif isinstance(answer, bool):
        token = str(answer).lower()
        says = Term(
            words(f"capacity.{token}") if isinstance(finding, LegalCapacity) else words(f"answer.{token}"), token
        )
    else:
        says = Term(str(answer).strip() or words("unknown.not-stated"))
    lacks = isinstance(finding, LegalCapacity) and answer is False
    people = (person(setting, one).line for one in finding.performers)
    return {
        "what": Term(words(f"kind.{type(finding).__name__}")),
        "says": says,
        "tone": Tone.UNKNOWN if how else Tone.OTHER if lacks else Tone.PLAIN,
        "by": tuple(dict.fromkeys(people)),
        "details": _notes(setting, finding.notes, answer if isinstance(answer, Coded) else None),
    }


def _informed(setting: Setting, request: InformRelativesRequest) -> dict[str, Any]:
    words = setting.words
    senders = (request.requester or request.sender,)
    return {
        "what": Term(words("kind.InformRelativesRequest")),
        "says": Term(words("informed.yes"), "true"),
        "by": tuple(person(setting, one).line for one in senders if one),
        "details": _details(
            setting, (("recipients", ", ".join(person(setting, one).line for one in request.recipients)),)
        ),
    }


def _details(setting: Setting, named: Iterable[tuple[str, str | None]]) -> tuple[Detail, ...]:
    return tuple(Detail(setting.words(f"detail.{name}"), text) for name, text in named if text)


def _notes(setting: Setting, notes: Iterable[Note], value: Coded[Any] | None = None) -> tuple[Detail, ...]:
    own = ("in-words", _own_words(value, setting.language))
    return _details(setting, (own, *(("comment", note.text) for note in notes)))


def _own_words(value: Coded[Any] | None, language: str) -> str | None:
    """What the source wrote beside a code, when it is more than the name of that code."""
    if value is None or not value.text or value.label(language) == value.text:
        return None
    member = value.value
    names = [c.display for c in value.codings] + ([member.display("nl"), member.display("en")] if member else [])
    return None if any(name and name.casefold() in value.text.casefold() for name in names) else value.text


Maker = Callable[[Setting, Any], dict[str, Any]]
MAKERS: tuple[tuple[type, Maker], ...] = (
    (TreatmentDirective, _directive),
    (AdvanceDirective, _advance_directive),
    (MedicalPolicyGoal, _goal),
    (Finding, _finding),
    (InformRelativesRequest, _informed),
)
