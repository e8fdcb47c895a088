"""Where the published standard is, for tests that read it."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def standard_dir() -> Path | None:
    """The folder with the published standard, or None where it is not on this machine."""
    named = os.environ.get("PZP_STANDARD_DIR")
    folder = Path(named) if named else ROOT.parent / "shared" / "standard"
    return folder if folder.is_dir() else None


def standard_files(*patterns: str) -> list[Path]:
    """Files of the standard that match, sorted; empty where the standard is absent (the tests then skip)."""
    folder = standard_dir()
    return sorted(f for pattern in patterns for f in folder.glob(pattern)) if folder else []
