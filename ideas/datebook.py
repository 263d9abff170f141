"""Dates of ideas: when themes open and close, and by when one owes an answer."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from ideanet.activity.datebook import Date, register_dates
from ideanet.people.models import Person
from ideas.models import Idea, Theme

MOST = 200


def of_themes(person: Person, since: datetime) -> Iterator[Date]:
    """One query."""
    themes = Theme.objects.visible_to(person).only("title", "opens_at", "closes_at")
    for theme in themes.dated_from(since).order_by("pk")[:MOST]:
        path = theme.get_absolute_url()
        if theme.closes_at is not None:
            label = _("“%(title)s” closes") % {"title": theme.title}
            yield Date(f"theme-{theme.pk}-closes", label, path, theme.closes_at, closes=True)
        if theme.is_coming:
            label = _("“%(title)s” opens") % {"title": theme.title}
            yield Date(f"theme-{theme.pk}-opens", label, path, theme.opens_at)


def of_answers(person: Person, _since: datetime) -> Iterator[Date]:
    """Whatever is owed, late or not. One query."""
    if not person.is_employee:
        return
    owed = Idea.objects.owed().filter(owed_by=person).only("title", "answer_due_on")
    for idea in owed.order_by("answer_due_on", "pk")[:MOST]:
        if idea.answer_due_on is not None:
            label = _("Answer “%(title)s”") % {"title": idea.title}
            yield Date(f"idea-{idea.pk}-answer", label, idea.get_absolute_url(), idea.answer_due_on)


def declare() -> None:
    """Called once, when the app is ready."""
    register_dates(of_themes)
    register_dates(of_answers)
