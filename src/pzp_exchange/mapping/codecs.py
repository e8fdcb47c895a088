"""Datatypes: how names, addresses, codes and references are read and written, the same in every release."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from ..terminology import CodeList
from ..tree import MISSING, Tree
from .table import STRING, Context, Field, Mapping, NodeField, Scalar

__all__ = [
    "ATTACHMENT", "BOOLEAN", "CODING", "IDENTIFIER", "IDENTIFIERS", "INTEGER", "NOTE", "PERIOD", "REFERENCE",
    "Parallel", "concept", "concept_fields", "given_names",
]

BOOLEAN = Scalar(bool, bool)
INTEGER = Scalar(int, int)

CODING = Mapping("Coding", (
    Field("system", "system"),
    Field("code", "code"),
    Field("display", "display"),
    Field("release", "version"),
    Field("user_selected", "userSelected", BOOLEAN),
))

concept_fields = (Field("codings", "coding[]", CODING), Field("text", "text"))


@cache
def concept(codes: type[CodeList] = CodeList) -> Mapping:
    """A CodeableConcept with values from a code list."""

    def model() -> Any:
        from ..model.base import Coded

        return Coded[codes]  # type: ignore[valid-type]

    return Mapping(model, concept_fields)


IDENTIFIER = Mapping("Identifier", (
    Field("system", "system"),
    Field("value", "value"),
    Field("use", "use"),
    Field("type", "type", concept()),
))

REFERENCE = Mapping("Reference", (
    Field("reference", "reference"),
    Field("type", "type"),
    Field("display", "display"),
    Field("identifier", "identifier", IDENTIFIER),
))

PERIOD = Mapping("Period", (Field("start", "start"), Field("end", "end")))

NOTE = Mapping("Note", (Field("text", "text"),))

ATTACHMENT = Mapping("Attachment", (
    Field("content_type", "contentType"),
    Field("data", "data"),
    Field("url", "url"),
    Field("title", "title"),
    Field("language", "language"),
    Field("creation", "creation"),
))

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
