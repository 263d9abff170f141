"""Suggestions: what begins like what is typed, from what the writer may see, in a fixed number of queries."""

import pytest

from ideanet.people.models import Person
from ideas.searching import Asked, search
from ideas.stages import Audience, Stage
from ideas.suggesting import suggest
from ideas.workflow import voting
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in
from tests.ideas.session_cast import at, make_session

pytestmark = pytest.mark.django_db


def suggested(words: str, reader: Person) -> list[tuple[str, str]]:
    return [(group.kind, one.label) for group in suggest(words, reader) for one in group.suggestions]


@pytest.fixture
def reader() -> Person:
    return factories.make_employee()


def test_ideas_themes_and_people_are_suggested_by_the_beginnings_of_their_words(reader: Person) -> None:
    factories.make_idea(
        title="Whispering turbines", theme=factories.ThemeFactory.create(title="Quiet turbines")
    )
    factories.make_employee(name="Tara Turbinsky")
    factories.make_employee(name="Gone Turbinsky", is_active=False)
    assert suggested("turb", reader) == [
        ("idea", "Whispering turbines"),
        ("theme", "Quiet turbines"),
        ("person", "Tara Turbinsky"),
    ]
    assert suggested("whis tur", reader) == [("idea", "Whispering turbines")]
    assert suggested("zeppelin", reader) == []


@pytest.mark.parametrize("words", ["", "t", " t ", "!", "&|:*", "''", "\\"])
def test_too_little_suggests_nothing(reader: Person, words: str) -> None:
    factories.make_idea(title="Turbines")
    assert suggested(words, reader) == []


@pytest.mark.parametrize("words", ["muller", "Müller", "MULL", "zoe"])
def test_accents_do_not_matter(reader: Person, words: str) -> None:
    factories.make_employee(name="Zoé Müller")
    assert suggested(words, reader) == [("person", "Zoé Müller")]


@pytest.mark.parametrize(
    ("words", "label"), [("trubine", "Turbine blades"), ("Jacinda Bartn", "Jacinda Barton")]
)
def test_a_misspelling_is_forgiven_where_nothing_begins_like_it(
    reader: Person, words: str, label: str
) -> None:
    factories.make_idea(title="Turbine blades")
    factories.make_employee(name="Jacinda Barton")
    assert [one for _kind, one in suggested(words, reader)] == [label]


def test_what_more_people_support_comes_first(reader: Person) -> None:
    factories.make_idea(title="Turbine one")
    second = factories.make_idea(title="Turbine two")
    voting.vote(second, by=reader)
    assert [label for _kind, label in suggested("turbine", reader)] == ["Turbine two", "Turbine one"]


@pytest.mark.parametrize("words", ["whis", "whispre"])
def test_nobody_is_suggested_what_they_may_not_see(words: str) -> None:
    cast = Cast()
    cast.idea(Stage.OPEN, Audience.RESTRICTED, title="A whisper")
    assert cast.those(lambda p: bool(suggested(words, p))) == {
        "author",
        "invited",
        "owner",
        "named",
        "councillor",
    }


def test_outsiders_are_suggested_nobody_of_another_house_and_no_theme_inside() -> None:
    cast = Cast({"is_network": False, "title": "Whisper inside"})
    assert cast.theme.title
    assert suggested("rita", cast["chosen"]) == []
    assert suggested("whisper", cast["chosen"]) == []
    assert suggested("whisper", cast["employee"]) == [("theme", "Whisper inside")]


def test_the_list_is_made_of_options_that_lead_somewhere(reader: Person) -> None:
    idea = factories.make_idea(title="Turbine <b>blades</b>")
    page = sign_in(reader).get("/search/suggestions/?q=turb").content.decode()
    assert f'role="option" aria-selected="false" id="suggestion-idea-{idea.pk}"' in page
    assert f'data-url="{idea.get_absolute_url()}"' in page
    assert "Turbine &lt;b&gt;blades&lt;/b&gt;" in page
    assert 'data-url="/search/?q=turb"' in page


@pytest.mark.parametrize("words", ["turbine", "trubine"])
def test_suggestions_cost_the_same_however_many_there_are(reader: Person, words: str) -> None:
    client, author, theme = sign_in(reader), factories.make_employee(), factories.ThemeFactory.create()
    counts = []
    for number in range(30):
        factories.make_idea(author, theme=theme, title=f"Turbine {number}")
        factories.make_employee(name=f"Turbine {number}")
        if number in {0, 29}:
            with queries() as asked:
                client.get(f"/search/suggestions/?q={words}")
            counts.append(len(asked))
    assert counts[0] == counts[1] <= (2 if words == "turbine" else 4)


def test_sessions_are_suggested_by_title_and_summary_with_their_day(reader: Person) -> None:
    make_session(title="What turbines taught us", description="A year of alarms.", starts_at=at(2031, 5, 6))
    make_session(title="Another hour", description="Nothing of it.")
    assert (
        suggested("turb", reader) == suggested("alarms", reader) == [("session", "What turbines taught us")]
    )
    assert suggested("tubrines", reader) == [("session", "What turbines taught us")]
    page = sign_in(reader).get("/search/suggestions/?q=turb").content.decode()
    assert "6 May 2031" in page


def test_sessions_are_suggested_and_found_by_those_who_may_see_them() -> None:
    customer, rival, employee = (
        factories.make_outsider(),
        factories.make_outsider(),
        factories.make_employee(),
    )
    make_session(title="Turbine hour", audience=Audience.SHARED, shared_with=[customer.organisation])
    for words in ("turbine", "turbien"):
        found = [bool(search(Asked(words), person).beside.sessions) for person in (customer, rival, employee)]
        assert found == [True, False, True]
        assert [bool(suggested(words, person)) for person in (customer, rival, employee)] == found
    page = sign_in(customer).get("/search/?q=turbine").content.decode()
    assert "Turbine hour" in page
    assert "Turbine hour" not in sign_in(rival).get("/search/?q=turbine").content.decode()
