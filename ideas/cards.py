"""What a card says of an idea, as a value: equal values are shown alike, so each is rendered once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ideanet.people.models import Person
from ideas.loop import Loop
from ideas.models import Idea, Theme
from ideas.stages import Stage


class Face(NamedTuple):
    """A person as a byline shows them."""

    pk: int
    name: str

    @property
    def initials(self) -> str:
        return Person(name=self.name).initials

    def get_absolute_url(self) -> str:
        return Person(pk=self.pk).get_absolute_url()


class Byline(NamedTuple):
    person: Face


class Subject(NamedTuple):
    """A theme as the line above a title shows it."""

    pk: int
    title: str
    is_network: bool

    def get_absolute_url(self) -> str:
        return Theme(pk=self.pk).get_absolute_url()


@dataclass(frozen=True)
class Card:
    """All that ideas/partials/card.html is told of an idea, in the words of the model."""

    pk: int
    title: str
    nugget: str
    theme: Subject
    stage: str
    voices: tuple[str, ...]
    bylines: tuple[Byline, ...]
    backer_count: int
    current_backer_count: int
    customer_count: int
    account_count: int
    comment_count: int
    public_comment_count: int
    opened_at: datetime | None
    changed_at: datetime | None
    is_supported: bool
    for_employee: bool

    @classmethod
    def of(cls, idea: Idea, reader: Person, *, supported: Collection[int]) -> "Card":
        """The card of `idea`, from `for_cards()`; it asks the database nothing."""
        theme = idea.theme
        return cls(
            pk=idea.pk,
            title=idea.title,
            nugget=idea.nugget,
            theme=Subject(theme.pk, theme.title, theme.is_network),
            stage=idea.stage,
            voices=tuple(idea.voices),
            bylines=tuple(
                Byline(Face(row.person_id, row.person.name))
                for row in idea.bylines  # type: ignore[attr-defined]  # prefetched
            ),
            backer_count=idea.backer_count,
            current_backer_count=idea.current_backer_count,
            customer_count=idea.customer_count,
            account_count=idea.account_count,
            comment_count=idea.comment_count if reader.is_employee else 0,
            public_comment_count=idea.public_comment_count,
            opened_at=idea.opened_at,
            changed_at=None if idea.opened_at else idea.changed_at,
            is_supported=idea.pk in supported,
            for_employee=reader.is_employee,
        )

    @property
    def reader(self) -> dict[str, dict[str, bool]]:
        """As much of its reader as its partials ask for."""
        return {"person": {"is_employee": self.for_employee}}

    @property
    def loop(self) -> Loop:
        return Loop.of(self.voices)

    def get_stage_display(self) -> str:
        return str(Stage(self.stage).label)

    def get_absolute_url(self) -> str:
        return Idea(pk=self.pk).get_absolute_url()
