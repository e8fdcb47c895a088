"""What the STU3 tables are built of: zib2017's extensions, references, names, addresses and telecom.

Source: nl-core-humanname, nl-core-address, nl-core-contactpoint, practitionerrole-reference (zib2017, 2.2.18).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...model.codes import TelecomType
from ...terminology import CodeList
from ...tree import MISSING, Tree, copy
from ..codecs import IDENTIFIER, InSystems, Words, concept
from ..shared import datatypes
from ..shared.datatypes import NICTIZ, name
from ..shared.parts import Parts
from ..systems import R4_SYSTEMS
from ..table import Context, Field, Mapping, NodeField, Scalar

__all__ = ["ACTOR", "CODE_SPECIFICATION", "COMMENT", "NICTIZ", "NL_CORE", "PARTS", "REFERENCE", "Pointer", "address",
           "in_guide", "name", "telecom", "type_of"]

NL_CORE = "http://fhir.nl/fhir/StructureDefinition/"
CODE_SPECIFICATION = f"{NICTIZ}code-specification"
COMMENT = f"{NICTIZ}Comment"
ROLE = f"{NICTIZ}practitionerrole-reference"


def type_of(item: Any) -> str:
    """The resource type a reference points to, as far as it says so itself."""
    parts = (item.reference or "").partition("/_history/")[0].split("/")
    return parts[-2] if len(parts) > 1 and parts[-2][:1].isupper() else item.type or ""


@dataclass(frozen=True)
class Pointer(Mapping):
    """A Reference, which in STU3 has no ``type``: one that only repeats the reference is not missed."""

    targets: tuple[str, ...] = ()
    """The resource types it may point to; any when empty."""

    def write(self, item: Any, context: Context) -> Any:
        """Make the node; ``MISSING`` for what it may not point to."""
        kind = type_of(item)
        if self.targets and kind and kind not in self.targets:
            context.losses.append(("", item, "no-such-target"))
            return MISSING
        if item.type and item.type == type_of(item.model_copy(update={"type": None})):
            item = item.model_copy(update={"type": None})
        return super().write(item, context)


@dataclass(frozen=True)
class Actor(Pointer):
    """A reference to somebody. A health professional at work is named by the person, with the role in an extension.

    In the model it is the role. The person is the one in the role's own resource; what a source says otherwise about
    the person is carried.
    """

    def read(self, node: Tree, context: Context) -> Any:
        """The role where there is one, else the reference as it is."""
        place, role = _role_in(node)
        if place is None:
            return super().read(node, context)
        person = _found(context.persons, str(role.get("reference")))
        rest = {key: value for key, value in node.items() if key != "extension"}
        others = [item for index, item in enumerate(node["extension"]) if index != place]
        said = {key: value for key, value in rest.items() if person.get(key, MISSING) != value}
        said |= {"extension": others} if others else {}
        missing = tuple(key for key in person if key not in rest)
        item = super().read(copy(role), context)
        if said or missing:
            context.carried = True
            item = item.model_copy(update={"carried": type(item.carried)(said), "left_out": missing})
        return item

    def write(self, item: Any, context: Context) -> Any:
        """The person with the role in an extension."""
        kind = type_of(item)
        if kind != "PractitionerRole" and not _found(context.persons, item.reference or ""):
            return super().write(item, context)
        role = replace(self, targets=()).written_plainly(item, context)
        said = item.carried if context.carry else {}
        missing = item.left_out if context.carry else ()
        person = _found(context.persons, item.reference or "")
        node = {key: copy(value) for key, value in person.items() if key not in missing}
        node |= {key: copy(value) for key, value in said.items()}
        node["extension"] = [*node.get("extension", ()), {"url": ROLE, "valueReference": role}]
        if item.carried and not context.carry:
            self.cross(item.carried, node, context)
        return node

    def written_plainly(self, item: Any, context: Context) -> Any:
        """The reference to the role itself."""
        bare = item.model_copy(update={"carried": type(item.carried)(), "left_out": ()})
        return Pointer.write(self, bare, context)


def _role_in(node: Tree) -> tuple[int | None, Tree]:
    """Where the role stands among the extensions of a reference, and the reference to it."""
    items = node.get("extension")
    places = [index for index, item in enumerate(items) if isinstance(item, dict) and item.get("url") == ROLE
              ] if isinstance(items, list) else []
    if len(places) != 1 or not isinstance(items, list):
        return None, {}
    item = items[places[0]]
    role = item.get("valueReference")
    understood = (isinstance(role, dict) and len(item) == 2 and role.keys() <= {"reference", "display", "identifier"}
                  and all(isinstance(role.get(key, ""), str) for key in ("reference", "display")))
    return (places[0], role) if understood else (None, {})


def _found(persons: dict[str, Tree], reference: str) -> Tree:
    """The person behind a role, by its reference; an absolute URL also finds one by type and id."""
    plain = reference.partition("/_history/")[0]
    return persons.get(plain) or persons.get("/".join(plain.split("/")[-2:]), {})


IDENTIFIER_STU3 = replace(IDENTIFIER, fields=tuple(
    replace(each, codec=Words(near={"old": ""})) if isinstance(each, Field) and each.name == "use" else each
    for each in IDENTIFIER.fields))

REFERENCE_FIELDS = (
    Field("reference", "reference"),
    Field("display", "display"),
    Field("identifier", "identifier", IDENTIFIER_STU3),
)
REFERENCE = Pointer("Reference", REFERENCE_FIELDS)
ACTOR = Actor("Reference", REFERENCE_FIELDS)


def in_guide(codes: type[CodeList]) -> InSystems:
    """A concept bound to a value set of the guide itself, which has the system URIs of R4."""
    return InSystems(concept(codes), R4_SYSTEMS)


@dataclass(frozen=True)
class OneText:
    """Comments in an element that holds one text: several become one."""

    key: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The one element."""
        return (self.key,)

    def take(self, node: Tree, _context: Context) -> Any:
        """The text as the only comment."""
        from ...model.base import Note

        return (Note(text=node.pop(self.key)),) if isinstance(node.get(self.key), str) else MISSING

    def put(self, node: Tree, value: Any, context: Context) -> None:
        """The texts with an empty line between them; that they were several is a loss, and so is who wrote them."""
        texts = [note.text for note in value if note.text]
        if texts:
            node[self.key] = "\n\n".join(texts)
        if len(value) > 1:
            context.losses.append((self.key, value[1:], "joined-into-one"))
        context.losses.extend((f"{self.key}.{key}", said, "not-mapped")
                              for note in value for key, said in note.carried.items())


PARTS = Parts(
    base="https://api.iknl.nl/docs/pzp/stu3/StructureDefinition/",
    identifier=IDENTIFIER_STU3,
    reference=REFERENCE,
    actor=ACTOR,
    encounter="context",
    code_specification=CODE_SPECIFICATION,
    comment=COMMENT,
    answer=in_guide,
    remarks=lambda dataset: NodeField("notes", OneText("comment"), dataset),
    as_said=True,
)


class PostalCode(Scalar):
    """A Dutch postal code is written without the space between figures and letters."""

    def write(self, value: Any, _context: Context) -> str:
        """As a plain text."""
        return re.sub(r"^(\d{4}) ([A-Z]{2})$", r"\1\2", str(value))


def address() -> Mapping:
    """Address; the dataset has no numbers for its parts."""
    return datatypes.address(PARTS, f"{NICTIZ}zib-AddressInformation-AddressType", use=Words(near={"billing": ""}),
                             postal_code=PostalCode(str, str))


def telecom(number: Sequence[str] = ("",) * 7) -> Mapping:
    """ContactPoint. The examples give the type as zib2020 does, beside the system."""
    kind = Field("telecom_type", f"extension({NICTIZ}zib-ContactInformation-TelecomType).valueCodeableConcept",
                 concept(TelecomType), number[1])
    older = Field("telecom_type", f"_system.extension({CODE_SPECIFICATION}).valueCodeableConcept",
                  concept(TelecomType), number[1], only_read=True)
    return datatypes.telecom(PARTS, kind, older, number=number)
