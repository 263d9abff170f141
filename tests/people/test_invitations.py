"""The way in for outsiders: a link that works once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from ideanet.activity.models import Event
from ideanet.people.errors import GoneError, RefusedError
from ideanet.people.models import Invitation, MailDomain, Organisation, Person
from ideanet.people.stages import InvitationState, Role
from ideanet.people.tokens import digest_of
from ideanet.people.workflow import inviting, joining
from tests import factories

INVITATIONS = "/invitations/"


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


def make_marketer() -> Person:
    return factories.make_powerful(Role.MARKETING, name="Mark Eting")


def invite(email: str = "carla@customer.example", by: Person | None = None) -> tuple[Invitation, str]:
    """An invitation and the link in its mail, as the invited would have them."""
    organisation = factories.OrganisationFactory.create(name=f"Customer of {email}")
    client = Client()
    client.force_login(by or make_marketer())
    response = client.post(INVITATIONS, {"email": email, "organisation": organisation.pk})
    assert response.status_code == 302, response.context["form"].errors
    return Invitation.objects.get(email=email, organisation=organisation), newest_link()


def newest_link() -> str:
    found = re.search(r"http://testserver(/join/\S+/)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def token_of(link: str) -> str:
    return link.split("/")[2]


@pytest.mark.django_db(transaction=True)
def test_a_marketer_invites_and_the_invited_comes_in() -> None:
    marketer = make_marketer()
    invitation, link = invite(by=marketer)
    assert mail.outbox[-1].to == ["carla@customer.example"]
    assert mail.outbox[-1].subject == "Mark Eting invites you to IdeaNet"
    assert invitation.mailed_at is not None

    client = Client()
    page = client.get(link).content.decode()
    assert "Customer of carla@customer.example" in page
    assert "carla@customer.example" in page
    response = client.post(link, {"name": "Carla Customer", "password1": factories.PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    person = Person.objects.get(email="carla@customer.example")
    assert (person.name, person.organisation) == ("Carla Customer", invitation.organisation)
    assert person.joined_at is not None
    invitation.refresh_from_db()
    assert (invitation.accepted_by, invitation.state) == (person, InvitationState.ACCEPTED)
    assert len(mail.outbox) == 1  # The link proved the address: no code is sent.
    assert list(Event.objects.order_by("pk").values_list("kind", "actor__name")) == [
        ("invitation.sent", "Mark Eting"),
        ("invitation.accepted", "Carla Customer"),
    ]


@pytest.mark.django_db(transaction=True)
def test_the_site_keeps_no_token() -> None:
    invitation, link = invite()
    token = token_of(link)
    assert len(token) >= 43  # 256 bits
    assert invitation.token_digest == digest_of(token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_invitation i WHERE i::text LIKE %s", [f"%{token}%"])
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM activity_event e WHERE e::text LIKE %s", [f"%{token}%"])
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_a_link_works_once() -> None:
    _invitation, link = invite()
    Client().post(link, {"name": "Carla Customer", "password1": factories.PASSWORD})
    assert Client().get(link).status_code == 410
    again = Client().post(link, {"name": "Mallory", "password1": factories.PASSWORD})
    assert again.status_code == 410
    assert Person.objects.filter(name="Mallory").count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_are_one() -> None:
    _invitation, link = invite()
    barrier = Barrier(2)

    def accept(name: str) -> str:
        barrier.wait()
        try:
            return joining.accept(token_of(link), name=name, password=factories.PASSWORD).name
        except GoneError:
            return "gone"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(accept, ["Carla One", "Carla Two"]))
    assert found[1] == "gone" or found[0] == "gone"
    assert Person.objects.filter(email="carla@customer.example").count() == 1
    assert Event.objects.filter(kind="invitation.accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_of_one_address_make_one_account() -> None:
    first, link = invite()
    second = Invitation.objects.create(
        email=first.email,
        organisation=first.organisation,
        invited_by=first.invited_by,
        token_digest=digest_of("another"),
        expires_at=first.expires_at,
    )
    joining.accept(token_of(link), name="Carla", password=factories.PASSWORD)
    with pytest.raises(GoneError):
        joining.accept("another", name="Carla", password=factories.PASSWORD)
    second.refresh_from_db()
    assert second.accepted_at is None
    assert Client().get("/join/another/").status_code == 410


@pytest.mark.django_db(transaction=True)
def test_a_link_that_ran_out_was_taken_back_or_never_was_reads_the_same() -> None:
    ran_out, old = invite("a@customer.example")
    Invitation.objects.filter(pk=ran_out.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    taken_back, gone = invite("b@customer.example")
    inviting.revoke(taken_back, by=taken_back.invited_by)
    pages = [Client().get(link) for link in (old, gone, "/join/never-made/")]
    assert [page.status_code for page in pages] == [410, 410, 410]
    assert len({re.sub(r'name="csrfmiddlewaretoken".*?>', "", page.content.decode()) for page in pages}) == 1
    ran_out.refresh_from_db()
    taken_back.refresh_from_db()
    assert (ran_out.state, taken_back.state) == (InvitationState.EXPIRED, InvitationState.REVOKED)


@pytest.mark.django_db(transaction=True)
def test_an_invitation_sent_again_has_a_new_link_and_lasts_anew() -> None:
    marketer = make_marketer()
    invitation, old = invite(by=marketer)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    client = Client()
    client.force_login(marketer)
    assert client.post(f"/invitations/{invitation.pk}/sending/").status_code == 302
    new = newest_link()
    assert new != old
    assert (Client().get(old).status_code, Client().get(new).status_code) == (410, 200)


@pytest.mark.django_db(transaction=True)
def test_an_invitation_taken_back_stops_working() -> None:
    marketer = make_marketer()
    invitation, link = invite(by=marketer)
    client = Client()
    client.force_login(marketer)
    response = client.post(f"/invitations/{invitation.pk}/", {"_method": "delete"})
    assert response.status_code == 302
    assert Client().get(link).status_code == 410
    for again in (
        client.post(f"/invitations/{invitation.pk}/", {"_method": "delete"}),
        client.post(f"/invitations/{invitation.pk}/sending/"),
    ):
        assert again.status_code == 410


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("known@customer.example", "has an account already"),
        ("Invited@customer.example", "has an open invitation already"),
        ("ann@home.example", "sign up without an invitation"),
    ],
)
def test_who_needs_no_invitation_gets_none(email: str, words: str) -> None:
    marketer = make_marketer()
    MailDomain.objects.create(organisation=marketer.organisation, domain="home.example")
    organisation = factories.OrganisationFactory.create()
    factories.make_outsider(organisation=organisation, email="known@customer.example")
    inviting.invite("invited@customer.example", organisation, by=marketer)
    client = Client()
    client.force_login(marketer)
    response = client.post(INVITATIONS, {"email": email, "organisation": organisation.pk})
    assert response.status_code == 422
    assert words in response.content.decode()


@pytest.mark.django_db
def test_nobody_is_invited_into_the_home_organisation() -> None:
    marketer = make_marketer()
    with pytest.raises(RefusedError):
        inviting.invite("x@other.example", marketer.organisation, by=marketer)
    client = Client()
    client.force_login(marketer)
    response = client.post(
        INVITATIONS, {"email": "x@other.example", "organisation": marketer.organisation_id}
    )
    assert response.context["form"].errors.keys() == {"organisation"}


@pytest.mark.django_db
def test_only_marketing_and_administrators_invite() -> None:
    organisation = factories.OrganisationFactory.create()
    for person in (factories.make_employee(), factories.make_powerful(Role.EXECUTIVE)):
        with pytest.raises(PermissionDenied):
            inviting.invite("x@other.example", organisation, by=person)
    invitation = inviting.invite(
        "x@other.example", organisation, by=factories.make_powerful(Role.ADMINISTRATOR)
    )
    with pytest.raises(PermissionDenied):
        inviting.revoke(invitation, by=factories.make_employee())


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_could_not_be_sent_is_said_to_be_unsent(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    organisation = factories.OrganisationFactory.create()
    client = Client()
    client.force_login(make_marketer())
    page = client.post(
        INVITATIONS, {"email": "x@other.example", "organisation": organisation.pk}, follow=True
    )
    assert "could not be sent" in page.content.decode()
    assert "Not sent" in page.content.decode()
    assert Invitation.objects.get().mailed_at is None


@pytest.mark.django_db(transaction=True)
def test_who_is_signed_in_is_told_to_sign_out_first() -> None:
    _invitation, link = invite()
    client = Client()
    client.force_login(factories.make_employee(name="Ann Expert"))
    page = client.get(link)
    assert page.status_code == 200
    assert "you are signed in as Ann Expert" in page.content.decode()
    client.post(link, {"name": "Ann", "password1": factories.PASSWORD})
    assert not Person.objects.filter(email="carla@customer.example").exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_badly_comes_back() -> None:
    _invitation, link = invite()
    client = Client()
    response = client.post(link, {"name": "Carla Customer", "password1": "carla@customer.example"})
    assert response.status_code == 422
    assert 'value="Carla Customer"' in response.content.decode()
    assert client.post(link, {"name": " ", "password1": factories.PASSWORD}).status_code == 422
    assert client.post(link, {"name": "Carla", "password1": ""}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_guessing_links_is_stopped() -> None:
    statuses = [Client().post(f"/join/guess{n}/").status_code for n in range(21)]
    assert statuses == [410] * 20 + [429]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_as_much_for_thirty_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    marketer = make_marketer()
    organisations: list[Organisation] = factories.OrganisationFactory.create_batch(rows)
    for number, organisation in enumerate(organisations):
        invitation = inviting.invite(f"x{number}@other.example", organisation, by=marketer)
        token = f"token{number}"
        Invitation.objects.filter(pk=invitation.pk).update(token_digest=digest_of(token))
        joining.accept(token, name=f"Guest {number}", password=factories.PASSWORD)
    client = Client()
    client.force_login(marketer)
    client.get(INVITATIONS)
    with django_assert_num_queries(4):
        page = client.get(INVITATIONS)
    assert page.content.decode().count("/people/") >= rows
