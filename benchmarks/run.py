"""Measure against peers in the same run, and write ``benchmarks/results.md``.

    python benchmarks/run.py [--quick]

Every figure comes from a process of its own (``cases.py``), so that imports and memory do not mix. Documents are the
official R4 examples where the standard is on this machine (PZP_STANDARD_DIR, else beside the checkout), else those of
``examples/``. Nothing here is asserted by a test: the figures say how this machine did on that day.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from pzp_exchange import R4, convert, read, write
from pzp_exchange.releases import release

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).with_name("cases.py")
RESULTS = Path(__file__).with_name("results.md")
LIBRARIES = ("fhir.resources", "pydantic", "msgspec", "lxml")

OURS, PEER, FLOOR = "pzp_exchange", "fhir.resources", "json.loads"
BASE_IMPORT = "(python alone)"
IMPORTS = (
    (BASE_IMPORT, "pass"),
    (OURS, "import pzp_exchange"),
    (f"{OURS}, first plan read", "import sys; from pzp_exchange import read; read(sys.argv[1]).plan()"),
    (f"{OURS}, first document validated", "import sys; from pzp_exchange import read, validate; "
     "validate(read(sys.argv[1]))"),
    (PEER, "import fhir.resources.R4B"),
    (f"{PEER}, first document read", "import sys, fhir.resources.R4B as r; "
     "r.get_fhir_model_class('Consent').model_validate_json(open(sys.argv[1], 'rb').read())"),
)
WORK = (
    ("JSON to tree", "json_read", (OURS, PEER, FLOOR)),
    ("JSON validated, one set", "validate", (OURS, PEER)),
    ("JSON validated, each alone", "validate_each", (OURS, PEER)),
    ("JSON to plan", "plan_read", (OURS, PEER)),
    ("JSON to plan to R4 JSON", "plan_circle", (OURS, PEER)),
    ("XML to tree", "xml_read", (OURS, PEER)),
    ("JSON to XML to JSON", "xml_circle", (OURS, PEER)),
)
CONVERSIONS = (
    ("R4 to STU3", "to_stu3", "R4"),
    ("STU3 to R4", "to_r4", "STU3"),
    ("R4 to the form", "to_form", "R4"),
)
STREAMED = (1_000, 10_000, 100_000)
Row = tuple[str, ...]


def standard(key: str = R4.key) -> Path:
    """Where the official examples of a release are, if they are on this machine."""
    return Path(os.environ.get("PZP_STANDARD_DIR") or ROOT.parent / "shared" / "standard") / key / "examples"


def documents() -> list[Path]:
    """The R4 documents to measure with."""
    official = standard()
    return sorted(official.glob("*.json")) if official.is_dir() else sorted((ROOT / "examples").glob("*.r4.json"))


def resources(fhir_version: str, folder: Path) -> list[Path]:
    """The documents to convert, without filled forms: the official ones, else the project's own; STU3 is made of R4."""
    official = standard(release(fhir_version).key)
    if official.is_dir():
        return sorted(path for path in official.glob("*.json") if not path.name.startswith("QuestionnaireResponse"))
    own = read(*documents())
    target = folder / fhir_version
    target.mkdir(exist_ok=True)
    write(own if fhir_version == R4.fhir_version else convert(own, to=fhir_version).document, target)
    return sorted(target.glob("*.json"))


def child(*arguments: str) -> dict[str, Any]:
    """What a case in a process of its own found: ``seconds``, ``resources``, ``megabytes``."""
    done = subprocess.run([sys.executable, str(CASES), *arguments], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def import_rows(times: int) -> Iterator[Row]:
    """Wall time of fresh interpreters, taking turns so that a busy moment hits all alike; the median."""
    consent = next((f for f in documents() if f.name.startswith("Consent")), documents()[0])
    taken: dict[str, list[float]] = {name: [] for name, _ in IMPORTS}
    for _ in range(times):
        for name, code in IMPORTS:
            taken[name].append(child("start", code, str(consent))["seconds"])
    base = statistics.median(taken[BASE_IMPORT])
    for name, _ in IMPORTS:
        median = statistics.median(taken[name])
        yield name, f"{median * 1000:.0f} ms", "" if name == BASE_IMPORT else f"{(median - base) * 1000:.0f} ms"


def measured(case: str, libraries: tuple[str, ...], names: list[str], seconds: float,
             rounds: int) -> dict[str, tuple[float, float]]:
    """Resources per second and peak memory of each library.

    The libraries take turns and the best slice of all rounds counts, so that a busy moment of the machine does not.
    """
    best = dict.fromkeys(libraries, (0.0, 0.0))
    for _ in range(rounds):
        for library in libraries:
            found = child(case, library, str(seconds), *names)
            rate, megabytes = best[library]
            best[library] = max(rate, found["resources"] / found["seconds"]), max(megabytes, found["megabytes"])
    return best


def work_rows(seconds: float, rounds: int) -> Iterator[Row]:
    """Throughput and peak memory of each kind of work, with the ratio to the peer."""
    names = [str(path) for path in documents()]
    for title, case, libraries in WORK:
        best = measured(case, libraries, names, seconds, rounds)
        for library, (rate, megabytes) in best.items():
            yield title, library, f"{rate:,.0f}", f"{rate / best[PEER][0]:.1f} x", f"{megabytes:.0f}"


def conversion_rows(seconds: float, rounds: int) -> Iterator[Row]:
    """Throughput of conversions, with the ratio to the peer that only parses the same documents."""
    with tempfile.TemporaryDirectory() as folder:
        for title, case, fhir_version in CONVERSIONS:
            paths = resources(fhir_version, Path(folder))
            document = read(*paths)
            plans, held = len(document.plans()), len(document)
            rates = measured(case, (OURS, PEER), [str(path) for path in paths], seconds, rounds)
            for library, (rate, megabytes) in rates.items():
                per_second = f"{rate * plans / held:,.0f}" if library == OURS else ""
                yield (title, library, per_second, f"{rate:,.0f}", f"{rate / rates[PEER][0]:.1f} x",
                       f"{megabytes:.0f}")


def stream_rows(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Streaming NDJSON files of growing size: what must not grow is the memory."""
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.ndjson"
            write_lines(path, size)
            for library in (OURS, PEER, FLOOR):
                if library == PEER and size > STREAMED[1]:
                    continue
                found = child("stream", library, str(path))
                rate = found["resources"] / found["seconds"]
                yield (f"{size:,}", f"{path.stat().st_size / 1e6:.0f}", library, f"{rate:,.0f}",
                       f"{found['megabytes']:.1f}")


def write_lines(path: Path, size: int) -> None:
    """The documents over and over as lines, each with an id of its own."""
    trees = [json.loads(each.read_bytes()) for each in documents()]
    with path.open("w", encoding="utf-8") as out:
        for number in range(size):
            out.write(json.dumps({**trees[number % len(trees)], "id": f"r{number}"}, ensure_ascii=False) + "\n")


def table(headings: Row, rows: list[Row]) -> str:
    """A table in Markdown."""
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def machine() -> str:
    """What it ran on."""
    cpu = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.processor()) if Path("/proc/cpuinfo").exists() else ""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}, {cpu or platform.machine()}, {os.cpu_count()} cores, "
            f"{platform.system()}, Python {platform.python_version()}; {libraries}.")


def report(quick: bool) -> str:
    """Run everything and give the page."""
    sections: list[str] = [f"# Benchmarks\n\nMade by `make bench` on {machine()}\n\n"
                           f"Documents: the {len(documents())} R4 examples of the "
                           f"{'standard' if standard().is_dir() else 'project'}. One process per figure, taking turns "
                           "in five rounds; the best fifth of a second counts. MB is the peak memory of the process, "
                           "the interpreter included.\n"]
    imports = list(import_rows(3 if quick else 11))
    sections.append("## Start\n\n" + table(("what", "whole process, median", "above python alone"), imports))
    rows = work_rows(0.3, 1) if quick else work_rows(1.0, 5)
    work = list(track(rows, "work", total=15, console=Console(stderr=True), transient=True))
    sections.append("## Work\n\n" + table(("work", "library", "resources/s", "against the peer", "MB"), work)
                    + "\nThe peer's *plan* is its typed objects: it reads the resources and stops there; its circle is "
                    "parse and serialise. It checks no profile: *validated* compares our whole validation with its "
                    "mere parsing.\n")
    converted = list(conversion_rows(0.3, 1) if quick else conversion_rows(1.0, 5))
    sections.append("## Conversion\n\n" + table(
        ("conversion", "library", "plans/s", "resources/s", "against the peer", "MB"), converted)
        + "\nFrom bytes to bytes with every loss listed, all resources of the examples as one set; the peer only "
          "parses the same documents.\n")
    streamed = list(stream_rows(STREAMED[:2] if quick else STREAMED))
    headings = ("resources", "file MB", "library", "resources/s", "MB")
    sections.append("## Streaming NDJSON\n\n" + table(headings, streamed))
    return "\n".join(sections)


def main() -> None:
    """Print the tables and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="short runs, and do not write the page")
    quick = parser.parse_args().quick
    text = report(quick)
    print(text)
    if not quick:
        RESULTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
