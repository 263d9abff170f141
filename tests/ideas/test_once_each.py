"""Over several ideas that became one each supporter counts once: the query against counting by hand."""

import json
import random
from typing import Any

import pytest
from django.db import connection

from ideanet.people.stages import OrganisationKind
from ideas.models import Authorship, Idea, Revision, Vote
from ideas.querysets.votes import VoteQuerySet
from tests import factories
from tests.ideas.cast import queries

pytestmark = pytest.mark.django_db

IDEAS = 5  # The first is what the next three were merged into; the last stands by itself.


def write(rng: random.Random, people: list[Any]) -> list[Idea]:
    """Ideas, what was merged, who wrote them and who supports them, as chance will have it."""
    author = factories.make_employee()
    theme = factories.ThemeFactory.create()
    ideas = [factories.make_idea(author, theme=theme) for _ in range(IDEAS)]
    first, *_others = ideas
    merged = ideas[1 : 1 + rng.randint(1, 3)]
    Idea.objects.filter(pk__in=[idea.pk for idea in merged]).update(stage="merged", merged_into=first)
    Idea.objects.filter(pk=first.pk).update(
        merged_count=len(merged), revision_number=2, material_number=rng.choice([1, 2])
    )
    before = Revision.objects.get(idea=first)
    Revision.objects.create(
        idea=first, number=2, round=before.round, title="T", nugget="N", published_by=author
    )
    for person in rng.sample(people, 3):
        accepted = rng.choice([None, first.opened_at])
        Authorship.objects.create(
            idea=rng.choice(ideas), person=person, share=0, accepted_at=accepted, position=1
        )
    revisions: dict[int, list[Revision]] = {}
    for revision in Revision.objects.order_by("number"):
        revisions.setdefault(revision.idea_id, []).append(revision)
    # Nobody supports their own, but perhaps what was merged into it.
    own = set(Authorship.objects.filter(accepted_at__isnull=False).values_list("person", "idea"))
    pairs = [(person, idea) for person in people for idea in ideas if rng.random() < 0.5]
    pairs = [(person, idea) for person, idea in pairs if (person.pk, idea.pk) not in own]
    rng.shuffle(pairs)
    Vote.objects.bulk_create(
        Vote(
            idea=idea,
            person=person,
            organisation=person.organisation,
            revision=rng.choice(revisions[idea.pk]),
        )
        for person, idea in pairs
    )
    return [Idea.objects.get(pk=idea.pk) for idea in ideas]


def by_hand(idea: Idea) -> tuple[set[int], dict[str, int]]:
    """The keys of the votes that count, and the tallies, without a query that does more than fetch rows."""
    texts = {row.pk for row in Idea.objects.all() if idea.pk in {row.pk, row.merged_into_id}}
    authors = {row.person_id for row in Authorship.objects.filter(idea=idea) if row.accepted_at}
    chosen: dict[int, Vote] = {}
    votes = Vote.objects.select_related("organisation", "revision")
    for vote in sorted(votes, key=lambda vote: (vote.idea_id != idea.pk, vote.pk)):
        if vote.idea_id in texts and vote.person_id not in authors:
            chosen.setdefault(vote.person_id, vote)
    home = [vote for vote in chosen.values() if vote.organisation.kind == OrganisationKind.HOME]
    customers = [vote for vote in chosen.values() if vote.organisation.kind == OrganisationKind.CUSTOMER]
    return {vote.pk for vote in chosen.values()}, {
        "backer_count": len(home),
        "customer_count": len(customers),
        "account_count": len({vote.organisation_id for vote in customers}),
        "current_backer_count": sum(is_current(vote, idea) for vote in home),
        "current_customer_count": sum(is_current(vote, idea) for vote in customers),
    }


def is_current(vote: Vote, idea: Idea) -> bool:
    return vote.idea_id == idea.pk and vote.revision.number >= idea.material_number


@pytest.mark.parametrize("seed", range(8))
def test_each_supporter_counts_once_as_counted_by_hand(seed: int) -> None:
    rng = random.Random(seed)
    accounts = [factories.OrganisationFactory.create() for _ in range(2)]
    people = [factories.make_employee() for _ in range(4)]
    people += [factories.make_outsider(organisation=rng.choice(accounts)) for _ in range(5)]
    for idea in write(rng, people):
        keys, tallies = by_hand(idea)
        assert set(Vote.objects.on(idea).values_list("pk", flat=True)) == keys
        with queries() as asked:
            assert Vote.objects.tallied(idea) == tallies
        assert len(asked) == 1


def steps(votes: VoteQuerySet) -> list[dict[str, Any]]:
    """Every step of the database's plan, the outermost first."""
    with connection.cursor() as cursor:
        sql, params = votes.query.sql_with_params()
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (answer,) = cursor.fetchone()
    found = [(json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]]
    for plan in found:
        found += plan.get("Plans", [])
    return found


def test_who_counts_is_asked_once_and_never_for_each_vote_whatever_the_planner_believes() -> None:
    idea, *_others = write(random.Random(1), [factories.make_employee() for _ in range(12)])
    for votes in (Vote.objects.on(idea), Vote.objects.on(idea).for_list()):
        (unique,) = [plan for plan in steps(votes) if plan["Node Type"] == "Unique"]
        # What stands before the query runs once; a subquery inside a join is run as often as the join asks.
        assert unique["Parent Relationship"] == "InitPlan"
        assert sum(plan.get("Parent Relationship") == "InitPlan" for plan in steps(votes)) == 2
