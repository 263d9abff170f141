"""What stays overdue goes to those who look after councils, after the days that each council states; each once.

They are told of the council, never of the idea or the reviewer: what they may not see stays unseen.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Now

from councils import duty_notices
from councils.models import Assignment, Council, CouncilReview
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach

A_DAY = Value(timedelta(days=1))


def escalate_all() -> int:
    """How many went up. Running it twice, or at once, sends nothing twice."""
    return sum(answer(pk) for pk in _answers().values_list("pk", flat=True)) + sum(
        review(pk) for pk in _reviews().values_list("pk", flat=True)
    )


def _answers() -> "QuerySet[CouncilReview]":
    """Answers overdue for so long, whose council was told before."""
    span = ExpressionWrapper(F("council__escalation_days") * A_DAY, output_field=DurationField())
    overdue = CouncilReview.objects.overdue().filter(overdue_told_at__isnull=False, escalated_at=None)
    return overdue.filter(due_at__lt=Now() - span)


def _reviews() -> "QuerySet[Assignment]":
    """Members' reviews overdue for so long, whose chairs were told before."""
    span = ExpressionWrapper(F("review__council__escalation_days") * A_DAY, output_field=DurationField())
    overdue = Assignment.objects.overdue().filter(reminded_after_at__isnull=False, escalated_at=None)
    return overdue.filter(due_at__lt=Now() - span)


@transaction.atomic
def answer(review_pk: int) -> bool:
    """Tell them that a council still owes an answer; False if they were told already."""
    owed = CouncilReview.objects.filter(pk__in=_answers().order_by().values("pk"), escalated_at=None)
    if not owed.filter(pk=review_pk).update(escalated_at=Now()):
        return False
    found = CouncilReview.objects.select_related("council").get(pk=review_pk)
    _record(duty_notices.ANSWER_LONG_OVERDUE, found.council, review_id=review_pk)
    return True


@transaction.atomic
def review(assignment_pk: int) -> bool:
    """Tell them that a member's review is still not in; False if they were told already."""
    owed = Assignment.objects.filter(pk__in=_reviews().order_by().values("pk"), escalated_at=None)
    if not owed.filter(pk=assignment_pk).update(escalated_at=Now()):
        return False
    found = Assignment.objects.select_related("review__council").get(pk=assignment_pk)
    _record(
        duty_notices.REVIEW_LONG_OVERDUE,
        found.review.council,
        review_id=found.review_id,
        late_id=found.person_id,
    )
    return True


def _record(kind: EventKind, council: Council, *, review_id: int, **late: int) -> None:
    data: dict[str, Any] = {"review_id": review_id, "days": council.escalation_days, **late}
    events.record(kind, council, by=None, reach=Reach.NAMED, **data)
