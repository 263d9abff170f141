"""What lies on the desks of the council of experts in the demo, from content/reviews.yaml."""

from collections.abc import Mapping
from functools import partial

from councils.models import Assignment, Seat
from councils.workflow import delegating, proposing
from ideanet.demo.clock import Clock
from ideanet.demo.councils import House
from ideanet.demo.ideas import Row, Story
from ideanet.demo.people import read


def plan(house: House, clock: Clock, stories: Mapping[str, Story]) -> None:
    content = read("reviews.yaml")
    for row in content["offered"]:
        clock.at(row["days"], partial(offer, house, stories[row["idea"]], row))
    clock.at(content["proposed"]["days"], partial(propose, house, content["proposed"]["person"]))


def offer(house: House, story: Story, row: Row) -> None:
    """A member would hand a review on, and the other has not answered."""
    owed = Assignment.objects.pending().select_related("review")
    assignment = owed.get(review__idea=story.pk, person=house.cast[row["person"]])
    seat = Seat.objects.get(council=assignment.review.council_id, person=house.cast[row["to"]])
    delegating.offer(assignment, seat, by=house.cast[row["person"]])


def propose(house: House, key: str) -> None:
    """A chair had members matched with what is open, and has not confirmed it."""
    proposing.propose(house.councils["experts"], by=house.cast[key])
