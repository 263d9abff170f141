"""Similar ideas while one writes, and likely duplicates: helpful, and silent about what is not one's own to see."""

from typing import Any

import pytest
from django.core.cache import cache

from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas import duplicates, similarity
from ideas.models import Idea, Pair
from ideas.stages import Audience, Stage
from ideas.views import similar as views
from ideas.workflow import writing
from ideas.workflow.writing import index
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in, with_htmx

pytestmark = pytest.mark.django_db

TITLE = "Quiet turbines for crowded harbours"
NUGGET = "Blades with soft edges halve the noise that neighbours of a harbour hear at night."
HINT = "A restricted idea looks similar; ask its council to connect you."


@pytest.fixture
def reader() -> Person:
    return factories.make_employee()


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


def text_of(person: Person, title: str = TITLE, nugget: str = NUGGET, **more: Any) -> str:
    answer = with_htmx(person).get("/ideas/similar/", {"title": title, "nugget": nugget, **more})
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("title", "nugget"),
    [
        (TITLE, ""),
        ("Quite turbines in crowded harbors", ""),
        ("Noise", "Soft edges on blades halve the noise at night for the neighbours of a harbour."),
    ],
)
def test_what_looks_similar_is_shown_by_title_or_by_nugget(reader: Person, title: str, nugget: str) -> None:
    factories.make_idea(title=TITLE, nugget=NUGGET)
    factories.make_idea(title="Invoices that explain themselves", nugget="Each line says why it is there.")
    found = similarity.similar(title, nugget, reader)
    assert [idea.title for idea in found] == [TITLE]


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.PUBLISHED, Stage.ADOPTED])
def test_declined_and_published_ideas_are_among_them(stage: str) -> None:
    cast = Cast()
    index(cast.idea(stage, title=TITLE, nugget=NUGGET))
    page = text_of(cast["employee"])
    assert (TITLE in page, str(Stage(stage).label) in page) == (True, True)


def test_nothing_is_like_nothing_and_an_idea_is_not_like_itself(reader: Person) -> None:
    idea = factories.make_idea(title=TITLE, nugget=NUGGET)
    assert text_of(reader, "", "") == ""
    assert "Nothing that you can see looks similar." in text_of(reader, idea=idea.pk)
    assert "Nothing that you can see looks similar." in text_of(reader, "Zeppelins", "")
    whole = sign_in(reader).get("/ideas/similar/", {"title": TITLE}).content.decode()
    assert "<html" in whole
    assert TITLE in whole


def test_what_one_may_not_see_is_not_hinted_at_unless_its_authors_allow_it() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.RESTRICTED, title=TITLE, nugget=NUGGET)
    index(idea)
    nothing = text_of(cast["employee"], "Something else entirely", "")
    assert text_of(cast["employee"]) == nothing
    assert TITLE in text_of(cast["author"])
    writing.change_audience(idea, by=cast["author"], audience=Audience.RESTRICTED, is_hinted_at=True)
    page = text_of(cast["employee"])
    assert HINT in page
    assert [word for word in ("Quiet", "harbour", "Author", str(idea.pk)) if word in page] == []
    # One who sees it sees it, and no hint.
    assert HINT not in text_of(cast["owner"])


def test_a_hint_is_the_same_for_one_and_for_many_and_needs_the_whole_text() -> None:
    cast = Cast()
    for number in range(3):
        idea = cast.idea(Stage.OPEN, Audience.RESTRICTED, title=TITLE, nugget=NUGGET, is_hinted_at=True)
        index(idea)
        if number == 0:
            one = text_of(cast["employee"])
    assert text_of(cast["employee"]) == one
    for title, nugget in (("Quiet", ""), ("Turbines", ""), ("Quiet turbines", ""), ("", "Noise at night")):
        assert HINT not in text_of(cast["employee"], title, nugget)


def test_the_same_questions_are_asked_whether_or_not_there_is_something_to_hide() -> None:
    cast, counts = Cast(), []
    client = with_htmx(cast["employee"])
    for step in ("nothing", "hidden", "hinted"):
        if step != "nothing":
            idea = cast.idea(
                Stage.OPEN, Audience.RESTRICTED, title=TITLE, nugget=NUGGET, is_hinted_at=step == "hinted"
            )
            index(idea)
        with queries() as asked:
            client.get("/ideas/similar/", {"title": TITLE, "nugget": NUGGET})
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 4


def test_guessing_is_too_fast(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_AN_HOUR", 2)
    client = sign_in(reader)
    assert [client.get("/ideas/similar/?title=x").status_code for _number in range(3)] == [200, 200, 429]


def test_authors_allow_the_hint_on_the_audience_page() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.RESTRICTED)
    client = sign_in(cast["author"])
    assert not idea.is_hinted_at
    client.post(f"/ideas/{idea.pk}/audience/", {"audience": "restricted", "is_hinted_at": "on"})
    assert Idea.objects.get(pk=idea.pk).is_hinted_at
    client.post(f"/ideas/{idea.pk}/audience/", {"audience": "restricted"})
    assert not Idea.objects.get(pk=idea.pk).is_hinted_at


def test_the_editor_asks_while_one_types(reader: Person) -> None:
    factories.ThemeFactory.create()
    page = sign_in(reader).get("/ideas/new/", follow=True).content.decode()
    assert 'hx-get="/ideas/similar/' in page


# --- Duplicates ------------------------------------------------------------------------------


def look(idea: Idea) -> None:
    from ideanet.activity.models import Event

    duplicates.look(Event(topic_id=idea.pk))


def test_a_pair_is_found_when_the_second_is_published_and_its_working_shown() -> None:
    marketer = factories.make_powerful(Role.MARKETING)
    first = factories.make_idea(title=TITLE, nugget=NUGGET)
    second = factories.make_idea(title="Quiet turbines for a crowded harbour", nugget=NUGGET)
    factories.make_idea(title="Invoices that explain themselves", nugget="Each line says why it is there.")
    look(second)
    look(first)
    pair = Pair.objects.get()
    assert (pair.first, pair.second, pair.score > 0.6) == (first, second, True)
    assert pair.score == pytest.approx(pair.title_score / 2 + pair.shared_words / pair.words)
    page = sign_in(marketer).get("/ideas/duplicates/").content.decode()
    assert TITLE in page
    assert f"/ideas/{second.pk}/merging/?into={first.pk}" in page


def test_a_dismissed_pair_stays_dismissed_and_can_be_looked_at_again() -> None:
    marketer = factories.make_powerful(Role.MARKETING)
    factories.make_idea(title=TITLE, nugget=NUGGET)
    second = factories.make_idea(title=TITLE, nugget=NUGGET)
    look(second)
    pair, client = Pair.objects.get(), sign_in(marketer)
    for _twice in range(2):
        assert client.post(f"/ideas/duplicates/{pair.pk}/").status_code == 302
    look(second)
    assert TITLE not in client.get("/ideas/duplicates/").content.decode()
    assert TITLE in client.get("/ideas/duplicates/?dismissed=1").content.decode()
    client.post(f"/ideas/duplicates/{pair.pk}/", {"_method": "delete"})
    assert TITLE in client.get("/ideas/duplicates/").content.decode()


def test_marketing_sees_no_pair_of_which_it_does_not_see_both() -> None:
    cast = Cast()
    index(cast.idea(Stage.OPEN, Audience.RESTRICTED, title=TITLE, nugget=NUGGET))
    second = factories.make_idea(title=TITLE, nugget=NUGGET)
    look(second)
    pair = Pair.objects.get()
    client = sign_in(cast["marketing"])
    assert TITLE not in client.get("/ideas/duplicates/").content.decode()
    assert client.post(f"/ideas/duplicates/{pair.pk}/").status_code == 404


def test_marketing_finds_the_way_to_them_from_the_list_and_from_each_of_the_two() -> None:
    cast = Cast()
    first = factories.make_idea(title=TITLE, nugget=NUGGET)
    second = factories.make_idea(title=TITLE, nugget=NUGGET)
    other = factories.make_idea(title="Invoices that explain themselves")
    look(second)
    way = f"/ideas/duplicates/?idea={second.pk}"
    pages = {
        name: sign_in(cast[name]).get(f"/ideas/{second.pk}/").content.decode()
        for name in ("marketing", "employee")
    }
    assert {name: way in page for name, page in pages.items()} == {"marketing": True, "employee": False}
    client = sign_in(cast["marketing"])
    assert "/ideas/duplicates/?" not in client.get(f"/ideas/{other.pk}/").content.decode()
    assert 'href="/ideas/duplicates/"' in client.get("/ideas/").content.decode()
    assert "/ideas/duplicates/" not in sign_in(cast["employee"]).get("/ideas/").content.decode()
    for asked, shown in ((f"?idea={first.pk}", True), (f"?idea={other.pk}", False), ("?idea=x", True)):
        assert (TITLE in client.get(f"/ideas/duplicates/{asked}").content.decode()) is shown
    Pair.objects.update(dismissed_at=second.opened_at, dismissed_by=cast["marketing"])
    assert way not in client.get(f"/ideas/{second.pk}/").content.decode()


def test_no_way_leads_to_a_pair_of_which_marketing_does_not_see_both() -> None:
    cast = Cast()
    index(cast.idea(Stage.OPEN, Audience.RESTRICTED, title=TITLE, nugget=NUGGET))
    second = factories.make_idea(title=TITLE, nugget=NUGGET)
    look(second)
    assert (
        "/ideas/duplicates/?" not in sign_in(cast["marketing"]).get(f"/ideas/{second.pk}/").content.decode()
    )
