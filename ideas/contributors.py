"""Those who contributed to an idea without being its authors, as one reader may know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from ideanet.people.models import Organisation, Person
from ideanet.people.rules import may_view_person
from ideas.names import name_of


@dataclass(frozen=True)
class Contributor:
    """`url` is empty where the reader may not know who it is."""

    name: str
    url: str


def known_to(reader: Person, rows: Iterable[dict[str, Any]]) -> list[Contributor]:
    """From what `querysets.amendments.contributors` found; asks the database nothing."""
    found = []
    for row in rows:
        # Whoever proposed something is here; the rest is what the rules about people ask.
        person = Person(
            pk=row["pk"],
            name=row["name"],
            joined_at=timezone.now(),
            organisation=Organisation(pk=row["organisation"], kind=row["kind"]),
        )
        is_known = may_view_person(reader, person)
        url = reverse("people:person", args=[person.pk]) if is_known else ""
        found.append(Contributor(name_of(person, reader), url))
    return found
