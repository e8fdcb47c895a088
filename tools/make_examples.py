"""Write the examples: three invented people, each as plan JSON, R4 JSON and R4 XML.

    python tools/make_examples.py [--output FOLDER]

Same input, same bytes. Who they are is in ``tools/example_people``; what each shows is in ``examples/README.md``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from example_people import cancer_at_home, legal_representative, nursing_home
from pzp_exchange import R4, AdvanceCarePlan, convert, write

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = {
    "nursing-home": nursing_home.plan,
    "cancer-at-home": cancer_at_home.plan,
    "legal-representative": legal_representative.plan,
}


def write_example(name: str, plan: AdvanceCarePlan, folder: Path) -> list[Path]:
    """Write one person in every form; the files written."""
    converted = convert(plan, to=R4)
    if converted.losses:
        raise SystemExit(f"{name}: not everything can be written in R4: {converted.losses}")
    paths = [folder / f"{name}{ending}" for ending in (".plan.json", ".r4.json", ".r4.xml")]
    write(plan, paths[0])
    write(converted.document, paths[1])
    write(converted.document, paths[2])
    return paths


def main() -> None:
    """Write all examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "examples", help="folder to write to")
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in PEOPLE.items():
        for path in write_example(name, build(), folder):
            print(path)


if __name__ == "__main__":
    main()
