"""Private notes are their writer's alone; help is asked for once, and the chair sees it."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from councils.models import CouncilReview, HelpRequest, PrivateNote
from councils.workflow import conflicts, noting
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas.errors import OutOfDateError
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db


def asked() -> tuple[CouncilReview, Person, Person, Person]:
    """A review, the member asked for it, another one, the chair."""
    council, chair, (member, other) = making.make_chaired_council()
    review = making.make_review(council)
    making.assign(review, member, by=chair)
    return review, member, other, chair


def page(name: str, review: CouncilReview) -> str:
    return reverse(f"councils:{name}", args=[review.pk])


def test_private_notes_are_read_by_their_writer_alone(sign_in: SignIn) -> None:
    review, member, other, chair = asked()
    client = sign_in(member)
    answer = client.post(page("note", review), {"note": "Smells of 2019."}, headers={"HX-Request": "true"})
    assert (answer.status_code, 'id="note-saved"' in answer.content.decode()) == (200, True)
    assert client.post(page("note", review), {"note": "Smells of 2018."}).status_code == 302
    making.submit_as(review, member)
    making.submit(review, other, by=chair)
    making.decide(review, by=chair)
    assert "Smells of 2018." in client.get(page("review", review)).content.decode()
    for person in (other, chair):
        for name in ("review", "discussion", "letter"):
            answer = sign_in(person).get(page(name, review))
            assert "Smells of" not in answer.content.decode(), (person, name)
    for name in ("dashboard", "decision"):
        assert "Smells of" not in sign_in(chair).get(page(name, review)).content.decode()
    note = PrivateNote.objects.get()
    assert str(note) == f"note of {member.pk} on {review.pk}"


def test_notes_are_for_those_who_see_the_review(sign_in: SignIn) -> None:
    review, member, _other, _chair = asked()
    with pytest.raises(PermissionDenied):
        noting.note(review, by=factories.make_employee(), body="Hm.")
    noting.note(review, by=member, body="Hm.")
    conflicts.declare(review, member, by=member, reason="Cousins.")
    assert sign_in(member).post(page("note", review), {"note": "More."}).status_code == 404
    too_long = {"note": "x" * 20_001}
    chair = review.council.seats.get(is_chair=True).person
    assert sign_in(chair).post(page("note", review), too_long).status_code == 302
    assert PrivateNote.objects.count() == 1


def test_help_is_asked_for_once_and_shown_to_the_chair(sign_in: SignIn) -> None:
    review, member, other, chair = asked()
    client = sign_in(member)
    key = client.get(page("help_request", review)).context["form"].initial["request_key"]
    for _click in range(2):
        data = {"body": "Who knows smelters?", "request_key": key}
        assert client.post(page("help_request", review), data).status_code == 302
    making.announce_all()
    event = Event.objects.get(kind="review.help_wanted")
    assert set(event.notices.values_list("person", flat=True)) == {chair.pk}
    assert "Who knows smelters?" in client.get(page("review", review)).content.decode()
    assert "Who knows smelters?" in sign_in(chair).get(page("dashboard", review)).content.decode()
    assert "Who knows smelters?" not in sign_in(other).get(page("review", review)).content.decode()
    assert str(HelpRequest.objects.get()) == f"help for {HelpRequest.objects.get().assignment_id}"


def test_help_is_for_those_who_still_owe_a_review() -> None:
    review, member, other, chair = asked()
    with pytest.raises(PermissionDenied):
        noting.ask_for_help(review, by=other, body="Me too.", request_key=uuid4())
    making.submit_as(review, member)
    with pytest.raises(OutOfDateError):
        noting.ask_for_help(review, by=member, body="Late.", request_key=uuid4())
    assert chair.is_active
