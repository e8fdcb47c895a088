"""The JSON Schemas of the profiles: in step with the facts, refusing what is broken and nothing that is valid."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from make_profile_schemas import CANONICAL_BASE, RELEASES, schemas
from own_resources import BROKEN as BROKEN_OWN
from own_resources import LEAST, SUBJECT
from own_resources import Edit as OwnEdit
from own_resources import coded as own_code
from pzp_exchange import read, validate
from pzp_exchange.model.own_codes import OWN_BASE
from pzp_exchange.tree import copy
from support import ROOT, standard_files

R4, STU3 = RELEASES
FOLDER = ROOT / "schemas"
Tree = dict[str, Any]
Edit = Callable[[Tree], Any]


@cache
def registry() -> Registry[Any]:
    contents = [json.loads(path.read_bytes()) for key in RELEASES for path in (FOLDER / key).iterdir()]
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in contents)


@cache
def schema(key: str, name: str = "any") -> Draft202012Validator:
    found = registry().contents(f"{CANONICAL_BASE}/{key}/{name}.schema.json")
    return Draft202012Validator(found, registry=registry())


def places(key: str, tree: Any, name: str = "any") -> set[str]:
    """Where a schema finds fault: ``$``, ``$.name[0].given``."""
    def leaves(error: ValidationError) -> Iterator[str]:
        steps = error.absolute_path
        yield "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
        for inner in error.context or ():
            yield from leaves(inner)

    return {place for error in schema(key, name).iter_errors(tree) for place in leaves(error)}


def profile_of(tree: Tree) -> str:
    return str((tree.get("meta") or {}).get("profile", [""])[0]).rpartition("/")[2]


def test_files_are_what_the_tool_writes() -> None:
    made = schemas()
    present = {str(path.relative_to(FOLDER)) for key in RELEASES for path in (FOLDER / key).iterdir()}
    assert present == set(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text("utf-8") == text, "run tools/make_profile_schemas.py"


@pytest.mark.parametrize("key", RELEASES)
def test_schemas_are_sound_and_small(key: str) -> None:
    for path in (FOLDER / key).iterdir():
        content = json.loads(path.read_bytes())
        Draft202012Validator.check_schema(content)
        assert content["$id"] == f"{CANONICAL_BASE}/{key}/{path.name}"
        assert path.stat().st_size < 200_000


OFFICIAL = [(key, path) for key in RELEASES for path in standard_files(f"{key}/examples/*.json")]


@pytest.mark.skipif(not OFFICIAL, reason="the standard is not beside the checkout")
@pytest.mark.parametrize(("key", "path"), OFFICIAL, ids=lambda value: getattr(value, "name", value))
def test_official_examples_are_valid(key: str, path: Path) -> None:
    tree = json.loads(path.read_bytes())
    assert places(key, tree) == set()
    profile = profile_of(tree)
    if profile:
        assert places(key, tree, profile) == set()


def test_official_examples_cover_every_profile(standard: Path) -> None:
    for key in RELEASES:
        claimed = {profile_of(json.loads(path.read_bytes())) for path in (standard / key / "examples").glob("*.json")}
        assert {path.name.removesuffix(".schema.json") for path in (FOLDER / key).glob("ACP-*")} <= claimed


@pytest.mark.parametrize(("key", "folder"), [(R4, "r4"), (STU3, "stu3")])
def test_nictiz_examples_have_valid_structure(key: str, folder: str, standard: Path) -> None:
    found = {path.name: places(key, json.loads(json.dumps(root.tree, default=float)))
             for path in sorted((standard / "nictiz-examples" / folder).glob("*.xml")) for root in read(path).roots}
    assert len(found) > 50
    assert {name: where for name, where in found.items() if where} == {}


OWN = sorted((ROOT / "examples").glob("*.r4.json"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_examples_are_valid(path: Path) -> None:
    assert places(R4, json.loads(path.read_bytes())) == set()


@cache
def own(profile: str) -> Tree:
    """The first resource of our own examples with this profile."""
    bundles = (json.loads(path.read_bytes()) for path in OWN)
    return next(entry["resource"] for bundle in bundles for entry in bundle["entry"]
                if profile_of(entry["resource"]) == profile)


def spots(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in a tree."""
    for step, value in (tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()):
        yield (*path, step)
        yield from spots(value, (*path, step))


@pytest.mark.parametrize("profile", sorted(path.name.removesuffix(".schema.json")
                                           for path in (FOLDER / R4).glob("ACP-*")))
def test_no_schema_refuses_what_the_validator_accepts(profile: str) -> None:
    """Every element of an example left out in turn, and every list item doubled."""
    tree, refused = own(profile), 0
    shapes = {tuple(step for step in path if isinstance(step, str)): path for path in spots(tree)
              if path[0] not in ("resourceType", "meta")}
    for path in shapes.values():
        broken = copy(tree)
        node: Any = reduce(getitem, path[:-1], broken)
        if isinstance(node, list):
            node.append(copy(node[-1]))
        else:
            del node[path[-1]]
        where = places(R4, broken, profile)
        refused += bool(where)
        if where:
            assert validate(read(json.dumps(broken).encode())).errors, (path, where)
    assert refused


def put(**values: Any) -> Edit:
    return lambda tree: tree.update(values)


def drop(*names: str) -> Edit:
    return lambda tree: [tree.pop(name) for name in names]


def concept(code: str, system: str = "http://snomed.info/sct") -> Tree:
    return {"coding": [{"system": system, "code": code}]}


COMMENT = {"url": "http://nictiz.nl/fhir/StructureDefinition/ext-Comment", "valueString": "x"}
CATEGORY = concept("129125009")
BROKEN: list[tuple[str, Edit, str]] = [
    ("ACP-Patient", drop("name"), "$"),
    ("ACP-Patient", put(name={"family": "Jansen"}), "$.name"),
    ("ACP-Patient", put(name=[]), "$.name"),
    ("ACP-Patient", put(active="true"), "$.active"),
    ("ACP-Patient", put(nickname="Jan"), "$"),
    ("ACP-Patient", put(gender="man"), "$.gender"),
    ("ACP-Patient", put(birthDate="14-03-1974"), "$.birthDate"),
    ("ACP-Patient", put(birthDate="1974-02-30"), "$.birthDate"),
    ("ACP-Patient", put(id="no spaces"), "$.id"),
    ("ACP-Patient", put(resourceType="Person"), "$.resourceType"),
    ("ACP-Patient", put(deceasedBoolean=True, deceasedDateTime="2026-01-01"), "$"),
    ("ACP-Patient", put(deceasedString="ja"), "$"),
    ("ACP-Patient", put(maritalStatus=concept("M", "http://example.org/status")), "$.maritalStatus.coding"),
    ("ACP-Patient", put(text={"status": "generated"}), "$.text"),
    ("ACP-Patient", put(generalPractitioner=[{"reference": "Device/1"}]), "$.generalPractitioner[0].reference"),
    ("ACP-Patient", lambda t: t["name"][0].pop("_given"), "$.name[0]"),
    ("ACP-Patient", lambda t: t["name"][0].update(extension=[{"valueString": "x"}]), "$.name[0].extension[0]"),
    ("ACP-Patient", lambda t: t["name"].extend([copy(t["name"][0])] * 2), "$.name"),
    ("ACP-Patient", lambda t: t["_gender"]["extension"].append(t["_gender"]["extension"][0]), "$._gender.extension"),
    ("ACP-TreatmentDirective", drop("status"), "$"),
    ("ACP-TreatmentDirective", put(status="actief"), "$.status"),
    ("ACP-TreatmentDirective", put(dateTime="2026-01-01T10:00"), "$.dateTime"),
    ("ACP-TreatmentDirective", put(category=[concept("1")]), "$.category"),
    ("ACP-TreatmentDirective", put(category=[CATEGORY, CATEGORY]), "$.category"),
    ("ACP-TreatmentDirective", put(scope=concept("treatment")), "$.scope.coding"),
    ("ACP-TreatmentDirective", put(extension=[COMMENT, COMMENT]), "$.extension"),
    ("ACP-TreatmentDirective", put(extension=[{"url": COMMENT["url"], "valueCode": "x"}]), "$.extension[0]"),
    ("ACP-TreatmentDirective", put(patient={"reference": "Group/1"}), "$.patient.reference"),
    ("ACP-TreatmentDirective", lambda t: t["provision"].update(code=[concept("1")]), "$.provision.code[0].coding"),
    ("ACP-TreatmentDirective", lambda t: t["provision"]["code"].append(t["provision"]["code"][0]), "$.provision.code"),
    ("ACP-TreatmentDirective", lambda t: t["provision"]["actor"][0].pop("role"), "$.provision.actor[0]"),
    ("ACP-LegallyCapable", put(code=concept("665671000146102")), "$.code.coding"),
    ("ACP-LegallyCapable", put(valueBoolean=None), "$.valueBoolean"),
    ("ACP-LegallyCapable", lambda t: t.update(valueString=t.pop("valueBoolean") and "x"), "$"),
    ("ACP-Encounter", put(period={"start": 2026}), "$.period.start"),
    ("ACP-Procedure", put(performedDateTime="2026-01-01", performedPeriod={"start": "2026"}), "$"),
]


@pytest.mark.parametrize(("profile", "edit", "where"), BROKEN)
def test_broken_variants_are_refused(profile: str, edit: Edit, where: str) -> None:
    tree = copy(own(profile))
    assert places(R4, tree, profile) == set()
    edit(tree)
    assert where in places(R4, tree, profile)
    assert places(R4, {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": tree}]})


DIRECTIVE: Tree = {
    "resourceType": "Consent",
    "meta": {"profile": ["https://api.iknl.nl/docs/pzp/stu3/StructureDefinition/ACP-TreatmentDirective"]},
    "extension": [{
        "url": "http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective-Verification",
        "extension": [{"url": "Verified", "valueBoolean": True}]}],
    "modifierExtension": [{
        "url": "http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective-TreatmentPermitted",
        "valueCodeableConcept": concept("NEE", "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4")}],
    "status": "active",
    "category": [concept("11291000146105")],
    "patient": {"reference": "Patient/daan"},
    "policyRule": "https://wetten.overheid.nl/",
}
BROKEN_STU3: list[tuple[Edit, str]] = [
    (drop("modifierExtension"), "$"),
    (drop("category"), "$"),
    (put(category=[{"text": "x"}]), "$.category[0]"),
    (put(category=[concept("11291000146105", "http://loinc.org")]), "$.category[0].coding[0].system"),
    (put(sourceIdentifier={"value": "x"}), "$"),
    (put(provision={"type": "deny"}), "$"),
    (lambda tree: tree["modifierExtension"].append(tree["modifierExtension"][0]), "$.modifierExtension"),
    (lambda tree: tree["extension"][0].update(valueString="x"), "$.extension[0]"),
    (lambda tree: tree["extension"][0]["extension"][0].update(valueBoolean=False),
     "$.extension[0].extension[0].valueBoolean"),
]


@pytest.mark.parametrize(("edit", "where"), BROKEN_STU3, ids=range(len(BROKEN_STU3)))
def test_broken_stu3_variants_are_refused(edit: Edit, where: str) -> None:
    tree = copy(DIRECTIVE)
    assert places(STU3, tree) == set()
    edit(tree)
    assert where in places(STU3, tree)


@pytest.mark.parametrize("profile", ["ACP-Patient", "ACP-Patient|1.0.0-rc3"])
def test_a_claimed_profile_is_checked_with_or_without_version(profile: str) -> None:
    claim = f"https://api.iknl.nl/docs/pzp/r4/StructureDefinition/{profile}"
    assert places(R4, {"resourceType": "Patient", "gender": "male"}) == set()
    assert "$" in places(R4, {"resourceType": "Patient", "meta": {"profile": [claim]}})


@pytest.mark.parametrize(("key", "reference", "good"), [
    (R4, "Patient/1", True), (R4, "Patient/1/_history/2", True), (R4, "Group/1", False), (R4, "#daan", True),
    (R4, "https://example.org/fhir/Group/1", True), (R4, "urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7", True),
    (R4, "Patient?identifier=x|999911120", True), (STU3, "Patient/1", True), (STU3, "Group/1", False),
])
def test_types_of_reference_targets(key: str, reference: str, good: bool) -> None:
    subject = {"resourceType": "Encounter", "status": "finished", "class": {"code": "HH"},
               "subject": {"reference": reference}}
    assert (places(key, subject, "ACP-Encounter") == set()) is good


@pytest.mark.parametrize(("value", "good"), [
    ("2026", True), ("2026-11", True), ("2026-11-30", True), ("2026-11-31", False), ("2026-02-29", True),
    ("2026-11-01T10:00:00+01:00", True), ("2026-11-01T10:00:00", False), ("2026-13", False), ("26", False),
    (2026, False),
])
def test_dates(value: Any, good: bool) -> None:
    assert (places(R4, {"resourceType": "Encounter", "status": "finished", "class": {"code": "HH"},
                        "period": {"start": value}}) == set()) is good


VERSIONS = {"R4": R4, "STU3": STU3}


@pytest.mark.parametrize(("fhir_version", "name"), [(each, name) for each in LEAST for name in LEAST[each]])
def test_own_profiles_accept_the_least(fhir_version: str, name: str) -> None:
    key, tree = VERSIONS[fhir_version], LEAST[fhir_version][name]
    assert places(key, tree, f"IZP-{name}") == set()
    claim = f"{OWN_BASE}{fhir_version.lower()}/StructureDefinition/IZP-{name}"
    assert places(key, {**tree, "meta": {"profile": [claim]}}) == set()
    assert places(key, {"resourceType": "Observation", "status": "final", "code": own_code("x"), "subject": SUBJECT,
                        "meta": {"profile": [claim]}})


@pytest.mark.parametrize("fhir_version", VERSIONS)
@pytest.mark.parametrize(("name", "edit", "code", "path"), BROKEN_OWN)
def test_own_profiles_refuse_what_is_broken(fhir_version: str, name: str, edit: OwnEdit, code: str, path: str) -> None:
    tree = copy(LEAST[fhir_version][name])
    edit(tree)
    refused = places(VERSIONS[fhir_version], tree, f"IZP-{name}") != set()
    assert refused is (code != "PZP-EXTENSION-CONTEXT"), path
