"""Two people, or one with two tabs, at the very same moment: real threads, real transactions."""

import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from ideanet.activity.models import Event
from ideas import moves, opening
from ideas.errors import OutOfDateError
from ideas.management.commands import verify
from ideas.models import Authorship, Comment, Idea, Jotting, Revision, Theme, Vote, WorkingCopy
from ideas.stages import Audience, Stage, Taking
from ideas.workflow import (
    amending,
    authoring,
    commenting,
    handing,
    jotting,
    keeping,
    moving,
    restoring,
    voting,
    writing,
)
from ideas.workflow.amending import Proposal
from ideas.workflow.writing import Text
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Start all at the same moment, each on a connection of its own; what each returned or raised."""
    barrier = Barrier(len(calls))
    outcomes: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            outcomes[place] = call()
        except Exception as error:  # noqa: BLE001  # what it raised is what is tested
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def kinds(outcomes: Iterable[Any]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


def everything_adds_up() -> None:
    verify.Command().handle()


def test_two_clicks_are_one_vote() -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    outcomes = at_once(*[lambda: voting.vote(idea, by=person)] * 4)
    assert kinds(outcomes) == ["Idea"] * 4
    kept = Idea.objects.get(pk=idea.pk)
    assert (Vote.objects.count(), kept.backer_count, kept.current_backer_count) == (1, 1, 1)
    everything_adds_up()


def test_many_people_voting_at_once_are_all_counted() -> None:
    idea = factories.make_idea(audience=Audience.NETWORK)
    account = factories.OrganisationFactory.create()
    people = [factories.make_employee() for _ in range(3)]
    people += [factories.make_outsider(organisation=account) for _ in range(3)]
    at_once(*[lambda person=person: voting.vote(idea, by=person) for person in people])
    kept = Idea.objects.get(pk=idea.pk)
    assert (kept.backer_count, kept.customer_count, kept.account_count) == (3, 3, 1)
    assert kept.voices == ["customers", "peers"]
    everything_adds_up()


def test_a_vote_given_and_taken_back_at_once_leaves_tallies_that_add_up() -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    for _ in range(3):
        at_once(lambda: voting.vote(idea, by=person), lambda: voting.unvote(idea, by=person))
        assert Idea.objects.get(pk=idea.pk).backer_count == Vote.objects.count()
        everything_adds_up()


def test_a_vote_beside_a_revision_points_at_one_that_exists() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    voter = factories.make_employee()
    at_once(
        lambda: voting.vote(idea, by=voter),
        lambda: writing.publish_revision(
            idea, Text("A quiet idea", "Turned.", ""), by=author, note="T", read_number=1, is_material=True
        ),
    )
    assert Vote.objects.get().revision.number in {1, 2}
    everything_adds_up()


def test_an_idea_is_submitted_once() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author)
    outcomes = at_once(*[lambda: moving.perform(moves.SUBMIT, draft, by=author)] * 2)
    assert kinds(outcomes) == ["Event", "OutOfDateError"]
    assert Revision.objects.filter(idea=draft).count() == 1


def test_of_two_revisions_from_one_only_one_is_published() -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    authoring.invite(idea, helper, by=author)
    authoring.accept(idea, by=helper)
    outcomes = at_once(
        *[
            lambda person=person: writing.publish_revision(
                idea, Text(f"By {person.pk}", "N.", ""), by=person, note="Mine.", read_number=1
            )
            for person in (author, helper)
        ]
    )
    assert kinds(outcomes) == ["OutOfDateError", "Revision"]
    kept = Idea.objects.get(pk=idea.pk)
    assert (kept.revision_number, kept.title) == (2, Revision.objects.get(idea=idea, number=2).title)


def test_a_restoration_beside_a_revision_undoes_nothing_unseen() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    writing.publish_revision(idea, Text("Two", "N.", ""), by=author, note="Mine.", read_number=1)
    outcomes = at_once(
        lambda: restoring.restore(idea, 1, by=author, note="Back.", read_number=2),
        lambda: writing.publish_revision(idea, Text("Three", "N.", ""), by=author, note="M.", read_number=2),
    )
    assert kinds(outcomes) == ["OutOfDateError", "Revision"]
    assert Idea.objects.get(pk=idea.pk).revision_number == 3
    everything_adds_up()


def test_a_handover_is_accepted_once() -> None:
    author, taker = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    handover = handing.offer(idea, taker, by=author, kind="leave")
    outcomes = at_once(*[lambda: handing.accept(handover, by=taker)] * 2)
    assert kinds(outcomes) == ["Idea", "OutOfDateError"]
    assert list(Authorship.objects.values_list("person", "share")) == [(taker.pk, 100)]


def test_a_handover_taken_back_while_it_is_accepted_is_one_or_the_other() -> None:
    author, taker = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    handover = handing.offer(idea, taker, by=author, kind="leave")
    at_once(lambda: handing.accept(handover, by=taker), lambda: handing.withdraw(handover, by=author))
    handover.refresh_from_db()
    rows = Authorship.objects.values_list("person", "share")
    assert list(rows) == [((taker if handover.state == "accepted" else author).pk, 100)]


def test_an_amendment_that_two_authors_accept_is_taken_up_once() -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    authoring.invite(idea, helper, by=author)
    authoring.accept(idea, by=helper)
    proposal = Proposal(1, "body", 0, "The *short* story.", "Shorter.")
    amendment = amending.propose(idea, proposal, by=factories.make_employee(), audience="everyone")
    outcomes = at_once(
        *[lambda by=by: amending.accept(amendment, by=by, note="Shorter.") for by in (author, helper)]
    )
    assert kinds(outcomes) == ["OutOfDateError", "Revision"]
    assert Idea.objects.get(pk=idea.pk).revision_number == 2
    everything_adds_up()


def test_an_amendment_is_accepted_declined_or_taken_back_and_one_of_these_only() -> None:
    author, reader = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    proposal = Proposal(1, "body", 0, "The *short* story.", "Shorter.")
    amendment = amending.propose(idea, proposal, by=reader, audience="everyone")
    outcomes = at_once(
        lambda: amending.accept(amendment, by=author, note="Shorter."),
        lambda: amending.decline(amendment, by=author, reason="No."),
        lambda: amending.withdraw(amendment, by=reader),
    )
    assert kinds(outcomes).count("OutOfDateError") == 2
    amendment.refresh_from_db()
    is_taken_up = amendment.made is not None
    assert Idea.objects.get(pk=idea.pk).revision_number == 1 + is_taken_up


def test_an_amendment_accepted_beside_a_revision_of_its_passage_undoes_nothing() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    proposal = Proposal(1, "body", 0, "The *short* story.", "Shorter.")
    amendment = amending.propose(idea, proposal, by=factories.make_employee(), audience="everyone")
    outcomes = at_once(
        lambda: amending.accept(amendment, by=author, note="Shorter."),
        lambda: writing.publish_revision(idea, Text("T", "N.", "Other."), by=author, note="M", read_number=1),
    )
    assert kinds(outcomes) in [["OutOfDateError", "Revision"], ["PassageChangedError", "Revision"]]
    assert Idea.objects.get(pk=idea.pk).revision_number == 2


def test_of_two_drafts_saved_from_one_only_one_is_kept() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author)
    outcomes = at_once(
        *[
            lambda title=title: writing.save_draft(
                draft, Text(title, "N.", ""), by=author, read_at=draft.changed_at
            )
            for title in ("First tab", "Second tab")
        ]
    )
    assert kinds(outcomes) == ["Idea", "OutOfDateError"]


def test_a_comment_sent_twice_is_one_comment() -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    key = uuid.uuid4()
    outcomes = at_once(
        *[lambda: commenting.post(idea, by=person, body="Once.", audience="everyone", request_key=key)] * 3
    )
    assert {outcome.pk for outcome in outcomes} == {Comment.objects.get().pk}
    everything_adds_up()


def test_a_reply_never_stands_under_a_comment_that_was_taken_back() -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    parent = commenting.post(idea, by=person, body="First.", audience="everyone")
    reply, _gone = at_once(
        lambda: commenting.post(
            idea, by=factories.make_employee(), body="Second.", audience="everyone", parent=parent
        ),
        lambda: commenting.delete(parent, by=person),
    )
    assert isinstance(reply, Comment | OutOfDateError)
    everything_adds_up()


def test_an_idea_is_declined_or_withdrawn_and_never_both() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    outcomes = at_once(
        lambda: moving.perform(moves.WITHDRAW, idea, by=author),
        lambda: moving.perform(moves.TURN_DOWN, idea, by=idea.theme.owner, reason="No."),
    )
    assert kinds(outcomes) == ["Event", "OutOfDateError"]
    assert Idea.objects.get(pk=idea.pk).stage in {Stage.WITHDRAWN, Stage.DECLINED}


def test_one_form_that_arrives_twice_at_once_begins_one_draft() -> None:
    author, theme, key = factories.make_employee(), factories.ThemeFactory.create(), uuid.uuid4()
    outcomes = at_once(
        *[lambda: keeping.begin(key, Text("T", "N."), by=author, theme=theme, kind="talk")] * 3
    )
    assert Idea.objects.count() == 1
    assert kinds(outcomes) == ["Idea"] * 3


def test_first_words_that_arrive_twice_at_once_are_jotted_down_once() -> None:
    author, key = factories.make_employee(), uuid.uuid4()
    words = Text("", "", "Half a thought.")
    outcomes = at_once(
        *[lambda: jotting.keep(key, words, by=author, read_at=None, theme=None, kind="talk")] * 3
    )
    assert kinds(outcomes) == ["Jotting"] * 3
    assert Jotting.objects.get().key == key


def test_of_two_first_words_of_one_form_neither_overwrites_the_other() -> None:
    author, key = factories.make_employee(), uuid.uuid4()
    outcomes = at_once(
        *[
            lambda body=body: jotting.keep(
                key, Text("", "", body), by=author, read_at=None, theme=None, kind="talk"
            )
            for body in ("One.", "Two.")
        ]
    )
    assert kinds(outcomes) == ["Jotting", "OutOfDateError"]
    assert Jotting.objects.count() == 1


def test_what_becomes_a_draft_leaves_no_jotting_beside_it() -> None:
    author, theme, key = factories.make_employee(), factories.ThemeFactory.create(), uuid.uuid4()
    words = Text("T", "", "Half a thought.")
    outcomes = at_once(
        lambda: keeping.begin(key, words, by=author, theme=theme, kind="talk"),
        lambda: jotting.keep(key, words, by=author, read_at=None, theme=None, kind="talk"),
    )
    assert kinds(outcomes) in (["Idea", "Jotting"], ["Idea", "OutOfDateError"])
    assert (Idea.objects.count(), Jotting.objects.count()) == (1, 0)


def test_two_authors_who_save_at_once_overwrite_nothing() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    outcomes = at_once(
        *[
            lambda body=body: keeping.keep(
                idea, Text("T", "N.", body), by=author, read_at=None, base_number=1
            )
            for body in ("One.", "Two.")
        ]
    )
    assert kinds(outcomes) == ["Idea", "OutOfDateError"]


def test_publishing_while_a_co_author_saves_loses_neither() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    outcomes = at_once(
        lambda: keeping.publish(
            idea, Text("T", "N.", "Mine."), by=author, read_at=None, note="M.", read_number=1
        ),
        lambda: keeping.keep(idea, Text("T", "N.", "Theirs."), by=author, read_at=None, base_number=1),
    )
    kept = [copy.body for copy in WorkingCopy.objects.all()]
    # Whoever is second is told, or keeps a working copy beside what was published.
    assert (kinds(outcomes), kept) in [
        (["Idea", "OutOfDateError"], ["Theirs."]),
        (["Idea", "Revision"], ["Theirs."]),
    ]


def test_a_theme_that_two_sweeps_open_or_close_at_once_is_told_of_once() -> None:
    now = timezone.now()
    theme = factories.ThemeFactory.create(opens_at=now - timedelta(minutes=2), told=Taking.COMING)
    for state, told in ((Taking.OPEN, ["theme.opened"]), (Taking.CLOSED, ["theme.opened", "theme.closed"])):
        outcomes = at_once(*[opening.tell_all] * 4)
        assert sorted(outcomes) == [0, 0, 0, 1]
        assert list(Event.objects.about(theme).order_by("pk").values_list("kind", flat=True)) == told
        assert Theme.objects.get(pk=theme.pk).told == state
        Theme.objects.filter(pk=theme.pk).update(closes_at=now - timedelta(minutes=1))
