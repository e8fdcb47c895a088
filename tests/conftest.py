"""Fixtures of the whole suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support import standard_dir

os.environ["LC_ALL"] = "C.UTF-8"  # the language of the output goes by it, whatever the machine speaks


@pytest.fixture(scope="session")
def standard() -> Path:
    """The folder with the published standard; skips the test where it is absent."""
    folder = standard_dir()
    if folder is None:
        pytest.skip("the standard is not beside the checkout (set PZP_STANDARD_DIR)")
    return folder
