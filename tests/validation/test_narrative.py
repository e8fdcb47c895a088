"""The XHTML of narratives: what FHIR allows, what it does not, and that any text gets an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pzp_exchange.validation.narrative import check_div

NS = 'xmlns="http://www.w3.org/1999/xhtml"'


def div(inside: str, attributes: str = NS) -> str:
    return f"<div {attributes}>{inside}</div>"


ALLOWED = [
    div("Mevrouw Jansen wil niet worden gereanimeerd."),
    div("één ✓ &amp; 3 &gt; 2"),
    div("é, ✓, 𝄞, 3 > 2"),
    div("tekst", f'{NS} lang="nl" xml:lang="nl"'),
    div("tekst", f'class="x" {NS} id="y" style="color: red"'),
    "\n<div " + NS + ">tekst</div>\n",
    '<?xml version="1.0" encoding="UTF-16"?>' + div("tekst"),
    f"<x:div {NS.replace('xmlns', 'xmlns:x')}>tekst</x:div>",
    div("a&nbsp;b &eacute; &amp; &#233; &lt;script&gt;"),
    div("<![CDATA[<script>]]>"),
    div("<!-- toelichting --><p>tekst</p>"),
    div("<p>een <b>vet</b> <i>schuin</i> <em>a</em><strong>b</strong><small>c</small><big>d</big><tt>e</tt></p>"),
    div("<h1>a</h1><h6>b</h6><hr/><pre>c</pre><blockquote cite='http://example.org'><p>d</p></blockquote>"),
    div("<ul><li>a</li></ul><ol><li>b</li></ol><dl><dt>c</dt><dd>d</dd></dl>"),
    div(
        "<table border='1' summary='x'><caption>a</caption><colgroup><col width='1'/></colgroup><thead><tr>"
        "<th scope='col'>b</th></tr></thead><tbody><tr><td colspan='2' nowrap='nowrap'>c</td></tr></tbody></table>"
    ),
    div("<a href='http://example.org' name='x'>a</a> <a href='#x'>b</a> <a href='mailto:info@example.org'>c</a>"),
    div("<img src='#p1' alt='handtekening'/>"),
    div("<img src='data:image/png;base64,AAAA' alt=''/>"),
    div("<map name='m'><area shape='rect' coords='0,0,1,1' href='#x' alt='a'/></map>a"),
    div("<span dir='rtl' title='x' xml:space='preserve'>a</span><bdo dir='rtl'>b</bdo><br/><sub>c</sub><sup>d</sup>"),
    div("\u00a0"),  # a space that is not white space in XML
]


@pytest.mark.parametrize("text", ALLOWED)
def test_allowed(text: str) -> None:
    assert check_div(text) == []


WRONG = [
    ("", [("malformed", None)]),
    ("tekst", [("malformed", None)]),
    ("<div>tekst", [("malformed", None)]),
    (div("<b>tekst"), [("malformed", None)]),
    (div("a & b"), [("malformed", None)]),
    (div("a ]]> b"), [("malformed", None)]),
    (div("&onbekend;"), [("malformed", None)]),
    (div("a\x00b"), [("malformed", None)]),
    (div("a\x08b"), [("malformed", None)]),
    (div("a\ud800b"), [("malformed", None)]),
    (div("a") + div("b"), [("malformed", None)]),
    (div("<x:b>a</x:b>"), [("malformed", None)]),
    (div("<p>" * 5000 + "a" + "</p>" * 5000), [("malformed", None)]),
    ("<div>tekst</div>", [("root", "div")]),
    (f"<p {NS}>tekst</p>", [("root", "{http://www.w3.org/1999/xhtml}p")]),
    (f"<DIV {NS}>tekst</DIV>", [("root", "{http://www.w3.org/1999/xhtml}DIV")]),
    (div("tekst", 'xmlns="http://www.w3.org/1999/html"'), [("root", "{http://www.w3.org/1999/html}div")]),
    ("<!DOCTYPE div>" + div("tekst"), [("doctype", "DOCTYPE")]),
    ('<!DOCTYPE div [<!ENTITY a "b">]>' + div("tekst"), [("doctype", "DOCTYPE")]),
    ('<?xml-stylesheet href="x"?>' + div("<?php x?>tekst"), [("doctype", "ProcessingInstruction")]),
    (div("<script>alert(1)</script>a"), [("script", "script")]),
    (div("<iframe src='http://example.org'/>a"), [("script", "iframe")]),
    (div("<form action='x'><input/></form>a"), [("script", "form"), ("script", "input")]),
    (div("<object data='x'/>a<embed/>"), [("script", "object"), ("script", "embed")]),
    (div("<p onclick='x()'>a</p>"), [("script", "p.onclick")]),
    (div("a", NS + " onload='x()'"), [("script", "div.onload")]),
    (div("<a href='javascript:x()'>a</a>"), [("script", "a.href")]),
    (div("<a href=' JaVa&#10;Script:x()'>a</a>"), [("script", "a.href")]),
    (div("<img src='vbscript:x()'/>"), [("script", "img.src")]),
    (div("<link rel='stylesheet' href='x'/>a"), [("element", "link")]),
    (div("<style>p {}</style>a"), [("element", "style")]),
    (div("<font color='red'>a</font>"), [("element", "font")]),
    (div("<ins>a</ins><del>b</del><u>c</u>"), [("element", "ins"), ("element", "del"), ("element", "u")]),
    (div("<B>a</B>"), [("element", "B")]),
    (div("<b xmlns=''>a</b>"), [("element", "b")]),
    (div("<svg xmlns='http://www.w3.org/2000/svg'/>a"), [("element", "{http://www.w3.org/2000/svg}svg")]),
    (div("<p href='x'>a</p>"), [("attribute", "p.href")]),
    (div("<p data-x='1'>a</p><p data-x='2'>b</p>"), [("attribute", "p.data-x")]),
    (div("<p>a<ul><li>b</li></ul></p>"), [("nesting", "ul")]),
    (div("<p><span><div>b</div></span></p>"), [("nesting", "div")]),
    (div(""), [("empty", "div")]),
    (f"<div {NS}/>", [("empty", "div")]),
    (div(" \t\r\n "), [("empty", "div")]),
    (div("<p> <br/> </p><!-- niets -->"), [("empty", "div")]),
    (div("<script/>"), [("script", "script"), ("empty", "div")]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_wrong(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = check_div(text)
    assert [reason for reason, _ in found] == [reason for reason, _ in expected]
    for (_, detail), (_, wanted) in zip(found, expected, strict=True):
        assert detail
        assert wanted is None or detail == wanted


def test_no_entities_are_expanded_and_no_files_read() -> None:
    bomb = (
        "<!DOCTYPE div [" + '<!ENTITY a0 "x">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    )
    assert check_div(bomb + "]>" + div("&a11;"))[0][0] in ("doctype", "malformed")
    outside = '<!DOCTYPE div [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + div("&x;")
    assert check_div(outside)[0] == ("doctype", "DOCTYPE")


def test_many_faults_are_cut_short() -> None:
    assert len(check_div(div("".join(f"<x{n}/>" for n in range(100)) + "a"))) == 20


def test_the_answer_is_the_callers_own() -> None:
    text = div("")
    check_div(text).clear()
    assert check_div(text) == [("empty", "div")]


def test_details_do_not_quote_the_narrative() -> None:
    for text in (div("<b>Hendrik Testpersoon"), div("Hendrik Testpersoon & co"), div("<p x='Hendrik'>Testpersoon</p>")):
        assert all("Hendrik" not in detail and "Testpersoon" not in detail for _, detail in check_div(text))


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "tekst",
        " ",
        "&amp;",
        "&",
        "&nbsp;",
        "<br/>",
        "]]>",
        "<",
        ">",
        "é",
        "\x01",
        "\ufffe",
        "<table>",
        "</table>",
        "<!-- x -->",
        "<img src='#a'/>",
        "<a href='x'>",
        "</a>",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=30))
def test_any_text_gets_an_answer(inside: str) -> None:
    """The quick way for plain text says what the parser says: a comment at the end keeps a text from it."""
    assert [reason for reason, _ in check_div(div(inside))] == [
        reason for reason, _ in check_div(div(inside) + "<!-- -->")
    ]
    check_div(inside)
