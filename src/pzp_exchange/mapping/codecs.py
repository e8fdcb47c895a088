"""Datatypes: how codes, references and other small things are read and written, the same in every release."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..terminology import CodeList
from ..tree import MISSING, Tree
from .systems import Systems
from .table import STRING, Codec, Context, Field, Mapping, NodeField, Scalar

__all__ = [
    "ATTACHMENT", "BOOLEAN", "CODING", "IDENTIFIER", "IDENTIFIERS", "INTEGER", "NOTE", "PERIOD", "REFERENCE",
    "Codings", "InSystems", "OnlyRead", "Parallel", "Words", "concept", "concept_fields", "given_names",
]



class OnlyRead:
    """Base of codecs for what is read here and written together with something else."""

    def accepts(self, value: Any) -> bool:
        """Anything."""
        return value is not None

    def read(self, value: Any, _context: Context) -> Any:
        """As it is."""
        return value

    def write(self, _value: Any, _context: Context) -> Any:
        """Nothing."""
        return MISSING


BOOLEAN = Scalar(bool, bool)
INTEGER = Scalar(int, int)


@dataclass(frozen=True)
class Codings(Mapping):
    """A Coding: kept as it was said where it came from, else written as the value sets of the FHIR version have it."""

    def read(self, node: Tree, context: Context) -> Any:
        """Make the model object; what this FHIR version writes otherwise ties the statement to its source."""
        if context.systems and context.systems.renamed(node) is not node:
            context.carried = True
        return super().read(node, context)

    def write(self, item: Any, context: Context) -> Tree:
        """Make the node."""
        node = super().write(item, context)
        return context.systems.renamed(node) if context.systems and not context.as_read else node


CODING = Codings("Coding", (
    Field("system", "system"),
    Field("code", "code"),
    Field("display", "display"),
    Field("release", "version"),
    Field("user_selected", "userSelected", BOOLEAN),
), alike=True)

concept_fields = (Field("codings", "coding[]", CODING), Field("text", "text"))


@cache
def concept(codes: type[CodeList] = CodeList) -> Mapping:
    """A CodeableConcept with values from a code list."""

    def model() -> Any:
        from ..model.base import Coded

        return Coded[codes]  # type: ignore[valid-type]

    return Mapping(model, concept_fields, alike=True, codes=None if codes is CodeList else codes)


@dataclass(frozen=True)
class InSystems:
    """A codec for an element whose value set has systems of another era than the rest of its FHIR version."""

    inner: Codec
    systems: Systems

    def accepts(self, value: Any) -> bool:
        """As the codec inside."""
        return self.inner.accepts(value)

    def read(self, value: Any, context: Context) -> Any:
        """As the codec inside."""
        with self._systems(context):
            return self.inner.read(value, context)

    def write(self, value: Any, context: Context) -> Any:
        """As the codec inside, with these systems."""
        with self._systems(context):
            return self.inner.write(value, context)

    @contextmanager
    def _systems(self, context: Context) -> Iterator[None]:
        usual = context.systems
        context.systems = self.systems if usual else None
        try:
            yield
        finally:
            context.systems = usual


@dataclass(frozen=True)
class Words:
    """A status or other plain code that has other words in this FHIR version than in the model."""

    names: dict[str, str] = field(default_factory=dict)
    """The model's word and the one of this FHIR version."""
    near: dict[str, str] = field(default_factory=dict)
    """The model's word and the nearest here, which says less; an empty text when there is none."""

    def accepts(self, value: Any) -> bool:
        """A text, but no word that only the model has."""
        return isinstance(value, str) and value not in self.names and value not in self.near

    def read(self, value: str, _context: Context) -> str:
        """To the model's word."""
        return next((name for name, word in self.names.items() if word == value), value)

    def write(self, value: str, context: Context) -> Any:
        """To the word of this FHIR version; one that says less is a loss."""
        word = str(value)
        if word in self.near:
            context.losses.append(("", word, "no-such-code"))
            return self.near[word] or MISSING
        return self.names.get(word, word)


IDENTIFIER = Mapping("Identifier", (
    Field("system", "system"),
    Field("value", "value"),
    Field("use", "use"),
    Field("type", "type", concept()),
), alike=True)

REFERENCE = Mapping("Reference", (
    Field("reference", "reference"),
    Field("type", "type"),
    Field("display", "display"),
    Field("identifier", "identifier", IDENTIFIER),
))

PERIOD = Mapping("Period", (Field("start", "start"), Field("end", "end")), alike=True)

NOTE = Mapping("Note", (Field("text", "text"),), alike=True)

ATTACHMENT = Mapping("Attachment", (
    Field("content_type", "contentType"),
    Field("data", "data"),
    Field("url", "url"),
    Field("title", "title"),
    Field("language", "language"),
    Field("creation", "creation"),
), alike=True)

IDENTIFIERS = Field("identifiers", "identifier[]", IDENTIFIER)


@dataclass(frozen=True)
class Parallel:
    """A repeating primitive whose ``_`` sibling holds its parts, such as ``line`` with ``_line``.

    The mapping sees each item as one node: the primitive as ``value`` beside what the sibling says.
    """

    key: str
    mapping: Mapping

    @property
    def keys(self) -> tuple[str, ...]:
        """Both elements."""
        return self.key, f"_{self.key}"

    def take(self, node: Tree, context: Context) -> Any:
        """Read both lists as one tuple of objects."""
        texts, parts = node.get(self.key), node.get(f"_{self.key}")
        if not _is_list_of(texts, str) or not _is_list_of(parts, dict) or (texts is None and parts is None):
            return MISSING
        length = max(len(texts or ()), len(parts or ()))
        items = []
        for index in range(length):
            item = dict(parts[index] or {}) if parts and index < len(parts) else {}
            if "value" in item:
                return MISSING
            if texts and index < len(texts) and texts[index] is not None:
                item["value"] = texts[index]
            items.append(item)
        node.pop(self.key, None)
        node.pop(f"_{self.key}", None)
        return tuple(self.mapping.read(item, context) for item in items)

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write both lists, padded with null as FHIR JSON wants."""
        items = [self.mapping.write(item, context) for item in value]
        texts = [item.pop("value", None) for item in items]
        if any(text is not None for text in texts):
            node[self.key] = texts
        if any(items):
            node[f"_{self.key}"] = [item or None for item in items]


def _is_list_of(value: Any, kind: type) -> bool:
    """Absent, or a non-empty list of this kind and nulls."""
    if value is None:
        return True
    return isinstance(value, list) and bool(value) and all(item is None or isinstance(item, kind) for item in value)


QUALIFIER = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier"


def given_names(dataset: str) -> NodeField:
    """First names, initials and call name, told apart by a qualifier."""
    parts = Mapping("Given", (Field("value", "value", STRING), Field("kind", f"extension({QUALIFIER}).valueCode")))
    return NodeField("given", Parallel("given", parts), dataset)
