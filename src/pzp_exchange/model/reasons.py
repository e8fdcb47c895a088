"""Why a statement holds or does not, in stable words, and the administrative states that decide it."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["OUT_OF_FORCE", "TENTATIVE", "Reason"]


class Reason(StrEnum):
    """Why a statement stands where it stands."""

    NEWEST = "newest"
    ONLY = "only"
    NEWER_ENDED = "newer-ended"
    SAME_DATE = "same-date"
    NEWEST_IS_TENTATIVE = "newest-is-tentative"
    DATES_DO_NOT_TELL = "dates-do-not-tell"
    DIRECTIVE_AGAINST_AGREEMENT = "directive-against-agreement"
    SUPERSEDED = "superseded"
    REPEATED = "repeated"
    ENTERED_IN_ERROR = "entered-in-error"
    REJECTED = "rejected"
    INACTIVE = "inactive"
    ENDED = "ended"
    NOT_YET = "not-yet"
    UNDATED = "undated"
    UNREADABLE_DATE = "unreadable-date"


OUT_OF_FORCE = {
    "entered-in-error": Reason.ENTERED_IN_ERROR,
    "rejected": Reason.REJECTED,
    "inactive": Reason.INACTIVE,
    "cancelled": Reason.INACTIVE,
    "revoked": Reason.INACTIVE,
}


TENTATIVE = frozenset({"draft", "proposed", "planned", "registered", "preliminary", "on-hold"})
"""States in which something is written down but not yet agreed."""
