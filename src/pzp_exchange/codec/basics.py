"""What all wire formats share: limits, results, exact numbers, and the issue that ends a reading."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from msgspec import Struct

from ..report import Issue, Severity, issue

__all__ = ["DEFAULT_LIMITS", "FHIR_XML", "MOST_ISSUES", "NUMBER", "XHTML", "Decoded", "Encoded",
           "ExactDecimal", "Limits", "Unreadable", "check_size", "exact_int"]

NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""A number as JSON writes it (RFC 8259, section 6)."""

FHIR_XML: Final = "http://hl7.org/fhir"
XHTML: Final = "http://www.w3.org/1999/xhtml"

MOST_ISSUES: Final = 100
"""Of one document: a hostile document must not become a report that is larger than itself."""

DEEPEST: Final = 400

LONGEST_INT: Final = 4300
"""Python refuses to convert longer integers from or to text (``sys.get_int_max_str_digits``)."""


class Limits(Struct, frozen=True):
    """How big a document may be before it is refused.

    ``max_bytes`` per document (or line of NDJSON), ``max_depth`` in nested objects and arrays (JSON) or
    elements (XML), ``max_nodes`` in keys and list items together (JSON) or elements (XML). Raises
    ``ValueError`` for a depth above 400, where Python's own recursion limit comes near.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_depth: int = 100
    max_nodes: int = 1_000_000

    def __post_init__(self) -> None:
        if self.max_depth > DEEPEST:
            raise ValueError(f"max_depth can be at most {DEEPEST}")


DEFAULT_LIMITS: Final = Limits()


class Decoded(Struct, frozen=True, gc=False):
    """What was read: the tree, or None when a fatal issue says why not."""

    tree: dict[str, Any] | None
    issues: tuple[Issue, ...] = ()


class Encoded(Struct, frozen=True):
    """What was written, and an issue for everything that could not be written as it was."""

    data: bytes
    issues: tuple[Issue, ...] = ()


class Unreadable(Exception):
    """Inside the codec: reading ends here, for the reason in ``issue``."""

    def __init__(self, reason: Issue) -> None:
        super().__init__(reason.code)
        self.issue = reason


class ExactDecimal(Decimal):
    """A number that remembers how it was written: ``text`` is the literal (``1.50``, ``1E2``, ``-0``).

    A literal with an exponent beyond what ``decimal`` can hold counts as infinite (or zero) and keeps its
    text.
    """

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> ExactDecimal:
        """Make one from a literal as JSON writes numbers."""
        try:
            made = super().__new__(cls, text)
        except InvalidOperation:
            tiny = "e-" in text or "E-" in text
            made = super().__new__(cls, ("-" if text.startswith("-") else "") + ("0" if tiny else "Infinity"))
        made.text = text
        return made

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"ExactDecimal({self.text!r})"

    def __reduce__(self) -> tuple[type[ExactDecimal], tuple[str]]:
        return ExactDecimal, (self.text,)

    def __copy__(self) -> ExactDecimal:
        return self

    def __deepcopy__(self, memo: Any) -> ExactDecimal:
        return self


def exact_int(text: str) -> int | ExactDecimal:
    """An integer literal as ``int``, or as ``ExactDecimal`` where ``int`` would not give the literal back."""
    return ExactDecimal(text) if text == "-0" or len(text) > LONGEST_INT else int(text)


def check_size(data: bytes, limits: Limits, source: str) -> None:
    """Raise ``Unreadable`` when there is too much to read, or nothing."""
    if len(data) > limits.max_bytes:
        raise Unreadable(issue("PZP-SIZE", Severity.FATAL, source=source, size=len(data),
                               limit=limits.max_bytes))
    if not data or data.isspace():
        raise Unreadable(issue("PZP-EMPTY", Severity.FATAL, source=source))
