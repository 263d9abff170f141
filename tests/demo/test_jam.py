"""A jam is what the workflow would have written, at any size."""

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from ideanet.activity.models import Event, Follow
from ideanet.demo.jam.building import settle_statistics
from ideanet.people.models import Person
from ideas import heat
from ideas.models import Authorship, Comment, Idea, Vote
from ideas.stages import CommentAudience
from tests.undoing import check_what_is_written

pytestmark = pytest.mark.django_db
SIZE = {"people": 1200, "ideas": 80, "votes": 1500, "comments": 300}


@pytest.fixture(scope="module")
def jam(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A small one, rolled back after the module."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        # VACUUM cannot run inside a transaction.
        patch.setattr("ideanet.demo.jam.building.settle_statistics", lambda: None)
        with transaction.atomic():
            call_command("jam", seed=7, **SIZE, stderr=io.StringIO())
            check_what_is_written()
            yield
            transaction.set_rollback(True)
        # How large tables were believed to be outlives what is rolled back.
        settle_statistics()


@pytest.mark.usefixtures("jam")
def test_a_jam_has_the_size_that_was_asked_for() -> None:
    found = {
        "people": Person.objects.count(),
        "ideas": Idea.objects.count(),
        "votes": Vote.objects.count(),
        "comments": Comment.objects.count(),
    }
    assert found == SIZE


@pytest.mark.usefixtures("jam")
def test_nobody_in_a_jam_does_what_the_rules_forbid() -> None:
    authors = set(Authorship.objects.values_list("idea_id", "person_id"))
    assert not authors & set(Vote.objects.values_list("idea_id", "person_id"))
    narrow = Comment.objects.exclude(audience=CommentAudience.EVERYONE)
    assert not narrow.exclude(author__organisation__kind="home").exists()
    assert not narrow.filter(replies__audience=CommentAudience.EVERYONE).exists()
    unseen = [
        vote.pk
        for vote in Vote.objects.exclude(organisation__kind="home").select_related("person", "idea")
        if not Idea.objects.visible_to(vote.person).filter(pk=vote.idea_id).exists()
    ]
    assert unseen == []


@pytest.mark.usefixtures("jam")
def test_everything_said_in_a_jam_is_an_event_and_a_reason_to_follow() -> None:
    assert Event.objects.filter(kind="idea.voted").count() == SIZE["votes"]
    assert Event.objects.filter(kind="comment.posted").count() == SIZE["comments"]
    assert not Event.objects.owed().exists()
    voters = set(Vote.objects.values_list("idea_id", "person_id"))
    assert voters <= set(Follow.objects.values_list("topic_id", "person_id"))


@pytest.mark.usefixtures("jam")
def test_everything_in_a_jam_is_sealed() -> None:
    told = io.StringIO()
    call_command("verify_audit", stdout=told)
    assert told.getvalue().startswith(f"{Event.objects.count()} events sealed, every link holds; 0 wait")


@pytest.mark.usefixtures("jam")
def test_a_jams_counters_are_those_of_its_rows() -> None:
    call_command("verify")


@pytest.mark.usefixtures("jam")
def test_support_is_counted_without_reading_the_votes_for_other_ideas() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {heat.RECOUNT_SUPPORT}", {"keys": [1]})
        plan = [line.strip() for (line,) in cursor.fetchall()]
    reads = next(number for number, line in enumerate(plan) if " on ideas_vote" in line)
    assert plan[reads + 1].startswith(("Index Cond: (idea_id = ANY", "Recheck Cond: (idea_id = ANY")), plan
