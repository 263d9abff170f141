"""Who writes and supports in a theme, as one reader may know it."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ideanet.people.models import Person
from ideas.models import Idea, Theme, Vote

MOST = 6


@dataclass(frozen=True)
class Gathering:
    """People have `count`: of ideas they wrote, or support, among those that the reader sees."""

    writers: list[Person]
    supporters: list[Person]


def gathering_of(theme: Theme, reader: Person) -> Gathering:
    """Two queries, whatever the size of the theme; nobody of another house is named to an outsider."""
    ideas = Idea.objects.visible_to(reader).listed().filter(theme=theme).order_by().values("pk")
    known = Person.objects.visible_to(reader).active()
    writers = known.filter(authorships__idea__in=ideas, authorships__accepted_at__isnull=False)
    supporters = known.filter(votes__in=Vote.objects.filter(idea__in=ideas).order_by().values("pk"))
    return Gathering(_first(writers, "authorships"), _first(supporters, "votes"))


def _first(people: "QuerySet[Person]", counted: str) -> list[Person]:
    ranked = people.annotate(count=Count(counted, distinct=True)).order_by("-count", "name", "pk")
    return list(ranked.select_related("organisation")[:MOST])
