"""The mechanism behind every mapping table: one table reads, writes and traces.

A ``Mapping`` ties a model class to a node of the tree. Each ``Field`` ties an attribute to a path (see
``pzp_exchange.mapping.field``). Several fields may have one name: the first that finds something gives the value.

Reading takes out of a copy of the node what the fields understand; what is left is ``carried`` by the model object
and woven back in when writing. Constants are formal elements with one value; those the source lacks or has otherwise
are remembered in ``left_out`` and not added. In a table that is ``as_said``, ``left_out`` names every element that
would be written otherwise than it was read; such an element comes back as it was, as long as it still says what the
attributes say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..terminology import CodeList
from ..tree import MISSING, Tree, contains, copy, weave
from .crossing import crossing
from .field import STRING, Codec, Context, Field, Loss, NodeCodec, NodeField, ReadProblem, Scalar, Step

if TYPE_CHECKING:
    from ..model.base import Model

__all__ = [
    "STRING", "Codec", "Context", "Field", "Loss", "Mapping", "NodeCodec", "NodeField", "ReadProblem", "Scalar", "Step",
    "without_words",
]


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
    codes: type[CodeList] | None = None
    """The code list of a coded value; ``None`` when any code may be there."""
    after_read: Callable[[dict[str, Any]], None] | None = None
    before_write: Callable[[Any, Context], Any] | None = None
    finish: Callable[[Tree, Any, Context], None] | None = None
    """Adds what several attributes say together, when they have been written."""
    as_said: bool = False
    """Whether what would be written otherwise is kept as it was said; see the module's docstring."""
    within: tuple[str, ...] = ()
    """Attributes that the functions above put into other elements."""
    alike: bool = False
    """Whether all elements of the node mean the same in every FHIR version."""

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
        about = {"carried", "left_out", "full_url", "narrative", "carried_from", "sources"}
        return tuple(name for name in self.model.model_fields if name not in {*self.covered, *about})

    @cached_property
    def covered(self) -> tuple[str, ...]:
        """Attributes of the model that this table has a place for."""
        placed = {f.name for f in self.fields} | {*self.within}
        return tuple(name for name in self.model.model_fields if name in placed)

    @cached_property
    def _first_keys(self) -> tuple[tuple[str, Field | NodeField], ...]:
        """The fields, each with the element without which it has nothing to take; empty where it must look itself."""
        return tuple((each.first_key, each) for each in self.fields)

    @cached_property
    def written(self) -> tuple[Field | NodeField, ...]:
        """The fields that are written."""
        return tuple(each for each in self.fields if each.name and not each.only_read)

    def accepts(self, value: Any) -> bool:
        """Any object."""
        return isinstance(value, dict)

    def read(self, node: Tree, context: Context) -> Any:
        """Make the model object. The node is used up."""
        if not self.as_said or context.plain:
            return self._read(node, context)
        said = copy(node)
        item = self._read(node, context)
        again = self._write(item, context.anew(as_read=True))
        again.pop("resourceType", None)
        other = [key for key in {**said, **again} if said.get(key, MISSING) != again.get(key, MISSING)]
        if not other:
            return item
        context.carried = True
        carried = {key: value for key, value in item.carried.items() if key not in other}
        carried |= {key: said[key] for key in other if key in said}
        return item.model_copy(update={"carried": type(item.carried)(carried), "left_out": tuple(other)})

    def _read(self, node: Tree, context: Context) -> Any:
        values: dict[str, Any] = {}
        for key, each in self._first_keys:
            if key and key not in node:
                continue
            value = each.take(node, context)
            if value is not MISSING and each.name:
                values.setdefault(each.name, value)
        left_out: list[str] = []
        satisfied: list[str] = []
        for key, constant in self.constants:
            found = node.get(key)
            if found == constant or (self.as_said and _without_gaps(found) == constant):
                del node[key]
            else:
                left_out.append(key)
                if contains(found, without_words(constant)):
                    satisfied.append(key)
        if left_out and not self.as_said:
            values["left_out"] = tuple(left_out)
            context.carried = True
        if self.after_read:
            self.after_read(values)
        if node:
            context.problems.extend(self._problems(node, satisfied))
            context.carried = True
            values["carried"] = node
        return self.model(**values)

    def write(self, item: Any, context: Context) -> Tree:
        """Make the node."""
        for name in self.uncovered:
            value = getattr(item, name)
            if value is not None and value != self.model.model_fields[name].get_default():
                context.losses.append((f"{self.model.__name__}.{name}", value, "no-place-in-release"))
        if self.as_said and item.left_out and context.carry:
            return self._write_as_said(item, context)
        return self._write(item, context)

    def _write(self, item: Any, context: Context) -> Tree:
        said = item
        if self.before_write:
            item = self.before_write(item, context)
        node: Tree = {"resourceType": self.resource} if self.resource else {}
        kept = said.left_out if context.carry else ()
        carried = {key: value for key, value in said.carried.items() if not self.as_said or key not in kept}
        for key, constant in self.constants:
            if self.as_said or key not in kept:
                node[key] = copy(constant)
            if not context.carry and contains(carried.get(key), without_words(constant)):
                node[key] = copy(carried.pop(key))
        for each in self.written:
            value = getattr(item, each.name)
            if value is not None and value != ():
                each.put(node, value, context)
        if self.finish:
            self.finish(node, item, context)
        if carried and context.carry:
            weave_top(node, carried)
        elif carried:
            self.cross(carried, node, context)
        return node

    def _write_as_said(self, item: Any, context: Context) -> Tree:
        """Write with the elements of the source that would be written otherwise, if they still say the same."""
        before = len(context.losses)
        node = self._write(item, context)
        source = {key: copy(item.carried[key]) for key in item.left_out if key in item.carried}
        said = {key: value for key, value in node.items() if key not in item.left_out} | source
        again = self._read({key: copy(value) for key, value in said.items() if key != "resourceType"}, context.anew())
        if all(getattr(again, name) == getattr(item, name) for name in self.covered):
            del context.losses[before:]
            return said
        self._read(source, context.anew())
        context.losses.extend((key, value, "no-longer-true") for key, value in source.items())
        return node

    def cross(self, carried: Tree, node: Tree, context: Context) -> None:
        """Write what means the same in this FHIR version too; the rest is lost."""
        lost = crossing(carried, node, context.passes, alike=self.alike, whole=bool(self.resource))
        context.losses.extend((path, value, "not-mapped") for path, value in lost)

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


def _without_gaps(found: Any) -> Any:
    """A list without the places that fields have taken from."""
    return [item for item in found if item is not None] if isinstance(found, list) else found


WORDS = ("display", "text")


def without_words(constant: Any, words: tuple[str, ...] = WORDS) -> Any:
    """A formal element without its display and text: these may differ."""
    if isinstance(constant, dict):
        return {key: without_words(value, words) for key, value in constant.items() if key not in words}
    return [without_words(item, words) for item in constant] if isinstance(constant, list) else constant


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
