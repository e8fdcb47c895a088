"""Generated documents come back as they went; any bytes end in a result with issues."""

from __future__ import annotations

import copy
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from codec_samples import PATIENT_JSON, PATIENT_XML, comparable
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pzp_exchange.codec import (
    Decoded,
    ExactDecimal,
    Limits,
    decode_json,
    encode_json,
    encode_xml,
    iter_ndjson,
    locate,
    parse_xml,
    sniff,
)
from pzp_exchange.messages import LANGUAGES
from pzp_exchange.profiles.structure import FHIR_VERSIONS, ElementFacts, load_structure
from pzp_exchange.report import Severity

SMALL = Limits(max_bytes=100_000, max_depth=60, max_nodes=10_000)
RELAXED = settings(max_examples=60, deadline=None,
                   suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

xml_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"),
                                 exclude_characters="\ufffe\uffff", include_characters="\t\n\r"), max_size=12)
digits = st.integers(0, 10**30).map(str)
number_text = st.builds("".join, st.tuples(
    st.sampled_from(("", "-")), digits, st.one_of(st.just(""), st.from_regex(r"\.[0-9]{1,6}", fullmatch=True)),
    st.one_of(st.just(""), st.from_regex(r"[eE][+-]?[0-9]{1,3}", fullmatch=True))))
numbers = number_text.map(lambda text: int(text) if text.lstrip("-").isdigit() and text != "-0" else ExactDecimal(text))
narratives = st.builds('<div xmlns="http://www.w3.org/1999/xhtml"><p title="{}">{}</p><br/></div>'.format,
                       st.from_regex(r"[a-z ]{0,8}", fullmatch=True),
                       st.from_regex(r"[a-z\u00e9 ]{0,8}", fullmatch=True))


def scalar(facts: ElementFacts) -> st.SearchStrategy[Any]:
    """A value in the JSON type of a primitive."""
    return {"string": xml_text, "boolean": st.booleans(), "number": numbers}[facts.json]


@st.composite
def members(draw: st.DrawFn, fhir_version: str, type_name: str, depth: int) -> dict[str, Any]:
    """Some elements of a type, at least one."""
    elements = load_structure(fhir_version).elements(type_name)
    shallow = [n for n, f in elements.items() if depth > 0 or f.kind == "primitive"]
    names = draw(st.lists(st.sampled_from(shallow), min_size=1, max_size=4, unique=True))
    tree: dict[str, Any] = {}
    for name in names:
        add(draw, tree, fhir_version, elements[name], depth)
    return tree


def add(draw: st.DrawFn, tree: dict[str, Any], fhir_version: str, facts: ElementFacts, depth: int) -> None:
    """One element with its sibling, as FHIR JSON writes it."""
    count = draw(st.integers(1, 3)) if facts.many else 1
    values: list[Any] = []
    siblings: list[Any] = []
    for _ in range(count):
        value: Any = None
        sibling: Any = None
        if facts.kind == "primitive":
            value = draw(scalar(facts))
            if depth > 0 and not facts.attribute and draw(st.integers(0, 4)) == 0:
                sibling = draw(members(fhir_version, "Element", depth - 1))
                value = draw(st.sampled_from((value, None)))
        elif facts.kind == "xhtml":
            value = draw(narratives)
        elif facts.kind == "resource":
            value = draw(resources(fhir_version, 0))
        else:
            value = draw(members(fhir_version, facts.type, depth - 1))
        values.append(value)
        siblings.append(sibling)
    if any(value is not None for value in values):
        tree[facts.name] = values if facts.many else values[0]
    if any(sibling is not None for sibling in siblings):
        tree["_" + facts.name] = siblings if facts.many else siblings[0]


@st.composite
def resources(draw: st.DrawFn, fhir_version: str, depth: int = 3) -> dict[str, Any]:
    """A resource of any type of a FHIR version."""
    name = draw(st.sampled_from(sorted(load_structure(fhir_version).resource_types)))
    return {"resourceType": name, **draw(members(fhir_version, name, depth))}


@pytest.mark.parametrize("fhir_version", FHIR_VERSIONS)
@RELAXED
@given(data=st.data())
def test_generated_resources_round_trip(fhir_version: str, data: st.DataObject) -> None:
    tree = data.draw(resources(fhir_version))
    before = copy.deepcopy(tree)
    structure = load_structure(fhir_version)
    as_json = decode_json(encode_json(tree).data)
    assert as_json.issues == ()
    assert as_json.tree == tree
    assert comparable(as_json.tree) == comparable(tree)
    for pretty in (True, False):
        written = encode_xml(tree, structure, pretty)
        assert written.issues == ()
        read = parse_xml(written.data).decode(structure)
        assert read.issues == ()
        assert comparable(read.tree) == comparable(tree)
        assert encode_xml(read.tree or {}, structure, pretty).data == written.data
    assert tree == before, "the input is never changed"


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=20)


@RELAXED
@given(tree=st.dictionaries(st.text(max_size=8), json_values, max_size=5), indent=st.sampled_from((None, 2, 4)))
def test_any_json_object_round_trips(tree: dict[str, Any], indent: int | None) -> None:
    before = copy.deepcopy(tree)
    written = encode_json(tree, indent)
    if not written.issues:
        read = decode_json(written.data)
        assert (read.tree, read.issues) == (tree, ())
        assert list(read.tree or {}) == list(tree)
    assert tree == before


@RELAXED
@given(tree=st.dictionaries(st.text(max_size=8), json_values, max_size=5), fhir_version=st.sampled_from(FHIR_VERSIONS))
def test_any_object_can_be_written_as_xml_or_says_why_not(tree: dict[str, Any], fhir_version: str) -> None:
    structure = load_structure(fhir_version)
    odd = {**tree, "resourceType": "Patient", "text": tree, "birthDate": tree.get("a"), "name": [tree, 1, None, [tree]]}
    before = copy.deepcopy(odd)
    written = encode_xml(odd, structure)
    assert odd == before
    assert written.issues, "a name that is a number cannot be written"
    assert parse_xml(written.data).decode(structure).tree is not None
    words(written.issues)


def words(issues: tuple[Any, ...]) -> None:
    """Every issue has its words and a safe text."""
    for found in issues:
        assert all(found.message(language) for language in LANGUAGES)
        assert str(found)


def survives(data: bytes) -> None:
    """Any bytes end in results, and these fit together."""
    sniff(data, "x.json")
    results: list[Decoded] = [decode_json(data, SMALL)]
    results += [parse_xml(data, SMALL).decode(load_structure(fhir_version)) for fhir_version in FHIR_VERSIONS]
    results += [decoded for _, decoded in iter_ndjson(BytesIO(data), SMALL)]
    for decoded in results:
        fatal = any(found.severity is Severity.FATAL for found in decoded.issues)
        assert (decoded.tree is None) is fatal
        words(decoded.issues)
        if decoded.tree is not None:
            assert encode_json(decoded.tree).data
            words(encode_xml(decoded.tree, load_structure("R4")).issues)
    for wire_format in ("json", "xml", "ndjson"):
        locate(data, wire_format, (1, "name", 0, "given"))


@RELAXED
@given(data=st.binary(max_size=200))
def test_any_bytes_end_in_a_result(data: bytes) -> None:
    survives(data)


MARKUP = [b'{"', b'"', b":", b",", b"[", b"]", b"{", b"}", b"\\u", b"d800", b"1e", b"-0", b"null", b"\x00", b"\n",
          b"<", b">", b"/>", b"</", b"Patient", b' xmlns="http://hl7.org/fhir"', b"<div>", b"&", b"&nbsp;", b"name",
          b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml ", b"?>", b"=", b" value='1'", b"<!DOCTYPE",
          b"\xef\xbb\xbf", b"\xff\xfe"]


@RELAXED
@given(data=st.lists(st.sampled_from(MARKUP), max_size=30).map(b"".join))
def test_any_soup_of_markup_ends_in_a_result(data: bytes) -> None:
    survives(data)


@RELAXED
@given(sample=st.sampled_from((PATIENT_JSON, PATIENT_XML)), at=st.integers(0, 1500), length=st.integers(0, 40),
       new=st.one_of(st.binary(max_size=6), st.sampled_from((b'"', b"<", b">", b"{", b"]", b"&", b"\\", b"\x00"))))
def test_any_damage_ends_in_a_result(sample: bytes, at: int, length: int, new: bytes) -> None:
    assume(at < len(sample))
    survives(sample[:at] + new + sample[at + length:])


@RELAXED
@given(text=number_text)
def test_exact_numbers_keep_their_text(text: str) -> None:
    document = f'{{"a":{text}}}'.encode()
    decoded = decode_json(document)
    assert decoded.issues == ()
    assert decoded.tree is not None
    assert encode_json(decoded.tree, None).data == document + b"\n"
    assert decoded.tree["a"] == Decimal(text)
