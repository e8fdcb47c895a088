"""Write the examples: four invented people, as plan JSON and in FHIR.

    python tools/make_examples.py [--output FOLDER]

Of three of them the advance care plan; of all four the individual care plan in every format and a handover of it, as a
document and as a page. Same input, same bytes. Who they are is in ``tools/example_people``; what each shows is in
``examples/README.md``.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

from example_people import (
    cancer_at_home,
    cancer_at_home_izp,
    child_at_home_izp,
    legal_representative,
    legal_representative_izp,
    nursing_home,
    nursing_home_izp,
)
from pzp_exchange import R4, STU3, AdvanceCarePlan, Converted, convert, write
from pzp_exchange.handover import handover, handover_page
from pzp_exchange.model import IndividualCarePlan, Reference

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = {
    "nursing-home": nursing_home.plan,
    "cancer-at-home": cancer_at_home.plan,
    "legal-representative": legal_representative.plan,
}
Given = tuple[Reference, tuple[Reference, ...], str]
INDIVIDUAL: dict[str, tuple[Callable[[], IndividualCarePlan], Given]] = {
    "nursing-home": (nursing_home_izp.plan, nursing_home_izp.HAND_OVER),
    "cancer-at-home": (cancer_at_home_izp.plan, cancer_at_home_izp.HAND_OVER),
    "legal-representative": (legal_representative_izp.plan, legal_representative_izp.HAND_OVER),
    "child-at-home": (child_at_home_izp.plan, child_at_home_izp.HAND_OVER),
}
AT = datetime.datetime.fromisoformat("2026-11-01T16:30:00+01:00")
"""When the examples are handed over."""
NO_PLACE = {R4: frozenset[str](), STU3: frozenset({"part-of-the-patient", "no-place-in-release"})}
"""What a FHIR version has no place for; anything else that is lost is a fault of the example."""
FORMATS = {("izp", R4): ("json", "xml"), ("izp", STU3): ("json", "xml"), ("handover", R4): ("json", "xml"),
           ("handover", STU3): ("json",)}
"""Of each kind of file in each release."""


def write_example(name: str, plan: AdvanceCarePlan, folder: Path) -> list[Path]:
    """Write one person's advance care plan in every form; the files written."""
    converted = convert(plan, to=R4)
    _only_known(name, converted, NO_PLACE[R4])
    paths = [folder / f"{name}{ending}" for ending in (".plan.json", ".r4.json", ".r4.xml")]
    write(plan, paths[0])
    write(converted.document, paths[1])
    write(converted.document, paths[2])
    return paths


def write_individual(name: str, plan: IndividualCarePlan, given: Given, folder: Path) -> Iterator[Path]:
    """Write one person's individual care plan and its handover in every form."""
    author, recipients, reason = given
    path = folder / f"{name}.izp.plan.json"
    write(plan, path)
    yield path
    for release, known in NO_PLACE.items():
        handed = handover(plan, release, at=AT, author=author, recipients=recipients, reason=reason)
        for kind, converted in (("izp", convert(plan, to=release)), ("handover", handed)):
            _only_known(name, converted, known)
            for format_name in FORMATS[kind, release]:
                path = folder / f"{name}.{kind}.{release.fhir_version.lower()}.{format_name}"
                write(converted.document, path)
                yield path
    path = folder / f"{name}.handover.html"
    path.write_text(handover_page(plan, at=AT, author=author, recipients=recipients, reason=reason), "utf-8")
    yield path


def _only_known(name: str, converted: Converted, known: frozenset[str]) -> None:
    lost = [loss for loss in converted.losses if loss.reason not in known]
    if lost:
        raise SystemExit(f"{name}: not everything can be written: {lost}")


def main() -> None:
    """Write all examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "examples", help="folder to write to")
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in PEOPLE.items():
        for path in write_example(name, build(), folder):
            print(path)
    for name, (individual, given) in INDIVIDUAL.items():
        for path in write_individual(name, individual(), given, folder):
            print(path)


if __name__ == "__main__":
    main()
