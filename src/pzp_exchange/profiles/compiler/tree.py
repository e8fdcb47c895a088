"""The node of a merged snapshot: an element with its facts so far, its children and its slices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import UNSET
from msgspec.structs import replace

from ..facts import Binding, Element

__all__ = ["Node", "choice_type", "overlay", "segments"]


@dataclass(slots=True)
class Node:
    """One element. ``facts`` hold no children or slices: those are nodes. ``children`` is None until asked
    for."""

    name: str
    facts: Element
    children: dict[str, Node] | None = None
    slices: dict[str, Node] = field(default_factory=dict)

    def copy(self) -> Node:
        """A copy that can be changed without changing this one."""
        children = None if self.children is None else {name: c.copy() for name, c in self.children.items()}
        return Node(self.name, self.facts, children, {name: s.copy() for name, s in self.slices.items()})

    def slice_copy(self) -> Node:
        """What a new slice of this element starts from: the same rules, not yet required, not itself
        sliced."""
        made = self.copy()
        made.slices = {}
        made.facts = replace(made.facts, min=0, slicing=None)
        return made

    def walk(self, path: str) -> Iterator[tuple[str, Node]]:
        """This node and all below it, with their element ids; ``path`` is the id of this one."""
        yield path, self
        for name, child in (self.children or {}).items():
            yield from child.walk(f"{path}.{name}")
        for name, part in self.slices.items():
            separator = "/" if ":" in path.rpartition(".")[2] else ":"
            yield from part.walk(f"{path}{separator}{name}")


def overlay(facts: Element, stated: Element) -> Element:
    """The facts of an element after a definition states more about it; constraints add up, the rest
    replaces."""
    changes = {
        name: value
        for name in ("min", "max", "types", "modifier", "max_length", "slicing")
        if (value := getattr(stated, name)) is not None
    }
    for name in ("fixed", "pattern", "min_value", "max_value"):
        if (value := getattr(stated, name)) is not UNSET:
            changes[name] = value
    if stated.content:
        changes["content"] = stated.content
    if stated.binding is not None:
        changes["binding"] = _rebind(facts.binding, stated.binding)
    changes["constraints"] = tuple(dict.fromkeys(facts.constraints + stated.constraints))
    return replace(facts, **changes)


def _rebind(before: Binding | None, stated: Binding) -> Binding:
    """A binding that states only its strength, or only its value set, keeps the other."""
    if before is None:
        return stated
    return Binding(
        stated.strength or before.strength,
        stated.value_set or before.value_set,
        stated.max_value_set or before.max_value_set,
    )


def segments(element_id: str) -> list[tuple[str, tuple[str, ...]]]:
    """An element id in its steps: ``Patient.name:a/b.use`` is ``[("Patient", ()), ("name", ("a", "b")),
    ("use", ())]``.

    Dots in a slice name (``MedicalDevice.Product``) cannot be told from steps; the standard has none.
    """
    steps = []
    for step in element_id.split("."):
        name, _, slices = step.partition(":")
        steps.append((name, tuple(slices.split("/")) if slices else ()))
    return steps


def choice_type(choice: str, name: str, types: Iterable[str] | None) -> str | None:
    """The type in a name such as ``valueString`` for the choice ``value[x]``, or None where it is not one
    of its names."""
    prefix = choice.removesuffix("[x]")
    if not choice.endswith("[x]") or not name.startswith(prefix):
        return None
    rest = name[len(prefix) :]
    return next((t for t in types or () if t[:1].upper() + t[1:] == rest), None)
