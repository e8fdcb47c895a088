"""The one place that parses XML with lxml, without DTD, entities or network; and the XHTML of narratives."""

from __future__ import annotations

import copy
import re
from html import escape
from html.entities import name2codepoint
from typing import Final

from lxml import etree

from .basics import XHTML

__all__ = ["comments", "div_text", "doctype_at", "mend_entities", "parse", "write_div"]

PROLOG: Final = re.compile(r"\s*+(?:<\?.*?\?>\s*+|<!--.*?-->\s*+)*+", re.DOTALL)
NAMED: Final = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""


def make_parser() -> etree.XMLParser:
    """A parser for UTF-8 of our own making. Size and nodes were checked, a DTD refused, before it runs."""
    return etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
                           dtd_validation=False, attribute_defaults=False, huge_tree=True, collect_ids=False)


def doctype_at(text: str) -> int | None:
    """The offset of a DOCTYPE; it can only stand before the root element."""
    start = PROLOG.match(text)
    return start.end() if start and text[start.end() : start.end() + 9].upper() == "<!DOCTYPE" else None


def mend_entities(text: str) -> tuple[str, int]:
    """Named HTML entities (``&nbsp;``) as characters, and how many; XML without a DTD does not know them."""
    count = 0

    def character(match: re.Match[str]) -> str:
        nonlocal count
        name = match[1]
        if name is None or name in XML_NAMES or name not in name2codepoint:
            return match[0]
        count += 1
        return chr(name2codepoint[name])

    return (NAMED.sub(character, text), count) if "&" in text else (text, 0)


def parse(text: str) -> etree._Element:
    """The root element. Raises ``etree.XMLSyntaxError``; the caller has refused a DOCTYPE."""
    return etree.fromstring(text.encode("utf-8", "surrogatepass"), make_parser())


def comments(root: etree._Element) -> int:
    """How many comments and processing instructions stand beside the root element."""
    return sum(1 for before in (True, False) for _ in root.itersiblings(preceding=before))


def div_text(div: etree._Element) -> str:
    """A narrative element as the string FHIR JSON wants, without the namespaces of the document around it."""
    alone = copy.deepcopy(div)
    alone.tail = None
    etree.cleanup_namespaces(alone)
    return etree.tostring(alone, encoding="unicode")


def write_div(text: str) -> tuple[str, str | None]:
    """A narrative string as XML, and the code of the issue when it could not stay as it was.

    What is not well-formed becomes the plain text of a ``div``, so that nothing of it is lost; a ``div``
    without its namespace gets it.
    """
    mended, _ = mend_entities(text)
    try:
        root = None if doctype_at(mended) is not None else parse(mended.strip())
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        plain = escape(NOT_XML.sub("\ufffd", text), quote=False)
        return f'<div xmlns="{XHTML}">{plain}</div>', "PZP-XHTML"
    if root.tag == f"{{{XHTML}}}div":
        return div_text(root), None
    if root.tag == "div":
        named = div_text(root).replace("<div", f'<div xmlns="{XHTML}"', 1)
        return named, "PZP-XHTML-NAMESPACE"
    return f'<div xmlns="{XHTML}">{div_text(root)}</div>', "PZP-XHTML"
