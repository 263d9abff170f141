"""Facets: counted among what the reader sees, each under the choices made in the others, in one query."""

from typing import Any

import pytest

from ideanet.people.models import Person, Segment
from ideas import facets
from ideas.models import Evidence
from ideas.searching import Asked, facets_of, search
from ideas.stages import Audience, Kind, Stage
from ideas.workflow import attaching, voting
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in
from tests.ideas.test_attaching import fields

pytestmark = pytest.mark.django_db


def counts(reader: Person, words: str = "", **chosen: Any) -> dict[str, dict[str, int]]:
    """Labels and counts, by facet."""
    return {
        facet.name: {option.label: option.count for option in facet.options}
        for facet in facets_of(Asked(words, chosen), reader)
    }


def titles(reader: Person, words: str = "", **chosen: Any) -> set[str]:
    return {idea.title for idea in search(Asked(words, chosen), reader).ideas}


@pytest.fixture
def reader() -> Person:
    return factories.make_employee()


@pytest.fixture
def company() -> dict[str, Any]:
    """Two themes, one meant for a segment; ideas of two kinds, one with a study and a customer's vote."""
    health = Segment.objects.create(name="Health care")
    care, calm = (factories.ThemeFactory.create(title=title) for title in ("Care", "Calm"))
    care.segments.add(health)
    cloud = factories.make_employee(unit="Cloud", name="Clo Udman")
    talk = factories.make_idea(
        cloud, theme=care, title="Turbine talk", kind=Kind.TALK, audience=Audience.NETWORK
    )
    attaching.attach(talk, by=cloud, **fields(kind="primary"))
    voting.vote(talk, by=factories.make_outsider())
    factories.make_idea(theme=calm, title="Turbine paper", kind=Kind.WHITE_PAPER, audience=Audience.NETWORK)
    factories.make_idea(theme=calm, title="Other", kind=Kind.WHITE_PAPER, audience=Audience.NETWORK)
    return {"care": care, "calm": calm, "health": health, "said": talk}


def test_each_facet_counts_what_matches(reader: Person, company: dict[str, Any]) -> None:
    year = str(company["said"].opened_at.year)
    assert counts(reader, "turbine") == {
        "theme": {"Calm": 1, "Care": 1},
        "stage": {"Open": 2},
        "kind": {"Talk": 1, "White paper": 1},
        "segment": {"Health care": 1},
        "unit": {"Cloud": 1},
        "year": {year: 2},
        "evidence": {"Primary research": 1},
        "loop": {"Customers": 1, "Research": 1},
    }


def test_a_choice_narrows_the_other_facets_and_not_its_own(reader: Person, company: dict[str, Any]) -> None:
    found = counts(reader, "turbine", kind="talk")
    assert found["kind"] == {"Talk": 1, "White paper": 1}
    assert found["theme"] == {"Care": 1}
    assert titles(reader, "turbine", kind="talk") == {"Turbine talk"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "care"),
        ("segment", "health"),
        ("unit", "Cloud"),
        ("evidence", "primary"),
        ("loop", "customers"),
        ("kind", "talk"),
    ],
)
def test_every_choice_leaves_as_many_ideas_as_it_says(
    reader: Person, company: dict[str, Any], name: str, value: str
) -> None:
    chosen = {name: company[value].pk if value in company else value}
    (chosen_option,) = [facet.chosen for facet in facets_of(Asked("", chosen), reader) if facet.name == name]
    assert chosen_option is not None
    assert titles(reader, **chosen) == {"Turbine talk"}
    assert chosen_option.count == 1


def test_an_address_says_all_of_the_search_and_works_without_scripts(
    reader: Person, company: dict[str, Any]
) -> None:
    client = sign_in(reader)
    page = client.get("/search/?q=turbine&narrow=1").content.decode()
    assert 'href="?q=turbine&amp;kind=talk"' in page
    chosen = client.get("/search/?q=turbine&kind=talk&stage=open").content.decode()
    assert "Turbine</mark> talk" in chosen
    assert "Turbine</mark> paper" not in chosen
    # Taking a choice back keeps the others.
    assert 'href="?q=turbine&amp;stage=open"' in chosen
    assert "Kind: Talk" in " ".join(chosen.split())


def test_choices_that_fit_nothing_can_still_be_taken_back(reader: Person, company: dict[str, Any]) -> None:
    page = " ".join(sign_in(reader).get("/search/?q=turbine&kind=talk&year=1999").content.decode().split())
    assert "Nothing here fits" in page
    assert 'href="?q=turbine&amp;kind=talk"' in page


def test_choices_that_make_no_sense_are_as_if_they_were_not_there(
    reader: Person, company: dict[str, Any]
) -> None:
    query = "q=turbine&kind=nonsense&year=never&theme=x&loop=y&unit=%00"
    page = sign_in(reader).get(f"/search/?{query}").content.decode()
    assert page.count('<article class="idea">') == 2


def test_a_page_loads_its_facets_by_itself_and_links_to_them_without_scripts(
    reader: Person, company: dict[str, Any]
) -> None:
    client = sign_in(reader)
    page = client.get("/search/?q=turbine").content.decode()
    assert 'hx-get="/search/facets/?q=turbine"' in page
    assert 'href="?q=turbine&amp;narrow=1"' in page
    part = client.get("/search/facets/?q=turbine").content.decode()
    assert "<html" not in part
    assert "White paper" in part


@pytest.mark.parametrize("kind", ["rival", "academic", "employee", "chosen"])
def test_no_count_has_anything_in_it_that_the_reader_does_not_see(kind: str) -> None:
    """As many as the lists of each choice have rows; nothing at all of what is not theirs."""
    cast = Cast()
    for audience in Audience:
        idea = cast.idea(Stage.OPEN, audience, title=f"{audience} whisper")
        attaching.attach(idea, by=cast["author"], **fields(is_internal=True, kind="story"))
    reader = cast[kind]
    found = facets_of(Asked("", {"stage": "open"}), reader)
    visible = titles(reader, stage="open")
    for facet in found:
        for option in facet.options:
            value = option.url.split(f"{facet.name}=")[-1].split("&")[0] if not option.is_chosen else "open"
            shown = titles(reader, **{"stage": "open", facet.name: value.replace("+", " ")})
            assert (facet.name, option.count) == (facet.name, len(shown))
            assert shown <= visible
    if not reader.is_employee:
        assert "evidence" not in {facet.name for facet in found}
        assert Evidence.objects.filter(kind="story").count() == len(Audience)


def test_outsiders_learn_nothing_of_what_a_theme_is_meant_for_that_is_not_theirs() -> None:
    cast = Cast({"is_network": False})
    cast.theme.segments.add(Segment.objects.create(name="Secret segment"))
    cast.idea(Stage.OPEN, Audience.RESTRICTED)
    assert counts(cast["named"], stage="open").get("segment") is None
    assert counts(cast["owner"], stage="open")["segment"] == {"Secret segment": 1}
    segment = Segment.objects.get(name="Secret segment").pk
    assert (titles(cast["named"], segment=segment), titles(cast["owner"], segment=segment)) == (
        set(),
        {"A quiet idea"},
    )


@pytest.mark.parametrize("address", ["/search/facets/?q=turbine", "/search/?q=turbine&kind=talk&stage=open"])
def test_facets_cost_the_same_queries_for_1_and_30_ideas(reader: Person, address: str) -> None:
    client, author = sign_in(reader), factories.make_employee(unit="Cloud")
    asked_for = []
    for number in range(30):
        theme = factories.ThemeFactory.create()
        factories.make_idea(author, theme=theme, title=f"Turbine {number}", kind=Kind.TALK)
        if number in {0, 29}:
            with queries() as asked:
                client.get(address)
            asked_for.append(len(asked))
    assert asked_for[0] == asked_for[1] <= 8


def test_it_is_said_when_only_the_newest_are_counted_and_only_then(
    reader: Person, company: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert company
    sentence = "counted are the newest 2."
    monkeypatch.setattr(facets, "MOST", 2)
    client = sign_in(reader)
    assert sentence not in client.get("/search/facets/?q=turbine").content.decode()
    assert sentence in client.get("/search/facets/?kind=white_paper").content.decode()
    assert sentence in client.get("/search/?kind=white_paper").content.decode()
