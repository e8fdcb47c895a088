"""Compile the published forms into ``src/pzp_exchange/profiles/forms``: linkIds, types, codes and rules, no texts.

    python tools/compile_forms.py [STANDARD]

STANDARD is the folder with the published standard (default: PZP_STANDARD_DIR, else ``../shared/standard``).
``compiled(standard)`` gives the same files without writing them, for the drift test.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from pzp_exchange.mapping.form.facts import Condition, FormFacts, Item, parse_questionnaire

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "pzp_exchange" / "profiles" / "forms"

FORMS = {
    "r4-1.0.0-rc3": ("R4", "r4-1.0.0-rc3/definitions/Questionnaire-ACP-zib2020.json"),
    "r4-1.0.0-rc2": ("R4", "r4-1.0.0-rc2/Questionnaire-ACP-zib2020.json"),
    "stu3-1.0.0-rc2": ("STU3", "stu3-1.0.0-rc2/definitions/Questionnaire-ACP-zib2017.json"),
}
VALUE_SETS = ("r4-1.0.0-rc3/definitions", "zib2020/definitions")
BASE = "https://api.iknl.nl/docs/pzp/r4/ValueSet/"
OLD_IDS = {
    f"{BASE}{old}": f"{BASE}{old}VS"
    for old in ("ACP-MedicalDeviceProductType-ICD", "ACP-MedicalPolicyGoal", "ACP-PositionRegardingEuthanasia",
                "ACP-PreferredPlaceOfDeath")
}
"""Links of the rc3 form to value sets by the id they had before; what they mean is the value set of today."""


class ValueSets:
    """The codes of the published value sets that list them."""

    def __init__(self, standard: Path) -> None:
        found = (json.loads(path.read_text("utf-8")) for folder in VALUE_SETS
                 for path in sorted((standard / folder).glob("ValueSet-*.json")))
        self.by_url: dict[str, dict[str, Any]] = {each["url"]: each for each in found}

    def expand(self, url: str) -> tuple[Any, ...] | None:
        """System and code of every concept in the order of the value set; ``None`` when they are not all listed."""
        definition = self.by_url.get(OLD_IDS.get(url, url))
        if definition is None or "exclude" in definition["compose"]:
            return None
        codes: list[Any] = []
        for include in definition["compose"]["include"]:
            if "filter" in include or ("concept" not in include and "valueSet" not in include):
                return None
            codes += [(include["system"], concept["code"]) for concept in include.get("concept", ())]
            for other in include.get("valueSet", ()):
                inner = self.expand(other)
                if inner is None:
                    return None
                codes += inner
        return tuple(dict.fromkeys(codes))


def to_tree(item: Item) -> dict[str, Any]:
    """One item as it is stored: what is at its default is left out, and so is the text."""
    found = {
        "linkId": item.link_id, "type": item.type, "repeats": item.repeats, "required": item.required,
        "readOnly": item.read_only, "valueSet": item.value_set, "options": item.options,
        "initial": item.initial, "enableWhen": [_condition(each) for each in item.conditions],
        "enableBehavior": "all" if item.all_conditions else "", "textDigest": item.text_digest,
        "items": [to_tree(child) for child in item.items],
    }
    return {key: value for key, value in found.items() if value}


def _condition(condition: Condition) -> dict[str, Any]:
    return {"question": condition.question, "operator": condition.operator, "answer": condition.answer}


def to_text(facts: FormFacts) -> bytes:
    """The facts as JSON, one outermost item a line."""
    head = {"key": facts.key, "canonical": facts.canonical, "number": facts.number, "fhirVersion": facts.fhir_version}
    lines = ",\n".join(json.dumps(to_tree(item), separators=(",", ":")) for item in facts.items)
    return f"{json.dumps(head, separators=(',', ':'))[:-1]},\"items\":[\n{lines}\n]}}\n".encode()


def compiled(standard: Path) -> dict[str, bytes]:
    """Every file by its name below ``profiles/forms``."""
    value_sets = ValueSets(standard)
    found = {}
    for key, (fhir_version, path) in FORMS.items():
        questionnaire = json.loads((standard / path).read_text("utf-8"))
        found[f"{key}.json"] = to_text(parse_questionnaire(questionnaire, fhir_version, key, value_sets.expand))
    return found


def main() -> None:
    """Write the files and say how large they are."""
    default = os.environ.get("PZP_STANDARD_DIR") or ROOT.parent / "shared" / "standard"
    TARGET.mkdir(exist_ok=True)
    for name, data in compiled(Path(sys.argv[1] if len(sys.argv) > 1 else default)).items():
        (TARGET / name).write_bytes(data)
        print(f"{len(data):9,}  {name}")


if __name__ == "__main__":
    main()
