"""Making a site out of empty tables."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from ideanet.activity.models import Event
from ideanet.people.models import MailDomain, Organisation, Person
from tests import factories

pytestmark = pytest.mark.django_db
TOLD = {
    "organisation": "Meridian",
    "domain": "Meridian.example",
    "name": "Ada",
    "email": "Ada@meridian.example",
}


def test_the_first_administrator_sets_a_password_and_is_in(client: Client) -> None:
    cache.clear()
    out = StringIO()
    call_command("found", stdout=out, **TOLD)
    assert "http://testserver/accounts/password/reset/" in out.getvalue()
    person = Person.objects.get()
    assert (person.email, person.roles, person.organisation.name) == (
        "ada@meridian.example",
        ["administrator"],
        "Meridian",
    )
    assert MailDomain.objects.get().domain == "meridian.example"
    assert Event.objects.filter(actor=None).count() == 2

    client.post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link
    form = client.get(link[1])["Location"]
    client.post(form, {"password1": factories.PASSWORD, "password2": factories.PASSWORD})
    client.post("/accounts/login/", {"login": person.email, "password": factories.PASSWORD})
    assert "Your roles wait for a second factor." in client.get("/").content.decode()


def test_a_site_is_founded_once() -> None:
    call_command("found", stdout=StringIO(), **TOLD)
    with pytest.raises(CommandError, match="home organisation already"):
        call_command("found", stdout=StringIO(), **TOLD)
    assert Organisation.objects.count() == 1


def test_a_wrong_domain_founds_nothing() -> None:
    with pytest.raises(CommandError, match="no mail domain"):
        call_command("found", stdout=StringIO(), **TOLD | {"domain": "meridian"})
    assert not Organisation.objects.exists()
