"""Members' own reviews: saved as they type, submitted once, complete."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from councils.models import Assignment, CouncilReview, Recommendation, Score
from councils.stages import AssignmentState, Outcome
from councils.workflow import founding, reviewing
from councils.workflow.founding import Asked
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from tests.councils import making

pytestmark = pytest.mark.django_db


def make(*criteria: Asked, minimum_coverage: int = 50) -> tuple[CouncilReview, Assignment, Person, Person]:
    """A review with these criteria, one member asked for it, and the chair."""
    council, chair, (member, _other) = making.make_chaired_council()
    if criteria:
        founding.keep_scorecard(council, criteria, by=chair, minimum_coverage=minimum_coverage)
    review = making.make_review(council)
    return review, making.assign(review, member, by=chair), member, chair


def points_of(review: CouncilReview, *points: Any) -> dict[int, Any]:
    """By criterion, in order; a missing one is "-"."""
    criteria = review.scorecard.criteria.all()
    return {c.pk: p for c, p in zip(criteria, points, strict=True) if p != "-"}


def test_a_draft_may_lack_anything_and_accepts_the_request() -> None:
    review, assignment, member, _chair = make()
    draft = making.draft(review, outcome="", to_authors="", to_council="")
    reviewing.save(assignment, reviewing.Draft("", "Begun", "", {}), by=member)
    saved = reviewing.save(assignment, draft, by=member)
    assert (saved.to_authors, saved.submitted_at, saved.scores.count()) == ("", None, 4)
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.ACCEPTED
    assert str(saved) == f"recommendation {assignment.pk}"


def test_saving_again_changes_and_takes_away_scores() -> None:
    review, assignment, member, _chair = make()
    reviewing.save(assignment, making.draft(review, points=4), by=member)
    points = points_of(review, 2, None, "-", "-") | {0: 5}
    reviewing.save(assignment, reviewing.Draft("", "", "", points), by=member)
    scores = list(Score.objects.values_list("criterion__name", "points"))
    assert scores == [("Originality", 2), ("Evidence", None)]


def test_a_complete_review_is_submitted_once_and_a_double_click_is_one() -> None:
    review, assignment, member, _chair = make()
    draft = making.draft(review)
    first = reviewing.submit(assignment, draft, by=member)
    again = reviewing.submit(assignment, draft, by=member)
    assert (first.pk, first.submitted_at) == (again.pk, again.submitted_at)
    assert Event.objects.filter(kind="review.submitted").count() == 1


def test_a_submitted_review_is_not_changed_any_more() -> None:
    review, assignment, member, _chair = make()
    reviewing.submit(assignment, making.draft(review), by=member)
    with pytest.raises(OutOfDateError):
        reviewing.submit(assignment, making.draft(review, points=1), by=member)
    with pytest.raises(OutOfDateError):
        reviewing.save(assignment, making.draft(review, points=1), by=member)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ((3, 3, "-"), "Still to be answered: Third"),
        ((None, None, 3), "answered 33 % of the scorecard by weight; it takes 50 %"),
    ],
)
def test_required_criteria_and_coverage_are_checked(points: tuple[Any, ...], message: str) -> None:
    review, assignment, member, _chair = make(
        Asked("First", allows_not_applicable=True),
        Asked("Second", allows_not_applicable=True),
        Asked("Third"),
    )
    draft = reviewing.Draft(Outcome.APPROVE, "Good.", "", points_of(review, *points))
    with pytest.raises(RefusedError, match=message):
        reviewing.submit(assignment, draft, by=member)


def test_the_golden_scorecard_is_covered_by_three_quarters() -> None:
    criteria = (Asked("originality", weight=2), Asked("evidence", allows_not_applicable=True), Asked("reach"))
    for minimum, refused in ((75, False), (76, True)):
        review, assignment, member, _chair = make(*criteria, minimum_coverage=minimum)
        draft = reviewing.Draft(Outcome.APPROVE, "Good.", "", points_of(review, 5, None, 3))
        if refused:
            with pytest.raises(RefusedError, match="75 %"):
                reviewing.submit(assignment, draft, by=member)
        else:
            assert reviewing.submit(assignment, draft, by=member).is_submitted


def test_what_is_optional_may_be_left_out() -> None:
    review, assignment, member, _chair = make(Asked("Must"), Asked("May", is_required=False))
    draft = reviewing.Draft(Outcome.APPROVE, "Good.", "", points_of(review, 3, "-"))
    assert reviewing.submit(assignment, draft, by=member).is_submitted


@pytest.mark.parametrize(
    ("fields", "message"), [({"outcome": ""}, "recommend"), ({"to_authors": "  "}, "Write to the authors")]
)
def test_a_review_recommends_and_has_words(fields: dict[str, Any], message: str) -> None:
    review, assignment, member, _chair = make()
    with pytest.raises(RefusedError, match=message):
        reviewing.submit(assignment, making.draft(review, **fields), by=member)


def test_nobody_writes_anothers_review() -> None:
    review, assignment, _member, chair = make()
    with pytest.raises(PermissionDenied):
        reviewing.save(assignment, making.draft(review), by=chair)
    with pytest.raises(PermissionDenied):
        reviewing.submit(assignment, making.draft(review), by=chair)


def test_nothing_is_submitted_once_the_council_has_decided() -> None:
    review, assignment, member, chair = make()
    other = review.council.seats.exclude(person__in=[member, chair]).get().person
    making.submit(review, other, by=chair)
    making.decide(review, by=chair)
    with pytest.raises(OutOfDateError):
        reviewing.submit(assignment, making.draft(review), by=member)


@pytest.mark.parametrize("fields", [{"outcome": "maybe"}, {"outcome": ""}])
def test_the_database_refuses_a_submitted_review_that_recommends_nothing(fields: dict[str, Any]) -> None:
    review, assignment, member, _chair = make()
    reviewing.submit(assignment, making.draft(review), by=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.update(**fields)


def test_the_database_refuses_points_off_the_scale() -> None:
    review, assignment, member, _chair = make()
    reviewing.save(assignment, making.draft(review), by=member)
    for points in (0, 11):
        with pytest.raises(IntegrityError), transaction.atomic():
            Score.objects.update(points=points)
    score = Score.objects.all()[0]
    assert str(score) == f"{score.criterion_id}: 4"
