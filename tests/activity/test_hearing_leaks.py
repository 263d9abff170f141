"""Whoever follows all there is hears nothing of what is not shared with them: in pages, counts, mails and feeds."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from ideanet.activity import addressing, announcing, digesting, follows, mailing
from ideanet.activity.models import Digest, Event, Notice
from ideanet.activity.stages import Level, Outlet
from ideanet.people.models import Person
from ideas.models import Idea, Theme
from ideas.stages import Audience, Stage
from ideas.workflow import attaching, commenting, voting
from tests.ideas.cast import Cast, sign_in
from tests.ideas.test_attaching import fields

pytestmark = pytest.mark.django_db
WORDS = {Audience.RESTRICTED: "Velvet", Audience.INTERNAL: "Copper", Audience.SHARED: "Walnut"}
PAGES = (
    "/",
    "/feed/",
    "/notices/",
    "/notices/?unread",
    "/notices/digest/",
    "/follows/",
    "/closing/",
    "/addresses/",
)


def much_happens(cast: Cast, reader: Person) -> None:
    """On an idea of each audience, all of which the reader follows, with its theme and its author."""
    for topic in (cast.theme, cast["author"], cast["employee"]):
        follows.choose(reader, topic, Level.EVERYTHING)
    for audience, word in WORDS.items():
        idea = cast.idea(Stage.OPEN, audience, title=f"{word} title", nugget=f"{word} nugget")
        follows.choose(reader, idea, Level.EVERYTHING)
        commenting.post(idea, by=cast["author"], body=f"{word} talk", audience="everyone")
        attaching.attach(idea, by=cast["author"], **fields(title=f"{word} study"))
    seen = cast.idea(Stage.OPEN, Audience.NETWORK, title="For everyone")
    commenting.post(seen, by=cast["employee"], body="Copper aside", audience="employees")
    commenting.post(seen, by=cast["employee"], body="Said to all", audience="everyone")
    voting.vote(seen, by=cast["employee"])
    for pk in Event.objects.filter(announced_at=None).order_by("pk").values_list("pk", flat=True):
        announcing.announce(pk)


def mails_of(reader: Person) -> str:
    """All that the reader is mailed: at once, and in digests."""
    for pk in list(Notice.objects.mail_owed().values_list("pk", flat=True)):
        mailing.send(pk)
    for person_pk, morning in list(digesting.due(timezone.now() + timedelta(days=2))):
        digesting.make(person_pk, morning)
    for pk in list(Digest.objects.owed().values_list("pk", flat=True)):
        digesting.send(pk)
    return "".join(str(sent.message()) for sent in mail.outbox if sent.to == [reader.email])


def feeds_of(reader: Person, theme: Theme) -> dict[str, str]:
    cache.clear()
    found: dict[str, str] = {}
    for outlet in Outlet:
        topic = {"topic_type": "ideas.theme", "topic_id": theme.pk} if outlet == Outlet.THEME else {}
        _address, token = addressing.make(reader, outlet, once=outlet, **topic)  # type: ignore[arg-type]  # as it takes them
        path = f"/calendar/{token}.ics" if outlet == Outlet.CALENDAR else f"/atom/{token}/"
        response = Client().get(path)
        assert response.status_code == 200
        found[outlet] = response.content.decode()
    return found


@pytest.mark.parametrize("kind", ["rival", "academic"])
def test_nothing_of_it_reaches_them(kind: str) -> None:
    cast = Cast()
    reader = cast[kind]
    much_happens(cast, reader)
    ideas = Idea.objects.exclude(audience=Audience.NETWORK).values("pk")
    assert not Notice.objects.filter(person=reader, event__topic_id__in=ideas, event__topic_type="ideas.idea")
    client = sign_in(reader)
    texts = {path: client.get(path).content.decode() for path in PAGES}
    texts["/ideas/rising/"] = client.get("/ideas/rising/", headers={"HX-Request": "true"}).content.decode()
    texts |= feeds_of(reader, cast.theme)
    texts["mail"] = mails_of(reader)
    found = [(where, word) for where, text in texts.items() for word in WORDS.values() if word in text]
    assert found == []
    assert "For everyone" in texts["/notices/"]
    assert "For everyone" in texts["mail"]
    assert "For everyone" in texts[Outlet.FEED]


def test_an_employee_hears_what_is_for_employees_by_the_same_ways() -> None:
    cast = Cast()
    reader = cast["executive"]
    much_happens(cast, reader)
    client = sign_in(reader)
    for text in (
        client.get("/notices/").content.decode(),
        mails_of(reader),
        *feeds_of(reader, cast.theme).values(),
    ):
        assert "Velvet" not in text
    assert "Copper" in client.get("/notices/").content.decode()
    assert "Copper" in mails_of(reader)
