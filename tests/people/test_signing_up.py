"""Signing up as an employee: by an address of the company only, and telling nobody who is here."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from ideanet.activity.models import Event
from ideanet.people.models import MailDomain, Organisation, Person
from tests import factories

pytestmark = pytest.mark.django_db
SIGN_UP = "/accounts/signup/"
CODE = "/accounts/confirm-email/"


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


@pytest.fixture
def home() -> Organisation:
    home: Organisation = factories.HomeFactory.create()
    MailDomain.objects.create(organisation=home, domain="example.com")
    return home


def form(**fields: str) -> dict[str, str]:
    return {"name": "Ann Expert", "email": "ann@example.com", "password1": factories.PASSWORD} | fields


def newest_code() -> str:
    found = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def test_an_employee_signs_up_proves_the_address_and_is_in(client: Client, home: Organisation) -> None:
    assert client.get(SIGN_UP).status_code == 200
    response = client.post(SIGN_UP, form(email="Ann@Example.com"))
    assert (response.status_code, response["Location"]) == (302, CODE)
    person = Person.objects.get(email="ann@example.com")
    assert (person.name, person.organisation, person.joined_at) == ("Ann Expert", home, None)
    assert mail.outbox[-1].to == ["ann@example.com"]
    assert client.get("/").status_code == 302

    response = client.post(CODE, {"code": newest_code()})

    assert (response.status_code, response["Location"]) == (302, "/")
    person.refresh_from_db()
    assert person.joined_at is not None
    assert client.get("/").status_code == 200
    assert list(Event.objects.values_list("kind", "actor", "topic_id")) == [
        ("person.joined", person.pk, person.pk)
    ]


def test_who_has_not_proved_the_address_is_not_here(client: Client, home: Organisation) -> None:
    client.post(SIGN_UP, form())
    person = Person.objects.get()
    client.force_login(factories.make_employee())
    assert client.get(person.get_absolute_url()).status_code == 404
    assert "Ann Expert" not in client.get("/people/").content.decode()


def test_a_second_sign_in_is_no_second_arrival(client: Client, home: Organisation) -> None:
    client.post(SIGN_UP, form())
    client.post(CODE, {"code": newest_code()})
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "ann@example.com", "password": factories.PASSWORD})
    assert client.get("/").status_code == 200
    assert Event.objects.filter(kind="person.joined").count() == 1


@pytest.mark.parametrize(
    "email",
    [
        "ann@other.example",
        "ann@sub.example.com",
        "ann@example.com.evil.example",
        "ann@notexample.com",
        "ann@xn--exampe-mpa.com",
        "ann@exampʟe.com",
    ],
)
def test_other_domains_do_not_sign_up(client: Client, home: Organisation, email: str) -> None:
    response = client.post(SIGN_UP, form(email=email))
    assert response.status_code == 200
    assert "was invited" not in response.content.decode()
    assert not Person.objects.exists()
    assert not mail.outbox


def test_a_domain_of_a_customer_does_not_sign_up(client: Client, home: Organisation) -> None:
    MailDomain.objects.create(organisation=factories.OrganisationFactory.create(), domain="other.example")
    client.post(SIGN_UP, form(email="ann@other.example"))
    assert not Person.objects.exists()


def test_an_international_domain_is_one_however_it_is_written(client: Client, home: Organisation) -> None:
    MailDomain.objects.create(organisation=home, domain="xn--bcher-kva.example")
    client.post(SIGN_UP, form(email="ann@Bücher.example"))
    assert Person.objects.get().email == "ann@xn--bcher-kva.example"
    client.post(CODE, {"code": newest_code()})
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "ann@bücher.example", "password": factories.PASSWORD})
    assert client.get("/").status_code == 200


def test_a_refusal_does_not_say_whether_there_is_an_account(home: Organisation) -> None:
    factories.make_outsider(email="known@other.example")
    pages = []
    for email in ("known@other.example", "xnown@other.example"):
        response = Client().post(SIGN_UP, form(email=email))
        pages.append((response.status_code, plain(response.content.decode(), email)))
    assert pages[0] == pages[1]
    assert not mail.outbox


def test_signing_up_does_not_say_whether_there_is_an_account(home: Organisation) -> None:
    factories.make_employee(email="known@example.com")
    seen = []
    for email in ("known@example.com", "xnown@example.com"):
        client = Client()
        first = client.post(SIGN_UP, form(email=email))
        second = client.get(CODE)
        third = client.post(CODE, {"code": "AAAAAA"})
        seen.append(
            [
                (answer.status_code, answer.get("Location"), plain(answer.content.decode(), email))
                for answer in (first, second, third)
            ]
            + [sorted(client.cookies)]
        )
    assert seen[0] == seen[1]
    assert [sent.to for sent in mail.outbox] == [["known@example.com"], ["xnown@example.com"]]


def test_the_owner_of_an_account_is_told_that_somebody_tried(client: Client, home: Organisation) -> None:
    factories.make_employee(email="known@example.com")
    client.post(SIGN_UP, form(email="known@example.com"))
    assert "/accounts/password/reset/" in str(mail.outbox[0].body)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "password",
    ["short", "password1234", "ann@example.com", "IdeaNetIdeaNet", "ideanet1234567", "Home-ideanet!"],
)
def test_a_password_that_is_easily_guessed_is_refused(
    client: Client, home: Organisation, password: str
) -> None:
    response = client.post(SIGN_UP, form(password1=password))
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"password1"}
    assert not Person.objects.exists()


@pytest.mark.parametrize("password", ["x" * 64 + "yz", "all lower case and spaces", "🦊 füchse im schnee 🦊"])
def test_any_long_password_will_do(client: Client, home: Organisation, password: str) -> None:
    assert client.post(SIGN_UP, form(password1=password)).status_code == 302


def test_too_many_attempts_are_told_to_wait(home: Organisation) -> None:
    statuses = [Client().post(SIGN_UP, form(email=f"a{n}@other.example")).status_code for n in range(21)]
    assert statuses == [200] * 20 + [429]


def plain(html: str, email: str) -> str:
    """The page without what differs each time: the token, and the address that was typed."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
    return html.replace(email, "ADDRESS").replace(email.upper(), "ADDRESS")
