"""Reminders before and after reviews are due: the only code that sends them, each once."""

from datetime import timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from councils import notices, prepared, rules
from councils.models import Assignment, CouncilReview
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import RefusedError

BEFORE: Final = timedelta(days=2)
BY_HAND_EVERY: Final = timedelta(days=1)


def remind_all() -> int:
    """Send every reminder that is due now; how many were sent. Running it twice sends nothing twice."""
    pending = Assignment.objects.pending()
    soon = pending.due_within(BEFORE).filter(reminded_before_at=None)
    late = Assignment.objects.overdue().filter(reminded_after_at=None)
    overdue = CouncilReview.objects.overdue().filter(overdue_told_at=None)
    return (
        sum(before(pk) for pk in soon.values_list("pk", flat=True))
        + sum(after(pk) for pk in late.values_list("pk", flat=True))
        + sum(escalate(pk) for pk in overdue.values_list("pk", flat=True))
    )


@transaction.atomic
def before(assignment_pk: int) -> bool:
    """Tell a member that their review is due soon; False if it was told already."""
    if not _claim(assignment_pk, "reminded_before_at"):
        return False
    _tell(notices.DUE_SOON, assignment_pk)
    return True


@transaction.atomic
def after(assignment_pk: int) -> bool:
    """Tell a member that their review is overdue, and the chairs that one is."""
    if not _claim(assignment_pk, "reminded_after_at"):
        return False
    assignment = _tell(notices.DUE, assignment_pk)
    events.record(notices.REVIEW_LATE, assignment.review, by=None, subject=assignment, reach=Reach.NAMED)
    return True


@transaction.atomic
def escalate(review_pk: int) -> bool:
    """Tell the council that its own answer is overdue."""
    owed = CouncilReview.objects.overdue().filter(pk=review_pk, overdue_told_at=None)
    if not owed.update(overdue_told_at=Now()):
        return False
    events.record(notices.OVERDUE, CouncilReview.objects.get(pk=review_pk), by=None)
    return True


@transaction.atomic
def nudge(assignment: Assignment, *, by: Person) -> None:
    """A chair's or the secretary's own reminder, at most once a day to each member."""
    review = prepared.review_for_rules(assignment.review_id)
    if not rules.may_remind(by, review):
        raise PermissionDenied
    rested = Q(reminded_by_hand_at=None) | Q(reminded_by_hand_at__lt=Now() - BY_HAND_EVERY)
    owed = Assignment.objects.filter(rested, pk__in=Assignment.objects.pending().values("pk"))
    if not owed.filter(pk=assignment.pk).update(reminded_by_hand_at=Now()):
        raise RefusedError(_("This member was reminded within the last day, or owes no review any more."))
    _tell(notices.NUDGED, assignment.pk, by)


def _claim(assignment_pk: int, field: str) -> bool:
    """Whether this call is the one that reminds: a second one finds the field set."""
    owed = Assignment.objects.filter(pk__in=Assignment.objects.pending().values("pk"))
    return bool(owed.filter(pk=assignment_pk, **{field: None}).update(**{field: Now()}))


def _tell(kind: EventKind, assignment_pk: int, by: Person | None = None) -> Assignment:
    assignment = Assignment.objects.select_related("review").get(pk=assignment_pk)
    events.record(
        kind,
        assignment.review,
        by=by,
        subject=assignment,
        reach=Reach.NAMED,
        person_id=assignment.person_id,
    )
    return assignment
