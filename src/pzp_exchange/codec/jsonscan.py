"""A walk over JSON text that knows where everything is, for what the fast decoder cannot tell.

Used for the place and kind of a mistake, repeated keys, limits on very large documents and locating a node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .basics import Limits

__all__ = ["JsonFault", "Step", "repeated_keys", "walk"]

STRING: Final = r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+'
LITERAL: Final = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null"
TOKEN: Final = re.compile(rf'[ \t\n\r]*+(?:([{{}}\[\],:])|({STRING}")|({LITERAL}))')
BLANK: Final = re.compile(r"[ \t\n\r]*+")
OPEN_STRING: Final = re.compile(STRING)
CUT_ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?\Z")
CUT_WORD: Final = re.compile(r"(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|\.|[eE][+-]?)\Z")
NOT_A_NUMBER: Final = re.compile(r"-?(?:NaN|Infinity)")
SURROGATE: Final = re.compile(r"[\ud800-\udfff]")

Step = str | int

VALUE, FIRST_ITEM, FIRST_KEY, KEY, COLON, AFTER = range(6)


class JsonFault(Exception):
    """The text is not JSON, or too much of it: an issue code, the offset, and values for the message."""

    def __init__(self, code: str, offset: int, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.offset = offset
        self.params = tuple(sorted((name, str(value)) for name, value in params.items()))


def fault(text: str, offset: int) -> JsonFault:
    """What is wrong at ``offset``, where no token begins."""
    at = BLANK.match(text, offset).end()  # type: ignore[union-attr]  # it matches anything
    if at == len(text) or CUT_WORD.match(text, at):
        return JsonFault("PZP-JSON-TRUNCATED", at)
    if found := NOT_A_NUMBER.match(text, at):
        return JsonFault("PZP-JSON-NAN", at, value=found[0])
    string = OPEN_STRING.match(text, at)
    if string is None:
        return JsonFault("PZP-JSON-SYNTAX", at, found=text[at])
    stop = string.end()
    if stop == len(text) or CUT_ESCAPE.match(text, stop):
        return JsonFault("PZP-JSON-TRUNCATED", stop)
    if text[stop] == "\\":
        return JsonFault("PZP-JSON-ESCAPE", stop, value=text[stop : stop + 6])
    return JsonFault("PZP-JSON-CONTROL", stop, value=f"U+{ord(text[stop]):04X}")


def unquote(piece: str, offset: int) -> str:
    """The text of a string token. Raises ``JsonFault`` for half a surrogate pair, which is no character."""
    if "\\" not in piece:
        return piece[1:-1]
    import json

    value: str = json.loads(piece)
    if SURROGATE.search(value):
        raise JsonFault("PZP-JSON-SURROGATE", offset)
    return value


def walk(text: str) -> Iterator[tuple[int, list[Step], bool]]:
    """Every node: offset of its key (or of the list item), path to it, and whether the key was there before.

    The path is one list that changes while walking. Raises ``JsonFault`` at the first mistake.
    """
    path: list[Step] = []
    seen: list[set[str] | None] = []
    state, offset = VALUE, 0
    while True:
        match = TOKEN.match(text, offset)
        if match is None:
            raise fault(text, offset)
        kind, offset = match.lastindex, match.end()
        piece = match[kind]  # type: ignore[index]  # one group matched
        start = offset - len(piece)
        if state in (VALUE, FIRST_ITEM) and piece not in ("}", "]", ",", ":"):
            if not path or isinstance(path[-1], int):
                yield start, path, False
            if kind == 2:
                unquote(piece, start)
            if piece == "{":
                path.append("")
                seen.append(set())
            elif piece == "[":
                path.append(0)
                seen.append(None)
            state = FIRST_KEY if piece == "{" else FIRST_ITEM if piece == "[" else AFTER
        elif state in (KEY, FIRST_KEY) and kind == 2:
            key = path[-1] = unquote(piece, start)
            known = seen[-1] or set()
            yield start, path, key in known
            known.add(key)
            seen[-1] = known
            state = COLON
        elif state == COLON and piece == ":":
            state = VALUE
        elif state == AFTER and piece == ",":
            last = path[-1]
            if isinstance(last, int):
                path[-1] = last + 1
            state = VALUE if isinstance(last, int) else KEY
        elif closes(piece, state, path[-1] if path else None):
            path.pop()
            seen.pop()
            state = AFTER
        else:
            raise JsonFault("PZP-JSON-SYNTAX", start, found=piece)
        if state == AFTER and not path:
            break
    rest = BLANK.match(text, offset).end()  # type: ignore[union-attr]  # it matches anything
    if rest != len(text):
        raise JsonFault("PZP-JSON-TRAILING", rest, found=text[rest : rest + 20])


def closes(piece: str, state: int, last: Step | None) -> bool:
    """Whether ``piece`` may close the list (``last`` is an index) or object (a key) we are in."""
    if isinstance(last, int):
        return piece == "]" and state in (FIRST_ITEM, AFTER)
    return last is not None and piece == "}" and state in (FIRST_KEY, AFTER)


def repeated_keys(text: str, limits: Limits) -> list[tuple[int, tuple[Step, ...]]]:
    """Offset and pointer of every key its object had already. Raises ``JsonFault``, also beyond limits."""
    repeated = []
    nodes = -1
    for offset, path, again in walk(text):
        nodes += 1
        if len(path) > limits.max_depth:
            raise JsonFault("PZP-DEPTH", offset, limit=limits.max_depth)
        if nodes > limits.max_nodes:
            raise JsonFault("PZP-NODES", offset, limit=limits.max_nodes)
        if again:
            repeated.append((offset, tuple(path)))
    return repeated
