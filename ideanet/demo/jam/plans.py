"""What each idea of a jam will be, before any row is written: stage, audience, and its part of votes and comments."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from ideanet.demo.jam.community import Community
from ideas.stages import DISCUSSED, Audience, Stage

STAGES = {
    Stage.DRAFT: 4, Stage.OPEN: 52, Stage.APPROVED: 14, Stage.PUBLISHED: 10, Stage.ADOPTED: 4, Stage.DECLINED: 11,
    Stage.WITHDRAWN: 3, Stage.ARCHIVED: 2,
}  # fmt: skip
AUDIENCES = {Audience.RESTRICTED: 4, Audience.INTERNAL: 40, Audience.SHARED: 16, Audience.NETWORK: 40}
YEARS = 3


@dataclass
class Plan:
    stage: Stage
    audience: Audience
    opened: datetime
    authors: list[int]
    accounts: list[int]
    votes: int = 0
    comments: int = 0

    @property
    def is_seen(self) -> bool:
        """Whether people beside the authors ever saw it."""
        return self.stage != Stage.DRAFT and self.audience != Audience.RESTRICTED

    @property
    def is_discussed(self) -> bool:
        return self.stage in DISCUSSED


def plan(
    number: int, votes: int, comments: int, community: Community, random: Random, now: datetime
) -> list[Plan]:
    """Plans in the order in which the ideas open; votes and comments add up to what was asked, as far as people go."""
    stages = random.choices(list(STAGES), list(STAGES.values()), k=number)
    audiences = random.choices(list(AUDIENCES), list(AUDIENCES.values()), k=number)
    days = sorted((random.random() ** 0.7 * YEARS * 365 for _ in range(number)), reverse=True)
    accounts = list(community.accounts)
    plans = [
        Plan(
            stage=stage,
            audience=audience,
            opened=now - timedelta(days=1 + day),
            authors=_authors(community, random),
            accounts=random.sample(accounts, min(random.randint(1, 12), len(accounts)))
            if audience == Audience.SHARED
            else [],
        )
        for stage, audience, day in zip(stages, audiences, days, strict=True)
    ]
    _share_out(plans, votes, random, len(community.employees) // 3, _give_votes)
    _share_out(plans, comments, random, comments, _give_comments)
    return plans


def _authors(community: Community, random: Random) -> list[int]:
    """One to four; a few people write most of what is written."""
    size = len(community.employees)
    wanted = random.choices((1, 2, 3, 4), (70, 20, 7, 3))[0]
    return list({community.employees[int(size * random.random() ** 3)] for _ in range(wanted)})


def _give_votes(plan: Plan, number: int) -> None:
    plan.votes = number


def _give_comments(plan: Plan, number: int) -> None:
    plan.comments = number


def _share_out(
    plans: list[Plan], total: int, random: Random, limit: int, give: Callable[[Plan, int], None]
) -> None:
    """By a power law over a random order of the ideas that people saw."""
    seen = [plan for plan in plans if plan.is_seen]
    if not seen:
        return
    random.shuffle(seen)
    weights = [1 / (rank + 8) ** 0.85 for rank in range(len(seen))]
    whole, given, passed = sum(weights), 0, 0.0
    for plan, weight in zip(seen, weights, strict=True):
        passed += weight
        part = min(round(total * passed / whole) - given, limit)
        given += part
        give(plan, part)
