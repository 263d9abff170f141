"""Examples with agreed scores: scored before a first review, compared afterwards, private to member and chairs."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from councils import calibration
from councils.models import Assignment, Calibration, Council, Example, Recommendation
from councils.stages import Blindness
from councils.workflow import calibrating, reviewing
from councils.workflow.calibrating import Wanted
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from ideas.stages import Audience
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_queries import assert_constant, counts

pytestmark = pytest.mark.django_db


def make_example(council: Council, chair: Person, points: int = 3, **fields: Any) -> Example:
    """The same agreed points on every criterion of the scorecard."""
    criteria = council.scorecards.latest("version").criteria.all()
    agreed = {c.pk: (points, f"Agreed on {c.name}.") for c in criteria}
    text = {} if "review" in fields else {"title": "Tolls by weather", "body": "Charge less in the *rain*."}
    return calibrating.add(council, Wanted(agreed, **text | fields), by=chair)


def points_for(example: Example, points: int) -> dict[int, int | None]:
    return {agreed.criterion_id: points for agreed in example.agreed.all()}


def form_for(example: Example, points: int) -> dict[str, str]:
    return {f"points_{key}": str(points) for key in points_for(example, points)}


def test_a_member_scores_an_example_and_sees_how_far_they_were_with_the_reasons(sign_in: SignIn) -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    example = make_example(council, chair)
    client = sign_in(one)
    before = client.get(example.get_absolute_url()).content.decode()
    assert "<em>rain</em>" in before
    assert "Agreed on" not in before
    after = client.post(example.get_absolute_url(), form_for(example, 5), follow=True).content.decode()
    assert "2 points kinder" in after
    assert "Agreed on Evidence." in after
    overview = client.get(reverse("councils:calibration", args=[council.pk])).content.decode()
    assert "50 % of the scale apart" in overview
    assert "on the whole kinder" in overview


def test_distances_are_shares_of_the_scale_and_leave_out_what_does_not_apply() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    example = make_example(council, chair, points=3)
    first, second, *rest = points_for(example, 3)
    given = {first: 1, second: None} | dict.fromkeys(rest, 4)
    calibrating.score(example, given, by=one)
    (result,) = calibration.results_of(Example.objects.for_page(), one)
    assert [line.distance for line in result.lines] == [-50.0, None, 25.0, 25.0]
    standing = calibration.standing_of(one, [result])
    assert standing.distance == pytest.approx(100 / 3)
    assert (standing.done, standing.leaning) == (1, 0.0)
    assert standing.word == "alike"


def test_an_example_is_scored_once() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    example = make_example(council, chair)
    first = calibrating.score(example, points_for(example, 4), by=one)
    assert calibrating.score(example, points_for(example, 4), by=one) == first
    with pytest.raises(OutOfDateError):
        calibrating.score(example, points_for(example, 3), by=one)
    assert Event.objects.filter(kind="calibration.scored").count() == 1


def test_a_first_review_waits_for_the_examples_where_the_council_asks_for_it(sign_in: SignIn) -> None:
    council, chair, (one, two) = making.make_chaired_council(requires_calibration=True, load_limit=9)
    example = make_example(council, chair)
    review = making.make_review(council)
    assignment = making.assign(review, one, by=chair)
    page = sign_in(one).get(review.get_absolute_url()).content.decode()
    assert "score the example that the council agreed on" in page
    with pytest.raises(RefusedError, match="score its examples"):
        reviewing.submit(assignment, making.draft(review), by=one)
    reviewing.save(assignment, making.draft(review), by=one)
    calibrating.score(example, points_for(example, 2), by=one)
    reviewing.submit(assignment, making.draft(review), by=one)
    later = make_example(council, chair, title="Another")  # Who has reviewed here is new no longer.
    making.submit(making.make_review(council), one, by=chair)
    assert not Calibration.objects.filter(example=later).exists()
    making.submit(making.make_review(council), chair, by=chair)  # Chairs agreed on them.
    assert calibration.still_to_score(council, two) == 2
    Council.objects.update(requires_calibration=False)
    making.submit(making.make_review(council), two, by=chair)
    assert Recommendation.objects.filter(submitted_at__isnull=False).count() == 4


def test_a_refused_submission_keeps_what_was_written(sign_in: SignIn) -> None:
    council, chair, (one, _two) = making.make_chaired_council(requires_calibration=True)
    make_example(council, chair)
    review = making.make_review(council)
    making.assign(review, one, by=chair)
    criteria = {f"criterion_{c.pk}": "4" for c in review.scorecard.criteria.all()}
    data = criteria | {"outcome": "approve", "to_authors": "Well argued."}
    answer = sign_in(one).post(reverse("councils:recommendation", args=[review.pk]), data)
    assert answer.status_code == 422
    kept = Recommendation.objects.get(assignment=Assignment.objects.get())
    assert (kept.to_authors, kept.submitted_at) == ("Well argued.", None)


def test_results_are_for_the_member_and_the_chairs_alone(sign_in: SignIn) -> None:
    council, chair, (one, two) = making.make_chaired_council()
    example = make_example(council, chair)
    calibrating.score(example, points_for(example, 1), by=one)
    address = reverse("councils:calibration_member", args=[council.pk, one.pk])
    keeper = council.created_by
    statuses = [sign_in(person).get(address).status_code for person in (one, chair, two, keeper)]
    assert statuses == [200, 200, 404, 404]
    overview = reverse("councils:calibration", args=[council.pk])
    secretary = making.seat(council, is_secretary=True).person  # Never reviews, so has nothing to score.
    assert one.name in sign_in(chair).get(overview).content.decode()
    assert secretary.name not in sign_in(chair).get(overview).content.decode()
    assert one.name not in sign_in(two).get(overview).content.decode()
    assert sign_in(keeper).get(overview).status_code == 403


def test_a_decided_idea_is_an_example_only_for_those_who_may_see_it(sign_in: SignIn) -> None:
    council, chair, (one, two) = making.make_chaired_council(blindness=Blindness.AUTHORS_HIDDEN)
    writer = making.seat(council, factories.make_employee(name="Wanda Writer")).person
    idea = factories.make_idea(writer, title="Pumps that text")
    review = making.make_review(council, idea)
    making.submit(review, one, by=chair)
    making.close(review, by=chair)
    example = make_example(council, chair, review=review)
    page = sign_in(two).get(example.get_absolute_url()).content.decode()
    assert "Pumps that text" in page
    assert "Wanda Writer" not in page
    assert sign_in(writer).get(example.get_absolute_url()).status_code == 404
    assert calibration.still_to_score(council, writer) == 0
    type(idea).objects.filter(pk=idea.pk).update(audience=Audience.RESTRICTED)
    assert sign_in(two).get(example.get_absolute_url()).status_code == 404
    assert (
        "Pumps that text"
        not in sign_in(two).get(reverse("councils:calibration", args=[council.pk])).content.decode()
    )


def test_only_closed_reviews_of_this_council_become_examples() -> None:
    council, chair, _members = making.make_chaired_council()
    other, second, (member, _other) = making.make_chaired_council()
    with pytest.raises(RefusedError, match="closed review"):
        make_example(council, chair, review=making.make_review(council))
    review = making.make_review(other)
    making.submit(review, member, by=second)
    making.close(review, by=second)
    with pytest.raises(RefusedError, match="closed review"):
        make_example(council, chair, review=review)
    make_example(other, second, review=review)
    with pytest.raises(RefusedError, match="already"):
        make_example(other, second, review=review)


def test_an_example_needs_a_text_and_a_reason_for_each_criterion() -> None:
    council, chair, _members = making.make_chaired_council()
    with pytest.raises(RefusedError, match="title and a text"):
        make_example(council, chair, title="", body="")
    with pytest.raises(RefusedError, match="Say why"):
        calibrating.add(council, Wanted({}, "A title", "A text"), by=chair)
    assert not Example.objects.exists()


def test_only_chairs_write_and_take_out_and_only_members_score(sign_in: SignIn) -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    example = make_example(council, chair)
    with pytest.raises(PermissionDenied):
        make_example(council, one)
    with pytest.raises(PermissionDenied):
        calibrating.retire(example, by=one)
    for person in (chair, council.created_by):
        with pytest.raises(PermissionDenied):
            calibrating.score(example, points_for(example, 3), by=person)
    calibrating.retire(example, by=chair)
    with pytest.raises(OutOfDateError):
        calibrating.retire(example, by=chair)
    with pytest.raises(OutOfDateError):
        calibrating.score(example, points_for(example, 3), by=one)
    assert sign_in(council.created_by).get(example.get_absolute_url()).status_code == 404


def test_a_chair_writes_an_example_on_a_page_and_gets_it_back_filled(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()
    address = reverse("councils:new_example", args=[council.pk])
    client = sign_in(chair)
    criteria = list(council.scorecards.latest("version").criteria.all())
    agreed = {f"points_{c.pk}": "4" for c in criteria} | {f"reason_{c.pk}": "Proved twice." for c in criteria}
    wrong = client.post(address, agreed | {"title": "Quieter cranes"})
    assert wrong.status_code == 422
    assert "Quieter cranes" in wrong.content.decode()
    assert client.post(address, agreed | {"title": "Quieter cranes", "body": "At night."}).status_code == 302
    assert list(Example.objects.get().agreed.values_list("points", flat=True)) == [4, 4, 4, 4]


def test_many_examples_and_members_cost_what_few_cost(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()

    def grow(number: int) -> None:
        for _number in range(number):
            example = make_example(council, chair)
            calibrating.score(example, points_for(example, 3), by=making.seat(council).person)

    assert_constant(
        counts(sign_in, chair, reverse("councils:calibration", args=[council.pk]), grow), budget=11
    )
