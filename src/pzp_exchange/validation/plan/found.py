"""What a rule yields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...document import Entry
from ...report import Severity
from ...tree import Pointer

__all__ = ["Found", "error", "information", "undecided", "warning"]


class Found(NamedTuple):
    """A finding on one resource, before it has the name of its rule."""

    entry: Entry
    code: str
    severity: Severity
    pointer: Pointer
    params: Mapping[str, str]
    undecided: bool = False


def error(entry: Entry, code: str, pointer: Pointer = (), **params: str) -> Found:
    """Wrong as it stands."""
    return Found(entry, code, Severity.ERROR, pointer, params)


def warning(entry: Entry, code: str, pointer: Pointer = (), **params: str) -> Found:
    """Right in form, but whoever acts on it must look twice."""
    return Found(entry, code, Severity.WARNING, pointer, params)


def information(entry: Entry, code: str, pointer: Pointer = (), **params: str) -> Found:
    """Worth knowing."""
    return Found(entry, code, Severity.INFORMATION, pointer, params)


def undecided(entry: Entry, code: str, pointer: Pointer = (), **params: str) -> Found:
    """Could not be checked."""
    return Found(entry, code, Severity.INFORMATION, pointer, params, undecided=True)
