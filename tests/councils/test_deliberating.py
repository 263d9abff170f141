"""The council's private discussion."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from councils.models import Remark
from councils.workflow import deliberating
from ideanet.activity.models import Event, Notice
from ideas.errors import OutOfDateError
from tests.councils import making

pytestmark = pytest.mark.django_db


def test_those_whose_reviews_are_in_and_the_chair_talk_and_hear_of_it() -> None:
    council, chair, (one, two, idle) = making.make_chaired_council(members=3)
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.assign(review, two, by=chair)
    remark = deliberating.say(review, by=one, body="It is bold.", request_key=uuid4())
    making.announce_all()
    event = Event.objects.get(kind="review.remarked")
    assert set(Notice.objects.filter(event=event).values_list("person", flat=True)) == {chair.pk}
    for person in (two, idle):
        with pytest.raises(PermissionDenied):
            deliberating.say(review, by=person, body="Hm.", request_key=uuid4())
    assert str(remark) == f"{one.pk} on {review.pk}"


def test_a_chair_who_owes_a_review_neither_talks_nor_hears() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.assign(review, chair, by=chair)
    deliberating.say(review, by=one, body="It is bold.", request_key=uuid4())
    making.announce_all()
    assert not Notice.objects.filter(event__kind="review.remarked").exists()
    with pytest.raises(PermissionDenied):
        deliberating.say(review, by=chair, body="Is it?", request_key=uuid4())


def test_the_same_form_sent_twice_is_one_remark() -> None:
    council, chair, _members = making.make_chaired_council()
    review, key = making.make_review(council), uuid4()
    first = deliberating.say(review, by=chair, body="Once.", request_key=key)
    assert deliberating.say(review, by=chair, body="Once.", request_key=key).pk == first.pk


def test_nothing_is_said_once_the_review_is_closed() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.close(review, by=chair)
    with pytest.raises(OutOfDateError):
        deliberating.say(review, by=one, body="And yet.", request_key=uuid4())


def test_the_database_refuses_an_empty_remark() -> None:
    council, chair, _members = making.make_chaired_council()
    deliberating.say(making.make_review(council), by=chair, body="Once.", request_key=uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(body="")
