"""The whole workflow on one screen: every move, from where, to where, by whom."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideanet.people.stages import Role
from ideas import rules
from ideas.stages import Stage

if TYPE_CHECKING:
    from ideanet.people.models import Person
    from ideas.models import Idea


class Room(StrEnum):
    """Whose workflow makes a move: the idea's own page offers only those of IDEAS; MERGING has a page of its own."""

    IDEAS = "ideas"
    COUNCILS = "councils"
    PUBLISHING = "publishing"
    MERGING = "merging"


@dataclass(frozen=True)
class Move:
    name: str
    label: Promise
    sources: frozenset[Stage]
    target: Stage
    allows: "Callable[[Person, Idea], bool]"
    room: Room = Room.IDEAS
    needs_reason: bool = False
    is_milestone: bool = True

    def is_open(self, person: "Person", idea: "Idea") -> bool:
        return idea.stage in self.sources and self.allows(person, idea)


def _by_council(person: "Person", idea: "Idea") -> bool:
    """Councils check seats, quorum and conflicts before they move an idea; here one only must see it."""
    return rules.may_view(person, idea) and not rules.is_named_author(person, idea)


def _by_marketing(person: "Person", idea: "Idea") -> bool:
    return person.holds(Role.MARKETING) and rules.may_view(person, idea)


def _authors_or_marketing(person: "Person", idea: "Idea") -> bool:
    return rules.is_author(person, idea) or _by_marketing(person, idea)


def _sources(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


SUBMIT = Move("submit", _("Submit"), _sources(Stage.DRAFT), Stage.OPEN, rules.is_author)
SEND_TO_REVIEW = Move(
    "send_to_review",
    _("Send to a council"),
    _sources(Stage.OPEN),
    Stage.IN_REVIEW,
    _by_council,
    Room.COUNCILS,
)
APPROVE = Move("approve", _("Approve"), _sources(Stage.IN_REVIEW), Stage.APPROVED, _by_council, Room.COUNCILS)
REVISE = Move(
    "revise",
    _("Revise and resubmit"),
    _sources(Stage.IN_REVIEW),
    Stage.OPEN,
    _by_council,
    Room.COUNCILS,
    needs_reason=True,
)
DECLINE = Move(
    "decline",
    _("Decline"),
    _sources(Stage.IN_REVIEW),
    Stage.DECLINED,
    _by_council,
    Room.COUNCILS,
    needs_reason=True,
)
TURN_DOWN = Move(
    "turn_down",
    _("Decline without review"),
    _sources(Stage.OPEN),
    Stage.DECLINED,
    rules.answers_for,
    needs_reason=True,
)
WITHDRAW = Move(
    "withdraw",
    _("Withdraw"),
    _sources(Stage.OPEN, Stage.IN_REVIEW),
    Stage.WITHDRAWN,
    rules.is_author,
)
PUBLISH = Move(
    "publish",
    _("Record as published"),
    _sources(Stage.APPROVED),
    Stage.PUBLISHED,
    _by_marketing,
    Room.PUBLISHING,
)
ADOPT = Move(
    "adopt",
    _("Record as adopted"),
    _sources(Stage.APPROVED, Stage.PUBLISHED),
    Stage.ADOPTED,
    _by_marketing,
    needs_reason=True,
)
NEW_ROUND = Move(
    "new_round",
    _("Start another round"),
    _sources(Stage.PUBLISHED, Stage.ADOPTED),
    Stage.OPEN,
    _authors_or_marketing,
)
ARCHIVE = Move(
    "archive",
    _("Archive"),
    _sources(Stage.APPROVED, Stage.PUBLISHED, Stage.ADOPTED, Stage.DECLINED, Stage.WITHDRAWN),
    Stage.ARCHIVED,
    _by_marketing,
    is_milestone=False,
)
MERGE = Move(
    "merge",
    _("Merge into another idea"),
    _sources(Stage.OPEN),
    Stage.MERGED,
    _authors_or_marketing,
    Room.MERGING,
)
UNMERGE = Move(
    "unmerge",
    _("Make it an idea of its own again"),
    _sources(Stage.MERGED),
    Stage.OPEN,
    _authors_or_marketing,
    Room.MERGING,
)

MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        SUBMIT,
        SEND_TO_REVIEW,
        APPROVE,
        REVISE,
        DECLINE,
        TURN_DOWN,
        WITHDRAW,
        PUBLISH,
        ADOPT,
        NEW_ROUND,
        ARCHIVE,
        MERGE,
        UNMERGE,
    )
}


def open_moves(person: "Person", idea: "Idea") -> list[Move]:
    """The moves that this person can make on the idea's own page now."""
    return [move for move in MOVES.values() if move.room is Room.IDEAS and move.is_open(person, idea)]
