"""Markdown as plain text."""

import pytest

from ideanet import html
from ideanet.html import Block

DOCUMENT = """\
# A *title*

First paragraph,
on two lines with `Vec<T>` & [a link](https://a.org).

- one
- two

  still two

| a | b |
|---|---|
| 1 | 2 |

```
x = "1"

y = <T>
```
"""


def test_a_document_reads_as_text() -> None:
    assert html.to_text(DOCUMENT) == (
        "A title\n\nFirst paragraph,\non two lines with Vec<T> & a link.\n\n"
        "- one\n\n- two\n\nstill two\n\na | b\n\n1 | 2\n\n"
        'x = "1"\n\ny = <T>'
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("a<br>b", "a\nb"),
        ("a  \nb", "a\nb"),
        ("![A chart](c.png) shows", "A chart shows"),
        ("<b>x</b> &lt;y&gt; &amp;amp;", "x <y> &amp;"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("> a\n\nb", "a\n\nb"),
    ],
)
def test_marks_go_and_words_stay(markdown: str, text: str) -> None:
    assert html.to_text(markdown) == text


def test_the_outermost_blocks_know_their_lines() -> None:
    assert html.blocks("# A *b*\n\n`c`\nd\n\n- e\n- f\n") == [
        Block("heading", 1, "A b", (0, 1), "A b"),
        Block("paragraph", 0, "c\nd", (2, 4), "`c`\nd"),
        Block("bullet_list", 0, "- e\n- f", (5, 7), "- e\n- f"),
    ]


def test_notes_have_no_lines_of_their_own() -> None:
    last = html.blocks("a[^1]\n\n[^1]: b")[-1]
    assert (last.kind, last.text, last.lines) == ("footnote_block", "- b", (0, 0))


@pytest.mark.parametrize(
    ("markdown", "words", "excerpt"),
    [
        (DOCUMENT, 4, "First paragraph, on two…"),
        (DOCUMENT, 40, "First paragraph, on two lines with Vec<T> & a link."),
        ("# Only a heading", 40, "Only a heading"),
        ("a b c", 3, "a b c"),
        ("", 3, ""),
    ],
)
def test_an_excerpt_is_the_first_words_of_its_paragraphs(markdown: str, words: int, excerpt: str) -> None:
    assert html.excerpt(markdown, words) == excerpt


def test_words_are_counted_as_they_are_read() -> None:
    assert html.word_count("## Three *plain* words\n\n[and](https://a.org) `two`") == 5
    assert html.word_count("- it's so\n- half-hearted\n\n| A | B |\n| --- | --- |\n|  | 41 |") == 6
