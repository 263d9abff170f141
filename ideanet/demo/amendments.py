"""The amendments of the demo: taken up, declined, and waiting for an answer."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Row, Story
from ideanet.demo.people import Cast, read
from ideas import passages
from ideas.models import Amendment, Idea
from ideas.stages import AmendedPart, CommentAudience
from ideas.workflow import amending
from ideas.workflow.amending import Proposal


def plan(clock: Clock, cast: Cast, stories: Mapping[str, Story]) -> None:
    for row in read("amendments.yaml"):
        story, kept = stories[row["idea"]], dict[str, Amendment]()
        clock.at(row["ago"], partial(_propose, row, cast, story, kept))
        for outcome in ("accepted", "declined"):
            if outcome in row:
                clock.at(row[outcome]["ago"], partial(_answer, outcome, row, story, kept))


def _propose(row: Row, cast: Cast, story: Story, kept: dict[str, Amendment]) -> None:
    idea = story.idea
    part = row.get("part", AmendedPart.BODY)
    place, after = (0, idea.nugget + row["add"]) if part == AmendedPart.NUGGET else _changed(idea, row)
    kept["it"] = amending.propose(
        idea,
        Proposal(idea.revision_number, part, place, after, row["reason"]),
        by=cast[row["by"]],
        audience=row.get("audience", CommentAudience.EVERYONE),
    )


def _changed(idea: Idea, row: Row) -> tuple[int, str]:
    """Where it stands and how it should read; line breaks of the content are only its own."""
    for passage in passages.passages(idea.body):
        flat = " ".join(passage.source.split())
        if row["find"] in flat:
            return passage.place, flat.replace(row["find"], row["put"])
    raise LookupError(row["find"])


def _answer(outcome: str, row: Row, story: Story, kept: Mapping[str, Amendment]) -> Any:
    answer = row[outcome]
    if outcome == "accepted":
        return amending.accept(kept["it"], by=story.author, note=answer["note"])
    return amending.decline(kept["it"], by=story.author, reason=answer["reason"])
