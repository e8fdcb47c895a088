"""The few exceptions of the library: misuse of the API, never the content of a document."""

from __future__ import annotations

__all__ = ["NotWritableError", "PzpError", "UnknownFormatError", "UnknownReleaseError"]


class PzpError(Exception):
    """Base class of every exception this library raises on purpose."""


class UnknownReleaseError(PzpError, LookupError):
    """The caller named a release that is not in the table (see ``pzp releases``)."""


class UnknownFormatError(PzpError, LookupError):
    """The caller named a wire format other than json, xml or ndjson."""


class NotWritableError(PzpError):
    """The caller asked to write something the wanted release or format cannot express."""
