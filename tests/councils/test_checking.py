"""A letter that a second person checks: written by one, sent by another, in workflow and database."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from councils.models import Council, CouncilReview, Letter, Seat
from councils.stages import ReviewState
from councils.workflow import lettering
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_races import at_once, kinds

pytestmark = pytest.mark.django_db


def decided() -> tuple[CouncilReview, Person, Person, Person]:
    """A decided review, its chair who wrote the letter, its reviewer, and a member who was not asked."""
    council, chair, (member, idle) = making.make_chaired_council(needs_second_reader=True)
    review = making.make_review(council)
    Council.objects.update(needs_second_reader=False)  # Reviews keep the rules that they opened with.
    making.submit(review, member, by=chair)
    making.decide(review, by=chair)
    lettering.save(review, by=chair, body="Dear authors, yes.")
    return review, chair, member, idle


def test_who_wrote_it_last_does_not_send_it(sign_in: SignIn) -> None:
    review, chair, _member, _idle = decided()
    with pytest.raises(RefusedError, match="You wrote it"):
        lettering.send(review, by=chair, body="Dear authors, yes.")
    second = making.seat(review.council, is_chair=True).person
    with pytest.raises(RefusedError, match="as it stands"):
        lettering.send(review, by=second, body="Dear authors, no.")
    lettering.save(review, by=second, body="Dear authors, gladly.")
    with pytest.raises(RefusedError, match="You wrote it"):
        lettering.send(review, by=second, body="Dear authors, gladly.")
    address = reverse("councils:letter", args=[review.pk])
    assert "You wrote it last" in sign_in(second).get(address).content.decode()
    assert "Read it, and send it as it stands" in sign_in(chair).get(address).content.decode()
    assert lettering.send(review, by=chair, body="Dear authors, gladly.").sent_by == chair


def test_a_member_named_for_it_reads_and_sends_it_but_does_not_write_it(sign_in: SignIn) -> None:
    review, chair, member, idle = decided()
    address = reverse("councils:letter", args=[review.pk])
    naming = reverse("councils:second_reader", args=[review.pk])
    sending = reverse("councils:sending", args=[review.pk])
    assert sign_in(member).get(address).status_code == 403
    discussion = reverse("councils:discussion", args=[review.pk])
    client = sign_in(chair)
    for reader in (chair, idle):
        assert client.post(naming, {"reader": reader.pk}).status_code == 302
    assert Letter.objects.get().second_reader is None
    for _click in range(2):
        assert client.post(naming, {"reader": member.pk}).status_code == 302
    making.announce_all()
    told = Notice.objects.filter(event__kind="letter.check_wanted").values_list("person", flat=True)
    assert list(told) == [member.pk]
    body = sign_in(member).get(address).content.decode()
    assert ("Dear authors, yes." in body, "<textarea" in body) == (True, False)
    assert body.count(f'href="{discussion}"') == 2  # Where to say what is to be mended, and the tab.
    assert "Leave it unsent and tell" in body
    with pytest.raises(PermissionDenied):
        lettering.save(review, by=member, body="Mine.")
    assert sign_in(idle).post(sending, {"body": "Dear authors, yes."}).status_code == 403
    assert sign_in(member).post(sending, {"body": "Dear authors, mine."}).status_code == 422
    assert sign_in(member).post(sending, {"body": "Dear authors, yes."}).status_code == 302
    assert making.reload(review).state == ReviewState.CLOSED
    assert Letter.objects.get().sent_by == member


def test_the_database_wants_four_eyes_too() -> None:
    decided()
    with pytest.raises(IntegrityError, match="second_reader"), transaction.atomic():
        Letter.objects.update(sent_at=datetime.now(UTC), sent_by=F("written_by"))


@pytest.mark.django_db(transaction=True)
def test_of_two_second_persons_at_once_one_sends_it() -> None:
    review, _chair, member, _idle = decided()
    other = making.seat(review.council, is_chair=True).person
    Letter.objects.update(second_reader=member)
    send = partial(lettering.send, review, body="Dear authors, yes.")
    answers = at_once(partial(send, by=member), partial(send, by=other))
    assert kinds(answers, OutOfDateError) == [False, True]
    assert Event.objects.filter(kind="letter.sent").count() == 1


def test_reviews_are_due_at_the_end_of_a_day_where_the_council_is() -> None:
    council, chair, (member, _idle) = making.make_chaired_council(time_zone="Pacific/Auckland", window_days=9)
    review = making.make_review(council)
    Council.objects.update(time_zone="UTC")
    due = review.due_at.astimezone(review.end_of(review.today()).tzinfo)
    assert ((due.date() - review.today()).days, due.hour, due.minute) == (9, 23, 59)
    assert making.assign(review, member, by=chair).due_at == review.due_at
    assert Seat.objects.filter(council=council).count() == 3
