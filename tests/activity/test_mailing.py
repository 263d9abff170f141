"""Mail for notices: permission is asked again at the moment of sending."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from threading import Barrier

import pytest
from django.core import mail, signing
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ideanet.activity import announcing, follows, mailing, tasks, unsubscribing, wishing
from ideanet.activity.groups import Choice
from ideanet.activity.models import Event, Follow, Notice
from ideanet.activity.stages import Group, Level, MailTime
from ideanet.people.models import Person
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.activity.test_announcing import HAILED, hail


def told(person: Person, *, about: Person | None = None, by: Person | None = None) -> Notice:
    """A notice to the person about a person, its mail owed."""
    event = hail(person, by=by)
    if about is not None:
        Event.objects.filter(pk=event.pk).update(topic_id=about.pk)
    announcing.announce(event.pk)
    return Notice.objects.get(event=event)


def told_of_an_idea(person: Person) -> Notice:
    """A notice to a customer's person that something happened to an idea shared with them."""
    idea = factories.make_idea(
        audience=Audience.SHARED, shared_with=[person.organisation], title="An idea of note"
    )
    event = Event.objects.filter(topic_type="ideas.idea").latest("pk")
    Event.objects.filter(pk=event.pk).update(kind=HAILED.name)
    Idea.objects.filter(pk=idea.pk).update(title="An idea\nof note")
    return Notice.objects.create(event=event, person=person, why="voted", mail_wanted=True)


@pytest.mark.django_db
def test_a_mail_says_what_happened_why_one_gets_it_and_how_to_stop_it() -> None:
    ann = factories.make_employee(name="Ann Expert", email="ann@example.com")
    bob = factories.make_employee(name="Bob <Bold>")
    notice = told(ann, by=bob)
    assert mailing.send(notice.pk) is True
    [sent] = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert (sent.to, sent.subject) == (["ann@example.com"], "Bob <Bold> hailed Ann Expert")
    text, html = str(sent.body), str(sent.alternatives[0][0])
    assert "Bob <Bold> hailed Ann Expert\n\nhttp://testserver/notices/" in text
    assert "You get this because it is about you." in text
    assert "Bob &lt;Bold&gt; hailed Ann Expert" in html
    headers = sent.extra_headers
    assert headers["Message-ID"] == f"<notice.{notice.pk}@testserver>"
    assert headers["References"] == headers["In-Reply-To"] == f"<people.person.{ann.pk}@testserver>"
    assert headers["List-Id"] == '"IdeaNet: you" <you.ideanet.testserver>'
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://testserver/unsubscribe/")
    assert headers["List-Unsubscribe"].strip("<>") in text
    notice.refresh_from_db()
    assert notice.mailed_at is not None
    assert mailing.send(notice.pk) is False
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_thread_is_named_after_its_topic() -> None:
    customer = factories.make_outsider()
    notice = told_of_an_idea(customer)
    mailing.send(notice.pk)
    assert mail.outbox[0].subject == "An idea of note"


def move_away(notice: Notice) -> None:
    """The idea is no longer shared with the person's organisation."""
    Idea.objects.get(pk=notice.event.topic_id).shared_with.clear()


def leave(notice: Notice) -> None:
    Person.objects.filter(pk=notice.person_id).update(is_active=False)


def narrow(notice: Notice) -> None:
    Event.objects.filter(pk=notice.event_id).update(reach="employees")


def want_no_mails(notice: Notice) -> None:
    Person.objects.filter(pk=notice.person_id).update(mails_wanted=False)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [move_away, leave, narrow, want_no_mails])
def test_what_one_may_no_longer_know_is_not_mailed(change: Callable[[Notice], None]) -> None:
    notice = told_of_an_idea(factories.make_outsider())
    change(notice)
    assert mailing.send(notice.pk) is False
    assert not mail.outbox
    notice.refresh_from_db()
    assert notice.mail_dropped_at is not None
    assert not Notice.objects.mail_owed()


@pytest.mark.django_db
def test_a_mail_names_nobody_whom_its_reader_may_not_see() -> None:
    reader, rival = factories.make_outsider(), factories.make_outsider(name="Rita Rival")
    notice = told(reader, by=rival)
    mailing.send(notice.pk)
    [sent] = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert "Rita Rival" not in str(sent.message())
    assert sent.subject.startswith("Somebody hailed")


@pytest.mark.django_db
def test_a_mail_tells_the_time_and_nothing_of_others() -> None:
    ann = factories.make_employee(time_zone="Asia/Tokyo")
    assert mailing.send(told(ann).pk)
    assert mail.outbox[0].subject.startswith("IdeaNet hailed")


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail() -> None:
    notice = told(factories.make_employee())
    barrier = Barrier(2)

    def send(_worker: int) -> bool:
        barrier.wait()
        try:
            return mailing.send(notice.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, range(2))) == [False, True]
    assert len(mail.outbox) == 1


def failing(error: Exception) -> Callable[[EmailMultiAlternatives], int]:
    def send(_mail: EmailMultiAlternatives) -> int:
        raise error

    return send


@pytest.mark.django_db
def test_an_address_that_is_refused_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = told(factories.make_employee())
    monkeypatch.setattr(EmailMultiAlternatives, "send", failing(SMTPRecipientsRefused({})))
    assert mailing.send(notice.pk) is False
    assert not Notice.objects.mail_owed()


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "tried"), [(ConnectionRefusedError(), 1), (ValueError(), 2)])
def test_a_mail_server_that_is_away_is_asked_once_a_sweep(
    monkeypatch: pytest.MonkeyPatch, error: Exception, tried: int
) -> None:
    for _each in range(2):
        told(factories.make_employee())
    Notice.objects.update(at=timezone.now() - timedelta(minutes=5))
    attempts = []

    def send(mail: EmailMultiAlternatives) -> int:
        attempts.append(mail)
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)
    tasks.sweep()
    assert len(attempts) == tried
    assert Notice.objects.mail_owed().count() == 2


@pytest.mark.django_db
class TestTheWayOut:
    """RFC 8058: one click, no signing in."""

    @staticmethod
    def way_out() -> str:
        link = str(mail.outbox[-1].extra_headers["List-Unsubscribe"])
        return link.strip("<>").removeprefix("http://testserver")

    def test_it_ends_following_what_was_followed(self) -> None:
        customer = factories.make_outsider()
        notice = told_of_an_idea(customer)
        mailing.send(notice.pk)
        client = Client(enforce_csrf_checks=True)
        page = client.get(self.way_out())
        assert page.status_code == 200
        assert "An idea" not in page.content.decode()
        assert not Follow.objects.filter(person=customer, level=Level.NOTHING).exists()
        for _twice in range(2):
            response = client.post(self.way_out(), {"List-Unsubscribe": "One-Click"})
            assert response.status_code == 200
        follow = Follow.objects.get(person=customer, topic_type="ideas.idea", topic_id=notice.event.topic_id)
        assert follow.level == Level.NOTHING
        customer.refresh_from_db()
        assert customer.mails_wanted

    def test_it_ends_mails_of_its_kind_where_nothing_was_followed(self) -> None:
        ann = factories.make_employee()
        mailing.send(told(ann).pk)
        assert "no more mails of this kind: You yourself?" in Client().get(self.way_out()).content.decode()
        page = Client().post(self.way_out(), {"List-Unsubscribe": "One-Click"})
        assert "no more mails of this kind: You yourself." in page.content.decode()
        assert wishing.wishes_of(ann)[Group.YOU] == Choice(on_site=True, mail=MailTime.NEVER)
        again = told(ann)
        assert (again.mail_wanted, again.in_digest, again.on_site) == (False, False, True)

    def test_it_ends_following_whoever_did_it(self) -> None:
        ann, bob = factories.make_employee(), factories.make_employee()
        follows.choose(ann, bob, Level.EVERYTHING)
        notice = told(ann, by=bob)
        Notice.objects.filter(pk=notice.pk).update(why="person")
        mailing.send(notice.pk)
        Client().post(self.way_out())
        assert Follow.objects.get(person=ann).level == Level.NOTHING

    def test_the_links_of_older_mails_end_all_mails(self) -> None:
        ann = factories.make_employee()
        link = reverse("activity:unsubscribe", args=[signing.dumps([ann.pk], salt=unsubscribing.SALT)])
        assert "no more notices by mail" in Client().post(link).content.decode()
        ann.refresh_from_db()
        assert not ann.mails_wanted

    def test_it_opens_only_to_what_was_signed(self) -> None:
        assert Client().get("/unsubscribe/WzFd:1abc:forged/").status_code == 404

    def test_it_opens_for_who_is_gone(self) -> None:
        ann = factories.make_employee()
        mailing.send(told(ann).pk)
        link = self.way_out()
        Notice.objects.all().delete()
        Event.objects.all().delete()
        ann.delete()
        assert Client().post(link).status_code == 200
