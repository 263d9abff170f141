"""Search: found by words, by people and themes, forgiving of spelling, blind to what is not the searcher's."""

import pytest

from ideanet.people.models import Person
from ideas.models import Idea
from ideas.searching import Found, search
from ideas.stages import Audience, Stage
from ideas.workflow.writing import index
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in

pytestmark = pytest.mark.django_db


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


def test_snippets_show_the_words_without_the_marks_of_markdown(reader: Person) -> None:
    factories.make_idea(
        title="Turbines",
        nugget="n",
        body="## Heading\n\nWe saw **turbines** in [the yard](https://example.com/yard).\n\n| a | b |",
    )
    (idea,) = search("turbines", reader).ideas
    assert idea.title_marked == "\ue000Turbines\ue001"  # type: ignore[attr-defined]  # annotated
    assert " ".join(idea.snippet.split()) == (  # type: ignore[attr-defined]  # annotated
        "Heading We saw \ue000turbines\ue001 in the yard"
    )


def test_people_and_themes_are_found_too(reader: Person) -> None:
    person = factories.make_employee(name="Tara Turbine")
    factories.make_employee(name="Gone Turbine", is_active=False)
    theme = factories.ThemeFactory.create(title="Turbines")
    summed = factories.ThemeFactory.create(summary="About turbines.")
    found = search("turbine", reader)
    assert (found.people, set(found.themes)) == ([person], {theme, summed})
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
    seen = cast.those(lambda p: bool(search("whisper project", p).themes))
    assert seen == {
        *("author", "invited", "owner", "employee", "marketing", "executive", "administrator"),
        "project",
    }
    assert cast.those(lambda p: bool(search("rita rival", p).people)) == (seen - {"project"}) | {"rival"}


def test_the_best_matches_come_first_and_the_rest_a_page_at_a_time(reader: Person) -> None:
    theme, author = factories.ThemeFactory.create(), factories.make_employee()
    for number in range(35):
        factories.make_idea(author, theme=theme, title=f"Turbine {number}", body="turbine " * (number % 5))
    first = search("turbine", reader)
    assert first.ideas.next is not None
    second = search("turbine", reader, first.ideas.next)
    assert (len(first.ideas), len(second.ideas), second.ideas.next) == (30, 5, None)
    both = [idea.pk for idea in [*first.ideas, *second.ideas]]
    assert len(set(both)) == 35
    assert list(Idea.objects.matching("turbine").values_list("pk", flat=True)) == both
    assert (second.people, second.themes) == ([], [])


# --- the page ------------------------------------------------------------------------------


def test_an_empty_search_says_how_to_ask(reader: Person) -> None:
    page = sign_in(reader).get("/search/").content.decode()
    assert "Ask in your own words" in page


@pytest.mark.parametrize("query", ["?q=%00", "?q=" + "x" * 201, "?q=++"])
def test_a_search_that_makes_no_sense_is_an_empty_one(reader: Person, query: str) -> None:
    answer = sign_in(reader).get(f"/search/{query}")
    assert answer.status_code == 200
    assert "Ask in your own words" in answer.content.decode()


def test_a_search_for_nothing_says_so(reader: Person) -> None:
    assert "Nothing that you can see" in sign_in(reader).get("/search/?q=zebra").content.decode()


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
        factories.make_idea(author, theme=theme, title=f"Turbine {number}")
        factories.make_employee(name=f"Turbine Person {number}")
        if number in {0, 29}:
            with queries() as asked:
                client.get(f"/search/?q={words}")
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 8
