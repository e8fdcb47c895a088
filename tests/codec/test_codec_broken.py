"""Broken input of every kind: which issue it gives, never an exception, and a place in the text."""

from __future__ import annotations

import pytest
from codec_samples import PATIENT_JSON, PATIENT_XML

from pzp_exchange.codec import Decoded, Limits, decode_json, parse_xml
from pzp_exchange.messages import LANGUAGES
from pzp_exchange.profiles.structure import load_structure
from pzp_exchange.report import Severity

LIMITS = Limits(max_bytes=200_000, max_depth=50, max_nodes=5_000)
NS = 'xmlns="http://hl7.org/fhir"'
DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def patient(inner: str) -> bytes:
    """A Patient in XML with these child elements."""
    return f"<Patient {NS}>{inner}</Patient>".encode()


JSON_CUTS = [(f"cut at {at}", PATIENT_JSON[:at], "PZP-JSON-TRUNCATED")
             for at in range(1, len(PATIENT_JSON.rstrip()), 7) if PATIENT_JSON[at - 1] != 0xC3]
XML_CUTS = [(f"cut at {at}", PATIENT_XML[:at], "PZP-XML-TRUNCATED")
            for at in range(1, len(PATIENT_XML.rstrip()), 9) if PATIENT_XML[at - 1] != 0xC3]

JSON_FATAL = [
    ("empty", b"", "PZP-EMPTY"),
    ("blank", b" \r\n\t ", "PZP-EMPTY"),
    ("only a byte order mark", b"\xef\xbb\xbf", "PZP-EMPTY"),
    ("only a UTF-16 byte order mark", b"\xff\xfe", "PZP-EMPTY"),
    ("list", b"[]", "PZP-JSON-ROOT"),
    ("list of resources", b'[{"resourceType":"Patient"}]', "PZP-JSON-ROOT"),
    ("string", b'"Patient"', "PZP-JSON-ROOT"),
    ("number", b"12", "PZP-JSON-ROOT"),
    ("decimal", b"1.5", "PZP-JSON-ROOT"),
    ("true", b"true", "PZP-JSON-ROOT"),
    ("null", b"null", "PZP-JSON-ROOT"),
    ("NaN", b'{"a":NaN}', "PZP-JSON-NAN"),
    ("Infinity", b'{"a":Infinity}', "PZP-JSON-NAN"),
    ("-Infinity", b'{"a":[-Infinity]}', "PZP-JSON-NAN"),
    ("NaN at the root", b"NaN", "PZP-JSON-NAN"),
    ("Latin-1", '{"a":"\u00e9\u00e9n"}'.encode("latin-1"), "PZP-ENCODING"),
    ("Windows quote", b'{"a":"\x93x\x94"}', "PZP-ENCODING"),
    ("overlong NUL", b'{"a":"\xc0\x80"}', "PZP-ENCODING"),
    ("surrogate in UTF-8", b'{"a":"\xed\xa0\x80"}', "PZP-ENCODING"),
    ("beyond Unicode", b'{"a":"\xf5\x80\x80\x80"}', "PZP-ENCODING"),
    ("bad byte in a key", b'{"a\xff":1}', "PZP-ENCODING"),
    ("cut inside a character", '{"a":"\u00e9'.encode()[:-1], "PZP-ENCODING"),
    ("odd UTF-16", b'\xff\xfe{\x00}\x00"', "PZP-ENCODING"),
    ("high surrogate alone", b'{"a":"\\ud800"}', "PZP-JSON-SURROGATE"),
    ("low surrogate alone", b'{"a":"\\udc00x"}', "PZP-JSON-SURROGATE"),
    ("high surrogate and a letter", b'{"a":"\\ud800\\u0041"}', "PZP-JSON-SURROGATE"),
    ("surrogate in a key", b'{"\\udfff":1}', "PZP-JSON-SURROGATE"),
    ("newline in a string", b'{"a":"x\ny"}', "PZP-JSON-CONTROL"),
    ("tab in a string", b'{"a":"x\ty"}', "PZP-JSON-CONTROL"),
    ("NUL in a string", b'{"aaaa":"x\x00y"}', "PZP-JSON-CONTROL"),
    ("control in a key", b'{"aaaa\x01":1}', "PZP-JSON-CONTROL"),
    ("escape x", b'{"a":"\\x41"}', "PZP-JSON-ESCAPE"),
    ("escape quote", b"{\"a\":\"it\\'s\"}", "PZP-JSON-ESCAPE"),
    ("short unicode escape", b'{"a":"\\u12"}', "PZP-JSON-ESCAPE"),
    ("unicode escape of letters", b'{"a":"\\uzzzz"}', "PZP-JSON-ESCAPE"),
    ("second document", b'{"a":1}{"b":2}', "PZP-JSON-TRAILING"),
    ("second line", b'{"a":1}\n{"b":2}', "PZP-JSON-TRAILING"),
    ("trailing text", b"{} end", "PZP-JSON-TRAILING"),
    ("trailing brace", b"{}}", "PZP-JSON-TRAILING"),
    ("trailing comma after", b"{},", "PZP-JSON-TRAILING"),
    ("trailing NUL", b"{}\x00", "PZP-JSON-TRAILING"),
    ("comma before brace", b'{"a":1,}', "PZP-JSON-SYNTAX"),
    ("comma before bracket", b'{"a":[1,]}', "PZP-JSON-SYNTAX"),
    ("double comma", b'{"a":1,,"b":2}', "PZP-JSON-SYNTAX"),
    ("comma first", b'{,"a":1}', "PZP-JSON-SYNTAX"),
    ("comma first in a list", b'{"a":[,1]}', "PZP-JSON-SYNTAX"),
    ("no comma", b'{"a":1 "b":2}', "PZP-JSON-SYNTAX"),
    ("no comma in a list", b'{"a":[1 2]}', "PZP-JSON-SYNTAX"),
    ("no colon", b'{"a" 1}', "PZP-JSON-SYNTAX"),
    ("double colon", b'{"a"::1}', "PZP-JSON-SYNTAX"),
    ("no value", b'{"a":}', "PZP-JSON-SYNTAX"),
    ("no key", b'{:1}', "PZP-JSON-SYNTAX"),
    ("number as key", b"{1:2}", "PZP-JSON-SYNTAX"),
    ("bare key", b"{a:1}", "PZP-JSON-SYNTAX"),
    ("single quotes", b"{'a':1}", "PZP-JSON-SYNTAX"),
    ("wrong close of an object", b'{"a":1]', "PZP-JSON-SYNTAX"),
    ("wrong close of a list", b'{"a":[1}}', "PZP-JSON-SYNTAX"),
    ("close only", b"}", "PZP-JSON-SYNTAX"),
    ("leading zero", b'{"a":01}', "PZP-JSON-SYNTAX"),
    ("plus", b'{"a":+1}', "PZP-JSON-SYNTAX"),
    ("dot first", b'{"a":.5}', "PZP-JSON-SYNTAX"),
    ("dot last", b'{"a":1.}', "PZP-JSON-SYNTAX"),
    ("no exponent", b'{"a":1e}', "PZP-JSON-SYNTAX"),
    ("hexadecimal", b'{"a":0x1F}', "PZP-JSON-SYNTAX"),
    ("minus only", b'{"a":-}', "PZP-JSON-SYNTAX"),
    ("True", b'{"a":True}', "PZP-JSON-SYNTAX"),
    ("None", b'{"a":None}', "PZP-JSON-SYNTAX"),
    ("nul", b'{"a":nul}', "PZP-JSON-SYNTAX"),
    ("comment", b'{"a":1} // x', "PZP-JSON-TRAILING"),
    ("comment inside", b'{/* x */"a":1}', "PZP-JSON-SYNTAX"),
    ("undefined", b'{"a":undefined}', "PZP-JSON-SYNTAX"),
    ("no-break space", '{\u00a0"a":1}'.encode(), "PZP-JSON-SYNTAX"),
    ("XML", PATIENT_XML, "PZP-JSON-SYNTAX"),
    ("HTML", b"<!doctype html><html></html>", "PZP-JSON-SYNTAX"),
    ("PDF", b"%PDF-1.7\n", "PZP-JSON-SYNTAX"),
    ("zip", b"PK\x03\x04aaaa", "PZP-JSON-SYNTAX"),
    ("NULs", b"\x00" * 8, "PZP-JSON-SYNTAX"),
    ("too large", b'{"a":"' + b"x" * 200_000 + b'"}', "PZP-SIZE"),
    ("too many items", b'{"a":[' + b"1," * 6_000 + b"1]}", "PZP-NODES"),
    ("too many empty lists", b'{"a":[' + b"[]," * 6_000 + b"1]}", "PZP-NODES"),
    ("too many keys", b"{" + b",".join(b'"%d":1' % i for i in range(6_000)) + b"}", "PZP-NODES"),
    ("deep objects", b'{"a":' * 60 + b"1" + b"}" * 60, "PZP-DEPTH"),
    ("deep lists", b'{"a":' + b"[" * 60 + b"]" * 60 + b"}", "PZP-DEPTH"),
    ("very deep", b'{"a":' + b"[" * 90_000, "PZP-DEPTH"),
    ("very deep objects", b'{"a":' * 30_000, "PZP-DEPTH"),
]
JSON_READ = [
    ("byte order mark", b"\xef\xbb\xbf{}", "PZP-BOM"),
    ("UTF-16 with mark", "{}".encode("utf-16"), "PZP-JSON-UTF16"),
    ("UTF-16LE", '{"a":1}'.encode("utf-16-le"), "PZP-JSON-UTF16"),
    ("UTF-16BE", '{"a":1}'.encode("utf-16-be"), "PZP-JSON-UTF16"),
    ("UTF-32 with mark", "{}".encode("utf-32"), "PZP-JSON-UTF16"),
    ("UTF-32BE", "{}".encode("utf-32-be"), "PZP-JSON-UTF16"),
    ("repeated key", b'{"a":1,"a":1}', "PZP-JSON-DUPLICATE"),
    ("repeated key with spaces", b'{"a" :1, "a"\n:2}', "PZP-JSON-DUPLICATE"),
    ("repeated key by escape", b'{"a":1,"\\u0061":2}', "PZP-JSON-DUPLICATE"),
    ("repeated key deep", b'{"x":[{"y":{"a":1,"b":2,"a":3}}]}', "PZP-JSON-DUPLICATE"),
    ("repeated key hidden by colons", b'{"a":"\\":","a":"x"}', "PZP-JSON-DUPLICATE"),
    ("repeated object", b'{"a":{"b":1},"a":{"c":2}}', "PZP-JSON-DUPLICATE"),
    ("many repeated keys", b"{" + b",".join([b'"a":1'] * 300) + b"}", "PZP-MORE"),
]
BOMB = ('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
        f'<Patient {NS}><id value="&c;"/></Patient>')
XML_FATAL = [
    ("empty", b"", "PZP-EMPTY"),
    ("blank", b"\n \n", "PZP-EMPTY"),
    ("only a byte order mark", b"\xef\xbb\xbf", "PZP-EMPTY"),
    ("billion laughs", BOMB.encode(), "PZP-XML-DTD"),
    ("billion laughs in UTF-16", BOMB.encode("utf-16"), "PZP-XML-DTD"),
    ("external entity", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "PZP-XML-DTD"),
    ("external DTD", b'<!DOCTYPE Patient SYSTEM "http://example.org/x.dtd"><Patient/>', "PZP-XML-DTD"),
    ("parameter entity", b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/x">%p;]><x/>', "PZP-XML-DTD"),
    ("DTD after declaration", DECLARED + b"<!DOCTYPE Patient><Patient/>", "PZP-XML-DTD"),
    ("DTD after a comment", b"<!-- > x --><?p ?>\n<!DOCTYPE Patient><Patient/>", "PZP-XML-DTD"),
    ("HTML page", b"<!doctype html><html><body></body></html>", "PZP-XML-DTD"),
    ("XHTML page", b'<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "PZP-XML-ROOT"),
    ("SOAP", b'<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"/>', "PZP-XML-ROOT"),
    ("CDA", b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>', "PZP-XML-ROOT"),
    ("root without namespace", b"<root/>", "PZP-XML-ROOT"),
    ("element as root", f"<name {NS}/>".encode(), "PZP-XML-ROOT"),
    ("datatype in another namespace", b'<HumanName xmlns="urn:x"/>', "PZP-XML-ROOT"),
    ("JSON", PATIENT_JSON, "PZP-XML-SYNTAX"),
    ("text", b"Patient", "PZP-XML-SYNTAX"),
    ("PDF", b"%PDF-1.7 >", "PZP-XML-SYNTAX"),
    ("two roots", patient("") + patient(""), "PZP-XML-SYNTAX"),
    ("trailing text", patient("") + b" x>", "PZP-XML-SYNTAX"),
    ("wrong end tag", f"<Patient {NS}><id></name></Patient>".encode(), "PZP-XML-SYNTAX"),
    ("no quotes", f"<Patient {NS}><id value=1/></Patient>".encode(), "PZP-XML-SYNTAX"),
    ("attribute twice", patient('<id value="1" value="2"/>'), "PZP-XML-SYNTAX"),
    ("bare ampersand", patient('<id value="a & b"/>'), "PZP-XML-SYNTAX"),
    ("unknown entity", patient('<id value="&nonsense;"/>'), "PZP-XML-SYNTAX"),
    ("less-than in a value", patient('<id value="a<b"/>'), "PZP-XML-SYNTAX"),
    ("control character", patient('<id value="a\x01b"/>'), "PZP-XML-SYNTAX"),
    ("NUL", patient('<id value="a\x00b"/>'), "PZP-XML-SYNTAX"),
    ("NUL by reference", patient('<id value="&#0;"/>'), "PZP-XML-SYNTAX"),
    ("surrogate by reference", patient('<id value="&#xD800;"/>'), "PZP-XML-SYNTAX"),
    ("unbound prefix", b"<f:Patient/>", "PZP-XML-SYNTAX"),
    ("space before the declaration", b" " + PATIENT_XML, "PZP-XML-SYNTAX"),
    ("declaration twice", DECLARED + PATIENT_XML, "PZP-XML-SYNTAX"),
    ("comment with dashes", patient("<!-- a -- b -->"), "PZP-XML-SYNTAX"),
    ("bad element name", patient("<1x/>"), "PZP-XML-SYNTAX"),
    ("Latin-1 called UTF-8", PATIENT_XML.decode().encode("latin-1"), "PZP-ENCODING"),
    ("bad UTF-8", patient("").replace(b">", b">\xff", 1), "PZP-ENCODING"),
    ("ASCII with an accent", PATIENT_XML.replace(b"UTF-8", b"US-ASCII"), "PZP-ENCODING"),
    ("unknown encoding", PATIENT_XML.replace(b"UTF-8", b"KLINGON"), "PZP-XML-ENCODING"),
    ("UTF-7", PATIENT_XML.replace(b"UTF-8", b"UTF-7"), "PZP-XML-ENCODING"),
    ("EBCDIC", PATIENT_XML.replace(b"UTF-8", b"cp037"), "PZP-XML-ENCODING"),
    ("codec that is no encoding", PATIENT_XML.replace(b"UTF-8", b"rot13"), "PZP-XML-ENCODING"),
    ("too large", patient(f'<id value="{"x" * 200_000}"/>'), "PZP-SIZE"),
    ("too many elements", patient("<name/>" * 6_000), "PZP-NODES"),
    ("deep", patient("<contact>" * 60 + "</contact>" * 60), "PZP-DEPTH"),
    ("deep extensions", patient('<extension url="x">' * 60 + "</extension>" * 60), "PZP-DEPTH"),
    ("very deep", patient("<a>" * 4_000 + "</a>" * 4_000), "PZP-DEPTH"),
]
XML_READ = [
    ("no namespace", b'<Patient><id value="1"/></Patient>', "PZP-XML-NAMESPACE"),
    ("other namespace", b'<Patient xmlns="urn:x"><id value="1"/></Patient>', "PZP-XML-NAMESPACE"),
    ("https namespace", b'<Patient xmlns="https://hl7.org/fhir"/>', "PZP-XML-NAMESPACE"),
    ("child in another namespace", patient('<id xmlns="urn:x" value="1"/>'), "PZP-XML-NAMESPACE"),
    ("narrative without namespace", patient("<text><div>x</div></text>"), "PZP-XML-NAMESPACE"),
    ("prefixed FHIR", b'<f:Patient xmlns:f="http://hl7.org/fhir"><f:id value="1"/></f:Patient>', None),
    ("schema location", patient("").replace(b">", b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
     b'xsi:schemaLocation="http://hl7.org/fhir x.xsd">', 1), None),
    ("comments", patient("<!-- a --><?x y?><active value='true'/>"), "PZP-XML-COMMENTS"),
    ("comments beside the root", b"<!-- a -->" + patient("") + b"<!-- b -->", "PZP-XML-COMMENTS"),
    ("text between elements", patient('Jan<id value="1"/>'), "PZP-XML-TEXT"),
    ("text after an element", patient('<id value="1"/>Jan'), "PZP-XML-TEXT"),
    ("text in a primitive", patient("<id>1</id>"), "PZP-XML-TEXT"),
    ("CDATA", patient("<![CDATA[x]]>"), "PZP-XML-TEXT"),
    ("text in contained", patient("<contained>x<Basic/></contained>"), "PZP-XML-TEXT"),
    ("attribute", patient('<id value="1" code="2"/>'), "PZP-XML-ATTRIBUTE"),
    ("id on the resource", f'<Patient {NS} id="1"/>'.encode(), "PZP-XML-ATTRIBUTE"),
    ("value on a complex element", patient('<name value="Jan"><text value="x"/></name>'), "PZP-XML-ATTRIBUTE"),
    ("url on a name", patient('<name url="x"><text value="x"/></name>'), "PZP-XML-ATTRIBUTE"),
    ("attribute on contained", patient('<contained id="x"><Basic/></contained>'), "PZP-XML-ATTRIBUTE"),
    ("unknown element", patient('<shoeSize value="42"/>'), "PZP-XML-ELEMENT"),
    ("unknown complex", patient('<shoe><size value="42"/></shoe>'), "PZP-XML-ELEMENT"),
    ("element of another type", patient('<name><city value="x"/></name>'), "PZP-XML-ELEMENT"),
    ("choice without type", patient('<deceased value="true"/>'), "PZP-XML-ELEMENT"),
    ("many unknown elements", patient("".join(f'<x{i} value="1"/>' for i in range(200))), "PZP-MORE"),
    ("unknown resource type", f"<Patiens {NS}/>".encode(), "PZP-XML-ROOT-UNKNOWN"),
    ("unknown contained type", patient("<contained><Patiens/></contained>"), "PZP-XML-ROOT-UNKNOWN"),
    ("repeated", patient('<gender value="male"/><gender value="female"/>'), "PZP-XML-REPEATED"),
    ("two resources in contained", patient("<contained><Basic/><Basic/></contained>"), "PZP-XML-REPEATED"),
    ("order", patient('<birthDate value="1940"/><active value="true"/>'), "PZP-XML-ORDER"),
    ("order of repeats", patient('<name><given value="a"/><family value="b"/><given value="c"/></name>'),
     "PZP-XML-ORDER"),
    ("empty primitive", patient("<birthDate/>"), "PZP-XML-EMPTY"),
    ("empty complex", patient("<name/>"), "PZP-XML-EMPTY"),
    ("empty contained", patient("<contained/>"), "PZP-XML-EMPTY"),
    ("boolean 1", patient('<active value="1"/>'), "PZP-XML-VALUE"),
    ("boolean True", patient('<active value="True"/>'), "PZP-XML-VALUE"),
    ("integer text", patient('<multipleBirthInteger value="twee"/>'), "PZP-XML-VALUE"),
    ("integer with zero", patient('<multipleBirthInteger value="02"/>'), "PZP-XML-VALUE"),
    ("integer with plus", patient('<multipleBirthInteger value="+2"/>'), "PZP-XML-VALUE"),
    ("integer with space", patient('<multipleBirthInteger value=" 2"/>'), "PZP-XML-VALUE"),
    ("decimal with comma", patient('<extension url="x"><valueDecimal value="1,5"/></extension>'), "PZP-XML-VALUE"),
    ("decimal without zero", patient('<extension url="x"><valueDecimal value=".5"/></extension>'), "PZP-XML-VALUE"),
    ("named HTML entity", patient('<id value="a&eacute;&nbsp;b"/>'), "PZP-XML-ENTITY"),
    ("wrong declaration", PATIENT_XML.replace(b"UTF-8", b"utf-16"), "PZP-XML-DECLARATION"),
    ("Latin-1 by declaration", PATIENT_XML.replace(b"UTF-8", b"ISO-8859-1").decode().encode("latin-1"), None),
    ("Windows-1252 by declaration", PATIENT_XML.replace(b"UTF-8", b"windows-1252").decode().encode("cp1252"), None),
    ("UTF-16 with mark", PATIENT_XML.decode().encode("utf-16"), None),
    ("UTF-16LE without mark", PATIENT_XML.decode().encode("utf-16-le"), None),
    ("UTF-8 with mark", b"\xef\xbb\xbf" + PATIENT_XML, None),
]


def names(cases: list[tuple[str, bytes, str]] | list[tuple[str, bytes, str | None]]) -> list[str]:
    """The names of the cases."""
    return [case[0] for case in cases]


def read_xml(data: bytes) -> Decoded:
    """XML by the structure of R4."""
    return parse_xml(data, LIMITS, "x.xml").decode(load_structure("R4"))


def check(decoded: Decoded, code: str | None, fatal: bool) -> None:
    """The code is there, in words of both languages; a tree is there unless something is fatal."""
    codes = [found.code for found in decoded.issues]
    assert code in codes if code else codes == []
    assert (decoded.tree is None) is fatal
    assert any(found.severity is Severity.FATAL for found in decoded.issues) is fatal
    if fatal:
        assert len(codes) == 1
    for found in decoded.issues:
        assert all(found.message(language) for language in LANGUAGES)
        assert found.source in ("x.json", "x.xml")


def test_there_are_at_least_two_hundred() -> None:
    cases = [JSON_CUTS, JSON_FATAL, JSON_READ, XML_CUTS, XML_FATAL, XML_READ]
    assert sum(map(len, cases)) >= 200
    assert sum(map(len, (JSON_FATAL, JSON_READ, XML_FATAL, XML_READ))) >= 180


@pytest.mark.parametrize(("name", "data", "code"), JSON_CUTS + JSON_FATAL, ids=names(JSON_CUTS + JSON_FATAL))
def test_json_that_cannot_be_read(name: str, data: bytes, code: str) -> None:
    decoded = decode_json(data, LIMITS, "x.json")
    check(decoded, code, fatal=True)
    if code not in ("PZP-EMPTY", "PZP-SIZE", "PZP-JSON-ROOT"):
        assert decoded.issues[0].position is not None


@pytest.mark.parametrize(("name", "data", "code"), JSON_READ, ids=names(JSON_READ))
def test_json_read_with_an_issue(name: str, data: bytes, code: str) -> None:
    check(decode_json(data, LIMITS, "x.json"), code, fatal=False)


@pytest.mark.parametrize(("name", "data", "code"), XML_CUTS + XML_FATAL, ids=names(XML_CUTS + XML_FATAL))
def test_xml_that_cannot_be_read(name: str, data: bytes, code: str) -> None:
    decoded = read_xml(data)
    check(decoded, code, fatal=True)
    if code not in ("PZP-EMPTY", "PZP-SIZE", "PZP-NODES", "PZP-XML-ENCODING"):
        assert decoded.issues[0].position is not None


@pytest.mark.parametrize(("name", "data", "code"), XML_READ, ids=names(XML_READ))
def test_xml_read_with_an_issue(name: str, data: bytes, code: str | None) -> None:
    check(read_xml(data), code, fatal=False)
