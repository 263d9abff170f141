"""Terms: renewed by one click, counted, warned of once, let go with a reason, with a pause after the last."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from councils import seat_reminding, terms
from councils.models import Council, Renewal, Seat, SeatInvitation
from councils.needs import needs_of
from councils.stages import SeatClass
from councils.workflow import excepting, renewing, seating
from councils.workflow.seating import Offer
from ideanet.activity.datebook import dates_of
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def make(ends: int = 20, **fields: Any) -> tuple[Seat, Person]:
    """A member whose term ends in so many days, and the chair."""
    name = fields.pop("name", "Sages")
    council, chair, _members = making.make_chaired_council(members=0, name=name)
    seat = making.seat(council, factories.make_employee(name="Mem Ber"))
    Council.objects.filter(pk=council.pk).update(**{"term_years": 2} | fields)
    Seat.objects.filter(pk=seat.pk).update(ends_on=in_days(ends), starts_on=in_days(ends - 729))
    return Seat.objects.select_related("council", "person").get(pk=seat.pk), chair


def renew(seat: Seat, by: Person, **fields: str) -> Renewal:
    assert seat.ends_on is not None
    return renewing.renew(seat, by=by, after=seat.ends_on, **fields)


def told(person: Person) -> list[str]:
    making.announce_all()
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("event__kind", flat=True))


def test_a_term_is_renewed_for_as_long_as_the_council_says_and_the_member_is_told() -> None:
    seat, chair = make(term_years=3)
    renewal = renew(seat, chair)
    until = terms.after_years(in_days(21), 3) - DAY
    seat.refresh_from_db()
    assert (renewal.starts_on, renewal.ends_on, seat.ends_on) == (in_days(21), until, until)
    assert told(seat.person)[-1] == "seat.term_renewed"


def test_a_second_click_renews_nothing_more_and_a_stale_page_is_told() -> None:
    seat, chair = make()
    assert renew(seat, chair) == renew(seat, chair)
    with pytest.raises(OutOfDateError):
        renewing.renew(seat, by=chair, after=in_days(5))
    assert Renewal.objects.count() == 1
    known = Renewal.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Renewal.objects.create(seat=seat, starts_on=known.starts_on, ends_on=known.ends_on, renewed_by=chair)


def test_nobody_renews_their_own_term_nor_anybody_who_does_not_look_after_the_council() -> None:
    seat, chair = make()
    own = Seat.objects.select_related("council").get(person=chair)
    Seat.objects.filter(pk=own.pk).update(ends_on=in_days(20))
    for person, theirs in ((seat.person, seat), (chair, own), (factories.make_employee(), seat)):
        with pytest.raises(PermissionDenied):
            renewing.renew(theirs, by=person, after=in_days(20))
        with pytest.raises(PermissionDenied):
            renewing.let_go(theirs, by=person, reason="No.")


def test_a_term_far_from_its_end_or_long_over_is_not_renewed() -> None:
    for days, words in ((200, "in more than half a year"), (-800, "over for too long")):
        seat, chair = make(days, name=f"Council {words}")
        with pytest.raises(RefusedError, match=words):
            renew(seat, chair)


def test_one_term_too_many_takes_a_reason_and_a_second_chair() -> None:
    seat, chair = make(terms_most=1)
    second = making.seat(seat.council, is_chair=True, ends_on=in_days(300)).person
    with pytest.raises(RefusedError, match="as many terms in a row as the council allows"):
        renew(seat, chair)
    renewal = renew(seat, chair, exception="Knows the archive.")
    seat.refresh_from_db()
    assert (renewal.stands, seat.ends_on) == (False, in_days(20))
    assert told(second)[-1] == "seat.term_asked"
    assert "Agree to one more term for Mem Ber, or take it back" in [n.label for n in needs_of(second)]
    for person in (chair, seat.person, factories.make_employee()):
        with pytest.raises(PermissionDenied):
            renewing.agree(renewal, by=person)
    agreed = renewing.agree(renewal, by=second)
    assert renewing.agree(renewal, by=second) == agreed
    seat.refresh_from_db()
    assert seat.ends_on == agreed.ends_on
    with pytest.raises(OutOfDateError):
        renewing.take_back(renewal, by=chair)


def test_a_term_too_many_can_be_taken_back_before_anybody_agreed() -> None:
    seat, chair = make(terms_most=1)
    renewal = renew(seat, chair, exception="Knows the archive.")
    with pytest.raises(PermissionDenied):
        renewing.take_back(renewal, by=seat.person)
    renewing.take_back(renewal, by=chair)
    assert not Renewal.objects.exists()


@pytest.mark.parametrize(("away", "is_free"), [(300, False), (400, True)])
def test_after_the_last_term_a_pause_comes_before_the_next_seat(away: int, is_free: bool) -> None:
    seat, chair = make(-away, terms_most=1, pause_years=1)
    Seat.objects.filter(pk=seat.pk).update(ended_on=in_days(-away), ended_because="The term was over.")
    offer = Offer(SeatClass.EXPERT, timezone.localdate(), in_days(300))
    if is_free:
        assert not seating.invite(seat.council, seat.person, offer, by=chair).needs_agreement
        return
    with pytest.raises(RefusedError, match="a pause until"):
        seating.invite(seat.council, seat.person, offer, by=chair)
    by_exception = Offer(SeatClass.EXPERT, offer.starts_on, offer.ends_on, exception="Nobody else.")
    invitation = seating.invite(seat.council, seat.person, by_exception, by=chair)
    assert invitation.needs_agreement
    second = making.seat(seat.council, is_chair=True, ends_on=in_days(300)).person
    excepting.agree(invitation, by=second)
    assert SeatInvitation.objects.usable().filter(pk=invitation.pk).exists()


def test_renewals_and_earlier_seats_count_as_terms_in_a_row() -> None:
    seat, chair = make(terms_most=3)
    council, person = seat.council, seat.person
    Seat.objects.create(
        council=council,
        person=person,
        seat_class=SeatClass.EXPERT,
        starts_on=in_days(-1500),
        ended_on=in_days(-720),
        ended_because="The term was over.",
        given_by=chair,
    )
    assert terms.served(council, person, in_days(20)).terms == 2
    renewal = renew(seat, chair)
    assert terms.served(council, person, renewal.ends_on).terms == 3


def test_where_terms_are_counted_none_is_stretched_past_them() -> None:
    seat, chair = make(terms_most=2, term_years=1)
    for ends_on in (None, in_days(400)):
        with pytest.raises(RefusedError, match="a longer one is a renewal"):
            seating.change(seat, by=chair, seat_class=SeatClass.EXPERT, is_chair=False, ends_on=ends_on)
        offer = Offer(SeatClass.EXPERT, timezone.localdate(), ends_on)
        with pytest.raises(RefusedError, match="at the latest"):
            seating.invite(seat.council, factories.make_employee(), offer, by=chair)
    seating.change(seat, by=chair, seat_class=SeatClass.EXPERT, is_chair=False, ends_on=in_days(10))


def test_chairs_and_the_member_are_warned_once_of_a_term_that_ends() -> None:
    seat, chair = make(70)
    assert seat_reminding.warn_of_all_terms() == 0
    Seat.objects.filter(pk=seat.pk).update(ends_on=in_days(59))
    assert (seat_reminding.warn_of_all_terms(), seat_reminding.warn_of_all_terms()) == (1, 0)
    assert told(chair).count("seat.term_ends") == told(seat.person).count("seat.term_ends") == 1
    assert "Renew the term of Mem Ber, or let the seat go" in [n.label for n in needs_of(chair)]
    labels = {d.label for d in dates_of(chair, timezone.now())}
    assert "The term of Mem Ber on “Sages” ends" in labels
    assert "Your term on “Sages” ends" in {d.label for d in dates_of(seat.person, timezone.now())}


def test_a_seat_let_go_says_why_warns_nobody_and_can_still_be_renewed() -> None:
    seat, chair = make()
    with pytest.raises(RefusedError, match="Say why"):
        renewing.let_go(seat, by=chair, reason=" ")
    renewing.let_go(seat, by=chair, reason="The seat goes round.")
    with pytest.raises(OutOfDateError):
        renewing.let_go(seat, by=chair, reason="Again.")
    assert told(seat.person)[-1] == "seat.let_go"
    assert Event.objects.get(kind="seat.let_go").data["reason"] == "The seat goes round."
    assert seat_reminding.warn_of_all_terms() == 0
    assert needs_of(chair) == []
    renew(seat, chair)
    seat.refresh_from_db()
    assert (seat.let_go_at, seat.let_go_because) == (None, "")


def test_the_rule_stands_on_the_councils_page_and_history_on_that_of_its_seats(sign_in: SignIn) -> None:
    seat, chair = make(terms_most=3, pause_years=2)
    renew(seat, chair)
    client = sign_in(factories.make_employee())
    rule = "2 years, at most 3 in a row, then a pause of 2 years"
    assert rule in client.get(seat.council.get_absolute_url()).content.decode()
    assert "Renewed: " in client.get(reverse("councils:seats", args=[seat.council_id])).content.decode()


@pytest.mark.parametrize(
    ("most", "sentence"),
    [
        (None, "1 year, renewed as often as the chairs see fit"),
        (1, "1 year, one in a row, then a pause of 1 year"),
    ],
)
def test_the_rule_in_words(most: int | None, sentence: str) -> None:
    assert terms.sentence_of(Council(term_years=1, terms_most=most, pause_years=1)) == sentence


def test_a_leap_day_comes_back_as_the_first_of_march() -> None:
    assert terms.after_years(date(2028, 2, 29), 1) == date(2029, 3, 1)


def test_on_its_page_a_term_is_renewed_by_one_click_or_let_go(sign_in: SignIn) -> None:
    seat, chair = make()
    client = sign_in(chair)
    address = reverse("councils:seat", args=[seat.pk])
    page = client.get(address).content.decode()
    assert "Renew until " in page
    assert "The term ends as agreed, and the seat goes round." in page
    letting_go = reverse("councils:letting_go", args=[seat.pk])
    assert client.post(letting_go, {"reason": ""}).status_code == 422
    client.post(letting_go, {"reason": "Round it goes."})
    assert "It is not renewed: Round it goes." in client.get(address).content.decode()
    answer = client.post(reverse("councils:renewals", args=[seat.pk]), {"after": seat.ends_on}, follow=True)
    page = answer.content.decode()
    assert "The term is renewed." in page
    assert "Renew until " not in page


def test_a_term_too_many_is_asked_for_and_agreed_to_on_its_page(sign_in: SignIn) -> None:
    seat, chair = make(terms_most=1)
    second = making.seat(seat.council, is_chair=True, ends_on=in_days(300)).person
    address = reverse("councils:seat", args=[seat.pk])
    renewals = reverse("councils:renewals", args=[seat.pk])
    first = sign_in(chair)
    assert "Term 1 of 1 in a row." in first.get(address).content.decode()
    assert first.post(renewals, {"after": seat.ends_on}).status_code == 422
    first.post(renewals, {"after": seat.ends_on, "exception": "Knows the archive."})
    assert "It waits for a second person." in first.get(address).content.decode()
    assert "Knows the archive." not in sign_in(seat.person).get(address).content.decode()
    other = sign_in(second)
    assert "Agree, and renew the term" in other.get(address).content.decode()
    other.post(reverse("councils:renewal_agreement", args=[Renewal.objects.get().pk]))
    assert Renewal.objects.get().agreed_by == second
