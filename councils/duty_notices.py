"""What happens when a council's answers stay overdue, as sentences, and who is told: those who look after councils."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from councils import rules
from councils.models import CouncilReview
from ideanet.activity import kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import Role


def those_who_keep_councils(event: Event) -> Iterable[Telling]:
    """Marketing and administrators, but for who is in conflict with the review, or late themselves."""
    review = CouncilReview.objects.for_rules().get(pk=event.data["review_id"])
    keepers = Person.objects.active().filter(roles__overlap=[Role.ADMINISTRATOR.value, Role.MARKETING.value])
    return [
        Telling(keeper.pk, "keeper")
        for keeper in keepers
        if not rules.is_in_conflict(keeper, review) and keeper.pk != event.data.get("late_id")
    ]


ANSWER_LONG_OVERDUE = EventKind(
    "council.answer_long_overdue",
    _("%(topic)s owes an answer that has been overdue for more than %(days)s days"),
    tell=those_who_keep_councils,
    in_feed=False,
)
REVIEW_LONG_OVERDUE = EventKind(
    "council.review_long_overdue",
    _("%(topic)s waits for a review that has been overdue for more than %(days)s days"),
    tell=those_who_keep_councils,
    in_feed=False,
)

KINDS = (ANSWER_LONG_OVERDUE, REVIEW_LONG_OVERDUE)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS)
    reasons.register(keeper=_("you look after councils"))
