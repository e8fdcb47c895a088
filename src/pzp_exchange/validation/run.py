"""Validate a set: every resource against the base definition and its profiles, then the set as a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..document import Document, Entry
from ..mapping.tables import tables
from ..releases import RELEASES
from ..report import Issue, Report
from .checker import Checker, checker_for, claimed
from .context import Finding, Rule, Run, Session, path_of, pointer_of
from .plan import plan_issues

__all__ = ["validate"]


def validate(document: Document, *, profiles: Sequence[str] = (), packages: Sequence[str | Path] = (),
             on: datetime.date | None = None) -> Report:
    """Everything that is wrong with a set, or could not be checked; content never raises.

    Each resource is checked against the base definition of its FHIR version, the profiles it claims and those the
    caller names in ``profiles``; one that claims no known profile also against the PZP profile its codes ask for.
    ``packages`` are FHIR packages (.tgz, or folders) whose profiles can then be claimed or named. ``on`` is the date
    to judge dates by (default: today). What reading found is part of the report. Raises ``PzpError`` for a package
    that cannot be read.
    """
    session = Session(document, tuple(Path(package) for package in packages))
    issues = list(document.report.issues)
    for entry in _all_entries(document):
        issues.extend(_entry_issues(session, entry, profiles))
    issues.extend(plan_issues(document, on or datetime.datetime.now(tz=datetime.UTC).astimezone().date()))
    return Report(tuple(issues))


def _all_entries(document: Document) -> Iterator[Entry]:
    """The resources, and the Bundles they came in."""
    yield from (root for root in document.roots if root.type == "Bundle")
    yield from document.entries


def _entry_issues(session: Session, entry: Entry, profiles: Sequence[str]) -> list[Issue]:
    checker = _checker(_release_key(entry), session.packages)
    run = Run(checker, session, entry)
    kind = entry.tree.get("resourceType")
    if kind not in checker.resource_types:
        run.add("PZP-RESOURCE-TYPE", None, Rule("Resource"), found=kind or "")
    else:
        checker.types[entry.type](entry.tree, None, None, run)
        wanted = (*claimed(entry.tree), *profiles)
        if not any(checker.facts.definition(profile) for profile in wanted):
            wanted = (*wanted, *_fitting(checker, entry))
        checker.check_profiles(entry.tree, None, run, wanted)
    issues = [_issue(finding, entry) for finding in run.out]
    if kind == "QuestionnaireResponse":
        issues.extend(_form_issues(session, entry))
    return issues


def _form_issues(session: Session, entry: Entry) -> Iterator[Issue]:
    """A filled form by the form it names: one in the set, else the published one."""
    from ..mapping.form.facts import claimed_form
    from .form.check import check_form

    claim = claimed_form(entry.tree).partition("|")[0]
    forms = (each for each in session.document if each.type == "Questionnaire") if claim else ()
    own = next((each for each in forms if each.tree.get("url") == claim), None)
    version = own.release.fhir_version if own and own.release else entry.source.fhir_version
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
    found = known.find(entry.tree) if known else None
    return (found[1].profile,) if found and known and found[1].profile in known.marks else ()


def _issue(finding: Finding, entry: Entry) -> Issue:
    pointer = pointer_of(finding.at)
    params = tuple(sorted((key, str(value)) for key, value in finding.params.items()))
    return Issue(finding.code, finding.severity, path_of(entry.tree, pointer), params, entry.reference,
                 finding.rule.path, finding.rule.profile, entry.source.name, entry.spot(pointer), finding.undecided)
