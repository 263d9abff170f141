"""A council as an institution, in the hand: a nomination becomes a seat, a term goes on, a letter finds its words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from councils import terms
from councils.models import Nomination, Seat, SeatInvitation
from councils.stages import Outcome
from tests import factories
from tests.councils import making
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: institution")]


def test_a_nomination_leads_to_a_seat(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council(name="Council of sages")
    wanted = factories.make_employee(name="Wanda Wanted", email="wanda@home.example")
    nominator = sign_in(member)
    nominator.visit(f"{council.get_absolute_url()}nominations/")
    nominator.fill({"E-mail address": wanted.email, "Why": "She asks what the rest of us do not."})
    nominator.press("Nominate")
    nominator.read("The council has your nomination", "With the council")
    answering = sign_in(chair)
    answering.visit(Nomination.objects.get().get_absolute_url())
    answering.read("She asks what the rest of us do not.", "This council has no entry requirements.")
    answering.press("Send the invitation")
    answering.read("Wanda Wanted is invited.")
    invited = sign_in(wanted)
    invited.visit(SeatInvitation.objects.pending().get().get_absolute_url())
    invited.main.get_by_label("I have read the charter").check()
    invited.press("Accept the seat")
    invited.read("Wanda Wanted")
    assert Seat.objects.get(person=wanted).is_sitting


def test_a_term_is_renewed_and_a_letter_gets_the_councils_words(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council(name="Council of sages")
    end = timezone.localdate() + timedelta(days=20)
    seat = Seat.objects.get(person=member)
    Seat.objects.filter(pk=seat.pk).update(ends_on=end)
    until = date_format(terms.end_of_term(council, end + timedelta(days=1)), "j F Y")
    looking_after = sign_in(chair)
    looking_after.visit("/")
    looking_after.follow(f"Renew the term of {member.name}, or let the seat go")
    looking_after.press(f"Renew until {until}")
    looking_after.read("The term is renewed.", "Term 2 in a row.")
    looking_after.visit(f"{council.get_absolute_url()}letters/")
    words = "Dear authors,\n\nyes, and gladly.\n\n{comments}"
    looking_after.fill({str(Outcome.APPROVE.label): words})
    looking_after.press("Preview")
    looking_after.read("Nothing is saved yet.", "yes, and gladly.")
    looking_after.press("Save")
    looking_after.read("The next reviews to open end with these letters.", "Version 1, by")
