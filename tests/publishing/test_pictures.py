"""Pictures of the approved text go with a draft: into files, into a site, once, and no others."""

import base64
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ideanet import html
from ideanet.people.models import Person
from ideanet.publishing import leaving, moves, picturing, sending
from ideanet.publishing.models import Delivery, Draft, SentPicture
from ideanet.publishing.querysets import LEASE
from ideanet.publishing.stages import ChannelKind, DeliveryState
from ideanet.publishing.workflow import delivering, moving
from ideas.models import Picture
from tests import factories
from tests.publishing import world
from tests.publishing.wordpress_site import WordPress

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(marketer: Person) -> Picture:
    """In the text of an approved idea, of which a draft is ready."""
    world.make_guidelines()
    idea, picture = world.make_illustrated(words='The "rig" <big>')
    world.make_ready(world.make_draft(idea, marketer), marketer)
    return picture


@pytest.fixture
def delivery(site: WordPress, marketer: Person, picture: Picture) -> Delivery:
    """Owed to the site."""
    del picture  # The draft that shows it.
    return delivering.ask(Draft.objects.get(), world.connect(site), by=marketer)


def bytes_of(picture: Picture) -> bytes:
    with picture.file.open("rb") as file:
        return bytes(file.read())


def now(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_related("channel", "draft").get(pk=delivery.pk)


def make_due(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        claimed_at=timezone.now() - LEASE * 2, not_before=timezone.now()
    )


def send_anew(delivery: Delivery, marketer: Person, title: str) -> bool:
    """Another version, sent."""
    draft = world.edit(now(delivery).draft, by=marketer, title=title)
    moving.perform(moves.MARK_READY, draft, by=marketer)
    delivering.ask(draft, delivery.channel, by=marketer)
    return sending.send(delivery.pk)


def sources(markup: str) -> list[tuple[str, str]]:
    return re.findall(r'<img src="([^"]*)" alt="([^"]*)">', markup)


# --- Files ------------------------------------------------------------------------------------


def test_a_page_holds_its_pictures(marketer: Person, picture: Picture) -> None:
    file = delivering.export(Draft.objects.get(), ChannelKind.HTML, by=marketer)
    assert isinstance(file.content, str)
    ((address, words),) = sources(file.content)
    start, data = address.split(",")
    assert (start, words) == ("data:image/png;base64", "The &quot;rig&quot; &lt;big&gt;")
    assert base64.b64decode(data) == bytes_of(picture)
    kept = Delivery.objects.get().content
    assert (sources(kept)[0][0], "base64,iVBOR" in kept) == (picture.get_absolute_url(), False)


def test_markdown_comes_with_its_pictures_in_an_archive(marketer: Person, picture: Picture) -> None:
    draft = Draft.objects.get()
    file = delivering.export(draft, ChannelKind.MARKDOWN, by=marketer)
    assert (file.name, file.content_type) == ("draft-a-quiet-idea.zip", "application/zip")
    assert isinstance(file.content, bytes)
    with ZipFile(BytesIO(file.content)) as archive:
        assert archive.namelist() == ["draft-a-quiet-idea.md", "images/1-the-rig-big.png"]
        text = archive.read("draft-a-quiet-idea.md").decode()
        assert archive.read("images/1-the-rig-big.png") == bytes_of(picture)
    assert '![The "rig" <big>](images/1-the-rig-big.png)' in text
    assert Delivery.objects.get().content == text
    assert file == delivering.export(draft, ChannelKind.MARKDOWN, by=marketer)


def test_a_picture_stays_in_a_block_that_leaves_as_html(marketer: Person, picture: Picture) -> None:
    body = f"![Fine]({picture.get_absolute_url()}) <script>x()</script>"
    draft = world.edit(Draft.objects.get(), by=marketer, body=body)
    file = delivering.export(world.make_ready(draft, marketer), ChannelKind.MARKDOWN, by=marketer)
    assert sources(file.record) == [("images/1-fine.png", "Fine")]
    assert "<script" not in file.record


@pytest.mark.usefixtures("picture")
def test_an_archive_is_an_attachment_of_its_kind(marketer: Person) -> None:
    client = Client()
    client.force_login(marketer)
    address = reverse("publishing:files", args=[Draft.objects.get().pk])
    answer = client.post(address, {"format": "markdown"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="draft-a-quiet-idea.zip"'
    assert (answer.headers["Content-Type"], answer.content[:2]) == ("application/zip", b"PK")
    assert (
        client.post(address, {"format": "html"}).headers["Content-Security-Policy"].endswith("img-src data:")
    )


def test_a_preview_shows_the_pictures_to_those_who_see_the_draft(marketer: Person, picture: Picture) -> None:
    client = Client()
    client.force_login(marketer)
    page = client.get(reverse("publishing:preview", args=[Draft.objects.get().pk])).content.decode()
    assert f'<img src="{picture.get_absolute_url()}"' in page


# --- What may not go ------------------------------------------------------------------------------


def test_a_picture_that_no_council_approved_stands_against_leaving(
    marketer: Person, picture: Picture
) -> None:
    later = factories.make_picture(picture.idea, is_published=True)
    foreign = factories.make_picture(factories.make_idea(), is_published=True)
    body = "\n\n".join(
        f"![{n}]({p.get_absolute_url()})" for n, p in {"Later": later, "Foreign": foreign}.items()
    )
    draft = world.edit(Draft.objects.get(), by=marketer, body=body)
    assert picturing.pictures_of(draft) == ()
    assert leaving.obstacles(draft) == [
        f"The picture “{words}” is not in the text that the council approved. Take it out."
        for words in ("Later", "Foreign")
    ]


def test_pictures_too_heavy_for_a_mailbox_stay(monkeypatch: pytest.MonkeyPatch, picture: Picture) -> None:
    monkeypatch.setattr(picturing, "HEAVIEST", picture.file.size - 1)
    (obstacle,) = leaving.obstacles(Draft.objects.for_leaving().get())
    assert obstacle.startswith("The pictures are ")


def test_a_picture_whose_file_is_lost_is_said_and_breaks_no_page(marketer: Person, picture: Picture) -> None:
    picture.file.storage.delete(str(picture.file.name))
    (obstacle,) = leaving.obstacles(Draft.objects.for_leaving().get())
    assert obstacle.startswith("The file of the picture “The ")
    client = Client()
    client.force_login(marketer)
    assert client.get(Draft.objects.get().get_absolute_url()).status_code == 200


def test_a_moved_picture_without_an_address_is_its_words() -> None:
    key = "00000000-0000-4000-8000-000000000000"
    markdown = f'![a <b> & "c"](/ideas/pictures/{key}/)'
    assert html.shown_pictures(markdown) == {key: 'a <b> & "c"'}
    assert html.render_moved(markdown, {}).strip() == '<p>a &lt;b&gt; &amp; "c"</p>'
    assert html.shown_pictures(f"`![a](/ideas/pictures/{key}/)`") == {}


# --- A site ------------------------------------------------------------------------------------


def test_a_post_shows_the_pictures_from_the_sites_own_library(
    site: WordPress, delivery: Delivery, picture: Picture
) -> None:
    assert sending.send(delivery.pk) is True, now(delivery).problem
    (medium,), (post,) = site.media.values(), site.posts.values()
    assert (medium["alt_text"], medium["bytes"]) == ('The "rig" <big>', len(bytes_of(picture)))
    content = post["content"]["raw"]
    assert sources(content) == [(medium["source_url"], "The &quot;rig&quot; &lt;big&gt;")]
    assert "/ideas/pictures/" not in content
    row = SentPicture.objects.get()
    assert (row.picture, row.remote_id, row.address) == (picture, medium["id"], medium["source_url"])


def test_sending_again_uploads_nothing_twice(site: WordPress, delivery: Delivery, marketer: Person) -> None:
    sending.send(delivery.pk)
    assert send_anew(delivery, marketer, title="Louder") is True
    assert (len(site.media), site.requests.count("POST media")) == (1, 1)


def test_a_picture_that_was_deleted_there_is_brought_anew(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    sending.send(delivery.pk)
    site.media.clear()
    assert send_anew(delivery, marketer, title="Louder") is True
    (medium,), (post,) = site.media.values(), site.posts.values()
    assert medium["source_url"] in post["content"]["raw"]


def test_another_picture_under_its_number_is_not_taken_for_it(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    sending.send(delivery.pk)
    number = SentPicture.objects.get().remote_id or 0
    site.media = {number: {"id": number, "slug": "cat", "source_url": "https://blog.example/cat.png"}}
    assert send_anew(delivery, marketer, title="Louder") is True
    (post,) = site.posts.values()
    assert "cat.png" not in post["content"]["raw"]
    assert len(site.media) == 2


def test_an_upload_whose_answer_was_lost_is_found_again(site: WordPress, delivery: Delivery) -> None:
    def cut(method: str, path: str) -> None:
        if (method, path) == ("POST", "media"):
            raise ConnectionError

    site.after = cut
    assert sending.send(delivery.pk) is False
    assert (len(site.media), site.posts, now(delivery).state) == (1, {}, DeliveryState.OWED)
    site.after = lambda _method, _path: None
    make_due(delivery)
    assert sending.send(delivery.pk) is True
    assert (len(site.media), len(site.posts)) == (1, 1)


def test_a_crash_before_the_commit_makes_no_second_copy(
    site: WordPress, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(sending, "_record", die)
        with pytest.raises(KeyboardInterrupt):
            sending.send(delivery.pk)
    assert not SentPicture.objects.exists()
    make_due(delivery)
    assert sending.send(delivery.pk) is True
    assert (len(site.media), len(site.posts)) == (1, 1)


def fail(site: WordPress, path: str, answer: Any) -> None:
    site.before = lambda method, asked: answer if (method, asked) == ("POST", path) else None


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((403, {}), "The site does not let this user upload pictures. Give it the role Author there."),
        ((413, {}), "The site refused a picture: it answered 413."),
        ((200, b"<html>"), "not as a WordPress site does"),
        ((201, {"id": 5, "source_url": "javascript:alert(1)"}), "not as a WordPress site does"),
        ((201, {"no": "number"}), "not as a WordPress site does"),
    ],
)
def test_without_its_pictures_nothing_is_sent(
    site: WordPress, delivery: Delivery, answer: Any, problem: str
) -> None:
    fail(site, "media", answer)
    assert sending.send(delivery.pk) is False
    assert (site.posts, site.media, now(delivery).state) == ({}, {}, DeliveryState.FAILED)
    assert problem in now(delivery).problem


def test_a_library_that_answers_with_something_else_is_no_library(
    site: WordPress, delivery: Delivery
) -> None:
    site.before = lambda method, path: (200, {}) if (method, path) == ("GET", "media") else None
    assert sending.send(delivery.pk) is False
    assert (site.posts, site.media) == ({}, {})
    assert "not as a WordPress site does" in now(delivery).problem


def test_a_picture_without_words_travels_too(site: WordPress, marketer: Person) -> None:
    world.make_guidelines()
    idea, picture = world.make_illustrated(words="")
    draft = world.make_ready(world.make_draft(idea, marketer), marketer)
    file = delivering.export(draft, ChannelKind.MARKDOWN, by=marketer)
    assert "![](images/1-picture.png)" in file.record
    delivery = delivering.ask(draft, world.connect(site), by=marketer)
    assert sending.send(delivery.pk) is True, now(delivery).problem
    (medium,) = site.media.values()
    assert (medium.get("alt_text", ""), medium["title"]) == ("", f"picture-{picture.key.hex[-12:]}.png")


def test_pictures_of_a_post_that_was_refused_are_taken_away_again(
    site: WordPress, delivery: Delivery
) -> None:
    fail(site, "posts", (400, {}))
    assert sending.send(delivery.pk) is False
    assert (site.posts, site.media) == ({}, {})
    assert SentPicture.objects.get().remote_id is None
    assert "refused the draft" in now(delivery).problem


def test_what_cannot_be_taken_away_is_used_the_next_time(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    site.before = lambda method, path: (
        (400, {}) if path == "posts" and method == "POST" else ((403, {}) if method == "DELETE" else None)
    )
    assert sending.send(delivery.pk) is False
    assert SentPicture.objects.get().remote_id in site.media
    site.before = lambda _method, _path: None
    delivering.try_again(delivery, by=marketer)
    assert sending.send(delivery.pk) is True
    assert site.requests.count("POST media") == 1


def test_pictures_wait_on_the_site_while_it_has_trouble(site: WordPress, delivery: Delivery) -> None:
    fail(site, "posts", (503, {}))
    assert sending.send(delivery.pk) is False
    assert (len(site.media), now(delivery).state) == (1, DeliveryState.OWED)
    site.before = lambda _method, _path: None
    make_due(delivery)
    assert sending.send(delivery.pk) is True
    assert site.requests.count("POST media") == 1


def test_a_post_that_is_theirs_now_gets_no_pictures(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    sending.send(delivery.pk)
    site.media.clear()
    site.touch(now(delivery).remote_id or 0, status="publish")
    assert send_anew(delivery, marketer, title="Louder") is False
    assert site.media == {}


def test_somebody_who_begins_to_work_there_during_the_upload_is_not_overwritten(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    sending.send(delivery.pk)
    site.media.clear()

    def touch(method: str, path: str) -> None:
        if (method, path) == ("POST", "media"):
            site.touch(now_id, title={"raw": "Theirs"})

    now_id = now(delivery).remote_id or 0
    site.after = touch
    assert send_anew(delivery, marketer, title="Louder") is False
    assert (site.posts[now_id]["title"], site.media) == ({"raw": "Theirs"}, {})
