"""The only code that opens an idea's own page to a council, and closes it again."""

from councils import rules
from councils.models import CouncilReview
from councils.workflow.locking import lock_review
from ideas.models import Reader
from ideas.stages import ReaderReason


def admit(review: CouncilReview) -> None:
    """Bring the idea's council readers in line with who may read it for this review now.

    Nobody is left once the review is over. The lock keeps two changes from undoing each other's.
    """
    review = lock_review(review)
    wanted = {s.person_id for s in review.council.seats.all() if rules.reads_idea_page(s, review)}
    rows = Reader.objects.filter(idea=review.idea_id, reason=ReaderReason.COUNCIL)
    rows.exclude(person__in=wanted).delete()
    Reader.objects.bulk_create(
        [Reader(idea=review.idea, person_id=pk, reason=ReaderReason.COUNCIL) for pk in sorted(wanted)],
        ignore_conflicts=True,
    )


def admit_to_all(council_pk: int) -> None:
    """After a change of seats: every review that the council has under way."""
    for review in CouncilReview.objects.under_way().filter(council=council_pk).order_by("idea"):
        admit(review)
