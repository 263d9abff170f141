"""The event log: append-only, chained, and verified."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from ideanet.activity import sealing, tasks
from ideanet.activity.models import Event, EventSeal
from tests import factories

committed = pytest.mark.django_db(transaction=True)


def happen(number: int = 3) -> list[Event]:
    """Events, each committed by itself where the test commits."""
    return [
        Event.objects.create(
            kind="test.done", topic_type="people.person", topic_id=key, data={"ü": [1.5, None], "a": key}
        )
        for key in range(1, number + 1)
    ]


def verify(*arguments: str) -> str:
    told = StringIO()
    call_command("verify_audit", *arguments, stdout=told)
    return told.getvalue()


@contextmanager
def behind_the_trigger(table: str = "activity_event") -> Iterator[None]:
    """What somebody with the database's password could do."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def refused(**changes: object) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        Event.objects.update(**changes)


@committed
class TestTheLog:
    def test_a_committed_event_is_neither_altered_nor_removed(self) -> None:
        [event] = happen(1)
        refused(data={})
        refused(at=timezone.now())
        refused(kind="test.undone")
        refused(actor=factories.make_employee())
        with pytest.raises(IntegrityError, match="append-only"):
            Event.objects.all().delete()
        assert list(Event.objects.values_list("pk", "kind")) == [(event.pk, "test.done")]

    def test_that_it_was_announced_may_be_noted(self) -> None:
        happen(1)
        assert Event.objects.update(announced_at=timezone.now()) == 1

    def test_noting_that_opens_no_way_to_the_rest(self) -> None:
        happen(1)
        with transaction.atomic():
            Event.objects.update(announced_at=timezone.now())
            with transaction.atomic():
                pass
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                Event.objects.update(data={})

    def test_what_is_not_committed_is_no_record_yet(self) -> None:
        with transaction.atomic():
            [event, other] = happen(2)
            Event.objects.filter(pk=event.pk).update(at=datetime(2026, 1, 1, tzinfo=UTC))
            Event.objects.filter(pk=other.pk).delete()
        assert list(EventSeal.objects.values_list("event_key", flat=True)) == [event.pk]

    def test_a_seal_is_final(self) -> None:
        happen(1)
        tasks.seal()
        with pytest.raises(IntegrityError, match="append-only"):
            EventSeal.objects.update(digest="0" * 64)
        with pytest.raises(IntegrityError, match="append-only"):
            EventSeal.objects.all().delete()


@committed
class TestSealing:
    def test_each_seal_carries_the_digest_before_it(self) -> None:
        keys = [event.pk for event in happen(3)]
        tasks.seal()
        one, two, three = EventSeal.objects.order_by("number")
        assert [seal.event_key for seal in (one, two, three)] == keys
        assert [seal.number for seal in (one, two, three)] == [1, 2, 3]
        assert (one.previous, two.previous, three.previous) == ("", one.digest, two.digest)
        assert len({one.digest, two.digest, three.digest}) == 3

    def test_the_digest_is_the_one_that_anybody_can_compute(self) -> None:
        at = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
        columns = (7, at, "vote.cast", 3, "ideas.idea", 9, "", None, "everyone", {"b": 1, "a": "é"})
        # echo -n '["",7,"2026-03-01T12:30:00.000000+00:00",…,{"a":"\u00e9","b":1}]' | sha256sum
        assert (
            sealing.digest_of("", columns)
            == "3cb74f28530245e6c8e47d39cf8a9d96da3abefd2a389fec872bd281f3c5fe40"
        )

    def test_a_rolled_back_event_leaves_no_gap(self) -> None:
        happen(1)
        with transaction.atomic():
            happen(1)
            transaction.set_rollback(True)
        happen(1)
        tasks.seal()
        assert verify().startswith("2 events sealed, every link holds; 0 wait")

    def test_an_event_that_commits_late_is_sealed_after_those_that_overtook_it(self) -> None:
        began, overtaken = Barrier(2), Barrier(2)

        def dawdle() -> int:
            try:
                with transaction.atomic():
                    [event] = happen(1)
                    began.wait()
                    overtaken.wait()
                return event.pk
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            late = pool.submit(dawdle)
            began.wait()
            [quick] = happen(1)
            tasks.seal()
            overtaken.wait()
            assert late.result() < quick.pk
        tasks.seal()
        assert list(EventSeal.objects.order_by("number").values_list("event_key", flat=True)) == [
            quick.pk,
            late.result(),
        ]
        assert verify().startswith("2 events sealed")

    def test_two_sealers_at_once_make_one_chain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sealing, "BATCH", 7)
        happen(60)
        barrier = Barrier(3)

        def seal(_sealer: int) -> int:
            try:
                barrier.wait()
                return sum(sealing.seal_waiting())
            finally:
                connection.close()

        with ThreadPoolExecutor(3) as pool:
            assert sum(pool.map(seal, range(3))) == 60
        assert verify().startswith("60 events sealed, every link holds")

    def test_a_writer_does_not_wait_for_a_sealer(self) -> None:
        happen(1)
        with transaction.atomic():
            sealing.seal_batch()

            def write() -> None:
                try:
                    with connection.cursor() as cursor:
                        cursor.execute("SET lock_timeout = '2s'")
                    happen(1)
                finally:
                    connection.close()

            with ThreadPoolExecutor(1) as pool:
                pool.submit(write).result()
        assert "1 wait" in verify()


@committed
class TestVerifying:
    def test_an_empty_log_holds(self) -> None:
        assert verify() == "0 events sealed, every link holds; 0 wait to be sealed.\n"

    def test_a_row_altered_behind_the_trigger_is_named(self) -> None:
        events = happen(5)
        tasks.seal()
        with behind_the_trigger():
            Event.objects.filter(pk=events[2].pk).update(data={"a": 4})
        with pytest.raises(CommandError, match=rf"event {events[2].pk} \(seal 3\): altered"):
            verify()

    def test_a_removed_event_is_named(self) -> None:
        events = happen(3)
        tasks.seal()
        with behind_the_trigger():
            Event.objects.filter(pk=events[1].pk).delete()
        with pytest.raises(CommandError, match=rf"event {events[1].pk} \(seal 2\): missing"):
            verify()

    def test_a_removed_seal_is_named_by_the_one_after_it(self) -> None:
        happen(3)
        tasks.seal()
        with behind_the_trigger("activity_eventseal"):
            EventSeal.objects.filter(number=2).delete()
        with pytest.raises(CommandError, match=r"\(seal 3\): missing, the seal before it should be 2"):
            verify()

    def test_two_events_that_changed_places_are_named(self) -> None:
        events = happen(3)
        tasks.seal()
        with behind_the_trigger("activity_eventseal"):
            for old, new in ((2, 9), (3, 2), (9, 3)):
                EventSeal.objects.filter(number=old).update(number=new)
        with pytest.raises(CommandError, match=rf"event {events[2].pk} \(seal 2\): reordered"):
            verify()

    @pytest.mark.parametrize("model", [Event, EventSeal])
    def test_what_is_removed_before_it_was_sealed_is_named(self, model: type[Model]) -> None:
        events = happen(2)
        with behind_the_trigger(model._meta.db_table):
            model._default_manager.filter(pk=events[0].pk).delete()
        with pytest.raises(CommandError, match=rf"event {events[0].pk}: missing"):
            verify()

    def test_a_chain_made_anew_does_not_hold_a_head_that_was_noted(self) -> None:
        happen(3)
        tasks.seal()
        head = verify().split("Head: ")[1].strip()
        assert verify("--noted", head).startswith("3 events sealed")
        with behind_the_trigger(), behind_the_trigger("activity_eventseal"):
            Event.objects.filter(topic_id=2).update(data={})
            EventSeal.objects.update(number=None, previous="", digest="")
        tasks.seal()
        assert verify().startswith("3 events sealed, every link holds")
        with pytest.raises(CommandError, match="seal 3: reordered"):
            verify("--noted", head)

    def test_a_chain_cut_short_does_not_hold_a_head_that_was_noted(self) -> None:
        events = happen(3)
        tasks.seal()
        head = verify().split("Head: ")[1].strip()
        with behind_the_trigger(), behind_the_trigger("activity_eventseal"):
            Event.objects.filter(pk=events[2].pk).delete()
            EventSeal.objects.filter(number=3).delete()
        assert verify().startswith("2 events sealed")
        with pytest.raises(CommandError, match="seal 3: missing, the chain ends before it"):
            verify("--noted", head)

    def test_a_head_that_is_none_is_refused(self) -> None:
        with pytest.raises(CommandError, match="NUMBER:DIGEST"):
            verify("--noted", "three")
