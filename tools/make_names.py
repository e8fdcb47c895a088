"""Collect the names of value sets whose canonical does not tell them into ``src/pzp_exchange/messages/names.json``.

    python tools/make_names.py [STANDARD]

STANDARD is the folder with the published standard (default: PZP_STANDARD_DIR, else ``../shared/standard``).
``names(standard)`` gives the same text without writing it, for the drift test.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from compile_profiles import ROOT, SOURCES
from pzp_exchange.profiles.compiler import read_definitions
from pzp_exchange.profiles.facts import load_facts
from pzp_exchange.profiles.structure import load_structure

TARGET = ROOT / "src" / "pzp_exchange" / "messages" / "names.json"


def names(standard: Path) -> str:
    """The names by the last part of the canonical, of the value sets in the facts that have an OID for a name."""
    found: dict[str, str] = {}
    for source in SOURCES:
        known = load_facts(source.key).value_sets
        defined = read_definitions([standard / source.parents, standard / source.guide],
                                   load_structure(source.fhir_version)).value_sets
        for url, value_set in defined.items():
            last = url.rpartition("/")[2]
            if url in known and last[0].isdigit():
                found[last] = value_set["name"]
    return json.dumps(dict(sorted(found.items())), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the file."""
    default = os.environ.get("PZP_STANDARD_DIR") or ROOT.parent / "shared" / "standard"
    TARGET.write_text(names(Path(sys.argv[1] if len(sys.argv) > 1 else default)), "utf-8")


if __name__ == "__main__":
    main()
