"""One attribute and its place in the tree: paths, codecs, and what is noted on the way.

Paths::

    birthDate                       an element
    provision.period.end            an element further down
    performer[]                     a repeating element, as a tuple
    provision.code[0]               a repeating element that holds exactly one item
    extension(URL).valueString      the value of the extension with that url
    extension(URL)[].valueReference the values of all extensions with that url
    extension(URL)                  the extension itself
    category[?]                     the one item of a repeating element that the codec understands
                                    (an empty path) the node itself
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from ..tree import MISSING, Tree, copy

if TYPE_CHECKING:
    from .systems import Systems

__all__ = [
    "STRING", "Codec", "Context", "Field", "Loss", "NodeCodec", "NodeField", "ReadProblem", "Scalar", "Step",
]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that did not make it: which statement, where, what, and why."""

    resource: str
    path: str
    value: Any = field(repr=False)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """An element that changes the meaning of its statement and was not understood."""

    path: str
    reason: str


def _none_pass(_extension: Any) -> bool:
    return False


class Context(msgspec.Struct):
    """What is noted while one statement is read or written, and what is known from outside it."""

    problems: list[ReadProblem] = []
    losses: list[tuple[str, Any, str]] = []
    carried: bool = False
    """Whether something was kept as it was read, so that the source matters when writing."""
    carry: bool = True
    """Whether carried elements may be written: only in the FHIR version they were read in."""
    as_read: bool = False
    """Whether codes are written as they were read, because the statement was read in this FHIR version."""
    plain: bool = False
    """Whether to read without keeping how it was said: only what the attributes hold, and what they do not."""
    refused: str = ""
    """Why the statement cannot be said in this FHIR version at all."""
    systems: Systems | None = None
    """How this FHIR version writes code systems that were renamed."""
    persons: dict[str, Tree] = {}
    """The person behind a health professional's role, as Reference, by the reference to the role."""
    passes: Callable[[Any], bool] = _none_pass
    """Whether an extension of another FHIR version means the same in this one."""

    def anew(self, **changes: Any) -> Context:
        """A context of the same surroundings that has noted nothing."""
        return msgspec.structs.replace(self, problems=[], losses=[], carried=False, refused="", **changes)


class Codec(Protocol):
    """How one value is read and written."""

    def accepts(self, value: Any) -> bool:
        """Whether this codec understands a value; if not it is carried as it is."""

    def read(self, value: Any, context: Context) -> Any:
        """Tree value to model value."""

    def write(self, value: Any, context: Context) -> Any:
        """Model value to tree value; ``MISSING`` to write nothing."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A codec for one JSON type, with the model and the tree holding the same value."""

    type: type
    out: Callable[[Any], Any]

    def accepts(self, value: Any) -> bool:
        """Only the JSON type itself (a boolean is no number)."""
        return isinstance(value, self.type) and (self.type is bool or not isinstance(value, bool))

    def read(self, value: Any, _context: Context) -> Any:
        """As it is."""
        return value

    def write(self, value: Any, _context: Context) -> Any:
        """As a plain JSON value."""
        return self.out(value)


STRING = Scalar(str, str)


class Step(NamedTuple):
    """A path taken apart: keys to the parent, the last key, and an extension url with its value key."""

    parents: tuple[str, ...]
    key: str
    url: str
    value: str
    many: bool
    only: bool
    one: bool = False

    @property
    def plain(self) -> bool:
        """Whether it names one element of the node, with one value."""
        return bool(self.key) and not (self.parents or self.url or self.many or self.only or self.one)

    @classmethod
    def parse(cls, path: str) -> Step:
        """Read the notation of the module's docstring."""
        head, opening, rest = path.partition("(")
        if opening:
            url, _, tail = rest.rpartition(")")
            *parents, key = head.split(".")
            many = tail.startswith("[]")
            return cls(tuple(parents), key, url, tail.removeprefix("[]").removeprefix("."), many, False)
        many, only, one = path.endswith("[]"), path.endswith("[0]"), path.endswith("[?]")
        *parents, key = (path[:path.index("[")] if many or only or one else path).split(".")
        return cls(tuple(parents), key, "", "", many, only, one)


@dataclass(frozen=True)
class Field:
    """One attribute of the model and where it stands in the tree.

    ``dataset`` holds the numbers of the dataset concepts, separated by spaces. A field without a name takes a formal
    element that says nothing of its own.
    """

    name: str
    path: str
    codec: Codec = STRING
    dataset: str = ""
    most: int = 0
    """How many values the FHIR version has room for, when the attribute holds more; further ones are losses."""
    only_read: bool = False
    """Another place where the value may stand; it is not written there."""
    leave: bool = False
    """Look, and leave the element for another field."""

    @cached_property
    def step(self) -> Step:
        """The path, taken apart."""
        return Step.parse(self.path)

    @property
    def first_key(self) -> str:
        """The element of the node that it stands in; empty when that is the node itself."""
        return self.step.parents[0] if self.step.parents else self.step.key

    @cached_property
    def _simple(self) -> bool:
        """Whether it is one value directly in the node, as most are."""
        return self.step.plain and not self.most and not self.leave

    def take(self, node: Tree, context: Context) -> Any:
        """Read the value and remove it from the node; ``MISSING`` when it is not there or not understood."""
        step = self.step
        if self._simple:
            found = node.get(step.key, MISSING)
            if found is MISSING or not self.codec.accepts(found):
                return MISSING
            del node[step.key]
            return self._read(found, context)
        if self.leave:
            node = copy(node)
        if not step.key:
            return self._take_node(node, context)
        parent: Any = node
        for key in step.parents:
            parent = parent.get(key)
            if not isinstance(parent, dict):
                return MISSING
        found = parent.get(step.key, MISSING)
        if found is MISSING:
            return MISSING
        value = self._take_slice(parent, found, context) if step.url else self._take_element(parent, found, context)
        if value is not MISSING and not parent and step.parents:
            _remove_empty(node, step.parents)
        return value

    def _take_node(self, node: Tree, context: Context) -> Any:
        if not self.codec.accepts(node):
            return MISSING
        whole = dict(node)
        node.clear()
        return self._read(whole, context)

    def _take_item(self, parent: Tree, found: Any, context: Context) -> Any:
        places = [i for i, item in enumerate(found) if item is not None and self.codec.accepts(item)
                  ] if isinstance(found, list) else []
        if len(places) != 1:
            return MISSING
        value = self._read(found[places[0]], context)
        found[places[0]] = None
        if not any(item is not None for item in found):
            del parent[self.step.key]
        return value

    def _take_element(self, parent: Tree, found: Any, context: Context) -> Any:
        step = self.step
        if step.one:
            return self._take_item(parent, found, context)
        if step.many or step.only:
            if not isinstance(found, list) or not found or (step.only and len(found) > 1):
                return MISSING
            if self.most and len(found) > self.most:
                return MISSING
            if not all(self.codec.accepts(item) for item in found):
                return MISSING
            del parent[step.key]
            values = tuple(self._read(item, context) for item in found)
            return values if step.many else values[0]
        if not self.codec.accepts(found):
            return MISSING
        del parent[step.key]
        value = self._read(found, context)
        return (value,) if self.most else value

    def _take_slice(self, parent: Tree, found: Any, context: Context) -> Any:
        step = self.step
        if not isinstance(found, list):
            return MISSING
        places = [i for i, item in enumerate(found) if isinstance(item, dict) and item.get("url") == step.url]
        if not places or (not step.many and len(places) > 1):
            return MISSING
        keys = {"url", step.value}
        for place in places:
            item = found[place]
            if (step.value and item.keys() != keys) or not self.codec.accepts(item[step.value] if step.value else item):
                return MISSING
        values = [self._read(found[i][step.value] if step.value else found[i], context) for i in places]
        for place in places:
            found[place] = None
        if not any(found):
            del parent[step.key]
        return tuple(values) if step.many else values[0]

    def _read(self, value: Any, context: Context) -> Any:
        problems = context.problems
        before = len(problems)
        result = self.codec.read(value, context)
        if len(problems) > before:
            problems[before:] = [ReadProblem(f"{self.path}.{each.path}", each.reason) for each in problems[before:]]
        return result

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write the value into the node."""
        step = self.step
        before = len(context.losses)
        if self._simple:
            written = self.codec.write(value, context)
            self._tell_losses(context, before)
            if written is not MISSING:
                node[step.key] = written
            return
        values = [self.codec.write(item, context) for item in (value if step.many or self.most else (value,))]
        self._tell_losses(context, before)
        values = [item for item in values if item is not MISSING]
        if self.most:
            context.losses.extend((self.path, item, "no-room-for-more") for item in values[self.most:])
            values = values[:self.most]
        if not values:
            return
        for key in step.parents:
            node = node.setdefault(key, {})
        if step.url:
            items = [{"url": step.url, step.value: item} if step.value else item for item in values]
            node.setdefault(step.key, []).extend(items)
        elif step.one:
            node.setdefault(step.key, []).extend(values)
        elif not step.key:
            node.update(values[0])
        else:
            node[step.key] = values if step.many or step.only else values[0]

    def _tell_losses(self, context: Context, before: int) -> None:
        """Say of the losses of the value where they stand."""
        losses = context.losses
        if len(losses) > before:
            losses[before:] = [(path if path[:1].isupper() else ".".join(filter(None, (self.path, path))), lost, reason)
                               for path, lost, reason in losses[before:]]


def _remove_empty(node: Tree, parents: Sequence[str]) -> None:
    """Remove emptied containers along a path."""
    trail = [node]
    for key in parents:
        trail.append(trail[-1][key])
    for key, holder in zip(reversed(parents), reversed(trail[:-1]), strict=True):
        if holder[key]:
            return
        del holder[key]


class NodeCodec(Protocol):
    """A codec over several elements of a node at once, for what one path cannot say."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The elements it may take, for the trace."""

    def take(self, node: Tree, context: Context) -> Any:
        """Read and remove; ``MISSING`` when not there or not understood."""

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write."""


@dataclass(frozen=True)
class NodeField:
    """An attribute that several elements of the node make together (``given`` with ``_given``)."""

    name: str
    codec: NodeCodec
    dataset: str = ""
    only_read: bool = False

    @property
    def first_key(self) -> str:
        """Nothing: it looks at several elements."""
        return ""

    @property
    def path(self) -> str:
        """The elements, for people."""
        return " + ".join(self.codec.keys)

    def take(self, node: Tree, context: Context) -> Any:
        """Read the value and remove it from the node."""
        return self.codec.take(node, context)

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write the value into the node."""
        self.codec.put(node, value, context)
