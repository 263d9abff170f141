"""The year's goals in the demo: proposed in January, mostly agreed, a few still talked about."""

from decimal import Decimal
from functools import partial
from random import Random

from django.utils import timezone

from ideanet.demo.clock import Clock
from ideanet.demo.people import Cast
from ideanet.people.models import Person
from ideanet.reports.workflow import agreeing


def plan(clock: Clock, cast: Cast, random: Random) -> None:
    for person in cast.people.values():
        if person.manager is None:
            continue
        target = Decimal(random.choice(("1", "1.5", "2", "2", "3", "4")))
        day = min(310, max(timezone.localdate().timetuple().tm_yday - 5, 1)) - random.random()
        clock.at(day, partial(_propose, person, target, is_agreed=random.random() < 0.9))


def _propose(person: Person, target: Decimal, *, is_agreed: bool) -> None:
    goal = agreeing.propose(person, year=timezone.localdate().year, target=target, by=person)
    if is_agreed and person.manager is not None:
        agreeing.agree(goal, by=person.manager)
