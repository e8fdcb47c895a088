"""One measurement in a process of its own; prints ``{"seconds", "resources", "megabytes"}``.

    python benchmarks/cases.py start CODE FILE
    python benchmarks/cases.py stream LIBRARY FILE
    python benchmarks/cases.py CASE LIBRARY SECONDS FILE...

Imports stand inside the functions: only what is measured is loaded.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Work = Callable[[], int]
"""Does it once over all documents and gives the number of resources."""


def read_files(files: list[str]) -> list[bytes]:
    """The documents as bytes; reading the disk is not measured."""
    return [Path(name).read_bytes() for name in files]


def peer_class(data: bytes) -> Any:
    """The peer's class for a document, looked up before the clock runs."""
    from fhir.resources.R4B import get_fhir_model_class

    return get_fhir_model_class(json.loads(data)["resourceType"])


def peer_class_stu3(data: bytes) -> Any:
    """The same for a document of STU3."""
    from fhir.resources.STU3 import get_fhir_model_class

    return get_fhir_model_class(json.loads(data)["resourceType"])


def ours_json_read(sources: list[bytes]) -> Work:
    """Bytes to trees, one document at a time."""
    from pzp_exchange import read

    return lambda: sum(len(read(data)) for data in sources)


def ours_validate(sources: list[bytes]) -> Work:
    """All documents as one set, from bytes to a report: base definitions, profiles, invariants, plan rules."""
    from pzp_exchange import read, validate

    def work() -> int:
        document = read(*sources)
        validate(document)
        return len(document)

    return work


def ours_validate_each(sources: list[bytes]) -> Work:
    """The same, each document a set of its own."""
    from pzp_exchange import read, validate

    def work() -> int:
        for data in sources:
            validate(read(data))
        return len(sources)

    return work


def ours_plan_read(sources: list[bytes]) -> Work:
    """All documents as one set, to plans."""
    from pzp_exchange import read

    def work() -> int:
        document = read(*sources)
        document.plans()
        return len(document)

    return work


def ours_plan_circle(sources: list[bytes]) -> Work:
    """All documents as one set, to plans, to R4, to bytes."""
    from pzp_exchange import R4, convert, read
    from pzp_exchange.codec import encode_json

    def work() -> int:
        document = read(*sources)
        for entry in convert(document, to=R4).document:
            encode_json(entry.tree)
        return len(document)

    return work


def ours_to_stu3(sources: list[bytes]) -> Work:
    """All documents as one set, from bytes to plans to bytes in STU3, with the losses."""
    return _ours_converted(sources, "stu3")


def ours_to_r4(sources: list[bytes]) -> Work:
    """The same to R4."""
    return _ours_converted(sources, "r4")


def _ours_converted(sources: list[bytes], to: str) -> Work:
    from pzp_exchange import convert, read
    from pzp_exchange.codec import encode_json

    def work() -> int:
        document = read(*sources)
        for entry in convert(document, to=to).document:
            encode_json(entry.tree)
        return len(document)

    return work


def ours_to_form(sources: list[bytes]) -> Work:
    """All documents as one set, from bytes to plans to the filled form of each in bytes, with the losses."""
    from pzp_exchange import read
    from pzp_exchange.codec import encode_json
    from pzp_exchange.mapping.form.facts import load_form
    from pzp_exchange.mapping.form.writing import write_form

    form = load_form("r4-1.0.0-rc3")

    def work() -> int:
        document = read(*sources)
        for plan in document.plans():
            encode_json(write_form(plan, form)[0])
        return len(document)

    return work


def as_xml(sources: list[bytes]) -> list[bytes]:
    """The documents in XML, written by us."""
    from pzp_exchange import read
    from pzp_exchange.writing import encode

    return [encode(entry.tree, "xml", "R4").data for data in sources for entry in read(data)]


def ours_xml_read(sources: list[bytes]) -> Work:
    """XML bytes to trees, one document at a time."""
    return ours_json_read(as_xml(sources))


def ours_xml_circle(sources: list[bytes]) -> Work:
    """JSON to XML and back, bytes at every stop."""
    from pzp_exchange import read
    from pzp_exchange.writing import encode

    def work() -> int:
        count = 0
        for data in sources:
            for entry in read(data):
                for back in read(encode(entry.tree, "xml", "R4").data):
                    encode(back.tree, "json", "R4")
                    count += 1
        return count

    return work


def peer_json_read(sources: list[bytes]) -> Work:
    """Bytes to the peer's objects."""
    pairs = [(peer_class(data), data) for data in sources]
    return lambda: len([kind.model_validate_json(data) for kind, data in pairs])


def peer_json_read_stu3(sources: list[bytes]) -> Work:
    """Bytes of STU3 to the peer's objects."""
    pairs = [(peer_class_stu3(data), data) for data in sources]
    return lambda: len([kind.model_validate_json(data) for kind, data in pairs])


def peer_plan_circle(sources: list[bytes]) -> Work:
    """Bytes to the peer's objects and back."""
    pairs = [(peer_class(data), data) for data in sources]
    return lambda: len([kind.model_validate_json(data).model_dump_json() for kind, data in pairs])


def peer_xml_read(sources: list[bytes]) -> Work:
    """XML bytes, written by the peer, to its objects."""
    kinds = [peer_class(data) for data in sources]
    pairs = [(kind, kind.model_validate_json(data).model_dump_xml()) for kind, data in zip(kinds, sources, strict=True)]
    return lambda: len([kind.model_validate_xml(xml) for kind, xml in pairs])


def peer_xml_circle(sources: list[bytes]) -> Work:
    """JSON to XML and back by way of the peer's objects."""
    pairs = [(peer_class(data), data) for data in sources]
    return lambda: len([kind.model_validate_xml(kind.model_validate_json(data).model_dump_xml()).model_dump_json()
                        for kind, data in pairs])


def floor_json_read(sources: list[bytes]) -> Work:
    """What Python's own parser needs."""
    return lambda: len([json.loads(data) for data in sources])


CASES: dict[tuple[str, str], Callable[[list[bytes]], Work]] = {
    ("json_read", "pzp_exchange"): ours_json_read,
    ("json_read", "fhir.resources"): peer_json_read,
    ("json_read", "json.loads"): floor_json_read,
    ("validate", "pzp_exchange"): ours_validate,
    ("validate", "fhir.resources"): peer_json_read,
    ("validate_each", "pzp_exchange"): ours_validate_each,
    ("validate_each", "fhir.resources"): peer_json_read,
    ("plan_read", "pzp_exchange"): ours_plan_read,
    ("plan_read", "fhir.resources"): peer_json_read,
    ("plan_circle", "pzp_exchange"): ours_plan_circle,
    ("plan_circle", "fhir.resources"): peer_plan_circle,
    ("to_stu3", "pzp_exchange"): ours_to_stu3,
    ("to_stu3", "fhir.resources"): peer_json_read,
    ("to_r4", "pzp_exchange"): ours_to_r4,
    ("to_r4", "fhir.resources"): peer_json_read_stu3,
    ("to_form", "pzp_exchange"): ours_to_form,
    ("to_form", "fhir.resources"): peer_json_read,
    ("xml_read", "pzp_exchange"): ours_xml_read,
    ("xml_read", "fhir.resources"): peer_xml_read,
    ("xml_circle", "pzp_exchange"): ours_xml_circle,
    ("xml_circle", "fhir.resources"): peer_xml_circle,
}


def stream_ours(path: str) -> int:
    """Every resource of an NDJSON file, one by one."""
    from pzp_exchange import stream

    return sum(1 for entry, _ in stream(path) if entry)


def stream_peer(path: str) -> int:
    """Every line to the peer's objects."""
    from fhir.resources.R4B import get_fhir_model_class

    count = 0
    with Path(path).open("rb") as lines:
        for line in lines:
            tree = json.loads(line)
            get_fhir_model_class(tree["resourceType"]).model_validate(tree)
            count += 1
    return count


def stream_floor(path: str) -> int:
    """Every line by Python's own parser."""
    with Path(path).open("rb") as lines:
        return sum(1 for line in lines if json.loads(line))


STREAMS = {"pzp_exchange": stream_ours, "fhir.resources": stream_peer, "json.loads": stream_floor}


SLICE = 0.2
"""Seconds that are timed together: long enough to count what comes now and then, such as collecting garbage."""


def repeat(work: Work, seconds: float) -> tuple[float, int]:
    """Run for at least so long after one run to warm up; gives the best slice of that time, and what was done in it.

    On a machine that is shared with others a slow slice tells of them, not of the work.
    """
    work()
    best, end = (1.0, 0), time.perf_counter() + seconds
    while time.perf_counter() < end:
        count, begin, taken = 0, time.perf_counter(), 0.0
        while taken < SLICE:
            count += work()
            taken = time.perf_counter() - begin
        best = max(best, (taken, count), key=lambda each: each[1] / each[0])
    return best


def peak_megabytes() -> float:
    """The most memory this process held at once.

    Linux counts the parent's memory at the fork in ru_maxrss (getrusage(2) of a child started by exec), so there the
    high-water mark of the process itself is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kilobytes) / 1024
    # ru_maxrss is in bytes on macOS
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def main(arguments: list[str]) -> dict[str, float]:
    """Run what the arguments ask for."""
    case, what, *rest = arguments
    begin = time.perf_counter()
    if case == "start":
        subprocess.run([sys.executable, "-c", what, *rest], check=True)
        return {"seconds": time.perf_counter() - begin}
    if case == "stream":
        count = STREAMS[what](rest[0])
        taken = time.perf_counter() - begin
    else:
        taken, count = repeat(CASES[case, what](read_files(rest[1:])), float(rest[0]))
    return {"seconds": taken, "resources": count, "megabytes": peak_megabytes()}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
