"""What those whom one follows did, home, and following itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ideanet.activity import events, feed, follows, kinds, needs
from ideanet.activity.kinds import EventKind
from ideanet.activity.models import Event, Follow, Notice
from ideanet.activity.needs import Need
from ideanet.activity.stages import Level, Reach, Reason
from ideanet.people.models import Credential, Person
from ideanet.people.stages import Role
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories

pytestmark = pytest.mark.django_db
SAID = EventKind("test.said", "%(actor)s said something of %(topic)s")
WON = EventKind("test.won", "%(topic)s won", milestone=True)
SEEN = EventKind("test.seen", "%(actor)s looked at %(topic)s", in_feed=False)
kinds.register(SAID, WON, SEEN)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def happen(
    kind: EventKind, topic: Idea | Person, by: Person | None = None, reach: Reach = Reach.EVERYONE
) -> Event:
    with transaction.atomic():
        return events.record(kind, topic, by=by, reach=reach)


def make_idea(**fields: Any) -> Idea:
    idea = factories.make_idea(**{"audience": Audience.NETWORK} | fields)
    Event.objects.all().delete()
    return idea


def heard(person: Person) -> list[str]:
    return [item.sentence for item in feed.seen_by(person, feed.events_for(person).order_by("pk"))]


def test_one_hears_of_what_one_follows() -> None:
    reader, actor = factories.make_employee(), factories.make_employee(name="Ann Expert")
    idea, other = make_idea(title="Followed"), make_idea(title="Not followed")
    follows.choose(reader, idea, Level.EVERYTHING)
    for topic in (idea, other):
        happen(SAID, topic, actor)
    happen(WON, idea)
    happen(SEEN, idea, actor)
    happen(SAID, idea, reader)
    assert heard(reader) == ["Ann Expert said something of “Followed”", "“Followed” won"]


def test_one_hears_of_milestones_only_or_nothing() -> None:
    reader, actor, idea = factories.make_employee(), factories.make_employee(), make_idea(title="It")
    happen(SAID, idea, actor)
    happen(WON, idea, actor)
    follows.choose(reader, idea, Level.MILESTONES)
    assert heard(reader) == ["“It” won"]
    follows.choose(reader, idea, Level.NOTHING)
    assert heard(reader) == []


def test_one_hears_of_what_people_do() -> None:
    reader, actor, idea = (
        factories.make_employee(),
        factories.make_employee(name="Ann"),
        make_idea(title="It"),
    )
    follows.choose(reader, actor, Level.EVERYTHING)
    happen(SAID, idea, actor)
    assert heard(reader) == ["Ann said something of “It”"]
    follows.choose(reader, actor, Level.MILESTONES)
    assert heard(reader) == []


def test_nothing_of_an_idea_is_nothing_by_whoever_did_it() -> None:
    reader, actor = factories.make_employee(), factories.make_employee(name="Ann")
    idea, other = make_idea(title="Not again"), make_idea(title="It")
    follows.choose(reader, actor, Level.EVERYTHING)
    follows.choose(reader, idea, Level.NOTHING)
    for topic in (idea, other):
        happen(SAID, topic, actor)
    assert heard(reader) == ["Ann said something of “It”"]


def test_an_automatic_follow_does_not_undo_not_again() -> None:
    reader, idea = factories.make_employee(), make_idea(title="It")
    follows.choose(reader, idea, Level.NOTHING)
    for reason in (Reason.VOTED, Reason.COMMENTED, Reason.AUTHOR):
        follows.follow(reader, idea, reason=reason)
    assert Follow.objects.get(person=reader, topic_id=idea.pk).level == Level.NOTHING


def test_what_is_silenced_is_listed_and_can_be_heard_again() -> None:
    reader, idea, other = factories.make_employee(), make_idea(title="Not again"), make_idea(title="Heard")
    follows.choose(reader, other, Level.MILESTONES)
    client = as_(reader)
    assert "Nothing is silenced" in client.get("/follows/?nothing").content.decode()
    follows.choose(reader, idea, Level.NOTHING)
    page = client.get("/follows/?nothing").content.decode()
    assert "Not again" in page
    assert "Heard" not in page
    client.post(f"/follows/ideas.idea/{idea.pk}/", {"level": "everything", "list": ""})
    assert "Not again" in client.get("/follows/").content.decode()


def test_one_hears_of_ideas_in_a_theme_one_follows() -> None:
    reader, idea = factories.make_employee(), make_idea(title="It")
    event = happen(SAID, idea, factories.make_employee(name="Ann"))
    assert heard(reader) == []
    Notice.objects.create(event=event, person=reader, why="theme")
    assert heard(reader) == ["Ann said something of “It”"]


def test_nobody_hears_of_what_they_may_not_see() -> None:
    reader = factories.make_outsider()
    rival = factories.make_outsider(name="Rita Rival")
    hidden, shown = make_idea(audience=Audience.INTERNAL), make_idea(title="It")
    for topic in (hidden, shown, rival):
        follows.choose(reader, topic, Level.EVERYTHING)
        happen(SAID, topic, factories.make_employee(name="Ann"))
    happen(SAID, shown, factories.make_employee(), reach=Reach.EMPLOYEES)
    happen(SAID, shown, factories.make_employee(), reach=Reach.REVIEWERS)
    happen(SAID, shown, factories.make_employee(), reach=Reach.NAMED)
    happen(SAID, shown, rival)
    assert heard(reader) == ["Ann said something of “It”", "Somebody said something of “It”"]
    page = as_(reader).get("/").content.decode()
    assert "Rita Rival" not in page
    assert ">RR<" not in page


def test_the_feed_goes_on_page_by_page() -> None:
    reader, idea = factories.make_employee(), make_idea()
    follows.choose(reader, idea, Level.EVERYTHING)
    actor = factories.make_employee()
    for _number in range(45):
        happen(SAID, idea, actor)
    client = as_(reader)
    home = client.get("/")
    assert (len(home.context["items"]), home.context["more"]) == (15, True)
    first = client.get("/feed/")
    second = client.get("/feed/", {"after": first.context["page"].next})
    keys = [item.event.pk for page in (first, second) for item in page.context["items"]]
    assert len(set(keys)) == 45
    assert keys == sorted(keys, reverse=True)


def test_an_empty_home_says_what_to_do() -> None:
    client = as_(factories.make_employee())
    assert "Nothing waits for you" in client.get("/").content.decode()
    assert "Quiet so far" in client.get("/feed/").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_home_asks_as_much_for_thirty_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader = factories.make_employee()
    for _row in range(rows):
        idea = make_idea()
        follows.choose(reader, idea, Level.EVERYTHING)
    for idea in Idea.objects.all():
        happen(SAID, idea, factories.make_employee())
    client = as_(reader)
    client.get("/")
    quiet = needs_queries(reader)
    with django_assert_num_queries(quiet + 6):  # person, follows, themes, events, ideas, unread
        assert len(client.get("/").context["items"]) == min(rows, 15)


def needs_queries(person: Person) -> int:
    """What the rooms' needs ask, which is theirs to hold down; the first time is not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person = Person.objects.for_session().get(pk=person.pk)
    with CaptureQueriesContext(connection) as captured:
        needs.needs_of(person)
    return len(captured)


class TestPanels:
    """What home asks for after it was shown."""

    def test_what_closes_soon_is_what_one_may_see(self) -> None:
        soon = timezone.now() + timedelta(days=2)
        for title, fields in (
            ("Open to all", {"closes_at": soon}),
            ("Inside", {"closes_at": soon, "is_network": False}),
            ("Later", {"closes_at": soon + timedelta(days=60)}),
        ):
            factories.ThemeFactory.create(title=title, **fields)
        employee, customer = factories.make_employee(), factories.make_outsider()
        assert closing(employee) == ["“Open to all” closes", "“Inside” closes"]
        assert closing(customer) == ["“Open to all” closes"]
        part = as_(customer).get("/closing/", headers={"HX-Request": "true"}).content.decode()
        assert "Open to all" in part
        assert "<html" not in part

    def test_nothing_closing_says_so(self) -> None:
        client = as_(factories.make_employee())
        assert "Nothing closes soon" in client.get("/closing/").content.decode()
        part = client.get("/closing/", headers={"HX-Request": "true"}).content.decode()
        assert "Nothing that concerns you closes" in part

    def test_what_rises_is_what_one_may_see(self) -> None:
        make_idea(title="For all")
        make_idea(title="Inside", audience=Audience.INTERNAL)
        part = as_(factories.make_outsider()).get("/ideas/rising/", headers={"HX-Request": "true"})
        assert "For all" in part.content.decode()
        assert "Inside" not in part.content.decode()
        alone = as_(factories.make_employee()).get("/ideas/rising/")
        assert alone["Location"].startswith("/ideas/?order=")

    @pytest.mark.parametrize("rows", [1, 30])
    @pytest.mark.parametrize(("path", "most"), [("/closing/", 9), ("/ideas/rising/", 4)])
    def test_they_ask_as_much_for_thirty_as_for_one(
        self, path: str, most: int, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        reader = factories.make_employee()
        factories.ThemeFactory.create_batch(rows, closes_at=timezone.now() + timedelta(days=2))
        for _row in range(rows):
            make_idea()
        client = as_(reader)
        client.get(path)
        with django_assert_max_num_queries(most):
            client.get(path, headers={"HX-Request": "true"})


def closing(person: Person) -> list[str]:
    return [str(date.label) for date in as_(person).get("/closing/").context["dates"]]


class TestNeeds:
    def test_the_most_urgent_comes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = timezone.now()
        later, sooner = Need("Later", "/", due=now + timedelta(days=1)), Need("Sooner", "/", due=now)
        undated = Need("Some time", "/")
        monkeypatch.setattr(needs, "_providers", [])
        for needed in ([undated, later], [sooner]):

            def provider(_person: Person, needed: list[Need] = needed) -> list[Need]:
                return needed

            needs.register_need(provider)
            needs.register_need(provider)
        person = factories.make_employee()
        assert needs.needs_of(person) == [sooner, later, undated]
        page = as_(person).get("/").content.decode()
        assert "What needs you" in page
        assert page.index("Sooner") < page.index("Later") < page.index("Some time")

    def test_what_is_past_is_late(self) -> None:
        assert Need("x", "/", due=timezone.now() - timedelta(days=1)).is_late
        assert not Need("x", "/", due=timezone.now() + timedelta(days=1)).is_late
        assert not Need("x", "/").is_late

    def test_administrators_are_asked_to_verify(self) -> None:
        administrator = factories.make_powerful(Role.ADMINISTRATOR)
        assert "Verify" not in as_(administrator).get("/").content.decode()
        for number in range(2):
            Credential.objects.create(
                person=factories.make_employee(), kind="patent", title=f"P{number}", dated_on="2020-01-01"
            )
        assert "Verify 2 credentials" in as_(administrator).get("/").content.decode()

    def test_what_was_said_to_one_waits_to_be_read(self) -> None:
        person, idea = factories.make_employee(), make_idea(title="It")
        hidden = make_idea(title="Hidden", audience=Audience.RESTRICTED)
        for topic in (hidden, idea, idea, idea, idea):
            event = happen(SAID, topic, factories.make_employee(name="Ann"))
            Notice.objects.create(event=event, person=person, why="answered")
        client = as_(person)
        page = client.get("/").content.decode()
        assert page.count("Read: Ann said something of “It”") == 3
        assert "Read what else was said to you" in page
        assert "Hidden" not in page
        client.get(f"/notices/{Notice.objects.latest('pk').pk}/")
        assert "Read what else" not in client.get("/").content.decode()

    def test_roles_ask_for_a_second_factor(self) -> None:
        person = factories.make_employee(roles=[Role.EXECUTIVE.value])
        assert "Set up a second factor" in as_(person).get("/").content.decode()


class TestFollowing:
    def test_one_follows_at_three_levels(self) -> None:
        reader, idea = factories.make_employee(), make_idea()
        client, url = as_(reader), f"/follows/ideas.idea/{idea.pk}/"
        assert "Follow" in client.get(url).content.decode()
        for level, words in (
            ("everything", "You hear of everything."),
            ("milestones", "You hear of milestones."),
            ("nonsense", "You hear of everything."),
        ):
            response = client.post(url, {"level": level})
            assert response["Location"] == idea.get_absolute_url()
            assert words in client.get(url).content.decode()
        client.post(url, {"_method": "delete"})
        assert "You chose to hear nothing of it." in client.get(url).content.decode()
        follow = Follow.objects.of_person(reader, idea)
        assert follow is not None
        assert (follow.level, follow.reason) == (Level.NOTHING, Reason.CHOSEN)

    def test_the_page_says_why(self) -> None:
        reader, idea = factories.make_employee(), make_idea()
        follows.follow(reader, idea, reason=Reason.VOTED)
        follows.follow(reader, idea, reason=Reason.COMMENTED)
        client = as_(reader)
        assert "because you voted" in client.get(f"/follows/ideas.idea/{idea.pk}/").content.decode()
        assert "because you voted" in client.get("/follows/").content.decode()

    def test_a_choice_stands_against_what_follows_by_itself(self) -> None:
        reader, idea = factories.make_employee(), make_idea()
        follows.choose(reader, idea, Level.NOTHING)
        follows.follow(reader, idea, reason=Reason.COMMENTED)
        assert heard(reader) == []

    def test_htmx_gets_the_part(self) -> None:
        reader, idea = factories.make_employee(), make_idea()
        response = as_(reader).post(
            f"/follows/ideas.idea/{idea.pk}/", {"level": "everything"}, headers={"HX-Request": "true"}
        )
        assert response.status_code == 200
        assert "<title>" not in response.content.decode()
        assert "Stop following" in response.content.decode()

    def test_what_is_not_seen_cannot_be_followed(self) -> None:
        reader, hidden = factories.make_outsider(), make_idea(audience=Audience.INTERNAL)
        rival, home = factories.make_outsider(), factories.HomeFactory.create()
        for topic in (
            f"ideas.idea/{hidden.pk}",
            f"people.person/{rival.pk}",
            f"people.organisation/{home.pk}",
            "people.person/999999",
            "no.such/1",
        ):
            for answer in (as_(reader).get(f"/follows/{topic}/"), as_(reader).post(f"/follows/{topic}/")):
                assert answer.status_code == 404, topic
        assert not Follow.objects.filter(person=reader)

    def test_nobody_follows_themselves(self) -> None:
        reader = factories.make_employee()
        url = f"/follows/people.person/{reader.pk}/"
        assert as_(reader).post(url).status_code == 403
        assert as_(reader).get(url).status_code == 200

    def test_the_list_shows_what_is_seen_and_leads_back(self) -> None:
        reader, idea = factories.make_outsider(), make_idea(title="Shown")
        hidden = make_idea(title="Hidden")
        person, nothing = factories.make_employee(name="Ann Expert"), factories.make_employee(name="Bob")
        for topic in (idea, hidden, person):
            follows.choose(reader, topic, Level.EVERYTHING)
        follows.choose(reader, nothing, Level.NOTHING)
        Idea.objects.filter(pk=hidden.pk).update(audience=Audience.INTERNAL)
        client = as_(reader)
        page = client.get("/follows/").content.decode()
        assert ("Shown" in page, "Ann Expert" in page) == (True, True)
        assert ("Hidden" in page, "Bob" in page) == (False, False)
        url = f"/follows/people.person/{person.pk}/"
        assert client.post(url, {"level": "nothing", "list": ""})["Location"] == "/follows/"
        assert "You follow nothing yet" in as_(nothing).get("/follows/").content.decode()

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_list_asks_as_much_for_thirty_as_for_one(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        reader = factories.make_employee()
        for person in factories.PersonFactory.create_batch(rows):
            follows.choose(reader, person, Level.EVERYTHING)
        client = as_(reader)
        client.get("/follows/")
        with django_assert_num_queries(4):
            assert len(client.get("/follows/").context["rows"]) == rows
