"""Deadlines to the millisecond: the database's clock decides, in real threads, whatever the clock of the site says."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import F, Func, QuerySet
from django.utils import timezone

from councils import records
from councils.models import Assignment, Council, CouncilReview, Decision, Recommendation, Seat, SeatInvitation
from councils.stages import Outcome, SeatClass
from councils.workflow import deciding, reviewing, seating
from councils.workflow.seating import Offer
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideas.errors import OutOfDateError
from tests import factories
from tests.councils import making
from tests.councils.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

A_MILLISECOND = timedelta(milliseconds=1)
WAITERS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


class Clock(Func):
    """The database's clock at this very moment."""

    function = "clock_timestamp"


@contextmanager
def clock_off_by(days: int) -> Iterator[None]:
    """The site's own clock goes wrong; the database's does not."""
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
        yield


def just_as(locked: "QuerySet[Any]", call: Callable[[], Any], change: Callable[[], Any]) -> Any:
    """What `call` answered or raised that waited in a thread for a row, which `change`d meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            locked.select_for_update().get()
            future = pool.submit(_on_its_own, call)
            with connection.cursor() as cursor:
                while cursor.execute(WAITERS).fetchone() == (0,):
                    assert not future.done(), future.result()
            change()
        return future.result()


def _on_its_own(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except (GoneError, OutOfDateError) as error:
        return error
    finally:
        connection.close()


def make_asked() -> tuple[CouncilReview, Assignment, Person, Person]:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    return review, making.assign(review, member, by=chair), member, chair


def is_on_time(review: CouncilReview, chair: Person) -> bool:
    """As the council's figures have it, once it is closed."""
    making.close(making.reload(review), by=chair)
    return records.records_of(review.council, chair)[0].is_on_time


@pytest.mark.parametrize(("off_by", "left", "expected"), [(-2, 0, False), (2, 1, True)])
def test_a_review_submitted_as_its_deadline_passes_is_late_or_not_by_the_databases_clock(
    off_by: int, left: int, expected: bool
) -> None:
    """The deadline is set while the submission waits: to that very moment, or to an hour after it."""
    review, assignment, member, chair = make_asked()
    submit = partial(reviewing.submit, assignment, making.draft(review), by=member)
    with clock_off_by(off_by):
        answer = just_as(
            CouncilReview.objects.filter(pk=review.pk),
            submit,
            lambda: Assignment.objects.update(due_at=Clock() + timedelta(hours=left)),
        )
    assert isinstance(answer, Recommendation)
    assert is_on_time(review, chair) is expected


@pytest.mark.parametrize(("later", "expected"), [(-A_MILLISECOND, False), (A_MILLISECOND * 0, True)])
def test_a_millisecond_decides(later: timedelta, expected: bool) -> None:
    review, assignment, member, chair = make_asked()
    (submitted,) = at_once(partial(reviewing.submit, assignment, making.draft(review), by=member))
    Assignment.objects.update(due_at=submitted.submitted_at + later)
    assert is_on_time(review, chair) is expected


@pytest.mark.parametrize(("off_by", "left", "is_seated"), [(-2, 0, False), (2, 1, True)])
def test_an_invitation_accepted_as_it_runs_out_is_refused_or_a_seat_by_the_databases_clock(
    off_by: int, left: int, is_seated: bool
) -> None:
    council, person = making.make_council(), factories.make_employee()
    offer = Offer(SeatClass.EXPERT, timezone.localdate() - timedelta(days=3))
    invitation = seating.invite(council, person, offer, by=council.created_by)
    with clock_off_by(off_by):
        answer = just_as(
            Council.objects.filter(pk=council.pk),
            partial(seating.accept, invitation, by=person),
            lambda: SeatInvitation.objects.update(expires_at=Clock() + timedelta(hours=left)),
        )
    assert isinstance(answer, Seat if is_seated else GoneError)
    assert Seat.objects.filter(person=person).exists() is is_seated


def test_what_is_overdue_is_so_from_the_next_moment_on() -> None:
    review, assignment, _member, _chair = make_asked()
    with clock_off_by(-30):
        Assignment.objects.update(due_at=Clock() + timedelta(hours=1))
        assert not Assignment.objects.overdue().exists()
        Assignment.objects.update(due_at=Clock())
        assert list(Assignment.objects.overdue()) == [assignment]
        CouncilReview.objects.update(opened_at=F("opened_at") - timedelta(days=1), due_at=Clock())
        assert list(CouncilReview.objects.overdue()) == [review]


def test_a_draft_saved_while_the_chair_decides_counts_for_nothing() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    for _try in range(3):
        review = making.make_review(council)
        making.submit(review, one, by=chair)
        assignment = making.assign(review, two, by=chair)
        draft = making.draft(review, points=1, outcome=Outcome.DECLINE)
        saved, decided = at_once(
            partial(reviewing.save, assignment, draft, by=two),
            partial(deciding.decide, review, by=chair, outcome=Outcome.APPROVE),
        )
        assert isinstance(decided, Decision)
        assert [vote["outcome"] for vote in decided.working["reviews"]] == [Outcome.APPROVE]
        assert isinstance(saved, OutOfDateError) or not saved.is_submitted
