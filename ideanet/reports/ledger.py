"""Entries of the ledger as one reader may see them: an idea they may not see has no name."""

from collections.abc import Iterable
from dataclasses import dataclass

from ideanet.people.models import Person
from ideanet.reports.models import Credit
from ideanet.reports.stages import CreditKind
from ideas.models import Idea


@dataclass(frozen=True)
class Entry:
    """`idea` is None where it stays without a name; date, kind and amount always show."""

    credit: Credit
    idea: Idea | None

    @property
    def is_review(self) -> bool:
        return self.credit.kind == CreditKind.ADVISER


def name_ideas(rows: Iterable[Credit], person: Person) -> list[Entry]:
    """The entries with the ideas that this person may see. Who reviewed what is the reviewer's own to
    know, whoever sees the idea. One query."""
    found = list(rows)
    wanted = {
        credit.idea_id
        for credit in found
        if credit.kind != CreditKind.ADVISER or credit.person_id == person.pk
    }
    seen = Idea.objects.visible_to(person).filter(pk__in=wanted).only("title")
    ideas = {idea.pk: idea for idea in seen}
    return [
        Entry(credit, ideas.get(credit.idea_id) if credit.idea_id in wanted else None) for credit in found
    ]
