"""The handovers of the demo: an idea that is to change hands, and a draft begun on a colleague's behalf."""

from collections.abc import Mapping
from functools import partial

from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Row, Story
from ideanet.demo.people import Cast, read
from ideas.workflow import handing


def plan(clock: Clock, cast: Cast, stories: Mapping[str, Story]) -> None:
    for row in read("handovers.yaml"):
        clock.at(row["ago"], partial(_offer, row, cast, stories[row["idea"]]))


def _offer(row: Row, cast: Cast, story: Story) -> None:
    handing.offer(story.idea, cast[row["taker"]], by=cast[row["giver"]], kind=row["kind"], word=row["word"])
