"""The only code that changes a submitted review: its writer's change of mind, with what stood before kept."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import notices, rules
from councils.models import Assignment, FormerRecommendation, Recommendation
from councils.workflow import reviewing
from councils.workflow.locking import lock_review
from councils.workflow.reviewing import Draft
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def amend(assignment: Assignment, draft: Draft, *, by: Person, reason: str) -> Recommendation:
    """Put `draft` in the place of one's own submitted review; the same text again changes nothing.

    The lock makes it one with a decision: it counts whole, or comes too late and is refused.
    """
    review = lock_review(assignment.review)
    own = rules.standing_assignment(by, review)
    if own is None or own.pk != assignment.pk or not rules.may_view_review(by, review):
        raise PermissionDenied
    if not rules.may_amend(by, review):
        raise OutOfDateError(_("The council has decided, or your review is not in yet."))
    recommendation = Recommendation.objects.get(assignment=own)
    if draft == reviewing.draft_of(recommendation):
        return recommendation
    if not reason.strip():
        raise RefusedError(_("Say what changed your mind: the others have read what you wrote before."))
    criteria = list(review.scorecard.criteria.all())
    reviewing.check(criteria, review.scorecard.minimum_coverage, draft)
    _keep(recommendation, reason)
    recommendation = reviewing.write(review, own, draft, by)
    recommendation.amended_at = timezone.now()
    recommendation.save(update_fields=["amended_at"])
    events.record(notices.AMENDED, review, by=by, subject=recommendation, reach=Reach.NAMED)
    return recommendation


def _keep(recommendation: Recommendation, reason: str) -> None:
    answers = [
        {
            "criterion": score.criterion.name,
            "points": score.points,
            "top": score.criterion.top,
            "text": score.text,
        }
        for score in recommendation.scores.select_related("criterion")
    ]
    FormerRecommendation.objects.create(
        recommendation=recommendation,
        number=recommendation.former.count() + 1,
        outcome=recommendation.outcome,
        to_authors=recommendation.to_authors,
        to_council=recommendation.to_council,
        answers=answers,
        reason=reason.strip(),
    )
