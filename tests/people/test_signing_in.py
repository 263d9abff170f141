"""Sessions, passwords and second factors, as the entrance handles them."""

import re
import time
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as site
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from ideanet.people.adapters import SecondFactorAdapter
from ideanet.people.models import MailDomain, Person
from ideanet.people.stages import Role
from ideanet.people.workflow import joining
from tests import factories
from tests.people.test_signing_up import newest_code, plain

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
NEW = "a new and longer password"


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


@pytest.fixture
def person() -> Person:
    person = factories.make_employee(email="ann@example.com", name="Ann Expert")
    person.set_password(factories.PASSWORD)
    person.save()
    joining.prove_address(person)
    MailDomain.objects.create(organisation=person.organisation, domain="example.com")
    return person


def sign_in(person: Person, password: str = factories.PASSWORD) -> Client:
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": password})
    return client


def prove_it_is_me(client: Client) -> Client:
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_signing_in_changes_the_session_key(person: Person) -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["session"] = str(before)
    client.post(LOGIN, {"login": person.email, "password": factories.PASSWORD})
    assert is_in(client)
    assert client.cookies["session"].value != before


def test_an_unknown_address_and_a_wrong_password_read_the_same(person: Person) -> None:
    pages = []
    for email in (person.email, "bob@example.com"):
        response = Client().post(LOGIN, {"login": email, "password": "wrong wrong wrong"})
        pages.append((response.status_code, plain(response.content.decode(), email)))
    assert pages[0] == pages[1]


def test_guessing_is_stopped(person: Person) -> None:
    for _attempt in range(5):
        sign_in(person, "wrong wrong wrong")
    assert not is_in(sign_in(person))


def test_who_was_deactivated_is_out_at_the_next_request(person: Person) -> None:
    client = sign_in(person)
    assert is_in(client)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert not is_in(client)
    assert not is_in(sign_in(person))


def test_a_new_password_ends_the_other_sessions(person: Person) -> None:
    here, elsewhere = sign_in(person), sign_in(person)
    response = here.post(
        "/accounts/password/change/",
        {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW},
    )
    assert response.status_code == 302
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert "password" in mail.outbox[-1].subject.lower()


def test_sessions_are_listed_and_ended_together(person: Person) -> None:
    here, elsewhere = sign_in(person), sign_in(person)
    page = here.get("/accounts/sessions/")
    assert page.context["session_count"] == 2
    here.post("/accounts/sessions/")
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_signing_out_ends_the_session(person: Person) -> None:
    client = sign_in(person)
    key = client.cookies["session"].value
    client.post("/accounts/logout/")
    old = Client()
    old.cookies["session"] = key
    assert (is_in(client), is_in(old)) == (False, False)


def test_a_reset_reads_the_same_for_everybody(person: Person) -> None:
    pages = []
    for email in (person.email, "bob@example.com"):
        client = Client()
        first = client.post("/accounts/password/reset/", {"email": email})
        second = client.get(first["Location"])
        pages.append((first.status_code, first["Location"], plain(second.content.decode(), email)))
    assert pages[0] == pages[1]
    assert [sent.to for sent in mail.outbox] == [[person.email], ["bob@example.com"]]


def test_a_reset_link_works_once(person: Person) -> None:
    other = sign_in(person)
    client = Client()
    client.post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link
    page = client.get(link[1])
    client.post(page["Location"], {"password1": NEW, "password2": NEW})
    assert is_in(sign_in(person, NEW))
    assert not is_in(other)
    assert "token_fail" in Client().get(link[1]).context


def test_a_reset_link_runs_out(person: Person, settings: Settings) -> None:
    assert settings.PASSWORD_RESET_TIMEOUT <= 3600
    Client().post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "token_fail" in Client().get(link[1]).context


def test_an_employee_keeps_an_address_of_the_company(person: Person) -> None:
    client = prove_it_is_me(sign_in(person))
    response = client.post("/accounts/email/", {"email": "ann@private.example", "action_add": ""})
    assert "foreign_domain" in response.context["form"].errors.as_json()
    response = client.post("/accounts/email/", {"email": "Ann.Expert@example.com", "action_add": ""})
    assert response.status_code == 302
    client.post("/accounts/confirm-email/", {"code": newest_code()})
    person.refresh_from_db()
    assert person.email == "ann.expert@example.com"
    assert sorted({address for sent in mail.outbox for address in sent.to}) == [
        "ann.expert@example.com",
        "ann@example.com",
    ]


def test_an_outsider_may_change_to_any_address() -> None:
    person = factories.make_outsider(email="carla@customer.example")
    person.set_password(factories.PASSWORD)
    person.save()
    joining.prove_address(person)
    client = prove_it_is_me(sign_in(person))
    response = client.post("/accounts/email/", {"email": "carla@elsewhere.example", "action_add": ""})
    assert response.status_code == 302


@pytest.mark.parametrize(
    "url", ["/accounts/email/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"]
)
def test_what_guards_the_account_asks_for_the_password_again(person: Person, url: str) -> None:
    client = sign_in(person)
    response = client.post(url, {"email": "ann2@example.com", "action_add": ""})
    assert response["Location"].startswith("/accounts/reauthenticate/")
    page = prove_it_is_me(client).get(url)
    assert page.status_code == 200


def test_a_second_factor_is_set_up_asked_for_and_kept_secret(person: Person) -> None:
    client = prove_it_is_me(sign_in(person))
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    kept = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret

    cache.clear()  # A code works once; the one above may not have been followed by another yet.
    again = sign_in(person)
    assert not is_in(again)
    again.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_in(again)
    again.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert is_in(again)


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_no_code_fits_a_secret_that_cannot_be_read() -> None:
    first, second = (SecondFactorAdapter().decrypt("gibberish") for _each in range(2))
    assert first != second
    assert len(first) == 32


def test_an_old_key_still_reads_what_it_wrote(settings: Settings) -> None:
    written = SecondFactorAdapter().encrypt("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-for-tests-that-guards-nothing-1234567890"
    assert SecondFactorAdapter().decrypt(written) == "secret"


@pytest.mark.parametrize(
    "url", ["/accounts/2fa/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/totp/activate/"]
)
def test_the_pages_of_second_factors_open(person: Person, url: str) -> None:
    assert prove_it_is_me(sign_in(person)).get(url).status_code == 200


def test_roles_without_a_second_factor_do_nothing_and_the_page_says_so() -> None:
    person = factories.make_employee(roles=[Role.ADMINISTRATOR.value])
    client = Client()
    client.force_login(person)
    home = client.get("/").content.decode()
    assert "Your roles wait for a second factor." in home
    assert "Organisations" not in home
    refused = client.get("/organisations/")
    assert refused.status_code == 403
    assert "Your roles wait for a second factor." in refused.content.decode()

    factories.give_second_factor(person)
    assert client.get("/organisations/").status_code == 200
    assert "Your roles wait" not in client.get("/").content.decode()


def test_recovery_codes_are_no_second_factor() -> None:
    person = factories.make_employee(roles=[Role.ADMINISTRATOR.value])
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={})
    client = Client()
    client.force_login(person)
    assert client.get("/organisations/").status_code == 403


def test_the_demo_asks_for_no_second_factor_and_says_so(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client = Client()
    client.force_login(factories.make_employee(roles=[Role.ADMINISTRATOR.value]))
    page = client.get("/organisations/")
    assert page.status_code == 200
    assert "This is a demonstration" in page.content.decode()
    client.force_login(factories.make_employee())
    assert "This is a demonstration" not in client.get("/").content.decode()


def test_mails_of_the_entrance_speak_as_the_site_does_and_name_no_other_host(person: Person) -> None:
    Client().post("/accounts/password/reset/", {"email": person.email}, headers={"host": "localhost"})
    body = str(mail.outbox[-1].body)
    assert mail.outbox[-1].subject == "A new password for IdeaNet"
    assert "It works once, within the hour:\n\nhttp://testserver/accounts/password/reset/key/" in body
    assert "localhost" not in body

    client = sign_in(person)
    client.post(
        "/accounts/password/change/",
        {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW},
        headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"},
    )
    assert mail.outbox[-1].subject == "Your password was changed"
    assert "from 127.0.0.1, with Firefox on Linux." in str(mail.outbox[-1].body)


# Ways in that the site does not offer.
NEVER = {
    "password_reset_code_message.txt",
    "password_reset_code_subject.txt",
    "phone_verification_sent.txt",
    "phone_verified.txt",
}


@pytest.mark.parametrize(
    "folder", ["account/email", "account/messages", "mfa/email", "mfa/messages", "usersessions/messages"]
)
def test_nothing_that_the_entrance_says_is_said_by_the_library(folder: str) -> None:
    theirs = Path(allauth.__file__).parent / "templates" / folder
    ours = Path(site.BASE_DIR) / "templates" / folder
    assert {path.name for path in theirs.iterdir()} - {path.name for path in ours.iterdir()} <= NEVER
