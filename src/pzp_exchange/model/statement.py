"""What every person and statement of a plan has: where it came from and how it is identified."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from .base import Identifier, Model

__all__ = ["Narrative", "Statement"]


class Narrative(Model):
    """The statement in the words of its source, as XHTML. nl: Leesbare tekst"""

    status: str | None = None
    div: str | None = None
    """``<div xmlns="http://www.w3.org/1999/xhtml">…</div>``"""
    made_for: str | None = None
    """Fingerprint of the statement it was made for; a changed statement does not get it back."""


class Statement(Model):
    """A person or a statement that stands on its own in exchange."""

    reference_type: ClassVar[str] = ""
    """The type by which references name this kind of statement: ``Patient``, ``Consent``, …"""

    id: str | None = None
    """The id in the source, kept when written."""
    full_url: str | None = None
    """The address the source's Bundle gave it."""
    identifiers: tuple[Identifier, ...] = ()
    narrative: Narrative | None = None
    carried_from: str | None = None
    """The release whose FHIR elements are ``carried`` here or further down; ``None`` when nothing is."""

    @property
    def fingerprint(self) -> str:
        """A short digest of everything said, the narrative aside."""
        said = self.model_dump_json(exclude={"narrative", "full_url"}, exclude_defaults=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]
