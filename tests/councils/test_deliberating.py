"""The council's private discussion."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from councils import ballots, pages
from councils.models import Remark, Summary
from councils.workflow import conflicts, deliberating
from ideanet.activity.models import Event, Notice
from ideas.errors import OutOfDateError
from tests.councils import making
from tests.councils.conftest import SignIn

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


def test_the_chair_sums_up_and_those_who_discuss_read_it(sign_in: SignIn) -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.assign(review, two, by=chair)
    address = reverse("councils:summary", args=[review.pk])
    client = sign_in(chair)
    assert client.post(address, {"summary": " "}).status_code == 422
    for _click in range(2):
        assert client.post(address, {"summary": "We agree on *reach*."}).status_code == 302
    assert client.post(address, {"summary": "We agree on all."}).status_code == 302
    assert Summary.objects.count() == 2
    discussion = reverse("councils:discussion", args=[review.pk])
    body = sign_in(one).get(discussion).content.decode()
    assert ("We agree on all." in body, "Sum up" in body) == (True, False)
    assert sign_in(two).get(discussion).status_code == 403
    making.announce_all()
    told = Notice.objects.filter(event__kind="review.summed_up").values_list("person", flat=True)
    assert list(told) == [one.pk] * 2
    assert str(Summary.objects.first()) == f"summary of {review.pk}"


def test_a_summary_is_the_chairs_while_the_review_is_under_way_and_void_in_conflict() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    with pytest.raises(PermissionDenied):
        deliberating.sum_up(review, by=one, body="I say.")
    deliberating.sum_up(review, by=chair, body="We say.")
    conflicts.declare(review, chair, by=chair, reason="Cousins.")
    assert not Summary.objects.filter(void_at=None).exists()
    making.close(review, by=council.created_by)
    with pytest.raises(OutOfDateError):
        deliberating.sum_up(review, by=council.created_by, body="Late.")


def test_the_spread_is_shown_per_criterion_and_overall(sign_in: SignIn) -> None:
    council, chair, members = making.make_chaired_council(members=3)
    review = making.make_review(council)
    for member, points in zip(members, (1, 4, 5), strict=True):
        making.submit(review, member, by=chair, points=points)
    found = pages.averages_of(review := making.reload(review), ballots.counting(review))
    line = found.lines[0]
    assert [str(figure) for figure in (line.points, line.median, line.spread)] == ["3.3", "4.0", "1.7"]
    assert [column.count for column in line.histogram.columns] == [1, 0, 0, 1, 1]
    assert [str(figure) for figure in (found.overall, found.median, found.spread)] == ["58", "75", "42.5"]
    assert [column.count for column in found.histogram.columns] == [1, 0, 0, 1, 1]
    address = reverse("councils:discussion", args=[review.pk])
    body = sign_in(members[0]).get(address).content.decode()
    assert ("1 Weak: 1 review" in body, "2 Thin: 0 reviews" in body, "± 42.5" in body) == (True, True, True)
