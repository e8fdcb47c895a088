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
INDENT: Final = re.compile(rb"\{\n {1,8}(?! )")
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
    if len(data) > limits.max_bytes or (len(data) > 2 * limits.max_nodes and not surely_few(data, limits.max_nodes)):
        return None
    try:
        tree = DECODER.decode(data)
        if type(tree) is not dict:
            return None
        text = ENCODER.encode(tree)
        indent = indent_of(data, text)
        if indent is None and text != msgspec.json.format(data, indent=-1) and not nothing_lost(data, tree):
            return None
        shallow = surely_shallow(data, text, indent, limits.max_depth)
        return tree if shallow or not too_deep(tree, limits.max_depth) else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def surely_few(data: bytes, most: int) -> bool:
    """Whether the text surely holds no more than ``most`` keys and items, by commas and brackets."""
    return data.count(b",") + data.count(b"{") + data.count(b"[") <= most


def indent_of(data: bytes, text: bytes) -> int | None:
    """By how many spaces per level the data is ``text``, its compact form, indented; 0 when it is not.

    ``None`` when it is laid out in another way, or differs in more than that.
    """
    begun = INDENT.match(data)
    if begun is None:
        return 0 if data == text else None
    indent = begun.end() - 2
    pretty = msgspec.json.format(text, indent=indent)
    return indent if data == pretty or data.rstrip() == pretty else None


def surely_shallow(data: bytes, text: bytes, indent: int | None, most: int) -> bool:
    """Whether no line of the indented text stands as far to the right as too deep a one would; or few brackets."""
    if not indent:
        if text.count(b"{") + text.count(b"[") <= most:
            return True
        if len(text) > SHORT:
            return False
        data, indent = msgspec.json.format(text, indent=1), 1
    return b"\n" + b" " * (indent * most) not in data


def too_deep(tree: Tree, most: int) -> bool:
    """Whether the tree is deeper than allowed."""
    level: list[Any] = [tree]
    for _ in range(most):
        level = [value for node in level for value in (node.values() if type(node) is dict else node)
                 if type(value) is dict or type(value) is list]
        if not level:
            return False
    return True


def nothing_lost(data: bytes, tree: Tree) -> bool:
    """Whether the tree holds every key and every number of the data, though it would be written otherwise."""
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
