"""Names after an @ are links where the page says whose they are, and nowhere else."""

import pytest

from ideanet import html

NAMES = {"Ann": "/people/1/", "Ann Lee": "/people/2/", "O*tto": "/people/3/"}


def link(name: str, key: int) -> str:
    return f'<a href="/people/{key}/" rel="nofollow noopener ugc">@{name}</a>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@Ann Lee!", f"<p>{link('Ann Lee', 2)}!</p>"),
        ("@Ann, or @Ann Lees", f"<p>{link('Ann', 1)}, or {link('Ann', 1)} Lees</p>"),
        ("**@Ann**", f"<p><strong>{link('Ann', 1)}</strong></p>"),
        ("@O*tto*", f"<p>{link('O*tto', 3)}*</p>"),
        ("a@Ann and @Annette and @Bob", "<p>a@Ann and @Annette and @Bob</p>"),
        ("`@Ann`", "<p><code>@Ann</code></p>"),
    ],
)
def test_a_name_is_a_link(text: str, shown: str) -> None:
    assert str(html.render(text, names=NAMES)).strip() == shown


def test_a_link_has_no_other_link_inside() -> None:
    assert str(html.render("[see @Ann](https://example.org)", names=NAMES)).count("<a ") == 1


def test_without_names_an_at_is_an_at() -> None:
    assert str(html.render("@Ann")).strip() == "<p>@Ann</p>"
