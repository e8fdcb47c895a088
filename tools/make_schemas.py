"""Write the JSON Schemas of plan JSON: ``schemas/plan.schema.json``, ``schemas/individual-care-plan.schema.json``.

    python tools/make_schemas.py

``plan_schema(kind)`` gives the same content without writing it, for the drift tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docstrings import attribute_docstrings
from pzp_exchange.model import AdvanceCarePlan, IndividualCarePlan
from pzp_exchange.model.base import Model
from pzp_exchange.reading import PLAN_SCHEMAS

FOLDER = Path(__file__).resolve().parent.parent / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT_ALLOWED = ("Note", "Reference", "ReasonReference")
"""Objects that may be given as just their text."""


def plan_schema(plan: type[AdvanceCarePlan] = AdvanceCarePlan) -> dict[str, Any]:
    """The schema of a plan, with what makes a JSON document plan JSON."""
    own_schema = PLAN_SCHEMAS[plan.__name__]
    schema = plan.model_json_schema()
    definitions = schema.pop("$defs")
    for kind in kinds(Model):
        describe(kind, schema if kind is plan else definitions.get(kind.__name__, {}))
    for name in TEXT_ALLOWED:
        definitions[name] = {"anyOf": [{"type": "string"}, definitions[name]]}
    schema["properties"] = {"$schema": {"const": own_schema}, **schema["properties"]}
    schema["required"] = ["$schema", *schema.get("required", ())]
    return {"$schema": DIALECT, "$id": own_schema, **schema, "$defs": definitions}


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


def texts() -> Iterator[tuple[Path, str]]:
    """Every file and its content; it is named as its schema is."""
    for plan in (AdvanceCarePlan, IndividualCarePlan):
        name = PLAN_SCHEMAS[plan.__name__].rpartition("/")[2]
        yield FOLDER / name, json.dumps(plan_schema(plan), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for target, content in texts():
        target.write_text(content, "utf-8")
        print(target)
