"""What follows from an event, exactly once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError
from pytest_django import Settings

from ideanet.activity import announcing, events, kinds, tasks
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from tests import factories

ROUSED: list[int] = []
HAILED = EventKind(
    "test.hailed",
    _("%(actor)s hailed %(topic)s"),
    tell=lambda event: [Telling(key, "yours") for key in event.data["people"]],
)
SILENT = EventKind("test.silent", "%(actor)s said nothing")
kinds.register(HAILED, SILENT)


def rouse(event: Event) -> None:
    ROUSED.append(event.pk)


kinds.register_consequence(HAILED, rouse)


@pytest.fixture(autouse=True)
def _asleep() -> None:
    ROUSED.clear()


def hail(*people: Person, by: Person | None = None) -> Event:
    """Record an event that tells the people."""
    topic = people[0] if people else factories.make_employee()
    with transaction.atomic():
        return events.record(HAILED, topic, by=by, people=[person.pk for person in people])


def hail_long_ago(person: Person) -> Event:
    """The log lets the time be changed only by the transaction that wrote it."""
    with transaction.atomic():
        event = hail(person)
        Event.objects.filter(pk=event.pk).update(at=timezone.now() - timedelta(minutes=5))
    return event


@pytest.mark.django_db
def test_an_event_is_told_once() -> None:
    ann, bob = factories.make_employee(), factories.make_employee()
    event = hail(ann, bob, by=bob)
    assert announcing.announce(event.pk) is True
    assert announcing.announce(event.pk) is False
    assert list(Notice.objects.values_list("person", "why")) == [(ann.pk, "yours")]
    assert [event.pk] == ROUSED
    event.refresh_from_db()
    assert event.announced_at is not None


@pytest.mark.django_db
def test_an_event_of_which_nobody_is_told_is_done_too() -> None:
    ann = factories.make_employee()
    with transaction.atomic():
        event = events.record(SILENT, ann, by=None)
    assert announcing.announce(event.pk) is True
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once() -> None:
    event = hail(*factories.PersonFactory.create_batch(20))
    Event.objects.update(announced_at=None)
    Notice.objects.all().delete()
    ROUSED.clear()
    barrier = Barrier(2)

    def announce(_worker: int) -> bool:
        barrier.wait()
        try:
            return announcing.announce(event.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(announce, range(2))) == [False, True]
    assert Notice.objects.count() == 20
    assert [event.pk] == ROUSED


@pytest.mark.django_db(transaction=True)
def test_a_consequence_that_fails_leaves_everything_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    event = hail(factories.make_employee())

    def fail(event: Event) -> None:
        raise ZeroDivisionError(event.pk)

    monkeypatch.setitem(kinds._consequences, HAILED.name, [fail])
    with pytest.raises(ZeroDivisionError):
        announcing.announce(event.pk)
    assert not Notice.objects.exists()
    assert list(Event.objects.owed()) == [event]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_finds_what_a_crash_left() -> None:
    ann = factories.make_employee()
    event, fresh = hail_long_ago(ann), hail(ann)
    tasks.sweep()
    assert list(Event.objects.owed()) == [fresh]  # A worker may be at it at this very moment.
    assert Notice.objects.filter(event=event).count() == 1
    Notice.objects.update(at=timezone.now() - timedelta(minutes=5))
    tasks.sweep()
    assert Notice.objects.filter(event=event, mailed_at__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_sweep_goes_on_past_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = hail_long_ago(factories.make_employee()), hail_long_ago(factories.make_employee())

    def fail(event: Event) -> None:
        if event.pk == bad.pk:
            raise ZeroDivisionError

    monkeypatch.setitem(kinds._consequences, HAILED.name, [fail])
    tasks.sweep()
    assert list(Event.objects.owed()) == [bad]
    assert Notice.objects.filter(event=good).exists()


@pytest.mark.django_db
def test_an_event_is_part_of_the_change_it_describes() -> None:
    ann = factories.make_employee()

    @transaction.atomic
    def change_half() -> None:
        events.record(SILENT, ann, by=ann)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_half()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_without_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        events.record(SILENT, factories.make_employee(), by=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("eager_tasks")
def test_a_worker_tells_and_mails_at_once(mailoutbox: list[object]) -> None:
    ann = factories.make_employee()
    hail(ann)
    assert Notice.objects.get(person=ann).mailed_at is not None
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_is_waited_for_by_nobody(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.announce, "delay", away)
    event = hail(factories.make_employee())
    assert list(Event.objects.owed()) == [event]
