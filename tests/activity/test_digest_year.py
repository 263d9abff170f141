"""A simulated year: clocks change, workers crash, the site is away; each event is told once."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from ideanet.activity import digesting, wishing
from ideanet.activity.models import Digest, Event, Notice
from ideanet.activity.mornings import zone_of
from ideanet.activity.stages import Pace
from ideanet.people.models import Person
from tests import factories
from tests.activity.test_announcing import HAILED

ZONES: Final = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe")
HOUR: Final = timedelta(hours=1)
# Around each change of a clock in 2026, and the end of the year.
CHANGES: Final = (
    "2026-03-08",
    "2026-03-29",
    "2026-04-05",
    "2026-10-04",
    "2026-10-25",
    "2026-11-01",
    "2026-12-31",
)


class CrashError(Exception):
    """The worker died."""


class Year:
    """People in all zones, an event told to all of them now and then, and a worker that dies as chance has it.

    Every other one of them wants a digest a week.
    """

    def __init__(self, seed: int, *, crashing: float, zones: Sequence[str]) -> None:
        self.random, self.crashing = Random(seed), crashing  # a simulation
        self.people = [factories.make_employee(time_zone=zone) for zone in zones]
        for person in self.people[1::2]:
            wishing.set_pace(person, Pace.WEEKLY)
        self.told_at: dict[int, datetime] = {}
        self.made = 0

    def happen(self, now: datetime) -> None:
        self.made += 1
        topic = self.people[0]
        event = Event.objects.create(
            kind=HAILED.name, topic_type="people.person", topic_id=topic.pk, at=now, announced_at=now
        )
        notices = [Notice(event=event, person=person, why="voted", in_digest=True) for person in self.people]
        Notice.objects.bulk_create(notices)
        Notice.objects.filter(event=event).update(at=now)

    def work(self, now: datetime) -> None:
        """One run of the task, which may die anywhere."""
        try:
            for person_pk, morning in list(digesting.due(now)):
                self._perhaps_crash()
                with transaction.atomic():
                    digesting.make(person_pk, morning)
                    self._perhaps_crash()
            for pk in list(Digest.objects.owed().values_list("pk", flat=True)):
                with dying_server(self._perhaps_crash):
                    digesting.send(pk)
                self.told_at.setdefault(pk, now)
        except CrashError:
            return

    def _perhaps_crash(self) -> None:
        if self.random.random() < self.crashing:
            raise CrashError


@contextmanager
def dying_server(crash: Callable[[], None]) -> Iterator[None]:
    """Sending may die before the mail server has the mail, and after, when nobody wrote down that it has."""
    real = EmailMultiAlternatives.send

    def send(message: EmailMultiAlternatives) -> int:
        crash()
        taken = real(message)
        crash()
        return taken

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", send)
        yield


def what_mail_programs_show() -> list[EmailMultiAlternatives]:
    """A mail that was sent again has the same Message-ID, and is shown once."""
    shown: dict[str, EmailMessage] = {}
    for sent in mail.outbox:
        shown.setdefault(str(sent.extra_headers["Message-ID"]), sent)
    return [sent for sent in shown.values() if isinstance(sent, EmailMultiAlternatives)]


def check(year: Year, *, until: datetime) -> None:
    """After a last quiet run: each event told to each person once, nothing empty, no more than one a morning."""
    year.crashing = 0
    for _twice in range(2):  # What was tried is sent first, then what came since.
        year.work(until)
    told: Counter[tuple[str, str]] = Counter()
    for sent in what_mail_programs_show():
        links = [line.strip() for line in str(sent.body).splitlines() if "/notices/" in line]
        found = [link.split("/")[4] for link in links if link.split("/")[4].isdigit()]
        assert found
        told.update((sent.to[0], key) for key in found)
    expected = {(email, str(pk)) for pk, email in Notice.objects.values_list("pk", "person__email")}
    assert told == Counter(expected)
    mornings = Counter(Digest.objects.values_list("person", "morning"))
    assert set(mornings.values()) <= {1}


def hour_of(person: Person, at: datetime) -> int:
    return at.astimezone(zone_of(person.time_zone)).hour


class TestAYear(TestCase):
    def test_a_year_looked_at_every_few_hours_tells_each_event_once(self) -> None:
        year = Year(1, crashing=0.02, zones=ZONES)
        now, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
        while now < last:
            if year.random.random() < 0.09:
                year.happen(now)
            if year.random.random() < 0.01:  # The site is away for some days.
                now += timedelta(hours=year.random.randrange(6, 120))
            year.work(now)
            now += timedelta(hours=17)  # At every hour of the day in turn.
        assert year.made > 30
        check(year, until=last + timedelta(days=14))


class TestTheDaysOfAChange(HypothesisTestCase):
    @settings(
        max_examples=5,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        change=st.sampled_from(CHANGES),
        seed=st.integers(0, 2**32),
        happening=st.lists(st.integers(0, 47), max_size=8),
        away=st.lists(st.integers(0, 47), max_size=20),
        crashing=st.sampled_from([0.0, 0.1, 0.3]),
    )
    def test_every_hour_around_a_change_with_crashes_and_outages(
        self, change: str, seed: int, happening: list[int], away: list[int], crashing: float
    ) -> None:
        mail.outbox.clear()
        year = Year(seed, crashing=crashing, zones=ZONES * 2)
        start = datetime.fromisoformat(change).replace(tzinfo=UTC) - 24 * HOUR
        for hour in range(48):
            now = start + hour * HOUR
            for _each in range(happening.count(hour)):
                year.happen(now - timedelta(minutes=20))
            if hour not in away:
                year.work(now)
        for digest in Digest.objects.select_related("person").filter(mailed_at__isnull=False):
            if not away and not crashing:
                assert hour_of(digest.person, year.told_at[digest.pk]) == 7
        check(year, until=start + timedelta(days=20))
