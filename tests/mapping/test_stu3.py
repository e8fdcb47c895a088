"""STU3 resources to the plan and back: the official examples, those of Nictiz, and generated plans."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from stu3_pairs import DIFFERENCES, EQUAL, PAIRS, compare, reason_of
from stu3_samples import SETTINGS, TABLES, again

from pzp_exchange import STU3, convert, read
from pzp_exchange import model as m
from pzp_exchange.mapping.shared.agreements import says_no_more
from pzp_exchange.mapping.stu3.datatypes import type_of
from pzp_exchange.mapping.stu3.people import is_relation
from pzp_exchange.mapping.stu3.talk import is_other
from pzp_exchange.mapping.systems import R4_SYSTEMS
from pzp_exchange.testing import plans
from pzp_exchange.tree import leaves
from support import standard_files

EXAMPLES = [str(p) for p in standard_files("stu3-1.0.0-rc2/examples")]


# the official examples

@pytest.mark.parametrize("folder", EXAMPLES)
def test_official_examples_come_back_leaf_for_leaf(folder: str) -> None:
    document = read(folder)
    before = copy.deepcopy([entry.tree for entry in document])
    converted = convert(document, to=STU3)
    assert converted.losses == ()
    trees = {entry.reference: entry.tree for entry in converted.document}
    assert len(trees) == len(document)
    for entry in document:
        assert dict(leaves(trees[entry.reference])) == dict(leaves(entry.tree)), entry.reference
    assert [entry.tree for entry in document] == before


@pytest.mark.parametrize("folder", EXAMPLES)
def test_official_examples_are_understood(folder: str) -> None:
    (plan,) = read(folder).plans()
    assert plan.not_understood == ()
    assert {other.reason for other in plan.other_resources} == {"form-read"}


NICTIZ = ("nl-core-p*", "nl-core-relatedperson*", "gpdata-p*", "*Encounter*", "*Directive*", "*MedicalDevice*")


@pytest.mark.parametrize("path", standard_files(*(f"nictiz-examples/stu3/{name}.xml" for name in NICTIZ)),
                         ids=lambda p: p.name)
def test_examples_of_nictiz_come_back_leaf_for_leaf(path: Path) -> None:
    document = read(path)
    assert any(TABLES.find(entry.tree) for entry in document)
    converted = convert(document, to=STU3)
    assert converted.losses == ()
    assert [dict(leaves(e.tree)) for e in converted.document] == [dict(leaves(e.tree)) for e in document]


# generated plans

def normal(item: Any) -> Any:
    """A plan without what the FHIR versions cannot both say, and what says nothing of its own."""
    if isinstance(item, tuple):
        return tuple(normal(each) for each in item)
    if not isinstance(item, m.Model):
        return item
    changes = {name: normal(getattr(item, name)) for name in type(item).model_fields}
    item = item.model_copy(update=changes)
    match item:
        case m.Coding(system=str(system), code=str(code)):
            system, code = R4_SYSTEMS.own(system, code)
            return item.model_copy(update={"system": system, "code": code})
        case m.Reference(type=str(kind)) if type_of(item.model_copy(update={"type": None})) == kind:
            return item.model_copy(update={"type": None})
        case m.Address(postal_code=str(code)):
            return item.model_copy(update={"postal_code": code.replace(" ", "")})
        case m.TreatmentDirective(specification=str(words)) if says_no_more(words, item.decision):
            return item.model_copy(update={"specification": None})
        case m.ContactPerson():
            return item.model_copy(update={"relationships": tuple(sorted(item.relationships, key=is_relation))})
        case m.Procedure():
            codings = item.code.codings if item.code else ()
            if item.code and any(c.code in ("411600B", "190099") for c in codings):  # beside them SNOMED is added
                codings = tuple(c for c in codings if c.code != "713603004")
                item = item.model_copy(update={"code": item.code.model_copy(update={"codings": codings})})
            return item.model_copy(update={"performers": tuple(sorted(item.performers, key=is_other))})
    return item


def sayable(item: Any) -> Any:
    """A plan without what STU3 has no place for."""
    if isinstance(item, tuple):
        return tuple(sayable(each) for each in item)
    if not isinstance(item, m.Model):
        return item
    item = item.model_copy(update={name: sayable(getattr(item, name)) for name in type(item).model_fields})
    match item:
        case m.AdvanceCarePlan():
            return item.model_copy(update={"legal_capacities": ()})
        case m.Identifier(use="old"):
            return item.model_copy(update={"use": None})
        case m.Patient():
            return item.model_copy(update={"general_practitioners": item.general_practitioners[:1]})
        case m.Encounter():
            present = tuple(p for p in item.participants if p.individual and type_of(p.individual) != "Patient")
            return item.model_copy(update={"participants": present})
        case m.PatientContact():
            return item.model_copy(update={"contact_person": None})
        case m.ContactPerson():
            relations = [each for each in item.relationships if is_relation(each)]
            kept = tuple(each for each in item.relationships if not is_relation(each) or each is relations[0])
            return item.model_copy(update={"relationships": kept})
        case m.TreatmentDirective():
            return item.model_copy(update={"reason_for_ending": None})
        case m.AdvanceDirective(type=m.Coded(value=m.AdvanceDirectiveType.SELF_BINDING)):
            return item.model_copy(update={"type": None})
    return item


@settings(max_examples=60, **SETTINGS)  # type: ignore[arg-type]
@given(plans())
def test_a_generated_plan_comes_back_or_the_loss_is_announced(plan: m.AdvanceCarePlan) -> None:
    back, losses = again(plan)
    assert (normal(back) == normal(plan)) == (not losses)


@settings(max_examples=60, **SETTINGS)  # type: ignore[arg-type]
@given(plans())
def test_a_generated_plan_without_what_stu3_cannot_say_comes_back(plan: m.AdvanceCarePlan) -> None:
    said = sayable(plan)
    back, losses = again(said)
    assert losses == []
    assert normal(back) == normal(said)


# the official pairs

@pytest.mark.parametrize(("source", "target", "to"), PAIRS, ids=lambda value: getattr(value, "key", value))
def test_official_pairs_differ_in_what_is_listed_only(standard: Path, source: str, target: str, to: Any) -> None:
    compared = compare(standard / source / "examples", standard / target / "examples", to)
    assert compared.resources >= 22
    assert compared.equal >= EQUAL[source, target]
    unlisted = [each for each in compared.different if reason_of(each, to.fhir_version) is None]
    assert unlisted == []


def test_every_listed_difference_is_there(standard: Path) -> None:
    used = set()
    for source, target, to in PAIRS:
        for each in compare(standard / source / "examples", standard / target / "examples", to).different:
            used.add(reason_of(each, to.fhir_version))
    assert [row for row in DIFFERENCES if row not in used] == []
