"""XML to tree: what was read keeps its order and its literals, by the facts of the base structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from ..profiles.structure import ElementFacts, Structure
from ..report import Issue, Position, Severity, issue
from ..tree import Tree, location
from .basics import (
    DEFAULT_LIMITS,
    FHIR_XML,
    MOST_ISSUES,
    NUMBER,
    XHTML,
    Decoded,
    ExactDecimal,
    Limits,
    Unreadable,
    check_size,
    exact_int,
)
from .text import place, xml_text
from .xmlplaces import XmlPositions

if TYPE_CHECKING:
    from lxml.etree import XMLSyntaxError, _Element

__all__ = ["XmlDocument", "parse_xml"]

XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"


class XmlDocument:
    """Parsed XML, before it is known by which FHIR version it must be understood.

    ``root_name`` is the resource type (empty when unreadable), ``profiles`` every ``meta.profile`` in the
    document, of contained resources and Bundle entries too; ``issues`` is what is already wrong without
    knowing the FHIR version.
    """

    def __init__(self, text: str, root: _Element | None, issues: list[Issue], limits: Limits,
                 source: str) -> None:
        self._text = text
        self._root = root
        self._limits = limits
        self._source = source
        self.issues = tuple(issues)
        self.root_name = "" if root is None else local(root)
        self.profiles: tuple[str, ...] = () if root is None else claimed_profiles(root)

    def decode(self, structure: Structure) -> Decoded:
        """The tree, by the structure of one FHIR version. ``issues`` holds those of the document too."""
        if self._root is None:
            return Decoded(None, self.issues)
        reader = Reader(structure, self._limits, self._root)
        try:
            tree = reader.document(self._root)
        except Unreadable as stop:
            where = XmlPositions(self._text).find(reader.path)
            return Decoded(None, (*self.issues, replace(stop.issue, source=self._source, place=where)))
        return Decoded(tree, (*self.issues, *reader.report(self._text, self._source)))


def parse_xml(data: bytes, limits: Limits = DEFAULT_LIMITS, source: str = "") -> XmlDocument:
    """Parse XML bytes: no DTD, no entities, no network, within the limits. Anything wrong is an issue."""
    try:
        check_size(data, limits, source)
        text, issues = xml_text(data, source)
        check_text(text, limits, source)
        text, root, mended = parse_text(text, source)
    except Unreadable as stop:
        return XmlDocument("", None, [stop.issue], limits, source)
    return XmlDocument(text, root, issues + mended, limits, source)


def check_text(text: str, limits: Limits, source: str) -> None:
    """Refuse what must not reach a parser. Raises ``Unreadable``."""
    from .xmltext import doctype_at

    if not text or text.isspace():
        raise Unreadable(issue("PZP-EMPTY", Severity.FATAL, source=source))
    if (at := doctype_at(text)) is not None:
        raise Unreadable(issue("PZP-XML-DTD", Severity.FATAL, position=place(text, at), source=source))
    if text.count("<") - text.count("</") > limits.max_nodes:
        raise Unreadable(issue("PZP-NODES", Severity.FATAL, source=source, limit=limits.max_nodes))


def parse_text(text: str, source: str) -> tuple[str, _Element, list[Issue]]:
    """The text as parsed, its root, and an issue where HTML's named entities had to be mended first."""
    from lxml.etree import XMLSyntaxError

    from .xmltext import mend_entities, parse

    try:
        return text, parse(text), []
    except XMLSyntaxError as error:
        mended, count = mend_entities(text)
        if not count:
            raise Unreadable(syntax_issue(text, error, source)) from None
    try:
        root = parse(mended)
    except XMLSyntaxError as error:
        raise Unreadable(syntax_issue(mended, error, source)) from None
    return mended, root, [issue("PZP-XML-ENTITY", Severity.ERROR, source=source, count=count)]


def syntax_issue(text: str, error: XMLSyntaxError, source: str) -> Issue:
    """The issue for what lxml could not parse."""
    message = error.msg or ""
    at = Position(max(error.lineno or 1, 1), max(error.offset or 1, 1))
    if "xcessive depth" in message:
        return issue("PZP-DEPTH", Severity.FATAL, position=at, source=source, limit="2048")
    cut = text.startswith("<") and at.line > text.count("\n") and not text.endswith(">")
    if cut or "Premature end" in message or "EndTag" in message:
        return issue("PZP-XML-TRUNCATED", Severity.FATAL, position=at, source=source)
    return issue("PZP-XML-SYNTAX", Severity.FATAL, position=at, source=source, reason=message)


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return str(tag).rpartition("}")[2]


def namespace(element: _Element) -> str:
    """The namespace of an element, or nothing."""
    return str(element.tag).rpartition("}")[0][1:]


def claimed_profiles(root: _Element) -> tuple[str, ...]:
    """The value of every ``meta/profile``, each once, in document order."""
    found = {child.get("value", ""): None
             for meta in root.iter("{*}meta") for child in meta.iterchildren("{*}profile")}
    return tuple(str(url) for url in found if url)


class Reader:
    """One reading of one document; collects issues by pointer and finds their places at the end."""

    def __init__(self, structure: Structure, limits: Limits, root: _Element) -> None:
        self.structure = structure
        self.limits = limits
        self.root = root
        self.namespace = namespace(root)
        self.path: list[str | int] = []
        self.found: list[tuple[str, Severity, tuple[str | int, ...], dict[str, Any]]] = []
        self.comments = 0

    def tell(self, code: str, severity: Severity = Severity.ERROR, **params: Any) -> None:
        """Note an issue at where we are."""
        self.found.append((code, severity, tuple(self.path), params))

    def report(self, text: str, source: str) -> list[Issue]:
        """The issues with their places, at most ``MOST_ISSUES`` and a count of the others."""
        positions = XmlPositions(text) if self.found else None
        root = local(self.root)
        issues = [issue(code, severity, location(pointer, root), source=source,
                        position=positions.find(pointer) if positions else None, **params)
                  for code, severity, pointer, params in self.found[:MOST_ISSUES]]
        if len(self.found) > MOST_ISSUES:
            more = len(self.found) - MOST_ISSUES
            issues.append(issue("PZP-MORE", Severity.ERROR, source=source, count=more))
        if self.comments:
            issues.append(issue("PZP-XML-COMMENTS", Severity.INFORMATION, source=source, count=self.comments))
        return issues

    def document(self, root: _Element) -> Tree:
        """The whole document. Raises ``Unreadable`` when the root is no resource."""
        from .xmltext import comments

        self.comments = comments(root)
        name = local(root)
        if name not in self.structure.resource_types:
            if self.namespace != FHIR_XML or not name[:1].isupper():
                raise Unreadable(issue("PZP-XML-ROOT", Severity.FATAL, found=name))
            self.tell("PZP-XML-ROOT-UNKNOWN", found=name, fhir_version=self.structure.fhir_version)
        if self.namespace != FHIR_XML:
            self.tell("PZP-XML-NAMESPACE", found=self.namespace or "-", element=name)
        return self.resource(root, 1)

    def resource(self, element: _Element, depth: int) -> Tree:
        """A resource element as an object that says its type."""
        name = local(element)
        return {"resourceType": name, **self.members(element, name, depth)}

    def members(self, element: _Element, type_name: str, depth: int, primitive: bool = False) -> Tree:
        """Attributes and child elements of an element, as an object; of a primitive without its value."""
        if depth > self.limits.max_depth:
            raise Unreadable(issue("PZP-DEPTH", Severity.FATAL, limit=self.limits.max_depth))
        known = self.structure.elements(type_name) or self.structure.elements("BackboneElement")
        out: Tree = {}
        for name, value in element.attrib.items():
            facts = known.get(str(name))
            if facts is not None and facts.attribute:
                out[str(name)] = value
            elif not str(name).startswith(XSI) and not (primitive and name == "value"):
                self.tell("PZP-XML-ATTRIBUTE", attribute=name, value=value)
        for name, children in self.children(element, known).items():
            self.put(out, name, children, known.get(name), depth)
        return out

    def children(self, element: _Element, known: dict[str, ElementFacts]) -> dict[str, list[_Element]]:
        """The child elements by name, in order of first appearance; says what else stands between them."""
        grouped: dict[str, list[_Element]] = {}
        last, ordered = -1, True
        stray = element.text or ""
        for child in element:
            stray += child.tail or ""
            if not isinstance(child.tag, str):
                self.comments += 1
                continue
            name = local(child)
            if name in grouped:
                grouped[name].append(child)
            else:
                grouped[name] = [child]
            if (facts := known.get(name)) is not None:
                ordered = ordered and facts.order >= last
                last = facts.order
        if stray and not stray.isspace():
            self.tell("PZP-XML-TEXT", value=" ".join(stray.split()))
        if not ordered:
            self.tell("PZP-XML-ORDER", Severity.WARNING)
        return grouped

    def put(self, out: Tree, name: str, elements: list[_Element], facts: ElementFacts | None,
            depth: int) -> None:
        """All elements of one name into the object, as a list where the element may repeat or does."""
        many = len(elements) > 1
        self.path.append(name)
        if facts is None:
            self.tell("PZP-XML-ELEMENT", element=name, fhir_version=self.structure.fhir_version)
            facts = self.structure.usual(name)
            if facts and any(guess_kind(element) != facts.kind for element in elements):
                facts = None
        elif many and not facts.many:
            self.tell("PZP-XML-REPEATED", element=name, count=len(elements))
        many = many or (facts is not None and facts.many)
        values, siblings = [], []
        for index, element in enumerate(elements):
            if many:
                self.path.append(index)
            value, sibling = self.value(element, facts, depth)
            values.append(value)
            siblings.append(sibling)
            if many:
                self.path.pop()
        self.path.pop()
        if any(value is not None for value in values):
            out[name] = values if many else values[0]
        if any(sibling is not None for sibling in siblings):
            out["_" + name] = siblings if many else siblings[0]

    def value(self, element: _Element, facts: ElementFacts | None, depth: int) -> tuple[Any, Tree | None]:
        """The value of one element and, for a primitive, the object with its id and extensions."""
        space = namespace(element)
        kind = facts.kind if facts else guess_kind(element)
        if space != (XHTML if kind == "xhtml" else self.namespace):
            self.tell("PZP-XML-NAMESPACE", found=space or "-", element=local(element))
        if kind == "xhtml":
            from .xmltext import div_text

            return div_text(element), None
        if kind == "primitive":
            return self.primitive(element, facts, depth)
        if kind == "resource":
            return self.contained(element, depth), None
        members = self.members(element, facts.type if facts else "", depth + 1)
        if not members:
            self.tell("PZP-XML-EMPTY", element=local(element))
        return members, None

    def contained(self, element: _Element, depth: int) -> Any:
        """The resource inside ``contained``, ``resource`` and the like."""
        grouped = self.children(element, {})
        inner = [child for children in grouped.values() for child in children]
        if element.attrib:
            self.tell("PZP-XML-ATTRIBUTE", attribute=", ".join(map(str, element.attrib)), value="")
        if not inner:
            self.tell("PZP-XML-EMPTY", element=local(element))
            return {}
        for name in map(local, inner):
            if name not in self.structure.resource_types:
                self.tell("PZP-XML-ROOT-UNKNOWN", found=name, fhir_version=self.structure.fhir_version)
        if len(inner) > 1:
            self.tell("PZP-XML-REPEATED", element=local(inner[1]), count=len(inner))
            return [self.resource(child, depth + 2) for child in inner]
        return self.resource(inner[0], depth + 2)

    def primitive(self, element: _Element, facts: ElementFacts | None, depth: int) -> tuple[Any, Tree | None]:
        """The value of a primitive in the type JSON has for it, and its ``_name`` sibling."""
        text = element.get("value")
        sibling: Tree | None = None
        if len(element) or len(element.attrib) != (text is not None) or element.text:
            sibling = self.members(element, "Element", depth + 1, primitive=True) or None
        if text is not None:
            return self.literal(str(text), facts.json if facts else "string"), sibling
        if sibling is None:
            self.tell("PZP-XML-EMPTY", element=local(element))
            sibling = {}
        return None, sibling

    def literal(self, text: str, json_type: str) -> Any:
        """A value as JSON writes it; what JSON cannot write as a number or boolean stays a string."""
        if json_type == "string":
            return text
        if json_type == "boolean" and text in ("true", "false"):
            return text == "true"
        if json_type == "number" and NUMBER.fullmatch(text):
            return exact_int(text) if text.lstrip("-").isdigit() else ExactDecimal(text)
        self.tell("PZP-XML-VALUE", value=text, type=json_type)
        return text


def guess_kind(element: _Element) -> str:
    """What an element unknown to the base structure looks like."""
    if namespace(element) == XHTML:
        return "xhtml"
    if "value" in element.attrib:
        return "primitive"
    inner = [child for child in element if isinstance(child.tag, str)]
    return "resource" if len(inner) == 1 and local(inner[0])[:1].isupper() else "complex"
