"""What every person and statement of a plan has: where it came from and how it is identified."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from pydantic import Field

from .base import Identifier, Model, PartialDate

__all__ = ["Narrative", "Origin", "Statement"]


class Origin(Model):
    """Where a statement was read, when a plan comes from several sources. nl: Herkomst"""

    system: str
    """The system or document: the server that full URLs name, else the file, for single resources their folder."""
    file: str | None = None
    """The file as the caller named it."""
    release: str | None = None
    """The release it was written in, as far as that can be told."""
    resource: str | None = None
    """The resource it was, as ``Type/id``; nothing for what a form says."""
    form: str | None = None
    """The filled form that says it, as ``QuestionnaireResponse/id``."""
    form_date: PartialDate | None = None
    """The date on which the form says it was filled in."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What two statements of one source have in common: system, release and form."""
        return self.system, self.release or "", self.form or ""


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
    sources: tuple[Origin, ...] = Field(default=(), repr=False)
    """Where it was read; empty when the whole plan comes from one source. Several for identical copies."""

    @property
    def fingerprint(self) -> str:
        """A short digest of everything said; the narrative and where it was found aside."""
        said = self.model_dump_json(exclude={"narrative", "full_url", "sources"}, exclude_defaults=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]
