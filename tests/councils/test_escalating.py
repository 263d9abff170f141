"""What stays overdue goes beyond the chairs, once, and tells nobody what they may not know."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.urls import reverse

from councils import escalating, overdue, tasks
from councils.models import Assignment, Council, CouncilReview
from councils.workflow import assigning, conflicts, reviewing
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideas.models import Reader
from ideas.stages import Audience, ReaderReason
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_queries import assert_constant, counts

pytestmark = pytest.mark.django_db


def pass_days(days: float) -> None:
    """The database's clock decides, so its rows move back instead."""
    span = timedelta(days=days)
    Assignment.objects.update(due_at=F("due_at") - span)
    CouncilReview.objects.update(opened_at=F("opened_at") - span, due_at=F("due_at") - span)


def told(kind: str) -> set[int]:
    making.announce_all()
    return set(Notice.objects.filter(event__kind=kind).values_list("person", flat=True))


def make(**fields: Any) -> tuple[CouncilReview, Person, Person]:
    """A review with one member asked; its council escalates after five days."""
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council, **fields)
    making.assign(review, member, by=chair)
    return review, chair, member


def test_chairs_are_told_first_and_keepers_after_the_councils_days_once() -> None:
    review, chair, _member = make()
    keeper = review.council.created_by
    pass_days(16)
    tasks.remind()
    assert told("review.late") == {chair.pk}
    assert told("council.answer_long_overdue") == set()
    pass_days(4)
    for _time in range(2):
        tasks.remind()
    assert told("council.answer_long_overdue") == {keeper.pk}
    assert told("council.review_long_overdue") == {keeper.pk}
    assert Event.objects.filter(kind__endswith="long_overdue").count() == 2


def test_each_council_says_how_long_it_has() -> None:
    review, _chair, _member = make()
    Council.objects.update(escalation_days=9)
    pass_days(20)
    tasks.remind()
    assert escalating.escalate_all() == 0
    Council.objects.update(escalation_days=3)
    assert escalating.escalate_all() == 2
    assert not escalating.answer(review.pk)
    assert not escalating.review(Assignment.objects.get().pk)


def test_nothing_goes_up_before_the_chairs_were_told() -> None:
    make()
    pass_days(30)
    assert escalating.escalate_all() == 0


def test_a_review_that_came_in_late_does_not_go_up() -> None:
    review, _chair, member = make()
    pass_days(30)
    reviewing.submit(Assignment.objects.get(), making.draft(review), by=member)
    tasks.remind()
    assert told("council.review_long_overdue") == set()


def test_whoever_is_asked_anew_is_escalated_anew() -> None:
    review, chair, member = make()
    pass_days(30)
    tasks.remind()
    assert Assignment.objects.get().escalated_at is not None
    assigning.decline(Assignment.objects.get(), by=member, reason="Ill.")
    assert making.assign(review, member, by=chair).escalated_at is None


def test_a_keeper_in_conflict_hears_nothing_and_counts_nothing(sign_in: SignIn) -> None:
    review, _chair, _member = make()
    keeper, author = making.make_keeper(), review.idea.authorships.get().person
    Person.objects.filter(pk=author.pk).update(roles=["marketing"])
    factories.give_second_factor(author)
    conflicted = making.seat(review.council, making.make_keeper()).person
    conflicts.declare(review, conflicted, by=conflicted, reason="My flatmate.")
    pass_days(20)
    tasks.remind()
    for kind in ("council.answer_long_overdue", "council.review_long_overdue"):
        assert told(kind) == {keeper.pk, review.council.created_by_id}
    for person in (author, conflicted):
        page = sign_in(person).get(reverse("councils:overdue")).content.decode()
        assert "Nothing is overdue" in page
        assert review.idea.title not in page


def test_no_page_and_no_notice_names_who_is_late_or_what_one_may_not_see(sign_in: SignIn) -> None:
    keeper = making.make_keeper()
    review, chair, member = make(audience=Audience.RESTRICTED, title="Zanzibar tariffs")
    Person.objects.filter(pk=member.pk).update(name="Lateef Laggard")
    pass_days(20)
    tasks.remind()
    making.announce_all()
    client = sign_in(keeper)
    page = client.get(reverse("councils:overdue")).content.decode()
    notices = client.get(reverse("activity:notices")).content.decode()
    assert "An idea that you do not see" in page
    assert chair.name in page
    assert "waits for a review" in notices
    for shown in (page, notices):
        assert "Zanzibar" not in shown
        assert "Lateef" not in shown
    Reader.objects.create(idea=review.idea, person=keeper, reason=ReaderReason.NAMED)
    assert "Zanzibar" in client.get(reverse("councils:overdue")).content.decode()


def test_counts_of_a_review_wait_until_ones_own_is_in() -> None:
    review, chair, _member = make()
    keeper = making.seat(review.council, making.make_keeper()).person
    making.assign(review, keeper, by=chair)
    pass_days(20)
    person = Person.objects.for_session().get(pk=keeper.pk)
    assert [(line.answers, line.reviews) for line in overdue.lines(person)] == [(1, 0)]
    making.submit_as(review, keeper)
    assert [(line.answers, line.reviews, line.days) for line in overdue.lines(person)] == [(1, 1, 5)]


def test_a_long_list_costs_what_a_short_one_costs(sign_in: SignIn) -> None:
    keeper = making.make_keeper()

    def grow(number: int) -> None:
        for _number in range(number):
            council, chair, (member, _other) = making.make_chaired_council()
            making.assign(making.make_review(council), member, by=chair)
        pass_days(20)

    assert_constant(counts(sign_in, keeper, reverse("councils:overdue"), grow), budget=9)
