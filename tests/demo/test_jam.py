"""A jam is what the workflow would have written, at any size."""

import io

import pytest
from django.core.management import call_command

from ideanet.activity.models import Event, Follow
from ideanet.people.models import Person
from ideas.models import Authorship, Comment, Idea, Vote
from ideas.stages import CommentAudience

pytestmark = pytest.mark.django_db
SIZE = {"people": 1200, "ideas": 80, "votes": 1500, "comments": 300}


@pytest.fixture
def jam(monkeypatch: pytest.MonkeyPatch) -> None:
    # VACUUM cannot run inside the transaction of a test.
    monkeypatch.setattr("ideanet.demo.jam.building.settle_statistics", lambda: None)
    call_command("jam", seed=7, **SIZE, stderr=io.StringIO())


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
