"""The only code that writes proposals of who should review what, and asks those whom a chair confirms."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from councils import matches, notices, prepared, proposing, rules
from councils.models import Council, CouncilReview, Proposal, Proposed, Seat
from councils.workflow import assigning
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def propose(council: Council, *, by: Person) -> Proposal:
    """Match the members with all open reviews that the chair may act on. Whom a chair put in by hand stays.

    Made again it keeps what still fits: a pair that was proposed before is cheaper than a new one like it.
    """
    council = lock_council(council)
    if not rules.chairs(by, council):
        raise PermissionDenied
    proposal, _is_new = Proposal.objects.get_or_create(council=council, made_by=by, confirmed_at=None)
    reviews = list(CouncilReview.objects.chaired_by(by).open_at(council).for_rules())
    rows = list(Proposed.objects.visible_to(by).filter(proposal=proposal).select_related("seat"))
    by_hand = [row for row in rows if row.by_hand]
    plan = proposing.plan(
        council,
        reviews,
        fixed=[(row.review_id, row.seat.person_id) for row in by_hand],
        before=[(row.review_id, row.seat.person_id) for row in rows],
    )
    Proposed.objects.filter(proposal=proposal).exclude(pk__in=[row.pk for row in by_hand]).delete()
    Proposed.objects.bulk_create(
        Proposed(
            proposal=proposal,
            review_id=review,
            seat=plan.seats[member],
            fields=plan.fields.get((review, member), []),
        )
        for review, member in plan.matching.pairs
    )
    Proposal.objects.filter(pk=proposal.pk).update(made_at=Now())
    return proposal


@transaction.atomic
def put_in(proposal: Proposal, review: CouncilReview, seat: Seat, *, by: Person) -> Proposed:
    """A member by the chair's own hand; the rules are asked again when they are confirmed.

    Raises RefusedError where the member could not be asked.
    """
    proposal = _lock(proposal, by)
    seat.council = review.council
    if not rules.may_assign(by, review) or review.council_id != proposal.council_id:
        raise PermissionDenied
    if seat.council_id != review.council_id or not rules.is_assignable(seat, review):
        raise RefusedError(_("%(name)s cannot be asked for this review.") % {"name": seat.person.name})
    fields = matches.fields_that_fit([review.pk], [seat.person_id])
    row, _is_new = Proposed.objects.get_or_create(
        proposal=proposal,
        review=review,
        seat=seat,
        defaults={"by_hand": True, "fields": fields.get((review.pk, seat.person_id), [])},
    )
    return row


@transaction.atomic
def take_out(row: Proposed, *, by: Person) -> None:
    _lock(row.proposal, by)
    Proposed.objects.filter(pk=row.pk).delete()


@transaction.atomic
def confirm(proposal: Proposal, *, by: Person) -> None:
    """Have everyone proposed be asked: what follows from the event does it, see `ask_all`."""
    proposal = _lock(proposal, by)
    # A review that this chair may act on no longer is left to the others.
    kept = Proposed.objects.visible_to(by).filter(proposal=proposal)
    Proposed.objects.filter(proposal=proposal).exclude(pk__in=kept.values("pk")).delete()
    if not Proposed.objects.filter(proposal=proposal).exists():
        raise RefusedError(_("Nobody is proposed: there is nothing to confirm."))
    Proposal.objects.filter(pk=proposal.pk).update(confirmed_at=Now())
    events.record(
        notices.PROPOSAL_CONFIRMED,
        proposal.council,
        by=by,
        subject=proposal,
        reach=Reach.NAMED,
        proposal=proposal.pk,
    )


def _lock(proposal: Proposal, by: Person) -> Proposal:
    found = Proposal.objects.select_for_update().select_related("council").get(pk=proposal.pk)
    council = prepared.council_for_rules(found.council_id)
    if found.made_by_id != by.pk or not rules.chairs(by, council):
        raise PermissionDenied
    if found.confirmed_at is not None:
        raise OutOfDateError(_("This proposal was confirmed already; members are being asked."))
    return found


def ask_all(event: Event) -> None:
    """Ask everyone of a confirmed proposal. Who can be asked no more stays in it, with the reason."""
    rows = Proposed.objects.filter(proposal=event.data["proposal"]).select_related(
        "review", "seat", "proposal__made_by"
    )
    for row in rows.order_by("review", "pk"):
        try:
            with transaction.atomic():
                assigning.assign(row.review, row.seat, by=row.proposal.made_by)
        except (RefusedError, OutOfDateError, PermissionDenied) as error:
            refused = str(error) or _("You no longer act as chair for this review.")
            Proposed.objects.filter(pk=row.pk).update(refused=refused[:300])
        else:
            row.delete()


def ask_another(event: Event) -> None:
    """A member declined: ask the next best, in the name of the chair who asked, if the quorum needs one."""
    review = prepared.review_for_rules(event.topic_id)
    declined = review.assignments.select_related("assigned_by").get(person=event.actor_id)
    chair = declined.assigned_by
    if not rules.may_assign(chair, review):
        return
    council = prepared.council_for_rules(review.council_id)
    plan = proposing.plan(council, [review])
    if plan.matching.pairs:
        _review, member = plan.matching.pairs[0]
        assigning.assign(review, plan.seats[member], by=chair)
