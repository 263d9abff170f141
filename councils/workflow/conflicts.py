"""The only code that declares conflicts of interest, and makes good what came before them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import notices, rules
from councils.models import Assignment, Conflict, CouncilReview, Remark
from councils.stages import AssignmentState, ConflictKind
from councils.workflow import readers, retracting
from councils.workflow.locking import lock_with_idea
from councils.workflow.opening import chair_who_owes
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea


@transaction.atomic
def declare(review: CouncilReview, whose: Person, *, by: Person, reason: str) -> Conflict:
    """From now on the person sees nothing of the review; what they wrote in it is void.

    A decision whose letter is not sent yet is undone, for their review may have been part of it.
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
    Assignment.objects.filter(review=review, person=whose).update(state=AssignmentState.VOID)
    Remark.objects.filter(review=review, author=whose, void_at=None).update(void_at=timezone.now())
    retracting.void(review, reason=_("A member declared a conflict of interest."))
    _hand_over(review)
    readers.admit(review)
    events.record(notices.CONFLICTED, review, by=by, subject=conflict, reach=Reach.NAMED)
    return conflict


def _hand_over(review: CouncilReview) -> None:
    """Who owes the idea its answer sees the idea, so it must not be somebody in conflict."""
    review = CouncilReview.objects.for_rules().get(pk=review.pk)
    owing = review.idea.owed_by
    if owing is None or not rules.is_in_conflict(owing, review):
        return
    keepers = notices.acting_chairs(review)
    chair = chair_who_owes(review) or Person.objects.filter(pk__in=keepers).order_by("pk").first()
    Idea.objects.filter(pk=review.idea_id).update(owed_by=chair)
