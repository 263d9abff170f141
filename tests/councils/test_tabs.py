"""Two windows on one draft, and two chairs on one letter: what saves by itself replaces nothing unseen."""

import re

import pytest
from django.urls import reverse

from councils.models import Letter, Recommendation
from councils.workflow import lettering
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db

BY_ITSELF = {"HX-Request": "true"}
SEEN = re.compile(r'name="seen" id="seen" value="([^"]*)"')


def seen_on(page: str) -> str:
    found = SEEN.search(page)
    assert found is not None
    return found[1]


def test_an_older_window_does_not_save_over_a_newer_one_by_itself(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    making.assign(review, member, by=chair)
    client, draft = sign_in(member), reverse("councils:draft", args=[review.pk])
    opened = seen_on(client.get(review.get_absolute_url()).content.decode())
    first = client.post(draft, {"to_authors": "Written in one.", "seen": opened}, headers=BY_ITSELF)
    stale = client.post(draft, {"to_authors": "Old.", "seen": opened}, headers=BY_ITSELF)
    assert (first.status_code, stale.status_code) == (200, 409)
    assert "changed elsewhere since this page was opened" in stale.content.decode()
    assert Recommendation.objects.get().to_authors == "Written in one."
    newer = {"to_authors": "Written on.", "seen": seen_on(first.content.decode())}
    assert client.post(draft, newer, headers=BY_ITSELF).status_code == 200
    # The same words again, as after an answer that was lost, are no conflict.
    assert client.post(draft, newer, headers=BY_ITSELF).status_code == 200
    assert client.post(draft, {"to_authors": "On purpose.", "seen": opened}).status_code == 302
    assert Recommendation.objects.get().to_authors == "On purpose."


def test_of_two_chairs_neither_saves_over_the_others_letter_by_itself(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    second = making.seat(council, is_chair=True).person
    review = making.make_review(council)
    making.submit(review, member, by=chair)
    making.decide(review, by=chair)
    address = reverse("councils:letter", args=[review.pk])
    client = sign_in(second)
    opened = seen_on(client.get(address).content.decode())
    lettering.save(review, by=chair, body="Dear authors, gladly.")
    stale = client.post(address, {"body": "Dear authors, no.", "seen": opened}, headers=BY_ITSELF)
    assert stale.status_code == 409
    assert Letter.objects.get().body == "Dear authors, gladly."
    opened = seen_on(client.get(address).content.decode())
    saved = client.post(address, {"body": "Dear authors, and gladly.", "seen": opened}, headers=BY_ITSELF)
    assert (saved.status_code, seen_on(saved.content.decode()) == opened) == (200, False)
    assert client.post(address, {"body": "Dear authors, no.", "seen": opened}).status_code == 302
