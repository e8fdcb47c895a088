"""Write the JSON Schema of plan JSON: ``schemas/plan.schema.json``.

    python tools/make_schemas.py

``plan_schema()`` gives the same content without writing it, for the drift test.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docstrings import attribute_docstrings
from pzp_exchange import AdvanceCarePlan
from pzp_exchange.model.base import Model
from pzp_exchange.reading import PLAN_SCHEMA

TARGET = Path(__file__).resolve().parent.parent / "schemas" / "plan.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT_ALLOWED = ("Note", "Reference", "ReasonReference")
"""Objects that may be given as just their text."""


def plan_schema() -> dict[str, Any]:
    """The schema of the model, with what makes a JSON document plan JSON."""
    schema = AdvanceCarePlan.model_json_schema()
    definitions = schema.pop("$defs")
    for kind in kinds(Model):
        describe(kind, schema if kind is AdvanceCarePlan else definitions.get(kind.__name__, {}))
    for name in TEXT_ALLOWED:
        definitions[name] = {"anyOf": [{"type": "string"}, definitions[name]]}
    schema["properties"] = {"$schema": {"const": PLAN_SCHEMA}, **schema["properties"]}
    schema["required"] = ["$schema", *schema.get("required", ())]
    return {"$schema": DIALECT, "$id": PLAN_SCHEMA, **schema, "$defs": definitions}


def kinds(kind: type[Model]) -> Iterator[type[Model]]:
    """A class of the model and all that are derived from it."""
    yield kind
    for derived in kind.__subclasses__():
        yield from kinds(derived)


def describe(kind: type[Model], definition: dict[str, Any]) -> None:
    """Give the properties of a definition the docstrings of the attributes, those of base classes included."""
    for base in reversed(kind.__mro__):
        for name, said in attribute_docstrings(base).items() if issubclass(base, Model) else ():
            if name in definition.get("properties", {}):
                definition["properties"][name]["description"] = said


def text() -> str:
    """The file's content."""
    return json.dumps(plan_schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), "utf-8")
    print(TARGET)
