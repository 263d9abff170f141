"""A piece as Markdown, as a page, as a post: complete, and nothing in it runs."""

import html as entities
from dataclasses import replace
from typing import Any

import html5lib
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ideanet import html
from ideanet.publishing import exporting, packing
from ideanet.publishing.composing import Byline, Piece, Source, Words, compose
from ideanet.publishing.defusing import defused
from ideanet.publishing.models import Draft
from ideanet.publishing.stages import ChannelKind
from ideas.models import Authorship
from ideas.stages import Audience
from tests import factories
from tests.publishing import world

NASTY = "</title><script>alert(1)</script> *a* _b_ [c](javascript:d) `e` & <f> \\ # g\n\n---\n- h"
PIECE = Piece(
    title="Quiet pumps: a plan",
    standfirst="They hum.",
    body="# Long\n\n*story* with <b>bold</b>.",
    bylines=(Byline("Ann Moss", "Head of Networks"), Byline("Ben Okri", "")),
    sources=(Source("The Institute: A survey.", "https://institute.example/a_b"), Source("A letter", "")),
    quotes=(Words("It saves weeks.", "Cleo Day", "Acme"),),
    disclaimer="Views are our own.",
)


def rendered(markdown: str) -> str:
    """As a careless renderer would: raw HTML and all addresses go through."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005   # the documented way
    return str(reader.render(markdown))


def elements(html: str) -> list[Any]:
    return list(html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).iter())


def assert_harmless(html: str) -> None:
    for element in elements(html):
        assert isinstance(element.tag, str), "a comment goes out"
        assert element.tag not in {"script", "iframe", "object", "style", "svg", "form", "base"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"
            if name in {"href", "src"} and element.tag != "link":
                assert not value.strip().lower().startswith(("javascript:", "vbscript:", "file:", "data:"))


def test_the_markdown_has_front_matter_and_every_piece() -> None:
    text = exporting.to_markdown(PIECE)
    _, front, body = text.split("---\n", 2)
    assert yaml.safe_load(front) == {
        "title": "Quiet pumps: a plan",
        "standfirst": "They hum.",
        "byline": ["Ann Moss, Head of Networks", "Ben Okri"],
        "citations": ["The Institute: A survey. https://institute.example/a_b", "A letter"],
        "draft": True,
    }
    assert body.strip().split("\n\n") == [
        "**They hum.**",
        "By Ann Moss, Head of Networks, and Ben Okri",
        "# Long",
        "*story* with <b>bold</b>.",
        "> It saves weeks.\n>\n> — Cleo Day, Acme",
        "1. The Institute: A survey. <https://institute.example/a_b>\n2. A letter",
        "*Views are our own.*",
    ]


@pytest.mark.parametrize(
    ("names", "byline"),
    [
        ([], "By "),
        ([("Ann", "")], "By Ann"),
        ([("Ann", ""), ("Ben", "")], "By Ann and Ben"),
        ([("Ann", ""), ("Ben", ""), ("Cleo", "")], "By Ann, Ben and Cleo"),
        ([("Ann", "CEO"), ("Ben", "")], "By Ann, CEO, and Ben"),
        ([("Ann", "CEO"), ("Ben", ""), ("Cleo", "CFO")], "By Ann, CEO; Ben; and Cleo, CFO"),
    ],
)
def test_a_byline_names_everybody(names: list[tuple[str, str]], byline: str) -> None:
    assert replace(PIECE, bylines=tuple(Byline(*name) for name in names)).byline == byline


def nasty() -> Piece:
    return Piece(
        title=NASTY,
        standfirst=NASTY,
        body="Fine.",
        bylines=(Byline(NASTY, NASTY),),
        sources=(Source(NASTY, 'https://x.example/"><script>alert(1)</script>'),),
        quotes=(Words(NASTY, NASTY, NASTY),),
        disclaimer=NASTY,
    )


def test_plain_text_stays_plain_in_markdown() -> None:
    text = exporting.to_markdown(nasty())
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    assert yaml.safe_load(front)["title"] == NASTY
    html = rendered(body)
    assert_harmless(html)
    shown = " ".join("".join(elements(html)[0].itertext()).split())
    assert shown.count(" ".join(NASTY.split())) == 8


def test_plain_text_stays_plain_in_html() -> None:
    page = exporting.to_page(nasty())
    assert "<script" not in page
    assert_harmless(page)
    assert page.count(entities.escape(NASTY)) >= 8
    post = exporting.to_post(nasty())
    assert "<script" not in post
    assert_harmless(post)


@given(st.text(alphabet=st.sampled_from("*_`[](){}<>#+-=.!|~&$^:\\/ab1 \t\n\"'@"), max_size=40))
def test_any_plain_text_reads_as_it_was_typed(text: str) -> None:
    shown = "".join(elements(rendered(exporting.plain(text)))[0].itertext())
    assert " ".join(shown.split()) == " ".join(text.split())
    assert len(elements(rendered(exporting.plain(text)))) <= 4, "html, head, body and one paragraph"


def test_the_page_stands_by_itself() -> None:
    page = exporting.to_page(PIECE)
    assert page.lstrip().startswith("<!doctype html>")
    assert '<link rel="stylesheet" href="data:text/css;base64,' in page
    assert '<meta name="author" content="By Ann Moss, Head of Networks, and Ben Okri">' in page
    assert "<em>story</em>" in page
    assert "<cite>Cleo Day, Acme</cite>" in page


def test_the_post_carries_its_mark() -> None:
    assert exporting.to_post(PIECE, mark="ideanet:ab:v1;").rstrip().endswith("<!-- ideanet:ab:v1; -->")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Quiet Pumps!", "draft-quiet-pumps.md"),
        ("../../etc/passwd", "draft-etcpasswd.md"),
        ('a"; rm -rf /\r\nX: y', "draft-a-rm-rf-x-y.md"),
        ("日本", "draft-untitled.md"),
        ("CON", "draft-con.md"),
        ("w" * 200, f"draft-{'w' * 60}.md"),
    ],
)
def test_file_names_are_safe(title: str, name: str) -> None:
    assert packing.file_name(replace(PIECE, title=title), ChannelKind.MARKDOWN) == name


def test_a_page_is_named_as_one() -> None:
    assert packing.file_name(PIECE, ChannelKind.HTML) == "draft-quiet-pumps-a-plan.html"


KEPT = [
    "Plain *text* with `<script>` in code.",
    "```html\n<script>alert(1)</script>\n```",
    "[a](https://x.example) ![b](https://x.example/b.png) <https://x.example> [c](/d) [e](f.md)",
    '<details open=""><summary>More</summary>Text</details>',
    "One<br>two <kbd>x</kbd> and 1 < 2",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a [b][c]\n\n[c]: https://x.example",
]


@pytest.mark.parametrize("text", KEPT)
def test_harmless_markdown_goes_out_as_it_was_written(text: str) -> None:
    assert defused(text) == text


HARMFUL = [
    "<script>alert(1)</script>",
    "text <script>alert(1)</script> text",
    '<b onclick="x()">a</b>',
    "<img src=x onerror=alert(1)>",
    "<!-- the customer is Acme --> visible",
    "a <!-- secret --> b",
    "[a](javascript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "<javascript:alert(1)>",
    "![a](data:image/svg+xml;base64,AAAA)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "- one\n- <iframe src=https://x.example></iframe>\n- three",
    '<a href="javascript:alert(1)">a</a>',
    "<div>\n\n<svg onload=alert(1)>\n\n</div>",
    "> <object data=x>\n\nfine",
    "<pre>\n\n[a](javascript:alert(1))\n\n</pre>",
    "<style>*{display:none}</style>",
    "<x/onclick=alert(1)>",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_what_we_would_not_show_does_not_go_out(text: str) -> None:
    out = defused(f"Before *it*.\n\n{text}\n\nAfter *it*.")
    assert_harmless(rendered(out))
    assert "secret" not in out
    assert "Acme" not in out
    assert out.startswith("Before *it*.") or "[b]:" in text
    assert "After" in out


def test_code_keeps_its_blank_lines_where_a_text_leaves_as_html() -> None:
    text = "Text.\n\n```\na\n\n\nb\n    \nc\n```\n\n[x]: javascript:alert(1)"
    assert html.render(defused(text)).strip() == html.render(text).strip()


@given(st.text(alphabet=st.sampled_from("<>/!-=\"'[]():;&#x10 \n\tabcjsonriptv`*"), max_size=80))
def test_nothing_harmful_goes_out_whatever_is_typed(text: str) -> None:
    assert_harmless(rendered(defused(text)))


@pytest.mark.django_db
def test_a_piece_is_composed_of_what_the_idea_has() -> None:
    world.make_guidelines()
    ann = factories.make_employee(name="Ann Moss", job_title="Engineer")
    ben = factories.make_employee(name="Ben Okri")
    idea = factories.make_idea(ann, audience=Audience.NETWORK)
    world.cite(idea, url="ftp://old.example/x")
    Authorship.objects.filter(person=ann).update(share=30)
    Authorship.objects.create(idea=idea, person=ben, share=70, accepted_at=idea.opened_at, position=1)
    Authorship.objects.create(idea=idea, person=factories.make_employee(), share=0, position=2)
    by = world.make_marketer()
    draft = world.make_draft(world.approve(idea), by)
    comment = world.say(idea, factories.make_outsider(name="Cleo Day"), "It *saves* weeks.")
    world.edit(draft, by=by, quotes={comment.pk: "It saves weeks."})
    piece = compose(Draft.objects.for_leaving().get())
    assert piece.byline == "By Ben Okri, and Ann Moss, Engineer"
    assert piece.sources == (Source("The Institute: A survey. 2026.", ""),)
    assert piece.quotes == (Words("It saves weeks.", "Cleo Day", comment.author.organisation.name),)
    assert piece.disclaimer == world.DISCLAIMER
