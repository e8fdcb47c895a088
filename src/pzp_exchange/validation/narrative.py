"""The XHTML of a narrative (``Narrative.div``): what FHIR allows in it.

Elements and attributes are those FHIR names: HTML 4.0 chapters 7 to 11 (without 9.4) and 15 but for what is
deprecated there, links, and images. Nothing that acts: no scripts, forms, frames, objects, event handlers.
Structures within (a row in a table) are not checked, except that a paragraph holds no blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["check_div"]

MOST: Final = 20  # findings reported of one narrative
MOST_KEPT: Final = 2000  # narratives that are remembered

XHTML: Final = "{http://www.w3.org/1999/xhtml}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
SPACE: Final = " \t\r\n"

ELEMENTS: Final = frozenset((
    "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "address",  # 7 structure
    "bdo",  # 8 language
    "em", "strong", "dfn", "code", "samp", "kbd", "var", "cite", "abbr", "acronym",
    "blockquote", "q", "sub", "sup", "p", "br", "pre",  # 9 text
    "ul", "ol", "li", "dl", "dt", "dd",  # 10 lists
    "table", "caption", "colgroup", "col", "thead", "tfoot", "tbody", "tr", "th", "td",  # 11 tables
    "a", "map", "area", "img",  # 12 links, 13 images
    "tt", "i", "b", "big", "small", "hr",  # 15 fonts and rules
))
ACTIVE: Final = frozenset((
    "script", "noscript", "form", "input", "button", "select", "option", "textarea", "label", "fieldset",
    "iframe", "frame", "frameset", "noframes",
    "object", "applet", "embed", "param",
))
ATTRIBUTES: Final = frozenset((
    "id", "class", "style", "title", "lang", "dir", "accesskey", "tabindex", XML + "lang", XML + "space",
    "span", "width", "align", "valign", "char", "charoff",
    "abbr", "axis", "headers", "scope", "rowspan", "colspan",
))
OWN_ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "a": ("href", "name", "charset", "type", "hreflang", "rel", "rev", "shape", "coords"),
    "area": ("shape", "coords", "href", "nohref", "alt"),
    "blockquote": ("cite",),
    "img": ("src", "alt", "longdesc", "height", "width", "usemap", "ismap", "border"),
    "map": ("name",),
    "pre": ("space",),
    "q": ("cite",),
    "table": ("summary", "width", "border", "frame", "rules", "cellspacing", "cellpadding"),
    "td": ("nowrap",),
    "th": ("nowrap",),
}
BLOCKS: Final = frozenset(XHTML + name for name in ("div", "blockquote", "table", "ol", "ul", "p"))
ADDRESSES: Final = frozenset(("href", "src", "cite", "longdesc", "usemap"))
ACTIVE_ADDRESS: Final = re.compile(r"(?:java|vb|live)script:", re.IGNORECASE)
IGNORED_IN_ADDRESS: Final = re.compile(r"[\x00-\x20]+")

PLAIN: Final = re.compile(
    r'<div xmlns="http://www\.w3\.org/1999/xhtml"(?: (?:xml:)?lang="[A-Za-z-]*")?>'
    r"[ \t\r\n]*[!-%'-;=?-~\xa0-\ud7ff][\t\r\n -%'-;=?-~\xa0-\ud7ff]*</div>"
)
ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
OF_XML: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))


def check_div(text: str) -> list[tuple[str, str]]:
    """What is wrong with the XHTML of a narrative: a reason and, in technical terms, what it is about.

    ========= ===================================================================================
    malformed not well-formed XML, or nested too deep; named entities of HTML are fine
    doctype   has a document type declaration, or a processing instruction
    root      the outermost element is not ``div`` in the XHTML namespace
    element   an element that a narrative does not have
    attribute an attribute that its element does not have
    script    something that acts: a script, form, frame or object, an event handler, a ``javascript:`` address
    nesting   a block inside a paragraph
    empty     no text but white space, and no image
    ========= ===================================================================================
    """
    if PLAIN.fullmatch(text) and "]]>" not in text:
        return []
    from hashlib import blake2b

    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if digest in GOOD:
        return []
    found = _check(text)
    if not found and len(GOOD) < MOST_KEPT:
        GOOD.add(digest)
    return found


GOOD: Final[set[bytes]] = set()
"""Digests of narratives that were found good before; the texts are about patients and are not kept."""


def _check(text: str) -> list[tuple[str, str]]:
    from lxml import etree  # only here: most narratives are plain, many documents have none

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(ENTITY.sub(_numbered, text).encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as fault:
        return [("malformed", fault.msg or "no XML")]
    found: dict[tuple[str, str], None] = {}
    for each in _findings(root):
        found[each] = None
        if len(found) == MOST:
            break
    return list(found)


def _numbered(match: re.Match[str]) -> str:
    """A named entity of HTML as a numbered one, which XML knows."""
    name = match[1]
    return f"&#{name2codepoint[name]};" if name in name2codepoint and name not in OF_XML else match[0]


def _findings(root: _Element) -> Iterator[tuple[str, str]]:
    if root.getroottree().docinfo.internalDTD is not None:
        yield "doctype", "DOCTYPE"
    if root.tag != XHTML + "div":
        yield "root", str(root.tag)
        return
    filled = False
    for node in root.iter():
        if isinstance(node.tag, str):
            yield from _of_element(node)
            filled = filled or node.tag == XHTML + "img" or bool(node.text and node.text.strip(SPACE))
        elif node.tag.__name__ != "Comment":  # what is no element has its maker as tag
            yield "doctype", node.tag.__name__
        filled = filled or (node is not root and bool(node.tail and node.tail.strip(SPACE)))
    if not filled:
        yield "empty", "div"


def _of_element(node: _Element) -> Iterator[tuple[str, str]]:
    tag = str(node.tag)
    name = tag.removeprefix(XHTML)
    if name not in ELEMENTS or tag == name:
        yield ("script" if name in ACTIVE else "element"), name
        return
    own = OWN_ATTRIBUTES.get(name, ())
    for key, value in node.attrib.items():
        attribute = str(key)
        if attribute not in ATTRIBUTES and attribute not in own:
            yield ("script" if attribute.lower().startswith("on") else "attribute"), f"{name}.{attribute}"
        elif attribute in ADDRESSES and ACTIVE_ADDRESS.match(IGNORED_IN_ADDRESS.sub("", str(value))):
            yield "script", f"{name}.{attribute}"
    if tag in BLOCKS and next(node.iterancestors(XHTML + "p"), None) is not None:
        yield "nesting", name
