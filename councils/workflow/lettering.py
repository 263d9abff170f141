"""The only code that sends a council's letter, which is what moves the idea, and takes the answer."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import letter_rules, notices, rules, tabs
from councils.models import Answer, Assignment, CouncilReview, Decision, Letter, Point
from councils.stages import OUTSIDE_EXPERTS, Outcome, ReviewState
from councils.workflow import readers
from councils.workflow.locking import lock_review, lock_with_idea
from councils.workflow.opening import chair_who_owes
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import moves
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Reader
from ideas.moves import Move
from ideas.stages import CommentAudience, ReaderReason, Voice
from ideas.workflow import moving, tallies

MOVES: dict[str, Move] = {
    Outcome.APPROVE: moves.APPROVE,
    Outcome.REVISE: moves.REVISE,
    Outcome.DECLINE: moves.DECLINE,
}


@transaction.atomic
def save(review: CouncilReview, *, by: Person, body: str, seen: str | None = None) -> Letter:
    """Keep the draft of the letter. `seen` is as `tabs.check_seen` says."""
    review = lock_review(review)
    letter = _letter(review, by)
    if body != letter.body:
        tabs.check_seen(letter.saved_at, seen)
        letter.body, letter.saved_at, letter.written_by = body, timezone.now(), by
        letter.save(update_fields=["body", "saved_at", "written_by"])
    return letter


@transaction.atomic
def send(review: CouncilReview, *, by: Person, body: str) -> Letter:
    """Send the letter, once; the idea moves with it, and the review is closed."""
    review = lock_with_idea(review)
    letter = _letter(review, by, to_check=True)
    if not body.strip():
        raise RefusedError(_("The letter is empty: every answer carries its reasons."))
    if letter.needs_second or not rules.may_write_for_council(by, review):
        _check_second(letter, body, by)
    else:
        letter.written_by = by
    letter.body, letter.sent_at, letter.sent_by = body, timezone.now(), by
    letter.save(update_fields=["body", "sent_at", "sent_by", "written_by"])
    _move_idea(review, letter.decision, by)
    CouncilReview.objects.filter(pk=review.pk).update(state=ReviewState.CLOSED, closed_at=timezone.now())
    readers.admit(review)
    events.record(notices.LETTER_SENT, letter, by=None, reach=Reach.NAMED)
    return letter


def _check_second(letter: Letter, body: str, by: Person) -> None:
    """Four eyes: it goes out in the words of one, by the hand of another."""
    if letter.written_by_id == by.pk:
        raise RefusedError(_("You wrote it: another chair, or a member named for it, reads and sends it."))
    if body.strip() != letter.body.strip():
        raise RefusedError(
            _("Send it as it stands; who changes it is its writer, and somebody else sends it.")
        )


@transaction.atomic
def name_second(review: CouncilReview, *, by: Person, reader: Person) -> Letter:
    """Name who reads the letter before it goes; the same name again tells nobody twice."""
    review = lock_review(review)
    letter = _letter(review, by)
    may_read = letter.needs_second and rules.may_read_reviews(reader, review)
    if reader.pk == letter.written_by_id or not (may_read or rules.keeps_papers(reader, review)):
        raise RefusedError(_("Name somebody who may send the letter and did not write it."))
    if letter.second_reader_id != reader.pk:
        letter.second_reader = reader
        letter.save(update_fields=["second_reader"])
        events.record(notices.CHECK_WANTED, review, by=by, reach=Reach.NAMED, person_id=reader.pk)
    return letter


def _letter(review: CouncilReview, by: Person, *, to_check: bool = False) -> Letter:
    """The letter of the standing decision, not sent yet."""
    decision = review.decision
    if review.state != ReviewState.DECIDED or decision is None:
        raise OutOfDateError(_("The letter is out already, or the decision was taken back."))
    may_write = rules.may_write_for_council(by, review)
    if not may_write and not (to_check and rules.may_check_letter(by, review)):
        raise PermissionDenied
    letter = decision.letter
    letter.decision, decision.review = decision, review
    return letter


def _hear_outside_experts(review: CouncilReview) -> dict[str, Any]:
    """Academics and analysts who reviewed are the loop mark's outside experts, once the council has spoken.

    What it answers goes into the event that the mark is drawn from.
    """
    submitted = Assignment.objects.submitted().filter(review=review, seat__seat_class__in=OUTSIDE_EXPERTS)
    for assignment in submitted.select_related("person__organisation"):
        if tallies.voice_of(assignment.person) is Voice.OUTSIDE_EXPERTS:
            tallies.hear(review.idea, assignment.person, CommentAudience.EVERYONE)
            return {"voice": Voice.OUTSIDE_EXPERTS.value}
    return {}


def _move_idea(review: CouncilReview, decision: Decision, by: Person) -> None:
    voice = _hear_outside_experts(review)
    # Who decides must see the idea; a stand-in, or a chair who reviews blind, does for this one move.
    Reader.objects.get_or_create(idea=review.idea, person=by, reason=ReaderReason.COUNCIL)
    comes_back = decision.outcome == Outcome.REVISE
    moving.advance(
        MOVES[decision.outcome],
        review.idea,
        by=by,
        reason=_("The council’s letter to the authors says why."),
        owed_by=chair_who_owes(review) if comes_back else None,
        owed_days=review.window_days if comes_back else None,
        unsigned=True,
        revision=review.revision.number,
        **voice,
    )


@transaction.atomic
def answer(review: CouncilReview, *, by: Person, body: str, met: Mapping[int, str]) -> Answer:
    """An author's answer to the letter, and how each point was met; written again, it is the newer one.

    `met` is by the point's key. Once the next round has opened, the answer stands as its reviewers read it.
    """
    review = lock_review(review)
    decision = review.decision
    if decision is None or not letter_rules.may_answer_letter(by, review):
        raise PermissionDenied
    if not body.strip():
        raise RefusedError(_("The answer is empty."))
    newer = CouncilReview.objects.filter(idea=review.idea_id, opened_at__gt=review.opened_at)
    if newer.exists():
        raise OutOfDateError(_("The next round has opened; your answer stands as it was."))
    given, _is_new = Answer.objects.update_or_create(
        letter=decision.letter, author=by, defaults={"body": body, "at": timezone.now()}
    )
    for point in Point.objects.filter(decision=decision, pk__in=met):
        Point.objects.filter(pk=point.pk).update(met=met[point.pk])
    signed_by = None if review.is_blind else by
    events.record(notices.ANSWERED, decision.letter, by=signed_by, reach=Reach.NAMED)
    return given
