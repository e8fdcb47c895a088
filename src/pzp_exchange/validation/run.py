"""Validate a set: every resource against the base definition and its profiles, then the set as a plan."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..document import Document, Entry
from ..mapping.tables import tables
from ..releases import RELEASES
from ..report import Issue, Report, Severity
from .checker import Checker, checker_for, claimed
from .context import Finding, Rule, Run, Session, path_of, pointer_of
from .individual import individual_issues
from .plan import plan_issues
from .plan.scan import noted_once

__all__ = ["validate"]


def validate(document: Document, *, profiles: Sequence[str] = (), packages: Sequence[str | Path] = (),
             on: datetime.date | None = None, seen: Callable[[Entry], object] | None = None) -> Report:
    """Everything that is wrong with a set, or could not be checked; content never raises.

    Each resource is checked against the base definition of its FHIR version, the profiles it claims and, of those the
    caller names in ``profiles``, the ones for its type; one without a known profile also against the PZP profile its
    codes ask for. ``packages`` are FHIR packages (.tgz, or folders) whose profiles can then be claimed or named. ``on``
    is the date to judge dates by (default: today). ``seen`` is called with each resource when it has been checked. What
    reading found is part of the report. Raises ``PzpError`` for a package that cannot be read.
    """
    session = Session(document, tuple(Path(package) for package in packages))
    issues = list(document.report.issues)
    for entry in (*document.bundles, *document.entries):
        issues += _entry_issues(session, entry, profiles)
        if seen:
            seen(entry)
    day = on or datetime.date(*time.localtime()[:3])
    issues += plan_issues(document, day, session.scans)
    issues += individual_issues(document, day)
    return Report(tuple(issues))


def _entry_issues(session: Session, entry: Entry, profiles: Sequence[str]) -> list[Issue]:
    checker = _checker(_release_key(entry), session.packages)
    run = Run(checker, session, entry)
    tree = entry.tree
    kind = tree.get("resourceType")
    if kind not in checker.resource_types:
        run.add("PZP-RESOURCE-TYPE", None, Rule("Resource"), found=kind or "")
    else:
        checker.types[kind](tree, None, None, run)
        if Severity.ERROR not in [found.severity for found in run.out]:
            session.scans[id(entry)] = noted_once(*run.noted)
        wanted = claimed(tree)
        if profiles:
            wanted = (*wanted, *(profile for profile in profiles if _may_apply(checker, profile, kind)))
        known = checker.claims(kind, wanted)
        if not known.defined:
            known = checker.claims(kind, (*wanted, *_fitting(checker, entry)))
        checker.check_claims(tree, None, run, known)
    issues = _issues(run.out, entry) if run.out else []
    if kind == "QuestionnaireResponse":
        issues.extend(_form_issues(session, entry))
    return issues


def _may_apply(checker: Checker, profile: str, kind: str) -> bool:
    """Whether a profile that the caller names is meant for resources of a type; of an unknown one nobody can say."""
    return "/" not in profile or checker.type_of(profile.partition("|")[0]) in ("", kind)


def _form_issues(session: Session, entry: Entry) -> Iterator[Issue]:
    """A filled form by the form it names: one in the set, else the published one."""
    from ..mapping.form.facts import claimed_form
    from .form.check import check_form

    claim = claimed_form(entry.tree).partition("|")[0]
    forms = session.document.of_type("Questionnaire") if claim else ()
    own = next((each for each in forms if each.tree.get("url") == claim), None)
    version = (own or entry).fhir_version
    for found in check_form(entry.tree, own.tree if own else None, version):
        yield Issue(found.code, found.severity, path_of(entry.tree, found.pointer), found.params, entry.reference,
                    source=entry.source.name, place=entry.spot(found.pointer), undecided=found.undecided)


def _checker(release_key: str, packages: tuple[Path, ...]) -> Checker:
    if not packages:
        return checker_for(release_key)
    from .packages import packaged_checker

    return packaged_checker(release_key, packages)


def _release_key(entry: Entry) -> str:
    if entry.release:
        return entry.release.key
    return next(r.key for r in RELEASES if r.fhir_version == entry.source.fhir_version)


def _fitting(checker: Checker, entry: Entry) -> tuple[str, ...]:
    """The PZP profile that the codes of a resource without one ask for."""
    known = tables(checker.fhir_version)
    found = known.profile_for(entry.tree) if known else None
    return (found,) if found else ()


def _issues(findings: list[Finding], entry: Entry) -> list[Issue]:
    tree, resource, source, start = entry.tree, entry.reference, entry.source, entry.pointer
    name, spot, kind, issues = source.name, source.spot, entry.type, []
    for code, severity, at, (rule, profile), params, undecided in findings:
        pointer = pointer_of(at) if at else ()
        path = path_of(tree, pointer) if pointer else kind
        issues.append(Issue(code, severity, path, params, resource, rule, profile, name, spot(start + pointer),
                            undecided))
    return issues
