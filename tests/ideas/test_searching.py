"""Search: found by words, by people and themes, forgiving of spelling, blind to what is not the searcher's."""

import re

import pytest

from ideanet.people.models import Person
from ideas.models import Comment, Idea
from ideas.searching import Asked, Found
from ideas.searching import search as search_for
from ideas.stages import Audience, Stage
from ideas.workflow import commenting
from ideas.workflow.writing import index
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in

pytestmark = pytest.mark.django_db


def search(words: str, reader: Person, after: str = "", **chosen: object) -> Found:
    return search_for(Asked(words, chosen, after), reader)


def titles(found: Found) -> list[str]:
    return [idea.title for idea in found.ideas]


@pytest.fixture
def reader() -> Person:
    return factories.make_employee()


def test_title_counts_more_than_nugget_and_nugget_more_than_body(reader: Person) -> None:
    factories.make_idea(title="Body", nugget="n", body="Turbines everywhere.")
    factories.make_idea(title="Nugget", nugget="Turbines everywhere.", body="b")
    factories.make_idea(title="Turbines everywhere", nugget="n", body="b")
    factories.make_idea(title="Nothing of the kind", nugget="n", body="b")
    assert titles(search("turbine", reader)) == ["Turbines everywhere", "Nugget", "Body"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("wind power", {"Wind power"}),
        ('"power wind"', set()),
        ("wind or sun", {"Wind power", "Sun power"}),
        ("power -sun", {"Wind power"}),
        ("and & | ! ( ' \\ :*", set()),
        ("%", set()),
    ],
)
def test_the_words_may_say_how_they_are_meant(reader: Person, words: str, expected: set[str]) -> None:
    for title in ("Wind power", "Sun power"):
        factories.make_idea(title=title, nugget="n", body="b")
    found = search(words, reader)
    assert (set() if found.is_guess else set(titles(found))) == expected


@pytest.mark.parametrize("words", ["trubine", "turbnie", "turbin", "TURBINE bladez"])
def test_a_misspelling_finds_titles_that_look_alike(reader: Person, words: str) -> None:
    factories.make_idea(title="Turbine blades that whisper", nugget="n", body="b")
    found = search(words, reader)
    assert titles(found) == ["Turbine blades that whisper"]
    assert found.is_guess == (words != "turbin")


def snippet_of(idea: Idea) -> str:
    snippet, _opening, _closing = idea.cut  # type: ignore[attr-defined]  # annotated
    assert isinstance(snippet, str)
    return snippet


def test_snippets_show_the_words_without_the_marks_of_markdown(reader: Person) -> None:
    factories.make_idea(
        title="Turbines",
        nugget="n",
        body="## Heading\n\nWe saw **turbines** in [the yard](https://example.com/yard).\n\n| a | b |",
    )
    (idea,) = search("turbines", reader).ideas
    assert idea.title_marked == "\ue000Turbines\ue001"  # type: ignore[attr-defined]  # annotated
    assert " ".join(snippet_of(idea).split()) == (
        "n Heading We saw \ue000turbines\ue001 in the yard. | a | b"
    )


def test_people_and_themes_are_found_too(reader: Person) -> None:
    person = factories.make_employee(name="Tara Turbine")
    factories.make_employee(name="Gone Turbine", is_active=False)
    theme = factories.ThemeFactory.create(title="Turbines")
    summed = factories.ThemeFactory.create(summary="About turbines.")
    found = search("turbine", reader)
    assert (found.beside.people, set(found.beside.themes)) == ([person], {theme, summed})
    assert bool(found)
    assert not search("nothing at all", reader)


@pytest.mark.parametrize("words", ["whisper", "whispre"])
def test_nobody_finds_what_they_may_not_see(words: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.RESTRICTED, title="A whisper", body="whisper")
    index(idea)
    found = cast.those(lambda p: titles(search(words, p)) == ["A whisper"])
    assert found == {"author", "invited", "owner", "named", "councillor"}


def test_outsiders_find_no_person_and_no_theme_of_another_house() -> None:
    cast = Cast({"is_network": False, "is_project": True, "title": "Whisper project"})
    assert cast.theme.title == "Whisper project"
    seen = cast.those(lambda p: bool(search("whisper project", p).beside.themes))
    assert seen == {
        *("author", "invited", "owner", "employee", "marketing", "executive", "administrator"),
        "project",
    }
    assert cast.those(lambda p: bool(search("rita rival", p).beside.people)) == (seen - {"project"}) | {
        "rival"
    }


def test_the_best_matches_come_first_and_the_rest_a_page_at_a_time(reader: Person) -> None:
    theme, author = factories.ThemeFactory.create(), factories.make_employee()
    for number in range(35):
        factories.make_idea(author, theme=theme, title=f"Turbine {number}", body="turbine " * (number % 5))
    first = search("turbine", reader)
    assert first.ideas.next is not None
    second = search("turbine", reader, first.ideas.next)
    assert (len(first.ideas), len(second.ideas), second.ideas.next) == (25, 10, None)
    both = [idea.pk for idea in [*first.ideas, *second.ideas]]
    assert len(set(both)) == 35
    assert list(Idea.objects.matching("turbine").values_list("pk", flat=True)) == both
    assert (second.beside.people, second.beside.themes) == ([], [])


# --- the page ------------------------------------------------------------------------------


def test_an_empty_search_says_how_to_ask(reader: Person) -> None:
    page = sign_in(reader).get("/search/").content.decode()
    assert "Ask in your own words" in page


@pytest.mark.parametrize("query", ["?q=%00", "?q=" + "x" * 201, "?q=++"])
def test_a_search_that_makes_no_sense_is_an_empty_one(reader: Person, query: str) -> None:
    answer = sign_in(reader).get(f"/search/{query}")
    assert answer.status_code == 200
    assert "Ask in your own words" in answer.content.decode()


def test_a_search_for_nothing_says_so_and_offers_to_write_it_to_those_who_may(reader: Person) -> None:
    for person in (reader, factories.make_outsider()):
        page = sign_in(person).get("/search/?q=zebra").content.decode()
        assert "Nothing that you can see" in page
        assert ("or write it down yourself" in page) is person.is_employee


def test_hits_are_marked_and_a_guess_is_called_one(reader: Person) -> None:
    factories.make_idea(title="Turbine blades", nugget="n", body="The <b>turbine</b> turns.")
    client = sign_in(reader)
    page = client.get("/search/?q=turbine").content.decode()
    assert "<mark>Turbine</mark> blades</a>" in page
    guess = client.get("/search/?q=trubine").content.decode()
    assert "No idea says “trubine”. These titles look alike." in guess
    assert ">Turbine blades</a>" in guess


def test_only_people_found_says_that_no_idea_is(reader: Person) -> None:
    factories.make_employee(name="Tara Turbine")
    page = sign_in(reader).get("/search/?q=Tara").content.decode()
    assert "No idea that you can see says this." in page
    assert "Tara Turbine" in page


@pytest.mark.parametrize("words", ["turbine", "trubine", "zebra"])
def test_a_search_costs_eight_queries_at_most_whatever_it_finds(reader: Person, words: str) -> None:
    theme, author = factories.ThemeFactory.create(title="Turbine"), factories.make_employee()
    client = sign_in(reader)
    counts = []
    for number in range(30):
        idea = factories.make_idea(author, theme=theme, title=f"Turbine {number}")
        person = factories.make_employee(name=f"Turbine Person {number}")
        commenting.post(idea, by=person, body="The turbine.", audience="everyone")
        if number in {0, 29}:
            with queries() as asked:
                client.get(f"/search/?q={words}")
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


# --- Without accents, in discussions, and from plain text ------------------------------------


@pytest.mark.parametrize("words", ["cafe", "Café", "resume"])
def test_accents_do_not_matter(reader: Person, words: str) -> None:
    factories.make_idea(title="Café résumé", nugget="n", body="b")
    assert titles(search(words, reader)) == ["Café résumé"]


def test_a_snippet_is_cut_from_plain_text_and_never_shows_a_tables_rules(reader: Person) -> None:
    factories.make_idea(
        title="T", nugget="n", body="| turbine | load |\n| --- | :---: |\n| one | 3 |\n\n- [x] done `code`"
    )
    (idea,) = search("turbine", reader).ideas
    snippet = snippet_of(idea)
    assert "turbine" in snippet
    assert not {"---", ":-", "[x]", "`"} & set(snippet.split())
    assert "---" not in snippet


def test_comments_are_found_with_a_snippet_and_their_author(reader: Person) -> None:
    idea = factories.make_idea(title="Something else")
    author = factories.make_employee(name="Petra Says")
    said = commenting.post(idea, by=author, body="The **turbine** is loud.", audience="everyone")
    gone = commenting.post(idea, by=author, body="Another turbine.", audience="everyone")
    commenting.delete(gone, by=author)
    (hit,) = search("turbines", reader).comments
    assert (hit.comment, hit.name) == (said, "Petra Says")
    assert hit.snippet == "The \ue000turbine\ue001 is loud"
    client = sign_in(reader)
    assert said.get_absolute_url() in client.get("/search/?q=turbine").content.decode()
    assert "<mark>turbine</mark> is loud" in client.get("/search/comments/?q=turbine").content.decode()
    assert "Nobody said this" in client.get("/search/comments/?q=zebra").content.decode()


def test_nobody_finds_a_comment_that_they_may_not_read() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    hidden = cast.idea(Stage.OPEN, Audience.RESTRICTED)
    commenting.post(idea, by=cast["employee"], body="An inside zeppelin.", audience="employees")
    commenting.post(idea, by=cast["author"], body="A close zeppelin.", audience="reviewers")
    commenting.post(hidden, by=cast["author"], body="A hidden zeppelin.", audience="everyone")
    for kind in ("rival", "academic", "employee", "named", "councillor"):
        said = search("zeppelin", cast[kind]).comments
        readable = set(Comment.objects.visible_to(cast[kind]).values_list("body", flat=True))
        assert (kind, {hit.comment.body for hit in said}) == (kind, readable)
        page = sign_in(cast[kind]).get("/search/comments/?q=zeppelin").content.decode()
        assert ("inside" in page) == (kind == "employee")


def test_an_outsider_reads_no_name_of_another_house_beside_a_comment() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    commenting.post(idea, by=cast["rival"], body="A zeppelin.", audience="everyone")
    assert [hit.name for hit in search("zeppelin", cast["chosen"]).comments] == ["A customer"]
    assert [hit.name for hit in search("zeppelin", cast["employee"]).comments] == ["Rita Rival"]


def test_comments_come_a_page_at_a_time(reader: Person) -> None:
    idea = factories.make_idea()
    for number in range(35):
        commenting.post(idea, by=reader, body=f"Turbine {number}", audience="everyone")
    client = sign_in(reader)
    first = client.get("/search/comments/?q=turbine").content.decode()
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link is not None
    second = client.get("/search/comments/" + link[1].replace("&amp;", "&")).content.decode()
    assert (first.count("said-hit"), second.count("said-hit")) == (30, 5)


LONG = "First of all the yard. " + "Then it went on for long. " * 12
LATER = " Nobody had asked about it at all." * 12


@pytest.mark.parametrize(
    ("body", "start", "end"),
    [
        ("The turbine is loud.", "The ", " is loud"),
        (f"The turbine is loud.{LATER}", "The ", " …"),
        (f"{LONG}The turbine is loud.", "… ", " is loud"),
        (f"{LONG}The turbine is loud.{LATER}", "… ", " …"),
    ],
    ids=["all of it", "its beginning", "its end", "its middle"],
)
def test_a_snippet_says_where_its_text_goes_on(reader: Person, body: str, start: str, end: str) -> None:
    idea = factories.make_idea(title="Something else", nugget=body, body="")
    commenting.post(idea, by=factories.make_employee(), body=body, audience="everyone")
    said = search("turbine", reader).comments[0].snippet
    assert (said.startswith(start), said.endswith(end)) == (True, True)
    page = sign_in(reader).get("/search/?q=turbine").content.decode()
    for snippet in re.findall(r'<p class="(?:idea-nugget )?snippet">(.*?)</p>', page, re.DOTALL):
        assert "<mark>turbine</mark>" in snippet
        assert (snippet.startswith(start), snippet.endswith(end)) == (True, True)


def test_a_snippet_of_hostile_text_stays_text(reader: Person) -> None:
    body = f"{LONG}<img src=x onerror=alert(1)> the turbine <script>alert(1)</script> \ue000\ue001{LATER}"
    factories.make_idea(title="Something else", nugget=body, body="")
    page = sign_in(reader).get("/search/?q=turbine").content.decode()
    (snippet,) = re.findall(r'<p class="idea-nugget snippet">(.*?)</p>', page, re.DOTALL)
    assert set(re.findall(r"<[^>]*>", snippet)) == {"<mark>", "</mark>"}
    assert (snippet.startswith("… "), snippet.endswith(" …")) == (True, True)
