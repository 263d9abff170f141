"""Drafts in a real WordPress: there once, as drafts, whole, and never over somebody else's work."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from ideanet.people.models import Person
from ideanet.publishing import moves, sending, wordpress
from ideanet.publishing.models import Channel, Delivery, SentPicture
from ideanet.publishing.querysets import LEASE
from ideanet.publishing.workflow import delivering, moving
from ideas.models import Picture
from ideas.stages import Audience
from tests import factories
from tests.integration.blog import Blog
from tests.publishing import world

pytestmark = pytest.mark.django_db(transaction=True)

BODY = """# Pumps & *prizes*

| pump | hum |
|---|---:|
| A | 3 dB |

```python
if a < b and c > d: print("<script>")
```

<script>alert("never")</script> <!-- a note for us alone -->
"""


@pytest.fixture
def channel(blog: Blog, marketer: Person) -> Channel:
    return world.connect_to(blog.address, blog.user, blog.password, marketer)


@pytest.fixture
def delivery(channel: Channel, marketer: Person) -> Delivery:
    """A draft with every piece, owed to the site."""
    world.make_guidelines()
    author = factories.make_employee(name="Ann Moss", job_title="Engineer")
    idea = factories.make_idea(
        author, audience=Audience.NETWORK, title="Pumps & “prizes” <for> all", body=BODY
    )
    world.cite(idea)
    idea = world.approve(idea)
    comment = world.say(idea, factories.make_outsider(name="Cleo Day"), "It saves 3 < 4 weeks.")
    draft = world.make_draft(idea, marketer)
    draft = world.edit(draft, by=marketer, quotes={comment.pk: "It saves 3 < 4 weeks."})
    return delivering.ask(world.make_ready(draft, marketer), channel, by=marketer)


def now(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_related("channel", "draft").get(pk=delivery.pk)


def send_anew(delivery: Delivery, marketer: Person, title: str) -> bool:
    """Another version, sent."""
    draft = world.edit(now(delivery).draft, by=marketer, title=title)
    moving.perform(moves.MARK_READY, draft, by=marketer)
    delivering.ask(draft, delivery.channel, by=marketer)
    return sending.send(delivery.pk)


def test_a_draft_arrives_once_and_whole(blog: Blog, delivery: Delivery) -> None:
    assert sending.send(delivery.pk) is True, now(delivery).problem
    assert sending.send(delivery.pk) is False
    (post,) = blog.posts()
    assert post["status"] == "draft"
    assert unescape(post["title"]["rendered"]) == "Pumps & “prizes” <for> all"
    assert post["excerpt"]["raw"] == "One paragraph that says it all."
    shown = post["content"]["rendered"]
    for piece in (
        "Ann Moss, Engineer",
        "<table",
        "<td>A</td>",
        "&lt;script&gt;",
        "It saves 3 &lt; 4 weeks.",
        "Cleo Day, Customer",
        "https://institute.example/survey",
        "own.</em>",
    ):
        assert piece in shown, piece
    assert not re.search(r"<script|note for us", shown)
    kept = now(delivery)
    assert (kept.remote_id, kept.state) == (post["id"], "sent")


def test_a_crash_between_the_post_and_the_commit_makes_no_second_post(
    blog: Blog, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(sending, "_record", die)
        with pytest.raises(KeyboardInterrupt):
            sending.send(delivery.pk)
    assert len(blog.posts()) == 1
    assert now(delivery).remote_id is None
    Delivery.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))
    assert sending.send(delivery.pk) is True, now(delivery).problem
    (post,) = blog.posts()
    assert now(delivery).remote_id == post["id"]


def test_a_lost_post_is_found_although_its_slug_was_changed(
    blog: Blog, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending.send(delivery.pk)
    (post,) = blog.posts()
    blog.ask("POST", f"posts/{post['id']}", json={"slug": "pumps"})
    Delivery.objects.update(state="owed", remote_id=None, remote_changed="")
    assert sending.send(delivery.pk) is True, now(delivery).problem
    assert len(blog.posts()) == 1


def test_another_version_changes_the_same_post(blog: Blog, delivery: Delivery, marketer: Person) -> None:
    sending.send(delivery.pk)
    assert send_anew(delivery, marketer, "Louder pumps"), now(delivery).problem
    assert send_anew(delivery, marketer, "Loudest pumps"), now(delivery).problem
    (post,) = blog.posts()
    assert (post["title"]["raw"], post["status"]) == ("Loudest pumps", "draft")


@pytest.mark.parametrize("change", [{"status": "publish"}, {"content": "Their own words."}])
def test_what_people_did_there_stays(
    blog: Blog, delivery: Delivery, marketer: Person, change: dict[str, str]
) -> None:
    sending.send(delivery.pk)
    (post,) = blog.posts()
    # WordPress tells times by the second.
    wait_for_another_second(post["modified_gmt"], blog, post["id"], change)
    before = blog.posts()
    assert send_anew(delivery, marketer, "Louder pumps") is False
    assert blog.posts() == before
    assert "It was left as it is" in now(delivery).problem


def wait_for_another_second(since: str, blog: Blog, number: int, change: dict[str, str]) -> None:
    while blog.ask("POST", f"posts/{number}", json=change)["modified_gmt"] == since:
        pass


def test_a_post_in_the_bin_stays_there(blog: Blog, delivery: Delivery, marketer: Person) -> None:
    sending.send(delivery.pk)
    (post,) = blog.posts()
    blog.ask("DELETE", f"posts/{post['id']}")
    assert send_anew(delivery, marketer, "Louder pumps") is False
    assert "“trash”" in now(delivery).problem
    assert len(blog.posts()) == 1


def test_the_site_says_whether_it_would_take_drafts(blog: Blog, channel: Channel, marketer: Person) -> None:
    assert wordpress.check(sending.open_site(channel)) == "Marketing"
    wrong = world.connect_to(blog.address, blog.user, "wrong", marketer, name="Wrong")
    with pytest.raises(wordpress.ChannelError, match="did not accept the user"):
        wordpress.check(sending.open_site(wrong))
    nowhere = world.connect_to(f"{blog.address}/nowhere", blog.user, blog.password, marketer, name="Nowhere")
    with pytest.raises(wordpress.ChannelError, match="not as a WordPress site"):
        wordpress.check(sending.open_site(nowhere))


@pytest.fixture
def illustrated(channel: Channel, marketer: Person) -> tuple[Delivery, Picture]:
    """A draft with a picture, owed to the site."""
    world.make_guidelines()
    idea, picture = world.make_illustrated(words="The „rig“ & its pump")
    draft = world.make_ready(world.make_draft(idea, marketer), marketer)
    return delivering.ask(draft, channel, by=marketer), picture


def test_a_picture_arrives_in_the_library_once_and_the_post_shows_it(
    blog: Blog, illustrated: tuple[Delivery, Picture], marketer: Person
) -> None:
    delivery, picture = illustrated
    assert sending.send(delivery.pk) is True, now(delivery).problem
    (medium,), (post,) = blog.media(), blog.posts()
    assert medium["alt_text"] == "The „rig“ & its pump"
    shown = re.findall(r'<img[^>]* src="([^"]*)"[^>]*>', post["content"]["rendered"])
    assert shown == [medium["source_url"]]
    assert 'alt="The „rig“ &amp; its pump"' in post["content"]["raw"]
    with picture.file.open("rb") as file:
        assert blog.fetch(medium["source_url"]) == file.read()
    assert send_anew(delivery, marketer, "Louder pumps"), now(delivery).problem
    assert [again["id"] for again in blog.media()] == [medium["id"]]


def test_a_crash_after_the_upload_makes_no_second_copy(
    blog: Blog, illustrated: tuple[Delivery, Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery, _picture = illustrated

    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(sending, "_record", die)
        with pytest.raises(KeyboardInterrupt):
            sending.send(delivery.pk)
    assert (len(blog.media()), SentPicture.objects.count()) == (1, 0)
    Delivery.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))
    assert sending.send(delivery.pk) is True, now(delivery).problem
    assert len(blog.media()) == 1


def test_a_picture_that_somebody_deleted_there_is_brought_anew(
    blog: Blog, illustrated: tuple[Delivery, Picture], marketer: Person
) -> None:
    delivery, _picture = illustrated
    assert sending.send(delivery.pk) is True, now(delivery).problem
    (medium,) = blog.media()
    blog.ask("DELETE", f"media/{medium['id']}", params={"force": "true"})
    assert send_anew(delivery, marketer, "Louder pumps"), now(delivery).problem
    (another,), (post,) = blog.media(), blog.posts()
    assert another["source_url"] in post["content"]["raw"]
