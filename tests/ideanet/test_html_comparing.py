"""Two texts compared as readers see them: what came and went is marked in place, nothing is lost or let through."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ideanet import html
from ideanet.html import comparing, sanitising
from ideanet.html.comparing.sequences import Work, settled, stretches
from tests.compared import as_seen
from tests.ideanet.test_html_limits import A_LOT, TOO_MUCH
from tests.ideanet.test_html_safety import ATTACKS, PIECES
from tests.oracle import faults

SAYS = ("Added:", "Removed:")
PICTURE = "/ideas/pictures/00000000-0000-4000-8000-00000000000{}/"


def shown(before: str, after: str, *, is_line: bool = False, pictures: bool = False) -> str:
    """On one line, without the words for screen readers."""
    found = html.compare(before, after, says=SAYS, is_line=is_line, pictures=pictures)
    return as_seen(found.html).replace("\n", "").replace(' rel="nofollow noopener ugc"', "")


def words(markup: str, without: str = "mark") -> str:
    """What stands in it, less what is so marked; space is the stylesheet's."""
    rest = re.sub(rf"<{without}>.*?</{without}>", "", as_seen(markup), flags=re.DOTALL)
    return "".join(unescape(sanitising.without_tags(rest)).split())


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("## Why now", "## Why not now", "<h2>Why <ins>not</ins> now</h2>"),
        ("Sold by the hour.", "Sold by the outcome.",
         "<p>Sold by the <del>hour.</del> <ins>outcome.</ins></p>"),
        ("One end", "One end more", "<p>One end <ins>more</ins></p>"),
        ("One end more", "One end", "<p>One end <del>more</del></p>"),
        ("- tea\n- milk", "- tea\n- sugar", "<ul><li>tea</li><li><del>milk</del> <ins>sugar</ins></li></ul>"),
        ("- tea\n- rye", "- tea\n  - green\n- rye",
         "<ul><li>tea<ul><li><ins>green</ins></li></ul></li><li>rye</li></ul>"),
        ("> It ran six weeks.", "> It ran nine weeks.",
         "<blockquote><p>It ran <del>six</del> <ins>nine</ins> weeks.</p></blockquote>"),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo.", "<p>One.</p><del><hr></del><p>Two.</p>"),
        ("", "# New\n\n*Words*.", "<h2><ins>New</ins></h2><p><ins><em>Words</em>.</ins></p>"),
        ("Old.", "", "<p><del>Old.</del></p>"),
        ("Same\nwords.", "Same words.", "<p>Same words.</p>"),
    ],
)  # fmt: skip
def test_words_are_marked_where_readers_see_them(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def test_what_is_marked_is_said_in_words_too() -> None:
    found = html.compare("Old end.", "New end.", says=SAYS)
    assert found.html.strip() == (
        '<p><del><span class="visually-hidden">Removed: </span>Old</del>'
        ' <ins><span class="visually-hidden">Added: </span>New</ins> end.</p>'
    )


def test_a_formatting_that_shows_is_a_change() -> None:
    assert shown("See **here** now", "See here now") == (
        "<p>See <del><strong>here</strong></del> <ins>here</ins> now</p>"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A [link](https://a.org) here.", "A [link](https://b.org) here."),
        ("#### Why", "### Why"),
        ("- tea", "1. tea"),
    ],
)
def test_a_change_that_does_not_show_is_said_to_be_there(before: str, after: str) -> None:
    start = "### Above\n\n"
    assert html.compare(start + before, start + after, says=SAYS).is_hidden
    assert not html.compare(start + before, start + before + "\n\nMore.", says=SAYS).is_hidden


@pytest.mark.parametrize(
    ("before", "after"),
    [("*Words*.", "_Words_."), ("Words.", "Words.\n\n"), ("Words.\n", "Words.\n\n[a]: /b"), ("", "\n")],
)
def test_where_readers_see_the_same_nothing_is_marked(before: str, after: str) -> None:
    found = html.compare(before, after, says=SAYS)
    assert (found.is_marked, found.html) == (False, html.compare(after, after, says=SAYS).html)


def test_a_link_and_a_picture_that_changed_stand_beside_each_other() -> None:
    assert shown("[Old](/a) words", "[New](/a) words") == (
        '<p><del><a href="/a">Old</a></del> <ins><a href="/a">New</a></ins> words</p>'
    )
    old, new = PICTURE.format(1), PICTURE.format(2)
    assert shown(f"![Rig]({old})", f"![Rig]({new})", pictures=True) == (
        f'<p><del><img src="{old}" alt="Rig" loading="lazy"></del>'
        f' <ins><img src="{new}" alt="Rig" loading="lazy"></ins></p>'
    )
    assert "<img" not in shown(f"![Rig]({old})", f"![Rig]({new}) here")


def test_code_keeps_its_lines_and_spaces() -> None:
    found = html.compare("```\na = 1\n  b\n```", "```\na = 1\n\n  c\n```", says=SAYS)
    assert "a = 1\n" in found.html
    without = re.sub(r"<del>.*?</del>", "", as_seen(found.html), flags=re.DOTALL)
    assert sanitising.without_tags(without).rstrip() == "a = 1\n\n  c"


def test_a_line_of_code_that_came_is_marked_with_its_indent() -> None:
    before = "```\nif late:\n    warn()\n```"
    found = as_seen(html.compare(before, before.replace("    warn", "    log()\n    warn"), says=SAYS).html)
    assert found == (
        "<pre><code>if late:\n</code><ins><code>    log()\n</code></ins><code>    warn()\n</code></pre>\n"
    )


def test_a_paragraph_that_moved_is_gone_there_and_new_here() -> None:
    one, two, three = "The first is about cats.", "A second one on dogs.", "Third of all come the birds."
    assert shown(f"{one}\n\n{two}\n\n{three}", f"{two}\n\n{three}\n\n{one}") == (
        f"<p><del>{one}</del></p><p>{two}</p><p>{three}</p><p><ins>{one}</ins></p>"
    )


def test_a_paragraph_that_was_rewritten_is_not_riddled_with_small_words() -> None:
    before = "The cost of the pilot was borne by the customer in full."
    after = "Nobody in the room asked why the rig had been so loud."
    assert shown(before, after) == f"<p><del>{before}</del></p><p><ins>{after}</ins></p>"
    start = "Six weeks went by before anybody at all looked at "
    assert shown(f"{start}the cost of the rig.", f"{start}a price for the pump.") == (
        f"<p>{start}<del>the cost of the rig.</del> <ins>a price for the pump.</ins></p>"
    )


def test_a_list_with_numbers_gives_each_item_the_number_of_its_own_text() -> None:
    assert shown("3. one\n4. two is gone\n5. three", "3. one\n4. three") == (
        '<ol start="3"><li value="3">one</li><li value="4"><del>two is gone</del></li>'
        '<li value="4">three</li></ol>'
    )


TABLE = "|Year|Rigs|\n|-|-|\n|2024|six|\n|2025|nine|\n"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (TABLE.replace("nine", "ten"),
         [["Year", "Rigs"], ["2024", "six"], ["2025", "[-nine][+ten]"]]),
        (TABLE.replace("|2024|six|\n", ""),
         [["Year", "Rigs"], ["[-2024]", "[-six]"], ["2025", "nine"]]),
        ("|Year|Place|Rigs|\n|-|-|-|\n|2024|Oslo|six|\n|2025||ten|\n|2026|Ghent|one|\n",
         [["Year", "[+Place]", "Rigs"], ["2024", "[+Oslo]", "six"], ["2025", "", "[-nine][+ten]"],
          ["[+2026]", "[+Ghent]", "[+one]"]]),
        ("|Rigs|\n|-|\n|six|\n", [["[-Year]", "Rigs"], ["[-2024]", "six"], ["[-2025]", "[-nine]"]]),
        (TABLE.replace("Rigs", "Pumps"),
         [["Year", "[-Rigs][+Pumps]"], ["2024", "six"], ["2025", "nine"]]),
    ],
    ids=["a cell", "a row goes", "a column comes", "a column goes", "a column renamed"],
)  # fmt: skip
def test_rows_of_a_table_keep_their_columns(after: str, expected: list[list[str]]) -> None:
    markup = re.sub(r"</(?:ins|del)>", "]", shown(TABLE, after)).replace("] [", "][")
    markup = markup.replace("<ins>", "[+").replace("<del>", "[-").replace("] [", "][")
    rows = [re.findall(r"<t[hd]>(.*?)</t[hd]>", row) for row in markup.split("</tr>")[:-1]]
    assert rows == expected


def test_a_table_with_cells_across_columns_is_replaced_as_a_whole() -> None:
    wide = '<table><tr><td colspan="2">{}</td></tr><tr><td>a</td><td>b</td></tr></table>'
    found = shown(wide.format("old"), wide.format("new"))
    assert (words(found, "del"), words(found, "ins")) == ("newab", "oldab")
    assert found.count("<table>") == 2


def test_a_caption_and_a_head_come_and_go_with_their_table() -> None:
    rows = "<tbody><tr><td>a</td><td>b</td></tr></tbody>"
    before = f"<table><caption>Rigs by year</caption>{rows}</table>"
    after = f"<table><caption>Rigs by plant</caption><thead><tr><th>One</th><th>Two</th></tr></thead>{rows}</table>"
    assert shown(before, after).startswith(
        "<table><caption>Rigs by <del>year</del> <ins>plant</ins></caption>"
        "<thead><tr><th><ins>One</ins></th><th><ins>Two</ins></th></tr></thead>"
    )


def test_numbers_that_a_list_was_given_by_hand_stay() -> None:
    listed = '<ol><li value="4">four of them</li><li>five is gone</li><li value="9">nine</li></ol>'
    found = shown(listed, listed.replace("<li>five is gone</li>", ""))
    assert re.findall(r"<li[^>]*>", found) == ['<li value="4">', "<li>", '<li value="9">']


def test_a_text_that_marks_its_own_words_deceives_nobody() -> None:
    text = "<ins>Agreed by all</ins> and <del>never</del> sold <del>\n\nIn a block.\n\n</del>\n\n"
    found = shown(text, f"{text}More.")
    assert re.findall(r"<(?:ins|del)>.*?</(?:ins|del)>", found) == ["<ins>More.</ins>"]
    assert "<u>Agreed by all</u> and <s>never</s>" in found


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_harmless_on_either_side(attack: str) -> None:
    for before, after in [(attack, "x"), ("x", attack), (f"> - {attack} a", f"> - {attack} *b*")]:
        for options in ({}, {"is_line": True}, {"pictures": True}):
            assert faults(shown(before, after, **options)) == []


def test_nobody_writes_words_for_screen_readers_alone() -> None:
    hidden = '<span class="visually-hidden">Not seen</span> <span class="button">Nor</span> that'
    assert "<span" not in shown(hidden, f"{hidden} now")
    writer = comparing.Writer({})
    assert sanitising.clean_compared('<span class="button" id="x">a</span>') == "<span>a</span>"
    assert comparing.Comparison(writer, Work()).write("<p>a</p>", "<p>a</p>") == "<p>a</p>\n"


@settings(max_examples=150)
@given(*[st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join)] * 2)
def test_nothing_of_either_text_is_lost_or_let_through(before: str, after: str) -> None:
    found = html.compare(before, after, says=SAYS)
    assert faults(as_seen(found.html)) == []
    assert words(found.html, "del") == words(html.render(after))
    assert words(found.html, "ins") == words(html.render(before))


@pytest.mark.parametrize("name", ["lists in lists", "quotes in quotes"])
def test_what_is_too_much_to_read_as_markdown_is_compared_as_it_was_written(name: str) -> None:
    text = TOO_MUCH[name]
    assert shown(text, f"New\n\n{text}").startswith("<pre><ins>New</ins>")


@pytest.mark.parametrize("name", ["stars", "open formatting", "tables in tables", "links by themselves"])
def test_a_text_made_to_hurt_is_compared(name: str) -> None:
    text = A_LOT[name]
    assert "<ins>New</ins>" in shown(text, f"New\n\n{text}")


def test_more_than_a_page_can_wait_for_is_given_up_by_counting() -> None:
    long = "word " * (html.LONGEST_COMPARED // 10)
    assert html.compare(long, long, says=SAYS).is_marked is False
    with pytest.raises(html.TooMuchError):
        html.compare(long, f"{long} more", says=SAYS)
    with pytest.raises(html.TooMuchError):
        stretches("abc", "def", Work(8))
    assert [stretch.is_same for stretch in stretches("abcx", "abdx", Work(1))] == [True, False, True]


def test_what_stayed_by_chance_between_larger_changes_was_rewritten_with_them() -> None:
    found = settled(stretches("abXcdYef", "ghXijYkf", Work()))
    assert [(stretch.is_same, len(stretch.before), len(stretch.after)) for stretch in found] == [
        (False, 7, 7),
        (True, 1, 1),
    ]
