"""A council's figures: who sees which, and what they are made of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from councils import quality, records, reviewers
from councils.models import Assignment, Council, CouncilReview, Recommendation
from councils.reviewers import Figures
from councils.stages import ConflictKind, Outcome
from ideanet.people.models import Person
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db


def judged(
    council: Council, chair: Person, points: dict[Person, int], *, close: bool = True
) -> CouncilReview:
    """A review with those points from each member on every criterion of five."""
    review = making.make_review(council)
    for person, given in points.items():
        making.submit(review, person, by=chair, points=given)
    if close:
        making.close(making.reload(review), by=chair)
    return making.reload(review)


def figures(council: Council, reader: Person) -> dict[int, Figures]:
    return reviewers.figures_of(records.records_of(council, reader))


def measured(council: Council, reader: Person) -> quality.Quality:
    return quality.quality_of(council, reader, records.records_of(council, reader))


def put_in_conflict(review: CouncilReview, person: Person) -> None:
    review.conflicts.create(person=person, kind=ConflictKind.RELATED)


class TestACouncil:
    def test_agreement_is_measured_by_criterion_over_closed_reviews(self) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        judged(council, chair, {one: 1, two: 1})
        judged(council, chair, {one: 5, two: 5})
        judged(council, chair, {one: 1, two: 5}, close=False)
        found = measured(council, chair)
        assert found.closed == 2
        assert {line.alpha.value for line in found.lines} == {1.0}
        assert {line.alpha.units for line in found.lines} == {2}
        assert len(found.lines) == council.scorecards.get().criteria.filter(is_text=False).count()
        assert found.outcomes.value is None

    def test_recommendations_are_compared_as_the_same_or_not(self) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        for outcome in (Outcome.APPROVE, Outcome.DECLINE):
            review = making.make_review(council)
            for person in (one, two):
                making.submit(review, person, by=chair, outcome=outcome)
            making.close(making.reload(review), by=chair)
        assert measured(council, chair).outcomes.value == 1.0

    def test_the_first_answer_is_timed_from_the_sending_to_the_letter(self) -> None:
        council, chair, (one, _two) = making.make_chaired_council()
        now = timezone.now()
        for days in (2, 4, 12):
            review = judged(council, chair, {one: 4})
            CouncilReview.objects.filter(pk=review.pk).update(
                opened_at=now - timedelta(days=days), closed_at=now
            )
        assert measured(council, chair).wait == quality.Wait(3, 4.0, 3.0, 8.0)

    def test_without_a_review_nothing_is_claimed(self) -> None:
        council, chair, _members = making.make_chaired_council()
        found = measured(council, chair)
        assert (found.closed, found.wait, found.overdue, found.lines) == (0, None, 0, [])

    def test_what_is_overdue_opens_to_its_reviews(self, sign_in: SignIn) -> None:
        council, chair, _members = making.make_chaired_council()
        late, other = (
            making.make_review(council, title="Late one"),
            making.make_review(council, title="In time"),
        )
        CouncilReview.objects.filter(pk=late.pk).update(
            opened_at=timezone.now() - timedelta(days=9), due_at=timezone.now() - timedelta(days=1)
        )
        put_in_conflict(judged(council, chair, {}, close=False), chair)
        assert measured(council, chair).overdue == 1
        page = sign_in(chair).get(reverse("councils:quality_reviews", args=[council.pk, "overdue"]))
        assert (b"Late one" in page.content, str(other) in page.content.decode()) == (True, False)

    def test_who_looks_after_councils_sees_figures_but_no_reviewer(self, sign_in: SignIn) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        judged(council, chair, {one: 1, two: 5})
        page = (
            sign_in(council.created_by).get(reverse("councils:quality", args=[council.pk])).content.decode()
        )
        assert "Agreement" in page
        assert one.name not in page
        chairs = sign_in(chair).get(reverse("councils:quality", args=[council.pk])).content.decode()
        assert one.name in chairs

    def test_the_page_costs_the_same_with_thirty_reviews(self, sign_in: SignIn) -> None:
        council, chair, (one, two) = making.make_chaired_council(load_limit=99)
        client, address = sign_in(chair), reverse("councils:quality", args=[council.pk])

        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            return len(captured)

        judged(council, chair, {one: 2, two: 3})
        client.get(address)
        few = cost()
        for _number in range(9):
            judged(council, chair, {one: 2, making.seat(council).person: 3})
        assert cost() == few <= 20


class TestAReviewer:
    def test_harshness_is_the_mean_difference_to_the_others_of_the_same_reviews(self) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        three = making.seat(council).person
        judged(council, chair, {one: 1, two: 3, three: 5})  # 0 against 50 and 100: 75 below
        judged(council, chair, {one: 3, two: 4})  # 50 against 75: 25 below
        judged(council, chair, {one: 5})  # nobody beside
        found = figures(council, chair)
        ones = found[one.pk]
        assert (ones.reviews, ones.compared, ones.harshness) == (3, 2, -50.0)
        assert (ones.leaning, ones.distance) == ("harsher", 50)
        assert ones.spread == pytest.approx(40.82, abs=0.01)
        assert (found[two.pk].leaning, found[two.pk].harshness) == ("kinder", 12.5)

    def test_who_is_alone_is_compared_with_nobody(self) -> None:
        council, chair, (one, _two) = making.make_chaired_council()
        judged(council, chair, {one: 5})
        alone = figures(council, chair)[one.pk]
        assert (alone.harshness, alone.spread, alone.leaning, alone.distance) == (None, None, "alike", 0)

    def test_a_late_review_is_counted_as_late(self) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        review = judged(council, chair, {one: 4, two: 4})
        Assignment.objects.filter(review=review, person=one).update(due_at=timezone.now() - timedelta(days=1))
        found = figures(council, chair)
        assert (found[one.pk].on_time, found[two.pk].on_time) == (0, 1)

    def test_a_chair_in_conflict_gets_figures_without_that_review(self, sign_in: SignIn) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        other = making.seat(council, is_chair=True).person
        judged(council, chair, {one: 3, two: 3})
        kept = judged(council, chair, {one: 1, two: 5})
        put_in_conflict(kept, other)
        assert figures(council, chair)[one.pk].harshness == -50.0
        found = figures(council, other)[one.pk]
        assert (found.reviews, found.harshness) == (1, 0.0)
        assert measured(council, other).closed == 1
        lists = sign_in(other).get(reverse("councils:quality_reviews", args=[council.pk, "closed"]))
        assert len(lists.context["page"]) == 1

    def test_a_review_that_one_owes_tells_nothing_of_the_others(self) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        review = making.make_review(council)
        making.submit(review, one, by=chair)
        making.assign(review, two, by=chair)
        making.close(making.reload(review), by=chair)
        assert figures(council, two) == {}
        assert list(figures(council, one)) == [one.pk]

    def test_a_void_review_is_no_figure(self) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        review = judged(council, chair, {one: 1, two: 5})
        Assignment.objects.filter(review=review, person=two).update(state="void")
        assert list(figures(council, chair)) == [one.pk]

    def test_only_the_reviewer_and_the_chairs_see_the_page(self, sign_in: SignIn) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        judged(council, chair, {one: 1, two: 5})
        address = reverse("councils:reviewer", args=[council.pk, one.pk])
        people = (one, chair, two, council.created_by, factories.make_employee())
        assert [sign_in(person).get(address).status_code for person in people] == [200, 200, 404, 404, 404]
        assert "harsher than the others" in sign_in(one).get(address).content.decode()

    def test_a_stranger_is_no_reviewer_and_a_new_member_is_told_to_wait(self, sign_in: SignIn) -> None:
        council, chair, (one, _two) = making.make_chaired_council()
        stranger = factories.make_employee()
        for reader in (chair, stranger):
            address = reverse("councils:reviewer", args=[council.pk, stranger.pk])
            assert sign_in(reader).get(address).status_code == 404
        page = sign_in(one).get(reverse("councils:reviewer", args=[council.pk, one.pk])).content.decode()
        assert "Your figures appear once a review that you wrote is closed." in page


class TestTheCertificate:
    def test_it_counts_the_reviews_of_its_year_and_names_no_idea(self, sign_in: SignIn) -> None:
        council, chair, (one, two) = making.make_chaired_council(name="Sages")
        reviews = [judged(council, chair, {one: 4, two: 3}) for _number in range(3)]
        last_year = timezone.now() - timedelta(days=366)
        Recommendation.objects.filter(assignment__review=reviews[0], assignment__person=one).update(
            submitted_at=last_year
        )
        client = sign_in(one)
        year = timezone.localdate().year
        page = client.get(reverse("councils:service", args=[council.pk, one.pk, year])).content.decode()
        assert f"wrote 2 reviews for the council “Sages” in {year}" in page
        assert chair.name in page
        assert str(reviews[1]) not in page
        before = client.get(reverse("councils:service", args=[council.pk, one.pk, last_year.year]))
        assert "wrote 1 review for" in before.content.decode()
        assert client.get(reverse("councils:service", args=[council.pk, one.pk, 2001])).status_code == 404

    def test_nobody_else_can_open_it(self, sign_in: SignIn) -> None:
        council, chair, (one, two) = making.make_chaired_council()
        judged(council, chair, {one: 4, two: 3})
        address = reverse("councils:service", args=[council.pk, one.pk, timezone.localdate().year])
        people = (one, chair, two, council.created_by)
        assert [sign_in(person).get(address).status_code for person in people] == [200, 200, 404, 404]
