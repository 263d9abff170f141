"""New ideas for programs that read Atom: all that one sees, or those of a theme."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ideanet.activity.outlets import SHOWN, Channel, Entry, register_outlet
from ideanet.activity.querysets import type_of
from ideanet.activity.stages import Outlet
from ideanet.people.models import Person
from ideas.models import Idea, Theme
from ideas.querysets.ideas import IdeaQuerySet


def newest(person: Person, _topic_id: int | None = None) -> Channel:
    ideas = Idea.objects.visible_to(person)
    return Channel(f"ideas.{person.pk}", _("New ideas"), reverse("ideas:ideas"), _entries(ideas))


def of_theme(person: Person, topic_id: int | None) -> Channel | None:
    theme = Theme.objects.visible_to(person).filter(pk=topic_id or 0).first()
    if theme is None:
        return None
    title = _("New ideas of “%(theme)s”") % {"theme": theme.title}
    ideas = Idea.objects.visible_to(person).filter(theme=theme)
    return Channel(f"theme.{theme.pk}.{person.pk}", title, theme.get_absolute_url(), _entries(ideas))


def _entries(ideas: IdeaQuerySet) -> list[Entry]:
    rows = ideas.listed().for_cards().order_by("-opened_at", "-pk")[:SHOWN]
    return [_entry(idea) for idea in rows]


def _entry(idea: Idea) -> Entry:
    return Entry(
        name=f"idea.{idea.pk}",
        title=idea.title,
        path=idea.get_absolute_url(),
        at=idea.opened_at or idea.created_at,
        text=idea.nugget,
        authors=[authorship.person.name for authorship in idea.bylines],  # type: ignore[attr-defined]  # loaded by for_cards
    )


def declare() -> None:
    """Called once, when the app is ready."""
    register_outlet(Outlet.IDEAS, newest)
    register_outlet(Outlet.THEME, of_theme, topic_type=type_of(Theme))
