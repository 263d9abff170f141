"""The only code that writes what a member notes for themselves, and asks the chair for."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import notices, prepared, rules
from councils.models import CouncilReview, HelpRequest, PrivateNote
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError


@transaction.atomic
def note(review: CouncilReview, *, by: Person, body: str) -> PrivateNote:
    """Keep one's own notes; no event says so, since they concern nobody else."""
    if not rules.may_view_review(by, prepared.review_for_rules(review.pk)):
        raise PermissionDenied
    kept, _is_new = PrivateNote.objects.update_or_create(
        review=review, writer=by, defaults={"body": body, "saved_at": timezone.now()}
    )
    return kept


@transaction.atomic
def ask_for_help(review: CouncilReview, *, by: Person, body: str, request_key: UUID) -> HelpRequest:
    """Ask the chair, who is told once; the same `request_key` again returns what was asked already."""
    review = lock_review(review)
    own = rules.standing_assignment(by, review)
    if own is None or not rules.may_view_review(by, review):
        raise PermissionDenied
    made = HelpRequest.objects.filter(assignment=own, request_key=request_key).first()
    if made is not None:
        return made
    if not rules.may_recommend(by, review):
        raise OutOfDateError(_("Your review is in already, or the council has decided."))
    asked = HelpRequest.objects.create(assignment=own, body=body, request_key=request_key)
    events.record(notices.HELP_WANTED, review, by=by, subject=asked, reach=Reach.NAMED)
    return asked
