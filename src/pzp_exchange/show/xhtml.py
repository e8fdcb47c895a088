"""Sections in words as XHTML for a narrative: only elements and attributes that FHIR allows, every word escaped."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from .handover_items import Group, Item
from .html import SYMBOLS
from .parts import Detail, Tone

__all__ = ["narrative"]

XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def narrative(groups: Iterable[Group], language: str) -> str:
    """The ``div`` of a narrative, in one line."""
    root = ET.Element("div", {"xmlns": XHTML, "lang": language, XML_LANG: language})
    for group in groups:
        if group.title:
            ET.SubElement(root, "h3").text = group.title
        items = ET.SubElement(root, "ul", {"class": "items"})
        for item in group.items:
            _item(ET.SubElement(items, "li"), item)
    return ET.tostring(root, encoding="unicode").replace("<br />", "<br/>")  # as the codec of XML writes it


def _item(node: ET.Element, item: Item) -> None:
    """What it is, what is said of it with the sign of its tone, and the lines under it."""
    if item.says and item.tone is not Tone.PLAIN:
        _words(ET.SubElement(node, "span", {"class": "name"}), item.name).tail = " "
        _words(ET.SubElement(node, "b", {"class": f"chip {item.tone}"}), f"{SYMBOLS[item.tone]} {item.says}")
    else:
        classes = "name" if item.tone is Tone.PLAIN else f"name {item.tone}"
        name = _words(ET.SubElement(node, "b", {"class": classes}), item.name)
        if item.says:
            name.tail = " "
            _words(ET.SubElement(node, "span", {"class": "says"}), item.says)
    for line in item.lines:
        _line(ET.SubElement(node, "p"), line)


def _line(node: ET.Element, line: Detail) -> None:
    if line.name:
        label = ET.SubElement(node, "span", {"class": "label"})
        label.text, label.tail = f"{line.name}:", " "
        _words(ET.SubElement(node, "span"), line.text)
    else:
        _words(node, line.text)


def _words(node: ET.Element, text: str) -> ET.Element:
    """Text with its line breaks."""
    first, *others = text.split("\n")
    node.text = first
    for each in others:
        ET.SubElement(node, "br").tail = each
    return node
