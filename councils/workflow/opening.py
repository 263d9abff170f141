"""The only code that opens a council's review of an idea."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from councils import detection, letter_rules, notices, prepared, rules
from councils.models import Conflict, Council, CouncilReview, Procedure, Seat
from councils.stages import ConflictKind, SeatClass
from councils.workflow import giving, readers
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.people.models import Person
from ideas import moves
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Revision
from ideas.stages import Stage
from ideas.workflow import moving
from ideas.workflow.writing import lock as lock_idea


@transaction.atomic
def send(idea: Idea, council: Council, *, by: Person) -> CouncilReview:
    """Send an open idea to a council, which freezes the council's rules and scorecard for this review.

    Raises PermissionDenied, OutOfDateError when the idea has moved on, RefusedError where the council
    could not come to a decision.
    """
    council = lock_council(council)
    idea = lock_idea(idea)
    if idea.stage != Stage.OPEN:
        raise OutOfDateError(_("This idea is no longer open: somebody was quicker."))
    if not letter_rules.may_send(by, idea, council):
        raise PermissionDenied
    seats = [s for s in council.seats.all() if s.is_sitting and s.person.is_active]
    members = [s.person for s in seats]
    conflicts = detection.find(idea, members, years=council.co_author_years)
    on_record = _on_record(council, idea)
    earlier = CouncilReview.objects.filter(council=council, idea=idea, round_number=idea.round_number).count()
    away = conflicts.keys() | {conflict.person_id for conflict in on_record}
    _check(council, earlier, [s for s in seats if not s.is_secretary and s.person_id not in away])
    review = _create(council, idea, earlier + 1, by)
    _note_conflicts(review, conflicts, on_record)
    _move(review, idea, by)
    readers.admit(review)
    giving.ask_others(review)
    events.record(notices.OPENED, review, by=None, number=review.number)
    return review


def _check(council: Council, rounds: int, free: Sequence[Seat]) -> None:
    if rounds >= council.round_limit:
        raise RefusedError(
            ngettext(
                "This council has reviewed the idea once, which is its limit.",
                "This council has reviewed the idea %(rounds)d times, which is its limit.",
                rounds,
            )
            % {"rounds": rounds}
        )
    if len(free) < council.quorum:
        raise RefusedError(
            _(
                "The council could not decide: its quorum is %(quorum)d, and %(free)d of its members "
                "are free of conflict."
            )
            % {"quorum": council.quorum, "free": len(free)}
        )
    classes = Counter(seat.seat_class for seat in free)
    for name, wanted in council.class_quorums.items():
        if classes[name] < wanted:
            raise RefusedError(
                _(
                    "The council could not decide: its quorum asks for %(wanted)d of the class “%(name)s”, and "
                    "%(free)d of its members of that class are free of conflict."
                )
                % {"wanted": wanted, "name": SeatClass(name).label, "free": classes[name]}
            )


def _create(council: Council, idea: Idea, number: int, by: Person) -> CouncilReview:
    return CouncilReview.objects.create(
        council=council,
        idea=idea,
        revision=Revision.objects.get(idea=idea, number=idea.revision_number),
        round_number=idea.round_number,
        number=number,
        scorecard=council.scorecards.latest("version"),
        letter_template=council.letter_templates.first(),
        opened_by=by,
        due_at=council.end_of(council.today() + timedelta(days=council.window_days)),
        **{name: getattr(council, name) for name in Procedure.FROZEN},
    )


def _on_record(council: Council, idea: Idea) -> list[Conflict]:
    """What was declared whenever the idea was here before, and what was found on this trip round the loop.

    A conflict does not end because an author left or a relation was taken back between two rounds.
    """
    before = Conflict.objects.filter(review__council=council, review__idea=idea)
    return list(
        before.filter(Q(kind=ConflictKind.DECLARED) | Q(review__round_number=idea.round_number)).order_by(
            "-pk"
        )
    )


def _note_conflicts(
    review: CouncilReview, found: dict[int, ConflictKind], before: Iterable[Conflict]
) -> None:
    Conflict.objects.bulk_create(
        [Conflict(review=review, person_id=pk, kind=kind) for pk, kind in found.items()]
        + [
            Conflict(
                review=review,
                person_id=old.person_id,
                kind=old.kind,
                reason=old.reason,
                declared_by_id=old.declared_by_id,
            )
            for old in before
        ],
        ignore_conflicts=True,
    )


def _move(review: CouncilReview, idea: Idea, by: Person) -> None:
    moving.advance(
        moves.SEND_TO_REVIEW,
        idea,
        by=by,
        owed_by=chair_who_owes(prepared.review_for_rules(review.pk)),
        owed_days=review.window_days,
        revision=idea.revision_number,
    )


def chair_who_owes(review: CouncilReview) -> Person | None:
    """The first chair free of conflict; None leaves the answer to the theme's owner."""
    chairs = notices.acting_chairs(review) if rules.has_free_chair(review) else []
    return Person.objects.get(pk=chairs[0]) if chairs else None
