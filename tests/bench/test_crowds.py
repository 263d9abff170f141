"""Two thousand comments on one idea, and an event that twenty thousand people follow: what a request waits for."""

import os
import statistics
import time
from collections.abc import Callable, Mapping
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings
from rich.console import Console
from rich.table import Table

from ideanet.activity.announcing import announce
from ideanet.activity.models import Event, Follow, Notice
from ideanet.activity.querysets import type_of
from ideanet.people.models import Person
from ideas.models import Comment, Idea, Revision
from ideas.stages import Audience
from ideas.workflow import tallies
from tests import factories

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60")) // 3
FEW, COMMENTS = 50, 2_000
FOLLOWERS = 20_000
NUMBERS = count()
BODY = "Who pays for it in *March*, when the switch is shared by both halls and nobody owns the cable?"

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(settings: Settings) -> Idea:
    # It asks the database everything twice.
    settings.CHECK_PREPARED = False
    return factories.make_idea(audience=Audience.NETWORK)


def at(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    client.get("/ideas/")
    return client


def medians(calls: Mapping[str, Callable[[], object]]) -> dict[str, str]:
    """Of so many rounds, after three that do not count; and between the quartiles. All see the same machine."""
    times: dict[str, list[float]] = {what: [] for what in calls}
    for _number in range(ROUNDS + 3):
        for what, call in calls.items():
            start = time.perf_counter()
            call()
            times[what].append((time.perf_counter() - start) * 1000)
    return {what: _said(found[3:]) for what, found in times.items()}


def _said(times: list[float]) -> str:
    first, middle, third = statistics.quantiles(times, n=4)
    return f"{middle:.0f} ms ({third - first:.0f})"


def say(client: Client, idea: Idea, **fields: int) -> None:
    """A comment in words of its own: the same from the same form would be the same comment."""
    body = {"body": f"{BODY} {next(NUMBERS)}", "audience": "everyone", **fields}
    assert client.post(f"/ideas/{idea.pk}/comments/", body).status_code == 302


def show(title: str, rows: dict[str, str]) -> None:
    table = Table("what", "median (spread)", title=title)
    for row in rows.items():
        table.add_row(*row)
    Console(width=100).print(table)


def talk(idea: Idea, number: int) -> list[Comment]:
    """A comment, and for three of four an answer to one of the last hundred."""
    people = [factories.make_employee() for _ in range(40)]
    revision = Revision.objects.get(idea=idea)
    made: list[Comment] = []
    for place in range(number):
        parent = made[-1 - (place * 7) % min(100, len(made))] if place % 4 else None
        comment = Comment.objects.create(
            idea=idea,
            revision=revision,
            author=people[place % len(people)],
            parent=parent,
            thread_id=parent.thread_id if parent else None,
            audience="everyone",
            body=f"{BODY} ({place})",
        )
        if parent is None:
            comment.thread_id = comment.pk
            comment.save(update_fields=["thread"])
        made.append(comment)
    tallies.recount_comments(idea)
    return made


def test_two_thousand_comments_on_one_idea(idea: Idea) -> None:
    made = talk(idea, COMMENTS)
    small = factories.make_idea(audience=Audience.NETWORK)
    talk(small, FEW)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = at(factories.make_employee())
    middle, last = made[COMMENTS // 2], made[-1]
    show(
        f"{COMMENTS} comments on one idea, in the process",
        medians(
            {
                f"the page of an idea with {FEW} comments": lambda: client.get(small.get_absolute_url()),
                "the page of that idea": lambda: client.get(idea.get_absolute_url()),
                "the same, newest first": lambda: client.get(f"{idea.get_absolute_url()}?talk=newest"),
                "a link to the comment in the middle": lambda: client.get(
                    middle.get_absolute_url(), follow=True
                ),
                f"a comment where there are {FEW}": lambda: say(client, small),
                "a comment": lambda: say(client, idea),
                "an answer to the newest": lambda: say(client, idea, parent=last.pk),
            }
        ),
    )


def test_an_event_that_twenty_thousand_follow(idea: Idea) -> None:
    organisation = idea.created_by.organisation
    Person.objects.bulk_create(
        Person(name=f"Follower {n}", email=f"follower{n}@crowd.example", organisation=organisation)
        for n in range(FOLLOWERS)
    )
    followers = Person.objects.filter(email__endswith="@crowd.example")
    Follow.objects.bulk_create(
        Follow(person=person, topic_type=type_of(Idea), topic_id=idea.pk) for person in followers
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = at(factories.make_employee())
    request = medians({"a comment": lambda: say(client, idea)})
    event = Event.objects.filter(kind="comment.posted").latest("pk")
    start = time.perf_counter()
    assert announce(event.pk)
    seconds = time.perf_counter() - start
    told = Notice.objects.filter(event=event).count()
    show(
        f"An idea that {FOLLOWERS} follow, in the process",
        request | {f"its task, which tells {told}": f"{seconds:.1f} s"},
    )
    assert told >= FOLLOWERS
