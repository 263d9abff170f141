"""The filters that templates use for text that people wrote."""

import pytest
from django.template import Context, Template

from ideanet.html import MARK_START, MARK_STOP

WRITTEN = "# T\n\nSome *text* & <b onclick=x>more</b>"


@pytest.mark.parametrize(
    ("filtered", "shown"),
    [
        ("w|markdown", "<h2>T</h2>\n<p>Some <em>text</em> &amp; <b>more</b></p>\n"),
        ("w|markdown:4", "<h4>T</h4>\n<p>Some <em>text</em> &amp; <b>more</b></p>\n"),
        ("w|inline", "# T\n\nSome <em>text</em> &amp; <b>more</b>"),
        ("w|plain", "T\n\nSome text &amp; more"),
        ("w|excerpt:2", "Some text…"),
        ("s|highlight", "a <mark>&lt;b&gt;</mark>"),
    ],
)
def test_a_filter_shows_safely_what_was_written(filtered: str, shown: str) -> None:
    template = Template(f"{{% load text %}}{{{{ {filtered} }}}}")
    found = {"w": WRITTEN, "s": f"a {MARK_START}<b>{MARK_STOP}"}
    assert template.render(Context(found)) == shown
