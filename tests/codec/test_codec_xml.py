"""XML in and out: what the two forms make of each other, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from codec_samples import PATIENT_JSON, PATIENT_XML, comparable

from pzp_exchange.codec import Encoded, ExactDecimal, decode_json, encode_xml, parse_xml
from pzp_exchange.profiles.structure import load_structure
from pzp_exchange.report import Position, Severity

R4 = load_structure("R4")
NS = 'xmlns="http://hl7.org/fhir"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def read(inner: str, root: str = "Patient") -> Any:
    """The tree of a resource in XML."""
    return parse_xml(f"<{root} {NS}>{inner}</{root}>".encode()).decode(R4).tree


def write(tree: Any) -> Encoded:
    """A tree as one line of XML."""
    return encode_xml(tree, R4, pretty=False)


def body(tree: Any) -> str:
    """The child elements of a Patient."""
    text = write({"resourceType": "Patient", **tree}).data.decode()
    return text.partition(f"<Patient {NS}>")[2].rpartition("</Patient>")[0]


def test_the_sample_both_ways() -> None:
    decoded = decode_json(PATIENT_JSON).tree
    assert decoded is not None
    document = parse_xml(PATIENT_XML).decode(R4)
    assert document.issues == ()
    assert comparable(document.tree) == comparable(decoded)
    assert comparable(parse_xml(encode_xml(decoded, R4).data).decode(R4).tree) == comparable(decoded)


def test_primitives_take_the_types_of_json() -> None:
    assert read('<active value="true"/><multipleBirthInteger value="3"/>') == \
        {"resourceType": "Patient", "active": True, "multipleBirthInteger": 3}
    extension = read('<extension url="u"><valueDecimal value="1.50"/></extension>')["extension"][0]
    assert type(extension["valueDecimal"]) is ExactDecimal
    assert extension["valueDecimal"].text == "1.50"
    assert extension["url"] == "u"


def test_numbers_json_cannot_hold_stay_text_and_go_back_as_they_were() -> None:
    tree = read('<multipleBirthInteger value="02"/>')
    assert tree["multipleBirthInteger"] == "02"
    assert body(tree) == '<multipleBirthInteger value="02"/>'
    assert write(tree).issues == ()


def test_siblings_are_padded() -> None:
    tree = read('<name><given value="a"/><given id="2"><extension url="u"/></given><given value="c"/></name>')
    assert tree["name"] == [{"given": ["a", None, "c"],
                             "_given": [None, {"id": "2", "extension": [{"url": "u"}]}, None]}]
    assert body(tree) == \
        '<name><given value="a"/><given id="2"><extension url="u"/></given><given value="c"/></name>'


def test_only_siblings() -> None:
    tree = read('<birthDate><extension url="u"/></birthDate>')
    assert tree == {"resourceType": "Patient", "_birthDate": {"extension": [{"url": "u"}]}}
    assert read('<name><given id="1"/></name>')["name"] == [{"_given": [{"id": "1"}]}]


def test_elements_are_written_in_the_order_of_the_definition() -> None:
    tree = {"birthDate": "1940", "zzz": 1, "name": [{"given": ["a"], "family": "b", "id": "n"}], "active": True,
            "extension": [{"valueString": "v", "url": "u"}], "id": "x"}
    assert body(tree) == ('<id value="x"/><extension url="u"><valueString value="v"/></extension><active value="true"/>'
                          '<name id="n"><family value="b"/><given value="a"/></name><birthDate value="1940"/>'
                          '<zzz value="1"/>')


def test_contained_bundles_and_parameters() -> None:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [
        {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient", "contained": [
            {"resourceType": "Organization", "id": "o"}, {"resourceType": "Organization", "id": "p"}]}},
        {"response": {"status": "200", "outcome": {"resourceType": "OperationOutcome", "id": "z"}}}]}
    parameters = {"resourceType": "Parameters", "parameter": [
        {"name": "a", "part": [{"name": "b", "resource": bundle}]}, {"name": "c", "valueInteger": 1}]}
    for tree in (bundle, parameters):
        written = write(tree)
        assert written.issues == ()
        assert parse_xml(written.data).decode(R4).tree == tree
        assert written.data.count(b"xmlns") == 1


def test_white_space_in_values_survives() -> None:
    value = " a\nb\tc\r\nd  "
    assert body({"language": value}) == '<language value=" a&#10;b&#9;c&#13;&#10;d  "/>'
    assert read(body({"language": value}))["language"] == value
    assert read('<language value="a\nb"/>')["language"] == "a b", "XML makes a bare newline a space"


def test_markup_in_values() -> None:
    value = """<a b='c' d="e">&amp;]]></a>"""
    assert read(body({"language": value}))["language"] == value


@pytest.mark.parametrize(("character", "shown"), [("\x00", "U+0000"), ("\x1f", "U+001F"), ("\ufffe", "U+FFFE"),
                                                  ("\ud800", "U+D800")])
def test_characters_xml_cannot_hold(character: str, shown: str) -> None:
    written = write({"resourceType": "Patient", "name": [{"text": f"a{character}b"}]})
    [found] = written.issues
    assert (found.code, found.path, dict(found.params)) == \
        ("PZP-XML-CHARACTER", "Patient.name[0].text", {"character": shown})
    assert 'value="a\ufffdb"' in written.data.decode()


def narrative(div: str) -> tuple[str, list[str]]:
    """The narrative after a round trip through XML, and what was said of it."""
    written = write({"resourceType": "Patient", "text": {"status": "generated", "div": div}})
    tree = parse_xml(written.data).decode(R4).tree
    assert tree is not None
    return tree["text"]["div"], [found.code for found in written.issues]


def test_narrative() -> None:
    plain = f'<div {XHTML} lang="nl"><p>a <b>b</b>&lt;c<br/></p> <!-- d -->\n</div>'
    assert narrative(plain) == (plain, [])
    assert narrative(f"<div {XHTML}>a&nbsp;&eacute;&amp;</div>") == (f"<div {XHTML}>a\u00a0\u00e9&amp;</div>", [])
    assert narrative(f"<div {XHTML}><![CDATA[&nbsp;<]]></div>") == (f"<div {XHTML}>&amp;nbsp;&lt;</div>", [])
    assert narrative("<div><p>x</p></div>") == (f"<div {XHTML}><p>x</p></div>", ["PZP-XHTML-NAMESPACE"])
    assert narrative("<div <p>") == (f"<div {XHTML}>&lt;div &lt;p&gt;</div>", ["PZP-XHTML"])
    assert narrative("zomaar") == (f"<div {XHTML}>zomaar</div>", ["PZP-XHTML"])
    assert narrative(f"<p {XHTML}>x</p>") == (f"<div {XHTML}><p {XHTML}>x</p></div>", ["PZP-XHTML"])
    assert narrative(f'<!DOCTYPE x [<!ENTITY e "f">]><div {XHTML}>&e;</div>')[1] == ["PZP-XHTML"]
    assert narrative("")[1] == ["PZP-XHTML"]
    assert narrative("a\x00b") == (f"<div {XHTML}>a\ufffdb</div>", ["PZP-XHTML"])


def test_narrative_is_not_indented_and_drops_the_namespaces_around_it() -> None:
    div = f"<div {XHTML}><table><tr><td>x</td></tr></table></div>"
    pretty = encode_xml({"resourceType": "Patient", "text": {"status": "generated", "div": div}}, R4).data.decode()
    assert div in pretty
    around = f'<Patient {NS} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:q="urn:q">'
    tree = parse_xml(f"{around}<text><div {XHTML}>x<br/></div></text></Patient>".encode()).decode(R4).tree
    assert tree is not None
    assert tree["text"]["div"] == f"<div {XHTML}>x<br/></div>"


def test_prefixed_namespaces() -> None:
    text = ('<f:Patient xmlns:f="http://hl7.org/fhir" xmlns:h="http://www.w3.org/1999/xhtml"><f:text>'
            '<f:status value="generated"/><h:div><h:p>x</h:p></h:div></f:text></f:Patient>')
    decoded = parse_xml(text.encode()).decode(R4)
    assert decoded.issues == ()
    assert decoded.tree is not None
    assert decoded.tree["text"]["div"] == '<h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>x</h:p></h:div>'
    assert write(decoded.tree).issues == ()


def test_named_entities_in_the_document() -> None:
    decoded = parse_xml(f"<Patient {NS}><text><div {XHTML}>a&nbsp;b&amp;</div></text></Patient>".encode()).decode(R4)
    assert [found.code for found in decoded.issues] == ["PZP-XML-ENTITY"]
    assert decoded.tree is not None
    assert decoded.tree["text"]["div"] == f"<div {XHTML}>a\u00a0b&amp;</div>"


def test_unknown_elements_are_kept_by_what_they_look_like() -> None:
    tree = read('<shoe value="42"/><shoe value="43"/><coding><code value="x"/></coding><box><Basic/></box>'
                '<deep><a value="1"><extension url="u"/></a></deep>')
    assert tree == {"resourceType": "Patient", "shoe": ["42", "43"], "coding": [{"code": "x"}],
                    "box": {"resourceType": "Basic"},
                    "deep": {"a": "1", "_a": {"extension": [{"url": "u"}]}}}
    assert read(body(tree)) == tree
    assert {found.code for found in write(tree).issues} == {"PZP-XML-UNKNOWN"}


def test_repeated_elements_are_kept_as_a_list() -> None:
    document = parse_xml(f'<Patient {NS}>\n <gender value="a"/>\n <gender value="b"/></Patient>'.encode()).decode(R4)
    assert document.tree == {"resourceType": "Patient", "gender": ["a", "b"]}
    [found] = document.issues
    assert (found.code, found.path, found.position) == ("PZP-XML-REPEATED", "Patient.gender", Position(2, 2))
    assert body(document.tree) == '<gender value="a"/><gender value="b"/>'


def test_empty_elements_are_kept() -> None:
    tree = read("<birthDate/><name/><contact><name><given/></name></contact><contained/>")
    assert tree == {"resourceType": "Patient", "_birthDate": {}, "name": [{}],
                    "contact": [{"name": {"_given": [{}]}}], "contained": [{}]}
    assert "<birthDate/>" in body(tree)
    assert "<name><given/></name>" in body(tree)


def test_empty_value_is_a_value() -> None:
    assert read('<gender value=""/>') == {"resourceType": "Patient", "gender": ""}
    assert body({"gender": ""}) == '<gender value=""/>'


@pytest.mark.parametrize(("members", "path", "code"), [
    ({"gender": None}, "Patient.gender", "PZP-XML-NULL"),
    ({"name": []}, "Patient.name", "PZP-XML-NULL"),
    ({"name": [None]}, "Patient.name[0]", "PZP-XML-NULL"),
    ({"name": {"family": "x"}}, "Patient.name", "PZP-XML-SHAPE"),
    ({"gender": ["male"]}, "Patient.gender", "PZP-XML-SHAPE"),
    ({"active": "true"}, "Patient.active", "PZP-XML-TYPE"),
    ({"gender": True}, "Patient.gender", "PZP-XML-TYPE"),
    ({"gender": 1}, "Patient.gender", "PZP-XML-TYPE"),
    ({"birthDate": 1940}, "Patient.birthDate", "PZP-XML-TYPE"),
    ({"multipleBirthInteger": "2"}, "Patient.multipleBirthInteger", "PZP-XML-TYPE"),
    ({"multipleBirthInteger": True}, "Patient.multipleBirthInteger", "PZP-XML-TYPE"),
    ({"shoeSize": 42}, "Patient.shoeSize", "PZP-XML-TYPE"),
    ({"name": ["Jan"]}, "Patient.name[0]", "PZP-XML-NOT-WRITTEN"),
    ({"name": [[{"family": "x"}]]}, "Patient.name[0]", "PZP-XML-NOT-WRITTEN"),
    ({"gender": {"value": "x"}}, "Patient.gender", "PZP-XML-NOT-WRITTEN"),
    ({"gender": "x", "_gender": "y"}, "Patient.gender", "PZP-XML-NOT-WRITTEN"),
    ({"_name": [{"id": "x"}]}, "Patient.name[0]", "PZP-XML-NOT-WRITTEN"),
    ({"contained": [{"id": "x"}]}, "Patient.contained[0]", "PZP-XML-NOT-WRITTEN"),
    ({"extension": [{"url": {"a": 1}}]}, "Patient.extension[0].url", "PZP-XML-NOT-WRITTEN"),
    ({"extension": [{"_url": {"id": "1"}}]}, "Patient.extension[0]._url", "PZP-XML-NOT-WRITTEN"),
    ({"a b": 1}, "Patient.a b", "PZP-XML-NOT-WRITTEN"),
    ({"@x": "1"}, "Patient.@x", "PZP-XML-NOT-WRITTEN"),
    ({"": "1"}, "Patient.", "PZP-XML-NOT-WRITTEN"),
    ({"text": {"div": 1}}, "Patient.text.div", "PZP-XML-NOT-WRITTEN"),
    ({"<script>": "1"}, "Patient.<script>", "PZP-XML-NOT-WRITTEN"),
])
def test_what_xml_cannot_express_is_said(members: dict[str, Any], path: str, code: str) -> None:
    written = write({"resourceType": "Patient", **members})
    assert (code, path) in [(found.code, found.path) for found in written.issues]
    assert parse_xml(written.data).decode(R4).tree is not None


@pytest.mark.parametrize("tree", [{}, {"a": 1}, {"resourceType": 1}, {"resourceType": ""}, {"resourceType": "A b"}])
def test_no_resource_type(tree: dict[str, Any]) -> None:
    written = write(tree)
    assert written.data == b""
    assert [(found.code, found.severity) for found in written.issues] == [("PZP-XML-NO-TYPE", Severity.FATAL)]


def test_element_named_resource_type() -> None:
    tree = {"resourceType": "ExampleScenario", "status": "draft",
            "instance": [{"resourceId": "1", "resourceType": "Patient"}]}
    assert parse_xml(write(tree).data).decode(R4).tree == tree


def test_profiles_and_root_before_decoding() -> None:
    text = (f'<Bundle {NS}><meta><profile value="http://a"/></meta><entry><resource><Patient><meta>'
            '<profile value="http://b"/><profile value="http://a"/></meta></Patient></resource></entry></Bundle>')
    document = parse_xml(text.encode())
    assert (document.root_name, document.profiles, document.issues) == ("Bundle", ("http://a", "http://b"), ())
    assert document.decode(R4) == document.decode(R4)
    broken = parse_xml(b"<")
    assert (broken.root_name, broken.profiles) == ("", ())
    assert broken.decode(R4).tree is None


def test_issues_have_path_line_and_column() -> None:
    text = (f"<Bundle {NS}>\n<entry/>\n<entry><resource><Patient>\n"
            '  <name><x value="1"/></name></Patient></resource></entry></Bundle>')
    issues = {found.code: found for found in parse_xml(text.encode(), source="b.xml").decode(R4).issues}
    found = issues["PZP-XML-ELEMENT"]
    assert (found.path, found.position, found.source) == \
        ("Bundle.entry[1].resource.name[0].x", Position(4, 9), "b.xml")
