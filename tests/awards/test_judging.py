"""Score sheets, conflicts of interest and ballots."""

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards import prepared
from awards.models import Ballot, Choice, Conflict, Entry, Score, ScoreSheet
from awards.stages import PhaseKind
from awards.workflow import entering, judging, voting
from awards.workflow.judging import Opinion
from ideanet.activity.models import Event
from ideas.errors import OutOfDateError, RefusedError
from ideas.stages import Audience
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> b.Contest:
    found = b.Contest()
    b.turn_to(found.cycle, b.JUDGING)
    return found


def keys(contest: b.Contest) -> list[int]:
    return list(contest.category.criteria.values_list("pk", flat=True))


def answers_of(sheet: ScoreSheet) -> dict[int, int | None]:
    return dict(sheet.scores.values_list("criterion", "value"))


# --- Sheets -----------------------------------------------------------------------------------


def test_a_draft_may_have_gaps_and_is_changed_until_it_is_handed_in(contest: b.Contest) -> None:
    entry, judge = contest.entries[0], contest.judges[0]
    one, two, three = keys(contest)
    draft = judging.save(entry, Opinion({one: 3, two: 1}), by=judge, read_version=0, hand_in=False)
    assert (draft.is_submitted, draft.version, answers_of(draft)) == (False, 1, {one: 3, two: 1})
    whole = Opinion({one: 4, two: None, three: 5}, "Strong.", may_quote=True)
    sheet = judging.save(entry, whole, by=judge, read_version=1, hand_in=True)
    assert (sheet.is_submitted, sheet.comment, sheet.may_quote) == (True, "Strong.", True)
    assert answers_of(sheet) == {one: 4, two: None, three: 5}
    assert Event.objects.filter(kind="judge.scored", actor=judge, reach="named").count() == 1


def test_a_sheet_that_is_in_can_change_and_stays_complete(contest: b.Contest) -> None:
    entry, judge = contest.entries[0], contest.judges[0]
    first = b.score(entry, judge, 3, 3, 3)
    with pytest.raises(RefusedError, match="Still without an answer: Evidence, Reach"):
        judging.save(entry, Opinion({keys(contest)[0]: 1}), by=judge, read_version=1, hand_in=False)
    again = b.score(entry, judge, 4, 4, 4)
    assert (again.pk, again.submitted_at) == (first.pk, first.submitted_at)


def test_a_sheet_is_handed_in_whole_and_mostly_answered(contest: b.Contest) -> None:
    entry, judge = contest.entries[0], contest.judges[0]
    one, two, three = keys(contest)
    for answers, sentence in (
        ({one: 3}, "Still without an answer: Evidence, Reach"),
        ({one: None, two: 3, three: None}, "at least 50 % of the weight"),
        ({one: 6, two: 3, three: 3}, "“Originality” goes from 1 to 5"),
        ({one: 0, two: 3, three: 3}, "“Originality” goes from 1 to 5"),
    ):
        with pytest.raises(RefusedError, match=sentence):
            judging.save(entry, Opinion(answers), by=judge, read_version=0, hand_in=True)
    assert not ScoreSheet.objects.exists()
    with pytest.raises(OutOfDateError, match="criteria have changed"):
        judging.save(entry, Opinion({0: 1}), by=judge, read_version=0, hand_in=False)


def test_a_second_window_never_overwrites_the_first_unseen(contest: b.Contest) -> None:
    entry, judge, (one, *_others) = contest.entries[0], contest.judges[0], keys(contest)
    here, there = uuid4(), uuid4()

    def save(value: int, version: int, window: UUID) -> ScoreSheet:
        return judging.save(
            entry, Opinion({one: value}), by=judge, read_version=version, hand_in=False, window=window
        )

    save(1, 0, here)
    assert save(2, 0, here).version == 2
    with pytest.raises(OutOfDateError, match="another window"):
        save(5, 0, there)
    assert answers_of(save(3, 2, there)) == {one: 3}
    with pytest.raises(OutOfDateError):
        save(4, 0, here)


def test_scores_are_given_by_judges_of_the_panel_while_the_round_is_open(contest: b.Contest) -> None:
    entry = contest.entries[0]
    for person in (contest.marketer, contest.authors[0], factories.make_employee()):
        with pytest.raises(PermissionDenied):
            b.score(entry, person, 3, 3, 3)
    b.turn_to(contest.cycle, b.DECIDED)
    with pytest.raises(RefusedError, match="Judging is not open now"):
        b.score(entry, contest.judges[0], 3, 3, 3)


def test_an_entry_that_was_not_sent_on_is_not_in_the_next_round() -> None:
    contest = b.Contest()
    days = {**b.DAYS, (PhaseKind.JUDGING, 2): (22, 30)}
    b.turn_to(contest.cycle, 25, days)
    with pytest.raises(RefusedError, match="not in the round"):
        b.score(contest.entries[0], contest.judges[0], 3, 3, 3)
    Entry.objects.filter(pk=contest.entries[0].pk).update(round_reached=2)
    assert b.score(contest.entries[0], contest.judges[0], 3, 3, 3).phase.number == 2


def test_the_database_keeps_one_sheet_and_one_answer_each(contest: b.Contest) -> None:
    sheet = b.score(contest.entries[0], contest.judges[0], 3, 3, 3)
    score = sheet.scores.all()[0]
    for broken in (
        lambda: ScoreSheet.objects.create(entry=sheet.entry, person=sheet.person, phase=sheet.phase),
        lambda: Score.objects.create(sheet=sheet, criterion=score.criterion, value=1),
        lambda: Score.objects.filter(pk=score.pk).update(value=11),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


# --- Conflicts ------------------------------------------------------------------------------------


def test_who_steps_back_sees_nothing_more_and_no_longer_counts(contest: b.Contest) -> None:
    entry, judge = contest.entries[0], contest.judges[0]
    b.score(entry, judge, 5, 5, 5)
    assert ScoreSheet.objects.counting().count() == 1
    judging.declare_conflict(entry, by=judge, reason="We shared a flat.")
    assert ScoreSheet.objects.counting().count() == 0
    assert ScoreSheet.objects.visible_to(judge).count() == 0
    assert Conflict.objects.get().reason == "We shared a flat."
    for act in (
        lambda: b.score(entry, judge, 1, 1, 1),
        lambda: judging.declare_conflict(entry, by=judge, reason="Again."),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_sheets_of_authors_managers_and_reports_never_count(contest: b.Contest) -> None:
    entry, (first, second) = contest.entries[0], contest.judges
    author = contest.authors[0]
    for judge in (first, second):
        b.score(entry, judge, 5, 5, 5)
    assert ScoreSheet.objects.counting().count() == 2
    author.manager = first
    author.save()
    assert [sheet.person for sheet in ScoreSheet.objects.counting()] == [second]
    second.manager = author
    second.save()
    assert not ScoreSheet.objects.counting()


def test_after_the_release_conflicts_come_too_late() -> None:
    contest = b.Contest()
    contest.finish()
    with pytest.raises(OutOfDateError, match="The results are out"):
        judging.declare_conflict(contest.entries[0], by=contest.judges[0], reason="")


# --- Ballots ------------------------------------------------------------------------------------------


def test_a_ballot_is_cast_changed_and_taken_back(contest: b.Contest) -> None:
    voter = factories.make_outsider()
    first, second, third = contest.entries
    b.vote(contest.category, voter, second, first)
    b.vote(contest.category, voter, third, second)
    ballot = Ballot.objects.get()
    assert list(ballot.choices.values_list("rank", "entry")) == [(1, third.pk), (2, second.pk)]
    for _twice in range(2):
        voting.take_back(contest.category, by=voter)
    assert not Ballot.objects.exists()
    kinds = Event.objects.filter(actor=voter).order_by("pk").values_list("kind", "reach")
    assert list(kinds) == [("ballot.cast", "named"), ("ballot.withdrawn", "named")]


def test_a_ballot_holds_each_entry_once_and_at_least_one(contest: b.Contest) -> None:
    voter, first = factories.make_employee(), contest.entries[0]
    for ranking, sentence in (([], "at least one entry"), ([first.pk, first.pk], "one place on a ballot")):
        with pytest.raises(RefusedError, match=sentence):
            voting.cast(contest.category, ranking, by=voter)


def test_nobody_votes_for_their_own_or_for_what_they_may_not_see(contest: b.Contest) -> None:
    author = contest.authors[0]
    hidden = b.make_admitted(contest.category, audience=Audience.INTERNAL)
    b.turn_to(contest.cycle, b.JUDGING)
    outsider = factories.make_outsider()
    assert contest.entries[0] not in prepared.choices_for(author, contest.category.pk)
    assert hidden not in prepared.choices_for(outsider, contest.category.pk)
    for person, entry in ((author, contest.entries[0]), (outsider, hidden)):
        with pytest.raises(OutOfDateError, match="look again"):
            b.vote(contest.category, person, entry)


def test_what_was_withdrawn_stands_on_no_new_ballot(contest: b.Contest) -> None:
    entry = contest.entries[0]
    entering.withdraw(entry, by=entry.entered_by)
    with pytest.raises(OutOfDateError):
        b.vote(contest.category, factories.make_employee(), entry)


def test_voting_has_its_time_and_its_voters(contest: b.Contest) -> None:
    entry = contest.entries[0]
    b.turn_to(contest.cycle, b.DECIDED)
    with pytest.raises(RefusedError, match="not open now"):
        b.vote(contest.category, factories.make_employee(), entry)
    with pytest.raises(RefusedError, match="not open now"):
        voting.take_back(contest.category, by=factories.make_employee())
    b.turn_to(contest.cycle, b.JUDGING)
    contest.category.__class__.objects.filter(pk=contest.category.pk).update(voters="customers")
    with pytest.raises(PermissionDenied):
        b.vote(contest.category, factories.make_employee(), entry)


def test_the_database_keeps_one_ballot_each_and_one_entry_a_rank(contest: b.Contest) -> None:
    voter = factories.make_employee()
    b.vote(contest.category, voter, *contest.entries[:2])
    ballot, other = Ballot.objects.get(), contest.entries[2]
    for broken in (
        lambda: Ballot.objects.create(category=contest.category, person=voter),
        lambda: Choice.objects.create(ballot=ballot, entry=other, rank=1),
        lambda: Choice.objects.create(ballot=ballot, entry=contest.entries[0], rank=3),
        lambda: Choice.objects.create(ballot=ballot, entry=other, rank=0),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()
