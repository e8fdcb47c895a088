"""The mechanism behind every mapping table: one table reads, writes and traces.

A ``Mapping`` ties a model class to a node of the tree. Each ``Field`` ties an attribute to a path. Paths::

    birthDate                       an element
    provision.period.end            an element further down
    performer[]                     a repeating element, as a tuple
    provision.code[0]               a repeating element that holds exactly one item
    extension(URL).valueString      the value of the extension with that url
    extension(URL)[].valueReference the values of all extensions with that url
    extension(URL)                  the extension itself

Reading takes out of a copy of the node what the fields understand; what is left is ``carried`` by the model object
and woven back in when writing. Constants are formal elements with one value; those the source lacks or has otherwise
are remembered in ``left_out`` and not added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from ..tree import MISSING, Tree, contains, copy, weave

if TYPE_CHECKING:
    from ..model.base import Model

__all__ = ["Codec", "Context", "Field", "Loss", "Mapping", "ReadProblem"]


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


@dataclass(slots=True)
class Context:
    """What is noted while one statement is read or written."""

    problems: list[ReadProblem] = field(default_factory=list)
    losses: list[tuple[str, Any, str]] = field(default_factory=list)
    carried: bool = False
    carry: bool = True
    """Whether carried elements may be written: only in the FHIR version they were read in."""


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


@dataclass(frozen=True, slots=True)
class Step:
    """A path taken apart: keys to the parent, the last key, and an extension url with its value key."""

    parents: tuple[str, ...]
    key: str
    url: str
    value: str
    many: bool
    only: bool

    @classmethod
    def parse(cls, path: str) -> Step:
        """Read the notation of the module's docstring."""
        head, opening, rest = path.partition("(")
        if opening:
            url, _, tail = rest.rpartition(")")
            *parents, key = head.split(".")
            many = tail.startswith("[]")
            return cls(tuple(parents), key, url, tail.removeprefix("[]").removeprefix("."), many, False)
        many, only = path.endswith("[]"), path.endswith("[0]")
        *parents, key = path.removesuffix("[]").removesuffix("[0]").split(".")
        return cls(tuple(parents), key, "", "", many, only)


@dataclass(frozen=True)
class Field:
    """One attribute of the model and where it stands in the tree.

    ``dataset`` holds the numbers of the dataset concepts, separated by spaces. A codec with ``takes_node`` reads
    and writes several elements of the node itself.
    """

    name: str
    path: str
    codec: Codec = STRING
    dataset: str = ""

    @cached_property
    def step(self) -> Step:
        """The path, taken apart."""
        return Step.parse(self.path)

    def take(self, node: Tree, context: Context) -> Any:
        """Read the value and remove it from the node; ``MISSING`` when it is not there or not understood."""
        step = self.step
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

    def _take_element(self, parent: Tree, found: Any, context: Context) -> Any:
        step = self.step
        if step.many or step.only:
            if not isinstance(found, list) or not found or (step.only and len(found) > 1):
                return MISSING
            if not all(self.codec.accepts(item) for item in found):
                return MISSING
            del parent[step.key]
            values = tuple(self._read(item, context) for item in found)
            return values if step.many else values[0]
        if not self.codec.accepts(found):
            return MISSING
        del parent[step.key]
        return self._read(found, context)

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
            if step.value and (item.keys() != keys or not self.codec.accepts(item[step.value])):
                return MISSING
        values = [self._read(found[i][step.value] if step.value else found[i], context) for i in places]
        for place in places:
            found[place] = None
        if not any(found):
            del parent[step.key]
        return tuple(values) if step.many else values[0]

    def _read(self, value: Any, context: Context) -> Any:
        before = len(context.problems)
        result = self.codec.read(value, context)
        for index in range(before, len(context.problems)):
            problem = context.problems[index]
            context.problems[index] = ReadProblem(f"{self.path}.{problem.path}", problem.reason)
        return result

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write the value into the node."""
        step = self.step
        values = [self.codec.write(item, context) for item in (value if step.many else (value,))]
        values = [item for item in values if item is not MISSING]
        if not values:
            return
        for key in step.parents:
            node = node.setdefault(key, {})
        if step.url:
            items = [{"url": step.url, step.value: item} if step.value else item for item in values]
            node.setdefault(step.key, []).extend(items)
        else:
            node[step.key] = values if step.many or step.only else values[0]


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


@dataclass(frozen=True)
class Mapping:
    """One model class and the node it is read from and written to; itself a codec for nested nodes."""

    of: str | Callable[[], type[Model]]
    """Name of the model class, or how to get it; the model is imported when something is read or written."""
    fields: tuple[Field | NodeField, ...]
    resource: str = ""
    """FHIR resource type; empty for a part of a resource."""
    profile: str = ""
    """Canonical of the profile that says it is this."""
    dataset: str = ""
    """Numbers of the dataset concepts that are this whole."""
    constants: tuple[tuple[str, Any], ...] = ()
    """Formal elements with one value: top-level key and value."""
    unsafe: tuple[str, ...] = ()
    """Elements that change the meaning; left over they make the statement *not understood*. ``*`` ends a prefix."""
    after_read: Callable[[dict[str, Any]], None] | None = None
    before_write: Callable[[Any, Context], Any] | None = None

    @cached_property
    def model(self) -> type[Model]:
        """The model class."""
        if not isinstance(self.of, str):
            return self.of()
        found: type[Model] = getattr(import_module("..model", __package__), self.of)
        return found

    @cached_property
    def uncovered(self) -> tuple[str, ...]:
        """Attributes of the model that this table has no place for."""
        placed = {f.name for f in self.fields} | {"carried", "left_out", "full_url", "narrative", "carried_from"}
        return tuple(name for name in self.model.model_fields if name not in placed)

    def accepts(self, value: Any) -> bool:
        """Any object."""
        return isinstance(value, dict)

    def read(self, node: Tree, context: Context) -> Any:
        """Make the model object. The node is used up."""
        values: dict[str, Any] = {}
        for each in self.fields:
            value = each.take(node, context)
            if value is not MISSING:
                values[each.name] = value
        left_out: list[str] = []
        satisfied: list[str] = []
        for key, constant in self.constants:
            if node.get(key) == constant:
                del node[key]
            else:
                left_out.append(key)
                if contains(node.get(key), without_words(constant)):
                    satisfied.append(key)
        if left_out:
            values["left_out"] = tuple(left_out)
        if self.after_read:
            self.after_read(values)
        if node:
            context.problems.extend(self._problems(node, satisfied))
            context.carried = True
            values["carried"] = node
        return self.model(**values)

    def write(self, item: Any, context: Context) -> Tree:
        """Make the node."""
        if self.before_write:
            item = self.before_write(item, context)
        node: Tree = {"resourceType": self.resource} if self.resource else {}
        for key, constant in self.constants:
            if key not in item.left_out:
                node[key] = copy(constant)
        for each in self.fields:
            value = getattr(item, each.name)
            if value is not None and value != ():
                each.put(node, value, context)
        for name in self.uncovered:
            value = getattr(item, name)
            if value is not None and value != self.model.model_fields[name].get_default():
                context.losses.append((f"{self.model.__name__}.{name}", value, "no-place-in-release"))
        if item.carried:
            if context.carry:
                weave_top(node, item.carried)
            else:
                context.losses.extend((key, value, "not-mapped") for key, value in item.carried.items())
        return node

    def _problems(self, rest: Tree, satisfied: Sequence[str]) -> Iterator[ReadProblem]:
        for path in _keys(rest, "modifierExtension"):
            yield ReadProblem(path, "modifier-extension")
        for pattern in self.unsafe:
            *parents, key = pattern.split(".")
            parent: Any = rest
            for name in parents:
                parent = parent.get(name) if isinstance(parent, dict) else None
            if isinstance(parent, dict):
                for name in parent:
                    if name in satisfied and not parents:
                        continue
                    if name == key or (key.endswith("*") and name.startswith(key[:-1])):
                        yield ReadProblem(".".join((*parents, name)), "modifier-element")


def without_words(constant: Any) -> Any:
    """A formal element without its display and text: these may differ."""
    if isinstance(constant, dict):
        return {key: without_words(value) for key, value in constant.items() if key not in ("display", "text")}
    return [without_words(item) for item in constant] if isinstance(constant, list) else constant


def weave_top(node: Tree, remains: Tree) -> None:
    """Weave remains into a node in place."""
    for key, value in remains.items():
        node[key] = weave(node[key], value) if key in node else copy(value)


def _keys(node: Any, wanted: str, path: str = "") -> Iterator[str]:
    """Where a key stands in the dicts of a tree (lists are carried whole, their items too)."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == wanted:
                yield f"{path}{key}"
            elif key != "contained":
                yield from _keys(value, wanted, f"{path}{key}.")
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _keys(item, wanted, f"{path[:-1]}[{index}].")
