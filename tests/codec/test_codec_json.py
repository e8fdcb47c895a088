"""JSON in and out: numbers, keys, order, limits."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from decimal import Decimal

import pytest
from codec_samples import PATIENT_JSON

from pzp_exchange.codec import Encoded, ExactDecimal, Limits, decode_json, encode_json, sniff
from pzp_exchange.report import Position


@pytest.mark.parametrize("literal", [
    "0", "-0", "1", "-1", "1.0", "1.50", "-0.0", "0.000", "1e5", "1E5", "1e+5", "1E-05", "100000000000000000000.000",
    "18446744073709551615", "18446744073709551616", "-9223372036854775809", "1" * 4300, "1" * 4301, "-" + "9" * 5000,
    "1e400", "1e-400", "1e999999999999999999999", "-1e999999999999999999999", "1e-999999999999999999999",
    "0.1000000000000000055511151231257827"])
def test_numbers_come_back_as_written(literal: str) -> None:
    document = f'{{"a":[{literal}]}}'.encode()
    decoded = decode_json(document)
    assert decoded.issues == ()
    assert decoded.tree is not None
    assert encode_json(decoded.tree, None).data == document + b"\n"


def test_small_integers_are_plain() -> None:
    tree = decode_json(b'{"a":2,"b":true}').tree
    assert tree == {"a": 2, "b": True}
    assert type(tree["a"]) is int


def test_exact_decimal() -> None:
    number = ExactDecimal("1.50")
    assert number == Decimal("1.5")
    assert (str(number), number.text, repr(number)) == ("1.50", "1.50", "ExactDecimal('1.50')")
    for again in (copy.copy(number), copy.deepcopy(number), pickle.loads(pickle.dumps(number))):  # noqa: S301
        assert type(again) is ExactDecimal
        assert again.text == "1.50"
    assert ExactDecimal("-1e99999999999999999999") == Decimal("-Infinity")
    assert ExactDecimal("1e-99999999999999999999") == 0


def test_keys_keep_their_order_and_text_is_not_escaped() -> None:
    text = '{"z": "\u00e9\u2028", "a": {"c": [], "b": {}}, "B": ["\U0001f600"]}'
    tree = decode_json(text.encode()).tree
    assert tree is not None
    assert json.dumps(tree, ensure_ascii=False) == text
    assert "\u00e9\u2028" in encode_json(tree).data.decode()


def test_indentation_and_lines() -> None:
    tree = {"a": [1, {"b": "x"}]}
    assert encode_json(tree).data == b'{\n  "a": [\n    1,\n    {\n      "b": "x"\n    }\n  ]\n}\n'
    assert encode_json(tree, 4).data.startswith(b'{\n    "a"')
    assert encode_json(tree, None) == Encoded(b'{"a":[1,{"b":"x"}]}\n')


def test_repeated_keys_are_placed_and_the_last_wins() -> None:
    decoded = decode_json(b'{"resourceType":"Patient",\n "name":[{"text":"a",\n   "text":"b"}]}', source="p.json")
    assert decoded.tree == {"resourceType": "Patient", "name": [{"text": "b"}]}
    [found] = decoded.issues
    assert (found.code, found.path, found.position, found.source) == \
        ("PZP-JSON-DUPLICATE", "Patient.name[0].text", Position(3, 4), "p.json")


@pytest.mark.parametrize("text", [
    r'{"a":"\":","b":"\": \":"}', r'{"a":"\u0022:","b":1}', '{"a":":","b" :":"}', r'{"a\/b":1,"c":"\u00e9"}',
    '{"a":{"a":{"a":1}},"b":{"a":2}}', r'{"\u0061":1,"b":2}', '{"a":[{"a":1},{"a":1}]}'])
def test_no_repeated_key_is_seen_where_there_is_none(text: str) -> None:
    decoded = decode_json(text.encode())
    assert decoded.issues == ()
    assert decoded.tree == json.loads(text)


def test_places_count_characters_and_lines() -> None:
    [found] = decode_json('{"naam":"\u00e9\U0001f600",\r\n "x": nope}'.encode()).issues
    assert (found.code, found.position) == ("PZP-JSON-SYNTAX", Position(2, 7))
    [found] = decode_json('{"a":"\u00e9'.encode() + b'\xff"}').issues
    assert found.position == Position(1, 8)


def test_limits_are_exact() -> None:
    five = Limits(max_depth=3, max_nodes=5)
    assert decode_json(b'{"a":[1,2,{"b":3}]}', five).issues == ()
    assert decode_json(b'{"a":[1,2,{"b":3},4]}', five).issues[0].code == "PZP-NODES"
    assert decode_json(b'{"a":[[[1]]]}', five).issues[0].code == "PZP-DEPTH"
    assert decode_json(b'{"a":"[[[[[[,,,,,,,,{{{{"}', five).issues == (), "brackets in text do not count"
    assert decode_json(b'{"a":1}', Limits(max_bytes=7)).issues == ()
    assert decode_json(b'{"a":1} ', Limits(max_bytes=7)).issues[0].code == "PZP-SIZE"
    with pytest.raises(ValueError, match="max_depth"):
        Limits(max_depth=5000)


def test_what_json_cannot_hold_is_said() -> None:
    written = encode_json({"resourceType": "Basic", "a": [float("nan"), Decimal("Infinity")], "b": "\ud800", "c": None})
    assert [(i.code, i.path) for i in written.issues] == [
        ("PZP-JSON-NAN", "Basic.a[0]"), ("PZP-JSON-NAN", "Basic.a[1]"), ("PZP-JSON-SURROGATE", "Basic.b")]
    assert decode_json(written.data).tree == {"resourceType": "Basic", "a": [None, None], "b": "\ufffd", "c": None}


def test_frozen_trees_can_be_written() -> None:
    class Frozen(dict[str, object]):
        pass

    assert encode_json(Frozen(a=(1, Frozen(b="x"))), None).data == b'{"a":[1,{"b":"x"}]}\n'
    assert encode_json({"a": 2**70, "b": Decimal("1.10")}, None).data == b'{"a":1180591620717411303424,"b":1.10}\n'
    with pytest.raises(TypeError):
        encode_json({"a": object()})


@pytest.mark.parametrize(("data", "name", "expected"), [
    (PATIENT_JSON, "", "json"), (b" \n{", "", "json"), (b"[", "", "json"), (b"<", "", "xml"),
    (b"\xef\xbb\xbf <", "", "xml"),
    (b"\xef\xbb\xbf{", "x.xml", "json"), (b"<a/>", "x.json", "xml"), ("<a/>".encode("utf-16"), "", "xml"),
    ("{}".encode("utf-16-le"), "", "json"), ("{}".encode("utf-32"), "", "json"), (b"", "", None), (b"hello", "", None),
    (b"hello", "x.JSON", "json"), (b"", "x.xml", "xml"), (b"", "x.txt", None), (b"{}\n{}\n", "", "ndjson"),
    (b'{"a":1}\r\n\r\n{"a":2}', "x.json", "ndjson"), (b'{"a":1}\n', "x.ndjson", "ndjson"), (b"{}", "x.jsonl", "ndjson"),
    (b'{\n"a":{}\n}', "", "json"), (b'{"a":\n{}\n}', "", "json"), (b"<a/>", "x.ndjson", "xml")])
def test_sniff(data: bytes, name: str, expected: str | None) -> None:
    assert sniff(data, name) == expected


def test_import_is_light() -> None:
    code = "import sys, pzp_exchange.codec; sys.exit(bool({'lxml', 'pydantic', 'hypothesis'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
