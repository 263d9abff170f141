"""No text, however it is written, leaves the boundary as more than text."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ideanet import html
from ideanet.html import dialect, sanitising
from tests.oracle import faults, scheme

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate href=#x attributeName=href values=javascript:alert(1) /></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href='javascript:123'>x</a>",
    "<a href='vbscript:x' id=x class=y style='color:red' name=z target=_blank>x</a>",
    "<a href='//evil.org' rel=opener>x</a>",
    "[x](javascript:alert(1))",
    "[x](<java&#10;script:alert(1)>)",
    "[x][y]\n\n[y]: data:text/html,<script>alert(1)</script>",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'x'</style><div style='background:url(x)'>",
    "<form action=/x><input name=y><button>z</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<table background=javascript:alert(1)><td colspan=999999>x</table>",
    "<base href=//evil.org><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<b <script>alert(1)//</script>",
    "```\"onmouseover=alert(1)\n</code><script>alert(1)</script>\n```",
    "| <img src=x onerror=alert(1)> |\n|:-\" onload=alert(1)|\n",
    "[^<img src=x onerror=alert(1)>]\n\n[^<img src=x onerror=alert(1)>]: <svg onload=alert(1)>",
    "https://a.org/\"onmouseover=alert(1)",
    "<ol start='1\" onload=x' reversed type=a><li value=javascript:1>x</ol>",
    "<template><script>alert(1)</script></template><plaintext>",
    "<?xml-stylesheet href='javascript:alert(1)'?><![CDATA[<script>alert(1)</script>]]>",
]  # fmt: skip


def _bleach_alone(text: str) -> str:
    return sanitising.clean_with_bleach(text, top=2)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("show", [html.render, html.inline, html.highlight, html.clean])
def test_an_attack_comes_out_harmless(show: Callable[[str], str], attack: str) -> None:
    assert faults(show(attack)) == []
    assert faults(show(f"> - {attack}\n\n*and* {attack} **on**")) == []


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("stage", [_bleach_alone, sanitising.clean_with_nh3])
def test_each_sanitiser_would_do_alone(stage: Callable[[str], str], attack: str) -> None:
    found = faults(stage(attack)) + faults(stage(html.to_html(attack)))
    # Headings are lowered, pictures replaced and links marked by one of the two each.
    assert [fault for fault in found if not fault.startswith("rel ")] == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_parser_need_not_be_trusted(attack: str) -> None:
    assert faults(sanitising.clean_with_nh3(dialect.to_site_html(attack))) == []
    assert faults(sanitising.clean_with_nh3(_bleach_alone(attack))) == []


PIECES = st.sampled_from(
    ["<", ">", "</", "/>", "<a href=", "<b>", "</b>", "<div>", "</div>", "<table>", "<td>", "<p>",
     "<!--", "-->", "<svg>", "<style>", "<script>", "javascript:", "https://a.org", "&#x6a;", "&",
     "[", "](", ")", "![", "[^", "]:", "`", "```\n", "*", "_", "~~", "|", "|-|\n", "#", "- ", "> ",
     "\n", "\n\n", "    ", "\t", "\x00", "\ud800", '"', "'", "=", " onload=", "x", "\\", "ﬁ", "\u2028"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_no_mixture_of_marks_gets_through_or_breaks_it(text: str) -> None:
    assert faults(html.render(text)) == []
    assert faults(html.inline(text)) == []
    assert faults(html.highlight(text)) == []
    assert isinstance(html.to_text(text), str)


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("<script>x</script>", "element script"),
        ("<svg></svg>", "element {http://www.w3.org/2000/svg}svg"),
        ("<!-- x -->", "element <function Comment"),
        ("<b id=x>y</b>", "attribute id of b"),
        ("<p onclick=x>y</p>", "attribute onclick of p"),
        ("<a href='jAva\nscript:x'>y</a>", "address jAva\nscript:x"),
        ("<a href='/' rel=opener>y</a>", "rel opener"),
    ],
)
def test_the_oracle_notices(bad: str, fault: str) -> None:
    assert [found.partition(" at ")[0] for found in faults(bad)] == [fault]


def test_the_oracle_sees_schemes_as_browsers_do() -> None:
    addresses = ["javascript:1", " \x01JAVA\tSCRIPT:1", "/a:b", "a/b:c", "//a.org", "HTTPS:x", "#a:b"]
    assert [scheme(address) for address in addresses] == ["javascript", "javascript", "", "", "", "https", ""]
