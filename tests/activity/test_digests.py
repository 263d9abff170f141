"""Digests: each notice in one, at the reader's own morning, whatever is restarted in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ideanet.activity import digesting, tasks, unsubscribing, wishing
from ideanet.activity.models import Digest, Event, Notice
from ideanet.activity.stages import Pace
from ideanet.people.models import Person
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.activity.test_announcing import HAILED

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def tell(person: Person, at: datetime, title: str = "An idea", **fields: Any) -> Notice:
    """A notice for the digest, of something that happened to an idea then."""
    idea = factories.make_idea(title=title, **{"audience": Audience.NETWORK} | fields)
    event = Event.objects.create(
        kind=HAILED.name, topic_type="ideas.idea", topic_id=idea.pk, at=at, announced_at=at
    )
    notice = Notice.objects.create(event=event, person=person, why="voted", in_digest=True)
    Notice.objects.filter(pk=notice.pk).update(at=at)
    return notice


def tick(now: datetime) -> None:
    """What the task does, at that time."""
    for person_pk, morning in digesting.due(now):
        digesting.make(person_pk, morning)
    for pk in list(Digest.objects.owed().values_list("pk", flat=True)):
        digesting.send(pk)


def bodies() -> list[str]:
    return [str(sent.body) for sent in mail.outbox]


@pytest.mark.django_db
class TestTheMail:
    def test_it_tells_what_happened_since_the_last_one_and_how_to_end_it(self) -> None:
        ann = factories.make_employee(time_zone="Europe/Berlin", email="ann@example.com")
        tell(ann, NOON, "Pumps that listen")
        tell(ann, NOON + timedelta(hours=1), "Valves & more")
        tick(NOON + DAY)
        [sent] = mail.outbox
        assert isinstance(sent, EmailMultiAlternatives)
        assert sent.subject == "IdeaNet hailed “Valves & more”, and 1 more"
        text, html = str(sent.body), str(sent.alternatives[0][0])
        assert "Milestones" not in text
        assert "Everything else of what you follow" in text
        assert text.index("Pumps that listen") < text.index("Valves & more")
        assert "Sat 28 Mar, 13:00, because you voted for it" in text
        assert "Valves &amp; more" in html
        digest = Digest.objects.get()
        headers = sent.extra_headers
        assert headers["Message-ID"] == f"<digest.{digest.pk}@testserver>"
        assert headers["List-Id"] == '"IdeaNet: digests" <digests.ideanet.testserver>'
        assert "References" not in headers
        assert headers["List-Unsubscribe"].strip("<>") in text

    def test_one_event_alone_is_its_subject(self) -> None:
        ann = factories.make_employee()
        tell(ann, NOON, "Pumps that listen")
        tick(NOON + DAY)
        assert mail.outbox[0].subject == "IdeaNet hailed “Pumps that listen”"

    def test_it_says_what_waits_for_its_reader(self) -> None:
        ann = factories.make_employee()
        factories.make_idea(theme=factories.ThemeFactory.create(owner=ann), title="Owed")
        tell(ann, NOON)
        tick(NOON + DAY)
        assert "Answer “Owed”" in bodies()[0]

    def test_a_flood_is_counted_not_listed(self) -> None:
        ann = factories.make_employee()
        for minute in range(15):
            tell(ann, NOON + timedelta(minutes=minute), f"Idea {minute:02}")
        tick(NOON + DAY)
        assert "Idea 02" not in bodies()[0]
        assert "Idea 03" in bodies()[0]
        assert "3 more" in bodies()[0]

    def test_the_way_out_ends_digests_alone(self) -> None:
        ann = factories.make_employee()
        tell(ann, NOON)
        tick(NOON + DAY)
        link = str(mail.outbox[0].extra_headers["List-Unsubscribe"]).strip("<>")
        page = Client().post(link.removeprefix("http://testserver"), {"List-Unsubscribe": "One-Click"})
        assert "You get no more digests." in page.content.decode()
        assert wishing.pace_of(ann) == Pace.NEVER
        tell(ann, NOON + DAY)
        tick(NOON + 3 * DAY)
        assert len(mail.outbox) == 1


@pytest.mark.django_db
class TestWhenItComes:
    def test_it_waits_for_the_morning(self) -> None:
        ann = factories.make_employee(time_zone="Europe/Berlin")
        tell(ann, NOON)
        tick(datetime(2026, 3, 29, 4, 59, tzinfo=UTC))
        assert not mail.outbox
        tick(datetime(2026, 3, 29, 5, 0, tzinfo=UTC))
        assert len(mail.outbox) == 1

    def test_what_happens_after_the_morning_waits_for_the_next(self) -> None:
        ann = factories.make_employee()
        tell(ann, NOON, "First")
        tick(NOON + DAY)
        tell(ann, NOON + DAY + timedelta(hours=1), "Second")
        tick(NOON + DAY + timedelta(hours=2))
        assert len(mail.outbox) == 1
        tick(NOON + 2 * DAY)
        assert "Second" in bodies()[1]
        assert "First" not in bodies()[1]

    def test_nothing_comes_when_nothing_happened(self) -> None:
        factories.make_employee()
        tick(NOON)
        tick(NOON + DAY)
        assert not mail.outbox
        assert not Digest.objects.exists()

    def test_by_the_week_it_comes_on_mondays(self) -> None:
        ann = factories.make_employee()
        wishing.set_pace(ann, Pace.WEEKLY)
        tell(ann, NOON)
        tick(NOON + DAY)
        assert not mail.outbox
        tick(NOON + 2 * DAY)
        assert len(mail.outbox) == 1
        assert Digest.objects.get().morning.weekday() == 0

    def test_after_an_outage_one_digest_tells_it_all(self) -> None:
        ann = factories.make_employee()
        for day in range(5):
            tell(ann, NOON + day * DAY, f"Day {day}")
        tick(NOON + 9 * DAY)
        tick(NOON + 9 * DAY)
        [body] = bodies()
        assert all(f"Day {day}" in body for day in range(5))

    def test_what_was_written_late_is_told_the_next_time(self) -> None:
        """A transaction that began before the morning and ended after its digest."""
        ann = factories.make_employee()
        tell(ann, NOON, "In time")
        tick(NOON + DAY)
        tell(ann, NOON + timedelta(hours=1), "Written late")
        tick(NOON + DAY + timedelta(hours=1))
        assert len(mail.outbox) == 1
        tick(NOON + 2 * DAY)
        assert "Written late" in bodies()[1]

    def test_what_was_tried_is_not_added_to(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its reader may have it: with more in it, the same mail would hide the rest."""
        ann = factories.make_employee()
        tell(ann, NOON, "First")
        with monkeypatch.context() as away:
            away.setattr(EmailMultiAlternatives, "send", refuse)
            with pytest.raises(ConnectionRefusedError):
                tick(NOON + DAY)
        tell(ann, NOON + DAY, "Second")
        for _twice in range(2):
            tick(NOON + 2 * DAY)
        assert ["First" in body for body in bodies()] == [True, False]
        assert ["Second" in body for body in bodies()] == [False, True]

    def test_what_was_not_tried_is_added_to(self) -> None:
        ann = factories.make_employee()
        tell(ann, NOON, "First")
        [(key, morning)] = digesting.due(NOON + DAY)
        digesting.make(key, morning)
        tell(ann, NOON + DAY, "Second")
        tick(NOON + 2 * DAY)
        [body] = bodies()
        assert "First" in body
        assert "Second" in body


def refuse(_mail: EmailMultiAlternatives) -> int:
    raise ConnectionRefusedError


@pytest.mark.django_db
class TestPermission:
    """Asked at the moment of sending."""

    def test_what_one_may_no_longer_see_is_left_out(self) -> None:
        customer = factories.make_outsider()
        tell(customer, NOON, "Hidden since", audience=Audience.NETWORK)
        tell(customer, NOON, "Still there", audience=Audience.NETWORK)
        Idea.objects.filter(title="Hidden since").update(audience=Audience.INTERNAL)
        tick(NOON + DAY)
        assert "Hidden since" not in str(mail.outbox[0].message())
        assert "Still there" in bodies()[0]

    def test_what_is_for_employees_is_left_out(self) -> None:
        customer = factories.make_outsider()
        notice = tell(customer, NOON)
        Event.objects.filter(pk=notice.event_id).update(reach="employees")
        tick(NOON + DAY)
        assert not mail.outbox

    def test_what_was_read_is_left_out(self) -> None:
        ann = factories.make_employee()
        notice = tell(ann, NOON)
        Notice.objects.filter(pk=notice.pk).update(read_at=timezone.now())
        tick(NOON + DAY)
        assert not mail.outbox
        assert Digest.objects.get().dropped_at is not None

    @pytest.mark.parametrize("change", [{"is_active": False}, {"mails_wanted": False}])
    def test_who_left_or_wants_no_mail_gets_none(self, change: dict[str, bool]) -> None:
        ann = factories.make_employee()
        tell(ann, NOON)
        Person.objects.filter(pk=ann.pk).update(**change)
        tick(NOON + DAY)
        assert not mail.outbox
        assert not Notice.objects.untold().exists()


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_two_workers_send_one_digest(self) -> None:
        ann = factories.make_employee()
        for hour in range(3):
            tell(ann, NOON + timedelta(hours=hour))
        barrier = Barrier(3)

        def work(_worker: int) -> None:
            barrier.wait()
            try:
                tick(NOON + DAY)
            finally:
                connection.close()

        with ThreadPoolExecutor(3) as pool:
            list(pool.map(work, range(3)))
        tick(NOON + DAY)
        assert len(mail.outbox) == 1
        assert Digest.objects.get().notices.count() == 3

    def test_unsubscribing_while_it_is_sent_loses_neither(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ann = factories.make_employee()
        tell(ann, NOON)
        sending, leaving = Barrier(2), Barrier(2)
        real = EmailMultiAlternatives.send

        def send(message: EmailMultiAlternatives) -> int:
            sending.wait()
            leaving.wait()
            return real(message)

        monkeypatch.setattr(EmailMultiAlternatives, "send", send)

        def work() -> None:
            try:
                tick(NOON + DAY)
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            sent = pool.submit(work)
            sending.wait()
            token = unsubscribing.token_for_digests(ann)
            assert Client().post(f"/unsubscribe/{token}/").status_code == 200
            leaving.wait()
            sent.result()
        assert len(mail.outbox) == 1
        assert Digest.objects.get().mailed_at is not None
        assert wishing.pace_of(ann) == Pace.NEVER

    def test_choosing_twice_at_once_keeps_one_choice(self) -> None:
        ann = factories.make_employee()
        barrier = Barrier(4)

        def work(number: int) -> None:
            barrier.wait()
            try:
                wishing.set_pace(ann, (Pace.WEEKLY, Pace.NEVER)[number % 2])
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(4)))
        assert wishing.pace_of(ann) in {Pace.WEEKLY, Pace.NEVER}


@pytest.mark.django_db
class TestTheTask:
    def test_it_makes_and_sends(self) -> None:
        ann = factories.make_employee()
        tell(ann, timezone.now() - 2 * DAY)
        for _twice in range(2):
            tasks.tell_digests()
        assert len(mail.outbox) == 1

    def test_a_server_that_is_away_is_asked_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for _each in range(2):
            tell(factories.make_employee(), timezone.now() - 2 * DAY)
        asked = []

        def send(message: EmailMultiAlternatives) -> int:
            asked.append(message)
            raise ConnectionRefusedError

        monkeypatch.setattr(EmailMultiAlternatives, "send", send)
        tasks.tell_digests()
        assert len(asked) == 1
        assert Digest.objects.owed().count() == 2


@pytest.mark.django_db
class TestThePreview:
    def test_it_says_what_and_when_and_tells_nothing(self) -> None:
        ann = factories.make_employee(time_zone="Asia/Kolkata")
        client = Client()
        client.force_login(ann)
        assert "Nothing to tell yet" in client.get("/notices/digest/").content.decode()
        tell(ann, timezone.now(), "Pumps that listen")
        page = client.get("/notices/digest/").content.decode()
        assert "Pumps that listen" in page
        assert ", 07:00. As of now it says:" in page
        assert Notice.objects.untold().count() == 1
        wishing.set_pace(ann, Pace.NEVER)
        assert "You chose to get no digests." in client.get("/notices/digest/").content.decode()

    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_asks_as_much_for_thirty_as_for_one(
        self, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        ann = factories.make_employee()
        for _row in range(rows):
            tell(ann, NOON)
        client = Client()
        client.force_login(ann)
        client.get("/notices/digest/")
        with django_assert_max_num_queries(20):
            client.get("/notices/digest/")
