"""Sending to a site: at most one post however often it is tried, and plain words when it fails."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from ideanet.activity import announcing
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.publishing import moves, sealing, sending, tasks, wordpress
from ideanet.publishing.models import Channel, Delivery, Draft, Quote
from ideanet.publishing.querysets import LEASE
from ideanet.publishing.stages import ChannelKind, DeliveryState, DraftState
from ideanet.publishing.workflow import delivering, moving
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.publishing import world
from tests.publishing.wordpress_site import WordPress

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(site: WordPress, marketer: Person) -> Delivery:
    world.make_guidelines()
    return owe(site, marketer)


def owe(site: WordPress, marketer: Person) -> Delivery:
    return delivering.ask(world.make_ready(by=marketer), world.connect(site), by=marketer)


def now(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_related("channel", "draft").get(pk=delivery.pk)


def as_if_later(delivery: Delivery, after: timedelta = LEASE) -> None:
    """What a worker left behind, and what waits, is due."""
    Delivery.objects.filter(pk=delivery.pk).update(
        claimed_at=timezone.now() - after - timedelta(seconds=1), not_before=timezone.now()
    )


def test_a_draft_arrives_as_a_draft_with_all_its_pieces(site: WordPress, delivery: Delivery) -> None:
    assert sending.send(delivery.pk) is True
    (post,) = site.posts.values()
    assert (post["status"], post["title"]["raw"]) == ("draft", "A quiet idea")
    assert post["excerpt"]["raw"] == "One paragraph that says it all."
    assert "<p>The <em>long</em> story.</p>" in post["content"]["raw"]
    assert world.DISCLAIMER in post["content"]["raw"].replace("&#x27;", "'")
    assert post["slug"] == f"a-quiet-idea-{delivery.key.hex[:12]}"
    done = now(delivery)
    assert (done.state, done.sent_version, done.remote_id, done.problem) == ("sent", 1, post["id"], "")
    assert done.content == post["content"]["raw"]
    assert done.remote_address == f"{site.address}/wp-admin/post.php?post={post['id']}&action=edit"
    event = Event.objects.get(kind="draft.sent")
    assert event.data == {"channel": "Our blog", "draft": delivery.draft_id, "version": 1}


def test_what_was_sent_is_not_sent_again(site: WordPress, delivery: Delivery) -> None:
    sending.send(delivery.pk)
    before = len(site.requests)
    assert sending.send(delivery.pk) is False
    tasks.sweep()
    assert len(site.requests) == before


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_make_one_post(site: WordPress, delivery: Delivery) -> None:
    def work() -> None:
        sending.send(delivery.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(site.posts) == 1
    assert now(delivery).attempts == 1


def test_a_crash_after_the_post_was_made_does_not_make_another(
    site: WordPress, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(sending, "_record", die)
        with pytest.raises(KeyboardInterrupt):
            sending.send(delivery.pk)
    assert len(site.posts) == 1
    left = now(delivery)
    assert (left.state, left.remote_id) == (DeliveryState.SENDING, None)

    assert sending.send(delivery.pk) is False, "the lease still holds"
    as_if_later(delivery)
    tasks.sweep()
    assert len(site.posts) == 1
    done = now(delivery)
    assert (done.state, done.attempts, done.remote_id) == ("sent", 2, next(iter(site.posts)))


def test_a_post_whose_answer_was_lost_is_found_again(site: WordPress, delivery: Delivery) -> None:
    def cut(method: str, _path: str) -> None:
        if method == "POST":
            raise ConnectionError

    site.after = cut
    assert sending.send(delivery.pk) is False
    assert len(site.posts) == 1
    waiting = now(delivery)
    assert waiting.state == DeliveryState.OWED
    assert waiting.will_be_retried
    assert waiting.problem == "The other site did not answer, or its certificate is not valid."

    site.after = lambda _method, _path: None
    assert sending.send(delivery.pk) is False, "its time has not come"
    as_if_later(delivery)
    assert sending.send(delivery.pk) is True
    assert len(site.posts) == 1


def test_a_lost_post_is_found_by_its_key_when_its_slug_was_changed(
    site: WordPress, delivery: Delivery
) -> None:
    test_a_post_whose_answer_was_lost_is_found_again(site, delivery)
    Delivery.objects.update(state="owed", remote_id=None, remote_changed="", sent_at=None)
    site.touch(next(iter(site.posts)), slug="shorter")
    assert sending.send(delivery.pk) is True
    assert len(site.posts) == 1


def test_an_update_goes_to_the_same_post(site: WordPress, delivery: Delivery, marketer: Person) -> None:
    sending.send(delivery.pk)
    draft = world.edit(delivery.draft, by=marketer, title="A louder idea")
    assert now(delivery).is_behind
    moving.perform(moves.MARK_READY, draft, by=marketer)
    again = delivering.ask(draft, delivery.channel, by=marketer)
    assert again.pk == delivery.pk
    assert sending.send(again.pk) is True
    (post,) = site.posts.values()
    assert (post["title"]["raw"], post["status"]) == ("A louder idea", "draft")
    assert now(delivery).sent_version == 2


def test_an_update_whose_answer_was_lost_is_recognised(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    sending.send(delivery.pk)
    draft = world.edit(delivery.draft, by=marketer, title="A louder idea")
    moving.perform(moves.MARK_READY, draft, by=marketer)
    delivering.ask(draft, delivery.channel, by=marketer)
    test_a_post_whose_answer_was_lost_is_found_again(site, delivery)
    assert now(delivery).sent_version == 2


@pytest.mark.parametrize("status", ["publish", "trash", "pending"])
def test_a_post_that_is_no_draft_any_more_is_left_alone(
    site: WordPress, delivery: Delivery, marketer: Person, status: str
) -> None:
    sending.send(delivery.pk)
    site.touch(now(delivery).remote_id or 0, status=status)
    fail_again(site, delivery, marketer, f"The post is no longer a draft there: it is “{status}”.")


def test_a_post_that_somebody_works_on_there_is_left_alone(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    sending.send(delivery.pk)
    site.touch(now(delivery).remote_id or 0, title={"raw": "Their title"})
    fail_again(site, delivery, marketer, "Somebody has worked on the draft there since.")


def fail_again(site: WordPress, delivery: Delivery, marketer: Person, problem: str) -> None:
    draft = world.edit(delivery.draft, by=marketer, title="A louder idea")
    moving.perform(moves.MARK_READY, draft, by=marketer)
    delivering.ask(draft, delivery.channel, by=marketer)
    before = dict(site.posts)
    assert sending.send(delivery.pk) is False
    assert site.posts == before
    assert now(delivery).state == DeliveryState.FAILED
    assert now(delivery).problem.startswith(problem)


def test_a_post_that_was_deleted_there_is_made_anew(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    sending.send(delivery.pk)
    site.posts.clear()
    draft = world.edit(delivery.draft, by=marketer, title="A louder idea")
    moving.perform(moves.MARK_READY, draft, by=marketer)
    delivering.ask(draft, delivery.channel, by=marketer)
    assert sending.send(delivery.pk) is True
    assert len(site.posts) == 1


def never(site: WordPress, delivery: Delivery, why: str) -> None:
    assert sending.send(delivery.pk) is False
    assert site.requests == []
    kept = now(delivery)
    assert kept.state == DeliveryState.FAILED
    assert why in kept.problem


def test_an_idea_that_is_approved_no_longer_does_not_leave(site: WordPress, delivery: Delivery) -> None:
    Idea.objects.update(stage="archived")
    never(site, delivery, "It may not leave: The idea is not approved")


def test_an_idea_that_was_narrowed_does_not_leave(site: WordPress, delivery: Delivery) -> None:
    Idea.objects.update(audience=Audience.INTERNAL)
    never(site, delivery, "not open to everyone")


def test_a_quote_that_was_taken_back_does_not_leave(site: WordPress, marketer: Person) -> None:
    idea = world.make_approved()
    comment = world.say(idea, factories.make_outsider(), "Yes.")
    draft = world.edit(world.make_draft(idea, marketer), by=marketer, quotes={comment.pk: "Yes."})
    delivery = delivering.ask(world.make_ready(draft, marketer), world.connect(site), by=marketer)
    Quote.objects.update(revoked_at=timezone.now())
    never(site, delivery, "it was taken back")


def test_a_draft_that_was_edited_meanwhile_does_not_leave(
    site: WordPress, delivery: Delivery, marketer: Person
) -> None:
    world.edit(delivery.draft, by=marketer, title="Other")
    never(site, delivery, "The draft has changed since you asked.")


def test_a_draft_that_was_retired_meanwhile_does_not_leave(site: WordPress, delivery: Delivery) -> None:
    Draft.objects.update(state=DraftState.RETIRED)
    never(site, delivery, "The draft has changed since you asked.")


def test_nothing_goes_to_a_channel_that_was_closed(site: WordPress, delivery: Delivery) -> None:
    Channel.objects.update(is_active=False)
    never(site, delivery, "The channel was closed.")


def test_a_password_sealed_with_a_lost_key_is_asked_for_again(site: WordPress, delivery: Delivery) -> None:
    Channel.objects.update(sealed_password="nonsense")
    never(site, delivery, "can no longer be read")


def test_a_key_that_was_replaced_still_opens(settings: Settings) -> None:
    sealed = sealing.seal("secret")
    assert "secret" not in sealed
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert sealing.unseal(sealed) == "secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(sealing.SealError):
        sealing.unseal(sealed)


def test_a_private_address_is_not_called(site: WordPress, delivery: Delivery, settings: Settings) -> None:
    settings.OUTGOING_PRIVATE_HOSTS = []
    never(site, delivery, "it is not on the public internet")


def test_what_ends_without_a_word_each_time_is_given_up(site: WordPress, delivery: Delivery) -> None:
    Delivery.objects.update(attempts=sending.MOST_ATTEMPTS)
    never(site, delivery, "It was tried too often.")


ANSWERS: list[tuple[Any, str, bool]] = [
    ((500, {}), "trouble of its own just now: it answered 500", True),
    ((429, {}), "trouble of its own just now: it answered 429", True),
    ((401, {}), "did not accept the user and the application password", False),
    ((403, {}), "does not let this user write drafts", False),
    ((404, {}), "not as a WordPress site does", False),
    ((400, {}), "refused the draft: it answered 400", False),
    ((400, b"what?"), "refused the draft: it answered 400", False),
    # What WordPress says to strangers who ask for more than what is published.
    (
        (400, {"code": "rest_invalid_param", "data": {"status": 400, "params": {"status": "forbidden"}}}),
        "did not accept the user and the application password",
        False,
    ),
    ((200, b"<html>"), "not as a WordPress site does", False),
    ((200, {"no": "list"}), "not as a WordPress site does", False),
]


@pytest.mark.parametrize(("answer", "problem", "again"), ANSWERS)
def test_what_went_wrong_is_said_in_words(
    site: WordPress, delivery: Delivery, answer: Any, problem: str, again: bool
) -> None:
    site.before = lambda _method, _path: answer
    assert sending.send(delivery.pk) is False
    kept = now(delivery)
    assert problem in kept.problem
    assert (kept.state == DeliveryState.OWED) is again
    told = Event.objects.filter(kind="draft.not_sent")
    assert told.count() == (0 if again else 1)
    assert all(event.actor_id is None for event in told)


@pytest.mark.parametrize("answer", [{"no": "number"}, {"id": "x"}, ["list"], None])
def test_an_answer_that_names_no_post_is_no_success(site: WordPress, delivery: Delivery, answer: Any) -> None:
    site.after = lambda method, _path: (201, answer) if method == "POST" else None
    assert sending.send(delivery.pk) is False
    assert "not as a WordPress site does" in now(delivery).problem


def test_a_site_that_moved_is_not_followed_with_a_post(site: WordPress, delivery: Delivery) -> None:
    site.before = lambda method, _path: (302, {}) if method == "POST" else None
    assert sending.send(delivery.pk) is False
    assert "The site has moved" in now(delivery).problem


def test_trouble_is_tried_again_by_itself_and_then_given_up(site: WordPress, delivery: Delivery) -> None:
    site.before = lambda _method, _path: (503, {})
    waits = []
    for _ in sending.WAITS:
        sending.send(delivery.pk)
        waits.append(round((now(delivery).not_before - timezone.now()).total_seconds() / 60))
        as_if_later(delivery)
    assert waits == [2, 5, 15, 60, 240]
    sending.send(delivery.pk)
    assert now(delivery).state == DeliveryState.FAILED


def test_a_channel_says_whether_it_would_take_drafts(site: WordPress) -> None:
    channel = world.connect(site)
    assert wordpress.check(sending.open_site(channel)) == "Marketing Person"
    site.capabilities = {}
    with pytest.raises(wordpress.ChannelError, match="may not write drafts"):
        wordpress.check(sending.open_site(channel))


def test_the_sweep_sends_what_a_lost_message_left(site: WordPress, delivery: Delivery) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        tasks.sweep()
    assert now(delivery).state == DeliveryState.SENT


@pytest.mark.usefixtures("eager_tasks")
@pytest.mark.django_db(transaction=True)
def test_asking_sends_at_once_when_a_worker_is_there(site: WordPress, marketer: Person) -> None:
    delivery = owe(site, marketer)
    assert now(delivery).state == DeliveryState.SENT


def test_who_asked_is_told_that_it_did_not_arrive(site: WordPress, delivery: Delivery) -> None:
    Idea.objects.update(stage="archived")
    sending.send(delivery.pk)
    event = Event.objects.get(kind="draft.not_sent")
    announcing.announce(event.pk)
    assert [(notice.person, notice.why) for notice in event.notices.all()] == [(delivery.asked_by, "draft")]


def test_what_another_worker_has_finished_meanwhile_is_left(
    site: WordPress, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_claim", lambda _pk: True)
    assert sending.send(delivery.pk) is False
    assert site.requests == []


def test_a_file_has_no_page_on_a_site(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    delivering.export(draft, ChannelKind.HTML, by=marketer)
    assert Delivery.objects.select_related("channel").get().remote_address == ""
