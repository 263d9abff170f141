"""The list of ideas: filtered, ordered, a page at a time, and never wider than what one may see."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from ideanet.people.models import Person
from ideas.models import Idea
from ideas.prepared import SIZE
from ideas.stages import Audience, Kind, Order, Stage
from ideas.workflow import authoring, commenting, voting
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in, with_htmx

pytestmark = pytest.mark.django_db


def listed(person: Person, query: str = "") -> list[str]:
    """Titles in the order of the page."""
    page = sign_in(person).get(f"/ideas/{query}").content.decode()
    return re.findall(r'<h2 class="idea-title"><a href="[^"]+">([^<]+)</a>', page)


@pytest.fixture
def reader() -> Person:
    return factories.make_employee()


def test_the_newest_come_first(reader: Person) -> None:
    for title in ("First", "Second", "Third"):
        factories.make_idea(title=title)
    assert listed(reader) == ["Third", "Second", "First"]


def test_lists_leave_out_what_is_over_unless_it_is_asked_for(reader: Person) -> None:
    cast = Cast()
    for stage in Stage:
        cast.idea(stage, title=stage.label)
    everywhere = {"Open", "In review", "Approved", "Published", "Adopted", "Declined", "A quiet idea"}
    assert set(listed(cast["employee"])) == everywhere
    assert listed(cast["employee"], "?stage=archived") == ["Archived"]
    assert listed(cast["employee"], "?stage=withdrawn") == ["Withdrawn"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=talk", ["A talk"]),
        ("?stage=open&kind=talk", ["A talk"]),
        ("?stage=approved", []),
        ("?kind=nonsense", ["A talk", "A paper"]),
        ("?stage=draft", ["A talk", "A paper"]),
        ("?theme=999999", ["A talk", "A paper"]),
        ("?order=nonsense", ["A talk", "A paper"]),
        ("?after=nonsense", ["A talk", "A paper"]),
    ],
)
def test_filters_narrow_and_words_that_make_no_sense_do_nothing(
    reader: Person, query: str, expected: list[str]
) -> None:
    factories.make_idea(title="A paper", kind=Kind.WHITE_PAPER)
    factories.make_idea(title="A talk", kind=Kind.TALK)
    assert listed(reader, query) == expected


def test_a_theme_filters_its_ideas(reader: Person) -> None:
    theme = factories.ThemeFactory.create()
    factories.make_idea(theme=theme, title="In")
    factories.make_idea(title="Out")
    assert listed(reader, f"?theme={theme.pk}") == ["In"]


def test_only_mine_has_drafts_in_it_and_invitations(reader: Person) -> None:
    factories.make_idea(reader, title="Mine and open")
    factories.make_draft(reader, title="Mine and a draft")
    author = factories.make_employee()
    asked = factories.make_draft(author, title="Asked")
    authoring.invite(asked, reader, by=author)
    factories.make_idea(title="Another's")
    assert listed(reader, "?mine=on") == ["Asked", "Mine and a draft", "Mine and open"]
    assert listed(reader, "?mine=on&order=backed") == ["Asked", "Mine and a draft", "Mine and open"]


def test_ideas_are_ordered_by_backers_accounts_and_talk(reader: Person) -> None:
    backed, wanted, discussed = (
        factories.make_idea(title=title, audience=Audience.NETWORK)
        for title in ("Backed", "Wanted", "Discussed")
    )
    voting.vote(backed, by=factories.make_employee())
    voting.vote(wanted, by=factories.make_outsider())
    commenting.post(discussed, by=reader, body="Words.", audience="everyone")
    shuffled = {Order.EYES, Order.RISING}
    assert {
        order: listed(reader, f"?order={order}")[0] for order in Order.values if order not in shuffled
    } == {
        "newest": "Discussed",
        "backed": "Backed",
        "customers": "Wanted",
        "discussed": "Discussed",
    }


def test_accounts_count_before_customers(reader: Person) -> None:
    many, wide = (factories.make_idea(title=title, audience=Audience.NETWORK) for title in ("Many", "Wide"))
    account = factories.OrganisationFactory.create()
    for _ in range(3):
        voting.vote(many, by=factories.make_outsider(organisation=account))
    for _ in range(2):
        voting.vote(wide, by=factories.make_outsider())
    assert listed(reader, "?order=customers") == ["Wide", "Many"]


def test_outsiders_learn_nothing_of_inside_talk_by_the_order_or_the_cursor(reader: Person) -> None:
    quiet, loud = (factories.make_idea(title=title, audience=Audience.NETWORK) for title in ("Quiet", "Loud"))
    commenting.post(quiet, by=factories.make_outsider(), body="Words.", audience="everyone")
    for _ in range(3):
        commenting.post(loud, by=reader, body="Secret.", audience="employees")
    outsider = factories.make_outsider()
    assert listed(reader, "?order=discussed") == ["Loud", "Quiet"]
    assert listed(outsider, "?order=discussed") == ["Quiet", "Loud"]
    page = sign_in(outsider).get("/ideas/").content.decode()
    assert "1 comment" in page
    assert "3 comments" not in page


def test_pages_follow_one_another_without_a_gap_in_every_order(reader: Person) -> None:
    theme, author = factories.ThemeFactory.create(), factories.make_employee()
    titles = [f"Idea {number}" for number in range(65)]
    for title in titles:
        factories.make_idea(author, theme=theme, title=title)
    client = sign_in(reader)
    for order in Order.values:
        found: list[str] = []
        query = f"?order={order}"
        for _ in range(3):
            page = client.get(f"/ideas/{query}").content.decode()
            found += re.findall(r'<h2 class="idea-title"><a href="[^"]+">([^<]+)</a>', page)
            link = re.search(r'rel="next" href="([^"]+)"', page)
            query = link[1].replace("&amp;", "&") if link else ""
        assert (order, query, sorted(found)) == (order, "", sorted(titles))


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(
    "query", ["", "?order=backed", "?stage=open", "?kind=point_of_view", "?mine=on", "?theme={theme}"]
)
def test_no_filter_shows_what_may_not_be_seen(audience: str, query: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, audience)
    query = query.format(theme=idea.theme_id)
    for kind in ("rival", "chosen", "academic", "employee"):
        seen = Idea.objects.visible_to(cast[kind]).filter(pk=idea.pk).exists()
        if query == "?mine=on":
            seen = seen and not cast[kind].is_employee
        assert (kind, bool(listed(cast[kind], query))) == (kind, seen)


def test_outsiders_have_no_ideas_of_their_own_to_filter(reader: Person) -> None:
    assert "Only mine" in sign_in(reader).get("/ideas/").content.decode()
    assert "Only mine" not in sign_in(factories.make_outsider()).get("/ideas/").content.decode()


def test_a_card_says_its_tallies_in_words_and_never_adds_them_up(reader: Person) -> None:
    idea = factories.make_idea(audience=Audience.NETWORK)
    for person in (reader, factories.make_outsider(), factories.make_outsider()):
        voting.vote(idea, by=person)
    page = " ".join(sign_in(reader).get("/ideas/").content.decode().split())
    assert "<strong>1</strong> backs it" in page
    assert "<strong>2</strong> customers at 2 accounts" in page
    assert "You back it" in page
    assert "Loop: heard customers, peers" in page or "Loop: heard peers, customers" in page


def test_empty_lists_say_what_to_do_next(reader: Person) -> None:
    client = sign_in(reader)
    assert "Somebody has to be first" in client.get("/ideas/").content.decode()
    assert "Ask for less" in client.get("/ideas/?kind=talk").content.decode()
    outsider = sign_in(factories.make_outsider())
    assert "When one is shared with you, it is here." in outsider.get("/ideas/").content.decode()


def test_a_theme_that_is_not_theirs_is_named_to_an_outsider_without_a_link() -> None:
    cast = Cast({"is_network": False, "title": "Inner circle"})
    cast.idea(Stage.OPEN, Audience.RESTRICTED)
    page = sign_in(cast["councillor"]).get("/ideas/").content.decode()
    assert "Inner circle" in page
    assert cast.theme.get_absolute_url() not in page
    assert cast.theme.get_absolute_url() in sign_in(cast["owner"]).get("/ideas/").content.decode()


@pytest.mark.parametrize("who", ["employee", "outsider"])
def test_every_order_costs_the_same_queries_for_1_and_30_ideas_and_reads_no_body(who: str) -> None:
    person = factories.make_employee() if who == "employee" else factories.make_outsider()
    client = sign_in(person)
    author, theme = factories.make_employee(), factories.ThemeFactory.create()
    few: dict[str, int] = {}
    many: dict[str, int] = {}
    for number in range(30):
        factories.make_idea(author, theme=theme, title=f"Idea {number}", audience=Audience.NETWORK)
        for order in Order.values if number in {0, 29} else ():
            cache.clear()
            with queries() as asked:
                page = client.get(f"/ideas/?order={order}").content.decode()
            (many if number else few)[order] = len(asked)
            assert page.count('class="idea"') == min(number + 1, SIZE)
            assert not any('"ideas_idea"."body"' in sql for sql in asked)
    assert few == many
    assert max(many.values()) <= 8


def test_home_asks_for_the_five_newest_and_gets_nothing_else() -> None:
    cast = Cast()
    cast.idea(Stage.OPEN, Audience.NETWORK, title="For everyone")
    for number in range(6):
        cast.idea(Stage.OPEN, Audience.INTERNAL, title=f"For us {number}")
    assert "/ideas/newest/" in sign_in(cast["employee"]).get("/").content.decode()
    part = with_htmx(cast["employee"]).get("/ideas/newest/").content.decode()
    assert re.findall(r"For us \d|For everyone", part) == [f"For us {number}" for number in (5, 4, 3, 2, 1)]
    assert ("<html" in part, "<form" in part) == (False, False)
    assert re.findall(
        r"For us \d|For everyone", with_htmx(cast["rival"]).get("/ideas/newest/").content.decode()
    ) == ["For everyone"]
    assert sign_in(cast["employee"]).get("/ideas/newest/").headers["Location"] == "/ideas/"


def test_a_persons_ideas_are_a_panel_and_a_page() -> None:
    cast = Cast()
    seen = cast.idea(Stage.OPEN, Audience.NETWORK, title="For everyone")
    cast.idea(Stage.OPEN, Audience.INTERNAL, title="For us")
    url = reverse("ideas:person_panel", args=[cast["author"].pk])
    page = sign_in(cast["rival"]).get(url).content.decode()
    assert ("For everyone" in page, "For us" in page, "<html" in page) == (True, False, True)
    part = with_htmx(cast["employee"]).get(url).content.decode()
    assert ("For everyone" in part, "For us" in part, "<html" in part) == (True, True, False)
    assert (
        "has no ideas that you can see"
        in with_htmx(cast["rival"])
        .get(reverse("ideas:person_panel", args=[cast["invited"].pk]))
        .content.decode()
    )
    stranger = reverse("ideas:person_panel", args=[cast["rival"].pk])
    assert sign_in(cast["chosen"]).get(stranger).status_code == 404
    assert seen.stage == Stage.OPEN


def test_who_has_written_nothing_is_told_how_to_begin() -> None:
    cast = Cast()
    employee, outsider = cast["employee"], cast["rival"]
    own = with_htmx(employee).get(reverse("ideas:person_panel", args=[employee.pk])).content.decode()
    assert ("You have written none yet." in own, reverse("ideas:create") in own) == (True, True)
    own = with_htmx(outsider).get(reverse("ideas:person_panel", args=[outsider.pk])).content.decode()
    assert ("You are the author of none." in own, reverse("ideas:create") in own) == (True, False)
