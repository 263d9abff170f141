"""Lists cost the same at one row and at thirty, and stay within their budget."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from councils import dashboards
from councils.desk import AT_ONCE
from councils.stages import Blindness, RequirementKind, SeatClass
from councils.workflow import assigning, founding, seating
from councils.workflow.seating import Offer
from ideanet.people.models import Person
from ideanet.people.stages import CredentialKind
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db

BUDGET = 8
Grow = Callable[[int], None]


def queries(sign_in: SignIn, person: Person, address: str) -> int:
    client = sign_in(person)
    client.get(address)  # The first request of a session also writes it.
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def counts(sign_in: SignIn, person: Person, address: str, grow: Grow) -> tuple[int, int]:
    """How many queries at one row, and at thirty."""
    grow(1)
    few = queries(sign_in, person, address)
    grow(29)
    return few, queries(sign_in, person, address)


def assert_constant(found: tuple[int, int], budget: int = BUDGET) -> None:
    few, many = found
    assert many <= few, found
    assert many <= budget, found


def test_councils(sign_in: SignIn) -> None:
    person = factories.make_employee()

    def grow(number: int) -> None:
        for _number in range(number):
            council = making.make_council()
            making.seat(council, is_chair=True)
            making.seat(council, person)

    assert_constant(counts(sign_in, person, reverse("councils:councils"), grow))


def test_my_queue(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council(load_limit=99)

    def grow(number: int) -> None:
        for _number in range(number):
            making.assign(making.make_review(council), member, by=chair)

    assert_constant(counts(sign_in, member, reverse("councils:queue"), grow))


def test_a_councils_reviews_and_its_page(sign_in: SignIn) -> None:
    council, _chair, (member, _other) = making.make_chaired_council()

    def grow(number: int) -> None:
        for _number in range(number):
            making.make_review(council)

    grow(1)
    addresses = [reverse("councils:reviews", args=[council.pk]), council.get_absolute_url()]
    few = [queries(sign_in, member, address) for address in addresses]
    grow(29)
    many = [queries(sign_in, member, address) for address in addresses]
    assert_constant((few[0], many[0]))
    assert_constant((few[1], many[1]), budget=11)


def test_seats_with_requirements_renewals_and_invitations(sign_in: SignIn) -> None:
    council = making.make_council()
    offer, kind = Offer(SeatClass.EXPERT, timezone.localdate()), RequirementKind.CREDENTIAL

    def grow(number: int) -> None:
        council.requirements.all().delete()
        for _number in range(number):
            making.seat(council)
            seating.end(making.seat(council), by=council.created_by, reason="Done.")
            seating.invite(council, factories.make_employee(), offer, by=council.created_by)
        patent = {"kind": kind, "credential_kind": CredentialKind.PATENT, "number": 1}
        founding.require(council, by=council.created_by, **patent)

    assert_constant(counts(sign_in, council.created_by, reverse("councils:seats", args=[council.pk]), grow))


def test_a_dashboard_of_a_large_council(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council(members=0)
    review = making.make_review(council)

    def grow(number: int) -> None:
        for _number in range(number):
            member = making.seat(council)
            assigning.assign(review, member, by=chair)
            making.submit_as(review, member.person)

    grow(1)  # Averages, which take queries of their own, are shown from two reviews on.
    address = reverse("councils:dashboard", args=[review.pk])
    assert_constant(counts(sign_in, chair, address, grow), budget=10)
    page = sign_in(chair).get(address).content.decode()
    assert page.count("</span> Approve <span") == 31
    assert "Read what is in, and how far it agrees" in page


def test_a_blind_dashboard_with_files(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council(blindness=Blindness.BOTH_HIDDEN)
    review = making.make_review(council)

    def grow(number: int) -> None:
        for count in range(number):
            making.attach_file(review.idea, f"Study {count} by nobody.".encode())

    assert_constant(counts(sign_in, chair, reverse("councils:dashboard", args=[review.pk]), grow), budget=10)


def test_a_dashboard_shows_long_lists_in_parts(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    council, chair, (one, two) = making.make_chaired_council()
    monkeypatch.setattr(dashboards, "AT_ONCE", 2)
    review = making.make_review(council)
    for person in (one, two, making.seat(council).person):
        making.assign(review, person, by=chair)
    for _number in range(3):
        making.seat(council)
    client, address = sign_in(chair), reverse("councils:dashboard", args=[review.pk])
    parts = [
        client.get(address, given).content.decode()
        for given in ({}, {"asked": "2"}, {"members": "2"}, {"asked": "x", "members": "99"})
    ]
    assert [page.count(">Remind<") for page in parts] == [2, 1, 2, 2]
    assert [page.count('name="seats"') for page in parts] == [2, 2, 2, 2]
    assert "1 to 2 of 3" in parts[0]
    assert 'href="?asked=2#asked"' in parts[0]
    assert 'href="?members=2#members"' in parts[0]
    assert "3 to 4 of 4" in parts[2]


def test_a_seat_with_its_terms(sign_in: SignIn) -> None:
    council = making.make_council()
    seat = making.seat(council)

    def grow(number: int) -> None:
        for count in range(number):
            start = timezone.localdate() + timedelta(days=400 * (seat.renewals.count() + count + 1))
            seat.renewals.create(starts_on=start, ends_on=start, renewed_by=council.created_by)

    assert_constant(counts(sign_in, council.created_by, reverse("councils:seat", args=[seat.pk]), grow))


def test_many_reviews_are_read_in_parts_and_decided_on_in_a_table(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council(members=0)
    review = making.make_review(council)
    for _number in range(AT_ONCE + 2):
        making.submit(review, making.seat(council).person, by=chair)
    client, address = sign_in(chair), review.get_absolute_url()
    first = client.get(address).content.decode()
    second = client.get(f"{address}?others=2").content.decode()
    assert [page.count('<article class="reading">') for page in (first, second)] == [AT_ONCE, 2]
    assert "1 to 20 of 22" in first
    assert "?others=2#others" in first
    assert "21 to 22 of 22" in second
    for beyond in ("99", "²", "x", "9" * 30):
        assert client.get(address, {"others": beyond}).status_code == 200
    decision = client.get(reverse("councils:decision", args=[review.pk])).content.decode()
    assert decision.count('<td data-label="Recommends">Approve</td>') == AT_ONCE + 2
    assert '<article class="reading">' not in decision


def test_a_desk_and_a_discussion_with_many_reviews(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, member, by=chair)

    def grow(number: int) -> None:
        for _number in range(number):
            seat = making.seat(council)
            assigning.assign(review, seat, by=chair)
            making.submit_as(review, seat.person)

    grow(1)
    budgets = (15, 13, 11)
    pages = [reverse(f"councils:{name}", args=[review.pk]) for name in ("review", "discussion", "decision")]
    few = [queries(sign_in, chair, page) for page in pages]
    assert all(found <= budget for found, budget in zip(few, budgets, strict=True)), few
    grow(9)
    assert [queries(sign_in, chair, page) for page in pages] == few


def test_a_panel(sign_in: SignIn) -> None:
    council, _chair, _members = making.make_chaired_council()
    review = making.make_review(council)
    address = reverse("councils:idea_panel", args=[review.idea_id])
    assert queries(sign_in, factories.make_employee(), address) <= 16
