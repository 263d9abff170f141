"""Two at once: real threads on a real database, each outcome a whole one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from awards.models import Ballot, Choice, Entry, Phase, Release, Run, ScoreSheet
from awards.stages import Channel, PhaseKind
from awards.workflow import computing, entering, judging, releasing, voting
from awards.workflow.judging import Opinion
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned or raised, all having begun together."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return act()
        except (OutOfDateError, RefusedError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_ballots_of_one_person_at_once_are_one() -> None:
    contest = b.Contest()
    b.turn_to(contest.cycle, b.JUDGING)
    voter = factories.make_employee()
    first, second, third = (entry.pk for entry in contest.entries)
    rankings = ([first, second], [third], [second, third, first], [first])
    at_once(*(lambda r=r: voting.cast(contest.category, r, by=voter) for r in rankings))
    ballot = Ballot.objects.get()
    cast = list(Choice.objects.filter(ballot=ballot).order_by("rank").values_list("entry", flat=True))
    assert cast in rankings
    assert Event.objects.filter(kind="ballot.cast").count() == 1


def test_a_double_click_enters_once() -> None:
    category, idea, key = b.make_category(), b.make_approved(), uuid4()
    found = at_once(
        *[
            lambda: entering.enter(
                category, idea, by=idea.created_by, statement="So.", has_agreed=True, request_key=key
            )
        ]
        * 3
    )
    entry = Entry.objects.get()
    assert found == [entry] * 3
    assert Event.objects.filter(kind="entry.made").count() == 1


def test_two_authors_entering_the_same_idea_at_once_are_one_entry_and_one_refusal() -> None:
    category, idea = b.make_category(), b.make_approved()
    found = at_once(
        *(
            lambda key=key: entering.enter(
                category, idea, by=idea.created_by, statement="So.", has_agreed=True, request_key=key
            )
            for key in (uuid4(), uuid4())
        )
    )
    assert sorted(type(thing).__name__ for thing in found) == ["Entry", "RefusedError"]


def test_the_same_person_signing_twice_at_once_is_one_signature() -> None:
    contest = b.Contest()
    contest.judge()
    contest.decide()
    read = releasing.digest(releasing.contests(contest.cycle))
    cycle = contest.cycle
    found = at_once(*[lambda: releasing.sign(cycle, by=contest.marketer, read_digest=read)] * 3)
    assert sorted(type(thing).__name__ for thing in found) == ["RefusedError", "RefusedError", "Release"]
    release = Release.objects.get()
    assert (release.first_by, release.second_by) == (contest.marketer, None)


def test_two_people_signing_at_once_release_and_winners_are_told_once() -> None:
    contest = b.Contest()
    contest.judge()
    contest.decide()
    b.turn_to(contest.cycle, b.OUT)
    cycle, read = contest.cycle, releasing.digest(releasing.contests(contest.cycle))
    at_once(
        *(
            lambda person=person: releasing.sign(cycle, by=person, read_digest=read)
            for person in (contest.marketer, contest.second)
        )
    )
    release = Release.objects.get()
    assert {release.first_by, release.second_by} == {contest.marketer, contest.second}
    assert Event.objects.filter(kind="award.won").count() == 3


def test_two_computations_at_once_are_one_run() -> None:
    contest = b.Contest()
    contest.judge()
    b.turn_to(contest.cycle, b.DECIDED)
    found = at_once(
        *(
            lambda person=person: computing.compute(contest.category, Channel.JURY, by=person)
            for person in (contest.marketer, contest.second)
        )
    )
    assert found == [Run.objects.get()] * 2


def test_a_draft_saved_twice_at_once_from_one_window_is_whole() -> None:
    contest = b.Contest()
    b.turn_to(contest.cycle, b.JUDGING)
    entry, judge, window = contest.entries[0], contest.judges[0], uuid4()
    keys = list(contest.category.criteria.values_list("pk", flat=True))
    at_once(
        *(
            lambda value=value: judging.save(
                entry,
                Opinion(dict.fromkeys(keys, value), f"All {value}."),
                by=judge,
                read_version=0,
                hand_in=False,
                window=window,
            )
            for value in (1, 2, 3, 4)
        )
    )
    sheet = ScoreSheet.objects.get()
    (value,) = set(sheet.scores.values_list("value", flat=True))
    assert (sheet.version, sheet.comment) == (4, f"All {value}.")


def test_at_the_deadline_an_entry_is_either_in_or_refused_by_the_databases_clock() -> None:
    category = b.make_category()
    ideas = [b.make_approved() for _ in range(8)]
    closes = timezone.now() + timedelta(seconds=0.6)
    Phase.objects.filter(cycle=category.cycle, kind=PhaseKind.ENTRY).update(closes_at=closes)

    def enter_after(idea: Idea, wait: float) -> Callable[[], object]:
        def act() -> object:
            sleep(wait)
            return entering.enter(category, idea, by=idea.created_by, statement="So.", has_agreed=True)

        return act

    found = at_once(*(enter_after(idea, 0.15 * n) for n, idea in enumerate(ideas)))
    refused = [thing for thing in found if isinstance(thing, RefusedError)]
    assert all(str(thing).startswith("Entry is closed") for thing in refused)
    assert len(refused) + Entry.objects.count() == len(ideas)
    assert refused
    assert not Entry.objects.filter(entered_at__gte=closes).exists()


def test_no_ballot_slips_in_behind_a_result() -> None:
    contest = b.Contest()
    b.turn_to(contest.cycle, b.JUDGING)
    first = contest.entries[0]
    b.vote(contest.category, factories.make_employee(), first)
    closes = timezone.now() + timedelta(seconds=0.4)
    Phase.objects.filter(cycle=contest.cycle, kind=PhaseKind.PEOPLE).update(closes_at=closes)
    voters = [factories.make_employee() for _ in range(4)]

    def compute() -> object:
        while True:
            try:
                return computing.compute(contest.category, Channel.PEOPLE, by=contest.marketer)
            except RefusedError:
                continue

    def keep_voting(voter: Person) -> Callable[[], object]:
        def act() -> object:
            while True:
                try:
                    voting.cast(contest.category, [first.pk], by=voter)
                except RefusedError as refusal:
                    return refusal

        return act

    run, *_refusals = at_once(compute, *(keep_voting(voter) for voter in voters))
    assert isinstance(run, Run)
    assert sum(ballot["count"] for ballot in run.inputs["ballots"]) == Ballot.objects.count()
