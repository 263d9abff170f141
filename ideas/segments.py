"""What orders keep of votes, counted again from them; how much ideas matter to each segment, and its proof."""

from collections.abc import Iterator

from django.db import connection, transaction

from ideanet.activity import kinds
from ideanet.activity.models import Event
from ideanet.activity.notices import KINDS
from ideanet.people.stages import Deed, OrganisationKind
from ideas import heat
from ideas.models import Idea, Vote
from ideas.proofs import Difference

# Each person once for an idea, whatever was merged into it; its authors not at all.
_BEHIND = """
    SELECT DISTINCT ON (idea_id, person_id) idea_id, organisation_id FROM (
        SELECT idea_id, person_id, organisation_id, 0 AS came, id FROM ideas_vote
        UNION ALL
        SELECT merged.merged_into_id, vote.person_id, vote.organisation_id, 1, vote.id
        FROM ideas_vote vote JOIN ideas_idea merged ON merged.id = vote.idea_id
        WHERE merged.merged_into_id IS NOT NULL
    ) vote
    WHERE (%(keys)s::bigint[] IS NULL OR idea_id = ANY(%(keys)s)) AND NOT EXISTS (
        SELECT 1 FROM ideas_authorship part
        WHERE part.idea_id = vote.idea_id AND part.person_id = vote.person_id AND part.accepted_at IS NOT NULL
    )
    ORDER BY idea_id, person_id, came, id
"""
_COUNTED = f"""
    SELECT vote.idea_id, organisation.segment_id, count(*), count(DISTINCT organisation.id)
    FROM ({_BEHIND}) vote JOIN people_organisation organisation ON organisation.id = vote.organisation_id
    WHERE organisation.kind = '{OrganisationKind.CUSTOMER}' AND organisation.segment_id IS NOT NULL
    GROUP BY 1, 2
"""  # noqa: S608  # our own words
_COUNT = f"""
    WITH counted (idea_id, segment_id, customers, accounts) AS ({_COUNTED}), emptied AS (
        UPDATE ideas_segmenttally tally SET customer_count = 0, account_count = 0
        WHERE idea_id = ANY(%(keys)s) AND NOT EXISTS (
            SELECT 1 FROM counted
            WHERE counted.idea_id = tally.idea_id AND counted.segment_id = tally.segment_id
        )
    ), warmed AS ({heat.RECOUNT_SUPPORT})
    INSERT INTO ideas_segmenttally (idea_id, segment_id, customer_count, account_count) SELECT * FROM counted
    ON CONFLICT (idea_id, segment_id) DO UPDATE SET
        customer_count = excluded.customer_count, account_count = excluded.account_count
"""  # noqa: S608  # our own words
_COMPARED = f"""
    SELECT idea_id, segment_id, tally.customer_count, tally.account_count, counted.customers, counted.accounts
    FROM ideas_segmenttally tally
    FULL JOIN ({_COUNTED}) AS counted (idea_id, segment_id, customers, accounts) USING (idea_id, segment_id)
    ORDER BY 1, 2
"""  # noqa: S608  # our own words


def recount_of_organisation(event: Event) -> None:
    """An organisation changed, perhaps its segment: count the ideas that its people support again."""
    supported = Vote.objects.filter(organisation=event.topic_id).order_by()
    rows = supported.values_list("idea_id", "idea__merged_into_id")
    keys = sorted({key for row in rows for key in row if key})
    with transaction.atomic():
        locked = Idea.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        recount(list(locked.values_list("pk", flat=True)))


def recount(keys: list[int]) -> None:
    """Store what the votes for these ideas say: heat and segments, in one statement. The caller holds the locks."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"keys": keys})


def proof() -> Iterator[Difference | None]:
    """Every tally of a segment against the votes."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPARED, {"keys": None})
        rows = cursor.fetchall()
    for idea, segment, *figures in rows:
        customers, accounts, found, found_accounts = (figure or 0 for figure in figures)
        thing = f"idea {idea} for segment {segment}"
        wrong = customers != found
        yield Difference(thing, "customer_count", customers, found) if wrong else None
        wrong = accounts != found_accounts
        yield Difference(thing, "account_count", accounts, found_accounts) if wrong else None


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register_consequence(KINDS[Deed.CHANGED_ORGANISATION], recount_of_organisation)
