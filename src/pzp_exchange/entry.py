"""One resource of a set, the source it stood in, and its nodes by their place."""

from __future__ import annotations

from msgspec import Struct, field

from .releases import Release
from .report import Position
from .tree import MISSING, Missing, Pointer, Tree, get

__all__ = ["Entry", "Source", "Spot"]

LONGEST_ID = 64
"""Of FHIR's type id, which ``meta.versionId`` has."""


class Source(Struct, frozen=True, eq=False, gc=False):
    """One file or stream as read, with its bytes as long as positions may be asked for."""

    name: str
    format: str
    data: bytes = b""
    fhir_version: str = "R4"
    places: dict[Pointer, Position | Missing | None] = field(default_factory=dict)
    """The nodes whose positions may be asked for, and those that were found: all, when the first is asked for."""

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {self.format!r})"

    def position(self, pointer: Pointer) -> Position | None:
        """Line and column of a node; found on demand, with those of all spots of the source."""
        found = self.places.get(pointer, MISSING)
        if isinstance(found, Missing):
            from .codec import located

            waiting = [each for each, known in self.places.items() if known is MISSING]
            self.places.update(located(self.data, self.format, [pointer, *waiting]) if self.data else {pointer: None})
            found = self.places[pointer]
        return found if isinstance(found, Position) else None

    def spot(self, pointer: Pointer) -> Spot:
        """A node, whose position can be asked for."""
        if self.data:
            self.places.setdefault(pointer, MISSING)
        return Spot(self, pointer)


class Spot(Struct, frozen=True, eq=False, gc=False):
    """A node of a source, whose position can be asked for."""

    source: Source
    pointer: Pointer

    @property
    def position(self) -> Position | None:
        """Line and column; found on demand."""
        return self.source.position(self.pointer)


class Entry(Struct, frozen=True, eq=False, gc=False):
    """One resource of a set: a file, a line, or an entry of a Bundle."""

    tree: Tree
    source: Source
    pointer: Pointer = ()
    """Where the resource stands in its source."""
    full_url: str | None = None
    release: Release | None = None
    """The release it was written in, or ``None`` when nothing tells."""

    def __repr__(self) -> str:
        return f"Entry({self.source!r}, {self.pointer!r})"

    @property
    def type(self) -> str:
        """The resource type."""
        found: str = self.tree.get("resourceType", "")
        return found

    @property
    def fhir_version(self) -> str:
        """``R4`` or ``STU3``: of its release, else as it was read."""
        return self.release.fhir_version if self.release else self.source.fhir_version

    @property
    def id(self) -> str | None:
        """The logical id."""
        found = self.tree.get("id")
        return found if isinstance(found, str) else None

    @property
    def reference(self) -> str:
        """``Type/id``, else the full URL, else the type."""
        own = self.id
        return f"{self.type}/{own}" if own else self.full_url or self.type

    @property
    def server(self) -> str:
        """The base of its full URL, or nothing when that is no web address of this resource."""
        own = f"/{self.type}/{self.id}"
        return self.full_url.removesuffix(own) if self.full_url and self.full_url.endswith(own) else ""

    @property
    def age(self) -> tuple[int, str]:
        """To sort versions of one resource: by version number, else by when it was last updated."""
        number, updated = (get(self.tree, ("meta", key)) for key in ("versionId", "lastUpdated"))
        return (int(number) if isinstance(number, str) and number.isdecimal() and len(number) <= LONGEST_ID else -1,
                updated if isinstance(updated, str) else "")

    def spot(self, pointer: Pointer = ()) -> Spot:
        """A node of this resource, by its pointer from the resource on."""
        return self.source.spot(self.pointer + pointer)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles it claims in ``meta.profile``."""
        found = get(self.tree, ("meta", "profile"))
        return tuple(p for p in found if isinstance(p, str)) if isinstance(found, list) else ()
