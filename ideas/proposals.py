"""An amendment as one reader sees it: what it changes, in words, and what they may do about it."""

from dataclasses import dataclass

from ideanet.people.models import Person
from ideanet.people.rules import may_view_person
from ideas import contributors, diffs, rules
from ideas.contributors import Contributor
from ideas.diffs import Part
from ideas.models import Amendment, Idea
from ideas.names import name_of
from ideas.querysets.amendments import contributors as contributors_found
from ideas.stages import CommentAudience, Stage
from ideas.workflow import amending


@dataclass(frozen=True)
class Shown:
    """As ideas/partials/amendment.html needs it; `name` is all that some may know of its proposer."""

    amendment: Amendment
    parts: list[Part]
    name: str
    is_known: bool
    is_narrow: bool


@dataclass(frozen=True)
class Doors:
    """What the reader may do now. `has_moved` says that the passage reads otherwise by now."""

    may_answer: bool
    may_take_up: bool
    may_withdraw: bool
    has_moved: bool


def shown(amendment: Amendment, reader: Person) -> Shown:
    """Load it with `for_list()`; asks the database nothing."""
    return Shown(
        amendment,
        diffs.flowing(amendment.before, amendment.after),
        name_of(amendment.proposer, reader),
        may_view_person(reader, amendment.proposer),
        amendment.audience != CommentAudience.EVERYONE,
    )


def doors(amendment: Amendment, reader: Person) -> Doors:
    """Its idea is loaded for the rules."""
    idea = amendment.idea
    may_answer = amendment.is_open and rules.may_answer_amendment(reader, amendment)
    return Doors(
        may_answer=may_answer,
        may_take_up=may_answer and idea.stage == Stage.OPEN,
        may_withdraw=amendment.is_open and rules.may_withdraw_amendment(reader, amendment),
        has_moved=may_answer and amending.applied(amendment, idea) is None,
    )


def contributors_of(idea: Idea, reader: Person) -> list[Contributor]:
    """One query."""
    rows = Idea.objects.filter(pk=idea.pk).values_list(contributors_found(reader), flat=True).first()
    return contributors.known_to(reader, rows or [])
