"""How people hear: the house's suggestion, one's own choice, and what becomes of a notice by them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ideanet.activity import announcing, follows, wishing
from ideanet.activity.groups import STANDARD, Choice, group_of
from ideanet.activity.kinds import EventKind, Telling, register
from ideanet.activity.models import Event, Notice, Rhythm, Wish
from ideanet.activity.stages import Group, Level, MailTime, Pace
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories

pytestmark = pytest.mark.django_db
LOUD = EventKind(
    "test.loud",
    "%(topic)s was loud",
    milestone=True,
    tell=lambda e: [Telling(key, e.data["why"], mail=e.data["loud"]) for key in e.data["people"]],
)
register(LOUD)
FORM = {"pace": "daily", "mails_wanted": "on"} | {
    name: value
    for group, choice in STANDARD.items()
    for name, value in ((f"{group.value}_site", "on"), (f"{group.value}_mail", choice.mail.value))
}


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def tell(*people: Person, why: str = "voted", loud: bool = True, topic: Idea | None = None) -> Event:
    topic = topic or factories.make_idea()
    event = Event(
        kind=LOUD.name,
        topic_type="ideas.idea",
        topic_id=topic.pk,
        data={"people": [person.pk for person in people], "why": why, "loud": loud},
    )
    event.save(force_insert=True)
    announcing.announce(event.pk)
    return event


def ways(person: Person) -> tuple[bool, bool, bool]:
    """On the site, by mail at once, in the digest: of the person's one notice."""
    notice = Notice.objects.get(person=person)
    return notice.on_site, notice.mail_wanted, notice.in_digest


@pytest.mark.parametrize(
    ("why", "loud", "expected"),
    [
        ("owes", True, (True, True, False)),
        ("owes", False, (True, False, True)),
        ("voted", True, (True, False, True)),
        ("author", True, (True, True, False)),
        ("author", False, (True, False, True)),
        ("of no group", True, (True, True, False)),
    ],
)
def test_without_a_choice_one_hears_as_the_house_suggests(
    why: str, loud: bool, expected: tuple[bool, bool, bool]
) -> None:
    person = factories.make_employee()
    tell(person, why=why, loud=loud)
    assert ways(person) == expected


@pytest.mark.parametrize(
    ("choice", "pace", "expected"),
    [
        (Choice(on_site=True, mail=MailTime.NOW), Pace.DAILY, (True, True, False)),
        (Choice(on_site=True, mail=MailTime.DIGEST), Pace.WEEKLY, (True, False, True)),
        (Choice(on_site=True, mail=MailTime.DIGEST), Pace.NEVER, (True, False, False)),
        (Choice(on_site=False, mail=MailTime.NEVER), Pace.DAILY, (False, False, False)),
    ],
)
def test_one_hears_as_one_chose(choice: Choice, pace: Pace, expected: tuple[bool, bool, bool]) -> None:
    person, other = factories.make_employee(), factories.make_employee()
    wishing.choose(person, STANDARD | {Group.MILESTONES: choice}, pace)
    tell(person, other)
    assert ways(person) == expected
    assert ways(other) == (True, False, True)


def test_what_is_off_the_site_is_neither_listed_nor_counted() -> None:
    person = factories.make_employee()
    wishing.choose(
        person, STANDARD | {Group.MILESTONES: Choice(on_site=False, mail=MailTime.NOW)}, Pace.DAILY
    )
    tell(person, topic=factories.make_idea(title="Off the site"))
    page = as_(person).get("/notices/").content.decode()
    assert "Off the site" not in page
    assert "1 unread" not in page


def test_groups_follow_the_reason_and_the_weight() -> None:
    assert group_of("voted", milestone=True) == Group.MILESTONES
    assert group_of("person", milestone=False) == Group.DETAILS
    assert group_of("author", milestone=True) == Group.OWN
    assert group_of("theme", milestone=True) == Group.THEMES
    assert group_of("nobody's", milestone=False) == Group.YOU


class TestThePage:
    def test_it_keeps_what_one_chose_and_nothing_else(self) -> None:
        person = factories.make_employee()
        client = as_(person)
        assert client.get("/notices/wishes/").status_code == 200
        fields = {**FORM, "details_mail": "never", "pace": "weekly"}
        del fields["themes_site"]
        for _twice in range(2):
            assert client.post("/notices/wishes/", fields).status_code == 302
        assert set(Wish.objects.values_list("person", "group", "on_site", "mail")) == {
            (person.pk, "details", True, "never"),
            (person.pk, "themes", False, "digest"),
        }
        assert wishing.pace_of(person) == Pace.WEEKLY
        page = client.get("/notices/wishes/").context["form"]
        assert page["details_mail"].value() == "never"
        client.post("/notices/wishes/", FORM)
        assert not Wish.objects.exists()
        assert not Rhythm.objects.exists()

    def test_it_turns_all_mail_off(self) -> None:
        person = factories.make_employee()
        as_(person).post("/notices/wishes/", {k: v for k, v in FORM.items() if k != "mails_wanted"})
        person.refresh_from_db()
        assert not person.mails_wanted

    def test_nobody_can_hide_from_themselves_what_is_asked_of_them(self) -> None:
        person = factories.make_employee()
        fields = {k: v for k, v in FORM.items() if k not in {"asked_site", "you_site"}}
        as_(person).post("/notices/wishes/", fields)
        assert wishing.wishes_of(person)[Group.ASKED].on_site

    def test_what_makes_no_sense_comes_back_with_what_was_chosen(self) -> None:
        person = factories.make_employee()
        response = as_(person).post("/notices/wishes/", {**FORM, "pace": "hourly", "own_mail": "never"})
        assert response.status_code == 422
        assert response.context["form"]["own_mail"].value() == "never"
        assert not Wish.objects.exists()


class TestTheHouse:
    def test_it_suggests_to_those_who_have_not_chosen(self) -> None:
        administrator = factories.make_powerful(Role.ADMINISTRATOR)
        chose, never_chose = factories.make_employee(), factories.make_employee()
        wishing.choose(
            chose, STANDARD | {Group.MILESTONES: Choice(on_site=True, mail=MailTime.NEVER)}, Pace.WEEKLY
        )
        client = as_(administrator)
        response = client.post("/notices/standards/", {**FORM, "milestones_mail": "now", "pace": "never"})
        assert response.status_code == 302
        tell(chose, never_chose)
        assert ways(chose) == (True, False, False)
        assert ways(never_chose) == (True, True, False)
        assert wishing.pace_of(chose) == Pace.WEEKLY
        assert wishing.pace_of(never_chose) == Pace.NEVER
        record = client.get("/record/").content.decode()
        assert "changed how people hear of things" in record

    def test_without_digests_nothing_waits_for_one(self) -> None:
        administrator = factories.make_powerful(Role.ADMINISTRATOR)
        chose, never_chose = factories.make_employee(), factories.make_employee()
        wishing.set_pace(chose, Pace.WEEKLY)
        tell(chose, never_chose)
        wishing.set_standards(STANDARD, Pace.NEVER, by=administrator)
        assert [notice.person for notice in Notice.objects.untold()] == [chose]
        wishing.set_pace(chose, Pace.NEVER)
        assert not Notice.objects.untold().exists()


class TestWhoIsTold:
    def test_nobody_counts_what_they_may_not_see(self) -> None:
        theme = factories.ThemeFactory.create()
        customer, employee = factories.make_outsider(), factories.make_employee()
        for person in (customer, employee):
            follows.choose(person, theme, Level.EVERYTHING)
        factories.make_idea(theme=theme, audience=Audience.INTERNAL)
        announce_all()
        told = Notice.objects.filter(why="theme")
        assert [notice.person for notice in told] == [employee]

    def test_followers_of_a_person_hear_what_they_do(self) -> None:
        ann = factories.make_employee(name="Ann Expert")
        fan, outsider, weary = (
            factories.make_employee(),
            factories.make_outsider(),
            factories.make_employee(),
        )
        for person in (fan, outsider, weary):
            follows.choose(person, ann, Level.EVERYTHING)
        idea = factories.make_draft(ann, audience=Audience.INTERNAL)
        follows.choose(weary, idea, Level.NOTHING)
        submit(idea, ann)
        announce_all()
        assert [(n.person, n.why) for n in Notice.objects.filter(why="person")] == [(fan, "person")]
        assert not Notice.objects.filter(person__in=[outsider, weary]).exists()

    def test_telling_many_asks_as_often_as_telling_few(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        people = factories.PersonFactory.create_batch(30)
        for person in people[::2]:
            wishing.set_pace(person, Pace.WEEKLY)
        idea = factories.make_idea()
        with django_assert_max_num_queries(20):
            tell(*people, topic=idea)
        assert Notice.objects.filter(event__kind=LOUD.name).count() == 30


def submit(idea: Idea, by: Person) -> None:
    from ideas import moves
    from ideas.workflow import moving

    moving.perform(moves.SUBMIT, idea, by=by)


def announce_all() -> None:
    for pk in Event.objects.filter(announced_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        announcing.announce(pk)
