"""Dates that lie ahead of what happened: the workflow counts them from today, the demo from its own days."""

from datetime import UTC, timedelta

from django.db.models import DateField, ExpressionWrapper, F, OuterRef, Subquery
from django.db.models.functions import Cast, TruncDay

from councils.models import Assignment, CouncilReview, Seat, SeatInvitation
from councils.stages import ReviewState
from ideanet.people.models import Invitation
from ideanet.people.workflow import inviting
from ideas.models import Idea, MergeProposal
from ideas.stages import Stage
from ideas.workflow import consenting

DAY = timedelta(days=1)


def settle() -> None:
    """Answers and reviews are due as long after they were asked for as their theme and council say.

    So is the consent of other authors. Terms begin on the day that the seat was taken, and invitations last as
    long as they say.
    """
    taken = SeatInvitation.objects.filter(seat=OuterRef("pk")).values("accepted_at")[:1]
    Seat.objects.update(starts_on=Cast(Subquery(taken), DateField()))
    Invitation.objects.update(expires_at=F("invited_at") + inviting.LASTS)
    MergeProposal.objects.update(expires_at=F("proposed_at") + consenting.LASTS)
    # As `Procedure.end_of` says, in the zone of the demo's councils.
    last_day = TruncDay("opened_at", tzinfo=UTC) + F("window_days") * DAY
    CouncilReview.objects.update(due_at=last_day + DAY - timedelta(microseconds=1))
    due = CouncilReview.objects.filter(pk=OuterRef("review_id")).values("due_at")
    Assignment.objects.update(due_at=Subquery(due))
    for idea in Idea.objects.filter(stage=Stage.OPEN).select_related("theme"):
        if idea.opened_at is not None:
            idea.answer_due_on = idea.opened_at.date() + idea.theme.answer_days * DAY
            idea.save(update_fields=["answer_due_on"])
    reviewed = CouncilReview.objects.filter(idea=OuterRef("pk"), state=ReviewState.OPEN).values("due_at")[:1]
    Idea.objects.filter(stage=Stage.IN_REVIEW).update(
        answer_due_on=ExpressionWrapper(Cast(Subquery(reviewed), DateField()), output_field=DateField())
    )
