"""Letters are sent once and move the idea; authors may answer."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from councils import letter_rules
from councils.models import Answer, Council, CouncilReview, Letter, Point
from councils.stages import AuthorsSee, Blindness, Outcome, ReviewState, SeatClass
from councils.workflow import lettering
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea
from ideas.stages import Stage, Voice
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def decided(outcome: str, **fields: Any) -> tuple[CouncilReview, Person, Person, Person]:
    """A decided review, its chair, its reviewer, its author."""
    council, chair, (member, _other) = making.make_chaired_council(**fields)
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    making.submit(review, member, by=chair, outcome=outcome)
    making.decide(review, by=chair, outcome=outcome)
    return review, chair, member, author


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (Outcome.APPROVE, Stage.APPROVED),
        (Outcome.REVISE, Stage.OPEN),
        (Outcome.DECLINE, Stage.DECLINED),
    ],
)
def test_the_idea_moves_with_the_letter(outcome: str, stage: str) -> None:
    review, chair, member, author = decided(outcome)
    letter = making.send_letter(review, by=chair)
    assert (letter.is_sent, letter.sent_by) == (True, chair)
    assert Idea.objects.get(pk=review.idea_id).stage == stage
    assert making.reload(review).state == ReviewState.CLOSED
    making.announce_all()
    event = Event.objects.get(kind="letter.sent")
    assert event.actor is None
    assert dict(event.notices.values_list("person", "why")) == {author.pk: "author", member.pk: "reviewer"}
    assert dict(event.notices.values_list("person", "mail_wanted")) == {author.pk: True, member.pk: False}


@pytest.mark.parametrize(
    ("sees", "texts", "averages"),
    [(AuthorsSee.LETTER, False, False), (AuthorsSee.TEXTS, True, False), (AuthorsSee.AVERAGES, True, True)],
)
def test_authors_see_what_the_council_said_they_would(sees: str, *, texts: bool, averages: bool) -> None:
    council, chair, members = making.make_chaired_council(members=3, authors_see=sees)
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    Council.objects.update(authors_see=AuthorsSee.AVERAGES)
    for member in members:
        making.submit(review, member, by=chair)
    letter = making.decide(review, by=chair).letter
    assert ("Well *argued*." in letter.body) == texts
    making.send_letter(review, by=chair, body=letter.body)
    assert letter_rules.may_see_averages(author, making.reload(review)) == averages


def test_the_move_names_nobody_and_says_no_more_than_that_a_letter_says_why() -> None:
    review, chair, _member, _author = decided(Outcome.DECLINE)
    making.send_letter(review, by=chair, body="Because of *this*.")
    event = Event.objects.about(review.idea).get(kind="idea.decline")
    assert (event.actor, event.data["reason"]) == (None, "The council’s letter to the authors says why.")


def test_after_revise_the_chair_owes_the_next_answer() -> None:
    review, chair, _member, _author = decided(Outcome.REVISE)
    making.send_letter(review, by=chair)
    assert Idea.objects.get(pk=review.idea_id).owed_by == chair


def test_a_letter_is_sent_once() -> None:
    review, chair, _member, _author = decided(Outcome.APPROVE)
    making.send_letter(review, by=chair)
    with pytest.raises(OutOfDateError):
        making.send_letter(review, by=chair)
    with pytest.raises(OutOfDateError):
        lettering.save(review, by=chair, body="Changed my mind.")


def test_a_letter_is_drafted_by_the_chair_and_not_sent_empty() -> None:
    review, chair, member, _author = decided(Outcome.APPROVE)
    assert lettering.save(review, by=chair, body="Dear both").body == "Dear both"
    for person in (member, factories.make_employee()):
        with pytest.raises(PermissionDenied):
            lettering.save(review, by=person, body="Dear me")
        with pytest.raises(PermissionDenied):
            lettering.send(review, by=person, body="Dear me")
    with pytest.raises(RefusedError, match="empty"):
        lettering.send(review, by=chair, body="  ")
    assert Letter.objects.get().sent_at is None


@pytest.mark.parametrize(
    ("kind", "seat_class", "heard"),
    [
        (OrganisationKind.ACADEMIC, SeatClass.ACADEMIC, True),
        (OrganisationKind.ANALYST, SeatClass.ANALYST, True),
        (OrganisationKind.CUSTOMER, SeatClass.CUSTOMER, False),
        (OrganisationKind.HOME, SeatClass.ACADEMIC, False),
    ],
)
def test_outside_experts_who_reviewed_are_heard_when_the_council_speaks(
    kind: OrganisationKind, seat_class: str, heard: bool
) -> None:
    council, chair, _members = making.make_chaired_council()
    person = factories.make_employee() if kind == OrganisationKind.HOME else factories.make_outsider(kind)
    making.seat(council, person, seat_class)
    review = making.make_review(council)
    making.submit(review, person, by=chair)
    assert Voice.OUTSIDE_EXPERTS not in Idea.objects.get(pk=review.idea_id).voices
    making.close(review, by=chair)
    event = Event.objects.about(review.idea).get(kind="idea.approve")
    voices = Idea.objects.get(pk=review.idea_id).voices
    assert (Voice.OUTSIDE_EXPERTS in voices, "voice" in event.data) == (heard, heard)


def test_authors_answer_and_say_how_each_point_was_met() -> None:
    review, chair, member, author = decided(Outcome.REVISE)
    point = Point.objects.get()
    with pytest.raises(PermissionDenied):
        lettering.answer(review, by=author, body="Not yet.", met={})
    making.send_letter(review, by=chair)
    with pytest.raises(RefusedError):
        lettering.answer(review, by=author, body=" ", met={})
    lettering.answer(review, by=author, body="Thank you.", met={})
    lettering.answer(review, by=author, body="Thank you all.", met={point.pk: "Section 2.", 0: "x"})
    assert Answer.objects.get().body == "Thank you all."
    point.refresh_from_db()
    assert point.met == "Section 2."
    for person in (member, chair, factories.make_employee()):
        with pytest.raises(PermissionDenied):
            lettering.answer(review, by=person, body="Me too.", met={})
    making.announce_all()
    event = Event.objects.filter(kind="letter.answered").first()
    assert event is not None
    assert (event.actor, event.reach) == (author, Reach.NAMED)
    assert list(event.notices.values_list("person", flat=True)) == [chair.pk]


def test_an_answer_stands_once_the_next_round_has_opened() -> None:
    review, chair, _member, author = decided(Outcome.REVISE)
    making.send_letter(review, by=chair)
    making.make_review(review.council, Idea.objects.get(pk=review.idea_id))
    with pytest.raises(OutOfDateError):
        lettering.answer(review, by=author, body="One more thing.", met={})


def test_in_a_blind_review_the_answer_is_not_signed() -> None:
    review, chair, _member, author = decided(Outcome.REVISE, blindness=Blindness.AUTHORS_HIDDEN)
    making.send_letter(review, by=chair)
    lettering.answer(review, by=author, body="Thank you.", met={})
    assert Event.objects.get(kind="letter.answered").actor is None


def test_an_idea_withdrawn_meanwhile_gets_no_letter() -> None:
    review, chair, _member, author = decided(Outcome.APPROVE)
    from ideas import moves
    from ideas.workflow import moving

    moving.perform(moves.WITHDRAW, review.idea, by=author)
    with pytest.raises((OutOfDateError, PermissionDenied)):
        making.send_letter(review, by=chair)


def test_the_database_refuses_an_empty_sent_letter_and_an_empty_answer() -> None:
    review, chair, _member, author = decided(Outcome.REVISE)
    letter = making.send_letter(review, by=chair)
    answer = lettering.answer(review, by=author, body="Thank you.", met={})
    assert str(answer) == f"{author.pk} to {letter.pk}"
    assert letter.get_absolute_url() == f"/councils/reviews/{review.pk}/letter/"
    for rows in (Letter.objects.all(), Answer.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(body="")
