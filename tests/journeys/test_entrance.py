"""The way in: sign-up, invitations, second factors, recovery, a forgotten password, and out again elsewhere."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from ideanet.people.models import Invitation, MailDomain, Person
from ideanet.people.stages import Role
from ideanet.people.workflow.joining import prove_address
from tests import factories
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: entrance")]
NEW = "a new and longer password"


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


@pytest.fixture
def person() -> Person:
    person = factories.make_employee(name="Ben Okafor", email="ben@home.example")
    person.set_password(factories.PASSWORD)
    person.save(update_fields=["password"])
    prove_address(person)
    MailDomain.objects.create(organisation=person.organisation, domain="home.example")
    return person


def test_an_employee_signs_up_with_the_code_from_the_mail(sign_in: SignIn, person: Person) -> None:
    visitor = sign_in()
    visitor.visit("/")
    visitor.follow("Sign up with your company’s e-mail address")
    visitor.fill({"E-mail": "ann@home.example", "Name": "Ann Expert", "Password": factories.PASSWORD})
    visitor.press("Sign up")
    visitor.read("Confirm your e-mail address", "ann@home.example")
    visitor.fill({"Code": "AAAAAA"})
    visitor.press("Go on")
    visitor.read("Incorrect code.")
    visitor.fill({"Code": found_in_mail(r"^\s*([A-Z0-9-]{6,12})\s*$")})
    visitor.press("Go on")
    assert visitor.path == "/"
    assert is_in(visitor, "Ann Expert")


def test_an_address_of_another_domain_is_refused_and_the_form_comes_back(
    sign_in: SignIn, person: Person
) -> None:
    visitor = sign_in()
    visitor.visit("/accounts/signup/")
    visitor.fill({"E-mail": "ann@other.example", "Name": "Ann Expert", "Password": factories.PASSWORD})
    visitor.press("Sign up")
    visitor.read("Only addresses of the company can sign up.")
    assert visitor.field("Name").input_value() == "Ann Expert"
    assert visitor.field("E-mail").input_value() == "ann@other.example"
    assert not mail.outbox


def test_an_outsider_comes_in_by_a_link_that_works_once(sign_in: SignIn) -> None:
    harbour = factories.OrganisationFactory.create(name="Northport Harbour")
    marketer = sign_in(factories.make_powerful(Role.MARKETING, name="Mara Quist"))
    marketer.visit("/invitations/")
    marketer.read("Nobody is invited yet")
    marketer.fill({"E-mail": "carlo@harbour.example", "Organisation": harbour.name})
    marketer.press("Send the invitation")
    marketer.read("carlo@harbour.example")
    link = found_in_mail(r"http://testserver(/join/\S+/)")

    guest = sign_in()
    guest.visit(link)
    guest.read("You are invited", "Northport Harbour", "Mara Quist")
    guest.fill({"Name": "Carlo Bianchi", "Password": "short"})
    guest.press("Join")
    assert guest.field("Name").input_value() == "Carlo Bianchi"
    guest.fill({"Password": factories.PASSWORD})
    guest.press("Join")
    assert is_in(guest, "Carlo Bianchi")
    guest.visit("/people/")

    second = sign_in()
    second.visit(link, status=410)
    second.read("it ran out, was used or was taken back")
    marketer.visit("/invitations/")
    marketer.read("Accepted", within=marketer.row("carlo@harbour.example"))


def test_an_invitation_that_ran_out_is_sent_again(sign_in: SignIn) -> None:
    marketer = sign_in(factories.make_powerful(Role.MARKETING, name="Mara Quist"))
    harbour = factories.OrganisationFactory.create(name="Northport Harbour")
    marketer.visit("/invitations/")
    marketer.fill({"E-mail": "carlo@harbour.example", "Organisation": harbour.name})
    marketer.press("Send the invitation")
    link = found_in_mail(r"http://testserver(/join/\S+/)")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    guest = sign_in()
    guest.visit(link, status=410)
    guest.read("ask whoever invited you to send it again")

    marketer.visit("/invitations/")
    marketer.press("Send again carlo@harbour.example")
    newer = found_in_mail(r"http://testserver(/join/\S+/)")
    guest.visit(newer)
    guest.fill({"Name": "Carlo Bianchi", "Password": factories.PASSWORD})
    guest.press("Join")
    assert is_in(guest, "Carlo Bianchi")


def test_an_authenticator_app_is_set_up_and_asked_for_and_a_recovery_code_stands_in(
    sign_in: SignIn, person: Person
) -> None:
    visitor = sign_in()
    _sign_in_with_password(visitor, person)
    visitor.visit("/accounts/2fa/")
    visitor.follow("Set it up")
    visitor.fill({"Password": factories.PASSWORD})
    visitor.press("Go on")
    secret = visitor.main.locator("#totp-key").inner_text()
    visitor.fill({"Authenticator code": code_of(secret)})
    visitor.press("Turn it on")
    visitor.read("Recovery codes", "10 of 10 are left")
    recovery_code = visitor.main.locator("#recovery_codes li").first.inner_text()

    cache.clear()  # A code works once, and the next comes in half a minute only.
    visitor.context.clear_cookies()
    _sign_in_with_password(visitor, person)
    visitor.read("Second step")
    visitor.fill({"Code": "000000"})
    visitor.press("Sign in")
    visitor.read("Incorrect code.")
    visitor.fill({"Code": code_of(secret)})
    visitor.press("Sign in")
    assert is_in(visitor, person.name)

    visitor.context.clear_cookies()
    _sign_in_with_password(visitor, person)
    visitor.fill({"Code": recovery_code})
    visitor.press("Sign in")
    assert is_in(visitor, person.name)
    visitor.visit("/accounts/2fa/")
    visitor.read("9 of 10 left")


def test_a_forgotten_password_is_reset_by_a_link_that_works_once(sign_in: SignIn, person: Person) -> None:
    visitor = sign_in()
    visitor.visit("/accounts/login/")
    visitor.follow("Forgot your password?")
    visitor.fill({"E-mail": person.email})
    visitor.press("Send it")
    visitor.read("Look in your mail")
    link = found_in_mail(r"http://testserver(/accounts/password/reset/key/\S+)")
    visitor.visit(link)
    visitor.fill({"New password": NEW, "New password, again": NEW})
    visitor.press("Set it")
    visitor.visit("/accounts/login/")
    _sign_in_with_password(visitor, person, NEW)
    assert is_in(visitor, person.name)

    other = sign_in()
    other.visit(link)
    other.read("This link no longer works")


def test_the_other_places_are_listed_and_signed_out(sign_in: SignIn, person: Person) -> None:
    here, elsewhere = sign_in(), sign_in()
    for visitor in (elsewhere, here):
        _sign_in_with_password(visitor, person)
        assert is_in(visitor, person.name)
    here.visit("/accounts/sessions/")
    here.read("This one")
    here.press("Sign out everywhere else")
    elsewhere.visit("/people/")
    elsewhere.read("Sign in")
    assert not is_in(elsewhere, person.name)
    here.visit("/people/")
    assert is_in(here, person.name)


def _sign_in_with_password(visitor: Visitor, person: Person, password: str = factories.PASSWORD) -> None:
    visitor.visit("/accounts/login/")
    visitor.fill({"E-mail": person.email, "Password": password})
    visitor.press("Sign in")


def is_in(visitor: Visitor, name: str) -> bool:
    return visitor.page.locator("summary", has_text=f"Menu of {name}").count() == 1


def found_in_mail(pattern: str) -> str:
    """What the newest mail brings."""
    found = re.search(pattern, str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
