"""The only code that writes a council's private discussion, and its chair's summary of it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from councils import notices, rules
from councils.models import CouncilReview, Remark, Summary
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError


@transaction.atomic
def say(review: CouncilReview, *, by: Person, body: str, request_key: UUID) -> Remark:
    """Say something to the council; the same `request_key` again returns the remark already made."""
    review = lock_review(review)
    made = Remark.objects.filter(author=by, request_key=request_key, review=review).first()
    if made is not None:
        return made
    if not review.is_under_way:
        raise OutOfDateError(_("The council has closed this review."))
    if not rules.may_discuss(by, review):
        raise PermissionDenied
    remark = Remark.objects.create(review=review, author=by, body=body, request_key=request_key)
    events.record(notices.REMARKED, review, by=by, subject=remark, reach=Reach.NAMED)
    return remark


@transaction.atomic
def sum_up(review: CouncilReview, *, by: Person, body: str) -> Summary:
    """The chair's account of the discussion; the same words again change nothing."""
    review = lock_review(review)
    if not review.is_under_way:
        raise OutOfDateError(_("The council has closed this review."))
    if not rules.may_write_for_council(by, review):
        raise PermissionDenied
    newest = review.summaries.filter(void_at=None).last()
    if newest is not None and (newest.body, newest.written_by_id) == (body, by.pk):
        return newest
    summary = Summary.objects.create(review=review, written_by=by, body=body)
    events.record(notices.SUMMED_UP, review, by=by, subject=summary, reach=Reach.NAMED)
    return summary
