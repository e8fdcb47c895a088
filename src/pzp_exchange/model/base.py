"""The bricks of the domain model: frozen objects, partial dates, codes that keep how they were said.

Nothing here raises on content: what cannot be read as a date or is not in a code list is held as it was said.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Generic, NoReturn, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema

from ..terminology import CodeList, CodeValue, same_system
from .dates import PartialDate

__all__ = [
    "Attachment", "Carried", "CodeList", "CodeValue", "Coded", "Coding", "Identifier", "Model", "Note",
    "PartialDate", "Period", "Reference", "same_system",
]

class Carried(dict[str, Any]):
    """What a document said beyond the model, kept to be written back in the FHIR version it came from.

    A frozen dict of FHIR elements as they were read, relative to the object that holds it.
    """

    def _frozen(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("carried elements are frozen; make a new object with model_copy(update=…)")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _frozen

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.dict_schema(core_schema.str_schema()))


class Model(BaseModel):
    """Base of every object in the plan: immutable, compared by value, unknown attributes refused.

    ``carried`` holds what the source said beyond the attributes. ``left_out`` names formal elements that the
    source did not have (or had differently) and that are therefore not added when writing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    carried: Carried = Field(default_factory=Carried, repr=False)
    """Elements of the source that the model has no attribute for, as FHIR JSON."""
    left_out: tuple[str, ...] = Field(default=(), repr=False)
    """Formal elements the source lacked, by path."""


class Coding(Model):
    """A code in a code system, as it was said. nl: Code"""

    system: str | None = None
    """URI of the code system."""
    code: str | None = None
    display: str | None = None
    """The words the source gave with the code; never used to compare."""
    release: str | None = None
    """Release of the code system (FHIR ``Coding.version``)."""
    user_selected: bool | None = None


C = TypeVar("C", bound=CodeList)


class Coded(Model, Generic[C]):
    """A coded value that keeps every coding and the text it was said with. nl: Gecodeerd gegeven

    A member of the code list may be given in its place: ``Coded[Treatment]`` accepts ``Treatment.CPR``.
    """

    codings: tuple[Coding, ...] = ()
    text: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_member(cls, data: Any) -> Any:
        if isinstance(data, CodeList):
            return {"codings": (Coding(system=data.system, code=data.code, display=data.display("nl")),)}
        return data

    @classmethod
    @cache
    def codes(cls) -> type[CodeList]:
        """The code list this value is taken from."""
        arguments = cls.__pydantic_generic_metadata__["args"]
        return arguments[0] if arguments and isinstance(arguments[0], type) else CodeList

    @property
    def value(self) -> C | None:
        """The member of the code list, or ``None`` when the code is not in it."""
        codes = self.codes()
        if codes is CodeList:
            return None
        found = (codes.find(coding.system, coding.code) for coding in self.codings)
        return cast("C | None", next((member for member in found if member), None))

    def label(self, language: str = "en") -> str:
        """Words for a person: the list's own, else the text, the source's display, or system and code."""
        member = self.value
        if member is not None and member.code != "OTH":
            return member.display(language)
        said = [self.text or ""] + [coding.display or "" for coding in self.codings]
        known = next((words for words in said if words), "")
        if known or member:
            return known or cast(CodeList, member).display(language)
        return ", ".join(f"{coding.code} ({coding.system})" for coding in self.codings)

    @property
    def key(self) -> str:
        """What makes two values the same: system and code of the first coding, else the text."""
        member = self.value
        if member is not None and member.code != "OTH":
            return f"{same_system(member.system)}|{member.code}"
        coded = [c for c in self.codings if c.code and c.code != "OTH"]
        if coded:
            return f"{same_system(coded[0].system or '')}|{coded[0].code}"
        return " ".join((self.text or "").casefold().split())


class Identifier(Model):
    """A number or name that identifies something, within a system. nl: Identificatienummer"""

    system: str | None = None
    value: str | None = None
    use: str | None = None
    type: Coded[CodeList] | None = None


class Reference(Model):
    """A pointer to another statement or person of the plan. nl: Verwijzing"""

    reference: str | None = None
    """``Patient/p1``, ``#contained``, ``urn:uuid:…`` or an absolute URL."""
    type: str | None = None
    display: str | None = None
    identifier: Identifier | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"reference": data} if isinstance(data, str) else data


class Period(Model):
    """From and until; both as precise as known. nl: Periode"""

    start: PartialDate | None = None
    end: PartialDate | None = None


class Note(Model):
    """A comment in free text. nl: Toelichting"""

    text: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data


class Attachment(Model):
    """A document, inside the plan or by its address. nl: Document"""

    content_type: str | None = None
    """MIME type."""
    data: str | None = None
    """The document in base64."""
    url: str | None = None
    title: str | None = None
    language: str | None = None
    creation: PartialDate | None = None
