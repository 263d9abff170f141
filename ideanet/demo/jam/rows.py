"""The rows of a batch, table by table, and the draws that all of them share."""

import json
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db import models

from ideanet.activity.models import Event, Follow
from ideanet.activity.stages import Level, Reach, Reason
from ideanet.demo.jam.community import Community
from ideanet.demo.jam.copying import Row, copy, keys
from ideanet.demo.jam.plans import Plan
from ideas.models import Authorship, Comment, Evidence, Idea, Revision, Round, Theme, Vote
from ideas.stages import Audience

SharedWith: type[models.Model] = Idea.shared_with.through
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Idea: (
        "id", "theme_id", "kind", "audience", "stage", "title", "nugget", "body", "created_by_id", "created_at",
        "opened_at", "changed_at", "revision_number", "material_number", "round_number", "owed_by_id",
        "answer_due_on", "outcome", "adopted_by", "backer_count", "customer_count", "account_count",
        "current_backer_count", "current_customer_count", "comment_count", "public_comment_count", "voices",
        "source_digest",
    ),
    SharedWith: ("idea_id", "organisation_id"),
    Authorship: ("idea_id", "person_id", "share", "position", "invited_at", "accepted_at"),
    Round: ("id", "idea_id", "number", "started_at", "started_by_id"),
    Revision: (
        "id", "idea_id", "number", "round_id", "title", "nugget", "body", "note", "is_material", "published_by_id",
        "published_at",
    ),
    Evidence: (
        "idea_id", "kind", "title", "source", "dated_on", "citation", "url", "is_internal", "added_by_id", "added_at",
        "round_number",
    ),
    Vote: ("id", "idea_id", "person_id", "organisation_id", "revision_id", "at"),
    Comment: (
        "id", "idea_id", "revision_id", "author_id", "parent_id", "thread_id", "audience", "body", "may_quote", "at",
    ),
    Follow: ("person_id", "topic_type", "topic_id", "level", "reason", "since"),
    Event: (
        "at", "kind", "actor_id", "topic_type", "topic_id", "subject_type", "subject_id", "reach", "data",
        "announced_at",
    ),
}  # fmt: skip


class Rows:
    """Rows waiting to be copied, and who is drawn for what."""

    def __init__(self, community: Community, themes: Sequence[Theme], random: Random, now: datetime) -> None:
        self.community, self.themes, self.random, self.now = community, themes, random, now
        self.organisation_of = {p: o for o, people in community.accounts.items() for p in people}
        self.keys = {model: keys(model) for model in (Idea, Round, Revision, Vote, Comment)}
        self.waiting: dict[type[models.Model], list[Row]] = {model: [] for model in COLUMNS}

    def copy(self) -> None:
        """One COPY a table; events in the order in which they happened."""
        self.waiting[Event].sort(key=lambda row: row[0])
        for model, columns in COLUMNS.items():
            copy(model, columns, self.waiting[model])
            self.waiting[model].clear()

    def add(self, model: type[models.Model], *row: Any) -> None:
        self.waiting[model].append(row)

    def event(
        self,
        at: datetime,
        kind: str,
        actor: int,
        idea: int,
        subject: tuple[str, int | None] = ("", None),
        reach: str = Reach.EVERYONE,
        **data: Any,
    ) -> None:
        self.add(Event, at, kind, actor, "ideas.idea", idea, *subject, reach, json.dumps(data), at)

    def follow(self, person: int, idea: int, reason: Reason, at: datetime) -> None:
        self.add(Follow, person, "ideas.idea", idea, Level.EVERYTHING, reason, at)

    def moment(self, plan: Plan) -> datetime:
        """Soon after it opened, mostly."""
        return plan.opened + (self.now - plan.opened) * self.random.betavariate(0.8, 5)

    def audience(self, plan: Plan, number: int, without: Sequence[int] = ()) -> set[int]:
        """Distinct people who may see the idea; the active ones come up more often."""
        pools, weights = self._pools(plan)
        found: set[int] = set()
        taken = set(without)
        for pool in self.random.choices(pools, weights, k=number):
            person = pool[(int(len(pool) * self.random.random() ** 2) * 7919) % len(pool)]
            # A person drawn twice makes room for the next one in the run.
            for _try in range(40):
                if person not in taken:
                    break
                person = pool[(person - pool.start + 7919) % len(pool)]
            found.add(person)
            taken.add(person)
        return found - set(without)

    def _pools(self, plan: Plan) -> tuple[list[range], list[float]]:
        employees = self.community.employees
        if plan.audience == Audience.NETWORK:
            return [employees, self.community.customers], [0.75, 0.25]
        if plan.audience == Audience.SHARED:
            accounts = [self.community.accounts[key] for key in plan.accounts]
            return [employees, *accounts], [0.85, *[0.15 / len(accounts)] * len(accounts)]
        return [employees], [1.0]
