"""A chair's pages of a council of 250: what each takes, in milliseconds and queries, without the wire."""

import statistics
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from councils.models import Assignment, CouncilReview, Recommendation, Score, Seat
from councils.stages import AssignmentState, Outcome, SeatClass
from ideanet.people.models import Person
from tests import factories
from tests.councils import making

ROWS, ROUNDS = 250, 15

pytestmark = pytest.mark.django_db


def make_large_review() -> tuple[CouncilReview, Person]:
    """All 250 members are asked; four of five reviews are in."""
    council, chair, _members = making.make_chaired_council(members=0, load_limit=90)
    review = making.make_review(council)
    like = factories.make_employee()
    people = Person.objects.bulk_create(
        Person(
            email=f"member{n}@haldenrook.example",
            name=f"Member {n}",
            organisation=like.organisation,
            is_active=True,
        )
        for n in range(ROWS)
    )
    since = timezone.localdate() - timedelta(days=1)
    seats = Seat.objects.bulk_create(
        Seat(council=council, person=person, seat_class=SeatClass.EXPERT, starts_on=since, given_by=chair)
        for person in people
    )
    assignments = Assignment.objects.bulk_create(
        Assignment(
            review=review,
            seat=seat,
            person=seat.person,
            state=AssignmentState.ACCEPTED,
            assigned_by=chair,
            due_at=review.due_at,
        )
        for seat in seats
    )
    submitted = Recommendation.objects.bulk_create(
        Recommendation(
            assignment=a,
            outcome=Outcome.APPROVE,
            to_authors="Well argued, **thinly** proved.",
            submitted_at=timezone.now(),
        )
        for a in assignments[: ROWS * 4 // 5]
    )
    Score.objects.bulk_create(
        Score(recommendation=r, criterion=criterion, points=1 + (n + criterion.pk) % 5)
        for n, r in enumerate(submitted)
        for criterion in review.scorecard.criteria.all()
    )
    return review, chair


def test_pages_of_a_council_of_250() -> None:
    review, chair = make_large_review()
    client = Client()
    client.force_login(chair)
    table = Table("page", "median ms", "queries", "ms in the database", "kB", title=f"{ROWS} rows")
    for name in ("dashboard", "review", "discussion", "decision"):
        address = reverse(f"councils:{name}", args=[review.pk])
        assert client.get(address).status_code == 200
        times = []
        for _round in range(ROUNDS):
            start = time.perf_counter()
            size = len(client.get(address).content)
            times.append(time.perf_counter() - start)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        spent = sum(float(query["time"]) for query in captured.captured_queries) * 1000
        row = (
            f"{statistics.median(times) * 1000:.0f}",
            str(len(captured)),
            f"{spent:.0f}",
            f"{size / 1024:.0f}",
        )
        table.add_row(name, *row)
    Console(width=120).print(table)
