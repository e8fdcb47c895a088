"""Golden pages: set ``PZP_UPDATE_GOLDEN=1`` to write them anew, then read the difference."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden():
    """Compare a text with the golden file of that name."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("PZP_UPDATE_GOLDEN") == "1":
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text("utf-8"), f"{path.name} differs; PZP_UPDATE_GOLDEN=1 writes it anew"

    return compare
