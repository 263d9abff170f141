"""The only code that writes to the credit ledger: what events earn, and corrections."""

from decimal import Decimal
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from awards import notices as award_notices
from councils import notices as council_notices
from councils.models import CouncilReview
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.reports import contributions, notices, rules
from ideanet.reports.allocation import allocate
from ideanet.reports.models import Credit
from ideanet.reports.points import POINTS
from ideanet.reports.stages import CreditKind
from ideas import notices as idea_notices
from ideas.errors import RefusedError
from ideas.models import Authorship

# The events that earn credit, and for what: all for the authors of the idea they are about, but for reviews
# and amendments, which are for those who made them.
EARNING: Final[tuple[tuple[EventKind, CreditKind], ...]] = (
    (idea_notices.MOVED["approve"], CreditKind.APPROVED),
    (idea_notices.MOVED["publish"], CreditKind.PUBLISHED),
    (idea_notices.MOVED["adopt"], CreditKind.ADOPTED),
    (award_notices.WON, CreditKind.AWARD),
    (idea_notices.MERGED_INTO, CreditKind.MERGED),
    *((taken_up, CreditKind.AMENDED) for taken_up in contributions.TAKEN_UP),
    (council_notices.SUBMITTED, CreditKind.ADVISER),
)
KINDS: Final = {event_kind.name: kind for event_kind, kind in EARNING}
_WHOLE: Final = 100


def book(event: Event) -> None:
    """Write what the event earned. A consequence: it runs in the transaction that announces the
    event, and running twice writes nothing twice."""
    kind = KINDS[event.kind]
    idea_id, shares = _earned(event, kind)
    Credit.objects.bulk_create(
        [
            Credit(
                person_id=person_id,
                idea_id=idea_id,
                kind=kind,
                points=POINTS[kind],
                share=shares[person_id],
                amount=amount,
                year=year_of(event),
                event=event,
            )
            for person_id, amount in allocate(POINTS[kind], shares).items()
        ],
        ignore_conflicts=True,
    )


def _earned(event: Event, kind: CreditKind) -> tuple[int, dict[int, int]]:
    """For which idea, and who has which share of it."""
    if kind is CreditKind.ADVISER:
        idea_id = CouncilReview.objects.values_list("idea_id", flat=True).get(pk=event.topic_id)
        return idea_id, {event.actor_id: _WHOLE} if event.actor_id else {}
    if kind is CreditKind.AMENDED:
        proposer = contributions.earning(event.topic_id).get(event.pk)
        return event.topic_id, {proposer: _WHOLE} if proposer else {}
    return event.topic_id, shares_of(event.topic_id)


def take_back(event: Event) -> None:
    """A merge that was undone earns nothing: counter-entries, as a consequence that is safe to run twice."""
    merges = Event.objects.filter(
        topic_type=event.topic_type,
        topic_id=event.topic_id,
        kind=idea_notices.MERGED_INTO.name,
        pk__lt=event.pk,
    )
    for merge in merges:
        # Its own announcement may come later than this one.
        book(merge)
    booked = Credit.objects.booked().filter(event__in=merges, corrections__isnull=True)
    Credit.objects.bulk_create(
        [
            Credit(
                person_id=credit.person_id,
                idea_id=credit.idea_id,
                kind=credit.kind,
                points=credit.points,
                share=credit.share,
                amount=-credit.amount,
                year=credit.year,
                event=event,
                corrects=credit,
                reason=_("The merge was undone."),
            )
            for credit in booked
        ],
        ignore_conflicts=True,
    )


def shares_of(idea_id: int) -> dict[int, int]:
    """The credit shares of an idea's authors, in percent. They rest while a council looks and after."""
    rows = Authorship.objects.filter(idea=idea_id, accepted_at__isnull=False)
    return dict(rows.values_list("person_id", "share"))


def year_of(event: Event) -> int:
    """The year on the site's own clock, which is the same for everyone."""
    return timezone.localtime(event.at, timezone.get_default_timezone()).year


@transaction.atomic
def correct(credit: Credit, *, by: Person, amount: Decimal, reason: str) -> Credit:
    """Bring an entry to `amount`, by a counter-entry of the difference in the same year.

    Raises PermissionDenied, RefusedError where nothing would change or no reason is given.
    """
    # The ledger's rows cannot be changed, so locking one is all that keeps two corrections apart.
    credit = Credit.objects.select_for_update(of=("self",)).select_related("person").get(pk=credit.pk)
    if not rules.may_correct(by, credit):
        raise PermissionDenied
    if not reason.strip():
        raise RefusedError(_("Say why: a correction without a reason cannot be checked."))
    standing = credit.amount + Credit.objects.filter(corrects=credit).total()
    if amount < 0 or amount == standing:
        raise RefusedError(_("It stands at %(amount)s. Give what it should be.") % {"amount": standing})
    event = events.record(
        notices.CREDIT_CORRECTED,
        credit.person,
        by=by,
        subject=credit,
        reach=Reach.NAMED,
        amount=f"{amount - standing:+}",
        reason=reason,
    )
    return Credit.objects.create(
        person=credit.person,
        idea_id=credit.idea_id,
        kind=credit.kind,
        points=credit.points,
        share=credit.share,
        amount=amount - standing,
        year=credit.year,
        event=event,
        corrects=credit,
        reason=reason,
    )
