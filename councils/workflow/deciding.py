"""The only code that decides: by the stated rule, or by a chair against it with a written reason."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from councils import drafting, notices, rules, verdicts
from councils.ballots import ballots_of, counting
from councils.models import CouncilReview, Decision, Letter, Point
from councils.stages import Outcome, ReviewState
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def decide(
    review: CouncilReview, *, by: Person, outcome: str, reason: str = "", points: Sequence[str] = ()
) -> Decision:
    """Decide, and draft the letter. The idea moves when the letter is sent, so that no answer is silent.

    `points` are what a revision has to meet. Raises RefusedError without a quorum, or without the reason
    that a decision against the rule needs.
    """
    review = lock_review(review)
    if review.state != ReviewState.OPEN:
        raise OutOfDateError(_("This review has been decided, or is over."))
    if not rules.may_decide(by, review):
        raise PermissionDenied
    ballots = ballots_of(counting(review))
    if not verdicts.count_quorum(review, [b.seat_class for b in ballots]).is_met:
        raise RefusedError(_("The quorum is not met yet: no decision can be made."))
    verdict = verdicts.compute(review, ballots)
    computed = verdict.outcome.value if verdict.outcome else ""
    points = [point.strip() for point in points if point.strip()]
    _check(review, outcome, computed, reason, points)
    decision = Decision.objects.create(
        review=review,
        outcome=outcome,
        computed=computed,
        working=verdict.working,
        reason=reason.strip() if outcome != computed else "",
        decided_by=by,
    )
    if outcome == Outcome.REVISE:
        Point.objects.bulk_create(
            Point(decision=decision, position=position, text=text) for position, text in enumerate(points)
        )
    Letter.objects.create(
        decision=decision,
        body=drafting.draft_letter(review, decision),
        written_by=by,
        needs_second=review.needs_second_reader,
    )
    CouncilReview.objects.filter(pk=review.pk).update(state=ReviewState.DECIDED)
    events.record(notices.DECIDED, review, by=None)
    return decision


def _check(review: CouncilReview, outcome: str, computed: str, reason: str, points: Sequence[str]) -> None:
    if outcome != computed and not reason.strip():
        raise RefusedError(
            _("The rule does not say so: write down why you decide this way.")
            if computed
            else _("The rule leaves it to you: write down why you decide this way.")
        )
    if outcome == Outcome.REVISE and review.is_last:
        raise RefusedError(_("No round is left: approve or decline, and say why."))
    if outcome == Outcome.REVISE and not points:
        raise RefusedError(_("Say what the revision has to meet, one point a line."))
