"""JSON: bytes to tree and back, every number as it was written.

The fast path decodes with msgspec and proves in the same go that nothing got lost: the tree written again
must equal the source without its white space. Repeated keys, ``-0`` and the like cannot pass that; they
take the exact path.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

import msgspec

from ..report import Issue, Severity, issue
from ..tree import Tree, location
from .basics import (
    DEFAULT_LIMITS,
    MOST_ISSUES,
    Decoded,
    Encoded,
    ExactDecimal,
    Limits,
    Unreadable,
    check_size,
    exact_int,
)
from .jsonscan import JsonFault, repeated_keys
from .text import json_text, place

__all__ = ["decode_json", "encode_json"]

KEY_COLON: Final = re.compile(rb'"[ \t\n\r]*+:')
SHORT: Final = 1 << 17
"""Text of at most so many bytes is indented to see how deep it is: of longer text that could need much memory."""
MINUS_ZERO: Final = re.compile(rb"-0(?![0-9.eE])")


def write_number(value: Any) -> msgspec.Raw:
    """The literal of an ``ExactDecimal``, for msgspec."""
    if isinstance(value, ExactDecimal):
        return msgspec.Raw(value.text.encode("ascii"))
    raise TypeError(f"a tree holds plain dicts, lists and scalars, not {type(value).__name__}")


DECODER: Final = msgspec.json.Decoder(float_hook=ExactDecimal)
ENCODER: Final = msgspec.json.Encoder(enc_hook=write_number, decimal_format="number")


def decode_json(data: bytes, limits: Limits = DEFAULT_LIMITS, source: str = "") -> Decoded:
    """Read one JSON document. Anything wrong is an issue; without a tree there is a fatal one."""
    tree = decode_fast(data, limits)
    if tree is not None:
        return Decoded(tree)
    try:
        return decode_exactly(data, limits, source)
    except Unreadable as stop:
        return Decoded(None, (stop.issue,))


def decode_fast(data: bytes, limits: Limits) -> Tree | None:
    """The tree of a sound document within the limits, or ``None`` for one that must be looked at exactly."""
    if len(data) > limits.max_bytes or not surely_few(data, limits.max_nodes):
        return None
    try:
        tree = DECODER.decode(data)
        if type(tree) is not dict:
            return None
        text = ENCODER.encode(tree)
        return None if too_deep(text, tree, limits) or not nothing_lost(data, text, tree) else tree
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def surely_few(data: bytes, most: int) -> bool:
    """Whether the text cannot hold more than ``most`` keys and items, by length, commas and brackets."""
    return len(data) <= 2 * most or data.count(b",") + data.count(b"{") + data.count(b"[") <= most


def too_deep(text: bytes, tree: Tree, limits: Limits) -> bool:
    """Whether the tree, of which ``text`` is the JSON, is deeper than allowed.

    It cannot be where there are few brackets, or where no line of the indented text stands that far to the right.
    """
    if text.count(b"{") + text.count(b"[") <= limits.max_depth:
        return False
    if len(text) <= SHORT and b"\n" + b" " * limits.max_depth not in msgspec.json.format(text, indent=1):
        return False
    level: list[Any] = [tree]
    for _ in range(limits.max_depth):
        level = [value for node in level for value in (node.values() if type(node) is dict else node)
                 if type(value) is dict or type(value) is list]
        if not level:
            return False
    return True


def nothing_lost(data: bytes, text: bytes, tree: Tree) -> bool:
    """Whether the tree, of which ``text`` is the JSON, holds every key and every number of the data."""
    if text == msgspec.json.format(data, indent=-1):
        return True
    return len(KEY_COLON.findall(data)) == count_keys(tree) and not MINUS_ZERO.search(data)


def count_keys(tree: Tree) -> int:
    """How many keys there are in all objects together."""
    keys = 0
    level: list[Any] = [tree]
    while level:
        below: list[Any] = []
        for node in level:
            if isinstance(node, dict):
                keys += len(node)
            values = node.values() if isinstance(node, dict) else node
            below.extend(value for value in values if isinstance(value, dict | list))
        level = below
    return keys


def decode_exactly(data: bytes, limits: Limits, source: str) -> Decoded:
    """Read with the standard library after a walk over the text. Raises ``Unreadable``."""
    check_size(data, limits, source)
    text, issues = json_text(data, source)
    if not text or text.isspace():
        raise Unreadable(issue("PZP-EMPTY", Severity.FATAL, source=source))
    try:
        repeated = repeated_keys(text, limits)
    except JsonFault as stop:
        raise Unreadable(Issue(stop.code, Severity.FATAL, params=stop.params, source=source,
                               place=place(text, stop.offset))) from None
    import json

    tree = json.loads(text, parse_float=ExactDecimal, parse_int=exact_int)
    if not isinstance(tree, dict):
        kind = "list" if isinstance(tree, list) else type(tree).__name__
        raise Unreadable(issue("PZP-JSON-ROOT", Severity.FATAL, source=source, found=kind))
    root = str(tree.get("resourceType", ""))
    for offset, pointer in repeated[:MOST_ISSUES]:
        issues.append(issue("PZP-JSON-DUPLICATE", Severity.ERROR, location(pointer, root), source=source,
                            position=place(text, offset), key=pointer[-1]))
    if len(repeated) > MOST_ISSUES:
        issues.append(issue("PZP-MORE", Severity.ERROR, source=source, count=len(repeated) - MOST_ISSUES))
    return Decoded(tree, tuple(issues))


def encode_json(tree: Tree, indent: int | None = 2) -> Encoded:
    """Write one JSON document in UTF-8 with a newline at the end; ``indent=None`` gives one line for NDJSON.

    Keys keep their order, numbers their literal. Half surrogate pairs and numbers JSON does not have are
    issues.
    """
    issues: list[Issue] = []
    try:
        data = ENCODER.encode(tree)
    except UnicodeEncodeError:
        data = b""
    if not data or b"null" in data or b"NaN" in data or b"Infinity" in data:
        data = ENCODER.encode(writable(tree, [], str(tree.get("resourceType", "")), issues))
    if indent is not None:
        data = msgspec.json.format(data, indent=indent)
    return Encoded(data + b"\n", tuple(issues))


def writable(node: Any, path: list[str | int], root: str, issues: list[Issue]) -> Any:
    """A copy in which what JSON cannot hold is replaced, with an issue for each."""
    if isinstance(node, dict):
        return {writable(key, path, root, issues): writable(value, [*path, key], root, issues)
                for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [writable(value, [*path, index], root, issues) for index, value in enumerate(node)]
    where = location(tuple(path), root)
    if isinstance(node, str) and any("\ud800" <= c <= "\udfff" for c in node):
        issues.append(issue("PZP-JSON-SURROGATE", Severity.ERROR, where))
        return node.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    number = isinstance(node, float | Decimal) and not isinstance(node, ExactDecimal)
    if number and not Decimal(node).is_finite():
        issues.append(issue("PZP-JSON-NAN", Severity.ERROR, where, value=node))
        return None
    return node
