"""What the tables of the individual care plan are built of: own canonicals, and codecs for where its elements stand.

nl: Individueel zorgplan. The national dataset has none of these concepts, so the tables carry no dataset numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from ...model.own_codes import OWN_BASE
from ...terminology import CodeList
from ...tree import MISSING, Tree, contains
from ..codecs import NOTE, OnlyRead, concept
from ..table import STRING, Codec, Context, Field, Mapping, ReadProblem, without_words
from .parts import Parts

__all__ = [
    "AmongExtensions", "AmongItems", "FirstAndRest", "InEveryItem", "InOnlyItem", "Marked", "OneNote", "OwnParts",
    "SaysNothing", "Wording", "extension", "own", "own_parts",
]


@dataclass(frozen=True)
class OwnParts(Parts):
    """The building blocks of a FHIR version, with those that only the individual care plan needs."""

    telecom: Mapping = field(kw_only=True)
    """The table of a ContactPoint."""


def own_parts(parts: Parts, fhir_version: str, telecom: Mapping) -> OwnParts:
    """The building blocks of a FHIR version for the library's own profiles; what was said otherwise is always kept."""
    base = f"{OWN_BASE}{fhir_version.lower()}/StructureDefinition/IZP-"
    said = {name: getattr(parts, name) for name in Parts.__dataclass_fields__}
    return OwnParts(**{**said, "base": base, "as_said": True}, telecom=telecom)


def extension(name: str) -> str:
    """The url of one of the library's own extensions, the same in every FHIR version."""
    return f"{OWN_BASE}StructureDefinition/ext-{name}"


def own(mark: CodeList) -> dict[str, Any]:
    """A CodeableConcept with one code of the library."""
    return {"coding": [{"system": mark.system, "code": mark.code, "display": mark.display("nl")}]}


@contextmanager
def under(context: Context, path: str) -> Iterator[None]:
    """Losses and problems that are noted meanwhile get the path of the element they are under."""
    losses, problems = len(context.losses), len(context.problems)
    yield
    for index in range(losses, len(context.losses)):
        inner, value, reason = context.losses[index]
        context.losses[index] = (inner if inner[:1].isupper() else ".".join(filter(None, (path, inner))), value, reason)
    for index in range(problems, len(context.problems)):
        problem = context.problems[index]
        context.problems[index] = replace(problem, path=f"{path}.{problem.path}")


@dataclass(frozen=True)
class SaysNothing(OnlyRead):
    """An element whose value here changes nothing: a modifier that says ``false``."""

    usual: Any

    def accepts(self, value: Any) -> bool:
        """Only that value."""
        return type(value) is type(self.usual) and bool(value == self.usual)


@dataclass(frozen=True, slots=True)
class Marked:
    """A formal concept with several codes, of which only the library's own says what the resource is."""

    key: str
    mark: CodeList

    @property
    def keys(self) -> tuple[str, ...]:
        """The one element."""
        return (self.key,)

    def take(self, node: Tree, context: Context) -> Any:
        """Nothing; a concept without our code says that it is something else."""
        if self.key in node and not contains(node[self.key], without_words(own(self.mark))):
            context.problems.append(ReadProblem(self.key, "modifier-element"))
        return MISSING

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Nothing: it is a constant."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A CodeableConcept that is words only."""

    def accepts(self, value: Any) -> bool:
        """A text and nothing beside it."""
        return isinstance(value, dict) and value.keys() == {"text"} and isinstance(value["text"], str)

    def read(self, value: Any, _context: Context) -> str:
        """The words."""
        return str(value["text"])

    def write(self, value: str, _context: Context) -> Tree:
        """The words as a concept."""
        return {"text": value}


@dataclass(frozen=True)
class AmongItems:
    """The concepts of a list that are in a code list; others in it stay where they are, and are not these."""

    key: str
    codes: type[CodeList]

    @property
    def keys(self) -> tuple[str, ...]:
        """The list."""
        return (self.key,)

    def take(self, node: Tree, context: Context) -> Any:
        """Read those that are in the code list."""
        found = node.get(self.key)
        places = [index for index, item in enumerate(found) if self._known(item)] if isinstance(found, list) else []
        if not places or not isinstance(found, list):
            return MISSING
        values = tuple(concept(self.codes).read(found[place], context) for place in places)
        for place in places:
            found[place] = None
        if all(item is None for item in found):
            del node[self.key]
        return values

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write them; one that would not be found again is a loss."""
        known = [each for each in value if each.value is not None]
        context.losses.extend((self.key, each, "no-such-code") for each in value if each.value is None)
        if known:
            with under(context, self.key):
                items = [concept(self.codes).write(each, context) for each in known]
            node.setdefault(self.key, []).extend(items)

    def _known(self, item: Any) -> bool:
        codings = item.get("coding") if isinstance(item, dict) else None
        return isinstance(codings, list) and all(isinstance(each, dict) for each in codings) and any(
            isinstance(each.get("system"), str) and isinstance(each.get("code"), str)
            and self.codes.find(each["system"], each["code"]) for each in codings)


@dataclass(frozen=True)
class InOnlyItem:
    """One element of the only item of a list, where the model knows one such item."""

    key: str
    part: str
    codec: Codec = STRING
    unsafe: bool = False
    """Whether the statement means something else without it."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The element in the list."""
        return (f"{self.key}[0].{self.part}",)

    def take(self, node: Tree, context: Context) -> Any:
        """Read it; what else the item says is left over."""
        items = node.get(self.key, MISSING)
        if not (isinstance(items, list) and len(items) == 1 and isinstance(items[0], dict)
                and self.codec.accepts(items[0].get(self.part))):
            if self.unsafe and items is not MISSING:
                context.problems.append(ReadProblem(self.key, "modifier-element"))
            return MISSING
        with under(context, f"{self.key}.{self.part}"):
            value = self.codec.read(items[0].pop(self.part), context)
        if not items[0]:
            del node[self.key]
        return value

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write it into an item of its own."""
        with under(context, f"{self.key}.{self.part}"):
            node[self.key] = [{self.part: self.codec.write(value, context)}]


@dataclass(frozen=True)
class InEveryItem:
    """A repeating element in the items of a list, as one tuple; written into one item."""

    key: str
    part: str
    codec: Codec

    @property
    def keys(self) -> tuple[str, ...]:
        """The element in the list."""
        return (f"{self.key}[].{self.part}[]",)

    def take(self, node: Tree, context: Context) -> Any:
        """Read those of all items, when each of them can be read."""
        items = node.get(self.key)
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            return MISSING
        said = [item[self.part] for item in items if self.part in item]
        if not said or not all(isinstance(each, list) and each and all(map(self.codec.accepts, each)) for each in said):
            return MISSING
        with under(context, f"{self.key}[].{self.part}[]"):
            values = tuple(self.codec.read(each, context) for item in items for each in item.pop(self.part, ()))
        node[self.key] = [item for item in items if item]
        if not node[self.key]:
            del node[self.key]
        return values

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write all of them into the first item."""
        with under(context, f"{self.key}[].{self.part}[]"):
            written = [self.codec.write(each, context) for each in value]
        written = [each for each in written if each is not MISSING]
        if written:
            node.setdefault(self.key, [{}])[0][self.part] = written


@dataclass(frozen=True)
class AmongExtensions:
    """The value of the one extension of a url that has this type of value; there may be others with that url."""

    url: str
    value: str
    codec: Codec

    @property
    def keys(self) -> tuple[str, ...]:
        """The extension."""
        return (f"extension({self.url}).{self.value}",)

    def take(self, node: Tree, context: Context) -> Any:
        """Read it."""
        items = node.get("extension")
        places = [index for index, item in enumerate(items) if isinstance(item, dict) and item.get("url") == self.url
                  and item.keys() == {"url", self.value} and self.codec.accepts(item[self.value])
                  ] if isinstance(items, list) else []
        if len(places) != 1 or not isinstance(items, list):
            return MISSING
        with under(context, self.keys[0]):
            value = self.codec.read(items[places[0]][self.value], context)
        items[places[0]] = None
        if all(item is None for item in items):
            del node["extension"]
        return value

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write it."""
        with under(context, self.keys[0]):
            written = self.codec.write(value, context)
        if written is not MISSING:
            node.setdefault("extension", []).append({"url": self.url, self.value: written})


@dataclass(frozen=True)
class FirstAndRest:
    """A tuple whose first value has another place than the further ones."""

    first: Field
    rest: Field

    @property
    def keys(self) -> tuple[str, ...]:
        """Both places."""
        return self.first.path, self.rest.path

    def take(self, node: Tree, context: Context) -> Any:
        """Read both."""
        first, rest = self.first.take(node, context), self.rest.take(node, context)
        found = ((first,) if first is not MISSING else ()) + (rest if rest is not MISSING else ())
        return found or MISSING

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """Write the first, then the others."""
        self.first.put(node, value[0], context)
        if value[1:]:
            self.rest.put(node, value[1:], context)


class OneNote:
    """Comments where the profile has room for one: several become one."""

    keys = ("note[]",)
    place = Field("notes", "note[]", NOTE, most=1)

    def take(self, node: Tree, context: Context) -> Any:
        """The one there is."""
        return self.place.take(node, context)

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """The texts with an empty line between them; that they were several is a loss, and so is who wrote the rest."""
        first, *others = value
        if others:
            texts = "\n\n".join(note.text for note in value if note.text)
            first = first.model_copy(update={"text": texts or None})
            context.losses.append(("note", tuple(others), "joined-into-one"))
        self.place.put(node, (first,), context)
