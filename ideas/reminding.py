"""Reminding those who owe an answer: before the date, and after it until it is given."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideas import notices
from ideas.models import Idea, Reminder

# Counted from the date: three days before it, the day after it, and then ever more seldom.
DAYS = (-3, 1, 7, 14, 28, 56)


def step_of(due_on: date, today: date) -> int | None:
    """Which reminder is called for today; None while it is too early for any.

    After an outage that is the latest one alone: nobody gets last week's reminder beside today's.
    """
    past = (today - due_on).days
    return max((day for day in DAYS if day <= past), default=None)


def remind_all(today: date | None = None) -> int:
    """Remind everyone who is to be reminded today, each once for each date; says how many were."""
    today = today or timezone.localdate()
    ideas = Idea.objects.owed().order_by("pk").values_list("pk", flat=True)
    return sum(remind(pk, today) for pk in ideas.iterator(chunk_size=500))


@transaction.atomic
def remind(pk: int, today: date) -> bool:
    """Remind of one idea; False if nothing is called for, or somebody else just did it."""
    idea = Idea.objects.owed().select_for_update(skip_locked=True).filter(pk=pk).first()
    due_on = idea.answer_due_on if idea else None
    day = step_of(due_on, today) if due_on else None
    if idea is None or due_on is None or day is None:
        return False
    done = Reminder.objects.filter(idea=idea, due_on=due_on, day__gte=day)
    if done.exists():
        return False
    Reminder.objects.create(idea=idea, due_on=due_on, day=day)
    events.record(
        notices.ANSWER_DUE if day < 0 else notices.ANSWER_OVERDUE,
        idea,
        by=None,
        reach=Reach.NAMED,
        person_id=idea.owed_by_id,
        due_on=date_format(due_on, "j F Y"),
    )
    return True
