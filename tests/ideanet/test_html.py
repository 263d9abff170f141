"""Markdown as the site shows it."""

import pytest
from django.utils.safestring import SafeString

from ideanet import html

REL = 'rel="nofollow noopener ugc"'


def test_what_it_gives_is_marked_as_safe() -> None:
    assert isinstance(html.render("*a*"), SafeString)
    assert isinstance(html.inline("*a*"), SafeString)
    assert isinstance(html.highlight("a"), SafeString)


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("", ""),
        ("Two *kinds* of **stress**.", "<p>Two <em>kinds</em> of <strong>stress</strong>.</p>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        ("- [ ] open\n- [x] done", "<ul>\n<li>☐ open</li>\n<li>☑ done</li>\n</ul>\n"),
        ("[ ] no list", "<p>[ ] no list</p>\n"),
        ("```rust\nfn a<T>() {}\n```", "<pre><code>fn a&lt;T&gt;() {}\n</code></pre>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("a\x00b\ud800c", "<p>a\ufffdb\ufffdc</p>\n"),
        ("<dl><dt>Open<dd>Free</dl>", "<dl><dt>Open</dt><dd>Free</dd></dl>"),
        ("a<!-- hidden -->b", "<p>ab</p>\n"),
        ("<!-- hidden\n\nstill -->", ""),
        ("<center>\n\nin the middle\n\n</center>", "\n<p>in the middle</p>\n"),
    ],
)
def test_text_is_rendered(markdown: str, shown: str) -> None:
    assert html.render(markdown) == shown


def test_a_table_keeps_its_alignment() -> None:
    assert html.render("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|") == (
        '<table>\n<thead>\n<tr>\n<th align="left">a</th>\n<th align="center">b</th>\n'
        '<th align="right">c</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align="left">1</td>\n'
        '<td align="center">2</td>\n<td align="right">3</td>\n</tr>\n</tbody>\n</table>\n'
    )


def test_notes_stand_at_the_end_under_their_numbers() -> None:
    assert html.render("One[^a] and two[^b].\n\n[^b]: B.\n[^a]: A.") == (
        "<p>One<sup>[1]</sup> and two<sup>[2]</sup>.</p>\n<hr>\n<ol>\n"
        "<li><p>A.</p>\n</li>\n<li><p>B.</p>\n</li>\n</ol>\n"
    )


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ([1, 2, 2, 3], [2, 3, 3, 4]),
        ([2, 3, 2], [2, 3, 2]),
        ([2, 4, 4, 3], [2, 3, 3, 3]),
        ([3, 1, 2], [2, 2, 3]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
    ],
)
def test_headings_begin_below_the_pages_own_and_skip_no_level(levels: list[int], shown: list[int]) -> None:
    markdown = "\n".join(f"{'#' * level} x" for level in levels)
    assert html.render(markdown) == "".join(f"<h{level}>x</h{level}>\n" for level in shown)


def test_headings_of_a_comment_begin_where_it_stands() -> None:
    assert html.render("# a\n## b", top=4) == "<h4>a</h4>\n<h5>b</h5>\n"


@pytest.mark.parametrize("address", ["https://a.org/b?c=d#e", "HTTP://a.org", "mailto:a@b.org", "/ideas/7/"])
def test_an_address_that_works_anywhere_is_a_link(address: str) -> None:
    assert html.render(f"[a]({address})") == f'<p><a href="{address}" {REL}>a</a></p>\n'


@pytest.mark.parametrize("address", ["other.md", "#part", "../up", "?page=2", "ftp://a.org", "tel:1", ""])
def test_an_address_that_does_not_is_only_its_words(address: str) -> None:
    assert html.render(f"[a *b*]({address})") == "<p>a <em>b</em></p>\n"


@pytest.mark.parametrize("text", ["lib.rs and std.io", "me@example.org", "//a.org/b", "192.168.1.1"])
def test_only_a_written_out_address_becomes_a_link_by_itself(text: str) -> None:
    assert html.render(text) == f"<p>{text}</p>\n"
    assert html.render("See https://a.org/b_c.") == (
        f'<p>See <a href="https://a.org/b_c" {REL}>https://a.org/b_c</a>.</p>\n'
    )


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("![A chart](https://a.org/c.png)", f'<a href="https://a.org/c.png" {REL}>A chart</a>'),
        ("![](https://a.org/c.png)", f'<a href="https://a.org/c.png" {REL}>c.png</a>'),
        ('<img alt="A chart" src="https://a.org/c.png">', f'<a href="https://a.org/c.png" {REL}>A chart</a>'),
        ("[![A chart](https://a.org/c.png)](https://b.org)", f'<a href="https://b.org" {REL}>A chart</a>'),
        ("![A chart](c.png)", "A chart"),
        ("![A chart](data:image/png;base64,AAAA)", "A chart"),
        ("<img src=x onerror=alert(1)>", ""),
    ],
)
def test_a_picture_is_a_link_to_it(markdown: str, shown: str) -> None:
    assert html.render(f"See {markdown}") == f"<p>See {shown}</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "Vec<T> and Option<Time>",
        "Vec<S> is never struck out",
        "the <script> element, alert(1)",
        "use <details> here",
        "a <b",
        "<?php x ?>",
        "<!DOCTYPE x>",
    ],
)
def test_a_tag_that_would_vanish_or_swallow_the_rest_is_text(text: str) -> None:
    written = text.replace("<", "&lt;").replace(">", "&gt;")
    assert html.render(f"See {text} and on") == f"<p>See {written} and on</p>\n"


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert html.render("a\n\n<!-- b\n\nc") == "<p>a</p>\n&lt;!-- b\n\nc"


def test_a_block_of_html_may_hold_markdown() -> None:
    assert html.render("<details open>\n<summary>S</summary>\n\n*text*\n</details>\n\nafter") == (
        '<details open="">\n<summary>S</summary>\n<p><em>text</em></p>\n</details>\n<p>after</p>\n'
    )


def test_formatting_in_html_needs_its_partner_in_the_same_paragraph() -> None:
    assert html.render("<b>bold <i>both</i></b> <u>open\n\nnext</u>") == (
        "<p><b>bold <i>both</i></b> &lt;u&gt;open</p>\n<p>next&lt;/u&gt;</p>\n"
    )


def test_tags_that_overlap_are_kept_as_far_as_they_pair() -> None:
    assert html.render("<b>a <i>b</b> c</i>") == "<p><b>a &lt;i&gt;b</b> c&lt;/i&gt;</p>\n"


def test_one_line_has_no_blocks() -> None:
    assert html.inline("# A *nugget* with `code`\n\n<p>[x](https://a.org)</p>") == (
        f'# A <em>nugget</em> with <code>code</code>\n\n<a href="https://a.org" {REL}>x</a>'
    )


def test_a_snippet_shows_its_marks_and_nothing_else() -> None:
    snippet = f"a <b>{html.MARK_START}hit{html.MARK_STOP}</b> & {html.MARK_START}open"
    assert html.highlight(snippet) == ("a &lt;b&gt;<mark>hit</mark>&lt;/b&gt; &amp; <mark>open</mark>")


def test_html_from_elsewhere_is_cut_down_to_what_is_listed() -> None:
    assert html.clean("<p id=a>See <img src=x onerror=y><a href='/b'>b</a>\ud800</p>") == (
        f'<p>See <a href="/b" {REL}>b</a>\ufffd</p>'
    )


def test_the_specifications_own_rendering_is_at_hand() -> None:
    assert html.to_html("a\n=") == "<h1>a</h1>\n"
    assert html.to_html(">\n<b onclick=x>") == "<blockquote>\n</blockquote>\n<b onclick=x>"
