"""Results: frozen, computed, checked, shortlisted, signed by two, announced once."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards import announcing, notices, tasks
from awards.freezing import check
from awards.models import Category, Cycle, Entry, Release, Result, Run, Winner
from awards.stages import Channel, CycleAudience, JuryMethod, PeopleMethod, PhaseKind, TieRule
from awards.workflow import computing, entering, judging, panels, releasing
from ideanet.activity.announcing import announce as tell
from ideanet.activity.models import Event, Notice
from ideanet.activity.sentences import sentence_of
from ideas.errors import OutOfDateError, RefusedError
from ideas.stages import Audience
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db

ROUNDS = {**b.DAYS, (PhaseKind.JUDGING, 2): (20, 24)}


def ranking(run: Run) -> list[tuple[int, int, Decimal]]:
    return list(run.results.values_list("rank", "entry", "score"))


@pytest.fixture
def decided() -> b.Contest:
    contest = b.Contest()
    contest.judge()
    contest.decide()
    return contest


# --- Computing ------------------------------------------------------------------------------------


def test_the_jurys_result_is_the_weighted_mean_with_its_working(decided: b.Contest) -> None:
    a, second, c = decided.entries
    run = Run.objects.get(channel=Channel.JURY)
    assert ranking(run) == [
        (1, second.pk, Decimal("87.5")),
        (2, a.pk, Decimal("37.5")),
        (3, c.pk, Decimal("12.5")),
    ]
    assert (run.method, run.method_version, run.parameters) == ("weighted_mean", 1, {"ties": "criteria"})
    assert [line["score"] for line in run.results.all()[0].working["judges"]] == ["100.000000", "75.000000"]
    assert len(run.digest) == 64


def test_the_peoples_choice_freezes_rankings_without_names(decided: b.Contest) -> None:
    a, second, c = (entry.pk for entry in decided.entries)
    run = Run.objects.get(channel=Channel.PEOPLE)
    assert run.inputs == {"entries": [a, second, c], "ballots": [{"count": 1, "ranking": [c, second, a]}]}
    assert ranking(run) == [(1, c, Decimal(2)), (2, second, Decimal(1)), (3, a, Decimal(0))]


def test_winners_are_as_many_as_there_are_places_and_more_in_a_tie() -> None:
    contest = b.Contest(seats=1, tie_rule=TieRule.SHARED)
    b.turn_to(contest.cycle, b.JUDGING)
    for entry, value in zip(contest.entries, (4, 4, 2), strict=True):
        b.score(entry, contest.judges[0], value, value, value)
    b.turn_to(contest.cycle, b.DECIDED)
    b.compute(contest.category)
    assert list(Winner.objects.values_list("place", "entry", "prize")) == [
        (1, contest.entries[0].pk, "A week in Lisbon"),
        (1, contest.entries[1].pk, "A week in Lisbon"),
    ]


def test_the_same_inputs_are_one_run_and_others_are_another_that_keeps_the_citations(
    decided: b.Contest,
) -> None:
    first = Run.objects.get(channel=Channel.JURY)
    winner = Winner.objects.get(result__run=first, place=1)
    computing.cite(winner, "For daring.", by=decided.marketer)
    assert b.compute(decided.category) == first
    judging.declare_conflict(decided.entries[2], by=decided.judges[0], reason="")
    other = b.compute(decided.category)
    assert other != first
    again = Winner.objects.get(category=decided.category, channel=Channel.JURY, place=1)
    assert (again.result.run, again.citation) == (other, "For daring.")
    assert Winner.objects.filter(channel=Channel.JURY).count() == 2


def test_results_wait_for_the_close_and_for_every_entry_to_be_scored() -> None:
    contest = b.Contest()
    b.turn_to(contest.cycle, b.JUDGING)
    for channel in Channel:
        with pytest.raises(RefusedError, match="still open"):
            b.compute(contest.category, channel)
    b.turn_to(contest.cycle, b.DECIDED)
    with pytest.raises(RefusedError, match="An entry has no score yet"):
        b.compute(contest.category)
    with pytest.raises(RefusedError, match="Nobody voted"):
        b.compute(contest.category, Channel.PEOPLE)


def test_panels_without_a_shared_judge_are_not_compared_by_severity() -> None:
    contest = b.Contest(jury_method=JuryMethod.ADDITIVE)
    other = b.make_panel(contest.category, factories.make_employee(), name="Other")
    stranger = other.judges.get().person
    apart = b.make_entry(contest.category)
    entering.admit(apart, by=contest.marketer, panel=other)
    b.turn_to(contest.cycle, b.JUDGING)
    for entry in contest.entries:
        b.score(entry, contest.judges[0], 3, 3, 3)
    b.score(apart, stranger, 5, 5, 5)
    b.turn_to(contest.cycle, b.DECIDED)
    with pytest.raises(RefusedError, match="share no judge with the others"):
        b.compute(contest.category)
    b.turn_to(contest.cycle, b.JUDGING)
    panels.appoint(other, contest.judges[0], by=contest.marketer)
    b.score(apart, contest.judges[0], 3, 3, 3)
    b.turn_to(contest.cycle, b.DECIDED)
    run = b.compute(contest.category)
    # All are as good as one another; only its criteria, by a lenient judge, put the one apart first.
    assert {score for _rank, _entry, score in ranking(run)} == {Decimal(75)}
    effects = [line["effect"] for line in run.results.get(entry=apart).working["judges"]]
    assert effects == ["25.000000", "-25.000000"]


@pytest.mark.parametrize("method", PeopleMethod.values)
def test_each_way_of_counting_is_wired_in(method: str) -> None:
    contest = b.Contest(people_method=method)
    b.turn_to(contest.cycle, b.JUDGING)
    a, second, c = contest.entries
    for voter, choices in zip(
        (factories.make_employee(), factories.make_outsider(), factories.make_employee()),
        ((a, second), (a, c), (c, second, a)),
        strict=True,
    ):
        b.vote(contest.category, voter, *choices)
    b.turn_to(contest.cycle, b.DECIDED)
    run = b.compute(contest.category, Channel.PEOPLE)
    assert (run.method, run.results.all()[0].entry) == (method, a)
    assert check(Run.objects.get(pk=run.pk)).is_same


def test_a_choice_that_no_longer_competes_is_left_out() -> None:
    contest = b.Contest()
    b.turn_to(contest.cycle, b.JUDGING)
    a, second, _c = contest.entries
    b.vote(contest.category, factories.make_employee(), a)
    b.vote(contest.category, factories.make_outsider(), a, second)
    entering.withdraw(a, by=a.entered_by)
    b.turn_to(contest.cycle, b.DECIDED)
    run = b.compute(contest.category, Channel.PEOPLE)
    assert run.inputs["ballots"] == [{"count": 1, "ranking": [second.pk]}]


def test_only_marketing_without_an_idea_in_it_computes(decided: b.Contest) -> None:
    competing = b.make_marketer()
    b.make_admitted(decided.category, competing)
    for person in (competing, decided.judges[0], factories.make_employee()):
        with pytest.raises(PermissionDenied):
            b.compute(decided.category, by=person)
    only_jury = b.make_category(people_method="")
    with pytest.raises(PermissionDenied):
        b.compute(only_jury, Channel.PEOPLE)


# --- Checking --------------------------------------------------------------------------------------


def test_a_result_can_be_computed_again_to_the_same_figures(decided: b.Contest) -> None:
    for run in Run.objects.all():
        found = check(run)
        assert (found.digest, found.is_same) == (run.digest, True)


def test_a_check_says_what_is_different(decided: b.Contest) -> None:
    run = Run.objects.get(channel=Channel.JURY)
    judging.declare_conflict(decided.entries[0], by=decided.judges[0], reason="")
    found = check(run)
    assert (found.same_inputs, found.same_results, found.is_same) == (False, True, False)
    Result.objects.filter(run=run, rank=1).update(score=0)
    assert check(run).same_results is False


# --- Rounds -----------------------------------------------------------------------------------------


def two_rounds() -> b.Contest:
    contest = b.Contest(people_method="")
    b.turn_to(contest.cycle, b.JUDGING, ROUNDS)
    for entry, value in zip(contest.entries, (3, 5, 2), strict=True):
        b.score(entry, contest.judges[0], value, value, value)
    b.turn_to(contest.cycle, 20, ROUNDS)
    return contest


def test_a_round_sends_its_first_on_and_the_last_round_decides() -> None:
    contest = two_rounds()
    a, second, _c = contest.entries
    run = b.compute(contest.category)
    assert (run.phase.number, Winner.objects.count()) == (1, 0)
    assert computing.shortlist(run, 2, by=contest.marketer) == 2
    assert computing.shortlist(run, 2, by=contest.marketer) == 2
    assert set(Entry.objects.filter(round_reached=2)) == {a, second}
    b.turn_to(contest.cycle, 22, ROUNDS)
    b.score(a, contest.judges[0], 5, 5, 5, is_new_round=True)
    b.score(second, contest.judges[0], 4, 4, 4, is_new_round=True)
    with pytest.raises(RefusedError, match="The next round has begun"):
        computing.shortlist(run, 3, by=contest.marketer)
    b.turn_to(contest.cycle, 25, ROUNDS)
    last = b.compute(contest.category)
    assert [(rank, entry) for rank, entry, _score in ranking(last)] == [(1, a.pk), (2, second.pk)]
    assert list(Winner.objects.values_list("place", "entry")) == [(1, a.pk), (2, second.pk)]
    assert Event.objects.filter(kind="results.shortlisted").count() == 2


def test_the_last_round_and_the_people_send_nobody_on(decided: b.Contest) -> None:
    with pytest.raises(RefusedError, match="No round follows"):
        computing.shortlist(Run.objects.get(channel=Channel.JURY), 1, by=decided.marketer)
    for run, person in (
        (Run.objects.get(channel=Channel.PEOPLE), decided.marketer),
        (Run.objects.get(channel=Channel.JURY), decided.judges[0]),
    ):
        with pytest.raises(PermissionDenied):
            computing.shortlist(run, 1, by=person)


# --- Releasing --------------------------------------------------------------------------------------


def sign(contest: b.Contest, person: Any) -> Release:
    read = releasing.digest(releasing.contests(contest.cycle))
    return releasing.sign(contest.cycle, by=person, read_digest=read)


def test_two_different_people_release_and_the_time_must_have_come(decided: b.Contest) -> None:
    sign(decided, decided.marketer)
    with pytest.raises(RefusedError, match="Now another person must"):
        sign(decided, decided.marketer)
    release = sign(decided, decided.second)
    assert (release.is_signed, release.told_at, decided.cycle.calendar.is_released) == (True, None, False)
    assert not Event.objects.filter(kind__in=["award.won", "cycle.released"])
    with pytest.raises(OutOfDateError, match="signed by two people already"):
        sign(decided, b.make_marketer())
    b.turn_to(decided.cycle, b.OUT)
    assert decided.cycle.calendar.is_released
    tasks.announce_winners()
    tasks.announce_winners()
    assert Event.objects.filter(kind="award.won").count() == 3
    assert Event.objects.filter(kind="cycle.released").count() == 1


def test_the_second_signature_after_the_time_announces_at_once(decided: b.Contest) -> None:
    b.turn_to(decided.cycle, b.OUT)
    sign(decided, decided.marketer)
    assert sign(decided, decided.second).told_at is not None
    assert not announcing.announce(decided.cycle.pk)


def test_a_signature_stands_for_what_was_read(decided: b.Contest) -> None:
    read = releasing.digest(releasing.contests(decided.cycle))
    sign(decided, decided.marketer)
    judging.declare_conflict(decided.entries[2], by=decided.judges[0], reason="")
    b.compute(decided.category)
    assert not Release.objects.exists()
    with pytest.raises(OutOfDateError, match="computed again since"):
        releasing.sign(decided.cycle, by=decided.second, read_digest=read)


def test_nothing_is_computed_or_cited_once_it_is_released(decided: b.Contest) -> None:
    decided.sign()
    with pytest.raises(OutOfDateError, match="The results are released"):
        b.compute(decided.category)
    winner = Winner.objects.all()[0]
    computing.cite(winner, "Still under embargo.", by=decided.marketer)
    b.turn_to(decided.cycle, b.OUT)
    with pytest.raises(OutOfDateError, match="what was said of them stands"):
        computing.cite(winner, "Too late.", by=decided.marketer)
    with pytest.raises(PermissionDenied):
        computing.cite(winner, "Not yours.", by=decided.judges[0])


def test_signing_waits_for_the_close_and_for_every_result() -> None:
    contest = b.Contest()
    contest.judge()
    with pytest.raises(RefusedError, match="Not every phase has closed"):
        sign(contest, contest.marketer)
    b.turn_to(contest.cycle, b.DECIDED)
    with pytest.raises(RefusedError, match="Compute the results of: Best idea, Best idea"):
        sign(contest, contest.marketer)


def test_a_category_in_which_nothing_happened_holds_nobody_up() -> None:
    category = b.make_category()
    marketer = category.cycle.created_by
    b.turn_to(category.cycle, b.OUT)
    assert [c.is_settled for c in releasing.contests(category.cycle)] == [True, True]
    b.release(Cycle.objects.timed().get(pk=category.cycle_id), marketer, b.make_marketer())
    assert Event.objects.filter(kind="cycle.released").count() == 1


def test_who_competes_or_is_not_marketing_does_not_sign(decided: b.Contest) -> None:
    competing = b.make_marketer()
    b.make_admitted(decided.category, competing)
    b.turn_to(decided.cycle, b.DECIDED)
    for person in (competing, decided.judges[0], decided.authors[0]):
        with pytest.raises(PermissionDenied):
            sign(decided, person)


def test_a_signature_can_be_taken_back_until_the_results_are_out(decided: b.Contest) -> None:
    with pytest.raises(PermissionDenied):
        releasing.take_back(decided.cycle, by=decided.marketer)
    sign(decided, decided.marketer)
    releasing.take_back(decided.cycle, by=decided.marketer)
    assert not Release.objects.exists()
    decided.sign()
    with pytest.raises(PermissionDenied):
        releasing.take_back(decided.cycle, by=decided.judges[0])
    releasing.take_back(decided.cycle, by=decided.marketer)
    release = Release.objects.get()
    assert (release.first_by, release.second_by) == (decided.second, None)
    sign(decided, decided.marketer)
    releasing.take_back(decided.cycle, by=decided.marketer)
    release.refresh_from_db()
    assert (release.first_by, release.second_by) == (decided.second, None)
    sign(decided, decided.marketer)
    b.turn_to(decided.cycle, b.OUT)
    with pytest.raises(OutOfDateError, match="The results are out"):
        releasing.take_back(decided.cycle, by=decided.marketer)


def test_the_database_refuses_one_person_as_both(decided: b.Contest) -> None:
    release = sign(decided, decided.marketer)
    for broken in (
        {"second_by": decided.marketer, "second_at": release.first_at},
        {"second_by": decided.second},
        {"told_at": release.first_at},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(**broken)


# --- Being told ------------------------------------------------------------------------------------------


def test_each_winning_entry_is_an_event_that_the_ledger_can_read(decided: b.Contest) -> None:
    b.turn_to(decided.cycle, b.OUT)
    decided.sign()
    winner = Winner.objects.get(channel=Channel.JURY, place=1)
    event = Event.objects.about(winner.entry.idea).get(kind=notices.WON.name)
    assert (event.subject_id, event.actor, event.reach) == (winner.pk, None, "everyone")
    assert event.data == {
        "cycle": decided.cycle.title,
        "cycle_id": decided.cycle.pk,
        "category": "Best idea",
        "category_id": decided.category.pk,
        "channel": "jury",
        "place": 1,
        "prize": "A week in Lisbon",
        "entry_id": winner.entry_id,
    }
    assert sentence_of(event, "It") == f"It won in “Best idea” of {decided.cycle.title}: place 1"
    event.data["channel"] = Channel.PEOPLE
    chosen = f"It won the people’s choice in “Best idea” of {decided.cycle.title}: place 1"
    assert sentence_of(event, "It") == chosen


def told(kind: str) -> dict[int, str]:
    for event in Event.objects.filter(kind=kind):
        tell(event.pk)
    return dict(Notice.objects.filter(event__kind=kind).values_list("person", "why"))


def test_winners_are_told_that_they_won_and_the_others_that_there_is_feedback() -> None:
    contest = b.Contest(people_method="", seats=1)
    b.turn_to(contest.cycle, b.JUDGING)
    for entry, value in zip(contest.entries, (3, 5, 2), strict=True):
        b.score(entry, contest.judges[0], value, value, value)
    b.turn_to(contest.cycle, b.DECIDED)
    b.compute(contest.category)
    b.turn_to(contest.cycle, b.OUT)
    contest.sign()
    a, winner, c = (author.pk for author in contest.authors)
    assert told("award.won") == {winner: "won"}
    assert told("award.feedback") == {a: "author", c: "author"}
    everyone = dict.fromkeys((a, winner, c), "entrant") | {judge.pk: "judge" for judge in contest.judges}
    assert told("cycle.released") == everyone


def test_an_internal_cycles_winner_is_no_news_to_outsiders() -> None:
    contest = b.Contest(audience=CycleAudience.INTERNAL)
    contest.finish()
    assert set(Event.objects.filter(kind="award.won").values_list("reach", flat=True)) == {"employees"}


def test_a_winner_is_shown_only_to_those_who_see_the_idea(decided: b.Contest) -> None:
    hidden = b.make_admitted(decided.category, audience=Audience.RESTRICTED)
    b.turn_to(decided.cycle, b.JUDGING)
    b.score(hidden, decided.judges[0], 5, 5, 5)
    b.turn_to(decided.cycle, b.DECIDED)
    b.compute(decided.category)
    decided.sign()
    b.turn_to(decided.cycle, b.OUT)
    winner = Winner.objects.get(entry=hidden)
    assert winner.place == 1
    for person, sees in (
        (factories.make_employee(), False),
        (factories.make_outsider(), False),
        (hidden.entered_by, True),
        (decided.judges[0], True),
    ):
        assert Winner.objects.visible_to(person).filter(pk=winner.pk).exists() == sees


def test_the_category_can_be_asked_who_competes(decided: b.Contest) -> None:
    author = decided.authors[0]
    assert list(Category.objects.competed_in_by(author)) == [decided.category]
    assert not Category.objects.competed_in_by(decided.marketer)
