"""Entries of the ledger as one reader may see them: an idea they may not see has no name."""

from collections.abc import Iterable
from dataclasses import dataclass

from ideanet.people.models import Person
from ideanet.reports.models import Credit
from ideanet.reports.stages import CreditKind
from ideas.models import Amendment, Idea


@dataclass(frozen=True)
class Entry:
    """`idea` is None where it stays without a name; date, kind and amount always show. `amendment` is what
    the credit is for, if it is for one."""

    credit: Credit
    idea: Idea | None
    amendment: Amendment | None = None

    @property
    def is_review(self) -> bool:
        return self.credit.kind == CreditKind.ADVISER


def name_ideas(rows: Iterable[Credit], person: Person) -> list[Entry]:
    """The entries with the ideas that this person may see. Who reviewed what is the reviewer's own to
    know, whoever sees the idea; an amendment is named to those who may read it. Two queries."""
    found = list(rows)
    amendments = _amendments(found, person)

    def is_told(credit: Credit) -> bool:
        if credit.kind == CreditKind.AMENDED:
            return credit.pk in amendments
        return credit.kind != CreditKind.ADVISER or credit.person_id == person.pk

    wanted = {credit.idea_id for credit in found if is_told(credit)}
    seen = Idea.objects.visible_to(person).filter(pk__in=wanted).only("title")
    ideas = {idea.pk: idea for idea in seen}
    return [
        Entry(credit, ideas.get(credit.idea_id) if is_told(credit) else None, amendments.get(credit.pk))
        for credit in found
    ]


def _amendments(rows: Iterable[Credit], person: Person) -> dict[int, Amendment]:
    """By the key of the credit, the amendments behind credits that this person may read."""
    behind = {
        credit.pk: (credit.corrects or credit).event.subject_id or 0
        for credit in rows
        if credit.kind == CreditKind.AMENDED
    }
    seen = Amendment.objects.visible_to(person).filter(pk__in=behind.values()).only("idea")
    readable = {amendment.pk: amendment for amendment in seen} if behind else {}
    return {key: readable[subject] for key, subject in behind.items() if subject in readable}
