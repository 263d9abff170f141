"""A declared conflict shuts a person out and voids what they did."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from councils import notices, rules
from councils.models import Assignment, Conflict, CouncilReview, Decision, Remark
from councils.stages import AssignmentState, ConflictKind, ReviewState
from councils.workflow import conflicts, deciding, deliberating
from ideanet.activity.models import Event
from ideanet.people.stages import Role
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Reader
from ideas.stages import Audience
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def test_a_conflict_voids_the_review_and_the_remarks_of_the_member() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.submit(review, two, by=chair)
    deliberating.say(review, by=one, body="I like it.", request_key=uuid4())
    conflict = conflicts.declare(review, one, by=one, reason="I am his landlord.")
    assert (conflict.kind, conflict.declared_by, conflict.reason) == (
        ConflictKind.DECLARED,
        one,
        "I am his landlord.",
    )
    assert Assignment.objects.get(person=one).state == AssignmentState.VOID
    assert Remark.objects.get().void_at is not None
    review = making.reload(review)
    assert not rules.may_view_review(one, review)
    assert not Remark.objects.visible_to(two).exists()


def test_a_chair_may_declare_a_members_conflict_and_is_told_of_others() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    conflicts.declare(review, one, by=chair, reason="Married to the author.")
    conflicts.declare(review, two, by=two, reason="Sold the author a car.")
    making.announce_all()
    events = Event.objects.filter(kind="review.conflicted").order_by("pk")
    assert [list(e.notices.values_list("person", flat=True)) for e in events] == [[], [chair.pk]]


def test_members_do_not_declare_each_others_conflicts() -> None:
    council, _chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    with pytest.raises(PermissionDenied):
        conflicts.declare(review, two, by=one, reason="I want them out.")
    with pytest.raises(PermissionDenied):
        conflicts.declare(review, two, by=factories.make_employee(), reason="Me too.")


def test_a_conflict_is_declared_once_with_a_reason_and_while_the_review_is_under_way() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    with pytest.raises(RefusedError):
        conflicts.declare(review, one, by=one, reason="")
    conflicts.declare(review, one, by=one, reason="Cousins.")
    with pytest.raises(PermissionDenied):
        conflicts.declare(review, one, by=one, reason="Cousins.")
    with pytest.raises(OutOfDateError):
        conflicts.declare(review, one, by=chair, reason="Cousins.")
    making.submit(review, two, by=chair)
    making.close(review, by=chair)
    with pytest.raises(OutOfDateError):
        conflicts.declare(review, two, by=two, reason="Late.")
    assert [str(c) for c in Conflict.objects.all()] == [f"{one.pk} not on {review.pk}"]


def test_a_conflict_after_the_decision_undoes_it_and_a_new_one_leaves_the_void_review_out() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=2)
    third = making.seat(council).person
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.submit(review, two, by=chair)
    old = making.decide(review, by=chair)
    conflicts.declare(review, one, by=one, reason="I hold shares.")
    review = making.reload(review)
    assert (review.state, review.decision) == (ReviewState.OPEN, None)
    with pytest.raises(RefusedError, match="quorum"):
        making.decide(review, by=chair)
    making.submit(review, third, by=chair)
    new = making.decide(review, by=chair)
    assert len(new.working["reviews"]) == 2
    assert [d.pk for d in Decision.objects.exclude(void_at=None)] == [old.pk]


def test_when_the_chair_is_in_conflict_another_chair_takes_over() -> None:
    council, chair, _members = making.make_chaired_council()
    second = making.seat(council, is_chair=True).person
    review = making.make_review(council)
    assert Idea.objects.get(pk=review.idea_id).owed_by == chair
    conflicts.declare(review, chair, by=chair, reason="My own project.")
    review = making.reload(review)
    assert Idea.objects.get(pk=review.idea_id).owed_by == second
    assert rules.chairs_review(second, review)
    assert not rules.chairs_review(chair, review)
    assert not rules.stands_in(council.created_by, review)


def test_failing_that_marketing_and_administrators_stand_in() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    administrator = factories.make_powerful(Role.ADMINISTRATOR)
    executive = factories.make_powerful(Role.EXECUTIVE)
    review = making.make_review(council)
    conflicts.declare(review, chair, by=chair, reason="My own project.")
    review = making.reload(review)
    marketer = council.created_by
    assert [rules.stands_in(p, review) for p in (marketer, administrator, executive, one, chair)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert Idea.objects.get(pk=review.idea_id).owed_by == marketer
    assert set(notices.acting_chairs(review)) == {marketer.pk, administrator.pk}
    making.submit(review, one, by=marketer)
    making.close(review, by=administrator)
    assert CouncilReview.objects.get().state == ReviewState.CLOSED
    assert not rules.may_view_review(administrator, making.reload(review))


def test_a_stand_in_closes_even_a_restricted_idea_and_reads_it_no_longer() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    idea = factories.make_idea(audience=Audience.RESTRICTED)
    Reader.objects.create(idea=idea, person=idea.theme.owner, reason="named")
    review = making.make_review(council, idea)
    conflicts.declare(review, chair, by=chair, reason="My own project.")
    making.submit(review, one, by=council.created_by)
    making.close(review, by=council.created_by)
    assert not Idea.objects.visible_to(council.created_by).filter(pk=idea.pk).exists()


def test_a_chair_in_conflict_decides_nothing() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    second = making.seat(council, is_chair=True).person
    review = making.make_review(council)
    making.submit(review, one, by=second)
    conflicts.declare(review, chair, by=chair, reason="My own project.")
    with pytest.raises(PermissionDenied):
        deciding.decide(review, by=chair, outcome="approve")


def test_an_author_invited_meanwhile_is_kept_away_without_a_row() -> None:
    council, _chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    review.idea.authorships.create(person=one, share=0)
    assert rules.is_in_conflict(one, making.reload(review))
