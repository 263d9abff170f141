"""The only code that declares conflicts of interest or notes those found later, and makes good what came before."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import detection, notices, prepared, rules
from councils.models import Assignment, Conflict, CouncilReview, Decision, Remark, Summary
from councils.stages import AssignmentState, ConflictKind
from councils.workflow import readers, retracting
from councils.workflow.locking import lock_with_idea
from councils.workflow.opening import chair_who_owes
from ideanet.activity import events
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Authorship, Idea


@transaction.atomic
def declare(review: CouncilReview, whose: Person, *, by: Person, reason: str) -> Conflict:
    """From now on the person sees nothing of the review; what they wrote in it is void.

    A decision whose letter is not sent yet is undone if they had a part in it.
    """
    review = lock_with_idea(review)
    if not review.is_under_way:
        raise OutOfDateError(_("This review is over."))
    if not rules.may_declare_conflict(by, review, whose):
        raise PermissionDenied
    if not reason.strip():
        raise RefusedError(_("Say what the conflict is; only the chair reads it."))
    if rules.is_in_conflict(whose, review):
        raise OutOfDateError(_("This conflict is on record already."))
    conflict = Conflict.objects.create(
        review=review, person=whose, kind=ConflictKind.DECLARED, reason=reason, declared_by=by
    )
    _make_good(review, [whose.pk])
    events.record(notices.CONFLICTED, review, by=by, subject=conflict, reach=Reach.NAMED)
    return conflict


def look_again_in(which: Q) -> int:
    """In those reviews under way that `which` describes, one after the other."""
    reviews = CouncilReview.objects.under_way().filter(which).order_by("idea", "pk").distinct()
    return sum(look_again(review) for review in reviews)


@transaction.atomic
def look_again(review: CouncilReview) -> int:
    """Note what has come to tie a member to the idea or its authors since the review was opened."""
    if not detection.find_new(prepared.review_for_rules(review.pk)):
        return 0
    review = lock_with_idea(review)
    found = detection.find_new(review) if review.is_under_way else {}
    for pk, kind in found.items():
        conflict = Conflict.objects.create(review=review, person_id=pk, kind=kind)
        events.record(notices.CONFLICTED, review, by=None, subject=conflict, reach=Reach.NAMED)
    if found:
        _make_good(review, found)
    return len(found)


def look_again_at_authors(event: Event) -> None:
    """What follows when somebody became an author: they and the others of that idea are co-authors now."""
    authors = Authorship.objects.filter(idea=event.topic_id, accepted_at__isnull=False).values("person")
    look_again_in(Q(idea__authorships__person__in=authors))


def look_again_at_review(event: Event) -> None:
    """What follows when the site found that somebody is tied to it now."""
    look_again_in(Q(pk=event.topic_id))


def _make_good(review: CouncilReview, people: Collection[int]) -> None:
    """What they wrote is void, what rested on it is undone, and they see nothing of it any more."""
    had_a_part = (
        Assignment.objects.submitted().filter(review=review, person__in=people).exists()
        or Remark.objects.filter(review=review, author__in=people, void_at=None).exists()
        or Decision.objects.filter(review=review, decided_by__in=people, void_at=None).exists()
    )
    Assignment.objects.filter(review=review, person__in=people).update(state=AssignmentState.VOID)
    Remark.objects.filter(review=review, author__in=people, void_at=None).update(void_at=timezone.now())
    Summary.objects.filter(review=review, written_by__in=people, void_at=None).update(void_at=timezone.now())
    if had_a_part:
        retracting.void(review, reason=_("A member has a conflict of interest."))
    _hand_over(review)
    readers.admit(review)


def _hand_over(review: CouncilReview) -> None:
    """Who owes the idea its answer sees the idea, so it must not be somebody in conflict."""
    review = prepared.review_for_rules(review.pk)
    owing = review.idea.owed_by
    if owing is None or not rules.is_in_conflict(owing, review):
        return
    keepers = notices.acting_chairs(review)
    chair = chair_who_owes(review) or Person.objects.filter(pk__in=keepers).order_by("pk").first()
    Idea.objects.filter(pk=review.idea_id).update(owed_by=chair)
