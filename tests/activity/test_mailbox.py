"""The folder of kept mail, and the page that shows it."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from ideanet.activity import mailbox
from ideanet.people.stages import Role
from tests import factories

pytestmark = pytest.mark.django_db
MAIL = "/mail/"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path, client: Client) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    client.force_login(factories.make_powerful(Role.ADMINISTRATOR))
    return tmp_path / "mail"


def send(subject: str = "Hello", body: str = "See http://testserver/join/abc/", html: str = "") -> None:
    mail = EmailMultiAlternatives(subject, body, to=["ann@example.com"])
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()


def test_kept_mail_is_listed_and_read(client: Client, folder: Path) -> None:
    send("Grüße", "Zwölf <b>Boxkämpfer</b>\nhttp://testserver/join/abc/", "<p>Hallo <em>du</em></p>")
    page = client.get(MAIL).content.decode()
    assert "Grüße" in page
    assert "ann@example.com" in page
    [mail] = mailbox.newest(10)[0]
    page = client.get(f"{MAIL}{mail.name}/{mail.number}/").content.decode()
    assert "Zwölf &lt;b&gt;Boxkämpfer&lt;/b&gt;" in page
    assert 'href="http://testserver/join/abc/"' in page
    assert "<em>du</em>" in page


def test_what_is_harmful_in_a_mail_does_not_reach_the_page(client: Client, folder: Path) -> None:
    send(
        html='<p onclick="evil()">Hi<script>evil()</script><img src=x onerror=evil()></p>',
        body="<script>evil()</script>",
    )
    [mail] = mailbox.newest(10)[0]
    page = client.get(f"{MAIL}{mail.name}/{mail.number}/").content.decode()
    assert "<p>Hi</p>" in page
    assert "<script>evil" not in page
    assert "onclick" not in page
    assert "onerror" not in page


def test_several_mails_in_one_file_are_told_apart(client: Client, folder: Path) -> None:
    from django.core.mail import get_connection

    dashes = "-" * 79
    with get_connection() as connection:
        for number in range(2):
            EmailMessage(
                f"Mail {number}", f"Above\n{dashes}\nbelow", to=["a@x.example"], connection=connection
            ).send()
    mails, following = mailbox.newest(10)
    assert [(mail.subject, mail.number) for mail in mails] == [("Mail 1", 1), ("Mail 0", 0)]
    assert "below" in mails[0].text
    assert following == ""
    assert mailbox.find(mails[0].name, 7) is None


def test_the_list_goes_on(client: Client, folder: Path) -> None:
    folder.mkdir()
    for number in range(31):
        (folder / f"2026-{number:02}.log").write_bytes(b"Subject: Mail %d\n\nText\n" % number)
    page = client.get(MAIL)
    assert len(page.context["mails"]) == 30
    page = client.get(MAIL, {"after": page.context["page"]["next"]})
    assert [mail.subject for mail in page.context["mails"]] == ["Mail 0"]
    assert page.context["mails"][0].at.year == 1970


@pytest.mark.parametrize("name", ["..%2f..%2fsettings.py", "%2e%2e", "missing.log", "x"])
def test_only_mail_is_read(client: Client, folder: Path, name: str) -> None:
    assert client.get(f"{MAIL}{name}/0/").status_code == 404
    assert mailbox.find("../secret.log", 0) is None


def test_an_empty_folder_says_what_will_be_there(client: Client, folder: Path) -> None:
    assert "No mail yet" in client.get(MAIL).content.decode()


def test_there_is_no_such_page_where_mail_is_sent(client: Client) -> None:
    client.force_login(factories.make_powerful(Role.ADMINISTRATOR))
    assert client.get(MAIL).status_code == 404
    assert client.get(f"{MAIL}x.log/0/").status_code == 404


def test_kept_mail_is_for_administrators(client: Client, folder: Path) -> None:
    client.force_login(factories.make_powerful(Role.MARKETING))
    assert client.get(MAIL).status_code == 403
