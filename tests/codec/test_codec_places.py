"""Line and column of any node, in every wire format; and NDJSON line by line."""

from __future__ import annotations

import json
import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from codec_samples import PATIENT_JSON, PATIENT_XML
from hypothesis import given
from hypothesis import strategies as st

from pzp_exchange.codec import Limits, decode_json, encode_xml, iter_ndjson, locate, parse_xml
from pzp_exchange.codec.jsonplaces import offsets_of, walked
from pzp_exchange.errors import UnknownFormatError
from pzp_exchange.profiles.structure import load_structure
from pzp_exchange.report import Position
from pzp_exchange.tree import leaves
from support import standard_files

BUNDLE_XML = b"""<Bundle xmlns="http://hl7.org/fhir">
  <entry><resource>
    <Patient><contained><Basic><id value="b"/></Basic></contained>
      <name><given value="\xc3\xa9"/><given value="b"/></name></Patient>
  </resource></entry>
</Bundle>"""


@pytest.mark.parametrize(("pointer", "line", "column"), [
    ((), 1, 1), (("id",), 3, 3), (("text", "div"), 6, 5), (("name",), 9, 3), (("name", 0), 10, 5),
    (("name", 0, "family"), 11, 7), (("name", 0, "given"), 12, 7), (("name", 0, "given", 2), 12, 31),
    (("name", 0, "_given", 1, "extension", 0, "valueDecimal"), 13, 71), (("name", 7), 9, 3), (("nope", 1, "x"), 1, 1),
    (("name", "x"), 9, 3), (("_birthDate", "extension", 0, "valueBoolean"), 16, 64),
])
def test_json(pointer: tuple[str | int, ...], line: int, column: int) -> None:
    assert locate(PATIENT_JSON, "json", pointer) == Position(line, column)
    row = PATIENT_JSON.decode().split("\n")[line - 1]
    if pointer and isinstance(pointer[-1], str) and pointer[-1] in row:
        assert row[column - 1:].startswith(f'"{pointer[-1]}"')


@pytest.mark.parametrize(("pointer", "line", "column"), [
    ((), 2, 1), (("resourceType",), 2, 1), (("id",), 3, 3), (("text", "div"), 6, 5), (("name",), 9, 3),
    (("name", 0), 9, 3), (("name", 0, "given", 1), 12, 5), (("name", 0, "given", 2), 13, 5),
    (("name", 0, "_given", 1, "extension", 0, "valueDecimal"), 12, 50), (("name", 7), 9, 3), (("nope", 1, "x"), 2, 1),
    (("_birthDate", "extension", 0, "url"), 15, 14), (("name", 0, "given", 9), 11, 5),
])
def test_xml(pointer: tuple[str | int, ...], line: int, column: int) -> None:
    assert locate(PATIENT_XML, "xml", pointer) == Position(line, column)


def test_xml_inside_a_bundle() -> None:
    patient = ("entry", 0, "resource")
    assert locate(BUNDLE_XML, "xml", patient) == Position(2, 10)
    assert locate(BUNDLE_XML, "xml", (*patient, "contained", 0, "id")) == Position(3, 32)
    assert locate(BUNDLE_XML, "xml", (*patient, "name", 0, "given", 1)) == Position(4, 31), "columns count characters"
    utf16 = BUNDLE_XML.decode().encode("utf-16")
    assert locate(utf16, "xml", (*patient, "name", 0, "given", 1)) == Position(4, 31)


def test_ndjson() -> None:
    data = b'{"a":1}\n\n {"b":{"c":[1,2]}}\n'
    assert locate(data, "ndjson", (1, "a")) == Position(1, 2)
    assert locate(data, "ndjson", (3, "b", "c", 1)) == Position(3, 15)
    assert locate(data, "ndjson", (3,)) == Position(3, 2)
    assert locate(data, "ndjson", (2, "a")) == Position(2, 1)
    assert locate(data, "ndjson", (9, "a")) is None
    assert locate(data, "ndjson", ()) is None


def test_unreadable_text() -> None:
    assert locate(b"", "json", ("a",)) is None
    assert locate(b"\xff", "json", ("a",)) is None
    assert locate(b"", "xml", ("a",)) is None
    assert locate(b"\xff\xfe\xff", "xml", ("a",)) is None
    assert locate(b'<!DOCTYPE a [<!ENTITY b "c">]><Patient><id/></Patient>', "xml", ("id",)) is None
    assert locate(b'{"a":1,"b":[2,!]}', "json", ("b", 0)) == Position(1, 13), "known up to the mistake"
    assert locate(b'<Patient><id value="1"/><', "xml", ("id",)) == Position(1, 10)
    with pytest.raises(UnknownFormatError):
        locate(b"", "yaml", ())


EXAMPLES = standard_files("r4-1.0.0-rc3/examples/*.json")[::7]


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
def test_every_leaf_of_an_example(file: Path) -> None:
    """What stands at the place is the key or the element that was asked for."""
    structure = load_structure("R4")
    data = file.read_bytes()
    tree: Any = decode_json(data).tree
    xml = encode_xml(tree, structure).data
    rows, xml_rows = data.decode().split("\n"), xml.decode().split("\n")
    for pointer, _ in list(leaves(tree))[::9]:
        at = locate(data, "json", pointer)
        assert at is not None
        if isinstance(pointer[-1], str):
            assert rows[at.line - 1][at.column - 1:].startswith(f'"{pointer[-1]}"')
        at = locate(xml, "xml", pointer)
        assert at is not None
        if isinstance(pointer[-1], str) and pointer[-1] not in ("resourceType", "url", "id", "div"):
            assert xml_rows[at.line - 1][at.column - 1:].startswith(f"<{pointer[-1]}")


def test_lines_are_read_one_by_one() -> None:
    text = b'\xef\xbb\xbf{"a":1}\r\n\n  \n{"a":}\n{"b":1,"b":2}\n[]\n{"c":3}'
    lines = list(iter_ndjson(BytesIO(text), source="x.ndjson"))
    assert [number for number, _ in lines] == [1, 4, 5, 6, 7]
    assert [decoded.tree for _, decoded in lines] == [{"a": 1}, None, {"b": 2}, None, {"c": 3}]
    assert [[found.code for found in decoded.issues] for _, decoded in lines] == \
        [["PZP-BOM"], ["PZP-JSON-SYNTAX"], ["PZP-JSON-DUPLICATE"], ["PZP-JSON-ROOT"], []]
    assert [found.position for _, decoded in lines for found in decoded.issues] == \
        [Position(1, 1), Position(4, 6), Position(5, 8), Position(6, 1)]
    assert {found.source for _, decoded in lines for found in decoded.issues} == {"x.ndjson"}


def test_long_lines_are_skipped_without_filling_memory() -> None:
    class Long(BytesIO):
        """A stream whose second line is 50 MB that never exist at once."""

        rest = 50_000_000

        def readline(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size > 0
            if self.tell() == 8 and self.rest:
                part = min(size, self.rest)
                self.rest -= part
                return b"x" * part if self.rest else b"x" * (part - 1) + b"\n"
            return super().readline(size)

    tracemalloc.start()
    lines = list(iter_ndjson(Long(b'{"a":1}\n{"a":3}\n'), Limits(max_bytes=1000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(number, decoded.tree) for number, decoded in lines] == [(1, {"a": 1}), (2, None), (3, {"a": 3})]
    [found] = lines[1][1].issues
    assert (found.code, found.position, dict(found.params)["size"]) == ("PZP-SIZE", Position(2, 1), "50000000")
    assert peak < 5_000_000


def test_a_line_of_exactly_the_limit_is_read() -> None:
    lines = list(iter_ndjson(BytesIO(b'{"a":1}\n{"a":12}\n'), Limits(max_bytes=7)))
    assert [decoded.tree for _, decoded in lines] == [{"a": 1}, None]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab\u00e9"), inner, max_size=3),
    max_leaves=12)
STEPS = st.sampled_from(("a", "b", "\u00e9", 0, 1, 2))


@given(value=VALUES, indent=st.sampled_from((None, 0, 2)), ascii_only=st.booleans(),
       pointers=st.lists(st.lists(STEPS, max_size=4).map(tuple), max_size=4), data=st.data())
def test_the_short_way_to_a_place_finds_what_the_walk_finds(
        value: Any, indent: int | None, ascii_only: bool, pointers: list[tuple[str | int, ...]],
        data: st.DataObject) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    if data.draw(st.booleans(), "broken"):
        at, less = data.draw(st.integers(0, len(text)), "at"), data.draw(st.integers(0, 2), "less")
        text = text[:at] + data.draw(st.sampled_from(("", "x", '"', "{", "}", ","))) + text[at + less:]
    every = {pointer[:length] for pointer in pointers for length in range(len(pointer) + 1)} | {()}
    assert offsets_of(text, pointers) == walked(text, every)


def test_a_repeated_key_stands_where_it_was_first() -> None:
    text = '{"a": {"b": 1}, "a": {"b": 2, "c": 3}}'
    assert offsets_of(text, [("a", "b"), ("a", "c")]) == {
        (): 0, ("a",): 1, ("a", "b"): 7, ("a", "c"): text.index('"c"')}


def test_xml_of_the_bundle_is_read_too() -> None:
    tree = parse_xml(BUNDLE_XML).decode(load_structure("R4")).tree
    assert tree is not None
    assert tree["entry"][0]["resource"]["name"] == [{"given": ["\u00e9", "b"]}]
