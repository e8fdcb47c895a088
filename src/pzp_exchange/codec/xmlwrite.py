"""Tree to XML: elements in the order of the base definition, unknown ones last, narrative as XHTML."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from ..profiles.structure import ElementFacts, Structure
from ..report import Issue, Severity, issue
from ..tree import Tree, location
from .basics import FHIR_XML, NUMBER, Encoded, ExactDecimal

__all__ = ["encode_xml"]

NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
SPECIAL: Final = re.compile("[&<>\"\t\n\r]|[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
                  "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def encode_xml(tree: Tree, structure: Structure, pretty: bool = True) -> Encoded:
    """Write one resource as XML in UTF-8 with a newline at the end.

    What XML cannot hold as it was (a character, a null, a type that the base structure does not give) is an
    issue with its path. A tree without a usable ``resourceType`` gives no bytes and a fatal issue.
    """
    writer = Writer(structure, pretty)
    if not is_resource(tree):
        return Encoded(b"", (issue("PZP-XML-NO-TYPE", Severity.FATAL),))
    writer.root = tree["resourceType"]
    if writer.root not in structure.resource_types:
        writer.unknown(writer.root)
    writer.resource(tree, 0)
    text = '<?xml version="1.0" encoding="UTF-8"?>' + ("" if pretty else "\n") + "".join(writer.out) + "\n"
    return Encoded(text.encode("utf-8"), tuple(writer.issues))


def is_resource(value: Any) -> bool:
    """Whether this is an object with a resource type that can be the name of an element."""
    name = value.get("resourceType") if isinstance(value, dict) else None
    return isinstance(name, str) and NAME.fullmatch(name) is not None


def is_list(value: Any) -> bool:
    """Whether this is a list, or a frozen one."""
    return isinstance(value, list | tuple)


def listing(value: Any) -> list[Any]:
    """The items of a list, or the value alone."""
    return list(value) if is_list(value) else [value]


class Writer:
    """One writing of one tree; ``out`` collects the text."""

    def __init__(self, structure: Structure, pretty: bool) -> None:
        self.structure = structure
        self.pretty = pretty
        self.out: list[str] = []
        self.path: list[str | int] = []
        self.root = ""
        self.issues: list[Issue] = []

    def tell(self, code: str, severity: Severity = Severity.ERROR, **params: Any) -> None:
        """Note an issue at where we are."""
        self.issues.append(issue(code, severity, location(tuple(self.path), self.root), **params))

    def unknown(self, name: str) -> None:
        """Note that the base structure has no such element here."""
        self.tell("PZP-XML-UNKNOWN", Severity.WARNING, element=name, fhir_version=self.structure.fhir_version)

    def line(self, depth: int, text: str) -> None:
        """One line of markup."""
        self.out.append(f"\n{'  ' * depth}{text}" if self.pretty else text)

    def resource(self, tree: Tree, depth: int) -> None:
        """A resource as an element named by its type."""
        name = tree["resourceType"]
        body = {key: value for key, value in tree.items() if key != "resourceType"}
        space = "" if depth else f' xmlns="{FHIR_XML}"'
        self.element(name, body, name, depth, space)

    def element(self, name: str, body: Tree, type_name: str, depth: int, attributes: str = "") -> None:
        """An element with the members of an object as attributes and children."""
        known = self.structure.elements(type_name) or self.structure.elements("BackboneElement")
        for key, value in body.items():
            if key in known and known[key].attribute:
                self.path.append(key)
                attributes += self.attribute(key, value, known[key])
                self.path.pop()
        at = len(self.out)
        self.line(depth, f"<{name}{attributes}>")
        for key in self.ordered(body, known):
            self.member(key, body, known.get(key), depth + 1)
        if len(self.out) > at + 1:
            self.line(depth, f"</{name}>")
        else:
            self.out[at] = self.out[at][:-1] + "/>"

    def ordered(self, body: Tree, known: dict[str, ElementFacts]) -> list[str]:
        """The names of the children to write: those of the definition in its order, then the others."""
        names: dict[str, None] = {}
        for key in body:
            base = key.removeprefix("_")
            if base in known and known[base].attribute:
                if key != base:
                    self.lost(key, body[key])
            elif NAME.fullmatch(base):
                names[base] = None
            else:
                self.lost(key, body[key])
        return sorted(names, key=lambda name: known[name].order if name in known else len(known))

    def lost(self, key: str, value: Any) -> None:
        """Say that a member cannot be written."""
        self.path.append(key)
        self.tell("PZP-XML-NOT-WRITTEN", value=value)
        self.path.pop()

    def member(self, name: str, body: Tree, facts: ElementFacts | None, depth: int) -> None:
        """All elements of one name: the values and, for primitives, their siblings."""
        value, sibling = body.get(name), body.get("_" + name)
        listed = is_list(value) or is_list(sibling)
        values, siblings = listing(value), listing(sibling)
        self.path.append(name)
        if facts is None:
            self.unknown(name)
            facts = self.structure.usual(name)
            if facts and any(guess_kind(v) != facts.kind for v in values if v is not None):
                facts = None
        if facts is not None and listed is not facts.many and max(len(values), len(siblings)) < 2:
            self.tell("PZP-XML-SHAPE", Severity.WARNING, element=name)
        elif listed and (facts is None or facts.many) and not values and sibling is None:
            self.tell("PZP-XML-NULL", Severity.WARNING)
        for index in range(max(len(values), len(siblings))):
            one = values[index] if index < len(values) else None
            extra = siblings[index] if index < len(siblings) else None
            if listed:
                self.path.append(index)
            self.one(name, one, extra, facts, depth)
            if listed:
                self.path.pop()
        self.path.pop()

    def one(self, name: str, value: Any, sibling: Any, facts: ElementFacts | None, depth: int) -> None:
        """One element."""
        kind = facts.kind if facts else guess_kind(value)
        if is_list(value) or (sibling is not None and not isinstance(sibling, dict)):
            self.tell("PZP-XML-NOT-WRITTEN", value=value if is_list(value) else sibling)
        elif value is None and sibling is None:
            self.tell("PZP-XML-NULL", Severity.WARNING)
        elif kind == "xhtml" and isinstance(value, str):
            self.narrative(value, depth)
        elif kind == "resource" and is_resource(value):
            self.line(depth, f"<{name}>")
            self.resource(value, depth + 1)
            self.line(depth, f"</{name}>")
        elif kind == "complex" and isinstance(value, dict) and sibling is None:
            self.element(name, value, facts.type if facts else "", depth)
        elif kind == "primitive" and not isinstance(value, dict):
            text = "" if value is None else self.attribute("value", value, facts)
            self.primitive(name, text, sibling, depth)
        else:
            self.tell("PZP-XML-NOT-WRITTEN", value=sibling if value is None else value)

    def primitive(self, name: str, text: str, sibling: Tree | None, depth: int) -> None:
        """A primitive with its value attribute; id goes before it, extensions inside."""
        body = dict(sibling or {})
        attributes = ""
        if "id" in body:
            self.path.append("id")
            attributes = self.attribute("id", body.pop("id"), None)
            self.path.pop()
        self.element(name, body, "Element", depth, attributes + text)

    def narrative(self, text: str, depth: int) -> None:
        """The ``div`` of a narrative."""
        from .xmltext import write_div

        markup, code = write_div(text)
        if code:
            self.tell(code, Severity.WARNING if code == "PZP-XHTML-NAMESPACE" else Severity.ERROR)
        self.line(depth, markup)

    def attribute(self, name: str, value: Any, facts: ElementFacts | None) -> str:
        """An attribute with a scalar, from the type JSON has for it."""
        if isinstance(value, dict) or is_list(value) or value is None:
            self.tell("PZP-XML-NOT-WRITTEN", value=value)
            return ""
        wanted = facts.json if facts else "string"
        text = literal(value)
        looks = "boolean" if text in ("true", "false") else "number" if NUMBER.fullmatch(text) else "string"
        read_back = looks if looks == wanted else "string"
        if read_back != ("string" if isinstance(value, str) else looks):
            self.tell("PZP-XML-TYPE", Severity.WARNING, value=text, type=wanted)
        return f' {name}="{self.escaped(text)}"'

    def escaped(self, text: str) -> str:
        """Text for inside an attribute."""
        if not SPECIAL.search(text):
            return text
        bad = [c for c in SPECIAL.findall(text) if c not in ESCAPES]
        if bad:
            self.tell("PZP-XML-CHARACTER", character=", ".join(dict.fromkeys(f"U+{ord(c):04X}" for c in bad)))
        return SPECIAL.sub(lambda match: ESCAPES.get(match[0], "\ufffd"), text)


def guess_kind(value: Any) -> str:
    """What kind an element unknown to the base structure is, by its value in JSON."""
    if is_resource(value):
        return "resource"
    if isinstance(value, str) and value.startswith("<div"):
        return "xhtml"
    return "complex" if isinstance(value, dict) else "primitive"


def literal(value: Any) -> str:
    """A scalar as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(Decimal(value))  # str(int) refuses more than 4300 digits
    return value.text if isinstance(value, ExactDecimal) else str(value)
