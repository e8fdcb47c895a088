"""A handover: the whole plan as one FHIR document, with what it says in words, section by section.

The document is a Bundle of type ``document``: first a Composition by the library's profile ``IZP-Handover``, then every
resource of the plan. Nothing in it is random: the same plan, moment and people give the same document, byte for byte.
"""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from .codec import encode_json
from .converting import Converted
from .document import Document, Entry, Source
from .mapping.assemble import write_plan
from .model.base import Carried, Coded, PartialDate, Reference
from .model.care_plan import Handover, HandoverSection
from .model.individual import IndividualCarePlan
from .model.own_codes import OWN_BASE
from .model.plan import AdvanceCarePlan
from .model.statement import Statement
from .profiles.structure import load_structure
from .releases import Release
from .releases import release as release_named
from .report import Report
from .tree import Tree

__all__ = ["handover", "handover_page"]

Resource = tuple[Tree, str | None]
"""A resource and its full URL."""
NEW = "new-handover"
"""The id of the Composition until its own is known, which is made of everything that is handed over."""


def handover(plan: AdvanceCarePlan, to: Release | str, *, at: datetime.datetime, author: Reference,
             recipients: Sequence[Reference] = (), reason: str | None = None, on: datetime.date | None = None,
             language: Literal["en", "nl"] = "nl") -> Converted:
    """Hand over a plan: a document in a release, and what of the plan could not be written in it.

    ``at`` is the moment of handing over and must have a time zone; ``on`` the date for which is told what holds
    (default: that of the moment). ``author`` and ``recipients`` refer to people of the plan, or only name somebody.
    References lead to full URLs: those of the plan where it has them, else ``urn:uuid``. Raises ``ValueError`` for a
    moment without a time zone, ``UnknownReleaseError`` for a release that is not in the table and ``LookupError`` for
    one that cannot be written, or a language there are no words in.
    """
    wanted = release_named(to) if isinstance(to, str) else to
    whole = _individual(plan)
    made = _statement(whole, at, author, tuple(recipients), reason, on or at.date(), language)
    written, losses = write_plan(whole.model_copy(update={"handovers": (*whole.handovers, made)}), wanted)
    tree = _document(written, at, wanted.fhir_version)
    source = Source("handover", "json", fhir_version=wanted.fhir_version)
    entries = [Entry(each["resource"], source, ("entry", index, "resource"), each["fullUrl"], wanted)
               for index, each in enumerate(tree["entry"])]
    return Converted(Document(entries, [Entry(tree, source, release=wanted)], Report()), (plan,), tuple(losses))


def handover_page(plan: AdvanceCarePlan, *, at: datetime.datetime, author: Reference,
                  recipients: Sequence[Reference] = (), reason: str | None = None, on: datetime.date | None = None,
                  language: Literal["en", "nl"] = "nl") -> str:
    """The same handover as a page for people: one HTML file that needs nothing else. See ``handover``."""
    from .show.handover import handover_view
    from .show.html import render_handover_html

    whole, date = _individual(plan), on or at.date()
    made = _statement(whole, at, author, tuple(recipients), reason, date, language)
    return render_handover_html(handover_view(whole, made, date, language))


def _individual(plan: AdvanceCarePlan) -> IndividualCarePlan:
    """An advance care plan that stands alone is an individual one in which nothing else is recorded."""
    if isinstance(plan, IndividualCarePlan):
        return plan
    return IndividualCarePlan(**{name: getattr(plan, name) for name in type(plan).model_fields})


def _statement(plan: IndividualCarePlan, at: datetime.datetime, author: Reference, recipients: tuple[Reference, ...],
               reason: str | None, on: datetime.date, language: Literal["en", "nl"]) -> Handover:
    """The handover with its sections, in words."""
    from .show.handover import handover_sections
    from .show.labels import labels
    from .show.xhtml import narrative

    if at.tzinfo is None:
        raise ValueError("the moment of handing over has no time zone")
    words = labels(language)
    name = plan.patient.display_name if plan.patient else None
    sections = tuple(HandoverSection(
        title=each.title, code=Coded(codings=each.codings) if each.codings else None,
        text=narrative(each.groups, language), text_status="generated",
        entries=tuple(filter(None, map(_reference, each.about))),
        carried=Carried({"emptyReason": {"text": words("handover.none")}} if each.empty else {}),
    ) for each in handover_sections(plan, on, language))
    return Handover(
        id=NEW, status="final", title=words("handover.title", name=name or words("patient.no-name")),
        patient=_reference(plan.patient) if plan.patient else None,
        handed_over_at=PartialDate(at.isoformat(timespec="seconds")), authors=(author,), recipients=recipients,
        reason=reason, sections=sections, carried=Carried({"language": language}))


def _reference(statement: Statement) -> Reference | None:
    """A reference to a statement, when it has a name."""
    name = f"{statement.reference_type}/{statement.id}" if statement.id else statement.full_url
    return Reference(reference=name) if name else None


def _document(resources: list[Resource], at: datetime.datetime, fhir_version: str) -> Tree:
    """The Bundle, with full URLs and references that lead to them."""
    first = next(index for index, (tree, _) in enumerate(resources)
                 if tree["resourceType"] == "Composition" and tree.get("id") == NEW)
    ordered = [resources[first], *resources[:first], *resources[first + 1:]]
    said = b"".join(encode_json(tree, indent=None).data for tree, _ in ordered)
    own = uuid.uuid5(uuid.NAMESPACE_URL, f"{OWN_BASE}handover/{hashlib.sha256(said).hexdigest()}")
    composition = ordered[0][0]
    composition["id"] = str(own)
    urls = [url or f"urn:uuid:{uuid.uuid5(own, f'{place}/{_name(tree)}')}" for place, (tree, url) in enumerate(ordered)]
    known = dict(_names(zip((tree for tree, _ in ordered), urls, strict=True)))
    for section in composition.get("section", ()):
        _only_known(section, known)
    for tree, _ in ordered:
        _lead(tree, known)
    moment = at.isoformat(timespec="seconds")
    dated: Tree = {"timestamp": moment}
    if load_structure(fhir_version).element("Bundle", "timestamp") is None:
        dated = {"meta": {"lastUpdated": moment}}
    return {"resourceType": "Bundle", **dated,
            "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{own}"}, "type": "document",
            "entry": [{"fullUrl": url, "resource": tree} for url, (tree, _) in zip(urls, ordered, strict=True)]}


def _name(tree: Tree) -> str:
    return f"{tree['resourceType']}/{tree['id']}" if "id" in tree else str(tree["resourceType"])


def _names(resources: Iterable[tuple[Tree, str]]) -> Iterator[tuple[str, str]]:
    """How references name the resources, with their full URLs; a name that two of them share leads nowhere."""
    every = [(_name(tree), url) for tree, url in resources]
    names = [name for name, _ in every]
    for name, url in every:
        yield url, url
        if "/" in name and names.count(name) == 1:
            yield name, url


def _only_known(section: Tree, known: dict[str, str]) -> None:
    """Leave out entries that could not be written in the release; that they were not is among the losses."""
    entries = [each for each in section.get("entry", ()) if each.get("reference") in known]
    section.pop("entry", None)
    if entries:
        section["entry"] = entries


def _lead(node: object, known: dict[str, str]) -> None:
    """Make references lead to the full URLs."""
    if isinstance(node, dict):
        reference = node.get("reference")
        if isinstance(reference, str):
            node["reference"] = known.get(reference, reference)
        for each in node.values():
            _lead(each, known)
    elif isinstance(node, list):
        for each in node:
            _lead(each, known)
