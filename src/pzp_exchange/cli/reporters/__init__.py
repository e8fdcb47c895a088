"""How the outcome of ``pzp validate`` is written; one module per format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from .results import Results, Setting

__all__ = ["FORMATS", "Reporter", "reporter"]

Write = Callable[[str], object]
Reporter = Callable[[Results, Setting, Write], None]
"""Writes everything while it goes through the results, once."""

FORMATS = {"text": "text", "json": "json", "fhir": "fhir", "sarif": "sarif", "junit": "junit"}
"""The module of each format; only the one that is asked for is imported."""


def reporter(format_name: str) -> Reporter:
    """The reporter of a format. Raises ``KeyError`` for one there is not."""
    found: Reporter = import_module(f".{FORMATS[format_name]}", __package__).report
    return found
