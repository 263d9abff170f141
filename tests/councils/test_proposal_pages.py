"""Proposals through the front door, as the chair."""

import pytest
from django.test import Client
from django.urls import reverse

from councils.models import Assignment, Proposed, Seat, Separation
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_queries import queries

pytestmark = pytest.mark.django_db


def test_a_chair_proposes_adjusts_and_confirms(client: Client) -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1)
    review = making.make_review(council, title="A quiet office")
    client.force_login(chair)
    address = reverse("councils:proposal", args=[council.pk])
    assert b"Nothing is proposed yet" in client.get(address).content
    page = client.post(address, follow=True).content.decode()
    row = Proposed.objects.select_related("seat__person").get()
    assert "A quiet office" in page
    assert row.seat.person.name in page
    assert f'action="{reverse("councils:proposed", args=[row.pk])}"' in page

    client.post(reverse("councils:proposed", args=[row.pk]), {"_method": "delete"})
    page = client.get(address).content.decode()
    assert "1 member is missing." in page

    other = two if row.seat.person == one else one
    by_hand = reverse("councils:proposal_review", args=[review.pk])
    assert other.name in client.get(by_hand).content.decode()
    client.post(by_hand, {"seat": Seat.objects.get(person=other).pk})
    assert "By hand" in client.get(address).content.decode()

    confirmed = client.post(reverse("councils:proposal_confirmation", args=[council.pk]), follow=True)
    assert "They are being asked now" in confirmed.content.decode()
    making.announce_all()
    assert Assignment.objects.get().person == other
    assert "Put somebody in" not in client.get(address).content.decode()


@pytest.mark.parametrize("seat", ["", "x", "²", "9" * 30, "999999"])
def test_putting_in_nobody_is_said_and_never_an_error(client: Client, seat: str) -> None:
    council, chair, _members = making.make_chaired_council(quorum=1)
    review = making.make_review(council)
    client.force_login(chair)
    client.post(reverse("councils:proposal", args=[council.pk]))
    address = reverse("councils:proposal_review", args=[review.pk])
    came_from = f"http://testserver{address}"
    page = client.post(address, {"seat": seat}, follow=True, headers={"referer": came_from})
    assert page.redirect_chain == [(came_from, 302)]
    assert "Choose who is to be put in." in page.content.decode()


def test_a_proposal_asks_as_few_queries_of_thirty_reviews_as_of_one(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council(3, quorum=1, load_limit=90)
    address = reverse("councils:proposal", args=[council.pk])
    making.make_review(council)
    sign_in(chair).post(address)
    few = queries(sign_in, chair, address)
    for _number in range(29):
        making.make_review(council)
    sign_in(chair).post(address)
    assert queries(sign_in, chair, address) == few


def test_two_members_are_kept_apart_and_let_meet_again(client: Client) -> None:
    council, chair, (one, two) = making.make_chaired_council()
    client.force_login(chair)
    address = reverse("councils:separations", args=[council.pk])
    form = {"one": one.pk, "other": two.pk, "reason": "They were married."}
    assert "They were married." in client.post(address, form, follow=True).content.decode()
    client.post(address, form | {"one": two.pk, "other": one.pk})
    separation = Separation.objects.get()
    refused = client.post(address, form | {"other": one.pk})
    assert (refused.status_code, "two different members" in refused.content.decode()) == (422, True)
    client.post(reverse("councils:separation", args=[separation.pk]), {"_method": "delete"})
    assert not Separation.objects.exists()
