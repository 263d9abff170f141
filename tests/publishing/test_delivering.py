"""Asking for deliveries, and taking drafts as files."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ideanet.activity import announcing
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideanet.publishing import moves
from ideanet.publishing.models import Channel, Delivery, Draft, Quote
from ideanet.publishing.stages import ChannelKind, DeliveryState
from ideanet.publishing.workflow import delivering, moving, quoting
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.publishing import world
from tests.publishing.wordpress_site import WordPress

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(site: WordPress) -> Channel:
    return world.connect(site)


def test_asking_twice_is_asking_once(channel: Channel, marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    assert delivering.ask(draft, channel, by=marketer) == delivering.ask(draft, channel, by=marketer)
    assert Event.objects.filter(kind="draft.asked_for").count() == 1


def test_what_failed_can_be_asked_for_again(channel: Channel, marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    delivery = delivering.ask(draft, channel, by=marketer)
    Delivery.objects.update(state=DeliveryState.FAILED, problem="No.", attempts=3)
    again = delivering.ask(draft, channel, by=marketer)
    assert (again.pk, again.state, again.problem, again.attempts) == (delivery.pk, "owed", "", 0)


def test_a_newer_version_waits_while_an_older_one_is_being_sent(channel: Channel, marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    delivering.ask(draft, channel, by=marketer)
    Delivery.objects.update(state=DeliveryState.SENDING, claimed_at=timezone.now())
    draft = world.make_ready(world.edit(draft, by=marketer, title="New"), marketer)
    with pytest.raises(RefusedError, match="being sent just now"):
        delivering.ask(draft, channel, by=marketer)


def test_only_what_is_ready_and_fit_is_sent_and_only_to_open_sites(
    channel: Channel, marketer: Person
) -> None:
    draft = world.make_draft(by=marketer)
    with pytest.raises(RefusedError, match="Mark the draft as ready first"):
        delivering.ask(draft, channel, by=marketer)
    world.make_ready(draft, marketer)
    with pytest.raises(RefusedError, match="Nothing can be sent to HTML file"):
        delivering.ask(draft, Channel.objects.for_file(ChannelKind.HTML), by=marketer)
    with pytest.raises(PermissionDenied):
        delivering.ask(draft, channel, by=draft.idea.authors.get())
    Idea.objects.update(audience=Audience.RESTRICTED)
    with pytest.raises(PermissionDenied):
        delivering.ask(draft, channel, by=marketer)
    Idea.objects.update(audience=Audience.INTERNAL)
    with pytest.raises(RefusedError, match="not open to everyone"):
        delivering.ask(draft, channel, by=marketer)
    assert not Delivery.objects.exists()


def test_trying_again_owes_it_now(channel: Channel, marketer: Person) -> None:
    delivery = delivering.ask(world.make_ready(by=marketer), channel, by=marketer)
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=6)
    other = world.make_marketer()
    delivering.try_again(delivery, by=other)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.asked_by) == ("owed", 0, other)
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=timezone.now(), sent_version=1)
    with pytest.raises(OutOfDateError):
        delivering.try_again(delivery, by=other)
    with pytest.raises(PermissionDenied):
        delivering.try_again(delivery, by=factories.make_employee())


@pytest.mark.parametrize(
    ("kind", "name", "media_type", "start"),
    [
        (ChannelKind.MARKDOWN, "draft-a-quiet-idea.md", "text/markdown", "---\ntitle: A quiet idea\n"),
        (ChannelKind.HTML, "draft-a-quiet-idea.html", "text/html", "\n<!doctype html>\n"),
    ],
)
def test_a_draft_is_taken_as_a_file(
    marketer: Person, kind: ChannelKind, name: str, media_type: str, start: str
) -> None:
    draft = world.make_ready(by=marketer)
    file = delivering.export(draft, kind, by=marketer)
    assert (file.name, file.media_type) == (name, media_type)
    assert isinstance(file.content, str)
    assert file.content.startswith(start)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sent_version, delivery.content) == ("sent", 1, file.content)
    delivering.export(draft, kind, by=marketer)
    assert Delivery.objects.count() == 1
    assert Event.objects.filter(kind="draft.exported").count() == 2


def test_a_live_draft_can_still_be_taken(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    moving.go_live(draft, by=marketer, url="https://x.example", on=timezone.localdate())
    assert delivering.export(draft, ChannelKind.HTML, by=marketer).content


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"stage": "archived"}, "not approved"), ({"audience": "internal"}, "not open to everyone")],
)
def test_no_file_holds_what_may_not_leave(marketer: Person, fields: dict[str, Any], why: str) -> None:
    draft = world.make_draft(by=marketer)
    with pytest.raises(RefusedError, match="Mark the draft as ready"):
        delivering.export(draft, ChannelKind.HTML, by=marketer)
    world.make_ready(draft, marketer)
    Idea.objects.update(**fields)
    with pytest.raises(RefusedError, match=why):
        delivering.export(draft, ChannelKind.HTML, by=marketer)
    with pytest.raises(PermissionDenied):
        delivering.export(draft, ChannelKind.HTML, by=factories.make_employee())
    assert not Delivery.objects.exists()


def quoted(marketer: Person, speaker: Person) -> tuple[Draft, Quote]:
    idea = world.make_approved()
    comment = world.say(idea, speaker, "Yes.")
    draft = world.edit(world.make_draft(idea, marketer), by=marketer, quotes={comment.pk: "Yes."})
    return world.make_ready(draft, marketer), Quote.objects.get()


def test_a_speaker_is_told_and_can_take_the_words_back(marketer: Person) -> None:
    speaker = factories.make_outsider()
    draft, quote = quoted(marketer, speaker)
    announcing.announce(Event.objects.get(kind="quote.chosen").pk)
    assert [(n.person, n.why) for n in Notice.objects.filter(event__kind="quote.chosen")] == [
        (speaker, "quoted")
    ]
    with pytest.raises(PermissionDenied):
        quoting.take_back(quote, by=factories.make_outsider())
    quoting.take_back(quote, by=speaker)
    quoting.take_back(quote, by=speaker)
    event = Event.objects.get(kind="quote.taken_back")
    announcing.announce(event.pk)
    assert [n.person for n in event.notices.all()] == [marketer]
    with pytest.raises(RefusedError, match="taken back"):
        delivering.export(draft, ChannelKind.HTML, by=marketer)


def test_a_quote_that_was_taken_back_cannot_be_chosen_again(marketer: Person) -> None:
    speaker = factories.make_outsider()
    draft, quote = quoted(marketer, speaker)
    quoting.take_back(quote, by=speaker)
    with pytest.raises(RefusedError, match="taken their consent back"):
        world.edit(draft, by=marketer, quotes={quote.comment_id: "Yes."})
    draft = world.edit(draft, by=marketer)
    # What was taken back stays on record, out of the way.
    assert [q.revoked_at is not None for q in draft.quotes.all()] == [True]


def test_words_that_have_left_cannot_be_taken_back(marketer: Person) -> None:
    speaker = factories.make_outsider()
    draft, quote = quoted(marketer, speaker)
    delivering.export(draft, ChannelKind.MARKDOWN, by=marketer)
    with pytest.raises(RefusedError, match=r"Your words have left IdeaNet on .* Write to Mark Eting"):
        quoting.take_back(quote, by=speaker)


def test_a_draft_moves_as_the_table_says(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    names = [move.name for move in moves.open_moves(marketer, draft)]
    assert names == ["mark_ready", "retire"]
    with pytest.raises(OutOfDateError, match="Work on it again"):
        moving.perform(moves.REOPEN, draft, by=marketer)
    draft = moving.perform(moves.MARK_READY, draft, by=marketer)
    assert [move.name for move in moves.open_moves(marketer, draft)] == ["reopen", "retire"]
    assert moving.perform(moves.REOPEN, draft, by=marketer).state == "preparing"
    draft = moving.perform(moves.RETIRE, draft, by=marketer)
    assert moves.open_moves(marketer, draft) == []
    assert world.make_draft(draft.idea, marketer) != draft
    with pytest.raises(PermissionDenied):
        moving.perform(moves.RETIRE, draft, by=draft.idea.authors.get())
    with pytest.raises(PermissionDenied):
        moving.perform(moves.GO_LIVE, draft, by=marketer)


def test_what_may_not_leave_is_not_marked_as_ready(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    Idea.objects.update(audience=Audience.INTERNAL)
    with pytest.raises(RefusedError, match="not open to everyone"):
        moving.perform(moves.MARK_READY, draft, by=marketer)


def test_going_live_publishes_the_idea(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    today = timezone.localdate()
    draft = moving.go_live(draft, by=marketer, url="https://x.example/post", on=today)
    assert (draft.state, draft.live_url, draft.live_on) == ("live", "https://x.example/post", today)
    assert Idea.objects.get().stage == "published"
    event = Event.objects.get(kind="idea.publish")
    assert (event.data["url"], event.data["draft"]) == ("https://x.example/post", draft.pk)


def test_a_second_piece_of_a_published_idea_is_news_too(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    today = timezone.localdate()
    moving.go_live(draft, by=marketer, url="https://x.example/1", on=today)
    second = world.make_ready(world.make_draft(draft.idea, marketer), marketer)
    moving.go_live(second, by=marketer, url="https://x.example/2", on=today)
    assert Event.objects.filter(kind="idea.publish").count() == 1
    assert Event.objects.get(kind="draft.live").data["url"] == "https://x.example/2"


def test_nothing_goes_live_tomorrow(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    with pytest.raises(RefusedError, match="still to come"):
        moving.go_live(
            draft, by=marketer, url="https://x.example", on=timezone.localdate() + timedelta(days=1)
        )


def test_everybody_who_should_is_told(channel: Channel, marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    author = draft.idea.authors.get()
    delivering.ask(draft, channel, by=marketer)
    for event in Event.objects.order_by("pk"):
        announcing.announce(event.pk)
    told = Notice.objects.filter(event__kind__startswith="draft.").values_list("event__kind", "person")
    assert sorted(told) == [("draft.made", author.pk), ("draft.moved", author.pk)]
