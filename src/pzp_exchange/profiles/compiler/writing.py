"""Facts as files: compact JSON, one entry a line, always in the same order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from ..facts import BaseFacts, ReleaseFacts

__all__ = ["base_files", "release_files", "write_files"]


def base_files(facts: BaseFacts) -> dict[str, bytes]:
    """The files of a FHIR version by name below the ``profiles`` folder."""
    name = facts.fhir_version.lower()
    return {
        f"base/{name}-types.json": _text({"types": facts.types, "constraints": facts.constraints}),
        f"base/{name}-profiles.json": _text({"profiles": facts.profiles}),
        f"base/{name}-valuesets.json": _text({"valueSets": facts.value_sets}),
    }


def release_files(key: str, facts: ReleaseFacts) -> dict[str, bytes]:
    """The files of a release by name below the ``profiles`` folder."""
    return {
        f"{key}/profiles.json": _text(
            {
                "fhirVersion": facts.base.fhir_version,
                "profiles": facts.profiles,
                "constraints": facts.constraints,
                "missing": facts.missing,
            }
        ),
        f"{key}/valuesets.json": _text({"valueSets": facts.value_sets}),
    }


def write_files(folder: Path, content: dict[str, bytes]) -> None:
    """Write each file below ``folder``, making the folders they need."""
    for name, data in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _text(sections: dict[str, Any]) -> bytes:
    return b"{\n" + b",\n".join(_section(name, value) for name, value in sections.items()) + b"\n}\n"


def _section(name: str, value: Any) -> bytes:
    start = msgspec.json.encode(name) + b":"
    if not isinstance(value, dict):
        return start + msgspec.json.encode(value)
    entries = [msgspec.json.encode(key) + b":" + msgspec.json.encode(entry) for key, entry in value.items()]
    return start + b"{\n" + b",\n".join(entries) + b"\n}" if entries else start + b"{}"
