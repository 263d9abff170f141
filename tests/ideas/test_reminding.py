"""No silence: who owes an answer is reminded before and after its date, once for each date."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ideanet.activity import announcing
from ideanet.activity.models import Event, Notice
from ideas import moves, reminding, tasks
from ideas.models import Idea, Reminder
from ideas.stages import Stage
from ideas.workflow import moving
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db

DUE = date(2026, 11, 20)


def on(day: int) -> date:
    """So many days after the date that the answer is due on."""
    return DUE + timedelta(days=day)


@pytest.fixture
def idea() -> Idea:
    idea = factories.make_idea()
    Idea.objects.filter(pk=idea.pk).update(answer_due_on=DUE)
    return Idea.objects.get(pk=idea.pk)


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (-10, None),
        (-4, None),
        (-3, -3),
        (0, -3),
        (1, 1),
        (6, 1),
        (7, 7),
        (13, 7),
        (14, 14),
        (30, 28),
        (400, 56),
    ],
)
def test_each_day_calls_for_one_reminder_at_most(day: int, step: int | None) -> None:
    assert reminding.step_of(DUE, on(day)) == step


def test_the_one_who_owes_is_reminded_before_and_after_and_ever_more_seldom(idea: Idea) -> None:
    reminded = [day for day in range(-10, 60) if reminding.remind_all(on(day))]
    assert reminded == [-3, 1, 7, 14, 28, 56]
    kinds = Event.objects.filter(kind__startswith="answer.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["answer.due"] + ["answer.overdue"] * 5


def test_a_day_that_is_run_twice_reminds_once(idea: Idea) -> None:
    assert [reminding.remind_all(on(1)) for _ in range(3)] == [1, 0, 0]


def test_after_an_outage_only_the_latest_reminder_is_sent(idea: Idea) -> None:
    assert reminding.remind_all(on(20)) == 1
    assert [row.day for row in Reminder.objects.all()] == [14]
    assert reminding.remind_all(on(21)) == 0


def test_a_new_date_is_reminded_of_anew(idea: Idea) -> None:
    reminding.remind_all(on(-3))
    Idea.objects.filter(pk=idea.pk).update(answer_due_on=on(10))
    assert [reminding.remind_all(on(day)) for day in (0, 7)] == [0, 1]


def test_only_the_one_who_owes_is_told_and_by_name(idea: Idea) -> None:
    reminding.remind_all(on(1))
    event = Event.objects.get(kind="answer.overdue")
    assert (event.reach, event.actor, event.data) == (
        "named",
        None,
        {"person_id": idea.owed_by_id, "due_on": "20 November 2026"},
    )
    announcing.announce(event.pk)
    assert [(n.person_id, n.why, n.mail_wanted) for n in Notice.objects.filter(event=event)] == [
        (idea.owed_by_id, "owes", True)
    ]


def test_what_was_answered_is_reminded_of_no_more(idea: Idea) -> None:
    moving.perform(moves.TURN_DOWN, idea, by=idea.theme.owner, reason="No.")
    assert reminding.remind_all(on(1)) == 0
    assert not reminding.remind(idea.pk, on(1))


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.OPEN])
def test_nobody_owes_an_answer_to_what_is_not_open(stage: str) -> None:
    Cast().idea(stage)
    assert reminding.remind_all(timezone.localdate() + timedelta(days=400)) in {
        0,
        1 if stage == "merged" else 0,
    }


def test_the_clock_runs_it_for_today(idea: Idea) -> None:
    tasks.remind()
    assert Reminder.objects.count() == (1 if timezone.localdate() >= on(-3) else 0)
