"""More than 200 broken documents: invented ones, each damaged in one way of a listed kind.

Run as a script (``PYTHONPATH=tests python tests/cli/broken.py``) it prints what ``pzp`` answers to each: exit codes and
message.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from invented import BUNDLE, CONSENT, PATIENT, PLAN, as_json, as_lines, as_xml, changed
from pzp_exchange.cli import main
from pzp_exchange.reading import PLAN_SCHEMA


class Broken(NamedTuple):
    """One damaged document: the kind of damage, which document, its suffix and its bytes."""

    kind: str
    document: str
    suffix: str
    data: bytes

    @property
    def name(self) -> str:
        """To tell cases apart in a test report."""
        return f"{self.document}: {self.kind}"


def documents() -> dict[str, tuple[str, bytes]]:
    """The sound documents by name, each with its suffix."""
    return {
        "Consent JSON": (".json", as_json(CONSENT)),
        "Patient XML": (".xml", as_xml(PATIENT)),
        "Bundle JSON": (".json", as_json(BUNDLE)),
        "Bundle XML": (".xml", as_xml(BUNDLE)),
        "NDJSON": (".ndjson", as_lines(PATIENT, CONSENT)),
        "plan JSON": (".json", as_json({"$schema": PLAN_SCHEMA, **PLAN})),
    }


PLACES = {
    # a cut right after the first and the last match of each
    ".json": {"open brace": rb"\{", "open bracket": rb"\[", "inside a key": rb'"[a-z]', "after a key": rb'[a-z]":',
              "before a value": rb'": ?', "inside a value": rb': ?"[A-Za-z]', "comma": rb",",
              "close brace": rb"\}(?=.)", "inside a character": b"\xc3", "line": rb"\n(?=.)"},
    ".xml": {"inside the declaration": rb"<\?xml ", "after the declaration": rb"\?>", "open tag": rb"<[A-Za-z]+",
             "inside an attribute": rb'value="', "attribute value": rb'="[^"]+', "end of a tag": rb">(?=\s*<)",
             "close tag": rb"</[a-z]+", "before a close tag": rb"<(?=/)", "inside a character": b"\xc3"},
}
PLACES[".ndjson"] = PLACES[".json"]


def truncated(name: str, suffix: str, data: bytes) -> Iterator[Broken]:
    """The document cut off at every kind of place."""
    for place, pattern in PLACES[suffix].items():
        matches = list(re.finditer(pattern, data, re.DOTALL))
        for which, match in (("first", matches[:1]), ("last", matches[1:][-1:])):
            for found in match:
                yield Broken(f"cut off: {place}, {which}", name, suffix, data[: found.end()])


def encoded(name: str, suffix: str, data: bytes) -> Iterator[Broken]:
    """The document in encodings it should not be in."""
    text = data.decode("utf-8")
    for encoding in ("latin-1", "cp500", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"):
        yield Broken(f"encoding: {encoding}", name, suffix, text.encode(encoding))
    yield Broken("encoding: overlong UTF-8", name, suffix, data.replace(b"a", b"\xc1\xa1", 1))
    yield Broken("encoding: invalid byte", name, suffix, data.replace(b"d", b"\xff", 1))
    yield Broken("encoding: zero byte", name, suffix, data.replace(b"d", b"d\0", 1))
    yield Broken("encoding: odd UTF-16", name, suffix, text.encode("utf-16")[:-1])


def junk(name: str, suffix: str, data: bytes) -> Iterator[Broken]:
    """What is something else altogether, or nothing."""
    yield Broken("nothing: empty", name, suffix, b"")
    yield Broken("nothing: white space", name, suffix, b" \n\t\n")
    yield Broken("nothing: byte order mark", name, suffix, b"\xef\xbb\xbf")
    yield Broken("junk: gzip", name, suffix, b"\x1f\x8b\x08\0" + bytes(range(256)))
    yield Broken("junk: base64", name, suffix, base64.b64encode(data))
    yield Broken("junk: PDF", name, suffix, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n")
    yield Broken("junk: bytes in front", name, suffix, b"\x00\x01\x02" + data)
    yield Broken("junk: bytes behind", name, suffix, data + b"\x00\x01\x02")
    yield Broken("junk: twice", name, suffix, data + data)
    yield Broken("junk: text", name, suffix, b"Niet reanimeren, zie brief.\n")


def json_bombs(name: str, suffix: str, data: bytes) -> Iterator[Broken]:
    """JSON that is well-formed or nearly so, made to hurt a reader."""
    head = data.rstrip().removesuffix(b"}").rstrip()

    def plus(member: bytes) -> bytes:
        return head + b"," + member + b"}"

    def less(old: bytes, new: bytes) -> bytes:
        return data.replace(old, new, 1)

    yield Broken("bomb: nested lists", name, suffix, plus(b'"x":' + b"[" * 100_000 + b"]" * 100_000))
    yield Broken("bomb: nested objects", name, suffix, plus(b'"x":' + b'{"x":' * 50_000 + b"1" + b"}" * 50_000))
    yield Broken("bomb: open lists only", name, suffix, b"[" * 200_000)
    yield Broken("bomb: nested just within limits", name, suffix, plus(b'"x":' + b"[" * 90 + b"]" * 90))
    yield Broken("bomb: huge integer", name, suffix, plus(b'"x":' + b"9" * 100_000))
    yield Broken("bomb: huge exponent", name, suffix, plus(b'"x":1e999999999'))
    yield Broken("bomb: many keys", name, suffix, plus(b",".join(b'"k%d":1' % n for n in range(2_000))))
    yield Broken("bomb: long key", name, suffix, plus(b'"' + b"k" * 1_000_000 + b'":1'))
    yield Broken("keys: duplicate", name, suffix, plus(b'"id":"a","id":"b"'))
    yield Broken("keys: duplicate, many", name, suffix, plus(b",".join([b'"id":"a"'] * 2_000)))
    yield Broken("keys: empty", name, suffix, plus(b'"":1'))
    yield Broken("numbers: NaN", name, suffix, plus(b'"x":NaN'))
    yield Broken("numbers: minus infinity", name, suffix, plus(b'"x":-Infinity'))
    yield Broken("numbers: leading zero", name, suffix, plus(b'"x":007'))
    yield Broken("text: half a surrogate pair", name, suffix, plus(b'"x":"\\ud800"'))
    yield Broken("text: bare control character", name, suffix, plus(b'"x":"a\x01b"'))
    yield Broken("text: unknown escape", name, suffix, plus(b'"x":"\\q"'))
    yield Broken("syntax: comma at the end", name, suffix, head + b",}")
    yield Broken("syntax: comment", name, suffix, head + b"/* daan */}")
    yield Broken("syntax: single quotes", name, suffix, data.replace(b'"', b"'"))
    yield Broken("root: list", name, suffix, b"[" + data + b"]")
    yield Broken("root: string", name, suffix, b'"Patient"')
    yield Broken("root: number", name, suffix, b"1")
    yield Broken("root: null", name, suffix, b"null")
    yield Broken("root: empty object", name, suffix, b"{}")
    yield Broken("type: number", name, suffix, less(b'"resourceType": "', b'"resourceType": 5, "x": "'))
    yield Broken("type: unknown", name, suffix, less(b'"resourceType": "', b'"resourceType": "No'))
    yield Broken("type: in small letters", name, suffix, data.lower())


def shapes(name: str, suffix: str, data: bytes) -> Iterator[Broken]:
    """JSON in which every member in turn is of a shape it cannot have."""
    for wrong in (None, [], {}, 0, [None], [[]], {"x": 1}, "", True):
        for key in json.loads(data):
            changed = {**json.loads(data), key: wrong}
            yield Broken(f"shape: {key} is {json.dumps(wrong)}", name, suffix, json.dumps(changed).encode())


ATTRIBUTES = b"".join(b' a%d=""' % n for n in range(2_000))
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


def xml_bombs(name: str, suffix: str, data: bytes) -> Iterator[Broken]:
    """XML that is well-formed or nearly so, made to hurt a reader."""
    start, end = data.index(b"?>") + 2, data.rindex(b"</")
    declaration, body = data[:start], data[start:].lstrip()

    def doctype(content: bytes) -> bytes:
        return declaration + b"<!DOCTYPE x [" + content + b"]>" + body.replace(b'value="d', b'value="&l9;d', 1)

    def plus(element: bytes) -> bytes:
        return data[:end] + element + data[end:]

    yield Broken("bomb: billion laughs", name, suffix, doctype(b'<!ENTITY l0 "ha">' + LAUGHS))
    yield Broken("bomb: external entity", name, suffix, doctype(b'<!ENTITY l9 SYSTEM "file:///etc/passwd">'))
    yield Broken("bomb: parameter entity", name, suffix, doctype(b'<!ENTITY % l9 SYSTEM "http://127.0.0.1:9/"> %l9;'))
    yield Broken("bomb: nested elements", name, suffix, plus(b"<x>" * 20_000 + b"</x>" * 20_000))
    yield Broken("bomb: nested beyond our limit", name, suffix, plus(b"<x>" * 300 + b"</x>" * 300))
    yield Broken("bomb: open tags only", name, suffix, b"<x>" * 50_000)
    yield Broken("bomb: many attributes", name, suffix, plus(b"<x" + ATTRIBUTES + b"/>"))
    yield Broken("bomb: huge number", name, suffix, plus(b'<multipleBirthInteger value="%s"/>' % (b"9" * 100_000)))
    yield Broken("bomb: long name", name, suffix, plus(b"<" + b"x" * 100_000 + b"/>"))
    yield Broken("entity: unknown", name, suffix, data.replace(b'value="d', b'value="&daan;d', 1))
    yield Broken("entity: of HTML", name, suffix, data.replace(b'value="d', b'value="&eacute;d', 1))
    yield Broken("entity: impossible character", name, suffix, data.replace(b'value="d', b'value="&#0;d', 1))
    yield Broken("entity: bare ampersand", name, suffix, data.replace(b'value="d', b'value="& d', 1))
    yield Broken("attribute: twice", name, suffix, data.replace(b"<id ", b'<id value="a" ', 1))
    yield Broken("attribute: unknown", name, suffix, plus(b'<gender value="male" onload="x"/>'))
    yield Broken("element: twice", name, suffix, plus(b'<id value="a"/><id value="b"/>'))
    yield Broken("element: unknown", name, suffix, plus(b'<wens value="a"/>'))
    yield Broken("element: empty", name, suffix, plus(b"<photo/>"))
    yield Broken("element: text between", name, suffix, plus(b"niet reanimeren"))
    yield Broken("element: CDATA", name, suffix, plus(b"<![CDATA[niet reanimeren]]>"))
    yield Broken("value: no boolean", name, suffix, plus(b'<active value="ja"/>'))
    yield Broken("contained: no resource", name, suffix, plus(b"<contained/>"))
    yield Broken("contained: unknown resource", name, suffix, plus(b"<contained><Wens/></contained>"))
    yield Broken("namespace: none", name, suffix, data.replace(b' xmlns="http://hl7.org/fhir"', b"", 1))
    yield Broken("namespace: another", name, suffix, data.replace(b"http://hl7.org/fhir", b"urn:hl7-org:v3", 1))
    yield Broken("namespace: unbound prefix", name, suffix, plus(b"<f:x/>"))
    yield Broken("root: unknown", name, suffix, b"<html><body>Niet reanimeren</body></html>")
    yield Broken("root: two", name, suffix, declaration + body + body)
    yield Broken("root: no resource", name, suffix, b'<Plan xmlns="http://hl7.org/fhir"><id value="a"/></Plan>')
    yield Broken("declaration: unknown encoding", name, suffix, b'<?xml version="1.0" encoding="klingon"?>' + body)
    yield Broken("declaration: UTF-16 that is UTF-8", name, suffix, b'<?xml version="1.0" encoding="utf-16"?>' + body)
    yield Broken("declaration: XML 9.9", name, suffix, b'<?xml version="9.9"?>' + body)
    yield Broken("declaration: not at the start", name, suffix, b"\n" + data)


def sets(name: str, suffix: str, data: bytes) -> Iterator[Broken]:
    """Bundles whose entries are not what they should be."""
    bundle = json.loads(data)
    again = {**PATIENT, "gender": "female"}
    for kind, entry in {
        "entry: null": None, "entry: object": {}, "entry: of strings": ["a"], "entry: of nulls": [None],
        "entry: without resource": [{"fullUrl": "urn:uuid:0"}], "entry: resource is text": [{"resource": "a"}],
        "entry: resource without type": [{"resource": {"id": "a"}}],
        "entry: resource is a list": [{"resource": [PATIENT]}],
        "entry: fullUrl is a number": [{"fullUrl": 1, "resource": PATIENT}],
        "entry: id is a number": [{"resource": {**PATIENT, "id": 1}}],
        "entry: id climbs folders": [{"resource": {**PATIENT, "id": "../../x"}}],
        "entry: same id, other content": [{"resource": PATIENT}, {"resource": again}],
        "entry: odd versions of one id": [{"resource": {**PATIENT, "meta": {"versionId": each}}}
                                          for each in ("9" * 5000, {}, [1], 2, "²")],
        "entry: the Bundle once more": [{"resource": bundle}],
        "entry: many without type": [{"resource": {}}] * 3_000,
        "entry: contained of odd type": [{"resource": {**PATIENT, "contained": [{"resourceType": {}}]}}],
        "entry: contained of odd type, no profile": [
            {"resource": changed(PATIENT, meta=None, contained=[{"resourceType": {}}])}],
    }.items():
        yield Broken(kind, name, suffix, json.dumps({**bundle, "entry": entry}).encode())


def plans(name: str, suffix: str, data: bytes) -> Iterator[Broken]:
    """Plan JSON that is JSON but no plan."""
    plan = json.loads(data)
    for kind, change in {
        "plan: unknown attribute": {"patients": []}, "plan: patient is a list": {"patient": []},
        "plan: names is text": {"patient": {"names": "Daan"}},
        "plan: name is a number": {"patient": {"names": [{"family": 1}]}},
        "plan: unknown code": {"contact_persons": [{"roles": "?"}]}, "plan: list is null": {"encounters": None},
        "plan: statement is text": {"treatment_directives": ["niet reanimeren"]},
        "plan: resource is text": {"other_resources": [{"resource": "x"}]},
        "plan: resource without type": {"other_resources": [{"resource": {}}]},
        "plan: resource of odd type": {"other_resources": [{"resource": {"resourceType": {}, "id": []}}]},
        "plan: carried is odd": {"patient": {"id": "daan", "carried": {"name": 1, "": [None], "x.y": {}}}},
        "plan: left out is odd": {"patient": {"id": "daan", "left_out": ["", "..", "a[9].b"]}},
        "plan: date is a number": {"senses_of_purpose": [{"date": 1}]},
        "plan: many faults": {"encounters": [1] * 3_000},
    }.items():
        yield Broken(kind, name, suffix, json.dumps({**plan, **change}).encode())
    yield Broken("plan: schema of another", name, suffix, data.replace(b"plan.schema", b"other.schema", 1))


def broken_inputs() -> Iterator[Broken]:
    """All of them, less where the damage made no difference to the document."""
    sound = {name: data.strip() for name, (_, data) in documents().items()}
    yield from (case for case in damaged() if case.data.strip() != sound[case.document])


def damaged() -> Iterator[Broken]:
    """Every kind of damage done to every document it can be done to."""
    for name, (suffix, data) in documents().items():
        for make in (truncated, encoded, junk):
            yield from make(name, suffix, data)
        yield from (xml_bombs if suffix == ".xml" else json_bombs)(name, suffix, data)
    sound = documents()
    for name in ("Consent JSON", "Bundle JSON", "plan JSON"):
        yield from shapes(name, *sound[name])
    yield from sets("Bundle JSON", *sound["Bundle JSON"])
    yield from plans("plan JSON", *sound["plan JSON"])


COMMANDS = {
    "convert --to same": ("convert", "--to", "same"),
    "convert --to same --format xml": ("convert", "--to", "same", "--format", "xml"),
    "convert --to plan": ("convert", "--to", "plan"),
    "convert --to r4": ("convert", "--to", "r4"),
    "show": ("show", "--on", "2026-11-01"),
    "show --for volunteer": ("show", "--on", "2026-11-01", "--for", "volunteer"),
    "diff": ("diff", "--from", "2026-01-01", "--on", "2026-11-01"),
}


def answer(arguments: tuple[str, ...]) -> tuple[int, bytes, str]:
    """Exit code, standard output and standard error of one call of ``pzp``."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*arguments, "--lang", "en"])
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return code, buffer.getvalue(), err.getvalue()


def table() -> Iterator[str]:
    """One row a broken input: kind, document, exit code of each command, first message."""
    yield "| kind | document | " + " | ".join(COMMANDS) + " | message |"
    yield "| --- | --- |" + " ---: |" * len(COMMANDS) + " --- |"
    with tempfile.TemporaryDirectory() as folder:
        for case in broken_inputs():
            path = Path(folder, "input" + case.suffix)
            path.write_bytes(case.data)
            said = [answer((*command, str(path))) for command in COMMANDS.values()]
            first = said[0][2].partition("\n")[0].replace(str(path), "input").replace("|", "\\|")
            yield f"| {case.kind} | {case.document} | {' | '.join(str(code) for code, _, _ in said)} | {first} |"


if __name__ == "__main__":
    for row in table():
        sys.stdout.write(row + "\n")
