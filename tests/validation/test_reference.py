"""Our verdicts beside those of HL7's own validator, stored by ``tools/reference_validator``; every difference listed.

Run as a script it prints the table for the documentation. To renew the stored verdicts on the variants::

    python tests/validation/test_reference.py --write FOLDER
    tools/reference_validator/run.sh --release r4 --references FOLDER/r4/references FOLDER/r4/documents FOLDER/r4.json
    tools/reference_validator/run.sh --release stu3 --references FOLDER/stu3/references FOLDER/stu3/documents \
        FOLDER/stu3.json
    python tests/validation/test_reference.py --store FOLDER
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "src")]

from test_variants import BROKEN, FINE, OFFICIAL
from variants import Variant, findings, resources, write

from pzp_exchange import read, validate

STORED = Path(__file__).parent / "reference"
SETS = ("r4", "stu3")
EXAMPLES = ("r4-1.0.0-rc3", "r4-1.0.0-rc2", "stu3-1.0.0-rc2")
ERRORS = ("error", "fatal")
SAME, MORE, LESS, ELSEWHERE = "same", "we say more", "we say less", "another place"


class Difference(NamedTuple):
    """Documents (a pattern of ids) on which the verdicts differ: how, who is right, and why."""

    documents: str
    kind: str
    right: str
    why: str


MODIFIER = "the library lets unknown modifier extensions pass as information by default; FHIR forbids to ignore them"
UNKNOWN_CODE = "the code is not in its code system; we hold value sets, not systems (an extensible set gives a warning)"
ARRAYS = "FHIR's JSON asks one sibling for each value; the library reads what is there"
MISSPELT = "the rule as published can never fail (another element, or a misspelt url); we check what it means"
OF_ADDRESS = "the type of a target that is not there can be told from its address; the library takes it as right"
STATUS = "the library wants a code where the binding is required; FHIR lets an extension stand for the value"
DIFFERENCES = (
    Difference("*-modifier", MORE, "we", MODIFIER),
    Difference("*-modifier-in-patient", MORE, "we", MODIFIER),
    Difference("*-modifier-of-actor-unknown", MORE, "we", MODIFIER),
    Difference("*-name-siblings-*", MORE, "we", ARRAYS),
    Difference("*-sibling-of-url", MORE, "we", "urls of extensions are attributes in XML: nothing can be said of them"),
    Difference("*-blank-text", MORE, "both", "FHIR says *should*: the library warns; in XML such a text becomes empty"),
    Difference("r4-*-elsewhere-is-no-patient", MORE, "we", OF_ADDRESS),
    Difference("r4-Goal-doel-subject-is-group", MORE, "we", OF_ADDRESS),
    Difference("r4-Consent-bloed-decision-beside-other", MORE, "we", MISSPELT),
    Difference("stu3-Patient-wout-*prefix-without-*", MORE, "we", MISSPELT),
    Difference("stu3-Patient-wout-address-abroad", LESS, "we", "the Dutch pattern is meant for Dutch addresses"),
    Difference("*-not-in-set", LESS, "they", UNKNOWN_CODE),
    Difference("r4-Consent-ic-party-of-other-role", LESS, "they", UNKNOWN_CODE),
    Difference("*-absent-status", LESS, "open", STATUS),
    Difference("*-range-value-in-two-units", LESS, "we", "9 g is not above 1 kg; without converting it is undecided"),
    Difference("r4-Flag-melding-as-it-is", LESS, "we",
               "slices got the minimum of their element when the snapshot was made; nobody asked for both codings"),
    Difference("*-decimal-as-text", ELSEWHERE, "we", "the same fault; the library writes `value[x]`"),
    Difference("*-null-without-sibling", ELSEWHERE, "we", "the library gives up"),
)


def place(location: str) -> str:
    """A location of the library as one of ours: ``value.ofType(Range)`` is ``valueRange``.

    It checks a resource once, be it as the target of a target of its own reference; the place starts there then.
    """
    plain = re.sub(r"/\*.*?\*/", "", location).strip()
    plain = re.sub(r"^.*\.resolve\(\)\.ofType\((\w+)\)", r"\1", plain)
    return re.sub(r"(\w+)\.ofType\((\w)(\w*)\)", lambda m: f"{m[1]}{m[2].upper()}{m[3]}", plain)


def of_itself(location: str) -> bool:
    """Whether a location is in the document, not in the target of a reference."""
    kind = location.partition(".")[0]
    return ".resolve()" not in location or place(location).partition(".")[0] == kind


def near(one: str, other: str) -> bool:
    """Whether two places are the same, or one holds the other: a missing element is told of its parent or itself."""
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith((short + ".", short + "["))


def compared(ours: Iterable[str], theirs: Iterable[str]) -> str:
    """What the places of our errors and theirs say of each other."""
    mine, others = set(ours), set(theirs)
    if bool(mine) is not bool(others):
        return MORE if mine else LESS
    return SAME if all(any(near(m, o) for o in others) for m in mine) else ELSEWHERE


@cache
def stored(name: str) -> dict[str, Any]:
    """A stored file of verdicts."""
    found: dict[str, Any] = json.loads((STORED / f"{name}.json").read_bytes())
    return found


def documents(base: str) -> list[Variant]:
    """The variants of a FHIR version, and its own examples as they are."""
    made = [v for v in (*BROKEN, *OFFICIAL, *FINE) if v.base in (base, f"official-{base}") and resources(v.base)]
    return made + [Variant(base, resource, "as-it-is", ()) for resource in resources(base)]


def variant_outcomes(base: str) -> Iterator[tuple[str, str]]:
    """Each variant of a FHIR version and how the verdicts on it compare."""
    verdicts = stored(f"variants-{base}")["verdicts"]
    for variant in documents(base):
        ours = [i.path for i in findings(variant.base, variant.tree()) if i.severity in ERRORS]
        yield variant.id, compared(ours, (spot for _, spot, _ in verdicts[variant.id]))


def example_outcomes(name: str, standard: Path) -> Iterator[tuple[str, str]]:
    """Each official example of a release and how the verdicts on it compare; plan rules are ours alone."""
    report = validate(read(standard / name / "examples"))
    for verdict in stored(name)["verdicts"]:
        file = verdict["file"]
        ours = [i.path for i in report.errors if Path(i.source).name == file and not i.code.startswith("PZP-PLAN-")]
        theirs = [place(i["location"]) for i in verdict["issues"] if i["severity"] in ERRORS]
        yield f"{name}-{file}", compared(ours, theirs)


def explained(document: str, outcome: str) -> Difference | None:
    """The row of the table that a difference belongs to."""
    return next((d for d in DIFFERENCES if d.kind == outcome and fnmatchcase(document, d.documents)), None)


@pytest.mark.parametrize("base", SETS)
def test_variants(base: str) -> None:
    open_ends = {name: outcome for name, outcome in variant_outcomes(base)
                 if outcome != SAME and not explained(name, outcome)}
    assert open_ends == {}


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str, standard: Path) -> None:
    assert {document: outcome for document, outcome in example_outcomes(name, standard) if outcome != SAME} == {}


def test_every_row_is_needed(standard: Path) -> None:
    used = {explained(name, outcome) for base in SETS for name, outcome in variant_outcomes(base)}
    assert [row for row in DIFFERENCES if row not in used] == []


def table(standard: Path) -> str:
    """The agreement in figures, and the differences, in Markdown."""
    rows = ["| documents | same | we say more | we say less | another place |", "| --- | --- | --- | --- | --- |"]
    sets = [(name, list(example_outcomes(name, standard))) for name in EXAMPLES]
    sets += [(f"variants {base}", list(variant_outcomes(base))) for base in SETS]
    for name, outcomes in sets:
        counts = Counter(outcome for _, outcome in outcomes)
        rows.append(f"| {name} ({len(outcomes)}) | " + " | ".join(
            str(counts[kind]) for kind in (SAME, MORE, LESS, ELSEWHERE)) + " |")
    rows += ["", "| difference | documents | right | why |", "| --- | --- | --- | --- |"]
    found = Counter(row[1:] for _, outcomes in sets for each in outcomes if (row := explained(*each)))
    rows += [f"| {kind} | {count} | {right} | {why} |" for (kind, right, why), count in found.items()]
    return "\n".join(rows)


def store(folder: Path) -> None:
    """Keep of the library's output what is compared: severity, place and message id of each error, no values."""
    for base in SETS:
        made = json.loads((folder / f"{base}.json").read_bytes())
        verdicts = {
            verdict["file"].removesuffix(".json"): sorted(
                {(i["severity"], place(i["location"]), i["message_id"].rpartition("/")[2]) for i in verdict["issues"]
                 if i["severity"] in ERRORS and of_itself(i["location"])})
            for verdict in made["verdicts"]}
        kept = {key: made[key] for key in ("library", "library_release", "made", "guide")}
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(found)}" for name, found in sorted(verdicts.items()))
        head = json.dumps(kept, indent=0).removesuffix("\n}")
        (STORED / f"variants-{base}.json").write_text(f'{head},\n"verdicts": {{\n{lines}\n}}}}\n')


def main(arguments: list[str]) -> None:
    """Print the table, write the variants for the library, or keep its verdicts."""
    if arguments[:1] == ["--write"]:
        for base in SETS:
            write(Path(arguments[1]) / base, documents(base))
    elif arguments[:1] == ["--store"]:
        store(Path(arguments[1]))
    else:
        from support import standard_dir

        standard = standard_dir()
        if standard:
            sys.stdout.write(table(standard) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
